"""Pages with rows to mark: a show of hands, and what would come of each answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from simulator.room.pages import Deciding, Endings, Guess, Page
from simulator.tui.room.views import View, paragraphs, told

if TYPE_CHECKING:
    from simulator.content.translation import Translation

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

    def move(self, step: int) -> None:
        """Mark another row."""
        self.marked = (self.marked + step) % len(self.labels())
        self.show_rows()
        self.scroll_to_marked()

    def scroll_to_marked(self) -> None:
        """Let the marked row be seen."""
        top = self.query_one("#rows").virtual_region.y + self.marked
        if not self.scroll_y <= top < self.scroll_y + self.size.height - 1:
            self.scroll_to(y=max(0, top - self.size.height // 2), animate=False)

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
        yield Static(self.say("decide-how"), classes="small", markup=False)

    def labels(self) -> Sequence[str]:
        """What could be done."""
        return self.page.ways

    def chosen(self) -> list[Page]:
        """The marked way played on."""
        return self.page.follows(self.marked)


class EndingsView(View):
    """What would come of each way."""

    page: Endings

    def compose(self) -> ComposeResult:
        """A row for each way, with how it would end; below, what decided the marked one."""
        yield self.heading()
        yield Static(self._rows(), id="rows", markup=False)
        yield Static(self.page.whys[self.page.marked], id="why", markup=False)
        yield Static(self.say("all-how"), classes="small", markup=False)
        yield from paragraphs(self.page.small, "small")

    def _rows(self) -> Text:
        deciding = self.page.deciding
        assert deciding is not None
        text = Text()
        widest = max(map(cell_len, deciding.ways))
        for place, (way, ends) in enumerate(zip(deciding.ways, self.page.outcomes, strict=True)):
            here = place == self.page.marked
            space = " " * (widest - cell_len(way))
            text.append(f"{'▶' if here else ' '} ", style="bold")
            text.append(f"{way}{space}", style="bold reverse" if here else "bold")
            text.append(f"  {ends}\n")
        text.rstrip()
        return text

    def move(self, step: int) -> None:
        """Mark another row."""
        self.page.marked = (self.page.marked + step) % len(self.page.outcomes)
        self.query_one("#rows", Static).update(self._rows())
        self.query_one("#why", Static).update(self.page.whys[self.page.marked])
        rows = self.query_one("#rows")
        share = rows.size.height * self.page.marked // len(self.page.outcomes)
        top = rows.virtual_region.y + share
        if not self.scroll_y <= top < self.scroll_y + self.size.height - 2:
            self.scroll_to(y=max(0, top - self.size.height // 2), animate=False)

    def chosen(self) -> list[Page]:
        """The marked way played on."""
        assert self.page.deciding is not None
        return self.page.deciding.follows(self.page.marked)


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
