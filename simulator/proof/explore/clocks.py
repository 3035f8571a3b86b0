"""The timers of a call as whole numbers: which of them run, or the readings that they can have.

A number means a set of timers (`UntimedClocks`) or for a zone (`TimedClocks`). What becomes of
it is worked out once: a profile has some ten changes of its timers and some hundred zones.

With readings a search is exact in both directions: it leaves out no instant and adds none. The
reasons:

* The clocks are the timers of the machines. All start at an entry, run evenly and end at a fixed
  reading.
* No act, condition or outcome reads a clock, so a zone says as much as its readings.
* Every bound is a whole number of milliseconds and inclusive, as in a session. At one instant, acts
  come first, then timers in their order.

Utterances may last any time; they do not end calls.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from simulator.core.profile import Timings
from simulator.core.terms import Timer
from simulator.proof.explore.numbered import Numbered
from simulator.proof.explore.zone import Zone

_ORDER = {timer: at for at, timer in enumerate(Timer)}


class Change(NamedTuple):
    """What a transition does to the timers."""

    fires: Timer | None
    stop: frozenset[Timer]
    start: tuple[Timer, ...]


class UntimedClocks:
    """Which timers run. Any of them may fire next. 0: none runs."""

    def __init__(self, changes: Sequence[Change]) -> None:
        """Number sets of timers; `changes` are known by their index."""
        self._changes = changes
        self._sets = Numbered[frozenset[Timer]]()
        assert self._sets[frozenset()] == 0
        self.running = cache(self._running)
        self.after = cache(self._after)

    def _running(self, clocks: int) -> tuple[Timer, ...]:
        """Return the running timers."""
        return tuple(sorted(self._sets.values_of[clocks]))

    def possible(self, clocks: int, change: int) -> bool:  # noqa: ARG002
        return True

    def _after(self, clocks: int, change: int, _over: bool) -> int:
        """Return the timers after a change, in a call that is then over or not."""
        fires, stop, start = self._changes[change]
        return self._sets[(self._sets.values_of[clocks] - stop - {fires}).union(start)]


class TimedClocks:
    """The readings of the timers, after any delay in which none runs out. 0: none runs."""

    def __init__(self, changes: Sequence[Change], timings: Timings) -> None:
        """Number zones; `changes` are known by their index."""
        self._changes = changes
        self._length = timings.of
        self.zones = Numbered[Zone]()
        assert self.zones[Zone()] == 0
        self.running = cache(self._running)
        self.after = cache(self._after)
        self.possible = cache(self._possible)

    def _running(self, clocks: int) -> tuple[Timer, ...]:
        return tuple(_timers(self.zones.values_of[clocks]))

    def _after(self, clocks: int, change: int, over: bool) -> int:
        return self.zones[self.waited(self.moved(clocks, change), over=over)]

    def _possible(self, clocks: int, change: int) -> bool:
        """Return whether no earlier timer always fires before a change."""
        return self.before(clocks, change) is not None

    def before(self, clocks: int, change: int) -> Zone | None:
        """Return the readings just before a change; None if it is impossible."""
        zone: Zone | None = self.zones.values_of[clocks]
        fires = self._changes[change].fires
        if fires is None or zone is None:
            return zone
        others = _timers(zone)
        zone = zone.at_least(fires, self._length(fires))
        for other in others:
            if zone is not None and _ORDER[other] < _ORDER[fires]:
                zone = zone.at_most(other, self._length(other) - 1)
        return zone

    def moved(self, clocks: int, change: int) -> Zone:
        """Return the readings just after a possible change."""
        zone = self.before(clocks, change)
        assert zone is not None, "the change is possible"
        fires, stop, start = self._changes[change]
        zone = zone.without(*stop, *((fires,) if fires else ()))
        for timer in start:
            zone = zone.started(timer)
        return zone

    def waited(self, zone: Zone, *, over: bool) -> Zone:
        """Return the readings after any delay in which no timer runs out."""
        if over:
            return Zone()
        after = zone.later()
        for timer in _timers(zone):
            within = after.at_most(timer, self._length(timer))
            assert within is not None, "a timer past its end would have been stopped"
            after = within
        return after


IT = "it"
"""Clock of the span that a rule measures, beside the timers."""


def _timers(zone: Zone) -> list[Timer]:
    return [Timer(clock) for clock in zone.clocks if clock != IT]


Clocks = UntimedClocks | TimedClocks
