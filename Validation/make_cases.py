#!/usr/bin/env python3
"""Makes a validation folder from an index of published observations.

    python3 make_cases.py INDEX.csv OBSERVED [OUTPUT] [--library DIR ...] [--explain]

INDEX has one row a dataset, OBSERVED is the folder its `file` column starts from. OUTPUT (default: this folder) gets
cases.csv (every dataset, with the reason where one is left out), observed/<model>/<study>.csv (the points) and
studies/<model>/<study>.yaml (one study file a clinical study, one arm for each way of dosing, body and settings). No
compound is named here: all comes from the index, from the libraries (folders with Compounds/ and Studies/; the
first that has a file wins), and from two tables in OUTPUT, where they are there: corrections.csv (dataset_id, column,
value, reason) replaces cells of the index; a column `point 9 h` is the point of that time, left out when the value is
empty. fitted.csv (compound, study, route, fitted, source) says whether a published model was fitted to a dataset: the
first row that matches holds, `*` is every study, no route every route; without one, the words of the labels decide.

Doses are those of the published simulation of a dataset (`dosing_schedule`, `coadministered_schedule`); without one,
those of `dose_mg`, `route` and `times_of_administration_h`; without these, those all other datasets of the study
share. Where the library holds the study that was imported for a dataset's simulation, its formulations, its settings
of compounds and its meals are taken over. Requires nothing but Python.
"""

import argparse
import csv
import pathlib
import re
import shutil
import sys
from collections import Counter, OrderedDict

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Scripts"))
from dosing import Misread, first_match, last_start, meanings, number, read_schedule, read_times, slug  # noqa: E402

CASE_COLUMNS = [
    "case",
    "study_file",
    "arm",
    "observed_file",
    "dataset_id",
    "compound",
    "site",
    "quantity",
    "model",
    "route",
    "formulation",
    "food",
    "doses",
    "co_medication",
    "n",
    "data_type",
    "fitted",
    "left_out",
]
OBSERVED_COLUMNS = [
    "dataset_id",
    "study",
    "compound",
    "site",
    "time_h",
    "concentration_mg_per_L",
    "excreted_fraction",
    "excreted_mg",
    "sd_mg_per_L",
    "n",
    "lloq_mg_per_L",
    "below_lloq",
]
ORGANS = {
    "fat": "adipose",
    "adipose": "adipose",
    "bone": "bone",
    "brain": "brain",
    "gonads": "gonads",
    "heart": "heart",
    "kidney": "kidney",
    "liver": "liver",
    "lung": "lung",
    "muscle": "muscle",
    "pancreas": "pancreas",
    "skin": "skin",
    "spleen": "spleen",
    "stomach": "stomach",
    "small intestine": "small intestine",
    "large intestine": "large intestine",
}
VEINS = ("", "peripheral venous blood", "peripheralvenousblood")
ORGAN_DISEASE = re.compile(
    r"\bCKD|cirrho|renal (?:failure|impairment|insufficien)|hepatic (?:failure|impairment)|dialysis", re.I
)
YOUNG = re.compile(r"\b(?:child|children|p(?:a)?ediatric|infants?|neonat\w*|newborns?|adolescents?)\b", re.I)
ALONE = re.compile(r"\bwithout\b|\bcontrol\b|\bplacebo\b|\bbefore\b|\balone\b|\bbaseline\b", re.I)
GIVEN_WITH = re.compile(r"(?:perpetrator|inhibitor|inducer) \((?!placebo)(?P<name>[^)@]*)", re.I)
REPEATED = re.compile(r"\b(?:SS|steady state|MD|BID|TID|QD|QID)\b", re.I)
MEAL = {"start": None, "energy": "1000 kcal", "solid_fraction": "0.6", "volume": "0.592 L"}


class LeftOut(Exception):
    """A dataset that makes no case that can be run and counted, and why."""


