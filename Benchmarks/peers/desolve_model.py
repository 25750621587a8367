"""desolve_model.py MODELS MODEL FOLDER: writes the right-hand side of a reference model in C, for deSolve, with what
else desolve.R needs to know: model.c, people.csv, model.csv. The right-hand side is straight-line code, the fastest
form that deSolve takes."""

import sys
from pathlib import Path

import numpy

from reference_model import SITE_PARAMETERS, ReferenceModel, read_description


def right_hand_side(description):
    states = len(description["states"])
    edges = description["edges"]
    rates = [[] for _ in range(states)]
    for edge, (source, target, _) in enumerate(edges):
        rates[source].append(f"- p[{edge}] * y[{source}]")
        if target >= 0:
            rates[target].append(f"+ p[{edge}] * y[{source}]")
    lines = [f"  d[{state}] = {' '.join(terms) or '0'};" for state, terms in enumerate(rates)]
    for index, site in enumerate(description["nonlinear"]):
        first = len(edges) + len(SITE_PARAMETERS) * index
        lines.append(f"  site(p + {first}, y, d, {site['M']}, {site['I']}, {site['E']});")
    return lines


SITE = """
static void site(const double *p, const double *y, double *d, int m, int i, int e) {
  const double cm = p[3] * y[m];
  if (i < 0) {
    d[m] -= p[0] * cm / (p[1] + cm);
    return;
  }
  const double ci = p[6] * y[i];
  d[m] -= p[0] * y[e] * cm / (p[1] * (1 + p[2] * ci) + cm);
  d[i] -= p[4] * y[e] * ci / (p[5] * (1 + cm / p[1]) + ci);
  d[e] += p[7] * (1 - y[e]) - p[8] * ci / (p[9] + ci) * y[e];
}
"""


def main(folder, name, output):
    model = ReferenceModel(folder, name)
    description = read_description(folder, name)
    numbers = model.people.shape[1] - 1
    lines = [f"static double p[{numbers}];", SITE]
    lines += ["void initialise(void (*take)(int *, double *)) {", f"  int count = {numbers};"]
    lines += ["  take(&count, p);", "}", ""]
    lines.append("void rates(int *count, double *t, double *y, double *d, double *out, int *ip) {")
    lines += right_hand_side(description) + ["}", ""]
    Path(output, "model.c").write_text("\n".join(lines))
    numpy.savetxt(Path(output, "people.csv"), model.people, delimiter=",", fmt="%.17g")
    enzymes = {site["E"] for site in description["nonlinear"]}
    dose = dict((index, amount) for index, amount in description["doses"])
    rows = [f"{1 if state in enzymes else 0},{dose.get(state, 0)!r}" for state in range(len(description["states"]))]
    Path(output, "model.csv").write_text("\n".join(["initial,dose"] + rows) + "\n")
    Path(output, "observed").write_text(f"{description['obs'][0] + 1}\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
