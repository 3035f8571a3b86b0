"""The entries from which a call could still have ended better, and the shortest way there.

The log is folded again. From each entry at which a person decided something, or had just heard
that something could be done, the flow is searched breadth first with time erased. People at screens
may do otherwise, whatever is possible for them; all other roles keep to `reasonable_conduct`. A way
on which the person keeps to the procedure too is preferred to a shorter one on which they do not.

The search erases time, so a way is what the flow allows and not that there was time for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.acts import stimulus_of
from simulator.core.call import Procedure, Transition
from simulator.core.hearing import Circuit, evidence, on_the_line
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState, Flow
from simulator.core.terms import Intent, Outcome, Role, SoundClass, Timer
from simulator.debrief.assess.debrief import PathStep, TurningPoint
from simulator.debrief.turning_points.reasonable_conduct import (
    CALLERS_SIGNS,
    CONCERNS,
    FRESH_EARS,
    INVITES,
    KEY_TONES,
    PERSON_MAY,
    Invited,
    Need,
    Node,
    World,
    in_character,
    world_of,
)
from simulator.review.timings import calls
from simulator.review.transcript import moment_of
from simulator.session.run.perceived import PerceivedEntry, retold

_O = Outcome
_NOBODY_CAME = frozenset(
    {
        _O.NOT_CONNECTED, _O.ABANDONED, _O.ENDED_BY_OPERATOR, _O.CONFIRMED_MISTAKE,
        _O.NO_RESPONSE_TO_RECORDING, _O.ENDED_BY_FIRST_HANDLER,
    }
)  # fmt: skip
_SETTLED = frozenset(
    {_O.CONFIRMED_MISTAKE, _O.CLOSED_WITHOUT_DEPLOYMENT, _O.NO_RESPONSE_TO_RECORDING}
)
"""Good ends of a mistake: nobody is looked for. The recording is there for such calls too [N3]."""
BETTER: Mapping[Need, tuple[frozenset[Outcome], ...]] = {
    Need.POLICE: (
        frozenset({_O.DEPLOYED, _O.HANDED_TO_OTHER_FORCE}),
        frozenset({_O.CLOSED_WITHOUT_DEPLOYMENT}),
        _NOBODY_CAME | {_O.CONNECTED_TO_OTHER_SERVICE},
    ),
    Need.OTHER_SERVICE: (
        frozenset({_O.CONNECTED_TO_OTHER_SERVICE, _O.DEPLOYED, _O.HANDED_TO_OTHER_FORCE}),
        frozenset({_O.CLOSED_WITHOUT_DEPLOYMENT}),
        _NOBODY_CAME,
    ),
    Need.MISTAKE: (
        _SETTLED,
        frozenset(set(_O) - _SETTLED),
    ),
}
"""The order of outcomes by what the call was for, best first (assumption: no source ranks them).

