"""When each thing happens in a call of which only the order is known.

Between the instants of a call there are only differences to keep: nothing goes back, timers and
utterances run their length, what a rule measures is long or short enough. The earliest instants
that keep them all are a longest path (Bellman and Ford); where there are none, no clock allows it.
"""

from __future__ import annotations

from typing import NamedTuple

from simulator.content.scenario.acts_at_times import ExactAct, written
from simulator.core.acts import stimulus_of
from simulator.core.call import Procedure, Transition
from simulator.core.instant import Millis
from simulator.core.log import LinePlayed
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Coverage, LineKind, Role, Timer
from simulator.proof.explore.act_classes import ClassifiedAct
from simulator.proof.explore.transition_system import Cue
from simulator.proof.explore.untimed_flow import beginnings


class Span(NamedTuple):
    """How long the last instant of a call must be after one of its moves."""

    since: int
    """The place of that move."""
    least: Millis | None = None
    most: Millis | None = None


class TimedPath(NamedTuple):
    """What happens in a call, in its order."""

    kind: LineKind
    coverage: Coverage
    cues: tuple[Cue, ...]
    span: Span | None = None
    waits: bool = False
    """Whether it is shown by time that passes after the last move, and not by a move."""


def instants(
    course: TimedPath, profile: Profile, procedure: Procedure
) -> tuple[Millis, ...] | None:
    """Instants of its moves, a second apart if they can be; none if no clock allows their order."""
    for gap in (1_000, 1, 0):
        found = _Differences(course, profile, procedure, gap).solve()
        if found is not None:
            return found
    return None


def acts_of(course: TimedPath, at: tuple[Millis, ...]) -> tuple[ExactAct, ...]:
    """What somebody does in it; timers run out, and utterances end, by themselves."""
    return tuple(
        ExactAct(at=f"{instant}ms", by=cue.role, act=written(cue.action))  # type: ignore[arg-type]
        for cue, instant in zip(course.cues, at, strict=False)
        if not isinstance(cue, Timer) and cue.action.kind != "finish"
    )


class _Differences:
    """The differences that a course has to keep. Place 0 is the call's beginning."""

    def __init__(
        self, course: TimedPath, profile: Profile, procedure: Procedure, gap: Millis
    ) -> None:
        self._profile = profile
        self._size = len(course.cues) + 1 + course.waits
        self._least: list[tuple[int, int, Millis]] = []
        """That the second instant is at least so much after the first."""
        for place in range(1, self._size):
            self._least.append((place - 1, place, 1 if place == 1 else gap))
        self._follow(course, procedure)
        last = self._size - 1
        if course.span is not None:
            since, least, most = course.span
            if least is not None:
                self._least.append((since + 1, last, least))
            if most is not None:
                self._least.append((last, since + 1, -most))

    def _follow(self, course: TimedPath, procedure: Procedure) -> None:
        situation = next(
            s for s, _ in beginnings() if (s.kind, s.coverage) == (course.kind, course.coverage)
        )
        running: dict[Timer, tuple[int, Millis]] = {}
        speaking: dict[Role, tuple[int, Millis]] = {}
        for place, cue in enumerate(course.cues, 1):
            self._no_later_than(place, running)
            cause: FlowInput | None = cue if isinstance(cue, Timer) else stimulus_of(*cue)
            assert cause is not None, "a course has only acts that somebody does"
            step = procedure.step(situation, cause)
            assert isinstance(step, Transition), "a course has only what the flow allows"
            if isinstance(cue, Timer):
                self._exactly(place, running.pop(cue))
            self._speak(place, cue, step, speaking)
            for timer in step.stop:
                running.pop(timer, None)
            running |= {timer: (place, length) for timer, length in step.start}
            situation = step.after
        if course.waits:
            self._no_later_than(self._size - 1, running)

    def _speak(
        self, place: int, cue: Cue, step: Transition, speaking: dict[Role, tuple[int, Millis]]
    ) -> None:
        """Begin or end an utterance with a move."""
        profile = self._profile
        if isinstance(cue, ClassifiedAct) and cue.action.kind == "finish" and cue.role in speaking:
            self._exactly(place, speaking.pop(cue.role))
        elif isinstance(cue, ClassifiedAct):
            speaking[cue.role] = place, profile.speech.length("")
        for body in step.decided:
            if isinstance(body, LinePlayed):
                length = profile.length(body.intent, profile.words(body.intent))
                speaking[Role.RECORDING] = place, length

    def _exactly(self, place: int, started: tuple[int, Millis]) -> None:
        since, length = started
        self._least += [(since, place, length), (place, since, -length)]

    def _no_later_than(self, place: int, running: dict[Timer, tuple[int, Millis]]) -> None:
        self._least += [(place, since, -length) for since, length in running.values()]

    def solve(self) -> tuple[Millis, ...] | None:
        """The earliest instants, that of waiting at the end left out; none if there are none."""
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
