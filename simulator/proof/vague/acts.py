"""Whatever everybody but the call handler can do, as finely as a call handler tells it apart."""

from __future__ import annotations

from simulator.core.actions import (
    AcceptIncident,
    Action,
    Answer,
    Arrive,
    Connect,
    Cough,
    DeliverLocation,
    EndCall,
    Finish,
    GiveBack,
    GiveResult,
    HandOver,
    HangUp,
    Leave,
    Lift,
    LoseLine,
    Make,
    Note,
    PassDetails,
    PassOn,
    Press,
    Say,
    SendText,
    SendToRecording,
    StaySilent,
    TakePhone,
    Tap,
)
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

_SIGNS: tuple[Action, ...] = (Tap(), Cough(), Press("5"), Press("1"), StaySilent(), SendText())
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
_NOISES: tuple[Action, ...] = (
    *(Make(sound) for sound in _HEARD),
    *(Say(intent) for intent in _SAID),
    Say(Intent.SPEAKS, manner=Manner.FAINT),
    Finish(),
    HangUp(),
    Answer(),
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
    *(Done(Role.CALLER, act) for act in (*_SIGNS, *_NOISES, Lift())),
    *(Done(Role.ROOM, act) for act in (*_NOISES, TakePhone(), GiveBack())),
    *(Done(Role.NETWORK, LoseLine(cause)) for cause in LossCause),
    Done(Role.NETWORK, DeliverLocation(LocationSource.AML)),
    Done(Role.NETWORK, DeliverLocation(LocationSource.AML, area="another force")),
    Done(Role.OPERATOR, Connect(Service.POLICE)),
    Done(Role.OPERATOR, Connect(Service.AMBULANCE)),
    Done(Role.OPERATOR, SendToRecording(Reason.NO_RESPONSE)),
    *(Done(Role.OPERATOR, HandOver((reported,))) for reported in _REPORTED),
    *(Done(Role.OPERATOR, PassDetails((reported,), Reason.LINE_CUT)) for reported in _REPORTED),
    Done(Role.OPERATOR, Say(Intent.CONNECTING)),
    Done(Role.OPERATOR, Finish()),
    Done(Role.OPERATOR, Leave()),
    Done(Role.OPERATOR, EndCall(Reason.NO_RESPONSE)),
    Done(Role.OPERATOR, EndCall(Reason.MISTAKE_CONFIRMED)),
    Done(Role.FIRST_HANDLER, PassOn(Reason.SIGNAL_HEARD)),
    Done(Role.FIRST_HANDLER, EndCall(Reason.NO_RESPONSE)),
)
"""What the caller, the room, the network, the operator and a first handler do."""

RESULT = GiveResult()
EVERYTHING: tuple[Done, ...] = (
    *IN_THE_ROOM,
    Done(Role.OFFICERS, Arrive()),
    Done(Role.OTHER_FORCE, AcceptIncident()),
    Done(Role.SYSTEMS, RESULT),
    Done(Role.CALL_HANDLER, Note(NoteKind.RATIONALE)),
)
"""With the machines' answers, and the call handler's own review of a silent call."""
