"""The body of a dataset.

It is the subject of the imported study. Without one: the individual of the published simulation, where the library
holds it, else the reference person, of the population of the simulation or of the one the label speaks of, when the
library knows it; with the sex, age and weight of the index that the individual's file does not hold.

Children get a body as others do. An imported study that holds no age would run an adult, so a child gets the body that
library and index describe instead. Left out are children whose age neither says, and those born preterm, whom the
growth of the library does not cover.
"""

from __future__ import annotations

import re
from typing import Optional

from .exclusions import LeftOut
from .index import Row
from .labels import spaced
from .library import Blocks, Library, block_of, scalar
from .words import middle, number
from .yaml_text import shown

ADULT_AGE = 18  # years
YOUNG = re.compile(r"\b(?:child|children|p(?:a)?ediatric|infants?|neonat\w*|newborns?|adolescents?)\b", re.I)
PRETERM = re.compile(r"\bpre-?(?:term|mature)\b", re.I)
SPOKEN_OF = re.compile(r"\b(?:japanese|korean|chinese)\b")


def labels_of(row: Row) -> str:
    return spaced(row["arm"], row["population_tags"])


def population_of(row: Row, library: Library) -> Optional[str]:
    """The population of the simulation, or the one the label speaks of, when the library knows it."""
    known = library.populations()
    if row["sim_population"]:
        return row["sim_population"] if row["sim_population"] in known else None
    said = set(SPOKEN_OF.findall(spaced(row["arm"]).lower()))
    if len(said) != 1:
        return None
    word = "japanese" if "japanese" in said else "asian"
    return next((name for name in known if name.lower().startswith(word)), None)


def described(row: Row, reference: Optional[str], held: Blocks, library: Library) -> str:
    """The subject as library and index describe it."""
    parts = [f"individual: {reference}"] if reference else ["species: human"]
    population = None if reference else population_of(row, library)
    if population:
        parts.append(f"population: {population}")
    if "sex" not in held and row["sim_gender"].lower() in ("male", "female"):
        parts.append(f"sex: {row['sim_gender'].lower()}")
    for key, column, unit in (("age", "sim_age_y", "year"), ("weight", "sim_weight_kg", "kg")):
        value = middle(row[column])
        if key not in held and value is not None:
            parts.append(f"{key}: {shown(value)} {unit}")
    return "subject: {" + ", ".join(parts) + "}"


def age_of(lines: tuple[str, ...], held: Blocks) -> Optional[float]:
    """The age in years that the lines of a subject state, else that of the individual."""
    said = re.search(r"\bage: *([\d.]+) *year", "\n".join(lines))
    return number(said.group(1) if said else scalar(held.get("age")).split(" ")[0])


def is_child(row: Row) -> bool:
    """Whether a row is of children: by the age of the index, or by the labels where it has none."""
    age = middle(row["sim_age_y"])
    return age < ADULT_AGE if age is not None else bool(YOUNG.search(labels_of(row)))


def subject_of(row: Row, library: Library, simulation: Optional[Blocks]) -> tuple[str, ...]:
    """The lines of the subject: those of the imported study, else what library and index say of the body."""
    reference, held = library.individual(row)
    own = (described(row, reference, held, library),)
    lines = block_of(simulation, "subject") or own
    age = age_of(lines, held)
    if is_child(row):
        if age is None or age >= ADULT_AGE:
            lines, age = own, age_of(own, held)
        if age is None or age >= ADULT_AGE:
            raise LeftOut("children of unknown age")
    if age is not None and age < ADULT_AGE and PRETERM.search(labels_of(row)):
        raise LeftOut("children born preterm, not modelled")
    return lines
