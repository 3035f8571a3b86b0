"""Views of running calls: playback, and the group as the caller."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.awareness.narration import NarrationLine, narrate
from simulator.awareness.pages import Page, PlaybackPage, TakingPage
from simulator.content.library.translations import Translation
from simulator.core.instant import Millis
from simulator.seat.view.caller_cards import near
from simulator.session.clock import Clock
from simulator.tui.awareness.page_views import View, line_text, shown

MINUTE: Millis = 60_000
BETWEEN = Text("\n\n")
"""Separator of lines."""


class Lines(Vertical):
    """The last lines of a call, below the stage; new lines are brighter."""

    def compose(self) -> ComposeResult:
        yield shown("", "stage")
        yield shown("", "before as-written")
        yield shown("", "newest as-written")

    def show(self, moments: Sequence[NarrationLine], say: Translation, *, title: str = "") -> None:
        """Show the newest lines, and as many earlier ones as fit."""
        stage = moments[-1].stage if moments else None
        where = say(f"stage-{stage}") if stage else ""
        heading = f"{title}\n{where}" if title else where
        self.query_one(".stage", Static).update(heading)
        lines = [moment for moment in moments if not moment.news]
        newest = [line_text(each, say) for each in lines if each.at == lines[-1].at]
        before: list[Text] = []
        rows = self.size.height - sum(map(self._rows, (Text(heading), *newest)))
        for moment in reversed(lines[: -len(newest)]):
            line = line_text(moment, say)
            rows -= self._rows(line)
            if rows < 0:
                break
            before.insert(0, line)
        earlier = self.query_one(".before", Static)
        earlier.update(BETWEEN.join(before))
        earlier.display = bool(before)
        self.query_one(".newest", Static).update(BETWEEN.join(newest))

    def _rows(self, text: Text) -> int:
        """Return the rows of a text, with the empty one below it."""
        return len(text.wrap(self.app.console, max(1, self.size.width))) + 1


class PlaybackView(View):
    """Playback of one call, or of two side by side."""

    page: PlaybackPage

    def __init__(self, page: PlaybackPage, say: Translation, clock: Clock) -> None:
        super().__init__(page, say)
        self.call = self.playback = page.playback(clock)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        with Horizontal(id="tracks"):
            yield from (Lines() for _ in self.page.tracks)
        yield Static("", id="time", markup=False)

    def show_call(self) -> None:
        say, playback = self.say, self.playback
        self.page.shown = playback.at
        titles = self.page.titles or ("",) * len(self.page.tracks)
        for track, (lines, title) in enumerate(zip(self.query(Lines), titles, strict=True)):
            lines.show(playback.shown(track), say, title=title)
        waited = playback.waited()
        parts = [say("gap", minutes=max(1, round(waited / MINUTE)))] if waited else []
        if playback.over:
            parts.append(say("reel-end" if self.page.until is None else "reel-stops"))
        elif playback.paused:
            parts.append(say("reel-waits"))
        self.query_one("#time", Static).update("   ".join(parts))

    def forward(self) -> bool:
        moved = self.playback.forward()
        self.show_call()
        return moved

    def back(self) -> bool:
        if self.playback.at <= self.page.first:
            return False
        self.playback.back()
        self.show_call()
        return True


class TakingView(View):
    """A call with the group as the caller."""

    page: TakingPage

    def __init__(self, page: TakingPage, say: Translation, clock: Clock) -> None:
        super().__init__(page, say)
        self.call = self.taking = page.taken(clock)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        with Horizontal(id="tracks"):
            yield Lines()
            with Vertical(id="ways"):
                yield Static("", id="near", classes="as-written", markup=False)
                yield Static("", id="rows", markup=False)
        yield Static("", id="time", markup=False)

    def on_unmount(self) -> None:
        self.taking.pause()

    def show_call(self) -> None:
        say, taking = self.say, self.taking
        over = taking.over
        self.query_one(Lines).show(narrate(taking.heard, self.page.played.profile, say), say)
        rows = Text()
        for number, way in enumerate(() if over else taking.options(), 1):
            rows.append(f"{number}  ", style="bold").append(f"{say(f'way-{way.name}')}\n")
        self.query_one("#rows", Static).update(rows)
        people = near(taking.live.script, taking.since_answer)
        who = ", ".join(people) or say("take-nobody")
        self.query_one("#near", Static).update(say("take-near", who=who))
        key = "take-over" if over else "take-waits" if taking.paused else "take-runs"
        self.query_one("#time", Static).update(say(key))

    def digit(self, digit: int) -> None:
        self.taking.poll()
        ways = self.taking.options()
        if not self.taking.over and 1 <= digit <= len(ways):
            self.taking.do(ways[digit - 1])
        self.show_call()

    def mark(self, row: int) -> None:
        self.app.simulate_key(str(row + 1))

    def forward(self) -> bool:
        if self.taking.over:
            return False
        if self.taking.paused:
            self.release()
        return True


def view_of(page: Page, say: Translation, clock: Clock) -> View:
    """Make the view of a page."""
    match page:
        case PlaybackPage():
            return PlaybackView(page, say, clock)
        case TakingPage():
            return TakingView(page, say, clock)
    return View(page, say)
