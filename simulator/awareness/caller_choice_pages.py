"""A call in which the group acts as the caller.

The call pauses whenever the caller is asked something, so that the group can talk. All other roles
are simulated.
"""

from __future__ import annotations

from contextlib import suppress

from simulator.awareness.continuations import (
    CALLER_OPTIONS,
    DecisionOption,
    PlayedScenario,
    allowed,
)
from simulator.core.acts import Answer as PickUp
from simulator.core.acts import Ask, Dial, Finish
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.possible_acts import why_ruled_out
from simulator.core.terms import Intent, Role
from simulator.errors import NotPossible
from simulator.session.clock import Clock, ManualClock, Pace
from simulator.session.people.scripts import KEY_GAP
from simulator.session.run.live_run import LiveRun, RunSetup

_ASKS = frozenset(
    {Intent.WHICH_SERVICE, Intent.MAKE_A_SOUND, Intent.RECORDING_ASKS_FOR_SOUND,
     Intent.RECORDING_ASKS_FOR_55, Intent.SAY_YES_IF_POLICE}
)  # fmt: skip
"""Prompts that the caller can answer, besides questions."""
STEP: Millis = 100
"""Interval between two checks for a pause, in simulated ms."""


_AT_A_DECISION_ONLY = {"stay-silent", "press-5", "press-other", "say-mistake", "pretend", "breathe"}
"""Options left out here: to wait is silence, and nine are shown at most."""
MOST = 9
"""Most options at a time: each has a digit."""


class CallerChoicePages:
    """One call with the group as the caller."""

    def __init__(self, played: PlayedScenario, clock: Clock, speed: float = 1.0) -> None:
        setup = RunSetup(played.scenario, played.profile, played.force, played.seed, (Role.CALLER,))
        self._clock = clock
        self._pace = Pace(clock, speed)
        self._inner = ManualClock()
        self.live = LiveRun(setup, self._inner)
        """The call, on a clock of its own."""
        self._narrated = 0
        self._asked: int | None = None
        self._rang = False
        self.waiting = False
        """Whether the call is paused for the group's decision."""
        self.live.act(Role.CALLER, Dial(self.live.script.dials))
        self.live.poll()

    @property
    def heard(self) -> tuple[Entry, ...]:
        """The caller's perceived log."""
        return tuple(self.live.heard(Role.CALLER))

    @property
    def over(self) -> bool:
        """Whether the call has ended or nothing is scheduled."""
        return self.live.outcome is not None or self.live.wait() is None

    @property
    def since_answer(self) -> Millis | None:
        """Simulated time since the operator answered, in ms; None before."""
        answers = (e.at for e in self.live.log if isinstance(e.body, PickUp))
        first = next(answers, None)
        return None if first is None else self.live.now - first

    def options(self) -> tuple[DecisionOption, ...]:
        """Return the options that are possible now, in the order of their digits."""
        options = (each for each in CALLER_OPTIONS if each.name not in _AT_A_DECISION_ONLY)
        return allowed(options, self.live.call, Role.CALLER)[:MOST]

    def poll(self) -> bool:
        """Advance to the clock's time or the next pause; return whether anything is new."""
        before = len(self.live.log)
        while not self.waiting and not self.over and self._inner.read() < self._pace.now():
            left = self._pace.now() - self._inner.read()
            due = self.live.wait()
            self._inner.tick(min(left, max(1, due or 1), STEP))
            self.live.poll()
            self._pause_at_questions()
        return len(self.live.log) != before

    def wait(self) -> Millis | None:
        """Return the real time in ms until the next poll; None while paused."""
        if self.waiting or self.over or not self._clock.runs:
            return None
        due = self.live.wait()
        return None if due is None else self._pace.until(self._inner.read() + max(1, due))

    @property
    def paused(self) -> bool:
        """Whether the call is paused."""
        return self.waiting or self._pace.paused

    def pause(self) -> None:
        """Pause the call."""
        self._pace.pause()

    def resume(self) -> None:
        """Resume the call, until the caller is asked something again."""
        self.waiting = False
        self._pace.leap(self._inner.read())
        self._pace.resume()

    def do(self, option: DecisionOption) -> None:
        """Perform an option and resume; an act that is no longer possible is left out."""
        for place, action in enumerate(option.actions):
            if place:
                self._inner.tick(KEY_GAP)
                self.live.poll()
            with suppress(NotPossible):
                self.live.act(Role.CALLER, action)
        self.live.poll()
        self.resume()

    def _pause_at_questions(self) -> None:
        """Pause if the caller was asked something new, or the phone rings again."""
        heard = self.live.heard(Role.CALLER)
        for entry in heard[self._narrated :]:
            body = entry.body
            if isinstance(body, CallBegan):
                self._asked = None
            elif isinstance(body, Ask):
                self._asked = entry.seq
            elif isinstance(body, Finish):
                asks = body.intent in _ASKS and entry.actor is not Role.CALLER
                self.waiting |= asks or (self._asked is not None and entry.cause == self._asked)
        self._narrated = len(heard)
        rings = why_ruled_out(self.live.call, Role.CALLER, PickUp()) is None
        self.waiting |= rings and not self._rang
        self._rang = rings
        if self.over:
            self.waiting = False
