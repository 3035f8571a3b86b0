"""The debrief as plain text, for a terminal or a Braille line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from simulator import BANNER
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render.outline import ENDORSED, outline
from simulator.debrief.render.outline_blocks import OutlineSection, lines_of, one_line


def render(debrief: Debrief, *, facilitator: bool = False, width: int = 80) -> str:
    """Return the debrief in lines of at most `width` columns; longer words stay whole."""
    lines = [*_wrapped(BANNER, width), *_wrapped(ENDORSED, width), ""]
    lines += _wrapped(f"Debrief: {debrief.title}", width)
    for section in outline(debrief, facilitator=facilitator):
        lines += _section(section, 0, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _section(section: OutlineSection, depth: int, width: int) -> Iterator[str]:
    yield ""
    title = one_line(section.title)
    yield from _wrapped(title.upper() if depth == 0 else title, width)
    yield ("=" if depth == 0 else "-") * min(width, len(title))
    for block in section.blocks:
        for line in lines_of(block):
            yield from _wrapped(line.text, width, line.mark, line.hang)
    for inner in section.sections:
        yield from _section(inner, depth + 1, width)


def _wrapped(text: str, width: int, mark: str = "", hang: str = "") -> list[str]:
    return textwrap.wrap(
        one_line(text),
        width,
        initial_indent=mark,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [mark.rstrip()]
