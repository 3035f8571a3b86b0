"""Calls on a screen of a group: a finished one played back, or one that the group takes."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from simulator.awareness.continuations import (
    CALLER_OPTIONS,
    DecisionOption,
    PlayedScenario,
    allowed,
    drawn,
    overhearing_as,
)
from simulator.awareness.narration import NarrationLine
from simulator.core.acts import Answer as PickUp
from simulator.core.acts import Ask, Dial, Finish
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.possible_acts import why_ruled_out
from simulator.core.terms import Intent, Role
from simulator.errors import NotPossible
from simulator.session.clock import Clock, ManualClock, Pace
from simulator.session.people.scripted_role import KEY_GAP
from simulator.session.random_stream import RandomStream
from simulator.session.run.live_run import LiveRun, RunSetup

LONGEST: Millis = 12_000
"""Longest gap without a new line, in ms (assumption)."""
CUT: Millis = 3_000
"""Length of a shortened gap for each line before it, in ms: time to read."""
FIRST: Millis = 800
"""Gap before the first line, in ms."""


class Playback(Pace):
    """One finished call.

    The whole call is known, so playback can go back and pause at any line. Long gaps are shortened,
    and the page says so.
    """

    def __init__(
        self, track: Sequence[NarrationLine], clock: Clock, *, speed: float = 1.0, seen: int = 0
    ) -> None:
        """Start with the first `seen` instants shown."""
        super().__init__(clock, speed)
        lines = Counter(dict.fromkeys((moment.at for moment in track), 0))
        lines.update(moment.at for moment in track if not moment.news)
        self._instants = sorted(lines)
        self._due = _due(self._instants, [lines[at] for at in self._instants])
        self.at = 0
        """Number of instants shown."""
        if seen:
            self._stand_at(seen)

    @property
    def over(self) -> bool:
        """Whether all lines are shown."""
        return self.at == len(self._instants)

    def shown(self, track: Sequence[NarrationLine]) -> tuple[NarrationLine, ...]:
        """Return the lines shown of a track, in any language, oldest first."""
        until = self._instants[self.at - 1] if self.at else -1
        return tuple(moment for moment in track if moment.at <= until)

    def waited(self) -> Millis:
        """Return the length of the shortened gap before the last lines, in ms; 0 if none."""
        if self.at < 2:
            return 0
        gap = self._instants[self.at - 1] - self._instants[self.at - 2]
        return gap if gap > LONGEST else 0

    def poll(self) -> bool:
        """Show the lines that are due; return whether there were any."""
        before, now = self.at, self.now()
        while not self.over and self._due[self.at] <= now:
            self.at += 1
        return self.at != before

    def wait(self) -> Millis | None:
        """Return the real time in ms until the next line, or None if none is due."""
        if self.over or not self._clock.runs:
            return None
        return self.until(self._due[self.at])

    def forward(self) -> bool:
        """Show the next line now; return False if there is none."""
        if self.over:
            return False
        self._stand_at(self.at + 1)
        return True

    def back(self) -> bool:
        """Hide the last line and pause; return False if there is none."""
        if self.at == 0:
            return False
        self.pause()
        self._stand_at(self.at - 1)
        return True

    def _stand_at(self, at: int) -> None:
        self.at = min(at, len(self._instants))
        self.leap(self._due[self.at - 1] if self.at else 0)


def _due(instants: Sequence[Millis], lines: Sequence[int]) -> list[Millis]:
    """Return the time at which each instant is shown, from the start."""
    due = [FIRST] if instants else []
    for (one, other), read in zip(pairwise(instants), lines, strict=False):
        gap = other - one
        due.append(due[-1] + (CUT * max(1, read) if gap > LONGEST else gap))
    return due


_ASKS = frozenset(
    {Intent.WHICH_SERVICE, Intent.MAKE_A_SOUND, Intent.RECORDING_ASKS_FOR_SOUND,
     Intent.RECORDING_ASKS_FOR_55, Intent.SAY_YES_IF_POLICE}
)  # fmt: skip
"""Prompts that the caller can answer, besides questions."""
STEP: Millis = 100
"""Interval between two checks for a pause, in simulated ms."""


_AT_A_DECISION_ONLY = {"stay-silent", "say-mistake"}
"""Options left out here: to wait is silence, and nine are shown at most."""
MOST = 9
"""Most options at a time: each has a digit."""


class TakenCall(Pace):
    """One call with the group as the caller; all other roles are simulated.

    It pauses whenever the caller is asked something, so that the group can talk. Whether a person
    near hears the caller, and what they do about it, is drawn each time.
    """

    def __init__(self, played: PlayedScenario, clock: Clock, speed: float = 1.0) -> None:
        chance = RandomStream(played.seed, f"take/{clock.read()}")
        scenario = overhearing_as(played.scenario, drawn(played.scenario, chance).overhearing)
        setup = RunSetup(scenario, played.profile, played.force, played.seed, (Role.CALLER,))
        super().__init__(clock, speed)
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
        while not self.waiting and not self.over and self._inner.read() < self.now():
            left = self.now() - self._inner.read()
            due = self.live.wait()
            self._inner.tick(min(left, max(1, due or 1), STEP))
            self.live.poll()
            self._pause_at_questions()
        return len(self.live.log) != before

    def wait(self) -> Millis | None:
        """Return the real time in ms until the next poll; None while paused."""
        due = self.live.wait()
        if self.waiting or self.over or due is None or not self._clock.runs:
            return None
        return self.until(self._inner.read() + max(1, due))

    @property
    def paused(self) -> bool:
        """Whether the call is paused."""
        return self.waiting or super().paused

    def resume(self) -> None:
        """Resume the call, until the caller is asked something again."""
        self.waiting = False
        self.leap(self._inner.read())
        super().resume()

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
