"""Who a sound is from, how loud it is, and the last seconds of the line as sounds.

Captions and the strip of sounds use this one table: a screen draws who as a colour with a name, and
how loud as a weight. What a sound means is for the trainee.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import name_of
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Loudness, Role, Sound

LATELY: Millis = 30_000
"""How much of the line a strip of sounds shows (our choice)."""
SHOUT = 5
"""The highest weight."""
WEIGHTS = {
    Loudness.NOTHING: 0,
    Loudness.BREATH: 1,
    Loudness.KEY: 1,
    Loudness.TAP: 2,
    Loudness.WHISPER: 2,
    Loudness.COUGH: 3,
    Loudness.SPEECH: 4,
}
"""Weights of the caller's end: nothing, barely there, quiet, clear, loud; `SHOUT` is above."""
_SHOUTS = frozenset({Sound.SHOUTING, Sound.ARGUMENT})
_ON_THE_LINE = 3
"""The height of a voice on the line that is not from the caller's end (our choice)."""
_SHORT: Millis = 1_000
"""How long a sound that has no end is drawn (our choice)."""
_WORD: Millis = 400
"""A word over the radio at the usual pace of 150 a minute (assumption)."""


class Voice(StrEnum):
    """Whom a caption is from; each has a colour and a name of its own."""

    CALLER = "caller"
    OTHER = "other"
    """Another person at the caller's end."""
    COLLEAGUE = "colleague"
    """Another desk, or officers."""
    MACHINE = "machine"
    """The recording, the network, and the systems."""
    YOU = "you"
    ROOM = "room"
    """Sounds that nobody says."""
    ACT = "act"
    """What the trainee did without a sound."""
    NEWS = "news"
    """What became of the line."""


_MACHINES = frozenset({Role.RECORDING, Role.NETWORK, Role.SYSTEMS})
_NEWS = (
    out.StageEntered | out.IncidentMoved | out.SignalRecognised | out.CallBegan | out.CallbackFailed
)
_BY_SPEAKER = {
    Role.CALLER: Voice.CALLER,
    Role.OTHER_PERSON: Voice.OTHER,
    **dict.fromkeys(_MACHINES, Voice.MACHINE),
}


def voice_of(entry: Entry, seat: Role | None) -> Voice:
    """Return whom an entry is from, in a seat; without a seat (a demo), in general."""
    body = entry.body
    if isinstance(body, _NEWS):
        return Voice.NEWS
    heard = body.kind in do.AUDIBLE or body.kind in do.VOICE
    if entry.actor is seat:
        return Voice.YOU if heard or seat is Role.CALLER else Voice.ACT
    if entry.speaker is Role.ROOM:
        return Voice.OTHER if body.kind in do.VOICE else Voice.ROOM
    return _BY_SPEAKER.get(entry.speaker, Voice.COLLEAGUE)


def weight_of(entry: Entry) -> int:
    """Return how loud a sound of the caller's end is, from 0 to `SHOUT`; 0 of any other."""
    near = entry.actor in (Role.CALLER, Role.ROOM, Role.OTHER_PERSON)
    on_phone = entry.actor is Role.OFFICERS and entry.body.kind in do.VOICE
    if not (near or on_phone) or entry.body.kind not in do.AUDIBLE:
        return 0
    return SHOUT if _is_shout(entry.body) else WEIGHTS[loudness(entry.body)]


def _is_shout(body: Body) -> bool:
    return isinstance(body, do.Make) and body.sound in _SHOUTS


class SoundSpan(NamedTuple):
    """One sound on the line, as long as it lasted."""

    begin: Millis
    end: Millis
    voice: Voice
    weight: int
    name: str
    """Who, or of a sound in the room what, in a word or two."""


def sound_spans(
    heard: Sequence[Entry], seat: Role | None, profile: Profile, now: Millis
) -> tuple[SoundSpan, ...]:
    """Return the sounds of the last seconds that a seat heard, the oldest first."""
    since = now - LATELY
    recent = tuple(_recent(heard, since))
    ends = _ends(recent, profile, now)
    found = (_span(each, seat, ends) for each in recent)
    return tuple(each for each in found if each is not None and each.end >= since)


def _recent(heard: Sequence[Entry], since: Millis) -> Iterator[Entry]:
    """Yield the entries since an instant, and before them as much as a long sentence lasts."""
    first = len(heard)
    while first and heard[first - 1].at >= since - LATELY:
        first -= 1
    yield from heard[first:]


def _ends(recent: Iterable[Entry], profile: Profile, now: Millis) -> dict[int, Millis]:
    """Return until when each utterance lasts: to its end, or until now."""
    open_by: dict[Role, int] = {}
    found: dict[int, Millis] = {}
    for entry in recent:
        body = entry.body
        if isinstance(body, do.Finish) and entry.actor in open_by:
            found[open_by.pop(entry.actor)] = entry.at
        elif isinstance(body, do.Speech):
            open_by[entry.actor] = entry.seq
            found[entry.seq] = now
        elif isinstance(body, out.LinePlayed):
            length = profile.length(body.intent, profile.words(body.intent))
            found[entry.seq] = min(now, entry.at + length)
    return found


def _span(entry: Entry, seat: Role | None, ends: dict[int, Millis]) -> SoundSpan | None:
    body = entry.body
    radio = getattr(body, "radio", "") if entry.actor is Role.OFFICERS else ""
    sounds = body.kind in do.AUDIBLE or entry.seq in ends or radio
    if not sounds or isinstance(body, do.Finish):
        return None
    voice = voice_of(entry, seat)
    length = max(_SHORT, len(radio.split()) * _WORD)
    end = ends.get(entry.seq, entry.at + length)
    return SoundSpan(entry.at, end, voice, weight_of(entry) or _ON_THE_LINE, _name(entry, voice))


def _name(entry: Entry, voice: Voice) -> str:
    match voice:
        case Voice.YOU:
            return "you"
        case Voice.ROOM:
            body = entry.body
            return body.sound.label if isinstance(body, do.Make) else "the room"
        case Voice.OTHER:
            return "another voice"
    return getattr(entry.body, "unit", "") or name_of(entry.speaker).lower()
