"""What a stage of the call is called in a seat: a caller hears less than those who answer."""

from __future__ import annotations

from simulator.core.describe import plain
from simulator.core.terms import LineStage, Role

_FOR_A_CALLER: dict[LineStage, str] = {
    LineStage.IDLE: "nothing has been dialled",
    LineStage.DIALLED: "it rings",
    LineStage.WITH_OPERATOR: "connected to the 999 operator",
    LineStage.SOUND_PROMPT: "a recording asks for a sound",
    LineStage.RECORDING: "a recording plays",
    LineStage.ACCEPTED: "the signal was recognised",
    LineStage.BACK_WITH_OPERATOR: "back with the 999 operator",
    LineStage.WITH_FIRST_HANDLER: "connected to somebody who asks first",
    LineStage.CONNECTING_POLICE: "the police are being rung",
    LineStage.WITH_CALL_HANDLER: "connected to the police call handler",
    LineStage.HELD: "the handset is down",
    LineStage.HELD_CONNECTING: "the handset is down",
    LineStage.HELD_WITH_CALL_HANDLER: "the handset is down",
    LineStage.CUT_OFF: "the line has gone",
    LineStage.RINGING_BACK: "the phone rings",
    LineStage.DOWN: "the line has gone",
    LineStage.NOT_CONNECTED: "the phone reached no network",
    LineStage.ABANDONED: "the line has gone",
    LineStage.ENDED_BY_OPERATOR: "the operator ended the call",
    LineStage.CONFIRMED_MISTAKE: "the operator ended the call",
    LineStage.NO_RESPONSE_TO_RECORDING: "the recording ended the call",
    LineStage.ENDED_BY_FIRST_HANDLER: "the call was ended",
    LineStage.WITH_OTHER_SERVICE: "connected to another service",
}


def stage_words(stage: LineStage, seat: Role | None) -> str:
    """A stage in the words of a seat; without a seat, what it is."""
    return _FOR_A_CALLER[stage] if seat is Role.CALLER else plain(stage).partition(",")[0]
