"""How a page looks. A view shows one page, and takes the keys that mean something on it.

Texts of scenarios and what is said in calls carry the class `as-written`: they are content in the
language of its file. All else comes from the translation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.awareness.pages import (
    Deciding,
    Endings,
    Guess,
    Note,
    Page,
    Reading,
    Showing,
    Slide,
    TakingPage,
)
from simulator.awareness.story.narration import Moment
from simulator.core.instant import Millis

if TYPE_CHECKING:
    from simulator.content.library.translation import Translation
    from simulator.session.clock import Clock


class View(VerticalScroll):
    """A page on the screen."""

    can_focus = False

    def __init__(self, page: Page, say: Translation) -> None:
        """A view of `page`, in the words of `say`."""
        super().__init__(id="view")
        self.page = page
        self.say = say

    def heading(self) -> Static:
        """The page's heading."""
        return Static(self.page.heading, classes="heading", markup=False)

    def on_mount(self) -> None:
        """Show it from where it was left."""
        self.call_after_refresh(self.scroll_to, y=self.page.scrolled, animate=False)
        self.watch(self, "scroll_y", self._keep_place, init=False)

    def _keep_place(self, row: float) -> None:
        self.page.scrolled = row

    # --- what keys mean here ----------------------------------------------------------------------

    def forward(self) -> bool:
        """Show more of this page, a screen further down; false when there is no more."""
        if self.scroll_y >= self.max_scroll_y:
            return False
        self.scroll_page_down(animate=False)
        return True

    def back(self) -> bool:
        """Show what is above; false when it is at its beginning."""
        if self.scroll_y <= 0:
            return False
        self.scroll_page_up(animate=False)
        return True

    @property
    def scrolls(self) -> bool:
        """Whether there is more of this page than is seen."""
        return self.show_vertical_scrollbar

    def let_see(self, row: int) -> None:
        """Scroll, if need be, until a row of the page can be seen."""
        if not self.scroll_y <= row < self.scroll_y + self.size.height - 1:
            self.scroll_to(y=max(0, row - self.size.height // 2), animate=False)

    def move(self, step: int) -> None:
        """Mark the row above (-1) or below (1); where there are no rows, scroll."""
        self.scroll_relative(y=step, animate=False)

    def mark(self, row: int) -> None:
        """The row that stands there, from 0, was touched; where there are no rows, nothing."""

    def on_click(self, event: events.Click) -> None:
        """Mark the row that is touched: there may be no keyboard."""
        for rows in self.query("#rows"):
            row = event.screen_y - rows.region.y
            if 0 <= row < rows.size.height:
                self.mark(row)

    def digit(self, digit: int) -> None:
        """A digit was pressed."""

    def erase(self) -> bool:
        """Take a digit back; false where there are none."""
        return False

    def chosen(self) -> list[Page]:
        """The pages that the marked row leads to; none where rows lead nowhere."""
        return []

    # --- time -------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Show what is due by the clock."""

    def wait(self) -> Millis | None:
        """Real milliseconds until something is due; none when nothing will be."""
        return None

    @property
    def runs(self) -> bool | None:
        """Whether time goes by here; none where there is no time."""
        return None

    def hold(self) -> None:
        """Let time stand still."""

    def release(self) -> None:
        """Let time go on."""

    def change_speed(self, step: int) -> None:
        """Go faster (1) or slower (-1)."""


def clickable(text: str, action: str) -> Content:
    """A text that does something when it is clicked or touched."""
    return Content.from_markup(f"[@click={action}]$text[/]", text=text)


def paragraphs(texts: Iterable[str], classes: str) -> Iterable[Static]:
    """A widget for each text."""
    return [Static(text, classes=classes, markup=False) for text in texts]


class SlideView(View):
    """A few sentences."""

    page: Slide

    def compose(self) -> ComposeResult:
        """The heading, then everything below each other."""
        yield self.heading()
        if self.page.big:
            yield Static(self.page.big, classes="big", markup=False)
        yield from paragraphs(self.page.sentences, "sentence")
        for point in self.page.points:
            first, _, rest = point.partition("\n")
            told = Text.assemble((first, "bold"), f"\n{rest}") if rest else point
            yield Static(told, classes="point", markup=False)
        if self.page.watch is not None:
            yield Static(clickable(self.page.watch_says, "screen.touched('watch')"), classes="hint")
        yield from paragraphs(self.page.small, "small")


class NoteView(View):
    """What a call contains, and the choices."""

    page: Note

    def compose(self) -> ComposeResult:
        """The note, and below it what can be done, with its keys."""
        yield self.heading()
        yield from paragraphs(self.page.sentences, "sentence")
        yield Static(self.say("note-choose"), classes="ask", markup=False)
        maybe = [("milder", self.page.milder), ("read", self.page.read)]
        actions = ["go_on", *(name for name, pages in maybe if pages), "skip"]
        for action, choice in zip(actions, self.page.choices, strict=True):
            yield Static(clickable(choice, f"screen.touched('{action}')"), classes="choice")


class ReadingView(View):
    """A call to read."""

    page: Reading

    def compose(self) -> ComposeResult:
        """Every line, to scroll."""
        yield self.heading()
        for moment in self.page.moments:
            yield Static(told(moment, self.say), classes="read-line", markup=False)


def told(moment: Moment, say: Translation) -> Text:
    """A moment as a line."""
    if moment.news:
        return Text(moment.text, style="bold")
    who = f"{say('line-who', who=moment.who)} " if moment.who else ""
    return Text.assemble((who, "bold"), moment.text)


def view_of(page: Page, say: Translation, clock: Clock) -> View:
    """The view of a page."""
    from simulator.tui.awareness.endings import EndingsView
    from simulator.tui.awareness.hands import DecidingView, GuessView
    from simulator.tui.awareness.playing import ShowingView, TakingView

    match page:
        case Slide():
            return SlideView(page, say)
        case Note():
            return NoteView(page, say)
        case Reading():
            return ReadingView(page, say)
        case Deciding():
            return DecidingView(page, say)
        case Endings():
            return EndingsView(page, say)
        case Guess():
            return GuessView(page, say)
        case Showing():
            return ShowingView(page, say, clock)
        case TakingPage():
            return TakingView(page, say, clock)
    raise TypeError(page)
