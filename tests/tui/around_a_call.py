"""The trainer for tests of the screens around a call: it keeps what it was asked to play."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from simulator.content.library.library import Library
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.seat.setup import place_in, setup_for
from simulator.seat.sitting import Sitting, coaches, materials
from simulator.session.clock import ManualClock
from simulator.session.run.live import Setup
from simulator.tui.app import TrainerApp
from simulator.tui.base.navigator import Wishes
from tests.session.calls import LIBRARY
from tests.tui.apps import lines_of
from tests.tui.unseen import Unseen

SIZES = [
    pytest.param(size, marks=[] if size == (80, 24) else pytest.mark.thorough)
    for size in ((60, 20), (80, 24), (160, 45))
]
BEGUN: Millis = 7_654_321
"""Where the tests' clock stands."""
_MINUTE: Millis = 60_000


class Keeping(Unseen, TrainerApp):
    """The app, but a call that would begin is only kept."""

    def __init__(self, wishes: Wishes | None = None, library: Library = LIBRARY) -> None:
        """An app over `library`, with a clock that stands still."""
        super().__init__(ManualClock(BEGUN), library, wishes=wishes)
        self.announced: list[Setup] = []
        self.played: list[Setup] = []
        self.exits = 0
        """How often the quick exit was taken."""
        self.stays = False
        """Whether the app stays all the same, so that more can be tried in it."""

    def announce(self, setup: Setup, *, surprise: str = "") -> None:
        """Keep it, and go on as usual."""
        self.announced.append(setup)
        super().announce(setup, surprise=surprise)

    def play(self, setup: Setup) -> None:
        """Keep it."""
        self.played.append(setup)

    def action_quick_exit(self) -> None:
        """Count it; leave only when nothing more is to be tried."""
        self.exits += 1
        if not self.stays:
            super().action_quick_exit()


class Visitor:
    """Somebody at the keyboard and the mouse."""

    def __init__(self, app: Keeping, pilot: Pilot[None]) -> None:
        """At `app`, by `pilot`."""
        self.app = app
        self.pilot = pilot

    @property
    def text(self) -> str:
        """All that can be read on the screen, in one line."""
        return " ".join(" ".join(lines_of(self.app)).split())

    @property
    def screen(self) -> str:
        """The name of the screen that is shown."""
        return type(self.app.screen).__name__

    async def press(self, *keys: str) -> None:
        """Press keys, and let everything settle that comes of it."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Write a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def click(self, selector: str, times: int = 1) -> None:
        """Click in the middle of a widget."""
        await self.pilot.click(selector, times=times)
        await self.pilot.pause()
        await self.pilot.pause()

    async def take(self, way: str) -> None:
        """Press a key, or click on the widget of a selector."""
        await (self.click(way) if way.startswith("#") else self.press(way))

    def says(self, selector: str) -> str:
        """All that a piece of text on the screen says, also where it has to be scrolled to."""
        return in_full(self.app.screen.query_one(selector, Static))


@asynccontextmanager
async def visiting(
    wishes: Wishes | None = None,
    size: tuple[int, int] = (80, 24),
    library: Library = LIBRARY,
) -> AsyncIterator[Visitor]:
    """Somebody who has just opened the trainer."""
    app = Keeping(wishes, library)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield Visitor(app, pilot)


async def leaves_from_everywhere(visitor: Visitor, at_least: int) -> None:
    """Both keys leave, whichever widget of the screen has the focus, and the exit code is 0."""
    app = visitor.app
    chain = app.screen.focus_chain
    assert len(chain) >= at_least
    app.stays = True
    for widget in chain:
        widget.focus()
        await visitor.pilot.pause()
        for key in ("f2", "ctrl+backslash"):
            before = app.exits
            await visitor.press(key)
            assert app.exits == before + 1, f"{key} does not leave from {widget}"
    app.stays = False
    await visitor.press("f2")
    assert app.return_code == 0
    assert app.left_quickly


def in_full(widget: Widget) -> str:
    """The text of a widget at its size, as one line with single spaces."""
    strips = widget.render_lines(Region(0, 0, *widget.size))
    return " ".join(" ".join(strip.text for strip in strips).split())


def reachable(widget: Widget, within: Widget) -> bool:
    """Whether every line of `widget` can be scrolled to in `within`, and no column is cut off."""
    fits = within.region.x <= widget.region.x and widget.region.right <= within.region.right
    last_line = widget.virtual_region.bottom
    return fits and last_line <= within.max_scroll_y + within.scrollable_content_region.height


def wish(name: str, seat: str, *, seed: int = 0, profile: str = "") -> Setup:
    """A setup of a shipped scenario."""
    scenario = LIBRARY.scenario(name).scenario
    return setup_for(LIBRARY, scenario, place_in(scenario, seat), seed=seed, profile=profile)


def finished(app: TrainerApp, setup: Setup) -> Sitting:
    """A sitting in which people did nothing but answer, and that has come to its end."""
    clock = app.clock
    assert isinstance(clock, ManualClock)
    sitting = Sitting(setup, clock, materials(app.library, setup), partial(coaches, app.library))
    for _ in range(600):
        sitting.catch_up()
        if sitting.live.over:
            return sitting
        if sitting.live.next_call_after is not None:
            sitting.live.go_on()
        for role in setup.seats:
            _do_something(sitting, role)
        clock.tick(_MINUTE // 6)
    raise AssertionError("the sitting does not end")


def _do_something(sitting: Sitting, role: Role) -> None:
    """Dial or answer where that is possible; otherwise, as an operator, end the call."""
    for offer in sitting.offers(role):
        if offer.why_not is None and offer.kind in ("answer", "dial", "end_call"):
            asked = sitting.parameters(role, offer.act)
            chosen = {each.name: each.options[0].value for each in asked}
            sitting.do(role, offer.act, chosen)
            return
    if role is Role.CALLER:
        hang_up = next(offer for offer in sitting.offers(role) if offer.kind == "hang_up")
        if hang_up.why_not is None and sitting.live.now > 0:
            sitting.do(role, hang_up.act, {})
