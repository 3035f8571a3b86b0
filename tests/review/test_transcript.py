"""A log reads like a call; a moment of it has words, without rows and without what is private."""

import re
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.describe import describe_entry
from simulator.core.log import Entry
from simulator.core.profile import SpokenLine
from simulator.core.terms import Intent, Role
from simulator.review.transcript import render_text, transcript, without_private
from tests.builders import PROFILE
from tests.debrief.short_logs import written


def test_a_label_has_no_source_code() -> None:
    """What a reader of a transcript sees is short; codes are for the glossary."""
    for kind in terms.NamedTerm.__subclasses__():
        for word in kind:
            if kind.__module__ == terms.__name__:
                assert 1 <= len(word.label.split()) <= 4, word
            assert not re.search(r"\[[A-Z]|\(assumption|\(Q", word.label), word


CALL = written(
    "0 ca dial; 2 op answer; 2.5 op say which_service 'Which service?'; 4 op finish; 26 ca tap;"
    "30 ne stage recording O-16; 30 ne starts recording_ends 20000; 30 re played recording_opens;"
    "40 re finish; 50 ne fires recording_ends; 51 ot say not_to_call 'who is it'"
)


def test_a_transcript_reads_like_a_call() -> None:
    profile = replace(PROFILE, lines={Intent.RECORDING_OPENS: SpokenLine("This is the police")})
    assert (
        render_text(transcript(CALL, profile=profile))
        == """\
0:00      -- call 1 begins, from a mobile phone
0:00    Caller        [dials 999]
0:02    Operator      [answers]
0:02.5  Operator      "Which service?"
0:26    Caller        [taps once]
0:30      -- recording plays (row O-16)
0:30    Recording     "This is the police"
0:51    Other person  "who is it\""""
    )


def test_details_are_left_out_unless_asked_for() -> None:
    assert render_text(transcript([])) == ""
    assert len(transcript(CALL, detailed=True)) == len(CALL)
    shown = {type(CALL[line.seq].body) for line in transcript(CALL)}
    hidden = {type(entry.body) for entry in CALL} - shown
    assert hidden == {do.Finish, out.TimerStarted, out.TimerFired}


@pytest.mark.parametrize("width", [40, 80])
def test_lines_keep_to_their_width(width: int) -> None:
    text = render_text(transcript(CALL, detailed=True), width=width)
    assert max(map(len, text.splitlines())) <= max(width, 43)


SECRET = "the flat over the old bakery"


def entry(body: out.Body, who: Role = Role.CALL_HANDLER) -> Entry:
    return Entry(3, 5_000, who, who, body)


FREE: list[out.Body] = [
    do.Note(terms.NoteKind.HEARD, 2, None, SECRET),
    do.Thrive(terms.Heading.RISK, SECRET),
    do.BriefOfficers((terms.Topic.WEAPON,), text=SECRET),
    do.BringIn(terms.Service.AMBULANCE, SECRET),
    do.Say(Intent.OWN_WORDS, SECRET),
]


def test_private_text_is_taken_out_and_the_rest_is_left() -> None:
    """What was said on the line is not private, but for words of a person's own."""
    assert set(do.PRIVATE) == {body.kind for body in FREE if not isinstance(body, do.Say)}
    for held in map(entry, FREE):
        bare = without_private(held)
        assert SECRET in describe_entry(held.body)
        assert SECRET not in describe_entry(bare.body)
        assert bare._replace(body=held.body) == held == entry(held.body)
        assert without_private(bare) == bare
    for body in (do.Say(Intent.REASSURE, SECRET), do.SendText(SECRET), do.Tap(2)):
        assert without_private(entry(body)) == entry(body)
