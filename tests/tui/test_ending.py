"""The end of a sitting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Button, Static

from simulator.review.ending import endings
from simulator.review.transcript import render_text, transcript
from simulator.seat import setup as choosing
from simulator.session.run.live import Setup
from simulator.tui.screens.ending import CALM, EndingScreen
from simulator.tui.widgets.after import Steps, Transcript
from tests.daily import first_a_day
from tests.session.calls import LIBRARY
from tests.tui.apps import lines_of
from tests.tui.around_a_call import (
    SIZES,
    Visitor,
    finished,
    in_full,
    leaves_from_everywhere,
    reachable,
    visiting,
    wish,
)

ENTRIES = LIBRARY.scenarios()


@asynccontextmanager
async def ended(setup: Setup, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Visitor]:
    """Somebody whose sitting is over."""
    async with visiting(size=size) as visitor:
        visitor.app.finish(finished(visitor.app, setup))
        await visitor.pilot.pause()
        await visitor.pilot.pause()
        yield visitor


def ending_screen(visitor: Visitor) -> EndingScreen:
    screen = visitor.app.screen
    assert isinstance(screen, EndingScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_each_call_has_its_sentence_its_row_and_its_sources(size: tuple[int, int]) -> None:
    async with ended(wish("waiting-for-help", "none"), size) as visitor:
        screen = ending_screen(visitor)
        page = screen.query_one("#page", VerticalScroll)
        told = [in_full(part) for part in screen.query(".ending").results(Static)]
        known = endings(screen.sitting.live.log)
        assert len(told) == len(known) == 3
        for number, (said, ending) in enumerate(zip(told, known, strict=True), 1):
            assert said.startswith(f"Call {number}. {ending.sentence}")
            assert f"(row {ending.row})" in said
            assert ending.says.rstrip(".") in said
            labels = choosing.rests_on(ending.because, LIBRARY.sources())
            assert labels
            assert [label for label in labels if label not in said] == []
        for part in page.children:
            assert reachable(part, page)


async def test_a_single_call_is_not_numbered_and_nobody_is_judged() -> None:
    async with ended(wish("phone-in-a-bag", "caller")) as visitor:
        said = visitor.says(".ending")
        assert said.startswith("How it ended: ")
        everything = (visitor.text + said).casefold()
        assert [word for word in ("fail", "score", "points", "wrong") if word in everything] == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_safety_sentence_is_the_last_thing_said(size: tuple[int, int]) -> None:
    async with ended(wish("phone-in-a-bag", "caller"), size) as visitor:
        rows = lines_of(visitor.app)
        place = next(number for number, row in enumerate(rows) if CALM in row)
        steps = visitor.app.screen.query_one(Steps)
        assert place == steps.region.y - 1
        shown = " ".join(rows[steps.region.y : steps.region.bottom])
        for button in steps.query(Button):
            assert str(button.label) in shown


async def test_the_transcript_has_every_side() -> None:
    async with ended(wish("coughs-when-asked", "none")) as visitor:
        live = ending_screen(visitor).sitting.live
        said = visitor.says("#transcript")
        for line in transcript(live.log, profile=live.setup.profile):
            assert " ".join(line.text.split()) in said


async def test_the_transcript_wraps_anew_when_the_window_changes() -> None:
    async with ended(wish("coughs-when-asked", "none"), (160, 45)) as visitor:
        told = visitor.app.screen.query_one(Transcript)
        live = ending_screen(visitor).sitting.live
        lines = transcript(live.log, profile=live.setup.profile)
        heights = []
        for columns, rows in ((160, 45), (60, 20), (80, 24)):
            await visitor.pilot.resize_terminal(columns, rows)
            await visitor.pilot.pause()
            await visitor.pilot.pause()
            wrapped = render_text(lines, width=told.size.width)
            assert in_full(told) == " ".join(wrapped.split())
            assert told.size.height == len(wrapped.splitlines())
            heights.append(told.size.height)
        assert heights[0] < heights[2] < heights[1]


@pytest.mark.parametrize("way", first_a_day(["v", "#step-view"]))
async def test_the_transcript_can_be_that_of_the_seat(way: str) -> None:
    async with ended(wish("coughs-when-asked", "operator")) as visitor:
        sitting = ending_screen(visitor).sitting
        everything = visitor.says("#transcript")
        await visitor.take(way)
        assert visitor.says("#side") == "The call as heard in the seat: Operator"
        told = transcript(sitting.heard(sitting.roles[0]), profile=sitting.materials.profile)
        width = visitor.app.screen.query_one(Transcript).size.width
        expected = " ".join(render_text(told, width=width).split())
        assert visitor.says("#transcript") == expected != everything
        await visitor.take(way)
        assert visitor.says("#transcript") == everything


async def test_a_demonstration_has_no_seat_to_look_from() -> None:
    async with ended(wish("coughs-when-asked", "none")) as visitor:
        assert not visitor.app.screen.query("#step-view")
        before = visitor.says("#transcript")
        await visitor.press("v")
        assert visitor.says("#transcript") == before


# What comes next ----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", first_a_day(["g", "#step-again"]))
async def test_again_is_the_same_setup(way: str) -> None:
    setup = wish("phone-in-a-bag", "operator", seed=11, profile="wmp")
    async with ended(setup) as visitor:
        await visitor.take(way)
        assert visitor.app.played == [setup]


@pytest.mark.parametrize("way", first_a_day(["s", "#step-seat"]))
async def test_another_seat_of_the_same_call(way: str) -> None:
    setup = wish("nearly-home", "caller", seed=11)
    async with ended(setup) as visitor:
        await visitor.take(way)
        for place in choosing.places(setup.scenario)[1:]:
            assert place.label in visitor.text
        await visitor.press("down", "enter")
        assert visitor.screen == "NoteScreen"
        assert visitor.app.announced == [replace(setup, seats=choosing.PLACES[2].roles)]


@pytest.mark.parametrize("way", first_a_day(["p", "#step-profile"]))
async def test_another_profile_for_the_same_call(way: str) -> None:
    setup = wish("phone-in-a-bag", "operator", seed=11, profile="wmp")
    async with ended(setup) as visitor:
        await visitor.take(way)
        assert setup.profile.title not in visitor.text
        await visitor.press("enter")
        expected = LIBRARY.profile().profile
        assert visitor.app.announced == [replace(setup, profile=expected)]


@pytest.mark.parametrize("key", ["s", "p"])
async def test_nothing_changes_when_nothing_is_chosen(key: str) -> None:
    async with ended(wish("phone-in-a-bag", "operator")) as visitor:
        screen = visitor.app.screen
        await visitor.press(key, "escape")
        assert visitor.app.screen is screen
        assert visitor.app.announced == []


@pytest.mark.parametrize("way", first_a_day(["n", "#step-next"]))
async def test_the_next_call_in_the_same_seat(way: str) -> None:
    setup = replace(wish("phone-in-a-bag", "operator", seed=4, profile="wmp"), speed=2.0)
    async with ended(setup) as visitor:
        await visitor.take(way)
        made = visitor.app.announced[-1]
        following = choosing.next_after(ENTRIES, "phone-in-a-bag")
        assert following is not None
        assert made == replace(setup, scenario=LIBRARY.scenario(following.id).scenario)


@pytest.mark.parametrize("way", first_a_day(["m", "escape", "#step-menu"]))
async def test_back_to_the_menu(way: str) -> None:
    async with ended(wish("phone-in-a-bag", "operator")) as visitor:
        await visitor.take(way)
        assert visitor.screen == "MenuScreen"
        assert len(visitor.app.screen_stack) == 2


async def test_another_call_after_the_next_was_announced_is_the_menu() -> None:
    async with ended(wish("phone-in-a-bag", "operator")) as visitor:
        await visitor.press("n", "a")
        assert visitor.screen == "MenuScreen"


async def test_one_key_leaves_whatever_has_the_focus() -> None:
    async with ended(wish("phone-in-a-bag", "operator")) as visitor:
        await leaves_from_everywhere(visitor, 7)
