"""Seeded random streams: only this module draws random numbers.

Each participant has its own stream, so that one that draws more often doesn't change the others.
Only `Random.random()` is used: it is the only method that Python keeps stable across versions.
"""

from __future__ import annotations

from functools import cached_property
from math import exp, log, log1p
from random import Random

from simulator.core.instant import Millis


class RandomStream:
    """A random stream; the same for the same seed and name on any machine."""

    def __init__(self, seed: int, name: str) -> None:
        """Start the stream `name` of the run with `seed`."""
        self._name = f"{seed}/{name}"

    def beside(self, name: str) -> RandomStream:
        """Return another stream of the same run and owner, which draws apart from this one."""
        made = RandomStream(0, "")
        made._name = f"{self._name}/{name}"
        return made

    @cached_property
    def _random(self) -> Random:
        """The generator, made at the first draw: many streams of a call draw nothing."""
        return Random(self._name)

    def share(self) -> float:
        """Return a number from 0 to less than 1."""
        return self._random.random()

    def happens(self, percent: int) -> bool:
        """Return True with that chance in 100. 0 and 100 draw nothing."""
        if percent <= 0 or percent >= 100:
            return percent > 0
        return self._random.random() * 100 < percent

    def between(self, least: Millis, most: Millis) -> Millis:
        """Return a number of milliseconds from `least` to `most`, both included."""
        if least == most:
            return least
        return least + int(self._random.random() * (most - least + 1))

    def ring_time(self, in_5s_percent: int) -> Millis:
        """Return how long 999 rings: exponential (V43), in tenths of a second, at most 1 min.

        The ceiling, and that it rings for a fifth of a second at least, are assumptions.
        """
        mean = -5_000 / log1p(-in_5s_percent / 100)
        drawn = -mean * log(max(1 - self._random.random(), 1e-9))
        return min(max(200, round(drawn / 100) * 100), 60_000)

    def log_normal(self, median: Millis, sigma_percent: int) -> Millis:
        """Return a time drawn around a median, rounded to 10 ms; sigma in hundredths.

        Twelve even draws make the normal one, so that no import and no table is needed; the tails
        end at six sigma. Rounded: the last digits of `exp` differ between machines.
        """
        normal = sum(self._random.random() for _ in range(12)) - 6
        return round(median * exp(normal * sigma_percent / 100) / 10) * 10

    def answer_time(self, median: Millis, in_10s_percent: int) -> Millis:
        """Return how long a force takes to answer: log-normal, rounded to 100 ms, at most 2 min.

        The distribution is from V29 and V30; the ceiling is an assumption.
        """
        from statistics import NormalDist  # 10 ms of start-up, which few runs need

        normal = NormalDist()
        sigma = log(10_000 / median) / normal.inv_cdf(in_10s_percent / 100)
        # Tenths of a second: the last digits of `log` and `exp` differ between machines.
        drawn = median * exp(sigma * normal.inv_cdf(max(self._random.random(), 1e-9)))
        return min(round(drawn / 100) * 100, 120_000)
