"""Search of the dictionary: by the word, by synonyms, by the text of meanings, by letters.

`data/synonyms.yaml` has other words for the words of files.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.content.dictionary.entries import DictionaryEntry, entries, entry, words_by_kind
from simulator.content.yaml.reader import DATA, read_file
from simulator.core.terms import Sound

_MOST_FOUND = 12
"""Most words that a search suggests besides the word itself. Our choice; no source."""
_SHORTEST_SLIP = 5
"""Fewest letters of a word that is taken for another by one letter. Our choice; no source."""
_NEAR = 0.75
"""Least similarity, by `difflib`'s ratio, of a word that may be a slip. Our choice; no source."""


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Return for each synonym the words that it may mean, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for word, others in read_file(DATA / "synonyms.yaml").value["synonyms"].items():
        for other in others:
            found[other] = (*found.get(other, ()), word)
    return found


def folded(word: str) -> str:
    """Return a word as the dictionary has it: in lower case, with `_` between its parts."""
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())


def by_meaning(word: str, among: Collection[str]) -> tuple[str, ...]:
    """Return those of the words `among` that `word` is a synonym of, the likeliest first."""
    return tuple(each for each in synonyms().get(folded(word), ()) if each in among)


def one_letter_off(word: str, among: Collection[str]) -> tuple[str, ...]:
    """Return those of the words `among` that have one letter more or less: `ends_call`, `end_call`.

    Such a slip counts for more than a meaning. Another letter in a place doesn't: `shatter` means
    `breaking`, and not `chatter`.
    """
    slip = folded(word)
    if len(slip) < _SHORTEST_SLIP:
        return ()
    return tuple(each for each in among if _has_one_more(slip, each) or _has_one_more(each, slip))


def _has_one_more(longer: str, shorter: str) -> bool:
    without = (longer[:at] + longer[at + 1 :] for at in range(len(longer)))
    return len(longer) == len(shorter) + 1 and shorter in without


def fix_by_meaning(word: str, among: Collection[str]) -> str:
    """Return the fix for a word that means one of those that may be there; empty if none does."""
    written = [_explained(each, among) for each in by_meaning(word, among)]
    if not written and "sound" in among:  # A sound in the place of an act.
        sounds = (word,) if word in tuple(Sound) else by_meaning(word, tuple(Sound))
        written = [_explained(each, tuple(Sound), "{sound: %s}") for each in sounds]
    *most, last = written or [""]
    return f"write {', '.join(most)} or {last}" if most else last and f"write {last}"


def _explained(word: str, among: Collection[str], form: str = "%s") -> str:
    found = entry(word, among=among)
    # Of a list that is put together from others, a meaning may be that of another list.
    known = found is not None and words_by_kind()[found.kind].issuperset(among)
    brief = found.brief if found and known else word
    return form % word if brief == word else f"{form % word} ({brief})"


_NO_SLIPS = frozenset({"row", "guidance", "source", "rubric criterion"})
"""Kinds of names that one writes with their number, and not by ear."""


class FoundWords(NamedTuple):
    """The entries for a request."""

    request: str
    exact: tuple[DictionaryEntry, ...]
    """The meanings of the word itself."""
    similar: tuple[DictionaryEntry, ...]
    """Words that have one letter more or less, then those that it is a synonym of."""
    slips: tuple[str, ...]
    """Those that have one letter more or less."""
    others: tuple[str, ...]
    """Words that have it in their meaning, or are written much like it."""

    @property
    def found(self) -> tuple[DictionaryEntry, ...]:
        """The best entries: of the word itself, else by meaning."""
        return self.exact or self.similar


def search(request: str, kind: str = "") -> FoundWords:
    """Return what the dictionary has for a word, or for several words in a row."""
    word = folded(request)
    held = [each for each in entries() if kind in ("", each.kind)]
    exact = tuple(each for each in held if folded(each.word) == word)
    likely = {each.word for each in held if each.kind not in _NO_SLIPS and not exact}
    slips = sorted(one_letter_off(word, likely))
    meant = dict.fromkeys((*slips, *synonyms().get(word, ())))
    similar = tuple(e for other in meant for e in held if e.word == other)
    known = {each.word for each in (*exact, *similar)}
    # Closed lists come first, then keys.
    rank = {"row": 2, "guidance": 2, "rubric criterion": 2, "source": 3, "key": 1}
    parts = [re.compile(rf"\b{re.escape(part)}", re.IGNORECASE) for part in request.split()]
    about = [each for each in entries() if all(part.search(each.meaning) for part in parts)]
    others = [each.word for each in sorted(about, key=lambda each: rank.get(each.kind, 0))]
    words = {folded(each.word): each.word for each in entries()}
    for near in difflib.get_close_matches(word, {**synonyms(), **words}, n=5, cutoff=_NEAR):
        # A key may be called by what was a synonym: it is still one.
        others += [*synonyms().get(near, ()), *([words[near]] if near in words else ())]
    others = [each for each in dict.fromkeys(others) if each not in known]
    return FoundWords(request, exact, similar, tuple(slips), tuple(others[:_MOST_FOUND]))
