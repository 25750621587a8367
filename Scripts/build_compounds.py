#!/usr/bin/env python3
"""Makes Compounds/ and the published studies of Studies/<model>/ from PK-Sim snapshots.

    Scripts/build_compounds.py SNAPSHOTS [--teorell .build/release/teorell] [--root .]

Every snapshot of the folder SNAPSHOTS is imported with `teorell import pk-sim` and takes its place in the library. A
compound file that was written by hand (it has no `identifiers: {pk-sim: ...}`) keeps its values, its sources and its
protein profiles, and only gains what the snapshot offers beside them: alternatives, formulations under the names of the
snapshot, and individuals. Four tables beside this script carry what snapshots do not say: compound_classes.csv (what
kind of drug a compound is), mixtures.csv (racemates), model_sources.csv (where a model was published, by the name of its
snapshot) and refitted.csv (values fitted here with refit.py, the last resort).
"""

import argparse
import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from refit import with_value

HERE = pathlib.Path(__file__).resolve().parent


def blocks(text):
    """The top level of a YAML file as (key, lines), with the comments before a key."""
    found, pending = [], []
    for line in text.splitlines():
        match = re.match(r"([A-Za-z_][A-Za-z0-9_ ]*):", line)
        if match:
            found.append((match.group(1), pending + [line]))
            pending = []
        elif line.startswith("#") or (not line.strip() and not found):
            pending.append(line)
        elif found:
            found[-1][1].extend(pending + [line])
            pending = []
    return found


def is_by_hand(path):
    return path.exists() and "pk-sim: " not in path.read_text().split("molecular_weight")[0]


def entries(lines):
    """The entries of a block of formulations, by name: the lines of each, without the outer indent."""
    inline = re.match(r"formulations: \{(.*)\}\s*$", lines[-1]) if len(lines) == 1 else None
    if inline:
        pairs = re.findall(r'("[^"]*"|[^:,{}]+): (\{[^}]*\})', inline.group(1))
        return {name.strip().strip('"'): [f"{name.strip()}: {value}"] for name, value in pairs}
    found, name = {}, None
    for line in lines:
        match = re.match(r'  ("[^"]*"|[^\s#:"][^:]*):', line)
        if match:
            name = match.group(1).strip('"')
            found[name] = []
        if name is not None:
            found[name].append(line[2:])
    return found


def release(lines):
    """The numbers that make a formulation what it is; the same for equal ones, whatever their sources."""
    text = "\n".join(lines)
    model = re.search(r"model: ([a-z0-9-]+)", text)
    numbers = []
    for key in ("time_50", "shape", "lag", "time_80", "duration", "radius", "diffusion_layer"):
        match = re.search(rf"\b{key}:\s*(?:\{{?\s*(?:value: )?)?([-\d.eE]+)", text)
        match = match or re.search(rf"\b{key}:\s*\n\s*value: ([-\d.eE]+)", text)
        numbers.append(round(float(match.group(1)), 12) if match else 0.0)
    return (model.group(1) if model else None, tuple(numbers))


def merged(by_hand, imported):
    """A file written by hand with the alternatives and formulations of the imported one."""
    own, other = blocks(by_hand), dict(blocks(imported))
    known = {key for key, _ in own}
    result = []
    for key, lines in own:
        if key == "formulations" and "formulations" in other:
            have, offered = entries(lines), entries(other["formulations"])
            for name, body in offered.items():
                if name in have or "same_as" in body[0]:
                    continue
                twin = next((mine for mine in have if release(have[mine]) == release(body)), None)
                quoted = f'"{name}"' if re.search(r"[:#\[\]{}]", name) else name
                lines = lines + ([f"  {quoted}: {{same_as: {twin}}}"] if twin else ["  " + line for line in body])
        result.append((key, lines))
        if key == "permeability" and "alternatives" in other and "alternatives" not in known:
            result.append(("alternatives", other["alternatives"]))
    if "formulations" not in known and "formulations" in other:
        result.append(("formulations", other["formulations"]))
    return "\n".join(line for _, lines in result for line in lines) + "\n"


def with_class(text, word):
    if not word or re.search(r"^class:", text, re.MULTILINE):
        return text
    return re.sub(r"^(compound: .*)$", rf"\1\nclass: {word}", text, count=1, flags=re.MULTILINE)


def references(folder, known):
    """The entries of the imported references that the library lacks."""
    lines, keep = [], False
    for line in (folder / "references.yaml").read_text().splitlines():
        match = re.match(r"([A-Za-z0-9-]+):", line)
        if match:
            keep = match.group(1) not in known
            known.add(match.group(1))
        if keep:
            lines.append(line)
    return lines


