"""What the labels of a dataset say: amounts, a bolus, the kind of data, and whether a model was fitted to it.

Whether a published model was fitted to a dataset: fitted.csv (compound, study, route, fitted, source) says so, the
first row that matches holds, `*` is every study, no route every route; without one, the words of the labels decide.
"""

from __future__ import annotations

import re
from typing import Iterable, Optional

from .index import Row
from .words import slug

AMOUNT = re.compile(r"(?<!\d)(?<!\d\.)(\d+(?:\.\d+)?) ?(mg|mmol|umol|µmol)(?![a-z/])", re.I)
BOLUS = re.compile(r"bol\b|bolus", re.I)
REPEATED = re.compile(r"\b(?:SS|steady state|MD|BID|TID|QD|QID)\b", re.I)
FITTED = re.compile(r"\b(?:training|building|model building)\b", re.I)
PREDICTED = re.compile(r"\b(?:test|pred|prediction|verification|evaluation)\b", re.I)


def spaced(*texts: str) -> str:
    """Labels as one text, words apart."""
    return " ".join(texts).replace("_", " ")


def said_of(row: Row) -> str:
    """All labels that speak of how the doses were given."""
    return spaced(row["arm"], row["formulation"], row["dose_text"], row["sim_name"])


def dose_in(text: str) -> Optional[float]:
    """The first amount in mg that a label names."""
    match = re.search(r"(?<![\d.])(\d+(?:\.\d+)?)\s*_?mg(?!/)", spaced(text))
    return float(match.group(1)) if match else None


def amounts_in(text: str) -> set[tuple[str, str]]:
    """The amounts that a label names, as (number, unit)."""
    return set(AMOUNT.findall(spaced(text)))


def data_type_of(row: Row) -> str:
    text = f"{row['statistic']} {row['data_type']}".lower()
    if "individual" in text:
        return "individual"
    return "mean" if "mean" in text or "median" in text or "aggregated" in text else "unknown"


def fitted_of(row: Row, table: Iterable[Row] = ()) -> str:
    """`yes`, `no` or `unknown`: by the table, else by the words of the labels."""
    for rule in table:
        if rule["compound"] == slug(row["analyte"]) and rule["study"] in ("*", row["study"]):
            if rule["route"] in ("", row["route"]):
                return rule["fitted"]
    text = spaced(row["sim_name"], row["arm"])
    if FITTED.search(text):
        return "yes"
    return "no" if PREDICTED.search(text) else "unknown"
