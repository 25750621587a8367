"""How long a dose was infused, where the schedule does not say.

The order of what is believed:
1. the minutes of the index, then those of a label (`30 min infusion`); a label that says bolus ends the search;
2. the length that the other datasets of the study, else of the model, share, unless the points speak against it;
3. the points: an infusion lasts until they stop rising. The peak of an arm's own courses decides, else that of the
   study, when it is not the first point after a dose, most courses agree, and no point of the arm speaks against it;
4. the middle of the late peaks that the index gives for the study; else a bolus.

A schedule that names no length asks the points alone (3), and stays a bolus when they say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Optional

from .exclusions import LeftOut
from .index import Index, Row
from .labels import BOLUS, said_of, spaced
from .observations import Observations
from .schedules import Dose, Misread, read_schedule, read_times, starts_of
from .sites import EXCRETED, site_of
from .words import number

Course = list[tuple[float, float]]  # hours after a dose, and concentration
Found = tuple[Optional[float], str]  # minutes, and a remark on where they are from

AT_PEAK = "infusion taken to end at the peak"
SAID = re.compile(
    r"(\d+(?:\.\d+)?)[ -]?(min|h)\w* (?:iv )?infusion|\binf(?:usion)? \(?(?:over )?(\d+(?:\.\d+)?) ?(min|h)", re.I
)
LONGEST = 8  # hours after a dose in which an infusion is sought
CLEARLY = 0.8  # of the peak: points below it have clearly fallen, or not yet risen


def rise_of(course: Course) -> Optional[tuple[int, int]]:
    """The minutes (in 5) to a peak that is not the first point after a dose, and the number of points before it."""
    peak = max(course, key=lambda point: point[1])
    if course[0][1] < 0.9 * peak[1] and peak is not course[-1]:
        return 5 * round(peak[0] * 12), course.index(peak)
    return None


def speaks_against(course: Course, minutes: float) -> bool:
    """Whether points fall clearly before an infusion would end, or rise clearly after it."""
    peak = max(course, key=lambda point: point[1])
    hours = minutes / 60
    fallen = [point for point in course if peak[0] < point[0] <= hours and point[1] < CLEARLY * peak[1]]
    risen = [point for point in course if hours < point[0] < peak[0] and point[1] < CLEARLY * peak[1]]
    return bool(fallen or risen)


def agreed_rise(courses: list[Course]) -> Optional[int]:
    """The minutes to the peak that at least half of the courses that rise agree on, one alone by several points."""
    found = [rise for rise in map(rise_of, courses) if rise]
    if not found:
        return None
    minutes, count = Counter(minutes for minutes, _ in found).most_common(1)[0]
    sure = count > 1 or any(one == minutes and before > 1 for one, before in found)
    return minutes if 2 * count >= len(found) and sure else None


def said_in(text: str) -> Optional[float]:
    """The minutes of an infusion that a label names."""
    said = SAID.search(text)
    if not said:
        return None
    value, unit = said.group(1, 2) if said.group(1) else said.group(3, 4)
    return float(value) * (60 if unit.lower().startswith("h") else 1)


class Infusions:
    """The lengths of infusions, found in rows, in those of their study and model, and in points."""

    def __init__(self, index: Index, observations: Observations):
        self.index, self.observations = index, observations
        self.known_courses: dict[str, list[Course]] = {}

    def without_schedule(self, row: Row) -> Found:
        """How long a dose without a schedule was infused."""
        if number(row["infusion_min"]):
            return float(row["infusion_min"]), ""
        text = spaced(row["arm"], row["formulation"], row["dose_text"])
        said = said_in(text)
        if said is not None:
            return said, ""
        if BOLUS.search(text):
            return None, ""
        shared = self.shared(row)
        seen = self.seen(row, shared and shared[0])
        if seen[0]:
            return seen
        if shared:
            return shared
        late = sorted(self.late_peaks(row))
        return (late[len(late) // 2] * 60, AT_PEAK) if late else (None, "taken as a bolus")

    def shared(self, row: Row) -> Optional[Found]:
        """The length that the scheduled datasets of the study share, else those of the model."""
        for others, whose in ((self.index.study(row), "its study"), (self.index.family(row), "its model")):
            known = {
                number(other["infusion_min"])
                for other in others
                if other["route"] == "IV" and other["dosing_schedule"]
            }
            if len(known) == 1 and None not in known:
                return known.pop(), f"infusion as in the other datasets of {whose}"
        return None

    def late_peaks(self, row: Row) -> list[float]:
        """The hours to peaks of the study that come after the first point, for doses at time 0."""
        peaks = [
            (number(other["t_first_h"]), number(other["tmax_h"]))
            for other in self.index.study(row)
            if other["route"] in ("IV", "")
            and other["analyte"] == self.index.parent_analyte(row)
            and other["matrix"] in ("", "Plasma", "Whole Blood")
            and (number(other["times_of_administration_h"]) or 0.0) == 0.0
            and "-" not in other["times_of_administration_h"]
        ]
        return [peak for first, peak in peaks if first is not None and peak is not None and first < peak <= 6]

    def seen(self, row: Row, known: Optional[float] = None) -> Found:
        """How long the points say a dose was infused.

        A length that other datasets have stands when the points of none of the arm's courses speak against it.
        """
        if BOLUS.search(said_of(row)):
            return None, ""
        study = self.index.study(row)
        own = [course for other in study if other["arm"] == row["arm"] for course in self.courses(other)]
        if known and not any(speaks_against(course, known) for course in own):
            return None, ""
        every = [course for other in study for course in self.courses(other)]
        for courses, remark in ((own, AT_PEAK), (every, f"{AT_PEAK} of its study")):
            minutes = agreed_rise(courses)
            if minutes is not None and not any(speaks_against(course, minutes) for course in own):
                return float(minutes), remark
        return None, ""

    def courses(self, row: Row) -> list[Course]:
        """The points after each intravenous dose of unsaid length, where there are at least three of them."""
        if row["id"] not in self.known_courses:
            try:
                self.known_courses[row["id"]] = self.read_courses(row)
            except (LeftOut, Misread):
                self.known_courses[row["id"]] = []
        return self.known_courses[row["id"]]

    def read_courses(self, row: Row) -> list[Course]:
        site, starts = site_of(row), self.unsaid_starts(row)
        other = row["analyte"] != self.index.parent_analyte(row)
        if not starts or site in EXCRETED or other or BOLUS.search(said_of(row)):
            return []
        points, courses = self.observations.points(row, site), []
        for start, following in zip(starts, starts[1:] + [float("inf")]):
            end = min(following, start + LONGEST)
            course = [(point.time - start, point.value) for point in points if start + 0.05 < point.time <= end]
            if len(course) > 2:
                courses.append(course)
        return courses

    def unsaid_starts(self, row: Row) -> list[float]:
        """The times of the doses, when all are intravenous and of none the length is said."""
        if row["dosing_schedule"]:
            doses = [dose for _, doses in read_schedule(row["dosing_schedule"]) for dose in doses]
            unsaid = {(dose.route, dose.infusion) for dose in doses} == {("IV", None)}
        else:
            times = read_times(row["times_of_administration_h"] or "0")
            doses = [Dose(0, "mg", "IV", entry.start, entry.every, entry.count) for entry in times]
            unsaid = row["route"] == "IV" and not number(row["infusion_min"])
        return sorted(set(starts_of(doses))) if unsaid else []
