"""Every kind of act has one row, and all that the program knows of it is derived from the row."""

import pickle
from dataclasses import FrozenInstanceError, fields, replace
from typing import get_args

import pytest

from simulator.audio.entry_sound import sounding
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms as t
from simulator.core.describe import describe_entry, describe_for_seat, short_label
from simulator.core.log import Body, Entry
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Intent, Manner, Role, Sign, Topic
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.seat.view.caption_lines import caption
from tests.awareness.rooms import SAY
from tests.builders import PROFILE, TWO_TAPS_YES

IN_WORDS: dict[str, Body] = {
    '"Emergency, which service?"': do.Say(Intent.WHICH_SERVICE, "Emergency, which service?"),
    "[asks for a sound]": do.Say(Intent.MAKE_A_SOUND),
    '(in a whisper) "help"': do.Say(Intent.SPEAKS, "help", Manner.WHISPERED),
    "[(too faint to understand) asks for police]": do.Say(Intent.WANTS_POLICE, manner=Manner.FAINT),
    "[stops speaking]": do.Finish(),
    "[puts the phone down]": do.HangUp(),
    "[answers]": do.Answer(),
    "[dials 112]": do.Dial("112"),
    "[presses 5]": do.Press("5"),
    "[taps once]": do.Tap(),
    "[taps twice]": do.Tap(2),
    "[coughs 3 times]": do.Cough(3),
    "[something breaks]": do.Make(t.Sound.BREAKING),
    "[chooses to stay silent]": do.StaySilent(),
    "[lifts the handset again]": do.Lift(),
    '[sends a text: "Are you safe?"]': do.SendText("Are you safe?"),
    "[sends a text]": do.SendText(),
    "[takes the phone]": do.TakePhone(),
    "[the caller has the phone again]": do.GiveBack(),
    "connects the call to police: signal heard": do.Connect(
        t.Service.POLICE, t.Reason.SIGNAL_HEARD
    ),
    "sends the call to the recording: no response": do.SendToRecording(),
    "ends the call: mistake confirmed": do.EndCall(t.Reason.MISTAKE_CONFIRMED),
    "[reports to police: taps, a key tone]": do.HandOver((t.Reported.TAP, t.Reported.KEY_TONE)),
    "passes the details to police (nothing): doubt remains": do.PassDetails((), t.Reason.DOUBT),
    "leaves the call to the police": do.Leave(),
    "passes the call to the local force: doubt remains": do.PassOn(t.Reason.DOUBT),
    "[names ways to answer: tap, cough]": do.OfferWays((Sign.TAP, Sign.COUGH)),
    "[sets a code: tap twice for yes, tap once for no]": do.SetCode(TWO_TAPS_YES),
    "[asks: in danger now]": do.Ask((Topic.IN_DANGER,)),
    "[asks: weapon present and children present]": do.Ask((Topic.WEAPON, Topic.CHILDREN)),
    "logs a sound, weapon present: glass": do.Note(
        t.NoteKind.HEARD, topic=Topic.WEAPON, text="glass"
    ),
    "records harm": do.Thrive(t.Heading.HARM),
    "reads the location from the phone (AML)": do.ReadLocation(t.LocationSource.AML),
    "searches the number's history and markers": do.Search(),
    "sets the grade priority: line was cut": do.SetGrade("priority", t.Reason.LINE_CUT),
    "sends officers: marker on the number": do.Deploy(t.Reason.MARKER),
    "asks ambulance in": do.BringIn(t.Service.AMBULANCE),
    "leaves unsaid (says officers are coming): others could hear it": do.Withhold(
        Intent.OFFICERS_SENT, t.Reason.NOT_SAFE_TO_SAY
    ),
    "rings the caller's number: ringing seems safe": do.CallBack(t.Reason.CALLER_MAY_BE_ALONE),
    "decides not to ring back: ringing may alert others": do.DecideAgainstCallback(
        t.Reason.MAY_ALERT_OTHERS
    ),
    "starts a trace (locate the phone): no answer": do.StartTrace(
        t.Trace.PHONE, t.Reason.NO_ANSWER
    ),
    "briefs officers: weapon present, weapons, a cough; "
    "answered no: children present; "
    "location from the phone (AML)": do.BriefOfficers(
        (Topic.WEAPON,),
        (Topic.CHILDREN,),
        (t.Marker.WEAPONS,),
        (t.Reported.COUGH,),
        (t.LocationSource.AML,),
    ),
    "offers the incident to the next county: another force's area": do.OfferIncident(
        "the next county"
    ),
    "closes the incident: safety confirmed": do.Close(t.Reason.CHECKED_SAFE),
    "leaves the incident open for review: caller not found": do.LeaveOpen(
        t.Reason.CALLER_NOT_FOUND
    ),
    "location from the phone (AML): the bridge, within 20 m": do.DeliverLocation(
        t.LocationSource.AML, "the bridge", 20
    ),
    "[the line is lost: signal or line failed]": do.LoseLine(t.LossCause.NETWORK),
    "found: stalking reported; an earlier call 2 hours ago (abandoned)": do.GiveResult(
        (t.Marker.STALKING,), (do.EarlierCall(7_200_000, t.Outcome.ABANDONED),)
    ),
    "found: no marker, no earlier call": do.GiveResult(),
    "nothing is found": do.GiveResult(found=False),
    "officers are there": do.Arrive(),
    "units within reach: Sierra 41, 4.2 km, free; Sierra 42, 0.9 km, free in 3 min": do.ListUnits(
        (
            do.UnitInReach("Sierra 41", 4_230),
            do.UnitInReach("Sierra 42", 900, t.UnitReadiness.FREE_SOON, 3),
        )
    ),
    "unit on its way: Sierra 41, about 9 minutes": do.UnitReport(
        t.UnitStatus.EN_ROUTE, "Sierra 41", 9
    ),
    'unit delayed: "Traffic. Now 11."': do.UnitReport(
        t.UnitStatus.DELAYED, "Sierra 41", 11, "Traffic. Now 11."
    ),
    'officers ask: "Any weapon?"': do.OfficersAsk(t.Topic.WEAPON, "Sierra 41", "Any weapon?"),
    "accepts the incident": do.AcceptIncident(),
    'crew on its way: "Nine minutes."': do.ServiceReport(
        t.Service.AMBULANCE, t.ServiceStatus.CREW_SENT, 9, "Nine minutes."
    ),
    "asks about: breathing normally": do.ServiceAsks(
        t.Service.AMBULANCE, t.ServiceNeed.PATIENT_BREATHING
    ),
    'decides: the line may go: "We both sign."': do.Decide(
        t.SupervisorDecision.LINE_MAY_GO, "We both sign."
    ),
    "with the 999 operator (row D-3)": out.StageEntered(t.LineStage.WITH_OPERATOR, "D-3"),
    "incident graded (row I-7)": out.IncidentMoved(t.IncidentStage.GRADED, "I-7"),
    "recognised: 55 (row R-5)": out.SignalRecognised(t.Recognised.FIFTY_FIVE, "R-5"),
    "no effect: a single 5 is no 55 (row R-6)": out.NoEffect("a single 5 is no 55", "R-6"),
    "[asks for 55]": out.LinePlayed(Intent.RECORDING_ASKS_FOR_55, "R-1"),
    "timer starts: grace time, 3s (row R-8)": out.TimerStarted(t.Timer.GRACE, 3_000, "R-8"),
    "timer fires: end of the recording": out.TimerFired(t.Timer.END),
    "the callback failed: nobody answers (row K-4)": out.CallbackFailed("nobody answers", "K-4"),
    "call 2 begins, from a mobile phone": out.CallBegan(2, t.LineKind.MOBILE),
    "the call is over: officers sent": out.CallEnded(t.Outcome.DEPLOYED),
}
"""An entry of every kind by its words."""


