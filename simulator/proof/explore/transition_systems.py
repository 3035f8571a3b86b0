"""Where a call can go: what an explorer walks through.

A `World` says how calls begin, what can happen next, and when a call is over. `FlowWorld` is the
flow itself with anybody in the seats and time erased: whatever the flow allows may be done at any
moment, and a running timer may run out at any moment. That allows more than clocks do, so what is
never broken there is never broken; `clocked` has the world in which clocks run.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from simulator.core import acts as do
from simulator.core.call import Procedure, Step
from simulator.core.log import CallBegan, Entry, Played, StageEntered, TimerFired
from simulator.core.rules import Situation
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import LineKind, Outcome, Role, Timer
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.situations import beginnings
from simulator.session.session import author_of

Place = TypeVar("Place", bound=Hashable)
Cue = Done | Timer
"""What moves a call: somebody's act, or a timer that runs out."""


class Move(NamedTuple, Generic[Place]):
    """One thing that can happen."""

    cue: Cue
    entries: tuple[Entry, ...]
    """What is written of it, without places in a log."""
    to: Place


class World(Protocol[Place]):
    """What can be explored."""

    def begin(self) -> Sequence[tuple[Place, tuple[Entry, ...]]]:
        """Where calls begin, and what is written of that; the same each time."""

    def moves(self, place: Place) -> Sequence[Move[Place]]:
        """All that can happen there; the same moves each time."""

    def outcome(self, place: Place) -> Outcome | None:
        """How the call ended there, if it did."""


class Spot(NamedTuple):
    """A call with time erased."""

    situation: Situation
    timers: frozenset[Timer]
    speaking: frozenset[Role] = frozenset()
    """Who is in the middle of an utterance; kept only where a rule can tell."""


def written(cue: Cue, step: Step) -> tuple[Entry, ...]:
    """What a session writes of a move, without places in a log."""
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


def speakers(speaking: frozenset[Role], cue: Cue, step: Step) -> frozenset[Role]:
    """Who is in the middle of an utterance after a move, as a session has it.

    The recording stops where the call leaves it, and says one line at a time.
    """
    if isinstance(cue, Done):
        if isinstance(cue.action, do.SPOKEN):
            speaking |= {cue.role}
        elif cue.action.kind == "finish":
            speaking -= {cue.role}
    if any(isinstance(body, StageEntered) for body in step.decided):
        speaking -= {Role.RECORDING}
    if any(isinstance(body, Played) for body in step.decided):
        speaking |= {Role.RECORDING}
    return speaking


def can_be_cued(cue: Cue, speaking: frozenset[Role]) -> bool:
    """Whether somebody who is to finish an utterance, or to begin one, is able to."""
    if not isinstance(cue, Done):
        return True
    if cue.action.kind == "finish":
        return cue.role in speaking
    return not (isinstance(cue.action, do.SPOKEN) and cue.role in speaking)


class FlowWorld:
    """The flow with anybody in the seats and time erased."""

    def __init__(
        self,
        procedure: Procedure,
        acts: Mapping[Stimulus, tuple[Done, ...]],
        lines: tuple[LineKind, ...] = (),
        *,
        speech: bool = False,
    ) -> None:
        """`acts` are what can be done; `lines` the kinds of line, all if there are none.

        With `speech` an utterance takes until its end; else its end may come at any moment.
        """
        self.procedure = procedure
        self._acts = acts
        self._speech = speech
        self._begun = tuple(
            (Spot(situation, timers), begun(situation))
            for situation, timers in beginnings()
            if situation.kind in (lines or LineKind)
        )
        self._moves: dict[Spot, tuple[Move[Spot], ...]] = {}
        self._entries: dict[tuple[Situation, Cause], tuple[tuple[Cue, tuple[Entry, ...]], ...]] = {}

    def begin(self) -> Sequence[tuple[Spot, tuple[Entry, ...]]]:
        """Every kind of line with each coverage."""
        return self._begun

    def outcome(self, place: Spot) -> Outcome | None:
        """How the call ended, if it did."""
        return self.procedure.flow.ending(place.situation)

    def moves(self, place: Spot) -> Sequence[Move[Spot]]:
        """Any act that the flow allows, and any timer that runs."""
        if place not in self._moves:
            self._moves[place] = tuple(self._leading_from(place))
        return self._moves[place]

    def _leading_from(self, place: Spot) -> Iterator[Move[Spot]]:
        situation, timers, speaking = place
        for cause in (*Stimulus, *timers):
            step = self.procedure.step(situation, cause)
            if not isinstance(step, Step):
                continue
            left = timers - step.stop - {cause}
            after = step.after, left | {timer for timer, _ in step.start}
            for cue, entries in self._told(situation, cause, step):
                if not self._speech:
                    yield Move(cue, entries, Spot(*after))
                elif can_be_cued(cue, speaking):
                    yield Move(cue, entries, Spot(*after, speakers(speaking, cue, step)))

    def _told(
        self, situation: Situation, cause: Cause, step: Step
    ) -> tuple[tuple[Cue, tuple[Entry, ...]], ...]:
        key = situation, cause
        if key not in self._entries:
            cues: tuple[Cue, ...] = (cause,) if isinstance(cause, Timer) else self._acts[cause]
            self._entries[key] = tuple((cue, written(cue, step)) for cue in cues)
        return self._entries[key]


def begun(situation: Situation) -> tuple[Entry, ...]:
    """What is written when a call begins."""
    return (Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, situation.kind)),)
