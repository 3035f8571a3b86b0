"""Checks of the files for group sessions: plans, help lines, myths, handout."""

from collections.abc import Iterator

from simulator.content.awareness import plan as plans
from simulator.content.awareness.handout import Handout, MythFile
from simulator.content.awareness.help_lines import SupportFile
from simulator.content.checks.sensitive_words import careful_words, plain_words, unlisted_names
from simulator.content.checks.unknown_ids import (
    KnownReferences,
    id_and_file,
    unknown_name,
    unknown_sources,
)
from simulator.content.diagnostics.validate import Found, problem_at, validated
from simulator.content.library.library import Library
from simulator.content.yaml.positions import Document, KeyPath
from simulator.errors import Problem, by_place


def room_problems(library: Library, document: Document, known: KnownReferences) -> list[Problem]:
    """Return the problems of a plan, a list of help lines, the myths, or the handout."""
    if "help" in document.value:
        validated(document, SupportFile)
        # Real telephone numbers belong here, and nowhere else; and names of organisations.
        names = unlisted_names(document, known, but="name")
        found = [*careful_words(document, known), *names]
    elif "myths" in document.value:
        found = [*plain_words(document, known), *_myths(validated(document, MythFile), known)]
    elif "parts" in document.value:
        page = validated(document, Handout)
        found = [*plain_words(document, known), *_handout(page, library, known)]
    else:
        plan = validated(document, plans.Plan)
        found = [*id_and_file(document), *plain_words(document, known)]
        found += [*plan.broken_rules(), *_plan(plan, library, known)]
    problems = [problem_at(document, *each) for each in found]
    return sorted([*problems, *unknown_sources(document, known)], key=by_place)


def _myths(file: MythFile, known: KnownReferences) -> Iterator[Found]:
    for place, myth in enumerate(file.myths):
        if myth.watch:
            key_path = ("myths", place, "watch")
            yield from _played(key_path, myth.watch.scenario, myth.watch.profile, known)


def _handout(page: Handout, library: Library, known: KnownReferences) -> Iterator[Found]:
    myths = {myth.id for myth in library.myths()}
    for place, part in enumerate(page.parts):
        for number, line in enumerate(part.lines):
            key_path: KeyPath = ("parts", place, "lines", number)
            if line.myth:
                yield from unknown_name((*key_path, "myth"), line.myth, "myth", myths)
            for each, name in enumerate(line.holds):
                names = known.properties
                yield from unknown_name((*key_path, "holds", each), name, "property", names)


def _plan(plan: plans.Plan, library: Library, known: KnownReferences) -> Iterator[Found]:
    myths = {myth.id for myth in library.myths()}
    for place, step in enumerate(plan.steps):
        key_path: KeyPath = ("steps", place)
        match step:
            case plans.PlayingStep():
                yield from _played(key_path, step.scenario, step.profile, known)
                if step.scenario in known.scenarios:
                    yield from _fits(key_path, step, library)
            case plans.MythsStep():
                for number, name in enumerate(step.which):
                    yield from unknown_name((*key_path, "which", number), name, "myth", myths)


def _played(
    key_path: KeyPath, scenario: str, profile: str | None, known: KnownReferences
) -> Iterator[Found]:
    yield from unknown_name((*key_path, "scenario"), scenario, "scenario", known.scenarios)
    if profile:
        yield from unknown_name((*key_path, "profile"), profile, "profile", known.ids("profile"))


def _fits(key_path: KeyPath, step: plans.PlayingStep, library: Library) -> Iterator[Found]:
    scenario = library.scenario(step.scenario).scenario
    if step.do == "decide" and not scenario.decision_points:
        found = f"{step.scenario} has no decision points"
        yield (*key_path, "scenario"), "no-decision", found, "", ""
