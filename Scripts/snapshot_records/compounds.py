"""Compounds of a snapshot: physical chemistry, alternatives and processes, as the record has them."""

import collections

from validation_cases.words import slug

from .values import parameter, quantity, value_origin

GROUPS = {
    "Lipophilicity": "COMPOUND_LIPOPHILICITY",
    "FractionUnbound": "COMPOUND_FRACTION_UNBOUND",
    "Solubility": "COMPOUND_SOLUBILITY",
    "IntestinalPermeability": "COMPOUND_INTESTINAL_PERMEABILITY",
    "Permeability": "COMPOUND_PERMEABILITY",
}
SYSTEMIC = {
    "GlomerularFiltration": ("Glomerular Filtration", "GFR"),
    "KidneyClearance": ("Renal Clearances", "Renal"),
    "LiverClearance": ("Total Hepatic Clearance", "Hepatic"),
}
INTERACTIONS = (
    "CompetitiveInhibition",
    "UncompetitiveInhibition",
    "NoncompetitiveInhibition",
    "MixedInhibition",
    "IrreversibleInhibition",
    "Induction",
)


def table_formula(points):
    return {
        "Name": "Solubility",
        "XName": "pH",
        "XDimension": "Dimensionless",
        "YName": "Solubility",
        "YDimension": "Concentration (mass)",
        "YUnit": "mg/l",
        "UseDerivedValues": False,
        "Points": [{"X": x, "Y": y, "RestartSolver": False} for x, y in points],
    }


def alternatives_in(group, member, tables):
    """The alternatives of a group of parameters."""
    alternatives = {}
    for record in member["parameters"]:
        if record["group"] != group:
            continue
        one = alternatives.setdefault(record["alternative"], {"Name": record["alternative"], "Parameters": []})
        if record.get("default") is False:
            one["IsDefault"] = False
        if record.get("species"):
            one["Species"] = record["species"]
        entry = parameter(record)
        if "table" in record["name"]:
            points = record.get("table") or tables.get((slug(member["name"]), slug(record["alternative"])))
            if points:
                entry["TableFormula"] = table_formula(points)
        one["Parameters"].append(entry)
    return list(alternatives.values())


def acid(record):
    made = {"Type": record["type"], "Pka": record["value"]}
    origin = value_origin(record)
    return dict(made, ValueOrigin=origin) if origin else made


def processes_in(member):
    """The processes of a compound: those with parameters, then those it only names."""
    processes = {}
    for record in member["parameters"]:
        if record["group"] != "process":
            continue
        process = processes.setdefault(
            process_key(record), {"InternalName": record["process"], "DataSource": record["data_source"]}
        )
        for source, name in (("molecule", "Molecule"), ("metabolite", "Metabolite"), ("species", "Species")):
            if record.get(source):
                process[name] = record[source]
        process.setdefault("Parameters", []).append(parameter(record))
    for text in member["key"].get("processes", []):
        name, molecule, source = (text.split(":", 2) + ["", ""])[:3]
        if not any(key[:3] == (name, molecule, source) for key in processes):
            process = {"InternalName": name, "DataSource": source, "Parameters": []}
            if molecule:
                process["Molecule"] = molecule
            processes[(name, molecule, source, "")] = process
    return list(processes.values())


def calculation_methods(member):
    return [
        "Cellular partition coefficient method - " + member["key"]["partition_coefficient_method"],
        "Cellular permeability - " + member["key"]["cellular_permeability_method"],
    ]


def compound(member, tables):
    """A compound of a snapshot; `tables` are the points of tables that the record itself lacks."""
    key, records = member["key"], member["parameters"]
    made = {"Name": member["name"], "IsSmallMolecule": bool(key.get("is_small_molecule", True))}
    if key.get("binding_partner"):
        made["PlasmaProteinBindingPartner"] = key["binding_partner"]
    blocks = {group: alternatives_in(group, member, tables) for group in GROUPS}
    blocks["PkaTypes"] = [acid(one) for one in records if one["group"] == "pKa"]
    blocks["Processes"] = processes_in(member)
    made.update((name, block) for name, block in blocks.items() if block)
    made["CalculationMethods"] = calculation_methods(member)
    made["Parameters"] = [parameter(one) for one in records if one["group"] == "physchem"]
    present = {one["Name"] for one in made["Parameters"]}
    for halogen, count in (key.get("halogens") or {}).items():
        if halogen not in present:
            made["Parameters"].append(quantity(halogen, count))
    return made


def process_key(record):
    return (record["process"], record.get("molecule") or "", record["data_source"], record.get("metabolite") or "")


def used_counts(member):
    """How many simulations use each process and alternative, as far as the record says."""
    processes, alternatives = {}, collections.defaultdict(dict)
    for record in member["parameters"]:
        if record["group"] == "process":
            processes[process_key(record)] = record.get("used_in_simulations", 0)
        elif record.get("alternative"):
            alternatives[record["group"]][record["alternative"]] = record.get("used_in_simulations", 0)
    return processes, alternatives
