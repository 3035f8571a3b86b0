"""The word that was probably meant: a slip of spelling is put right, a meaning is not guessed at.

`in_the_hosue` is one letter from `in_the_house`. `at_the_shop` is as near by its letters alone, and
says something else, as `connected` does beside `not_connected`. So words of several parts must have
the same parts, each nearly spelt alike; else the list of words says more than a guess.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

LONGEST_WORD = 60
_NEAR = 0.75
"""The least likeness of two parts, by `difflib`'s measure."""
_ALIKE = 0.9
"""The least likeness of two words whose parts differ."""
_STEM = 3
"""With this many letters, the beginning of a longer part is the same part: tap, taps, tapping."""
_SMALL = frozenset({"a", "an", "the", "is", "in", "at", "on", "of", "to", "be", "has", "can"})
"""Parts that may be left out."""
_NOT = frozenset({"not", "no", "never", "without", "cant", "cannot", "isnt", "dont"})
"""Parts that turn a meaning round."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of ``words`` that was probably meant, if any is near enough."""
    if len(word) > LONGEST_WORD:
        return None
    folded = {_folded(known): known for known in words}
    near = difflib.get_close_matches(_folded(word), folded, n=3)
    return next((folded[each] for each in near if _same(_folded(word), each)), None)


def _folded(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _same(one: str, other: str) -> bool:
    """Whether two words differ in their spelling only."""
    first, second = one.split("_"), other.split("_")
    several = len(first) > 1 or len(second) > 1
    if several and _NOT.isdisjoint(first) != _NOT.isdisjoint(second):
        return False
    lone = _lone(first, second), _lone(second, first)
    if not any(lone):
        return True
    if all(lone) or not set().union(*lone) <= _SMALL:
        return _ratio(one.replace("_", ""), other.replace("_", "")) >= _ALIKE
    return len(first) > len(lone[0]) and len(second) > len(lone[1])


def _lone(parts: Sequence[str], others: Sequence[str]) -> set[str]:
    """The parts that are near none of the others."""
    return {part for part in parts if not any(_near(part, other) for other in others)}


def _near(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) >= _STEM and long.startswith(short)) or _ratio(one, other) >= _NEAR


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
