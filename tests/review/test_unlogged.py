"""What was audible, and neither written down nor passed on."""

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.log import Body, CallBegan, SignalRecognised
from simulator.core.terms import Reported, Role, Sound
from simulator.debrief.assess.unlogged_sounds import not_logged, not_passed_on
from tests.builders import CallLog

CALLER, ROOM, OPERATOR, HANDLER = Role.CALLER, Role.ROOM, Role.OPERATOR, Role.CALL_HANDLER


def test_a_sound_without_a_note_about_it_is_named_with_its_moments() -> None:
    call = CallLog()
    call.add("1:00", ROOM, do.Make(Sound.BREAKING))
    heard = call.add("1:10", ROOM, do.Make(Sound.BREAKING))
    call.add("1:20", ROOM, do.Make(Sound.BREAKING))
    call.add("2:20.001", HANDLER, do.Note(terms.NoteKind.HEARD, heard))
    (gap,) = not_logged(call.entries)
    assert gap.text == "Surroundings: [something breaks], 2 times"
    assert [moment.at for moment in gap.moments] == [60_000, 80_000]


def test_one_note_covers_all_that_was_heard_in_the_minute_before_it() -> None:
    """A scuffle and a voice are one sentence in a log, and so one note (F9-9)."""
    call = CallLog()
    call.add("1:00", ROOM, do.Make(Sound.SCUFFLE))
    call.add("1:05", ROOM, do.Say(terms.Intent.SAYS_MISTAKE), voice=Role.OTHER_PERSON)
    call.add("2:00", HANDLER, do.Note(terms.NoteKind.HEARD))
    call.add("2:01", ROOM, do.Make(Sound.BREAKING))
    assert [gap.text for gap in not_logged(call.entries)] == ["Surroundings: [something breaks]"]


def test_a_note_of_another_kind_or_about_something_else_is_no_note_of_it() -> None:
    call = CallLog()
    heard = call.add("1:00", ROOM, do.Make(Sound.VOICES))
    call.add("1:05", HANDLER, do.Note(terms.NoteKind.RATIONALE, heard))
    call.add("2:06", HANDLER, do.Note(terms.NoteKind.HEARD))
    assert [gap.text for gap in not_logged(call.entries)] == [
        "Surroundings: [people talking nearby]"
    ]


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        (do.Tap(2), False),
        (do.Cough(), False),
        (do.Press(UNKNOWN_KEY), False),
        (do.Say(terms.Intent.SAYS_YES, "Yes."), False),
        (do.Say(terms.Intent.GIVES_PLACE, "The old bakery."), True),
        (do.Make(Sound.GROAN), False),
        (do.Make(Sound.SOB), True),
    ],
)
def test_answers_need_no_note_and_words_do(body: Body, counts: bool) -> None:
    call = CallLog()
    call.add("1:00", CALLER, body)
    assert bool(not_logged(call.entries)) is counts


TOLD: list[tuple[Role, Body, Reported]] = [
    (CALLER, do.Press(UNKNOWN_KEY), Reported.KEY_TONE),
    (CALLER, do.Make(Sound.GROAN), Reported.GROAN),
    (CALLER, do.Say(terms.Intent.SPEAKS, "", terms.Manner.FAINT), Reported.WHISPER),
    (ROOM, do.Make(Sound.SHOUTING), Reported.DISTURBANCE),
    (Role.RECORDING, SignalRecognised(terms.Recognised.FIFTY_FIVE, "-"), Reported.FIFTY_FIVE),
    (Role.RECORDING, SignalRecognised(terms.Recognised.NOISE, "-"), Reported.NOISE),
]


@pytest.mark.parametrize(("who", "body", "reported"), TOLD)
def test_what_police_were_told_of_is_passed_on(who: Role, body: Body, reported: Reported) -> None:
    for told, passed_on in ((reported, True), (Reported.LINE_LOST, False)):
        call = CallLog()
        call.add("0:10", who, body)
        call.add("0:40", OPERATOR, do.HandOver((told,)))
        # What is heard after the last word to police could not be passed on.
        call.add("0:50", ROOM, do.Make(Sound.SHOUTING))
        assert (not_passed_on(call.entries) == ()) is passed_on


def test_where_police_were_told_nothing_everything_is_named() -> None:
    call = CallLog()
    call.add("0:10", ROOM, do.Make(Sound.TELEVISION))
    call.add("0:20", CALLER, do.Tap(2))
    assert [gap.text for gap in not_passed_on(call.entries)] == [
        "Surroundings: [a television]",
        "Caller: [taps twice]",
    ]


def test_each_call_has_its_own_notes_and_words() -> None:
    call = CallLog()
    call.add("0:10", ROOM, do.Make(Sound.SHOUTING))
    call.add("5:00", Role.NETWORK, CallBegan(2, terms.LineKind.MOBILE))
    call.add("5:40", OPERATOR, do.HandOver((Reported.DISTURBANCE,)))
    (gap,) = not_passed_on(call.entries)
    assert gap.moments[0].at == 10_000
