"""Expression profiles in the shape of version 80, from records and from individuals of older versions.

A molecule that a process needs and no profile describes gets the profile of another record, marked.
"""

from validation_cases.words import best_match, number

from .compounds import INTERACTIONS
from .values import parameter, quantity

LOCALIZATION = {
    "Enzyme": "Intracellular, BloodCellsIntracellular, VascEndosome",
    "OtherProtein": "Intracellular, BloodCellsIntracellular, VascEndosome",
}
SMALL = ["Duodenum", "UpperJejunum", "LowerJejunum", "UpperIleum", "LowerIleum"]
LARGE = ["Caecum", "ColonAscendens", "ColonTransversum", "ColonDescendens", "ColonSigmoid", "Rectum"]


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
    """The molecule a process acts on, among those present.

    Its own, or the one whose name begins alike (an in-vitro name, a note in brackets).
    """
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
    by_molecule = {}
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
