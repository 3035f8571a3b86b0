"""Whether criteria are narrower than others: what meets the one always meets the other."""

from __future__ import annotations

from simulator.core.terms import Sign
from simulator.rules.matching import ANY, Match

_SILENCE = (Sign.SILENCE,)
"""A sign only where it is named, so that `any` does not cover it."""
_CHOICES = frozenset(
    {"act", "by", "said", "finished", "stage", "incident", "outcome", "recognised", "key", "lost"}
)
"""Criteria of which one word is enough, so that fewer words are narrower."""


def within(narrow: Match, wide: Match) -> bool:
    """Whether every entry that matches `narrow` certainly matches `wide`."""
    for name in wide.criteria():
        words, given = getattr(wide, name), getattr(narrow, name)
        if words == given or (words == ANY and name in narrow.criteria() and given != _SILENCE):
            continue
        if name in _CHOICES and isinstance(given, tuple) and set(given) <= set(words):
            continue
        return False
    return True
