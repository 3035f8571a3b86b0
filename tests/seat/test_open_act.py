"""What an act still needs is asked in one loop, and every front end gives it plain answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.seat.open_act import (
    OpenAct,
    ShownAnswer,
    ShownQuestion,
    answer_given,
    options_found,
    typed_answer,
    wire_answers,
)
from simulator.seat.readings import read_line
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import ActSpec
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.seat.walking import materials
from tests.session.sitting import setup


def stopped(role: Role, seconds: int, name: str = "partner-in-the-room") -> SeatView:
    """A desk in a call that was answered, `seconds` after its begin."""
    of, clock = setup(name, role), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    for _ in range(seconds):
        clock.tick(1_000)
        view.catch_up()
        if role is not Role.CALLER and view.rings(role):
            view.do(role, view.available_acts(role)[0].act, {})
    view.catch_up()
    return view


def act(view: SeatView, role: Role, key: str) -> ActSpec:
    return view.act_of_key(role, key)


def every(view: SeatView, role: Role) -> Iterator[tuple[str, ShownQuestion]]:
    """The first question of each act that is possible now."""
    for offer in view.available_acts(role):
        if offer.disabled_reason is None:
            yield from ((offer.key, each) for each in OpenAct(view, role, offer.act).questions)


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.OPERATOR, Role.CALLER])
def test_each_option_has_a_label_of_its_own_and_comes_back_over_a_wire(role: Role) -> None:
    """An answer is its label: two alike would be one."""
    view = stopped(role, 60)
    asked = [*every(view, role)]
    assert asked
    for key, question in asked:
        labels = [each.label for each in question.listed]
        assert len({*labels}) == len(labels), key
        for label in labels[:3]:
            answer = ShownAnswer((label,))
            assert answer_given(question, wire_answers(question, answer)) == answer
        if question.words:
            words = ShownAnswer(words="by the back door")
            assert answer_given(question, wire_answers(question, words)) == words


def test_an_act_is_asked_for_until_it_is_whole_and_then_done() -> None:
    view = stopped(Role.CALL_HANDLER, 60)
    grade = OpenAct(view, Role.CALL_HANDLER, act(view, Role.CALL_HANDLER, "g"))
    first, why = grade.questions
    assert (first.name, why.name) == ("grade", "reason")
    assert not grade.answer("grade", ShownAnswer(("Of no such grade",))), "it stays open"
    assert grade.answer("grade", ShownAnswer((first.listed[0].label,)))
    (why,) = grade.questions
    assert grade.answer("reason", ShownAnswer((why.listed[0].label,)))
    assert grade.questions == ()
    assert isinstance(grade.do().body, do.SetGrade)


def test_an_act_without_a_way_back_waits_for_its_word() -> None:
    view = stopped(Role.CALL_HANDLER, 60)
    end = OpenAct(view, Role.CALL_HANDLER, act(view, Role.CALL_HANDLER, "e"))
    (why,) = end.questions
    assert end.answer("reason", ShownAnswer((why.listed[0].label,)))
    (sure,) = end.questions
    assert (sure.word, sure.wants_word) == ("end", True)
    assert [typed_answer(sure, typed) for typed in ("", "1", "2", "yes", "e")] == [None] * 5
    meant = typed_answer(sure, "END")
    assert meant is not None
    assert meant.labels == ("Yes, end the call",)
    assert end.answer(sure.name, ShownAnswer((sure.listed[0].label,)))
    assert (end.taken_back, end.questions) == (True, ())


def test_words_in_doubt_are_asked_about_once_more_and_an_empty_line_means_the_first() -> None:
    view = stopped(Role.CALL_HANDLER, 60)
    say = OpenAct(view, Role.CALL_HANDLER, act(view, Role.CALL_HANDLER, "9"))
    (speech,) = say.questions
    assert speech.words
    assert say.answer("speech", ShownAnswer(words="rhubarb rhubarb"))
    (how,) = say.questions
    assert (how.is_reading, how.sure, how.usual) == (True, False, 1)
    assert "Not understood" in how.label
    answer = typed_answer(how, "")
    assert answer is not None
    assert say.answer(how.name, answer)
    assert say.questions == ()


def test_a_form_is_not_asked_once_more_what_words_surely_mean() -> None:
    view = stopped(Role.CALL_HANDLER, 60)
    say = OpenAct(view, Role.CALL_HANDLER, act(view, Role.CALL_HANDLER, "9"))
    assert say.answer("speech", ShownAnswer(words="Are you hurt?"))
    (how,) = say.questions
    assert how.sure
    answer = answer_given(how, {"speech_words": "Are you hurt?"})
    assert answer is not None
    assert say.answer(how.name, answer)
    assert isinstance(say.do().body, do.Ask)


def test_what_has_one_answer_is_taken_and_said() -> None:
    """Nothing is known of the call yet, so there is nothing to tick; what it was is said."""
    view = stopped(Role.CALL_HANDLER, 12)
    brief = OpenAct(view, Role.CALL_HANDLER, act(view, Role.CALL_HANDLER, "o"))
    names = [each.name for each in brief.questions]
    assert names in (["text"], ["briefing", "text"])
    assert len(brief.unasked) == (names == ["text"])


def question(*labels: str) -> ShownQuestion:
    return ShownQuestion("n", "Which?", (("", labels),), several=False, least=0, words=False)


def test_options_are_found_by_number_or_by_every_word() -> None:
    which = question("Immediate", "Prompt, within an hour", "Scheduled")
    assert [each.number for each in options_found(which, "2")] == [2]
    assert [each.number for each in options_found(which, "hour prompt")] == [2]
    assert [each.number for each in options_found(which, "")] == [1, 2, 3]
    assert typed_answer(which, "zebra") is None
    number = question("999", "112")
    assert [each.label for each in options_found(number, "1")] == ["112"]


@pytest.mark.parametrize("labels", [(), ("one",)])
def test_what_another_machine_sends_without_a_yes_is_no_question_of_a_word(
    labels: tuple[str, ...],
) -> None:
    odd = replace(question(*labels), word="end", warns=not labels)
    assert not odd.wants_word
    typed_answer(odd, "end")


def test_an_act_that_a_line_asks_back_is_open_until_it_is_answered() -> None:
    """A sentence without a sign asks back: while it does, nothing has been taken back yet."""
    view = stopped(Role.CALL_HANDLER, 60)
    reading = read_line(view, Role.CALL_HANDLER, "end the call, she is safe").readings[0]
    end = OpenAct(view, Role.CALL_HANDLER, reading.act, reading.chosen)
    (sure,) = end.questions
    assert (sure.wants_word, end.taken_back) == (True, False)
    meant = typed_answer(sure, sure.word)
    assert meant is not None
    assert end.answer(sure.name, meant)
    assert (end.questions, end.taken_back) == ((), False)
    assert isinstance(end.do().body, do.EndCall)
