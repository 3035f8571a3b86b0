"""The app of a group session. It has the same quick exit, and records nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from simulator.awareness.group_session import GroupSession
from simulator.awareness.page_builder import PageBuilder
from simulator.tui.app import TrainerApp

if TYPE_CHECKING:
    from textual.screen import Screen

    from simulator.content.awareness.plan import Plan
    from simulator.content.library.library import Library
    from simulator.content.library.translations import Translation
    from simulator.session.clock import Clock


class AwarenessApp(TrainerApp):
    """The app of a group session."""

    CSS_PATH: ClassVar = [*TrainerApp.CSS_PATH, Path(__file__).with_name("awareness.tcss")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, clock: Clock, library: Library, plans: Sequence[Plan], say: Translation
    ) -> None:
        super().__init__(clock, library)
        self.say = say
        self.cannot_stop = say("cannot-stop")
        self._plans = tuple(plans)

    def frame(self) -> Screen[None]:
        """Return the safety line in the session's language."""
        from simulator.tui.awareness.dialogs import Blank

        return Blank(self.say)

    def begin(self) -> None:
        """Open the first page of the plan; without a plan, the list of plans."""
        if self.left_quickly:
            return
        if len(self._plans) == 1:
            self._take(0)
            return
        from simulator.tui.awareness.dialogs import PlanScreen

        self.push_screen(PlanScreen(self._plans, self.say), self._take)

    def _take(self, place: int | None) -> None:
        if place is None:
            return
        from simulator.tui.awareness.session_screen import SessionScreen

        parts = PageBuilder(self.library, self._plans[place], self.say)
        self.session = GroupSession(parts, self.clock)
        self.push_screen(SessionScreen(self.session, self.say))

    def open_menu(self) -> None:
        """Do nothing: a group session has no menu."""
