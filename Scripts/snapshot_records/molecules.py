"""What a molecule is in a model: enzyme, transporter or other protein, which way it works, where it sits.

The model itself says, else what most other models say.
"""

import collections
import re


class Directions:
    """Whether a transporter works outward or inward: as its own model says, else as most others do."""

    def __init__(self, rows, records):
        self.own, votes = {}, collections.defaultdict(collections.Counter)
        for row in rows:
            self.own[row["compound"], row["transporter"]] = row["type"]
            votes[row["transporter"]][row["type"]] += 1
        for record in records:
            for one in record.get("expression_profiles") or []:
                if one["type"] == "Transporter" and one.get("transport_type"):
                    self.own.setdefault((record["compound"], one["molecule"]), one["transport_type"])
                    votes[one["molecule"]][one["transport_type"]] += 1
        self.usual = {name: counts.most_common(1)[0][0] for name, counts in votes.items()}

    def of(self, family, molecule, locations=()):
        if (family, molecule) in self.own:
            return self.own[family, molecule]
        if "influx" in molecule.lower():
            return "Influx"
        if "Kidney|Apical" in locations:
            return "Efflux"
        if molecule in self.usual:
            return self.usual[molecule]
        # Organic ion transporters take up; what exports them has other names.
        return "Influx" if re.match(r"OCT|OAT|SLC22|SLCO|NTCP|PEPT", molecule, re.IGNORECASE) else None


def kind_of(molecule, family, molecules, directions):
    """Enzyme, transporter or other protein, by the processes that name it, then by what other models call it."""
    kinds = molecules.get((family, molecule)) or molecules.get(("", molecule)) or collections.Counter()
    if kinds:
        return kinds.most_common(1)[0][0]
    return "Transporter" if directions.usual.get(molecule) else "Enzyme"


def molecule_kinds(records, rows):
    kinds = collections.defaultdict(collections.Counter)
    for row in rows:
        kinds[row["compound"], row["molecule"]][row["type"]] += 1
        kinds["", row["molecule"]][row["type"]] += 1
    for record in records:
        for one in record.get("expression_profiles") or []:
            kinds[record["compound"], one["molecule"]][one["type"]] += 50
            kinds["", one["molecule"]][one["type"]] += 50
        for member in record["members"]:
            for one in member["parameters"]:
                if one["group"] == "process" and one.get("molecule"):
                    name = one["process"]
                    if "Transport" in name:
                        kind = "Transporter"
                    elif "Binding" in name:
                        kind = "OtherProtein"
                    elif name.startswith(("Metabol", "rCYP")):
                        kind = "Enzyme"
                    else:
                        continue
                    kinds[record["compound"], one["molecule"]][kind] += 10
                    kinds["", one["molecule"]][kind] += 10
    return kinds


def ontogenies(records, rows):
    """The ontogeny that other models give a molecule."""
    votes = collections.defaultdict(collections.Counter)
    for record in records:
        for one in record.get("expression_profiles") or []:
            votes[one["molecule"]][one.get("ontogeny") or ""] += 1
    for row in rows:
        votes[row["molecule"]][row["ontogeny"]] += 1
    return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}


def localizations(records):
    votes = collections.defaultdict(collections.Counter)
    for record in records:
        for one in record.get("expression_profiles") or []:
            if one.get("localization"):
                votes[one["molecule"]][one["localization"]] += 1
    return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}
