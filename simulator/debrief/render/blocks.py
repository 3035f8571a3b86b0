"""What an outline is made of: sections of paragraphs, lists, items, tables and pictures.

Their text comes from scenarios and from users; `one_line` and `in_html` make it safe to write.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

from simulator.review.moments import Moment
from simulator.review.timeline import Timeline


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
class Item:
    """Something that is said, with the moments that show it and what else there is to say."""

    title: str
    moments: tuple[Moment, ...] = ()
    more: int = 0
    """How many moments there are besides."""
    steps: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """Several of them."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A transcript."""

    caption: str
    rows: tuple[Moment, ...]
    anchored: bool = False
    """Whether moments elsewhere point at its rows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A timeline; only the page draws it."""

    timeline: Timeline


Block = Paragraph | Bullets | Facts | Items | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def one_line(text: str) -> str:
    """The text on one line, without characters that could move a cursor or mean nothing."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())


def in_html(text: str) -> str:
    """The text as the content of an element or of an attribute in quotation marks."""
    return html.escape(one_line(text), quote=True)
