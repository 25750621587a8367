"""One snapshot a record, in the shape of version 80."""

from .compounds import compound
from .individuals import build_individuals
from .simulations import build_simulations
from .values import parameter


def snapshot(family, world):
    """The snapshot of the record of a model."""
    record = world.records[family]
    people, profiles = build_individuals(family, world)
    formulations = []
    for one in record.get("formulations") or []:
        made = {"Name": one["name"], "FormulationType": one["type"]}
        if one.get("parameters"):
            made["Parameters"] = [parameter(p) for p in one["parameters"]]
        formulations.append(made)
    protocols, simulations = build_simulations(family, world, people, profiles, formulations)
    compounds = [compound(member, world.tables) for member in record["members"]]
    meal = world.meals.get(family)
    events = {"Events": [{"Name": meal["meal"], "Template": meal["template"]}]} if meal else {}
    return {
        "Version": 80,
        "Origin": {
            "Record": record["compound"],
            "SnapshotVersion": record.get("snapshot_version"),
            "Repository": record.get("source_repository"),
            "File": record.get("source_file"),
            "Commit": record.get("source_commit"),
        },
        "Remarks": world.remarks[family],
        "ExpressionProfiles": profiles,
        "Individuals": people,
        "Compounds": compounds,
        "Formulations": formulations,
        "Protocols": protocols,
        **events,
        "Simulations": simulations,
    }
