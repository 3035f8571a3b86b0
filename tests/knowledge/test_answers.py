"""Signs read by the code that was stated: yes, no, doubt, words, and what silence tells."""

from collections.abc import Sequence

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Manner, Role, Sign, Sound, Topic, YesMeans
from simulator.knowledge.answers import AnswerState, HowKnown, TopicFact
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.asking import is_open
from simulator.knowledge.knowledge import Knowledge
from tests.builders import entries

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


def asked(stated: do.Code | None, given: Sequence[do.Action]) -> TopicFact:
    """What has come of a question after these acts of the caller, in a tested code."""
    question = TopicFact().ask()
    for body in given:
        question = question.hear(body, stated, tested=True)
    return question


TAPS, KEYS, TAP_OR_COUGH = code(T, T), code(K, K), code(T, C, 1, 1)
TWO_FOR_YES = code(T, T, 2, 1)
BREATHS, BREATH = code(Sign.BREATH, Sign.BREATH), do.Make(Sound.LOUD_BREATH)


@pytest.mark.parametrize(
    ("stated", "given", "state"),
    [
        (TAPS, [], OPEN),
        (TAPS, [do.Tap(1)], Y),
        (TAPS, [do.Tap(2)], N),
        (TAPS, [do.Tap(1), do.Tap(1)], N),
        (TAPS, [do.Tap(2), do.Tap(1)], D),
        (TAPS, [do.Cough(1)], D),
        (TWO_FOR_YES, [do.Tap(1)], N),
        (TWO_FOR_YES, [do.Tap(1), do.Tap(1)], Y),
        (KEYS, [do.Press(""), do.Press("")], N),
        (TAP_OR_COUGH, [do.Cough(1)], N),
        (TAP_OR_COUGH, [do.Tap(1), do.Cough(1)], D),
        (TAP_OR_COUGH, [do.Cough(1), do.Tap(1), YES], Y),
        (None, [do.Tap(1)], D),
        (None, [YES], Y),
        (TAPS, [NO, YES], Y),
        (TAPS, [WORDS], W),
        (TAPS, [FAINT], D),
        (TAPS, [do.Tap(1), WORDS], Y),
        (TAPS, [do.Tap(2), FAINT], N),
        (TAPS, [do.Cough(1), WORDS], W),
        (TAPS, [BESIDE], OPEN),
        (TAPS, [do.Make(Sound.GROAN)], OPEN),
        (code(SPOKEN, SPOKEN, 1, 1), [do.Tap(1)], D),
        (BREATHS, [BREATH], Y),
        (BREATHS, [BREATH, BREATH], N),
        (BREATHS, [do.Make(Sound.BREATHING)], OPEN),
        (TAPS, [BREATH], D),
        (code(T, SILENT, 1, 1), [do.Tap(1)], Y),
        (code(T, SILENT, 1, 1), [do.Tap(2)], D),
    ],
)
def test_signs_are_read_by_the_code(
    stated: do.Code | None, given: Sequence[do.Action], state: AnswerState
) -> None:
    assert asked(stated, given).answer is state


@pytest.mark.parametrize(
    ("stated", "given", "state"),
    [
        (code(T, SILENT, 1, 1), [], N),
        (code(SILENT, T, 1, 1), [], Y),
        (code(T, SILENT, 1, 1), [do.Tap(1)], Y),
        (code(T, SILENT, 1, 1), [BESIDE], N),
        (TAPS, [], OPEN),
    ],
)
def test_silence_is_an_answer_where_the_code_says_so(
    stated: do.Code | None, given: Sequence[do.Action], state: AnswerState
) -> None:
    assert asked(stated, given).silent(stated, tested=True).answer is state


def test_a_question_does_not_read_what_is_no_answer() -> None:
    assert asked(TAPS, [do.Ask((Topic.IN_DANGER,))]) == TopicFact().ask()


# --- what is known, and how ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "value", "how"),
    [
        ([do.Tap(1)], D, None),
        ([do.Tap(2)], D, None),
        ([YES], Y, HowKnown.TOLD),
        ([WORDS], None, None),
        ([do.SendText("Yes.")], Y, HowKnown.TEXT),
        ([do.SendText("he is in the kitchen")], None, None),
    ],
)
def test_signs_establish_nothing_until_the_code_was_tested(
    given: Sequence[do.Action], value: AnswerState | None, how: HowKnown | None
) -> None:
    """The caller's own words need no code [K1 B04]."""
    question = TopicFact().ask()
    for body in given:
        question = question.hear(body, TAPS, tested=False)
    assert (question.value, question.how) == (value, how)


