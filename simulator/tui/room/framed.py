"""What a session's screen is made of, and when it looks again.

Time is looked after by one timer, set to the next line that is due or to the next minute, whichever
comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from simulator.room.pages import Note
from simulator.room.session import RoomSession
from simulator.tui.frame import SMALLEST
from simulator.tui.room.views import View, clickable, view_of

if TYPE_CHECKING:
    from simulator.content.translation import Translation
    from simulator.tui.room.app import RoomApp


WIDE = 100
"""From so many columns on there is room for more."""
_DOES = {
    "next": "screen.forward",
    "back": "screen.back",
    "pause": "screen.pause",
    "resume": "screen.pause",
    "skip": "screen.skip",
    "jump": "screen.jump",
    "cover": "screen.cover",
    "notes": "screen.notes",
    "help": "screen.where_help",
    "return": "screen.skip",
    "help-return": "screen.where_help",
    "keys": "screen.help",
    "leave": "app.quick_exit",
}
"""What each key of the last line does, by its message `foot-...`."""


class RoomFrame(Screen[None]):
    """The safety line, where the session is, one page, and the keys."""

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012

    def __init__(self, session: RoomSession, say: Translation) -> None:
        """The screen of `session`, in the words of `say`."""
        super().__init__()
        self.session = session
        self.say = say
        self._timer: Timer | None = None

    @property
    def room(self) -> RoomApp:
        """The app, as what it is."""
        return cast("RoomApp", self.app)

    @property
    def view(self) -> View:
        """The view of the page that is shown."""
        return self.query_one(View)

    def compose(self) -> ComposeResult:
        """The safety line, where the session is, the page, and the keys."""
        yield Static(self.say("banner"), classes="banner", markup=False)
        with Horizontal(id="head"):
            yield Static("", id="part", markup=False)
            yield Static("", id="left", markup=False)
        yield Container(id="page")
        yield Static("", id="too-small", markup=False)
        yield Static("", id="foot", markup=False)

    async def on_mount(self) -> None:
        """Show the first page."""
        await self.show_page()

    def on_unmount(self) -> None:
        """Wake no more."""
        self.disarm()

    # --- what is shown ---------------------------------------------------------------------------

    async def show_page(self) -> None:
        """Show the session's page in the place of the one before."""
        place = self.query_one("#page", Container)
        with self.app.batch_update():
            await place.remove_children()
            await place.mount(view_of(self.session.page, self.say, self.app.clock))  # type: ignore[attr-defined]
        self.wake()
        self.room.told()

    def wake(self) -> None:
        """Show what is due by the clock, and when to look again."""
        if not self.is_attached or self.session.covered:
            return
        for view in self.query(View):
            view.tick()
        self._show_frame()
        self._arm()

    def _show_frame(self) -> None:
        say, session = self.say, self.session
        title = self.room.parts.title(session.at)
        part = say("head-part", number=session.at + 1, of=len(session.steps), title=title)
        left = say("head-left", minutes=session.minutes_left)
        self.query_one("#part", Static).update(part)
        self.query_one("#left", Static).update(left)
        self.query_one("#foot", Static).update(Content("  ").join(self._foot()))

    def _foot(self) -> list[Content]:
        """The keys that do something here, each to be clicked or touched as well."""
        runs = next((view.runs for view in self.query(View)), None)
        session, wide = self.session, self.app.size.width >= WIDE
        waits_for_a_choice = isinstance(session.page, Note)
        keys = [] if waits_for_a_choice or session.at_the_end else ["next"]
        keys.append("back")
        if runs is not None:
            keys.append("pause" if runs else "resume")
        if session.aside:
            keys.append("return")
        elif session.at + 1 < len(session.steps):
            keys.append("skip")
        keys += [*(["jump"] if wide else []), "cover"]
        keys += ["notes"] if wide or runs is None else []
        from_help = session.aside and self.room.shows_help(session.page)
        keys += ["help-return" if from_help else "help", "keys", "leave"]
        return [clickable(self.say(f"foot-{key}"), _DOES[key]) for key in keys]

    def action_touched(self, action: str) -> None:
        """Do what was touched on the page, which may be gone before its own turn is over."""
        self.call_later(self.run_action, action)

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is too little room."""
        columns, rows = event.size
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        self.set_class(small, "-too-small")
        if small:
            said = self.say(
                "too-small",
                columns=columns,
                rows=rows,
                **{"least-columns": SMALLEST[0], "least-rows": SMALLEST[1]},
            )
            self.query_one("#too-small", Static).update(said)

    # --- time ------------------------------------------------------------------------------------

    def _arm(self) -> None:
        self.disarm()
        waits = [view.wait() for view in self.query(View)]
        waits.append(self.session.until_next_minute())
        due = [wait for wait in waits if wait is not None]
        if due:
            self._timer = self.set_timer(max(1, min(due)) / 1_000, self.wake)

    def disarm(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
