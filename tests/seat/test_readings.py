"""The line that one talks into: what each line may mean, with its effect, the safest first."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Manner, Reason, Role, Sound, UnitReadiness
from simulator.seat.available_acts import SURE, taken_back
from simulator.seat.readings import ADDRESSEES, MOST_READINGS, LineTo, Reading, read_line
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.seat.view.effects import LineEffect, lasts
from simulator.seat.view.handler_cards import heard_near
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.seat.test_asking_back import first, stops
from tests.seat.walking import materials
from tests.session.sitting import setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
UNITS = do.ListUnits(
    (do.UnitInReach("Kilo 21", 900), do.UnitInReach("Kilo 24", 4_200, UnitReadiness.FREE_SOON, 3))
)


@lru_cache
def at_desk(role: Role, *, graded: bool = False) -> SeatView:
    """A seat in the middle of its call: a caller's with the line open."""
    of, clock = setup("partner-in-the-room", role), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    for _ in range(14 if role is not HANDLER else 60):
        clock.tick(1_000)
        view.catch_up()
        for act, why in view.available_acts(role):
            if why is None and act.kind in ("answer", "dial"):
                view.do(role, act, {"number": "999"} if act.kind == "dial" else {})
    if graded:
        reading = read_line(view, role, "grade emergency, doubt remains").readings[0]
        view.do(role, reading.act, reading.chosen)
        clock.tick(3_000)
    view.catch_up()
    return view


def readings(line: str, role: Role = HANDLER, to: LineTo | None = None) -> tuple[Reading, ...]:
    return read_line(at_desk(role), role, line, to).readings


@pytest.mark.parametrize(
    ("line", "kind", "effect"),
    [
        ("has he got a knife", "say", LineEffect.SAYS),
        ("yes", "say", LineEffect.SAYS),
        ("close the door if you can", "say", LineEffect.SAYS),
        ("get in the car and lock the doors", "say", LineEffect.SAYS),
        ("send 24", "deploy", LineEffect.SENDS),
        ("dispatch nearest patrol, she said danger", "deploy", LineEffect.SENDS),
        ("get a car out there now", "deploy", LineEffect.SENDS),
        ("send nearest, doubt", "deploy", LineEffect.SENDS),
        ("send the details again please", "say", LineEffect.SAYS),
        ("grade it emergency, man shouting", "grade", LineEffect.SETS),
        ("tell officers he may have a knife", "brief_officers", LineEffect.RADIOS),
        ("what do we hold on this number", "search", LineEffect.LOOKS),
        ("get an ambulance running", "bring_in", LineEffect.INFORMS),
        ("say nothing about the officers, he can hear", "withhold", LineEffect.SETS),
        ("#a key was pressed", "note", LineEffect.LOGS),
        ("#t he has threatened her", "thrive", LineEffect.LOGS),
        ("risk is high, he has hurt her before", "thrive", LineEffect.LOGS),
        (">he is armed, quiet approach", "brief_officers", LineEffect.RADIOS),
        ("end the call, she is with officers", "end_call", LineEffect.ENDS),
        ("text her: are you safe", "send_text", LineEffect.PHONE),
        ("no response from her, locate the phone", "trace", LineEffect.LOOKS),
        ("text us if you can", "say", LineEffect.SAYS),
        ("ring me back when you can", "say", LineEffect.SAYS),
        ("subscriber check please", "trace", LineEffect.LOOKS),
        ("try calling back", "call_back", LineEffect.PHONE),
        ("history on this number?", "search", LineEffect.LOOKS),
        ("nearest unit please to the top position", "deploy", LineEffect.SENDS),
        ("any free patrol to this one", "deploy", LineEffect.SENDS),
        ("close incident, officers with caller", "close", LineEffect.ENDS),
        ("adding to log: two taps to are you hurt", "note", LineEffect.LOGS),
        ("disconnect: found safe with officers", "end_call", LineEffect.ENDS),
    ],
)
def test_what_a_handler_types_is_taken_as_a_control_room_means_it(
    line: str, kind: str, effect: LineEffect
) -> None:
    found = readings(line)[0]
    assert (found.act.kind, found.effect) == (kind, effect), found.label


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("put them through to police, doubt", "connect"),
        ("ambulance is coming, are you hurt", "say"),
        ("no reply, pass it to the recording", "send_to_recording"),
        ("hello caller can you hear me", "say"),
        ("leave the house if you can", "say"),
        (">they coughed when i asked", "hand_over"),
        ("tell police we heard a scream", "hand_over"),
        ("hang up on them", "end_call"),
        ("release the line, kid playing", "end_call"),
        ("to police, I heard a slap", "connect"),
        ("fire service, smoke alarm going", "connect"),
        ("55 route please, nothing heard", "send_to_recording"),
        ("route it to silent solution, no answer at all", "send_to_recording"),
        ("let police know she coughed when I asked", "hand_over"),
        ("hand over: open line, footsteps, no words", "hand_over"),
        ("put me through to police, heard a scream", "connect"),
        ("needs coastguard, kayak capsized", "connect"),
        ("police its a 55 call, faint crying", "hand_over"),
        ("heard: male voice shouting, female crying", "hand_over"),
        ("i'll leave it with you", "leave"),
        ("going off the line now", "leave"),
        ("i'll leave you with the police now", "say"),
        ("disconnect, she said it was a mistake", "end_call"),
        ("clear, adult confirmed children playing", "end_call"),
        ("line dropped, pass it to police, heard screaming", "pass_details"),
        ("silent, no response, put to 55", "send_to_recording"),
        ("are you breathing ok", "say"),
        ("so far, so good", "say"),
    ],
)
def test_what_an_operator_types(line: str, kind: str) -> None:
    assert readings(line, OPERATOR)[0].act.kind == kind


