"""The police call handler's seat: a whole call by keys, questions, the log, the decisions."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.terms import (
    Intent,
    LineStage,
    NoteKind,
    Outcome,
    Reason,
    Role,
    Topic,
)
from simulator.knowledge.knowledge import AnswerState
from tests.tui.apps import Person, playing, setup

HANDLER = Role.CALL_HANDLER
IN_THE_ROOM = "partner-in-the-room"


async def take_the_call(person: Person) -> None:
    """Answer when the operator rings, and say who is there."""
    await person.until_stage(LineStage.CONNECTING_POLICE)
    await person.press("a")
    await person.wait(12_000)
    await person.press("1")
    await person.wait(9_000)


async def ask(person: Person, letters: str) -> None:
    """Ask the question that a few letters find, and wait for an answer."""
    await person.press("q")
    await person.choose(letters)
    await person.wait(12_000)


# --- whole calls ---------------------------------------------------------------------------------


async def test_a_call_handler_who_asks_one_thing_at_a_time() -> None:
    """From the home screen, by keys alone: code, test, danger, injury, grade, officers, close."""
    async with playing(setup(IN_THE_ROOM, HANDLER, coached=True)) as person:
        await take_the_call(person)
        await person.press("f", "2")
        await person.wait(9_000)
        await person.press("w")
        await person.choose_several("tap", "key")
        await person.wait(9_000)
        await person.press("c", "1")
        await person.wait(9_000)
        await ask(person, "can you hear")
        knowledge = person.sitting.knowledge[HANDLER]
        assert knowledge.state_of(Topic.CAN_HEAR) is AnswerState.YES
        await ask(person, "danger")
        await ask(person, "hurt")
        assert knowledge.state_of(Topic.IN_DANGER) is AnswerState.YES
        assert knowledge.state_of(Topic.INJURED) is AnswerState.NO
        await person.press("g", "1")
        await person.choose("danger")
        await person.press("d")
        await person.choose("danger")
        assert person.find(do.Search)
        assert person.find(do.SetCode)
        assert [about for body in person.find(do.Ask) for about in body.about] == [
            Topic.CAN_HEAR, Topic.IN_DANGER, Topic.INJURED,
        ]  # fmt: skip
        assert [grade.reason for grade in person.find(do.SetGrade)] == [Reason.DANGER_ESTABLISHED]
        assert [sent.reason for sent in person.find(do.Deploy)] == [Reason.DANGER_ESTABLISHED]
        await person.press("o")
        await person.choose_several("yes: the caller is in danger")
        await person.press("enter")
        assert [told.topics for told in person.find(do.BriefOfficers)] == [(Topic.IN_DANGER,)]
        await person.until(lambda: knowledge.incident.arrived)
        await person.press("8")
        await person.wait(5_000)
        await person.press("z")
        await person.choose("officers are dealing")
        await person.press("e")
        await person.choose("officers are with")
        assert person.find(do.Close)
        assert person.sitting.live.outcome is Outcome.DEPLOYED
        assert "officers" in person.remark
        missed = [r.criterion.id for r in person.sitting.remarks if r.kind == "broken"]
        assert not {"code-before-use", "code-tested", "line-kept-open"} & set(missed)
        assert "Coach: " not in person.remark
        await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_a_call_handler_who_closes_at_once() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await take_the_call(person)
        await person.press("e")
        await person.choose("no concern")
        await person.press("z")
        await person.choose("no concern")
        await person.until_ends()
        assert person.sitting.live.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT
        assert not person.find(do.Deploy)


# --- what the seat shows -------------------------------------------------------------------------


async def test_questions_are_found_by_letters_and_marked_by_what_came() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(160, 45)) as person:
        await take_the_call(person)
        await person.press("c", "1")
        await person.wait(9_000)
        await ask(person, "can you hear")
        assert "[  yes  ] Can you hear me?" in person.text
        assert "[   -   ] Are you in danger now?" in person.text
        await person.press("q")
        await person.type("hear")
        assert "1 [  yes  ] Can you hear me?" in person.text
        assert "SAFETY" in person.text
        assert "Are you in danger now?" not in person.window_text
        await person.press("escape")
        assert len(person.find(do.Ask)) == 1


@pytest.mark.thorough
async def test_what_is_written_stands_in_the_log() -> None:
    """A note, and a heading of THRIVE; letters and digits of the text press nothing."""
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(160, 45)) as person:
        await take_the_call(person)
        await person.press("c", "1")
        await person.wait(9_000)
        await ask(person, "can you hear")
        assert person.find(do.Tap)
        before = len(person.did(HANDLER))
        await person.press("n")
        await person.choose("heard", "no fact", "a tv 999")
        await person.press("t")
        await person.choose("threat", "not known")
        assert len(person.did(HANDLER)) == before + 2
        (note,) = person.find(do.Note)
        assert (note.note, note.text) == (NoteKind.HEARD, "a tv 999")
        assert note.about is not None
        assert "a tv 999" in person.text
        assert "[done] Threat: not known" in person.text


async def test_the_operators_handover_is_shown() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(160, 45)) as person:
        await person.until_stage(LineStage.CONNECTING_POLICE)
        await person.press("a")
        assert "From the operator" in person.text
        await person.until(lambda: person.sitting.knowledge[HANDLER].reported)
        assert "55 was recognised" in person.text


@pytest.mark.thorough
async def test_words_to_say_can_be_chosen_from_all_of_them() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await take_the_call(person)
        await person.press("9")
        await person.choose("thank you for staying", "")
        assert person.sitting.knowledge[HANDLER].said[-1] is Intent.THANK
