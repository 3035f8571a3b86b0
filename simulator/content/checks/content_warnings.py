"""The check of content files, without a run: validation, references, wording, numbers, names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from simulator.content.checks import meaning_problems, sensitive_words, unknown_ids
from simulator.content.checks.unknown_ids import KnownReferences, id_and_file, unknown_sources
from simulator.content.diagnostics import validate
from simulator.content.diagnostics.validate import Found, problem_at, validated
from simulator.content.files.file_kinds import kind_of, refuse_another_kind
from simulator.content.files.find_files import CASE, PARTS_BESIDE, TRANSLATION, file_of
from simulator.content.library.library import Library, is_shipped
from simulator.content.scenario.impossible_steps import structure_problems
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import Document, quote_it
from simulator.core import instant
from simulator.core.profile import Profile
from simulator.core.terms import LineKind, LossCause, Sign, Topic
from simulator.errors import ContentError, Problem, by_place, first_problems

# A space after the sign means a comment, and so do several spaces before it.
_REST = re.compile(r" #[^\s#].*?(?=\s+#(?:\s|$)|\s*$)")


def check(
    library: Library, paths: Iterable[Path], known: KnownReferences | None = None
) -> list[Problem]:
    """Return every problem of every file, of any kind.

    `known` are the ids that files may refer to; left out, those of the library.
    """
    known = known or KnownReferences(library)
    problems: list[Problem] = []
    ids: dict[str, Path] = {}
    for path in dict.fromkeys(map(file_of, paths)):
        try:
            if path.suffix == TRANSLATION:
                problems += _of_translation(library, path, known)
                continue
            document = library.read(path)
            problems += _cut_texts(document)
            kind = _kind(document, path)
            if kind == "scenario":
                problems += _of_scenarios(library, path, known)
            else:
                problems += _of_file(library, document, path, kind, known)
        except ContentError as error:
            problems += error.problems
            continue
        # A file with cases has an id for each of them.
        for each in library.documents(path) if kind == "scenario" else (document,):
            name = each.value.get("id")
            if isinstance(name, str) and (first := ids.setdefault(name, path)) != path:
                problems.append(validate.id_taken(each, name, first))
    return list(dict.fromkeys(problems))


def refuse_mistakes(library: Library, path: Path) -> None:
    """Refuse to play a user's file with an error; what is shipped has been checked before."""
    if is_shipped(file_of(path)):
        return
    errors = [each for each in check(library, [path]) if each.level == "error"]
    if errors:
        raise ContentError(errors)


def lint(document: Document, scenario: Scenario, known: KnownReferences) -> list[Problem]:
    """Return the first problems of a loaded scenario, in the order of the file."""
    found = chain(
        id_and_file(document),
        unknown_ids.references(document, "scenario", known),
        unknown_ids.unknown_grades(scenario, known),
        unknown_ids.unknown_lapses(scenario, known),
        _odd_in_scenario(scenario),
        sensitive_words.scenario_words(document, scenario, known),
        meaning_problems.meanings(document, known),
    )
    problems = chain(
        structure_problems(document, scenario),
        (problem_at(document, *each) for each in found),
        unknown_sources(document, known),
    )
    return sorted(first_problems(problems), key=by_place)


def _kind(document: Document, path: Path) -> str:
    """Return the kind of a file; that of a part of scenarios by its folder."""
    folder = path.parent.name
    return folder.removesuffix("s") if folder in PARTS_BESIDE else kind_of(document.value)


def _of_translation(library: Library, path: Path, known: KnownReferences) -> list[Problem]:
    # Deferred: Fluent takes 60 ms to load, and few checks need it.
    from simulator.content.library.translations import FluentFile, problems_of

    file = FluentFile(path)
    words = sensitive_words.translated_words(file.document, known)
    found = (problem_at(file.document, *each) for each in words)
    return [*problems_of(file, library), *first_problems(found)]


def _of_scenarios(library: Library, path: Path, known: KnownReferences) -> Iterator[Problem]:
    """Yield the problems of a scenario, or of every case of a table.

    What is shipped and built into the package has been validated then.
    """
    for document in library.documents(path):
        case = path.with_name(f"{path.name}{CASE}{document.case}") if document.case else path
        try:
            built = library.built(case)
            scenario = built["scenario"] if built else validated(document, Scenario)
        except ContentError as error:
            yield from error.problems
        else:
            yield from lint(document, scenario, known)


