"""A call that has been played to its end, shown in its own time, by the line or at a run.

The whole of it is known beforehand, so it can go back as easily as on, and stands still exactly
where it should. Where nothing happens for long, the time between is cut short and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from simulator.awareness.story.narration import NarrationLine
from simulator.core.instant import Millis
from simulator.session.clock import Clock, Pace

LONGEST: Millis = 12_000
"""The longest time in which nothing is shown (assumption: a room waits no longer)."""
CUT: Millis = 3_000
"""What such a time is cut to, for each line that stands there to be read meanwhile."""
FIRST: Millis = 800
"""Before the first line."""


class Playback:
    """One call, or two side by side that begin together."""

    def __init__(
        self,
        tracks: Sequence[Sequence[NarrationLine]],
        clock: Clock,
        *,
        speed: float = 1.0,
        seen: int = 0,
    ) -> None:
        """Show `tracks`, of which the first `seen` instants have been seen already."""
        self.tracks = tuple(tuple(track) for track in tracks)
        self._instants = sorted({moment.at for track in self.tracks for moment in track})
        self._due = _due(self._instants, [self._lines(at) for at in self._instants])
        self._pace = Pace(clock, speed)
        self._clock = clock
        self.at = 0
        """How many instants have been shown."""
        if seen:
            self._stand_at(seen)

    def _lines(self, at: Millis) -> int:
        """How many lines an instant has, in the fuller of the tracks."""
        return max(sum(m.at == at and not m.news for m in track) for track in self.tracks)

    def __len__(self) -> int:
        """How many instants there are."""
        return len(self._instants)

    @property
    def over(self) -> bool:
        """Whether everything has been shown."""
        return self.at == len(self._instants)

    @property
    def paused(self) -> bool:
        """Whether time stands still."""
        return self._pace.paused

    @property
    def now(self) -> Millis:
        """The simulated instant of what was shown last."""
        return self._instants[self.at - 1] if self.at else 0

    def shown(self, track: int = 0) -> tuple[NarrationLine, ...]:
        """What has been shown of a track, oldest first."""
        if not self.at:
            return ()
        until = self._instants[self.at - 1]
        return tuple(moment for moment in self.tracks[track] if moment.at <= until)

    def waited(self) -> Millis:
        """The time that was cut short before what was shown last; 0 if none was."""
        if self.at < 2:
            return 0
        gap = self._instants[self.at - 1] - self._instants[self.at - 2]
        return gap if gap > LONGEST else 0

    # --- time ------------------------------------------------------------------------------------

    def poll(self) -> bool:
        """Show what is due by the clock; whether there was anything new."""
        before, now = self.at, self._pace.now()
        while not self.over and self._due[self.at] <= now:
            self.at += 1
        return self.at != before

    def wait(self) -> Millis | None:
        """Real milliseconds until the next line is due; none while nothing will come."""
        if self.over or not self._clock.runs:
            return None
        return self._pace.until(self._due[self.at])

    def pause(self) -> None:
        """Let time stand still."""
        self._pace.pause()

    def resume(self) -> None:
        """Let time go on."""
        self._pace.resume()

    def forward(self) -> bool:
        """Show the next line at once; false when there is none."""
        if self.over:
            return False
        self._stand_at(self.at + 1)
        return True

    def back(self) -> bool:
        """Take the last line back, and stand still there; false when there is none."""
        if self.at == 0:
            return False
        self._pace.pause()
        self._stand_at(self.at - 1)
        return True

    def _stand_at(self, at: int) -> None:
        self.at = min(at, len(self._instants))
        self._pace.leap(self._due[self.at - 1] if self.at else 0)


def _due(instants: Sequence[Millis], lines: Sequence[int]) -> list[Millis]:
    """When each instant is shown, counted from the beginning."""
    due = [FIRST] if instants else []
    for (one, other), read in zip(pairwise(instants), lines, strict=False):
        gap = other - one
        due.append(due[-1] + (CUT * max(1, read) if gap > LONGEST else gap))
    return due
