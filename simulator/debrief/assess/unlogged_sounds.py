"""The difference between what was audible and what was written down or passed on.

For the call handler: sounds, voices and words on the line that no note is about. For the operator:
what was heard and is in nothing that police were told. A list to look at, not a judgement: what
a rubric expects of it stands there (B08, and what an operator tells police).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.hearing import evidence
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent, NoteKind, Recognised, Reported, Role, Sign, SoundClass
from simulator.review.timings import calls
from simulator.review.transcript import EntrySummary, moment_of
from simulator.rules.rubric import LookedAt

_R = Reported
_COVERS: dict[SoundClass, frozenset[Reported]] = {
    SoundClass.WEAK: frozenset({_R.BACKGROUND, _R.NOISE}),
    SoundClass.MACHINE: frozenset({_R.BACKGROUND, _R.SPEECH, _R.VOICES}),
    SoundClass.VOICES: frozenset({_R.VOICES, _R.SPEECH, _R.DISTURBANCE, _R.BACKGROUND}),
    SoundClass.DISTURBANCE: frozenset({_R.DISTURBANCE}),
    SoundClass.ANSWER: frozenset({_R.TAP, _R.COUGH, _R.GROAN, _R.NOISE, _R.BACKGROUND}),
}
"""Which words of a handover tell of a sound; any of them is enough (assumption, generous)."""
_BY_SIGN = {
    Sign.TAP: frozenset({_R.TAP, _R.NOISE}),
    Sign.COUGH: frozenset({_R.COUGH, _R.NOISE}),
    Sign.KEY: frozenset({_R.KEY_TONE, _R.FIFTY_FIVE, _R.NOISE}),
    Sign.SPOKEN: frozenset({_R.SPEECH, _R.WHISPER, _R.VOICES, _R.DISTURBANCE}),
}
_RECOGNISED = {
    Recognised.FIFTY_FIVE: frozenset({_R.FIFTY_FIVE}),
    Recognised.EARLY_FIFTY_FIVE: frozenset({_R.FIFTY_FIVE}),
    Recognised.NOISE: frozenset({_R.NOISE, _R.TAP, _R.COUGH, _R.KEY_TONE, _R.SPEECH, _R.WHISPER}),
}
_CALLERS_END = (Role.CALLER, Role.ROOM)


@dataclass(frozen=True, slots=True)
class RecordGap:
    """Something audible that is in no note, or in nothing that police were told."""

    role: LookedAt
    """Who heard it."""
    moments: tuple[EntrySummary, ...]
    """Each time that it was heard in that call."""
    text: str
    """What it was, and how often."""


def not_logged(heard: Iterable[Entry], profile: Profile | None = None) -> tuple[RecordGap, ...]:
    """What the call handler heard (`heard`) and wrote no note about, call by call.

    A caller's taps, coughs and keys are answers, which the questions beside them keep; what counts
    here are sounds, voices and words.
    """
    found: list[RecordGap] = []
    for call in calls(heard):
        noted = {
            entry.body.about
            for entry in call
            if isinstance(entry.body, do.Note) and entry.body.note is NoteKind.HEARD
        }
        missing = [e for e in call if _to_be_noted(e) and e.seq not in noted]
        found += _grouped(Role.CALL_HANDLER, missing, profile)
    return tuple(found)


def not_passed_on(heard: Iterable[Entry], profile: Profile | None = None) -> tuple[RecordGap, ...]:
    """What the operator heard (`heard`), up to when they last told police something, and left out.

    Of a call in which police were told nothing it is everything that was heard.
    """
    found: list[RecordGap] = []
    for call in calls(heard):
        last, told = _told(call)
        before = call if last is None else [e for e in call if e.seq < last]
        missing = [e for e in before if (tells := _tells(e)) and not tells & told]
        found += _grouped(Role.OPERATOR, missing, profile)
    return tuple(found)


def _to_be_noted(entry: Entry) -> bool:
    body = entry.body
    if entry.actor not in _CALLERS_END:
        return False
    if isinstance(body, do.Say):
        # Yes and no are answers as well; the question beside them keeps them.
        return body.intent not in (Intent.SAYS_YES, Intent.SAYS_NO)
    if isinstance(body, do.Make):
        return entry.actor is Role.ROOM or evidence(body) is not SoundClass.ANSWER
    return False


def _told(call: Sequence[Entry]) -> tuple[int | None, frozenset[Reported]]:
    """The last entry in which police were told something, and everything that they were told."""
    last, told = None, frozenset[Reported]()
    for entry in call:
        if entry.actor is Role.OPERATOR and isinstance(entry.body, do.HandOver | do.PassDetails):
            last, told = entry.seq, told | frozenset(entry.body.heard)
    return last, told


def _tells(entry: Entry) -> frozenset[Reported]:
    """The words of a handover any of which tells of this; none for what there is not to tell."""
    body = entry.body
    if isinstance(body, out.SignalRecognised):
        return _RECOGNISED[body.signal]
    if entry.actor not in _CALLERS_END:
        return frozenset()
    strength = evidence(body)
    by_sign = _BY_SIGN.get(do.SIGNS.get(body.kind, Sign.SILENCE))
    if by_sign is not None and not (entry.actor is Role.ROOM and isinstance(body, do.Tap)):
        return by_sign
    return _COVERS[strength] if strength is not None else frozenset()


def _grouped(
    role: LookedAt, missing: Iterable[Entry], profile: Profile | None
) -> tuple[RecordGap, ...]:
    """The same sound several times is one gap."""
    groups: dict[tuple[str, str], list[EntrySummary]] = {}
    for entry in missing:
        moment = moment_of(entry, profile)
        groups.setdefault((moment.who, moment.text), []).append(moment)
    return tuple(
        RecordGap(role, tuple(moments), _how_often(moments)) for moments in groups.values()
    )


def _how_often(moments: Sequence[EntrySummary]) -> str:
    first = moments[0]
    text = f"{first.who}: {first.text}" if first.who else first.text
    return text if len(moments) == 1 else f"{text}, {len(moments)} times"
