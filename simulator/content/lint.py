"""Checks of content files that need no run: wording, numbers, names, and whether references exist.

What these find does not stop a scenario from running. `check` shows it together with what does. It
is a little longer than other files: the checks of a scenario are read side by side.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from simulator.content.codes import levelled
from simulator.content.finding import PACK_FILES
from simulator.content.library import Library
from simulator.content.reading import problem_at, validated
from simulator.content.reference import DramaNumbers, WordingList
from simulator.content.scenario import Scenario
from simulator.content.structure import Found, structure_problems
from simulator.content.yaml_reader import read_file
from simulator.content.yaml_text import Document, Trail
from simulator.core.terms import Marker, Topic
from simulator.errors import ContentError, Problem

_PROFILE_KEYS = frozenset({"switches", "timings", "operator", "handler", "lines", "conflicts"})
_RUBRIC_KEYS = frozenset({"criteria", "role"})
_PROPERTY_KEYS = frozenset({"properties"})
_PACK_KEYS = frozenset({"scenarios"})
_FORCE_KEYS = frozenset({"grades", "marker_grades", "unanswered_grade", "callback", "code"})
_ROOM_KEYS = frozenset({"steps", "help", "myths"})

_NUMBER = re.compile(r"(?:\+|\b0)[0-9](?:[\s().-]{0,2}[0-9]){8,12}\b")
_CAPITAL = re.compile(r"[A-Z][a-z]+(?:['’][a-z]+)?(?: [A-Z][a-z]+(?:['’][a-z]+)?)*")
_SENTENCE = re.compile(r"(?:^|[.!?:…\"“‘(]\s*|\.\.\.\s*)$")
_WORD = re.compile(r"[A-Za-z]+")

_NAMED = ("title", "words", "who", "place", "address", "ask", "facilitator", "text")
"""Keys whose text may speak of people and places."""

_HARM = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON, Topic.FOLLOWED)


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may refer to."""

    scenarios: Collection[str]
    profiles: Collection[str]
    forces: Collection[str]
    rubrics: Collection[str]
    sources: Collection[str]
    numbers: DramaNumbers
    wording: WordingList

    @classmethod
    def from_library(cls, library: Library) -> Known:
        """Everything in the library."""
        return cls(
            scenarios={path.stem for path in library.scenario_paths()},
            profiles={path.stem for path in library.profile_paths()},
            forces={path.stem for path in library.force_paths()},
            rubrics={path.stem for path in library.rubric_paths()},
            sources=library.sources().keys(),
            numbers=library.drama_numbers(),
            wording=library.wording(),
        )


def check(library: Library, paths: Iterable[Path], known: Known | None = None) -> list[Problem]:
    """Every problem of every file: scenarios, and all that goes with them.

    `known` is what files may refer to; left out, everything in the library.
    """
    known = known or Known.from_library(library)
    problems: list[Problem] = []
    ids: dict[str, Path] = {}
    for path in paths:
        try:
            document = read_file(path)
            problems += _problems(library, document, path, known)
        except ContentError as error:
            problems += error.problems
            continue
        name = document.value.get("id") if isinstance(document.value, dict) else None
        first = ids.setdefault(name, path) if isinstance(name, str) else path
        if first != path:
            found = f'the id "{name}" is already taken by {first}'
            mend = "give one of the two another id and file name"
            problems.append(problem_at(document, ("id",), "duplicate-id", found, "", mend))
    return levelled(dict.fromkeys(problems))


def check_shipped(library: Library) -> list[Problem]:
    """Every problem of every file that the library knows."""
    return check(library, library.paths())


