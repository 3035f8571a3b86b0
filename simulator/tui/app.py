"""The trainer app: the order of screens.

Screens but the note are imported after the first paint, so that the safety line appears at once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, events
from textual._styles_cache import StylesCache
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType, Keymap

from simulator.errors import SimulatorError
from simulator.seat.run_choices import MenuDefaults, seat_in, seat_of
from simulator.tui.base.plain_letters import PlainLetters
from simulator.tui.base.quick_exit import EXIT_KEYS, leave_now, leave_soon
from simulator.tui.base.screen_frame import TrainerScreen, Unfinished
from simulator.tui.base.shade import Palette
from simulator.tui.base.themes import EDGED, THEMES, TOKENS, theme
from simulator.tui.screens.note_screen import NoteScreen

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.screen import Screen
    from textual.timer import Timer

    from simulator.content.library.library import Library
    from simulator.core.terms import Role
    from simulator.seat.seat_view import SeatView
    from simulator.session.clock import Clock
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.run.live_run import RunSetup

_NOT_OFFERED = ("Screenshot", "Maximize", "Minimize")
_MOMENT_S, _PAUSE_S = 0.15, 0.5
"""How long no key comes before garbage is collected: usually, and after a screen has opened."""
_WITHOUT_PAUSE = 50_000, 10, 10
"""Thresholds of the collector for keys that come without such a moment."""
_HERE = Path(__file__).parent
_STYLES = sorted(
    (path for folder in ("base", "call", "screens") for path in (_HERE / folder).glob("*.tcss")),
    key=lambda path: path.name,
)


class TrainerApp(App[None]):
    """The trainer app. It loads all styles at once: adding one later would parse all again."""

    TITLE = "Session"
    CSS_PATH: ClassVar = [_HERE / "trainer.tcss", *_STYLES]
    BINDINGS: ClassVar[list[BindingType]] = [
        # Works on every screen, the palette included; `FRAME_BINDINGS` has it again, to show it.
        Binding(
            f"ctrl+c,{EXIT_KEYS}", "quick_exit", "Leave now", id="quick_exit", show=False,
            priority=True, system=True,
        ),
        Binding("ctrl+z", "refuse_stop", "", show=False, priority=True, system=True),
    ]  # fmt: skip

    def __init__(
        self,
        clock: Clock,
        library: Library,
        *,
        defaults: MenuDefaults | None = None,
        recording: RecordOptions | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """Create the app; `check` refuses a wrong request, once something is on the screen."""
        super().__init__()
        self.clock = clock
        self.library = library
        self.defaults = defaults or MenuDefaults()
        self.recording = recording
        """None if runs aren't recorded."""
        self._check = check
        self._lesson = False
        self.refused: SimulatorError | None = None
        """What is wrong with what was asked for."""
        self.unfinished: dict[Role | None, Unfinished] = {}
        """What is half done in the seats of the call that are not shown."""
        self.left_quickly = False
        """Whether the user left by the quick exit."""
        self.goes_on_in_browser = False
        """Whether the pages for a group are wanted after the screens."""
        self.alone = False
        """Whether the process runs only this app, so that signals are meant for it."""
        self._tidying: Timer | None = None
        self._frozen = False
        self.calm = constants.TEXTUAL_ANIMATIONS == "none"
        """Whether nothing on a screen moves unasked: what rings is a state in words as well."""
        self.animation_level = "none"
        for name in TOKENS:
            self.register_theme(theme(name))
        self.adapt("dark", {})

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our tokens for a theme of Textual's, which has none of them."""
        return TOKENS["night"]

    def watch_theme(self, name: str) -> None:
        """Draw edges where all surfaces are black."""
        self.set_class(name in EDGED, "-edged")

    def adapt(self, name: str, keys: Keymap) -> None:
        """Take the user's colours and keys."""
        self.theme = THEMES[name]
        self.set_keymap(keys)

    def use_plain_letters(self) -> None:
        """Draw with ASCII alone, for a terminal that has nothing else."""
        self._filters.append(PlainLetters())

    def get_driver_class(self) -> type[Driver]:
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":  # Windows, or a browser
            return usual
        # Its module can be imported on POSIX only.
        from simulator.tui.base.terminal_driver import TerminalDriver

        return TerminalDriver

    def on_mount(self) -> None:
        self.watch_sub_title("")  # A shell may have put the command into the title.
        # Paint the safety line, and what a call has in it, before anything else is read.
        wished = self.defaults
        if wished.scenario and wished.seat:
            header = self.library.header(wished.scenario)
            if header.content_note is not None:
                self.push_screen(NoteScreen(header, seat_in(header, wished.seat)))
        elif not self.is_headless:
            self.push_screen(TrainerScreen())
        self.call_after_refresh(self.begin)

    def watch_sub_title(self, state: str) -> None:
        """Put the state of the window into the terminal's title, which says nothing of calls."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]0;{self.title}{': ' if state else ''}{state}\x07")

    def begin(self) -> None:
        """Open the first screen."""
        if self.left_quickly:
            return
        try:
            self._check()
            self._open_first()
        except SimulatorError as error:
            self.refused = error
            self.exit(return_code=2)
        self._tidy_later()

    def _open_first(self) -> None:
        """Open the menu, or complete the note of the call that the command line names."""
        wished = self.defaults
        if not (wished.scenario and wished.seat):
            self.open_menu()
            return
        scenario = self.library.scenario(wished.scenario).scenario
        setup = wished.setup(self.library, scenario, seat_in(scenario, wished.seat))
        if isinstance(self.screen, NoteScreen):
            self.screen.complete(setup)
        else:
            self.announce(setup)
        self._lesson = wished.lesson

    # A screen is imported when it is opened. At the top of this file the menu alone would put
    # 290 ms before the safety line, which the app has on the screen after 190 (processor time);
    # a call adds 40 to that, a debrief 55.

    def open_menu(self) -> None:
        """Show the menu, with nothing under it."""
        from simulator.tui.screens.home_screen import HomeScreen

        if self.defaults.scenario:  # They know what they look for.
            self.open_all_calls()
        else:
            self.replace_all(HomeScreen(self.defaults))
        if self.recording is not None:
            # Of a call that was stopped without the ending screen.
            for result in self.recording.results():
                self.notify(result)

    def open_all_calls(self, letters: str = "") -> None:
        """Show the list of all calls, with nothing under it; `letters` are searched for."""
        from simulator.tui.screens.menu_screen import MenuScreen

        self.replace_all(MenuScreen(self.defaults, letters))

    def open_browser(self) -> None:
        """End, and have the pages for a group opened afterwards."""
        self.goes_on_in_browser = True
        self.exit(return_code=0)

    def take_lesson(self) -> None:
        """Announce the call of the first lesson."""
        from simulator.seat.lesson import lesson_setup

        self.announce(lesson_setup(self.library))
        self._lesson = True

    def announce(self, setup: RunSetup, *, surprise: str = "") -> None:
        """Show the content note with its choices.

        With `surprise` (a sentence on the candidates), the title is shown after the call only.
        """
        self._lesson = False
        place = seat_of(setup.seats)
        self.push_screen(NoteScreen(setup.scenario, place, setup, surprise=surprise))

    def read(self, setup: RunSetup, *, surprise: bool) -> None:
        """Show the transcript of a run with all roles simulated."""
        from simulator.tui.screens.transcript_screens import ReadingScreen

        self.push_screen(ReadingScreen(setup, surprise=surprise))

    def play(self, setup: RunSetup) -> None:
        """Start the call."""
        from simulator.seat.seat_view import seat_view

        view = seat_view(self.library, setup, self.clock, self.recording)
        self.unfinished.clear()
        if self._lesson:
            view.begin_lesson()
        self.open_seat(view)

    def open_seat(self, seat_view: SeatView, role: Role | None = None) -> None:
        """Show a running call from one of its seats."""
        from simulator.tui.call.screens_by_seat import SCREENS

        role = role or seat_view.roles[0]
        self.replace_all(SCREENS[role](seat_view, role))

    def finish(self, seat_view: SeatView) -> None:
        """Show how the call ended."""
        from simulator.tui.screens.transcript_screens import EndingScreen

        self.replace_all(EndingScreen(seat_view))

    def open_debrief(self, seat_view: SeatView) -> None:
        """Ask for the trainee's own view, before the debrief."""
        from simulator.tui.screens.debrief_screen import OwnViewScreen

        self.replace_all(OwnViewScreen(seat_view))

    def replace_all(self, screen: Screen[None]) -> None:
        """Replace all open screens by one."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        (self.switch_screen if len(self.screen_stack) == 2 else self.push_screen)(screen)
        if self.alone:
            gc.unfreeze()  # The screens that were open can go now.
            self._frozen = False
            self._tidy_later()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseDown):
            self._tidy_later()
        if isinstance(event, events.Key) and event.is_forwarded and self._typed_late(event):
            return
        await super().on_event(event)

    def _typed_late(self, event: events.Key) -> bool:
        """Type a letter that came with the key that opened a field, and so went to the screen."""
        from textual.widgets import Input  # 10 ms

        field = self.focused
        is_letter = event.is_printable and not event.key.startswith("alt+")
        if not isinstance(field, Input) or not is_letter:
            return False
        field.insert_text_at_cursor(event.character or "")
        return True

    # To look through all that is open takes 150 ms: as slow as the slowest key of a call. So that
    # is done once for each screen, in a pause. What keys and windows leave takes 10 ms, in any
    # moment between two keys.

    def _tidy_later(self) -> None:
        """Collect garbage once no key has come for a while."""
        if self._tidying is not None:
            self._tidying.stop()
        wait = _MOMENT_S if self._frozen else _PAUSE_S
        self._tidying = self.set_timer(wait, self._tidy) if self.alone else None

    def _tidy(self) -> None:
        # Textual keeps the pictures of up to 1,024 widgets there, of closed windows as well.
        StylesCache.get_inner_outer.cache_clear()
        gc.collect()
        if not self._frozen:
            gc.freeze()  # What is open stays: later collections need not look through it.
            gc.set_threshold(*_WITHOUT_PAUSE)
            self._frozen = True

    @property
    def return_code(self) -> int | None:
        """The exit code; after the quick exit 0, or 1 if a call wasn't kept in its record."""
        lost = self.recording.exit_code if self.recording is not None else 0
        return lost if self.left_quickly else super().return_code

    def panic(self, *renderables: RenderableType) -> None:
        """End with an error report; after the quick exit, without one."""
        if self.alone:
            # Textual waits for ever for a terminal that is closed.
            leave_soon(1)
        super().panic(*(() if self.left_quickly else renderables))

    def _fatal_error(self) -> None:
        """End after an exception.

        Textual would print local variables, so captions and notes of the call would stay in the
        terminal.
        """
        from rich.traceback import Traceback

        self.panic(Traceback(show_locals=False))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the palette's commands, without those that would write a file of a call."""
        commands = super().get_system_commands(screen)
        return (each for each in commands if each.title not in _NOT_OFFERED)

    def action_command_palette(self) -> None:
        if self.use_command_palette and not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    async def action_quit(self) -> None:
        self.action_quick_exit()

    def action_quick_exit(self) -> None:
        self.left_quickly = True
        if self.alone:
            leave_now(self.return_code or 0)
        self.exit(return_code=0)

    def action_refuse_stop(self) -> None:
        """Say why Ctrl+Z does nothing: a window without a shell could not go on afterwards."""
        self.notify("Ctrl+Z does not stop this program. F2 or Ctrl+L leaves it.")
