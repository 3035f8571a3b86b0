"""The strip of a call in the terminal: pins to walk, and the other course beside yours."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.debrief.assess.turning_points import two_courses
from simulator.tui.screens.strip_screen import StripScreen
from tests.session.calls import LIBRARY
from tests.tui.apps import IN_THE_ROOM, leaves_from_everywhere, playing, setup
from tests.tui.test_debrief_screen import looked_back


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_arrows_walk_the_pins_and_enter_plays_the_other_course_beside_yours(
    size: tuple[int, int],
) -> None:
    """Yours is on the left, the same as it was; what good practice does from there is beside it."""
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR), size=size) as person:
        await looked_back(person)
        await person.press("s")
        screen = person.app.screen
        assert isinstance(screen, StripScreen)
        for lane in ("Caller's end", "You", "Police"):
            assert lane in person.text
        assert "(1)" in person.text
        first = screen.pin
        await person.press("right")
        assert len(screen.pins) == 1 or screen.pin is not first
        await person.press("left")
        assert screen.pin is first
        await person.press("enter")
        assert "Your course:" in person.text
        assert "Good practice from here:" in person.flowing
        drawn = "\n".join(str(each.render()) for each in screen.query("#yours-lines, #other-lines"))
        assert "ends the call: no response" in drawn
        assert "Which service" in drawn or "which service" in drawn
        assert "(row " not in drawn, "the words of the desk, not of the flow"
        await person.press("enter")
        assert "Good practice from here:" not in person.text
        await person.press("escape")
        assert person.on_top == "DebriefScreen"
        await person.press("s")
        await leaves_from_everywhere(person)


async def test_from_a_pin_the_call_can_be_tried_again() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR, coached=True)) as person:
        await looked_back(person)
        first = person.sitting
        await person.press("s", "t")
        assert person.sitting is not first
        assert not person.find(do.EndCall)


async def test_the_other_course_is_the_same_before_and_goes_on_by_good_practice() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person)
        live = person.sitting.live
        ended = next(entry for entry in live.log if isinstance(entry.body, do.EndCall))
        both = two_courses(live.setup, live.log, Role.OPERATOR, ended.at)
        assert both is not None
        before = [[e.body for e in course.heard if e.at < ended.at] for course in both[1:]]
        assert before[0] == before[1]
        assert both.yours.ends == Outcome.ENDED_BY_OPERATOR.label
        assert both.other.ends != both.yours.ends
        assert not any(isinstance(each.body, do.EndCall) for each in both.other.heard[:10])


async def test_a_strip_without_a_pin_offers_no_key_that_does_nothing() -> None:
    """A caller is never judged: at 80 columns the sentence is whole, and only Back is offered."""
    async with playing(setup(IN_THE_ROOM, Role.CALLER), size=(80, 24)) as person:
        debrief = debrief_run(
            FinishedRun(person.sitting.live.setup, person.sitting.live.log), LIBRARY
        )
        person.app.push_screen(StripScreen(person.sitting, debrief))
        await person.settle()
        assert "Nothing of this call is marked: no seat in it is judged." in person.text
        for words in ("Next pin", "Other course", "Try from here"):
            assert words not in person.text
        assert "Back" in person.text
        await person.press("right", "enter", "t")
        assert person.on_top == "StripScreen"
