"""Signs read by the code that was stated: yes, no, doubt, words, and what silence tells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Manner, Sign, Sound, Topic
from simulator.knowledge.answers import SILENCE_TELLS, AnswerState, AskedQuestion

T, C, K, SPOKEN, SILENT = Sign.TAP, Sign.COUGH, Sign.KEY, Sign.SPOKEN, Sign.SILENCE
Y, N, D, W, OPEN = (
    AnswerState.YES,
    AnswerState.NO,
    AnswerState.DOUBTED,
    AnswerState.WORDS,
    AnswerState.ASKED,
)
YES, NO = do.Say(Intent.SAYS_YES, "Yes."), do.Say(Intent.SAYS_NO, "No.")
WORDS = do.Say(Intent.SPEAKS, "Upstairs.")
FAINT = do.Say(Intent.SPEAKS, "", Manner.FAINT)
BESIDE = do.Say(Intent.NOT_TO_CALL, "Nobody.")


def code(yes: Sign, no: Sign, yes_times: int = 1, no_times: int = 2) -> do.Code:
    return do.Code(do.AnswerSign(yes, yes_times), do.AnswerSign(no, no_times))


TAPS, KEYS, TAP_OR_COUGH = code(T, T), code(K, K), code(T, C, 1, 1)
TWO_FOR_YES = code(T, T, 2, 1)


@pytest.mark.parametrize(
    ("stated", "given", "state"),
    [
        (TAPS, [], OPEN),
        (TAPS, [do.Tap(1)], Y),
        (TAPS, [do.Tap(2)], N),
        (TAPS, [do.Tap(1), do.Tap(1)], N),
        (TAPS, [do.Tap(3)], D),
        (TAPS, [do.Tap(2), do.Tap(1)], D),
        (TAPS, [do.Cough(1)], D),
        (TAPS, [do.Press("")], D),
        (TWO_FOR_YES, [do.Tap(1)], N),
        (TWO_FOR_YES, [do.Tap(1), do.Tap(1)], Y),
        (KEYS, [do.Press("")], Y),
        (KEYS, [do.Press(""), do.Press("")], N),
        (KEYS, [do.Press(""), do.Press(""), do.Press("")], D),
        (TAP_OR_COUGH, [do.Tap(1)], Y),
        (TAP_OR_COUGH, [do.Cough(1)], N),
        (TAP_OR_COUGH, [do.Tap(1), do.Cough(1)], D),
        (TAP_OR_COUGH, [do.Cough(1), do.Tap(1)], D),
        (TAP_OR_COUGH, [do.Tap(1), do.Cough(1), do.Tap(1)], D),
        (TAP_OR_COUGH, [do.Cough(1), do.Tap(1), YES], Y),
        (None, [do.Tap(1)], D),
        (None, [YES], Y),
        (None, [NO], N),
        (TAPS, [YES], Y),
        (TAPS, [NO, YES], Y),
        (TAPS, [WORDS], W),
        (TAPS, [FAINT], D),
        (TAPS, [do.Tap(1), WORDS], Y),
        (TAPS, [do.Tap(2), FAINT], N),
        (TAPS, [do.Cough(1), WORDS], W),
        (TAPS, [BESIDE], OPEN),
        (TAPS, [do.Make(Sound.GROAN)], OPEN),
        (code(SPOKEN, SPOKEN, 1, 1), [YES], Y),
        (code(SPOKEN, SPOKEN, 1, 1), [do.Tap(1)], D),
        (code(T, SILENT, 1, 1), [do.Tap(1)], Y),
        (code(T, SILENT, 1, 1), [do.Tap(2)], D),
    ],
)
def test_signs_are_read_by_the_code(
    stated: do.Code | None, given: Sequence[do.Action], state: AnswerState
) -> None:
    question = AskedQuestion(0)
    for body in given:
        question.hear(body, stated)
    assert question.state is state


@pytest.mark.parametrize(
    ("stated", "given", "asked_until", "state"),
    [
        (code(T, SILENT, 1, 1), [], 1_000, N),
        (code(SILENT, T, 1, 1), [], 1_000, Y),
        (code(T, SILENT, 1, 1), [], 1_001, OPEN),
        (code(T, SILENT, 1, 1), [], None, OPEN),
        (code(T, SILENT, 1, 1), [do.Tap(1)], 1_000, Y),
        (code(T, SILENT, 1, 1), [do.Tap(2)], 1_000, D),
        (code(T, SILENT, 1, 1), [WORDS], 1_000, W),
        (code(T, SILENT, 1, 1), [BESIDE], 1_000, N),
        (TAPS, [], 1_000, OPEN),
        (None, [], 1_000, OPEN),
    ],
)
def test_silence_is_an_answer_where_the_code_says_so_and_a_sign_could_have_come(
    stated: do.Code | None,
    given: Sequence[do.Action],
    asked_until: Millis | None,
    state: AnswerState,
) -> None:
    """After at least four seconds [R1], counted from the end of the question."""
    question = AskedQuestion(0, asked_until=asked_until)
    for body in given:
        question.hear(body, stated)
    question.end_wait(1_000 + SILENCE_TELLS, stated)
    assert question.state is state


def test_a_question_does_not_read_what_is_no_answer() -> None:
    question = AskedQuestion(0)
    question.hear(do.Ask((Topic.IN_DANGER,)), TAPS)
    assert question == AskedQuestion(0)
