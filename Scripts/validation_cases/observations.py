"""The points of a dataset, in the unit of its site.

Concentrations are in mg/L, excretion as the fraction of the dose or in mg. Zeros are dropped. A value below the limit
of quantification that is not given stands as half the limit, marked. Only arithmetic standard deviations are kept.
"""

from __future__ import annotations

import pathlib
from typing import NamedTuple, Optional

from .exclusions import LeftOut
from .index import Row, read_table
from .sites import EXCRETED
from .words import number


class Point(NamedTuple):
    """One observation. Time in hours."""

    time: float
    value: float
    standard_deviation: Optional[float] = None
    subjects: str = ""
    limit: Optional[float] = None
    below_limit: bool = False

    def at(self, time: float) -> Point:
        return self._replace(time=time)


def excreted(point: Row, row: Row) -> Optional[float]:
    """The fraction or the mg excreted."""
    value, unit = number(point["value_raw"]), point["unit_raw"].lower()
    if value is None:
        return None
    if row["quantity"] == "fraction":
        return value / (100 if unit == "%" else 1)
    molar_mass = number(row["mw_g_per_mol"])
    milligrams = {"mg": 1, "g": 1000, "µg": 1e-3, "ug": 1e-3}
    if molar_mass:
        milligrams.update(
            {"µmol": molar_mass / 1000, "umol": molar_mass / 1000, "mmol": molar_mass, "nmol": molar_mass / 1e6}
        )
    if unit not in milligrams:
        raise LeftOut(f"amount in {point['unit_raw'] or 'an unknown unit'}")
    return value * milligrams[unit]


def arithmetic_deviation(point: Row) -> Optional[float]:
    arithmetic = "SD" in point["sd_type"] and "geometric" not in point["sd_type"].lower()
    return number(point["sd_mg_per_L"]) if arithmetic else None


class Observations:
    """The points of every dataset, from the tables of a folder."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.tables: dict[pathlib.Path, dict[str, list[Row]]] = {}

    def table(self, path: pathlib.Path) -> dict[str, list[Row]]:
        """The lines of a table, by dataset."""
        if path not in self.tables:
            if not path.is_file():
                raise LeftOut(f"no points: there is no file {path.name}")
            self.tables[path] = {}
            for point in read_table(path):
                self.tables[path].setdefault(point["dataset_id"], []).append(point)
        return self.tables[path]

    def points(self, row: Row, site: str) -> list[Point]:
        """The usable points of a row, the first first."""
        points = []
        for line in self.table(self.folder / row["file"]).get(row["id"], []):
            point = self.point(line, row, site)
            if point:
                points.append(point)
        return sorted(points, key=lambda point: point.time)

    def point(self, line: Row, row: Row, site: str) -> Optional[Point]:
        time, deviation = number(line["time_h"]), None
        if time in row.get("points", {}):
            line = dict(line, conc_mg_per_L=row["points"][time], value_raw=row["points"][time])
        if site in EXCRETED:
            value = excreted(line, row)
        else:
            value, deviation = number(line["conc_mg_per_L"]), arithmetic_deviation(line)
        below, limit = line["below_loq"] == "1", number(line["lloq_mg_per_L"])
        if value is None and below and limit:
            value = limit / 2
        if time is None or value is None or value <= 0:
            return None
        return Point(time, value, deviation or None, line["n"] or row["n_subjects"], limit, below)
