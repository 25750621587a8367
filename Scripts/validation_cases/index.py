"""The rows of an index of observations, with their corrections, by study and by model.

corrections.csv (dataset_id, column, value, reason) replaces cells of the index. A column `point 9 h` is the point of
that time, left out when the value is empty.
"""

from __future__ import annotations

import csv
import pathlib
import re
from collections import Counter, defaultdict
from typing import Any

from .words import slug

Row = dict[str, Any]  # the cells of a row; `points`, where there are corrections of points


REQUIRED = ("id", "compound", "analyte", "study", "quantity", "file")


class Fault(Exception):
    """Something in the tables that must be mended first, with its place."""


def read_index(path: pathlib.Path) -> list[Row]:
    """The rows of an index; a column that it lacks counts as empty, unless it is needed."""
    try:
        rows = read_table(path)
    except OSError as reason:
        raise Fault(f"{path}:1:1: cannot be read ({reason.strerror}); name the table with one row a dataset") from None
    if not rows:
        raise Fault(f"{path}:1:1: no datasets; the table has a header and one row a dataset")
    missing = [name for name in REQUIRED if name not in rows[0]]
    if missing:
        raise Fault(f"{path}:1:1: lacks the columns {', '.join(missing)}; add them")
    lines: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        if row["id"] in lines:
            raise Fault(f"{path}:{line}:1: {row['id']} is in row {lines[row['id']]}, too; give each dataset an id")
        lines[row["id"]] = line
    return [defaultdict(str, row) for row in rows]


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
            raise Fault(f"{path}:1:1: the index has no column {change['column']}; correct one that it has")
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
