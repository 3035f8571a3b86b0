"""Playback of a finished call on a screen of a group."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from simulator.awareness.narration import NarrationLine
from simulator.core.instant import Millis
from simulator.session.clock import Clock, Pace

LONGEST: Millis = 12_000
"""Longest gap without a new line, in ms (assumption)."""
CUT: Millis = 3_000
"""Length of a shortened gap for each line before it, in ms: time to read."""
BRIEF: Millis = 6_000
"""The same in a course that is shortened (assumption): its lines are still read."""
FIRST: Millis = 800
"""Gap before the first line, in ms."""


class Playback(Pace):
    """One finished call.

    The whole call is known, so playback can go back and pause at any line. Long gaps are shortened,
    and the page says so.
    """

    def __init__(
        self, track: Sequence[NarrationLine], clock: Clock, *, speed: float = 1.0, seen: int = 0,
        longest: Millis = LONGEST,
    ) -> None:  # fmt: skip
        """Start with the first `seen` instants shown; gaps over `longest` are shortened."""
        super().__init__(clock, speed)
        self._longest = longest
        lines = Counter(dict.fromkeys((moment.at for moment in track), 0))
        lines.update(moment.at for moment in track if not moment.news)
        self._instants = sorted(lines)
        self._due = _due(self._instants, [lines[at] for at in self._instants], longest)
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

    def cuts(self) -> dict[Millis, Millis]:
        """Return each instant shown that comes after a shortened gap, with that gap in ms."""
        shown = self._instants[: self.at]
        gaps = ((there, there - here) for here, there in pairwise(shown))
        return {there: gap for there, gap in gaps if gap > self._longest}

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

    def since(self) -> Millis:
        """Return the time in ms since the last lines were shown.

        None after the last of all: the call is over, or waits for the group.
        """
        if self.over:
            return 0
        return max(0, self.now() - self._due[self.at - 1]) if self.at else 0

    def lasted(self, since: Millis) -> Millis:
        """Return the time in ms from the instant `since` to the last lines, as it is played.

        In the call it may have been an hour, of which a group feels seconds.
        """
        if not self.at:
            return 0
        return self._due[self.at - 1] - self._due[min(self._instants.index(since), self.at - 1)]

    def left(self) -> Millis:
        """Return the real time in ms until the last line is shown."""
        return 0 if self.over else self.until(self._due[-1]) or 0

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


def _due(instants: Sequence[Millis], lines: Sequence[int], longest: Millis) -> list[Millis]:
    """Return the time at which each instant is shown, from the start."""
    due = [FIRST] if instants else []
    for (one, other), read in zip(pairwise(instants), lines, strict=False):
        gap = other - one
        due.append(due[-1] + (CUT * max(1, read) if gap > longest else gap))
    return due
