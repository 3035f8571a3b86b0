"""Whatever everybody but the call handler can do, as finely as a call handler tells it apart."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.terms import (
    Intent,
    LocationSource,
    LossCause,
    Manner,
    NoteKind,
    Reason,
    Reported,
    Role,
    Service,
    Sound,
)
from simulator.proof.explore.act_classes import Done

_SIGNS: tuple[do.Action, ...] = (
    do.Tap(),
    do.Cough(),
    do.Press("5"),
    do.Press("1"),
    do.StaySilent(),
    do.SendText(),
)
_HEARD = (
    Sound.SHOUTING,
    Sound.VOICES,
    Sound.GROAN,
    Sound.KNOCK,
    Sound.TELEVISION,
    Sound.DEVICE_VOICE,
)
_SAID = (
    Intent.WANTS_POLICE,
    Intent.WANTS_AMBULANCE,
    Intent.SAYS_MISTAKE,
    Intent.SAYS_YES,
    Intent.SAYS_NO,
    Intent.PRETENDS,
    Intent.GIVES_PLACE,
    Intent.CHILD_SPEAKS,
    Intent.OTHER_LANGUAGE,
    Intent.NOT_TO_CALL,
)
_NOISES: tuple[do.Action, ...] = (
    *(do.Make(sound) for sound in _HEARD),
    *(do.Say(intent) for intent in _SAID),
    do.Say(Intent.SPEAKS, manner=Manner.FAINT),
    do.Finish(),
    do.HangUp(),
    do.Answer(),
)
_REPORTED = (
    Reported.FIFTY_FIVE,
    Reported.DISTURBANCE,
    Reported.VOICES,
    Reported.GROAN,
    Reported.DEVICE,
    Reported.NOTHING,
)

IN_THE_ROOM: tuple[Done, ...] = (
    *(Done(Role.CALLER, act) for act in (*_SIGNS, *_NOISES, do.Lift())),
    *(Done(Role.ROOM, act) for act in (*_NOISES, do.TakePhone(), do.GiveBack())),
    *(Done(Role.NETWORK, do.LoseLine(cause)) for cause in LossCause),
    Done(Role.NETWORK, do.DeliverLocation(LocationSource.AML)),
    Done(Role.NETWORK, do.DeliverLocation(LocationSource.AML, area="another force")),
    Done(Role.OPERATOR, do.Connect(Service.POLICE)),
    Done(Role.OPERATOR, do.Connect(Service.AMBULANCE)),
    Done(Role.OPERATOR, do.SendToRecording(Reason.NO_RESPONSE)),
    *(Done(Role.OPERATOR, do.HandOver((reported,))) for reported in _REPORTED),
    *(Done(Role.OPERATOR, do.PassDetails((reported,), Reason.LINE_CUT)) for reported in _REPORTED),
    Done(Role.OPERATOR, do.Say(Intent.CONNECTING)),
    Done(Role.OPERATOR, do.Finish()),
    Done(Role.OPERATOR, do.Leave()),
    Done(Role.OPERATOR, do.EndCall(Reason.NO_RESPONSE)),
    Done(Role.OPERATOR, do.EndCall(Reason.MISTAKE_CONFIRMED)),
    Done(Role.FIRST_HANDLER, do.PassOn(Reason.SIGNAL_HEARD)),
    Done(Role.FIRST_HANDLER, do.EndCall(Reason.NO_RESPONSE)),
)
"""What the caller, the room, the network, the operator and a first handler do."""

RESULT = do.GiveResult()
EVERYTHING: tuple[Done, ...] = (
    *IN_THE_ROOM,
    Done(Role.OFFICERS, do.Arrive()),
    Done(Role.OTHER_FORCE, do.AcceptIncident()),
    Done(Role.SYSTEMS, RESULT),
    Done(Role.CALL_HANDLER, do.Note(NoteKind.RATIONALE)),
)
"""With the machines' answers, and the call handler's own review of a silent call."""
