"""One case of one dataset: what was measured and given, the points, and what its study file says beside the doses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional

from .bodies import subject_of
from .clocks import Explain, note_late_peak, on_one_clock
from .doses import Doses
from .exclusions import LeftOut, check
from .food import food_of, meals_of
from .formulations import formulation_of, release_time
from .index import Index, Row
from .infusions import Infusions
from .library import Blocks, Library, block_of
from .observations import Observations, Point
from .schedules import Dose, Misread, Part, read_schedule
from .settings import Settings, joined_settings, usual_settings
from .sites import EXCRETED, analyte_of, site_of
from .words import slug
from .yaml_text import quoted, shown

ROUTES = {"PO": "oral", "IV": "intravenous"}


@dataclass(frozen=True)
class Line:
    """A dose of a compound as a study file gives it."""

    compound: str
    dose: Dose
    way: str  # route, with formulation or infusion
    formulation: Optional[str] = None  # None: not by mouth

    @property
    def text(self) -> str:
        dose = self.dose
        parts = [f"compound: {self.compound}", f"dose: {shown(dose.amount)} {dose.unit}", self.way]
        parts.append(f"start: {shown(dose.start)} h")
        if dose.count > 1:
            parts += [f"every: {shown(dose.every)} h", f"count: {dose.count}"]
        return "{" + ", ".join(parts) + "}"

    def before(self, end: float) -> Optional[Line]:
        """The line with the repeats that start before the end; None when none does."""
        dose = self.dose
        if dose.start >= end:
            return None
        count = max(1, sum(1 for start in dose.starts if start < end))
        return replace(self, dose=replace(dose, count=count, every=dose.every if count > 1 else None))


@dataclass
class Case:
    """All that a dataset adds to the folder."""

    row: Row
    compound: str
    site: str
    points: list[Point]
    lines: list[Line]
    subject: tuple[str, ...]
    settings: Settings
    meals: tuple[str, ...]
    remark: str  # on where the doses are from
    formulation: str
    food: str
    route: str
    doses: str  # single or multiple
    co_medication: str
    arm: str = ""  # named when the study file is written

    @property
    def end(self) -> float:
        return self.points[-1].time


def doses_in(parts: list[Part]) -> list[Dose]:
    return [dose for _, doses in parts for dose in doses]


def forms_of(lines: list[Line]) -> list[str]:
    """The formulations of lines, each once."""
    return sorted({line.formulation for line in lines if line.formulation is not None})


def route_of(row: Row, doses: list[Dose], end: float) -> str:
    """The route of all doses before the end; where there are several, that of the row."""
    routes = {dose.route for dose in doses if dose.start < end}
    return ROUTES.get(routes.pop() if len(routes) == 1 else row["route"], "other")


def is_repeated(doses: list[Dose]) -> bool:
    """Whether doses make a course: a series, or starts more than 3 h apart (parts of one dose lie closer)."""
    starts = [dose.start for dose in doses]
    return any(dose.count > 1 for dose in doses) or max(starts) - min(starts) > 3


def check_points(points: list[Point], site: str) -> None:
    """Refuses points that cannot be counted."""
    if not points:
        raise LeftOut("all points lie before the first dose")
    if all(point.below_limit for point in points):
        raise LeftOut("all points lie below the limit of quantification")
    # 2 %: reading errors of a figure
    if site in EXCRETED and any(later.value < 0.98 * earlier.value for earlier, later in zip(points, points[1:])):
        raise LeftOut("amounts of intervals, not cumulative")


class Cases:
    """Makes the case of each dataset of an index.

    Rows are made in the order of the index: what a row borrows from others of its study (a co-medication, the
    simulation of a lent dose) stays in it, and counts for the rows after it.
    """

    def __init__(self, index: Index, library: Library, observations: Observations, explain: Explain):
        self.index, self.library, self.observations, self.explain = index, library, observations, explain
        self.doses = Doses(index, library, Infusions(index, observations))

    def make(self, row: Row) -> Case:
        """The case of a row; raises `LeftOut` with the reason when there is none."""
        self.doses.lend_co_medication(row)
        check(row)
        site, analyte = site_of(row), analyte_of(row, self.library)
        parts, others, remark = self.given(row)
        self.check_formed(analyte, parts)
        simulation = self.library.simulation(row)
        subject = subject_of(row, self.library, simulation)
        points, parts = self.points(row, site, parts)
        own = [(name, self.lines(name, doses, row, simulation)) for name, doses in parts]
        besides = [(name, self.lines(name, doses, row, simulation)) for name, doses in others]
        doses, food = doses_in(parts), food_of(row)
        form = "; ".join(forms_of([line for _, lines in own for line in lines]))
        settings = self.settings(row, form, food, besides, simulation)
        if remark:
            self.explain(row, remark)
        return Case(
            row=row,
            compound=analyte,
            site=site,
            points=points,
            lines=[line for _, lines in own + besides for line in lines],
            subject=subject,
            settings=settings,
            meals=meals_of(food, doses, simulation, settings + (form,)),
            remark=remark,
            formulation=form,
            food=food,
            route=route_of(row, doses, points[-1].time),
            doses="multiple" if is_repeated(doses) else "single",
            co_medication="; ".join(dict.fromkeys(name for name, _ in others)),
        )

    def given(self, row: Row) -> tuple[list[Part], list[Part], str]:
        """The doses of the model's compounds, those of drugs given besides, and a remark on where they are from."""
        parts, remark = self.doses.of(row)
        try:
            others = read_schedule(row["coadministered_schedule"])
        except Misread as fault:
            raise LeftOut(f"schedule not understood: {fault}") from None
        own, besides = ([(slug(name), doses) for name, doses in one] for one in (parts, others))
        for name, _ in own + besides:
            if not self.library.compound(name):
                raise LeftOut(f"{name} is not in the library")
        return own, besides, remark

    def check_formed(self, analyte: str, parts: list[Part]) -> None:
        """Refuses an analyte that does not come from the doses."""
        dosed = {one for name, _ in parts for one in self.library.parts(name)}
        if not set(self.library.parts(analyte)) & self.library.formed(dosed):
            raise LeftOut(f"{analyte} is neither given nor formed from what is given")

    def points(self, row: Row, site: str, parts: list[Part]) -> tuple[list[Point], list[Part]]:
        """The points after the first dose, and the doses, on one clock."""
        points = self.observations.points(row, site)
        if not points:
            raise LeftOut("no usable points")
        points, parts = on_one_clock(points, row, site, parts, self.explain)
        doses = doses_in(parts)
        first = min(dose.start for dose in doses)
        points = [point for point in points if point.time > first]
        check_points(points, site)
        note_late_peak(row, points, doses, site, self.explain)
        return points, parts

    def lines(self, compound: str, doses: list[Dose], row: Row, simulation: Optional[Blocks]) -> list[Line]:
        """The doses of a compound as a study file gives them."""
        lines = []
        for dose in doses:
            if dose.route == "PO":
                family = self.index.family(row)
                form = formulation_of(compound, dose, row, self.library, simulation, family)
                lines.append(Line(compound, dose, f"route: oral, formulation: {quoted(form)}", form))
                continue
            way = "route: intravenous"
            if dose.route == "other":
                # A source inside the body, spread over the time its release takes, as an infusion.
                way += f", infusion: {release_time(compound, self.library)}"
            elif dose.infusion:
                way += f", infusion: {shown(dose.infusion)} min"
            lines.append(Line(compound, dose, way))
        return lines

    def settings(
        self, row: Row, form: str, food: str, besides: list[tuple[str, list[Line]]], simulation: Optional[Blocks]
    ) -> Settings:
        """The settings of the model's compounds, and of each drug given besides in one formulation."""
        own = block_of(simulation, "compounds")
        if simulation is None:
            own = usual_settings(form, food, self.index.family(row), self.library, row["genotype"])
        others = [
            usual_settings("".join(forms_of(lines)), food, self.index.families.get(name, []), self.library)
            for name, lines in besides
            if len(forms_of(lines)) < 2
        ]
        return joined_settings(own, others)
