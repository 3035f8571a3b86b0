"""A picture of each screen at 80 by 24. The README shows some of them, so they cannot go stale.

``pytest tests/tui/test_snapshots.py --snapshot-update`` writes them anew; look at them then.
"""

from __future__ import annotations

from typing import Any

from simulator.core.terms import Intent, LineStage, Role
from simulator.session.clock import ManualClock
from simulator.tui.app import TrainerApp
from simulator.tui.screens.ending_screen import EndingScreen
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


async def without_cursor(user: User[Any]) -> None:
    """Take the focus away: the cursor blinks by real time."""
    user.app.screen.set_focus(None)
    await user.pilot.pause()


async def test_caller(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=True)) as person:
        await person.dial()
        await person.walk(Intent.RECORDING_ASKS_FOR_55, 2_000, "5")
        picture(person.app)


async def test_operator_with_its_windows_and_the_debrief(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR, coached=True)) as person:
        await person.walk(*AS_OPERATOR)
        picture(person.app, "operator")
        for key, name in (("f4", "map"), ("f8", "moments"), ("escape", "stopping")):
            await person.press(key)
            picture(person.app, name)
            await person.press("escape")
        await person.press("e", "1")
        await person.until_ends()
        person.app.debrief(person.sitting, ())
        await person.pilot.pause()
        await person.press("down", "down", "down")
        picture(person.app, "debrief")


async def test_call_handler_and_the_chooser(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALL_HANDLER, coached=True)) as person:
        await person.walk(*AS_CALL_HANDLER)
        picture(person.app, "call_handler")
        await person.press("q")
        await without_cursor(person)
        picture(person.app, "chooser")


async def test_demonstration_and_its_ending(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM)) as person:
        await person.walk(LineStage.WITH_CALL_HANDLER, 40_000)
        picture(person.app, "demonstration")
        await person.until_ends()
        person.app.replace_all(EndingScreen(person.sitting))
        await person.pilot.pause()
        picture(person.app, "ending")


async def test_menu_and_surprise(picture: Picture) -> None:
    # Painted as it goes on, since the README shows it.
    app = TrainerApp(ManualClock(), LIBRARY)
    async with app.run_test(size=SIZE) as pilot:
        visitor = User(app, pilot)
        await visitor.settle()
        focused = app.screen.focused
        await without_cursor(visitor)
        picture(visitor.app, "menu")
        visitor.app.screen.set_focus(focused)
        await visitor.press("f9")
        await without_cursor(visitor)
        picture(visitor.app, "surprise")


async def test_note_reading_and_own_view(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=True)) as person:
        person.app.announce(person.app.setup)
        await person.pilot.pause()
        picture(person.app, "note")
        await person.press("r")
        picture(person.app, "reading")
        person.app.look_back(person.sitting)
        await person.pilot.pause()
        await without_cursor(person)
        picture(person.app, "own_view")
