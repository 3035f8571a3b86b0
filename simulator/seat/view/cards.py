"""Cards: what a seat sees beside the captions, as values that each front end draws in its own way.

`SeatView.cards(role)` returns the cards of a seat, the most important first. Their ids:

* caller: ``recording`` (while it plays), ``room``, ``loudness``;
* operator: ``prompts``, ``heard``, ``handover``, ``number``, ``decisions``;
* call handler: ``incident``, ``thrive``, ``officers``, ``desk``, ``where``, ``briefed``, ``log``,
  ``given``, ``questions``.

A card has a title and lines. A line has a short label, a text, and a weight; it may have a scale or
a strip. Every line is complete as words: a scale and a strip only show again what the text says.
"""

from enum import StrEnum
from typing import NamedTuple


class LineWeight(StrEnum):
    """The three weights of type. None is the only sign of a state."""

    LOUD = "loud"
    """Look at it."""
    PLAIN = "plain"
    QUIET = "quiet"
    """Nothing yet; skip it."""


class KnownBy(StrEnum):
    """How a fact is known. Whose word or which data it is, the line's source says."""

    SAID = "said"
    """By the caller: a word, or a sign of a code."""
    HEARD = "heard"
    """By the seat itself."""
    DATA = "data"
    OTHERS = "others"
    """Said by another than the caller: it replaces nothing."""
    NOT = "not_known"


class Scale(NamedTuple):
    """How far something reaches in a few steps."""

    at: int
    """Steps reached, from 0 to `steps`."""
    steps: int


class SignStrip(NamedTuple):
    """Signs over time, the oldest first: each cell is as long as the others."""

    cells: str
    """One character a cell: a sign of the legend, ``#`` for what has passed, ``.`` for nothing."""
    legend: tuple[tuple[str, str], ...]
    """Each sign that occurs, with its meaning."""


class ChartPoint(NamedTuple):
    """A unit on a chart, in metres from the best position."""

    label: str
    east: int
    north: int
    comes: bool
    """Whether it was sent."""


class AreaChart(NamedTuple):
    """The area around the best position: what a card's lines say, as a picture."""

    reach: int
    """Metres from the middle to the edge."""
    circle: int
    """Metres around the middle within which the caller is; 0 for an address."""
    points: tuple[ChartPoint, ...]


class CardLine(NamedTuple):
    """One line of a card."""

    text: str
    label: str = ""
    """A word or two before the text: what it is, or the state it is in. No word of the text."""
    weight: LineWeight = LineWeight.PLAIN
    scale: Scale | None = None
    strip: SignStrip | None = None
    known: KnownBy | None = None
    """How a fact is known; None if the line is none."""
    source: str = ""
    """Who says so, and when."""

    @property
    def said(self) -> str:
        """Its text with who says so and its strip, in words."""
        source = f" ({self.source})" if self.source else ""
        return f"{self.text}{source}{_strip_in_words(self.strip)}"

    @property
    def in_words(self) -> str:
        """All of it, as one reads it aloud."""
        return f"{self.label}: {self.said}" if self.label else self.said


def _strip_in_words(strip: SignStrip | None) -> str:
    if strip is None:
        return ""
    legend = ", ".join(f"{sign} is {meaning}" for sign, meaning in strip.legend)
    return f": {strip.cells}" + (f" ({legend})" if legend else "")


class Card(NamedTuple):
    """Lines under a title."""

    id: str
    title: str
    lines: tuple[CardLine, ...]
    note: str = ""
    """A word or two beside the title, such as the grade of an incident."""
    chart: AreaChart | None = None
    """A picture of what the lines say; None if there is none."""

    @property
    def in_words(self) -> tuple[str, ...]:
        """Its lines as one reads them aloud."""
        return tuple(each.in_words for each in self.lines)


def quiet(text: str, label: str = "") -> CardLine:
    """Return a line that says that there is nothing yet."""
    return CardLine(text, label, LineWeight.QUIET)


def loud(text: str, label: str = "") -> CardLine:
    """Return a line to look at."""
    return CardLine(text, label, LineWeight.LOUD)
