"""The trainer's apps for tests, their user, and a clock that only the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

import pytest
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, LinePlayed, StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineStage, Role
from simulator.seat.open_act import ShownQuestion
from simulator.seat.run_choices import MenuDefaults
from simulator.seat.seat_view import SeatView
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import RunSetup
from simulator.tui.app import TrainerApp
from simulator.tui.base.screen_frame import TrainerScreen
from simulator.tui.call.call_screen import CallScreen
from simulator.tui.call.card_pane import CardPane
from simulator.tui.call.command_line import CommandLine
from simulator.tui.call.text_block import TextBlock
from tests.session.calls import DEFAULT, FORCES, LIBRARY, steady
from tests.session.sitting import SHIPPED
from tests.tui.unseen import Unseen

A = TypeVar("A", bound=App[None])
B = TypeVar("B")
W = TypeVar("W", bound=Widget)
Size = tuple[int, int]
SIZE: Size = (80, 24)
SIZES = [
    pytest.param(size, marks=[] if size == SIZE else pytest.mark.thorough)
    for size in ((60, 20), SIZE, (160, 45))
]
"""The usual size is tried every day, the others in the thorough tests."""
IN_THE_ROOM = steady("partner-in-the-room")
PATIENCE: Millis = 1_800_000
"""Simulated milliseconds after which something that does not come counts as not coming."""
STEP: Millis = 500
"""The clock goes by as many of these as the next thing takes to come, between two looks."""
SURE = ("sure",)
"""The word that means an act that can't be undone, typed once it is asked back, and Enter."""
SOON: Millis = 100
"""Real milliseconds within which what is due is not worth waiting for."""
BEGUN: Millis = 7_654_321
"""The clock of an app that begins in the menu."""
_KEYS = {
    " ": "space", "/": "slash", "?": "question_mark", "'": "apostrophe", ",": "comma",
    ".": "full_stop", "-": "minus", "*": "asterisk", "#": "number_sign",
}  # fmt: skip


def lines_of(app: App[None]) -> list[str]:
    """Return the lines that can be read on the screen."""
    # The same as in an exported picture, which would be drawn and then read again.
    stack = app._background_screens
    update = app.screen._compositor.render_update(full=True, screen_stack=stack)
    assert isinstance(update, LayoutUpdate)
    lines = ("".join(strip.text for strip in strips) for strips in update.strips)
    return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines]


def in_full(widget: Widget) -> str:
    """Return the text of a widget at its size, as one line with single spaces."""
    strips = widget.render_lines(Region(0, 0, *widget.size))
    return " ".join(" ".join(strip.text for strip in strips).split())


def reachable(widget: Widget, within: Widget) -> bool:
    """Return whether `widget` can be scrolled to in `within`, and no column is cut off."""
    fits = within.region.x <= widget.region.x and widget.region.right <= within.region.right
    last_line = widget.virtual_region.bottom
    return fits and last_line <= within.max_scroll_y + within.scrollable_content_region.height


class Staying(Unseen):
    """An app that counts quick exits and can be made to stay."""

    exits = 0
    stays = False
    """Whether the app stays after a quick exit, so that more can be tried in it."""

    def action_quick_exit(self) -> None:
        """Count it; leave only when nothing more is to be tried."""
        self.exits += 1
        if not self.stays:
            super().action_quick_exit()  # type: ignore[misc]


class User(Generic[A]):
    def __init__(self, app: A, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def shown(self) -> list[str]:
        return lines_of(self.app)

    @property
    def text(self) -> str:
        return "\n".join(self.shown)

    @property
    def flowing(self) -> str:
        """All that can be read, as one line."""
        return " ".join(self.text.split())

    @property
    def window_text(self) -> str:
        """All that can be read in the window that is open, else of what the line asks."""
        screen = self.app.screen
        if not screen.query(".window"):
            blocks = screen.query_one(CommandLine).query(TextBlock)
            return "\n".join(str(each.shown) for each in blocks if each.display)
        region = screen.query_one(".window").region
        return "\n".join(row[region.x : region.right] for row in self.rows(region))

    @property
    def on_top(self) -> str:
        """The name of the screen that is shown."""
        return type(self.app.screen).__name__

    def rows(self, region: Region) -> list[str]:
        return self.shown[region.y : region.bottom]

    def one(self, selector: str, kind: type[W]) -> W:
        """Return a widget of the screen on top."""
        return self.app.screen.query_one(selector, kind)

    def says(self, selector: str) -> str:
        """Return the text of a widget, also where it has to be scrolled to, or is hidden."""
        found = self.one(selector, Static)
        if isinstance(found, TextBlock) and not found.display:
            return str(found.shown)
        return in_full(found)

    async def settle(self) -> None:
        """Wait for everything that follows from what was done."""
        await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*(_KEYS.get(letter, letter) for letter in text))

    async def click(self, selector: Any, **where: Any) -> None:
        """Click on a widget, named by a selector or a class, in its middle or at an offset."""
        await self.pilot.click(selector, **where)
        await self.settle()

    async def take(self, way: str) -> None:
        await (self.click(way) if way.startswith("#") else self.press(way))


