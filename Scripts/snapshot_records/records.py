"""Everything read: model records, tables of what the models set elsewhere, and the index of observations."""

import collections
import csv
import json
import pathlib

from validation_cases.index import Fault, read_table_if_there
from validation_cases.words import number, slug

from .compounds import SYSTEMIC, used_counts
from .molecules import Directions, localizations, molecule_kinds, ontogenies
from .profiles import from_old_molecule, from_record
from .values import quantity

csv.field_size_limit(10**8)

# The meals that published models give with the doses of simulations called by a word; the snapshots lack them.
MEALS = pathlib.Path(__file__).resolve().parent / "meals.csv"


def read_record(path):
    """A model record, which names its compound and has members."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as reason:
        raise Fault(f"{path}:{reason.lineno}:{reason.colno}: {reason.msg}; the file is cut off or no JSON") from None
    if not isinstance(record, dict) or "compound" not in record or "members" not in record:
        raise Fault(f"{path}:1:1: is no model record; it needs `compound` and `members`")
    return record


class World:
    """Everything read from the two folders and the index."""

    def __init__(self, records_folder, extra, index):
        self.records = {}
        for folder in (records_folder, extra):
            if not folder.is_dir():
                raise Fault(f"{folder}:1:1: there is no such folder; name the one with the tables of the models")
        if index and not index.is_file():
            raise Fault(f"{index}:1:1: there is no such file; name the index of observations, or leave --index out")
        for path in sorted(records_folder.glob("*.json")):
            record = read_record(path)
            self.records[record["compound"]] = record
        if not self.records:
            raise Fault(f"{records_folder}:1:1: holds no model record; name a folder of JSON files, one a model")
        self.individual_rows = read_table_if_there(extra / "individual_level_parameters.csv")
        self.molecule_rows = read_table_if_there(extra / "individual_molecule_expression.csv")
        self.simulation_rows = read_table_if_there(extra / "simulation_level_parameters.csv")
        everything = list(self.records.values())
        self.directions = Directions(read_table_if_there(extra / "transporter_directions.csv"), everything)
        self.kinds = molecule_kinds(everything, self.molecule_rows)
        self.ontogeny = ontogenies(everything, self.molecule_rows)
        self.localization = localizations(everything)
        self.tables = {}
        for row in read_table_if_there(extra / "table_formulas.csv"):
            member, _, rest = row["where"].partition(":")[2].partition("/")
            alternative = rest.rpartition("/")[2].removesuffix("Parameters")
            points = json.loads(row["points_json"])
            self.tables[slug(member), slug(alternative)] = points
        self.index = collections.defaultdict(list)
        if index:
            for row in read_table_if_there(index):
                self.index[row["compound"]].append(row)
        self.meals = {row["model"]: row for row in read_table_if_there(MEALS)}
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
