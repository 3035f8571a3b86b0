"""The moments from which a call could still have ended better, and the shortest way there.

The log is folded again; from each moment at which a person decided something, or had just heard
that something could be done, the flow is searched breadth first with time erased. People at screens
may do otherwise, whatever is possible for them; all others keep to `character`. A way on which the
person keeps to the procedure too is preferred to a shorter one on which they do not.

It is found with time erased, so it says what the flow allows and not that there was time for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.acts import stimulus_of
from simulator.core.call import Procedure, Step
from simulator.core.describe import plain
from simulator.core.hearing import evidence
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import Evidence, Intent, Outcome, Role, Timer
from simulator.debrief.assess.debrief import Move, TurningPoint
from simulator.debrief.turning_points.other_roles import Need, Node, World, world_of
from simulator.debrief.turning_points.reasonable_conduct import in_character
from simulator.debrief.turning_points.search import Search, Way, moved
from simulator.review.moments import moment_of
from simulator.review.timings import calls
from simulator.session.run.perceived import Told, retold


def turning_points(
    log: Sequence[Entry],
    scenario: Scenario,
    profile: Profile,
    procedure: Procedure,
    seats: Sequence[Role],
) -> tuple[TurningPoint, ...]:
    """Every moment of a person's from which their call could still have ended better, in order.

    Nothing of a call that has not ended, or of which the scenario's facts do not say what it was
    for, or that ended as well as it could.

    Raises:
        NotPossible: the flow rules out what the log says.
    """
    found: list[TurningPoint] = []
    told = list(retold(log, procedure, scenario.coverage))
    place = 0
    for script, call in zip(scenario.calls_in_order, calls(log), strict=False):
        mine = told[place : place + len(call)]
        place += len(call)
        ended = next((e.body.outcome for e in call if isinstance(e.body, out.CallEnded)), None)
        world = world_of(script, scenario.facts, profile, frozenset(seats))
        if ended is not None and world is not None and not _hung_up_on(ended, world, seats):
            found += _of_one(mine, profile, procedure, world, ended, seats)
    return tuple(found)


def _hung_up_on(ended: Outcome, world: World, seats: Sequence[Role]) -> bool:
    """Whether a mistake cleared by itself: that is no handler's to turn."""
    mistake = world.need is Need.MISTAKE and ended is Outcome.ABANDONED
    return mistake and Role.CALLER not in seats


def _of_one(
    told: Sequence[Told],
    profile: Profile,
    procedure: Procedure,
    world: World,
    real: Outcome,
    seats: Sequence[Role],
) -> Iterator[TurningPoint]:
    number = next((t.entry.body.number for t in told if isinstance(t.entry.body, out.CallBegan)), 1)
    for place, (each, node) in enumerate(zip(told, nodes(told), strict=True)):
        for role in seats:
            acted = _acts(each.entry, role)
            if not acted and not _could_act(each, role):
                continue
            alone = world._replace(persons=frozenset({role}))
            departs = acted and _departs(each, node, alone)
            way, by_procedure = _search(procedure, alone, real, True).way(node), True
            if way is None and (role is Role.CALL_HANDLER or departs):
                way, by_procedure = _search(procedure, alone, real, False).way(node), False
            if way is None or not (departs or _turns(way, told[place:], role, acted=acted)):
                continue
            yield TurningPoint(
                role,
                moment_of(each.to(role) or each.entry, profile),
                acted,
                way.outcome,
                tuple(_move(cause, step) for cause, step in way.edges),
                by_procedure,
                number,
            )


def _departs(told: Told, node: Node, world: World) -> bool:
    """Whether a person moved the call in a way that the procedure does not ask for."""
    entry = told.entry
    if isinstance(entry.body, out.Decided | out.TimerFired):
        return False
    stimulus = stimulus_of(entry.actor, entry.body)
    if stimulus is None or in_character(node, stimulus, world):
        return False
    step = told.before.moves[stimulus]
    return isinstance(step, Step) and step.after != node.situation


def _turns(way: Way, later: Sequence[Told], role: Role, *, acted: bool) -> bool:
    """Whether the way is another one than the call took, and this person's to take.

    Who has only just learned of something turns a call by what they do next. Where they did all
    that the way asks of them, it was somebody else who did otherwise.
    """
    if not acted and _first(way) is not role:
        return False
    done: Iterator[Cause | None] = iter(
        [_stimulus(each.entry) for each in later if _acts(each.entry, role)]
    )
    return not all(cause in done for cause, _ in way.edges if _by(cause) is role)


def _stimulus(entry: Entry) -> Stimulus | None:
    assert not isinstance(entry.body, out.Decided | out.TimerFired), "nobody's act"
    return stimulus_of(entry.actor, entry.body)


def _first(way: Way) -> Role | None:
    """Who acts first on a way; none where only time goes by."""
    return next((role for cause, _ in way.edges if (role := _by(cause)) is not None), None)


def nodes(told: Sequence[Told]) -> Iterator[Node]:
    """The node just before each entry of one call; of an outcome, the one that it is part of."""
    node = _node_at(told[0])
    for each in told:
        entry = each.entry
        yield node
        if isinstance(entry.body, out.CallBegan):
            node = _node_at(each)
        elif not isinstance(entry.body, out.Decided):
            cause = (
                entry.body.timer
                if isinstance(entry.body, out.TimerFired)
                else stimulus_of(entry.actor, entry.body)
            )
            assert cause is not None, "this has been folded already"
            step = each.before.moves[cause]
            assert isinstance(step, Step), "this has been folded already"
            node = moved(node, cause, step, concern=evidence(entry.body) is Evidence.DISTURBANCE)


def _node_at(told: Told) -> Node:
    return Node(told.before.situation, frozenset(timer for _, timer in told.before.timers))


def _acts(entry: Entry, role: Role) -> bool:
    """Whether it is something that somebody in that seat did."""
    return entry.actor is role and not isinstance(entry.body, do.Finish | out.Decided)


def _could_act(told: Told, role: Role) -> bool:
    """Whether somebody in that seat had just learned that the call is elsewhere, or what counts."""
    body = told.entry.body
    asks = isinstance(body, out.Played) and body.intent is Intent.RECORDING_ASKS_FOR_55
    return (asks or isinstance(body, out.StageEntered)) and told.to(role) is not None


def _move(cause: Cause, step: Step) -> Move:
    if isinstance(cause, Timer):
        return Move(f"time goes by: {plain(cause)}", step.rows, None)
    return Move(plain(cause), step.rows, _by(cause))


def _by(cause: Cause) -> Role | None:
    """Who does it; none for a machine's clock."""
    return None if isinstance(cause, Timer) else _BY[cause.name.partition("_")[0]]


_BY = {
    "CALLER": Role.CALLER,
    "OPERATOR": Role.OPERATOR,
    "FIRST": Role.FIRST_HANDLER,
    "HANDLER": Role.CALL_HANDLER,
    "ROOM": Role.ROOM,
}


@lru_cache(maxsize=64)
def _search(procedure: Procedure, world: World, real: Outcome, by_procedure: bool) -> Search:
    return Search(procedure, world, real, by_procedure=by_procedure)
