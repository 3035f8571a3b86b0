"""Letters and numbers said one by one: a postcode or a plate, spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from simulator.language.normalise import Span

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_DIGIT = rf"\d|zero|oh|nought|{_ONES}"
_WORDS = (
    rf"{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
)
WORD_NUMBER = rf"(?:a\shundred|{_WORDS})\b(?:[\s-](?:and\s)?(?:{_WORDS})\b){{0,6}}"
NUMBER = rf"(?:\d{{1,4}}[a-z]?(?:\s?(?:-|to|/)\s?\d{{1,4}}[a-z]?)?\b|{WORD_NUMBER})"
"""A number of a house, a flat or a bus, in figures or words."""
_RADIO = (
    r"alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november"
    r"|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whisk(?:e)?y|x-?ray|yankee|zulu"
)
_LETTER = rf"(?:(?P<said>[a-z])\sfor\s(?P=said)[a-z]+|{_RADIO}|(?-i:[A-Z]{{2}})|[a-z])"
_UNIT = re.compile(
    rf"(?:double\s)?(?:(?P<number>{_WORDS}|zero|oh|nought|\d{{1,2}})|(?P<letter>{_LETTER}))\b",
    re.IGNORECASE,
)
_TWO_LETTERS = re.compile("[A-Z]{2}")
_GAP = re.compile(r"(?:[\s,-]|then\s|and\s(?:a\s)?)+", re.IGNORECASE)
_START = re.compile(r"(?<![\w'\u2019])[a-z\d]", re.IGNORECASE)
_MOST = 16
"""The most units of one run (assumption: a plate has seven, each may be said twice)."""


class Spelling(NamedTuple):
    """Letters and numbers said one after the other."""

    span: Span
    shape: str
    """L for each letter, N for each number."""
    has_for: bool
    """Whether a letter is said by a word: S for sugar."""

    @property
    def like_a_plate(self) -> bool:
        """Whether it ends as a plate does: with three letters after a number."""
        return len(self.shape) >= 6 and self.shape.startswith("L") and self.shape.endswith("NLLL")

    @property
    def like_a_postcode(self) -> bool:
        """Whether it ends as a postcode does: with a number and two letters."""
        return len(self.shape) >= 5 and self.shape.startswith("L") and self.shape.endswith("NLL")


def spelt(text: str) -> Iterator[Spelling]:
    """Yield each run of two or more that are spelt, or of one letter said by a word."""
    at = 0
    while (start := _START.search(text, at)) is not None:
        found = _run(text, start.start())
        if found is not None and (found.has_for or len(found.shape) > 1):
            yield found
            at = found.span[1]
        else:
            word = re.compile(r"[\w'\u2019]+").match(text, start.start())
            at = word.end() if word is not None else start.end()


def _run(text: str, start: int) -> Spelling | None:
    shape, at, end, has_for = "", start, start, False
    while len(shape) < _MOST and (unit := _UNIT.match(text, at)) is not None:
        if text[unit.end() : unit.end() + 1] in ("'", "\u2019"):
            break
        two = unit[0].startswith("double") or _TWO_LETTERS.fullmatch(unit[0])
        shape += ("N" if unit["number"] else "L") * (2 if two else 1)
        has_for = has_for or unit["said"] is not None
        end = unit.end()
        gap = _GAP.match(text, end)
        if gap is None:
            break
        at = gap.end()
    return Spelling((start, end), shape, has_for) if shape else None
