"""The entries of the dictionary: one for each meaning of a word.

`data/words.json` is published like the schemas, from which it is made: each meaning is written
once, in a model, a registry or a table, and reading them all takes a few milliseconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from simulator.content.yaml.reader import DATA, text_of

WORDS = DATA / "words.json"
"""Every entry; `python -m tests.schemas.write` publishes them."""
_MOST_BYTES = 4 << 20
Places = Mapping[str, tuple[str, ...]]


class DictionaryEntry(NamedTuple):
    """One meaning of a word."""

    word: str
    kind: str
    """What it is: `act`, `cue`, `key`, `criterion`, `row`, `guidance`, `source`, or the name of its
    closed list: `sound`, `intent`, `topic`, `outcome` ..."""
    meaning: str
    example: str
    places: Places
    """Where it belongs: the shortest key paths by the kind of file; or what prints it."""

    @property
    def brief(self) -> str:
        """The meaning as part of another sentence, without the codes of its sources."""
        text = re.split(r"[.;:](?:\s|$)", re.sub(r" ?\[[A-Z0-9 ]+\]", "", self.meaning))[0]
        return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@lru_cache(maxsize=1)
def entries() -> tuple[DictionaryEntry, ...]:
    """Return every entry, in the order of the words."""
    return tuple(DictionaryEntry(*each) for each in json.loads(text_of(WORDS, _MOST_BYTES)))


def entry(
    word: str, *, file: str = "", key: str = "", among: Iterable[str] = ()
) -> DictionaryEntry | None:
    """Return the entry of a word that fits best; None if the dictionary lacks the word.

    `file` is the kind of file, `key` the key whose value the word is, or the key above a key, and
    `among` the words that may be there.
    """
    by_kind, others = words_by_kind(), set(among)

    def rank(found: DictionaryEntry) -> tuple[bool, int, bool]:
        paths = found.places.get(file) or [*chain.from_iterable(found.places.values())]
        # A key at the top of a file has no key above it.
        above = {name for path in paths for name in re.findall(r"\w+", path)[-2:]}
        above |= {""} if word in paths else set()
        alike = 0 if found.kind in ("key", "word") else len(others & by_kind[found.kind])
        return file in found.places, alike, key in above - {word}

    return max((each for each in entries() if each.word == word), key=rank, default=None)


@lru_cache(maxsize=1)
def words_by_kind() -> Mapping[str, set[str]]:
    """Return the words of each kind."""
    found: dict[str, set[str]] = {}
    for each in entries():
        found.setdefault(each.kind, set()).add(each.word)
    return found
