"""The flow with time erased: every reachable call, when a running timer may fire at any moment.

What is explored is a superset of what can happen in time: what holds of every state here holds of
every real call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from simulator.core.call import Procedure, Transition
from simulator.core.log import Entry
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Coverage, LineKind, Outcome, Role, Timer
from simulator.proof.explore import transition_system
from simulator.proof.explore.act_classes import ClassifiedAct
from simulator.proof.explore.transition_system import Move, StepEntries, begun, can_be_cued

Node = tuple[CallState, frozenset[Timer]]
"""A call with time erased: the situation, and which timers run."""


class Edge(NamedTuple):
    """One move: from a node, by a cause, with what it does, to a node."""

    before: Node
    cause: FlowInput
    step: Transition
    after: Node


def beginnings() -> Iterator[Node]:
    """Every call that can be begun: each kind of line with each coverage."""
    for kind, coverage in product(LineKind, Coverage):
        situation = CallState(
            kind=kind, coverage=coverage, can_ring_back=coverage is not Coverage.LIMITED
        )
        yield situation, frozenset()


def moves(procedure: Procedure, node: Node) -> Iterator[Edge]:
    """Everything that can happen next at `node`: any possible act, or any running timer."""
    situation, timers = node
    for cause in (*Stimulus, *timers):
        step = procedure.step(situation, cause)
        if isinstance(step, Transition):
            left = timers - step.stop - {cause}
            yield Edge(node, cause, step, (step.after, left | {timer for timer, _ in step.start}))


class UntimedState(NamedTuple):
    """A call with time erased, as a state of a transition system."""

    situation: CallState
    timers: frozenset[Timer]
    speaking: frozenset[Role] = frozenset()
    """Who is in the middle of an utterance; kept only where a rule can tell."""


class UntimedFlow:
    """The flow with anybody in the seats and time erased."""

    def __init__(
        self,
        procedure: Procedure,
        acts: Mapping[Stimulus, tuple[ClassifiedAct, ...]],
        lines: tuple[LineKind, ...] = (),
        *,
        speech: bool = False,
    ) -> None:
        """`acts` are what can be done; `lines` the kinds of line, all if there are none.

        With `speech` an utterance takes until its end; else its end may come at any moment.
        """
        self.procedure = procedure
        self._speech = speech
        self._begun = tuple(
            (UntimedState(situation, timers), begun(situation))
            for situation, timers in beginnings()
            if situation.kind in (lines or LineKind)
        )
        self._moves: dict[UntimedState, tuple[Move[UntimedState], ...]] = {}
        self._entries = StepEntries(acts)

    def begin(self) -> Sequence[tuple[UntimedState, tuple[Entry, ...]]]:
        """Every kind of line with each coverage."""
        return self._begun

    def outcome(self, place: UntimedState) -> Outcome | None:
        """The outcome, once the call has ended."""
        return self.procedure.flow.ending(place.situation)

    def moves(self, place: UntimedState) -> Sequence[Move[UntimedState]]:
        """Any act that the flow allows, and any timer that runs."""
        if place not in self._moves:
            self._moves[place] = tuple(self._leading_from(place))
        return self._moves[place]

    def _leading_from(self, place: UntimedState) -> Iterator[Move[UntimedState]]:
        situation, timers, speaking = place
        for _, cause, step, after in moves(self.procedure, (situation, timers)):
            for cue, entries in self._entries.of(situation, cause, step):
                if not self._speech:
                    yield Move(cue, entries, UntimedState(*after))
                elif can_be_cued(cue, speaking):
                    yield Move(
                        cue,
                        entries,
                        UntimedState(*after, transition_system.speakers(speaking, cue, step)),
                    )
