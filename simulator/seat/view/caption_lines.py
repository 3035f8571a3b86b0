"""Captions for one seat."""

from enum import StrEnum
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import describe_entry, describe_for_seat, name_of
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Loudness, Role
from simulator.review.overlaps import Voices, over_mark
from simulator.seat.view.stage_texts import stage_label

HOW_LOUD: dict[Loudness, str] = {
    Loudness.NOTHING: "silent",
    Loudness.BREATH: "barely there",
    Loudness.KEY: "very quiet",
    Loudness.TAP: "quiet",
    Loudness.WHISPER: "quiet",
    Loudness.COUGH: "clear",
    Loudness.SPEECH: "loud",
}
"""How far a sound of the caller carries, in words (our words and order: assumption)."""

_LEFT_OUT = (do.Finish, out.TimerFired, out.TimerStarted, out.NoEffect, out.CallEnded)
_WITHOUT_SPEAKER = (
    out.StageEntered | out.IncidentMoved | out.SignalRecognised | out.CallBegan | out.CallbackFailed
)


class Side(StrEnum):
    """Where a caption comes from: screens draw each in its own way."""

    OWN = "own"
    CALLER = "caller"
    """The caller's end: the caller, the room, or another person there."""
    LINE = "line"
    """Everyone else on the line or the radio, and what systems deliver."""
    NEWS = "news"


class Caption(NamedTuple):
    """One caption line: an entry that a seat perceived, or its own act."""

    at: Millis
    seq: int
    who: str
    """The speaker as this seat names them; empty for news of the call."""
    text: str
    loud: str = ""
    """Loudness of a sound from the caller's end, else empty."""
    side: Side = Side.NEWS

    @property
    def own(self) -> bool:
        """Whether it is the trainee's own act."""
        return self.side is Side.OWN


def caption(entry: Entry, seat: Role | None, profile: Profile) -> Caption | None:
    """Return the caption of a perceived entry, or None; without a seat (a demo), of any entry."""
    body = entry.body
    if isinstance(body, _LEFT_OUT):
        return None
    side, text = _side(entry, seat), _text(body, profile, seat)
    by_caller = entry.actor in (Role.CALLER, Role.ROOM) or _on_the_phone(entry)
    from_caller = by_caller and body.kind in do.AUDIBLE
    loud = HOW_LOUD[loudness(body)] if from_caller and side is not Side.OWN else ""
    return Caption(entry.at, entry.seq, _who(entry, seat), text, loud, side)


class CaptionWriter:
    """Writes the captions of one seat, entry by entry: which voices overlap, only it knows."""

    def __init__(self, seat: Role | None, profile: Profile) -> None:
        """Write for a seat; without one (a demo), of any entry."""
        self._seat, self._profile = seat, profile
        self._voices = Voices()

    def write(self, entry: Entry) -> Caption | None:
        """Return the caption of the next perceived entry, or None."""
        over = self._voices.take(entry)
        found = caption(entry, self._seat, self._profile)
        if found is not None and over is not None:
            own = () if self._seat is None else (self._seat,)
            return found._replace(text=f"{over_mark(over, own)}{found.text}")
        body = entry.body
        if isinstance(body, do.Finish) and body.cut_off and entry.cause in self._voices.cut:
            text = f'[cut off: "{self._voices.cut[entry.cause]}"]'
            who, side = _who(entry, self._seat), _side(entry, self._seat)
            return Caption(entry.at, entry.seq, who, text, side=side)
        return found


def _side(entry: Entry, seat: Role | None) -> Side:
    if entry.actor is seat:
        return Side.OWN
    if isinstance(entry.body, _WITHOUT_SPEAKER):
        return Side.NEWS
    here = entry.actor in (Role.CALLER, Role.ROOM, Role.OTHER_PERSON) or _on_the_phone(entry)
    return Side.CALLER if here else Side.LINE


def _on_the_phone(entry: Entry) -> bool:
    """Whether officers speak into the caller's phone, and not on the air."""
    return entry.actor is Role.OFFICERS and entry.body.kind in do.VOICE


_NEAR = {
    Role.ROOM: ("Background", "Around you"),
    Role.OTHER_PERSON: ("Another voice", "Someone near"),
}
"""Names of speakers near the caller: in other seats, and in the caller's."""


def _who(entry: Entry, seat: Role | None) -> str:
    if isinstance(entry.body, _WITHOUT_SPEAKER):
        return ""
    if entry.actor is seat:
        return "You"
    if _on_the_phone(entry):
        return "An officer" if seat is Role.CALLER else "Officer on phone"
    if entry.speaker in _NEAR:
        return _NEAR[entry.speaker][seat is Role.CALLER]
    return name_of(entry.speaker)


def _text(body: Body, profile: Profile, seat: Role | None) -> str:
    match body:
        case do.DeliverLocation(source, place, radius, area):
            sure = "" if radius is None else f", within {radius} m"
            whose = f", in the area of {area}" if area else ""
            return f"[location data, {source.upper()}: {place}{sure}{whose}]"
        case out.CallBegan(number, line):
            return f"-- call {number}, from {line.label}"
        case out.StageEntered(stage) if seat is not None:
            return f"-- {stage_label(stage, seat)}"
    # Only a demo shows the rows of the flow behind the news.
    if seat is None and isinstance(body, _WITHOUT_SPEAKER):
        return describe_entry(body, profile)
    dashes = "-- " if isinstance(body, _WITHOUT_SPEAKER) else ""
    return dashes + describe_for_seat(body, profile)
