"""The word that was probably meant: spelling slips are corrected, meanings are not guessed.

`in_the_hosue` is one letter from `in_the_house`. `at_the_shop` shares almost as many letters with
it and means something else, and `connected` is the opposite of `not_connected`. So small words
don't count, and a word with a negation never matches one without.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LONGEST_WORD = 60
"""Longest word, in characters, that is compared or shown whole. Our choice; no source."""
_NEAR = 0.75
"""Least similarity, by `difflib`'s ratio. Our choice, held by the test's list of words."""
_SMALL = frozenset({"a", "an", "the", "is", "in", "at", "on", "of", "be"})
_NOT = frozenset({"not", "no", "never", "without", "cant", "cannot", "isnt", "dont"})


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return "did you mean ...?" with the nearest word by its letters; empty if none is near."""
    near = difflib.get_close_matches(word, list(words), n=1)
    return f"did you mean {near[0]}?" if near else ""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of ``words`` that was probably meant, or None if none is near enough."""
    if len(word) > LONGEST_WORD:
        return None
    negated, folded = _folded(word)
    known = {text: each for each in words for no, text in [_folded(each)] if no == negated}
    found = difflib.get_close_matches(folded, known, n=1, cutoff=_NEAR)
    return known[found[0]] if found else None


def _folded(word: str) -> tuple[bool, str]:
    """Whether a negation precedes a part of a word, and its parts without small words."""
    parts = word.casefold().replace("-", "_").replace(" ", "_").split("_")
    negated = not _NOT.isdisjoint(parts[:-1])  # a last "no" is rather a "now" or "not" cut short
    return negated, "_".join(each for each in parts if each not in _SMALL)
