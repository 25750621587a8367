"""The tables of a validation folder: cases.csv with every dataset, and the points of each clinical study."""

from __future__ import annotations

import csv
import pathlib
from typing import Any, Iterable, Optional

from .cases import ROUTES, Case
from .exclusions import LeftOut
from .food import food_of
from .index import Row, study_of
from .labels import data_type_of, fitted_of
from .observations import Point
from .sites import EXCRETED, site_of
from .words import slug
from .yaml_text import shown

CASE_COLUMNS = [
    "case",
    "study_file",
    "arm",
    "observed_file",
    "dataset_id",
    "compound",
    "site",
    "quantity",
    "model",
    "route",
    "formulation",
    "food",
    "doses",
    "co_medication",
    "n",
    "data_type",
    "fitted",
    "left_out",
]
OBSERVED_COLUMNS = [
    "dataset_id",
    "study",
    "compound",
    "site",
    "time_h",
    "concentration_mg_per_L",
    "excreted_fraction",
    "excreted_mg",
    "sd_mg_per_L",
    "n",
    "lloq_mg_per_L",
    "below_lloq",
]
QUANTITIES = {"concentration": "concentration", "fraction": "excreted fraction", "amount": "excreted amount (mg)"}


def cell(value: Optional[float]) -> str:
    return "" if value is None else f"{value:.10g}"


def value_column(case: Case) -> str:
    if case.site not in EXCRETED:
        return "concentration_mg_per_L"
    return "excreted_fraction" if case.row["quantity"] == "fraction" else "excreted_mg"


def point_row(case: Case, point: Point) -> dict[str, Any]:
    return {
        **dict.fromkeys(OBSERVED_COLUMNS, ""),
        "dataset_id": case.row["id"],
        "study": case.row["study"],
        "compound": case.compound,
        "site": case.site,
        "time_h": shown(point.time),
        value_column(case): cell(point.value),
        "sd_mg_per_L": cell(point.standard_deviation),
        "n": point.subjects,
        "lloq_mg_per_L": cell(point.limit),
        "below_lloq": "1" if point.below_limit else "",
    }


def site_if_known(row: Row) -> str:
    try:
        return site_of(row)
    except LeftOut:
        return ""


def case_row(row: Row, fits: Iterable[Row], case: Optional[Case] = None, reason: str = "") -> dict[str, Any]:
    """The row of a dataset, with its case or the reason why it has none."""
    made = {
        **dict.fromkeys(CASE_COLUMNS, ""),
        "case": slug(row["id"]),
        "dataset_id": row["id"],
        "compound": slug(row["analyte"]),
        "site": site_if_known(row),
        "quantity": QUANTITIES.get(row["quantity"], row["quantity"]),
        "model": row["compound"],
        "route": ROUTES.get(row["route"], "other"),
        "formulation": row["formulation"],
        "food": food_of(row),
        "co_medication": row["coadministered_text"],
        "n": row["n_subjects"],
        "data_type": data_type_of(row),
        "fitted": fitted_of(row, fits),
        "left_out": reason,
    }
    if case:
        made.update(
            study_file=f"studies/{row['compound']}/{study_of(row)}.yaml",
            arm=case.arm,
            observed_file=f"observed/{row['compound']}/{study_of(row)}.csv",
            compound=case.compound,
            route=case.route,
            formulation=case.formulation,
            food=case.food,
            doses=case.doses,
            co_medication=case.co_medication,
        )
    return made


def write_table(path: pathlib.Path, columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
