"""Earliest instants of the moves of a call, if only their order is known.

The instants must satisfy differences: time never decreases, timers take their length, and the
span that a rule measures is long or short enough. The earliest solution is a
longest path (Bellman and Ford). If there is none, the order is impossible in real time.
"""

from __future__ import annotations

from typing import NamedTuple

from simulator.content.scenario.act_forms import ExactAct, written
from simulator.core.acts import stimulus_of
from simulator.core.call import Procedure, Transition
from simulator.core.instant import Millis
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Coverage, LineKind, Timer
from simulator.proof.explore.transition_system import Cue, beginnings


class Span(NamedTuple):
    """Bounds on the time from one move to the last instant, in milliseconds, both inclusive."""

    since: int
    """Index of that move."""
    least: Millis | None = None
    most: Millis | None = None


class TimedPath(NamedTuple):
    """Moves of a call in order, without instants."""

    kind: LineKind
    coverage: Coverage
    cues: tuple[Cue, ...]
    span: Span | None = None
    waits: bool = False
    """Whether the rule is broken by time passing after the last move."""


def instants(path: TimedPath, procedure: Procedure) -> tuple[Millis, ...] | None:
    """Return instants of the moves, 1 s apart if possible; None if the order is impossible."""
    found = (_Differences(path, procedure, gap).solve() for gap in (1_000, 1, 0))
    return next((each for each in found if each is not None), None)


def acts_of(path: TimedPath, at: tuple[Millis, ...]) -> tuple[ExactAct, ...]:
    """Return the acts with their instants. Timers and ends of utterances follow from them."""
    return tuple(
        ExactAct(at=f"{instant}ms", by=cue.role, act=written(cue.action))  # type: ignore[arg-type]
        for cue, instant in zip(path.cues, at, strict=False)
        if not isinstance(cue, Timer) and cue.action.kind != "finish"
    )


class _Differences:
    """The differences that a path must satisfy. Index 0 is the beginning of the call."""

    def __init__(self, path: TimedPath, procedure: Procedure, gap: Millis) -> None:
        self._size = len(path.cues) + 1 + path.waits
        self._least: list[tuple[int, int, Millis]] = []
        """Triples (first, second, d): the second instant is at least `d` ms after the first."""
        for place in range(1, self._size):
            self._least.append((place - 1, place, 1 if place == 1 else gap))
        self._follow(path, procedure)
        last = self._size - 1
        if path.span is not None:
            since, least, most = path.span
            if least is not None:
                self._least.append((since + 1, last, least))
            if most is not None:
                self._least.append((last, since + 1, -most))

    def _follow(self, path: TimedPath, procedure: Procedure) -> None:
        situation = next(
            s for s in beginnings() if (s.kind, s.coverage) == (path.kind, path.coverage)
        )
        running: dict[Timer, tuple[int, Millis]] = {}
        for place, cue in enumerate(path.cues, 1):
            self._no_later_than(place, running)
            cause: FlowInput | None = cue if isinstance(cue, Timer) else stimulus_of(*cue)
            assert cause is not None, "a path has only possible acts"
            step = procedure.step(situation, cause)
            assert isinstance(step, Transition), "a path has only what the flow allows"
            if isinstance(cue, Timer):
                since, length = running.pop(cue)
                self._least += [(since, place, length), (place, since, -length)]
            for timer in step.stop:
                running.pop(timer, None)
            running |= {timer: (place, length) for timer, length in step.start}
            situation = step.after
        if path.waits:
            self._no_later_than(self._size - 1, running)

    def _no_later_than(self, place: int, running: dict[Timer, tuple[int, Millis]]) -> None:
        self._least += [(place, since, -length) for since, length in running.values()]

    def solve(self) -> tuple[Millis, ...] | None:
        """Return the earliest instants after the beginning; None if there is no solution."""
        at = [0] * self._size
        for _ in range(self._size + 1):
            changed = False
            for one, other, least in self._least:
                if at[other] < at[one] + least:
                    if other == 0:
                        return None
                    at[other] = at[one] + least
                    changed = True
            if not changed:
                return tuple(at[1:])
        return None
