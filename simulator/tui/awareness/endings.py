"""What would come of each answer: the answers that end alike stand together, their end once."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from simulator.awareness.pages import Endings, Page
from simulator.tui.awareness.views import View, clickable, paragraphs

HELD = 4
"""Columns for the bracket that holds together the answers that end alike."""


class Rows(Static):
    """A row for each way, with how it would end."""

    def __init__(self, page: Endings) -> None:
        """The rows of `page`, in which its marked way is marked."""
        super().__init__("", id="rows", markup=False)
        self._page = page
        assert page.deciding is not None
        self._ways = page.deciding.ways

    def on_resize(self) -> None:
        """Break the lines for this width."""
        self.show()

    def show(self) -> None:
        """Show the rows as they are now."""
        self.update(Text("\n").join(line for _, line in self._lines()))

    def places(self) -> list[int | None]:
        """The place of the way in each row; none where an end takes one more."""
        return [place for place, _ in self._lines()]

    def _lines(self) -> Iterator[tuple[int | None, Text]]:
        """Each row: the place of the way in it, if any, and what it says."""
        first = max(map(cell_len, self._ways)) + 2
        room = max(1, self.size.width - first - HELD)
        for ends, places in self._page.alike:
            told = Text(ends).wrap(self.app.console, room)
            high = max(len(places), len(told))
            above = (high - len(told)) // 2
            for row in range(high):
                place = places[row] if row < len(places) else None
                line = self._way(place)
                line.pad_right(first - line.cell_len)
                line.append(f"  {_bracket(row, high)} ")
                if 0 <= row - above < len(told):
                    line.append_text(told[row - above])
                yield place, line

    def _way(self, place: int | None) -> Text:
        """A way, marked if it is the marked one."""
        if place is None:
            return Text()
        here = place == self._page.marked
        sign, style = ("▶ ", "bold reverse") if here else ("  ", "bold")
        return Text.assemble((sign, "bold"), (self._ways[place], style))


def _bracket(row: int, of: int) -> str:
    if of == 1:
        return "─"
    return "┐" if row == 0 else "┘" if row == of - 1 else "│"


class EndingsView(View):
    """What would come of each way."""

    page: Endings

    def compose(self) -> ComposeResult:
        """The rows; below, what decided the marked one."""
        yield self.heading()
        yield Rows(self.page)
        yield Static(self.page.whys[self.page.marked], id="why", markup=False)
        yield Static(clickable(self.say("all-how"), "screen.touched('watch')"), classes="small")
        yield from paragraphs(self.page.small, "small")

    def move(self, step: int) -> None:
        """Mark another row."""
        order = [place for _, places in self.page.alike for place in places]
        self._mark(order[(order.index(self.page.marked) + step) % len(order)])
        rows = self.query_one(Rows)
        self.let_see(rows.virtual_region.y + rows.places().index(self.page.marked))

    def mark(self, row: int) -> None:
        """Mark the row that is touched."""
        place = self.query_one(Rows).places()[row]
        if place is not None:
            self._mark(place)

    def _mark(self, place: int) -> None:
        self.page.marked = place
        self.query_one(Rows).show()
        self.query_one("#why", Static).update(self.page.whys[place])

    def chosen(self) -> list[Page]:
        """The marked way played on."""
        assert self.page.deciding is not None
        return self.page.deciding.follows(self.page.marked)
