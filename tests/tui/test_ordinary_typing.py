"""Typing at a desk: letters are words, and nothing that can't be undone is done by them."""

from __future__ import annotations

import pytest
from textual import events

from simulator.core import acts as do
from simulator.core.terms import LineStage, Reason, Role, Sound
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.tui.base.parameter_dialogs import TypedLine
from tests.daily import a_share_of_cases, first_a_day
from tests.tui.apps import IN_THE_ROOM, SURE, Person, playing, setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
SHOUTING = "row-in-the-kitchen"
TYPED = ("yes", "hello", "is anyone hurt", "stay with me", "e", "z1", "mmm", "k please", "52")


def undone(person: Person, role: Role) -> list[str]:
    """What was done that can't be undone."""
    return [each.kind for each in person.did(role) if do.ROWS[each.kind].effect_of(role)]


def typed(person: Person) -> str:
    return person.call_screen.query_one(TypedLine).value


async def test_yes_and_enter_end_no_call_while_a_man_shouts() -> None:
    """Assessed: the trainee types an answer as in a chat, and the line stays."""
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        assert person.find(do.Answer)
        assert do.Make(Sound.SHOUTING) in person.bodies
        await person.press("y", "e", "s", "enter")
        assert undone(person, HANDLER) == []
        assert person.app.screen is person.call_screen, "nothing opens over the call"
        assert [getattr(each, "words", "") for each in person.did(HANDLER)][-1] == "yes"
        assert "LIVE" in person.line("#status").replace(" ", "")


@pytest.mark.parametrize("role", first_a_day([HANDLER, OPERATOR]))
async def test_what_people_type_is_said_and_ends_closes_connects_texts_and_rings_nothing(
    role: Role,
) -> None:
    stage = LineStage.CONNECTING_POLICE if role is HANDLER else LineStage.DIALLED
    async with playing(setup(IN_THE_ROOM, role)) as person:
        for before in ((stage,), ("enter",), (20_000,)):
            await person.walk(*before)
            for words in TYPED:
                await person.type(words)
                await person.press("enter")
                assert person.app.screen is person.call_screen, words
                await person.press("escape")
                if person.app.screen is not person.call_screen:
                    await person.press("escape")
        assert undone(person, role) == []
        assert person.find(do.Search) == []


async def test_a_sentence_that_is_typed_where_a_word_is_asked_for_is_kept_to_be_said() -> None:
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000, "e", "=safety")
        await person.type("stay on the line")
        await person.press("enter")
        assert undone(person, HANDLER) == []
        assert typed(person) == "stay on the line"
        await person.press("enter")
        assert [getattr(each, "words", "") for each in person.did(HANDLER)][
            -1
        ] == "stay on the line"


async def test_an_end_is_asked_back_and_enter_or_letters_go_back() -> None:
    """The question names the effect; assessed, it says nothing of what supports the reason."""
    async with playing(setup(SHOUTING, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 8_000)
        for keys in (("enter",), ("y", "e", "s", "enter"), ("2", "enter"), ("escape",)):
            await person.walk("e", "=safety")
            assert person.app.screen is person.call_screen, "nothing opens over the call"
            asked = person.line("#reading")
            assert asked.startswith("! This ends the call. The line goes. Type end, then Enter.")
            assert "supports" not in asked
            await person.press(*keys)
            assert undone(person, HANDLER) == [], keys
            assert person.remark == "Nothing was done: End the call."
        await person.walk("e", "=safety", *SURE)
        assert person.find(do.EndCall) == [do.EndCall(Reason.CHECKED_SAFE)]


async def test_a_caller_keeps_single_keys_and_the_phone_is_put_down_after_a_question() -> None:
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        await person.press("t", "c", "5", "h", "enter")
        did = person.did(CALLER)
        assert did[1:] == [do.Tap(), do.Cough(), do.Press("5")]
        await person.press("h", *SURE)
        assert person.find(do.HangUp)


async def test_a_callers_line_takes_one_entry_and_the_keys_are_a_phones_again() -> None:
    """A tap, a digit or an `h` after whispered words was whispered as well."""
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        await person.press("enter")
        await person.type("police please")
        await person.press("enter", "t", "5", "h")
        said, *rest = person.did(CALLER)[1:]
        assert getattr(said, "words", "") == "police please"
        assert rest == [do.Tap(), do.Press("5")]
        assert person.asked is not None, "h asks whether to put the phone down"


async def test_escape_and_enter_in_an_empty_line_stop_nothing() -> None:
    """Esc asks whether to stop; Enter alone goes on with the call, however often."""
    for seat, until in ((HANDLER, LineStage.CONNECTING_POLICE), (CALLER, None)):
        async with playing(setup(IN_THE_ROOM, seat)) as person:
            await (person.walk(until, "a") if until else person.dial(LineStage.WITH_OPERATOR))
            for _ in range(3):
                await person.press("escape", "enter")
                await person.press("escape", "up", "enter")
                await person.press("escape", "end", "pagedown", "enter", "escape", "escape")
            assert (person.app.menus, person.app.finished) == (0, [])
            assert person.sitting.live.outcome is None


async def test_signs_before_a_word_keep_their_meaning_and_in_a_line_they_are_typed() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER, coached=True)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter")
        await person.press("equals_sign")
        assert "What good practice does now" in person.text
        await person.press("escape", "full_stop")
        assert "Not available now" in person.text
        await person.press("escape", "space")
        assert person.sitting.live.pace.paused
        await person.press("space")
        await person.type("so. 5 = 5")
        assert not person.sitting.live.pace.paused
        assert person.app.screen is person.call_screen
        assert "so. 5 = 5" in person.text


