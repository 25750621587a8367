#!/usr/bin/env python3
"""Makes validation cases from an index of published concentration data.

A case is one dataset of the index that a plain study can reproduce: one compound of the library, given alone to
healthy adults who are not fed, with at least --points usable concentrations in venous plasma or blood. For each case
this writes the observed points (observed/<compound>/<study>.csv) and a study file (studies/<dataset>.yaml), and lists
them in cases.csv.

Doses come from the schedule the published simulation of the dataset used, e.g. `X: 4 mg PO @0h q12h x20 inf 30min
[Tablet]`, entries joined by ` + `; where there is none, from the dose and route of the dataset if it was given once
at time 0. The index has one row a dataset with the columns id, compound, analyte, study, reference, arm, ddi_role,
coadministered_text, coadministered_schedule, quantity, organ, matrix, species, dose_mg, dose_mg_per_kg, route,
formulation, food_state, times_of_administration_h, n_subjects, genotype, population_tags, sim_name, dosing_schedule,
sim_gender, sim_age_y, sim_weight_kg, sim_disease, infusion_min, qc_flag, t_first_h and file; each file holds points
with dataset_id, time_h, conc_mg_per_L, sd_mg_per_L, sd_type, below_loq and n. Two tables beside this script carry
what the index does not say: formulations.csv (which formulation of the compound file a dataset used: the first row
whose pattern is found in the named column) and fitted.csv (whether the published model was fitted to the data: the
first row whose study and route match; `*` is any study).
"""

import argparse
import csv
import pathlib
import re
import shutil
import sys

ENTRY = re.compile(
    r"^(?P<dose>[\d.]+) (?P<unit>mg/kg|mg) (?P<route>PO|IV) @(?P<start>[\d.]+)h"
    r"(?: q(?P<every>[\d.]+)h x(?P<count>\d+))?(?: inf (?P<infusion>[\d.]+)min)?(?: \[[^\]]*\])?$"
)
NOT_HEALTHY = re.compile(r"CKD|cirrho|child|p(a)?ediatric|infant|neonat|renal|hepatic|obes|pregnan", re.IGNORECASE)
FED = re.compile(r"(?<![A-Za-z])fed(?![A-Za-z])", re.IGNORECASE)
COLUMNS = ["dataset_id", "study", "compound", "site", "time_h", "concentration_mg_per_L", "sd_mg_per_L", "n"]
CASE_COLUMNS = ["case", "study_file", "observed_file", "dataset_id", "compound", "route", "fitted"]


class Unusable(Exception):
    """A dataset that makes no plain case, and why."""