NOT_CAPTIONED = {"finish", "timer_fired", "timer_started", "no_effect", "call_ended"}
"""Ends of utterances, machines' timers, what did nothing, and the end: no caption shows these."""


# --- the rows ------------------------------------------------------------------------------------


def test_every_act_has_one_row_and_every_row_an_act() -> None:
    """The types written out for the type checker are those of the registry."""
    assert {row.make for row in do.ROWS.values()} == set(get_args(do.Action))
    worded = {row.make for row in do.ROWS.values() if "words" in row.make.__dataclass_fields__}
    assert set(get_args(do.Speech)) == worded - {do.SendText}


def test_a_row_names_fields_that_its_act_has() -> None:
    for row in do.ROWS.values():
        known = {part.name for part in fields(row.make)} | {""}
        named = {row.private, row.own_words, row.topics, row.distinguishing_field}
        named |= {*row.known_to, *row.values, *row.sample}
        named |= {key.field for form in row.files for key in form.keys.values()}
        assert named <= known, row.kind


def test_every_stimulus_of_an_act_is_met_by_one() -> None:
    """What the flow distinguishes is what acts can be, no more and no less."""
    met = {
        do.stimulus_of(role, choice.sample(**{apart: value} if apart else {}))
        for role, choices in REPERTOIRE.items()
        for choice in choices.values()
        for apart in [do.ROWS[choice.kind].distinguishing_field]
        for value in (choice.values[apart] if apart else [None])
    }
    assert met == set(Stimulus) - {Stimulus.SPEECH_ENDS}


