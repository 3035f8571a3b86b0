"""Turning points: entries from which a better outcome was reachable, each with a shortest path.

The log is replayed. From each act of a trainee, and from each entry that gave them a choice, a
breadth-first search looks for a better outcome. The trainee may do anything in `TRAINEE_MAY`; all
other roles keep to `reasonable_conduct`. A path on which the trainee keeps to the procedure too is
preferred to a shorter one.

The search is untimed: a path is what the flow allows, not proof that there was time for it.
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
    INVITES,
    KEY_TONES,
    NEW_LISTENERS,
    TRAINEE_MAY,
    ConductContext,
    Invited,
    Need,
    Node,
    conduct_context,
    is_reasonable,
)
from simulator.review.timings import calls
from simulator.review.transcript import moment_of
from simulator.session.run.perceived_log import PerceivedEntry, retold

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
"""Good outcomes of a mistake. The recording is meant for such calls too [N3]."""
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
    Need.MISTAKE: (_SETTLED, frozenset(set(_O) - _SETTLED)),
}
"""Outcomes ranked by the caller's need, best first (assumption: no source ranks them).

Police can ask for an ambulance [K1], so they are as good for a caller who needs one.
"""


class BetterEnding(NamedTuple):
    """A shortest path to a better outcome."""

    outcome: Outcome
    edges: tuple[tuple[FlowInput, Transition], ...]


class BetterEndingSearch:
    """Search for better outcomes than the real one, with a cache of searched nodes."""

    def __init__(
        self, procedure: Procedure, context: ConductContext, real: Outcome, *, by_procedure: bool
    ) -> None:
        """Search for outcomes better than `real`.

        If `by_procedure`, trainees keep to the procedure too.
        """
        self._procedure = procedure
        self._context = context
        self._better = _better_than(context.need, real)
        self._by_procedure = by_procedure
        self._found: dict[Node, BetterEnding | None] = {}

    def path(self, start: Node) -> BetterEnding | None:
        """Return a shortest path from `start`, or None if no better outcome is reachable."""
        if start not in self._found:
            self._found[start] = self._search(start)
        return self._found[start]

    def _search(self, start: Node) -> BetterEnding | None:
        if not self._better or certain_outcome(self._procedure.flow, start.state) in self._better:
            return None
        came: dict[Node, tuple[Node, FlowInput, Transition] | None] = {start: None}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for cause, step, after in self.transitions(node):
                if after in came:
                    continue
                came[after] = (node, cause, step)
                outcome = certain_outcome(self._procedure.flow, after.state)
                if outcome in self._better:
                    return BetterEnding(outcome, _path(came, after))
                if self._found.get(after, True) is not None:
                    queue.append(after)
        # The search was exhaustive, so none of the visited nodes leads to a better outcome.
        self._found.update(dict.fromkeys(came))
        return None

    def transitions(self, node: Node) -> Iterator[tuple[FlowInput, Transition, Node]]:
        """Yield the possible transitions of a node, under reasonable conduct of all other roles."""
        causes: tuple[FlowInput, ...] = (*self._stimuli(node), *sorted(node.timers))
        for cause in causes:
            step = self._procedure.step(node.state, cause)
            if isinstance(step, Transition):
                # The conduct table has the surroundings' sounds only for disturbances.
                disturbing = cause is Stimulus.ROOM_SOUNDS
                yield cause, step, next_node(node, cause, step, disturbing=disturbing)

    def _stimuli(self, node: Node) -> Iterator[Stimulus]:
        context = self._context
        for stimulus in Stimulus:
            may = [role for role in context.trainees if stimulus in TRAINEE_MAY.get(role, ())]
            if may == [Role.CALLER]:
                if stimulus is not Stimulus.CALLER_SPEAKS or context.can_speak:
                    yield stimulus
            elif (may and not self._by_procedure) or (
                is_reasonable(node, stimulus, context)
                and not (stimulus in CALLERS_SIGNS and Role.CALLER in context.trainees)
            ):
                yield stimulus


def certain_outcome(flow: Flow, state: CallState) -> Outcome | None:
    """Return the outcome that is certain in a state, even with the line still up, or None."""
    if state.officers_sent:
        return Outcome.DEPLOYED
    return flow.line_ends.get(state.line) or flow.incident_ends.get(state.incident)


def next_node(node: Node, cause: FlowInput, step: Transition, *, disturbing: bool = False) -> Node:
    """Return the node after a transition; `disturbing`: a sound that gives reason for concern."""
    state = step.after
    timers = node.timers - step.stop - {cause}
    timers |= {timer for timer, _ in step.start}
    concern, spoke, invited = node.concern, node.spoke, node.invited
    stray = cause in KEY_TONES and invited is Invited.NOT_YET
    heard = disturbing or (cause in CONCERNS and not stray)
    if heard and on_the_line(Circuit.of(node.state)):
        concern, invited = True, Invited.SPENT
        spoke = spoke or cause is Stimulus.CALLER_SPEAKS
    if cause in INVITES:
        invited = Invited.NOW if invited is Invited.NOT_YET else Invited.SPENT
    if state.line is not node.state.line and state.line in NEW_LISTENERS:
        concern, spoke, invited = False, False, Invited.NOT_YET
    return Node(state, timers, concern, spoke, invited)


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
    """Return the turning points of the trainees in `seats`, in time order.

    A call has none if it is unfinished, if the scenario's facts don't say what the caller needed,
    or if no better outcome exists.

    Raises:
        NotPossible: the flow can't replay the log.
    """
    found: list[TurningPoint] = []
    entries = list(retold(log, procedure, scenario.coverage))
    start = 0
    for script, call in zip(scenario.calls_in_order, calls(log), strict=False):
        part = entries[start : start + len(call)]
        start += len(call)
        ended = next((e.body.outcome for e in call if isinstance(e.body, out.CallEnded)), None)
        context = conduct_context(script, scenario.facts, profile, frozenset(seats))
        if ended is not None and context is not None and not _hung_up_on(ended, context, seats):
            found += _in_call(part, profile, procedure, context, ended, seats)
    return tuple(found)


def _hung_up_on(ended: Outcome, context: ConductContext, seats: Sequence[Role]) -> bool:
    """Return whether a mistaken caller hung up: no other seat could have changed that."""
    mistake = context.need is Need.MISTAKE and ended is Outcome.ABANDONED
    return mistake and Role.CALLER not in seats


def _in_call(
    entries: Sequence[PerceivedEntry],
    profile: Profile,
    procedure: Procedure,
    context: ConductContext,
    real: Outcome,
    seats: Sequence[Role],
) -> Iterator[TurningPoint]:
    bodies = (each.entry.body for each in entries)
    number = next((body.number for body in bodies if isinstance(body, out.CallBegan)), 1)
    for index, (each, node) in enumerate(zip(entries, nodes(entries), strict=True)):
        for role in seats:
            alone = context._replace(trainees=frozenset({role}))
            acted = _acts(each.entry, role)
            if not acted and not _could_act(each, role):
                continue
            departs = acted and _departs(each, node, alone)
            anyway = departs or role is Role.CALL_HANDLER
            found = _better_ending(procedure, alone, real, node, anyway=anyway)
            if found is None:
                continue
            better, by_procedure = found
            if departs or _differs(better, entries[index:], role, acted=acted):
                yield TurningPoint(
                    role,
                    moment_of(each.to(role) or each.entry, profile),
                    acted,
                    better.outcome,
                    tuple(_path_step(cause, step) for cause, step in better.edges),
                    by_procedure,
                    number,
                )


def _better_ending(
    procedure: Procedure, alone: ConductContext, real: Outcome, node: Node, *, anyway: bool
) -> tuple[BetterEnding, bool] | None:
    """Return a path to a better outcome, and whether the trainee keeps to the procedure on it.

    Only if `anyway`, a path on which they don't counts too.
    """
    for by_procedure in (True, False) if anyway else (True,):
        found = _search(procedure, alone, real, by_procedure).path(node)
        if found is not None:
            return found, by_procedure
    return None


def _departs(each: PerceivedEntry, node: Node, context: ConductContext) -> bool:
    """Return whether a trainee changed the state by an act that the procedure doesn't ask for."""
    entry = each.entry
    if isinstance(entry.body, out.FlowEvent | out.TimerFired):
        return False
    stimulus = stimulus_of(entry.actor, entry.body)
    if stimulus is None or is_reasonable(node, stimulus, context):
        return False
    step = each.before.transitions[stimulus]
    return isinstance(step, Transition) and step.after != node.state


