"""The timeline as SVG: to scale, and cut into strips if the call is long.

Kinds of items differ in shape and title, never by colour alone. Labels are drawn where there is
room; the table of the page has the same content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from simulator.core.instant import Millis, clock
from simulator.debrief.render.outline_blocks import in_html as safe
from simulator.review.timeline import Lane, Timeline, TimelineItem, TimelineKind

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
"""Distance between two marks of the scale, by the length of a strip (both in ms)."""
WIDTH: Final = 780
_NAMES = 118
"""Width of the lane names, left of the time axis."""
_LANE = 42
_AXIS = 22
_GAP = 14
_LETTER = 6.1
"""Assumed width of a letter of a label."""
_K = TimelineKind
_POINTS = frozenset({_K.SIGNAL, _K.DECISION, _K.SOUND, _K.DATA, _K.DESK})

STYLE = """
.tl { --ink: #1c2430; --soft: #5a6675; --line: #c5ccd5; --paper: #ffffff; --speech: #4a78b5;
  --prompt: #b8d0ee; --signal: #b3541e; --decision: #6d3fa0; --other: #6c7886; --stage: #e3e8ee; }
@media (prefers-color-scheme: dark) { .tl { --ink: #e8edf3; --soft: #a8b4c2; --line: #45505d;
  --paper: #14191f; --speech: #7ba6e0; --prompt: #34557f; --signal: #f0a36a; --decision: #c09bea;
  --other: #94a1b0; --stage: #2a323c; } }
@media print { .tl { --ink: #000; --soft: #333; --line: #999; --paper: #fff; --speech: #4a78b5;
  --prompt: #c9dbf2; --signal: #b3541e; --decision: #6d3fa0; --other: #666; --stage: #e6e6e6; } }
.tl text { font: 11px system-ui, sans-serif; fill: var(--ink); }
.tl .name { font-weight: 600; }
.tl .small { fill: var(--soft); font-size: 10px; }
.tl .mid { text-anchor: middle; }
.tl .rule { stroke: var(--line); stroke-width: 1; }
.tl .speech { fill: var(--speech); }
.tl .prompt { fill: var(--prompt); stroke: var(--speech); }
.tl .stage { fill: var(--stage); stroke: var(--line); }
.tl .silence { fill: none; stroke: var(--soft); stroke-dasharray: 2 3; }
.tl .deadline { fill: none; stroke: var(--soft); }
.tl .signal { fill: var(--signal); }
.tl .decision { fill: var(--decision); }
.tl .sound, .tl .data, .tl .desk { fill: var(--other); }
"""


def picture(timeline: Timeline, name: str) -> str:
    """Return the timeline as an `svg` element; `name` is the prefix of its ids."""
    body: list[str] = []
    top = 0
    for start, end in strips(timeline):
        lanes = _present(timeline, start, end)
        body += _strip(timeline, lanes, start, end, top)
        top += _AXIS + _LANE * len(lanes) + _GAP
    height = top + 18
    body += _legend(top + 4)
    title = f"Timeline of call {timeline.number}, {clock(timeline.length)} long"
    description = (
        f"Lanes from top to bottom: {', '.join(lane.name for lane in timeline.lanes)}. "
        "The table of everything that happened says the same in words."
    )
    return "\n".join(
        (
            f'<svg class="tl" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'role="img" aria-labelledby="{safe(name)}-t {safe(name)}-d">',
            f'<title id="{safe(name)}-t">{safe(title)}</title>',
            f'<desc id="{safe(name)}-d">{safe(description)}</desc>',
            *body,
            "</svg>",
        )
    )


def _present(timeline: Timeline, start: Millis, end: Millis) -> tuple[Lane, ...]:
    """Return the lanes that have items in a strip."""
    return tuple(
        lane
        for lane in timeline.lanes
        if any(within(item.start, item.end, (start, end), timeline.end) for item in lane.items)
    )


def _strip(
    timeline: Timeline, lanes: tuple[Lane, ...], start: Millis, end: Millis, top: int
) -> Iterator[str]:
    scale = (WIDTH - _NAMES - 8) / (end - start)

    def x(at: Millis) -> float:
        return round(_NAMES + (min(max(at, start), end) - start) * scale, 1)

    bottom = top + _AXIS + _LANE * len(lanes)
    tick = TICKS.get(end - start, (end - start) // 10)
    for place, at in enumerate(range(start, end + 1, tick)):
        if at > timeline.end + tick:
            break
        yield f'<line class="rule" x1="{x(at)}" y1="{top + 14}" x2="{x(at)}" y2="{bottom}"/>'
        if place % 2 == 0 and x(at) < WIDTH - 40:
            yield f'<text class="small" x="{x(at) + 2}" y="{top + 12}">{clock(at)}</text>'
    for number, lane in enumerate(lanes):
        y = top + _AXIS + number * _LANE
        yield f'<text class="name" x="0" y="{y + 32}">{safe(lane.name)}</text>'
        yield f'<line class="rule" x1="0" y1="{y + _LANE}" x2="{WIDTH}" y2="{y + _LANE}"/>'
        ends = [0.0, 0.0]
        for item in lane.items:
            if within(item.start, item.end, (start, end), timeline.end):
                yield from _item(item, x(item.start), x(item.end), y)
                left, right = x(item.start), x(item.end)
                if item.kind is TimelineKind.SILENCE:
                    yield from _within(item, left, right, y)
                else:
                    yield from _label(item, left, y, ends)


def _item(item: TimelineItem, left: float, right: float, y: int) -> Iterator[str]:
    kind = item.kind
    name = f"<title>{safe(f'{clock(item.start)} {kind.value}: {item.text}')}</title>"
    if kind is TimelineKind.SIGNAL:
        shape = f'<path class="signal" d="M{left} {y + 25}l5 7l-5 7l-5 -7z">{name}</path>'
    elif kind is TimelineKind.DECISION:
        shape = f'<path class="decision" d="M{left} {y + 26}h9v12h-9z">{name}</path>'
    elif kind in _POINTS:
        shape = f'<circle class="{kind.value}" cx="{left}" cy="{y + 32}" r="3.5">{name}</circle>'
    elif kind is TimelineKind.DEADLINE:
        shape = f'<path class="deadline" d="M{left} {y + 27}v10m0 -5H{right}m0 -5v10">{name}</path>'
    else:
        width = round(max(right - left, 2), 1)
        shape = (
            f'<rect class="{kind.value}" x="{left}" y="{y + 26}" width="{width}" height="12">'
            f"{name}</rect>"
        )
    yield shape


def _label(item: TimelineItem, left: float, y: int, ends: list[float]) -> Iterator[str]:
    """Yield the label of an item in the first of two rows with room; else nothing."""
    width = len(item.short) * _LETTER
    start = min(left, WIDTH - width)
    for row, taken in enumerate(ends):
        if start >= taken:
            ends[row] = start + width + 5
            yield f'<text x="{round(start, 1)}" y="{y + 22 - 10 * row}">{safe(item.short)}</text>'
            return


def _within(item: TimelineItem, left: float, right: float, y: int) -> Iterator[str]:
    """Yield the length of a silence, centred, if there is room."""
    if right - left > len(item.short) * _LETTER + 8:
        middle = round((left + right) / 2, 1)
        yield f'<text class="small mid" x="{middle}" y="{y + 36}">{safe(item.short)}</text>'


def _legend(y: int) -> Iterator[str]:
    left = 0.0
    for kind in TimelineKind:
        if kind in _POINTS or kind is TimelineKind.SIGNAL:
            shape = {
                TimelineKind.SIGNAL: f'<path class="signal" d="M{left + 5} {y}l5 5l-5 5l-5 -5z"/>',
                TimelineKind.DECISION: f'<path class="decision" d="M{left} {y}h9v10h-9z"/>',
            }.get(kind, f'<circle class="{kind.value}" cx="{left + 5}" cy="{y + 5}" r="3.5"/>')
        elif kind is TimelineKind.DEADLINE:
            shape = f'<path class="deadline" d="M{left} {y}v10m0 -5h11m0 -5v10"/>'
        else:
            shape = f'<rect class="{kind.value}" x="{left}" y="{y}" width="11" height="10"/>'
        yield shape
        yield f'<text class="small" x="{left + 14}" y="{y + 9}">{kind.value}</text>'
        left += 78


# --- the scale ------------------------------------------------------------------------------------


def strips(timeline: Timeline, most: int = MOST_STRIPS) -> tuple[tuple[Millis, Millis], ...]:
    """Cut a call into strips of equal length; at most `most` for calls under 20 hours."""
    span = max(1, timeline.length)
    length = next((each for each in _LENGTHS if span <= each * most), _LENGTHS[-1])
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
