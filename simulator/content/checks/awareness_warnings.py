"""Checks of the files for group sessions: what plans, myths and the handout name."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simulator.content.awareness import plan as plans
from simulator.content.awareness.handout import Handout, MythFile
from simulator.content.checks.unknown_ids import KnownReferences, unknown_name
from simulator.content.diagnostics.validate import Found
from simulator.content.yaml.positions import KeyPath


def _myths(file: MythFile, known: KnownReferences) -> Iterator[Found]:
    for place, myth in enumerate(file.myths):
        if myth.watch:
            key_path = ("myths", place, "watch")
            yield from _played(key_path, myth.watch.scenario, myth.watch.profile, known)


def _handout(page: Handout, known: KnownReferences) -> Iterator[Found]:
    for place, part in enumerate(page.parts):
        for number, line in enumerate(part.lines):
            key_path: KeyPath = ("parts", place, "lines", number)
            if line.myth:
                yield from unknown_name((*key_path, "myth"), line.myth, "myth", known.myths)
            for each, name in enumerate(line.holds):
                names = known.properties
                yield from unknown_name((*key_path, "holds", each), name, "property", names)


def _plan(plan: plans.Plan, known: KnownReferences) -> Iterator[Found]:
    yield from plan.broken_rules()
    for place, step in enumerate(plan.steps):
        key_path: KeyPath = ("steps", place)
        match step:
            case plans.PlayingStep():
                yield from _played(key_path, step.scenario, step.profile, known)
                if step.scenario in known.scenarios:
                    yield from _fits(key_path, step, known)
            case plans.MythsStep():
                for number, name in enumerate(step.which):
                    yield from unknown_name((*key_path, "which", number), name, "myth", known.myths)


FINDERS: Mapping[str, Callable[[Any, KnownReferences], Iterator[Found]]] = {
    "myths": _myths, "handout": _handout, "plan": _plan
}  # fmt: skip
"""What finds the mistakes of a loaded file, by its kind."""


def _played(
    key_path: KeyPath, scenario: str, profile: str | None, known: KnownReferences
) -> Iterator[Found]:
    yield from unknown_name((*key_path, "scenario"), scenario, "scenario", known.scenarios)
    if profile:
        yield from unknown_name((*key_path, "profile"), profile, "profile", known.ids("profile"))


def _fits(key_path: KeyPath, step: plans.PlayingStep, known: KnownReferences) -> Iterator[Found]:
    scenario = known.library.scenario(step.scenario).scenario
    if step.do == "decide" and not scenario.decision_points:
        found = f"{step.scenario} has no decision points"
        yield (*key_path, "scenario"), "no-decision", found, "", ""
