"""What of a sound from the caller's end an operator can report."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.log import Entry
from simulator.core.terms import Manner, Reported, Role, Sound, SoundClass


def reportable(entry: Entry) -> tuple[Reported, ...]:
    """What was heard, in the words of a handover [P5]; nothing for what does not sound.

    A knock or a tap in the room is nobody's answer, so it is background; another voice that
    speaks to the call is a reason for doubt as well (as the standing operator has it).
    """
    body, told = entry.body, evidence(entry.body)
    in_room = entry.actor is Role.ROOM
    if in_room and told is SoundClass.ANSWER:
        return (Reported.BACKGROUND,)
    if told is SoundClass.VOICES:
        return (Reported.VOICES,)
    if isinstance(body, do.Say):
        heard = Reported.SPEECH if body.manner is Manner.ALOUD else Reported.WHISPER
        return (heard, Reported.DISTURBANCE) if in_room and told is None else (heard,)
    if told is SoundClass.DISTURBANCE:
        return (Reported.DISTURBANCE,)
    if isinstance(body, do.Make) and body.sound is Sound.GROAN:
        return (Reported.GROAN,)
    if told is SoundClass.MACHINE:
        return (Reported.DEVICE,)
    if told is None:
        return ()
    answer = Reported.TAP if told is SoundClass.ANSWER else Reported.BACKGROUND
    return (do.REPORTS.get(body.kind, answer),)