def _differs(
    better: BetterEnding, later: Sequence[PerceivedEntry], role: Role, *, acted: bool
) -> bool:
    """Return whether a path needs an act of this trainee that they did not do later.

    If the trainee did all their acts of the path, another role took the call elsewhere. If they had
    only perceived something, the path must begin with an act of theirs.
    """
    actors = (_actor(cause) for cause, _ in better.edges)
    if not acted and next((actor for actor in actors if actor), None) is not role:
        return False
    # Each `in` consumes the iterator, so the acts must come in the path's order.
    done: Iterator[FlowInput | None] = iter(
        stimulus_of(role, body)
        for each in later
        if _acts(each.entry, role)
        and not isinstance(body := each.entry.body, out.FlowEvent | out.TimerFired)
    )
    return not all(cause in done for cause, _ in better.edges if _actor(cause) is role)


def nodes(entries: Sequence[PerceivedEntry]) -> Iterator[Node]:
    """Yield the node before each entry of one call.

    A flow event gets the node after the transition that emitted it.
    """
    node = _node_at(entries[0])
    for each in entries:
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
            assert cause is not None, "`retold` has replayed this entry"
            step = each.before.transitions[cause]
            assert isinstance(step, Transition), "`retold` has replayed this entry"
            node = next_node(
                node, cause, step, disturbing=evidence(entry.body) is SoundClass.DISTURBANCE
            )


