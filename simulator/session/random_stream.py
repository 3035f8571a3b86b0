"""The seeded generator: the only place that draws chances.

Each participant has a stream of its own, so that one who draws more often changes nothing for the
others. Only `Random.random()` is used: Python promises no other method across versions.
"""

from __future__ import annotations

from random import Random

from simulator.core.instant import Millis


class RandomStream:
    """A stream of chances, the same for the same seed and name on any machine."""

    def __init__(self, seed: int, name: str) -> None:
        """Begin the stream called `name` of the run with `seed`."""
        self._random = Random(f"{seed}/{name}")

    def happens(self, percent: int) -> bool:
        """Whether something with that chance in 100 happens. Certain things draw nothing."""
        if percent <= 0 or percent >= 100:
            return percent > 0
        return self._random.random() * 100 < percent

    def between(self, least: Millis, most: Millis) -> Millis:
        """A whole number of milliseconds from `least` to `most`, both included."""
        if least == most:
            return least
        return least + int(self._random.random() * (most - least + 1))
