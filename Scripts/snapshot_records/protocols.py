"""Protocols, the formulations of their oral doses, and the meals that come with them."""

import collections
import re

from validation_cases.schedules import read_schedule, starts_of
from validation_cases.words import first_match

from .values import quantity

DOSAGE_FORMS = ("tablet", "capsule", "solution", "suspension")


def application(dose, keys):
    """How a dose is given; adds its formulation to the keys."""
    entries = [quantity("Start time", 0.0, "h"), quantity("InputDose", dose.amount, dose.unit)]
    item = {"Name": "Schema Item 1"}
    if dose.route in ("PO", "other") and dose.formulation not in keys:
        keys.append(dose.formulation)
    if dose.route == "PO":
        item["ApplicationType"] = "Oral"
        alone = keys == [dose.formulation]
        item["FormulationKey"] = "Formulation" if alone else f"Formulation {keys.index(dose.formulation) + 1}"
        entries.append(quantity("Volume of water/body weight", 3.5, "ml/kg"))
    elif dose.route == "other":
        item["ApplicationType"] = "UserDefined"
        item["FormulationKey"] = "Formulation"
    elif dose.infusion:
        item["ApplicationType"] = "Intravenous"
        entries.append(quantity("Infusion time", dose.infusion, "min"))
    else:
        item["ApplicationType"] = "IntravenousBolus"
    item["Parameters"] = entries
    return item


def protocol(name, doses):
    """A protocol, and which formulation each of its keys means."""
    schemas, keys = [], []
    for position, dose in enumerate(doses):
        schemas.append(
            {
                "Name": f"Schema {position + 1}",
                "SchemaItems": [application(dose, keys)],
                "Parameters": [
                    quantity("Start time", dose.start, "h"),
                    quantity("NumberOfRepetitions", float(dose.count)),
                    quantity("TimeBetweenRepetitions", dose.every or 0.0, "h"),
                ],
            }
        )
    if len(keys) > 1:
        for schema in schemas:
            item = schema["SchemaItems"][0]
            if item.get("FormulationKey") == "Formulation":
                item["FormulationKey"] = "Formulation 1"
    made = {"Name": name, "DosingInterval": "Single", "Schemas": schemas, "TimeUnit": "h"}
    mapping = [
        {"Name": key, "Key": "Formulation" if len(keys) == 1 else f"Formulation {position + 1}"}
        for position, key in enumerate(keys)
    ]
    return made, mapping


def dosage_forms(text):
    return {word for word in DOSAGE_FORMS if word in text.lower()}


def formulation_of(dose, names, texts, usual):
    if dose.formulation in names:
        return dose.formulation
    oral = [name for name in names if name.upper() != "IV"]
    if len(oral) < 2:
        return oral[0] if oral else "Solution"
    wanted = dosage_forms(texts[0])
    if wanted and all(dosage_forms(name) and not dosage_forms(name) & wanted for name in oral):
        # No formulation is of this form, so food that is in the names of another form does not choose among them.
        return usual
    return first_match(oral, [dose.formulation] + texts, usual)


def usual_formulation(family, world, names):
    """The formulation that schedules name most often, else the first."""
    votes = collections.Counter()
    for row in world.index.get(family, []):
        for _, doses in read_schedule(row["dosing_schedule"]):
            votes.update({dose.formulation for dose in doses} & set(names))
    return votes.most_common(1)[0][0] if votes else names[0] if names else None


def meals_of(family, name, doses, world):
    """Events of a simulation: the meal of the published model with each oral dose."""
    meal = world.meals.get(family)
    if not meal or meal["word"] not in re.split(r"[^a-z]+", name.lower()):
        return []
    starts = sorted(set(starts_of(dose for dose in doses if dose.route == "PO")))
    return [{"Name": meal["meal"], "StartTime": {"Value": start, "Unit": "h"}} for start in starts]
