"""Real time, for calls that people take part in. The only place that reads a clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from fractions import Fraction
from math import ceil, floor, isfinite
from typing import Protocol

from simulator.core.instant import Millis


class Clock(Protocol):
    """Tells how time passes; where it began means nothing."""

    runs: bool
    """Whether it goes on by itself; nobody need be woken by one that does not."""

    def read(self) -> Millis:
        """Milliseconds since some moment; never less than before."""


class WaitingClock(Clock, Protocol):
    """A clock by which one can wait."""

    def wait(self, span: Millis) -> None:
        """Come back when `span` milliseconds have passed, and not before."""


def utc_now() -> datetime:
    """The time of day, for the one place where it stands: the first line of a record."""
    return datetime.now(UTC)


class WallClock:
    """The machine's own clock."""

    runs = True

    def read(self) -> Millis:
        """Milliseconds since some moment."""
        return time.monotonic_ns() // 1_000_000

    def wait(self, span: Millis) -> None:
        """Come back when `span` milliseconds have passed."""
        if span > 0:
            time.sleep(span / 1_000)


class ManualClock:
    """A clock that stands still until it is moved: for tests, and where a person takes turns."""

    runs = False

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

    def wait(self, span: Millis) -> None:
        """Be `span` milliseconds further on at once: nobody waits for a clock that stands."""
        self.tick(span)


class Pace:
    """Simulated time that follows a clock: faster, slower, or not at all.

    What is reckoned is exact, whatever the speed: after `until(instant)` real milliseconds it is
    `instant`, and not a millisecond sooner than need be.
    """

    def __init__(self, clock: Clock, speed: float = 1.0, *, paused: bool = False) -> None:
        """Begin at 0 now; `speed` is simulated milliseconds in a real one.

        Raises:
            ValueError: the speed is not a number above 0.
        """
        self._clock = clock
        self._speed = _exactly(speed)
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
        return float(self._speed)

    def now(self) -> Millis:
        """The simulated instant, in milliseconds."""
        if self._paused:
            return self._base
        return self._base + floor((self._clock.read() - self._since) * self._speed)

    def until(self, instant: Millis) -> Millis | None:
        """Real milliseconds until a simulated instant; none while time stands still."""
        if self._paused:
            return None
        real = ceil((instant - self._base) / self._speed)
        return max(0, real - (self._clock.read() - self._since))

    def pause(self) -> None:
        """Let time stand still."""
        self.leap(self.now())
        self._paused = True

    def resume(self) -> None:
        """Let time go on; where it goes already, nothing changes."""
        if self._paused:
            self._since = self._clock.read()
            self._paused = False

    def set_speed(self, speed: float) -> None:
        """Go on faster or slower from here.

        Raises:
            ValueError: the speed is not a number above 0; nothing has changed.
        """
        exact = _exactly(speed)
        self.leap(self.now())
        self._speed = exact

    def leap(self, instant: Millis) -> None:
        """Be at another simulated instant at once."""
        self._base, self._since = instant, self._clock.read()


def _exactly(speed: float) -> Fraction:
    if not (isfinite(speed) and speed > 0):
        raise ValueError(f"a speed of {speed} is none")
    return Fraction(speed)
