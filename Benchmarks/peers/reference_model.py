"""Reads a reference model and its people (Models/README.md), and writes what a tool measured."""

import json
import struct
from pathlib import Path

import numpy

SITE_PARAMETERS = ["VmM", "KmM", "iKi", "sM", "VmI", "KmI", "sI", "kdeg", "kin", "KI"]


def read_description(folder, name):
    return json.loads(Path(folder, f"model_{name}.json").read_text())


class ReferenceModel:
    def __init__(self, folder, name):
        self.name = name
        description = read_description(folder, name)
        self.states = description["states"]
        self.observed = self.states[description["obs"][0]]
        self.doses = [(self.states[index], amount) for index, amount in description["doses"]]
        self.dose_times = description["dose_times"]
        raw = Path(folder, f"pop_{name}.bin").read_bytes()
        people, edges, sites, _ = struct.unpack("4i", raw[:16])
        self.people = numpy.frombuffer(raw[16:]).reshape(people, edges + len(SITE_PARAMETERS) * sites + 1)
        self.parameters = [f"k{edge}" for edge in range(edges)] + [
            f"{parameter}{site}" for site in range(sites) for parameter in SITE_PARAMETERS
        ]


def write(path, tool, version, model, milliseconds, profiles):
    text = json.dumps(
        {
            "tool": tool,
            "version": version,
            "model": model.name,
            "milliseconds": milliseconds,
            "check": float(numpy.mean(profiles)),
            "profiles": [list(map(float, profile)) for profile in profiles],
        }
    )
    Path(path).write_text(text)
