"""A log reads like a call: every kind of entry has its words, and lines keep to their width."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.describe import plain
from simulator.core.profile import Line
from simulator.core.terms import Intent, Role
from simulator.review.transcript import render_text, transcript
from tests.builders import PROFILE, CallLog


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
