"""The notes on a second screen: they follow the session along, and say when it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from simulator.content.awareness.plan import Plan
from simulator.session.clock import ManualClock
from simulator.tui.awareness.following import NotesApp
from tests.awareness.rooms import PLANS, SAY
from tests.session.calls import LIBRARY
from tests.tui.apps import User
from tests.tui.awareness.rooms import leading

PLAN = PLANS["twenty-minutes"]


class Second(User[NotesApp]):
    """The user of the second screen."""

    async def reads(self, words: str) -> str:
        """Wait until these words can be read."""
        for _ in range(200):
            await self.pilot.pause()
            shown = self.flowing
            if words in shown:
                return shown
        raise AssertionError(f"{words!r} is not in {shown}")

    async def pass_time(self, clock: ManualClock) -> None:
        """Let 65 seconds pass."""
        clock.tick(65_000)
        self.app.notes.show_time()
        await self.pilot.pause()


@asynccontextmanager
async def following(code: str, plan: Plan = PLAN) -> AsyncIterator[tuple[Second, ManualClock]]:
    """Yield the user of a second screen that follows the session of a code, and its clock."""
    clock = ManualClock()
    app = NotesApp(clock, LIBRARY, plan, SAY, code)
    async with app.run_test(size=(100, 40)) as pilot:
        yield Second(app, pilot), clock


async def test_it_follows_from_step_to_step_and_shows_their_notes_until_the_session_is_over() -> (
    None
):
    async with leading(PLAN) as person:
        await person.press("o", "escape")
        async with following(person.app.beacon.code) as (second, clock):
            shown = await second.reads("Part 1 of 7: Welcome")
            assert "Say who you are" in shown
            assert "20:00 left" in shown
            assert SAY("notes-next", title=SAY("step-expect")) in shown
            await second.pass_time(clock)
            await second.reads("18:55 left")
            for step, words in ((1, "Part 2 of 7: What to expect"), (2, "The mildest call")):
                person.app.session.go_to(step)
                person.app.told()
                await second.reads(words)
            person.app.session.cover()
            person.app.told()
            await second.reads(SAY("notes-covered"))
            assert "Welcome" not in second.text
            await person.press("f2")
            await person.app.beacon.close()
            shown = await second.reads(SAY("notes-over"))
            await second.pass_time(clock)
            assert second.flowing == shown
            for gone in ("Part ", "left", "Say who you are"):
                assert gone not in shown


async def test_it_says_when_nobody_answers_or_the_plan_is_another() -> None:
    """The quick exit leaves it too."""
    async with leading(PLAN) as person:
        await person.press("o", "escape")
        async with following(person.app.beacon.code, PLANS["sixty-minutes"]) as (second, _):
            await second.reads("another plan")
    async with following("1-nobody") as (second, _):
        await second.reads("No session answers to this code.")
        await second.pilot.press("f2")
        assert second.app.left_quickly
