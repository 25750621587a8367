"""Turns the network of a study (`benchmark network`) into SBML Level 3 Version 2, every number a global parameter.

Run by itself, `network_sbml.py NETWORK SBML` writes the model of the typical body."""

import json
import sys
from pathlib import Path

import libsbml


def admitted(p, liquid):
    """The share that a segment admits, from 1/V, full, midpoint and width."""
    fill = f"{liquid} * {p[0]}"
    return f"piecewise(1, {fill} < {p[1]}, 1 / (1 + exp(({fill} - {p[2]}) / {p[3]})))"


def weibull(p, a):
    elapsed = f"(time + {1e-6 / 60!r} - {p[3]})"
    return f"{p[0]} * {p[1]} * min(piecewise(pow({elapsed}, {p[2]}), {elapsed} > 0, 0), {p[4]}) * {a[0]}"


# By name as in Sources/Processes/Laws: the rate from the parameters p and the amounts a that a flux reads. `min` and
# `max` instead of `piecewise` where both say the same: libroadrunner looks for the time at which a condition changes.
LAWS = {
    "FirstOrder": lambda p, a: f"{p[0]} * {a[0]}",
    "SwitchedFirstOrder": lambda p, a: f"{p[0]} * {a[0]}",
    "ZeroOrder": lambda p, a: p[0],
    "Binding": lambda p, a: f"{p[0]} * {a[0]} * {a[1]} - {p[1]} * {a[2]}",
    "MichaelisMenten": lambda p, a: f"{p[0]} * ({p[2]} * {a[0]}) / ({p[1]} + {p[2]} * {a[0]})",
    "LumenTransit": lambda p, a: f"{p[0]} * {a[0]} * {admitted(p[1:], a[1])}",
    "LumenSecretion": lambda p, a: f"{p[0]} * {admitted(p[1:], a[0])}",
    # Below a microlitre the concentration is computed as with that much.
    "LumenUptake": lambda p, a: f"{p[0]} * min({a[0]} / max({a[1]}, 0.000001), {p[1]})",
    "WeibullDissolution": weibull,
}


def state_id(state):
    return f"x{state}"


def parameter_id(flux, parameter):
    return f"p{flux}_{parameter}"


def read(path):
    return json.loads(Path(path).read_text())


def numbers(texts):
    """As floats; what JSON has no form for is a text."""
    return [float(text) for text in texts]


def sbml(network):
    missing = sorted({flux["law"] for flux in network["fluxes"]} - set(LAWS))
    if missing:
        sys.exit(f"network_sbml: no formula for the laws {', '.join(missing)}: add them to LAWS in {__file__}")
    typical = network["typical"]
    document = libsbml.SBMLDocument(3, 2)
    model = document.createModel()
    model.setId("network")
    body = model.createCompartment()
    body.setId("body")
    body.setSize(1)
    body.setConstant(True)
    for state, (name, amount) in enumerate(zip(network["states"], numbers(typical["initial"]))):
        species = model.createSpecies()
        species.setId(state_id(state))
        species.setName(name)
        species.setCompartment("body")
        species.setInitialAmount(amount)
        species.setHasOnlySubstanceUnits(True)
        species.setBoundaryCondition(False)
        species.setConstant(False)
    for flux, described in enumerate(network["fluxes"]):
        values = numbers(typical["parameters"][flux])
        for place, value in enumerate(values):
            parameter = model.createParameter()
            parameter.setId(parameter_id(flux, place))
            parameter.setValue(value)
            parameter.setConstant(False)
        names = [parameter_id(flux, place) for place in range(len(values))]
        add_reaction(model, flux, described, LAWS[described["law"]](names, list(map(state_id, described["reads"]))))
    return libsbml.writeSBMLToString(document)


def add_reaction(model, flux, described, formula):
    reaction = model.createReaction()
    reaction.setId(f"r{flux}")
    reaction.setName(described["name"])
    reaction.setReversible(False)
    for change in described["changes"]:
        taken = change["coefficient"] < 0
        reference = reaction.createReactant() if taken else reaction.createProduct()
        reference.setSpecies(state_id(change["state"]))
        reference.setStoichiometry(abs(change["coefficient"]))
        reference.setConstant(True)
    for state in set(described["reads"]) - {change["state"] for change in described["changes"]}:
        reaction.createModifier().setSpecies(state_id(state))
    tree = libsbml.parseL3Formula(formula)
    if tree is None:
        sys.exit(f"network_sbml: {described['name']}: {libsbml.getLastParseL3Error()}")
    reaction.createKineticLaw().setMath(tree)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(sbml(read(sys.argv[1])))
