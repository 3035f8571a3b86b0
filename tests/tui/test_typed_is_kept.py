"""What was typed is still there when a box that asks for something opens, and when it closes."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import LineStage, Role
from simulator.errors import NotPossible
from simulator.seat.open_act import OpenAct
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.tui.base.parameter_dialogs import TypedLine
from simulator.tui.call.act_panel import ActPanel
from simulator.tui.call.command_line import CommandLine
from tests.tui.apps import IN_THE_ROOM, SURE, Person, playing, setup

CALLER, HANDLER = Role.CALLER, Role.CALL_HANDLER
SHOUTING = "row-in-the-kitchen"


def typed(person: Person) -> str:
    return person.call_screen.query_one(TypedLine).value


def last_said(person: Person, role: Role) -> str:
    return [each.words for each in person.did(role) if isinstance(each, do.Speech)][-1]


async def choose(person: Person, kind: str, role: Role = HANDLER) -> None:
    """Choose an act with the mouse, whatever is typed."""
    key = next(act.key for act in CATALOGUE[role] if act.kind == kind)
    person.call_screen.post_message(ActPanel.Chosen(key))
    await person.settle()


@pytest.mark.parametrize("then", [("escape",), ("=safety", "escape"), ("=safety", *SURE)])
async def test_an_act_that_asks_while_a_sentence_is_half_typed_gives_it_back(
    then: tuple[str, ...],
) -> None:
    """Chosen with the mouse: the box took the line, and the sentence with it."""
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        await person.type("stay with me, are you")
        await choose(person, "end_call")
        assert person.asked is not None
        assert typed(person) == "", "the box is for its answer"
        await person.walk(*then)
        assert person.asked is None
        assert typed(person) == "stay with me, are you"


async def test_a_sentence_that_a_box_holds_back_comes_back_to_be_corrected() -> None:
    """Enter goes back to the words, and the notice of it stays in sight."""
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        await person.type("end the call, safety confirmed")
        await person.press("enter")
        assert person.asked is not None
        await person.press("enter")
        assert person.find(do.EndCall) == []
        assert typed(person) == "end the call, safety confirmed"
        assert person.remark == "Nothing was done: End the call."
        await person.press("escape", "up")
        assert typed(person) == "end the call, safety confirmed"


async def test_one_word_typed_into_a_box_can_be_brought_back() -> None:
    """It goes back from the box and is said by no Enter; Up brings it back."""
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000, "e", "=safety")
        await person.type("tap?")
        await person.press("enter")
        assert typed(person) == ""
        await person.press("up")
        assert typed(person) == "tap?"


async def test_a_sentence_typed_into_a_list_of_options_is_kept_when_the_list_is_left() -> None:
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000, "e")
        await person.type("are you still there")
        await person.press("escape")
        assert person.asked is None
        assert typed(person) == "are you still there"


async def test_a_caller_who_does_not_put_the_phone_down_keeps_their_sentence() -> None:
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        await person.press("enter")
        await person.type("please hurry he is")
        await choose(person, "hang_up", CALLER)
        assert person.asked is not None
        await person.press("enter")
        assert person.find(do.HangUp) == []
        assert typed(person) == "please hurry he is"
        await person.press("enter")
        assert last_said(person, CALLER) == "please hurry he is"


async def test_what_was_half_typed_is_there_when_one_comes_back_to_the_seat() -> None:
    """A box that was open when the seats were changed is gone; the sentence is not."""
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        await person.type("stay with me")
        await choose(person, "end_call")
        line = person.call_screen.query_one(CommandLine)
        assert line.set_aside()[0] == "stay with me"


async def test_opening_the_acts_keeps_a_half_typed_sentence() -> None:
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        await person.type("stay with")
        person.call_screen.action_jump("#seat")
        await person.settle()
        assert typed(person) == "/"
        await person.press("escape")
        assert typed(person) == "stay with"


async def test_words_that_come_too_late_stay_in_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """An act that is refused when it is done has lost nobody's words."""

    def refuses(_: OpenAct) -> Entry:
        raise NotPossible("Call handler", "ask", "closed", "the line is gone")

    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        monkeypatch.setattr(OpenAct, "do", refuses)
        await person.type("are you hurt")
        await person.press("enter")
        assert "the line is gone" in person.remark
        assert typed(person) == "are you hurt"


async def test_what_was_done_does_not_come_back() -> None:
    """Also where its reasons were asked for in a window over the line."""
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        await person.type("grade it emergency")
        await person.press("enter")
        for _ in range(4):
            if person.app.screen is person.call_screen and person.asked is None:
                break
            assert typed(person) == ""
            await person.press("space", "enter")
        assert person.find(do.SetGrade)
        assert typed(person) == ""
        await person.type("are you hurt")
        await person.press("enter")
        assert typed(person) == ""
