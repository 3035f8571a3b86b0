"""The app: which screen follows which. Everything that it needs is handed to it."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from simulator.content.library import Library
from simulator.core.terms import Role
from simulator.review.coaching import Coach
from simulator.seat.materials import Materials
from simulator.seat.numbers import number_of
from simulator.seat.sitting import Sitting
from simulator.session.clock import Clock
from simulator.session.live import Setup
from simulator.tui import themes

NEUTRAL_TITLE = "Terminal"


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line; it is chosen already in the menu."""

    scenario: str = ""
    seat: str = ""
    profile: str = ""
    force: str = ""
    seed: int = 0
    speed: float = 1.0
    coached: bool = True


class TrainerApp(App[None]):
    """The trainer."""

    TITLE = "Session"
    CSS_PATH = Path(__file__).with_name("trainer.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quick_exit", "Leave now", show=False, priority=True, system=True),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, clock: Clock, library: Library, *, wishes: Wishes | None = None, theme: str = "dark"
    ) -> None:
        """An app over a library and a clock."""
        super().__init__()
        self.clock = clock
        self.library = library
        self.wishes = wishes or Wishes()
        self.left_quickly = False
        """Whether somebody left by the quick exit."""
        self.animation_level = "none"
        for ours in themes.OURS:
            self.register_theme(ours)
        self.theme = themes.NAMES[theme]

    def on_mount(self) -> None:
        """Open the first screen; what is alive then will stay, and need not be looked at again."""
        from simulator.tui.leaving import on_signals

        if not self.is_headless:
            on_signals(self.action_quick_exit)
        self.open_menu()
        self.call_after_refresh(gc.freeze)

    # --- which screen follows which ---------------------------------------------------------------

    def open_menu(self) -> None:
        """The first screen, and nothing under it."""
        from simulator.tui.screens.menu import MenuScreen

        self.replace_all(MenuScreen(self.wishes))

    def announce(self, setup: Setup) -> None:
        """Say what is coming, with the choices that a content note offers."""
        from simulator.tui.screens.note import NoteScreen

        self.push_screen(NoteScreen(setup))

    def play(self, setup: Setup) -> None:
        """Begin the call."""
        self.take_place(Sitting(setup, self.clock, self.materials(setup), self.coaches))

    def take_place(self, sitting: Sitting, role: Role | None = None) -> None:
        """Sit down at a call that has begun, in one of its seats."""
        from simulator.tui.screens.seats import screen_for

        self.replace_all(screen_for(sitting, role or sitting.roles[0]))

    change_seat = take_place

    def finish(self, sitting: Sitting) -> None:
        """The call is over."""
        from simulator.tui.screens.ending import EndingScreen

        self.replace_all(EndingScreen(sitting))

    def replace_all(self, screen: object) -> None:
        """Show a screen in the place of every other one."""
        from textual.screen import Screen

        assert isinstance(screen, Screen)
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    # --- what a call needs ------------------------------------------------------------------------

    def materials(self, setup: Setup) -> Materials:
        """What lies on the desk in that setup."""
        others = {
            loaded.force.id: loaded.force.title
            for loaded in self.library.forces()
            if loaded.force.id != setup.force.id
        }
        number = number_of(setup.scenario, self.library.drama_numbers())
        return Materials(setup.profile, setup.force, self.library.questions(), others, number)

    def coaches(self, setup: Setup) -> Mapping[Role, Coach]:
        """A coach for each handler's seat; a caller has none."""
        from simulator.seat.coaches import coaches

        return coaches(self.library, setup)

    # --- leaving ----------------------------------------------------------------------------------

    def action_quick_exit(self) -> None:
        """Leave at once: no question, nothing kept, exit code 0."""
        self.left_quickly = True
        self.exit(return_code=0)
