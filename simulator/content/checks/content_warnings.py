"""The check of content files, without a run: validation, references, wording, numbers, names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from simulator.content.checks import sensitive_words, unknown_ids
from simulator.content.checks.odd_combinations import odd_in_profile, odd_in_scenario
from simulator.content.checks.unknown_ids import KnownReferences, id_and_file, unknown_sources
from simulator.content.diagnostics import validate
from simulator.content.diagnostics.validate import Found, problem_at, validated
from simulator.content.files.file_kinds import kind_of, refuse_another_kind
from simulator.content.files.find_files import CASE, TRANSLATION, file_of
from simulator.content.library.library import Library, is_shipped
from simulator.content.scenario.expand import PARTS
from simulator.content.scenario.impossible_steps import structure_problems
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import Document, quote_it
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
                problems += _translation_problems(library, path, known)
                continue
            document = library.read(path)
            problems += _cut_texts(document)
            problems += _problems(library, document, path, known)
        except ContentError as error:
            problems += error.problems
            continue
        # A file with cases has an id for each of them.
        tabled = path.parent.name not in PARTS and kind_of(document.value) == "scenario"
        for each in library.documents(path) if tabled else (document,):
            name = each.value.get("id")
            if isinstance(name, str) and (first := ids.setdefault(name, path)) != path:
                problems.append(validate.id_taken(each, name, first))
    return validate.levelled(dict.fromkeys(problems))


def _translation_problems(library: Library, path: Path, known: KnownReferences) -> list[Problem]:
    # Deferred: Fluent takes 60 ms to load, and few checks need it.
    from simulator.content.library.translations import FluentFile, problems_of

    file = FluentFile(path)
    found = (
        problem_at(file.document, *each)
        for each in sensitive_words.translated_words(file.document, known)
    )
    return [*problems_of(file, library), *first_problems(found)]


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
        unknown_ids.references(scenario, known),
        odd_in_scenario(scenario),
        sensitive_words.scenario_words(document, scenario, known),
    )
    problems = chain(
        structure_problems(document, scenario),
        (problem_at(document, *each) for each in found),
        unknown_sources(document, known),
    )
    return sorted(first_problems(problems), key=by_place)


def _problems(
    library: Library, document: Document, path: Path, known: KnownReferences
) -> list[Problem]:
    if model := PARTS.get(path.parent.name):
        part = validated(document, model)
        words = chain(
            id_and_file(document), sensitive_words.part_words(document, part.invented, known)
        )
        problems = [problem_at(document, *each) for each in words]
        return [*problems, *unknown_sources(document, known)]
    kind = kind_of(document.value)
    if kind == "scenario":
        rows = library.documents(path)
        cases = ((row, path.with_name(f"{path.name}{CASE}{row.case}")) for row in rows)
        every = (
            _of_case(row, known, library.built(case if row.case else path)) for row, case in cases
        )
        return list(dict.fromkeys(chain.from_iterable(every)))
    if path in library.scenario_sources():
        refuse_another_kind(document)
    if kind in ("plan", "support", "myths", "handout"):
        # Deferred: the models of these files take 20 ms to load; a scenario doesn't need them.
        from simulator.content.checks.awareness_warnings import room_problems

        return room_problems(library, document, known)
    library.load(kind, path)
    found: list[Found] = []
    # Phrases and lines are all read together, so that nothing names such a file.
    if kind not in ("phrases", "lines"):
        found += id_and_file(document)
    if kind == "phrases":
        # They are matched and never shown, so they may have words that our own text avoids.
        found += sensitive_words.unlisted_names(document, known)
    else:
        found += sensitive_words.plain_words(document, known)
    if kind == "profile":
        found += odd_in_profile(library.profile(path).profile)
    if kind == "pack":
        found += unknown_ids.unlisted_scenarios(library, document, path)
    if kind == "properties":
        found += unknown_ids.unknown_profiles(document, known)
    return [*(problem_at(document, *each) for each in found), *unknown_sources(document, known)]


def _of_case(document: Document, known: KnownReferences, built: Any) -> Sequence[Problem]:
    """Return the problems of one case of a table, or of a scenario without one.

    What is shipped and built into the package has been validated then.
    """
    try:
        scenario = built["scenario"] if built else validated(document, Scenario)
    except ContentError as error:
        return error.problems
    problems = lint(document, scenario, known)
    if not structure_problems(document, scenario):
        problems = first_problems(problems)
    return sorted(problems, key=by_place)


def _cut_texts(document: Document) -> Iterator[Problem]:
    """Yield values that YAML truncated at ` #`, where a comment begins.

    Such a file is valid, but the end of the text is lost. A content note must not lose its last
    words.
    """
    for key_path, value in unknown_ids.texts_in(document):
        place = document.place(key_path)
        rest = _REST.match(document.line(place.line), place.column - 1 + place.width)
        if rest and document.source(place) == value:
            text = value + rest[0]
            found = f'the text ends before "{rest[0].split()[0]}", where a comment begins'
            fix = f"{quote_it(text)}; if it is a comment, put a space after the #"
            problem = problem_at(document, key_path, "cut-text", found, "", fix)
            yield replace(problem, width=len(text))
