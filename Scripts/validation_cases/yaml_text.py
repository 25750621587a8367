"""Numbers, words and lines of YAML as study files write them."""

from __future__ import annotations

import re
from typing import Iterable

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9]|[A-Za-z]")
NOT_TEXT = ("yes", "no", "true", "false", "null")


def shown(value: float) -> str:
    """The shortest decimal, without an exponent."""
    text = f"{value:.10g}"
    return text if "e" not in text else f"{value:.14f}".rstrip("0").rstrip(".")


def quoted(text: str) -> str:
    """A YAML scalar: quoted where plain text would be read as something else."""
    if PLAIN.fullmatch(text) and text.lower() not in NOT_TEXT:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def indented(lines: Iterable[str], indent: str) -> list[str]:
    return [indent + line for line in lines]


def wrapped(items: list[str], indent: str, width: int = 110) -> list[str]:
    """Items with commas between them, in lines of at most a width."""
    lines, line = [], indent
    for position, item in enumerate(items):
        piece = item + ("," if position < len(items) - 1 else "")
        if len(line) + len(piece) > width:
            lines.append(line.rstrip())
            line = indent
        line += piece + " "
    return lines + [line.rstrip()]


def comment(text: str, indent: str = "", width: int = 116) -> list[str]:
    """A text as lines of comment of at most a width."""
    lines, line = [], indent + "#"
    for word in text.split():
        if len(line) + 1 + len(word) > width and line != indent + "#":
            lines.append(line)
            line = indent + "#"
        line += " " + word
    return lines + [line]
