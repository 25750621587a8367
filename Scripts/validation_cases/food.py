"""Fed or fasted, and the meals of a study.

The state is the one the index states, else the one the labels speak of. Meals are those of the imported study; without
one, a dataset that says `fed` gets a large breakfast with each oral dose, unless its settings or its formulation speak
of the fed state already.
"""

from __future__ import annotations

import re
from typing import Iterable, Optional

from .index import Row
from .labels import spaced
from .library import Blocks, block_of
from .schedules import Dose, starts_of
from .words import FASTED, FED, meanings
from .yaml_text import shown

BREAKFAST = "energy: 690 kcal, solid_fraction: 0.8, volume: 0.592 L"
STATES = {"fasted": "fasted", "fed": "fed", "breakfast": "fed", "meal": "fed"}


def state_in(text: str) -> Optional[str]:
    """The state that a text speaks of; None when of none, or of both."""
    words = meanings(text) & {FED, FASTED}
    if len(words) != 1:
        return None
    return "fed" if FED in words else "fasted"


def food_of(row: Row) -> str:
    """`fed`, `fasted` or `unknown`."""
    state = row["food_state"].strip().lower()
    if state:
        return STATES.get(state, "unknown")
    return state_in(spaced(row["arm"], row["sim_name"])) or "unknown"


def state_of(form: str, food: str) -> str:
    """Fed or fasted: as the name of the formulation says, else as the dataset says, else fasted, as is usual."""
    return state_in(form) or (food if food in ("fed", "fasted") else "fasted")


def meals_of(food: str, doses: list[Dose], simulation: Optional[Blocks], settings: Iterable[str]) -> tuple[str, ...]:
    """The block of meals of a study; `settings` are the texts that may speak of the fed state already."""
    if simulation is not None:
        return block_of(simulation, "meals")
    if food != "fed" or any("fed" in re.split(r"[^a-z]+", line.lower()) for line in settings):
        return ()
    starts = sorted(set(starts_of(dose for dose in doses if dose.route == "PO")))
    if not starts:
        return ()
    return ("meals:",) + tuple(f"  - {{start: {shown(start)} h, {BREAKFAST}}}" for start in starts)