def refit(compounds):
    """Puts the values of refitted.csv in place of the published ones, with the data they were fitted to."""
    for row in csv.DictReader(open(HERE / "refitted.csv")):
        file = compounds / row["compound"] / f"{row['compound']}.yaml"
        origin = [
            "      source: fitted", "      method: fitted",
            f'      to: "AUC of {len(row["datasets"].split())} datasets of Validation/: {row["datasets"]}"',
            f'      note: "{row["why"]}; published: {row["published"]}"',
        ]
        text, published = with_value(
            file.read_text(), row["process"], row["key"], lambda _: float(row["value"]), "\n".join(origin) + "\n")
        if f"{published:.4g}" not in (f"{float(row['published']):.4g}", f"{float(row['value']):.4g}"):
            sys.exit(f"{file}: {row['key']} is {published}, but refitted.csv was made from {row['published']}")
        file.write_text(text)


def leave_out_faulty(program, root):
    """Takes away the published studies that cannot be built here, such as those of children, and names them."""
    folders = [str(path) for path in (root / "Studies").iterdir() if path.is_dir()]
    run = subprocess.run(
        [program, "validate", *folders, "--library", str(root)], check=False, capture_output=True, text=True)
    for line in sorted(set(run.stderr.splitlines())):
        path = pathlib.Path(line.split(":")[0])
        if path.suffix == ".yaml" and path.parent.parent.name == "Studies" and path.exists():
            path.unlink()
            print(f"left out {path.relative_to(root)}: {line.split(': ', 1)[-1]}")


def with_sources(text):
    """The references with the repository, file and commit of each published model."""
    for row in csv.DictReader(open(HERE / "model_sources.csv")):
        where = f"{row['repository']}, {row['file']}, commit {row['commit']}"
        text = re.sub(
            rf'^(osp-{re.escape(row["model"])}:\n(?:  .*\n)*?  where: )"?PK-Sim project snapshot[^\n]*$',
            rf'\1"{where}"', text, count=1, flags=re.MULTILINE)
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("snapshots", type=pathlib.Path, help="folder of PK-Sim snapshots, one JSON file a model")
    parser.add_argument("--root", type=pathlib.Path, default=HERE.parent, help="the folder with Compounds/ and Studies/")
    parser.add_argument("--teorell", type=pathlib.Path, help="the program (default: .build/release/teorell of the root)")
    arguments = parser.parse_args()
    program = arguments.teorell or arguments.root / ".build/release/teorell"
    compounds, studies = arguments.root / "Compounds", arguments.root / "Studies"
    reference_file = compounds / "references.yaml"
    known = set(re.findall(r"^([A-Za-z0-9-]+):", reference_file.read_text(), re.MULTILINE))
    classes = {row["compound"]: row["class"] for row in csv.DictReader(open(HERE / "compound_classes.csv"))}
    mixtures = {}
    for row in csv.DictReader(open(HERE / "mixtures.csv")):
        mixtures.setdefault(row["mixture"], []).append((row["part"], row["share"]))
    added = []
    for snapshot in sorted(arguments.snapshots.glob("*.json")):
        with tempfile.TemporaryDirectory() as place:
            made = pathlib.Path(place) / "library"
            run = subprocess.run([program, "import", "pk-sim", snapshot, "-o", made, "--quiet"], check=False)
            if run.returncode:
                sys.exit(f"{snapshot}: the import failed")
            added += references(made / "Compounds", known)
            for folder in sorted(path for path in (made / "Compounds").iterdir() if path.is_dir()):
                name = folder.name
                if name in mixtures:
                    continue
                target = compounds / name
                file = target / f"{name}.yaml"
                text = (folder / f"{name}.yaml").read_text()
                keeps = is_by_hand(file)
                if keeps:
                    text = merged(file.read_text(), text)
                target.mkdir(exist_ok=True)
                file.write_text(with_class(text, classes.get(name)))
                for part in ("proteins", "individuals"):
                    if part == "proteins" and keeps:
                        continue
                    shutil.rmtree(target / part, ignore_errors=True)
                    if (folder / part).is_dir():
                        shutil.copytree(folder / part, target / part)
            for model in (made / "Studies").iterdir() if (made / "Studies").is_dir() else []:
                shutil.rmtree(studies / model.name, ignore_errors=True)
                shutil.copytree(model, studies / model.name)
    for name, parts in mixtures.items():
        file = compounds / name / f"{name}.yaml"
        if file.exists() and "mixture:" in file.read_text():
            file.write_text(with_class(file.read_text(), classes.get(name)))
            continue
        file.parent.mkdir(exist_ok=True)
        lines = ["schema: compound/1", f"compound: {name}", "mixture:"]
        lines += [f"  - {{compound: {part}, share: {share}}}" for part, share in parts]
        file.write_text(with_class("\n".join(lines) + "\n", classes.get(name)))
    if added:
        reference_file.write_text(reference_file.read_text().rstrip("\n") + "\n" + "\n".join(added) + "\n")
    reference_file.write_text(with_sources(reference_file.read_text()))
    refit(compounds)
    leave_out_faulty(program, arguments.root)
    print(f"{sum(1 for path in compounds.iterdir() if path.is_dir())} compounds")


if __name__ == "__main__":
    main()
