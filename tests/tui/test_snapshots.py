"""A picture of each screen at 80 by 24. The README shows some of them, so they cannot go stale.

``pytest tests/tui/test_snapshots.py --snapshot-update`` writes them anew; look at them then.
"""

from __future__ import annotations

from simulator.core.terms import Intent, LineStage, Role
from simulator.tui.app import TrainerApp
from tests.tui.apps import InAMenu, Person, playing, setup
from tests.tui.conftest import Picture

IN_THE_ROOM = "partner-in-the-room"


async def as_operator(person: Person) -> None:
    """Come to where the last prompt has been said, and something was heard."""
    await person.until_stage(LineStage.DIALLED)
    await person.press("a")
    for key in ("1", "2", "4"):
        await person.press(key)
        await person.wait(6_500)
    await person.wait(2_000)


async def as_call_handler(person: Person) -> None:
    """Come to where the code has been tested, and a question was answered."""
    await person.until_stage(LineStage.CONNECTING_POLICE)
    await person.press("a")
    await person.wait(12_000)
    await person.press("1")
    await person.wait(6_000)
    await person.press("2")
    await person.wait(8_000)
    await person.press("w")
    await person.choose_several("tap", "key")
    await person.wait(9_000)
    await person.press("c", "1")
    await person.wait(7_000)
    await person.press("q", "1")
    await person.wait(8_000)
    await person.press("q", "4")
    await person.wait(7_000)


async def test_caller(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=True)) as person:
        await person.press("d")
        await person.choose("999")
        await person.until_said(Intent.RECORDING_ASKS_FOR_55)
        await person.wait(2_000)
        await person.press("5")
        picture(person.app)


async def test_operator_with_its_windows_and_the_debrief(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR, coached=True)) as person:
        await as_operator(person)
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
        await as_call_handler(person)
        picture(person.app, "call_handler")
        await person.press("q")
        # The cursor blinks by real time; pictures are taken without it.
        person.app.screen.set_focus(None)
        await person.pilot.pause()
        picture(person.app, "chooser")


async def test_demonstration_and_its_ending(picture: Picture) -> None:
    from simulator.tui.screens.ending import EndingScreen

    async with playing(setup(IN_THE_ROOM)) as person:
        await person.until_stage(LineStage.WITH_CALL_HANDLER)
        await person.wait(40_000)
        picture(person.app, "demonstration")
        await person.until_ends()
        person.app.replace_all(EndingScreen(person.sitting))
        await person.pilot.pause()
        picture(person.app, "ending")


async def test_menu_and_surprise(picture: Picture) -> None:
    app: TrainerApp = InAMenu()
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query("MenuList"):
            await pilot.pause()
        await pilot.pause()
        focused = app.screen.focused
        app.screen.set_focus(None)
        await pilot.pause()
        picture(app, "menu")
        app.screen.set_focus(focused)
        await pilot.press("f9")
        app.screen.set_focus(None)
        await pilot.pause()
        picture(app, "surprise")


async def test_note_reading_and_own_view(picture: Picture) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=True)) as person:
        person.app.announce(person.app.setup)
        await person.pilot.pause()
        picture(person.app, "note")
        await person.press("r")
        picture(person.app, "reading")
        person.app.look_back(person.sitting)
        await person.pilot.pause()
        person.app.screen.set_focus(None)
        await person.pilot.pause()
        picture(person.app, "own_view")