Police may ask an ambulance in [K1], so for somebody who needs one they are as good an end.
"""


class BetterEnding(NamedTuple):
    """The shortest way to a better outcome."""

    outcome: Outcome
    edges: tuple[tuple[FlowInput, Transition], ...]


class BetterEndingSearch:
    """Ways to a better outcome than one that a call had, remembered node by node."""

    def __init__(
        self, procedure: Procedure, world: World, real: Outcome, *, by_procedure: bool
    ) -> None:
        """Look for outcomes better than `real`; `by_procedure`: the persons keep to it as well."""
        self._procedure = procedure
        self._world = world
        self._better = _better_than(world.need, real)
        self._by_procedure = by_procedure
        self._found: dict[Node, BetterEnding | None] = {}

    def way(self, start: Node) -> BetterEnding | None:
        """The shortest way from `start`; none when no better outcome can be reached."""
        if start not in self._found:
            self._found[start] = self._look(start)
        return self._found[start]

    def _look(self, start: Node) -> BetterEnding | None:
        if not self._better or reached(self._procedure.flow, start.situation) in self._better:
            return None
        came: dict[Node, tuple[Node, FlowInput, Transition] | None] = {start: None}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for cause, step, after in self.moves(node):
                if after in came:
                    continue
                came[after] = (node, cause, step)
                outcome = reached(self._procedure.flow, after.situation)
                if outcome in self._better:
                    return BetterEnding(outcome, _path(came, after))
                if self._found.get(after, True) is not None:
                    queue.append(after)
        # Nothing that was seen leads anywhere better.
        self._found.update(dict.fromkeys(came))
        return None

    def moves(self, node: Node) -> Iterator[tuple[FlowInput, Transition, Node]]:
        """What may happen at `node` without anybody acting out of character."""
        causes: tuple[FlowInput, ...] = (*self._stimuli(node), *sorted(node.timers))
        for cause in causes:
            step = self._procedure.step(node.situation, cause)
            if isinstance(step, Transition):
                # Of the room's sounds only a disturbance is ever in character.
                concern = cause is Stimulus.ROOM_SOUNDS
                yield cause, step, moved(node, cause, step, concern=concern)

    def _stimuli(self, node: Node) -> Iterator[Stimulus]:
        world = self._world
        for stimulus in Stimulus:
            person = next((r for r in world.persons if stimulus in PERSON_MAY.get(r, ())), None)
            if person is Role.CALLER:
                if stimulus is not Stimulus.CALLER_SPEAKS or world.can_speak:
                    yield stimulus
            elif (person is not None and not self._by_procedure) or (
                in_character(node, stimulus, world)
                and not (stimulus in CALLERS_SIGNS and Role.CALLER in world.persons)
            ):
                yield stimulus


def reached(flow: Flow, situation: CallState) -> Outcome | None:
    """The outcome that is certain in a situation, also where the line is still up."""
    if situation.officers_sent:
        return Outcome.DEPLOYED
    return flow.line_ends.get(situation.line) or flow.incident_ends.get(situation.incident)


def moved(node: Node, cause: FlowInput, step: Transition, *, concern: bool = False) -> Node:
    """The node after a move; `concern`: what was heard is a reason for one."""
    situation = step.after
    timers = node.timers - step.stop - {cause}
    timers |= {timer for timer, _ in step.start}
    signed, spoke, invited = node.signed, node.spoke, node.invited
    stray = cause in KEY_TONES and invited is Invited.NOT_YET
    heard = concern or (cause in CONCERNS and not stray)
    if heard and on_the_line(Circuit.of(node.situation)):
        signed, invited = True, Invited.SPENT
        spoke = spoke or cause is Stimulus.CALLER_SPEAKS
    if cause in INVITES:
        invited = Invited.NOW if invited is Invited.NOT_YET else Invited.SPENT
    if situation.line is not node.situation.line and situation.line in FRESH_EARS:
        signed, spoke, invited = False, False, Invited.NOT_YET
    return Node(situation, timers, signed, spoke, invited)


def _path(
    came: Mapping[Node, tuple[Node, FlowInput, Transition] | None], end: Node
) -> tuple[tuple[FlowInput, Transition], ...]:
    edges: list[tuple[FlowInput, Transition]] = []
    before = came[end]
    while before is not None:
        node, cause, step = before
        edges.append((cause, step))
        before = came[node]
    return tuple(reversed(edges))


def _better_than(need: Need, real: Outcome) -> frozenset[Outcome]:
    """The outcomes that are better than `real`."""
    better: set[Outcome] = set()
    for rank in BETTER[need]:
        if real in rank:
            break
        better |= rank
    return frozenset(better)


# --- the turning points of a log ------------------------------------------------------------------


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
    told: Sequence[PerceivedEntry],
    profile: Profile,
    procedure: Procedure,
    world: World,
    real: Outcome,
    seats: Sequence[Role],
) -> Iterator[TurningPoint]:
    number = next((t.entry.body.number for t in told if isinstance(t.entry.body, out.CallBegan)), 1)
    for place, (each, node) in enumerate(zip(told, nodes(told), strict=True)):
        for role in seats:
            alone = world._replace(persons=frozenset({role}))
            acted = _acts(each.entry, role)
            if not acted and not _could_act(each, role):
                continue
            departs = acted and _departs(each, node, alone)
            found = _way(procedure, alone, real, node, anyway=departs or role is Role.CALL_HANDLER)
            if found is None:
                continue
            way, by_procedure = found
            if departs or _turns(way, told[place:], role, acted=acted):
                yield TurningPoint(
                    role,
                    moment_of(each.to(role) or each.entry, profile),
                    acted,
                    way.outcome,
                    tuple(_move(cause, step) for cause, step in way.edges),
                    by_procedure,
                    number,
                )


def _way(
    procedure: Procedure, alone: World, real: Outcome, node: Node, *, anyway: bool
) -> tuple[BetterEnding, bool] | None:
    """The way to a better outcome, and whether the person keeps to the procedure on it.

    If there is none on which they keep to it, any way counts, if `anyway`.
    """
    for by_procedure in (True, False) if anyway else (True,):
        way = _search(procedure, alone, real, by_procedure).way(node)
        if way is not None:
            return way, by_procedure
    return None


def _departs(told: PerceivedEntry, node: Node, world: World) -> bool:
    """Whether a person moved the call in a way that the procedure does not ask for."""
    entry = told.entry
    if isinstance(entry.body, out.FlowEvent | out.TimerFired):
        return False
    stimulus = stimulus_of(entry.actor, entry.body)
    if stimulus is None or in_character(node, stimulus, world):
        return False
    step = told.before.moves[stimulus]
    return isinstance(step, Transition) and step.after != node.situation


def _turns(way: BetterEnding, later: Sequence[PerceivedEntry], role: Role, *, acted: bool) -> bool:
    """Whether the way is another one than the call took, and this person's to take.

    Who has only just learned of something turns a call by what they do next. Where they did all
    that the way asks of them, it was somebody else who did otherwise.
    """
    if not acted and _first(way) is not role:
        return False
    done: Iterator[FlowInput | None] = iter(
        [_stimulus(each.entry) for each in later if _acts(each.entry, role)]
    )
    return not all(cause in done for cause, _ in way.edges if _by(cause) is role)


def _stimulus(entry: Entry) -> Stimulus | None:
    assert not isinstance(entry.body, out.FlowEvent | out.TimerFired), "nobody's act"
    return stimulus_of(entry.actor, entry.body)


def _first(way: BetterEnding) -> Role | None:
    """Who acts first on a way; none where only time goes by."""
    return next((role for cause, _ in way.edges if (role := _by(cause)) is not None), None)


def nodes(told: Sequence[PerceivedEntry]) -> Iterator[Node]:
    """The node just before each entry of one call; of an outcome, the one that it is part of."""
    node = _node_at(told[0])
    for each in told:
        entry = each.entry
        yield node
        if isinstance(entry.body, out.CallBegan):
            node = _node_at(each)
        elif not isinstance(entry.body, out.FlowEvent):
            cause = (
                entry.body.timer
                if isinstance(entry.body, out.TimerFired)
                else stimulus_of(entry.actor, entry.body)
            )
            assert cause is not None, "this has been folded already"
            step = each.before.moves[cause]
            assert isinstance(step, Transition), "this has been folded already"
            node = moved(node, cause, step, concern=evidence(entry.body) is SoundClass.DISTURBANCE)


def _node_at(told: PerceivedEntry) -> Node:
    return Node(told.before.situation, frozenset(timer for _, timer in told.before.timers))


def _acts(entry: Entry, role: Role) -> bool:
    """Whether it is something that somebody in that seat did."""
    return entry.actor is role and not isinstance(entry.body, do.Finish | out.FlowEvent)


def _could_act(told: PerceivedEntry, role: Role) -> bool:
    """Whether somebody in that seat had just learned that the call is elsewhere, or what counts."""
    body = told.entry.body
    asks = isinstance(body, out.LinePlayed) and body.intent is Intent.RECORDING_ASKS_FOR_55
    return (asks or isinstance(body, out.StageEntered)) and told.to(role) is not None


def _move(cause: FlowInput, step: Transition) -> PathStep:
    if isinstance(cause, Timer):
        return PathStep(f"time goes by: {cause.label}", step.rows, None)
    return PathStep(cause.label, step.rows, _by(cause))


def _by(cause: FlowInput) -> Role | None:
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
def _search(
    procedure: Procedure, world: World, real: Outcome, by_procedure: bool
) -> BetterEndingSearch:
    return BetterEndingSearch(procedure, world, real, by_procedure=by_procedure)
