"""What the scenarios exercise: rows, stages, deadlines, spoken lines, and their own steps.

A fold over finished runs. Each thing keeps the first place that exercised it: the scenario, the
line of the step that led to it (whatever a step did names its cue as its cause), and the instant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from simulator.content.library.library import LoadedScenario
from simulator.content.yaml.document import Trail
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, IncidentMoved, Played, StageEntered, TimerFired
from simulator.core.profile import Profile
from simulator.core.terms import Role
from simulator.proof.coverage.reachable import PARTS, Reachable, reachable_under, stage_name
from simulator.proof.coverage.status import Standing
from simulator.session.run.headless import Result

SCRIPTS = {
    Role.CALLER: "caller",
    Role.ROOM: "room",
    Role.NETWORK: "network",
    Role.OPERATOR: "operator",
    Role.CALL_HANDLER: "call_handler",
}
"""Whose steps a scenario has, and under which key."""
ROLE_OF = {key: role for role, key in SCRIPTS.items()}
"""Whose the steps under a key are."""


class Spot(NamedTuple):
    """Where something was exercised for the first time."""

    scenario: str
    path: Path
    line: int | None
    """The line of the step that led to it; none where nobody's step did."""
    at: Millis
    """When in the run, in milliseconds."""


class StepSeen(NamedTuple):
    """A step of a scenario."""

    scenario: str
    path: Path
    line: int
    key: str
    """Whose it is: `caller`, `room`, `network` or `background`."""
    call: int
    """In which call of the scenario, from 1."""


Found = dict[str, dict[str, Spot]]


class ProfileCoverage:
    """What was exercised under one profile."""

    def __init__(self, profile: Profile) -> None:
        """Begin with nothing under `profile`."""
        self.profile = profile.id
        self.reachable: Reachable = reachable_under(profile)
        self.found: Found = {part: {} for part in PARTS}
        self.runs = 0

    def covered(self, part: str) -> list[str]:
        """What of a part was exercised, in the order of the flow."""
        return [name for name in self.reachable.names[part] if name in self.found[part]]

    def missed(self, part: str) -> list[str]:
        """What of a part was not."""
        return [name for name in self.reachable.names[part] if name not in self.found[part]]


