"""The first page: three doors for three kinds of people, and ten calls for each."""

import pytest

from simulator.core.terms import Role
from simulator.seat.run_choices import SEATS, MenuDefaults
from simulator.tui.base.screen_frame import KeyLine
from simulator.tui.screens.first_calls import DOORS, LONGEST_MINUTES
from tests.session.calls import LIBRARY
from tests.tui.apps import leaves_from_everywhere, visiting

SIZES = [(60, 20), (80, 24), (120, 40), (160, 45)]
ENTRIES = {entry.id: entry for entry in LIBRARY.scenarios()}


def test_each_door_has_ten_calls_that_exist_fit_its_seat_and_do_not_take_long() -> None:
    """None is a phone in a bag, and nobody is hurt in the first."""
    for door in DOORS:
        assert len({*door.calls}) == 10
        roles = {*next(seat.roles for seat in SEATS if seat.word == door.seat)}
        for name in door.calls:
            scenario = LIBRARY.scenario(ENTRIES[name].path).scenario
            assert roles <= {*scenario.seats}, name
            assert scenario.about <= LONGEST_MINUTES * 60_000, name
        first = ENTRIES[door.calls[0]]
        assert first.kind != "accidental"
        assert "nobody is hurt" in " ".join(first.content_note or ())


@pytest.mark.parametrize("size", SIZES)
async def test_three_doors_and_ten_calls_are_seen_at_once_at_every_size(
    size: tuple[int, int],
) -> None:
    async with visiting(size=size, first_page=True) as visitor:
        text = visitor.text
        for door in DOORS:
            assert f" {door.key} " in text
            assert door.head in text
        seen = [name for name in DOORS[0].calls if ENTRIES[name].listed[:20] in text]
        assert len(seen) == 10 or size == SIZES[0]
        assert "Leave F2" in text
        keys = visitor.shown[visitor.app.screen.query_one(KeyLine).region.y]
        named = ("Enter Begin", "F10 First lesson", "F4 All calls")
        assert all(each in keys for each in named[: 1 if size == SIZES[0] else 3])


async def test_enter_takes_the_marked_call_in_the_seat_of_the_door() -> None:
    """A desk for who answers calls, never the owner of a bag; who wants to see it, watches."""
    for keys, door, roles in (
        ((), 0, (Role.CALL_HANDLER,)), (("3",), 2, ()), (("right", "right"), 2, ()),
    ):  # fmt: skip
        async with visiting(first_page=True) as visitor:
            await visitor.press(*keys, "down", "enter")
            made = visitor.app.announced[-1]
            assert made.scenario.id == DOORS[door].calls[1]
            assert (made.seats, made.coached) == (roles, True)


async def test_a_teacher_goes_on_in_the_browser() -> None:
    async with visiting(first_page=True) as visitor:
        await visitor.press("2", "enter")
        assert visitor.app.goes_on_in_browser
        assert visitor.app.return_code == 0


async def test_letters_find_in_all_calls_and_escape_comes_back() -> None:
    async with visiting(first_page=True) as visitor:
        await visitor.type("pizza")
        assert visitor.on_top == "MenuScreen"
        assert "An order for a pizza" in visitor.text
        await visitor.press("escape", "escape")
        assert visitor.on_top == "HomeScreen"
        await visitor.press("f10")
        assert visitor.on_top == "NoteScreen"


async def test_who_names_a_call_comes_to_the_list_and_every_key_leaves() -> None:
    async with visiting(MenuDefaults("rings-back"), first_page=True) as visitor:
        assert visitor.on_top == "MenuScreen"
    async with visiting(first_page=True) as visitor:
        await leaves_from_everywhere(visitor)
