"""Coverage of the flow by scenarios: rows, stages, deadlines and spoken lines.

A fold over finished runs. For each item it stores the first scenario, step and instant that
exercised it. Which rows need which switches is data (`row_needs.yaml`); a test compares it with an
exploration of every call. The rest follows from the rows.
"""

import ast
import inspect
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from simulator.content.library.library import LoadedScenario
from simulator.content.rules.property_file import row_needs
from simulator.core import acts as do
from simulator.core import flow as flow_module
from simulator.core.log import Entry, IncidentMoved, LinePlayed, StageEntered, TimerFired
from simulator.core.profile import Force, Profile
from simulator.core.terms import IncidentStage, Intent, LineStage, Role, Term, Timer
from simulator.guidance.rows import GuidanceRow
from simulator.guidance.tables import TABLES, followed, guidance_of
from simulator.proof.scenario_steps import FirstOccurrence, StepSeen, Tracer
from simulator.review.ending import ROWS
from simulator.session.run.headless_run import HeadlessResult, procedure
from simulator.session.run.perceived_log import perceived

PARTS = ("rows", "stages", "deadlines", "prompts", "guidance")
"""Kinds of items, besides the steps of the scenarios."""

GUIDANCE: dict[str, GuidanceRow] = {row.id: row for table in TABLES for row in table.rows}
"""Every row of guidance by id. The simulated people follow them; which fire depends on the call."""

_BEGINS = (LineStage.IDLE, IncidentStage.NONE)
_RECORDED = (Intent.RECORDING_OPENS, Intent.RECORDING_ASKS_FOR_SOUND, Intent.RECORDING_ASKS_FOR_55)


class RowStatus(Term):
    """Coverage of a row, in the words of the reports."""

    REACHED = "reached", "a scenario exercises it"
    MISSED = "not reached", "no scenario exercises it"
    RULED_OUT = "cannot be reached", "it cannot fire under these profiles"


class Reachable(NamedTuple):
    """Items that can be exercised under one profile, and the reasons for rows that cannot."""

    names: dict[str, tuple[str, ...]]
    """Names of the items of each part, in the order of the flow."""
    excuses: dict[str, str]
    """Rows that cannot fire, each with the reason."""


def reachable_under(profile: Profile) -> Reachable:
    """Return what can be exercised under `profile`."""
    excuses = row_needs().excuses(profile.switches)
    rows = [row for row in ROWS.values() if row.id not in excuses]
    fired = {cause for row in rows for cause in row.on}
    led_to = {row.to for row in rows}.difference(_BEGINS)
    effects = [effect for row in rows for effect in row.so]
    played = {effect.args[0] for effect in effects if effect.func is LinePlayed}
    said = (intent for intent in profile.lines if intent not in _RECORDED or intent in played)
    names: dict[str, tuple[str, ...]] = {
        "rows": tuple(row.id for row in rows),
        "stages": tuple(stage_name(s) for s in (*LineStage, *IncidentStage) if s in led_to),
        "deadlines": tuple(timer.value for timer in Timer if timer in fired),
        "prompts": tuple(intent.value for intent in said),
        "guidance": tuple(GUIDANCE),
    }
    return Reachable(names, excuses)


def stage_name(stage: Term) -> str:
    """Return the name of a stage. Incident stages get a prefix: both tables share some names."""
    return f"incident: {stage}" if isinstance(stage, IncidentStage) else str(stage)


@lru_cache(maxsize=1)
def row_lines() -> dict[str, int]:
    """Return the line of each row in `core/flow.py`, from its syntax tree."""
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
    """Coverage under one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile.id
        self.reachable: Reachable = reachable_under(profile)
        self.found: Found = {part: {} for part in PARTS}
        self.runs = 0

    def find(self, part: str, name: str, tracer: Tracer, entry: Entry) -> None:
        """Store where an item was exercised, if it is for the first time."""
        if name not in self.found[part]:
            self.found[part][name] = tracer.spot(entry)

    def covered(self, part: str) -> list[str]:
        """Return the exercised items of a part, in the order of the flow."""
        return [name for name in self.reachable.names[part] if name in self.found[part]]

    def missed(self, part: str) -> list[str]:
        """Return the items of a part that were not exercised."""
        return [name for name in self.reachable.names[part] if name not in self.found[part]]


class CoverageReport:
    """Coverage for each profile and over all."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        """Begin an empty report. Profiles of added runs are added too."""
        self.profiles = {each.id: ProfileCoverage(each) for each in profiles}
        self.steps: dict[StepSeen, set[str]] = {}
        """Every step, with the profiles under which it had an effect."""

    def add(
        self, loaded: LoadedScenario, profile: Profile, force: Force, result: HeadlessResult
    ) -> None:
        """Add a finished run."""
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
                held.find(part, name, tracer, entry)
        for table in TABLES:
            guidance = guidance_of(table.role, profile, force)
            flow = procedure(profile.switches, profile.timings)
            heard = perceived(result.log, flow, loaded.scenario.coverage, table.role)
            for act in followed(guidance, heard):
                if act.row is not None:
                    held.find("guidance", act.row.id, tracer, act.entry)

    def over_all(self, part: str) -> tuple[list[str], list[str]]:
        """Return the items exercised under at least one profile, and those under none."""
        names = dict.fromkeys(
            name for held in self.profiles.values() for name in held.reachable.names[part]
        )
        found = {name for held in self.profiles.values() for name in held.found[part]}
        return [n for n in names if n in found], [n for n in names if n not in found]

    def missing_under(self, part: str, name: str) -> list[str]:
        """Return the profiles under which an item can be exercised and was not."""
        return [held.profile for held in self.profiles.values() if name in held.missed(part)]

    def excuses(self) -> dict[str, dict[str, str]]:
        """Return the rows that cannot fire under some profile: row, then profile, then reason."""
        found: dict[str, dict[str, str]] = {}
        for held in self.profiles.values():
            for row, why in held.reachable.excuses.items():
                found.setdefault(row, {})[held.profile] = why
        return found

    def idle_steps(self) -> list[StepSeen]:
        """Return the steps that had no effect under any profile."""
        return [step for step, profiles in self.steps.items() if not profiles]

    def standing(self, row: str) -> RowStatus:
        """Return the status of a row over all profiles."""
        if any(row in held.found["rows"] for held in self.profiles.values()):
            return RowStatus.REACHED
        can = any(row in held.reachable.names["rows"] for held in self.profiles.values())
        return RowStatus.MISSED if can else RowStatus.RULED_OUT

    @property
    def percent(self) -> Fraction:
        """Percentage of reachable rows that were exercised, summed over the profiles."""
        reachable = sum(len(held.reachable.names["rows"]) for held in self.profiles.values())
        covered = sum(len(held.covered("rows")) for held in self.profiles.values())
        return Fraction(100 * covered, reachable) if reachable else Fraction(100)


def exercised(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield part and name of each item that an entry exercises."""
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
