"""Sections of what is known, as text of a width."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from textwrap import fill

from rich.text import Text

from simulator.seat.view.summary import Section


def in_width(sections: Iterable[Section], width: int) -> Text:
    """Sections with their headings; the further lines of what is long are set in."""
    text = Text()
    for section in sections:
        text.append(f"{section.title}\n", style="bold")
        for line in section.lines:
            text.append(f"{_set_in(line, width)}\n")
    return text


@lru_cache(maxsize=1_024)
def _set_in(line: str, width: int) -> str:
    """A line of a section, its further lines set in."""
    return fill(line, max(width, 20), initial_indent=" ", subsequent_indent="   ")