async def test_signs_alone_are_not_said() -> None:
    """In an assessed call ``=`` has no coach; it is no word to a caller either."""
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter")
        await person.type("==")
        await person.press("enter")
        assert not [each for each in person.did(HANDLER) if isinstance(each, do.Speech)]


async def test_every_key_that_a_desk_shows_does_its_act_when_it_is_typed() -> None:
    """The keys beside the acts, in the help, in the palette and in what the lesson says."""
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 60)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 3_000)
        acts = person.sitting.available_acts(HANDLER)
        for act in acts:
            key = person.call_screen.act_keys[act.key]
            assert key == f"/{act.key}"
            await person.type(key)
            reading = person.line("#reading")
            assert act.label in reading, (key, reading)
            assert reading.startswith("Not now") is (act.disabled_reason is not None)
            await person.press("escape")


async def test_letters_go_to_the_line_wherever_the_keyboard_is() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter")
        for jump in ("alt+l", "alt+a", "alt+k"):
            await person.press(jump)
            await person.type("end it")
            assert "end it" in person.text, jump
            assert person.app.screen is person.call_screen
            await person.press("escape")
        assert undone(person, HANDLER) == []


async def test_after_a_call_letters_do_nothing_and_enter_goes_on() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR)) as person:
        await person.walk(LineStage.DIALLED, "a", "e", "1", *SURE)
        await person.until_ends()
        await person.type("hello?")
        assert "Enter: how it ended." in person.remark
        await person.press("enter")
        assert person.app.finished == [person.sitting]


@pytest.mark.parametrize("focus", ["alt+k", "alt+l"])
async def test_a_fast_typist_loses_nothing_after_a_window_or_a_jump(focus: str) -> None:
    """Keys in one go, also Enter, before the line has the keyboard again."""
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", "e", "1", "y", "e", "s", "enter")
        assert person.remark == "Nothing was done: End the call."
        await person.press(focus)
        screen = person.call_screen
        for key in ("slash", "f", "enter"):
            screen._forward_event(events.Key(key, {"slash": "/", "f": "f"}.get(key)))
        await person.settle()
        assert len(person.find(do.Search)) == 1
        assert undone(person, HANDLER) == []


