"""A picture of what a room sees, at the smallest size that a projector has.

``pytest tests/tui/awareness/test_snapshots.py --snapshot-update`` writes them anew; then look at
them.
"""

from __future__ import annotations

from simulator.awareness.pages import DecidingPage, EndingsPage
from tests.awareness.rooms import one_step
from tests.tui.awareness.rooms import Facilitator, leading
from tests.tui.conftest import Picture

DECIDE = one_step("decide", "evening-in-the-office")


async def at_the_question(person: Facilitator) -> None:
    """Come to the first question, and mark an answer."""
    await person.press("space", "g")
    await person.until(DecidingPage)
    await person.press("down", "down", "down", "down")


async def test_a_call_to_decide_on(picture: Picture) -> None:
    async with leading(DECIDE) as person:
        await person.press("space")
        picture(person.app, "choices_before_a_call")
        await person.press("left")
        await at_the_question(person)
        picture(person.app, "decide_together")
        await person.press("space", "g")
        assert isinstance(person.page, EndingsPage)
        picture(person.app, "what_would_come_of_each")


async def test_the_end(picture: Picture) -> None:
    async with leading("twenty-minutes") as person:
        await person.press("j", "7", "enter", "space")
        picture(person.app)
