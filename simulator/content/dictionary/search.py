"""Search of the dictionary: by the word, by synonyms, by the text of meanings, by letters."""

from __future__ import annotations

import re
from typing import NamedTuple

from simulator.content.dictionary.entries import DictionaryEntry, entries
from simulator.content.dictionary.synonyms import folded, synonyms

_MOST_FOUND = 12
"""Most words that a search suggests besides the word itself. Our choice; no source."""
_NEAR = 75
"""Least similarity, of 100, of a word that may be a slip. Our choice; no source."""


class FoundWords(NamedTuple):
    """The entries for a request."""

    request: str
    exact: tuple[DictionaryEntry, ...]
    """The meanings of the word itself."""
    similar: tuple[DictionaryEntry, ...]
    """Words that it is a synonym of."""
    others: tuple[str, ...]
    """Words that have it in their meaning, or are written much like it."""

    @property
    def found(self) -> tuple[DictionaryEntry, ...]:
        """The best entries: of the word itself, else by meaning."""
        return self.exact or self.similar


def search(request: str, kind: str = "") -> FoundWords:
    """Return what the dictionary has for a word, or for several words in a row."""
    word, meant = folded(request), synonyms().get(folded(request), ())
    held = [each for each in entries() if kind in ("", each.kind)]
    exact = tuple(each for each in held if folded(each.word) == word)
    similar = tuple(each for other in meant for each in held if each.word == other)
    known = {each.word for each in (*exact, *similar)}
    others = [each for each in (*_in_meanings(request), *_near(word)) if each not in known]
    return FoundWords(request, exact, similar, tuple(dict.fromkeys(others))[:_MOST_FOUND])


def _in_meanings(request: str) -> list[str]:
    """Return the words with each part of the request in their meaning; closed lists come first."""
    parts = [re.compile(rf"\b{re.escape(part)}", re.IGNORECASE) for part in request.split()]
    found = [each for each in entries() if all(part.search(each.meaning) for part in parts)]
    rank = {"row": 2, "guidance": 2, "rubric criterion": 2, "source": 3, "key": 1}
    return [each.word for each in sorted(found, key=lambda each: rank.get(each.kind, 0))]


def _near(word: str) -> list[str]:
    """Return the words, or the words for synonyms, that are written much like `word`."""
    # Deferred: no floor loads it at its import, and only a search needs it.
    from rapidfuzz import fuzz, process

    known = {**synonyms(), **{folded(each.word): (each.word,) for each in entries()}}
    near = process.extract(word, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return [target for name, _, _ in near for target in known[name]]
