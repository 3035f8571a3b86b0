"""The second screen: notes for whoever leads, which follow the session along."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from simulator.awareness.page_builder import Parts
from simulator.awareness.story.notes_server import Where, follow
from simulator.core.instant import Millis, clock
from simulator.errors import SimulatorError
from simulator.tui.app import TrainerApp
from simulator.tui.awareness.windows import Blank
from simulator.tui.base.frame import FRAME_BINDINGS

if TYPE_CHECKING:
    from simulator.content.awareness.plan import Plan
    from simulator.content.library.library import Library
    from simulator.content.library.translation import Translation
    from simulator.session.clock import Clock

SECOND: Millis = 1_000


class NotesScreen(Screen[None]):
    """The notes on one step, and the time that is left."""

    CSS_PATH = "awareness.tcss"
    BINDINGS: ClassVar[list[BindingType]] = FRAME_BINDINGS

    def __init__(self, parts: Parts, steps: int, say: Translation, time: Clock) -> None:
        """Notes on `steps` steps; `time` goes on between two messages."""
        super().__init__()
        self._parts = parts
        self._steps = steps
        self._say = say
        self._time = time
        self._where: Where | None = None
        self._since: Millis = 0
        self._mounted = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Where the session is, and the notes."""
        yield Static(self._say("banner"), classes="banner", markup=False)
        with Horizontal(id="head"):
            yield Static("", id="part", markup=False)
            yield Static("", id="left", markup=False)
        with VerticalScroll(id="choose"):
            yield Static(self._say("notes-waits"), id="notes", markup=False)
        yield Static(self._say("notes-keys"), id="foot", markup=False)

    def on_mount(self) -> None:
        """Let the clock go on."""
        self._mounted.set()
        if self._time.runs:
            self.set_interval(SECOND / 1_000, self.show_time)

    async def is_there(self) -> None:
        """Come back when there is something to write on."""
        await self._mounted.wait()

    def heard(self, where: Where) -> None:
        """The session is there now."""
        self._where, self._since = where, self._time.read()
        if where.of != self._steps:
            notes: tuple[str, ...] = (self._say("notes-other-plan"),)
        else:
            place = where.step - 1
            title = self._parts.title(place)
            part = self._say("head-part", number=where.step, of=where.of, title=title)
            self.query_one("#part", Static).update(part)
            notes = (*self._parts.notes(place), *self._next(where))
        self.query_one("#notes", Static).update("\n\n".join(notes))
        self.show_time()

    def _next(self, where: Where) -> tuple[str, ...]:
        if where.step == where.of:
            return ()
        return (self._say("notes-next", title=self._parts.title(where.step)),)

    def show_time(self) -> None:
        """Show the time that is left."""
        where = self._where
        if where is None:
            return
        gone = 0 if where.waits else self._time.read() - self._since
        left = max(0, where.left - gone) // SECOND * SECOND
        covered = f"  {self._say('notes-covered')}" if where.waits else ""
        shown = self._say("notes-left", time=clock(left))
        self.query_one("#left", Static).update(f"{shown}{covered}")

    def ended(self, why: str) -> None:
        """Say that nothing more will come, in the place of all that was shown."""
        self._where = None
        for name in ("#part", "#left"):
            self.query_one(name, Static).update("")
        self.query_one("#notes", Static).update(why)

    def action_help(self) -> None:
        """There is one key, and it stands below."""


class NotesApp(TrainerApp):
    """Follows a session along."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        clock: Clock,
        library: Library,
        plan: Plan,
        say: Translation,
        code: str,
        *,
        theme: str = "dark",
    ) -> None:
        """Follow the session of that code, which goes by the same `plan`."""
        super().__init__(clock, library, theme=theme)
        self.say = say
        self._plan = plan
        self._code = code
        self.notes = NotesScreen(Parts(library, plan, say), len(plan.steps), say, clock)

    def frame(self) -> Screen[None]:
        """The safety line, in the session's language."""
        return Blank(self.say)

    def begin(self) -> None:
        """Show the screen, and listen."""
        self.push_screen(self.notes)
        self.run_worker(self._listen())

    async def _listen(self) -> None:
        await self.notes.is_there()
        try:
            async for where in follow(self._code):
                self.notes.heard(where)
        except SimulatorError as error:
            self.notes.ended(self.say("notes-nobody"))
            self.log(error)
            return
        self.notes.ended(self.say("notes-over"))

    def open_menu(self) -> None:
        """There is no menu here."""
