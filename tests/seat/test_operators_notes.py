"""An operator's own notes: `#` writes them, nobody else has them, and the desk shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace

import pytest

from simulator.core import acts as do
from simulator.core.possible_acts import why_ruled_out
from simulator.core.terms import NoteKind, Reported, Role
from simulator.seat.readings import LineTo, addressees, read_line
from simulator.seat.seat_frame import SeatFrame, seat_frame
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.seat.view.effects import LineEffect
from simulator.session.clock import ManualClock
from simulator.session.random_stream import RandomStream
from simulator.session.run.live_run import LiveRun
from tests.daily import a_share
from tests.seat.test_nothing_concluded import CONCLUSIONS
from tests.seat.test_readings import at_desk
from tests.seat.walking import materials
from tests.session.calls import LIBRARY
from tests.session.sitting import perceived, setup

OPERATOR, HANDLER = Role.OPERATOR, Role.CALL_HANDLER
SHIPPED = [entry.id for entry in LIBRARY.scenarios()]
MINUTE = 60


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("#a woman crying, far from the phone", NoteKind.HEARD),
        ("# two taps after the fourth prompt", NoteKind.HEARD),
        ("#rang off while I typed", NoteKind.RATIONALE),
        ("#the same incident as at ten", NoteKind.RATIONALE),
        ("#t he may be near", NoteKind.RATIONALE),
    ],
)
def test_a_number_sign_writes_a_note(line: str, kind: NoteKind) -> None:
    """As at the police desk; a heading of THRIVE and a link of incidents are of police alone."""
    first = read_line(at_desk(OPERATOR), OPERATOR, line).readings[0]
    assert (first.act.kind, first.disabled_reason) == ("note", None)
    assert (first.effect, first.does) == (LineEffect.LOGS, "writes a note")
    assert first.chosen["note"] is kind
    assert (first.confirm, first.needs) == (None, ())


def test_a_note_can_be_chosen_with_one_key() -> None:
    """An operator's line has three addressees, each with its sign."""
    ways = addressees(at_desk(OPERATOR), OPERATOR)
    assert [(each.label, each.sign) for each in ways] == [
        ("Caller", ""), ("Police", ">"), ("Note", "#"),
    ]  # fmt: skip
    found = read_line(at_desk(OPERATOR), OPERATOR, "breathing, near", LineTo.LOG).readings
    assert {each.act.kind for each in found} == {"note"}


def test_a_note_is_on_the_desk_and_with_nobody_else() -> None:
    """It is written, and neither the caller nor police have it."""
    of, clock = setup("partner-in-the-room", OPERATOR), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    (note,) = (act for act in CATALOGUE[OPERATOR] if act.kind == "note")
    assert why_ruled_out(view.live.call, OPERATOR, do.Note(NoteKind.HEARD)) is not None
    for _ in range(14):
        clock.tick(1_000)
        view.catch_up()
        for act, why in view.available_acts(OPERATOR):
            if why is None and act.kind == "answer":
                view.do(OPERATOR, act, {})
    first = read_line(view, OPERATOR, "#a woman crying").readings[0]
    view.do(OPERATOR, note, first.chosen)
    clock.tick(1_000)
    view.catch_up()
    assert "a woman crying" in str(seat_frame(view, OPERATOR, view.live.now).cards)
    for role in (Role.CALLER, Role.ROOM, HANDLER):
        assert not any(
            isinstance(each.body, do.Note) for each in perceived(of, view.live.log, role)
        )


def _prints(frame: SeatFrame) -> str:
    """All words of a frame, without its acts and how the call ended."""
    shown = replace(frame, acts=(), ended="", done_badly=())
    return "\n".join(_texts(astuple(shown)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)


def test_the_first_minute_of_no_call_prints_a_conclusion() -> None:
    """No label, belief or situation of the program is on an operator's desk, whatever the call.

    The trainee answers, asks as the prompts go, and writes a note; a coach is not there.
    """
    seen = 0
    for name in a_share(SHIPPED, 4):
        of, clock = replace(setup(name, OPERATOR), coached=False), ManualClock()
        view = SeatView(LiveRun(of, clock), materials(of))
        chance = RandomStream(14, name)
        for second in range(MINUTE):
            clock.tick(1_000)
            view.catch_up()
            frame = seat_frame(view, OPERATOR, view.live.now)
            shown = _prints(frame) + " ".join(each.text for each in view.captions[OPERATOR])
            said = " ".join(b.words for e in view.heard(OPERATOR)
                            if isinstance(b := e.body, do.Say | do.HandOver))  # fmt: skip
            shown, said = shown.lower(), said.lower()
            words = [each.lower() for each in CONCLUSIONS]
            found = [each for each in words if each in shown and each not in said]
            assert not found, (name, second, found)
            seen += bool(view.offered(OPERATOR))
            possible = {a.key: a for a, why in view.available_acts(OPERATOR) if why is None}
            if "a" in possible:
                view.do(OPERATOR, possible["a"], {})
            elif second % 9 == 8 and (keys := sorted({"1", "2", "3", "4"} & {*possible})):
                view.do(OPERATOR, possible[keys[chance.between(0, len(keys) - 1)]], {})
    assert seen > MINUTE


def test_a_report_is_never_a_label() -> None:
    """What the hand-over's boxes offer names sounds and words."""
    (act,) = (each for each in CATALOGUE[OPERATOR] if each.kind == "hand_over")
    view = at_desk(OPERATOR)
    (boxes, *_) = view.parameters(OPERATOR, act)
    labels = {each.label.lower() for each in boxes.options}
    assert not labels & {Reported.PRETENCE.label, Reported.DISTURBANCE.label}


@pytest.mark.parametrize(
    "words",
    ["caller is whispering", "two taps after my question", "breathing, and a door", "no reply"],
)
def test_words_without_a_sign_are_offered_as_a_note(words: str) -> None:
    """As at the police desk: what is typed is also read as a note of the desk."""
    found = read_line(at_desk(OPERATOR), OPERATOR, words).readings
    notes = [each for each in found if each.act.kind == "note"]
    assert [(each.does, each.chosen["text"]) for each in notes] == [("writes a note", words)]
    assert notes[0].disabled_reason is None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("caller is whispering", "note"),
        ("the caller sounds frightened", "note"),
        ("she has gone quiet", "note"),
        ("do you need police", "say"),
        ("are you still there", "say"),
    ],
)
def test_words_about_the_caller_are_first_a_note(words: str, first: str) -> None:
    """Enter never says down the line what speaks of the caller; a question is still said."""
    (found, *_) = read_line(at_desk(OPERATOR), OPERATOR, words).readings
    assert (found.act.kind == "note") is (first == "note"), found.label