@pytest.mark.parametrize(
    ("line", "to", "does"),
    [
        ("he has a knife", None, "whispers"),
        ("he has a knife", LineTo.ALOUD, "says aloud"),
        ("he has a knife", LineTo.TEXT, "sends a text"),
        ("tap", None, "makes a sound"),
        ("55", None, "presses a key"),
        ("hang up", None, "puts it down"),
        ("tap twice", None, "makes a sound"),
        ("breathe heavily", None, "makes a sound"),
        ("knock on the wall", None, "makes a sound"),
        ("press hash", None, "presses a key"),
        ("press five twice", None, "presses a key"),
        ("two taps", None, "makes a sound"),
        ("tap tap", None, "makes a sound"),
        ("dont say anything", None, "does nothing"),
        ("text: he is outside the door", None, "sends a text"),
    ],
)
def test_a_caller_whispers_unless_another_way_is_chosen(
    line: str, to: LineTo | None, does: str
) -> None:
    assert readings(line, CALLER, to)[0].does == does


def test_yes_can_only_be_said_or_noted() -> None:
    assert {each.effect for each in readings("yes")} == {LineEffect.SAYS, LineEffect.LOGS}


@pytest.mark.parametrize("line", ["24", "Kilo 24", "send 24", ">24", "/send 24"])
def test_a_unit_is_chosen_by_its_number(line: str) -> None:
    view = at_desk(HANDLER, graded=True)
    units = view.knowledge[HANDLER].facts.units
    assert units, "dispatch lists units once it is graded"
    number = units[-1].call_sign.split()[-1]
    found = read_line(view, HANDLER, line.replace("24", number)).readings[0]
    assert found.effect is LineEffect.SENDS
    assert found.chosen["unit"] == units[-1].call_sign
    assert found.needs == ("Why?",), "only what is missing is asked"


def test_a_sentence_gives_the_grade_and_the_reason_and_nothing_is_asked() -> None:
    found = readings("grade it emergency, there is shouting")[0]
    assert found.chosen["reason"] is Reason.DISTURBANCE_HEARD
    assert found.needs == ()
    assert found.understood == ("Emergency", "Disturbance heard")


@pytest.mark.parametrize(
    ("line", "grade"), [("grade 1, tapped yes", "Emergency"), ("grade it two, doubt", "Priority")]
)
def test_a_grade_is_named_by_its_place_in_the_list_as_it_is_chosen(line: str, grade: str) -> None:
    (reading, *_) = readings(line)
    assert (grade in reading.label, reading.needs) == (True, ())


def test_of_a_sentence_without_a_reason_only_the_reason_is_asked() -> None:
    assert readings("grade it emergency")[0].needs == ("Why?",)
    assert readings("/grade emergency")[0].needs == ("Why?",)
    assert readings("/grade emergency he is shouting")[0].needs == ()


def test_a_denied_reason_is_none() -> None:
    assert "reason" not in readings("grade it emergency, no weapon")[0].chosen


def test_a_line_shows_few_readings_each_once() -> None:
    for line in ("send 24", "has he got a knife", "end the call, she is safe", "yes"):
        found = readings(line)
        assert 0 < len(found) <= MOST_READINGS
        assert len({(each.act.key, each.label) for each in found}) == len(found)


_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)
_WORDS = st.sampled_from(sorted({
    *("you", "the call", "her back", "the incident", "now", ":", "because", "she is safe", "on"),
    *(w for acts in CATALOGUE.values() for act in acts
      for w in (act.key, *act.words, *act.label.lower().split())),
}))  # fmt: skip
_LINES = st.lists(st.one_of(_WORDS, _TEXT), min_size=1, max_size=5).map(" ".join)