@pytest.mark.parametrize(
    ("first", "then", "value", "how"),
    [
        ((Y, HowKnown.TOLD), (N, HowKnown.OTHER), Y, HowKnown.TOLD),
        ((Y, HowKnown.HEARD), (N, HowKnown.OTHER), Y, HowKnown.HEARD),
        ((Y, HowKnown.TOLD), (N, HowKnown.HEARD), Y, HowKnown.TOLD),
        ((Y, HowKnown.OTHER), (N, HowKnown.HEARD), N, HowKnown.HEARD),
        ((Y, HowKnown.TEXT), (N, HowKnown.TOLD), N, HowKnown.TOLD),
    ],
)
def test_another_persons_word_never_overrides_what_was_told_heard_or_sent_as_data(
    first: tuple[AnswerState, HowKnown],
    then: tuple[AnswerState, HowKnown],
    value: AnswerState,
    how: HowKnown,
) -> None:
    known = TopicFact().learn(*first).learn(*then)
    assert (known.value, known.how) == (value, how)


def test_what_was_known_stays_known_while_it_is_asked_again_or_answered_in_doubt() -> None:
    again = asked(TAPS, [do.Tap(1)]).ask()
    assert (again.answer, again.value, again.asked) == (OPEN, Y, 2)
    doubted = again.hear(do.Tap(3), TAPS, tested=True)
    assert (doubted.answer, doubted.value, doubted.how) == (D, Y, HowKnown.TOLD)
    denied = again.hear(do.Tap(2), TAPS, tested=True)
    assert (denied.answer, denied.value) == (N, N)


def test_a_changed_fact_has_not_been_passed_on() -> None:
    told = asked(TAPS, [do.Tap(1)])._replace(passed_on=True)
    assert told.ask().passed_on
    assert told.hear(do.Tap(1), TAPS, tested=True).passed_on is False


# --- a question asked by text ---------------------------------------------------------------------


def texted(question: do.SendText, *replies: do.SendText) -> KnownFacts:
    """What is known after a text to the caller, and what was written back."""
    steps = [(9_000 + 4_000 * n, Role.CALLER, each) for n, each in enumerate(replies)]
    return Knowledge.of(
        Role.CALL_HANDLER, entries((5_000, Role.CALL_HANDLER, question), *steps)
    ).facts


HURT = do.SendText("Are you hurt? 1 yes, 2 no.", about=(Topic.INJURED,))


def test_a_question_in_a_text_counts_as_asked() -> None:
    """Who was asked in writing isn't asked the same aloud."""
    facts = texted(HURT)

    assert facts.of(Topic.INJURED).asked == 1
    assert facts.asking is Topic.INJURED
    assert not is_open(facts, Topic.INJURED)


@pytest.mark.parametrize(("reply", "state"), [("1", Y), ("Yes", Y), ("2", N), ("no.", N)])
def test_a_text_back_answers_it(reply: str, state: AnswerState) -> None:
    """A bare 1 or "no" is the answer to what the last text asked, and is held as written."""
    known = texted(HURT, do.SendText(reply)).of(Topic.INJURED)

    assert (known.value, known.how, known.answer) == (state, HowKnown.TEXT, state)


def test_a_text_the_other_way_round_is_answered_by_its_words() -> None:
    """ "Can anybody see this?" "2" says that the screen is not seen; "Is it private?" turned."""
    way = (YesMeans.NOT_SO,)
    facts = texted(
        do.SendText(
            "Is that screen private? 1 yes, 2 no.", about=(Topic.SCREEN_SEEN,), yes_means=way
        ),
        do.SendText("1"),
    )

    assert facts.is_no(Topic.SCREEN_SEEN)


def test_a_sentence_in_a_text_answers_by_what_it_states() -> None:
    """ "He's in the kitchen" answers "Is he in the room with you?", without a yes or a no."""
    question = do.SendText("Is he in the room with you?", about=(Topic.SAME_ROOM,))
    said = do.SendText("hes in the kitchen", means=((StatementTopic.IN_ANOTHER_ROOM, True),))
    known = texted(question, said).of(Topic.SAME_ROOM)

    assert (known.value, known.how) == (N, HowKnown.TEXT)


def test_a_text_that_asks_nothing_opens_no_question() -> None:
    """ "Still here." leaves open what was open."""
    assert texted(do.SendText("Still here.")).asking is None
