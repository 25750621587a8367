#!/usr/bin/env python3
"""Writes model records back as PK-Sim project snapshots, so that one importer reads them and the published ones.

    python3 records_to_snapshot.py RECORDS EXTRA OUTPUT [--index INDEX.csv] [--compare FOLDER]

RECORDS holds one JSON a model family (compounds with their alternatives and processes, formulations, expression
profiles); EXTRA the tables of what the models set elsewhere: individual_level_parameters.csv,
individual_molecule_expression.csv, simulation_level_parameters.csv, table_formulas.csv, transporter_directions.csv.
INDEX names the simulations that datasets belong to, with their schedules and individuals. OUTPUT gets one snapshot a
record, in the shape of version 80.

What a record does not say is not made up, with these exceptions, each marked in the snapshot's `Remarks`:
- which simulation used which variant of a process or alternative (an activity score, an allele, a fed solubility) is
  read from the names of the simulation, its individual and its data; otherwise the usual one is taken;
- interactions that a record lists are used where their molecule is expressed, except a reversible one beside an
  irreversible one of the same molecule, and of several from different sources the first;
- a molecule that a process needs and no profile describes gets the profile of another record.
--compare prints how the rebuilt compounds differ from real snapshots of the same name.
"""

import argparse
import collections
import csv
import json
import pathlib
import re
import sys
from dataclasses import replace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from validation_cases.schedules import read_schedule  # noqa: E402
from validation_cases.words import best_match, first_match, number, slug  # noqa: E402

csv.field_size_limit(10**8)
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
# The published model of itraconazole has its breakfast with the doses of every simulation called fed; in twice daily
# ones its evening doses come with a standard meal, whose contents are not known here and are taken as the breakfast's.
MEALS = {"itraconazole": ("fed", "High-fat breakfast", "Meal: High-fat breakfast (Human)")}
DOSAGE_FORMS = ("tablet", "capsule", "solution", "suspension")
LOCALIZATION = {
    "Enzyme": "Intracellular, BloodCellsIntracellular, VascEndosome",
    "OtherProtein": "Intracellular, BloodCellsIntracellular, VascEndosome",
}
SMALL = ["Duodenum", "UpperJejunum", "LowerJejunum", "UpperIleum", "LowerIleum"]
LARGE = ["Caecum", "ColonAscendens", "ColonTransversum", "ColonDescendens", "ColonSigmoid", "Rectum"]


def read_table(path):
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def value_origin(record):
    origin = {}
    for key, name in (("origin", "Source"), ("method", "Method"), ("citation", "Description")):
        if record.get(key):
            origin[name] = record[key]
    return origin


def parameter(record, key="Name"):
    made = {key: record["name"], "Value": record["value"]}
    if record.get("unit"):
        made["Unit"] = record["unit"]
    origin = value_origin(record)
    if origin:
        made["ValueOrigin"] = origin
    return made


def quantity(name, value, unit=None, key="Name"):
    made = {key: name, "Value": value}
    if unit:
        made["Unit"] = unit
    return made


# Compounds


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


def compound(member, tables):
    key, records = member["key"], member["parameters"]
    made = {"Name": member["name"], "IsSmallMolecule": bool(key.get("is_small_molecule", True))}
    if key.get("binding_partner"):
        made["PlasmaProteinBindingPartner"] = key["binding_partner"]
    for group in GROUPS:
        alternatives = collections.OrderedDict()
        for record in records:
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
        if alternatives:
            made[group] = list(alternatives.values())
    acids = [
        dict(
            {"Type": one["type"], "Pka": one["value"]},
            **({"ValueOrigin": value_origin(one)} if value_origin(one) else {}),
        )
        for one in records
        if one["group"] == "pKa"
    ]
    if acids:
        made["PkaTypes"] = acids
    processes = collections.OrderedDict()
    for record in records:
        if record["group"] != "process":
            continue
        process = processes.setdefault(
            process_key(record), {"InternalName": record["process"], "DataSource": record["data_source"]}
        )
        for source, name in (("molecule", "Molecule"), ("metabolite", "Metabolite"), ("species", "Species")):
            if record.get(source):
                process[name] = record[source]
        process.setdefault("Parameters", []).append(parameter(record))
    for text in key.get("processes", []):
        name, molecule, source = (text.split(":", 2) + ["", ""])[:3]
        if not any(k[:3] == (name, molecule, source) for k in processes):
            process = {"InternalName": name, "DataSource": source, "Parameters": []}
            if molecule:
                process["Molecule"] = molecule
            processes[(name, molecule, source, "")] = process
    if processes:
        made["Processes"] = list(processes.values())
    made["CalculationMethods"] = [
        "Cellular partition coefficient method - " + key["partition_coefficient_method"],
        "Cellular permeability - " + key["cellular_permeability_method"],
    ]
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


