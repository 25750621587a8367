#!/usr/bin/env python3
"""Writes model records back as PK-Sim project snapshots, so that one importer reads them and the published ones.

    python3 records_to_snapshot.py RECORDS EXTRA OUTPUT [--index INDEX.csv] [--compare FOLDER]

RECORDS holds one JSON a model family (compounds with their alternatives and processes, formulations, expression
profiles); EXTRA the tables of what the models set elsewhere: individual_level_parameters.csv,
individual_molecule_expression.csv, simulation_level_parameters.csv, table_formulas.csv, transporter_directions.csv.
INDEX names the simulations that datasets belong to, with their schedules and individuals. OUTPUT gets one snapshot a
record, in the shape of version 80.

What a record does not say is not made up, with these exceptions, each marked in the snapshot's `Remarks`: variants of
processes and interactions that a simulation used (the rule is that of snapshot_records/variants.py), profiles of other
records (snapshot_records/profiles.py), and meals (snapshot_records/meals.csv).
--compare prints how the rebuilt compounds differ from real snapshots of the same name.
"""

import argparse
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from snapshot_records.comparison import compare  # noqa: E402
from snapshot_records.records import World  # noqa: E402
from snapshot_records.snapshots import snapshot  # noqa: E402
from validation_cases.index import Fault  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("records", type=pathlib.Path)
    parser.add_argument("extra", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--index", type=pathlib.Path)
    parser.add_argument("--compare", type=pathlib.Path, help="folder of real snapshots")
    arguments = parser.parse_args()
    try:
        world = World(arguments.records, arguments.extra, arguments.index)
    except Fault as fault:
        sys.exit(str(fault))
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
