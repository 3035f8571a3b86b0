"""The procedure properties with everything that a caller and a room can do."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from simulator.core.actions import Connect, Finish
from simulator.core.call import Procedure, Step
from simulator.core.explore import explore as flow_edges
from simulator.core.force import Callback, Force
from simulator.core.rules import Situation
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Coverage, LineKind, LineStage, Role, Service, Timer
from simulator.session.chance import Chance
from simulator.session.handler_goals import GOALS
from simulator.session.machines import Officers, Systems
from simulator.session.standing_handler import SETTLES, StandingHandler
from tests.erased import ErasedSession
from tests.exploring import Explored, moves
from tests.procedure_acts import IN_THE_ROOM
from tests.procedure_rules import HANDLER_RULES
from tests.procedure_world import World
from tests.test_procedure import (
    FORCE,
    LIBRARY,
    LOSS,
    PROFILES,
    anybodys_world,
    handlers_world,
    of_nobody,
    operators_world,
)

pytestmark = pytest.mark.thorough

LINES = (LineKind.MOBILE, LineKind.LANDLINE)
PLAIN = "the line is kept until the incident is closed"
"""The rule whose world is the smallest."""
WITH_POLICE = frozenset(
    {
        LineStage.CONNECTING_POLICE,
        LineStage.HELD_CONNECTING,
        LineStage.WITH_CALL_HANDLER,
        LineStage.HELD_WITH_CALL_HANDLER,
        LineStage.RINGING_BACK,
        LineStage.DOWN,
    }
)

Record = Callable[[str, object], None]


def check(explored: Explored, record: Record, what: str) -> None:
    record("count", f"{what}: {explored.states} states, {explored.moves} moves")
    assert explored.complete
    assert explored.broken == []


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("profile_id", [profile.id for profile in PROFILES])
def test_the_operator_of_every_profile(
    profile_id: str, kind: LineKind, record_property: Record
) -> None:
    """Whatever the caller and the room do, under every published variant."""
    explored = operators_world(profile_id, kind)
    check(explored, record_property, f"the operator, {profile_id}, {kind}")


@pytest.mark.parametrize("kind", ["nothing", "a disturbance"])
def test_the_call_handler_when_the_line_is_lost(kind: str, record_property: Record) -> None:
    """With nothing left open: the line may be lost at any moment, and a callback be answered."""
    explored = handlers_world(kind, LOSS[:2])
    check(explored, record_property, f"the call handler, {kind}, the line lost")


@pytest.mark.parametrize("name", HANDLER_RULES)
def test_the_call_handler_whatever_anybody_does(name: str, record_property: Record) -> None:
    """Every caller, every room, every report, every loss and callback, on a mobile."""
    world = anybodys_world(name)
    watched = world.watch()
    record_property("count", f"anybody, {name}: {watched.states} states")
    assert watched.broken == ()
    assert watched.ends >= {"deployed", "closed_without_deployment", "abandoned"}
    for seed in range(40):
        assert_within(world, seed)


def test_the_call_handler_whatever_anybody_does_on_a_landline(record_property: Record) -> None:
    """There the line may be held as well."""
    watched = anybodys_world(PLAIN, LineKind.LANDLINE).watch()
    record_property("count", f"anybody, a landline: {watched.states} states")
    assert watched.broken == ()


@pytest.mark.parametrize("name", HANDLER_RULES)
def test_every_mistake_of_the_call_handler_would_be_found(name: str) -> None:
    """For each rule, a call handler who breaks it is caught."""
    assert anybodys_world(name, worse=True).watch().broken


# --- what the vague world rests on ---------------------------------------------------------------


def assert_within(world: World, seed: int) -> None:
    """A real call, with nothing left open, goes only through what the vague world has visited.

    Somebody does something at random, and after each step what is kept of the real call handler's
    memory, what they plan, and where the call stands must be among the sessions of the world.
    """
    scope = world.handler.scope
    profile = LIBRARY.profile("iopc_2019").profile
    handler = StandingHandler(profile, FORCE, LIBRARY.questions())
    cast = ((handler, of_nobody), (Systems(), of_nobody), (Officers(1), of_nobody))
    call = next(iter(world.sessions.values())).call
    session = ErasedSession(call, profile, cast)
    session.submit(Role.OPERATOR, Connect(Service.POLICE))
    acts = [(role, action) for role, action in IN_THE_ROOM if not isinstance(action, Finish)]
    visited = {
        (key[0], key[1], frozenset(_kind(act) for act in key[2]), key[3])
        for key in world.sessions
        if isinstance(key, tuple)
    }
    chance = Chance(seed, "walk")
    for _ in range(80):
        ways = moves(session, acts)
        # Half of the time what is planned, so that calls get on.
        planned = [way for way in ways if way[0].startswith("call_handler")]
        ways = planned if planned and chance.happens(50) else ways
        if not ways:
            break
        label, session = ways[chance.between(0, len(ways) - 1)]
        if session.outcome is not None:
            break
        memory = session.participants[0].memory  # type: ignore[attr-defined]
        face = scope.faces.of(memory.next)
        planned_acts = frozenset(
            _kind(scope.faces.act(face, item.action) if item.owner == 0 else "finish")
            for item in session._agenda.items()
            if item.role is Role.CALL_HANDLER and not item.keeps
        )
        kept = scope.kept.of(memory)._replace(next=face)
        place = session.call.situation, frozenset(session.timers()), planned_acts, kept
        assert place in visited, label


def _kind(act: object) -> str:
    return str(getattr(act, "kind", act))


@lru_cache(maxsize=1)
def situations_with_police() -> frozenset[Situation]:
    """Every situation of a call on a mobile from the moment when police's phone rings."""
    world = anybodys_world(PLAIN)
    assert not world.watch().broken
    situations = {key[0] for key in world.sessions if isinstance(key, tuple)}
    return frozenset(situation for situation in situations if situation.line in WITH_POLICE)


