"""Simulations of a model: those that datasets of the index belong to, with their schedules and individuals.

A model without schedules gets one simulation without a dose, which carries what its simulations mostly use.
"""

from dataclasses import replace

from validation_cases.schedules import read_schedule
from validation_cases.words import number

from .compounds import calculation_methods
from .protocols import formulation_of, meals_of, protocol, usual_formulation
from .values import quantity
from .variants import alternatives_of, diplotypes, phenotypes, process_entry, processes_of, score


class Model:
    """A model whose simulations are rebuilt: its compounds, people, profiles and formulations."""

    def __init__(self, family, world, people, profiles, formulations):
        self.family, self.world, self.formulations = family, world, formulations
        self.members = {one["name"]: one for one in world.records[family]["members"]}
        self.lowered = {name.lower(): name for name in self.members}
        self.totals = world.totals(family)
        self.people = {one["Name"]: one for one in people}
        self.molecules = {one["Molecule"] for one in profiles}
        others = {other.split("-")[0] for other in world.records if other != family}
        self.oral = [one["Name"] for one in formulations if not any(word in one["Name"].lower() for word in others)]
        self.usual = usual_formulation(family, world, self.oral)
        self.protocols = []

    def expressed(self, person):
        """The molecules of a person; all of the model's when it has none of its own."""
        own = (self.people.get(person) or {}).get("ExpressionProfiles", [])
        return {one.split("|")[0] for one in own} or self.molecules

    def administered(self, title, doses, texts):
        """The reference of a compound to the protocol of its doses."""
        doses = [
            dose
            if dose.route == "IV"
            else replace(dose, formulation=formulation_of(dose, self.oral, texts, self.usual))
            for dose in doses
        ]
        made, mapping = protocol(title, doses)
        self.protocols.append(made)
        for one in mapping:
            if one["Name"] not in self.oral:
                self.oral.append(one["Name"])
                self.formulations.append({"Name": one["Name"], "FormulationType": "Formulation_Dissolved"})
        return {"Name": title, "Formulations": mapping} if mapping else {"Name": title}

    def simulation(self, name, rows):
        """The simulation of a name, which all rows belong to; None when the record cannot tell it."""
        row = rows[0]
        schedule = read_schedule(row["dosing_schedule"])
        parts = [(self.lowered.get(part.lower()), doses) for part, doses in schedule]
        if any(part is None for part, _ in parts):
            self.world.remark(
                self.family, f"simulation {name} doses a compound that is not in the record: left out"
            )
            return None
        entries, interactions = self.entries(name, rows, parts)
        simulation = {"Name": name, "Model": "4Comp", "OutputSchema": output_schema(rows)}
        present = {one["Name"] for one in entries}
        values = self.world.simulation_values(self.family, name, self.members, present)
        if values:
            simulation["Parameters"] = values
        events = meals_of(self.family, name, [dose for _, doses in parts for dose in doses], self.world)
        if events:
            simulation["Events"] = events
        simulation["OutputSelections"] = [
            f"Organism|PeripheralVenousBlood|{one['Name']}|Plasma (Peripheral Venous Blood)" for one in entries
        ]
        simulation["ObservedData"] = [one["id"] for one in rows]
        if row["sim_individual"] in self.people:
            simulation["Individual"] = row["sim_individual"]
        simulation["Compounds"] = entries
        if interactions:
            simulation["Interactions"] = interactions
        simulation["HasResults"] = False
        return simulation

    def entries(self, name, rows, parts):
        """The compounds that are dosed and formed, as the simulation uses them, and the interactions."""
        text, texts = labels_of(name, rows)
        expressed, dosed = self.expressed(rows[0]["sim_individual"]), dict(parts)
        entries, interactions, waiting = [], [], [part for part, _ in parts]
        while waiting:
            member = self.members[waiting.pop(0)]
            if any(one["Name"] == member["name"] for one in entries):
                continue
            single, total = len(phenotypes(text)) == 1, self.totals[member["name"]]
            chosen, acting = processes_of(member, text, total, expressed, single)
            entry = {"Name": member["name"], "CalculationMethods": calculation_methods(member)}
            alternatives = alternatives_of(member, texts)
            if alternatives:
                entry["Alternatives"] = alternatives
            if chosen:
                entry["Processes"] = [process_entry(key, expressed) for key in chosen]
            doses = dosed.get(member["name"])
            if doses:
                title = f"{name} - {member['name']}" if len(parts) > 1 else name
                entry["Protocol"] = self.administered(title, doses, texts)
            entries.append(entry)
            interactions += interactions_of(member, acting)
            waiting += [self.lowered[key[3].lower()] for key in chosen if key[3].lower() in self.lowered]
        return entries, interactions

    def usual_settings(self):
        """A simulation without a dose that carries what the simulations of a model without schedules mostly use."""
        entries, interactions = [], []
        for member in self.members.values():
            total = self.totals[member["name"]]
            chosen, acting = processes_of(member, "", total, self.molecules, False)
            entries.append(
                {
                    "Name": member["name"],
                    "CalculationMethods": calculation_methods(member),
                    "Alternatives": alternatives_of(member, []),
                    "Processes": [process_entry(key, self.molecules) for key in chosen],
                }
            )
            interactions += interactions_of(member, acting)
        return {
            "Name": "Usual settings",
            "Model": "4Comp",
            "Parameters": self.world.simulation_values(self.family, "", self.members, set(self.members)),
            "Compounds": entries,
            "Interactions": interactions,
            "HasResults": False,
        }


def labels_of(name, rows):
    """The text that names variants of processes, and the texts that name alternatives and formulations.

    What the simulation and its person are called decides first; of the data only what all of them say.
    """
    labels = [" ".join((r["genotype"].replace(";", " "), r["arm"], r["formulation"], r["food_state"])) for r in rows]
    common = " ".join(sorted(set.intersection(*(set(label.split()) for label in labels))))
    own = f"{name} {rows[0]['sim_individual']}"
    both = f"{own} {common}"
    return own if diplotypes(own) or score(own) or phenotypes(own) else both, [own, both]


def interactions_of(member, acting):
    return [
        {"Name": f"{key[1]}-{key[2]}", "MoleculeName": key[1], "CompoundName": member["name"]} for key in acting
    ]


def output_schema(rows):
    """One interval to the last point of the data; a day when there is none."""
    end = max((number(row["t_last_h"]) or 0 for row in rows), default=24.0) or 24.0
    return [
        {
            "Parameters": [
                quantity("Start time", 0.0, "h"),
                quantity("End time", end, "h"),
                quantity("Resolution", 4.0, "pts/h"),
            ]
        }
    ]


def build_simulations(family, world, people, profiles, formulations):
    """The protocols and simulations of a model; adds the formulations that the schedules need besides."""
    model, rows = Model(family, world, people, profiles, formulations), {}
    for row in world.index.get(family, []):
        if row["sim_name"] and row["dosing_schedule"] and not row["coadministered_schedule"]:
            rows.setdefault(row["sim_name"].split("; ")[0], []).append(row)
    made = [model.simulation(name, found) for name, found in rows.items()]
    return model.protocols, [one for one in made if one] or [model.usual_settings()]
