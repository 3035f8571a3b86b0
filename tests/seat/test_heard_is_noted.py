"""An operator's words of what is heard are a note first: a man near the phone may hear the line."""

from __future__ import annotations

import pytest

from simulator.core.terms import NoteKind, Role
from simulator.seat.addressed import is_of_what_was_heard, speaks_to_nobody, to_police
from simulator.seat.readings import read_line
from simulator.seat.view.effects import LineEffect
from tests.seat.test_readings import OPERATOR, at_desk, readings


@pytest.mark.parametrize(
    "line",
    [
        "man swearing in the distance",
        "I got a cough when I said ambulance",
        "he said you're dead",
        "kids playing in the background",
        "whispering, couldn't make out the words",
        "a man said put the phone down",
        "it's a toddler babbling",
    ],
)
def test_what_is_heard_is_written_down_and_said_to_nobody(line: str) -> None:
    """Given a line that speaks to nobody, then Enter writes a note about a sound."""
    found = readings(line, OPERATOR)
    assert (found[0].act.kind, found[0].effect) == ("note", LineEffect.LOGS)
    assert found[0].chosen["note"] is NoteKind.HEARD
    assert any(each.effect is LineEffect.SAYS for each in found), "it can still be said"


@pytest.mark.parametrize(
    "line",
    ["mobile ending 3 0 4", "line's gone dead", "number ends 304", "they rang an hour ago as well"],
)
def test_how_the_line_is_is_written_down(line: str) -> None:
    assert readings(line, OPERATOR)[0].act.kind == "note"


@pytest.mark.parametrize(
    "line",
    [
        "cough if you can",
        "any noise at all, caller",
        "did you hear me",
        "tap twice if it's police",
        "police are connected now",
        "police are on the way to reach you",
        "I'm staying on the line too",
        "thank you, goodbye caller",
        "is anyone shouting at you",
    ],
)
def test_what_speaks_to_the_caller_is_still_said(line: str) -> None:
    """A prompt, a promise and a question are for the caller, although they name a sound."""
    assert readings(line, OPERATOR)[0].act.kind == "say"
    assert not is_of_what_was_heard(line)


@pytest.mark.parametrize(
    ("line", "nobody"),
    [
        ("she said can you help me", True),
        ("two taps when I asked if you need police", True),
        ("give them a few more seconds", True),
        ("give me a tap", False),
        ("can you hear shouting?", False),
    ],
)
def test_another_persons_you_is_no_word_to_the_caller(line: str, nobody: bool) -> None:
    assert speaks_to_nobody(line) is nobody


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("police, fire or ambulance", "asks which of three"),
        ("police, ambulance, fire?", "asks which of three"),
        ("listen for the message and press 55", "said as words only"),
        ("are you trying to reach the police", "asks what was dialled"),
    ],
)
def test_words_to_the_caller_that_name_police_or_keys_report_nothing(line: str, label: str) -> None:
    """Services to choose from, an order to press keys and a question are for the caller."""
    first = read_line(at_desk(OPERATOR), OPERATOR, line).readings[0]
    assert (first.act.kind, label in first.label) == ("say", True), first.label


@pytest.mark.parametrize(
    "line",
    ["over to you police", "did you get that police?", "can you hear them police", "all yours"],
)
def test_words_with_polices_name_last_are_for_them(line: str) -> None:
    assert to_police(line, on_the_line=True)
    assert readings(line, OPERATOR)[0].act.kind == "hand_over"


@pytest.mark.parametrize("line", ["do you need the police", "did you call the police", "police?"])
def test_a_question_about_police_is_for_the_caller(line: str) -> None:
    assert not to_police(line, on_the_line=True)


def test_minutes_back_are_past_unless_they_are_still_to_come() -> None:
    """ "He left about ten minutes back" is past; "he'll be ten minutes back home" isn't."""
    said = readings("no, he left about ten minutes back", Role.CALLER)[0]
    assert "has gone" in said.label.lower()


def test_who_went_out_for_fags_passed_out_of_nothing() -> None:
    """ "Gone out for fags" was taken, for sure, for a blow to the head."""
    for line in ("gone out for fags", "went out for milk"):
        assert "passed out" not in readings(line, Role.CALLER)[0].label
    assert (
        "passed out" in readings("I went out for a minute, it all went black", Role.CALLER)[0].label
    )