@pytest.mark.parametrize("profile_id", [profile.id for profile in PROFILES])
def test_profiles_differ_in_nothing_that_the_call_handler_meets(profile_id: str) -> None:
    """From police's phone on, what is checked for the default profile is checked for all.

    A call on a mobile comes to police only as it does in the vague world; every stimulus and timer
    does the same at every situation there; and no call handler reacts exactly when a sign settles,
    the only length that they compare.
    """
    profile = LIBRARY.profile(profile_id).profile
    usual = Procedure.under(LIBRARY.profile("iopc_2019").profile)
    here = Procedure.under(profile)
    for situation in situations_with_police():
        for cause in (*Stimulus, *Timer):
            assert _told(usual.step(situation, cause)) == _told(here.step(situation, cause))
    begun = {
        edge.after[0]
        for edge in flow_edges(here)[1]
        if edge.before[0].line not in WITH_POLICE and edge.after[0].line in WITH_POLICE
    }
    usual_begun = {s for s in begun if (s.kind, s.coverage) == (LineKind.MOBILE, Coverage.HOME)}
    assert usual_begun <= situations_with_police()
    assert profile.handler.reaction != SETTLES
    assert not profile.switches.digital_is_held
    assert not profile.switches.force_is_told


def _told(step: Step | str) -> object:
    """What a step does, less how long timers are."""
    if isinstance(step, str):
        return step
    return step.after, step.rows, step.stop, {timer for timer, _ in step.start}


@pytest.mark.parametrize("force", [loaded.force for loaded in LIBRARY.forces()], ids=lambda f: f.id)
def test_forces_differ_in_names_only(force: Force) -> None:
    """What is checked for the usual force is checked for all.

    Each knows an emergency and one other grade, by whatever names, and the usual one's reasoned
    callback leaves both choices open wherever another policy makes one.
    """
    grades = {force.emergency.id, force.unanswered_grade}
    assert len(grades) == 2
    assert set(force.marker_grades.values()) <= grades
    assert FORCE.callback is Callback.REASONED


def test_goals_have_names_of_their_own() -> None:
    """What is done is remembered by name."""
    assert len({goal.name for goal in GOALS}) == len(GOALS)
