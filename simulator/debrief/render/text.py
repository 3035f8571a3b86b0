"""A debrief as plain text, for a terminal or a Braille line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from simulator import BANNER
from simulator.core.instant import clock
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render.blocks import (
    Block,
    Bullets,
    Facts,
    Item,
    Items,
    Paragraph,
    Section,
    Table,
    one_line,
)
from simulator.debrief.render.outline import ENDORSED, outline
from simulator.review.moments import Moment


def render(debrief: Debrief, *, facilitator: bool = False, width: int = 80) -> str:
    """The debrief in lines of at most `width` columns, except where a word is longer."""
    lines = [*_wrapped(BANNER, width), *_wrapped(ENDORSED, width), ""]
    lines += _wrapped(f"Debrief: {debrief.title}", width)
    for section in outline(debrief, facilitator=facilitator):
        lines += _section(section, 0, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _section(section: Section, depth: int, width: int) -> Iterator[str]:
    yield ""
    title = one_line(section.title)
    yield from _wrapped(title.upper() if depth == 0 else title, width)
    yield ("=" if depth == 0 else "-") * min(width, len(title))
    for block in section.blocks:
        yield from _block(block, width)
    for inner in section.sections:
        yield from _section(inner, depth + 1, width)


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield from _wrapped(text, width)
        case Bullets(items, numbered):
            for number, item in enumerate(items, 1):
                mark = f"{number}. " if numbered else "* "
                yield from _wrapped(item, width, mark)
        case Facts(pairs):
            for name, value in pairs:
                yield from _wrapped(value, width, f"{name}: ", "  ")
        case Items(found):
            for each in found:
                yield from _item(each, width)
        case Table(_, rows):
            for row in rows:
                yield from _moment(row, width, "")


def _item(item: Item, width: int) -> Iterator[str]:
    yield from _wrapped(item.title, width, "* ")
    for moment in item.moments:
        yield from _moment(moment, width, "    ")
    if item.more:
        yield f"    and {item.more} more"
    for number, step in enumerate(item.steps, 1):
        yield from _wrapped(step, width, f"    {number}. ")
    for name, value in item.notes:
        yield from _wrapped(value, width, f"  {name}: ", "    ")


def _moment(moment: Moment, width: int, indent: str) -> Iterator[str]:
    who = f"{moment.who}: " if moment.who else ""
    yield from _wrapped(f"{who}{moment.text}", width, f"{indent}{clock(moment.at):<7} ")


def _wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        one_line(text),
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
