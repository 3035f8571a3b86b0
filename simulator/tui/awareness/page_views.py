"""Views: the widget of a page, which also handles the page's keys.

Texts of scenarios and spoken lines have the class `as-written`: they stay in the language of their
file. All other texts come from the translation.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.awareness.narration import NarrationLine
from simulator.awareness.pages import Page, Point
from simulator.awareness.running_calls import Playback, TakenCall
from simulator.content.library.translations import Translation
from simulator.core.instant import Millis

CHOICE_KEYS = {
    "go_on": "g", "milder": "m", "read": "r", "skip": "s", "watch": "w", "written": "o",
}  # fmt: skip
"""The key of each choice of a page."""


class View(VerticalScroll):
    """The view of a page, with the name of the page's class as its style."""

    can_focus = False

    def __init__(self, page: Page, say: Translation) -> None:
        super().__init__(id="view", classes=type(page).__name__)
        self.page = page
        self.say = say

    def compose(self) -> ComposeResult:
        page, say = self.page, self.say
        yield shown(page.heading, "heading")
        yield from paragraphs(filter(None, [page.big]), "big")
        yield from paragraphs(page.sentences, "sentence")
        yield from paragraphs((line_text(line, say) for line in page.lines), "line as-written")
        yield from paragraphs(map(_point, page.points), "point")
        yield from paragraphs(filter(None, [page.ask]), "ask")
        if page.options:
            yield Options(page)
            keys = "options-how" if page.follows else "options-mark"
            yield shown(as_key(say(keys), "w"), "small")
        for choice in page.choices:
            key = CHOICE_KEYS[choice.name]
            yield shown(as_key(f"{key}: {choice.label}", key), "choice")
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
        """Mark the option above (-1) or below (1); without options, scroll."""
        for options in self.query(Options):
            options.mark((self.page.marked + step) % len(self.page.options))
            options.scroll_visible(animate=False)
            return
        self.scroll_relative(y=step, animate=False)

    def mark(self, row: int) -> None:
        """Mark a row, counted from 0, after a touch."""
        for options in self.query(Options):
            options.mark(min(row, len(self.page.options) - 1))

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


def _point(point: Point) -> str | Text:
    return Text.assemble((point.text, "bold"), f"\n{point.more}") if point.more else point.text


class Options(Static):
    """A row for each option, with one marked."""

    def __init__(self, page: Page) -> None:
        super().__init__("", id="rows", markup=False)
        self._page = page
        self.mark(page.marked)

    def mark(self, place: int) -> None:
        """Mark an option."""
        self._page.marked = place
        rows = (
            Text(f"{'▶' if n == place else ' '}  {label}", "bold reverse" if n == place else "")
            for n, label in enumerate(self._page.options)
        )
        self.update(Text("\n").join(rows))
