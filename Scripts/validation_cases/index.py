"""The rows of an index of observations, with their corrections, by study and by model.

corrections.csv (dataset_id, column, value, reason) replaces cells of the index. A column `point 9 h` is the point of
that time, left out when the value is empty.
"""

from __future__ import annotations

import csv
import pathlib
import re
from collections import Counter
from typing import Any

from .words import slug

Row = dict[str, Any]  # the cells of a row; `points`, where there are corrections of points


class UnknownColumn(Exception):
    """A correction of a column that the index does not have."""


def read_table(path: pathlib.Path) -> list[Row]:
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def read_table_if_there(path: pathlib.Path) -> list[Row]:
    return read_table(path) if path.exists() else []


def corrected(rows: list[Row], path: pathlib.Path) -> list[Row]:
    """The rows with the corrections of a table, where there is one."""
    by_id = {row["id"]: row for row in rows}
    for change in read_table_if_there(path):
        row = by_id.get(change["dataset_id"])
        if row is None:
            continue
        point = re.fullmatch(r"point (\S+) h", change["column"])
        if point:
            row.setdefault("points", {})[float(point.group(1))] = change["value"]
            continue
        if change["column"] not in row:
            raise UnknownColumn(f"{path}: the index has no column {change['column']}")
        row[change["column"]] = change["value"]
    return rows


def study_of(row: Row) -> str:
    """The file name of the clinical study of a row."""
    return slug(row["study_key"] or row["study"])


class Index:
    """The rows, and those that share a study or a model."""

    def __init__(self, rows: list[Row]):
        self.rows = rows
        self.studies: dict[tuple[str, str], list[Row]] = {}
        self.families: dict[str, list[Row]] = {}
        for row in rows:
            self.studies.setdefault((row["compound"], row["study_key"]), []).append(row)
            self.families.setdefault(row["compound"], []).append(row)

    def study(self, row: Row) -> list[Row]:
        """All datasets of the clinical study of a row, itself too."""
        return self.studies[row["compound"], row["study_key"]]

    def family(self, row: Row) -> list[Row]:
        """All datasets of the model of a row, itself too."""
        return self.families[row["compound"]]

    def parent_analyte(self, row: Row) -> str:
        """The analyte that is the compound of the model; that of the row when none has its name."""
        analytes = Counter(other["analyte"] for other in self.family(row))
        return next((one for one in analytes if slug(one) == row["compound"]), row["analyte"])
