"""How the compounds, profiles and simulations of a rebuilt snapshot differ from those of a real one."""

from .compounds import GROUPS
from .profiles import profile_name


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


def compound_differences(made, real):
    theirs, lines = {one["Name"]: one for one in real["Compounds"]}, []
    for one in made["Compounds"]:
        if one["Name"] not in theirs:
            lines.append(f"compound {one['Name']}: not in the real snapshot")
            continue
        a, b = flat(one), flat(theirs[one["Name"]])
        for key in sorted(set(a) | set(b)):
            if a.get(key) != b.get(key):
                lines.append(f"{one['Name']}: {' / '.join(key)}: rebuilt {a.get(key)}, real {b.get(key)}")
    return lines


def profile_differences(made, real):
    theirs, lines = {profile_name(one): one for one in real.get("ExpressionProfiles", [])}, []
    for one in made["ExpressionProfiles"]:
        name = profile_name(one)
        other = theirs.get(name)
        if other is None:
            continue
        for key in ("Type", "TransportType", "Localization", "Expression"):
            if one.get(key) != other.get(key):
                lines.append(f"profile {name}: {key} differs")
        a = {entry["Path"]: entry["Value"] for entry in one["Parameters"]}
        b = {entry["Path"]: entry["Value"] for entry in other["Parameters"]}
        if a != b:
            lines.append(f"profile {name}: {len(set(a.items()) ^ set(b.items()))} values differ")
    return lines


def only_one_has(a, b):
    return f"rebuilt only {sorted(a - b)}, real only {sorted(b - a)}"


def formulations_of(entry):
    return sorted(one["Name"] for one in (entry.get("Protocol") or {}).get("Formulations", []))


def simulation_differences(one, other):
    """How two simulations of the same name differ."""
    title, lines = f"simulation {one['Name']}", []
    theirs = {entry["Name"]: entry for entry in reversed(other["Compounds"])}
    for entry in one["Compounds"]:
        match = theirs.get(entry["Name"])
        if match is None:
            lines.append(f"{title}: {entry['Name']} is not in the real one")
            continue
        for key, field in (("Alternatives", "AlternativeName"), ("Processes", "Name")):
            a, b = ({x[field] for x in side.get(key, []) if x.get(field)} for side in (entry, match))
            if a != b:
                lines.append(f"{title}: {entry['Name']} {key}: {only_one_has(a, b)}")
        a, b = formulations_of(entry), formulations_of(match)
        if "Protocol" in entry and a != b:
            lines.append(f"{title}: formulations {a}, real {b}")
    a = {(x.get("Name"), x.get("CompoundName")) for x in one.get("Interactions", [])}
    b = {(x.get("Name"), x.get("CompoundName")) for x in other.get("Interactions", []) if x.get("Name")}
    if a != b:
        lines.append(f"{title}: interactions: {only_one_has(a, b)}")
    if one.get("Individual") != other.get("Individual"):
        lines.append(f"{title}: individual {one.get('Individual')}, real {other.get('Individual')}")
    return lines


def compare(made, real):
    """Lines that say how two snapshots differ, as far as both have the same compounds, profiles and simulations."""
    theirs = {one["Name"]: one for one in real.get("Simulations", [])}
    lines = compound_differences(made, real) + profile_differences(made, real)
    for one in made["Simulations"]:
        if one["Name"] in theirs:
            lines += simulation_differences(one, theirs[one["Name"]])
    return lines
