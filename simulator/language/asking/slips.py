"""KeySlips of the keyboard in a question: a wrong, missing, doubled or swapped letter.

A word that is known is never changed, and no word is made one that denies unless nearly all of its
letters are there: to turn a question round may cost more than to ask again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from simulator.language.denials import DENIALS
from simulator.language.normalise import stem

_LEAST_LETTERS = 4
_ONE_SLIP = 5
"""The letters of the shortest word that may have a wrong letter; a shorter one has two swapped."""
_TWO_SLIPS = 8
"""The letters of the shortest word in which two slips are corrected (assumption)."""
_OPENED = ("someone", "anyone", "everyone", "somebody", "anybody", "everybody")
"""Words that are another one once they are opened."""


class KeySlips:
    """Corrects words against those that are known."""

    def __init__(self, known: Iterable[str], stems: Iterable[str] = ()) -> None:
        """Take the words that are right as they are, and more of them without their endings."""
        self._known = frozenset(known) | frozenset(_OPENED)
        self._stems = frozenset(map(stem, self._known)).union(stems)
        self._by_letters: dict[str, set[str]] = defaultdict(set)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= _LEAST_LETTERS and word.isalpha():
                self._by_letters["".join(sorted(word))].add(word)
                self._by_first[word[0]].append(word)

    def corrected(self, word: str) -> str:
        """Return the word that is meant; the same if it is known, or if two are as near."""
        if len(word) < _LEAST_LETTERS or word in self._known or stem(word) in self._stems:
            return word
        alike = self._by_letters.get("".join(sorted(word)), set())
        swapped = [each for each in alike if each[0] == word[0]]
        if len(swapped) == 1:
            return swapped[0]
        if len(word) < _ONE_SLIP:
            return word
        for slips in (1, 2) if len(word) >= _TWO_SLIPS else (1,):
            if near := self._near(word, slips):
                # "Weapon" and "weapons" are one word.
                return near[0] if len(set(map(stem, near))) == 1 else word
        return word

    def _near(self, word: str, slips: int) -> list[str]:
        # Only typed words need it, and it takes 10 ms to load.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            word, self._by_first[word[0]], scorer=OSA.distance, score_cutoff=slips, limit=4
        )
        return [each for each, *_ in found if slips == 1 or each not in DENIALS]
