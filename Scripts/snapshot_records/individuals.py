"""The individuals of a model: those with parameters of their own, of older versions, and of simulations."""

import collections
import re

from validation_cases.words import number

from .molecules import kind_of
from .profiles import borrow_profiles, chosen_profiles, from_old_molecule, from_record, profile, profile_name
from .values import quantity

EXPRESSION_PATH = re.compile(
    r"^(?:(?P<molecule>[^|]+)\|(?:Reference concentration|t1/2 \((?:liver|intestine)\)|Ontogeny factor(?: GI)?"
    r"|Relative expression[^|]*|Fraction expressed[^|]*)"
    r"|Organism\|.*\|(?P<inner>[^|]+)\|(?:Relative expression|Fraction expressed[^|]*|Initial concentration))$"
)
ANIMALS = ("Rat", "Mouse", "Dog")


class People:
    """The individuals of a model, each made when it is first named; what is said first of a person holds."""

    def __init__(self):
        self.by_name = {}

    def person(self, name, population="", gender="", age=None, weight=None, species="Human"):
        one = self.by_name.setdefault(
            name,
            {
                "Name": name,
                "OriginData": {
                    "CalculationMethods": ["SurfaceAreaPlsInt_VAR1", "Body surface area - Mosteller"],
                    "Species": species,
                },
                "Parameters": [],
                "ExpressionProfiles": [],
            },
        )
        origin = one["OriginData"]
        if population:
            origin.setdefault("Population", population)
        if gender:
            origin.setdefault("Gender", gender.upper())
        if age is not None:
            origin.setdefault("Age", {"Value": age, "Unit": "year(s)"})
        if weight is not None:
            origin.setdefault("Weight", {"Value": weight, "Unit": "kg"})
        return one


def species_of(row):
    """The species of an individual without a population, when it is called by it."""
    return row["individual"] if not row["population"] and row["individual"] in ANIMALS else "Human"


def people_with_parameters(family, people, profiles, world):
    """Adds the parameters of individuals; without profiles of the record, those of molecules become profiles."""
    by_person = collections.defaultdict(lambda: collections.defaultdict(list))
    recorded = bool(profiles)
    for row in world.individual_rows:
        if row["compound"] != family:
            continue
        one = people.person(
            row["individual"], row["population"], row["gender"], number(row["age"]), species=species_of(row)
        )
        entry = quantity(row["path"], number(row["value"]), row["unit"], "Path")
        match = EXPRESSION_PATH.match(row["path"])
        if match and not recorded:
            by_person[row["individual"]][match.group("molecule") or match.group("inner")].append(entry)
        else:
            one["Parameters"].append(entry)
    for name, molecules in by_person.items():
        for molecule, entries in molecules.items():
            profiles.append(
                profile(
                    kind_of(molecule, family, world.kinds, world.directions),
                    molecule,
                    name,
                    entries,
                    world.ontogeny.get(molecule),
                    world.localization.get(molecule),
                    world.directions.of(family, molecule),
                )
            )


def people_with_molecules(family, people, profiles, world):
    """Adds the individuals of older versions, whose molecules become profiles."""
    grouped = {}
    for row in world.molecule_rows:
        if row["compound"] == family:
            people.person(row["individual"])
            grouped.setdefault((row["individual"], row["molecule"]), []).append(row)
    for (name, molecule), entries in grouped.items():
        profiles.append(from_old_molecule(family, name, molecule, entries, world))


def people_of_simulations(family, people, world):
    """Adds the individuals that datasets were simulated with."""
    for row in world.index.get(family, []):
        if row["sim_individual"]:
            people.person(
                row["sim_individual"],
                row["sim_population"],
                row["sim_gender"],
                number(row["sim_age_y"]),
                number(row["sim_weight_kg"]),
                species=row["species"].capitalize() or "Human",
            )


# Where bile goes is a choice for a whole model; other parameters belong to one body, such as that of a patient.
OF_THE_MODEL = "Organism|Liver|EHC continuous fraction"


def share_parameters(made):
    """Gives a person known by name only what all others of the model agree on for the way of bile."""
    known = [[entry for entry in one["Parameters"] if entry["Path"] == OF_THE_MODEL] for one in made]
    known = [entries for entries in known if entries]
    if not known:
        return
    common = [entry for entry in known[0] if all(entry in others for others in known[1:])]
    for one in made:
        if not one["Parameters"] and one["OriginData"]["Species"] == "Human":
            one["Parameters"] = list(common)


def build_individuals(family, world):
    """The individuals of a model, and the profiles they refer to."""
    profiles = [from_record(one, world) for one in world.records[family].get("expression_profiles") or []]
    people = People()
    people_with_parameters(family, people, profiles, world)
    people_with_molecules(family, people, profiles, world)
    people_of_simulations(family, people, world)
    borrow_profiles(family, profiles, world)
    made = list(people.by_name.values())
    share_parameters(made)
    for one in made:
        one["ExpressionProfiles"] = [profile_name(p) for p in chosen_profiles(one, profiles)]
        for key in ("Parameters", "ExpressionProfiles"):
            if not one[key]:
                del one[key]
    return made, profiles