async def leaves_from_everywhere(
    user: User[Any], keys: Sequence[str] = ("f2", "ctrl+l", "ctrl+c")
) -> None:
    """Check that each key leaves at once, whichever widget has the focus, or none, with code 0."""
    app, stack = user.app, list(user.app.screen_stack)
    app.stays = True
    for widget in [*(each for each in app.screen.query("*") if each.focusable), None]:
        for key in keys:
            app.screen.set_focus(widget)
            await user.pilot.pause()
            assert app.focused is widget
            before = app.exits
            await user.pilot.press(key)
            assert app.exits == before + 1, f"{key} does not leave from {widget}"
            assert list(app.screen_stack) == stack
    app.stays = False
    assert not app.left_quickly
    await user.pilot.press(keys[-1])
    assert app.left_quickly
    assert app.return_code == 0


class Elsewhere(TrainerScreen[None]):
    """A screen with nothing on it, where a call has been left."""


class InACall(Staying, TrainerApp):
    """The app without its menu: it begins in a call, and notes where it would have gone."""

    def __init__(self, setup: RunSetup) -> None:
        self.manual = ManualClock()
        super().__init__(self.manual, LIBRARY)
        self.calm = True  # A pulse goes by real time.
        self.setup = setup
        self.sitting: SeatView | None = None
        self.menus = 0
        """How often the menu was asked for after the call had begun."""
        self.finished: list[SeatView] = []

    def open_menu(self) -> None:
        """Begin with the call; afterwards only note that the menu was asked for."""
        if self.sitting is None:
            self.play(self.setup)
        else:
            self.menus += 1
            self.replace_all(Elsewhere())

    def open_seat(self, sitting: SeatView, role: Role | None = None) -> None:
        self.sitting = sitting
        super().open_seat(sitting, role)

    def finish(self, sitting: SeatView) -> None:
        self.finished.append(sitting)
        self.replace_all(Elsewhere())


def setup(
    scenario: str | Scenario,
    *seats: Role,
    profile: Profile = DEFAULT,
    coached: bool = False,
    seed: int = 0,
    speed: float = 1.0,
) -> RunSetup:
    found = SHIPPED[scenario] if isinstance(scenario, str) else scenario
    force = FORCES[found.force or "generic"]
    return RunSetup(found, profile, force, seed=seed, seats=seats, coached=coached, speed=speed)


