"""The quick exit: on every screen of a call, whatever has the focus, at once and without a word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.widget import Widget

from simulator.core.terms import LineStage, Role
from tests.tui.apps import Person, playing, setup

IN_THE_ROOM = "partner-in-the-room"
KEYS = ("f2", "ctrl+backslash", "ctrl+c")
Opening = Callable[[Person], Awaitable[None]]


def pressing(*keys: str) -> Opening:
    """Comes to a screen by some keys."""

    async def opening(person: Person) -> None:
        await person.press(*keys)

    return opening


async def half_written(person: Person) -> None:
    """A message that is being written."""
    await person.press("s")
    await person.choose("words")
    await person.type("please h")


async def at_the_end(person: Person) -> None:
    """A call that is over."""
    await with_operator(person)
    await person.press("h")
    await person.until_ends()


async def in_the_recording(person: Person) -> None:
    """The recording's bar moves."""
    await person.press("d")
    await person.choose("999")
    await person.until_stage(LineStage.RECORDING)


async def with_operator(person: Person) -> None:
    """A call whose operator listens, so that there is something to say."""
    await person.press("d")
    await person.choose("999")
    await person.until_stage(LineStage.WITH_OPERATOR)


async def writing(person: Person) -> None:
    """Own words, half written, while the operator listens."""
    await with_operator(person)
    await half_written(person)


PLACES: dict[str, tuple[tuple[Role, ...], Opening]] = {
    "caller": ((Role.CALLER,), pressing()),
    "recording": ((Role.CALLER,), in_the_recording),
    "over": ((Role.CALLER,), at_the_end),
    "operator": ((Role.OPERATOR,), pressing()),
    "call handler": ((Role.CALL_HANDLER,), pressing()),
    "both": ((Role.OPERATOR, Role.CALL_HANDLER), pressing()),
    "demonstration": ((), pressing()),
    "chooser": ((Role.CALLER,), pressing("d", "1")),
    "half-written": ((Role.CALLER,), writing),
    "map": ((Role.OPERATOR,), pressing("f4")),
    "ruled out": ((Role.OPERATOR,), pressing("question_mark")),
    "moments": ((Role.OPERATOR,), pressing("f8")),
    "stopping": ((Role.OPERATOR,), pressing("escape")),
    "help": ((Role.OPERATOR,), pressing("f1")),
    "help on a window": ((Role.CALLER,), pressing("d", "f1")),
    "paused": ((Role.CALLER,), pressing("f5")),
    "palette": ((Role.CALLER,), pressing("ctrl+p")),
}


def focusable(person: Person) -> list[Widget]:
    """What can have the focus on the screen that is on top."""
    return [widget for widget in person.app.screen.query("*") if widget.focusable]


DAILY = {
    *(("f2", place) for place in ("caller", "both", "over", "stopping", "palette")),
    *((key, "demonstration") for key in KEYS),
}
"""What is tried every day; the rest belongs to the thorough tests."""


@pytest.mark.parametrize(
    ("key", "place"),
    [
        pytest.param(key, place, marks=[] if (key, place) in DAILY else pytest.mark.thorough)
        for place in PLACES
        for key in KEYS
    ],
)
async def test_it_leaves_at_once_whatever_has_the_focus(key: str, place: str) -> None:
    seats, opening = PLACES[place]
    number = 0
    while True:
        async with playing(setup(IN_THE_ROOM, *seats, coached=True)) as person:
            await opening(person)
            # The last time round nothing has the focus.
            found = [*focusable(person), None]
            person.app.screen.set_focus(found[number])
            await person.pilot.pause()
            assert person.app.focused is found[number]
            stack, log = list(person.app.screen_stack), list(person.log)
            assert not person.app.left_quickly
            await person.pilot.press(key)
            assert person.app.left_quickly
            assert person.app.return_code == 0
            assert list(person.app.screen_stack) == stack
            assert list(person.log) == log
            left = len(found)
        assert not person.app.is_running
        number += 1
        if number == left:
            return


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (59, 19), (20, 5)])
async def test_its_key_stands_on_every_size_of_screen(size: tuple[int, int]) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER), size=size) as person:
        assert "F2" in person.text
        await person.pilot.press("f2")
        assert person.app.return_code == 0


async def test_the_key_that_ends_other_programs_leaves_as_quickly() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        await person.press("ctrl+q")
        assert person.app.left_quickly
        assert person.app.return_code == 0


async def test_other_keys_do_not_leave() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        await person.press("q", "ctrl+d", "ctrl+z")
        assert not person.app.left_quickly
