"""What a call handler writes down of what was heard: in time, or with its time, and never bare."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator.core import acts as do
from simulator.core.instant import minutes
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import NoteKind, Role
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

CALLS = (
    *("round-at-a-mates", "hes-my-friend", "twice-the-size-of-her", "another-language"),
    *("small-voice", "out-on-the-stairs", "rings-back", "late-shift", "the-box-on-the-wall"),
)
A_MINUTE = 60_000
WRITES = 10_000
"""From the choice of what is noted to the note (assumption)."""
TO_US = {(StatementTopic.HOW_LONG, True), (StatementTopic.ARE_YOU_THERE, True)}


def notes(name: str, seed: int) -> Iterator[tuple[Entry, do.Note, Entry]]:
    """Each note of something heard: its entry, the note, and the entry that it is about."""
    log = run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed).log
    by_seq = {each.seq: each for each in log}
    for each in log:
        if isinstance(each.body, do.Note) and each.body.note is NoteKind.HEARD and each.body.about:
            yield each, each.body, by_seq[each.body.about]


@pytest.mark.parametrize("name", CALLS)
def test_an_answer_of_minutes_ago_is_not_written_down_at_the_end(name: str) -> None:
    """LP-13: "No worse." and "How long?" four minutes late tell no reader anything.

    Sixteen of them were typed in 23 seconds while officers were refused at the door.
    """
    for seed in range(2):
        for noted, note, heard in notes(name, seed):
            stated = {*getattr(heard.body, "means", ())} - TO_US
            if heard.actor is Role.CALLER and isinstance(heard.body, do.Say) and not stated:
                assert noted.at - heard.at <= A_MINUTE + WRITES, (name, seed, note.text)


@pytest.mark.parametrize("name", CALLS)
def test_a_note_that_comes_late_says_when_it_was_heard(name: str) -> None:
    """CH-48: "0:52 glass": a sound of minutes ago is not read as one of now."""
    for seed in range(2):
        for noted, note, heard in notes(name, seed):
            if noted.at - heard.at > A_MINUTE + WRITES:
                assert note.text.startswith(f"{minutes(heard.at)}: "), (name, seed, note.text)


def test_an_answer_is_noted_with_its_question() -> None:
    """CH-48, B31: "Sore." alone says nothing to who reads the log."""
    texts = [note.text for _, note, _ in notes("round-at-a-mates", 55)]
    assert 'Asked "Where you\'re hurt, is it any worse?": "Sore."' in texts
    assert '"Sore."' not in texts


def test_what_was_volunteered_is_noted_in_the_callers_words() -> None:
    """B31: what nobody asked about is written as it was said, and not as an answer."""
    texts = [note.text for _, note, _ in notes("round-at-a-mates", 55)]
    assert '"They\'ve took my bank card and my trainers."' in texts
