"""Real time, for calls that people take part in. The only place that reads a clock."""

from __future__ import annotations

import time
from typing import Protocol

from simulator.core.instant import Millis


class Clock(Protocol):
    """Tells how time passes; where it began means nothing."""

    def read(self) -> Millis:
        """Milliseconds since some moment; never less than before."""


class WallClock:
    """The machine's own clock."""

    def read(self) -> Millis:
        """Milliseconds since some moment."""
        return time.monotonic_ns() // 1_000_000


class ManualClock:
    """A clock that stands still until it is moved: for tests, and where a person takes turns."""

    def __init__(self, at: Millis = 0) -> None:
        """Begin at `at`."""
        self._at = at

    def read(self) -> Millis:
        """The instant it was moved to."""
        return self._at

    def tick(self, span: Millis) -> None:
        """Move on by `span` milliseconds.

        Raises:
            ValueError: time does not go back.
        """
        if span < 0:
            raise ValueError(f"a clock does not go back by {-span}")
        self._at += span


class Pace:
    """Simulated time that follows a clock: faster, slower, or not at all."""

    def __init__(self, clock: Clock, speed: float = 1.0, *, paused: bool = False) -> None:
        """Begin at 0 now; `speed` is simulated milliseconds in a real one."""
        self._clock = clock
        self._speed = speed
        self._paused = paused
        self._since: Millis = clock.read()
        self._base: Millis = 0

    @property
    def paused(self) -> bool:
        """Whether time stands still."""
        return self._paused

    @property
    def speed(self) -> float:
        """Simulated milliseconds in a real one, while time goes."""
        return self._speed

    def now(self) -> Millis:
        """The simulated instant, in milliseconds."""
        if self._paused:
            return self._base
        return self._base + int((self._clock.read() - self._since) * self._speed)

    def until(self, instant: Millis) -> Millis | None:
        """Real milliseconds until a simulated instant; none while time stands still."""
        if self._paused:
            return None
        missing = instant - self._base
        real = -(-missing // self._speed) if missing > 0 else 0
        return max(0, int(real) - (self._clock.read() - self._since))

    def pause(self) -> None:
        """Let time stand still."""
        self.leap(self.now())
        self._paused = True

    def resume(self) -> None:
        """Let time go on."""
        self._since = self._clock.read()
        self._paused = False

    def set_speed(self, speed: float) -> None:
        """Go on faster or slower from here."""
        self.leap(self.now())
        self._speed = speed

    def leap(self, instant: Millis) -> None:
        """Be at another simulated instant at once."""
        self._base, self._since = instant, self._clock.read()
