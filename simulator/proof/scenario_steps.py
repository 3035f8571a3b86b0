"""Steps of a scenario in a finished run: what each caused, which had no effect, what to warn of.

The cause of a step's act is the entry that triggered the step. So following causes leads from any
entry to its step.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import DEFAULT_FORCE, Library, LoadedScenario
from simulator.content.scenario.cues import Did
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import KeyPath
from simulator.core import acts as do
from simulator.core.instant import Millis, amount
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.terms import Role
from simulator.session.run import headless_run
from simulator.session.run.headless_run import HeadlessResult

SCRIPTED = (Role.CALLER, Role.ROOM, Role.NETWORK, Role.OPERATOR, Role.CALL_HANDLER)
"""Roles that have steps. The key in the file is the role's value."""


class FirstOccurrence(NamedTuple):
    """First occurrence of a coverage item."""

    scenario: str
    path: Path
    line: int | None
    """Line of the step that caused it; None if no step did."""
    at: Millis
    """Instant in the run, in milliseconds."""


class StepSeen(NamedTuple):
    """A step of a scenario."""

    scenario: str
    path: Path
    line: int
    key: str
    """Key in the file: `caller`, `room`, `background` and so on."""
    call: int
    """Call of the scenario, from 1."""


class Tracer:
    """Index from entries of a log to steps of the scenario file."""

    def __init__(self, loaded: LoadedScenario, result: HeadlessResult) -> None:
        self._loaded = loaded
        self._log = result.log
        self.steps = {key_path: self._seen(key_path) for key_path in self._trails()}
        self._own = self._attributed(result)

    def own_step(self, entry: Entry) -> StepSeen | None:
        """Return the step whose act this entry is; None if no step did it."""
        return self._own.get(entry.seq)

    def spot(self, entry: Entry) -> FirstOccurrence:
        """Return the origin of an entry: the nearest step along its causes."""
        step, behind = self.own_step(entry), entry
        while step is None and behind.cause is not None:
            behind = self._log[behind.cause]
            step = self.own_step(behind)
        path = step.path if step else self._loaded.file
        return FirstOccurrence(
            self._loaded.scenario.id, path, step.line if step else None, entry.at
        )

    def _attributed(self, result: HeadlessResult) -> dict[int, StepSeen]:
        """Return the step of each entry that is an act of a step, by `seq`."""
        waiting: dict[tuple[Role, int], list[tuple[do.Action, StepSeen]]] = {}
        scripts = self._loaded.scenario.calls_in_order
        for call, role, place, cue in result.triggered:
            key = role.value
            acts = getattr(scripts[call - 1], key)[place].do
            step = self.steps[step_path(call, key, place)]
            listed = waiting.setdefault((role, cue), [])
            listed += [(action, step) for act in acts for action in act.actions()]
        call = 0
        own: dict[int, StepSeen] = {}
        for entry in result.log:
            if isinstance(entry.body, CallBegan):
                # A first try has the surroundings of the call that follows.
                call = max(1, entry.body.number - max(0, len(result.outcomes) - len(scripts)))
            elif isinstance(entry.body, do.Answer) and entry.actor is Role.OPERATOR:
                listed = waiting.setdefault((Role.ROOM, entry.seq), [])
                for place, sound in enumerate(scripts[call - 1].background):
                    step = self.steps[step_path(call, "background", place)]
                    listed += [(action, step) for action in sound.actions()]
            if entry.cause is None:
                continue
            listed = waiting.get((entry.actor, entry.cause), [])
            for place, (action, step) in enumerate(listed):
                if action == entry.body:
                    own[entry.seq] = step
                    del listed[place]
                    break
        return own

    def _trails(self) -> Iterator[KeyPath]:
        for call, script in enumerate(self._loaded.scenario.calls_in_order, 1):
            for key in (*(role.value for role in SCRIPTED), "background"):
                for place in range(len(getattr(script, key))):
                    yield step_path(call, key, place)

    def _seen(self, key_path: KeyPath) -> StepSeen:
        document = self._loaded.document
        call = int(key_path[1]) + 2 if key_path[0] == "calls" else 1
        name, line = document.home(document.place(key_path).line)
        return StepSeen(self._loaded.scenario.id, Path(name), line, str(key_path[-2]), call)


def step_path(call: int, key: str, place: int) -> KeyPath:
    """Return the key path of a step."""
    return (key, place) if call == 1 else ("calls", call - 2, key, place)


NO_CUE = "its cue did not come"
OVER = "the call was over before it was due"


class Idle(NamedTuple):
    """Step without effect, with the reason."""

    step: StepSeen
    why: str


def idle(loaded: LoadedScenario, result: HeadlessResult) -> list[Idle]:
    """Return the steps without effect in a finished run, in the order of the file."""
    tracer = Tracer(loaded, result)
    busy = {tracer.own_step(entry) for entry in result.log}
    found = [
        Idle(step, _why(loaded, result, step, int(key_path[-1])))
        for key_path, step in tracer.steps.items()
        if step not in busy
    ]
    return sorted(found, key=lambda each: each.step.line)


def _why(loaded: LoadedScenario, result: HeadlessResult, step: StepSeen, place: int) -> str:
    if step.key == "background":
        return OVER
    written = getattr(loaded.scenario.calls_in_order[step.call - 1], step.key)[place]
    role = Role(step.key)
    acts = [action for act in written.do for action in act.actions()]
    refused = [each for each in result.skipped if each.role is role and each.action in acts]
    if refused:
        return f"it was not possible: {refused[0].why}"
    if (step.call, role, place) in {each[:3] for each in result.triggered}:
        return OVER
    if written.chance < 100:
        return f"{NO_CUE}, or chance ({written.chance} in 100) left it out"
    return NO_CUE


# --- warnings of one run, which `check --strict` plays -------------------------------------------

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
