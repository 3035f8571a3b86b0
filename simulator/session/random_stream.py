"""The seeded generator: the only place that draws chances.

Each participant has a stream of its own, so that one who draws more often changes nothing for the
others. Only `Random.random()` is used: Python promises no other method across versions.
"""

from __future__ import annotations

from math import exp, log
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

    def answer_time(self, median: Millis, in_10s_percent: int) -> Millis:
        """How long a force takes to answer: log-normal, to the tenth of a second, at most 2 min.

        The form is the sheet's (V29, V30); the ceiling is an assumption.
        """
        from statistics import NormalDist  # 10 ms of start-up, which few runs need

        normal = NormalDist()
        sigma = log(10_000 / median) / normal.inv_cdf(in_10s_percent / 100)
        # Tenths, so that the last digits of `log` and `exp` on a machine make no difference.
        drawn = median * exp(sigma * normal.inv_cdf(max(self._random.random(), 1e-9)))
        return min(round(drawn / 100) * 100, 120_000)
