"""What the scenarios exercise of what a call can come to: rows, stages, deadlines, spoken lines.

A fold over finished runs. Each thing keeps the first place that exercised it: the scenario, the
line of the step that led to it (what a step did names its cue as its cause), and the instant. Which
rows need which switches is data (`row_needs.yaml`), held to an exploration of every call by a test;
the rest follows from the rows.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.content.library.library import LoadedScenario
from simulator.content.rules.row_switches import row_needs
from simulator.core import acts as do
from simulator.core import flow as flow_module
from simulator.core.flow import UK
from simulator.core.log import Entry, IncidentMoved, LinePlayed, StageEntered, TimerFired
from simulator.core.profile import Profile
from simulator.core.table import Row
from simulator.core.terms import IncidentStage, Intent, LineStage, Role, Term, Timer
from simulator.proof.scenario_steps import FirstOccurrence, StepSeen, Tracer
from simulator.session.run.headless_run import HeadlessResult

PARTS = ("rows", "stages", "deadlines", "prompts")
"""What coverage looks at, besides the steps of the scenarios."""

ROWS: dict[str, Row[Any]] = {row.id: row for table in (UK.line, UK.incident) for row in table.rows}
"""Every row of the flow by its id."""

_BEGINS = (LineStage.IDLE, IncidentStage.NONE)
_RECORDED = (
    Intent.RECORDING_OPENS,
    Intent.RECORDING_ASKS_FOR_SOUND,
    Intent.RECORDING_ASKS_FOR_55,
)


class RowStatus(Term):
    """How a row of the flow stands, in the words of the reports."""

    REACHED = "reached", "a scenario exercises it"
    MISSED = "not reached", "no scenario exercises it"
    RULED_OUT = "cannot be reached", "no call can come to it under these profiles"


class Reachable(NamedTuple):
    """What a call can come to under one profile, and why not to the rest."""

    names: dict[str, tuple[str, ...]]
    """The names of each of `PARTS`, in the order of the flow."""
    excuses: dict[str, str]
    """The rows that no call can come to, each with the reason."""


def reachable_under(profile: Profile) -> Reachable:
    """What a call can come to under `profile`."""
    excuses = row_needs().excuses(profile.switches)
    rows = [row for row in ROWS.values() if row.id not in excuses]
    fired = {cause for row in rows for cause in row.on}
    names: dict[str, tuple[str, ...]] = {
        "rows": tuple(row.id for row in rows),
        "stages": tuple(_stages(rows)),
        "deadlines": tuple(timer.value for timer in Timer if timer in fired),
        "prompts": tuple(_prompts(rows, profile)),
    }
    return Reachable(names, excuses)


def _stages(rows: Iterable[Row[Any]]) -> Iterator[str]:
    led_to = {row.to for row in rows}
    for stage in (*LineStage, *IncidentStage):
        if stage in led_to and stage not in _BEGINS:
            yield stage_name(stage)


def _prompts(rows: Iterable[Row[Any]], profile: Profile) -> Iterator[str]:
    effects = [effect for row in rows for effect in row.so]
    played = {effect.args[0] for effect in effects if effect.func is LinePlayed}
    for intent in profile.lines:
        if intent not in _RECORDED or intent in played:
            yield intent.value


def stage_name(stage: Term) -> str:
    """The name of a stage; what the police have is marked, since some words are in both tables."""
    return f"incident: {stage}" if isinstance(stage, IncidentStage) else str(stage)


@lru_cache(maxsize=1)
def row_lines() -> dict[str, int]:
    """At which line of `core/flow.py` each row stands."""
    tree = ast.parse(inspect.getsource(flow_module))
    return {
        node.args[0].value: node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value in ROWS
    }


Found = dict[str, dict[str, FirstOccurrence]]


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


class CoverageReport:
    """What was exercised, profile by profile and over all."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        """Begin with nothing: under `profiles`, and any under which a run is taken in."""
        self.profiles = {each.id: ProfileCoverage(each) for each in profiles}
        self.steps: dict[StepSeen, set[str]] = {}
        """Every step, with the profiles under which it did something."""

    def add(self, loaded: LoadedScenario, profile: Profile, result: HeadlessResult) -> None:
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

    def standing(self, row: str) -> RowStatus:
        """Whether a row was exercised, under at least one profile; else whether it can be."""
        if any(row in held.found["rows"] for held in self.profiles.values()):
            return RowStatus.REACHED
        can = any(row in held.reachable.names["rows"] for held in self.profiles.values())
        return RowStatus.MISSED if can else RowStatus.RULED_OUT

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
        case LinePlayed(intent=intent):
            yield "prompts", intent.value
        case do.Say(intent=intent) if entry.actor not in (Role.CALLER, Role.ROOM):
            yield "prompts", intent.value
