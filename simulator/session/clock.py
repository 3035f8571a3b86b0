"""Clocks for live runs. Only this module reads the system clock."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from math import ceil, floor, isfinite
from typing import NamedTuple, Protocol

from simulator.core.instant import Millis, minutes


class Clock(Protocol):
    """A source of elapsed time; its zero has no meaning."""

    runs: bool
    """Whether it advances on its own. If not, a front end must not sleep on it."""

    def read(self) -> Millis:
        """Return elapsed milliseconds; never decreases."""


def utc_now() -> datetime:
    """Return the time of day, for the header of a record."""
    return datetime.now(UTC)


class WallClock:
    """The machine's monotonic clock."""

    runs = True

    def read(self) -> Millis:
        """Return elapsed milliseconds."""
        return time.monotonic_ns() // 1_000_000

    def wait(self, span: Millis) -> None:
        """Sleep for `span` milliseconds."""
        if span > 0:
            time.sleep(span / 1_000)


class ManualClock:
    """A clock that advances only when moved by `tick`: for tests and turn-based play."""

    runs = False

    def __init__(self, at: Millis = 0) -> None:
        """Start at `at` (ms)."""
        self._at = at

    def read(self) -> Millis:
        """Return the instant it was moved to."""
        return self._at

    def tick(self, span: Millis) -> None:
        """Advance by `span` milliseconds, never back."""
        if span < 0:
            raise ValueError(f"cannot move a clock back by {-span} ms")
        self._at += span


class PaceHeld(NamedTuple):
    """A pause: at which instant of the call (ms), and for how many real milliseconds."""

    at: Millis
    lasted: Millis


class Pace:
    """Simulated time that follows a clock at a speed, or is paused.

    Exact at any speed, hence fractions: after `until(instant)` real milliseconds, `now()` is
    `instant`. A float would drift, and a timer could fire a millisecond early.
    """

    def __init__(self, clock: Clock, speed: float = 1.0) -> None:
        """Start at 0 now; `speed`, above 0, is simulated milliseconds per real one."""
        self._clock = clock
        self._speed = _exactly(speed)
        self._paused = False
        self._since: Millis = clock.read()
        self._base: Millis = 0
        self.pauses: list[PaceHeld] = []
        """When time was held, and for how long: an assessment names it."""

    @property
    def paused(self) -> bool:
        """Whether time is paused."""
        return self._paused

    @property
    def speed(self) -> float:
        """Simulated milliseconds per real one, while not paused."""
        return float(self._speed)

    def now(self) -> Millis:
        """Return the simulated instant (ms)."""
        if self._paused:
            return self._base
        return self._base + floor((self._clock.read() - self._since) * self._speed)

    def until(self, instant: Millis) -> Millis | None:
        """Return the real milliseconds until a simulated instant, or None while paused."""
        if self._paused:
            return None
        real = ceil((instant - self._base) / self._speed)
        return max(0, real - (self._clock.read() - self._since))

    def pause(self) -> None:
        """Stop simulated time."""
        if self._paused:
            return
        self.leap(self.now())
        self._paused = True

    def resume(self) -> None:
        """Continue simulated time; no effect if it isn't paused."""
        if self._paused:
            self.pauses.append(PaceHeld(self._base, self._clock.read() - self._since))
            self._since = self._clock.read()
            self._paused = False

    def set_speed(self, speed: float) -> None:
        """Change the speed from this instant on; ValueError unless it is a number above 0."""
        exact = _exactly(speed)
        self.leap(self.now())
        self._speed = exact

    def leap(self, instant: Millis) -> None:
        """Jump to another simulated instant."""
        self._base, self._since = instant, self._clock.read()


def in_pauses(held: Sequence[PaceHeld]) -> Iterator[str]:
    """Yield how often and for how long a call was paused, in a sentence; nothing if never."""
    if held:
        times = f"{len(held)} time{'s' * (len(held) > 1)}"
        seconds = round(sum(each.lasted for each in held) / 1_000)
        where = ", ".join(minutes(each.at) for each in held[:_NAMED])
        more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
        yield f"paused {times}, for {seconds} s in all, at {where}{more}"


_NAMED = 5
"""Most pauses that are named by their instant (our choice)."""


def _exactly(speed: float) -> Fraction:
    if not (isfinite(speed) and speed > 0):
        raise ValueError(f"speed must be a positive number, got {speed}")
    return Fraction(speed)
