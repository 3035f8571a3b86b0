"""Models of a call that can be explored; the simplest is the flow without clock values.

In `UntimedFlow` any possible act may come next, and any running timer may fire next. That allows
more than real time does, so what holds in every state there holds in every real call. `TimedFlow`
has clocks.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import product
from typing import Generic, NamedTuple, Protocol, TypeVar

from simulator.core.call import Procedure, Transition
from simulator.core.log import CallBegan, Entry, TimerFired
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Coverage, LineKind, Outcome, Role, Timer
from simulator.proof.explore.act_classes import Acts, ClassifiedAct
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


class Node(NamedTuple):
    """State of a call without clock values."""

    situation: CallState
    timers: frozenset[Timer] = frozenset()


class Edge(NamedTuple):
    """One move: node, input, transition, next node."""

    before: Node
    cause: FlowInput
    step: Transition
    after: Node


def beginnings(lines: tuple[LineKind, ...] = ()) -> Iterator[CallState]:
    """Yield the state at the beginning on each of these kinds of line, with each coverage."""
    for kind, coverage in product(lines or LineKind, Coverage):
        ring_back = coverage is not Coverage.LIMITED
        yield CallState(kind=kind, coverage=coverage, can_ring_back=ring_back)


def moves(procedure: Procedure, node: Node) -> Iterator[Edge]:
    """Yield the moves from `node`: any possible act, and any running timer."""
    for cause in (*Stimulus, *node.timers):
        step = procedure.step(node.situation, cause)
        if isinstance(step, Transition):
            started = {timer for timer, _ in step.start}
            left = (node.timers - step.stop - {cause}) | started
            yield Edge(node, cause, step, Node(step.after, left))


class StepEntries:
    """Cache of the entries that each act or timer writes in each situation."""

    def __init__(self, acts: Acts) -> None:
        """Use these acts."""
        self._acts = acts
        self._known: dict[object, tuple[tuple[Cue, tuple[Entry, ...]], ...]] = {}

    def of(
        self, situation: CallState, cause: FlowInput, step: Transition
    ) -> tuple[tuple[Cue, tuple[Entry, ...]], ...]:
        """Return each act or timer that can cause a step, with the entries a session writes."""
        key = situation, cause
        if key not in self._known:
            cues: tuple[Cue, ...] = (cause,) if isinstance(cause, Timer) else self._acts[cause]
            authors = map(author_of, step.decided)
            decided = [
                Entry(0, 0, who, who, body) for who, body in zip(authors, step.decided, strict=True)
            ]
            self._known[key] = tuple((cue, (_first(cue, step), *decided)) for cue in cues)
        return self._known[key]


def _first(cue: Cue, step: Transition) -> Entry:
    if isinstance(cue, Timer):
        return Entry(0, 0, Role.NETWORK, Role.NETWORK, TimerFired(cue), step.rows)
    return cue.entry(step.rows)


def begun(situation: CallState) -> tuple[Entry, ...]:
    """Return the entries at the beginning of a call."""
    return (Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, situation.kind)),)


class UntimedFlow:
    """The flow without clocks, in which any role may do any possible act."""

    def __init__(self, procedure: Procedure, acts: Acts, lines: tuple[LineKind, ...] = ()) -> None:
        """Explore these acts on these kinds of line (default: all)."""
        self.procedure = procedure
        self._begun = tuple((Node(each), begun(each)) for each in beginnings(lines))
        self._moves: dict[Node, tuple[Move[Node], ...]] = {}
        self._entries = StepEntries(acts)

    def begin(self) -> Sequence[tuple[Node, tuple[Entry, ...]]]:
        return self._begun

    def outcome(self, place: Node) -> Outcome | None:
        return self.procedure.flow.ending(place.situation)

    def moves(self, place: Node) -> Sequence[Move[Node]]:
        if place not in self._moves:
            self._moves[place] = tuple(
                Move(cue, entries, after)
                for _, cause, step, after in moves(self.procedure, place)
                for cue, entries in self._entries.of(place.situation, cause, step)
            )
        return self._moves[place]
