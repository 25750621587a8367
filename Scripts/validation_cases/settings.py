"""The settings of compounds in a study: an alternative solubility, an allele, a left out process.

They are those of the imported study. A dataset without one takes the settings that more than half of the model's
datasets with the same formulation (or none) and the same genotype share: which solubility and permeability a model
takes goes with the form swallowed, capsule or solution, fasted or fed, so where datasets in the same state were
simulated, only these count; which processes it takes goes with the genotype. A drug given besides brings the settings
its own model uses for its formulation, unless those of the study hold it already.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Iterable

from .food import food_of, state_of
from .formulations import simulated_forms
from .index import Row
from .library import Library, block_of

Settings = tuple[str, ...]  # the lines of a block of compounds


def usual_settings(form: str, food: str, rows: Iterable[Row], library: Library, genotype: str = "") -> Settings:
    """The settings shared by most simulated datasets of a family with a formulation (empty: none) and genotype."""
    forms = {form.lower()} if form else set()
    votes: dict[bool, Counter] = {True: Counter(), False: Counter()}
    for row in rows:
        if row["genotype"] != genotype or not row["sim_name"]:
            continue
        simulation = library.simulation(row)
        if simulation and {name.lower() for name in simulated_forms(simulation)} == forms:
            same = not form or state_of(form, food_of(row)) == state_of(form, food)
            votes[same][block_of(simulation, "compounds")] += 1
    counted = votes[True] or votes[False]
    settings, count = counted.most_common(1)[0] if counted else ((), 0)
    return settings if 2 * count > sum(counted.values()) else ()


def by_compound(settings: Settings) -> dict[str, list[str]]:
    """The lines of a block of compounds, for each compound."""
    if not settings:
        return {}
    inline = settings[0].partition(":")[2].split(" #")[0].strip()
    if inline:
        pieces = split_flow(inline[1:-1])
        return {piece.partition(":")[0].strip(): [f"  {piece.strip()}"] for piece in pieces}
    found: dict[str, list[str]] = {}
    for line in settings[1:]:
        if re.match(r"  \S", line):
            key = line.strip().partition(":")[0]
            found[key] = []
        found[key].append(line)
    return found


def split_flow(text: str) -> list[str]:
    """The entries of a YAML flow mapping, without its braces."""
    pieces, depth = [""], 0
    for letter in text:
        depth += (letter in "{[") - (letter in "}]")
        if letter == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += letter
    return pieces


def joined_settings(settings: Settings, others: Iterable[Settings]) -> Settings:
    """A block of compounds, with those of the other drugs that it does not hold yet."""
    known = by_compound(settings)
    added = {
        name: lines for other in others for name, lines in by_compound(other).items() if name not in known
    }
    if not added:
        return settings
    known.update(added)
    return ("compounds:",) + tuple(line for lines in known.values() for line in lines)
