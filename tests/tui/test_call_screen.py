"""The desk: what is seen first, the line that takes words and acts, the coach, and waiting less."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core.terms import Heading, Intent, LineStage, Manner, NoteKind, Role, Topic
from simulator.seat import seat_frame
from simulator.seat.view.caption_lines import caption_words
from simulator.session.clock import ManualClock
from simulator.tui.app import TrainerApp
from simulator.tui.base.parameter_dialogs import TypedLine
from simulator.tui.call.live_screen import SAID_LASTS
from tests.session.calls import LIBRARY
from tests.tui.apps import IN_THE_ROOM, SURE, Person, User, playing, setup

OFFICE = "evening-in-the-office"
OPERATOR, HANDLER = Role.OPERATOR, Role.CALL_HANDLER


async def type_line(person: Person, line: str) -> None:
    """Type a line: at a desk it has the keyboard."""
    await person.type(line)


async def ringing(person: Person) -> None:
    """Skip to the ring, and answer."""
    assert person.remark == "Nothing to do yet. Enter: skip to your ring."
    await person.press("enter")
    assert "RINGING" in person.line("#state")
    assert "Your turn: answer" in person.line("#turn")
    await person.act("a")
    assert "LIVE" in person.line("#state")


async def test_a_call_handler_skips_to_the_ring_and_the_call_is_the_same() -> None:
    """What was skipped has happened, entry by entry."""
    async with playing(setup(OFFICE, HANDLER)) as person:
        await ringing(person)
        skipped = [(entry.at, entry.body) for entry in person.log]
        skipped = skipped[: skipped.index((person.log[-1].at, do.Answer()))]
    async with playing(setup(OFFICE, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, 60_000)
        waited = [(entry.at, entry.body) for entry in person.log]
    assert waited[: len(skipped)] == skipped


async def test_enter_answers_a_ringing_phone_and_what_was_typed_waits() -> None:
    async with playing(setup(OFFICE, HANDLER)) as person:
        await person.press("enter")
        await person.type("Police here, you need not speak.")
        await person.press("enter")
        assert person.find(do.Answer)
        said = [body for body in person.did(HANDLER) if isinstance(body, do.Say)]
        assert not said
        line = person.call_screen.query_one(TypedLine)
        assert line.value == "Police here, you need not speak."
        await person.press("enter")
        assert any(isinstance(body, do.Say) for body in person.did(HANDLER))


async def test_a_whole_line_is_typed_read_and_entered() -> None:
    async with playing(setup(OFFICE, HANDLER)) as person:
        await ringing(person)
        await type_line(person, "#t steps on the stairs")
        assert "THRIVE, threat: steps on the stairs" in person.line("#reading")
        assert not person.find(do.Thrive), "nothing counts before Enter"
        await person.press("enter")
        assert person.find(do.Thrive) == [do.Thrive(Heading.THREAT, "steps on the stairs")]
        # The line keeps the keyboard: the next one is typed at once.
        await person.type("#a door slammed")
        await person.press("enter")
        (note,) = person.find(do.Note)
        assert (note.note, note.text) == (NoteKind.HEARD, "a door slammed")
        await person.type("Can anyone else hear you?")
        assert "Understood as: asks " in person.line("#reading")
        await person.press("enter")
        (asked,) = person.find(do.Ask)
        assert asked.words == "Can anyone else hear you?"


async def test_what_a_line_leaves_open_is_asked_and_what_is_not_possible_says_why() -> None:
    async with playing(setup(OFFICE, HANDLER)) as person:
        await ringing(person)
        await person.type("/grade eme")
        await person.press("enter")
        assert "Why?" in person.window_text
        await person.press("1")  # In the dialog a digit chooses.
        assert [graded.grade for graded in person.find(do.SetGrade)] == ["emergency"]
        await person.type("/brief")
        assert person.line("#reading").startswith("Not now, no officers have been sent: ")
        await person.press("enter")
        assert person.find(do.BriefOfficers) == []


async def test_letters_are_words_and_escape_empties_the_line() -> None:
    """No letter does an act. Esc empties the line; in an empty line it asks whether to stop."""
    async with playing(setup(OFFICE, HANDLER)) as person:
        await ringing(person)
        await type_line(person, "f")
        assert person.find(do.Search) == []
        assert "Esc Clear" in person.shown[-1]
        await person.press("escape", "f", "escape")
        assert person.find(do.Search) == []
        assert "Esc Stop" in person.shown[-1]
        await person.act("f")
        assert len(person.find(do.Search)) == 1
        await person.press("escape")
        assert "Stop this call?" in person.text


async def test_a_brief_that_was_left_goes_on_with_what_was_picked_and_typed() -> None:
    async with playing(setup(OFFICE, HANDLER)) as person:
        await ringing(person)
        await person.walk("q", "1", 8_000, "d", "1", "o", "1", "enter")
        await person.type("two dogs")
        await person.press("escape")
        await person.walk("o", "enter", "enter")
        (brief,) = person.find(do.BriefOfficers)
        assert brief.text == "two dogs"
        await person.type("is the door")
        await person.press("escape")
        line = person.call_screen.query_one(TypedLine)
        assert line.value == ""
        await person.press("up")
        assert line.value == "is the door"


async def test_the_coach_says_what_good_practice_does_and_why() -> None:
    async with playing(setup(OFFICE, HANDLER, coached=True)) as person:
        await ringing(person)
        await person.press("equals_sign")
        assert "What good practice does now" in person.window_text
        assert "Say at once that this is the police" in " ".join(person.window_text.split())
        assert "(CH-01; P1 B01)" in person.window_text


async def test_an_assessed_call_has_no_coach() -> None:
    async with playing(setup(OFFICE, HANDLER)) as person:
        await person.press("equals_sign")
        assert person.app.screen is person.call_screen


async def test_a_key_that_is_held_says_its_line_once() -> None:
    async with playing(setup(OFFICE, OPERATOR)) as person:
        await person.walk(LineStage.DIALLED, "a", *["1"] * 20)
        said = [body for body in person.find(do.Say) if body.intent is Intent.WHICH_SERVICE]
        assert len(said) == 1
        refused = "Nothing was done: you are saying that now."
        assert person.remark == refused
        await person.type("a")
        assert person.remark != refused, "who types on has read it"
        await person.press("escape")
        person.call_screen.say(refused)
        assert person.remark == refused
        await person.wait(SAID_LASTS)
        assert person.remark != refused, "nobody reads what is past"


async def test_an_operators_part_ends_when_the_police_have_the_call() -> None:
    async with playing(setup(OFFICE, OPERATOR)) as person:
        await person.walk(LineStage.DIALLED, "a", "p", "=doubt", *SURE, LineStage.WITH_CALL_HANDLER)
        await person.walk("h", "=background", "enter", 12_000, "l", *SURE)
        assert person.remark.startswith("Your part is over: the police have the call.")
        assert "WITH POLICE" in person.line("#status")
        # Enter alone means the same in the line.
        await person.press("slash", "backspace", "enter")
        assert person.app.finished == [person.sitting]


async def test_a_caller_types_words_acts_and_keys_one_by_one() -> None:
    async with playing(setup(OFFICE, Role.CALLER)) as person:
        await type_line(person, "/dial 112")
        await person.press("enter")
        await person.until_stage(LineStage.WITH_OPERATOR)
        await person.press("enter")
        await person.type("please help")
        assert "Whisper: " in person.line("#reading")
        await person.press("enter", "enter")
        await person.type("55")
        assert person.line("#reading") == "Enter: Press 5"
        await person.press("enter", "enter")
        assert person.find(do.Press) == [do.Press("5"), do.Press("5")]
        (whispered,) = (body for body in person.did(Role.CALLER) if isinstance(body, do.Say))
        assert (whispered.words, whispered.manner) == ("please help", Manner.WHISPERED)
        await person.press("enter")
        await person.type("?alone")
        assert "are the call handler's" in person.line("#reading")


async def test_the_palette_has_every_act_that_is_possible() -> None:
    async with playing(setup(OFFICE, OPERATOR)) as person:
        await person.walk(LineStage.DIALLED, "a", "ctrl+p")
        assert "Which service?" in person.text
        await person.type("send to silent")
        await person.pilot.pause(0.3)
        await person.press("enter")
        assert "Send to Silent Solution" in person.window_text, "it asks why"
        await person.press("escape", "ctrl+p")
        await person.type("pause")
        await person.pilot.pause(0.3)
        await person.press("enter")
        assert person.sitting.live.pace.paused, "the keys of the screen are commands too"


async def test_the_lesson_is_two_keys_away_from_the_start() -> None:
    clock = ManualClock()
    app = TrainerApp(clock, LIBRARY)
    async with app.run_test(size=(80, 24)) as pilot:
        user = User(app, pilot)
        await user.settle()
        await user.press("f10", "enter")
        first = "Step 1 of 29. The phone waits while you read. Type words as you say them; an"
        assert f"{first} action begins with /. Answer: /a, then Enter." in user.flowing
        await user.press("slash", "a", "enter")
        assert "Step 2 of 29." in user.flowing
        await user.press("escape", "down", "enter")
        await app.workers.wait_for_complete()
        await user.settle()
        assert "You stopped the call before it ended." in user.flowing
        assert user.says("#next").startswith("n: ")


async def test_thrive_fills_while_it_is_typed_and_the_captions_stay_in_sight() -> None:
    """The card shows what Enter would write; without Enter it is empty again."""
    async with playing(setup(OFFICE, HANDLER), size=(120, 40)) as person:
        await ringing(person)
        await type_line(person, "#t steps")
        assert "steps (being typed)" in person.card("thrive")
        assert "You answer" in person.text
        await person.press("escape")
        assert "being typed" not in person.card("thrive")
        assert person.card("thrive").startswith("T\N{WHITE CIRCLE} H\N{WHITE CIRCLE}")
        await type_line(person, "#t steps on the stairs")
        await person.press("enter")
        assert person.card("thrive").startswith("T\N{BLACK CIRCLE} H\N{WHITE CIRCLE}"), "lit"


async def test_acts_open_above_the_line_and_tab_shows_the_other_cards() -> None:
    """They push the transcript up, and its last line stays in sight."""
    async with playing(setup(OFFICE, HANDLER), size=(120, 40)) as person:
        await ringing(person)
        seat = person.call_screen.query_one("#seat")
        assert not seat.display
        await person.press("alt+a")
        assert seat.display
        assert "w Name ways to answer" in person.text
        assert "! End the call" in person.text
        last = caption_words(person.sitting.captions[HANDLER][-1])[:20]
        assert last in person.text
        captions = person.call_screen.query_one("#line").region
        assert not captions.overlaps(seat.region)
        await person.press("escape")
        assert not seat.display
        assert "Can you hear me?" not in person.text
        seen = []
        for _ in range(6):  # It scrolls a column to its end first.
            await person.press("tab")
            seen.append(person.text)
        assert any("Can you hear me?" in text for text in seen)


async def test_the_palette_finds_a_question_by_what_it_asks() -> None:
    """F16-9: "weapon" and "knife" are words of no key."""
    async with playing(setup(OFFICE, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a", LineStage.WITH_CALL_HANDLER, "ctrl+p")
        await person.type("knife")
        await person.pilot.pause(0.6)
        assert "Is there a weapon?" in person.text
        await person.press("enter")
        await person.pilot.pause(0.3)
        asked = [e.body for e in person.sitting.live.log if isinstance(e.body, do.Ask)]
        assert [each.about for each in asked] == [(Topic.WEAPON,)]


async def test_what_a_desk_shows_is_worked_out_once_a_change_and_for_no_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Band, cards, acts, notice and what Enter does are parts of one frame."""
    made: list[int] = []
    make = seat_frame.seat_frame

    def counted(*given: Any, **named: Any) -> seat_frame.SeatFrame:
        made.append(1)
        return make(*given, **named)

    monkeypatch.setattr(seat_frame, "seat_frame", counted)
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a", 12_000)
        made.clear()
        await person.type("are you safe")
        assert made == []
        await person.wait(1_000)
        assert made == [1]
