"""The scale of a timeline: into which strips of equal length it is cut."""

from __future__ import annotations

from simulator.core.instant import Millis
from simulator.review.timeline import Timeline

MOST_STRIPS = 5
_LENGTHS: tuple[Millis, ...] = tuple(
    seconds * 1_000 for seconds in (15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400)
)
TICKS: dict[Millis, Millis] = {
    15_000: 1_000,
    30_000: 5_000,
    60_000: 5_000,
    120_000: 10_000,
    300_000: 30_000,
    600_000: 60_000,
    900_000: 60_000,
    1_800_000: 180_000,
    3_600_000: 300_000,
    7_200_000: 600_000,
    14_400_000: 1_200_000,
}
"""Between two marks of the scale, for each length of a strip."""


def strips(timeline: Timeline, most: int = MOST_STRIPS) -> tuple[tuple[Millis, Millis], ...]:
    """The stretches, all equally long, into which a call is cut so that it can be read.

    At most `most`, as long as a call is no longer than a working day.
    """
    span = max(1, timeline.length)
    length = next((each for each in _LENGTHS if span <= each * most), _LENGTHS[-1])
    first = timeline.start
    count = max(1, -(-span // length))
    return tuple((first + n * length, first + (n + 1) * length) for n in range(count))


def within(start: Millis, end: Millis, strip: tuple[Millis, Millis], last: Millis) -> bool:
    """Whether what lasted from `start` to `end` is to be seen in a strip.

    What begins where a strip ends belongs to the next one, unless the call ends there (`last`).
    """
    first, until = strip
    begins = start < until or start == until == last
    return begins and (end > first or start >= first)
