"""The flow without clock values: a running timer may fire at any moment.

The states are a superset of those of real calls. What holds in every state here holds in every real
call.
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
"""Situation and running timers."""


class Edge(NamedTuple):
    """One move: node, input, transition, next node."""

    before: Node
    cause: FlowInput
    step: Transition
    after: Node


def beginnings() -> Iterator[Node]:
    """Yield the initial node of each kind of line with each coverage."""
    for kind, coverage in product(LineKind, Coverage):
        situation = CallState(
            kind=kind, coverage=coverage, can_ring_back=coverage is not Coverage.LIMITED
        )
        yield situation, frozenset()


def moves(procedure: Procedure, node: Node) -> Iterator[Edge]:
    """Yield the moves from `node`: any possible act, and any running timer."""
    situation, timers = node
    for cause in (*Stimulus, *timers):
        step = procedure.step(situation, cause)
        if isinstance(step, Transition):
            left = timers - step.stop - {cause}
            yield Edge(node, cause, step, (step.after, left | {timer for timer, _ in step.start}))


class UntimedState(NamedTuple):
    """State of a call without clock values."""

    situation: CallState
    timers: frozenset[Timer]
    speaking: frozenset[Role] = frozenset()
    """Roles that are speaking; empty unless the rule depends on it."""


class UntimedFlow:
    """Transition system of the flow without clocks, in which any role may do any possible act."""

    def __init__(
        self,
        procedure: Procedure,
        acts: Mapping[Stimulus, tuple[ClassifiedAct, ...]],
        lines: tuple[LineKind, ...] = (),
        *,
        speech: bool = False,
    ) -> None:
        """Explore these acts on these kinds of line (default: all).

        With `speech`, an utterance has an end; otherwise its end may come at any moment.
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
        return self._begun

    def outcome(self, place: UntimedState) -> Outcome | None:
        return self.procedure.flow.ending(place.situation)

    def moves(self, place: UntimedState) -> Sequence[Move[UntimedState]]:
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
