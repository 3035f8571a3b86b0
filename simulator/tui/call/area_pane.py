"""The area around the best position, drawn in the dots of Braille letters: a circle, and units."""

import math
from collections.abc import Iterator
from textwrap import wrap

from textual.content import Content

from simulator.seat.view.cards import AreaChart, Card, ChartPoint
from simulator.tui.call.card_pane import CardPane

_ROWS = 9
"""Rows of the drawing (our choice)."""
_MADE_UP = "How far is as listed; directions are made up."
"""Below drawn units: a list gives how far each is, and nothing gives from where it comes."""
_BLANK = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a cell, by row and column."""
_MIDDLE, _COMES, _WAITS = "\N{BULLSEYE}", "\N{BLACK SQUARE}", "\N{WHITE SQUARE}"


class AreaPane(CardPane):
    """The drawing above the words that say the same; without room for it, the words alone."""

    def rows(self, card: Card, width: int) -> Iterator[Content]:
        """Yield the drawing, then the lines."""
        if card.chart is not None and not self.screen.has_class("-short"):
            yield from _Drawing(card.chart, width).rows()
            if card.chart.points:
                yield from (Content.assemble((row, "$quiet")) for row in wrap(_MADE_UP, width))
        yield from super().rows(card, width)


class _Drawing:
    """Cells of a drawing, each with a letter and a colour."""

    def __init__(self, chart: AreaChart, width: int) -> None:
        self._chart, self._width = chart, width
        self._bits: dict[tuple[int, int], int] = {}
        self._colours: dict[tuple[int, int], str] = {}
        self._letters: dict[tuple[int, int], tuple[str, str]] = {}
        self._per_dot = chart.reach / (min(2 * width, 4 * _ROWS) / 2 - 1)

    def rows(self) -> Iterator[Content]:
        """Yield the rows of the drawing."""
        self._circle()
        for point in self._chart.points:
            if point.comes:
                self._track(point)
        self._word(0, 0, _MIDDLE, "$caller")
        for point in reversed(self._chart.points):
            number = point.label.rpartition(" ")[2]
            mark, colour = (_COMES, "bold $colleague") if point.comes else (_WAITS, "$quiet")
            self._word(point.east, point.north, f"{mark} {number}", colour)
        for row in range(_ROWS):
            yield Content.assemble(*(self._cell(row, column) for column in range(self._width)))

    def _cell(self, row: int, column: int) -> tuple[str, str]:
        if (row, column) in self._letters:
            return self._letters[row, column]
        bits = self._bits.get((row, column), 0)
        return (chr(_BLANK + bits), self._colours[row, column]) if bits else (" ", "")

    def _place(self, east: float, north: float) -> tuple[int, int]:
        """Return the dot of a place: its column and row."""
        across = self._width + round(east / self._per_dot)
        return across, 2 * _ROWS - round(north / self._per_dot)

    def _dot(self, east: float, north: float, colour: str) -> None:
        across, down = self._place(east, north)
        if 0 <= across < 2 * self._width and 0 <= down < 4 * _ROWS:
            cell = down // 4, across // 2
            self._bits[cell] = self._bits.get(cell, 0) | _DOTS[down % 4][across % 2]
            self._colours.setdefault(cell, colour)

    def _circle(self) -> None:
        radius = self._chart.circle
        for step in range(180 if radius / self._per_dot >= 2 else 0):
            turn = step * math.pi / 90
            self._dot(radius * math.sin(turn), radius * math.cos(turn), "$caller")

    def _track(self, point: ChartPoint) -> None:
        """Draw the way that a unit still has to go."""
        far = math.hypot(point.east, point.north)
        steps = round(far / self._per_dot / 2)
        for step in range(1, steps):
            share = step / steps
            self._dot(point.east * share, point.north * share, "$colleague")

    def _word(self, east: float, north: float, word: str, colour: str) -> None:
        across, down = self._place(east, north)
        row = min(_ROWS - 1, max(0, down // 4))
        column = min(self._width - len(word), max(0, across // 2))
        for place, letter in enumerate(word):
            self._letters[row, column + place] = letter, colour
