"""Pages with a show of hands: rows to mark, with a number before each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from simulator.awareness.pages import Deciding, Guess, Page
from simulator.tui.awareness.views import View, clickable, told

if TYPE_CHECKING:
    from simulator.content.library.translation import Translation

MOST_HANDS = 99
"""More hands than that are not counted."""


class Hands(View):
    """Rows of which one is marked, each with a number of hands, which goes with the view.

    So the counts are gone as soon as another page is shown; a cover or a window on top leaves them.
    """

    marked = 0

    def __init__(self, page: Page, say: Translation) -> None:
        """No hands are counted yet."""
        super().__init__(page, say)
        self.hands: dict[int, int] = {}

    def labels(self) -> Sequence[str]:
        """What stands in the rows."""
        raise NotImplementedError

    def rows(self) -> Text:
        """The rows, the marked one with a sign before it."""
        text = Text()
        for place, label in enumerate(self.labels()):
            here = place == self.marked
            count = self.hands.get(place)
            number = f"{count:>3}" if count is not None else "   "
            style = "bold reverse" if here else ""
            text.append(f"{'▶' if here else ' '} {number}  {label}", style=style)
            text.append("\n")
        text.rstrip()
        return text

    def show_rows(self) -> None:
        """Show the rows as they are now."""
        self.query_one("#rows", Static).update(self.rows())

    def mark(self, row: int) -> None:
        """Mark the row that is touched."""
        if row < len(self.labels()):
            self.marked = row
            self.show_rows()

    def move(self, step: int) -> None:
        """Mark another row."""
        self.mark((self.marked + step) % len(self.labels()))
        self.let_see(self.query_one("#rows").virtual_region.y + self.marked)

    def digit(self, digit: int) -> None:
        """Write a number of hands for the marked row, digit by digit."""
        counted = self.hands.get(self.marked, 0) * 10 + digit
        self.hands[self.marked] = digit if counted > MOST_HANDS else counted
        self.show_rows()

    def erase(self) -> bool:
        """Take the last digit back."""
        if self.marked not in self.hands:
            return False
        left = self.hands[self.marked] // 10
        if left:
            self.hands[self.marked] = left
        else:
            del self.hands[self.marked]
        self.show_rows()
        return True


class DecidingView(Hands):
    """The call waits: what would the room do?"""

    page: Deciding

    def compose(self) -> ComposeResult:
        """Who decides, the question, and what could be done."""
        if self.page.last is not None:
            last = told(self.page.last, self.say)
            yield Static(last, classes="last as-written", markup=False)
        yield Static(self.page.who, classes="ask", markup=False)
        yield Static(self.page.ask, classes="sentence as-written", markup=False)
        yield Static(self.rows(), id="rows", markup=False)
        how = clickable(self.say("decide-how"), "screen.touched('watch')")
        yield Static(how, classes="small")

    def labels(self) -> Sequence[str]:
        """What could be done."""
        return self.page.ways

    def chosen(self) -> list[Page]:
        """The marked way played on."""
        return self.page.follows(self.marked)


class GuessView(Hands):
    """A belief, and a show of hands."""

    page: Guess

    def compose(self) -> ComposeResult:
        """The statement, and the three answers."""
        yield self.heading()
        yield Static(f"“{self.page.statement}”", classes="big", markup=False)
        yield Static(self.say("myth-ask"), classes="ask", markup=False)
        yield Static(self.rows(), id="rows", markup=False)
        yield Static(self.say("myth-how"), classes="small", markup=False)

    def labels(self) -> Sequence[str]:
        """The answers."""
        return [self.say(f"myth-{answer}") for answer in ("true", "false", "depends")]
