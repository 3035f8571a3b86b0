"""What a session's screen is made of, and when it looks again.

Time is looked after by one timer, set to the next line that is due or to the next minute, whichever
comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from simulator.awareness.pages import Note
from simulator.awareness.session import RoomSession
from simulator.tui.awareness.views import View, clickable, view_of
from simulator.tui.base.frame import SMALLEST

if TYPE_CHECKING:
    from simulator.content.library.translation import Translation
    from simulator.tui.awareness.app import RoomApp


WIDE = 100
"""From so many columns on there is room for more."""
DOES = {
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
    "scroll": "screen.more",
}
"""What each key of the last line does, by its message `foot-...`."""
_FIRST_TO_GO = (
    "jump", "notes", "back", "help", "help-return", "pause", "resume", "skip", "return", "scroll",
    "next", "cover",
)  # fmt: skip
"""What the last line does without where it has too little room; F1 has every key."""
GAP = "  "
"""Between two keys of the last line."""


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
            view = view_of(self.session.page, self.say, self.room.clock)
            await place.mount(view)
        self.watch(view, "show_vertical_scrollbar", self.show_foot, init=False)
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
        self.show_foot()

    def show_foot(self) -> None:
        """Show the keys that do something here, each to be clicked or touched as well."""
        foot = self.query_one("#foot", Static)
        says = {key: self.say(f"foot-{key}") for key in self._keys()}
        room = self.app.size.width - foot.gutter.width
        for key in _FIRST_TO_GO:
            if cell_len(GAP.join(says.values())) <= room:
                break
            says.pop(key, None)
        foot.update(Content(GAP).join(clickable(told, DOES[key]) for key, told in says.items()))

    def _keys(self) -> Iterator[str]:
        """The keys that do something here, in their order."""
        session, page = self.session, self.session.page
        if not isinstance(page, Note) and not session.at_the_end:
            yield "next"
        yield "back"
        if any(view.scrolls for view in self.query(View)):
            yield "scroll"
        runs = next((view.runs for view in self.query(View)), None)
        if runs is not None:
            yield "pause" if runs else "resume"
        if session.aside:
            yield "return"
        elif session.at + 1 < len(session.steps):
            yield "skip"
        yield from ("jump", "cover", "notes")
        from_help = session.aside and self.room.shows_help(page)
        yield from ("help-return" if from_help else "help", "keys", "leave")

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
        self.call_after_refresh(self.show_foot)

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
