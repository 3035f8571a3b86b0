"""Views of running calls: playback, and the group as the caller."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.awareness.narration import NarrationLine, narrate
from simulator.awareness.pages import OptionsPage, Page, ShowingPage, TakingPage
from simulator.awareness.running_calls import Playback, TakenCall
from simulator.content.library.translations import Translation
from simulator.core.instant import Millis
from simulator.seat.view.caller_cards import near
from simulator.session.clock import Clock
from simulator.tui.awareness.page_views import OptionsView, View, line_text, shown

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


class ShowingView(View):
    """Playback of one call, or of two side by side."""

    page: ShowingPage

    def __init__(self, page: ShowingPage, say: Translation, clock: Clock) -> None:
        super().__init__(page, say)
        self._first = len({m.at for track in page.tracks for m in track if m.at <= page.since})
        tracks = page.tracks
        if page.until is not None:
            tracks = tuple([m for m in track if m.at <= page.until] for track in tracks)
        at = self._first if page.shown is None else page.shown
        self.call = self.reel = Playback(tracks, clock, speed=page.speed, seen=at)
        if page.shown is not None:
            self.reel.pause()

    def compose(self) -> ComposeResult:
        yield from super().compose()
        if self.page.remark:
            yield shown(self.page.remark, "remark")
        with Horizontal(id="tracks"):
            yield from (Lines() for _ in self.page.tracks)
        yield Static("", id="time", markup=False)

    def show_call(self) -> None:
        say, reel = self.say, self.reel
        self.page.shown = reel.at
        titles = self.page.titles or ("",) * len(self.page.tracks)
        for track, (lines, title) in enumerate(zip(self.query(Lines), titles, strict=True)):
            lines.show(reel.shown(track), say, title=title)
        waited = reel.waited()
        parts = [say("gap", minutes=max(1, round(waited / MINUTE)))] if waited else []
        if reel.over:
            parts.append(say("reel-end" if self.page.until is None else "reel-stops"))
        elif reel.paused:
            parts.append(say("reel-waits"))
        self.query_one("#time", Static).update("   ".join(parts))

    def forward(self) -> bool:
        moved = self.reel.forward()
        self.show_call()
        return moved

    def back(self) -> bool:
        if self.reel.at <= self._first:
            return False
        self.reel.back()
        self.show_call()
        return True


class TakingView(View):
    """A call with the group as the caller."""

    page: TakingPage

    def __init__(self, page: TakingPage, say: Translation, clock: Clock) -> None:
        super().__init__(page, say)
        if page.taking is None:
            page.taking = TakenCall(page.played, clock, page.speed)
        self.call = self.taking = page.taking

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
        case ShowingPage():
            return ShowingView(page, say, clock)
        case TakingPage():
            return TakingView(page, say, clock)
        case OptionsPage():
            return OptionsView(page, say)
    return View(page, say)
