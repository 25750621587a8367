"""Dosing schedules and times of administration, as an index of observed data writes them.

A schedule is text such as `X: 4 mg PO @0h q12h x20 inf 30min [Tablet] + 2 mg IV @300h | Y: 1 mg/kg IV @0h`: compounds
are separated by ` | ` (or `; `), the doses of one by ` + `. A trailing `{override: ...}` repeats infusion times that
the entries already carry and is dropped.

Times of administration are a number, a list `0-24-48` (also with commas or semicolons), a series `S0-T12-R15` (from
0 h, every 12 h, 15 times; also `(S-0,T-12,R-15)`), lists that hold series, a series of series
`S0-(S0-T6-R3)-T24-R14` (from 0 h, every 24 h, 14 times what the brackets say), and groups `4 mg: ...; 2 mg: ...`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Iterable, NamedTuple, Optional

from .words import number

ENTRY = re.compile(
    r"^(?P<dose>[\d.eE+-]+) (?P<unit>mg/kg|mg) (?P<route>PO|IV|other) @(?P<start>-?[\d.]+)h(?P<rest>.*)$"
)
OPTION = re.compile(
    r" (?:q(?P<every>[\d.]+)h x(?P<count>\d+)|inf (?P<infusion>[\d.]+)min|\[(?P<formulation>[^\]]*)\])"
)
TIME = r"\d+(?:\.\d+)?"
SERIES = re.compile(rf"\(?\s*S-?(?P<start>{TIME})\s*[-,]\s*T-?(?P<every>{TIME})\s*[-,]\s*R-?(?P<count>\d+)\s*\)?")
NESTED = re.compile(
    rf"\s*S-?(?P<start>{TIME})\s*[-,]\s*\((?P<inner>[^()]*)\)\s*[-,]\s*"
    rf"T-?(?P<every>{TIME})\s*[-,]\s*R-?(?P<count>\d+)\s*$"
)
AMOUNT = re.compile(rf"(?P<amount>\d+(?:[.,]\d+)?)\s*(?:mg)?\s*:(?P<rest>.*)$")


class Misread(Exception):
    """Text that is no schedule."""


@dataclass(frozen=True)
class Dose:
    """One dose, or a series of equal ones. Times in hours, the infusion in minutes (None: a bolus, or unsaid)."""

    amount: float
    unit: str
    route: str
    start: float
    every: Optional[float] = None
    count: int = 1
    infusion: Optional[float] = None
    formulation: str = ""

    @property
    def starts(self) -> list[float]:
        """The time of each dose of the series."""
        return [self.start + index * (self.every or 0) for index in range(self.count)]

    @property
    def last_start(self) -> float:
        return self.start + (self.count - 1) * (self.every or 0)


Part = tuple[str, list[Dose]]  # the name of a compound, and its doses


class Administration(NamedTuple):
    """A series of times of administration, with its amount in mg where the text gives one."""

    amount: Optional[float]
    start: float
    every: Optional[float]
    count: int


def starts_of(doses: Iterable[Dose]) -> list[float]:
    """The time of every dose, series written out."""
    return [start for dose in doses for start in dose.starts]


def read_entry(text: str) -> Dose:
    match = ENTRY.match(text)
    if match is None or number(match["dose"]) is None:
        raise Misread(text)
    every, count, infusion, formulation, rest = None, 1, None, "", match["rest"]
    while rest:
        option = OPTION.match(rest)
        if option is None:
            raise Misread(text)
        if option["every"] is not None:
            every, count = float(option["every"]), int(option["count"])
        elif option["infusion"] is not None:
            infusion = float(option["infusion"]) or None
        else:
            formulation = option["formulation"]
        rest = rest[option.end() :]
    if count == 1:
        every = None
    start = float(match["start"])
    return Dose(number(match["dose"]), match["unit"], match["route"], start, every, count, infusion, formulation)


def read_schedule(text: str) -> list[Part]:
    """A schedule as a list of (compound name, doses); empty when there is none."""
    text = re.sub(r"\{override:[^}]*\}", "", text).strip()
    if not text:
        return []
    entries = []
    for part in re.split(r" \| |; (?=[^;:]+: [\d.])", text):
        name, colon, rest = part.strip().partition(": ")
        if not colon:
            raise Misread(text)
        entries += [(name, read_entry(entry.strip())) for entry in re.split(r" \+ (?=[\d.])", rest)]
    parts: dict[str, list[Dose]] = {}
    for (name, _), dose in zip(entries, with_intervals([dose for _, dose in entries])):
        parts.setdefault(name, []).append(dose)
    return list(parts.items())


def with_intervals(doses: list[Dose]) -> list[Dose]:
    """Repeats whose interval was lost (q0h) come at the interval of the other entries, or once."""
    known = {dose.every for dose in doses if dose.every}
    usual = known.pop() if len(known) == 1 else None
    return [
        replace(dose, every=usual, count=dose.count if usual else 1) if dose.every == 0 else dose for dose in doses
    ]


def read_times(text: str) -> list[Administration]:
    """Times of administration, the first first."""
    nested = NESTED.match(text)
    if nested:
        return read_nested(nested)
    entries = []
    for group in re.split(r";", text) if ":" in text else [text]:
        amount, rest = None, group.strip()
        if ":" in rest:
            match = AMOUNT.match(rest)
            if match is None:
                raise Misread(text)
            amount, rest = float(match["amount"].replace(",", ".")), match["rest"].strip()
        entries += read_group(amount, rest, text)
    if not entries:
        raise Misread(text)
    return sorted(entries, key=lambda entry: entry.start)


def read_nested(nested: re.Match) -> list[Administration]:
    """A series of series: each time inside the brackets is repeated at the outer interval."""
    outer, interval, repeats = float(nested["start"]), float(nested["every"]), int(nested["count"])
    return sorted(
        (
            Administration(amount, outer + start + index * (every or 0), interval, repeats)
            for amount, start, every, count in read_times(nested["inner"])
            for index in range(count)
        ),
        key=lambda entry: entry.start,
    )


def read_group(amount: Optional[float], text: str, whole: str) -> list[Administration]:
    """The series and single times of one amount; `whole` is the text an error shows."""
    entries = []
    for match in SERIES.finditer(text):
        count = int(match["count"])
        every = float(match["every"]) if count > 1 else None
        entries.append(Administration(amount, float(match["start"]), every, count))
    single = SERIES.sub(" ", text)
    if re.sub(r"[-,;()\s]", "", re.sub(TIME, "", single)):
        raise Misread(whole)
    return entries + runs(amount, [float(value) for value in re.findall(TIME, single)])


def runs(amount: Optional[float], times: list[float]) -> list[Administration]:
    """Single times with runs of equal distance put together."""
    entries, times = [], sorted(set(times))
    while times:
        length = 1
        if len(times) > 1:
            step = times[1] - times[0]
            length = 2
            while length < len(times) and abs(times[length] - times[length - 1] - step) < 1e-6:
                length += 1
            if length == 2 and len(times) > 2:
                length = 1
        entries.append(Administration(amount, times[0], times[1] - times[0] if length > 1 else None, length))
        times = times[length:]
    return entries
