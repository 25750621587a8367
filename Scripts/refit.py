#!/usr/bin/env python3
"""Fits one value of a published model to the observed data of a validation folder, as a last resort.

    Scripts/refit.py MODEL COMPOUND PROCESS KEY [--validation Validation]

Minimises  sum over datasets of (ln AUC ratio / 0.45)^2 + (ln factor / 0.25)^2: datasets of a drug scatter by 0.45 around a
good model (a fold of 1.4 on average), and the published value counts as known to 0.25 (1.28-fold), so that few or
scattered data move it little. Prints the row for refitted.csv, which build_compounds.py applies.
"""

import argparse
import csv
import math
import pathlib
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPREAD_OF_DATA, SPREAD_OF_VALUE = 0.45, 0.25


def with_value(text, process, key, value, extra=""):
    """The text of a compound file with another value of a key of a process."""
    # A value in one line, `key: {value: 1.1 1/min, note: ...}`, is first written as a block.
    head = rf"(name: {re.escape(process)}\n(?:    .*\n)*?    {key}:)"
    text = re.sub(rf'{head} \{{value: ([^,}}]+)(?:, [^\n]*)?\}}\n', r"\1\n      value: \2\n", text, count=1)
    match = re.search(rf"{head[:-1]}\n      value: )([-\d.eE+]+)( [^\n]*\n)((?:      .*\n)*)", text)
    if match is None:
        raise SystemExit(f"{process} has no {key} with a `value:` line")
    published = float(match.group(2))
    rest = extra or match.group(4)
    number = f"{value(published):.6g}"
    return text[: match.start()] + match.group(1) + number + match.group(3) + rest + text[match.end():], published


def ratios(arguments, factor, folder):
    file = folder / "Compounds" / arguments.compound / f"{arguments.compound}.yaml"
    shipped = ROOT / "Compounds" / arguments.compound
    shutil.copytree(shipped, file.parent, dirs_exist_ok=True)
    text, published = with_value(
        (shipped / file.name).read_text(), arguments.process, arguments.key, lambda old: old * factor)
    file.write_text(text)
    out = folder / "out"
    subprocess.run(
        [ROOT / ".build/release/teorell", "qualify", arguments.validation, "--library", folder, "--library", ROOT,
         "--model", arguments.model, "-o", out, "--quiet"], check=True)
    rows = list(csv.DictReader(open(out / "qualification.csv")))
    used = [row for row in rows if row["metric"] == "auc" and row["set"] == "parent"]
    return published, {row["case"]: float(row["ratio"]) for row in used}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("model", "compound", "process", "key"):
        parser.add_argument(name)
    parser.add_argument("--validation", type=pathlib.Path, default=ROOT / "Validation")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)

        def loss(log_factor):
            found = ratios(arguments, math.exp(log_factor), folder)[1]
            misfit = sum((math.log(ratio) / SPREAD_OF_DATA) ** 2 for ratio in found.values())
            return misfit + (log_factor / SPREAD_OF_VALUE) ** 2

        golden = (math.sqrt(5) - 1) / 2
        low, high = -1.0, 1.0
        left, right = high - golden * (high - low), low + golden * (high - low)
        at_left, at_right = loss(left), loss(right)
        while high - low > 0.01:
            if at_left < at_right:
                high, right, at_right = right, left, at_left
                left = high - golden * (high - low)
                at_left = loss(left)
            else:
                low, left, at_left = left, right, at_right
                right = low + golden * (high - low)
                at_right = loss(right)
        best = (low + high) / 2
        published, before = ratios(arguments, 1.0, folder)
        _, after = ratios(arguments, math.exp(best), folder)
    mean = {name: math.exp(sum(map(math.log, found.values())) / len(found)) for name, found in
            (("before", before), ("after", after))}
    print(f"# AUC ratio, mean of {len(after)}: {mean['before']:.2f} -> {mean['after']:.2f}")
    print(",".join([arguments.compound, arguments.process, arguments.key, f"{published * math.exp(best):.6g}",
                    f"{published:.6g}", " ".join(sorted(after))]))


if __name__ == "__main__":
    main()
