"""Sounds that a trainee heard and did not log or pass on.

For the call handler: sounds, voices and words without a note. For the operator: sounds missing
from every handover to police. A list to discuss, not a finding: the rubrics have criteria of their
own for logging (B08) and handover.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent, NoteKind, Recognised, Reported, Role, Sign, SoundClass
from simulator.review.timeline import calls
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
"""Handover terms that cover each sound class; any of them is enough (assumption, generous)."""
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
COVERED_WITHIN: Millis = 60_000
"""How long after a sound a note still covers it (assumption: as `background-noted` has it)."""
_CALLERS_END = (Role.CALLER, Role.ROOM)


class RecordGap(NamedTuple):
    """A sound that a trainee heard and did not log or pass on."""

    role: LookedAt
    moments: tuple[EntrySummary, ...]
    text: str
    """The sound, and how often it was heard."""


def not_logged(heard: Iterable[Entry], profile: Profile | None = None) -> tuple[RecordGap, ...]:
    """Return the sounds that the call handler heard and did not log, call by call.

    A note covers the sound that it is about, and all that was heard in the minute before it. A
    caller's taps, coughs and keys don't count: they are answers, and their questions keep them.
    """
    return tuple(gap for call in calls(heard) for gap in _unlogged(call, profile))


def _unlogged(call: Sequence[Entry], profile: Profile | None) -> Iterator[RecordGap]:
    notes = [e for e in call if isinstance(e.body, do.Note) and e.body.note is NoteKind.HEARD]
    missing = (e for e in call if _to_be_noted(e) and not _covered(e, notes))
    return _grouped(Role.CALL_HANDLER, missing, profile)


def not_passed_on(heard: Iterable[Entry], profile: Profile | None = None) -> tuple[RecordGap, ...]:
    """Return the sounds before the operator's last handover that no handover includes.

    Without any handover, return every sound of the call.
    """
    return tuple(gap for call in calls(heard) for gap in _unreported(call, profile))


def _unreported(call: Sequence[Entry], profile: Profile | None) -> Iterator[RecordGap]:
    handovers = [
        (entry.seq, entry.body.heard)
        for entry in call
        if entry.actor is Role.OPERATOR and isinstance(entry.body, do.HandOver | do.PassDetails)
    ]
    reported = {term for _, heard in handovers for term in heard}
    last = handovers[-1][0] if handovers else call[-1].seq + 1
    sounds = (entry for entry in call if entry.seq < last)
    missing = (e for e in sounds if (terms := _covering(e)) and not terms & reported)
    return _grouped(Role.OPERATOR, missing, profile)


def _covered(sound: Entry, notes: Iterable[Entry]) -> bool:
    return any(
        getattr(note.body, "about", None) == sound.seq or 0 <= note.at - sound.at <= COVERED_WITHIN
        for note in notes
    )


def _to_be_noted(entry: Entry) -> bool:
    body = entry.body
    if entry.actor not in _CALLERS_END:
        return False
    if isinstance(body, do.Say):
        # Yes and no are answers as well.
        return body.intent not in (Intent.SAYS_YES, Intent.SAYS_NO)
    if isinstance(body, do.Make):
        return entry.actor is Role.ROOM or evidence(body) is not SoundClass.ANSWER
    return False


def _covering(entry: Entry) -> frozenset[Reported]:
    """Return the handover terms that cover an entry; empty if it needs none."""
    body = entry.body
    if isinstance(body, out.SignalRecognised):
        return _RECOGNISED[body.signal]
    if entry.actor not in _CALLERS_END:
        return frozenset()
    strength = evidence(body)
    by_sign = _BY_SIGN.get(do.sign_of(body) or Sign.SILENCE)
    if by_sign is not None and not (entry.actor is Role.ROOM and isinstance(body, do.Tap)):
        return by_sign
    return _COVERS[strength] if strength is not None else frozenset()


def _grouped(
    role: LookedAt, missing: Iterable[Entry], profile: Profile | None
) -> Iterator[RecordGap]:
    groups: dict[str, list[EntrySummary]] = {}
    for entry in missing:
        moment = moment_of(entry, profile)
        sound = f"{moment.who}: {moment.text}" if moment.who else moment.text
        groups.setdefault(sound, []).append(moment)
    for sound, moments in groups.items():
        often = f", {len(moments)} times" if len(moments) > 1 else ""
        yield RecordGap(role, tuple(moments), sound + often)
