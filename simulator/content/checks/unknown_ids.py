"""Check ids: a file's own, and references to other files and sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.content.checks.understood import reader_of
from simulator.content.diagnostics.near_words import NEAR_ID, meant_fix, one_of
from simulator.content.diagnostics.validate import KEY, Found, problem_at
from simulator.content.files import find_files as find
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.procedure.reference_data import WordingList
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import Document, KeyPath
from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.errors import ContentError, LibraryError, Problem, first_problems

if TYPE_CHECKING:
    from simulator.content.rules.calibration_file import CalibrationFile
    from simulator.content.rules.competency_file import CompetencyFile
    from simulator.language.reader import Reader

_MOST_IDS = 20
"""Most ids that a message lists. Our choice; no source."""
_NAMED_IN: Mapping[str, Mapping[str, str]] = {
    "scenario": {"force": "force", "rubric": "rubric", "milder": "scenario"},
    "properties": {"properties.profiles": "profile"},
    "myths": {"myths.watch.scenario": "scenario", "myths.watch.profile": "profile"},
    "handout": {"parts.lines.myth": "myth", "parts.lines.holds": "property"},
    "plan": {
        **{f"steps{side}.scenario": "scenario" for side in ("", ".left", ".right")},
        **{f"steps{side}.profile": "profile" for side in ("", ".left", ".right")},
        "steps.which": "myth",
    },
}
"""What a text of a kind of file is the id of, by the keys that lead to it."""
_BY_PROFILE = ("outcomes", "not_under", "expect_by_profile")
"""Keys of a scenario under which each key is the id of a profile."""


class KnownReferences:
    """The ids that a file may refer to, each kind read on demand: reading all takes long."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def scenarios(self) -> Collection[str]:
        """The ids of scenarios."""
        return {find.id_of(path) for path in self.library.scenario_paths()}

    def ids(self, noun: str) -> Collection[str]:
        """Return the ids of scenarios, of myths, of properties, or of a kind of file."""
        match noun:
            case "scenario":
                return self.scenarios
            case "myth":
                return {myth.id for myth in self.library.myths()}
            case "property":
                paths = self.library.paths_of("properties")
                files, _ = find.readable(partial(self.library.load, "properties"), paths)
                return {each.id for loaded in files for each in loaded.file.properties}
        return {path.stem for path in self.library.paths_of(noun)}

    @cached_property
    def wording(self) -> WordingList:
        """The words to avoid."""
        return self.library.wording()

    @cached_property
    def reader(self) -> Reader:
        """The reader of words, with the library's own files."""
        return reader_of(self.library)

    def criteria(self, seat: Role) -> Collection[str]:
        """Return the ids of the criteria of a seat's shipped rubric."""
        return {each.id for each in self.library.rubric(seat.value).file.rubric.criteria}

    def grades_of(self, force: str) -> Collection[str]:
        """Return the grades of a force; none if it is unknown, which is reported elsewhere."""
        try:
            return [grade.id for grade in self.library.force(force).force.grades]
        except (ContentError, LibraryError):
            return ()


def texts_in(document: Document) -> list[tuple[KeyPath, str]]:
    """Return every text of a file, with its key path; a place is left out of words that have it."""
    return [
        (at, value)
        for at, value in document.leaves()
        if isinstance(value, str)
        and not (at and at[-1] == "place_words" and _is_part(document, at))
    ]


def _is_part(document: Document, place_words: KeyPath) -> bool:
    holder: Any = document.value
    for step in place_words[:-1]:
        holder = holder[step]
    words = holder.get("words", holder.get("text", ""))
    return holder["place_words"].casefold() in str(words).casefold()


def id_and_file(document: Document) -> Iterator[Found]:
    """Report a file whose name differs from its id."""
    name, stem = document.value["id"], find.stem_of(Path(document.name))
    if document.case:
        stem = f"{stem}-{document.case}"
    if name != stem:
        found = f'the id is "{name}", and the file is called "{stem}"'
        fix = meant_fix(str(name), [stem], NEAR_ID) if not document.case else ""
        yield ("id",), "id-and-file", found, "the same name for both", fix


