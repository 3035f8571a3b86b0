"""What an outline is made of: sections of paragraphs, lists, items, tables and pictures.

Their text comes from scenarios and from users; `one_line` and `in_html` make it safe to write.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core.instant import clock
from simulator.review.timeline import Timeline
from simulator.review.transcript import EntrySummary


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A plain list; numbered where the order counts."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """Something that is said, with the moments that show it and what else there is to say."""

    title: str
    moments: tuple[EntrySummary, ...] = ()
    more: int = 0
    """How many moments there are besides."""
    steps: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ListItems:
    """Several of them."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """A transcript."""

    caption: str
    rows: tuple[EntrySummary, ...]
    anchored: bool = False
    """Whether moments elsewhere point at its rows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A timeline; only the page draws it."""

    timeline: Timeline


Block = Paragraph | Bullets | Facts | ListItems | OutlineTable | Picture


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[OutlineSection, ...] = ()


class OutlineLine(NamedTuple):
    """One line of a block, for the forms that have nothing but lines."""

    text: str
    mark: str = ""
    """Is before the text: an indent, and a bullet, a number or a time."""
    hang: str = ""
    """The indent of what does not fit into one line."""
    title: bool = False
    """Whether it is the title of the lines after it."""
    moment: EntrySummary | None = None
    """The moment that it shows, if it shows one."""


def lines_of(block: Block) -> Iterator[OutlineLine]:
    """Yield a block in lines; a picture has none."""
    match block:
        case Paragraph(text):
            yield OutlineLine(text)
        case Bullets(items, numbered):
            for number, text in enumerate(items, 1):
                mark = f"{number}. " if numbered else "* "
                yield OutlineLine(text, mark, " " * len(mark))
        case Facts(pairs):
            yield from (OutlineLine(f"{name}: {value}", "", "  ") for name, value in pairs)
        case ListItems(items):
            for item in items:
                yield from _lines_of_item(item)
        case OutlineTable(_, rows):
            yield from (_line_of(row, "") for row in rows)


def _lines_of_item(item: ListItem) -> Iterator[OutlineLine]:
    yield OutlineLine(item.title, "* ", "  ", title=True)
    yield from (_line_of(moment, "    ") for moment in item.moments)
    if item.more:
        yield OutlineLine(f"and {item.more} more", "    ")
    for number, step in enumerate(item.steps, 1):
        yield OutlineLine(step, f"    {number}. ", " " * 7)
    yield from (OutlineLine(f"{name}: {value}", "  ", "    ") for name, value in item.notes)


def _line_of(moment: EntrySummary, indent: str) -> OutlineLine:
    who = f"{moment.who}: " if moment.who else ""
    mark = f"{indent}{clock(moment.at):<7} "
    return OutlineLine(f"{who}{moment.text}", mark, " " * len(mark), moment=moment)


def one_line(text: str) -> str:
    """The text on one line, without characters that could move a cursor or mean nothing."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())


def in_html(text: str) -> str:
    """The text as the content of an element or of an attribute in quotation marks."""
    return html.escape(one_line(text), quote=True)
