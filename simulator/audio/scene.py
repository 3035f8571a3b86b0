"""What one party hears of a call, on a timeline: no sound yet, only what sounds, when, how long.

The times are those of the log. Somebody hears an utterance from its entry until its `Finish`, or
until they or the speaker are no longer on the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import Procedure
from simulator.core.describe import in_words
from simulator.core.flow import IN_RECORDED_SERVICE, LINE_UP
from simulator.core.hearing import Circuit, heard_by
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded, Entry, LinePlayed, StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Coverage, LineStage, Manner, Role, Sound
from simulator.session.run.perceived import PerceivedEntry, retold

KEY_LENGTH: Millis = 100
"""How long a key sounds: well over the 40 ms that exchanges need (assumption)."""
KEY_PAUSE: Millis = 50
"""The silence that a key leaves before the next one (assumption)."""
AFTER: Millis = 1_000
"""Silence after the last thing that is heard."""


class Ringing(StrEnum):
    """What ringing sounds like, by where it is heard."""

    TONE = "tone"
    """The ringing tone in an earpiece."""
    BELL = "bell"
    """A phone that rings in the room."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """Somebody speaks."""

    voice: Role
    words: str
    """Empty when they cannot be made out, or are not written."""
    manner: Manner
    whole: Millis
    """How long the whole utterance takes; the cue is shorter when it is cut short."""


What = SpokenText | do.Press | do.Tap | do.Cough | Sound | Ringing


class HeardSound(NamedTuple):
    """One thing that is heard."""

    at: Millis
    """When, in milliseconds since this call began."""
    length: Millis | None
    """How long, in milliseconds; none for a sound that lasts as long as it does."""
    what: What
    caption: str
    """What is heard, in words."""
    seq: int
    """The log's entry behind it."""


class Scene(NamedTuple):
    """What one party hears of one call."""

    cues: tuple[HeardSound, ...]
    """In the order in which they begin."""
    length: Millis
    """From the beginning of the call to a moment after the last thing heard, in milliseconds."""


_RINGS: dict[Role, dict[LineStage, Ringing]] = {
    Role.CALLER: {
        LineStage.DIALLED: Ringing.TONE,
        LineStage.CONNECTING_POLICE: Ringing.TONE,
        LineStage.RINGING_BACK: Ringing.BELL,
    },
    Role.OPERATOR: {LineStage.CONNECTING_POLICE: Ringing.TONE},
    Role.CALL_HANDLER: {LineStage.RINGING_BACK: Ringing.TONE},
}
"""Who hears something ring at which stage."""

LISTENERS = tuple(_RINGS)
"""Whose ears a call can be heard with."""


def ringing_at(listener: Role, stage: LineStage) -> Ringing | None:
    """How something rings for a listener at a stage, if it does."""
    return _RINGS.get(listener, {}).get(stage)


def scene(
    log: Sequence[Entry],
    number: int,
    listener: Role,
    procedure: Procedure,
    profile: Profile,
    coverage: Coverage = Coverage.HOME,
) -> Scene:
    """What `listener` hears of call `number` of a log, which counts from 1.

    Raises:
        ValueError: the log has no such call.
    """
    told = _of_call(retold(log, procedure, coverage), number)
    if not told:
        raise ValueError(f"there is no call {number}")
    start = told[0].entry.at
    finishes = {each.entry.cause: each.entry.at for each in told if _is_finish(each.entry)}
    cues: list[HeardSound] = []
    for index, each in enumerate(told):
        entry = each.entry
        heard = each.to(listener)
        if heard is None:
            continue
        if isinstance(entry.body, StageEntered):
            if how := ringing_at(listener, entry.body.stage):
                until = _next_stage(told[index + 1 :], entry.at)
                cues.append(_cue(entry, start, until, how, f"[{_RINGING[how]}]"))
        elif (what := sounding(entry, heard, profile)) is not None:
            until = None
            if isinstance(what, SpokenText):
                end = finishes.get(entry.seq, entry.at + what.whole)
                until = min(end, _heard_until(told[index + 1 :], entry, listener, end))
            cues.append(_cue(entry, start, until, what, in_words(heard.body, profile)))
    cues = _keys_apart(cues)
    last = max((cue.at + (cue.length or AFTER) for cue in cues), default=0)
    return Scene(tuple(cues), last + AFTER)


_RINGING = {Ringing.TONE: "ringing tone", Ringing.BELL: "the phone rings"}


def _cue(entry: Entry, start: Millis, until: Millis | None, what: What, caption: str) -> HeardSound:
    length = None if until is None else until - entry.at
    return HeardSound(entry.at - start, length, what, caption, entry.seq)


def _of_call(told: Iterable[PerceivedEntry], number: int) -> list[PerceivedEntry]:
    here = 0
    kept = []
    for each in told:
        here += isinstance(each.entry.body, CallBegan)
        if here == number:
            kept.append(each)
    return kept


def _is_finish(entry: Entry) -> bool:
    return isinstance(entry.body, do.Finish)


def _next_stage(after: Iterable[PerceivedEntry], at: Millis) -> Millis:
    """When the stage that began at `at` ends; at once when nothing follows."""
    over = (StageEntered, CallEnded)
    return next((each.entry.at for each in after if isinstance(each.entry.body, over)), at)


def _heard_until(
    after: Iterable[PerceivedEntry], entry: Entry, listener: Role, end: Millis
) -> Millis:
    """When the listener stops hearing an utterance: at its end, or when either leaves the line."""
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
    """What an entry sounds like. A key sounds as it is: a machine can tell which, an ear cannot."""
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
    """Give every key its length: shorter when the next one follows closely, so that both count."""
    keys = [cue.at for cue in cues if isinstance(cue.what, do.Press)]
    following = dict(pairwise(keys))

    def sized(cue: HeardSound) -> HeardSound:
        if not isinstance(cue.what, do.Press):
            return cue
        room = following.get(cue.at, cue.at + KEY_LENGTH + KEY_PAUSE) - cue.at - KEY_PAUSE
        return cue._replace(length=min(KEY_LENGTH, max(room, KEY_PAUSE)))

    return [sized(cue) for cue in cues]
