"""Which formulation of the library an oral dose was given in.

In order: the one the schedule names; the one of the imported study; of those that are taken by mouth and are not of
another drug (a name that speaks of a compound of the library that is no part of the dosed one), the one whose words
the labels hold, the surest label first; a solution, when the labels say so; the one that the schedules and imported
studies of the model use most.
"""

from __future__ import annotations

import re
from collections import Counter

from .exclusions import LeftOut
from .index import Row
from .library import Blocks, Library
from .schedules import Dose, Misread, read_schedule
from .words import DISSOLVED, first_match, meanings, slug

NAMED = r"formulation:\s*(\"[^\"]*\"|'[^']*'|[^,}\n]+)"
GIVEN = re.compile(NAMED)
GIVEN_TO = re.compile(r"compound:\s*[\"']?([a-z0-9-]+)[^{}\n]*?" + NAMED)
RELEASE = re.compile(r"(?:duration|end|end_time|time):\s*(?:\{value:\s*)?([\d.]+ (?:min|h|d|day|year)\b)")
INTRAVENOUS = "IV"  # what some models call the formulation of their infusions


def doses_text(simulation: Blocks) -> str:
    return "\n".join(simulation.get("doses", []) + simulation.get("arms", []))


def plain(name: str) -> str:
    return name.strip().strip("\"'")


def simulated_forms(simulation: Blocks) -> set[str]:
    """All formulations that an imported study gives."""
    return {plain(name) for name in GIVEN.findall(doses_text(simulation))}


def simulated_formulations(compound: str, library: Library, simulation: Blocks) -> set[str]:
    """The formulations that an imported study gives a compound in."""
    parts = library.parts(compound)
    return {plain(name) for part, name in GIVEN_TO.findall(doses_text(simulation)) if part in parts}


def usual_formulation(compound: str, names: list[str], rows: list[Row], library: Library) -> str:
    """The formulation that schedules and imported studies of the family name most often, else the first."""
    votes: Counter = Counter()
    for row in rows:
        try:
            parts = read_schedule(row["dosing_schedule"])
        except Misread:
            continue
        votes.update({dose.formulation for _, doses in parts for dose in doses} & set(names))
        simulation = library.simulation(row)
        if simulation:
            votes.update(simulated_formulations(compound, library, simulation) & set(names))
    return votes.most_common(1)[0][0] if votes else names[0]


def oral_formulations(compound: str, names: list[str], library: Library) -> list[str]:
    """The formulations taken by mouth; those that speak of another drug only when there are no others."""
    own = set(library.parts(compound))
    foreign = {one for one in library.names() if len(one) > 5 and not own & {one, *library.parts(one)}}
    oral = [name for name in names if name.upper() != INTRAVENOUS]
    return [name for name in oral if not foreign & set(slug(name).split("-"))] or oral


def formulation_of(
    compound: str, dose: Dose, row: Row, library: Library, simulation: Blocks | None, rows: list[Row]
) -> str:
    """The formulation of an oral dose: that of the schedule, of the imported study, or the one the words mean."""
    names = library.formulations(compound)
    if dose.formulation in names:
        return dose.formulation
    given = simulated_formulations(compound, library, simulation) if simulation else set()
    if len(given) == 1:
        return given.pop()
    oral = oral_formulations(compound, names, library)
    if not oral:
        return "solution"
    labels = " ".join((dose.formulation, row["sim_name"], row["formulation"], row["arm"], row["dose_text"]))
    said = meanings(labels)
    if len(oral) == 1:
        own = meanings(oral[0])
        return "solution" if DISSOLVED in said - own and not own & said else oral[0]
    texts = [dose.formulation, row["sim_name"], labels, row["sim_individual"]]
    found = first_match(oral, [text for text in texts if text])
    return found or ("solution" if DISSOLVED in said else usual_formulation(compound, oral, rows, library))


def release_time(compound: str, library: Library) -> str:
    """How long a source inside the body releases its drug."""
    lines = (library.compound(compound) or {}).get("formulations", [])
    match = RELEASE.search("\n".join(lines))
    if match is None:
        raise LeftOut("given by a route of its own, whose duration the library does not say")
    return match.group(1)
