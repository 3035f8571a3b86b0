"""What a role knows after a few entries, in one line of a test."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.instant import parse
from simulator.core.log import Body, CallBegan, StageEntered
from simulator.core.terms import LineKind, LineStage, Role, Sign, Topic
from simulator.knowledge.knowledge import Knowledge
from tests.builders import entries

CALLER, OPERATOR, HANDLER, ROOM = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER, Role.ROOM
NETWORK, SYSTEMS, RECORDING = Role.NETWORK, Role.SYSTEMS, Role.RECORDING
TAPS = do.Code(do.AnswerSign(Sign.TAP, 1), do.AnswerSign(Sign.TAP, 2))
TAP, TWO_TAPS = do.Tap(1), do.Tap(2)

Happened = tuple[str | int, Role, Body]
"""When, as `0:20` or in whole seconds; who; what."""


def known(role: Role, *happened: Happened, line: LineKind = LineKind.MOBILE) -> Knowledge:
    """What a seat knows after that."""
    began = (0, NETWORK, CallBegan(1, line))
    timed = (
        (parse(when) if isinstance(when, str) else when * 1_000, who, body)
        for when, who, body in happened
    )
    return Knowledge.of(role, entries(began, *timed))


def stage(where: LineStage) -> StageEntered:
    """The line comes to a stage."""
    return StageEntered(where, "T-1")


def asked(second: int, topic: Topic, *answers: Body) -> list[Happened]:
    """A question of the call handler's, and what the caller does two seconds after it."""
    return [
        (second, HANDLER, do.Ask((topic,))),
        (second + 1, HANDLER, do.Finish()),
        *((second + 3, CALLER, answer) for answer in answers),
    ]


def code_tested(second: int = 0, code: do.Code = TAPS) -> list[Happened]:
    """A code that is stated and tested, in ten seconds."""
    return [
        (second, HANDLER, do.SetCode(code)),
        (second + 2, HANDLER, do.Finish()),
        *asked(second + 3, Topic.CAN_HEAR, TAP),
    ]
