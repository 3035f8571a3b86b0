"""How a message looks that is typed on a phone, and how long it takes.

The figures are those of speech.md 5: a reply comes after 20 to 150 s, in the middle after 45, one
in ten after more than 90; 36 words a minute; half of the messages have a slip, and some a
correction after it.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from simulator.core.instant import Millis
from simulator.core.profile import Span
from simulator.late_pattern import late_pattern

REPLY: tuple[Millis, int] = (45_000, 54)
"""From a message to the reply, median and sigma: one in ten over 90 s (speech.md 5)."""
REPLY_WITHIN: Span = (20_000, 150_000)
"""No reply sooner or later (speech.md 5: W. Yorks., Kansas City)."""
PER_WORD: Millis = 1_667
"""36 words a minute (speech.md 5)."""
FRIGHTENED = 150
"""Percent of that for frightened thumbs (speech.md 5, assumption)."""
NEXT_PART: Span = (5_000, 14_000)
"""From one message to the next of the same person, who has more to write (assumption)."""
CORRECTS: Span = (4_000, 8_000)
"""From a slip to its correction (assumption)."""


class Chance(Protocol):
    """A source of chance."""

    def happens(self, percent: int) -> bool:
        """Return True with that chance in 100."""

    def between(self, least: Millis, most: Millis) -> Millis:
        """Return a whole number between two, both included."""

    def log_normal(self, median: Millis, sigma_percent: int) -> Millis:
        """Return a time drawn around a median."""


def reply_after(chance: Chance) -> Millis:
    """Return how long it takes from a message to the reply to it."""
    least, most = REPLY_WITHIN
    found = chance.log_normal(*REPLY)
    return min(found, most) if found >= least else soonest_after(chance)


def soonest_after(chance: Chance) -> Millis:
    """Return how long the shortest message takes: no two of them equally long (assumption)."""
    least = REPLY_WITHIN[0]
    return chance.between(least, least + 12_000)


_SMALL = late_pattern(r"\b(?:a|an|the|is|am|are|was|to|of)\b ?", re.IGNORECASE)
_UNWRITTEN = str.maketrans("", "", "'\u2019!")


def as_typed(words: str, *, signs: bool = False) -> str:
    """Return words as they are typed in haste: no capitals, no apostrophes, no last stop.

    Who `signs` writes without the small words that their own language does not have.
    """
    found = words.translate(_UNWRITTEN).strip().rstrip(".").lower()
    return " ".join(_SMALL.sub("", found).split()) if signs else found


_MAY_SLIP = late_pattern(r"\b[a-z]{5,}\b")


class Slip(NamedTuple):
    """A message with two letters the wrong way round, and the word as it was meant."""

    words: str
    meant: str


def slipped(words: str, chance: Chance) -> Slip | None:
    """Return a message with one slip of the thumb; None if it has no word for one."""
    found = list(_MAY_SLIP.finditer(words))
    if not found:
        return None
    one = found[chance.between(0, len(found) - 1)]
    word, at = one[0], one.start() + chance.between(1, len(one[0]) - 3)
    if words[at] == words[at + 1]:
        return None
    turned = words[:at] + words[at + 1] + words[at] + words[at + 2 :]
    return Slip(turned, f"*{word}")