def lint(document: Document, scenario: Scenario, known: Known) -> list[Problem]:
    """What is wrong with a scenario that can be loaded."""
    found = [
        *_own_name(document, scenario),
        *_references(scenario, known),
        *_safety(document, scenario, known),
    ]
    problems = [problem_at(document, *each) for each in found]
    problems += structure_problems(document, scenario)
    problems += unknown_sources(document, known.sources)
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def unknown_sources(document: Document, sources: Collection[str]) -> list[Problem]:
    """Source codes, anywhere in a file, that nobody knows."""
    problems = []
    for trail, value in _leaves(document.value):
        if {"source", "sources", "against"} & set(trail[-2:]) and value not in sources:
            near = _near(value, sources)
            found = f"the source {value} is not in sources.yaml"
            mend = f"did you mean {near}?" if near else ""
            expected = "a code of sources.yaml"
            problems.append(problem_at(document, trail, "unknown-source", found, expected, mend))
    return problems


def _problems(library: Library, document: Document, path: Path, known: Known) -> list[Problem]:
    """The problems of one file, of whatever kind it is."""
    keys = set(document.value) if isinstance(document.value, dict) else set()
    load: Callable[[Path], object] | None = None
    if keys & _ROOM_KEYS:
        from simulator.content.room_lint import room_problems

        return room_problems(library, document, known)
    if keys & _PROFILE_KEYS and "kind" not in keys:  # a scenario may have steps of the operator
        load = library.profile
    elif keys & _FORCE_KEYS:
        load = library.force
    elif keys & _RUBRIC_KEYS:
        load = library.rubric
    elif keys & _PROPERTY_KEYS:
        load = library.property_file
    elif keys & _PACK_KEYS:
        load = library.pack
    if load is None:
        return lint(document, validated(document, Scenario), known)
    load(path)
    prose = load in (library.rubric, library.property_file, library.pack)
    found = [
        *(stem(document) if path.name not in PACK_FILES else ()),
        *(plain_words(document, known) if prose else ()),
        *(_profiles_named(document, known) if load == library.property_file else ()),
    ]
    problems = [problem_at(document, *each) for each in found]
    return problems + unknown_sources(document, known.sources)


# --- references ----------------------------------------------------------------------------------


def stem(document: Document) -> Iterator[Found]:
    """That a file has the name of its id."""
    name, stem = document.value["id"], Path(document.name).stem
    if name != stem:
        found = f'the id is "{name}", and the file is called "{stem}"'
        yield ("id",), "id-and-file", found, "the same name for both", f"write id: {stem}"


def _own_name(document: Document, scenario: Scenario) -> Iterator[Found]:
    yield from stem(document)
    folder = Path(document.name).parent.name
    kinds = ("silent", "sounds", "spoken", "disguised", "accidental", "landline")
    if folder in kinds and folder != scenario.kind:
        found = f"the kind is {scenario.kind}, and the folder is {folder}"
        yield ("kind",), "kind-and-folder", found, "the same word for both", f"write kind: {folder}"


def _references(scenario: Scenario, known: Known) -> Iterator[Found]:
    named: list[tuple[Trail, str, str, Collection[str]]] = []
    if scenario.milder is not None:
        others = set(known.scenarios) - {scenario.id}
        named.append((("milder",), scenario.milder, "scenario", others))
    if scenario.force is not None:
        named.append((("force",), scenario.force, "force", known.forces))
    for key in ("outcomes", "expect_by_profile"):
        for profile in getattr(scenario, key):
            named.append(((key, profile), profile, "profile", known.profiles))
    for index, rubric in enumerate(scenario.rubric):
        named.append((("rubric", index), rubric, "rubric", known.rubrics))
    for trail, name, noun, words in named:
        yield from unknown_name(trail, name, noun, words)


def unknown_name(trail: Trail, name: str, noun: str, words: Collection[str]) -> Iterator[Found]:
    """That there is nothing of that name."""
    if name not in words:
        near = _near(name, words)
        mend = f"did you mean {near}?" if near else ""
        found = f'there is no {noun} "{name}"'
        yield trail, f"unknown-{noun}", found, f"the id of a {noun}", mend


def _profiles_named(document: Document, known: Known) -> Iterator[Found]:
    """Profiles that a file of properties names and nobody knows."""
    for trail, name in _leaves(document.value):
        if len(trail) == 4 and trail[2] == "profiles":
            yield from unknown_name(trail, name, "profile", known.profiles)


