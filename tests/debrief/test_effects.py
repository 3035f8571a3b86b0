"""What came of an act: a strength says it, and an act that brought nothing is none."""

import pytest

from simulator.core.terms import Role
from simulator.debrief.assess.effects import answered_from, own_act
from simulator.debrief.assess.in_the_past import lasted, past
from tests.debrief.short_logs import log

CODE = "4 ch code tap; 8 ch ask can_hear"


def effect(story: str, at: float, seat: Role = Role.CALL_HANDLER) -> str:
    """What came of the seat's act at that second; empty if nothing did."""
    heard = log(story, seat)
    act = next(e for e in heard if e.actor is seat and e.at == 10_000 + at * 1_000)
    found = own_act(heard, act).effect
    return found.text if found else ""


@pytest.mark.parametrize(
    ("story", "at", "came"),
    [
        (f"{CODE}; 12 ca tap", 8, "one tap came 2 s later: yes"),
        (f"{CODE}; 12 ca tap 2", 8, "two taps came 2 s later: no"),
        ("4 ch ask in_danger; 5 ca say speaks Yes.", 4, '"Yes." came at once'),
        ("4 ch grade emergency doubt; 9 of unit assigned", 4, "a unit had it 5 s later"),
        ("4 ch deploy; 30 of unit en_route", 4, "a unit had it 26 s later"),
        ("4 ch brief yes=in_danger; 64 of arrive", 4,
            "officers had it 60 s before they were there"),
        ("1 ch deploy; 6 ch brief yes=in_danger; 64 of arrive", 6, "5 s after you sent them"),
        (f"{CODE}; 12 ca tap; 12.4 ca tap", 8, "two taps came 2 s later: no"),
        ("4 ne stage down; 20 ch not_rung", 20, "16 s after the line had gone"),
        ("4 ot say speaks; 7 ch say ask_for_caller", 7, "3 s after another voice"),
        ("4 ch search; 8 sy result markers=weapons", 4, "weapons came 4 s later"),
        ("1 ca sound sob; 9 ch note heard", 9, "8 s after someone crying"),
        ("90 of unit found; 99 ch end officers_with_caller", 99,
            "9 s after officers had found the caller"),
    ],
)  # fmt: skip
def test_an_act_brings_what_answers_it(story: str, at: float, came: str) -> None:
    """A question an answer, a grade a unit, a search a marker; a note what it was written on."""
    assert effect(story, at) == came


@pytest.mark.parametrize(
    "story",
    [
        CODE,  # No answer came.
        f"{CODE}; 12 ch ask in_danger; 15 ca tap",  # The tap answers the next question.
        f"{CODE}; 40 ca tap",  # It came too late to be sure.
        "8 ch ask at_known_address; 11 ca say speaks means=court_order",  # Of another thing.
    ],
)
def test_a_question_brings_nothing_without_an_answer_of_its_own(story: str) -> None:
    assert effect(story, 8) == ""


def test_a_test_that_came_back_as_no_is_relied_on_by_nobody() -> None:
    """Two taps for no: the code may be misheard, and no answer after it is worth praise."""
    for answer, relied_on in (("tap", True), ("tap 2", False)):
        heard = log(f"{CODE}; 12 ca {answer}", Role.CALL_HANDLER)
        test = next(each for each in heard if each.at == 18_000)
        assert own_act(heard, test).relied_on is relied_on


def test_what_asks_nothing_is_answered_by_nothing() -> None:
    """Words of comfort bring no answer, also where the caller taps a moment later."""
    assert effect('4 ch say reassure "You are doing well."; 7 ca tap', 4) == ""


def test_a_caller_can_answer_from_their_first_answer_on() -> None:
    assert answered_from(log("2 ca tap; 4 ch code tap", Role.CALL_HANDLER)) is None
    assert answered_from(log(f"{CODE}; 12 ca tap", Role.CALL_HANDLER)) == 22_000


def test_acts_are_told_in_the_past_and_times_in_whole_seconds() -> None:
    verbs = {
        "leaves": "left", "logs": "logged", "sends": "sent", "closes": "closed",
        "passes": "passed", "asks": "asked", "records": "recorded", "decides": "decided",
    }  # fmt: skip
    assert {verb: past(verb) for verb in verbs} == verbs
    spans = (400, 1_400, 89_999, 95_000, 120_000, 615_000)
    assert [lasted(each) for each in spans] == (
        ["less than 1 s", "1 s", "89 s", "1 min 35 s", "2 min", "10 min"]
    )
