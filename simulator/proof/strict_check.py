"""Warnings that one run of a scenario gives: `check --strict` runs it to find them."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.scenario.cues import Did
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import KeyPath
from simulator.core.instant import Millis, amount
from simulator.core.log import CallBegan, CallEnded
from simulator.core.terms import Role
from simulator.proof.scenario_steps import SCRIPTED, step_path
from simulator.session.run import headless_run

MINUTE: Millis = 60_000


def findings(scenario: Scenario, library: Library) -> Iterator[Found]:
    """Yield the warnings of a scenario, from a run with seed 0 under the default profile."""
    force = library.force(scenario.force or DEFAULT_FORCE).force
    result = headless_run.run(scenario, library.profile().profile, force)
    yield from _endless_waits(scenario, result)
    yield from _wrong_about(scenario, result)


def _endless_waits(scenario: Scenario, result: headless_run.HeadlessResult) -> Iterator[Found]:
    """Yield the steps that waited for an act of the caller that did not come.

    Every other cue may come under another profile. A variation may act, and so may a trainee in
    the caller's seat, for whose acts the steps of other roles wait.
    """
    if scenario.variations:
        return
    came = {each[:3] for each in result.triggered}
    for number, script in enumerate(scenario.calls_in_order, 1):
        for role in SCRIPTED:
            if role is not Role.CALLER and Role.CALLER in scenario.seats:
                continue
            for place, step in enumerate(getattr(script, role.value)):
                cue = step.when
                if (
                    isinstance(cue, Did)
                    and step.chance == 100
                    and (number, role, place) not in came
                ):
                    often = f" {cue.nth} times" if cue.nth > 1 else ""
                    found = f"when this runs, the caller does not do {cue.did}{often}"
                    fix = "add a step that does it, or wait for another cue"
                    where: KeyPath = (*step_path(number, role.value, place), "when")
                    yield where, "endless-wait", found, "a cue that comes", fix


def _wrong_about(scenario: Scenario, result: headless_run.HeadlessResult) -> Iterator[Found]:
    """Yield a warning if `about` is under half, or over one and a half times, the time measured.

    The pauses between calls are skipped, so they don't count.
    """
    taken = begun = 0
    for entry in result.log:
        if isinstance(entry.body, CallBegan):
            begun = entry.at
        elif isinstance(entry.body, CallEnded):
            taken += entry.at - begun
    if not taken or taken / 2 <= scenario.about <= max(taken * 3 / 2, MINUTE):
        return
    measured = amount(max(MINUTE, (taken + MINUTE // 2) // MINUTE * MINUTE))
    found = f"playing it takes about {measured}, not {amount(scenario.about)}"
    yield ("about",), "playing-time", found, measured, f"about: {measured}"
