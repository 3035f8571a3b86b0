"""Cards: what a seat sees beside the captions, as values that each front end draws in its own way.

`SeatView.cards(role)` returns the cards of a seat, the most important first. Their ids:

* caller: ``recording`` (while it plays), ``room``, ``loudness``;
* operator: ``prompts``, ``heard``, ``handover``, ``number``, ``decisions``;
* call handler: ``incident``, ``officers``, ``thrive``, ``questions``, ``log``.

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


class CardLine(NamedTuple):
    """One line of a card."""

    text: str
    label: str = ""
    """A word or two before the text: what it is, or the state it is in. No word of the text."""
    weight: LineWeight = LineWeight.PLAIN
    scale: Scale | None = None
    strip: SignStrip | None = None


class Card(NamedTuple):
    """Lines under a title."""

    id: str
    title: str
    lines: tuple[CardLine, ...]


def quiet(text: str, label: str = "") -> CardLine:
    """Return a line that says that there is nothing yet."""
    return CardLine(text, label, LineWeight.QUIET)


def loud(text: str, label: str = "") -> CardLine:
    """Return a line to look at."""
    return CardLine(text, label, LineWeight.LOUD)
