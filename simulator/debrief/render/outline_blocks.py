"""Blocks of an outline: paragraphs, lists, items, tables and pictures in sections.

Their text comes from scenarios and users; write it through `one_line` or `in_html` only.
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
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A simple list, numbered if the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """A statement with its evidence, steps and notes."""

    title: str
    moments: tuple[EntrySummary, ...] = ()
    more: int = 0
    """Number of further entries that aren't listed."""
    steps: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ListItems:
    """A list of items."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """A transcript."""

    caption: str
    rows: tuple[EntrySummary, ...]
    anchored: bool = False
    """Whether its rows are link targets."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A timeline; only HTML draws it."""

    timeline: Timeline


Block = Paragraph | Bullets | Facts | ListItems | OutlineTable | Picture


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading with its content."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[OutlineSection, ...] = ()


class OutlineLine(NamedTuple):
    """One line of a block, for line-based forms."""

    text: str
    mark: str = ""
    """Prefix of the text: an indent, then a bullet, a number or a time."""
    hang: str = ""
    """Indent of continuation lines."""
    title: bool = False
    """Whether it is the title of the lines after it."""
    moment: EntrySummary | None = None
    """The entry that the line shows, if any."""


def lines_of(block: Block) -> Iterator[OutlineLine]:
    """Yield the lines of a block; a picture has none."""
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
    """Return the text on one line, without control characters."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())


def in_html(text: str) -> str:
    """Escape text for an HTML element or a quoted attribute."""
    return html.escape(one_line(text), quote=True)
