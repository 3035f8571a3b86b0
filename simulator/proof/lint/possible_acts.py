"""What can be said, done and decided in a scenario's calls, whoever sits in the other seats.

The flow is explored with time erased, and with only those acts of the caller, the room and the
network that the scenario holds; operators, call handlers, systems and officers may do all that is
possible for them. That allows more than can happen: a timer may fire at any moment, a step may come
at any moment and as often as it likes. So what is not reached here is reached by no run, whatever
the seed, and whatever a person in one of those seats does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from simulator.core import acts as do
from simulator.core.acts import SAYS, stimulus_of
from simulator.core.call import Procedure
from simulator.core.hearing import Circuit, audience
from simulator.core.log import (
    CallEnded,
    IncidentMoved,
    Played,
    SignalRecognised,
    StageEntered,
)
from simulator.core.rules import Situation
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import Coverage, Intent, LineKind, Role
from simulator.proof.explore.situations import Node, moves

STAFF = (Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER)

_SCRIPTED = ("caller_", "room_")
_LOST = frozenset({Stimulus.PHONE_DIES, Stimulus.LINE_FAILS})
_OF_THE_SCENARIO = frozenset(
    stimulus for stimulus in Stimulus if stimulus.startswith(_SCRIPTED) or stimulus in _LOST
)
"""What only happens if the scenario says so."""
CALLERS_OWN = frozenset(stimulus for stimulus in Stimulus if stimulus.startswith("caller_"))

Deed = tuple[Role, do.Action]
"""An act, and whose line it comes by."""


@dataclass(frozen=True, slots=True)
class Reach:
    """All that the calls may come to."""

    causes: frozenset[Cause]
    """What happens: acts as the flow tells them apart, and timers that run out."""
    rows: frozenset[str]
    decided: frozenset[object]
    """Stages entered, outcomes, signals recognised, lines of the recording."""
    told: frozenset[tuple[Role, Intent]]
    """What the caller may hear, and from whom."""

    def ever(self, *decided: object) -> bool:
        """Whether any of these is ever decided: stages, outcomes, signals, intents played."""
        return not self.decided.isdisjoint(decided)


def stimuli_of(deeds: Iterable[Deed]) -> frozenset[Stimulus]:
    """What the flow sees of these acts."""
    seen = (stimulus_of(role, action) for role, action in deeds)
    return frozenset(stimulus for stimulus in seen if stimulus is not None)


@lru_cache(maxsize=1024)
def reach(
    procedure: Procedure, kind: LineKind, coverage: Coverage, own: frozenset[Stimulus]
) -> Reach:
    """Everything that a call on this line may come to, with `own` of what scenarios decide."""
    never = _OF_THE_SCENARIO - own - {Stimulus.CALLER_DIALS}
    beginning = Situation(
        kind=kind, coverage=coverage, can_ring_back=coverage is not Coverage.LIMITED
    )
    start: Node = (beginning, frozenset())
    seen, todo = {start}, [start]
    causes: set[Cause] = set()
    rows: set[str] = set()
    decided: set[object] = set()
    told: set[tuple[Role, Intent]] = set()
    while todo:
        for edge in moves(procedure, todo.pop()):
            if edge.cause in never:
                continue
            causes.add(edge.cause)
            rows.update(edge.step.rows)
            decided.update(map(_what, edge.step.decided))
            told.update(_told(edge.cause, edge.before[0]))
            if edge.after not in seen:
                seen.add(edge.after)
                todo.append(edge.after)
    told |= {(Role.RECORDING, what) for what in decided if isinstance(what, Intent)}
    return Reach(frozenset(causes), frozenset(rows), frozenset(decided), frozenset(told))


def _what(body: object) -> object:
    match body:
        case StageEntered(stage=stage) | IncidentMoved(stage=stage):
            return stage
        case CallEnded(outcome=outcome):
            return outcome
        case SignalRecognised(signal=signal):
            return signal
        case Played(intent=intent):
            return intent
    return type(body)


_SPEAKS = {
    Stimulus.OPERATOR_ASKS_SERVICE: (Role.OPERATOR, (Intent.WHICH_SERVICE,)),
    Stimulus.OPERATOR_ASKS_WHICH: (Role.OPERATOR, (Intent.WHICH_OF_THREE,)),
    Stimulus.OPERATOR_ASKS_NUMBER: (Role.OPERATOR, (Intent.NUMBER_DIALLED,)),
    Stimulus.OPERATOR_ASKS_SOUND: (Role.OPERATOR, (Intent.MAKE_A_SOUND,)),
    Stimulus.OPERATOR_SPEAKS: (Role.OPERATOR, SAYS[Role.OPERATOR]),
    Stimulus.FIRST_HANDLER_SPEAKS: (Role.FIRST_HANDLER, SAYS[Role.FIRST_HANDLER]),
    Stimulus.HANDLER_INTRODUCES: (Role.CALL_HANDLER, (Intent.THROUGH_TO_POLICE,)),
    Stimulus.HANDLER_SPEAKS: (Role.CALL_HANDLER, SAYS[Role.CALL_HANDLER]),
}


def _told(cause: Cause, before: Situation) -> Iterable[tuple[Role, Intent]]:
    """What the caller hears of an utterance."""
    if not isinstance(cause, Stimulus) or cause not in _SPEAKS:
        return ()
    role, intents = _SPEAKS[cause]
    if Role.CALLER not in audience(role, "say", None, Circuit.of(before)):
        return ()
    return ((role, intent) for intent in intents)