def read_table(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def file_name(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def shown(value):
    """The shortest decimal, without an exponent."""
    text = f"{value:.10g}"
    return text if "e" not in text else f"{value:.12f}".rstrip("0")


def middle(text):
    """A number, or the middle of a range `low-high`; None when absent."""
    values = [number(part) for part in text.split("-")] if text else []
    return sum(values) / len(values) if values and None not in values else None


def scheduled_doses(row):
    """The compound named by the schedule, and its doses."""
    schedule = re.sub(r"\{[^}]*\}", "", row["dosing_schedule"]).strip()
    if not schedule:
        return None, single_dose(row)
    name, _, rest = schedule.partition(": ")
    doses = []
    for part in rest.split(" + "):
        match = ENTRY.match(part.strip())
        if match is None:
            raise Unusable(f"schedule not understood: {schedule}")
        fields = match.groupdict()
        doses.append({
            "dose": f"{fields['dose']} {fields['unit']}",
            "route": fields["route"],
            "start": float(fields["start"]),
            "every": number(fields["every"] or ""),
            "count": int(fields["count"] or 1),
            "infusion": number(fields["infusion"] or ""),
        })
    return file_name(name), doses


def single_dose(row):
    if number(row["times_of_administration_h"]) != 0 or row["route"] not in ("PO", "IV"):
        raise Unusable("no schedule, and not one dose at time 0")
    if number(row["dose_mg"]):
        dose = f"{shown(float(row['dose_mg']))} mg"
    elif number(row["dose_mg_per_kg"]):
        dose = f"{shown(float(row['dose_mg_per_kg']))} mg/kg"
    else:
        raise Unusable("no dose")
    return [{
        "dose": dose, "route": row["route"], "start": 0.0, "every": None, "count": 1,
        "infusion": number(row["infusion_min"]),
    }]


def site(row):
    if row["organ"] not in ("", "Peripheral Venous Blood"):
        raise Unusable(f"sampled in {row['organ']}")
    # Blood is drawn from an arm vein: the matrix is sought in what leaves skin and muscle, not in the venous pool.
    sites = {"": "peripheral plasma", "Plasma": "peripheral plasma", "Whole Blood": "peripheral blood"}
    if row["matrix"] not in sites:
        raise Unusable(f"sampled in {row['matrix']}")
    return sites[row["matrix"]]


def check_plain(row):
    if row["quantity"] != "concentration":
        raise Unusable("no concentrations")
    if row["coadministered_text"] or row["coadministered_schedule"]:
        raise Unusable("given with another drug")
    if row["ddi_role"] == "treatment" and re.search(r"perpetrator \((?!placebo)", row["arm"], re.IGNORECASE):
        raise Unusable("given with another drug")
    if row["qc_flag"]:
        raise Unusable(f"flagged: {row['qc_flag']}")
    if row["species"].lower() not in ("", "human"):
        raise Unusable(row["species"])
    if row["genotype"] or "genotype" in row["population_tags"]:
        raise Unusable("selected by genotype")
    if row["sim_disease"] or NOT_HEALTHY.search(row["population_tags"]):
        raise Unusable("not healthy adults")
    if "patient" in row["population_tags"] and "healthy" not in row["population_tags"]:
        raise Unusable("patients")
    age = middle(row["sim_age_y"])
    if age is not None and age < 18:
        raise Unusable("children")
    if row["food_state"].strip().lower() == "fed" or FED.search(row["arm"].replace("_", " ")):
        raise Unusable("fed")


def usable_points(row, folder):
    rows = [point for point in read_table(folder / row["file"]) if point["dataset_id"] == row["id"]]
    points = []
    for point in rows:
        time, value = number(point["time_h"]), number(point["conc_mg_per_L"])
        if time is None or value is None or value <= 0 or point["below_loq"] == "1":
            continue
        sd = number(point["sd_mg_per_L"])
        arithmetic = "SD" in point["sd_type"] and "geometric" not in point["sd_type"].lower()
        points.append((time, value, sd if arithmetic and sd else None, point["n"] or row["n_subjects"]))
    return sorted(points, key=lambda point: point[0])


def on_the_clock_of_the_doses(points, row, doses):
    """Points whose clock begins with the last of several oral doses, moved to the clock of the first.

    Drug in blood before the first dose, nearly half of the peak, shows such a clock.
    """
    first = min(dose["start"] for dose in doses)
    last = max(dose["start"] + (dose["count"] - 1) * (dose["every"] or 0) for dose in doses)
    before = max((point[1] for point in points if point[0] <= first), default=0)
    if row["route"] != "PO" or last <= first or before < 0.3 * max(point[1] for point in points):
        return points
    return [(point[0] + last - first,) + point[1:] for point in points]


def within(doses, end):
    """The doses that start before the end."""
    kept = []
    for dose in doses:
        if dose["start"] >= end:
            continue
        every = dose["every"]
        if every:
            possible = sum(1 for index in range(dose["count"]) if dose["start"] + index * every < end)
            dose = dict(dose, count=possible)
        kept.append(dose)
    return kept


def formulation(table, compound, row):
    for rule in table:
        if rule["compound"] == compound and re.search(rule["pattern"], row[rule["field"]], re.IGNORECASE):
            return rule["formulation"]
    raise Unusable("formulation not known")


def fitted(table, compound, row):
    for rule in table:
        if rule["compound"] == compound and rule["study"] in ("*", row["study"]):
            if rule["route"] in ("", row["route"]):
                return rule["fitted"]
    return "unknown"


def dose_line(compound, dose, form):
    parts = [f"compound: {compound}", f"dose: {dose['dose']}"]
    parts.append(f"route: {'oral' if dose['route'] == 'PO' else 'intravenous'}")
    if dose["infusion"] and dose["route"] == "IV":
        parts.append(f"infusion: {shown(dose['infusion'])} min")
    if dose["route"] == "PO":
        parts.append(f"formulation: {form}")
    parts.append(f"start: {shown(dose['start'])} h")
    if dose["count"] > 1:
        parts.append(f"every: {shown(dose['every'])} h, count: {dose['count']}")
    return "  - {" + ", ".join(parts) + "}"


def wrapped(items, indent, width=110):
    lines, line = [], indent
    for position, item in enumerate(items):
        piece = item + ("," if position < len(items) - 1 else "")
        if len(line) + len(piece) > width:
            lines.append(line.rstrip())
            line = indent
        line += piece + " "
    return lines + [line.rstrip()]


def comment(text, width=116):
    lines, line = [], "#"
    for word in text.split():
        if len(line) + 1 + len(word) > width and line != "#":
            lines.append(line)
            line = "#"
        line += " " + word
    return lines + [line]


def study_text(row, compound, doses, form, where, times):
    subject = ["species: human"]
    if row["sim_gender"] in ("male", "female"):
        subject.append(f"sex: {row['sim_gender']}")
    for key, column, unit in (("age", "sim_age_y", "year"), ("weight", "sim_weight_kg", "kg")):
        value = middle(row[column])
        if value is not None:
            subject.append(f"{key}: {shown(value)} {unit}")
    about = f"{row['study']}, {row['arm']}"
    if row["n_subjects"]:
        about += f", n = {row['n_subjects']}"
    if row["reference"]:
        about += f", {row['reference']}"
    lines = ["schema: study/1", f"study: {file_name(row['id'])}"]
    lines += comment(about)
    lines += comment("The body is that of the published simulation, the reference person where it names none.")
    lines += ["subject: {" + ", ".join(subject) + "}", "doses:"]
    lines += [dose_line(compound, dose, form) for dose in doses]
    lines += [f"observe: [{where}]", f"duration: {shown(times[-1])} h", "sampling:"]
    items = [f"{shown(time)} h" for time in times]
    block = wrapped(items, "   ")
    block[0] = "  [" + block[0].lstrip()
    return "\n".join(lines + block) + "]\n"


def make_case(row, compounds, arguments, forms, fits):
    check_plain(row)
    where = site(row)
    compound, doses = scheduled_doses(row)
    analyte = file_name(row["analyte"])
    compound = compound or analyte
    if compound not in compounds:
        raise Unusable("not in the library")
    if analyte not in (compound, row["compound"]):
        raise Unusable("not the dosed compound")
    first = min(dose["start"] for dose in doses)
    points = on_the_clock_of_the_doses(usable_points(row, arguments.observed), row, doses)
    points = [point for point in points if point[0] > first]
    if len(points) < arguments.points:
        raise Unusable(f"{len(points)} usable points")
    if first > 0 and number(row["t_first_h"]) is not None and float(row["t_first_h"]) < first:
        raise Unusable("points before the first dose of the schedule: the clocks differ")
    times = sorted({point[0] for point in points})
    doses = within(doses, times[-1])
    form = formulation(forms, compound, row) if any(dose["route"] == "PO" for dose in doses) else ""
    case = file_name(row["id"])
    return {
        "case": {
            "case": case, "study_file": f"studies/{case}.yaml",
            "observed_file": f"observed/{compound}/{file_name(row['study'])}.csv", "dataset_id": row["id"],
            "compound": compound, "route": "oral" if row["route"] == "PO" else "intravenous",
            "fitted": fitted(fits, compound, row),
        },
        "study": study_text(row, compound, doses, form, where, times),
        "points": [
            [row["id"], row["study"], compound, where, shown(time), repr(value), "" if sd is None else repr(sd), n]
            for time, value, sd, n in points
        ],
    }


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("index", type=pathlib.Path, help="CSV with one row a dataset")
    parser.add_argument("observed", type=pathlib.Path, help="folder the `file` column of the index starts from")
    parser.add_argument("output", type=pathlib.Path, nargs="?", default=here, help="validation folder (default: here)")
    parser.add_argument("--library", type=pathlib.Path, default=here.parent / "Compounds", help="compound folder")
    parser.add_argument("--points", type=int, default=4, help="fewest concentrations of a case (default 4)")
    parser.add_argument("--explain", action="store_true", help="say why datasets of library compounds are left out")
    arguments = parser.parse_args()
    compounds = {path.name for path in arguments.library.iterdir() if path.is_dir()}
    forms, fits = read_table(here / "formulations.csv"), read_table(here / "fitted.csv")

    made = []
    for row in read_table(arguments.index):
        try:
            made.append(make_case(row, compounds, arguments, forms, fits))
        except Unusable as reason:
            if arguments.explain and row["compound"] in compounds:
                print(f"{row['id']}: {reason}", file=sys.stderr)
    made.sort(key=lambda one: (one["case"]["compound"], one["case"]["route"], one["case"]["case"]))

    for folder in ("observed", "studies"):
        shutil.rmtree(arguments.output / folder, ignore_errors=True)
    tables = {}
    for one in made:
        study = arguments.output / one["case"]["study_file"]
        study.parent.mkdir(parents=True, exist_ok=True)
        study.write_text(one["study"], encoding="utf-8")
        tables.setdefault(one["case"]["observed_file"], []).extend(one["points"])
    for name, rows in tables.items():
        path = arguments.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS] + rows)
    with open(arguments.output / "cases.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, CASE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(one["case"] for one in made)
    print(f"{len(made)} cases of {len({one['case']['compound'] for one in made})} compounds")


if __name__ == "__main__":
    main()