def test_a_role_never_does_what_its_rows_do_not_say() -> None:
    for kind, row in do.ROWS.items():
        act = next((c[kind].sample() for c in REPERTOIRE.values() if kind in c), do.Finish())
        assert {role for role in Role if do.stimulus_of(role, act) is not None} == set(row.by)
        choosing = {role for role, choices in REPERTOIRE.items() if kind in choices}
        assert choosing == (set() if row.follows else set(row.by))


def test_an_act_sounds_if_and_only_if_it_is_heard() -> None:
    """Written by hand: what carries down a line, what is a voice, what can be an answer."""
    assert {"say", "tap", "cough", "press", "make"} <= do.AUDIBLE
    assert {"stay_silent", "hang_up", "lift", "answer", "send_text", "note"} & do.AUDIBLE == set()
    assert {"say", "finish", "offer_ways", "set_code", "ask", "hand_over"} == do.VOICE
    signs = {
        do.Tap(): Sign.TAP,
        do.Cough(): Sign.COUGH,
        do.Press("5"): Sign.KEY,
        do.StaySilent(): Sign.SILENCE,
        do.Say(Intent.SPEAKS): Sign.SPOKEN,
        do.Make(t.Sound.LOUD_BREATH): Sign.BREATH,
        do.Make(t.Sound.BREATHING): None,
        do.HangUp(): None,
    }
    assert {act: do.sign_of(act) for act in signs} == signs
    private = {"note": "text", "thrive": "text", "brief_officers": "text", "bring_in": "text"}
    assert private == do.PRIVATE
    typed = ("say", "send_text", "hand_over", "offer_ways", "set_code", "ask")
    assert dict.fromkeys(typed, "words") == do.OWN_WORDS
    assert set(do.REPORTS) == {"tap", "cough", "press"}


# --- words ---------------------------------------------------------------------------------------


def test_every_kind_of_entry_is_frozen_and_has_words() -> None:
    for words, body in IN_WORDS.items():
        assert describe_entry(body) == words
        assert "(row" not in describe_for_seat(body)
        assert short_label(body)
    kinds = {*get_args(do.Action), out.TimerFired, *get_args(out.FlowEvent)}
    assert kinds == {type(body) for body in IN_WORDS.values()}
    assert len({body.kind for body in IN_WORDS.values()}) == len(kinds)
    assert all("__slots__" in vars(kind) for kind in kinds)
    for body in IN_WORDS.values():
        with pytest.raises(FrozenInstanceError):
            body.kind = "tap"  # type: ignore[misc]
        assert pickle.loads(pickle.dumps(body)) == body == replace(body)
        assert hash(replace(body)) == hash(body)
        assert repr(body).startswith(f"{type(body).__name__}(")


@pytest.mark.parametrize("seat", [None, *CATALOGUE])
def test_every_entry_gives_a_caption_or_deliberately_none(seat: Role | None) -> None:
    for body in IN_WORDS.values():
        for actor in do.ROWS[body.kind].by if body.kind in do.ROWS else [Role.NETWORK]:
            found = caption(Entry(3, 61_000, actor, actor, body), seat, PROFILE)
            assert (found is None) == (body.kind in NOT_CAPTIONED)
            if found is None:
                continue
            assert (found.at, found.seq, found.own) == (61_000, 3, actor is seat)
            assert found.text.strip("-[] ")
            assert seat is None or "(row" not in found.text
            if found.own:
                assert (found.who, found.loud) == ("You", "")


def test_whatever_sounds_can_be_played_and_told_to_a_group() -> None:
    """A new sound needs a clip, and a message in the group's language."""
    for body in IN_WORDS.values():
        if body.kind in do.AUDIBLE:
            entry = Entry(0, 0, Role.CALLER, Role.CALLER, body)
            assert sounding(entry, entry, PROFILE) is not None, body.kind
            if not do.ROWS[body.kind].spoken:
                told = f"sound-{body.sound}" if isinstance(body, do.Make) else f"act-{body.kind}"
                assert SAY.has(told), body.kind
