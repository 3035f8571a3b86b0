"""Views: one widget for each kind of page, which also handles the page's keys.

Texts of scenarios and spoken lines have the class `as-written`: they stay in the language of their
file. All other texts come from the translation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.awareness.caller_choice_pages import CallerChoicePages
from simulator.awareness.pages import (
    ContentNotePage,
    DecidingPage,
    EndingsPage,
    GuessPage,
    Page,
    ReadingPage,
    SlidePage,
)
from simulator.awareness.story.narration import NarrationLine
from simulator.awareness.story.playback import Playback
from simulator.content.library.translations import Translation
from simulator.core.instant import Millis
from simulator.session.clock import Clock


class View(VerticalScroll):
    """The view of a page."""

    can_focus = False

    def __init__(self, page: Page, say: Translation, clock: Clock) -> None:  # noqa: ARG002
        super().__init__(id="view")
        self.page = page
        self.say = say

    def heading(self) -> Static:
        """Return the heading."""
        return Static(self.page.heading, classes="heading", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self.scroll_to, y=self.page.scrolled, animate=False)
        self.call_after_refresh(self.tick)
        self.watch(self, "scroll_y", self._keep_place, init=False)

    def _keep_place(self, row: float) -> None:
        self.page.scrolled = row

    # --- keys -------------------------------------------------------------------------------------

    def forward(self) -> bool:
        """Scroll down one screen; return False at the end."""
        if self.scroll_y >= self.max_scroll_y:
            return False
        self.scroll_page_down(animate=False)
        return True

    def back(self) -> bool:
        """Scroll up one screen; return False at the beginning."""
        if self.scroll_y <= 0:
            return False
        self.scroll_page_up(animate=False)
        return True

    @property
    def scrolls(self) -> bool:
        """Whether the page is longer than the screen."""
        return self.show_vertical_scrollbar

    def let_see(self, row: int) -> None:
        """Scroll to a row of the page if it isn't visible."""
        if not self.scroll_y <= row < self.scroll_y + self.size.height - 1:
            self.scroll_to(y=max(0, row - self.size.height // 2), animate=False)

    def move(self, step: int) -> None:
        """Mark the row above (-1) or below (1); without rows, scroll."""
        self.scroll_relative(y=step, animate=False)

    def mark(self, row: int) -> None:
        """Mark a row, counted from 0, after a touch."""

    def on_click(self, event: events.Click) -> None:
        # There may be no keyboard.
        for rows in self.query("#rows"):
            row = event.screen_y - rows.region.y
            if 0 <= row < rows.size.height:
                self.mark(row)

    def digit(self, digit: int) -> None:
        """Handle a digit."""

    def chosen(self) -> list[Page]:
        """Return the pages of the marked row; empty if it has none."""
        return []

    # --- the running call of a page ---------------------------------------------------------------

    call: Playback | CallerChoicePages | None = None

    def show_call(self) -> None:
        """Show the call as it is now."""

    def on_resize(self) -> None:
        self.tick()

    def tick(self) -> None:
        """Advance the call to the clock's time; not while the page is mounted or removed."""
        if self.call is not None and self.is_mounted and self.display:
            self.call.poll()
            self.show_call()

    def wait(self) -> Millis | None:
        """Return the real time in ms until something is due, or None."""
        return None if self.call is None else self.call.wait()

    @property
    def runs(self) -> bool | None:
        """Whether the call runs; None if there is none, or when it is over."""
        return None if self.call is None or self.call.over else not self.call.paused

    def hold(self) -> None:
        """Pause the call."""
        if self.call is not None:
            self.call.poll()
            self.call.pause()
            self.show_call()

    def release(self) -> None:
        """Resume the call."""
        if self.call is not None:
            self.call.resume()
            self.show_call()


def clickable(text: str, action: str) -> Content:
    """Return a text with an action on click or touch."""
    return Content.from_markup(f"[@click={action}]$text[/]", text=text)


def leave_link(say: Translation) -> Content:
    """Return the button of the quick exit."""
    return clickable(say("foot-leave"), "app.quick_exit").stylize("bold reverse")


def paragraphs(texts: Iterable[str], classes: str) -> Iterable[Static]:
    """Return a widget for each text."""
    return [Static(text, classes=classes, markup=False) for text in texts]


class SlideView(View):
    """A few sentences."""

    page: SlidePage

    def compose(self) -> ComposeResult:
        yield self.heading()
        if self.page.big:
            yield Static(self.page.big, classes="big", markup=False)
        yield from paragraphs(self.page.sentences, "sentence")
        for point in self.page.points:
            first, _, rest = point.partition("\n")
            text = Text.assemble((first, "bold"), f"\n{rest}") if rest else point
            yield Static(text, classes="point", markup=False)
        if self.page.watch is not None:
            yield Static(clickable(self.page.watch_says, "screen.touched('watch')"), classes="hint")
        yield from paragraphs(self.page.small, "small")


class NoteView(View):
    """A content note with its choices."""

    page: ContentNotePage

    def compose(self) -> ComposeResult:
        yield self.heading()
        yield from paragraphs(self.page.sentences, "sentence")
        yield Static(self.say("note-choose"), classes="ask", markup=False)
        maybe = [("milder", self.page.milder), ("read", self.page.read)]
        actions = ["go_on", *(name for name, pages in maybe if pages), "skip"]
        for action, choice in zip(actions, self.page.choices, strict=True):
            yield Static(clickable(choice, f"screen.touched('{action}')"), classes="choice")


class ReadingView(View):
    """A call to read."""

    page: ReadingPage

    def compose(self) -> ComposeResult:
        yield self.heading()
        for moment in self.page.moments:
            yield Static(line_text(moment, self.say), classes="read-line", markup=False)


def line_text(moment: NarrationLine, say: Translation) -> Text:
    """Return a line of a narration as text."""
    if moment.news:
        return Text(moment.text, style="bold")
    who = f"{say('line-who', who=moment.who)} " if moment.who else ""
    return Text.assemble((who, "bold"), moment.text)


class Choices(View):
    """Rows with one marked."""

    marked = 0

    def labels(self) -> Sequence[str]:
        """Return the labels of the rows."""
        raise NotImplementedError

    def rows(self) -> Text:
        """Return the rows; the marked one has a sign."""
        text = Text()
        for place, label in enumerate(self.labels()):
            here = place == self.marked
            style = "bold reverse" if here else ""
            text.append(f"{'▶' if here else ' '}  {label}", style=style)
            text.append("\n")
        text.rstrip()
        return text

    def show_rows(self) -> None:
        """Update the rows."""
        self.query_one("#rows", Static).update(self.rows())

    def mark(self, row: int) -> None:
        """Mark a row."""
        if row < len(self.labels()):
            self.marked = row
            self.show_rows()

    def move(self, step: int) -> None:
        """Mark another row."""
        self.mark((self.marked + step) % len(self.labels()))
        self.let_see(self.query_one("#rows").virtual_region.y + self.marked)


class DecidingView(Choices):
    """A decision point."""

    page: DecidingPage

    def compose(self) -> ComposeResult:
        if self.page.last is not None:
            last = line_text(self.page.last, self.say)
            yield Static(last, classes="last as-written", markup=False)
        yield Static(self.page.who, classes="ask", markup=False)
        yield Static(self.page.ask, classes="sentence as-written", markup=False)
        yield Static(self.rows(), id="rows", markup=False)
        how = clickable(self.say("decide-how"), "screen.touched('watch')")
        yield Static(how, classes="small")

    def labels(self) -> Sequence[str]:
        """Return the options."""
        return self.page.options

    def chosen(self) -> list[Page]:
        """Return the continuation of the marked option."""
        return self.page.follows(self.marked)


class GuessView(Choices):
    """A myth with three answers."""

    page: GuessPage

    def compose(self) -> ComposeResult:
        yield self.heading()
        yield Static(f"“{self.page.statement}”", classes="big", markup=False)
        yield Static(self.say("myth-ask"), classes="ask", markup=False)
        yield Static(self.rows(), id="rows", markup=False)
        yield Static(self.say("myth-how"), classes="small", markup=False)

    def labels(self) -> Sequence[str]:
        """Return the answers."""
        return [self.say(f"myth-{answer}") for answer in ("true", "false", "depends")]


HELD = 4
"""Columns of the bracket around options with the same outcome."""


class Rows(Static):
    """A row for each option, grouped by outcome."""

    def __init__(self, page: EndingsPage) -> None:
        super().__init__("", id="rows", markup=False)
        self._page = page
        assert page.deciding is not None
        self._ways = page.deciding.options

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Update the rows."""
        self.update(Text("\n").join(line for _, line in self._lines()))

    def places(self) -> list[int | None]:
        """Return the index of the option in each row; None for a further line of an outcome."""
        return [place for place, _ in self._lines()]

    def _lines(self) -> Iterator[tuple[int | None, Text]]:
        """Yield each row with the index of its option, if any."""
        first = max(map(cell_len, self._ways)) + 2
        room = max(1, self.size.width - first - HELD)
        for ends, places in self._page.alike:
            wrapped = Text(ends).wrap(self.app.console, room)
            high = max(len(places), len(wrapped))
            above = (high - len(wrapped)) // 2
            for row in range(high):
                place = places[row] if row < len(places) else None
                line = self._way(place)
                line.pad_right(first - line.cell_len)
                line.append(f"  {_bracket(row, high)} ")
                if 0 <= row - above < len(wrapped):
                    line.append_text(wrapped[row - above])
                yield place, line

    def _way(self, place: int | None) -> Text:
        """Return the label of an option, with a sign if it is marked."""
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
    """The outcomes of all options."""

    page: EndingsPage

    def compose(self) -> ComposeResult:
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
        """Mark the option of a row."""
        place = self.query_one(Rows).places()[row]
        if place is not None:
            self._mark(place)

    def _mark(self, place: int) -> None:
        self.page.marked = place
        self.query_one(Rows).show()
        self.query_one("#why", Static).update(self.page.whys[place])

    def chosen(self) -> list[Page]:
        """Return the continuation of the marked option."""
        assert self.page.deciding is not None
        return self.page.deciding.follows(self.page.marked)
