"""Steps of a scenario in a finished run: which had no effect, and what to warn of.

A step that was triggered has the entry that triggered it as the cause of its acts.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import DEFAULT_FORCE, Library, LoadedScenario
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.cues import Did
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import KeyPath
from simulator.core.instant import Millis, amount
from simulator.core.log import CallBegan, CallEnded
from simulator.core.terms import Role
from simulator.session.run import headless_run
from simulator.session.run.headless_run import HeadlessResult

SCRIPTED = (Role.CALLER, Role.ROOM, Role.NETWORK, Role.OPERATOR, Role.CALL_HANDLER)
"""Roles that have steps. The key in the file is the role's value."""


class Idle(NamedTuple):
    """Step without effect, with the reason."""

    file: str
    line: int
    role: Role
    why: str


def idle(loaded: LoadedScenario, result: HeadlessResult) -> list[Idle]:
    """Return the steps without effect in a finished run, in the order of the file."""
    cues = {each[:3]: each.cue for each in result.triggered}
    document = loaded.document
    found = []
    for call, role, place, step in _steps(loaded.scenario):
        if why := _why(step, role, cues.get((call, role, place)), result):
            home = document.home(document.place(_step_path(call, role, place)).line)
            found.append(Idle(*home, role, why))
    return sorted(found, key=lambda each: each.line)


def _why(step: StepText, role: Role, cue: int | None, result: HeadlessResult) -> str:
    """Return why a step did nothing; empty if it did something."""
    if cue is None:
        missed = f", or chance ({step.chance} in 100) left it out" if step.chance < 100 else ""
        return f"its cue did not come{missed}"
    acts = [action for act in step.do for action in act.actions()]
    if any(each.cause == cue and each.actor is role and each.body in acts for each in result.log):
        return ""
    refused = [each.why for each in result.skipped if each.role is role and each.action in acts]
    if refused:
        return f"it was not possible: {refused[0]}"
    return "the call was over before it was due"


def _steps(scenario: Scenario) -> Iterator[tuple[int, Role, int, StepText]]:
    """Yield every step, with its call (from 1), its role and its place among the role's steps."""
    for call, script in enumerate(scenario.calls_in_order, 1):
        for role in SCRIPTED:
            for place, step in enumerate(getattr(script, role.value)):
                yield call, role, place, step


def _step_path(call: int, role: Role, place: int) -> KeyPath:
    return (role.value, place) if call == 1 else ("calls", call - 2, role.value, place)


# --- warnings of one run, which `check --strict` plays -------------------------------------------

MINUTE: Millis = 60_000


def findings(scenario: Scenario, library: Library) -> Iterator[Found]:
    """Yield the warnings of a scenario, from a run with seed 0 under the default profile."""
    force = library.force(scenario.force or DEFAULT_FORCE).force
    result = headless_run.run(scenario, library.profile().profile, force)
    yield from _endless_waits(scenario, result)
    yield from _wrong_about(scenario, result)


def _endless_waits(scenario: Scenario, result: HeadlessResult) -> Iterator[Found]:
    """Yield the steps that waited for an act of the caller that did not come.

    Every other cue may come under another profile. A variation may act, and so may a trainee in
    the caller's seat, for whose acts the steps of other roles wait.
    """
    if scenario.variations:
        return
    came = {each[:3] for each in result.triggered}
    for call, role, place, step in _steps(scenario):
        cue = step.when
        if (role is not Role.CALLER and Role.CALLER in scenario.seats) or not isinstance(cue, Did):
            continue
        if step.chance == 100 and (call, role, place) not in came:
            often = f" {cue.nth} times" if cue.nth > 1 else ""
            found = f"when this runs, the caller does not do {cue.did}{often}"
            fix = "add a step that does it, or wait for another cue"
            where: KeyPath = (*_step_path(call, role, place), "when")
            yield where, "endless-wait", found, "a cue that comes", fix


def _wrong_about(scenario: Scenario, result: HeadlessResult) -> Iterator[Found]:
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