def _node_at(each: PerceivedEntry) -> Node:
    return Node(each.before.situation, frozenset(timer for _, timer in each.before.timers))


def _acts(entry: Entry, role: Role) -> bool:
    """Return whether an entry is an act of that seat."""
    return entry.actor is role and not isinstance(entry.body, do.Finish | out.FlowEvent)


def _could_act(each: PerceivedEntry, role: Role) -> bool:
    """Return whether an entry gives that seat a choice: a new stage, or the request for 55."""
    body = each.entry.body
    asks = isinstance(body, out.LinePlayed) and body.intent is Intent.RECORDING_ASKS_FOR_55
    return (asks or isinstance(body, out.StageEntered)) and each.to(role) is not None


def _path_step(cause: FlowInput, step: Transition) -> PathStep:
    text = f"time goes by: {cause.label}" if isinstance(cause, Timer) else cause.label
    return PathStep(text, step.rows, _actor(cause))


def _actor(cause: FlowInput) -> Role | None:
    """Return the acting role, or None for a timer."""
    return None if isinstance(cause, Timer) else _ACTORS[cause.name.partition("_")[0]]


_ACTORS = {
    "CALLER": Role.CALLER,
    "OPERATOR": Role.OPERATOR,
    "FIRST": Role.FIRST_HANDLER,
    "HANDLER": Role.CALL_HANDLER,
    "ROOM": Role.ROOM,
}


@lru_cache(maxsize=64)
def _search(
    procedure: Procedure, context: ConductContext, real: Outcome, by_procedure: bool
) -> BetterEndingSearch:
    return BetterEndingSearch(procedure, context, real, by_procedure=by_procedure)
