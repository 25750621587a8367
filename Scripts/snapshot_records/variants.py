"""Which variants of processes and alternatives a simulation took.

What names it decides: a diplotype, an activity score, a phenotype, a fed solubility. Otherwise the usual one is taken.
Interactions are used where their molecule is expressed, except a reversible one beside an irreversible one of the same
molecule, and of several from different sources the first.
"""

import re

from validation_cases.words import first_match

from .compounds import GROUPS, INTERACTIONS, SYSTEMIC, used_counts
from .profiles import molecule_in

ALLELES = re.compile(r"\*\s?(\d+)\s*[l|/]\s*\*?\s?(\d+)|(?<![\d.])(\d)l(\d)(?![\d.])")


def diplotypes(text):
    return {tuple(sorted(filter(None, match.groups()))) for match in ALLELES.finditer(text)}


def score(text):
    return set(re.findall(r"AS\s?=\s?(\d+(?:\.\d+)?)", text))


def phenotypes(text):
    return {word for word in re.findall(r"(?<![A-Za-z])(PM|IM|NM|EM|UM|RM)(?![A-Za-z])", text)}


def variant_of(candidates, text):
    """The processes, among variants of one pathway, that the text names; none when it names none clearly."""
    wanted = diplotypes(text)
    if wanted:
        direct = [one for one in candidates if diplotypes(one[2]) & wanted]
        if direct:
            return direct[:1]
        first, second = sorted(next(iter(wanted)))
        pair = [
            one
            for one in candidates
            if re.search(rf"\*{first} allele 1", one[2]) or re.search(rf"\*{second} allele 2", one[2])
        ]
        if len(pair) == 2:
            return pair
    wanted = score(text)
    if wanted:
        direct = [one for one in candidates if score(one[2]) & wanted]
        if direct:
            return direct[:1]
    wanted = phenotypes(text)
    if len(wanted) == 1:
        if "PM" in wanted:
            direct = [one for one in candidates if score(one[2]) == {"0"} or phenotypes(one[2]) == {"PM"}]
            direct = direct or [one for one in candidates if any("1" not in pair for pair in diplotypes(one[2]))]
        else:
            direct = [one for one in candidates if phenotypes(one[2]) & wanted]
            if not direct and "IM" in wanted:
                direct = [
                    one for one in candidates if any(len(set(p)) == 2 and "1" in p for p in diplotypes(one[2]))
                ]
        if direct:
            return direct[:1]
    return []


def pathway(key):
    """What makes processes variants of one another: molecule and kind, whatever the in-vitro system."""
    name = key[0]
    kind = (
        "transport"
        if "Transport" in name
        else "binding" if "Binding" in name else name if name in INTERACTIONS else "metabolism"
    )
    return (kind, key[1]) if key[1] else (name, "")


def processes_of(member, text, total, expressed, single):
    counts, _ = used_counts(member)
    groups = {}
    for key in counts:
        groups.setdefault(pathway(key), []).append(key)
    chosen, interactions = [], []
    irreversible = {key[1] for key in counts if key[0] == "IrreversibleInhibition"}
    for (kind, molecule), keys in groups.items():
        if kind in INTERACTIONS:
            if molecule not in expressed or (
                kind not in ("IrreversibleInhibition", "Induction") and molecule in irreversible
            ):
                continue
            used = [key for key in keys if counts[key]]
            interactions.append((used or keys)[0])
            continue
        always = [key for key in keys if counts[key] >= total]
        partly = [key for key in keys if 0 < counts[key] < total]
        chosen += always
        if not partly:
            continue
        if len(partly) == 1 and not any(diplotypes(k[2]) | score(k[2]) for k in keys):
            # One process used in part: without it are the people who lack the enzyme.
            if not ("PM" in phenotypes(text) and single and counts[partly[0]] < 0.95 * total):
                chosen += partly
            continue
        variants = [key for key in keys if key not in always]
        chosen += variant_of(variants, text) or [max(partly, key=lambda key: counts[key])]
    return chosen, interactions


def alternatives_of(member, texts):
    _, groups = used_counts(member)
    chosen = []
    for group, counts in groups.items():
        usual = (member["key"].get(group) or {}).get("alternative") or next(iter(counts))
        names = [name for name in counts if counts[name] > 0]
        name = first_match(names, texts, usual) if len(names) > 1 else (names[0] if names else usual)
        if len(counts) > 1 or group in ("IntestinalPermeability", "Permeability"):
            chosen.append({"AlternativeName": name, "GroupName": GROUPS[group]})
    return chosen


def process_entry(key, expressed):
    name, molecule, source, metabolite = key
    if name in SYSTEMIC:
        title, kind = SYSTEMIC[name]
        return {"Name": f"{title}-{source}", "SystemicProcessType": kind}
    made = {"Name": f"{molecule}-{source}", "MoleculeName": molecule_in(molecule, expressed) or molecule}
    if metabolite:
        made["MetaboliteName"] = metabolite
    return made