def references(document: Document, kind: str, known: KnownReferences) -> Iterator[Found]:
    """Find references of a file to unknown ids."""
    nouns = _NAMED_IN.get(kind, {})
    last = {keys.rpartition(".")[2] for keys in nouns}
    for key_path, name in texts_in(document):
        if last.isdisjoint(key_path[-2:]):  # The key, or that of the list that it is in.
            continue
        keys = ".".join(each for each in key_path if isinstance(each, str))
        if noun := nouns.get(keys):
            own = {document.value["id"]} if keys == "milder" else set[str]()
            yield from _unknown_name(key_path, name, noun, {*known.ids(noun)} - own)
    for key in _BY_PROFILE if kind == "scenario" else ():
        for name in document.value.get(key, ()):
            yield from _unknown_name((key, name, KEY), name, "profile", known.ids("profile"))


def unknown_grades(scenario: Scenario, known: KnownReferences) -> Iterator[Found]:
    """Find grades of a scenario that its force lacks."""
    for where, part in scenario.parts():
        for index, step in enumerate(part.call_handler):
            for place, act in enumerate(step.do):
                for action in act.actions():
                    if isinstance(action, do.SetGrade):
                        grades = known.grades_of(scenario.force or DEFAULT_FORCE) or [action.grade]
                        key_path = (*where, "call_handler", index, "do", place, "grade")
                        yield from _unknown_name(key_path, action.grade, "grade", grades)


def unknown_lapses(scenario: Scenario, known: KnownReferences) -> Iterator[Found]:
    """Find people and lapses of the cast that do not exist."""
    for key, role in (("handler", Role.CALL_HANDLER), ("operator", Role.OPERATOR)):
        try:
            if scenario.cast is not None:
                known.library.lapses().handling(getattr(scenario.cast, key), role)
        except LibraryError as error:
            expected = "good, a person, or lapses with commas"
            yield ("cast", key), "unknown-lapse", error.message, expected, error.hint


def unknown_in_calibration(file: CalibrationFile, known: KnownReferences) -> Iterator[Found]:
    """Find calls to rate that are not there, and criteria that the seat's rubric lacks."""
    for index, call in enumerate(file.calibration):
        at = ("calibration", index)
        try:
            known.library.call_to_rate(call.id)
        except LibraryError as error:
            yield (*at, "id"), "unknown-scenario", error.message, "", error.hint
        for place, each in enumerate(call.ratings):
            key_path = (*at, "ratings", place, "id")
            yield from _unknown_name(key_path, each.id, "criterion", known.criteria(call.seat))


def unknown_competencies(file: CompetencyFile, known: KnownReferences) -> Iterator[Found]:
    """Find criteria of the competency map that the seat's rubric lacks."""
    for index, unit in enumerate(file.units):
        for number, point in enumerate(unit.points):
            for place, name in enumerate(point.shown_by):
                key_path = ("units", index, "points", number, "shown_by", place)
                yield from _unknown_name(key_path, name, "criterion", known.criteria(unit.seat))


def _unknown_name(
    key_path: KeyPath, name: str, noun: str, words: Collection[str]
) -> Iterator[Found]:
    """Report a reference to an unknown id."""
    if name not in words:
        fix = meant_fix(name, words, NEAR_ID)
        found = f'there is no {noun} "{name}"'
        known = f": {one_of(sorted(words))}" if len(words) <= _MOST_IDS else ""
        yield key_path, f"unknown-{noun}", found, f"the id of a {noun}{known}", fix


def unlisted_scenarios(library: Library, document: Document, path: Path) -> Iterator[Found]:
    """Find scenarios of a pack that are not there."""
    for place, request in enumerate(document.value["scenarios"]):
        try:
            library.listed_in(path, request)
        except LibraryError as error:
            yield ("scenarios", place), "unknown-scenario", error.message, "", error.hint


def unknown_sources(document: Document, known: KnownReferences) -> list[Problem]:
    """Return the first source codes, anywhere in a file, that aren't in the list of sources."""
    codes, fix = known.library.sources(), "silent999 words --kind source lists the codes"
    wrong = (
        (key_path, value)
        for key_path, value in document.leaves()
        if {"source", "sources", "against"} & set(key_path[-2:])
        # In an act at an exact time, `source` is a source of location data.
        if value not in codes and "exactly" not in key_path
    )
    code, expected = "unknown-source", "a code of sources.yaml"
    return first_problems(
        problem_at(document, at, code, f"the source {value} is not in sources.yaml", expected, fix)
        for at, value in wrong
    )
