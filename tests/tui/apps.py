"""The trainer for tests: straight in a call, against a clock that only the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from textual._compositor import LayoutUpdate
from textual.pilot import Pilot

from simulator.audio.live import LiveSound
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, Played, StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineStage, Role
from simulator.seat.sitting import Sitting
from simulator.session.clock import ManualClock
from simulator.session.run.live import Setup
from simulator.tui.app import TrainerApp
from simulator.tui.base.frame import TrainerScreen
from simulator.tui.call.call import CallScreen
from tests.session.calls import DEFAULT, FORCES, LIBRARY
from tests.session.sitting import SHIPPED
from tests.tui.unseen import Unseen

B = TypeVar("B")
PATIENCE: Millis = 600_000
"""Simulated milliseconds after which something that does not come counts as not coming."""
STEP: Millis = 500
"""How far a person who waits for something lets the clock go between two looks."""
SOON: Millis = 100
"""Real milliseconds within which what is due is not worth waiting for."""
SIZE = (80, 24)


class Elsewhere(TrainerScreen[None]):
    """A screen with nothing on it, where a call has been left."""


class InACall(Unseen, TrainerApp):
    """The app without its menu: it begins in a call, and notes where it would have gone."""

    def __init__(self, setup: Setup, sound: LiveSound | None = None) -> None:
        """An app that begins with the call of `setup`."""
        self.manual = ManualClock()
        super().__init__(self.manual, LIBRARY, sound=sound)
        self.setup = setup
        self.sitting: Sitting | None = None
        self.menus = 0
        """How often the menu was asked for after the call had begun."""
        self.finished: list[Sitting] = []

    def open_menu(self) -> None:
        """Sit down at the call; afterwards only note that the menu was asked for."""
        if self.sitting is None:
            self.play(self.setup)
        else:
            self.menus += 1
            self.replace_all(Elsewhere())

    def take_place(self, sitting: Sitting, role: Role | None = None) -> None:
        """Remember the sitting."""
        self.sitting = sitting
        super().take_place(sitting, role)

    def finish(self, sitting: Sitting) -> None:
        """Note that the call is over."""
        self.finished.append(sitting)
        self.replace_all(Elsewhere())


def setup(
    scenario: str | Scenario,
    *seats: Role,
    profile: Profile = DEFAULT,
    coached: bool = False,
    seed: int = 0,
    speed: float = 1.0,
) -> Setup:
    """A sitting with that scenario, people in those seats."""
    told = SHIPPED[scenario] if isinstance(scenario, str) else scenario
    force = FORCES[told.force or "generic"]
    return Setup(told, profile, force, seed=seed, seats=seats, coached=coached, speed=speed)


class Person:
    """Somebody at the keyboard of a trainer."""

    def __init__(self, app: InACall, pilot: Pilot[None]) -> None:
        """At `app`, by `pilot`."""
        self.app = app
        self.pilot = pilot

    # --- what there is ---------------------------------------------------------------------------

    @property
    def sitting(self) -> Sitting:
        """The sitting as it is now."""
        assert self.app.sitting is not None
        return self.app.sitting

    @property
    def log(self) -> Sequence[Entry]:
        """Everything that has happened."""
        return self.sitting.live.log

    @property
    def bodies(self) -> list[Body]:
        """What has happened, without who and when."""
        return [entry.body for entry in self.log]

    def did(self, role: Role) -> list[Body]:
        """What `role` has done."""
        return [entry.body for entry in self.log if entry.actor is role]

    @property
    def stages(self) -> list[LineStage]:
        """The stages that the line has gone through."""
        return [body.stage for body in self.find(StageEntered)]

    def find(self, kind: type[B]) -> list[B]:
        """What has happened of a kind."""
        return [body for body in self.bodies if isinstance(body, kind)]

    @property
    def call_screen(self) -> CallScreen:
        """The screen of the call, under whatever window is open."""
        return next(s for s in self.app.screen_stack if isinstance(s, CallScreen))

    @property
    def shown(self) -> list[str]:
        """The lines that can be read on the whole screen."""
        return lines_of(self.app)

    @property
    def text(self) -> str:
        """All that can be read, the lines joined with line feeds."""
        return "\n".join(self.shown)

    @property
    def window_text(self) -> str:
        """All that can be read in the window that is open."""
        region = self.app.screen.query_one(".window").region
        rows = self.shown[region.y : region.bottom]
        return "\n".join(row[region.x : region.right] for row in rows)

    def line(self, name: str) -> str:
        """What a line of the call's screen says now, as it can be read."""
        region = self.call_screen.query_one(name).region
        rows = self.shown[region.y : region.bottom]
        return " ".join(row[region.x : region.right].strip() for row in rows).strip()

    @property
    def remark(self) -> str:
        """The line of remarks."""
        return self.line("#remark")

    # --- what is done ----------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Write a text."""
        names = {
            " ": "space",
            "?": "question_mark",
            "'": "apostrophe",
            ",": "comma",
            ".": "full_stop",
        }
        await self.press(*(names.get(letter, letter) for letter in text))

    async def choose(self, *found: str) -> None:
        """In the windows that open one after the other: find an option by letters and take it."""
        for letters in found:
            await self.type(letters)
            await self.press("enter")

    async def choose_several(self, *found: str) -> None:
        """In a list of which several may be chosen: find each by letters, mark it, and be done."""
        for letters in found:
            await self.type(letters)
            await self.press("enter")
        await self.press("enter")

    async def wait(self, span: Millis) -> None:
        """Let time go on."""
        self._pass(span)
        await self.pilot.pause()

    def _pass(self, span: Millis) -> None:
        """Let time go on, and on to what is due very soon.

        Otherwise the screen, which knows no better, would look again and again at a clock that
        stands still.
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
            self._pass(STEP)
            if self.app.screen is not screen:
                await self.pilot.pause()
        raise AssertionError(f"it did not come about; the screen says\n{self.text}")

    async def until_ends(self) -> None:
        """Let time go on until the call is over."""
        await self.until(lambda: self.sitting.live.outcome is not None)

    async def until_stage(self, stage: LineStage) -> None:
        """Let time go on until the call is at a stage."""
        await self.until(lambda: self.stages and self.stages[-1] is stage)

    async def until_said(self, intent: Intent) -> None:
        """Let time go on until somebody, or a recording, has begun to say something."""
        await self.until(
            lambda: any(
                isinstance(body, do.Say | Played) and body.intent is intent for body in self.bodies
            )
        )


@asynccontextmanager
async def playing(
    of: Setup, size: tuple[int, int] = SIZE, sound: LiveSound | None = None
) -> AsyncIterator[Person]:
    """A person in a call that has just begun."""
    app = InACall(of, sound)
    async with app.run_test(size=size) as pilot:
        person = Person(app, pilot)
        # The frame is painted before the first screen is opened.
        while not any(isinstance(screen, CallScreen) for screen in app.screen_stack):
            await pilot.pause()
        await person.wait(0)
        yield person


def lines_of(app: TrainerApp) -> list[str]:
    """What can be read on the screen, line by line."""
    # The same as in an exported picture, which would be drawn and then read again.
    compositor = app.screen._compositor
    update = compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, LayoutUpdate)
    lines = ("".join(strip.text for strip in strips) for strips in update.strips)
    return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines]


class InAMenu(TrainerApp):
    """The app as it begins, with what is shipped and nothing of a person's own."""

    def __init__(self) -> None:
        """An app with its menu."""
        super().__init__(ManualClock(), LIBRARY)
