"""The layout of a timeline's picture: to scale, and cut into strips if the call is long.

Kinds of items differ in shape and title, never by colour alone. Labels are drawn where there is
room. `templates/timeline.svg` draws it; its description says in words what was decided and heard.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from simulator.core.instant import Millis, clock
from simulator.review.timeline import Timeline, TimelineItem, TimelineKind

MOST_STRIPS = 5
TICKS: dict[Millis, Millis] = {
    15_000: 1_000, 30_000: 5_000, 60_000: 5_000, 120_000: 10_000, 300_000: 30_000, 600_000: 60_000,
    900_000: 60_000, 1_800_000: 180_000, 3_600_000: 300_000, 7_200_000: 600_000,
    14_400_000: 1_200_000,
}  # fmt: skip
"""Distance between two marks of the scale, by the length of a strip (both in ms), in order."""
WIDTH: Final = 780
_NAMES = 118
"""Width of the lane names, left of the time axis."""
_LANE = 42
_AXIS = 22
_GAP = 14
_LETTER = 6.1
"""Assumed width of a letter of a label."""
_K = TimelineKind
_MOST_IN_WORDS = 40
"""Most moments of the description. Our choice; no source."""


class Mark(NamedTuple):
    """One shape: its kind, its span on the axis, and the middle of its lane."""

    kind: str
    left: float
    right: float
    middle: int
    title: str = ""


@dataclass(slots=True)
class Drawing:
    """What the template draws."""

    number: int
    title: str
    description: str
    width: int = WIDTH
    height: int = 0
    ticks: list[tuple[float, int, int, str]] = field(default_factory=list)
    """The marks of the scale: position, top, bottom, and the time or nothing."""
    lanes: list[tuple[str, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[tuple[float, int, str, bool]] = field(default_factory=list)
    """Position, baseline, text, and whether it is centred in a silence."""
    legend: list[Mark] = field(default_factory=list)


def drawing(timeline: Timeline) -> Drawing:
    """Return the layout of a timeline."""
    title = f"Timeline of call {timeline.number}, {clock(timeline.length)} long"
    lanes = ", ".join(lane.name for lane in timeline.lanes)
    said = "; ".join(timeline.in_words()[:_MOST_IN_WORDS]) or "none"
    words = f"Lanes from top to bottom: {lanes}. Decisions and possible answers: {said}."
    drawn = Drawing(timeline.number, title, words)
    top = 0
    for start, end in strips(timeline):
        top = _strip(drawn, timeline, (start, end), top) + _GAP
    drawn.height = top + 18
    for place, kind in enumerate(TimelineKind):
        left = 78.0 * place
        dot = 5 if kind not in (_K.STAGE, _K.SPEECH, _K.PROMPT, _K.SILENCE) else 0
        drawn.legend.append(Mark(kind.value, left + dot, left + 11, top + 9))
    return drawn


def _strip(drawn: Drawing, timeline: Timeline, span: tuple[Millis, Millis], top: int) -> int:
    """Add one strip, with the lanes that have items in it. Return its bottom."""
    start, end = span
    scale = (WIDTH - _NAMES - 8) / (end - start)

    def x(at: Millis) -> float:
        return round(_NAMES + (min(max(at, start), end) - start) * scale, 1)

    shown = [
        (lane.name, items)
        for lane in timeline.lanes
        if (items := [i for i in lane.items if within(i.start, i.end, span, timeline.end)])
    ]
    bottom = top + _AXIS + _LANE * len(shown)
    tick = TICKS.get(end - start, (end - start) // 10)
    for place, at in enumerate(range(start, min(end, timeline.end + tick) + 1, tick)):
        timed = place % 2 == 0 and x(at) < WIDTH - 40
        drawn.ticks.append((x(at), top, bottom, clock(at) if timed else ""))
    for number, (name, items) in enumerate(shown):
        y = top + _AXIS + number * _LANE
        drawn.lanes.append((name, y))
        ends = [0.0, 0.0]
        for item in items:
            left, right = x(item.start), x(item.end)
            title = f"{clock(item.start)} {item.kind.value}: {item.text}"
            drawn.marks.append(Mark(item.kind.value, left, right, y + 32, title))
            drawn.labels += _label(item, left, right, y, ends)
    return bottom


def _label(
    item: TimelineItem, left: float, right: float, y: int, ends: list[float]
) -> Iterator[tuple[float, int, str, bool]]:
    """Yield the label of an item in the first of two rows with room; else nothing."""
    width = len(item.short) * _LETTER
    if item.kind is _K.SILENCE:
        if right - left > width + 8:
            yield round((left + right) / 2, 1), y + 36, item.short, True
        return
    start = min(left, WIDTH - width)
    for row, taken in enumerate(ends):
        if start >= taken:
            ends[row] = start + width + 5
            yield round(start, 1), y + 22 - 10 * row, item.short, False
            return


def strips(timeline: Timeline) -> tuple[tuple[Millis, Millis], ...]:
    """Cut a call into strips of equal length; at most `MOST_STRIPS` for calls under 20 hours."""
    span = max(1, timeline.length)
    length = next((each for each in TICKS if span <= each * MOST_STRIPS), max(TICKS))
    first = timeline.start
    count = max(1, -(-span // length))
    return tuple((first + n * length, first + (n + 1) * length) for n in range(count))


def within(start: Millis, end: Millis, strip: tuple[Millis, Millis], last: Millis) -> bool:
    """Return whether the span from `start` to `end` is visible in a strip.

    An item that begins at the end of a strip belongs to the next, unless the call ends there
    (`last`).
    """
    first, until = strip
    begins = start < until or start == until == last
    return begins and (end > first or start >= first)