class Coverage:
    """What was exercised, profile by profile and over all."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        """Begin with nothing: under `profiles`, and any under which a run is taken in."""
        self.profiles = {each.id: ProfileCoverage(each) for each in profiles}
        self.steps: dict[StepSeen, set[str]] = {}
        """Every step, with the profiles under which it did something."""

    def add(self, loaded: LoadedScenario, profile: Profile, result: Result) -> None:
        """Take in a finished run."""
        held = self.profiles.get(profile.id)
        if held is None:
            held = self.profiles[profile.id] = ProfileCoverage(profile)
        held.runs += 1
        tracer = Tracer(loaded, result)
        for step in tracer.steps.values():
            self.steps.setdefault(step, set())
        for entry in result.log:
            if (own := tracer.own_step(entry)) is not None:
                self.steps[own].add(profile.id)
            for part, name in exercised(entry):
                if name not in held.found[part]:
                    held.found[part][name] = tracer.spot(entry)

    def over_all(self, part: str) -> tuple[list[str], list[str]]:
        """What of a part was exercised under at least one profile, and what under none."""
        names = dict.fromkeys(
            name for held in self.profiles.values() for name in held.reachable.names[part]
        )
        found = {name for held in self.profiles.values() for name in held.found[part]}
        return [n for n in names if n in found], [n for n in names if n not in found]

    def missing_under(self, part: str, name: str) -> list[str]:
        """The profiles under which something can be exercised and was not."""
        return [held.profile for held in self.profiles.values() if name in held.missed(part)]

    def excuses(self) -> dict[str, dict[str, str]]:
        """The rows that no call can come to under some profile: the reason by profile."""
        found: dict[str, dict[str, str]] = {}
        for held in self.profiles.values():
            for row, why in held.reachable.excuses.items():
                found.setdefault(row, {})[held.profile] = why
        return found

    def idle_steps(self) -> list[StepSeen]:
        """The steps that did nothing under any profile."""
        return [step for step, profiles in self.steps.items() if not profiles]

    def standing(self, row: str) -> Standing:
        """Whether a row was exercised, under at least one profile; else whether it can be."""
        if any(row in held.found["rows"] for held in self.profiles.values()):
            return Standing.REACHED
        can = any(row in held.reachable.names["rows"] for held in self.profiles.values())
        return Standing.MISSED if can else Standing.RULED_OUT

    @property
    def percent(self) -> Fraction:
        """Of all rows that each profile can come to, how many in 100 were exercised there."""
        reachable = sum(len(held.reachable.names["rows"]) for held in self.profiles.values())
        covered = sum(len(held.covered("rows")) for held in self.profiles.values())
        return Fraction(100 * covered, reachable) if reachable else Fraction(100)


def exercised(entry: Entry) -> Iterator[tuple[str, str]]:
    """What an entry shows to have been exercised: the part, and the name in it."""
    for row in entry.rows:
        yield "rows", row
    match entry.body:
        case StageEntered(stage=stage):
            yield "stages", stage_name(stage)
        case IncidentMoved(stage=moved):
            yield "stages", stage_name(moved)
        case TimerFired(timer=timer):
            yield "deadlines", timer.value
        case Played(intent=intent):
            yield "prompts", intent.value
        case do.Say(intent=intent) if entry.actor not in (Role.CALLER, Role.ROOM):
            yield "prompts", intent.value


class Tracer:
    """Finds the step of a scenario's file that led to an entry of its log."""

    def __init__(self, loaded: LoadedScenario, result: Result) -> None:
        """Trace a finished run of a scenario."""
        self._loaded = loaded
        self._log = result.log
        self.steps = {trail: self._seen(trail) for trail in self._trails()}
        self._own = self._attributed(result)

    def own_step(self, entry: Entry) -> StepSeen | None:
        """The step of which this entry is an act."""
        return self._own.get(entry.seq)

    def spot(self, entry: Entry) -> Spot:
        """Where an entry comes from: the nearest step before it, cause by cause."""
        step, behind = self.own_step(entry), entry
        while step is None and behind.cause is not None:
            behind = self._log[behind.cause]
            step = self.own_step(behind)
        path = step.path if step else self._loaded.file
        return Spot(self._loaded.scenario.id, path, step.line if step else None, entry.at)

    def _attributed(self, result: Result) -> dict[int, StepSeen]:
        """The entries that are acts of a step: each names the step's cue as its cause."""
        waiting: dict[tuple[Role, int], list[tuple[do.Action, StepSeen]]] = {}
        scripts = self._loaded.scenario.calls_in_order
        for call, role, place, cue in result.set_off:
            key = SCRIPTS[role]
            acts = getattr(scripts[call - 1], key)[place].do
            step = self.steps[_trail(call, key, place)]
            listed = waiting.setdefault((role, cue), [])
            listed += [(action, step) for act in acts for action in act.actions()]
        call = 0
        own: dict[int, StepSeen] = {}
        for entry in result.log:
            if isinstance(entry.body, CallBegan):
                call = entry.body.number
            elif isinstance(entry.body, do.Answer) and entry.actor is Role.OPERATOR:
                listed = waiting.setdefault((Role.ROOM, entry.seq), [])
                for place, sound in enumerate(scripts[call - 1].background):
                    step = self.steps[_trail(call, "background", place)]
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

    def _trails(self) -> Iterator[Trail]:
        for call, script in enumerate(self._loaded.scenario.calls_in_order, 1):
            for key in (*SCRIPTS.values(), "background"):
                for place in range(len(getattr(script, key))):
                    yield _trail(call, key, place)

    def _seen(self, trail: Trail) -> StepSeen:
        document = self._loaded.document
        call = int(trail[1]) + 2 if trail[0] == "calls" else 1
        name, line = document.home(document.place(trail).line)
        return StepSeen(self._loaded.scenario.id, Path(name), line, str(trail[-2]), call)


def _trail(call: int, key: str, place: int) -> Trail:
    """Where a step stands in a file."""
    return (key, place) if call == 1 else ("calls", call - 2, key, place)
