"""A question that has its answer in it is told apart: a yes to it comforts less (practice2 2.1)."""

import pytest

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.language.asking.question_forms import leads
from simulator.session.run.call_people import line_book
from tests.seat.test_typed_words import said


@pytest.mark.parametrize(
    "words",
    [
        "He's gone, hasn't he?",
        "You're on your own, aren't you?",
        "You're not hurt, are you?",
        "So he's left?",
        "You're safe?",
        "There's no weapon, is there?",
        "OK. He's gone now, isn't he?",
    ],
)
def test_an_answer_in_the_question_leads(words: str) -> None:
    assert leads(words)


@pytest.mark.parametrize(
    "words",
    [
        "Has he gone?",
        "Are you on your own?",
        "You're doing well. Are you hurt?",
        "Knife? Yes?",
        "Where is he?",
        "I have that. I'm passing it on. What can you see now?",
        "Right, we've got this. Is he there?",
        "I have 14 Kiln Row. Is that where you are?",
        "Tell me what's happened.",
        "",
        "?!",
    ],
)
def test_a_plain_question_does_not_lead(words: str) -> None:
    assert not leads(words)


def test_no_shipped_question_leads() -> None:
    for variants in line_book(Role.CALL_HANDLER).values():
        for line in variants:
            asks = line.words.endswith("?")
            assert not (asks and leads(line.words)), line.words


def test_a_typed_question_keeps_that_it_leads() -> None:
    """It is in the log, so a debrief and the ledger need not read the words again."""
    (led,) = (each for each in said(Role.CALL_HANDLER, "He's gone, hasn't he?"))
    (plain,) = (each for each in said(Role.CALL_HANDLER, "Has he gone?"))
    assert isinstance(led, do.Ask)
    assert isinstance(plain, do.Ask)
    assert (led.leads, plain.leads) == (True, False)


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("Are you alone?", True),
        ("are you alone where you are", True),
        ("Are you alone, where nobody can hear you?", False),
        ("So nobody can hear us?", False),
        ("Is it just you that can hear this call?", False),
    ],
)
def test_a_typed_question_keeps_that_it_asks_only_if_another_person_is_there(
    words: str, alone: bool
) -> None:
    """Alone is not unheard: such a yes is worth the other question (practice2 BF-2)."""
    (asks,) = said(Role.CALL_HANDLER, words)
    assert isinstance(asks, do.Ask)
    assert asks.alone is alone
