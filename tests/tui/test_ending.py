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
from simulator.tui.screens.ending import CALM, NEXT_STEPS, EndingScreen
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


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_is_judged_and_the_safety_sentence_is_said_last(size: tuple[int, int]) -> None:
    async with ended(wish("phone-in-a-bag", "caller"), size) as visitor:
        said = visitor.says(".ending")
        assert said.startswith("How it ended: "), "a single call is not numbered"
        everything = (visitor.text + said).casefold()
        assert [word for word in ("fail", "score", "points", "wrong") if word in everything] == []
        rows = lines_of(visitor.app)
        place = next(number for number, row in enumerate(rows) if CALM in row)
        steps = visitor.app.screen.query_one(Steps)
        assert place == steps.region.y - 1
        shown = " ".join(rows[steps.region.y : steps.region.bottom])
        for button in steps.query(Button):
            assert str(button.label) in shown


async def test_the_transcript_has_every_side_and_a_demonstration_no_other() -> None:
    async with ended(wish("coughs-when-asked", "none")) as visitor:
        live = ending_screen(visitor).sitting.live
        said = visitor.says("#transcript")
        for line in transcript(live.log, profile=live.setup.profile):
            assert " ".join(line.text.split()) in said
        assert not visitor.app.screen.query("#step-view")
        await visitor.press("v")
        assert visitor.says("#transcript") == said


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


# What comes next ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", first_a_day(["key", "button"]))
async def test_every_step_leads_where_it_says(by: str) -> None:
    """One sitting that is over, and each step from there, with the rest of the setup kept."""
    setup = replace(wish("phone-in-a-bag", "operator", seed=11, profile="wmp"), speed=2.0)
    async with ended(setup) as visitor:
        app, screen = visitor.app, ending_screen(visitor)
        keys = {step.action: step.key for step in NEXT_STEPS}
        assert {*keys} == {"again", "seat", "profile", "next", "menu", "debrief"}

        async def take(step: str) -> None:
            app.finish(screen.sitting)
            await visitor.pilot.pause()
            await visitor.take(keys[step] if by == "key" else f"#step-{step}")

        await take("again")
        assert app.played == [setup]
        for step in ("seat", "profile"):
            await take(step)
            await visitor.press("escape")
            assert isinstance(app.screen, EndingScreen), "nothing was chosen"
            assert app.announced == []
        await take("seat")
        others = [place for place in choosing.places(setup.scenario) if place.word != "operator"]
        assert [place for place in others if place.label not in visitor.text] == []
        await visitor.press("down", "enter")
        assert app.announced[-1] == replace(setup, seats=others[1].roles)
        await take("profile")
        assert setup.profile.title not in visitor.text
        await visitor.press("enter")
        assert app.announced[-1] == replace(setup, profile=LIBRARY.profile().profile)
        await take("next")
        following = choosing.next_after(ENTRIES, "phone-in-a-bag")
        assert following is not None
        scenario = LIBRARY.scenario(following.id).scenario
        assert app.announced[-1] == replace(setup, scenario=scenario)
        await visitor.press("a")
        assert visitor.screen == "MenuScreen"
        await take("debrief")
        assert visitor.screen == "OwnViewScreen"
        for way in ("m", "escape") if by == "key" else ("#step-menu",):
            app.finish(screen.sitting)
            await visitor.pilot.pause()
            await visitor.take(way)
            assert visitor.screen == "MenuScreen"
            assert len(app.screen_stack) == 2


async def test_one_key_leaves_whatever_has_the_focus() -> None:
    async with ended(wish("phone-in-a-bag", "operator")) as visitor:
        await leaves_from_everywhere(visitor, 7)
