"""What is heard in a seat, line by line, as captions."""

from __future__ import annotations

from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import in_words, name_of, said
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Loudness, Role
from simulator.seat.view.stage_texts import stage_words

HOW_LOUD: dict[Loudness, str] = {
    Loudness.BREATH: "barely there",
    Loudness.KEY: "very quiet",
    Loudness.TAP: "quiet",
    Loudness.WHISPER: "quiet",
    Loudness.COUGH: "clear",
    Loudness.SPEECH: "loud",
}
"""How a sound strikes a listener (our words for an order by design: assumption)."""

_LEFT_OUT = (do.Finish, out.TimerFired, out.TimerStarted, out.NoEffect, out.CallEnded)
_NEWS = (
    out.StageEntered,
    out.IncidentMoved,
    out.SignalRecognised,
    out.CallBegan,
    out.CallbackFailed,
)
"""What is nobody's voice or hand."""


class Caption(NamedTuple):
    """One line of what was heard, or of what the seat did itself."""

    at: Millis
    seq: int
    """The entry that it tells."""
    who: str
    """Whose voice or hand, as this seat names them; empty for news of the call itself."""
    text: str
    loud: str = ""
    """How loud it was, where that tells something."""
    own: bool = False
    """Whether the person in this seat did it."""


def caption(entry: Entry, seat: Role | None, profile: Profile) -> Caption | None:
    """The entry as a caption in a seat; none where there is nothing to read.

    `entry` is as that seat perceives it. Without a seat (a demonstration) everything is told.
    """
    body = entry.body
    if isinstance(body, _LEFT_OUT):
        return None
    own = entry.actor is seat
    return Caption(
        entry.at,
        entry.seq,
        _who(entry, seat),
        _words(body, profile, seat),
        "" if own else _loud(entry),
        own,
    )


def _who(entry: Entry, seat: Role | None) -> str:
    if isinstance(entry.body, _NEWS):
        return ""
    if entry.actor is seat:
        return "You"
    here = seat is Role.CALLER
    if entry.speaker is Role.ROOM:
        return "Around you" if here else "Background"
    if entry.speaker is Role.OTHER_PERSON:
        return "Somebody near" if here else "Another voice"
    return name_of(entry.speaker)


def _words(body: Body, profile: Profile, seat: Role | None) -> str:
    match body:
        case do.DeliverLocation(source, place, radius, area):
            sure = "" if radius is None else f", within {radius} m"
            whose = f", in the area of {area}" if area else ""
            return f"[location data, {source.upper()}: {place}{sure}{whose}]"
        case out.CallBegan(number, line):
            return f"-- call {number}, from {line.label}"
        case out.StageEntered(stage) if seat is not None:
            return f"-- {stage_words(stage, seat)}"
    if not isinstance(body, _NEWS):
        return said(body, profile)
    # Only a demonstration shows the rows behind the news.
    return in_words(body, profile) if seat is None else f"-- {said(body, profile)}"


def _loud(entry: Entry) -> str:
    """How loud a sound from the caller's end was."""
    if entry.actor not in (Role.CALLER, Role.ROOM) or entry.body.kind not in do.AUDIBLE:
        return ""
    return HOW_LOUD.get(loudness(entry.body), "")
