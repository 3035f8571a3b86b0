"""Protocol of all models of a call that can be explored, and the entries that their moves write.

`UntimedFlow` has no clock values: any possible act may come next, and any running timer may fire
next. That allows more than real time does, so a rule that is never broken there is never broken.
`TimedFlow` has clocks, and `SessionSystem` has the simulated roles.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from simulator.core import acts as do
from simulator.core.call import Transition
from simulator.core.log import CallBegan, Entry, LinePlayed, StageEntered, TimerFired
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Outcome, Role, Timer
from simulator.proof.explore.act_classes import ClassifiedAct
from simulator.session.session import author_of

Place = TypeVar("Place", bound=Hashable)
Cue = ClassifiedAct | Timer
"""Trigger of a move: an act of a role, or a timer that fires."""


class Move(NamedTuple, Generic[Place]):
    """One transition."""

    cue: Cue
    entries: tuple[Entry, ...]
    """Log entries that it writes, with `seq` and instant 0."""
    to: Place


class TransitionSystem(Protocol[Place]):
    """Initial states, the transitions from each, and which states are ends.

    Every method must return the same values each time: an explorer keeps them by identity.
    """

    def begin(self) -> Sequence[tuple[Place, tuple[Entry, ...]]]:
        """Return the states in which calls begin, and the entries of each beginning."""

    def moves(self, place: Place) -> Sequence[Move[Place]]:
        """Return every transition from a state."""

    def outcome(self, place: Place) -> Outcome | None:
        """Return the outcome of a call that has ended; None if it goes on."""


def written(cue: Cue, step: Transition) -> tuple[Entry, ...]:
    """Return the entries that a session writes for a move, with `seq` and instant 0."""
    first = (
        Entry(0, 0, Role.NETWORK, Role.NETWORK, TimerFired(cue), step.rows)
        if isinstance(cue, Timer)
        else cue.entry(step.rows)
    )
    authors = map(author_of, step.decided)
    return (
        first,
        *(Entry(0, 0, who, who, body) for who, body in zip(authors, step.decided, strict=True)),
    )


def speakers(speaking: frozenset[Role], cue: Cue, step: Transition) -> frozenset[Role]:
    """Return the roles that are speaking after a move, as in a session.

    The recording plays one line at a time, and stops when the call leaves the stage.
    """
    if isinstance(cue, ClassifiedAct):
        if isinstance(cue.action, do.SPOKEN):
            speaking |= {cue.role}
        elif cue.action.kind == "finish":
            speaking -= {cue.role}
    if any(isinstance(body, StageEntered) for body in step.decided):
        speaking -= {Role.RECORDING}
    if any(isinstance(body, LinePlayed) for body in step.decided):
        speaking |= {Role.RECORDING}
    return speaking


def can_be_cued(cue: Cue, speaking: frozenset[Role]) -> bool:
    """Whether the role of a cue can end or begin an utterance, if the cue does."""
    if not isinstance(cue, ClassifiedAct):
        return True
    if cue.action.kind == "finish":
        return cue.role in speaking
    return not (isinstance(cue.action, do.SPOKEN) and cue.role in speaking)


def begun(situation: CallState) -> tuple[Entry, ...]:
    """Return the entries at the beginning of a call."""
    return (Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, situation.kind)),)


class StepEntries:
    """Cache of the entries that each act or timer writes in each situation."""

    def __init__(self, acts: Mapping[Stimulus, tuple[ClassifiedAct, ...]]) -> None:
        """Use these acts, by stimulus."""
        self._acts = acts
        self._known: dict[
            tuple[CallState, FlowInput], tuple[tuple[Cue, tuple[Entry, ...]], ...]
        ] = {}

    def of(
        self, situation: CallState, cause: FlowInput, step: Transition
    ) -> tuple[tuple[Cue, tuple[Entry, ...]], ...]:
        """Return each act or timer that can cause a step, with its entries."""
        key = situation, cause
        if key not in self._known:
            cues: tuple[Cue, ...] = (cause,) if isinstance(cause, Timer) else self._acts[cause]
            self._known[key] = tuple((cue, written(cue, step)) for cue in cues)
        return self._known[key]
