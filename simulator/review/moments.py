"""An entry as a moment that people are shown: when, who, and what, without the names of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent
from simulator.review.transcript import in_words, name_of, plain

NEWS = (
    out.StageEntered,
    out.IncidentMoved,
    out.SignalRecognised,
    out.NoEffect,
    out.CallbackFailed,
    out.CallBegan,
    out.CallEnded,
    out.TimerFired,
    out.TimerStarted,
)
"""What nobody says or does."""
DETAILS = (do.Finish, out.TimerFired, out.TimerStarted)
"""What a reader does without: the ends of utterances, and the machines' clocks."""


class Moment(NamedTuple):
    """One entry, to be read."""

    seq: int
    """The entry's place in the log."""
    at: Millis
    """When, in milliseconds since the first call of the sitting began."""
    who: str
    """Whose voice or hand; empty for news of the call itself."""
    text: str


def moment_of(entry: Entry, profile: Profile | None = None) -> Moment:
    """The entry as a moment. `profile` has the words of the recording."""
    who = "" if isinstance(entry.body, NEWS) else name_of(entry.speaker)
    return Moment(entry.seq, entry.at, who, said(entry.body, profile))


def said(body: Body, profile: Profile | None = None) -> str:
    """What happened, in words: as in a transcript, but with no row ids."""
    match body:
        case do.Press(key) if key == UNKNOWN_KEY:
            return "[a key tone]"
        case do.Finish(intent) if intent is not None:
            return f"[has finished: {plain(intent)}]"
        case out.StageEntered(stage):
            return f"now: {plain(stage)}"
        case out.IncidentMoved(stage):
            return f"incident: {plain(stage)}"
        case out.SignalRecognised(signal):
            return f"recognised: {plain(signal)}"
        case out.NoEffect(why):
            return f"no effect: {why}"
        case out.CallbackFailed(why):
            return f"the callback reached nobody: {why}"
        case out.CallEnded(outcome):
            return f"the call is over: {plain(outcome)}"
        case out.TimerStarted(timer):
            return f"a machine's clock starts: {plain(timer)}"
    return in_words(body, profile)


def without_private(entry: Entry) -> Entry:
    """The entry without what somebody wrote or said in their own words."""
    body = entry.body
    if isinstance(body, do.Say):
        if body.intent is Intent.OWN_WORDS and body.words:
            return entry._replace(body=replace(body, words=""))
        return entry
    if isinstance(body, do.Note | do.Thrive | do.BriefOfficers):
        assert do.PRIVATE[body.kind] == "text"
        return entry._replace(body=replace(body, text="")) if body.text else entry
    return entry
