"""Lengths of time as people write them, for mends: `2 seconds`, `1,5s`, `between 1 and 2s`."""

from __future__ import annotations

import re

_LENGTH = re.compile(
    r"([0-9]+(?:[.,][0-9]{1,3})?) *"
    r"(millis(?:econds?)?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)?(?![a-z])"
)
_AROUND = re.compile(r"between|from|and|to|[-–]")
"""What may stand around them."""


def lengths_meant(value: object) -> list[str]:
    """The one length or the two that were meant, each with a unit; none where there is more.

    A number without a unit has that of the next one, or is in seconds.
    """
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    found = _LENGTH.findall(text.lower())
    rest = _LENGTH.sub(" ", text.lower()).split()
    if not 1 <= len(found) <= 2 or not all(map(_AROUND.fullmatch, rest)):
        return []
    lengths: list[str] = []
    unit = "s"
    for number, spelt in reversed(found):
        if spelt:
            unit = "ms" if spelt.startswith(("ms", "milli")) else spelt[0]
        lengths.insert(0, number.replace(",", ".") + unit)
    return lengths