# Expression profiles and individuals


def transporter_expression(kind):
    """The membranes of every organ, as snapshots of version 80 spell them."""
    prefix = kind if kind in ("Efflux", "Influx") else "Pgp"
    inward = prefix == "Influx"
    basal = "InfluxInterstitialToIntracellular" if inward else prefix + "IntracellularToInterstitial"
    luminal = "InfluxLumenToMucosaIntracellular" if inward else prefix + "MucosaIntracellularToLumen"
    brain = (
        ("InfluxBrainPlasmaToInterstitial", "InfluxBrainInterstitialToTissue")
        if inward
        else (prefix + "BrainInterstitialToPlasma", prefix + "BrainTissueToInterstitial")
    )
    made = []

    def add(name, direction, compartment=None):
        made.append({"Name": name, "TransportDirection": direction})
        if compartment:
            made[-1]["CompartmentName"] = compartment

    add("Bone", basal, "Intracellular")
    add("Brain", brain[0], "Plasma")
    add("Brain", brain[1], "Interstitial")
    for organ in ("Fat", "Gonads", "Heart"):
        add(organ, basal, "Intracellular")
    add("Kidney", basal, "Interstitial")
    add("Kidney", "ExcretionKidney", "Intracellular")
    for organ in ("Stomach", "SmallIntestine"):
        add(organ, basal, "Intracellular")
    for segment in SMALL:
        add(segment, basal, "Interstitial")
        add(segment, luminal, "Intracellular")
    add("LargeIntestine", basal, "Intracellular")
    for segment in LARGE:
        add(segment, basal, "Interstitial")
        add(segment, luminal, "Intracellular")
    for zone in ("Periportal", "Pericentral"):
        add(zone, basal, "Interstitial")
        add(zone, "ExcretionLiver", "Intracellular")
    for organ in ("Lung", "Muscle", "Pancreas", "Skin", "Spleen"):
        add(organ, basal, "Intracellular")
    add("BloodCells", "InfluxPlasmaToBloodCells" if inward else "EffluxBloodCellsToPlasma")
    add("VascularEndothelium", "InfluxPlasmaToInterstitial" if inward else "EffluxInterstitialToPlasma")
    return made


def organ_path(organ):
    if organ in SMALL:
        return f"Organism|SmallIntestine|Mucosa|{organ}|Intracellular"
    if organ in LARGE:
        return f"Organism|LargeIntestine|Mucosa|{organ}|Intracellular"
    if organ in ("Periportal", "Pericentral"):
        return f"Organism|Liver|{organ}|Intracellular"
    return f"Organism|{organ}|Intracellular"


def profile(
    kind, molecule, category, parameters, ontogeny=None, localization=None, transport=None, species="Human"
):
    made = {
        "Type": kind,
        "Species": species,
        "Molecule": molecule,
        "Category": category,
        "Parameters": sorted(parameters, key=lambda one: one["Path"]),
    }
    if kind == "Transporter":
        made["TransportType"] = transport or "Efflux"
        made["Expression"] = transporter_expression(made["TransportType"])
    else:
        made["Localization"] = localization or LOCALIZATION.get(kind, LOCALIZATION["Enzyme"])
    if ontogeny:
        made["Ontogeny"] = {"Name": ontogeny}
    return made


def profile_name(one):
    return "|".join((one["Molecule"], one["Species"], one["Category"]))


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


EXPRESSION_PATH = re.compile(
    r"^(?:(?P<molecule>[^|]+)\|(?:Reference concentration|t1/2 \((?:liver|intestine)\)|Ontogeny factor(?: GI)?"
    r"|Relative expression[^|]*|Fraction expressed[^|]*)"
    r"|Organism\|.*\|(?P<inner>[^|]+)\|(?:Relative expression|Fraction expressed[^|]*|Initial concentration))$"
)


