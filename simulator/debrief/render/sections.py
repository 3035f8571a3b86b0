"""A written debrief as sections, the same for every form: text, Markdown, HTML and screens.

Their text comes from scenarios and users. A form that has markup escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.clean_text import for_line
from simulator.core.instant import clock, minutes
from simulator.review.transcript import EntrySummary, wrapped


class SectionItem(NamedTuple):
    """A statement with its evidence and notes."""

    title: str
    moments: tuple[EntrySummary, ...] = ()
    more: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    at: EntrySummary | None = None
    """The entry whose time is shown before the title."""


class Section(NamedTuple):
    """A heading with its content, which every form writes in the order of these fields."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    bullets: tuple[str, ...] = ()
    items: tuple[SectionItem, ...] = ()
    rows: tuple[EntrySummary, ...] = ()
    anchored: bool = False
    """Whether the rows are link targets."""
    sections: tuple[Section, ...] = ()


class SectionLine(NamedTuple):
    """One line of a section, for line-based forms."""

    text: str
    mark: str = ""
    """Prefix of the text: an indent, then a bullet, a number or a time."""
    hang: str = ""
    title: bool = False
    """Whether it is the title of the lines after it."""
    moment: EntrySummary | None = None

    def wrapped(self, width: int) -> list[str]:
        """Return the line in at most `width` columns; longer words stay whole."""
        return wrapped(for_line(self.text), width, self.mark, self.hang)


class DocumentRow(NamedTuple):
    """One row of a document on a screen."""

    text: str
    seq: int | None = None
    """The `seq` of the entry that the row shows; the arrows stop at rows with one."""
    evidence: bool = False
    """Whether it shows the entry somewhere else than in a transcript."""
    style: str = ""
    """Rich style; never carries meaning alone."""
    section: bool = False


def lines_of(section: Section) -> Iterator[SectionLine]:
    """Yield the lines of a section itself, without its title and inner sections."""
    yield from map(SectionLine, section.paragraphs)
    for name, value in section.facts:
        yield SectionLine(f"{name}{'' if name.endswith('?') else ':'} {value}", "", "  ")
    yield from (SectionLine(text, "* ", "  ") for text in section.bullets)
    for item in section.items:
        yield from _lines_of_item(item)
    yield from (_line_of(row, "") for row in section.rows)


def _lines_of_item(item: SectionItem) -> Iterator[SectionLine]:
    mark = f"{minutes(item.at.at):>6}  " if item.at else "* "
    hang = " " * len(mark)
    yield SectionLine(item.title, mark, hang, title=True, moment=item.at)
    yield from (_line_of(moment, "    ") for moment in item.moments)
    if item.more:
        yield SectionLine(f"and {item.more} more", "    ")
    for name, value in item.notes:
        yield SectionLine(f"{name}: {value}" if name else value, hang, hang)


def _line_of(moment: EntrySummary, indent: str) -> SectionLine:
    mark = f"{indent}{clock(moment.at):<7} "
    return SectionLine(spoken(moment), mark, " " * len(mark), moment=moment)


def spoken(moment: EntrySummary) -> str:
    """Return an entry with its role, without its time."""
    return f"{moment.who}: {moment.text}" if moment.who else moment.text


def count_words(sections: Iterable[Section]) -> int:
    """Return the number of words of sections, titles and times included."""
    return sum(
        len(section.title.split())
        + sum(len(f"{line.mark} {line.text}".split()) for line in lines_of(section))
        + count_words(section.sections)
        for section in sections
    )
