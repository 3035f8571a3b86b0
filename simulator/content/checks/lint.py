"""Checks of content files that need no run: wording, numbers, names, and whether references exist.

What these find does not stop a scenario from running. `check` shows it together with what does."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from simulator.content.checks.cut_lists import cut_sentences
from simulator.content.checks.ids import shipped_ids, stem
from simulator.content.checks.no_effect import senseless
from simulator.content.checks.references import Known
from simulator.content.checks.sensitive_words import leaves, part_words, plain_words, scenario_words
from simulator.content.checks.truncated_text import among, cut_texts
from simulator.content.diagnostics.validate import (
    KEY,
    id_taken,
    levelled,
    of_all_rows,
    problem_at,
    validated,
)
from simulator.content.files.file_kinds import Kind, kind_of
from simulator.content.files.paths import PACK_FILES, file_of, is_pack, resolved
from simulator.content.files.wrong_folder import refuse_another_kind, refuse_scenario
from simulator.content.library.library import (
    DEFAULT_FORCE,
    SOURCES,
    Library,
    LoadedScenario,
    is_shipped,
)
from simulator.content.scenario.impossible import Found, structure_problems
from simulator.content.scenario.personas import PARTS, PartFile, refuse_other_part
from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.content.scenario.staff_acts import Grade
from simulator.content.yaml.document import Document, Trail
from simulator.content.yaml.reader import read_file
from simulator.errors import ContentError, Problem, by_place, first_problems

Beyond = Callable[[Scenario], Iterable[Found]]
"""Checks of a scenario that a higher floor adds."""


def check(
    library: Library,
    paths: Iterable[Path],
    known: Known | None = None,
    beyond: Beyond = lambda _scenario: (),
) -> list[Problem]:
    """Every problem of every file: scenarios, and all that goes with them.

    `known` is what files may refer to; left out, everything in the library. `beyond` looks at the
    scenarios that could be played. `proof.lint` has the whole of it.
    """
    known = known or Known(library)
    problems: list[Problem] = []
    ids: dict[str, Path] = {}
    files = dict.fromkeys(map(file_of, paths))
    for path in files:
        cut: list[Problem] = []
        try:
            document = read_file(path)
            cut = list(cut_texts(document))
            problems += among(cut, _problems(library, document, path, known, beyond))
        except ContentError as error:
            problems += among(cut, error.problems)
            continue
        for each in _named(library, document, path):
            name = each.value.get("id") if isinstance(each.value, dict) else None
            first = ids.setdefault(name, path) if isinstance(name, str) else path
            if first != path:
                problems.append(id_taken(each, str(name), first))
            elif isinstance(name, str):
                problems += shipped_ids(each, path)
    problems += _unused_parts(library, files)
    return levelled(dict.fromkeys(problems))


def _named(library: Library, document: Document, path: Path) -> Sequence[Document]:
    """What has an id of its own in a file: each case of a table, else the file."""
    tabled = path.parent.name not in PARTS and kind_of(document.value) == "scenario"
    return library.documents(path) if tabled else (document,)


def _unused_parts(library: Library, files: Iterable[Path]) -> Iterator[Problem]:
    """The personas and fragments that no scenario takes up, where both are among the files."""
    there = set(files)
    parts = {path for path in there if path.parent.name in PARTS}
    if not parts or parts == there:
        return
    for path in library.unused_parts():
        if path not in parts:
            continue
        try:
            document = read_file(path)
        except ContentError:
            continue  # which is told of already
        found = f"no scenario takes up this {path.parent.name.removesuffix('s')}"
        mend = "extend it in a scenario, or remove it"
        yield problem_at(document, ("id",), "unused-part", found, "", mend)


def refuse_mistakes(library: Library, path: Path) -> None:
    """Refuse to play a person's own file in which `check` finds an error; warnings do not matter.

    What is shipped has been checked, so it is not looked at again.

    Raises:
        ContentError: with those errors.
    """
    if is_shipped(file_of(path)):
        return
    errors = [each for each in check(library, [path]) if each.level == "error"]
    if errors:
        raise ContentError(errors)


def refuse_namesakes(scenarios: Iterable[LoadedScenario]) -> None:
    """Refuse to play several files of one id, in the words of `check`.

    Raises:
        ContentError: with each file whose id an earlier one has.
    """
    first: dict[str, LoadedScenario] = {}
    problems: list[Problem] = []
    for each in scenarios:
        other = first.setdefault(each.scenario.id, each)
        if resolved(other.path) != resolved(each.path):
            problems.append(id_taken(each.document, each.scenario.id, other.file))
    if problems:
        raise ContentError(problems)


def check_shipped(library: Library) -> list[Problem]:
    """Every problem of every file that the library knows."""
    return check(library, library.paths())


def lint(document: Document, scenario: Scenario, known: Known) -> list[Problem]:
    """What is wrong with a scenario that can be loaded: the first problems, in order."""
    found = chain(
        _own_name(document, scenario),
        _references(scenario, known),
        senseless(document, scenario),
        cut_sentences(document),
        scenario_words(document, scenario, known),
    )
    problems = chain(
        structure_problems(document, scenario),
        (problem_at(document, *each) for each in found),
        _unknown_sources(document, known.sources),
    )
    return sorted(first_problems(problems), key=by_place)


def unknown_sources(document: Document, sources: Collection[str]) -> list[Problem]:
    """Source codes, anywhere in a file, that nobody knows: the first of them."""
    return first_problems(_unknown_sources(document, sources))


def _unknown_sources(document: Document, sources: Collection[str]) -> Iterator[Problem]:
    for trail, value in leaves(document.value):
        if "exactly" in trail:  # there `source` is what sends location data
            continue
        if {"source", "sources", "against"} & set(trail[-2:]) and value not in sources:
            near = re.sub(r"(?<=[A-Z])0+(?=\d)", "", str(value))
            found = f"the source {value} is not in sources.yaml"
            mend = f"did you mean {near}?" if near in sources else f"the codes stand in {SOURCES}"
            expected = "a code of sources.yaml"
            yield problem_at(document, trail, "unknown-source", found, expected, mend)


def _problems(
    library: Library, document: Document, path: Path, known: Known, beyond: Beyond
) -> list[Problem]:
    """The problems of one file, of whatever kind it is."""
    if path.parent.name in PARTS:
        refuse_scenario(document)
        refuse_other_part(document, path.parent.name)
        return _part_problems(document, PARTS[path.parent.name], known)
    kind = kind_of(document.value, "pack" if is_pack(path) else "scenario")
    if kind == "scenario":
        rows = library.documents(path)
        return of_all_rows([(row, _scenario_problems(row, known, beyond)) for row in rows])
    if path in library.scenario_sources():
        refuse_another_kind(document)
    if kind in ("plan", "help", "myths", "handout"):
        from simulator.content.checks.awareness_lint import room_problems

        return room_problems(library, document, known)
    loads: dict[Kind, Callable[[Path], object]] = {
        "profile": library.profile,
        "force": library.force,
        "rubric": library.rubric,
        "properties": library.property_file,
        "pack": library.pack,
    }
    loads[kind](path)
    found = [
        *(stem(document) if path.name not in PACK_FILES else ()),
        *plain_words(document, known),
        *(_profiles_named(document, known) if kind == "properties" else ()),
    ]
    problems = [problem_at(document, *each) for each in found]
    return problems + unknown_sources(document, known.sources)


def _scenario_problems(document: Document, known: Known, beyond: Beyond) -> list[Problem]:
    """The problems of one complete scenario."""
    scenario = validated(document, Scenario)
    problems = lint(document, scenario, known)
    if not structure_problems(document, scenario):
        more = (problem_at(document, *each) for each in beyond(scenario))
        problems = first_problems(chain(problems, more))
    return sorted(problems, key=by_place)


def _part_problems(document: Document, model: type[PartFile], known: Known) -> list[Problem]:
    """The problems of a persona or a fragment."""
    part = validated(document, model)
    found = [*stem(document), *part_words(document, part.invented, known)]
    problems = [problem_at(document, *each) for each in found]
    return [*problems, *unknown_sources(document, known.sources)]


# --- references ----------------------------------------------------------------------------------


def _own_name(document: Document, scenario: Scenario) -> Iterator[Found]:
    yield from stem(document)
    folder = Path(document.name).parent.name
    kinds = ("silent", "sounds", "spoken", "disguised", "accidental", "landline")
    if folder in kinds and folder != scenario.kind:
        found = f"the kind is {scenario.kind}, and the folder is {folder}"
        mend = f"write kind: {folder}, or move the file to a folder {scenario.kind}"
        yield ("kind",), "kind-and-folder", found, "the same word for both", mend


def _references(scenario: Scenario, known: Known) -> Iterator[Found]:
    named: list[tuple[Trail, str, str, Collection[str]]] = []
    if scenario.milder is not None:
        others = set(known.scenarios) - {scenario.id}
        named.append((("milder",), scenario.milder, "scenario", others))
    if scenario.force is not None:
        named.append((("force",), scenario.force, "force", known.forces))
    for key in ("outcomes", "expect_by_profile"):
        for profile in getattr(scenario, key):
            named.append(((key, profile, KEY), profile, "profile", known.profiles))
    for index, rubric in enumerate(scenario.rubric):
        named.append((("rubric", index), rubric, "rubric", known.rubrics))
    named += _grades_set(scenario, known)
    for trail, name, noun, words in named:
        yield from unknown_name(trail, name, noun, words)


def _grades_set(
    scenario: Scenario, known: Known
) -> Iterator[tuple[Trail, str, str, Collection[str]]]:
    """The grades that a call handler's steps set, of a force that is known."""
    parts: list[tuple[Trail, CallScript]] = [((), scenario)]
    parts += [(("calls", index), call) for index, call in enumerate(scenario.calls)]
    for where, part in parts:
        for index, step in enumerate(part.call_handler):
            for place, act in enumerate(step.do):
                if isinstance(act, Grade):
                    grades = known.grades_of(scenario.force or DEFAULT_FORCE)
                    trail = (*where, "call_handler", index, "do", place, "grade")
                    if grades is not None:
                        yield trail, act.grade, "grade", grades


def unknown_name(trail: Trail, name: str, noun: str, words: Collection[str]) -> Iterator[Found]:
    """That there is nothing of that name."""
    if name not in words:
        near = _near(name, words)
        mend = f"did you mean {near}?" if near else ""
        found = f'there is no {noun} "{name}"'
        yield trail, f"unknown-{noun}", found, f"the id of a {noun}", mend


def _profiles_named(document: Document, known: Known) -> Iterator[Found]:
    """Profiles that a file of properties names and nobody knows."""
    for trail, name in leaves(document.value):
        if len(trail) == 4 and trail[2] == "profiles":
            yield from unknown_name(trail, name, "profile", known.profiles)


def _near(word: Any, words: Collection[str]) -> str:
    found = difflib.get_close_matches(str(word), words, n=1)
    return found[0] if found else ""
