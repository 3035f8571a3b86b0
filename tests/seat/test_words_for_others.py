"""Words that are not for the caller are never taken as words to say down the line."""

from __future__ import annotations

import pytest

from simulator.content.scenario.report_words import not_known
from simulator.core.terms import Role, Topic
from simulator.seat.addressed import addressed
from simulator.seat.view.effects import LineEffect
from tests.seat.test_readings import HANDLER, OPERATOR, at_desk, readings

RADIO, NOTE, THRIVE, SERVICE = "brief_officers", "note", "thrive", "bring_in"
FOR_OTHERS = [
    ("control, silent approach please, no sirens, the caller is hiding", RADIO),
    ("control room, she is in the loft", RADIO),
    ("control have you got a dog unit free", RADIO),
    ("dispatch, two units please", "deploy"),
    ("officers on this line please: which door should they use?", RADIO),
    ("officers, can you go round the back", RADIO),
    ("all units he may be armed", RADIO),
    ("sierra 33, have you found her?", RADIO),
    ("sierra 33 have you found her?", RADIO),
    ("kilo 21 what is your eta", RADIO),
    ("lima one from control, no sirens", RADIO),
    ("to kilo 24: force the door", RADIO),
    ("ok kilo 21, she says he has gone", RADIO),
    ("attending unit, caller is in the bathroom", RADIO),
    ("ambulance control, can you send a crew to us", SERVICE),
    ("ambulance, we have a woman who is hurt", SERVICE),
    ("fire control, petrol has been poured", SERVICE),
    ("supervisor, can you look at this one", NOTE),
    ("sarge, are you listening in on this", NOTE),
    ("THRIVE: threat is intruders inside, harm none so far", THRIVE),
    ("thrive - she is hiding and could be found", THRIVE),
    ("threat: intruders inside", THRIVE),
    ("note: she pressed twice", NOTE),
    ("for the log: i asked twice and got no answer", NOTE),
    ("rationale: no reply and a scream before", NOTE),
    ("the caller is hiding", NOTE),
    ("caller has not answered the last three questions", NOTE),
    ("the caller can't speak and the line is open", NOTE),
    ("i will not mention officers out loud because someone can hear the phone", "withhold"),
    ("i won't say police are coming, he can hear", "withhold"),
    ("silent approach, no sirens", RADIO),
    ("force the door please", RADIO),
    ("officers have the scene", RADIO),
    ("she pressed 55", NOTE),
    ("he may be armed", NOTE),
    ("hang up now, officers are with the caller", NOTE),
    ("get me two cars to the round entrance on blues", "deploy"),
    ("dispatch nearest double crewed unit, intruder on premises", "deploy"),
    ("give me a unit for this one", "deploy"),
    ("can I have an ambulance on standby for this please", SERVICE),
    ("can someone get an ambulance rolling", SERVICE),
    ("inform ambulance control: female, breathing problems", SERVICE),
    ("radio them that nobody's hurt and we don't know about weapons", RADIO),
    ("pass to officers: kids upstairs asleep", RADIO),
    ("what's the history on this number", "search"),
    ("what have we got on this address", "search"),
    ("pull up AML for me", "read_location"),
    ("run a subscriber check on the phone", "trace"),
    ("find out where the phone is", "trace"),
    ("T: man in the building looking for her", THRIVE),
    ("harm - none reported so far", THRIVE),
    ("vulnerability, she is alone and can't speak", THRIVE),
    ("rationale for grade: danger confirmed by tap", NOTE),
    ("put on the log I stayed on the line", NOTE),
    ("add to the log no reply to weapons question", NOTE),
    ("speak to supervisor about keeping the line open", NOTE),
    ("duty inspector to be made aware please", NOTE),
    ("she's stopped tapping, sarge", NOTE),
    ("make this one immediate please, disturbance in the background", "grade"),
    ("I'm not telling her about the officers because he might hear", "withhold"),
    ("ask ambulance to stand by at the end of the road", SERVICE),
    ("fire please, he has poured petrol", SERVICE),
    ("caller now breathing fast, banging heard", NOTE),
    ("check the voters for that address", "search"),
    ("any intel on this mobile?", "search"),
    ("who is the phone registered to?", "trace"),
    ("immediate on this one please", "grade"),
    ("two units to 14 please, she's tapping yes", "deploy"),
    ("need a unit there now, woman screaming", "deploy"),
    ("assign the nearest double crew", "deploy"),
    ("control to attending officers, approach without sirens", RADIO),
    ("I've decided not to ring back, he might see it", "decide_against_callback"),
]
OF_THE_DESK = ["anything nearer than 33", "suspect may be on scene still", "callback agreed"]
FOR_THE_CALLER = [
    "hello caller can you hear me",
    "police here, you don't have to speak",
    "control room here, press a key if you can hear me",
    "officers are on their way to you",
    "the officers are with you now, you are safe",
    "ambulance is coming, stay still",
    "number 12, is that right",
    "he hasn't gone then",
    "officers should be with you soon",
    "mike, can you hear me",
    "are you in the hotel 5 minutes away",
    "tell them you need the toilet",
    "give me a tap if you can",
    "give someone there the phone",
    "tap the phone for me",
    "he's gone upstairs, yes?",
    "they think about thirteen minutes",
    "they reckon quarter of an hour",
    "they're saying half an hour",
    "do you need police there?",
]


