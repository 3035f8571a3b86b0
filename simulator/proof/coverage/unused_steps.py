"""The steps of a scenario that did nothing in a run, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from simulator.content.library.library import LoadedScenario
from simulator.proof.coverage.coverage import ROLE_OF, StepSeen, Tracer
from simulator.session.run.headless import Result

NO_CUE = "its cue did not come"
OVER = "the call was over before it was due"


class Idle(NamedTuple):
    """A step that did nothing."""

    step: StepSeen
    why: str


def idle(loaded: LoadedScenario, result: Result) -> list[Idle]:
    """The steps that did nothing in a finished run of a scenario, in the order of the file."""
    tracer = Tracer(loaded, result)
    busy = {tracer.own_step(entry) for entry in result.log}
    found = [
        Idle(step, _why(loaded, result, step, int(trail[-1])))
        for trail, step in tracer.steps.items()
        if step not in busy
    ]
    return sorted(found, key=lambda each: each.step.line)


def busy_under(step: StepSeen, loaded: LoadedScenario, results: Iterable[Result]) -> list[str]:
    """The profiles of those runs in which a step did something."""
    return [
        result.profile
        for result in results
        if step not in [each.step for each in idle(loaded, result)]
    ]


def _why(loaded: LoadedScenario, result: Result, step: StepSeen, place: int) -> str:
    if step.key == "background":
        return OVER
    written = getattr(loaded.scenario.calls_in_order[step.call - 1], step.key)[place]
    role = ROLE_OF[step.key]
    acts = [action for act in written.do for action in act.actions()]
    refused = [each for each in result.skipped if each.role is role and each.action in acts]
    if refused:
        return f"it was not possible: {refused[0].why}"
    if (step.call, role, place) in {each[:3] for each in result.set_off}:
        return OVER
    if written.chance < 100:
        return f"{NO_CUE}, or chance ({written.chance} in 100) left it out"
    return NO_CUE
