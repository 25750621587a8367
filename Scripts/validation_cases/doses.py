"""What was given, how much and when.

Doses are those of the published simulation of a dataset (`dosing_schedule`), with the amount and the times the dataset
itself states where these differ; without a schedule, those of `dose_mg`, `route` and `times_of_administration_h`, one
dose at time 0 where there are no times; without a dose, those that all other datasets of the study share. How long a
dose was infused is the subject of `infusions`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from .exclusions import LeftOut
from .index import Index, Row
from .infusions import Infusions
from .labels import REPEATED, amounts_in, dose_in, spaced
from .library import Library
from .schedules import Administration, Dose, Misread, Part, read_schedule, read_times
from .words import number

Given = tuple[list[Part], str]  # the doses, and a remark on where they are from

INTRAVENOUS = re.compile(r"\b(?:iv|i\.v\.|bolus|infusion|intravenous)\b", re.I)
ORAL = re.compile(r"\b(?:po|p\.o\.|oral|orally|tablets?|capsules?|solution)\b", re.I)
BODY_COLUMNS = ("sim_name", "sim_individual", "sim_population", "sim_gender", "sim_age_y", "sim_weight_kg")


def other_amount(row: Row) -> float:
    """The factor to the schedule of a dataset with several simulations when another than the first names its amount.

    The schedule is that of the first; the one that names the amount of the dataset is put first.
    """
    names = row["sim_name"].split("; ")
    amounts = [amounts_in(name) for name in names]
    own = amounts_in(row["arm"])
    if len(names) < 2 or len(own) != 1 or len(amounts[0]) != 1 or own == amounts[0] or own not in amounts[1:]:
        return 1.0
    [(value, unit)], [(first, other)] = own, amounts[0]
    if unit != other:
        return 1.0
    names.insert(0, names.pop(amounts.index(own)))
    row["sim_name"] = "; ".join(names)
    return float(value) / float(first)


def as_stated(doses: list[Dose], stated: list[Administration]) -> list[Dose]:
    """A series of equal doses at the times a dataset states: with another start, or more often."""
    if len(doses) != 1 or doses[0].count < 2 or not stated or any(entry.amount is not None for entry in stated):
        return doses
    [dose] = doses
    if len(stated) == 1:
        [entry] = stated
        same = entry.every == dose.every and entry.count == dose.count
        return [replace(dose, start=entry.start)] if same and entry.start != dose.start else doses
    starts = [entry.start for entry in stated]
    often = all((entry.every, entry.count) == (dose.every, dose.count) for entry in stated)
    if often and dose.start == min(starts) and max(starts) < dose.start + dose.every:
        return [replace(dose, start=start) for start in starts]
    return doses


def stated_times(row: Row) -> list[Administration]:
    """The times of administration of a row; none when they cannot be read."""
    try:
        return read_times(row["times_of_administration_h"])
    except Misread:
        return []


class Doses:
    """The doses of every dataset, found in the rows themselves or in those of the same study."""

    def __init__(self, index: Index, library: Library, infusions: Infusions):
        self.index, self.library, self.infusions = index, library, infusions

    def of(self, row: Row) -> Given:
        """(compound name, doses) pairs of a row, and a remark on where they are from."""
        try:
            return self.from_schedule(row) if row["dosing_schedule"] else self.from_columns(row)
        except Misread as fault:
            raise LeftOut(f"schedule not understood: {fault}") from None

    def from_schedule(self, row: Row) -> Given:
        """The doses of the published simulation, where the dataset itself does not say otherwise."""
        parts, remarks = read_schedule(row["dosing_schedule"]), []
        factor = other_amount(row)
        if factor != 1:
            parts = [(name, [replace(dose, amount=dose.amount * factor) for dose in doses]) for name, doses in parts]
            remarks.append("amount of the dataset, not of the first of its simulations")
        stated = stated_times(row)
        changed = [(name, as_stated(doses, stated)) for name, doses in parts]
        if changed != parts:
            parts = changed
            remarks.append("times of doses of the dataset, not of its simulation")
        minutes, remark = self.infusions.seen(row)
        intravenous = [dose for _, doses in parts for dose in doses if dose.route == "IV"]
        if minutes and intravenous and not any(dose.infusion for dose in intravenous):
            parts = [(name, [infused(dose, minutes) for dose in doses]) for name, doses in parts]
            remarks.append(remark)
        return parts, "; ".join(remarks)

    def from_columns(self, row: Row) -> Given:
        """The doses that the columns of a row state."""
        amount, unit = number(row["dose_mg"]), "mg"
        if not amount and number(row["dose_mg_per_kg"]):
            amount, unit = number(row["dose_mg_per_kg"]), "mg/kg"
        times = row["times_of_administration_h"].strip()
        entries = read_times(row["times_of_administration_h"]) if times else [Administration(None, 0.0, None, 1)]
        if not times and repeated(row):
            raise LeftOut("repeated doses without a schedule")
        if not amount and any(entry.amount is None for entry in entries):
            return self.from_study(row)
        route = row["route"] or self.route(row)
        remarks = [] if times else ["taken as one dose at time 0"]
        minutes = None
        if route == "IV":
            minutes, remark = self.infusions.without_schedule(row)
            remarks += [remark] if remark else []
        doses = [
            Dose(
                entry.amount if entry.amount is not None else amount,
                "mg" if entry.amount is not None else unit,
                route,
                entry.start,
                entry.every,
                entry.count,
                minutes,
            )
            for entry in entries
        ]
        return [(self.parent(row), doses)], "; ".join(remarks)

    def from_study(self, row: Row) -> Given:
        """The doses that all other datasets of the study share, when the label does not speak against them.

        With the doses the row takes over the simulation and its body, where it names none.
        """
        found: dict[str, Row] = {}
        for other in self.index.study(row):
            if other["dosing_schedule"] and not other["coadministered_schedule"]:
                found.setdefault(other["dosing_schedule"], other)
        if len(found) != 1:
            raise LeftOut("no dose")
        [(schedule, other)] = found.items()
        parts = read_schedule(schedule)
        total = sum(dose.amount for _, doses in parts for dose in doses)
        said = dose_in(row["arm"])
        if said is not None and said not in (dose_in(other["sim_name"]), dose_in(other["arm"]), total):
            raise LeftOut("no dose")
        for column in BODY_COLUMNS + ("route",):
            row[column] = row[column] or other[column]
        return parts, "doses of the other datasets of its study"

    def lend_co_medication(self, row: Row) -> None:
        """Fills in the schedule of the other drug from datasets of the same study, drug and time of dose."""
        if row["coadministered_schedule"] or not row["coadministered_text"] or row["dosing_schedule"]:
            return
        same = ("coadministered_text", "route", "times_of_administration_h")
        found = {
            other["coadministered_schedule"]
            for other in self.index.study(row)
            if all(other[column] == row[column] for column in same)
        } - {""}
        if len(found) == 1:
            row["coadministered_schedule"] = found.pop()

    def parent(self, row: Row) -> str:
        """The compound that was swallowed: what the schedules of the family dose most, else the family."""
        votes: Counter = Counter()
        for other in self.index.family(row):
            try:
                parts = read_schedule(other["dosing_schedule"])
            except Misread:
                continue
            if len(parts) == 1:
                votes[parts[0][0]] += 1
        if self.library.compound(row["compound"]) or not votes:
            return row["compound"]
        return votes.most_common(1)[0][0]

    def route(self, row: Row) -> str:
        """The route of a row that names none: of its labels, its study, its model, or its only formulation."""
        text = spaced(row["arm"], row["formulation"])
        if INTRAVENOUS.search(text):
            return "IV"
        if ORAL.search(text):
            return "PO"
        for others in (self.index.study(row), self.index.family(row)):
            routes = {other["route"] for other in others if other["route"]}
            if len(routes) == 1:
                return routes.pop()
        names = self.library.formulations(row["compound"])
        if all(name.upper() == "IV" or name == "solution" for name in names):
            return "IV"
        raise LeftOut("no route")


def infused(dose: Dose, minutes: float) -> Dose:
    return replace(dose, infusion=minutes) if dose.route == "IV" else dose


def repeated(row: Row) -> bool:
    """Whether a row without times speaks of repeated doses: in its label, or by points that begin days later."""
    late = (number(row["t_first_h"]) or 0) > 48 and row["quantity"] == "concentration"
    return bool(REPEATED.search(spaced(row["arm"]))) or late