class Person(User[InACall]):
    @property
    def sitting(self) -> SeatView:
        assert self.app.sitting is not None
        return self.app.sitting

    @property
    def log(self) -> Sequence[Entry]:
        return self.sitting.live.log

    @property
    def bodies(self) -> list[Body]:
        return [entry.body for entry in self.log]

    def did(self, role: Role) -> list[Body]:
        return [entry.body for entry in self.log if entry.actor is role]

    @property
    def stages(self) -> list[LineStage]:
        """The stages that the line has gone through."""
        return [body.stage for body in self.find(StageEntered)]

    def find(self, kind: type[B]) -> list[B]:
        return [body for body in self.bodies if isinstance(body, kind)]

    @property
    def call_screen(self) -> CallScreen:
        """The screen of the call, under any window that is open."""
        return next(s for s in self.app.screen_stack if isinstance(s, CallScreen))

    def line(self, name: str) -> str:
        """Return the text of a line of the call's screen, as it can be read."""
        found = self.call_screen.query_one(name)
        if isinstance(found, TextBlock) and not found.display:
            return str(found.shown)
        return " ".join(in_full(each) for each in (found.query(Static) or [found])).strip()

    def card(self, name: str) -> str:
        """Return the text of a card, also where it has to be scrolled to."""
        panes = self.call_screen.query(CardPane)
        return in_full(next(pane for pane in panes if pane.card_id == name))

    @property
    def remark(self) -> str:
        """The notice above the line; also before its band is painted."""
        return " ".join(str(self.call_screen.query_one("#remark", TextBlock).shown).split())

    async def open_acts(self) -> None:
        """Show the acts of the seat: at a desk with a slash, while the line is empty."""
        if self.call_screen.at_desk:
            await self.press("slash")
            await self.settle()

    async def walk(self, *steps: str | Millis | LineStage | Intent) -> None:
        """Press a key, find and take an option (``=letters``), wait, or come to a stage or line."""
        for step in steps:
            match step:
                case LineStage():
                    await self.until_stage(step)
                case Intent():
                    await self.until_said(step)
                case int():
                    await self.wait(step)
                case _ if step.startswith("=") and len(step) > 1:
                    await self.type(step[1:])
                    await self.press("enter")
                case _ if len(step) == 1 and self.takes_acts:
                    await self.act(step)
                case _:
                    await self.press(step)

    @property
    def asked(self) -> ShownQuestion | None:
        """What the line asks for."""
        return self.call_screen.query_one(CommandLine).asks

    @property
    def takes_acts(self) -> bool:
        """Whether no window is open, and the line asks for nothing."""
        return self.app.screen is self.call_screen and self.asked is None

    async def press(self, *keys: str) -> None:
        for key in keys:
            if key in SURE:
                assert self.asked is not None
                await self.type(self.asked.word)
                await super().press("enter")
            else:
                await self.pilot.press(key)
        await self.settle()

    async def act(self, key: str) -> None:
        """Do an act by its key: at a desk it is typed after a slash, with Enter."""
        if self.call_screen.at_desk:
            await self.press("slash", key, "enter")
        else:
            await self.press(key)

    async def dial(self, to: LineStage | None = None) -> None:
        await self.walk("d", "=999")
        if to is not None:
            await self.until_stage(to)

    async def wait(self, span: Millis) -> None:
        self._pass(span)
        await self.pilot.pause()

    def _pass(self, span: Millis) -> None:
        """Let time go on, and on to what is due very soon.

        Otherwise the screen would look again and again at a clock that does not move.
        """
        self.app.manual.tick(span)
        self.call_screen.wake()
        while 0 < (self.sitting.live.wait() or 0) < SOON:
            self.app.manual.tick(self.sitting.live.wait() or 0)
            self.call_screen.wake()

    async def until(self, seen: Callable[[], object], within: Millis = PATIENCE) -> None:
        """Let time go on until something is so, and has been shown.

        Between two looks nothing is painted, so `seen` asks the log or what is known.
        """
        for _ in range(within // STEP):
            if seen():
                await self.pilot.pause()
                return
            screen = self.app.screen
            steps = -(-(self.sitting.live.wait() or 0) // STEP)
            self._pass(max(1, steps) * STEP)
            if self.app.screen is not screen:
                await self.pilot.pause()
        raise AssertionError(f"it did not come about; the screen says\n{self.text}")

    async def until_ends(self) -> None:
        await self.until(lambda: self.sitting.live.outcome is not None)

    async def until_stage(self, stage: LineStage) -> None:
        await self.until(lambda: self.stages and self.stages[-1] is stage)

    async def until_said(self, intent: Intent) -> None:
        await self.until(
            lambda: any(
                isinstance(body, do.Say | LinePlayed) and body.intent is intent
                for body in self.bodies
            )
        )


@asynccontextmanager
async def playing(
    of: RunSetup, size: Size = SIZE, *, moving: bool = False
) -> AsyncIterator[Person]:
    """Yield a user in a call that has just begun; `moving`: what rings pulses."""
    app = InACall(of)
    app.calm = not moving
    async with app.run_test(size=size) as pilot:
        person = Person(app, pilot)
        # The frame is painted before the first screen is opened.
        while not any(isinstance(screen, CallScreen) for screen in app.screen_stack):
            await pilot.pause()
        await person.wait(0)
        yield person


class Keeping(Staying, TrainerApp):
    def __init__(self, defaults: MenuDefaults | None, library: Library) -> None:
        super().__init__(ManualClock(BEGUN), library, defaults=defaults)
        self.announced: list[RunSetup] = []
        self.played: list[RunSetup] = []

    def announce(self, setup: RunSetup, *, surprise: str = "") -> None:
        self.announced.append(setup)
        super().announce(setup, surprise=surprise)

    def play(self, setup: RunSetup) -> None:
        self.played.append(setup)


class Visitor(User[Keeping]):
    """The user of a trainer that has just been opened."""


@asynccontextmanager
async def visiting(
    defaults: MenuDefaults | None = None,
    size: Size = SIZE,
    library: Library = LIBRARY,
    *,
    first_page: bool = False,
) -> AsyncIterator[Visitor]:
    """Yield a user who has just opened the trainer, and gone to the list of all calls."""
    app = Keeping(defaults, library)
    async with app.run_test(size=size) as pilot:
        visitor = Visitor(app, pilot)
        await visitor.settle()
        if not first_page and visitor.on_top == "HomeScreen":
            await visitor.press("f4")
        yield visitor
