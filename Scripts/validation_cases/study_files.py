"""The study file of a clinical study: one arm for each way of dosing, body and settings.

The subject that most cases have stands above the arms, another one in its arm. Doses after the last point of an arm
are left out.
"""

from __future__ import annotations

from collections import Counter

from .cases import Case
from .words import slug
from .yaml_text import comment, indented, quoted, shown, wrapped


def arm_name(text: str, taken: set[str]) -> str:
    """A name for an arm, with a number where it is taken."""
    base = slug(text)[:60].strip("-") or "arm"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    return name


def arms_of(cases: list[Case]) -> list[list[Case]]:
    """The cases with the same doses, body, settings and meals."""
    arms: dict[tuple, list[Case]] = {}
    for case in cases:
        doses = tuple(line.text for line in case.lines)
        arms.setdefault((doses, case.subject, case.settings, case.meals), []).append(case)
    return list(arms.values())


def label_of(cases: list[Case]) -> str:
    """What an arm is called: by its label, or by its simulation when it has several labels."""
    labels = {case.row["arm"] for case in cases}
    simulated = {case.row["sim_name"] for case in cases} - {""}
    return simulated.pop() if len(labels) > 1 and len(simulated) == 1 else cases[0].row["arm"]


def arm_lines(name: str, cases: list[Case], subject: tuple[str, ...]) -> list[str]:
    """One arm; `subject` is that of the study."""
    first = cases[0]
    lines = [f"  - name: {quoted(name)}"]
    for remark in dict.fromkeys(case.remark for case in cases if case.remark):
        lines += comment(remark, "    ")
    if first.subject != subject:
        lines += indented(first.subject, "    ")
    lines += indented(first.settings + first.meals, "    ") + ["    doses:"]
    end = max(case.end for case in cases)
    kept = (line.before(end) for line in first.lines)
    return lines + [f"      - {line.text}" for line in kept if line]


def study_text(model: str, key: str, cases: list[Case]) -> str:
    """The study file of all cases of a clinical study; names the arm of each case."""
    first = cases[0].row
    about = first["study"] + (f", {first['reference']}" if first["reference"] else "")
    subject = Counter(case.subject for case in cases).most_common(1)[0][0]
    lines = ["schema: study/1", f"study: {quoted(f'{model} {key}')}", *comment(about), *subject, "arms:"]
    taken: set[str] = set()
    for arm in arms_of(cases):
        name = arm_name(label_of(arm), taken)
        taken.add(name)
        for case in arm:
            case.arm = name
        lines += arm_lines(name, arm, subject)
    return "\n".join(lines + observed_lines(cases)) + "\n"


def observed_lines(cases: list[Case]) -> list[str]:
    """What is observed, how long, and when it was sampled."""
    sites = sorted({case.site for case in cases})
    times = sorted({point.time for case in cases for point in case.points})
    sampling = wrapped([f"{shown(time)} h" for time in times], "   ")
    sampling[0] = "  [" + sampling[0].lstrip()
    sampling[-1] += "]"
    return [f"observe: [{', '.join(sites)}]", f"duration: {shown(times[-1])} h", "sampling:", *sampling]
