"""Captions for one seat."""

import re
from enum import StrEnum
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import describe_entry, describe_for_seat, whose_voice
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Loudness, Role
from simulator.review.overlaps import Voices, over_mark
from simulator.seat.view.sound_cards import Voice, voice_of, weight_of
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
    voice: Voice = Voice.NEWS
    weight: int = 0
    """How loud it is as a weight, from 0 to `SHOUT`."""

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
    voice, weight = voice_of(entry, seat), weight_of(entry)
    return Caption(entry.at, entry.seq, _who(entry, seat), text, loud, side, voice, weight)


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
            voice = voice_of(entry, self._seat)
            return Caption(entry.at, entry.seq, who, text, side=side, voice=voice)
        return found


def _side(entry: Entry, seat: Role | None) -> Side:
    if entry.actor is seat:
        return Side.OWN
    if isinstance(entry.body, _WITHOUT_SPEAKER | do.LoseLine):
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
    own_phone = seat is Role.CALLER and isinstance(entry.body, do.LoseLine)
    if own_phone or isinstance(entry.body, _WITHOUT_SPEAKER):
        return ""
    if entry.actor is seat:
        return whose_voice(entry) if do.is_third_voice(entry.body) else "You"
    if _on_the_phone(entry):
        return "An officer" if seat is Role.CALLER else "Officer on phone"
    if entry.speaker in _NEAR:
        return _NEAR[entry.speaker][seat is Role.CALLER]
    return whose_voice(entry)


def _text(body: Body, profile: Profile, seat: Role | None) -> str:
    match body:
        case do.DeliverLocation(source, place, radius, area):
            sure = "" if radius is None else f", within {radius} m"
            whose = f", in the area of {area}" if area else ""
            return f"[location data, {source.upper()}: {place}{sure}{whose}]"
        case out.CallBegan(number, line):
            return f"-- call {number}, from {line.label}"
        case do.LoseLine(cause) if seat is Role.CALLER:
            return f"-- your phone: {cause.label}"
        case out.StageEntered(stage) if seat is not None:
            return f"-- {stage_label(stage, seat)}"
    # Only a demo shows the rows of the flow behind the news.
    if seat is None and isinstance(body, _WITHOUT_SPEAKER):
        return describe_entry(body, profile)
    dashes = "-- " if isinstance(body, _WITHOUT_SPEAKER) else ""
    return dashes + describe_for_seat(body, profile)


_QUOTED = re.compile(r'(?<![\w"])"([^"]*)"')
_SOUND = re.compile(r"^(\([^)]*\) )?\[(.+)\]$")
_NEWS_MARK = "-- "


def bare_words(text: str) -> tuple[str, bool]:
    """Return a caption's text without the marks of news and of a sound, and whether it is news."""
    is_news = text.startswith(_NEWS_MARK)
    text = text.removeprefix(_NEWS_MARK)
    if found := _SOUND.match(text):
        text = f"{found[1] or ''}{found[2]}"
    return text, is_news


def caption_words(caption: Caption) -> str:
    """Return what was said in quotation marks, a sound without any, an act as a sentence."""
    text, _ = bare_words(caption.text)
    if caption.voice is Voice.YOU and '"' not in text:
        return _for_you(text)
    if caption.voice is Voice.ACT:
        text = f"You {_for_you(text)}"
    elif caption.voice is Voice.NEWS:
        text = f"{text[:1].upper()}{text[1:]}"
    return _QUOTED.sub("\N{LEFT DOUBLE QUOTATION MARK}\\1\N{RIGHT DOUBLE QUOTATION MARK}", text)


def _for_you(text: str) -> str:
    """Return what a desk does as one says it to that person: ``send officers``."""
    verb, _, rest = text.partition(" ")
    verb = verb[:1].lower() + verb[1:]
    if verb.endswith(_DROP_ES):
        verb = verb[:-2]
    elif verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-1]
    return f"{verb} {rest}".rstrip()


_DROP_ES = ("ches", "shes", "sses", "xes")