def build_individuals(family, world):
    """The individuals of a model, and the profiles they refer to."""
    record = world.records[family]
    profiles = [from_record(one, world) for one in record.get("expression_profiles") or []]
    people = collections.OrderedDict()

    def person(name, population="", gender="", age=None, weight=None, species="Human"):
        one = people.setdefault(
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

    own = [row for row in world.individual_rows if row["compound"] == family]
    by_person = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in own:
        species = (
            "Human"
            if row["population"]
            else row["individual"] if row["individual"] in ("Rat", "Mouse", "Dog") else "Human"
        )
        one = person(row["individual"], row["population"], row["gender"], number(row["age"]), species=species)
        entry = quantity(row["path"], number(row["value"]), row["unit"], "Path")
        match = EXPRESSION_PATH.match(row["path"])
        if match and not profiles:
            by_person[row["individual"]][match.group("molecule") or match.group("inner")].append(entry)
        else:
            one["Parameters"].append(entry)
    for name, molecules in by_person.items():
        for molecule, entries in molecules.items():
            kind = kind_of(molecule, family, world.kinds, world.directions)
            profiles.append(
                profile(
                    kind,
                    molecule,
                    name,
                    entries,
                    world.ontogeny.get(molecule),
                    world.localization.get(molecule),
                    world.directions.of(family, molecule),
                )
            )

    rows = [row for row in world.molecule_rows if row["compound"] == family]
    grouped = collections.OrderedDict()
    for row in rows:
        person(row["individual"])
        grouped.setdefault((row["individual"], row["molecule"]), []).append(row)
    for (name, molecule), entries in grouped.items():
        profiles.append(from_old_molecule(family, name, molecule, entries, world))

    for row in world.index.get(family, []):
        if row["sim_individual"]:
            person(
                row["sim_individual"],
                row["sim_population"],
                row["sim_gender"],
                number(row["sim_age_y"]),
                number(row["sim_weight_kg"]),
                species=row["species"].capitalize() or "Human",
            )
    borrow_profiles(family, profiles, world)
    for one in people.values():
        one["ExpressionProfiles"] = [profile_name(p) for p in chosen_profiles(one, profiles)]
    for one in people.values():
        for key in ("Parameters", "ExpressionProfiles"):
            if not one[key]:
                del one[key]
    return list(people.values()), profiles


def from_record(one, world):
    transport = one.get("transport_type")
    made = profile(
        one["type"],
        one["molecule"],
        one["category"],
        [parameter(p, "Path") for p in one["parameters"]],
        one.get("ontogeny"),
        one.get("localization"),
        transport,
        one.get("species") or "Human",
    )
    return made


def from_old_molecule(family, name, molecule, rows, world):
    """A molecule of a version 76 or 77 individual as a profile of version 80."""
    first = rows[0]
    locations = {row["name"] for row in rows if row["kind"] == "expression"}
    entries = []
    for row in rows:
        value = number(row["value"])
        if row["kind"] != "expression":
            entries.append(quantity(f"{molecule}|{row['name']}", value, row["unit"], "Path"))
            continue
        organ, _, side = row["name"].partition("|")
        if organ in ("BloodCells", "Plasma", "VascularEndothelium"):
            where = {
                "BloodCells": "blood cells",
                "Plasma": "plasma",
                "VascularEndothelium": "vascular endothelium",
            }[organ]
            entries.append(quantity(f"{molecule}|Relative expression in {where}", value, None, "Path"))
            continue
        path = organ_path(organ)
        entries.append(quantity(f"{path}|{molecule}|Relative expression", value, None, "Path"))
        if side and (organ in SMALL + LARGE + ["Kidney", "Periportal", "Pericentral"]):
            share = 1.0 if side == "Apical" else 0.0
            entries.append(quantity(f"{path}|{molecule}|Fraction expressed apical", share, None, "Path"))
    transport = world.directions.of(family, molecule, locations)
    if transport is None:
        # An outward transporter at the basolateral side and an inward one at the apical side carry drug to the blood
        # and from the lumen; without a word on the direction the gut is taken to absorb.
        apical = any(one.endswith("|Apical") for one in locations)
        transport = "Influx" if apical else "Efflux"
    return profile(
        first["type"], molecule, name, entries, first["ontogeny"], world.localization.get(molecule), transport
    )


def molecule_in(molecule, present):
    """The molecule a process acts on: its own, or the one whose name begins alike (an in-vitro name, a note in brackets)."""
    if molecule in present:
        return molecule
    bare = molecule.lower()
    for one in sorted(present):
        other = one.lower()
        if len(bare) > 2 and (bare in other or bare.startswith(other)):
            return one
    return None


def borrow_profiles(family, profiles, world):
    """Adds the profiles of molecules that processes need and no table describes."""
    known = {one["Molecule"] for one in profiles}
    for member in world.records[family]["members"]:
        for record in member["parameters"]:
            molecule = record.get("molecule")
            if (
                record["group"] != "process"
                or not molecule
                or molecule in known
                or record["process"] in INTERACTIONS
            ):
                continue
            if not record.get("used_in_simulations") or molecule_in(molecule, known):
                continue
            known.add(molecule)
            donor = world.donor(family, molecule)
            if donor is None:
                world.remark(family, f"no expression profile of {molecule} anywhere: it has none here")
                continue
            source, taken = donor
            taken = dict(taken, Category="Healthy", Description=f"profile taken from the model of {source}")
            profiles.append(taken)
            world.remark(family, f"the profile of {molecule} is not in the record: it is that of {source}")


def chosen_profiles(person, profiles):
    """One profile a molecule: that of the person, of its kind of people, or the first."""
    by_molecule = collections.OrderedDict()
    for one in profiles:
        by_molecule.setdefault(one["Molecule"], []).append(one)
    chosen = []
    for candidates in by_molecule.values():
        same = [one for one in candidates if one["Category"] == person["Name"]]
        if not same and len(candidates) > 1:
            match = best_match([one["Category"] for one in candidates], person["Name"], candidates[0]["Category"])
            same = [one for one in candidates if one["Category"] == match]
        chosen.append((same or candidates)[0])
    return chosen


# Simulations

ALLELES = re.compile(r"\*\s?(\d+)\s*[l|/]\s*\*?\s?(\d+)|(?<![\d.])(\d)l(\d)(?![\d.])")


def diplotypes(text):
    return {tuple(sorted(filter(None, match.groups()))) for match in ALLELES.finditer(text)}


def score(text):
    return set(re.findall(r"AS\s?=\s?(\d+(?:\.\d+)?)", text))


def phenotypes(text):
    return {word for word in re.findall(r"(?<![A-Za-z])(PM|IM|NM|EM|UM|RM)(?![A-Za-z])", text)}


def variant_of(candidates, text):
    """The processes, among variants of one pathway, that the text names; none when it names none clearly."""
    wanted = diplotypes(text)
    if wanted:
        direct = [one for one in candidates if diplotypes(one[2]) & wanted]
        if direct:
            return direct[:1]
        first, second = sorted(next(iter(wanted)))
        pair = [
            one
            for one in candidates
            if re.search(rf"\*{first} allele 1", one[2]) or re.search(rf"\*{second} allele 2", one[2])
        ]
        if len(pair) == 2:
            return pair
    wanted = score(text)
    if wanted:
        direct = [one for one in candidates if score(one[2]) & wanted]
        if direct:
            return direct[:1]
    wanted = phenotypes(text)
    if len(wanted) == 1:
        if "PM" in wanted:
            direct = [one for one in candidates if score(one[2]) == {"0"} or phenotypes(one[2]) == {"PM"}]
            direct = direct or [one for one in candidates if any("1" not in pair for pair in diplotypes(one[2]))]
        else:
            direct = [one for one in candidates if phenotypes(one[2]) & wanted]
            if not direct and "IM" in wanted:
                direct = [
                    one for one in candidates if any(len(set(p)) == 2 and "1" in p for p in diplotypes(one[2]))
                ]
        if direct:
            return direct[:1]
    return []


def pathway(key):
    """What makes processes variants of one another: molecule and kind, whatever the in-vitro system."""
    name = key[0]
    kind = (
        "transport"
        if "Transport" in name
        else "binding" if "Binding" in name else name if name in INTERACTIONS else "metabolism"
    )
    return (kind, key[1]) if key[1] else (name, "")


def processes_of(member, text, total, expressed, single):
    counts, _ = used_counts(member)
    groups = collections.OrderedDict()
    for key in counts:
        groups.setdefault(pathway(key), []).append(key)
    chosen, interactions = [], []
    irreversible = {key[1] for key in counts if key[0] == "IrreversibleInhibition"}
    for (kind, molecule), keys in groups.items():
        if kind in INTERACTIONS:
            if molecule not in expressed or (
                kind not in ("IrreversibleInhibition", "Induction") and molecule in irreversible
            ):
                continue
            used = [key for key in keys if counts[key]]
            interactions.append((used or keys)[0])
            continue
        always = [key for key in keys if counts[key] >= total]
        partly = [key for key in keys if 0 < counts[key] < total]
        chosen += always
        if not partly:
            continue
        if len(partly) == 1 and not any(diplotypes(k[2]) | score(k[2]) for k in keys):
            # One process used in part: without it are the people who lack the enzyme.
            if not ("PM" in phenotypes(text) and single and counts[partly[0]] < 0.95 * total):
                chosen += partly
            continue
        variants = [key for key in keys if key not in always]
        chosen += variant_of(variants, text) or [max(partly, key=lambda key: counts[key])]
    return chosen, interactions


def alternatives_of(member, texts):
    _, groups = used_counts(member)
    chosen = []
    for group, counts in groups.items():
        usual = (member["key"].get(group) or {}).get("alternative") or next(iter(counts))
        names = [name for name in counts if counts[name] > 0]
        name = first_match(names, texts, usual) if len(names) > 1 else (names[0] if names else usual)
        if len(counts) > 1 or group in ("IntestinalPermeability", "Permeability"):
            chosen.append({"AlternativeName": name, "GroupName": GROUPS[group]})
    return chosen


def process_entry(key, expressed):
    name, molecule, source, metabolite = key
    if name in SYSTEMIC:
        title, kind = SYSTEMIC[name]
        return {"Name": f"{title}-{source}", "SystemicProcessType": kind}
    made = {"Name": f"{molecule}-{source}", "MoleculeName": molecule_in(molecule, expressed) or molecule}
    if metabolite:
        made["MetaboliteName"] = metabolite
    return made


def protocol(name, doses):
    schemas, keys = [], []
    for position, dose in enumerate(doses):
        item = {"Name": "Schema Item 1"}
        entries = [quantity("Start time", 0.0, "h"), quantity("InputDose", dose.amount, dose.unit)]
        if dose.route == "PO":
            item["ApplicationType"] = "Oral"
            if dose.formulation not in keys:
                keys.append(dose.formulation)
            item["FormulationKey"] = (
                "Formulation"
                if keys == [dose.formulation]
                else f"Formulation {keys.index(dose.formulation) + 1}"
            )
            entries.append(quantity("Volume of water/body weight", 3.5, "ml/kg"))
        elif dose.route == "other":
            item["ApplicationType"] = "UserDefined"
            if dose.formulation not in keys:
                keys.append(dose.formulation)
            item["FormulationKey"] = "Formulation"
        elif dose.infusion:
            item["ApplicationType"] = "Intravenous"
            entries.append(quantity("Infusion time", dose.infusion, "min"))
        else:
            item["ApplicationType"] = "IntravenousBolus"
        item["Parameters"] = entries
        schemas.append(
            {
                "Name": f"Schema {position + 1}",
                "SchemaItems": [item],
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


def meals_of(family, name, doses):
    """Events of a simulation: the meal of the published model with each oral dose."""
    word, title, _ = MEALS.get(family, ("", "", ""))
    if not word or word not in re.split(r"[^a-z]+", name.lower()):
        return []
    starts = {
        dose.start + index * (dose.every or 0)
        for dose in doses
        if dose.route == "PO"
        for index in range(dose.count)
    }
    return [{"Name": title, "StartTime": {"Value": start, "Unit": "h"}} for start in sorted(starts)]


def build_simulations(family, world, people, profiles, formulations):
    members = {one["name"]: one for one in world.records[family]["members"]}
    lowered = {name.lower(): name for name in members}
    totals = world.totals(family)
    rows = collections.OrderedDict()
    for row in world.index.get(family, []):
        if row["sim_name"] and row["dosing_schedule"] and not row["coadministered_schedule"]:
            name = row["sim_name"].split("; ")[0]
            rows.setdefault(name, []).append(row)
    others = {word for other in world.records if other != family for word in [other.split("-")[0]]}
    used_formulations = [
        one["Name"] for one in formulations if not any(word in one["Name"].lower() for word in others)
    ]
    usual = usual_formulation(family, world, used_formulations)
    protocols, simulations, individual_names = [], [], {one["Name"] for one in people}
    people_by_name = {one["Name"]: one for one in people}
    for name, found in rows.items():
        row = found[0]
        parts = [(lowered.get(part.lower()), doses) for part, doses in read_schedule(row["dosing_schedule"])]
        if any(part is None for part, _ in parts):
            world.remark(family, f"simulation {name} doses a compound that is not in the record: left out")
            continue
        # What the simulation and its person are called decides first; of the data only what all of them say.
        labels = [
            " ".join((r["genotype"].replace(";", " "), r["arm"], r["formulation"], r["food_state"])) for r in found
        ]
        common = " ".join(sorted(set.intersection(*(set(label.split()) for label in labels))))
        text = f"{name} {row['sim_individual']}"
        if not (diplotypes(text) or score(text) or phenotypes(text)):
            text += " " + common
        texts = [f"{name} {row['sim_individual']}", f"{name} {row['sim_individual']} {common}"]
        person = people_by_name.get(row["sim_individual"])
        expressed = {one.split("|")[0] for one in (person or {}).get("ExpressionProfiles", [])} or {
            p["Molecule"] for p in profiles
        }
        entries, interactions, waiting, dosed = [], [], [part for part, _ in parts], dict(parts)
        while waiting:
            member = members[waiting.pop(0)]
            if any(one["Name"] == member["name"] for one in entries):
                continue
            chosen, acting = processes_of(
                member, text, totals[member["name"]], expressed, len(phenotypes(text)) == 1
            )
            entry = {
                "Name": member["name"],
                "CalculationMethods": [
                    "Cellular partition coefficient method - " + member["key"]["partition_coefficient_method"],
                    "Cellular permeability - " + member["key"]["cellular_permeability_method"],
                ],
            }
            alternatives = alternatives_of(member, texts)
            if alternatives:
                entry["Alternatives"] = alternatives
            if chosen:
                entry["Processes"] = [process_entry(key, expressed) for key in chosen]
            doses = dosed.get(member["name"])
            if doses:
                doses = [
                    dose
                    if dose.route == "IV"
                    else replace(dose, formulation=formulation_of(dose, used_formulations, texts, usual))
                    for dose in doses
                ]
                title = f"{name} - {member['name']}" if len(parts) > 1 else name
                made, mapping = protocol(title, doses)
                protocols.append(made)
                entry["Protocol"] = {"Name": title}
                if mapping:
                    entry["Protocol"]["Formulations"] = mapping
                    for one in mapping:
                        if one["Name"] not in used_formulations:
                            used_formulations.append(one["Name"])
                            formulations.append({"Name": one["Name"], "FormulationType": "Formulation_Dissolved"})
            entries.append(entry)
            interactions += [
                {"Name": f"{key[1]}-{key[2]}", "MoleculeName": key[1], "CompoundName": member["name"]}
                for key in acting
            ]
            waiting += [lowered[key[3].lower()] for key in chosen if key[3].lower() in lowered]
        simulation = {"Name": name, "Model": "4Comp"}
        values = world.simulation_values(family, name, members, {one["Name"] for one in entries})
        simulation["OutputSchema"] = [
            {
                "Parameters": [
                    quantity("Start time", 0.0, "h"),
                    quantity(
                        "End time", max((number(r["t_last_h"]) or 0 for r in found), default=24.0) or 24.0, "h"
                    ),
                    quantity("Resolution", 4.0, "pts/h"),
                ]
            }
        ]
        if values:
            simulation["Parameters"] = values
        events = meals_of(family, name, [dose for _, doses in parts for dose in doses])
        if events:
            simulation["Events"] = events
        simulation["OutputSelections"] = [
            f"Organism|PeripheralVenousBlood|{one['Name']}|Plasma (Peripheral Venous Blood)" for one in entries
        ]
        simulation["ObservedData"] = [r["id"] for r in found]
        if row["sim_individual"] in individual_names:
            simulation["Individual"] = row["sim_individual"]
        simulation["Compounds"] = entries
        if interactions:
            simulation["Interactions"] = interactions
        simulation["HasResults"] = False
        simulations.append(simulation)
    if not simulations:
        simulations.append(usual_settings(family, world, members, totals, profiles))
    return protocols, simulations


def usual_settings(family, world, members, totals, profiles):
    """A simulation without a dose that carries what the simulations of a model without schedules mostly use."""
    entries, interactions, expressed = [], [], {one["Molecule"] for one in profiles}
    for member in members.values():
        chosen, acting = processes_of(member, "", totals[member["name"]], expressed, False)
        entries.append(
            {
                "Name": member["name"],
                "CalculationMethods": [
                    "Cellular partition coefficient method - " + member["key"]["partition_coefficient_method"],
                    "Cellular permeability - " + member["key"]["cellular_permeability_method"],
                ],
                "Alternatives": alternatives_of(member, []),
                "Processes": [process_entry(key, expressed) for key in chosen],
            }
        )
        interactions += [
            {"Name": f"{key[1]}-{key[2]}", "MoleculeName": key[1], "CompoundName": member["name"]} for key in acting
        ]
    values = world.simulation_values(family, "", members, set(members))
    return {
        "Name": "Usual settings",
        "Model": "4Comp",
        "Parameters": values,
        "Compounds": entries,
        "Interactions": interactions,
        "HasResults": False,
    }


class World:
    """Everything read from the two folders and the index."""

    def __init__(self, records_folder, extra, index):
        self.records = collections.OrderedDict()
        for path in sorted(records_folder.glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            self.records[record["compound"]] = record
        self.individual_rows = read_table(extra / "individual_level_parameters.csv")
        self.molecule_rows = read_table(extra / "individual_molecule_expression.csv")
        self.simulation_rows = read_table(extra / "simulation_level_parameters.csv")
        everything = list(self.records.values())
        self.directions = Directions(read_table(extra / "transporter_directions.csv"), everything)
        self.kinds = molecule_kinds(everything, self.molecule_rows)
        self.ontogeny = ontogenies(everything, self.molecule_rows)
        self.localization = localizations(everything)
        self.tables = {}
        for row in read_table(extra / "table_formulas.csv"):
            member, _, rest = row["where"].partition(":")[2].partition("/")
            alternative = rest.rpartition("/")[2].removesuffix("Parameters")
            points = json.loads(row["points_json"])
            self.tables[slug(member), slug(alternative)] = points
        self.index = collections.defaultdict(list)
        if index:
            for row in read_table(index):
                self.index[row["compound"]].append(row)
        self.remarks = collections.defaultdict(list)

    def remark(self, family, text):
        if text not in self.remarks[family]:
            self.remarks[family].append(text)

    def totals(self, family):
        """In how many simulations each member takes part: what its always-used alternatives or processes count."""
        found = {}
        for member in self.records[family]["members"]:
            processes, alternatives = used_counts(member)
            groups = [
                sum(counts.values()) if len(counts) > 1 else max(counts.values())
                for counts in alternatives.values()
                if any(counts.values())
            ]
            specific = [count for key, count in processes.items() if key[0] not in SYSTEMIC and count]
            systemic = [count for key, count in processes.items() if key[0] in SYSTEMIC and count]
            # Alternatives of two groups that share a name are counted for each other, so the smaller count is meant.
            found[member["name"]] = min(groups) if groups else max(specific, default=max(systemic, default=1))
        return found

    def simulation_values(self, family, name, members, present):
        values = []
        for row in self.simulation_rows:
            if row["compound"] != family or row["path"].startswith(("Applications|", "Events|")):
                continue
            pieces = row["path"].split("|")
            named = [one for one in members if one in pieces]
            if named and not set(named) & present:
                continue
            if not named and pieces[0] == "Neighborhoods":
                continue
            most = int(row["n_simulations_with_value"]) > 0.5 * int(row["n_simulations"])
            if most or name in row["examples"].split("; "):
                values.append(quantity(row["path"], number(row["value"]), row["unit"], "Path"))
        own = {}
        for one in values:
            own.setdefault(one["Path"], one)
        return list(own.values())

    def donor(self, family, molecule):
        """The profile of a molecule in the record most like this one: of the same source, then of most records."""
        source = self.records[family].get("source_repository")
        ranked = []
        for other, record in self.records.items():
            if other == family:
                continue
            same = record.get("source_repository") == source
            for one in record.get("expression_profiles") or []:
                if one["molecule"] == molecule and (one.get("species") or "Human") == "Human":
                    ranked.append((not same, other, from_record(one, self)))
                    break
            else:
                rows = [r for r in self.molecule_rows if r["compound"] == other and r["molecule"] == molecule]
                if rows:
                    name = rows[0]["individual"]
                    rows = [r for r in rows if r["individual"] == name]
                    ranked.append((not same, other, from_old_molecule(other, name, molecule, rows, self)))
        if not ranked:
            return None
        ranked.sort(key=lambda one: one[:2])
        return ranked[0][1:]


def snapshot(family, world):
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
    meal = MEALS.get(family)
    events = {"Events": [{"Name": meal[1], "Template": meal[2]}]} if meal else {}
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


# Comparison with real snapshots


def flat(one, prefix=""):
    """Every number of a compound, by a readable path."""
    found = {}
    for group in GROUPS:
        for alternative in one.get(group, []):
            for p in alternative.get("Parameters", []):
                found[group, alternative["Name"], p["Name"]] = (
                    p.get("Value"),
                    p.get("Unit") or "",
                    len((p.get("TableFormula") or {}).get("Points", [])),
                )
            found[group, alternative["Name"], "default"] = alternative.get("IsDefault", True)
    for position, pka in enumerate(one.get("PkaTypes", [])):
        found["pKa", str(position), ""] = (pka["Type"], pka["Pka"])
    for process in one.get("Processes", []):
        name = ":".join((process["InternalName"], process.get("Molecule", ""), process["DataSource"]))
        found["process", name, "metabolite"] = process.get("Metabolite", "")
        for p in process.get("Parameters", []):
            found["process", name, p["Name"]] = (p.get("Value"), p.get("Unit") or "")
    found["methods", "", ""] = tuple(sorted(one.get("CalculationMethods", [])))
    for p in one.get("Parameters", []):
        found["parameter", "", p["Name"]] = (p.get("Value"), p.get("Unit") or "")
    return found


def compare(made, real):
    """Lines that say how the compounds and simulations of two snapshots differ."""
    lines = []
    theirs = {one["Name"]: one for one in real["Compounds"]}
    for one in made["Compounds"]:
        if one["Name"] not in theirs:
            lines.append(f"compound {one['Name']}: not in the real snapshot")
            continue
        a, b = flat(one), flat(theirs[one["Name"]])
        for key in sorted(set(a) | set(b)):
            if a.get(key) != b.get(key):
                lines.append(f"{one['Name']}: {' / '.join(key)}: rebuilt {a.get(key)}, real {b.get(key)}")
    real_profiles = {profile_name(p): p for p in real.get("ExpressionProfiles", [])}
    for one in made["ExpressionProfiles"]:
        other = real_profiles.get(profile_name(one))
        if other is None:
            continue
        for key in ("Type", "TransportType", "Localization", "Expression"):
            if one.get(key) != other.get(key):
                lines.append(f"profile {profile_name(one)}: {key} differs")
        a = {p["Path"]: p["Value"] for p in one["Parameters"]}
        b = {p["Path"]: p["Value"] for p in other["Parameters"]}
        if a != b:
            lines.append(f"profile {profile_name(one)}: {len(set(a.items()) ^ set(b.items()))} values differ")
    simulations = {one["Name"]: one for one in real.get("Simulations", [])}
    for one in made["Simulations"]:
        other = simulations.get(one["Name"])
        if other is None:
            continue
        for entry in one["Compounds"]:
            match = next((c for c in other["Compounds"] if c["Name"] == entry["Name"]), None)
            if match is None:
                lines.append(f"simulation {one['Name']}: {entry['Name']} is not in the real one")
                continue
            for key, field in (("Alternatives", "AlternativeName"), ("Processes", "Name")):
                a = {x[field] for x in entry.get(key, []) if x.get(field)}
                b = {x[field] for x in match.get(key, []) if x.get(field)}
                if a != b:
                    lines.append(
                        f"simulation {one['Name']}: {entry['Name']} {key}: rebuilt only {sorted(a - b)}, real only {sorted(b - a)}"
                    )
            if "Protocol" in entry:
                a = sorted(x["Name"] for x in entry["Protocol"].get("Formulations", []))
                b = sorted(x["Name"] for x in (match.get("Protocol") or {}).get("Formulations", []))
                if a != b:
                    lines.append(f"simulation {one['Name']}: formulations {a}, real {b}")
        a = {(x.get("Name"), x.get("CompoundName")) for x in one.get("Interactions", [])}
        b = {(x.get("Name"), x.get("CompoundName")) for x in other.get("Interactions", []) if x.get("Name")}
        if a != b:
            lines.append(
                f"simulation {one['Name']}: interactions: rebuilt only {sorted(a - b)}, real only {sorted(b - a)}"
            )
        if one.get("Individual") != other.get("Individual"):
            lines.append(
                f"simulation {one['Name']}: individual {one.get('Individual')}, real {other.get('Individual')}"
            )
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("records", type=pathlib.Path)
    parser.add_argument("extra", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--index", type=pathlib.Path)
    parser.add_argument("--compare", type=pathlib.Path, help="folder of real snapshots")
    arguments = parser.parse_args()
    world = World(arguments.records, arguments.extra, arguments.index)
    arguments.output.mkdir(parents=True, exist_ok=True)
    real = {}
    if arguments.compare:
        for path in sorted(arguments.compare.glob("*.json")):
            loaded = json.loads(path.read_text(encoding="utf-8-sig"))
            for one in loaded.get("Compounds", []):
                real[one["Name"].lower()] = loaded
    for family in world.records:
        made = snapshot(family, world)
        text = json.dumps(made, ensure_ascii=False, indent=1)
        (arguments.output / f"{family}.json").write_text(text + "\n", encoding="utf-8")
        print(
            f"{family}: {len(made['Compounds'])} compounds, {len(made['ExpressionProfiles'])} profiles, "
            f"{len(made['Individuals'])} individuals, {len(made['Simulations'])} simulations"
        )
        for line in made["Remarks"]:
            print(f"  remark: {line}")
        other = next((real[one["Name"].lower()] for one in made["Compounds"] if one["Name"].lower() in real), None)
        if other:
            for line in compare(made, other):
                print(f"  {line}")


if __name__ == "__main__":
    main()