def _near(word: Any, words: Collection[str]) -> str:
    found = difflib.get_close_matches(str(word), words, n=1, cutoff=0.5)
    return found[0] if found else ""


# --- safety of the text --------------------------------------------------------------------------


def _safety(document: Document, scenario: Scenario, known: Known) -> Iterator[Found]:
    if _speaks_of_harm(scenario) and not scenario.content_note:
        found = "the scenario speaks of harm, but its content note is empty"
        mend = "say in a few words what a person should know before they begin"
        yield ("content_note",), "content-note", found, "a content note", mend
    allowed = {word for name in scenario.invented for word in _WORD.findall(name)}
    allowed |= {word for name in known.wording.capitals for word in _WORD.findall(name)}
    yield from plain_words(document, known)
    for trail, value in _leaves(document.value):
        if isinstance(value, str) and {*trail} & {*_NAMED} and "invented" not in trail:
            yield from _names(trail, value, allowed)


def plain_words(document: Document, known: Known) -> Iterator[Found]:
    """Somebody's number, words that are not used, and names of real people, anywhere in a file."""
    for trail, value in _leaves(document.value):
        if isinstance(value, str):
            yield from _numbers(trail, value, known.numbers)
    yield from careful_words(document, known)


def careful_words(document: Document, known: Known) -> Iterator[Found]:
    """Words that are not used, and names of real people, anywhere in a file."""
    for trail, value in _leaves(document.value):
        if isinstance(value, str):
            yield from _wording(trail, value, known.wording)
            yield from _real_names(trail, value, known.wording)


def _speaks_of_harm(scenario: Scenario) -> bool:
    told = any(scenario.facts.get(topic) == "yes" for topic in _HARM)
    return told or bool(set(scenario.number.markers) - {Marker.ILLNESS, Marker.VULNERABLE})


def _numbers(trail: Trail, text: str, numbers: DramaNumbers) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        if not numbers.holds(match[0]):
            found = f"{match[0]} may be somebody's telephone number"
            mend = "write one that is set aside for drama, such as 07700 900123"
            yield trail, "real-number", found, "a number of drama_numbers.yaml", mend


def _wording(trail: Trail, text: str, wording: WordingList) -> Iterator[Found]:
    lowered = text.lower()
    for held in wording.words:
        if re.search(rf"\b{re.escape(held.instead_of)}(?:s|es)?\b", lowered):
            yield trail, "wording", f'"{held.instead_of}": {held.why}', "", f'say "{held.say}"'
    for one, other in wording.together:
        has = [re.search(rf"\b{word}\b", lowered) is not None for word in (one, other)]
        if any(has) and not all(has):
            found = f'"{one if has[0] else other}" stands alone'
            mend = f'say "{one} and {other}", or "the caller"'
            yield trail, "wording", found, "", mend


def _real_names(trail: Trail, text: str, wording: WordingList) -> Iterator[Found]:
    words = _WORD.findall(text)
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    for name in (*words, *pairs):
        if wording.is_real(name):
            yield trail, "real-name", "the name of a real person", "an invented name", ""


def _names(trail: Trail, text: str, allowed: Collection[str]) -> Iterator[Found]:
    """Words with a capital letter inside a sentence, or called out at its start."""
    for match in _CAPITAL.finditer(text):
        words = [re.split("['’]", word)[0] for word in match[0].split(" ")]
        begins = _SENTENCE.search(text[: match.start()]) is not None
        called = trail[-1] == "words" and text[match.end() :].startswith((",", "!"))
        unknown = [word for word in words[begins and not called :] if word not in allowed]
        if unknown:
            name = " ".join(unknown)
            mend = f'if it was made up, write invented: ["{name}"]'
            yield trail, "unlisted-name", f"{name} looks like a name", "no real names", mend


def _leaves(value: Any, trail: Trail = ()) -> Iterator[tuple[Trail, Any]]:
    """Every value that is no list and no mapping, with its trail."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*trail, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*trail, index))
    else:
        yield trail, value
