"""Calls that go on before the room: shown, or taken together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.awareness import pages
from simulator.awareness.caller_choice_pages import CallerChoicePages
from simulator.awareness.pages import (
    ContentNotePage,
    DecidingPage,
    Page,
    ReadingPage,
    ShowingPage,
    SlidePage,
    TakingPage,
)
from simulator.awareness.story.narration import NarrationLine, tell
from simulator.awareness.story.playback import Playback
from simulator.core.instant import Millis
from simulator.seat.view.near_the_caller import near
from simulator.tui.awareness.page_views import (
    DecidingView,
    EndingsView,
    GuessView,
    NoteView,
    ReadingView,
    SlideView,
    View,
    told,
)

if TYPE_CHECKING:
    from simulator.content.library.translations import Translation
    from simulator.session.clock import Clock

MINUTE: Millis = 60_000
BETWEEN = Text("\n\n")
"""What stands between two lines."""


class Lines(Vertical):
    """The last lines of a call: where it is on top, what is new the strongest."""

    def compose(self) -> ComposeResult:
        yield Static("", classes="stage", markup=False)
        yield Static("", classes="before as-written", markup=False)
        yield Static("", classes="newest as-written", markup=False)

    def show(self, moments: Sequence[NarrationLine], say: Translation, *, title: str = "") -> None:
        """Show the last of `moments`: what is new, and as much from before as there is room for."""
        stage = moments[-1].stage if moments else None
        where = say(f"stage-{stage}") if stage else ""
        heading = f"{title}\n{where}" if title else where
        self.query_one(".stage", Static).update(heading)
        lines = [moment for moment in moments if not moment.news]
        newest = [told(moment, say) for moment in lines if moment.at == lines[-1].at]
        before: list[Text] = []
        rows = self.size.height - sum(map(self._rows, (Text(heading), *newest)))
        for moment in reversed(lines[: -len(newest)]):
            line = told(moment, say)
            rows -= self._rows(line)
            if rows < 0:
                break
            before.insert(0, line)
        earlier = self.query_one(".before", Static)
        earlier.update(BETWEEN.join(before))
        earlier.display = bool(before)
        self.query_one(".newest", Static).update(BETWEEN.join(newest))

    def _rows(self, text: Text) -> int:
        """Rows that a text takes here, with the empty one below it."""
        return len(text.wrap(self.app.console, max(1, self.size.width))) + 1


class ShowingView(View):
    """A call in its time, or two side by side."""

    page: ShowingPage

    def __init__(self, page: ShowingPage, say: Translation, clock: Clock) -> None:
        super().__init__(page, say, clock)
        seen = {m.at for track in page.tracks for m in track if m.at <= page.since}
        tracks = page.tracks
        if page.until is not None:
            tracks = tuple([m for m in track if m.at <= page.until] for track in tracks)
        self._first = len(seen)
        at = self._first if page.shown is None else page.shown
        self.reel = Playback(tracks, clock, speed=page.speed, seen=at)
        if page.shown is not None:
            self.reel.pause()

    def compose(self) -> ComposeResult:
        yield self.heading()
        if self.page.remark:
            yield Static(self.page.remark, classes="remark", markup=False)
        with Horizontal(id="tracks"):
            for _ in self.page.tracks:
                yield Lines()
        yield Static("", id="time", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self.tick)

    def on_resize(self) -> None:
        self._show()

    def tick(self) -> None:
        """Show what is due."""
        self.reel.poll()
        self._show()

    def _show(self) -> None:
        self.page.shown = self.reel.at
        titles = self.page.titles or ("",) * len(self.page.tracks)
        for track, (lines, title) in enumerate(zip(self.query(Lines), titles, strict=True)):
            lines.show(self.reel.shown(track), self.say, title=title)
        self.query_one("#time", Static).update(self._time())

    def _time(self) -> str:
        say, parts = self.say, list[str]()
        waited = self.reel.waited()
        if waited:
            parts.append(say("gap", minutes=max(1, round(waited / MINUTE))))
        if self.reel.over:
            parts.append(say("reel-end" if self.page.until is None else "reel-stops"))
        elif self.reel.paused:
            parts.append(say("reel-waits"))
        return "   ".join(parts)

    # --- keys and time ----------------------------------------------------------------------------

    def forward(self) -> bool:
        """The next line."""
        moved = self.reel.forward()
        self._show()
        return moved

    def back(self) -> bool:
        """The line before."""
        if self.reel.at <= self._first:
            return False
        self.reel.back()
        self._show()
        return True

    def wait(self) -> Millis | None:
        """Until the next line is due."""
        return self.reel.wait()

    @property
    def runs(self) -> bool | None:
        """Whether it goes on by itself."""
        return None if self.reel.over else not self.reel.paused

    def hold(self) -> None:
        """Let it stand still."""
        self.reel.poll()
        self.reel.pause()
        self._show()

    def release(self) -> None:
        """Let it go on."""
        self.reel.resume()
        self._show()


class TakingView(View):
    """The room has the caller's decisions."""

    page: TakingPage

    def __init__(self, page: TakingPage, say: Translation, clock: Clock) -> None:
        super().__init__(page, say, clock)
        assert page.played is not None
        self._profile = page.played.profile
        self.taking = page.taking or CallerChoicePages(page.played, clock, page.speed)
        page.taking = self.taking

    def compose(self) -> ComposeResult:
        yield self.heading()
        with Horizontal(id="tracks"):
            yield Lines()
            with Vertical(id="ways"):
                yield Static("", id="near", classes="as-written", markup=False)
                yield Static("", id="rows", markup=False)
        yield Static("", id="time", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self.tick)

    def on_unmount(self) -> None:
        self.taking.pause()

    def on_resize(self) -> None:
        self._show()

    def tick(self) -> None:
        """Let the call catch up."""
        self.taking.poll()
        self._show()

    def _show(self) -> None:
        say, taking = self.say, self.taking
        self.query_one(Lines).show(tell(taking.heard, self._profile, say), say)
        over = taking.over
        rows = Text()
        if not over:
            for number, way in enumerate(taking.ways(), 1):
                rows.append(f"{number}  ", style="bold")
                rows.append(f"{say(f'way-{way.name}')}\n")
        self.query_one("#rows", Static).update(rows)
        people = near(taking.script, taking.since_answer)
        who = ", ".join(people) or say("take-nobody")
        self.query_one("#near", Static).update(say("take-near", who=who))
        key = "take-over" if over else "take-waits" if taking.paused else "take-runs"
        self.query_one("#time", Static).update(say(key))

    # --- keys and time ----------------------------------------------------------------------------

    def digit(self, digit: int) -> None:
        """Do what the room has decided."""
        self.taking.poll()
        ways = self.taking.ways()
        if not self.taking.over and 1 <= digit <= len(ways):
            self.taking.do(ways[digit - 1])
        self._show()

    def mark(self, row: int) -> None:
        """Do what is touched, as its digit does."""
        self.call_later(self.run_action, f"screen.digit({row + 1})")

    def forward(self) -> bool:
        """While the call waits, let time go by; when it is over, go on to how it ended."""
        if self.taking.over:
            return False
        if self.taking.paused:
            self.release()
        return True

    def chosen(self) -> list[Page]:
        """How it ended, when it is over."""
        return self.page.ended(self.taking) if self.taking.over else []

    def wait(self) -> Millis | None:
        """Until something happens."""
        return self.taking.wait()

    @property
    def runs(self) -> bool | None:
        """Whether time goes by."""
        return None if self.taking.over else not self.taking.paused

    def hold(self) -> None:
        """Let it stand still."""
        self.taking.poll()
        self.taking.pause()
        self._show()

    def release(self) -> None:
        """Let time go by."""
        self.taking.go_on()
        self._show()


_VIEWS: dict[type[Page], type[View]] = {
    SlidePage: SlideView,
    ContentNotePage: NoteView,
    ReadingPage: ReadingView,
    DecidingPage: DecidingView,
    pages.EndingsPage: EndingsView,
    pages.GuessPage: GuessView,
    ShowingPage: ShowingView,
    TakingPage: TakingView,
}


def view_of(page: Page, say: Translation, clock: Clock) -> View:
    """Make the view of a page."""
    return _VIEWS[type(page)](page, say, clock)
