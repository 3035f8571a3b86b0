"""A debrief as text, Markdown or a page: the first page, and with `full` everything else."""

from __future__ import annotations

from collections.abc import Iterator

from simulator import BANNER
from simulator.clean_text import for_line
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import templating
from simulator.debrief.render.first_page import first_page, page_lines, page_sections
from simulator.debrief.render.outline import ENDORSED, FOR_FACILITATOR, outline
from simulator.debrief.render.sections import Section, lines_of, wrapped
from simulator.debrief.render.timeline_svg import drawing

FOR_ALL = "All findings, timeline and transcript: --full."


def text(
    debrief: Debrief, *, full: bool = False, facilitator: bool = False, width: int = 80
) -> str:
    """Return the debrief in lines of at most `width` columns; longer words stay whole."""
    lines = [*wrapped(BANNER, width), "", *wrapped(f"Debrief: {debrief.title}", width)]
    lines += page_lines(page_sections(first_page(debrief)), width)
    for section in _rest(debrief, full=full, facilitator=facilitator):
        lines += _in_lines(section, 0, width)
    lines += ["", *wrapped(ENDORSED if full else FOR_ALL, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def markdown(debrief: Debrief, *, full: bool = False, facilitator: bool = False) -> str:
    """Return the debrief as CommonMark with tables."""
    return _written("debrief.md", debrief, full=full, facilitator=facilitator)


def html(debrief: Debrief, *, full: bool = False, facilitator: bool = False) -> str:
    """Return one self-contained page without scripts or network.

    Without `full` it prints on two sides of A4: the first page, and the timeline of the last call.
    """
    return _written("debrief.html", debrief, full=full, facilitator=facilitator)


def _written(template: str, debrief: Debrief, *, full: bool, facilitator: bool) -> str:
    calls = debrief.calls if full else debrief.calls[-1:]
    return templating.render(
        template,
        title=f"Debrief: {debrief.title}",
        page=page_sections(first_page(debrief)),
        timelines=[drawing(call.timeline) for call in calls],
        linked=full,
        rest=_rest(debrief, full=full, facilitator=facilitator),
    )


def _rest(debrief: Debrief, *, full: bool, facilitator: bool) -> tuple[Section, ...]:
    """Return what follows the first page."""
    found = outline(debrief, facilitator=facilitator)
    return tuple(each for each in found if full or each.title == FOR_FACILITATOR)


def _in_lines(section: Section, depth: int, width: int) -> Iterator[str]:
    title = for_line(section.title)
    yield ""
    yield from wrapped(title.upper() if depth == 0 else title, width)
    yield ("=" if depth == 0 else "-") * min(width, len(title))
    for line in lines_of(section):
        yield from line.wrapped(width)
    for inner in section.sections:
        yield from _in_lines(inner, depth + 1, width)
