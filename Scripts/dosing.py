"""Reads dosing schedules and matches names, for the scripts that work from an index of observed data.

A schedule is text such as `X: 4 mg PO @0h q12h x20 inf 30min [Tablet] + 2 mg IV @300h | Y: 1 mg/kg IV @0h`: compounds
are separated by ` | ` (or `; `), the doses of one by ` + `. A trailing `{override: ...}` repeats infusion times that
the entries already carry and is dropped.
"""

import math
import re
from collections import Counter

ENTRY = re.compile(
    r"^(?P<dose>[\d.eE+-]+) (?P<unit>mg/kg|mg) (?P<route>PO|IV|other) @(?P<start>-?[\d.]+)h(?P<rest>.*)$"
)
OPTION = re.compile(
    r" (?:q(?P<every>[\d.]+)h x(?P<count>\d+)|inf (?P<infusion>[\d.]+)min|\[(?P<formulation>[^\]]*)\])"
)


class Misread(Exception):
    """Text that is no schedule."""


def slug(text):
    """The file name of a text: lower case, every other run of characters one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def number(text):
    """A finite number, or None."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def read_entry(text):
    match = ENTRY.match(text)
    if match is None:
        raise Misread(text)
    fields = match.groupdict()
    amount = number(fields["dose"])
    if amount is None:
        raise Misread(text)
    dose = {
        "amount": amount,
        "unit": fields["unit"],
        "route": fields["route"],
        "start": float(fields["start"]),
        "every": None,
        "count": 1,
        "infusion": None,
        "formulation": "",
    }
    rest = fields["rest"]
    while rest:
        option = OPTION.match(rest)
        if option is None:
            raise Misread(text)
        found = option.groupdict()
        if found["every"] is not None:
            dose["every"], dose["count"] = float(found["every"]), int(found["count"])
        elif found["infusion"] is not None:
            dose["infusion"] = float(found["infusion"]) or None
        else:
            dose["formulation"] = found["formulation"]
        rest = rest[option.end() :]
    if dose["count"] == 1:
        dose["every"] = None
    return dose


def read_schedule(text):
    """A schedule as a list of (compound name, doses); empty when there is none."""
    text = re.sub(r"\{override:[^}]*\}", "", text).strip()
    if not text:
        return []
    parts = []
    for part in re.split(r" \| |; (?=[^;:]+: [\d.])", text):
        name, colon, rest = part.strip().partition(": ")
        if not colon:
            raise Misread(text)
        doses = [read_entry(entry.strip()) for entry in re.split(r" \+ (?=[\d.])", rest)]
        known = [one for one in parts if one[0] == name]
        if known:
            known[0][1].extend(doses)
        else:
            parts.append((name, doses))
    mend_intervals([dose for _, doses in parts for dose in doses])
    return parts


def mend_intervals(doses):
    """Repeats whose interval was lost (q0h) come at the interval of the other entries, or once."""
    others = {dose["every"] for dose in doses if dose["every"]}
    for dose in doses:
        if dose["every"] == 0:
            dose["every"] = others.pop() if len(others) == 1 else None
            others = {dose["every"]} - {None} or others
            dose["count"] = dose["count"] if dose["every"] else 1


def last_start(dose):
    return dose["start"] + (dose["count"] - 1) * (dose["every"] or 0)


def tokens(text):
    """Words and numbers of a text, in lower case."""
    return re.findall(r"[a-z]+|\d+(?:\.\d+)?", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower())


SAME = [
    {"solution", "sol", "solutions", "dissolved", "syrup", "drink", "liquid", "suspension", "susp"},
    {"capsule", "caps", "capsules", "cap"},
    {"tablet", "tab", "tablets", "tabl", "tabs"},
    {"fasted", "fasting", "fast", "overnight"},
    {"fed", "meal", "breakfast", "food"},
    {"ir", "immediate"},
    {"er", "extended", "xr", "xl"},
    {"sr", "sustained", "retard", "slow", "prolonged"},
    {"filmcoated", "coated", "film"},
    {"chewable", "chew"},
    {"granules", "granule"},
    {"asian", "japanese", "korean", "chinese"},
]
FORMS = {min(group) for group in SAME}
SLOW = {min(group) for group in SAME if group & {"er", "sr"}} | {"controlled"}
MEANING = {word: min(group) for group in SAME for word in group}


def meanings(text):
    """The words of a text, each in one form, numbers and single letters left out."""
    return {MEANING.get(word, word) for word in tokens(text) if len(word) > 1 and not word[0].isdigit()}


