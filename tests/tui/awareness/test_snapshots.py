"""A picture of what a room sees, at the smallest size that a projector has.

``pytest tests/tui/awareness/test_snapshots.py --snapshot-update`` writes them anew; then look at
them.
"""

from tests.awareness.rooms import one_step
from tests.tui.awareness.rooms import leading
from tests.tui.conftest import Picture

DECIDE = one_step("decide", "evening-in-the-office")


async def test_a_call_to_decide_on(picture: Picture) -> None:
    async with leading(DECIDE) as person:
        await person.press("space", "space", "g")
        await person.until(lambda page: page.options)
        await person.press("down")
        picture(person.app, "decide_together")
