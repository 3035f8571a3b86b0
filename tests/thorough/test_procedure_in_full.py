"""The call handler's procedure properties with everything that a caller and a room can do.

The operator's are decided by `verify`, under every profile: `test_verify_in_full.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Set
from itertools import product

import pytest

from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Procedure, new_call
from simulator.core.stimuli import Stimulus
from simulator.core.terms import LineKind, Outcome, Role, Service
from simulator.proof.explore.operator_model import of_nobody
from simulator.proof.explore.untimed_session import ErasedSession
from simulator.proof.vague.acts import EVERYTHING, IN_THE_ROOM
from simulator.proof.vague.anywhere import plain, ranked
from simulator.proof.vague.world import World
from simulator.rules.monitor import Monitor, State
from simulator.rules.patterns import VerdictKind
from simulator.session.chance import Chance
from simulator.session.people.handler_goals import GOALS
from simulator.session.people.machines import Officers, Systems
from simulator.session.people.simulated_handler import StandingHandler
from tests.core.explored import explore as flow_nodes
from tests.test_procedure import (
    FORCE,
    FORCES,
    LIBRARY,
    PROFILES,
    WORSENED,
    anybodys_world,
    moves,
)

pytestmark = pytest.mark.thorough

BEGINS = frozenset({Stimulus.CALLER_DIALS, Stimulus.OPERATOR_ANSWERS})
"""What has been done when the vague world begins."""

Record = Callable[[str, object], None]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", WORSENED)
def test_the_call_handler_whatever_anybody_does(name: str, record_property: Record) -> None:
    """Every caller, room, report, loss and callback, on every line, of every profile and force."""
    world = anybodys_world(name)
    watched = world.watch()
    record_property("count", f"anybody, {name}: {watched.states} states")
    assert watched.broken == ()
    assert watched.ends == set(Outcome) - {Outcome.NOT_CONNECTED}
    visited = places(world)
    # Each rule's calls are a third of all; the rules take turns.
    for seed in range(list(WORSENED).index(name) % 3, len(WALKS), 3):
        assert_within(world, visited, seed)


@pytest.mark.parametrize("name", WORSENED)
def test_every_mistake_of_the_call_handler_would_be_found(name: str) -> None:
    """For each rule, a call handler who breaks it is caught."""
    assert anybodys_world(name, worse=True).watch().broken


# --- what the vague world rests on ---------------------------------------------------------------

WALKS = tuple(product(PROFILES, LineKind, FORCES))
"""In which procedures real calls are walked."""
SOME = 5
"""How many acts of others are thought of at each step of a walk."""


def places(world: World) -> Set[Hashable]:
    """Every place of a world that was visited, as coarsely as real calls are compared with it."""
    return {
        (key[0], key[1], frozenset(_kind(act) for act in key[2]), key[3])
        for key in world.sessions
        if isinstance(key, tuple)
    }


def assert_within(world: World, visited: Set[Hashable], seed: int) -> None:
    """A real call, with nothing left open, goes only through what the vague world has visited.

    Somebody does something at random, and after each step what is kept of the real call handler's
    memory, what they plan, and where the call stands must be among the places of the world. Once
    the rule is met, come what may, the world goes no further, and neither does the walk.
    """
    monitor = Monitor(world.rule, world.context)
    scope = world.handler.scope
    profile, kind, own_force = WALKS[seed % len(WALKS)]
    force = ranked(own_force, FORCE)
    handler = StandingHandler(profile, force, LIBRARY.questions())
    cast = ((handler, of_nobody), (Systems(), of_nobody), (Officers(1), of_nobody))
    session = ErasedSession(new_call(Procedure.under(profile), kind), profile, cast)
    session.submit(Role.CALLER, do.Dial())
    session.submit(Role.OPERATOR, do.Answer())
    session.submit(Role.OPERATOR, do.Connect(Service.POLICE))
    state = after(monitor, monitor.start(), session)
    acts = [done for done in IN_THE_ROOM if not isinstance(done.action, do.Finish)]
    chance = Chance(seed, "walk")
    for _ in range(80):
        some = [acts[chance.between(0, len(acts) - 1)] for _ in range(SOME)]
        ways = moves(session, some)
        # Half of the time what is planned, so that calls get on.
        planned = [way for way in ways if way[0].startswith("call_handler")]
        ways = planned if planned and chance.happens(50) else ways
        if not ways:
            continue
        label, session = ways[chance.between(0, len(ways) - 1)]
        state = after(monitor, state, session)
        if monitor.verdict(state, False, 0) is VerdictKind.MET:
            break
        if session.outcome is not None:
            break
        memory = session.participants[0].memory  # type: ignore[attr-defined]
        face = scope.faces.of(memory.next)
        planned_acts = frozenset(
            _kind(
                scope.faces.act(face, item.action) if item.owner == 0 else "call_handler finishes"
            )
            for item in session._agenda.items()
            if item.role is Role.CALL_HANDLER and not item.keeps
        )
        kept = scope.kept.of(memory)._replace(next=face)
        situation = plain(session.call.situation)
        assert (situation, frozenset(session.timers()), planned_acts, kept) in visited, label


def after(monitor: Monitor, state: State, session: ErasedSession) -> State:
    """What a monitor has seen after the log of a session."""
    for entry in session.log:
        state = monitor.step(state, entry)
    return state


def _kind(act: object) -> str:
    return str(getattr(act, "kind", act))


def test_everybody_elses_acts_are_all_tried() -> None:
    """Whatever the flow can answer to is done in the vague world, or moves nothing there."""
    tried = {stimulus_of(role, action) for role, action in EVERYTHING}
    own = {stimulus for stimulus in Stimulus if stimulus.name.startswith("HANDLER_")}
    rest = set(Stimulus) - own - tried - BEGINS
    for procedure in map(Procedure.under, PROFILES):
        for before, _ in flow_nodes(procedure)[0]:
            for stimulus in rest:
                step = procedure.step(before, stimulus)
                assert isinstance(step, str) or step.after == before, stimulus


def test_goals_have_names_of_their_own() -> None:
    """What is done is remembered by name."""
    assert len({goal.name for goal in GOALS}) == len(GOALS)