def best_match(names, text, usual=None):
    """The name whose distinguishing words the text holds, or the usual one when none stands out.

    Words of dosage forms and of meals count double, words in brackets half, words that several names share the less,
    and a word of the name that the text lacks counts a little against it. A slow release that the text does not speak
    of is never meant.
    """
    weights = {}
    for name in names:
        plain = meanings(re.sub(r"\([^)]*\)", " ", name))
        weights[name] = {
            word: (1.0 if word in plain else 0.5) * (2 if word in FORMS else 1) for word in meanings(name)
        }
    spread = Counter(word for found in weights.values() for word in found)
    given = meanings(text)
    scores = {}
    for name, found in weights.items():
        own = {
            word: value / spread[word]
            for word, value in found.items()
            if len(names) == 1 or spread[word] < len(names)
        }
        hit = sum(value for word, value in own.items() if word in given)
        missed = sum(value for word, value in own.items() if word not in given)
        unsaid = any(word in SLOW and word not in given for word in own)
        scores[name] = hit - 0.1 * missed if hit and not unsaid else 0.0
    top = max(scores.values(), default=0.0)
    if top <= 0:
        return usual
    best = [name for name in names if scores[name] == top]
    return best[0] if len(best) == 1 else usual if usual in best else best[0]


def first_match(names, texts, usual=None):
    """The match in the first of several texts, the surest first, that names one."""
    for text in texts:
        found = best_match(names, text)
        if found is not None:
            return found
    return usual


TIME = r"\d+(?:\.\d+)?"
SERIES = re.compile(rf"\(?\s*S-?(?P<start>{TIME})\s*[-,]\s*T-?(?P<every>{TIME})\s*[-,]\s*R-?(?P<count>\d+)\s*\)?")
NESTED = re.compile(
    rf"\s*S-?(?P<start>{TIME})\s*[-,]\s*\((?P<inner>[^()]*)\)\s*[-,]\s*"
    rf"T-?(?P<every>{TIME})\s*[-,]\s*R-?(?P<count>\d+)\s*$"
)
AMOUNT = re.compile(rf"(?P<amount>\d+(?:[.,]\d+)?)\s*(?:mg)?\s*:(?P<rest>.*)$")


def read_times(text):
    """Times of administration as (amount in mg or None, start, interval or None, count), in hours.

    The forms are a number, a list `0-24-48` (also with commas or semicolons), a series `S0-T12-R15` (from 0 h, every
    12 h, 15 times; also `(S-0,T-12,R-15)`), lists that hold series, a series of series `S0-(S0-T6-R3)-T24-R14` (from
    0 h, every 24 h, 14 times what the brackets say), and groups `4 mg: ...; 2 mg: ...`.
    """
    nested = NESTED.match(text)
    if nested:
        outer, interval, repeats = float(nested["start"]), float(nested["every"]), int(nested["count"])
        return sorted(
            (
                (amount, outer + start + index * (every or 0), interval, repeats)
                for amount, start, every, count in read_times(nested["inner"])
                for index in range(count)
            ),
            key=lambda entry: entry[1],
        )
    entries = []
    groups = re.split(r";", text) if ":" in text else [text]
    for group in groups:
        amount, rest = None, group.strip()
        if ":" in rest:
            match = AMOUNT.match(rest)
            if match is None:
                raise Misread(text)
            amount, rest = float(match.group("amount").replace(",", ".")), match.group("rest").strip()
        position, plain = 0, []
        pieces = []
        for match in SERIES.finditer(rest):
            pieces.append(rest[position : match.start()])
            pieces.append(match)
            position = match.end()
        pieces.append(rest[position:])
        for piece in pieces:
            if isinstance(piece, str):
                left = re.sub(TIME, "", piece)
                if re.sub(r"[-,;()\s]", "", left):
                    raise Misread(text)
                plain += [float(value) for value in re.findall(TIME, piece)]
            else:
                count = int(piece.group("count"))
                every = float(piece.group("every")) if count > 1 else None
                entries.append((amount, float(piece.group("start")), every, count))
        entries += series(amount, plain)
    if not entries:
        raise Misread(text)
    return sorted(entries, key=lambda entry: entry[1])


def series(amount, times):
    """Single times with runs of equal distance put together."""
    entries, times = [], sorted(set(times))
    while times:
        length = 1
        if len(times) > 1:
            step = times[1] - times[0]
            length = 2
            while length < len(times) and abs(times[length] - times[length - 1] - step) < 1e-6:
                length += 1
            if length == 2 and len(times) > 2:
                length = 1
        entries.append((amount, times[0], times[1] - times[0] if length > 1 else None, length))
        times = times[length:]
    return entries
