"""A timeline cut into strips of equal length, and drawn in plain characters: one row a lane."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from simulator.core.instant import Millis, amount, clock
from simulator.review.timeline import Item, Kind, Lane, Timeline

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
MARKS = {
    Kind.STAGE: "=",
    Kind.SPEECH: "s",
    Kind.PROMPT: "p",
    Kind.SIGNAL: "!",
    Kind.SOUND: "~",
    Kind.SILENCE: ".",
    Kind.DECISION: "D",
    Kind.DESK: "n",
    Kind.DATA: "i",
    Kind.DEADLINE: "-",
}
"""The character that stands for each kind."""
MOST = 3
"""How many strips a call is cut into at most."""
_NAME = 18
_WEIGHT = (
    Kind.SILENCE, Kind.STAGE, Kind.DEADLINE, Kind.DESK, Kind.DATA, Kind.SPEECH, Kind.PROMPT,
    Kind.SOUND, Kind.DECISION, Kind.SIGNAL,
)  # fmt: skip
"""What covers what, where several fall into one column: the last wins."""


def strokes(timeline: Timeline, width: int = 80) -> Iterator[str]:
    """The timeline in rows of `width` columns, cut into strips where it is long."""
    columns = max(10, width - _NAME - 2)
    yield f"Call {timeline.number}, {clock(timeline.length)} in all"
    # A hard space keeps a mark beside its word.
    legend = " ".join(f"{mark}\N{NO-BREAK SPACE}{kind.value}" for kind, mark in MARKS.items())
    for line in textwrap.wrap(legend, width - 20, break_on_hyphens=False):
        yield line.replace(" ", "  ").replace("\N{NO-BREAK SPACE}", " ")
    for start, end in strips(timeline, MOST):
        step = max(1, (end - start) // columns)
        yield f"{clock(start)} to {clock(min(end, timeline.end))}, a column is {_step(step)}"
        for lane in timeline.lanes:
            row = _row(lane, (start, end), timeline.end, columns)
            if row.strip():
                yield f"{lane.name:<{_NAME}} |{row}".rstrip()


def _step(step: int) -> str:
    return amount(step) if step < 10_000 else amount(round(step, -3))


def _row(lane: Lane, strip: tuple[Millis, Millis], last: Millis, columns: int) -> str:
    row = [" "] * columns
    for item in sorted(lane.items, key=lambda item: _WEIGHT.index(item.kind)):
        if within(item.start, item.end, strip, last):
            for column in _columns(item, *strip, columns):
                row[column] = MARKS[item.kind]
    return "".join(row)


def _columns(item: Item, start: int, end: int, columns: int) -> range:
    first = max(0, (item.start - start) * columns // (end - start))
    # What ends where a column begins does not reach into it.
    last = (max(item.end - 1, item.start) - start) * columns // (end - start)
    return range(min(first, columns - 1), min(columns - 1, max(first, last)) + 1)


# --- the scale ------------------------------------------------------------------------------------


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
