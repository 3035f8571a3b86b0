"""The entries of the dictionary: one for each meaning of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from simulator.content.dictionary.schema_words import SchemaWord, file_words, meanings, schemas
from simulator.content.yaml.reader import DATA, read_file
from simulator.core.flow import UK
from simulator.core.terms import Sound
from simulator.guidance.tables import TABLES

FLOW, GUIDANCE = "silent999 flow", "silent999 guidance"
"""Where rows are printed."""


Places = Mapping[str, tuple[str, ...]]


class DictionaryEntry(NamedTuple):
    """One meaning of a word."""

    word: str
    kind: str
    """What it is: `act`, `cue`, `key`, `criterion`, `row`, `guidance`, `source`, or the name of its
    closed list: `sound`, `intent`, `topic`, `outcome` ..."""
    meaning: str
    places: Places
    """Where it belongs: key paths by the kind of file, the shortest first; or what prints it."""
    example: str

    @property
    def brief(self) -> str:
        """The meaning as part of another sentence, without the codes of its sources."""
        text = re.split(r"[.;:](?:\s|$)", re.sub(r" ?\[[A-Z0-9 ]+\]", "", self.meaning))[0]
        return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@lru_cache(maxsize=1)
def entries() -> tuple[DictionaryEntry, ...]:
    """Return every entry, in the order of the words."""
    found = chain(_of_files(), _of_lists(), _of_kinds(), _rows(), _guidance(), _sources())
    tidy = (each._replace(meaning=_sentence(each.meaning)) for each in found)
    return tuple(sorted(tidy, key=lambda each: (each.word.casefold(), each.kind == "key")))


def entry(
    word: str, *, file: str = "", key: str = "", among: Iterable[str] = ()
) -> DictionaryEntry | None:
    """Return the entry of a word that fits best; None if the dictionary lacks the word.

    `file` is the kind of file, `key` the key whose value the word is, or the key above a key, and
    `among` the words that may be there.
    """
    fits = [each for each in entries() if each.word == word]
    others = set(among)

    def rank(found: DictionaryEntry) -> tuple[bool, bool, int]:
        paths = found.places.get(file) or chain.from_iterable(found.places.values())
        above = {name for path in paths for name in re.findall(r"\w+", path)[-2:]}
        shared = len(others & set(meanings().get(found.kind, ())))
        return file in found.places, key in above - {word}, shared

    return max(fits, key=rank, default=None)


def _sentence(text: str) -> str:
    return " ".join(f"{text[:1].upper()}{text[1:]}".split())


def _of_files() -> Iterator[DictionaryEntry]:
    """Yield the keys and words of every kind of file, equal meanings together."""
    alike: dict[tuple[str, str, str], list[SchemaWord]] = {}
    for each in file_words():
        alike.setdefault((each.word, each.kind, each.meaning), []).append(each)
    for (word, kind, meaning), found in alike.items():
        meaning = _of_sound(Sound(word)) if kind == "sound" else meaning
        yield DictionaryEntry(word, kind, meaning, _places(found), found[0].example)


def _places(words: Iterable[SchemaWord]) -> Places:
    """Return the paths of words by their file, scenarios first."""
    found: dict[str, dict[str, None]] = {}
    for each in sorted(words, key=lambda one: (one.file != "scenario", len(one.place))):
        found.setdefault(each.file, {})[each.place] = None
    return {file: tuple(paths) for file, paths in found.items()}


def _of_sound(sound: Sound) -> str:
    said, loud = sound.meaning.rstrip("."), sound.loudness.name.lower()
    return f"{said}. It suggests: {sound.suggests.label}; it carries like: {loud}."


_ELSEWHERE = {
    "stimulus": FLOW,
    "grade word": "grade: of a rule",
    "line slot": "in braces, in the words of a line",
    "verdict kind": "reports on rules",
}
"""Where the words of a list are that no schema has; else in the log of a call."""


def _of_lists() -> Iterator[DictionaryEntry]:
    in_files = {(each.word, each.kind) for each in file_words()}
    for name, words in meanings().items():
        for word, meaning in words.items():
            if (word, name) not in in_files:
                place = _ELSEWHERE.get(name, "the log of a call")
                yield DictionaryEntry(word, name, meaning, {place: ()}, "")


def _of_kinds() -> Iterator[DictionaryEntry]:
    """Yield the kinds of files, and the criteria of the shipped rubrics."""
    for file, schema in schemas().items():
        example = f"silent999 schema {file}"
        yield DictionaryEntry(
            file, "file", schema["description"], {"a file of its own": ()}, example
        )
    for path in sorted((DATA / "rubrics").glob("*.yaml")):
        for each in read_file(path).value["criteria"]:
            place = f"silent999 debrief, by the rubric {path.stem}"
            yield DictionaryEntry(each["id"], "rubric criterion", each["says"], {place: ()}, "")


def _rows() -> Iterator[DictionaryEntry]:
    for table in (UK.line, UK.incident):
        for row in table.rows:
            meaning = f"{row.says} At: {', '.join(row.at)}. On: {', '.join(row.on)}."
            yield DictionaryEntry(row.id, "row", meaning, {FLOW: ()}, f"row: {row.id}")


def _guidance() -> Iterator[DictionaryEntry]:
    for table in TABLES:
        for row in table.rows:
            meaning = f"The {table.role.label}: {row.act.says}. {row.says}"
            yield DictionaryEntry(
                row.id, "guidance", meaning, {GUIDANCE: ()}, f"because: {row.because}"
            )
        for guard in table.guards:
            yield DictionaryEntry(
                guard.id, "guidance", guard.says, {GUIDANCE: ()}, f"because: {guard.because}"
            )


def _sources() -> Iterator[DictionaryEntry]:
    citing = _places(each for each in file_words() if each.word in ("source", "sources"))
    for code, held in read_file(DATA / "sources.yaml").value["sources"].items():
        parts = (held["label"], held.get("date", ""), held.get("address", ""))
        meaning = ", ".join(filter(None, parts))
        yield DictionaryEntry(code, "source", meaning, citing, f"sources: [{code}]")
