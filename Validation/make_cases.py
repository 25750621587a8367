#!/usr/bin/env python3
"""Makes a validation folder from an index of published observations.

    python3 make_cases.py INDEX.csv OBSERVED [OUTPUT] [--library DIR ...] [--explain]

INDEX has one row a dataset, OBSERVED is the folder its `file` column starts from. OUTPUT (default: this folder) gets
cases.csv (every dataset, with the reason where one is left out), observed/<model>/<study>.csv (the points) and
studies/<model>/<study>.yaml (one study file a clinical study). Its corrections.csv and fitted.csv are read, where they
are there. Libraries are folders with Compounds/ and Studies/; the first that has a file wins. The rules are those of
the modules of Scripts/validation_cases. Requires nothing but Python.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import shutil
import sys
from collections import Counter

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Scripts"))
from validation_cases.cases import Case, Cases  # noqa: E402
from validation_cases.exclusions import LeftOut  # noqa: E402
from validation_cases.index import (  # noqa: E402
    Fault,
    Index,
    corrected,
    read_index,
    read_table_if_there,
    study_of,
)
from validation_cases.library import Library  # noqa: E402
from validation_cases.observations import Observations  # noqa: E402
from validation_cases.study_files import study_text  # noqa: E402
from validation_cases.tables import (  # noqa: E402
    CASE_COLUMNS,
    OBSERVED_COLUMNS,
    case_row,
    point_row,
    write_table,
)

Studies = dict[tuple[str, str], list[Case]]  # the cases of each (model, clinical study)


def arguments_of(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("index", type=pathlib.Path, help="CSV with one row a dataset")
    parser.add_argument("observed", type=pathlib.Path, help="folder the `file` column of the index starts from")
    parser.add_argument(
        "output", type=pathlib.Path, nargs="?", default=HERE, help="validation folder (default: here)"
    )
    parser.add_argument("--library", type=pathlib.Path, action="append", help="folder with Compounds/ and Studies/")
    parser.add_argument(
        "--explain", action="store_true", help="say what was assumed, and why datasets are left out"
    )
    return parser.parse_args(given)


def write_studies(studies: Studies, output: pathlib.Path) -> None:
    """Writes studies and points anew; names the arm of each case."""
    for folder in ("observed", "studies"):
        shutil.rmtree(output / folder, ignore_errors=True)
    for (model, key), cases in sorted(studies.items()):
        path = output / "studies" / model / f"{key}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(study_text(model, key, cases), encoding="utf-8")
        points = [point_row(case, point) for case in cases for point in case.points]
        write_table(output / "observed" / model / f"{key}.csv", OBSERVED_COLUMNS, points)


def print_summary(index: Index, studies: Studies, reasons: dict[str, str]) -> None:
    made, models = sum(map(len, studies.values())), {model for model, _ in studies}
    total = len(index.rows)
    print(f"{made} of {total} datasets make cases, in {len(studies)} studies of {len(models)} models")
    kinds = r"^(flagged|schedule not understood|given with|sampled in).*"
    counts = Counter(re.sub(kinds, r"\1 ...", reason) for reason in reasons.values())
    for reason, count in counts.most_common():
        print(f"{count:5d} left out: {reason}")


def main(given: list[str] | None = None) -> None:
    arguments = arguments_of(given)
    try:
        rows = corrected(read_index(arguments.index), arguments.output / "corrections.csv")
    except Fault as fault:
        sys.exit(str(fault))

    def explain(row, text: str) -> None:
        if arguments.explain:
            print(f"{row['id']}: {text}", file=sys.stderr)

    index, library = Index(rows), Library(arguments.library or [HERE.parent])
    maker = Cases(index, library, Observations(arguments.observed), explain)
    studies: Studies = {}
    reasons: dict[str, str] = {}
    for row in rows:
        try:
            case = maker.make(row)
            studies.setdefault((row["compound"], study_of(row)), []).append(case)
        except LeftOut as reason:
            reasons[row["id"]] = str(reason)
            explain(row, f"left out: {reason}")
    if not studies:
        print_summary(index, studies, reasons)
        sys.exit("no dataset makes a case; nothing was written. Does --library name the folder with Compounds/?")
    write_studies(studies, arguments.output)

    fits = read_table_if_there(arguments.output / "fitted.csv")
    cases = {case.row["id"]: case for made in studies.values() for case in made}
    listed = sorted(rows, key=lambda row: (row["compound"], row["study"].lower(), row["id"]))
    lines = [case_row(row, fits, cases.get(row["id"]), reasons.get(row["id"], "")) for row in listed]
    write_table(arguments.output / "cases.csv", CASE_COLUMNS, lines)
    print_summary(index, studies, reasons)


if __name__ == "__main__":
    main()
