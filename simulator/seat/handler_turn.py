"""With both handlers played by one person: whose turn it is."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.repertoire import why_ruled_out
from simulator.core.terms import IncidentStage, LineStage, Role
from simulator.knowledge.knowledge import Knowledge


def whose_turn(call: Call, operator: Knowledge) -> Role:
    """The operator's until police are rung, and once more to hand over; else the call handler's."""
    if why_ruled_out(call, Role.CALL_HANDLER, do.Answer()) is None:
        return Role.CALL_HANDLER
    police = call.situation.incident is not IncidentStage.NONE
    can_hand_over = why_ruled_out(call, Role.OPERATOR, do.HandOver(())) is None
    if police and call.situation.operator_on_line and can_hand_over and not operator.reported:
        return Role.OPERATOR
    ringing = call.situation.line in (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
    return Role.CALL_HANDLER if police and not ringing else Role.OPERATOR