@pytest.mark.parametrize("line", ["/brief she has not spoken, see her alone", "/brief"])
async def test_a_briefing_of_words_alone_works_where_nothing_is_known(line: str) -> None:
    """No location came and nothing was heard, so there is nothing to choose."""
    async with playing(setup("flow-incident", HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        assert person.find(do.Answer), person.text
        await person.type("/send doubt")
        await person.press("enter")
        await person.type(line)
        await person.press("enter")
        if line == "/brief":
            await person.type("she has not spoken, see her alone")
            await person.press("enter")
        assert person.find(do.BriefOfficers), person.text
        (brief,) = person.find(do.BriefOfficers)
        assert brief.text == "she has not spoken, see her alone"


@pytest.mark.parametrize("role", [CALLER, OPERATOR, HANDLER])
async def test_keys_that_come_before_the_first_picture_of_a_call_are_no_fault(role: Role) -> None:
    """Enter pressed twice on the note opens a line, in which no letter is a key."""
    async with playing(setup(IN_THE_ROOM, role)) as person:
        await person.press("enter")
        assert isinstance(person.app.focused, TypedLine)
        screen = person.call_screen
        del screen.__dict__["act_keys"]  # As if that Enter had come before the first picture.
        letters = {key.removeprefix("/") for key in screen.act_keys.values()}
        assert letters == {act.key for act in CATALOGUE[role]}


@pytest.mark.parametrize("away", ["up", "end", "pagedown", "ctrl+end"])
@a_share_of_cases(2)
async def test_only_down_comes_to_a_yes(away: str) -> None:
    """Up brings back a line, so a trainee who clears it twice and wants it back presses Up."""
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", "e", "1", away, "enter")
        assert undone(person, HANDLER) == []
        await person.press("escape", away, "enter")
        assert person.app.screen is person.call_screen
        assert (person.app.menus, person.app.finished) == (0, [])


async def test_going_back_before_anything_was_heard_is_refused() -> None:
    """There is no caption to choose, and a text is no moment of a call."""
    async with playing(setup(IN_THE_ROOM, HANDLER, coached=True)) as person:
        await person.press("f8")
        assert person.app.screen is person.call_screen
        assert person.remark == "You can't go back: you have heard nothing yet."


async def test_enter_leaves_no_call_that_the_trainee_has_as_police_as_well() -> None:
    """In both handlers' seats the end of the operator's part is the middle of the call."""
    async with playing(setup(IN_THE_ROOM, OPERATOR, HANDLER)) as person:
        await person.walk(LineStage.DIALLED, "a", "p", "=doubt", *SURE)
        await person.until(lambda: person.sitting.rings(HANDLER))
        await person.walk("f9", "enter", "f9", "h", "=background", "enter", 12_000, "l", *SURE)
        assert person.remark.endswith("Enter: take the other seat.")
        await person.press("enter", "enter")
        assert person.app.finished == []
        assert person.call_screen.role is HANDLER


async def test_enter_at_the_polices_desk_skips_nothing_that_the_trainee_has_as_operator() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR, HANDLER)) as person:
        await person.walk(LineStage.DIALLED, "f9")
        before = person.sitting.live.now
        assert person.remark.endswith("F9: take it.")
        await person.press("enter", "enter")
        assert person.sitting.live.now == before
        await person.press("f9", "enter")
        assert [each.kind for each in person.did(OPERATOR)] == ["answer"]


async def test_a_half_typed_line_and_a_left_brief_are_there_after_a_look_at_the_other_seat() -> (
    None
):
    async with playing(setup(IN_THE_ROOM, OPERATOR, HANDLER)) as person:
        await person.walk(LineStage.DIALLED, "a")
        await person.type("is anyone th")
        await person.press("f9")
        await person.type("#t steps on the st")
        await person.press("f9")
        assert typed(person) == "is anyone th"
        await person.type("ere")
        await person.press("f9")
        assert typed(person) == "#t steps on the st"
        await person.press("escape", "f9", "f9", "up")
        assert typed(person) == "#t steps on the st"
        await person.press("escape", "f9", "enter")
        assert [getattr(each, "words", "") for each in person.did(OPERATOR)][-1] == (
            "is anyone there"
        )


async def test_a_sentence_that_ends_the_call_asks_for_its_word_and_only_that_ends_it() -> None:
    """What a sentence asks back was taken for taken back, and the trainee had no way to mean it."""
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 5_000)
        for answer, ends in (("", False), ("yes", False), ("end", True)):
            await person.type("end the call, she is safe")
            await person.press("enter")
            assert person.asked is not None, answer
            assert person.asked.word == "end"
            assert "Type end, then Enter" in person.text
            await person.type(answer)
            await person.press("enter")
            assert bool(person.find(do.EndCall)) is ends, answer