def read_table(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def shown(value):
    """The shortest decimal, without an exponent."""
    text = f"{value:.10g}"
    return text if "e" not in text else f"{value:.14f}".rstrip("0").rstrip(".")


def middle(text):
    """A number, or the middle of a range `low-high`; None when absent."""
    values = [number(part) for part in re.split(r"(?<=\d)-", text)] if text else []
    return sum(values) / len(values) if values and None not in values else None


def quoted(text):
    """A YAML scalar: quoted where plain text would be read as something else."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9]|[A-Za-z]", text) and text.lower() not in (
        "yes",
        "no",
        "true",
        "false",
        "null",
    ):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# The library


def blocks(text):
    """The top-level keys of a YAML file, each with its lines."""
    found, key = OrderedDict(), None
    for line in text.splitlines():
        match = re.match(r"([A-Za-z_]+):", line)
        if match:
            key = match.group(1)
            found[key] = [line]
        elif key and (line[:1] in (" ", "-") or not line.strip()):
            found[key].append(line)
        elif not line.startswith("#"):
            key = None
    return {key: [line for line in lines if line.strip()] for key, lines in found.items()}


def scalar(lines):
    return lines[0].partition(":")[2].split(" #")[0].strip().strip("\"'") if lines else ""


class Library:
    """What the compound, individual and study files of several folders say, read as far as needed."""

    def __init__(self, roots):
        self.roots, self.cache = roots, {}

    def read(self, *parts):
        if parts not in self.cache:
            self.cache[parts] = None
            for root in self.roots:
                path = root.joinpath(*parts)
                if path.is_file():
                    self.cache[parts] = blocks(path.read_text(encoding="utf-8"))
                    break
        return self.cache[parts]

    def names(self):
        if "names" not in self.cache:
            self.cache["names"] = sorted(
                {
                    path.parent.name
                    for root in self.roots
                    for path in root.glob("Compounds/*/*.yaml")
                    if path.stem == path.parent.name
                }
            )
        return self.cache["names"]

    def compound(self, name):
        return self.read("Compounds", name, f"{name}.yaml")

    def parts(self, name):
        """The compounds a mixture consists of; the compound itself otherwise."""
        lines = (self.compound(name) or {}).get("mixture")
        return re.findall(r"compound:\s*[\"']?([A-Za-z0-9-]+)", "\n".join(lines)) if lines else [name]

    def formed(self, names):
        """The compounds, and what they become."""
        reached, waiting = set(), list(names)
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            reached.add(name)
            for lines in (self.compound(name) or {}).values():
                waiting += [
                    slug(one) for one in re.findall(r"\bmetabolite:\s*[\"']?([^,}\"'#\n]+)", "\n".join(lines))
                ]
        return reached

    def formulations(self, name):
        """Names of formulations, for a mixture those of its first part."""
        lines = (self.compound(self.parts(name)[0]) or {}).get("formulations", [])
        found = []
        for line in lines[1:]:
            match = re.match(r"  (\"[^\"]*\"|'[^']*'|[^\s\"'#][^:]*):", line)
            if match:
                found.append(match.group(1).strip("\"'"))
        return found

    def folders(self, row):
        """Where the individuals and studies of a row's model may lie: under its name, or that of what it doses."""
        try:
            dosed = [slug(name) for name, _ in read_schedule(row["dosing_schedule"])]
        except Misread:
            dosed = []
        return list(OrderedDict.fromkeys([row["compound"], *self.parts(row["compound"]), *dosed]))

    def populations(self):
        """The populations that individuals of the library belong to."""
        if "populations" not in self.cache:
            self.cache["populations"] = sorted(
                {
                    scalar(blocks(path.read_text(encoding="utf-8")).get("population"))
                    for root in self.roots
                    for path in root.glob("Compounds/*/individuals/*.yaml")
                }
                - {""}
            )
        return self.cache["populations"]

    def lent(self, row):
        """Where else the individual of a row may lie: with the drugs given besides."""
        try:
            return [slug(name) for name, _ in read_schedule(row["coadministered_schedule"])]
        except Misread:
            return []

    def individual(self, row):
        """Reference to the individual of a row's simulation, and the keys its file holds."""
        name = slug(row["sim_individual"])
        for folder in self.folders(row) + self.lent(row) if name else []:
            found = self.read("Compounds", folder, "individuals", f"{name}.yaml")
            if found:
                return f"{folder}/{name}", found
        return None, {}

    def simulation(self, row):
        """The imported study of a row's simulation, the first of several."""
        for name in row["sim_name"].split("; ") if row["sim_name"] else []:
            for folder in self.folders(row):
                found = self.read("Studies", folder, f"{slug(name)}.yaml")
                if found:
                    return found
        return None


# One dataset


def analyte_of(row, library):
    """The library compound that was measured."""
    name = slug(row["analyte"])
    if library.compound(name):
        return name
    label = slug(row["arm"])
    inside = [
        one for one in library.names() if len(one) > 6 and one in label and one.split("-")[0] == name.split("-")[0]
    ]
    if inside and slug(row["analyte"]) != row["compound"]:
        return max(inside, key=len)
    raise LeftOut(f"{name} is not in the library")


def site_of(row):
    organ, matrix = row["organ"].strip().lower(), row["matrix"].strip().lower()
    if row["quantity"] == "fold_change":
        raise LeftOut("a fold change, not a concentration")
    if matrix in ("urine", "feces", "faeces"):
        if row["quantity"] == "concentration":
            raise LeftOut(f"concentration in {matrix}")
        return "urine" if matrix == "urine" else "faeces"
    if row["quantity"] != "concentration":
        raise LeftOut(f"{row['quantity']} in {matrix or organ}")
    fluid = {"": "plasma", "plasma": "plasma", "serum": "plasma", "whole blood": "blood", "blood": "blood"}.get(
        matrix
    )
    if fluid and organ in VEINS:
        # Blood is drawn from an arm vein: it is sought in what leaves skin and muscle, not in the venous pool.
        return f"peripheral {fluid}"
    if fluid and organ in ("arterial blood", "arterialblood"):
        return f"arterial {fluid}"
    if fluid and organ in ("venous blood", "venousblood"):
        return fluid
    if organ in ORGANS:
        if matrix in ("interstitial", "intracellular"):
            return f"{ORGANS[organ]} {matrix}"
        if matrix == "tissue":
            return ORGANS[organ]
    raise LeftOut(f"sampled in {row['organ']} {row['matrix']}".strip())


def check(row):
    if row["qc_flag"]:
        raise LeftOut(f"flagged: {row['qc_flag']}")
    if row["species"].lower() not in ("", "human"):
        raise LeftOut(f"not human: {row['species'].lower()}")
    if re.search(r"\bunbound\b", f"{row['analyte']} {row['arm']}", re.I):
        raise LeftOut("unbound concentration")
    if re.search(r"\btotal$", row["analyte"], re.I) or re.search(
        rf"\b{re.escape(row['analyte'])}[- ]total\b", row["arm"], re.I
    ):
        raise LeftOut("sum of a compound and its conjugates")
    if row["sim_disease"] or ORGAN_DISEASE.search(
        f"{row['arm']} {row['population_tags']} {row['sim_individual']}".replace("_", " ").replace("-", " ")
    ):
        raise LeftOut("organ disease, not modelled")
    age = middle(row["sim_age_y"])
    if (age is not None and age < 18) or (
        age is None and YOUNG.search(f"{row['arm']} {row['population_tags']}".replace("_", " "))
    ):
        raise LeftOut("children (under 18 years)")
    if not row["coadministered_schedule"]:
        given = GIVEN_WITH.search(row["arm"])
        if (
            given
            and row["ddi_role"] == "treatment"
            and slug(given.group("name")) not in (row["compound"], slug(row["analyte"]))
        ):
            raise LeftOut(f"given with {given.group('name').strip()}, of which there is no schedule")
        if (
            row["coadministered_text"]
            and slug(row["coadministered_text"]) != row["compound"]
            and not ALONE.search(row["arm"].replace("_", " "))
        ):
            raise LeftOut(f"given with {row['coadministered_text']}, of which there is no schedule")


def dose_in(text):
    match = re.search(r"(?<![\d.])(\d+(?:\.\d+)?)\s*_?mg(?!/)", text.replace("_", " "))
    return float(match.group(1)) if match else None


NAMED = re.compile(r"(?<!\d)(?<!\d\.)(\d+(?:\.\d+)?) ?(mg|mmol|umol|µmol)(?![a-z/])", re.I)
BOLUS = re.compile(r"bol\b|bolus", re.I)


def said_of(row):
    return f"{row['arm']} {row['formulation']} {row['dose_text']} {row['sim_name']}".replace("_", " ")


def other_amount(row):
    """The factor to the schedule of a dataset with several simulations when another than the first names its amount.

    The schedule is that of the first; the one that names the amount of the dataset is put first.
    """
    names = row["sim_name"].split("; ")
    amounts = [set(NAMED.findall(name.replace("_", " "))) for name in names]
    own = set(NAMED.findall(row["arm"].replace("_", " ")))
    if len(names) < 2 or len(own) != 1 or len(amounts[0]) != 1 or own == amounts[0] or own not in amounts[1:]:
        return 1.0
    [(value, unit)], [(first, other)] = own, amounts[0]
    if unit != other:
        return 1.0
    names.insert(0, names.pop(amounts.index(own)))
    row["sim_name"] = "; ".join(names)
    return float(value) / float(first)


def as_stated(doses, stated):
    """A series of equal doses at the times a dataset states: with another start, or more often."""
    if len(doses) != 1 or doses[0]["count"] < 2 or not stated or any(entry[0] is not None for entry in stated):
        return doses
    dose = doses[0]
    if len(stated) == 1:
        _, start, every, count = stated[0]
        same = every == dose["every"] and count == dose["count"]
        return [dict(dose, start=start)] if same and start != dose["start"] else doses
    starts = [entry[1] for entry in stated]
    often = all(entry[2:] == (dose["every"], dose["count"]) for entry in stated)
    if often and dose["start"] == min(starts) and max(starts) < dose["start"] + dose["every"]:
        return [dict(dose, start=start) for start in starts]
    return doses


def rise_of(course):
    """The minutes (in 5) to a peak that is not the first point after a dose, and the number of points before it."""
    peak = max(course, key=lambda point: point[1])
    if course[0][1] < 0.9 * peak[1] and peak is not course[-1]:
        return 5 * round(peak[0] * 12), course.index(peak)
    return None


def speaks_against(course, minutes):
    """Whether points fall clearly before an infusion would end, or rise clearly after it."""
    peak = max(course, key=lambda point: point[1])
    hours = minutes / 60
    fallen = [point for point in course if peak[0] < point[0] <= hours and point[1] < 0.8 * peak[1]]
    risen = [point for point in course if hours < point[0] < peak[0] and point[1] < 0.8 * peak[1]]
    return bool(fallen or risen)


class Doses:
    """The doses of every dataset, found in the rows themselves or in those of the same study."""

    def __init__(self, rows, library, observed, tables):
        self.library, self.observed, self.tables = library, observed, tables
        self.studies, self.families, self.seen = {}, {}, {}
        for row in rows:
            self.studies.setdefault((row["compound"], row["study_key"]), []).append(row)
            self.families.setdefault(row["compound"], []).append(row)

    def of(self, row):
        """(compound name, doses) pairs of a row, and a remark on where they are from."""
        try:
            if row["dosing_schedule"]:
                return self.from_schedule(row)
            return self.from_columns(row)
        except Misread as fault:
            raise LeftOut(f"schedule not understood: {fault}") from None

    def from_schedule(self, row):
        """The doses of the published simulation, where the dataset itself does not say otherwise."""
        parts, remarks = read_schedule(row["dosing_schedule"]), []
        factor = other_amount(row)
        if factor != 1:
            parts = [(name, [dict(dose, amount=dose["amount"] * factor) for dose in doses]) for name, doses in parts]
            remarks.append("amount of the dataset, not of the first of its simulations")
        try:
            stated = read_times(row["times_of_administration_h"])
        except Misread:
            stated = []
        changed = [(name, as_stated(doses, stated)) for name, doses in parts]
        if changed != parts:
            parts = changed
            remarks.append("times of doses of the dataset, not of its simulation")
        infusion, remark = self.infusion_seen(row)
        bare = [dose for _, doses in parts for dose in doses if dose["route"] == "IV"]
        if infusion and bare and not any(dose["infusion"] for dose in bare):
            parts = [
                (name, [dict(dose, infusion=infusion) if dose["route"] == "IV" else dose for dose in doses])
                for name, doses in parts
            ]
            remarks.append(remark)
        return parts, "; ".join(remarks)

    def courses(self, row):
        """The points after each intravenous dose of unsaid length, in hours after it, with at least three of them."""
        if row["id"] not in self.seen:
            self.seen[row["id"]] = []
            try:
                where = site_of(row)
                if row["dosing_schedule"]:
                    doses = [dose for _, doses in read_schedule(row["dosing_schedule"]) for dose in doses]
                    starts = [(dose["start"], dose["every"], dose["count"]) for dose in doses]
                    unsaid = {(dose["route"], dose["infusion"]) for dose in doses} == {("IV", None)}
                else:
                    starts = [entry[1:] for entry in read_times(row["times_of_administration_h"] or "0")]
                    unsaid = row["route"] == "IV" and not number(row["infusion_min"])
                if (
                    not unsaid
                    or where in ("urine", "faeces")
                    or row["analyte"] != self.parent_analyte(row)
                    or BOLUS.search(said_of(row))
                ):
                    return []
                points = points_of(row, self.observed, where, self.tables)
            except (LeftOut, Misread):
                return []
            starts = sorted({start + index * (every or 0) for start, every, count in starts for index in range(count)})
            for start, after in zip(starts, starts[1:] + [float("inf")]):
                end = min(after, start + 8)
                course = [(point[0] - start, point[1]) for point in points if start + 0.05 < point[0] <= end]
                if len(course) > 2:
                    self.seen[row["id"]].append(course)
        return self.seen[row["id"]]

    def infusion_seen(self, row, known=None):
        """How long the points say a dose was infused, in minutes: until they stop rising.

        A length that other datasets have stands when the points of none of the arm's courses speak against it.
        """
        if BOLUS.search(said_of(row)):
            return None, ""
        study = self.studies[row["compound"], row["study_key"]]
        own = [course for other in study if other["arm"] == row["arm"] for course in self.courses(other)]
        if known and not any(speaks_against(course, known) for course in own):
            return None, ""
        every = [course for other in study for course in self.courses(other)]
        for courses, remark in (
            (own, "infusion taken to end at the peak"),
            (every, "infusion taken to end at the peak of its study"),
        ):
            found = [rise for rise in map(rise_of, courses) if rise]
            if found:
                minutes, count = Counter(minutes for minutes, _ in found).most_common(1)[0]
                if (
                    2 * count >= len(found)
                    and (count > 1 or any(one == minutes and before > 1 for one, before in found))
                    and not any(speaks_against(course, minutes) for course in own)
                ):
                    return float(minutes), remark
        return None, ""

    def lend_co_medication(self, row):
        """Fills in the schedule of the other drug from datasets of the same study, drug and time of dose."""
        if row["coadministered_schedule"] or not row["coadministered_text"] or row["dosing_schedule"]:
            return
        found = {
            other["coadministered_schedule"]
            for other in self.studies[row["compound"], row["study_key"]]
            if other["coadministered_text"] == row["coadministered_text"]
            and other["route"] == row["route"]
            and other["times_of_administration_h"] == row["times_of_administration_h"]
        } - {""}
        if len(found) == 1:
            row["coadministered_schedule"] = found.pop()

    def from_columns(self, row):
        amount, unit = number(row["dose_mg"]), "mg"
        if not amount and number(row["dose_mg_per_kg"]):
            amount, unit = number(row["dose_mg_per_kg"]), "mg/kg"
        times = row["times_of_administration_h"]
        entries = read_times(times) if times.strip() else [(None, 0.0, None, 1)]
        if not times.strip() and (
            REPEATED.search(row["arm"].replace("_", " "))
            or (number(row["t_first_h"]) or 0) > 48
            and row["quantity"] == "concentration"
        ):
            raise LeftOut("repeated doses without a schedule")
        own = [entry[0] for entry in entries]
        if not amount and None in own:
            return self.from_study(row)
        route = row["route"] or self.route(row)
        remark = "" if times.strip() else "taken as one dose at time 0"
        infusion = None
        if route == "IV":
            infusion, note = self.infusion(row)
            remark = "; ".join(filter(None, (remark, note)))
        doses = [
            {
                "amount": one if one is not None else amount,
                "unit": "mg" if one is not None else unit,
                "route": route,
                "start": start,
                "every": every,
                "count": count,
                "infusion": infusion,
                "formulation": "",
            }
            for one, start, every, count in entries
        ]
        return [(self.parent(row), doses)], remark

    def parent(self, row):
        """The compound that was swallowed: what the schedules of the family dose most, else the family."""
        votes = Counter()
        for other in self.families[row["compound"]]:
            try:
                parts = read_schedule(other["dosing_schedule"])
            except Misread:
                continue
            if len(parts) == 1:
                votes[parts[0][0]] += 1
        if self.library.compound(row["compound"]) or not votes:
            return row["compound"]
        return votes.most_common(1)[0][0]

    def route(self, row):
        text = f"{row['arm']} {row['formulation']}"
        if re.search(r"\b(?:iv|i\.v\.|bolus|infusion|intravenous)\b", text.replace("_", " "), re.I):
            return "IV"
        if re.search(r"\b(?:po|p\.o\.|oral|orally|tablets?|capsules?|solution)\b", text.replace("_", " "), re.I):
            return "PO"
        for others in (self.studies[row["compound"], row["study_key"]], self.families[row["compound"]]):
            routes = {other["route"] for other in others if other["route"]}
            if len(routes) == 1:
                return routes.pop()
        names = self.library.formulations(row["compound"])
        if all(name.upper() == "IV" or name == "solution" for name in names):
            return "IV"
        raise LeftOut("no route")

    def infusion(self, row):
        """How long a dose without a schedule was infused, in minutes."""
        if number(row["infusion_min"]):
            return float(row["infusion_min"]), ""
        text = f"{row['arm']} {row['formulation']} {row['dose_text']}".replace("_", " ")
        said = re.search(
            r"(\d+(?:\.\d+)?)[ -]?(min|h)\w* (?:iv )?infusion|\binf(?:usion)? \(?(?:over )?(\d+(?:\.\d+)?) ?(min|h)",
            text,
            re.I,
        )
        if said:
            value, unit = (said.group(1), said.group(2)) if said.group(1) else (said.group(3), said.group(4))
            return float(value) * (60 if unit.lower().startswith("h") else 1), ""
        if BOLUS.search(text):
            return None, ""
        found = None
        for others, whose in (
            (self.studies[row["compound"], row["study_key"]], "its study"),
            (self.families[row["compound"]], "its model"),
        ):
            known = {
                number(other["infusion_min"])
                for other in others
                if other["route"] == "IV" and other["dosing_schedule"]
            }
            if len(known) == 1 and None not in known:
                found = known.pop(), f"infusion as in the other datasets of {whose}"
                break
        seen, remark = self.infusion_seen(row, found and found[0])
        if seen:
            return seen, remark
        if found:
            return found
        peaks = [
            (number(other["t_first_h"]), number(other["tmax_h"]))
            for other in self.studies[row["compound"], row["study_key"]]
            if other["route"] in ("IV", "")
            and other["analyte"] == self.parent_analyte(row)
            and other["matrix"] in ("", "Plasma", "Whole Blood")
            and (number(other["times_of_administration_h"]) or 0.0) == 0.0
            and "-" not in other["times_of_administration_h"]
        ]
        late = [tmax for first, tmax in peaks if first is not None and tmax is not None and first < tmax <= 6]
        if late:
            late.sort()
            return late[len(late) // 2] * 60, "infusion taken to end at the peak"
        return None, "taken as a bolus"

    def parent_analyte(self, row):
        analytes = Counter(other["analyte"] for other in self.families[row["compound"]])
        return next((one for one in analytes if slug(one) == row["compound"]), row["analyte"])

    def from_study(self, row):
        """The doses that all other datasets of the study share, when the label does not speak against them."""
        found = {}
        for other in self.studies[row["compound"], row["study_key"]]:
            if other["dosing_schedule"] and not other["coadministered_schedule"]:
                found.setdefault(other["dosing_schedule"], other)
        if len(found) != 1:
            raise LeftOut("no dose")
        schedule, other = next(iter(found.items()))
        parts = read_schedule(schedule)
        said = dose_in(row["arm"])
        if said is not None and said not in (
            dose_in(other["sim_name"]),
            dose_in(other["arm"]),
            sum(d["amount"] for _, doses in parts for d in doses),
        ):
            raise LeftOut("no dose")
        for key in ("sim_name", "sim_individual", "sim_population", "sim_gender", "sim_age_y", "sim_weight_kg"):
            row[key] = row[key] or other[key]
        row["route"] = row["route"] or other["route"]
        return parts, "doses of the other datasets of its study"


def food_of(row):
    state = row["food_state"].strip().lower()
    if state in ("fasted", "fed"):
        return state
    if state in ("breakfast", "meal"):
        return "fed"
    if state:
        return "unknown"
    found = meanings(f"{row['arm']} {row['sim_name']}".replace("_", " ")) & {min(MEANING_FED), min(MEANING_FASTED)}
    if len(found) == 1:
        return "fed" if min(MEANING_FED) in found else "fasted"
    return "unknown"


MEANING_FED = meanings("fed")
MEANING_FASTED = meanings("fasted")


def fitted_of(row, table=()):
    for rule in table:
        if rule["compound"] == slug(row["analyte"]) and rule["study"] in ("*", row["study"]):
            if rule["route"] in ("", row["route"]):
                return rule["fitted"]
    text = f"{row['sim_name']} {row['arm']}".replace("_", " ")
    if re.search(r"\b(?:training|building|model building)\b", text, re.I):
        return "yes"
    if re.search(r"\b(?:test|pred|prediction|verification|evaluation)\b", text, re.I):
        return "no"
    return "unknown"


def data_type_of(row):
    text = f"{row['statistic']} {row['data_type']}".lower()
    if "individual" in text:
        return "individual"
    return "mean" if "mean" in text or "median" in text or "aggregated" in text else "unknown"


def points_of(row, folder, site, tables):
    """Usable points (time, value, sd, n, lloq, below) in the unit of the site."""
    path = folder / row["file"]
    if path not in tables:
        tables[path] = {}
        for point in read_table(path):
            tables[path].setdefault(point["dataset_id"], []).append(point)
    points = []
    for point in tables[path].get(row["id"], []):
        time = number(point["time_h"])
        if time in row.get("points", {}):
            point = dict(point, conc_mg_per_L=row["points"][time], value_raw=row["points"][time])
        below = point["below_loq"] == "1"
        sd = None
        if site in ("urine", "faeces"):
            value, unit = number(point["value_raw"]), point["unit_raw"].lower()
            if value is not None and row["quantity"] == "fraction":
                value /= 100 if unit == "%" else 1
            elif value is not None:
                weight = number(row["mw_g_per_mol"])
                factor = {"mg": 1, "g": 1000, "µg": 1e-3, "ug": 1e-3}.get(unit)
                if factor is None and weight:
                    factor = {
                        "µmol": weight / 1000,
                        "umol": weight / 1000,
                        "mmol": weight,
                        "nmol": weight / 1e6,
                    }.get(unit)
                if factor is None:
                    raise LeftOut(f"amount in {point['unit_raw'] or 'an unknown unit'}")
                value *= factor
        else:
            value = number(point["conc_mg_per_L"])
            arithmetic = "SD" in point["sd_type"] and "geometric" not in point["sd_type"].lower()
            sd = number(point["sd_mg_per_L"]) if arithmetic else None
        lloq = number(point["lloq_mg_per_L"])
        if value is None and below and lloq:
            value = lloq / 2
        if time is None or value is None or value <= 0:
            continue
        points.append((time, value, sd or None, point["n"] or row["n_subjects"], lloq, below))
    points.sort(key=lambda point: point[0])
    return points


def on_the_clock_of_the_doses(points, row, doses, explain):
    """Points and doses on one clock.

    Usually they are. Drug in blood at or before the first dose, nearly a third of the peak, betrays a clock of
    another dose: that of the last of several, or that of the time the index gives for the dose.
    """
    first, last = min(dose["start"] for dose in doses), max(last_start(dose) for dose in doses)
    peak = max((point[1] for point in points if not point[5]), default=0)
    before = max((point[1] for point in points if point[0] <= first and not point[5]), default=0)
    stated = number(row["times_of_administration_h"])
    if (
        peak
        and before >= 0.2 * peak
        and first == last
        and stated is not None
        and stated < first
        and stated <= points[0][0]
    ):
        explain(
            row,
            f"dose moved from {shown(first)} h, where the schedule has it, to {shown(stated)} h, as the points have it",
        )
        return points, first - stated
    if last > first and peak and before >= 0.3 * peak and not row["coadministered_schedule"]:
        explain(row, f"points moved by {shown(last - first)} h: their clock begins with the last dose")
        return [(point[0] + last - first,) + point[1:] for point in points], 0.0
    return points, 0.0


def on_the_clock_of_the_infusion(points, row, doses, explain):
    """Points whose clock begins with the end of the infusion: from the first on they fall while it would still run."""
    infused = [dose for dose in doses if dose["route"] == "IV" and dose["infusion"]]
    if " inf " not in row["dosing_schedule"]:
        return points
    if len(infused) != len(doses) or len({dose["infusion"] for dose in infused}) != 1:
        return points
    length = infused[0]["infusion"] / 60
    starts = [dose["start"] + index * (dose["every"] or 0) for dose in doses for index in range(dose["count"])]
    for start in starts:
        inside = [point[1] for point in points if start < point[0] <= start + length]
        early = [point for point in points if start < point[0] <= start + length / 2]
        if (
            len(inside) > 1
            and early
            and inside[-1] < 0.85 * inside[0]
            and all(later < earlier for earlier, later in zip(inside, inside[1:]))
        ):
            explain(row, f"points moved by {shown(length)} h: their clock begins with the end of the infusion")
            return [(point[0] + length,) + point[1:] for point in points]
    return points


def before_the_dose(points, doses):
    """Points with samples taken before a dose, but read up to 3 min late from a figure, at the time of the dose."""
    starts = {dose["start"] + index * (dose["every"] or 0) for dose in doses for index in range(dose["count"])}
    starts.discard(min(starts))
    moved = []
    for index, point in enumerate(points):
        start = max((start for start in starts if start < point[0] <= start + 0.05), default=None)
        if start is not None:
            following = min((one for one in starts if one > start), default=float("inf"))
            falls = index > 0 and points[index - 1][0] < start and point[1] < 1.1 * points[index - 1][1]
            later = points[index + 1] if index + 1 < len(points) else (following, 0.0)
            rises = later[0] < following and 1.3 * point[1] < later[1]
            if falls or rises:
                point = (start,) + point[1:]
        moved.append(point)
    return moved


def population_of(row, library):
    """The population of the simulation, or the one the label speaks of, when the library knows it."""
    if row["sim_population"]:
        return row["sim_population"] if row["sim_population"] in library.populations() else None
    said = set(re.findall(r"\b(?:japanese|korean|chinese)\b", row["arm"].replace("_", " ").lower()))
    if len(said) == 1:
        word = "japanese" if "japanese" in said else "asian"
        return next((name for name in library.populations() if name.lower().startswith(word)), None)
    return None


def subject_of(row, library, simulation):
    """The lines of the subject: those of the imported study, else what library and index say of the body."""
    reference, held = library.individual(row)
    imported = settings_of(simulation, "subject")
    if not imported:
        parts = [f"individual: {reference}"] if reference else ["species: human"]
        population = None if reference else population_of(row, library)
        if population:
            parts.append(f"population: {population}")
        if "sex" not in held and row["sim_gender"].lower() in ("male", "female"):
            parts.append(f"sex: {row['sim_gender'].lower()}")
        for key, column, unit in (("age", "sim_age_y", "year"), ("weight", "sim_weight_kg", "kg")):
            value = middle(row[column])
            if key not in held and value is not None:
                parts.append(f"{key}: {shown(value)} {unit}")
        imported = ("subject: {" + ", ".join(parts) + "}",)
    said = re.search(r"\bage: *([\d.]+) *year", "\n".join(imported))
    age = (
        number(said.group(1))
        if said
        else number(scalar(held.get("age", [])).split(" ")[0]) if "age" in held else None
    )
    if age is not None and age < 18:
        raise LeftOut("children (under 18 years)")
    return imported


def simulated_formulations(compound, library, simulation):
    """The formulations that an imported study gives a compound in."""
    text = "\n".join(simulation.get("doses", []) + simulation.get("arms", []))
    return {
        name.strip().strip("\"'")
        for part, name in re.findall(
            r"compound:\s*[\"']?([a-z0-9-]+)[^{}\n]*?formulation:\s*(\"[^\"]*\"|'[^']*'|[^,}\n]+)", text
        )
        if part in library.parts(compound)
    }


def usual_formulation(compound, names, rows, library):
    """The formulation that schedules and imported studies of the family name most often, else the first."""
    votes = Counter()
    for row in rows:
        try:
            parts = read_schedule(row["dosing_schedule"])
        except Misread:
            continue
        votes.update({dose["formulation"] for _, doses in parts for dose in doses} & set(names))
        simulation = library.simulation(row)
        if simulation:
            votes.update(simulated_formulations(compound, library, simulation) & set(names))
    return votes.most_common(1)[0][0] if votes else names[0]


DISSOLVED = min(meanings("solution"))


def formulation_of(compound, dose, row, library, simulation, rows):
    """The formulation of an oral dose: that of the schedule, of the imported study, or the one the words mean."""
    names = library.formulations(compound)
    if dose["formulation"] in names:
        return dose["formulation"]
    if simulation:
        given = simulated_formulations(compound, library, simulation)
        if len(given) == 1:
            return given.pop()
    own = set(library.parts(compound))
    strange = {one for one in library.names() if len(one) > 5 and not own & {one, *library.parts(one)}}
    oral = [name for name in names if name.upper() != "IV"]
    oral = [name for name in oral if not strange & set(slug(name).split("-"))] or oral
    if not oral:
        return "solution"
    labels = (dose["formulation"], row["sim_name"], row["formulation"], row["arm"], row["dose_text"])
    said = DISSOLVED in meanings(" ".join(labels))
    if len(oral) == 1:
        return (
            "solution"
            if said and DISSOLVED not in meanings(oral[0]) and not meanings(oral[0]) & meanings(" ".join(labels))
            else oral[0]
        )
    texts = [dose["formulation"], row["sim_name"], " ".join(labels), row["sim_individual"]]
    found = first_match(oral, [text for text in texts if text])
    return found or ("solution" if said else usual_formulation(compound, oral, rows, library))


def dose_texts(compound, doses, row, library, simulation, rows):
    lines = []
    for dose in doses:
        parts = [f"compound: {compound}", f"dose: {shown(dose['amount'])} {dose['unit']}"]
        if dose["route"] == "PO":
            form = formulation_of(compound, dose, row, library, simulation, rows)
            parts += ["route: oral", f"formulation: {quoted(form)}"]
        elif dose["route"] == "other":
            # A source inside the body, spread over the time its release takes, as an infusion.
            parts += ["route: intravenous", f"infusion: {release_time(compound, library)}"]
        else:
            parts.append("route: intravenous")
            if dose["infusion"]:
                parts.append(f"infusion: {shown(dose['infusion'])} min")
        parts.append(f"start: {shown(dose['start'])} h")
        if dose["count"] > 1:
            parts.append(f"every: {shown(dose['every'])} h")
            parts.append(f"count: {dose['count']}")
        lines.append("{" + ", ".join(parts) + "}")
    return lines


def release_time(compound, library):
    lines = (library.compound(compound) or {}).get("formulations", [])
    match = re.search(
        r"(?:duration|end|end_time|time):\s*(?:\{value:\s*)?([\d.]+ (?:min|h|d|day|year)\b)", "\n".join(lines)
    )
    if match is None:
        raise LeftOut("given by a route of its own, whose duration the library does not say")
    return match.group(1)


def trimmed(dose, end):
    """The repeats of a dose that start before the end; None when none does."""
    if dose["start"] >= end:
        return None
    if dose["count"] > 1:
        count = sum(1 for index in range(dose["count"]) if dose["start"] + index * dose["every"] < end)
        dose = dict(dose, count=count, every=dose["every"] if count > 1 else None)
    return dose


def settings_of(simulation, key):
    """A block of an imported study, as lines without their common indentation."""
    lines = (simulation or {}).get(key)
    if not lines or lines[0].partition(":")[2].strip() in ("{}", "[]"):
        return ()
    return tuple(lines)


def state_of(form, food):
    """Fed or fasted: as the name of the formulation says, else as the dataset says, else fasted, as is usual."""
    words = meanings(form) & {min(MEANING_FED), min(MEANING_FASTED)}
    if len(words) == 1:
        return "fed" if min(MEANING_FED) in words else "fasted"
    return food if food in ("fed", "fasted") else "fasted"


def usual_settings(form, food, rows, library, genotype=""):
    """The settings shared by most datasets of a family that were simulated with the same formulation, or with none.

    Which solubility and permeability a model takes goes with the form swallowed, capsule or solution, fasted or fed:
    where datasets in the same state were simulated, only these count. Which processes it takes goes with the genotype.
    """
    votes = {True: Counter(), False: Counter()}
    for row in rows:
        if row["genotype"] != genotype or not row["sim_name"]:
            continue
        simulation = library.simulation(row)
        if simulation:
            text = "\n".join(simulation.get("doses", []) + simulation.get("arms", []))
            given = {
                name.strip().strip("\"'")
                for name in re.findall(r"formulation:\s*(\"[^\"]*\"|'[^']*'|[^,}\n]+)", text)
            }
            if {name.lower() for name in given} == ({form.lower()} if form else set()):
                same = not form or state_of(form, food_of(row)) == state_of(form, food)
                votes[same][settings_of(simulation, "compounds")] += 1
    counted = votes[True] or votes[False]
    settings, count = counted.most_common(1)[0] if counted else ((), 0)
    return settings if 2 * count > sum(counted.values()) else ()


def settings_of_others(parts, others, texts, food, families, library):
    """The usual settings of each drug given besides, in its formulation."""
    found, position = [], sum(len(doses) for _, doses in parts)
    for name, doses in others:
        forms = {
            re.search(r'formulation: ("[^"]*"|[^,}]+)', text).group(1).strip('"')
            for text in texts[position : position + len(doses)]
            if "route: oral" in text
        }
        position += len(doses)
        if len(forms) < 2:
            found.append(usual_settings("".join(forms), food, families.get(name, []), library))
    return found


def by_compound(settings):
    """The lines of a block of compounds, for each compound."""
    if not settings:
        return OrderedDict()
    inline = settings[0].partition(":")[2].split(" #")[0].strip()
    found = OrderedDict()
    if inline:
        depth, piece = 0, ""
        for letter in inline[1:-1] + ",":
            depth += (letter in "{[") - (letter in "}]")
            if letter == "," and depth == 0:
                found[piece.partition(":")[0].strip()] = [f"  {piece.strip()}"]
                piece = ""
            else:
                piece += letter
        return found
    for line in settings[1:]:
        if re.match(r"  \S", line):
            key = line.strip().partition(":")[0]
            found[key] = []
        found[key].append(line)
    return found


def joined_settings(settings, others):
    """A block of compounds, with those of the other drugs that it does not hold yet."""
    known = by_compound(settings)
    added = OrderedDict(
        (name, lines) for other in others for name, lines in by_compound(other).items() if name not in known
    )
    if not added:
        return settings
    known.update(added)
    return ("compounds:",) + tuple(line for lines in known.values() for line in lines)


def meals_of(row, food, doses, simulation, settings):
    """Meals of the imported study; without one, a large breakfast with each dose of a dataset that says `fed`."""
    if simulation is not None:
        return settings_of(simulation, "meals")
    if food != "fed" or any("fed" in re.split(r"[^a-z]+", line.lower()) for line in settings):
        return ()
    starts = sorted(
        {
            dose["start"] + index * (dose["every"] or 0)
            for dose in doses
            if dose["route"] == "PO"
            for index in range(dose["count"])
        }
    )
    if not starts:
        return ()
    return ("meals:",) + tuple(
        "  - {" + ", ".join(f"{key}: {value}" for key, value in dict(MEAL, start=f"{shown(start)} h").items()) + "}"
        for start in starts
    )


def make_case(row, library, doses_of, arguments, tables, explain):
    """All that a dataset adds to the folder."""
    doses_of.lend_co_medication(row)
    check(row)
    where = site_of(row)
    analyte = analyte_of(row, library)
    parts, remark = doses_of.of(row)
    parts = [(slug(name), doses) for name, doses in parts]
    try:
        others = [(slug(name), doses) for name, doses in read_schedule(row["coadministered_schedule"])]
    except Misread as fault:
        raise LeftOut(f"schedule not understood: {fault}") from None
    for name, _ in parts + others:
        if not library.compound(name):
            raise LeftOut(f"{name} is not in the library")
    dosed = {one for name, _ in parts for one in library.parts(name)}
    reached = library.formed(dosed)
    if not set(library.parts(analyte)) & reached:
        raise LeftOut(f"{analyte} is neither given nor formed from what is given")
    simulation = library.simulation(row)
    subject = subject_of(row, library, simulation)
    own = [dose for _, doses in parts for dose in doses]
    points = points_of(row, arguments.observed, where, tables)
    if not points:
        raise LeftOut("no usable points")
    moved = 0.0
    if where not in ("urine", "faeces"):
        points, moved = on_the_clock_of_the_doses(points, row, own, explain)
        points = before_the_dose(on_the_clock_of_the_infusion(points, row, own, explain), own)
    if moved:
        parts = [(name, [dict(dose, start=dose["start"] - moved) for dose in doses]) for name, doses in parts]
        own = [dose for _, doses in parts for dose in doses]
    first = min(dose["start"] for dose in own)
    points = [point for point in points if point[0] > first]
    if not points:
        raise LeftOut("all points lie before the first dose")
    if not any(not point[5] for point in points):
        raise LeftOut("all points lie below the limit of quantification")
    if where in ("urine", "faeces") and any(
        later[1] < 0.98 * earlier[1] for earlier, later in zip(points, points[1:])
    ):
        raise LeftOut("amounts of intervals, not cumulative")
    note_late_peak(row, points, own, where, explain)
    food = food_of(row)
    compounds = settings_of(simulation, "compounds")
    lines = [(name, dose) for name, doses in parts + others for dose in doses]
    family = doses_of.families[row["compound"]]
    texts = [
        text for name, doses in parts + others for text in dose_texts(name, doses, row, library, simulation, family)
    ]
    form = ""
    oral = [dose for name, doses in parts for dose in doses if dose["route"] == "PO"]
    if oral:
        forms = {
            re.search(r'formulation: ("[^"]*"|[^,}]+)', text).group(1).strip('"')
            for text in texts[: len(own)]
            if "route: oral" in text
        }
        form = "; ".join(sorted(forms))
    if simulation is None:
        compounds = usual_settings(form, food, family, library, row["genotype"])
    compounds = joined_settings(compounds, settings_of_others(parts, others, texts, food, doses_of.families, library))
    meals = meals_of(row, food, own, simulation, compounds + (form,))
    routes = {dose["route"] for dose in own if dose["start"] < points[-1][0]}
    route = (
        {"PO": "oral", "IV": "intravenous"}.get(routes.pop(), "other")
        if len(routes) == 1
        else {"PO": "oral", "IV": "intravenous"}.get(row["route"], "other")
    )
    start_times = {dose["start"] for dose in own}
    repeated = any(dose["count"] > 1 for dose in own) or max(start_times) - min(start_times) > 3
    if remark:
        explain(row, remark)
    return {
        "row": row,
        "compound": analyte,
        "site": where,
        "points": points,
        "lines": lines,
        "texts": texts,
        "subject": subject,
        "compounds": compounds,
        "meals": meals,
        "end": points[-1][0],
        "remark": remark,
        "form": form,
        "food": food,
        "route": route,
        "doses": "multiple" if repeated else "single",
        "co_medication": "; ".join(OrderedDict.fromkeys(name for name, _ in others)),
    }


def note_late_peak(row, points, doses, where, explain):
    """Says where a peak comes long after the dose before it: a sign of two clocks."""
    if where in ("urine", "faeces") or slug(row["analyte"]) != row["compound"] or len(points) < 4:
        return
    peak = max(points, key=lambda point: point[1])[0]
    starts = [dose["start"] + index * (dose["every"] or 0) for dose in doses for index in range(dose["count"])]
    waited = peak - max(start for start in starts if start < peak)
    if waited > 12:
        explain(row, f"the peak comes {shown(waited)} h after the dose before it")


# The folder


def arm_name(text, taken):
    base = slug(text)[:60].strip("-") or "arm"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    return name


def indented(lines, indent):
    return [indent + line for line in lines]


def wrapped(items, indent, width=110):
    lines, line = [], indent
    for position, item in enumerate(items):
        piece = item + ("," if position < len(items) - 1 else "")
        if len(line) + len(piece) > width:
            lines.append(line.rstrip())
            line = indent
        line += piece + " "
    return lines + [line.rstrip()]


def comment(text, indent="", width=116):
    lines, line = [], indent + "#"
    for word in text.split():
        if len(line) + 1 + len(word) > width and line != indent + "#":
            lines.append(line)
            line = indent + "#"
        line += " " + word
    return lines + [line]


def study_text(model, key, made):
    """The study file of all cases of a clinical study; names the arm of each case."""
    arms = OrderedDict()
    for case in made:
        arms.setdefault((tuple(case["texts"]), case["subject"], case["compounds"], case["meals"]), []).append(case)
    first = made[0]["row"]
    about = first["study"] + (f", {first['reference']}" if first["reference"] else "")
    subject = Counter(case["subject"] for case in made).most_common(1)[0][0]
    sites = sorted({case["site"] for case in made})
    times = sorted({point[0] for case in made for point in case["points"]})
    lines = ["schema: study/1", f"study: {quoted(f'{model} {key}')}"] + comment(about)
    lines += [*subject, "arms:"]
    taken = set()
    for (texts, body, compounds, meals), cases in arms.items():
        labels = {case["row"]["arm"] for case in cases}
        simulated = {case["row"]["sim_name"] for case in cases} - {""}
        label = simulated.pop() if len(labels) > 1 and len(simulated) == 1 else cases[0]["row"]["arm"]
        name = arm_name(label, taken)
        taken.add(name)
        for case in cases:
            case["arm"] = name
        end = max(case["end"] for case in cases)
        lines += [f"  - name: {quoted(name)}"]
        for remark in OrderedDict.fromkeys(case["remark"] for case in cases if case["remark"]):
            lines += comment(remark, "    ")
        if body != subject:
            lines += indented(body, "    ")
        lines += indented(compounds, "    ") + indented(meals, "    ")
        lines.append("    doses:")
        for (compound, dose), text in zip(cases[0]["lines"], texts):
            kept = trimmed(dose, end)
            if kept is None:
                continue
            if kept["count"] != dose["count"]:
                text = re.sub(r", every: [^,}]+, count: \d+", "", text)
                if kept["count"] > 1:
                    text = text[:-1] + f", every: {shown(kept['every'])} h, count: {kept['count']}}}"
            lines.append(f"      - {text}")
    lines += [f"observe: [{', '.join(sites)}]", f"duration: {shown(times[-1])} h", "sampling:"]
    block = wrapped([f"{shown(time)} h" for time in times], "   ")
    block[0] = "  [" + block[0].lstrip()
    return "\n".join(lines + block) + "]\n"


def point_row(case, point):
    time, value, sd, n, lloq, below = point
    row = dict.fromkeys(OBSERVED_COLUMNS, "")
    if case["site"] in ("urine", "faeces"):
        column = "excreted_fraction" if case["row"]["quantity"] == "fraction" else "excreted_mg"
    else:
        column = "concentration_mg_per_L"
    row.update(
        {
            "dataset_id": case["row"]["id"],
            "study": case["row"]["study"],
            "compound": case["compound"],
            "site": case["site"],
            "time_h": shown(time),
            column: f"{value:.10g}",
            "sd_mg_per_L": "" if sd is None else f"{sd:.10g}",
            "n": n,
            "lloq_mg_per_L": "" if lloq is None else f"{lloq:.10g}",
            "below_lloq": "1" if below else "",
        }
    )
    return row


def case_row(row, fits, case=None, reason=""):
    quantity = {"concentration": "concentration", "fraction": "excreted fraction", "amount": "excreted amount (mg)"}
    made = {
        "case": slug(row["id"]),
        "study_file": "",
        "arm": "",
        "observed_file": "",
        "dataset_id": row["id"],
        "compound": slug(row["analyte"]),
        "site": "",
        "quantity": quantity.get(row["quantity"], row["quantity"]),
        "model": row["compound"],
        "route": {"PO": "oral", "IV": "intravenous"}.get(row["route"], "other"),
        "formulation": row["formulation"],
        "food": food_of(row),
        "doses": "",
        "co_medication": row["coadministered_text"],
        "n": row["n_subjects"],
        "data_type": data_type_of(row),
        "fitted": fitted_of(row, fits),
        "left_out": reason,
    }
    try:
        made["site"] = site_of(row)
    except LeftOut:
        pass
    if case:
        key = slug(row["study_key"] or row["study"])
        made.update(
            {
                "study_file": f"studies/{row['compound']}/{key}.yaml",
                "arm": case["arm"],
                "observed_file": f"observed/{row['compound']}/{key}.csv",
                "compound": case["compound"],
                "route": case["route"],
                "formulation": case["form"],
                "food": case["food"],
                "doses": case["doses"],
                "co_medication": case["co_medication"],
            }
        )
    return made


def write_table(path, columns, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def corrected(rows, path):
    by_id = {row["id"]: row for row in rows}
    for change in read_table(path) if path.exists() else []:
        row = by_id.get(change["dataset_id"])
        if row is None:
            continue
        point = re.fullmatch(r"point (\S+) h", change["column"])
        if point:
            row.setdefault("points", {})[float(point.group(1))] = change["value"]
            continue
        if change["column"] not in row:
            sys.exit(f"{path}: the index has no column {change['column']}")
        row[change["column"]] = change["value"]
    return rows


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("index", type=pathlib.Path, help="CSV with one row a dataset")
    parser.add_argument("observed", type=pathlib.Path, help="folder the `file` column of the index starts from")
    parser.add_argument(
        "output", type=pathlib.Path, nargs="?", default=here, help="validation folder (default: here)"
    )
    parser.add_argument("--library", type=pathlib.Path, action="append", help="folder with Compounds/ and Studies/")
    parser.add_argument(
        "--explain", action="store_true", help="say what was assumed, and why datasets are left out"
    )
    arguments = parser.parse_args()
    library = Library(arguments.library or [here.parent])
    rows = corrected(read_table(arguments.index), arguments.output / "corrections.csv")

    def explain(row, text):
        if arguments.explain:
            print(f"{row['id']}: {text}", file=sys.stderr)

    tables, made, reasons = {}, OrderedDict(), {}
    doses_of = Doses(rows, library, arguments.observed, tables)
    for row in rows:
        try:
            case = make_case(row, library, doses_of, arguments, tables, explain)
            made.setdefault((row["compound"], slug(row["study_key"] or row["study"])), []).append(case)
        except LeftOut as reason:
            reasons[row["id"]] = str(reason)
            explain(row, f"left out: {reason}")

    for folder in ("observed", "studies"):
        shutil.rmtree(arguments.output / folder, ignore_errors=True)
    found = {}
    for (model, key), cases in sorted(made.items()):
        path = arguments.output / "studies" / model / f"{key}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(study_text(model, key, cases), encoding="utf-8")
        write_table(
            arguments.output / "observed" / model / f"{key}.csv",
            OBSERVED_COLUMNS,
            [point_row(case, point) for case in cases for point in case["points"]],
        )
        found.update((case["row"]["id"], case) for case in cases)
    fitted = arguments.output / "fitted.csv"
    fits = read_table(fitted) if fitted.exists() else []
    listed = sorted(rows, key=lambda row: (row["compound"], row["study"].lower(), row["id"]))
    write_table(
        arguments.output / "cases.csv",
        CASE_COLUMNS,
        [case_row(row, fits, found.get(row["id"]), reasons.get(row["id"], "")) for row in listed],
    )
    print(
        f"{len(found)} of {len(rows)} datasets make cases, in {len(made)} studies of {len({model for model, _ in made})} models"
    )
    counts = Counter(
        re.sub(r"^(flagged|schedule not understood|given with|sampled in).*", r"\1 ...", one)
        for one in reasons.values()
    )
    for reason, count in counts.most_common():
        print(f"{count:5d} left out: {reason}")


if __name__ == "__main__":
    main()
