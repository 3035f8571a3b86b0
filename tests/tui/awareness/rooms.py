"""A session for tests: at the keyboard of one, against a clock that only the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.widgets import Static

from simulator.awareness.pages import Note, Page
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import Library
from simulator.content.library.translation import Translation
from simulator.session.clock import ManualClock
from simulator.tui.awareness.app import RoomApp
from simulator.tui.awareness.screen import RoomScreen
from simulator.tui.awareness.views import View
from tests.awareness.rooms import PLANS, SAY
from tests.session.calls import LIBRARY
from tests.tui.apps import lines_of
from tests.tui.unseen import Unseen

SIZE = (80, 24)


class UnseenRoom(Unseen, RoomApp):
    """The app of a session, where nobody looks."""


class Facilitator:
    """Somebody who leads a session."""

    def __init__(self, app: RoomApp, clock: ManualClock, pilot: Pilot[None]) -> None:
        self.app = app
        self.clock = clock
        self.pilot = pilot

    @property
    def screen(self) -> RoomScreen:
        """The session's screen, under whatever is on top of it."""
        return next(s for s in self.app.screen_stack if isinstance(s, RoomScreen))

    @property
    def page(self) -> Page:
        """The page that the session is at."""
        return self.app.session.page

    @property
    def view(self) -> View:
        """The view of it."""
        return self.screen.view

    @property
    def text(self) -> str:
        """All that can be read."""
        return "\n".join(lines_of(self.app))

    @property
    def flowing(self) -> str:
        """All that can be read, as one line."""
        return " ".join(self.text.split())

    def strings(self) -> list[tuple[str, bool]]:
        """Every text of the screen on top, and whether it is content as its file has it."""
        found: list[tuple[str, bool]] = []
        for widget in self.app.screen.query(Static):
            written = any(node.has_class("as-written") for node in widget.ancestors_with_self)
            found.append((str(widget.content), written))
        return found

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def forward(self) -> None:
        """What Space does, without waiting for the picture of it."""
        await self.screen.action_forward()

    async def on(self) -> None:
        """Go on by whatever goes on here: before a call, that is the choice to see it."""
        if isinstance(self.page, Note):
            await self.screen.action_go_on()
        else:
            await self.forward()

    async def wait(self, span: int) -> None:
        """Let time go on."""
        self.clock.tick(span)
        self.screen.wake()
        await self.pilot.pause()

    async def go_to(self, place: int) -> None:
        """Jump to a step, by the list of parts."""
        await self.press("j", "home", *["down"] * place, "enter")


@asynccontextmanager
async def leading(
    plan: Plan | str,
    *,
    size: tuple[int, int] = SIZE,
    say: Translation = SAY,
    library: Library = LIBRARY,
    plans: Sequence[Plan] = (),
) -> AsyncIterator[Facilitator]:
    """A session that has just begun."""
    clock = ManualClock()
    chosen = PLANS[plan] if isinstance(plan, str) else plan
    app = UnseenRoom(clock, library, plans or [chosen], say)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Facilitator(app, clock, pilot)
