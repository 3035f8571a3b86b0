"""A session for tests: at the keyboard of its facilitator, against a clock that the test moves."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.widgets import Static

from simulator.awareness.pages import Page
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import Library
from simulator.content.library.translations import Translation
from simulator.session.clock import ManualClock
from simulator.tui.awareness.awareness_app import AwarenessApp
from simulator.tui.awareness.page_views import View
from simulator.tui.awareness.session_screen import SessionScreen
from tests.awareness.rooms import PLANS, SAY
from tests.session.calls import LIBRARY
from tests.tui.apps import SIZE, Size, Staying, User, W

MOST_KEYS = 900


class UnseenRoom(Staying, AwarenessApp):
    """The app of a session, which paints nothing by itself."""


class Facilitator(User[UnseenRoom]):
    """The user who leads a session."""

    def __init__(self, app: UnseenRoom, clock: ManualClock, pilot: Pilot[None]) -> None:
        super().__init__(app, pilot)
        self.clock = clock

    @property
    def screen(self) -> SessionScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, SessionScreen))

    @property
    def page(self) -> Page:
        return self.app.session.page

    @property
    def view(self) -> View:
        return self.screen.view

    def at(self, kind: type[W]) -> W:
        assert isinstance(self.view, kind)
        return self.view

    def content(self, selector: str) -> str:
        return str(self.one(selector, Static).content)

    async def forward(self) -> None:
        await self.screen.action_forward()

    async def on(self) -> None:
        """Go on by the key that goes on here: before a call, that is the choice to see it."""
        if self.page.must_choose:
            await self.screen.action_choose("go_on")
        else:
            await self.forward()

    async def until(self, wanted: Callable[[Page], object]) -> None:
        for _ in range(MOST_KEYS):
            if wanted(self.page):
                await self.pilot.pause()
                return
            await self.on()
        raise AssertionError(f"it never comes; it is at {self.page.heading}")

    async def wait(self, span: int) -> None:
        self.clock.tick(span)
        self.screen.wake()
        await self.pilot.pause()

    async def touch(self, words: str) -> None:
        lines = self.shown
        row = next(n for n, line in enumerate(lines) if words in line)
        await self.pilot.click(offset=(lines[row].index(words) + 1, row))
        await self.settle()

    def is_at_the_end(self, before: Page) -> bool:
        """Return whether nothing follows this page, which was shown before as well."""
        session = self.app.session
        last = session.at + 1 == len(session.plan.steps)
        return self.page is before and last and not session.aside


@asynccontextmanager
async def leading(
    plan: Plan | str,
    *,
    size: Size = SIZE,
    say: Translation = SAY,
    library: Library = LIBRARY,
    plans: Sequence[Plan] = (),
) -> AsyncIterator[Facilitator]:
    """Yield the facilitator of a session that has just begun."""
    clock = ManualClock()
    chosen = PLANS[plan] if isinstance(plan, str) else plan
    app = UnseenRoom(clock, library, plans or [chosen], say)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Facilitator(app, clock, pilot)
