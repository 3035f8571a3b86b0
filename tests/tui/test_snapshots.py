"""A picture of each screen at 80 by 24. The README shows some of them, so they cannot go stale.

``pytest tests/tui/test_snapshots.py --snapshot-update`` writes them anew; look at them then.
"""

from simulator.core.terms import Intent, LineStage, Role
from simulator.session.clock import ManualClock
from simulator.tui.app import TrainerApp
from tests.session.calls import LIBRARY
from tests.tui.apps import IN_THE_ROOM, SIZE, User, playing, setup
from tests.tui.conftest import Picture

AS_OPERATOR = (LineStage.DIALLED, "a", "1", 6_500, "2", 6_500, "4", 6_500, 2_000)
"""To where the last prompt has been said, and something was heard."""
AS_CALL_HANDLER = (
    LineStage.CONNECTING_POLICE, "a", 12_000, "1", 6_000, "2", 8_000, "w", "=tap", "=key", "enter",
    9_000, "c", "1", 7_000, "q", "1", 8_000, "q", "4", 7_000,
)  # fmt: skip
"""To where the code has been tested, and a question was answered."""


async def test_caller(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=True)) as person:
        await person.dial()
        await person.walk(Intent.RECORDING_ASKS_FOR_55, 2_000, "5")
        picture(person.app)


async def test_operator(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR, coached=True)) as person:
        await person.walk(*AS_OPERATOR)
        picture(person.app)


async def test_call_handler(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALL_HANDLER, coached=True)) as person:
        await person.walk(*AS_CALL_HANDLER)
        picture(person.app)


async def test_menu(picture: Picture) -> None:
    app = TrainerApp(ManualClock(), LIBRARY)
    async with app.run_test(size=SIZE) as pilot:
        await User(app, pilot).settle()
        # The cursor blinks by real time.
        app.screen.set_focus(None)
        await pilot.pause()
        picture(app)
