"""The screen of a group session: frame, keys, and one timer.

Keys go to the session and to the page's view. The timer fires at the next due line or the next
minute, whichever is earlier.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from simulator.awareness.group_session import GroupSession
from simulator.content.library.translations import Translation
from simulator.tui.awareness.call_views import view_of
from simulator.tui.awareness.dialogs import COVER_KEYS, KEYS, Cover, Jump, ReadingWindow
from simulator.tui.awareness.page_views import CHOICE_KEYS, View, clickable, leave_link
from simulator.tui.base.screen_frame import FRAME_BINDINGS, SMALLEST, FullScreen

WIDE = 100
"""Columns from which the wide layout applies."""
DOES = {
    "next": "screen.forward", "back": "screen.back", "scroll": "screen.more",
    "pause": "screen.pause", "resume": "screen.pause", "skip": "screen.skip",
    "jump": "screen.jump", "return": "screen.skip", "cover": "screen.cover",
    "notes": "screen.notes", "help": "screen.where_help", "help-return": "screen.where_help",
    "keys": "screen.help",
}  # fmt: skip
"""Action of each key in the last line, by its message `foot-...`."""
_FIRST_TO_GO = (
    "jump", "notes", "back", "help", "pause", "resume", "skip", "return", "help-return", "scroll",
    "next", "cover",
)  # fmt: skip
"""Keys to drop first if the last line is too long; F1 lists every key."""
GAP = "  "
"""Gap between two keys of the last line."""


def _key(keys: str, action: str) -> Binding:
    """Return a hidden binding: the last line has the translated labels."""
    return Binding(keys, action, "", show=False)


class SessionScreen(FullScreen[None]):
    """A group session: safety line, progress, one page, and the keys."""

    CSS_PATH = "awareness.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *FRAME_BINDINGS,
        _key("space,right,pagedown", "forward"), _key("left,pageup,backspace", "back"),
        _key("enter", "enter"), _key("up", "move(-1)"), _key("down", "move(1)"),
        *(_key(str(digit), f"digit({digit})") for digit in range(10)),
        _key("p", "pause"), _key("s", "skip"), _key("j", "jump"), _key(COVER_KEYS, "cover"),
        _key("n", "notes"), _key("h", "where_help"), _key("w", "watch"),
        *(_key(CHOICE_KEYS[n], f"choose('{n}')") for n in ("go_on", "milder", "read", "written")),
    ]  # fmt: skip

    def __init__(self, session: GroupSession, say: Translation) -> None:
        super().__init__()
        self.session = session
        self.say = say
        self._changing = asyncio.Lock()
        """Held while a page takes the place of another."""

    @property
    def view(self) -> View:
        """The view of the current page."""
        return self.query_one(View)

    def compose(self) -> ComposeResult:
        yield Static(self.say("banner"), classes="banner", markup=False)
        with Horizontal(id="head"):
            yield Static("", id="part", markup=False)
            yield Static("", id="left", markup=False)
        yield Container(id="page")
        yield Static("", id="too-small", markup=False)
        yield Static("", id="foot", markup=False)

    async def on_mount(self) -> None:
        await self.show_page()

    async def show_page(self) -> None:
        """Show the session's current page."""
        place = self.query_one("#page", Container)
        async with self._changing, place.batch():
            await place.remove_children()
            view = view_of(self.session.page, self.say, self.session.clock)
            await place.mount(view)
        self.watch(view, "show_vertical_scrollbar", self.show_foot, init=False)
        self.wake()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Drop a touch or key that comes while a page is being changed."""
        return not self._changing.locked() and super().check_action(action, parameters)

    def wake(self) -> None:
        """Show what is due, and set the timer; a page that is being changed sets it afterwards."""
        if not self.is_attached or self.session.covered or self._changing.locked():
            return
        for view in self.query(View):
            view.tick()
        self._show_frame()
        self.wake_in(*(v.wait() for v in self.query(View)), self.session.until_next_minute())

    def _show_frame(self) -> None:
        say, session = self.say, self.session
        title = session.parts.title(session.at)
        part = say("head-part", number=session.at + 1, of=len(session.plan.steps), title=title)
        left = say("head-left", minutes=session.minutes_left)
        self.query_one("#part", Static).update(part)
        self.query_one("#left", Static).update(left)
        self.show_foot()

    def show_foot(self) -> None:
        """Show the keys that work here; each can be clicked or touched."""
        foot = self.query_one("#foot", Static)
        says = {key: self.say(f"foot-{key}") for key in self._keys()}
        room = self.app.size.width - foot.gutter.width
        for key in _FIRST_TO_GO:
            if cell_len(GAP.join(says.values())) <= room:
                break
            says.pop(key, None)
        keys = [clickable(text, DOES[key]) for key, text in says.items() if key != "leave"]
        foot.update(Content(GAP).join([leave_link(self.say), *keys]))

    def _keys(self) -> Iterator[str]:
        session, page = self.session, self.session.page
        if not page.must_choose and not session.at_the_end:
            yield "next"
        yield "back"
        for view in self.query(View):
            if view.show_vertical_scrollbar:
                yield "scroll"
            if view.runs is not None:
                yield "pause" if view.runs else "resume"
        if session.aside:
            yield "return"
        elif session.at + 1 < len(session.plan.steps):
            yield "skip"
        yield from ("jump", "cover", "notes")
        from_help = session.aside and session.parts.shows_help(page)
        yield from ("help-return" if from_help else "help", "keys", "leave")

    def too_small(self, columns: int, rows: int) -> str:
        least = {"least-columns": SMALLEST[0], "least-rows": SMALLEST[1]}
        return self.say("too-small", columns=columns, rows=rows, **least)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self.show_foot)

    async def action_forward(self) -> None:
        if self.view.forward():
            self.wake()
        else:
            await self._show_if(self.session.forward())

    async def action_back(self) -> None:
        if self.view.back():
            self.wake()
        else:
            await self._show_if(self.session.back())

    async def _show_if(self, moved: bool) -> bool:
        """Show the session's page if it has changed; return whether it has."""
        if moved:
            await self.show_page()
        return moved

    async def action_enter(self) -> None:
        if not await self._show_if(self.session.follow(self.session.page.marked)):
            await self.action_forward()

    async def action_watch(self) -> None:
        if not await self.action_choose("watch"):
            await self._show_if(self.session.follow(self.session.page.marked))

    async def action_skip(self) -> None:
        await self._show_if(self.session.skip())

    async def action_choose(self, name: str) -> bool:
        return await self._show_if(self.session.choose(name))

    def action_jump(self) -> None:
        titles = [self.session.parts.title(place) for place in range(len(self.session.plan.steps))]

        async def chosen(place: int | None) -> None:
            if place is not None:
                self.session.go_to(place)
                await self.show_page()

        self.app.push_screen(Jump(titles, self.session.at, self.say, self.action_cover), chosen)

    def action_move(self, step: int) -> None:
        self.view.move(step)

    def action_more(self) -> None:
        self.view.scroll_page_down(animate=False)

    def action_digit(self, digit: int) -> None:
        self.view.digit(digit)
        self.wake()

    def action_pause(self) -> None:
        view = self.view
        if view.runs is not None:
            (view.hold if view.runs else view.release)()
            self.wake()

    def action_cover(self) -> None:
        self.session.cover()
        self._open(Cover(self.say), self.session.uncover)

    def action_help(self) -> None:
        lines = "\n".join(self.say(f"keys-{key}") for key in KEYS)
        self._read(self.say("keys-title"), [lines])

    def action_notes(self) -> None:
        lines = self.session.parts.notes(self.session.at, self.session.page)
        self._read(self.say("notes-title"), lines or (self.say("notes-none"),))

    async def action_where_help(self) -> None:
        self.view.hold()
        self.session.show_help()
        await self.show_page()

    def _read(self, title: str, lines: Sequence[str]) -> None:
        self._open(ReadingWindow(title, lines, self.say, self.action_cover))

    def _open(self, window: Screen[None], closed: Callable[[], None] = lambda: None) -> None:
        """Open a window and pause the page under it."""
        view, ran = self.view, self.view.runs
        view.hold()
        self.wake_in()

        def resume(_: None) -> None:
            closed()
            if ran:
                view.release()
            self.wake()

        self.app.push_screen(window, resume)
