"""The shortest way from a moment of a call to a better outcome than the one that it had.

Breadth first, with time erased: a running timer may fire at any moment. People at screens may do
whatever is possible for them (`PERSON_MAY`); all others keep to `character`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from simulator.core.call import Procedure, Step
from simulator.core.hearing import Circuit, on_the_line
from simulator.core.rules import Flow, Situation
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import Outcome, Role
from simulator.debrief.turning_points.other_roles import CALLERS_SIGNS, Invited, Need, Node, World
from simulator.debrief.turning_points.reasonable_conduct import (
    CONCERNS,
    FRESH_EARS,
    INVITES,
    KEY_TONES,
    PERSON_MAY,
    in_character,
)

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


class Way(NamedTuple):
    """The shortest way to a better outcome."""

    outcome: Outcome
    edges: tuple[tuple[Cause, Step], ...]


class Search:
    """Ways to a better outcome than one that a call had, remembered node by node."""

    def __init__(
        self, procedure: Procedure, world: World, real: Outcome, *, by_procedure: bool
    ) -> None:
        """Look for outcomes better than `real`; `by_procedure`: the persons keep to it as well."""
        self._procedure = procedure
        self._world = world
        self._better = _better_than(world.need, real)
        self._by_procedure = by_procedure
        self._found: dict[Node, Way | None] = {}

    def way(self, start: Node) -> Way | None:
        """The shortest way from `start`; none when no better outcome can be reached."""
        if start not in self._found:
            self._found[start] = self._look(start)
        return self._found[start]

    def _look(self, start: Node) -> Way | None:
        if not self._better or reached(self._procedure.flow, start.situation) in self._better:
            return None
        came: dict[Node, tuple[Node, Cause, Step] | None] = {start: None}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for cause, step, after in self.moves(node):
                if after in came:
                    continue
                came[after] = (node, cause, step)
                outcome = reached(self._procedure.flow, after.situation)
                if outcome in self._better:
                    return Way(outcome, _path(came, after))
                if self._found.get(after, True) is not None:
                    queue.append(after)
        # Nothing that was seen leads anywhere better.
        self._found.update(dict.fromkeys(came))
        return None

    def moves(self, node: Node) -> Iterator[tuple[Cause, Step, Node]]:
        """What may happen at `node` without anybody acting out of character."""
        causes: tuple[Cause, ...] = (*self._stimuli(node), *sorted(node.timers))
        for cause in causes:
            step = self._procedure.step(node.situation, cause)
            if isinstance(step, Step):
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


def reached(flow: Flow, situation: Situation) -> Outcome | None:
    """The outcome that is certain in a situation, also where the line is still up."""
    if situation.officers_sent:
        return Outcome.DEPLOYED
    return flow.line_ends.get(situation.line) or flow.incident_ends.get(situation.incident)


def moved(node: Node, cause: Cause, step: Step, *, concern: bool = False) -> Node:
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
    came: Mapping[Node, tuple[Node, Cause, Step] | None], end: Node
) -> tuple[tuple[Cause, Step], ...]:
    edges: list[tuple[Cause, Step]] = []
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
