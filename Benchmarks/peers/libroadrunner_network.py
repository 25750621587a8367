"""libroadrunner_network.py NETWORK RESULT [STRICTNESS]: CPU time of libroadrunner on the people of a study
(`benchmark network`).

The clock runs while the numbers of a person are set (parameters, initial amounts) and while the study is simulated,
with a restart at each event and the observed states alone recorded. Writing, reading and compiling the SBML model are
not timed, nor is handing over the tolerances. These are the engine's own, divided by STRICTNESS: the relative one, and
the absolute one of each state. They are given as a list, because libroadrunner multiplies a single absolute tolerance
by the amount that a state holds when a simulation begins."""

import json
import sys
import time
from pathlib import Path

import numpy
import roadrunner

from network_sbml import numbers, parameter_id, read, sbml, state_id


class Leg:
    """A stretch without events inside: what is added and set at its start, then the times of the output."""

    def __init__(self, start, end, samples):
        self.start, self.end = start, end
        self.added, self.settings = {}, {}
        # A sample at the time of an event is taken before it, so it belongs to the leg that ends there.
        self.times = [start, *samples[(samples > start) & (samples < end)], end]
        self.wanted = slice(1, len(self.times) if end in samples else -1)
        self.is_even = numpy.ptp(numpy.diff(self.times)) < 1e-9

    def begin(self, compiled):
        if self.settings:
            compiled.setGlobalParameterValues(list(self.settings), list(self.settings.values()))
        if self.added:
            amounts = compiled.getFloatingSpeciesAmounts()
            for place, amount in self.added.items():
                amounts[place] += amount
            compiled.setFloatingSpeciesAmounts(amounts)

    def simulate(self, runner):
        if self.is_even:
            rows = runner.simulate(self.start, self.end, len(self.times))
        else:
            rows = runner.simulate(times=self.times)
        return numpy.array(rows[self.wanted, 1:])

    def count_steps(self, runner):
        return len(runner.simulate(self.start, self.end)) - 1


class Person:
    """The numbers of a person in the order in which libroadrunner has them."""

    def __init__(self, network, body, compiled):
        value = {
            parameter_id(flux, place): number
            for flux, own in enumerate(body["parameters"])
            for place, number in enumerate(numbers(own))
        }
        parameters = list(compiled.getGlobalParameterIds())
        self.parameters = numpy.array([value[name] for name in parameters])
        species = list(compiled.getFloatingSpeciesIds())
        place = [species.index(state_id(state)) for state in range(len(species))]
        self.initial, self.tolerances = numpy.zeros(len(species)), numpy.zeros(len(species))
        self.initial[place] = numbers(body["initial"])
        self.tolerances[place] = numbers(body["absoluteTolerances"])
        self.weights = numpy.array(numbers(body["weights"]))
        self.first = self.initial[[place[state] for state in network["observedStates"]]]

        samples, end = numpy.array(network["sampleTimes"]), network["end"]
        starts = sorted({0.0} | {event["time"] for event in body["events"] if event["time"] < end})
        self.legs = [Leg(*stretch, samples) for stretch in zip(starts, starts[1:] + [end])]
        legs = {leg.start: leg for leg in self.legs}
        for event in body["events"]:
            leg = legs[event["time"]]
            for addition in event["additions"]:
                at = place[addition["state"]]
                leg.added[at] = leg.added.get(at, 0.0) + addition["amount"]
            for setting in event["settings"]:
                name = parameter_id(setting["flux"], setting["parameter"])
                leg.settings[parameters.index(name)] = float(setting["value"])

    def run(self, runner, work):
        """What `work` returns for each leg."""
        compiled = runner.model
        runner.reset()
        compiled.setGlobalParameterValues(self.parameters)
        compiled.setFloatingSpeciesAmounts(self.initial)
        compiled.setTime(0.0)
        results = []
        for leg in self.legs:
            leg.begin(compiled)
            results.append(work(leg, runner))
        return results


def main(path, result, strictness=1.0):
    network = read(path)
    runner = roadrunner.RoadRunner(sbml(network))
    runner.timeCourseSelections = ["time"] + [state_id(state) for state in network["observedStates"]]
    integrator = runner.getIntegrator()
    integrator.setValue("stiff", True)
    integrator.setValue("relative_tolerance", network["relativeTolerance"] / strictness)
    integrator.setValue("maximum_num_steps", 200000)
    milliseconds, profiles, steps = [], [], []
    for body in network["people"]:
        person = Person(network, body, runner.model)
        integrator.setValue("absolute_tolerance", list(person.tolerances / strictness))
        start = time.process_time()
        amounts = numpy.concatenate(person.run(runner, Leg.simulate))
        milliseconds.append((time.process_time() - start) * 1e3)
        profiles.append(numpy.concatenate([person.first[None], amounts]) @ person.weights)
        integrator.setValue("variable_step_size", True)
        steps.append(sum(person.run(runner, Leg.count_steps)))
        integrator.setValue("variable_step_size", False)
    text = json.dumps(
        {
            "tool": "libroadrunner" + (f", tolerances / {strictness:g}" if strictness != 1 else ""),
            "version": roadrunner.__version__,
            "model": network["study"],
            "milliseconds": milliseconds,
            "steps": float(numpy.mean(steps)),
            "check": float(numpy.mean(profiles)),
            "profiles": [list(map(float, profile)) for profile in profiles],
        }
    )
    Path(result).write_text(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(float, sys.argv[3:]))
