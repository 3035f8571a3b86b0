"""A timeline as a picture (SVG): to scale, cut into strips where a call is long.

Colours come from the page's style and from `STYLE`. What a thing is
shows in its shape and in words as well. Labels stand where there is room; every thing has a title,
and the table beside the picture says the same.
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
"""Between two marks of the scale, for each length of a strip."""
WIDTH: Final = 780
_NAMES = 118
"""Where the names of lanes end and time begins."""
_LANE = 42
_AXIS = 22
_GAP = 14
_LETTER = 6.1
"""How wide a letter is taken to be, at the size of labels."""
_POINTS = frozenset(
    {
        TimelineKind.SIGNAL,
        TimelineKind.DECISION,
        TimelineKind.SOUND,
        TimelineKind.DATA,
        TimelineKind.DESK,
    }
)

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
    """The timeline as an `svg` element. `name` makes its ids its own in a page."""
    body: list[str] = []
    top = 0
    for start, end in strips(timeline):
        lanes = _present(timeline, start, end)
        body += _strip(timeline, lanes, start, end, top)
        top += _AXIS + _LANE * len(lanes) + _GAP
    height = top + 18
    body += _legend(top + 4)
    words = f"Timeline of call {timeline.number}, {clock(timeline.length)} long"
    told = (
        f"Lanes from top to bottom: {', '.join(lane.name for lane in timeline.lanes)}. "
        "The table of everything that happened says the same in words."
    )
    return "\n".join(
        (
            f'<svg class="tl" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'role="img" aria-labelledby="{safe(name)}-t {safe(name)}-d">',
            f'<title id="{safe(name)}-t">{safe(words)}</title>',
            f'<desc id="{safe(name)}-d">{safe(told)}</desc>',
            *body,
            "</svg>",
        )
    )


def _present(timeline: Timeline, start: Millis, end: Millis) -> tuple[Lane, ...]:
    """The lanes on which something is to be seen in a strip."""
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
    told = f"<title>{safe(f'{clock(item.start)} {kind.value}: {item.text}')}</title>"
    if kind is TimelineKind.SIGNAL:
        shape = f'<path class="signal" d="M{left} {y + 25}l5 7l-5 7l-5 -7z">{told}</path>'
    elif kind is TimelineKind.DECISION:
        shape = f'<path class="decision" d="M{left} {y + 26}h9v12h-9z">{told}</path>'
    elif kind in _POINTS:
        shape = f'<circle class="{kind.value}" cx="{left}" cy="{y + 32}" r="3.5">{told}</circle>'
    elif kind is TimelineKind.DEADLINE:
        shape = f'<path class="deadline" d="M{left} {y + 27}v10m0 -5H{right}m0 -5v10">{told}</path>'
    else:
        width = round(max(right - left, 2), 1)
        shape = (
            f'<rect class="{kind.value}" x="{left}" y="{y + 26}" width="{width}" height="12">'
            f"{told}</rect>"
        )
    yield shape


def _label(item: TimelineItem, left: float, y: int, ends: list[float]) -> Iterator[str]:
    """The label of an item in the first of two rows that has room for it, if one has."""
    width = len(item.short) * _LETTER
    start = min(left, WIDTH - width)
    for row, taken in enumerate(ends):
        if start >= taken:
            ends[row] = start + width + 5
            yield f'<text x="{round(start, 1)}" y="{y + 22 - 10 * row}">{safe(item.short)}</text>'
            return


def _within(item: TimelineItem, left: float, right: float, y: int) -> Iterator[str]:
    """The length of a silence, in the middle of it, where it has room."""
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