@pytest.mark.parametrize(("line", "kind"), FOR_OTHERS)
def test_a_line_that_is_for_others_is_not_said_to_the_caller(line: str, kind: str) -> None:
    """Someone beside the caller may hear the phone: to say it takes another choice than Enter."""
    found = readings(line)
    assert found[0].act.kind == kind, found[0].label
    assert found[0].effect is not LineEffect.SAYS
    assert not found[0].sure
    assert any(each.effect is LineEffect.SAYS for each in found), "it can still be said"
    assert any(each.effect is LineEffect.LOGS for each in found), "or written down"


@pytest.mark.parametrize("line", FOR_THE_CALLER)
def test_a_line_that_is_for_the_caller_is_said_to_the_caller(line: str) -> None:
    assert readings(line)[0].effect is LineEffect.SAYS


def test_a_call_sign_that_the_desk_lists_is_one_whatever_its_word_is() -> None:
    line = "wessex 4 go quietly"
    assert not addressed(line, ())
    assert addressed(line, ("Wessex 4",))[0].kind == RADIO


def test_a_thrive_or_a_note_changes_nothing_that_is_known() -> None:
    """What a line says of danger is the desk's reason for it, and no question to the caller."""
    for line, kind in FOR_OTHERS:
        if kind in (THRIVE, NOTE):
            assert "speech" not in readings(line)[0].chosen, line


def test_an_operator_says_what_an_operator_said() -> None:
    assert readings("officers, are you there", OPERATOR)[0].effect is LineEffect.SAYS


def test_words_that_name_officers_are_asked_back_where_another_may_hear() -> None:
    """Words only, of officers and to nobody, are said once it is typed that they are meant."""
    view = at_desk(HANDLER)
    found = readings("police read the report")[0]
    assert found.effect is LineEffect.SAYS
    assert found.confirm is not None
    (asks,) = view.parameters(HANDLER, found.act, found.chosen)
    assert asks.asks_back
    assert "on the line" in asks.label
    assert readings("we know the report well")[0].confirm is None


@pytest.mark.parametrize("line", OF_THE_DESK)
def test_what_speaks_of_a_desks_work_to_nobody_is_asked_back_before_it_is_said(line: str) -> None:
    """Nobody knows whom it was for: the line says so, and the log is one key away."""
    said = readings(line)[0]
    assert said.effect is LineEffect.SAYS
    assert said.confirm is not None


TO_POLICE = [
    "police, I've a mobile here, no speech, I heard two taps",
    "hi police, caller whispering help me then nothing",
    "Police it's from a mobile, they've pressed 55 twice",
]


@pytest.mark.parametrize("line", TO_POLICE)
def test_an_operators_words_to_police_are_for_police(line: str) -> None:
    """And the keys that were pressed open no door to officers."""
    found = readings(line, OPERATOR)[0]
    assert found.act.kind == "hand_over"
    assert not any("way in" in each for each in found.understood)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("no reply, over to the recording", "send_to_recording"),
        ("transfer to Northgate police, woman crying", "connect"),
        ("give it to the coastguard", "connect"),
        ("ambulance for this one, can't breathe", "connect"),
        ("hang up, nobody there", "end_call"),
        ("disconnect this one", "end_call"),
        ("operator clearing", "leave"),
    ],
)
def test_an_operator_says_what_to_do_as_operators_say_it(line: str, kind: str) -> None:
    """What can't be undone is asked back all the same."""
    found = readings(line, OPERATOR)[0]
    assert found.act.kind == kind
    assert found.confirm is not None


@pytest.mark.parametrize(
    ("line", "not_this"),
    [
        ("press 55 if you need help", "reports to police"),
        ("please put your phone down if this was a mistake", "stay"),
        ("caller your call is being recorded", "asks"),
        ("they hung up as I was connecting", "asks"),
    ],
)
def test_an_operators_words_are_not_taken_for_their_likeness(line: str, not_this: str) -> None:
    assert not_this not in readings(line, OPERATOR)[0].label.lower()


def test_no_sign_of_danger_is_no_reason_of_danger() -> None:
    """What a sentence denies is not why something is done."""
    found = readings("downgrade to priority, no sign of danger")[0]
    assert found.act.kind == "grade"
    assert "reason" not in found.chosen


def test_two_clauses_of_a_briefing_are_two() -> None:
    """What is not known of weapons takes nothing from what is known of the hurt."""
    words = "nobody's hurt and we don't know about weapons"
    assert not_known(words) == (Topic.WEAPON,)


@pytest.mark.parametrize("line", ["press 55", "press five five", "I press the keys 5 5"])
def test_a_caller_presses_keys_in_words(line: str) -> None:
    """They are not whispered; the second stays in the line for the next Enter."""
    found = readings(line, Role.CALLER)[0]
    assert (found.act.key, found.rest) == ("5", "5")
