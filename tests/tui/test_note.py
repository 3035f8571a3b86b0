"""The screen before a call, and reading a call instead of taking it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Button, Static

from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Role
from simulator.review.transcript import transcript
from simulator.seat import setup as choosing
from simulator.seat.setup import PLACES, place_of, places
from simulator.session.run import headless
from simulator.session.run.live import Setup
from simulator.tui.screens.note import LEAVING, NOTHING
from simulator.tui.widgets.after import Steps
from tests.daily import first_a_day
from tests.session.calls import LIBRARY
from tests.tui.apps import lines_of
from tests.tui.around_a_call import (
    SIZES,
    Visitor,
    in_full,
    leaves_from_everywhere,
    reachable,
    visiting,
    wish,
)

ENTRIES = LIBRARY.scenarios()
SCENARIOS = {entry.id: LIBRARY.scenario(entry.id).scenario for entry in ENTRIES}


def longest(told: Callable[[Scenario], str]) -> str:
    """The id of the scenario of which that text is longest."""
    return max(SCENARIOS, key=lambda name: len(told(SCENARIOS[name])))


WORST = {
    longest(lambda scenario: scenario.title),
    longest(lambda scenario: "; ".join(scenario.content_note)),
    longest(lambda scenario: SCENARIOS[scenario.milder].title if scenario.milder else ""),
    next(name for name, scenario in SCENARIOS.items() if not scenario.content_note),
}
"""Scenarios with the most to read, and one without a content note."""


@asynccontextmanager
async def noting(setup: Setup, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Visitor]:
    """Somebody at the note on that setup."""
    async with visiting(size=size) as visitor:
        visitor.app.announce(setup)
        await visitor.pilot.pause()
        await visitor.pilot.pause()
        yield visitor


@pytest.mark.parametrize("size", SIZES)
async def test_the_longest_notes_can_be_read_in_full(size: tuple[int, int]) -> None:
    profiles = choosing.profiles_of(LIBRARY)
    wordy = max(profiles, key=lambda named: len(named.title)).request
    async with visiting(size=size) as visitor:
        for name in sorted(WORST):
            scenario = SCENARIOS[name]
            visitor.app.announce(wish(name, "handlers", profile=wordy))
            await visitor.pilot.pause()
            await visitor.pilot.pause()
            note = visitor.app.screen.query_one("#note", VerticalScroll)
            text = note.query_one("#text", Static)
            said = in_full(text)
            assert scenario.title in said
            assert [each for each in scenario.content_note if each not in said] == []
            assert (NOTHING in said) is (not scenario.content_note)
            if scenario.milder:
                assert SCENARIOS[scenario.milder].title in said
            assert LIBRARY.profile(wordy).profile.title in said
            assert reachable(text, note)
            await visitor.press("escape")
            assert visitor.screen == "MenuScreen"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PLACES, ids=[place.word for place in PLACES])
async def test_it_says_who_you_are_what_you_can_do_and_how_to_leave(
    place: choosing.Place, size: tuple[int, int]
) -> None:
    setup = replace(wish("waiting-for-help", "caller"), seats=place.roles)
    async with noting(setup, size) as visitor:
        said = visitor.says("#text")
        assert place.who in said
        assert [line for line in place.can if line not in said] == []
        rows = lines_of(visitor.app)
        assert any(LEAVING in row for row in rows)
        steps = visitor.app.screen.query_one(Steps)
        shown = " ".join(rows[steps.region.y : steps.region.bottom])
        for label in ("Go on (g)", "Milder call (m)", "Read it (r)", "Another call (a)"):
            assert label in shown


@pytest.mark.parametrize("by", first_a_day(["key", "button"]))
async def test_going_on_plays_the_setup_and_a_milder_call_keeps_the_rest_of_it(by: str) -> None:
    setup = replace(
        wish("waiting-for-help", "operator", seed=3, profile="wmp"), coached=False, speed=2.0
    )
    on, milder = ("enter", "m") if by == "key" else ("#step-go_on", "#step-milder")
    async with noting(setup) as visitor:
        await visitor.take(on)
        assert visitor.app.played == [setup]
        await visitor.take(milder)
        assert "Someone else is in the room" in visitor.says("#text")
        await visitor.press("g")
        scenario = SCENARIOS["partner-in-the-room"]
        assert visitor.app.played[1:] == [replace(setup, scenario=scenario)]


async def test_the_milder_call_is_taken_in_a_seat_that_it_has() -> None:
    async with noting(wish("weak-signal", "call_handler")) as visitor:
        await visitor.press("m", "g")
        assert visitor.app.played[0].scenario.id == "hill-path"
        assert visitor.app.played[0].seats == (Role.CALLER,)
        assert place_of(visitor.app.played[0].seats) in places(visitor.app.played[0].scenario)


async def test_no_milder_call_is_offered_where_there_is_none() -> None:
    async with noting(wish("phone-in-a-bag", "caller")) as visitor:
        labels = [str(button.label) for button in visitor.app.screen.query(Button)]
        assert labels == ["Go on (g)", "Read it (r)", "Another call (a)"]
        await visitor.press("m")
        assert visitor.screen == "NoteScreen"
        assert visitor.app.announced[-1].scenario.id == "phone-in-a-bag"
        assert "milder" not in visitor.says("#text")


async def test_another_call_leads_back_to_the_menu_as_it_was_if_it_is_there() -> None:
    async with visiting() as visitor:
        menu = visitor.app.screen
        await visitor.type("cough")
        for way in ("a", "escape", "#step-another"):
            await visitor.press("enter")
            assert visitor.screen == "NoteScreen"
            await visitor.take(way)
            assert visitor.app.screen is menu, way
        for scenario in ("phone-in-a-bag", "hill-path"):
            visitor.app.announce(wish(scenario, "caller"))
        await visitor.pilot.pause()
        await visitor.press("a")
        assert visitor.screen == "MenuScreen"
        assert visitor.app.screen is not menu
        assert len(visitor.app.screen_stack) == 2


@pytest.mark.parametrize("by", first_a_day(["key", "button"]))
async def test_a_call_can_be_read_instead_and_left_again(by: str) -> None:
    setup = wish("coughs-when-asked", "operator", seed=5)
    async with noting(setup) as visitor:
        note = visitor.app.screen
        await visitor.take("r" if by == "key" else "#step-read")
        assert visitor.screen == "ReadingScreen"
        log = headless.run(setup.scenario, setup.profile, setup.force, setup.seed).log
        said = visitor.says("#transcript")
        lines = transcript(log, profile=setup.profile)
        assert [line.text for line in lines if " ".join(line.text.split()) not in said] == []
        assert "How it ended: police sent officers." in visitor.says(".ending")
        assert setup.scenario.title in visitor.text
        for way in ("b", "escape") if by == "key" else ("#step-back",):
            await visitor.take(way)
            assert visitor.app.screen is note
            await visitor.press("r")


async def test_arrows_scroll_what_is_read() -> None:
    async with noting(wish("two-short-calls", "operator"), (60, 20)) as visitor:
        await visitor.press("r")
        page = visitor.app.screen.query_one("#page", VerticalScroll)
        assert page.scroll_offset.y == 0
        await visitor.press("down", "pagedown")
        assert page.scroll_offset.y > 1
        await visitor.press("end")
        assert page.scroll_offset.y == page.max_scroll_y
        assert "How it ended" in visitor.text


@pytest.mark.parametrize("opened", first_a_day([(), ("r",)]))
async def test_one_key_leaves_whatever_has_the_focus(opened: tuple[str, ...]) -> None:
    async with noting(wish("waiting-for-help", "operator")) as visitor:
        await visitor.press(*opened)
        await leaves_from_everywhere(visitor, 2)
