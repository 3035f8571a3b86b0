"""What somebody can be made to do in a call, as a scenario's file writes it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from simulator.content.scenario.caller_acts import CallerAct
from simulator.content.scenario.environment import NetworkAct, RoomAct
from simulator.content.scenario.staff_acts import HandlerAct, OperatorAct
from simulator.core import acts as do
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Role

S = Stimulus

Plain = str | dict[str, Any]

ACTS: Mapping[Stimulus, tuple[Role, Plain]] = {
    S.CALLER_SPEAKS: (Role.CALLER, {"whisper": {"intent": "speaks", "words": "Hello?"}}),
    S.CALLER_MAKES_SOUND: (Role.CALLER, "tap"),
    S.CALLER_PRESSES_FIVE: (Role.CALLER, {"press": "5"}),
    S.CALLER_PRESSES_OTHER: (Role.CALLER, {"press": "1"}),
    S.CALLER_STAYS_SILENT: (Role.CALLER, "stay_silent"),
    S.CALLER_HANGS_UP: (Role.CALLER, "hang_up"),
    S.CALLER_LIFTS: (Role.CALLER, "lift"),
    S.CALLER_ANSWERS: (Role.CALLER, "answer"),
    S.CALLER_TEXTS: (Role.CALLER, {"text": "I can not speak."}),
    S.ROOM_SOUNDS: (Role.ROOM, {"sound": "television"}),
    S.ROOM_SPEAKS: (Role.ROOM, {"say": {"intent": "not_to_call", "words": "What is that?"}}),
    S.ROOM_TAKES_PHONE: (Role.ROOM, "take_phone"),
    S.ROOM_GIVES_BACK: (Role.ROOM, "give_back"),
    S.ROOM_HANGS_UP: (Role.ROOM, "hang_up"),
    S.ROOM_ANSWERS: (Role.ROOM, "answer"),
    S.PHONE_DIES: (Role.NETWORK, {"lose_line": "battery"}),
    S.LINE_FAILS: (Role.NETWORK, {"lose_line": "network"}),
    S.OPERATOR_SPEAKS: (
        Role.OPERATOR,
        {"say": {"intent": "ask_again", "words": "Are you still there?"}},
    ),
    S.OPERATOR_ASKS_SERVICE: (
        Role.OPERATOR,
        {"say": {"intent": "which_service", "words": "Which service do you need?"}},
    ),
    S.OPERATOR_ASKS_SOUND: (
        Role.OPERATOR,
        {"say": {"intent": "make_a_sound", "words": "If you can hear me, make a sound."}},
    ),
    S.OPERATOR_CONNECTS_POLICE: (Role.OPERATOR, {"connect": "police", "reason": "doubt"}),
    S.OPERATOR_CONNECTS_OTHER: (Role.OPERATOR, {"connect": "ambulance", "reason": "doubt"}),
    S.OPERATOR_SENDS: (Role.OPERATOR, {"send_to_recording": "no_response"}),
    S.OPERATOR_ENDS_MISTAKE: (Role.OPERATOR, {"end_call": "mistake_confirmed"}),
    S.OPERATOR_ENDS: (Role.OPERATOR, {"end_call": "no_response"}),
    S.OPERATOR_HANDS_OVER: (Role.OPERATOR, {"hand_over": ["nothing"]}),
    S.OPERATOR_PASSES_DETAILS: (
        Role.OPERATOR,
        {"pass_details": ["nothing"], "reason": "line_cut"},
    ),
    S.OPERATOR_LEAVES: (Role.OPERATOR, "leave"),
    S.HANDLER_INTRODUCES: (
        Role.CALL_HANDLER,
        {"say": {"intent": "through_to_police", "words": "This is the police."}},
    ),
    S.HANDLER_SPEAKS: (
        Role.CALL_HANDLER,
        {"say": {"intent": "reassure", "words": "Stay with me."}},
    ),
    S.HANDLER_ASKS: (Role.CALL_HANDLER, {"ask": "in_danger", "words": "Are you in danger?"}),
    S.HANDLER_CLEARS: (Role.CALL_HANDLER, {"end_call": "judgement"}),
    S.HANDLER_GRADES: (Role.CALL_HANDLER, {"grade": "emergency", "reason": "judgement"}),
    S.HANDLER_DEPLOYS: (Role.CALL_HANDLER, {"deploy": "judgement"}),
    S.HANDLER_CALLS_BACK: (Role.CALL_HANDLER, {"call_back": "judgement"}),
    S.HANDLER_BRIEFS: (Role.CALL_HANDLER, {"brief_officers": ["in_danger"]}),
    S.HANDLER_OFFERS: (Role.CALL_HANDLER, {"offer_incident": "the next county"}),
    S.HANDLER_CLOSES: (Role.CALL_HANDLER, {"close": "judgement"}),
}
"""What somebody can be made to do, as a scenario's file writes it."""

ALWAYS_SCRIPTED = frozenset({Role.CALLER, Role.ROOM, Role.NETWORK})
"""Who does nothing at all unless it is written."""

_MODELS: Mapping[Role, Any] = {
    Role.CALLER: CallerAct,
    Role.ROOM: RoomAct,
    Role.NETWORK: NetworkAct,
    Role.OPERATOR: OperatorAct,
    Role.CALL_HANDLER: HandlerAct,
}


def actions_of(role: Role, act: Plain) -> tuple[do.Action, ...]:
    """The core's actions that an act of a file stands for."""
    actions: tuple[do.Action, ...] = _adapter(role).validate_python(act).actions()
    return actions


@lru_cache(maxsize=8)
def _adapter(role: Role) -> TypeAdapter[Any]:
    return TypeAdapter(_MODELS[role])
