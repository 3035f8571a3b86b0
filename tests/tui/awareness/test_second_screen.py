"""The notes on a second screen: they follow the session along, and say when it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from simulator.content.awareness.plan import Plan
from simulator.session.clock import ManualClock
from simulator.tui.awareness.following import NotesApp
from tests.awareness.rooms import PLANS, SAY
from tests.session.calls import LIBRARY
from tests.tui.apps import lines_of
from tests.tui.awareness.rooms import leading

PLAN = PLANS["twenty-minutes"]


class Second:
    """Somebody at the second screen."""

    def __init__(self, app: NotesApp, clock: ManualClock, pilot: Pilot[None]) -> None:
        self.app = app
        self.clock = clock
        self.pilot = pilot

    async def reads(self, words: str) -> str:
        """Wait until these words can be read."""
        for _ in range(200):
            await self.pilot.pause()
            told = " ".join(" ".join(lines_of(self.app)).split())
            if words in told:
                return told
        raise AssertionError(f"{words!r} is not in {told}")


@asynccontextmanager
async def following(code: str, plan: Plan = PLAN) -> AsyncIterator[Second]:
    """A second screen that follows the session of a code."""
    clock = ManualClock()
    app = NotesApp(clock, LIBRARY, plan, SAY, code)
    async with app.run_test(size=(100, 40)) as pilot:
        yield Second(app, clock, pilot)


async def test_it_follows_from_step_to_step_and_shows_their_notes_and_the_time() -> None:
    async with leading(PLAN) as person:
        await person.press("o", "escape")
        async with following(person.app.beacon.code) as second:
            told = await second.reads("Part 1 of 7: Welcome")
            assert "Say who you are" in told
            assert "20:00 left" in told
            assert SAY("notes-next", title=SAY("step-expect")) in told
            second.clock.tick(65_000)
            second.app.notes.show_time()
            await second.reads("18:55 left")
            person.app.session.go_to(1)
            person.app.told()
            await second.reads("Part 2 of 7: What to expect")
            person.app.session.go_to(2)
            person.app.told()
            await second.reads("The mildest call")
            person.app.session.cover()
            person.app.told()
            await second.reads(SAY("notes-covered"))
            assert "Welcome" not in " ".join(lines_of(second.app))


async def test_when_the_session_is_over_it_says_so_and_no_more() -> None:
    async with leading(PLAN) as person:
        await person.press("o", "escape")
        async with following(person.app.beacon.code) as second:
            await second.reads("Part 1 of 7")
            await person.press("f2")
            await person.app.beacon.close()
            told = await second.reads(SAY("notes-over"))
            second.clock.tick(65_000)
            second.app.notes.show_time()
            await second.pilot.pause()
            assert " ".join(" ".join(lines_of(second.app)).split()) == told
            assert "Part 1" not in told
            assert "left" not in told
            assert "Say who you are" not in told


async def test_it_says_when_nobody_answers_or_the_plan_is_another() -> None:
    async with following("1-nobody") as second:
        await second.reads("No session answers to this code.")
    async with leading(PLAN) as person:
        await person.press("o", "escape")
        async with following(person.app.beacon.code, PLANS["sixty-minutes"]) as second:
            await second.reads("another plan")


async def test_the_quick_exit_leaves_it_too() -> None:
    async with following("1-nobody") as second:
        await second.pilot.press("f2")
        assert second.app.left_quickly
