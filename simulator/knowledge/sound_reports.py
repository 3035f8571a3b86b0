"""What of a sound from the caller's end can be reported, in the words of a handover."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.log import Body
from simulator.core.terms import Manner, Reported, Role, Sound, SoundClass


def reports_of(actor: Role, body: Body) -> tuple[Reported, ...]:
    """Return what was heard, in the words of a handover [P5]; nothing for what makes no sound.

    A knock or a tap in the room is not an answer, so it is background; another voice that
    speaks to the call is a reason for doubt as well.
    """
    found, in_room = evidence(body), actor is Role.ROOM
    if in_room and found is SoundClass.ANSWER:
        return (Reported.BACKGROUND,)
    if found is SoundClass.VOICES:
        return (Reported.VOICES,)
    if isinstance(body, do.Say):
        heard = Reported.SPEECH if body.manner is Manner.ALOUD else Reported.WHISPER
        return (heard, Reported.DISTURBANCE) if in_room and found is None else (heard,)
    if found is SoundClass.DISTURBANCE:
        return (Reported.DISTURBANCE,)
    if isinstance(body, do.Make) and body.sound is Sound.GROAN:
        return (Reported.GROAN,)
    if found is SoundClass.MACHINE:
        return (Reported.DEVICE,)
    if found is None:
        return ()
    answer = Reported.TAP if found is SoundClass.ANSWER else Reported.BACKGROUND
    return (do.REPORTS.get(body.kind, answer),)
