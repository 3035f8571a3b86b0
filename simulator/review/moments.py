"""An entry as a moment that people are shown: when, who, and what, without the names of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import name_of, said
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent

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
    who = name_of(entry.speaker) if isinstance(entry.body, do.Action | out.Played) else ""
    return Moment(entry.seq, entry.at, who, said(entry.body, profile))


def without_private(entry: Entry) -> Entry:
    """The entry without what somebody wrote or said in their own words."""
    body = entry.body
    if isinstance(body, do.Say):
        own = body.intent is Intent.OWN_WORDS and body.words
        return entry._replace(body=replace(body, words="")) if own else entry
    hidden = do.PRIVATE.get(body.kind, "")
    return entry._replace(body=do.without(body, [hidden])) if getattr(body, hidden, "") else entry
