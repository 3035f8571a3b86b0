"""Views: the widget of a page, which also handles the page's keys.

Texts of scenarios and spoken lines have the class `as-written`: they stay in the language of their
file. All other texts come from the translation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.awareness.narration import NarrationLine
from simulator.awareness.pages import (
    ContentNotePage,
    DecidingPage,
    EndingsPage,
    GuessPage,
    OptionsPage,
    Page,
    ReadingPage,
    SlidePage,
)
from simulator.awareness.running_calls import Playback, TakenCall
from simulator.content.library.translations import Translation
from simulator.core.instant import Millis

CHOICE_KEYS = {"go_on": "g", "milder": "m", "read": "r", "skip": "s"}
"""The key of each choice of a content note."""


class View(VerticalScroll):
    """The view of a page, with the name of the page's class as its style."""

    can_focus = False

    def __init__(self, page: Page, say: Translation) -> None:
        super().__init__(id="view", classes=type(page).__name__)
        self.page = page
        self.say = say

    def compose(self) -> ComposeResult:
        page, say = self.page, self.say
        if not isinstance(page, DecidingPage):
            yield shown(page.heading, "heading")
        match page:
            case SlidePage():
                yield from _slide(page)
            case ContentNotePage():
                yield from paragraphs(page.sentences, "sentence")
                yield shown(say("note-choose"), "ask")
                for name, choice in page.choices.items():
                    yield shown(as_key(choice.label, CHOICE_KEYS[name]), "choice")
            case ReadingPage():
                yield from paragraphs((line_text(m, say) for m in page.moments), "read-line")
            case DecidingPage():
                if page.last is not None:
                    yield shown(line_text(page.last, say), "last as-written")
                yield shown(page.who, "ask")
                yield shown(page.ask, "sentence as-written")
                yield Rows(page)
                yield shown(as_key(say("decide-how"), "w"), "small")
            case GuessPage():
                yield shown(f"“{page.statement}”", "big")
                yield shown(say("myth-ask"), "ask")
                yield Rows(page)
                yield shown(say("myth-how"), "small")
            case EndingsPage():
                yield Rows(page)
                yield Static(page.whys[page.marked], id="why", markup=False)
                yield shown(as_key(say("all-how"), "w"), "small")
                yield from paragraphs(page.small, "small")

    def on_mount(self) -> None:
        self.call_after_refresh(self.scroll_to, y=self.page.scrolled, animate=False)
        self.call_after_refresh(self.tick)
        self.watch(self, "scroll_y", self._keep_place, init=False)

    def _keep_place(self, row: float) -> None:
        self.page.scrolled = row

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

    call: Playback | TakenCall | None = None

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


def shown(text: str | Text | Content, classes: str) -> Static:
    """Return the widget of a text."""
    return Static(text, classes=classes, markup=False)


def paragraphs(texts: Iterable[str | Text], classes: str) -> Iterable[Static]:
    """Return a widget for each text."""
    return [shown(text, classes) for text in texts]


def clickable(text: str, action: str) -> Content:
    """Return a text with an action on click or touch."""
    return Content.from_markup(f"[@click={action}]$text[/]", text=text)


def as_key(text: str, key: str) -> Content:
    """Return a text that works as a key on click or touch."""
    return clickable(text, f"app.simulate_key('{key}')")


def leave_link(say: Translation) -> Content:
    """Return the button of the quick exit."""
    return clickable(say("foot-leave"), "app.quick_exit").stylize("bold reverse")


def line_text(moment: NarrationLine, say: Translation) -> Text:
    """Return a line of a narration as text."""
    if moment.news:
        return Text(moment.text, style="bold")
    who = f"{say('line-who', who=moment.who)} " if moment.who else ""
    return Text.assemble((who, "bold"), moment.text)


def _slide(page: SlidePage) -> ComposeResult:
    if page.big:
        yield shown(page.big, "big")
    yield from paragraphs(page.sentences, "sentence")
    for point in page.points:
        first, _, rest = point.partition("\n")
        yield shown(Text.assemble((first, "bold"), f"\n{rest}") if rest else point, "point")
    if page.watch is not None:
        yield shown(as_key(page.watch.label, "w"), "hint")
    yield from paragraphs(page.small, "small")


HELD = 4
"""Columns of the bracket around options with the same outcome."""


class Rows(Static):
    """A row for each option; those of a list are grouped by outcome."""

    def __init__(self, page: OptionsPage) -> None:
        super().__init__("", id="rows", markup=False)
        self._page = page

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
        if isinstance(self._page, EndingsPage):
            yield from self._grouped(self._page)
            return
        for place, label in enumerate(self._page.options):
            here = place == self._page.marked
            yield place, Text(f"{'▶' if here else ' '}  {label}", "bold reverse" if here else "")

    def _grouped(self, page: EndingsPage) -> Iterator[tuple[int | None, Text]]:
        first = max(map(cell_len, page.options)) + 2
        room = max(1, self.size.width - first - HELD)
        for ends, places in page.alike.items():
            wrapped = Text(ends).wrap(self.app.console, room)
            high = max(len(places), len(wrapped))
            above = (high - len(wrapped)) // 2
            for row in range(high):
                place, line = places[row] if row < len(places) else None, Text()
                if place is not None:
                    here = place == page.marked
                    sign, style = ("▶ ", "bold reverse") if here else ("  ", "bold")
                    line = Text.assemble((sign, "bold"), (page.options[place], style))
                line.pad_right(first - line.cell_len)
                line.append(f"  {_bracket(row, high)} ")
                if 0 <= row - above < len(wrapped):
                    line.append_text(wrapped[row - above])
                yield place, line


def _bracket(row: int, of: int) -> str:
    if of == 1:
        return "─"
    return "┐" if row == 0 else "┘" if row == of - 1 else "│"


class OptionsView(View):
    """The view of a page with options."""

    page: OptionsPage

    def move(self, step: int) -> None:
        places = self.query_one(Rows).places()
        order = [place for place in places if place is not None]
        marked = order[(order.index(self.page.marked) + step) % len(order)]
        self._mark(marked)
        row = int(self.query_one(Rows).virtual_region.y) + places.index(marked)
        if not self.scroll_y <= row < self.scroll_y + self.size.height - 1:
            self.scroll_to(y=max(0, row - self.size.height // 2), animate=False)

    def mark(self, row: int) -> None:
        place = self.query_one(Rows).places()[row]
        if place is not None:
            self._mark(place)

    def _mark(self, place: int) -> None:
        self.page.marked = place
        self.query_one(Rows).show()
        if isinstance(self.page, EndingsPage):
            self.query_one("#why", Static).update(self.page.whys[place])