def _of_file(
    library: Library, document: Document, path: Path, kind: str, known: KnownReferences
) -> list[Problem]:
    if path in library.scenario_sources():
        refuse_another_kind(document)
    loaded = library.load(kind, path)
    found = chain(
        id_and_file(document) if "id" in document.value else (),
        sensitive_words.file_words(document, kind, getattr(loaded.file, "invented", ()), known),
        unknown_ids.references(document, kind, known),
        _of_kind(kind, document, loaded, known),
        meaning_problems.meanings(document, known) if f"{kind}s" in PARTS_BESIDE else (),
    )
    problems = [problem_at(document, *each) for each in found]
    problems += library.taken_over(path) if kind == "support" else ()
    return sorted([*problems, *unknown_sources(document, known)], key=by_place)


def _of_kind(kind: str, document: Document, loaded: Any, known: KnownReferences) -> Iterable[Found]:
    """Return what only files of this kind are checked for."""
    match kind:
        case "profile":
            return _odd_in_profile(loaded.profile)
        case "pack":
            return unknown_ids.unlisted_scenarios(known.library, document, loaded.path)
        case "calibration":
            return unknown_ids.unknown_in_calibration(loaded.file, known)
        case "competencies":
            return unknown_ids.unknown_competencies(loaded.file, known)
        case "plan":
            return chain(loaded.file.broken_rules(), _without_decisions(loaded.file, known))
    return ()


def _without_decisions(plan: Any, known: KnownReferences) -> Iterator[Found]:
    """Find steps of a plan that stop at the decision points of a scenario without any."""
    for place, step in enumerate(plan.steps):
        name = step.scenario if step.do == "decide" else ""
        if name in known.scenarios and not known.library.scenario(name).scenario.decision_points:
            found = f"{name} has no decision points"
            yield ("steps", place, "scenario"), "no-decision", found, "", ""


def _odd_in_scenario(scenario: Scenario) -> Iterator[Found]:
    """Find an answer in words that can't be given, a landline on a mobile, AML that isn't sent."""
    if scenario.kind == "landline" and scenario.line not in (LineKind.LANDLINE, LineKind.DIGITAL):
        found = f"the kind is landline, and the line is {scenario.line}"
        fix = "write line: landline or digital, or another kind"
        yield ("kind",), "kind-and-line", found, "", fix
    for where, part in scenario.parts():
        by = part.answers.by if part.answers else ()
        if Sign.SPOKEN in by and scenario.facts.get(Topic.CAN_SPEAK) == "no":
            yield (*where, "answers", "by", by.index(Sign.SPOKEN)), "cannot-speak", "", "", ""
        if part.location.aml is not None and LossCause.BATTERY in part.losses:
            yield (*where, "location", "aml"), "battery-and-aml", "", "", ""


def _odd_in_profile(profile: Profile) -> Iterator[Found]:
    """Find a recorded request for 55 that comes when the recording has ended."""
    times, twice = profile.timings, 1 + profile.switches.asks_twice
    if times.request * twice >= times.end:
        last, end = instant.amount(times.request * twice), instant.amount(times.end)
        found = f"the recording asks for 55 at {last}, and ends at {end}"
        yield ("timings", "request"), "late-request", found, f"a time before {end}", ""


def _cut_texts(document: Document) -> Iterator[Problem]:
    """Yield values that YAML truncated at ` #`, where a comment begins.

    Such a file is valid, but the end of the text is lost. A content note must not lose its last
    words.
    """
    for key_path, value in unknown_ids.texts_in(document):
        place = document.place(key_path)
        if "#" not in document.line(place.line):
            continue
        rest = _REST.match(document.line(place.line), place.column - 1 + place.width)
        if rest and document.source(place) == value:
            text = value + rest[0]
            found = f'the text ends before "{rest[0].split()[0]}", where a comment begins'
            fix = f"{quote_it(text)}; if it is a comment, put a space after the #"
            problem = problem_at(document, key_path, "cut-text", found, "", fix)
            yield replace(problem, width=len(text))