def _undone(view: SeatView, role: Role, reading: Reading) -> None:
    """Check that Enter, however often, does nothing that lasts."""
    chosen = dict(reading.chosen)
    while open_ := view.parameters(role, reading.act, chosen):
        chosen[open_[0].name] = first(open_[0])
    assert taken_back(chosen), reading


@given(_LINES, st.integers(0, 39), st.sampled_from([*LineTo]))
def test_no_text_at_a_desk_ends_closes_texts_or_rings_without_its_word(
    line: str, state: int, to: LineTo
) -> None:
    view, role = stops()[state]
    for each in read_line(view, role, line, to).readings:
        if lasts(each.act.kind) and each.disabled_reason is None:
            asked = each.confirm is not None or line.strip()[:1] == "/"
            assert asked, each
            if each.confirm is not None:
                _undone(view, role, each)


@given(_LINES.filter(lambda line: line.strip()[:1] != "/"), st.sampled_from([*LineTo]))
def test_no_text_in_a_callers_open_line_puts_down_or_texts_without_its_word(
    line: str, to: LineTo
) -> None:
    view = at_desk(CALLER)
    for each in read_line(view, CALLER, line, to).readings:
        if lasts(each.act.kind) and each.disabled_reason is None:
            assert each.confirm is not None
            _undone(view, CALLER, each)


def test_who_can_be_addressed_has_one_usual_and_signs_of_its_own() -> None:
    for to in ADDRESSEES.values():
        signs = [each.sign for each in to if each.sign]
        assert len({*signs}) == len(signs)
    assert [each.label for each in ADDRESSEES[HANDLER]] == ["Caller", "Officers", "Log"]
    assert SURE not in readings("yes")[0].chosen


def test_words_with_no_purpose_are_always_among_the_readings() -> None:
    """Nobody has to say what the program guesses."""
    for line in ("is anyone there with you", "are you hurt", "can anybody hear you"):
        assert any(each.label.endswith("with no purpose") for each in readings(line)), line


def test_words_that_someone_near_the_caller_may_hear_are_marked() -> None:
    """A caller sees who is there; a desk knows of nobody before a voice was heard."""
    marks = {each.does: each.overheard for each in readings("help me please", CALLER)}
    assert marks == {"whispers": "", "says aloud": "partner"}
    view, act = at_desk(HANDLER), do.Say(Intent.NOT_TO_CALL, "Who is that?", Manner.FAINT)
    assert {each.overheard for each in readings("are you hurt")} == {""}
    facts = view.knowledge[HANDLER].after(Entry(0, view.live.now, Role.ROOM, Role.ROOM, act))
    assert heard_near(facts)[-1][1] == "another voice"


def test_a_caller_taps_as_often_as_is_typed_and_sighs_as_it_is_typed() -> None:
    twice, breath = readings("tap twice", CALLER)[0], readings("breathe heavily", CALLER)[0]
    assert twice.chosen["times"] == 2
    assert breath.chosen["sound"] is Sound.LOUD_BREATH
    assert not breath.needs


def test_words_of_another_language_say_no_and_yes_to_nothing() -> None:
    """ "No hablo ingles" was taken for a no."""
    for line in ("No hablo ingl\u00e9s", "nie rozumiem", "pomocy"):
        (act,) = readings(line, CALLER)[0].chosen["speech"].actions
        assert act.intent is Intent.OTHER_LANGUAGE, line


@pytest.mark.parametrize(
    ("role", "line", "label"),
    [
        (HANDLER, "give me two knocks if the answer is no and one if its yes", "sets a code"),
        (HANDLER, "put the phone face down so the light can't be seen", "mute phone"),
        (HANDLER, "can you get into another room and lock it", "lock up"),
        (HANDLER, "shall I be the takeaway", "under cover"),
        (HANDLER, "is he stopping you talking", "the other way round"),
        (OPERATOR, "are you breathing ok", "breathing"),
        (OPERATOR, "no speech at all, only breathing", "note, a sound"),
        (CALLER, "yh", "says yes"),
        (CALLER, "yea", "says yes"),
        (CALLER, "ich verstehe nicht", "another language"),
        (CALLER, "fire at the flats", "fire service"),
    ],
)
def test_what_strangers_typed_is_taken_by_its_kind(role: Role, line: str, label: str) -> None:
    """Each row is a kind that was mistaken, or not understood, at first contact."""
    assert label in readings(line, role)[0].label.lower()


def test_a_fire_at_a_place_is_no_gun_and_a_shot_is() -> None:
    assert "gun" not in readings("there's a fire at the pub", CALLER)[0].label
    assert "gun" in readings("he fired at us", CALLER)[0].label
