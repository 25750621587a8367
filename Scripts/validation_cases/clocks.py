"""Whose clock the points are on: that of the doses, save where the points betray another.

- Drug in blood at or before the first dose, nearly a third of the peak, betrays a clock of another dose: that of the
  last of several (the points are moved), or that of the time the index gives for a single dose (the dose is moved).
- Points that fall from the first on while an infusion would still run are on a clock that begins with its end.
- Samples taken before a dose, but read up to 3 min late from a figure, are put at the time of the dose.
Urine and faeces, which are gathered over intervals, are left alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Callable

from .index import Row
from .observations import Point
from .schedules import Dose, Part, starts_of
from .sites import EXCRETED
from .words import number, slug
from .yaml_text import shown

Explain = Callable[[Row, str], None]

READ_LATE = 0.05  # hours
LATE_PEAK = 12  # hours after a dose


def on_one_clock(
    points: list[Point], row: Row, site: str, parts: list[Part], explain: Explain
) -> tuple[list[Point], list[Part]]:
    """The points and the doses of a row on one clock."""
    if site in EXCRETED:
        return points, parts
    doses = [dose for _, doses in parts for dose in doses]
    points, earlier = on_the_clock_of_the_doses(points, row, doses, explain)
    points = before_the_dose(on_the_clock_of_the_infusion(points, row, doses, explain), doses)
    if earlier:
        parts = [(name, [replace(dose, start=dose.start - earlier) for dose in doses]) for name, doses in parts]
    return points, parts


def on_the_clock_of_the_doses(
    points: list[Point], row: Row, doses: list[Dose], explain: Explain
) -> tuple[list[Point], float]:
    """The points, moved where their clock is that of the last dose, and how much earlier the doses are."""
    first, last = min(dose.start for dose in doses), max(dose.last_start for dose in doses)
    counted = [point for point in points if not point.below_limit]
    peak = max((point.value for point in counted), default=0)
    before = max((point.value for point in counted if point.time <= first), default=0)
    if not peak:
        return points, 0.0
    stated = number(row["times_of_administration_h"])
    earlier = stated is not None and stated < first and stated <= points[0].time
    if first == last and earlier and before >= 0.2 * peak:
        schedule, index = shown(first), shown(stated)
        explain(row, f"dose moved from {schedule} h, where the schedule has it, to {index} h, as the points have it")
        return points, first - stated
    if last > first and before >= 0.3 * peak and not row["coadministered_schedule"]:
        explain(row, f"points moved by {shown(last - first)} h: their clock begins with the last dose")
        return [point.at(point.time + last - first) for point in points], 0.0
    return points, 0.0


def on_the_clock_of_the_infusion(
    points: list[Point], row: Row, doses: list[Dose], explain: Explain
) -> list[Point]:
    """The points, moved where they fall from the first on while the infusion of the schedule would still run."""
    lengths = {dose.infusion if dose.route == "IV" else None for dose in doses}
    minutes = lengths.pop() if len(lengths) == 1 else None
    if not minutes or " inf " not in row["dosing_schedule"]:
        return points
    length = minutes / 60
    for start in starts_of(doses):
        inside = [point.value for point in points if start < point.time <= start + length]
        early = any(start < point.time <= start + length / 2 for point in points)
        falling = all(later < earlier for earlier, later in zip(inside, inside[1:]))
        if len(inside) > 1 and early and falling and inside[-1] < 0.85 * inside[0]:
            explain(row, f"points moved by {shown(length)} h: their clock begins with the end of the infusion")
            return [point.at(point.time + length) for point in points]
    return points


def before_the_dose(points: list[Point], doses: list[Dose]) -> list[Point]:
    """The points, with samples taken before a repeated dose at its time: they fall on, or the next one rises."""
    starts = set(starts_of(doses))
    starts.discard(min(starts))
    moved = []
    for index, point in enumerate(points):
        start = max((start for start in starts if start < point.time <= start + READ_LATE), default=None)
        if start is not None:
            following = min((one for one in starts if one > start), default=float("inf"))
            last, later = points[index - 1], points[index + 1] if index + 1 < len(points) else Point(following, 0.0)
            falls = index > 0 and last.time < start and point.value < 1.1 * last.value
            rises = later.time < following and 1.3 * point.value < later.value
            if falls or rises:
                point = point.at(start)
        moved.append(point)
    return moved


def note_late_peak(row: Row, points: list[Point], doses: list[Dose], site: str, explain: Explain) -> None:
    """Says where a peak comes long after the dose before it: a sign of two clocks."""
    if site in EXCRETED or slug(row["analyte"]) != row["compound"] or len(points) < 4:
        return
    peak = max(points, key=lambda point: point.value).time
    waited = peak - max(start for start in starts_of(doses) if start < peak)
    if waited > LATE_PEAK:
        explain(row, f"the peak comes {shown(waited)} h after the dose before it")
