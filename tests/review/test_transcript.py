"""A log reads like a call: every kind of entry has its words, and lines keep to their width."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.describe import in_words, plain
from simulator.core.log import Body
from simulator.core.profile import Line
from simulator.core.terms import Intent, Manner, Role, Sign, Topic
from simulator.review.transcript import render_text, transcript
from tests.builders import PROFILE, TWO_TAPS_YES, CallLog

IN_WORDS: list[tuple[Body, str]] = [
    (do.Say(Intent.WHICH_SERVICE, "Emergency, which service?"), '"Emergency, which service?"'),
    (do.Say(Intent.MAKE_A_SOUND), "[asks for a tap, a cough or a noise]"),
    (do.Say(Intent.SPEAKS, "help", Manner.WHISPERED), '(in a whisper) "help"'),
    (
        do.Say(Intent.WANTS_POLICE, manner=Manner.FAINT),
        "[(too faint or muffled to make out) asks for police]",
    ),
    (do.Finish(), "[stops speaking]"),
    (do.HangUp(), "[puts the phone down]"),
    (do.Answer(), "[answers]"),
    (do.Dial("112"), "[dials 112]"),
    (do.Press("5"), "[presses 5]"),
    (do.Tap(), "[taps once]"),
    (do.Tap(2), "[taps twice]"),
    (do.Cough(3), "[coughs 3 times]"),
    (do.Make(terms.Sound.BREAKING), "[something breaks]"),
    (do.StaySilent(), "[chooses to stay silent]"),
    (do.Lift(), "[lifts the handset again]"),
    (do.SendText("Are you safe?"), '[sends a text: "Are you safe?"]'),
    (do.SendText(), "[sends a text]"),
    (do.TakePhone(), "[takes the phone]"),
    (do.GiveBack(), "[the caller has the phone again]"),
    (
        do.Connect(terms.Service.POLICE, terms.Reason.SIGNAL_HEARD),
        "connects the call to police: an answer or a signal was heard",
    ),
    (
        do.SendToRecording(),
        "sends the call to the recording: nothing was heard that could be judged",
    ),
    (
        do.EndCall(terms.Reason.MISTAKE_CONFIRMED),
        "ends the call: the caller confirmed a mistake",
    ),
    (
        do.HandOver((terms.Reported.TAP, terms.Reported.KEY_TONE)),
        "[tells police what was heard: taps, a key tone]",
    ),
    (
        do.PassDetails((), terms.Reason.DOUBT),
        "passes the details to police (nothing): doubt remains",
    ),
    (do.Leave(), "leaves the call to the police"),
    (do.PassOn(terms.Reason.DOUBT), "passes the call to the local force: doubt remains"),
    (do.OfferWays((Sign.TAP, Sign.COUGH)), "[names ways to answer: taps on the phone, coughs]"),
    (
        do.SetCode(TWO_TAPS_YES),
        "[sets a code: taps on the phone (twice) for yes, taps on the phone for no]",
    ),
    (do.Ask((Topic.IN_DANGER,)), "[asks whether the caller is in danger now]"),
    (
        do.Ask((Topic.WEAPON, Topic.CHILDREN)),
        "[asks whether a weapon is there and whether children are there]",
    ),
    (
        do.Note(terms.NoteKind.HEARD, topic=Topic.WEAPON, text="glass"),
        "notes something heard on the line, in words, whether a weapon is there: glass",
    ),
    (
        do.Thrive(terms.Heading.HARM),
        "records harm (injury or damage that could result)",
    ),
    (
        do.ReadLocation(terms.LocationSource.AML),
        "reads the location: Advanced Mobile Location, sent by the phone itself",
    ),
    (do.Search(), "searches the number's history and markers"),
    (
        do.SetGrade("priority", terms.Reason.LINE_CUT),
        "sets the grade priority: the line was cut",
    ),
    (do.Deploy(terms.Reason.MARKER), "sends officers: a marker on the number"),
    (do.BringIn(terms.Service.AMBULANCE), "asks ambulance in"),
    (
        do.Withhold(Intent.OFFICERS_SENT, terms.Reason.NOT_SAFE_TO_SAY),
        "leaves something unsaid (says that officers are on their way): "
        "somebody else could hear it",
    ),
    (
        do.CallBack(terms.Reason.CALLER_MAY_BE_ALONE),
        "rings the caller's number: ringing seems safe",
    ),
    (
        do.DecideAgainstCallback(terms.Reason.MAY_ALERT_OTHERS),
        "decides not to ring back: ringing could put the caller at risk",
    ),
    (
        do.StartTrace(terms.Trace.PHONE, terms.Reason.NO_ANSWER),
        "starts a trace (ask the network to pinpoint the phone): nobody answered",
    ),
    (
        do.BriefOfficers(
            (Topic.WEAPON,),
            (Topic.CHILDREN,),
            (terms.Marker.WEAPONS,),
            (terms.Reported.COUGH,),
            (terms.LocationSource.AML,),
        ),
        "tells the officers: whether a weapon is there, weapons, a cough; "
        "answered no: whether children are there; "
        "location data from Advanced Mobile Location, sent by the phone itself",
    ),
    (
        do.OfferIncident("the next county"),
        "offers the incident to the next county: the place lies in another force's area",
    ),
    (
        do.Close(terms.Reason.CHECKED_SAFE),
        "closes the incident: safety and identity were confirmed",
    ),
    (
        do.DeliverLocation(terms.LocationSource.AML, "the bridge", 20),
        "location data arrives: Advanced Mobile Location, sent by the phone itself: "
        "the bridge, within 20 m",
    ),
    (do.LoseLine(terms.LossCause.NETWORK), "[the line is lost: signal or line failed]"),
    (
        do.GiveResult(
            (terms.Marker.STALKING,),
            (do.EarlierCall(7_200_000, terms.Outcome.ABANDONED),),
        ),
        "found: a report of stalking; an earlier call 2 hours ago (abandoned)",
    ),
    (do.GiveResult(), "found: no marker, no earlier call"),
    (do.GiveResult(found=False), "nothing is found"),
    (do.Arrive(), "officers are there"),
    (do.AcceptIncident(), "accepts the incident"),
    (
        out.StageEntered(terms.LineStage.WITH_OPERATOR, "D-3"),
        "connected to the 999 operator (row D-3)",
    ),
    (
        out.IncidentMoved(terms.IncidentStage.GRADED, "I-7"),
        "incident: a response grade is set (row I-7)",
    ),
    (
        out.SignalRecognised(terms.Recognised.FIFTY_FIVE, "R-5"),
        "recognised: 55 in the recording's window (row R-5)",
    ),
    (out.NoEffect("a single 5 is no 55", "R-6"), "no effect: a single 5 is no 55 (row R-6)"),
    (out.Played(Intent.RECORDING_ASKS_FOR_55, "R-1"), "[asks for 55]"),
    (
        out.TimerStarted(terms.Timer.GRACE, 3_000, "R-8"),
        "a timer runs for 3s: no answer counts any more (row R-8)",
    ),
    (out.TimerFired(terms.Timer.END), "time is up: the recording has been played"),
    (
        out.CallbackFailed("nobody answers", "K-4"),
        "the callback reached nobody: nobody answers (row K-4)",
    ),
    (out.CallBegan(2, terms.LineKind.MOBILE), "call 2 begins, from a mobile phone"),
    (
        out.CallEnded(terms.Outcome.DEPLOYED),
        "the call is over: police sent officers (deployed)",
    ),
]


@pytest.mark.parametrize(("body", "words"), IN_WORDS, ids=[words for _, words in IN_WORDS])
def test_an_entry_in_words(body: Body, words: str) -> None:
    assert in_words(body) == words


def test_every_kind_of_entry_has_words() -> None:
    told = {type(body) for body, _ in IN_WORDS}
    assert {*get_args(do.Action), out.TimerFired, *get_args(out.Decided)} == told


@pytest.mark.parametrize("kind", list(terms.Term.__subclasses__()), ids=lambda kind: kind.__name__)
def test_no_source_code_is_left_in_the_words(kind: type[terms.Term]) -> None:
    for word in kind:
        assert not re.search(r"\[[A-Z]|\(assumption|\(Q", plain(word)), word


def a_call() -> CallLog:
    call = CallLog()
    call.add("0:00", Role.CALLER, do.Dial())
    call.add("0:02", Role.OPERATOR, do.Answer())
    call.say("0:02.5", "0:04", Role.OPERATOR, do.Say(Intent.WHICH_SERVICE, "Which service?"))
    call.add("0:26", Role.CALLER, do.Tap())
    call.add("0:30", Role.NETWORK, out.StageEntered(terms.LineStage.RECORDING, "O-16"))
    call.add("0:30", Role.NETWORK, out.TimerStarted(terms.Timer.END, 20_000, "O-16"))
    call.say("0:30", "0:40", Role.RECORDING, out.Played(Intent.RECORDING_OPENS, "O-16"))
    call.add("0:50", Role.NETWORK, out.TimerFired(terms.Timer.END))
    call.add("0:51", Role.CALLER, do.Say(Intent.NOT_TO_CALL, "who is it"), voice=Role.OTHER_PERSON)
    return call


def test_a_transcript_reads_like_a_call() -> None:
    profile = replace(PROFILE, lines={Intent.RECORDING_OPENS: Line("This is the police")})
    assert (
        render_text(transcript(a_call().entries, profile=profile))
        == """\
0:00      -- call 1 begins, from a mobile phone
0:00    Caller        [dials 999]
0:02    Operator      [answers]
0:02.5  Operator      "Which service?"
0:26    Caller        [taps once]
0:30      -- the Silent Solution recording plays, and its grace time after it
             (row O-16)
0:30    Recording     "This is the police"
0:51    Other person  "who is it\""""
    )


def test_details_are_left_out_unless_asked_for() -> None:
    call = a_call()
    assert len(transcript(call.entries, detailed=True)) == len(call.entries)
    hidden = {type(call.entries[seq].body) for seq in range(len(call.entries))} - {
        type(call.entries[line.seq].body) for line in transcript(call.entries)
    }
    assert hidden == {do.Finish, out.TimerStarted, out.TimerFired}


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_keep_to_their_width(width: int) -> None:
    text = render_text(transcript(a_call().entries, detailed=True), width=width)
    assert max(map(len, text.splitlines())) <= max(width, 43)


def test_an_empty_log_is_an_empty_text() -> None:
    assert render_text(transcript([])) == ""
