"""Datasets that are left out, and why: what the engine does not model, and what the index does not say.

Flagged rows, animals, unbound concentrations, totals of a compound and its conjugates, organ disease, and drugs given
besides of which there is no schedule. Other modules add reasons of their own by raising `LeftOut`.
"""

from __future__ import annotations

import re

from .index import Row
from .labels import spaced
from .words import slug

ORGAN_DISEASE = re.compile(
    r"\bCKD|cirrho|renal (?:failure|impairment|insufficien)|hepatic (?:failure|impairment)|dialysis", re.I
)
ALONE = re.compile(r"\bwithout\b|\bcontrol\b|\bplacebo\b|\bbefore\b|\balone\b|\bbaseline\b", re.I)
GIVEN_WITH = re.compile(r"(?:perpetrator|inhibitor|inducer) \((?!placebo)(?P<name>[^)@]*)", re.I)


class LeftOut(Exception):
    """A dataset that makes no case that can be run and counted, and why."""


def check(row: Row) -> None:
    """Raises the reason that the row itself gives for leaving it out."""
    if row["qc_flag"]:
        raise LeftOut(f"flagged: {row['qc_flag']}")
    if row["species"].lower() not in ("", "human"):
        raise LeftOut(f"not human: {row['species'].lower()}")
    check_analyte(row)
    check_health(row)
    if not row["coadministered_schedule"]:
        check_co_medication(row)


def check_analyte(row: Row) -> None:
    if re.search(r"\bunbound\b", f"{row['analyte']} {row['arm']}", re.I):
        raise LeftOut("unbound concentration")
    summed = rf"\b{re.escape(row['analyte'])}[- ]total\b"
    if re.search(r"\btotal$", row["analyte"], re.I) or re.search(summed, row["arm"], re.I):
        raise LeftOut("sum of a compound and its conjugates")


def check_health(row: Row) -> None:
    labels = spaced(row["arm"], row["population_tags"], row["sim_individual"]).replace("-", " ")
    if row["sim_disease"] or ORGAN_DISEASE.search(labels):
        raise LeftOut("organ disease, not modelled")


def check_co_medication(row: Row) -> None:
    """Refuses a row that says another drug was given, of which there is no schedule."""
    given, other = GIVEN_WITH.search(row["arm"]), row["coadministered_text"]
    own = (row["compound"], slug(row["analyte"]))
    if given and row["ddi_role"] == "treatment" and slug(given["name"]) not in own:
        raise LeftOut(f"given with {given['name'].strip()}, of which there is no schedule")
    if other and slug(other) != row["compound"] and not ALONE.search(spaced(row["arm"])):
        raise LeftOut(f"given with {other}, of which there is no schedule")
