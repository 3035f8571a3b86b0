"""Every call comes to an end once everybody but the call handler falls silent.

`procedure_ends` has the argument. Its third and fifth steps are visited here completely, and for
each a call handler who would leave a call open is caught.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.log import Body, CallbackFailed, Entry, IncidentMoved, StageEntered
from simulator.core.terms import IncidentStage, LineStage, Reason, Role
from simulator.proof.vague.world import World
from simulator.session.people.handler_goals import GOALS, Goal
from simulator.session.people.handler_memory import Desk, Memory
from simulator.session.people.simulated_handler import StandingHandler
from tests.procedure_ends import KEPT, SEES_NOTHING, HeardOut, at_last, visit
from tests.test_procedure import ANY_FLOW, FORCE, FORCES, LIBRARY, PROFILES

pytestmark = [pytest.mark.thorough, pytest.mark.exhaustive]

DESKS = [Desk(PROFILES[0], force, LIBRARY.questions()) for force in FORCES]
Record = Callable[[str, object], None]


def changed(name: str, applies: Callable[[Memory, Desk], bool]) -> list[Goal]:
    return [replace(goal, applies=applies) if goal.name == name else goal for goal in GOALS]


def world(goals: Sequence[Goal] = GOALS) -> World:
    return World(ANY_FLOW, FORCES, LIBRARY.questions(), SEES_NOTHING, KEPT, goals, HeardOut)


def test_nobody_is_left_waiting_for_nothing(record_property: Record) -> None:
    """No act that is planned is ruled out, and there is always a plan while they have the line."""
    visited = visit(world())
    record_property("count", f"nobody waits for nothing: {visited.states} states")
    assert visited.neglected == ()


NEGLIGENT = {
    "tells officers of whom another force has the incident": changed(
        "brief", lambda m, _: m.deployed
    ),
    "grades what another force has": changed("grade", lambda m, d: d.is_emergency(m)),
    "ends a connection that is gone": changed("clear", lambda m, _: not m.open or not m.line_up),
    "says nothing while nothing else is to be done": [g for g in GOALS if g.name != "reassure"],
}


@pytest.mark.parametrize("mistake", NEGLIGENT)
def test_who_would_wait_for_nothing_is_found(mistake: str) -> None:
    assert visit(world(NEGLIGENT[mistake])).neglected


def test_at_the_last_look_the_call_is_brought_to_its_end(record_property: Record) -> None:
    """Nothing is owed and all is done that is done once: then they close, or end the connection."""
    found: Counter[str] = Counter()
    for look in at_last(DESKS):
        found[look.goal] += 1
        assert look.ends, look
    record_property("count", f"last looks: {found.total()} ({dict(found)})")
    assert set(found) == {"close mistake", "close deployed", "close unanswered", "clear"}


STALLING = {
    "never gives up": [goal for goal in GOALS if goal.name != "close unanswered"],
    "decides nothing when a callback was lost again": changed(
        "decide against",
        lambda m, _: m.stage is LineStage.DOWN and m.searched and "call back" not in m.done,
    ),
    "offers nothing that has no grade yet": changed(
        "grade", lambda m, d: d.is_emergency(m) and m.grade != d.force.emergency.id
    ),
    "closes no mistake without thanking": changed(
        "close mistake", lambda m, d: d.is_mistake(m) and m.open and "thank" in m.done
    ),
}


@pytest.mark.parametrize("mistake", STALLING)
def test_who_would_leave_a_call_open_is_found(mistake: str) -> None:
    assert not all(look.ends for look in at_last(DESKS, STALLING[mistake]))


# --- what is owed makes them think again ---------------------------------------------------------

OWED: dict[str, tuple[Role, Body]] = {
    "a result": (Role.SYSTEMS, do.GiveResult()),
    "officers": (Role.OFFICERS, do.Arrive()),
    "another force": (Role.SYSTEMS, IncidentMoved(IncidentStage.WITH_OTHER_FORCE, "I-16")),
    "the end of a hold": (Role.NETWORK, StageEntered(LineStage.DOWN, "L-8")),
    "nobody answers": (Role.NETWORK, CallbackFailed("nobody answered", "K-5")),
}


@pytest.mark.parametrize("owed", OWED)
def test_what_was_owed_makes_them_think_again(owed: str) -> None:
    """With the line gone and nothing planned, whatever comes makes them look for a goal."""
    looks: list[Memory] = []

    def watches(memory: Memory, _: Desk) -> bool:
        looks.append(memory)
        return False

    spy = Goal("watch", watches, lambda _m, _d: do.Deploy(Reason.DOUBT))
    handler = StandingHandler(PROFILES[0], FORCE, LIBRARY.questions(), [spy])
    handler.memory = Memory(stage=LineStage.DOWN, answered=True, was_cut=True)
    role, body = OWED[owed]
    handler.on_heard(Entry(0, 0, role, role, body, (), None), 0)
    assert looks
