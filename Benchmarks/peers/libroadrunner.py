"""libroadrunner.py MODELS MODEL PEOPLE RESULT: CPU time of libroadrunner (CVODE, compiled right-hand side) on a model.

The clock runs while the parameters of an individual are set and while the seven days are simulated, one restart a dose,
with one species recorded every 0.1 h. Reading and compiling the SBML file are not timed. The absolute tolerance is
given as a list: a single number libroadrunner multiplies by the amount that a state holds when a simulation begins.
"""

import sys
import time

import numpy
import roadrunner

from reference_model import ReferenceModel, write

STEPS_A_DAY = 240


def main(folder, name, people, result):
    model = ReferenceModel(folder, name)
    runner = roadrunner.RoadRunner(f"{folder}/model_{name}.sbml.xml")
    runner.timeCourseSelections = ["time", model.observed]
    integrator = runner.getIntegrator()
    integrator.setValue("stiff", True)
    integrator.setValue("relative_tolerance", 1e-6)
    integrator.setValue("absolute_tolerance", [1e-9] * len(model.states))
    integrator.setValue("maximum_num_steps", 100000)

    compiled = runner.model
    order = [model.parameters.index(identifier) for identifier in compiled.getGlobalParameterIds()]
    species = list(compiled.getFloatingSpeciesIds())
    dose = numpy.zeros(len(species))
    for state, amount in model.doses:
        dose[species.index(state)] += amount

    milliseconds, profiles = [], []
    for person in model.people[:people]:
        start = time.process_time()
        runner.reset()
        compiled.setGlobalParameterValues(person[order])
        compiled.setTime(0.0)
        pieces = []
        for at in model.dose_times:
            compiled.setFloatingSpeciesAmounts(compiled.getFloatingSpeciesAmounts() + dose)
            day = runner.simulate(at, at + 24, STEPS_A_DAY + 1)
            pieces.append(numpy.array(day[:, 1]))
        milliseconds.append((time.process_time() - start) * 1e3)
        # A sample at a dose time sees the state before the dose: the end of a day, not the beginning of the next.
        amounts = numpy.concatenate([[0.0]] + [piece[1:] for piece in pieces])
        profiles.append(amounts * person[-1])
    write(result, "libroadrunner", roadrunner.__version__, model, milliseconds, profiles)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
