"""What a call can come to under a profile: its rows, stages, deadlines and spoken lines.

Coverage asks for this and for nothing else. Which rows need which switches is data
(`row_needs.yaml`), held to an exploration of every call by a test; the rest follows from the rows.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.content.rules.row_requirements import row_needs
from simulator.core import flow as flow_module
from simulator.core.flow import UK
from simulator.core.log import Played
from simulator.core.profile import Profile
from simulator.core.rules import Rule
from simulator.core.terms import IncidentStage, Intent, LineStage, Term, Timer

PARTS = ("rows", "stages", "deadlines", "prompts")
"""What coverage looks at, besides the steps of the scenarios."""

ROWS: dict[str, Rule[Any]] = {row.id: row for table in (UK.line, UK.incident) for row in table.rows}
"""Every row of the flow by its id."""

_BEGINS = (LineStage.IDLE, IncidentStage.NONE)
_RECORDED = (
    Intent.RECORDING_OPENS,
    Intent.RECORDING_ASKS_FOR_SOUND,
    Intent.RECORDING_ASKS_FOR_55,
)


class Standing(Term):
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


def _stages(rows: Iterable[Rule[Any]]) -> Iterator[str]:
    led_to = {row.to for row in rows}
    for stage in (*LineStage, *IncidentStage):
        if stage in led_to and stage not in _BEGINS:
            yield stage_name(stage)


def _prompts(rows: Iterable[Rule[Any]], profile: Profile) -> Iterator[str]:
    effects = [effect for row in rows for effect in row.so]
    played = {effect.args[0] for effect in effects if effect.func is Played}
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
