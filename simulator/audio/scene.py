"""Timeline of the sounds that one listener hears in a call, without audio.

Times are those of the log. An utterance lasts from its entry to its `Finish`, or until the listener
or the speaker leaves the line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import Procedure
from simulator.core.describe import describe_entry
from simulator.core.flow import IN_RECORDED_SERVICE, LINE_UP
from simulator.core.hearing import Circuit, heard_by
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded, Entry, LinePlayed, StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Coverage, LineStage, Manner, Role, Sound
from simulator.session.run.perceived_log import PerceivedEntry, retold

KEY_LENGTH: Millis = 100
"""Length of a key tone in ms: well over the 40 ms that exchanges need (assumption)."""
KEY_PAUSE: Millis = 50
"""Silence between two keys, in ms (assumption)."""
AFTER: Millis = 1_000
"""Silence after the last sound, in ms."""


class Ringing(StrEnum):
    """What rings, as its caption says it: in an earpiece, or a phone in the room."""

    TONE = "ringing tone"
    BELL = "the phone rings"


@dataclass(frozen=True, slots=True)
class SpokenText:
    """An utterance."""

    voice: Role
    words: str
    """Empty if inaudible or not written."""
    manner: Manner
    whole: Millis
    """Length of the whole utterance in ms; the cue is shorter if it is cut off."""


What = SpokenText | do.Press | do.Tap | do.Cough | Sound | Ringing


class HeardSound(NamedTuple):
    """One sound that the listener hears."""

    at: Millis
    """Start, in ms since this call began."""
    length: Millis | None
    """Length in ms; None for the natural length of the sound."""
    what: What
    caption: str
    """The sound in words."""
    seq: int
    """`seq` of its entry."""


class Scene(NamedTuple):
    """The sounds of one call for one listener."""

    cues: tuple[HeardSound, ...]
    """In time order."""
    length: Millis
    """From the start of the call to just after the last sound, in ms."""


_RINGS: dict[Role, dict[LineStage, Ringing]] = {
    Role.CALLER: {
        LineStage.DIALLED: Ringing.TONE,
        LineStage.CONNECTING_POLICE: Ringing.TONE,
        LineStage.RINGING_BACK: Ringing.BELL,
    },
    Role.OPERATOR: {LineStage.CONNECTING_POLICE: Ringing.TONE},
    Role.CALL_HANDLER: {LineStage.RINGING_BACK: Ringing.TONE},
}
"""Ringing by listener and stage."""


def scene(
    log: Sequence[Entry],
    number: int,
    listener: Role,
    procedure: Procedure,
    profile: Profile,
    coverage: Coverage = Coverage.HOME,
) -> Scene:
    """Return the scene of call `number` (from 1) for a listener; ValueError if there is none."""
    entries = _of_call(retold(log, procedure, coverage), number)
    if not entries:
        raise ValueError(f"there is no call {number}")
    start = entries[0].entry.at
    finishes = {e.entry.cause: e.entry.at for e in entries if isinstance(e.entry.body, do.Finish)}
    cues: list[HeardSound] = []
    for index, each in enumerate(entries):
        entry = each.entry
        heard = each.to(listener)
        if heard is None:
            continue
        if isinstance(entry.body, StageEntered):
            if how := _RINGS.get(listener, {}).get(entry.body.stage):
                after = (each.entry for each in entries[index + 1 :])
                over = (e.at for e in after if isinstance(e.body, StageEntered | CallEnded))
                until = next(over, entry.at)
                cues.append(_cue(entry, start, until, how, f"[{how}]"))
        elif (what := sounding(entry, heard, profile)) is not None:
            until = None
            if isinstance(what, SpokenText):
                end = finishes.get(entry.seq, entry.at + what.whole)
                until = min(end, _heard_until(entries[index + 1 :], entry, listener, end))
            cues.append(_cue(entry, start, until, what, describe_entry(heard.body, profile)))
    cues = _keys_apart(cues)
    last = max((cue.at + (cue.length or AFTER) for cue in cues), default=0)
    return Scene(tuple(cues), last + AFTER)


def _cue(entry: Entry, start: Millis, until: Millis | None, what: What, caption: str) -> HeardSound:
    length = None if until is None else until - entry.at
    return HeardSound(entry.at - start, length, what, caption, entry.seq)


def _of_call(entries: Iterable[PerceivedEntry], number: int) -> list[PerceivedEntry]:
    current = 0
    kept = []
    for each in entries:
        current += isinstance(each.entry.body, CallBegan)
        if current == number:
            kept.append(each)
    return kept


def _heard_until(
    after: Iterable[PerceivedEntry], entry: Entry, listener: Role, end: Millis
) -> Millis:
    """Return when the listener stops hearing an utterance: its end, or when either hangs up."""
    circuit: Circuit | None = None
    for each in after:
        if each.entry.at > end:
            break
        if each.circuit != circuit:
            circuit = each.circuit
            played = entry.actor is Role.RECORDING
            if heard_by(listener, entry, circuit) is None or circuit.line not in (
                IN_RECORDED_SERVICE if played else LINE_UP
            ):
                return each.entry.at
    return end


def sounding(entry: Entry, heard: Entry, profile: Profile) -> What | None:
    """Return the sound of an entry. A key keeps its digit: a machine hears which key it is."""
    match entry.body:
        case do.Press() | do.Tap() | do.Cough():
            return entry.body
        case do.Make(sound):
            return sound
        case do.Say(intent, words, manner):
            audible = heard.body.words if isinstance(heard.body, do.Say) else ""
            return SpokenText(entry.speaker, audible, manner, profile.length(intent, words))
        case LinePlayed(intent):
            words = profile.words(intent)
            return SpokenText(Role.RECORDING, words, Manner.ALOUD, profile.length(intent, words))
    if isinstance(entry.body, do.Speech):
        words = entry.body.words
        return SpokenText(entry.speaker, words, Manner.ALOUD, profile.speech.length(words))
    return None


def _keys_apart(cues: list[HeardSound]) -> list[HeardSound]:
    """Set the length of each key tone; shorten it if the next follows closely, so both count."""
    keys = [cue.at for cue in cues if isinstance(cue.what, do.Press)]
    following = dict(pairwise(keys))

    def sized(cue: HeardSound) -> HeardSound:
        if not isinstance(cue.what, do.Press):
            return cue
        room = following.get(cue.at, cue.at + KEY_LENGTH + KEY_PAUSE) - cue.at - KEY_PAUSE
        return cue._replace(length=min(KEY_LENGTH, max(room, KEY_PAUSE)))

    return [sized(cue) for cue in cues]
