"""The one screen of a session in a room: its keys, handed to the session and to the page's view.

It looks at no page more closely than its view does.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.awareness.pages import Endings, Note, Page, Slide
from simulator.tui.awareness.frame import RoomFrame
from simulator.tui.awareness.playing import TakingView
from simulator.tui.awareness.windows import COVER_KEYS, KEYS, Cover, Jump, Reading
from simulator.tui.base.frame import FRAME_BINDINGS


def _key(keys: str, action: str) -> Binding:
    """A key; what it does is said in the translation's words, not in the binding's."""
    return Binding(keys, action, "", show=False)


class RoomScreen(RoomFrame):
    """A session in a room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FRAME_BINDINGS,
        _key("space,right,pagedown", "forward"),
        _key("enter", "enter"),
        _key("left,pageup", "back"),
        _key("backspace", "erase"),
        _key("up", "move(-1)"),
        _key("down", "move(1)"),
        *(_key(str(digit), f"digit({digit})") for digit in range(10)),
        _key("p", "pause"),
        _key("f6", "speed(-1)"),
        _key("f7", "speed(1)"),
        _key("s", "skip"),
        _key("j", "jump"),
        _key(COVER_KEYS, "cover"),
        _key("n", "notes"),
        _key("o", "second"),
        _key("h", "where_help"),
        _key("g", "go_on"),
        _key("m", "milder"),
        _key("r", "read"),
        _key("w", "watch"),
    ]

    # --- on and back -----------------------------------------------------------------------------

    async def action_forward(self) -> None:
        """The next line, or the next page."""
        if self.view.forward():
            self.wake()
            return
        await self._leave_view()

    async def _leave_view(self) -> None:
        """From the end of a page to the next one. Before a call, only a choice goes on."""
        page = self.session.page
        if isinstance(self.view, TakingView):
            self.session.choose(self.view.chosen())
            await self.show_page()
        elif isinstance(page, Endings) and page.then is not None and not self.session.aside:
            self.session.choose(page.then())
            await self.show_page()
        elif not isinstance(page, Note) and self.session.forward():
            await self.show_page()

    async def action_back(self) -> None:
        """The line before, or the page before."""
        if self.view.back():
            self.wake()
        elif self.session.back():
            await self.show_page()

    async def action_erase(self) -> None:
        """Take a digit back, else a page."""
        if not self.view.erase():
            await self.action_back()

    async def action_enter(self) -> None:
        """See what the marked row leads to; where no row does, go on."""
        if not await self._open_marked():
            await self.action_forward()

    async def _open_marked(self) -> bool:
        pages = [] if isinstance(self.view, TakingView) else self.view.chosen()
        if pages:
            await self.open_aside(pages)
        return bool(pages)

    async def open_aside(self, pages: list[Page]) -> None:
        """Show pages aside; afterwards the session is where it was."""
        self.session.open(pages)
        await self.show_page()

    async def action_skip(self) -> None:
        """Leave this part; where a note is on one page of it, that page."""
        page = self.session.page
        if isinstance(page, Note) and page.past is not None:
            self.session.choose(page.past())
            await self.show_page()
        elif self.session.skip():
            await self.show_page()

    def action_jump(self) -> None:
        """Choose a part to go to."""
        titles = [self.room.parts.title(place) for place in range(len(self.session.steps))]

        async def chosen(place: int | None) -> None:
            if place is not None:
                self.session.go_to(place)
                await self.show_page()

        self.app.push_screen(Jump(titles, self.session.at, self.say, self.action_cover), chosen)

    # --- choices before a call -------------------------------------------------------------------

    async def action_go_on(self) -> None:
        """Play the call that the note is about."""
        page = self.session.page
        if isinstance(page, Note):
            self.session.choose(page.go_on())
            await self.show_page()

    async def action_milder(self) -> None:
        """Look at the milder call."""
        page = self.session.page
        if isinstance(page, Note) and page.milder is not None:
            self.session.choose(page.milder())
            await self.show_page()

    async def action_read(self) -> None:
        """Read the call instead."""
        page = self.session.page
        if isinstance(page, Note) and page.read is not None:
            self.session.choose(page.read())
            await self.show_page()

    # --- inside a page ---------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Mark another row, or scroll."""
        self.view.move(step)

    def action_more(self) -> None:
        """Show what is further down on this page."""
        self.view.scroll_page_down(animate=False)

    def action_digit(self, digit: int) -> None:
        """A digit: hands, or what the room decided."""
        self.view.digit(digit)
        self.wake()

    async def action_watch(self) -> None:
        """Watch what the marked row leads to, or the call that shows a myth."""
        page = self.session.page
        if isinstance(page, Slide) and page.watch is not None:
            await self.open_aside(page.watch())
        else:
            await self._open_marked()

    def action_pause(self) -> None:
        """Let the call wait, or go on."""
        view = self.view
        if view.runs is not None:
            (view.hold if view.runs else view.release)()
            self.wake()

    def action_speed(self, step: int) -> None:
        """Slower or faster."""
        self.view.change_speed(step)
        self.wake()

    # --- around it -------------------------------------------------------------------------------

    def action_cover(self) -> None:
        """Show a neutral page; the session waits."""
        view, ran = self.view, self.view.runs
        view.hold()
        self.session.cover()
        self.disarm()
        self.room.told()

        def uncovered(_: None) -> None:
            self.session.uncover()
            if ran:
                view.release()
            self.wake()
            self.room.told()

        self.app.push_screen(Cover(self.say), uncovered)

    def action_help(self) -> None:
        """The keys."""
        lines = "\n".join(self.say(f"keys-{key}") for key in KEYS)
        self._read(self.say("keys-title"), [lines])

    def action_notes(self) -> None:
        """Notes for whoever leads."""
        lines = self.room.parts.notes(self.session.at, self.session.page)
        self._read(self.say("notes-title"), lines or (self.say("notes-none"),))

    async def action_second(self) -> None:
        """How to have the notes on a second screen."""
        lines = await self.room.second_screen()
        self._read(self.say("second-title"), lines)

    async def action_where_help(self) -> None:
        """Where to find help, and with the same key back to where the session was."""
        if not self.room.shows_help(self.session.page):
            self.view.hold()
            await self.open_aside(self.room.parts.help())
        elif self.session.aside:
            await self.action_skip()

    def _read(self, title: str, lines: list[str] | tuple[str, ...]) -> None:
        """Open a window; a call under it waits meanwhile."""
        view, ran = self.view, self.view.runs
        view.hold()
        self.disarm()

        def closed(_: None) -> None:
            if ran:
                view.release()
            self.wake()

        self.app.push_screen(Reading(title, lines, self.say, self.action_cover), closed)
