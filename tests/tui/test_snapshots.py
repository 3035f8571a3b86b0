"""Pictures of each desk in three sizes, and of the menu.

The README shows some of them, so they cannot go stale.

``pytest tests/tui/test_snapshots.py --snapshot-update`` writes them anew; look at them then.
"""

from simulator.core.terms import Intent, LineStage, Role
from simulator.session.clock import ManualClock
from simulator.tui.app import TrainerApp
from tests.session.calls import LIBRARY
from tests.tui.apps import IN_THE_ROOM, SIZE, User, playing, setup
from tests.tui.conftest import Picture

AS_CALLER = ("d", "=999", Intent.RECORDING_ASKS_FOR_55, 2_000, "5")
AS_OPERATOR = (LineStage.DIALLED, "a", "1", 6_500, "2", 6_500, "4", 6_500, 2_000)
"""To where the last prompt has been said, and something was heard."""
AS_CALL_HANDLER = (
    LineStage.CONNECTING_POLICE, "a", 12_000, "1", 6_000, "2", 8_000, "w", "=tap", "=key", "enter",
    9_000, "c", "1", 7_000, "q", "1", 8_000, "q", "4", 7_000,
)  # fmt: skip
"""To where the code has been tested, and a question was answered."""


Steps = tuple[str | int | LineStage | Intent, ...]
SIZES = [(80, 24), (120, 40), (160, 45)]


async def pictures(picture: Picture, role: Role, steps: Steps) -> None:
    async with playing(setup(IN_THE_ROOM, role, coached=True), SIZES[0]) as person:
        await person.walk(*steps)
        for size in SIZES:
            await person.pilot.resize_terminal(*size)
            await person.settle()
            picture(person.app, f"{role}-{size[0]}x{size[1]}")


async def test_caller(picture: Picture) -> None:
    await pictures(picture, Role.CALLER, AS_CALLER)


async def test_operator(picture: Picture) -> None:
    await pictures(picture, Role.OPERATOR, AS_OPERATOR)


async def test_call_handler(picture: Picture) -> None:
    await pictures(picture, Role.CALL_HANDLER, AS_CALL_HANDLER)


async def test_first_page(picture: Picture) -> None:
    app = TrainerApp(ManualClock(), LIBRARY)
    async with app.run_test(size=SIZE) as pilot:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await User(app, pilot).settle()
            picture(app, f"first_page-{size[0]}x{size[1]}")


async def test_menu(picture: Picture) -> None:
    app = TrainerApp(ManualClock(), LIBRARY)
    async with app.run_test(size=SIZE) as pilot:
        await User(app, pilot).press("f4")
        # The cursor blinks by real time.
        app.screen.set_focus(None)
        await pilot.pause()
        picture(app)
