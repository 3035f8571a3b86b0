"""The app of a session in a room. It leaves as quickly as the trainer, and writes nothing down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from simulator.awareness.group_session import RoomSession
from simulator.awareness.page_builder import PageBuilder
from simulator.tui.app import TrainerApp

if TYPE_CHECKING:
    from textual.screen import Screen

    from simulator.awareness.pages import Page
    from simulator.content.awareness.plan import Plan
    from simulator.content.library.library import Library
    from simulator.content.library.translations import Translation
    from simulator.session.clock import Clock


class RoomApp(TrainerApp):
    """A session, from its welcome to its calm end."""

    CSS_PATH: ClassVar = [*TrainerApp.CSS_PATH, Path(__file__).with_name("awareness.tcss")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        clock: Clock,
        library: Library,
        plans: Sequence[Plan],
        say: Translation,
        *,
        theme: str = "dark",
    ) -> None:
        super().__init__(clock, library, theme=theme)
        self.say = say
        self._plans = tuple(plans)
        self.plan = self._plans[0]
        self.take(self.plan)

    def take(self, plan: Plan) -> None:
        """Take a plan; its time begins."""
        self.plan = plan
        self.parts = PageBuilder(self.library, plan, self.say)
        self.session = RoomSession(plan, self.parts, self.clock)

    def frame(self) -> Screen[None]:
        """The safety line, in the session's language."""
        from simulator.tui.awareness.dialogs import Blank

        return Blank(self.say)

    def begin(self) -> None:
        """Open the first page, or ask which session it shall be."""
        if self.left_quickly:
            return
        if len(self._plans) == 1:
            self._open()
            return
        from simulator.tui.awareness.dialogs import PlanScreen

        def chosen(place: int | None) -> None:
            if place is not None:
                self.take(self._plans[place])
                self._open()

        self.push_screen(PlanScreen(self._plans, self.say), chosen)

    def _open(self) -> None:
        from simulator.tui.awareness.session_screen import RoomScreen

        self.push_screen(RoomScreen(self.session, self.say))

    def open_menu(self) -> None:
        """There is no menu in a room."""

    # --- help ------------------------------------------------------------------------------------

    def shows_help(self, page: Page) -> bool:
        """Whether a page is one of those that say where to find help."""
        return page.heading in {each.heading for each in self.parts.help()}
