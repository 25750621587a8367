"""Names and numbers in text: file names, and which of several names a text means.

Words that mean the same (`caps`, `capsule`) count as one. A text means the name whose distinguishing words it holds:
words of dosage forms and of meals count double, words in brackets half, words that several names share the less, and
a word of the name that the text lacks counts a little against it. A slow release that the text does not speak of is
never meant.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Iterable, Optional

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
FED, FASTED, DISSOLVED = MEANING["fed"], MEANING["fasted"], MEANING["solution"]


def slug(text: str) -> str:
    """The file name of a text: lower case, every other run of characters one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def number(text) -> Optional[float]:
    """A finite number, or None."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def middle(text: str) -> Optional[float]:
    """A number, or the middle of a range `low-high`; None when absent."""
    values = [number(part) for part in re.split(r"(?<=\d)-", text)] if text else []
    return sum(values) / len(values) if values and None not in values else None


def tokens(text: str) -> list[str]:
    """Words and numbers of a text, in lower case."""
    return re.findall(r"[a-z]+|\d+(?:\.\d+)?", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower())


def meanings(text: str) -> set[str]:
    """The words of a text, each in one form, numbers and single letters left out."""
    return {MEANING.get(word, word) for word in tokens(text) if len(word) > 1 and not word[0].isdigit()}


def weights_of(name: str) -> dict[str, float]:
    """How much each word of a name says of it."""
    plain = meanings(re.sub(r"\([^)]*\)", " ", name))
    return {word: (1.0 if word in plain else 0.5) * (2 if word in FORMS else 1) for word in meanings(name)}


def scores_of(names: list[str], given: set[str]) -> dict[str, float]:
    """How well the given words mean each name; 0 for not at all."""
    weights = {name: weights_of(name) for name in names}
    spread = Counter(word for found in weights.values() for word in found)
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
    return scores


def best_match(names: list[str], text: str, usual: Optional[str] = None) -> Optional[str]:
    """The name that a text means, or the usual one when none stands out."""
    scores = scores_of(names, meanings(text))
    top = max(scores.values(), default=0.0)
    if top <= 0:
        return usual
    best = [name for name in names if scores[name] == top]
    return best[0] if len(best) == 1 else usual if usual in best else best[0]


def first_match(names: list[str], texts: Iterable[str], usual: Optional[str] = None) -> Optional[str]:
    """The match in the first of several texts, the surest first, that names one."""
    for text in texts:
        found = best_match(names, text)
        if found is not None:
            return found
    return usual
