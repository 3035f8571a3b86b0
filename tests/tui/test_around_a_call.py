"""Before a call, after it, and reading one instead of taking it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Button, Static

from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Role
from simulator.review.transcript import transcript
from simulator.seat import run_choices
from simulator.seat.run_choices import SEATS, seat_in, setup_for
from simulator.seat.seat_view import SeatView, seat_view
from simulator.session.clock import ManualClock
from simulator.session.run import headless_run
from simulator.session.run.live_run import RunSetup
from simulator.tui.app import TrainerApp
from simulator.tui.screens.note_screen import LEAVING, NEXT_STEPS, NOTHING, NextSteps
from simulator.tui.screens.transcript_screens import CALM, EndingScreen
from tests.daily import first_a_day
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED as SCENARIOS
from tests.tui.apps import (
    SIZE,
    SIZES,
    Visitor,
    in_full,
    leaves_from_everywhere,
    reachable,
    visiting,
)

ENTRIES = LIBRARY.scenarios()
BAG, COUGHS, WAITING = "phone-in-a-bag", "coughs-when-asked", "waiting-for-help"
TEN_SECONDS = 10_000
MOST_TICKS = 600


def longest(text: Callable[[Scenario], str]) -> str:
    return max(SCENARIOS, key=lambda name: len(text(SCENARIOS[name])))


WORST = {
    longest(lambda scenario: scenario.title),
    longest(lambda scenario: "; ".join(scenario.content_note)),
    longest(lambda scenario: SCENARIOS[scenario.milder].title if scenario.milder else ""),
    next(name for name, scenario in SCENARIOS.items() if not scenario.content_note),
}
"""Scenarios with the most to read, and one without a content note."""


def wish(name: str, seat: str, *, seed: int = 0, profile: str = "") -> RunSetup:
    scenario = SCENARIOS[name]
    return setup_for(LIBRARY, scenario, seat_in(scenario, seat), seed=seed, profile=profile)


@asynccontextmanager
async def noting(setup: RunSetup, size: tuple[int, int] = SIZE) -> AsyncIterator[Visitor]:
    async with visiting(size=size) as visitor:
        visitor.app.announce(setup)
        await visitor.settle()
        yield visitor


@asynccontextmanager
async def ended(setup: RunSetup, size: tuple[int, int] = SIZE) -> AsyncIterator[Visitor]:
    async with visiting(size=size) as visitor:
        visitor.app.finish(finished(visitor.app, setup))
        await visitor.settle()
        yield visitor


def finished(app: TrainerApp, setup: RunSetup) -> SeatView:
    """Return a sitting at its end, in which a user only answers and ends the call."""
    clock = app.clock
    assert isinstance(clock, ManualClock)
    sitting = seat_view(app.library, setup, clock)
    for _ in range(MOST_TICKS):
        sitting.catch_up()
        if sitting.live.over:
            return sitting
        if sitting.live.next_call_after is not None:
            sitting.live.go_on()
        for role in setup.seats:
            wanted = ["answer", "dial", "end_call"] + ["hang_up"] * (sitting.live.now > 0)
            possible = [
                o
                for o in sitting.available_acts(role)
                if o.disabled_reason is None and o.kind in wanted
            ]
            for offer in sorted(possible, key=lambda offer: wanted.index(offer.kind))[:1]:
                asked = sitting.parameters(role, offer.act)
                sitting.do(role, offer.act, {each.name: each.options[0].value for each in asked})
        clock.tick(TEN_SECONDS)
    raise AssertionError("the sitting does not end")


def ending_screen(visitor: Visitor) -> EndingScreen:
    screen = visitor.app.screen
    assert isinstance(screen, EndingScreen)
    return screen


def steps_of(visitor: Visitor) -> tuple[int, str]:
    """Return the row of the steps on the screen, and all that is shown of them."""
    region = visitor.app.screen.query_one(NextSteps).region
    return region.y, " ".join(visitor.rows(region))


@pytest.mark.parametrize("size", SIZES)
async def test_the_longest_notes_can_be_read_in_full(size: tuple[int, int]) -> None:
    profiles = run_choices.profiles_of(LIBRARY)
    wordy = max(profiles, key=lambda named: len(named.title)).request
    async with visiting(size=size) as visitor:
        for name in sorted(WORST):
            scenario = SCENARIOS[name]
            visitor.app.announce(wish(name, "handlers", profile=wordy))
            await visitor.settle()
            note = visitor.one("#note", VerticalScroll)
            said = visitor.says("#text")
            # At a desk it is found out what a call is about.
            titled = {*visitor.app.announced[-1].seats} <= {Role.CALLER}
            assert (scenario.title in said) is titled
            assert [each for each in scenario.content_note if each not in said] == []
            assert (NOTHING in said) is (not scenario.content_note)
            if scenario.milder:
                assert ("There is a milder call." not in said) is titled
                assert (SCENARIOS[scenario.milder].title in said) is titled
            assert LIBRARY.profile(wordy).profile.title in said
            assert reachable(note.query_one("#text"), note)
            await visitor.press("escape")
            assert visitor.on_top in ("MenuScreen", "HomeScreen")


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_who_you_are_what_you_can_do_and_how_to_leave(size: tuple[int, int]) -> None:
    async with visiting(size=size) as visitor:
        for place in SEATS:
            visitor.app.announce(replace(wish(WAITING, "caller"), seats=place.roles))
            await visitor.settle()
            said = visitor.says("#text")
            assert place.who in said
            assert [line for line in place.can if line not in said] == []
            assert any(LEAVING in row for row in visitor.shown)
            for label in ("Go on (g)", "Milder call (m)", "Read it (r)", "Another call (a)"):
                assert label in steps_of(visitor)[1]


@pytest.mark.parametrize("by", first_a_day(["key", "button"]))
async def test_going_on_plays_the_setup_and_a_milder_call_keeps_the_rest_of_it(by: str) -> None:
    """In a seat that the milder call has; where there is no milder call, none is offered."""
    setup = replace(wish(WAITING, "operator", seed=3, profile="wmp"), coached=False, speed=2.0)
    on, milder = ("enter", "m") if by == "key" else ("#step-go_on", "#step-milder")
    async with noting(setup) as visitor:
        await visitor.take(on)
        assert visitor.app.played == [setup]
        await visitor.take(milder)
        assert visitor.says("#text").startswith("A call (its title is in the debrief)")
        await visitor.press("g")
        scenario = SCENARIOS["partner-in-the-room"]
        assert visitor.app.played[1:] == [replace(setup, scenario=scenario)]
        visitor.app.announce(wish("weak-signal", "call_handler"))
        await visitor.settle()
        await visitor.press("m", "g")
        made = visitor.app.played[-1]
        assert (made.scenario.id, made.seats) == ("hill-path", (Role.CALLER,))
        visitor.app.announce(wish(BAG, "caller"))
        await visitor.settle()
        labels = [str(button.label) for button in visitor.app.screen.query(Button)]
        assert labels == ["Go on (g)", "Read it (r)", "Another call (a)"]
        await visitor.press("m")
        assert visitor.on_top == "NoteScreen"
        assert visitor.app.announced[-1].scenario.id == BAG
        assert "milder" not in visitor.says("#text")


@pytest.mark.parametrize("by", first_a_day(["key", "button"]))
async def test_a_call_can_be_read_instead_and_left_again(by: str) -> None:
    setup = wish(COUGHS, "operator", seed=5)
    async with noting(setup, (60, 20)) as visitor:
        note = visitor.app.screen
        await visitor.take("r" if by == "key" else "#step-read")
        assert visitor.on_top == "ReadingScreen"
        log = headless_run.run(setup.scenario, setup.profile, setup.force, setup.seed).log
        said = visitor.says("#transcript")
        lines = transcript(log, profile=setup.profile)
        assert [line.text for line in lines if " ".join(line.text.split()) not in said] == []
        assert "Officers " in visitor.says(".ending")
        assert setup.scenario.title in visitor.text
        page = visitor.one("#page", VerticalScroll)
        assert page.scroll_offset.y == 0
        await visitor.press("down", "pagedown")
        assert page.scroll_offset.y > 1
        await visitor.press("end")
        assert page.scroll_offset.y == page.max_scroll_y
        assert "Officers " in visitor.text
        for way in ("b", "escape") if by == "key" else ("#step-dismiss",):
            await visitor.take(way)
            assert visitor.app.screen is note
            await visitor.press("r")


@pytest.mark.parametrize("opened", first_a_day([("r",), ()]))
async def test_one_key_leaves_from_every_widget(opened: tuple[str, ...]) -> None:
    async with noting(wish(WAITING, "operator")) as visitor:
        await visitor.press(*opened)
        await leaves_from_everywhere(visitor)


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_is_judged_and_the_safety_sentence_is_said_last(size: tuple[int, int]) -> None:
    async with ended(wish(BAG, "caller"), size) as visitor:
        said = visitor.says(".ending")
        assert not said.startswith("Call 1"), "a single call is not numbered"
        everything = (visitor.flowing + said).casefold()
        assert [word for word in ("fail", "score", "points", "wrong") if word in everything] == []
        row, steps = steps_of(visitor)
        assert [n for n, line in enumerate(visitor.shown) if CALM in line] == [row - 1]
        for button in visitor.app.screen.query(Button):
            assert str(button.label) in steps
        await leaves_from_everywhere(visitor)


async def test_a_caller_is_shown_the_title_of_the_call_and_of_the_next_one() -> None:
    """Who plays a caller has to know whom they play; a demonstration hides nothing either."""
    for seat in ("caller", "none"):
        setup = wish("partner-in-the-room", seat)
        async with noting(setup) as visitor:
            said = visitor.says("#text")
            assert setup.scenario.title in said
            assert SCENARIOS["evening-in-the-office"].title in said


async def test_enter_opens_the_debrief_n_leads_to_a_next_call_and_escape_back_to_the_end() -> None:
    """The end names the next call in the menu for this seat, at a desk without its title."""
    async with ended(wish(BAG, "operator")) as visitor:
        said = visitor.says("#next")
        assert said.startswith("n: ")
        await visitor.press("n")
        following = visitor.app.announced[-1].scenario
        assert following.title not in said
        assert f"A call (its title is in the debrief) (level {following.level}, " in said
        assert following.level <= 2
        await visitor.press("escape")
        assert visitor.on_top == "EndingScreen"
        await visitor.press("enter")
        assert visitor.on_top == "OwnViewScreen"


@pytest.mark.parametrize("by", first_a_day(["key", "button"]))
async def test_every_step_leads_where_it_says(by: str) -> None:
    """One call that is over, and each step from there, with the rest of the setup kept."""
    setup = replace(wish(BAG, "operator", seed=11, profile="wmp"), speed=2.0)
    async with ended(setup) as visitor:
        app, screen = visitor.app, ending_screen(visitor)
        keys = {step.action: step.key for step in NEXT_STEPS}
        assert {*keys} == {"again", "seat", "profile", "next", "menu", "debrief"}

        async def take(step: str) -> None:
            app.finish(screen.seat_view)
            await visitor.pilot.pause()
            await visitor.take(keys[step] if by == "key" else f"#step-{step}")

        await take("again")
        assert app.played == [setup]
        await take("seat")
        await visitor.press("escape")
        assert isinstance(app.screen, EndingScreen), "nothing was chosen"
        assert app.announced == []
        await take("seat")
        others = [
            place for place in run_choices.seats_of(setup.scenario) if place.word != "operator"
        ]
        assert [place for place in others if place.label not in visitor.text] == []
        await visitor.press("down", "enter")
        assert app.announced[-1] == replace(setup, seats=others[1].roles)
        await take("profile")
        assert setup.profile.title not in visitor.text
        await visitor.press("enter")
        assert app.announced[-1] == replace(setup, profile=LIBRARY.profile().profile)
        await take("next")
        following = app.announced[-1]
        assert following == replace(setup, scenario=following.scenario)
        assert following.scenario.id != BAG
        await visitor.press("a")
        assert visitor.on_top in ("MenuScreen", "HomeScreen")
        await take("debrief")
        assert visitor.on_top == "OwnViewScreen"
        await take("menu")
        assert visitor.on_top in ("MenuScreen", "HomeScreen")
        assert len(app.screen_stack) == 2


WITH_LAPSES = replace(wish("whispers-one-word", "none"), handler="doubts-aloud")


async def test_before_a_call_that_may_be_handled_badly_the_note_says_so() -> None:
    """On the smallest usual screen it can be read; of good people the note says nothing."""
    for setup, told in ((WITH_LAPSES, True), (replace(WITH_LAPSES, handler=""), False)):
        async with noting(setup) as visitor:
            note = visitor.app.screen.query_one("#text")
            assert ("the call handler may do things badly, on purpose" in in_full(note)) is told
            assert reachable(note, visitor.app.screen.query_one(VerticalScroll))


async def test_after_a_call_the_end_lists_what_was_done_badly() -> None:
    """With its time, in words, and no code of the authors' sheet; of good people nothing."""
    for setup, told in ((WITH_LAPSES, True), (replace(WITH_LAPSES, handler=""), False)):
        async with ended(setup) as visitor:
            shown = [in_full(each) for each in visitor.app.screen.query(".ending").results(Static)]
            listed = [each for each in shown if run_choices.DONE_BADLY in each]
            assert bool(listed) is told
            for each in listed:
                assert "The call handler doubts the caller aloud" in each
                assert "LP-" not in each
