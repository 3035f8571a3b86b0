"""Warn of what can never happen in a scenario: decided from its file alone, without a run.

What these find is certain, under every profile, with every seed, and whatever the operator and the
call handler do. What only the flow rules out is left to `silent999 run`: it names the steps that
did nothing and the expectations that were not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from simulator.content.checks import lint as content
from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import Library
from simulator.content.scenario.cues import Did
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.document import Trail
from simulator.core.terms import Role
from simulator.errors import Problem
from simulator.proof.lint.expectations import expectation_findings
from simulator.proof.lint.file_acts import acts_of


def check(library: Library, paths: Iterable[Path]) -> list[Problem]:
    """Return every problem of every file: what reading finds, and what can never happen."""
    return content.check(library, paths, beyond=findings)


def findings(scenario: Scenario) -> Iterator[Found]:
    """Yield what can never happen in a scenario."""
    calls = [acts_of(script) for script in scenario.calls_in_order]
    # A person in the caller's seat may do whatever the steps of others wait for.
    person = Role.CALLER in scenario.seats
    for number, acts in enumerate(calls):
        trail: Trail = ("calls", number - 1) if number else ()
        for (part, index), cue in acts.waiting.items():
            if part == "caller" or not person:
                yield _endless((*trail, part, index, "when"), cue)
    for index, point in enumerate(scenario.decision_points):
        when = point.when
        if isinstance(when, Did) and not person and not any(acts.does(when) for acts in calls):
            yield _endless(("decision_points", index, "when"), when)
    yield from expectation_findings(scenario, calls)


def _endless(trail: Trail, cue: Did) -> Found:
    often = f" {cue.nth} times" if cue.nth > 1 else ""
    found = f"nothing in this call makes the caller do {cue.did}{often}"
    mend = "let a step do it, or wait for something else"
    return trail, "endless-wait", found, "a cue that comes", mend
