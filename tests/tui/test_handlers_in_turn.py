"""Both handlers in turn by one person: the screen follows the call, and each seat has its ears."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import CallBegan
from simulator.core.terms import LineStage, Outcome, Reason, Reported, Role
from simulator.tui.call.seats import HandlerScreen, OperatorScreen
from tests.tui.apps import Person, playing, setup

BOTH = (Role.OPERATOR, Role.CALL_HANDLER)
IN_THE_ROOM = "partner-in-the-room"


async def to_police(person: Person) -> None:
    """Answer as the operator, and connect the call to police."""
    await person.until_stage(LineStage.DIALLED)
    await person.press("a")
    await person.wait(2_000)
    await person.press("1")
    await person.wait(7_000)
    await person.press("p")
    await person.choose("doubt")


@pytest.mark.thorough
async def test_one_person_takes_a_call_through_both_seats() -> None:
    async with playing(setup(IN_THE_ROOM, *BOTH, coached=True)) as person:
        assert isinstance(person.call_screen, OperatorScreen)
        await to_police(person)
        await person.until(lambda: isinstance(person.call_screen, HandlerScreen))
        await person.press("a")
        await person.until(lambda: isinstance(person.call_screen, OperatorScreen))
        await person.press("h")
        await person.choose_several("background")
        assert [told.heard for told in person.find(do.HandOver)] == [(Reported.BACKGROUND,)]
        await person.press("l")
        await person.until(lambda: isinstance(person.call_screen, HandlerScreen))
        assert "You are the call handler" in person.text
        await person.wait(7_000)
        await person.press("1")
        await person.wait(8_000)
        await person.press("c", "1")
        await person.wait(8_000)
        for letters in ("can you hear", "danger"):
            await person.press("q")
            await person.choose(letters)
            await person.wait(9_000)
        await person.press("g", "1")
        await person.choose("danger")
        await person.press("d")
        await person.choose("danger")
        assert person.find(do.Deploy)
        await person.until(lambda: person.sitting.knowledge[Role.CALL_HANDLER].incident.arrived)
        await person.press("8")
        await person.wait(5_000)
        await person.press("z", "1")
        await person.press("e", "1")
        assert person.sitting.live.outcome is Outcome.DEPLOYED
        await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_a_call_that_ends_with_the_operator_stays_in_that_seat() -> None:
    async with playing(setup(IN_THE_ROOM, *BOTH)) as person:
        await person.until_stage(LineStage.DIALLED)
        await person.press("a")
        await person.press("e")
        await person.choose("nothing was")
        assert person.find(do.EndCall)
        assert person.sitting.live.outcome is Outcome.ENDED_BY_OPERATOR
        assert isinstance(person.call_screen, OperatorScreen)


async def test_the_other_seat_can_be_looked_at() -> None:
    """F9 changes seats; nothing happens in the call, and neither seat learns from the other."""
    async with playing(setup(IN_THE_ROOM, *BOTH)) as person:
        await person.until_stage(LineStage.DIALLED)
        await person.press("a")
        assert "connected to the 999 operator" in person.text
        before = list(person.bodies)
        await person.press("f9")
        assert isinstance(person.call_screen, HandlerScreen)
        assert "connected to the 999 operator" not in person.text
        assert "You: [answers]" not in person.text
        await person.press("f9")
        assert isinstance(person.call_screen, OperatorScreen)
        assert "You: [answers]" in person.text
        assert person.bodies == before


async def test_with_one_seat_there_is_no_other() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await person.press("f9")
        assert isinstance(person.call_screen, OperatorScreen)
        assert "F9" not in person.text


async def test_going_back_is_to_the_seat_whose_turn_it_was() -> None:
    async with playing(setup(IN_THE_ROOM, *BOTH, coached=True)) as person:
        await to_police(person)
        await person.until(lambda: isinstance(person.call_screen, HandlerScreen))
        await person.press("a")
        await person.press("f8", "home", "enter")
        assert isinstance(person.call_screen, OperatorScreen)
        live = person.sitting.live
        assert live.paused
        assert not person.find(do.Connect)
        assert live.now == 0
        assert [type(body) for body in person.bodies] == [CallBegan]
        assert Reason.DOUBT not in [getattr(body, "reason", None) for body in person.bodies]
