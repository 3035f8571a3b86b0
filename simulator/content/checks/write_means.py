"""Write beside each sentence of a file what it is understood as, for its author to correct.

Comments and layout stay. Nothing is written unless the file then holds exactly what it held before
and the new keys, and has no problem that it did not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.content.checks.literal_fixes import problems_of
from simulator.content.checks.understood import UnderstoodSentence, understood
from simulator.content.library.library import Library
from simulator.content.yaml.insertions import CannotInsert, Insertions
from simulator.content.yaml.positions import KeyPath, quoted
from simulator.content.yaml.reader import read_text, text_of
from simulator.core.statements import Stated
from simulator.errors import ContentError, SimulatorError

if TYPE_CHECKING:
    from simulator.language.reader import Reader

_WRITTEN = ("means", "place_words", "of_others")
"""What is written beside words: the second where a place is named, the third where the words are
another person's."""


class WrittenMeans(NamedTuple):
    """What came of it in one file."""

    text: str
    """The file with what was written."""
    done: Sequence[UnderstoodSentence]
    left: Sequence[tuple[UnderstoodSentence, str]]
    """The sentences of which nothing was written, each with the reason."""


def written_means(library: Library, path: Path, reader: Reader, *, nothing: bool) -> WrittenMeans:
    """Return a file with `means` beside each sentence that lacks it and was understood.

    `nothing`: also beside those of which nothing was understood. Raises ContentError for a file
    with an error, and SimulatorError if it cannot be written.
    """
    text = text_of(path)
    before = problems_of(library, path, text)
    if errors := [each for each in before if each.level == "error"]:
        raise ContentError(errors)
    file = _File(text, str(path), nothing=nothing)
    done, left = [], []
    lacking = [each for each in understood(library, path, reader) if each.means is None]
    for group in _by_holder(lacking):
        why = _why_left(group, nothing=nothing) or file.write(group)
        done += [] if why else group
        left += [(each, why) for each in group if why]
    changed = file.changed()
    new = {(each.code, each.found) for each in before}
    for problem in problems_of(library, path, changed):
        if problem.level == "error" and (problem.code, problem.found) not in new:
            raise SimulatorError(f"{path} was not changed: it would have an error", problem.found)
    return WrittenMeans(changed, done, left)


def _by_holder(sentences: Sequence[UnderstoodSentence]) -> Sequence[list[UnderstoodSentence]]:
    """Return sentences by the mapping that has them: those of a placeholder have one together."""
    groups: dict[KeyPath, list[UnderstoodSentence]] = {}
    for each in sentences:
        groups.setdefault(each.sentence.written[1], []).append(each)
    return [*groups.values()]


def _why_left(group: Sequence[UnderstoodSentence], *, nothing: bool) -> str:
    """Return why nothing is written beside words; empty if something is."""
    if not any(each.sentence.is_read for each in group):
        return "an answer to what was asked"
    if any("means" in each.sentence.beside for each in group):
        return "it has a key means without a value"
    if any(each.counts or each.of_others for each in group) or (
        nothing and not any(e.statements for e in group)
    ):
        return ""
    unsure = any(each.statements for each in group)
    return "not surely understood" if unsure else "nothing was understood"


def _keys(sentence: UnderstoodSentence, *, nothing: bool) -> Mapping[str, Any]:
    """Return what is written beside a sentence; a case of which nothing is known has no value."""
    known = sentence.counts or sentence.of_others or (nothing and not sentence.statements)
    place = " ".join(sentence.place_words.split())
    found: dict[str, Any] = {"means": _as_file(sentence.counts) if known else None}
    if place and not sentence.sentence.place_words:
        found["place_words"] = place
    if sentence.of_others and "of_others" not in sentence.sentence.beside:
        found["of_others"] = _as_file(sentence.of_others)
    return found


def _as_file(stated: Stated) -> dict[str, str]:
    return {topic.value: "yes" if so else "no" for topic, so in stated}


def _yaml(value: Any) -> str:
    if isinstance(value, dict) and "case" in value:  # A placeholder: its name needs no quotes.
        return f"{{case: {value['case']}}}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_yaml(each)}' for key, each in value.items())}}}"
    return "null" if value is None else value if value in ("yes", "no") else quoted(value)


class _File:
    """One file, with the keys that are added to it."""

    def __init__(self, text: str, name: str, *, nothing: bool) -> None:
        self._name, self._nothing = name, nothing
        try:
            self._insertions = Insertions(text)
        except CannotInsert as error:
            raise self._unusual(str(error)) from None
        self._value: Any = deepcopy(read_text(text, name).value)
        self._names: set[KeyPath] = set()

    def write(self, group: Sequence[UnderstoodSentence]) -> str:
        """Add the keys beside the words of a mapping; return why it can't be, or nothing."""
        words, holder = group[0].sentence.written
        try:
            if words == holder:
                self._make_mapping(holder, group[0])
            elif words[:-1] == holder:
                for key, value in self._keys(group[0]).items():
                    self._add(holder, str(words[-1]), key, value)
            else:
                self._add_by_case(holder, group)
        except CannotInsert as error:
            return f"it has {error}; write it yourself"
        return ""

    def _keys(self, sentence: UnderstoodSentence) -> Mapping[str, Any]:
        return _keys(sentence, nothing=self._nothing)

    def changed(self) -> str:
        """Return the new text, which holds what it should."""
        text = self._insertions.text()
        try:
            right = read_text(text, self._name).value == self._value
        except ContentError:
            right = False
        if not right:
            raise self._unusual("its layout is too unusual")
        return text

    def _unusual(self, why: str) -> SimulatorError:
        found = f"{self._name} was not changed: {why}"
        return SimulatorError(found, "write means beside the words yourself")

    def _add(self, mapping: KeyPath, beside: str, key: str, value: Any) -> None:
        self._insertions.add(mapping, beside, key, _yaml(value))
        _at(self._value, mapping)[key] = value

    def _make_mapping(self, path: KeyPath, sentence: UnderstoodSentence) -> None:
        keys = self._keys(sentence)
        more = ", ".join(f"{key}: {_yaml(value)}" for key, value in keys.items())
        self._insertions.put_into_braces(path, "words", more)
        held, last = _at(self._value, path[:-1]), path[-1]
        held[last] = {"words": held[last], **keys}

    def _add_by_case(self, holder: KeyPath, group: Sequence[UnderstoodSentence]) -> None:
        """Add placeholders beside that of the words, and their values to each case."""
        rows = {each.sentence.written[0]: self._keys(each) for each in group}
        keys = [key for key in _WRITTEN if any(key in held for held in rows.values())]
        names = {(*path[:-1], f"{path[-1]}_{key}") for path in rows for key in keys}
        if any(name[-1] in _at(self._value, name[:-1]) for name in names - self._names):
            raise CannotInsert("another value of the name that this one would have")
        for key in keys:
            for path, held in rows.items():
                name = (*path[:-1], f"{path[-1]}_{key}")
                if name not in self._names:
                    self._add(path[:-1], str(path[-1]), str(name[-1]), held.get(key))
                    self._names.add(name)
                placeholder = {"case": name[-1]}
            words = "words" if "words" in _at(self._value, holder) else "text"
            self._add(holder, words, key, placeholder)


def _at(value: Any, path: KeyPath) -> Any:
    for step in path:
        value = value[step]
    return value
