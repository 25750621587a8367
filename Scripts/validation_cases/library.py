"""The library: compounds, individuals and imported studies of several folders, read as far as cases need them.

The folders hold Compounds/ and Studies/; the first that has a file wins. A study file of the name of a simulation is
the one that was imported for it.
"""

from __future__ import annotations

import pathlib
import re
from typing import Any, Callable, Optional

from .index import Row
from .schedules import Misread, read_schedule
from .words import slug

Blocks = dict[str, list[str]]  # the top-level keys of a YAML file, each with its lines


def blocks(text: str) -> Blocks:
    """The top-level keys of a YAML file, each with its lines."""
    found: Blocks = {}
    key = None
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


def scalar(lines: Optional[list[str]]) -> str:
    """The value of a block of one line."""
    return lines[0].partition(":")[2].split(" #")[0].strip().strip("\"'") if lines else ""


def block_of(simulation: Optional[Blocks], key: str) -> tuple[str, ...]:
    """The lines of one block of an imported study; none when it is absent or empty."""
    lines = (simulation or {}).get(key)
    if not lines or lines[0].partition(":")[2].strip() in ("{}", "[]"):
        return ()
    return tuple(lines)


def compounds_in(schedule: str) -> list[str]:
    """The compounds a schedule doses; none when it cannot be read."""
    try:
        return [slug(name) for name, _ in read_schedule(schedule)]
    except Misread:
        return []


class Library:
    """What the compound, individual and study files of several folders say."""

    def __init__(self, roots: list[pathlib.Path]):
        self.roots = roots
        self.cache: dict[Any, Any] = {}

    def cached(self, key, make: Callable[[], Any]):
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    def read(self, *parts: str) -> Optional[Blocks]:
        """A file of the first folder that has it."""

        def first():
            paths = (root.joinpath(*parts) for root in self.roots)
            path = next((path for path in paths if path.is_file()), None)
            return blocks(path.read_text(encoding="utf-8")) if path else None

        return self.cached(parts, first)

    def names(self) -> list[str]:
        """All compounds."""
        return self.cached(
            "names",
            lambda: sorted(
                {
                    path.parent.name
                    for root in self.roots
                    for path in root.glob("Compounds/*/*.yaml")
                    if path.stem == path.parent.name
                }
            ),
        )

    def populations(self) -> list[str]:
        """The populations that individuals of the library belong to."""
        return self.cached(
            "populations",
            lambda: sorted(
                {
                    scalar(blocks(path.read_text(encoding="utf-8")).get("population"))
                    for root in self.roots
                    for path in root.glob("Compounds/*/individuals/*.yaml")
                }
                - {""}
            ),
        )

    def compound(self, name: str) -> Optional[Blocks]:
        return self.read("Compounds", name, f"{name}.yaml")

    def parts(self, name: str) -> list[str]:
        """The compounds a mixture consists of; the compound itself otherwise."""
        lines = (self.compound(name) or {}).get("mixture")
        return re.findall(r"compound:\s*[\"']?([A-Za-z0-9-]+)", "\n".join(lines)) if lines else [name]

    def formed(self, names) -> set[str]:
        """The compounds, and what they become."""
        reached: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            reached.add(name)
            for lines in (self.compound(name) or {}).values():
                metabolites = re.findall(r"\bmetabolite:\s*[\"']?([^,}\"'#\n]+)", "\n".join(lines))
                waiting += [slug(one) for one in metabolites]
        return reached

    def formulations(self, name: str) -> list[str]:
        """Names of formulations, for a mixture those of its first part."""
        lines = (self.compound(self.parts(name)[0]) or {}).get("formulations", [])
        matches = (re.match(r"  (\"[^\"]*\"|'[^']*'|[^\s\"'#][^:]*):", line) for line in lines[1:])
        return [match.group(1).strip("\"'") for match in matches if match]

    def folders(self, row: Row) -> list[str]:
        """Where the individuals and studies of a row's model may lie: under its name, or that of what it doses."""
        dosed = compounds_in(row["dosing_schedule"])
        return list(dict.fromkeys([row["compound"], *self.parts(row["compound"]), *dosed]))

    def individual(self, row: Row) -> tuple[Optional[str], Blocks]:
        """Reference to the individual of a row's simulation, and the keys its file holds.

        It lies with the row's model, or with the drugs given besides.
        """
        name = slug(row["sim_individual"])
        for folder in self.folders(row) + compounds_in(row["coadministered_schedule"]) if name else []:
            found = self.read("Compounds", folder, "individuals", f"{name}.yaml")
            if found:
                return f"{folder}/{name}", found
        return None, {}

    def simulation(self, row: Row) -> Optional[Blocks]:
        """The imported study of a row's simulation, the first of several."""
        for name in row["sim_name"].split("; ") if row["sim_name"] else []:
            for folder in self.folders(row):
                found = self.read("Studies", folder, f"{slug(name)}.yaml")
                if found:
                    return found
        return None
