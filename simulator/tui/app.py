"""The app: which screen follows which. Everything that it needs is handed to it.

What a call needs is imported after the first paint: the safety line is there at once, and the rest
follows while it is being read.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType

from simulator.tui.base import themes
from simulator.tui.base.frame import TrainerScreen
from simulator.tui.base.navigator import MenuDefaults
from simulator.tui.base.quick_exit import on_signals

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

    from simulator.audio.live import LiveSound
    from simulator.content.library.library import Library
    from simulator.core.terms import Role
    from simulator.debrief.learning.review_session import ReviewSession
    from simulator.seat.seat_view import SeatView
    from simulator.session.clock import Clock
    from simulator.session.records.recorder import Recorder, RecordOptions
    from simulator.session.run.live_run import RunSetup

_NOT_OFFERED = ("Screenshot", "Maximize", "Minimize")
_HERE = Path(__file__).parent
_STYLES = sorted(
    (path for folder in ("base", "call", "screens") for path in (_HERE / folder).glob("*.tcss")),
    key=lambda path: path.name,
)


class TrainerApp(App[None]):
    """The trainer. It has the styles of every screen: one that came later would parse all again."""

    TITLE = "Session"
    CSS_PATH: ClassVar = [_HERE / "trainer.tcss", *_STYLES]
    BINDINGS: ClassVar[list[BindingType]] = [
        # On every screen, the palette included; the frame has it once more, to be seen.
        Binding(
            "ctrl+c,f2,ctrl+backslash",
            "quick_exit",
            "Leave now",
            show=False,
            priority=True,
            system=True,
        ),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        clock: Clock,
        library: Library,
        *,
        wishes: MenuDefaults | None = None,
        theme: str = "dark",
        recording: RecordOptions | None = None,
        sound: LiveSound | None = None,
        desk: ReviewSession | None = None,
    ) -> None:
        """An app over a library and a clock."""
        super().__init__()
        self.clock = clock
        self.library = library
        self.wishes = wishes or MenuDefaults()
        self.recording = recording
        """What is written down of every call; none when nobody asked for it."""
        self.sound = sound
        """Makes a call audible; none unless somebody asked for it and there is a device."""
        self.desk = desk
        """A review to begin with, in place of the menu."""
        self.left_quickly = False
        """Whether somebody left by the quick exit."""
        self.alone = False
        """Whether the process is there for this app only, so that signals are meant for it."""
        self.animation_level = "none"
        for ours in themes.OURS:
            self.register_theme(ours)
        self.theme = themes.NAMES[theme]

    def on_load(self) -> None:
        """Mind signals before the terminal is changed, so that none can leave it changed."""
        if self.alone:
            on_signals(self.action_quick_exit)

    def on_mount(self) -> None:
        """Paint the frame, where it is seen at all; what belongs in it is read after that."""
        if self.is_headless:
            self.begin()
            return
        self.push_screen(self.frame())
        self.call_after_refresh(self.begin)

    def frame(self) -> Screen[None]:
        """What is painted first, before anything is read."""
        return TrainerScreen()

    def begin(self) -> None:
        """Open the first screen; what is alive then will stay, and need not be looked at again."""
        if self.left_quickly:
            return
        if self.desk is not None:
            self.review(self.desk)
        else:
            self.open_menu()
            if self.wishes.scenario and self.wishes.seat:
                self.announce(self._wished())
            self.call_after_refresh(gc.freeze)

    def _wished(self) -> RunSetup:
        """The call that was asked for, scenario and seat, and needs no menu."""
        from simulator.seat.run_choices import seat_in

        scenario = self.library.scenario(self.wishes.scenario).scenario
        return self.wishes.setup(self.library, scenario, seat_in(scenario, self.wishes.seat))

    # --- which screen follows which ---------------------------------------------------------------
    # A screen is imported when it is opened. At the top of this file the menu alone would put
    # 290 ms before the safety line, which the app has on the screen after 190 (processor time);
    # a call adds 40 to that, a debrief 55, a review 20.

    def open_menu(self) -> None:
        """The first screen, and nothing under it."""
        from simulator.tui.screens.menu_screen import MenuScreen

        self.replace_all(MenuScreen(self.wishes))

    def leave_note(self) -> None:
        """From the note back to the menu, as it was if it is still there."""
        from simulator.tui.screens.menu_screen import MenuScreen

        if isinstance(self.screen_stack[-2], MenuScreen):
            self.pop_screen()
        else:
            self.open_menu()

    def announce(self, setup: RunSetup, *, surprise: str = "") -> None:
        """Say what is coming, with the choices that a content note offers.

        `surprise` says from what the call was drawn; its title is then shown at the end only.
        """
        from simulator.tui.screens.content_note_screen import NoteScreen

        self.push_screen(NoteScreen(setup, surprise=surprise))

    def play(self, setup: RunSetup) -> None:
        """Begin the call."""
        from simulator.seat.seat_view import SeatView, coaches, materials

        desk, recorder = materials(self.library, setup), self.recorder(setup)
        coached = partial(coaches, self.library)
        self.take_place(SeatView(setup, self.clock, desk, coached, recorder))

    def take_place(self, sitting: SeatView, role: Role | None = None) -> None:
        """Sit down at a call that has begun, in one of its seats."""
        from simulator.tui.call.seat_screens import screen_for

        self.replace_all(screen_for(sitting, role or sitting.roles[0]))

    def finish(self, sitting: SeatView) -> None:
        """The call is over."""
        from simulator.tui.screens.ending_screen import EndingScreen

        self.replace_all(EndingScreen(sitting))

    def look_back(self, sitting: SeatView) -> None:
        """Ask for the person's own view of a call, before anything else is said of it."""
        from simulator.tui.screens.debrief_screen import OwnViewScreen

        self.replace_all(OwnViewScreen(sitting))

    def debrief(self, sitting: SeatView, own_view: tuple[str, ...]) -> None:
        """Say what was seen in a call, and what shows it."""
        from simulator.tui.screens.debrief_screen import DebriefScreen

        self.replace_all(DebriefScreen(sitting, own_view))

    def review(self, desk: ReviewSession) -> None:
        """Let a trainer look at a record, comment, differ and sign."""
        from simulator.tui.screens.review_screen import ReviewScreen

        self.push_screen(ReviewScreen(desk))

    def replace_all(self, screen: Screen[None]) -> None:
        """Show a screen in the place of every other one."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    # --- what a call needs ------------------------------------------------------------------------

    def recorder(self, setup: RunSetup) -> Recorder | None:
        """What writes a sitting down; nothing does when nobody sits in a seat."""
        if self.recording is None:
            return None
        if not setup.seats:
            self.notify(self.recording.nobody)
            return None
        return self.recording.recorder(setup, self.library)

    # --- leaving ----------------------------------------------------------------------------------

    @property
    def return_code(self) -> int | None:
        """The exit code: 0 after the quick exit, whatever else went wrong while it left."""
        return 0 if self.left_quickly else super().return_code

    def panic(self, *renderables: RenderableType) -> None:
        """End with what went wrong; once somebody has left, without a word."""
        super().panic(*(() if self.left_quickly else renderables))

    def _fatal_error(self) -> None:
        """End after a mistake in the program.

        Textual would print the values of variables with it, captions and notes of the call among
        them, and they would stay in the terminal.
        """
        from rich.traceback import Traceback

        self.panic(Traceback(show_locals=False))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers besides our keys: nothing that would write a file of a call."""
        for command in super().get_system_commands(screen):
            if command.title not in _NOT_OFFERED:
                yield command

    async def action_quit(self) -> None:
        """Leave as quickly by Textual's own key."""
        self.action_quick_exit()

    def action_quick_exit(self) -> None:
        """Leave at once: no question, nothing kept, exit code 0."""
        self.left_quickly = True
        self.exit(return_code=0)
