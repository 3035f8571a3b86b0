"""A yes/no code as files write it: which sign stands for yes, and which for no."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from simulator.content.fields.base import Content, refuse
from simulator.core import acts as do
from simulator.core.terms import Sign

_COUNTED = (Sign.TAP, Sign.COUGH, Sign.KEY)
_SIGNS = "silence, spoken, or a sign and its number such as {tap: 2}"


def _sign(value: object) -> do.AnswerSign:
    if isinstance(value, do.AnswerSign):
        return value
    if value in ("silence", "spoken"):
        return do.AnswerSign(Sign(value))
    if isinstance(value, dict) and len(value) == 1:
        ((word, times),) = value.items()
        if word in _COUNTED and type(times) is int and 1 <= times <= 3:
            return do.AnswerSign(Sign(word), times)
    return refuse("sign", "this is no sign for an answer", _SIGNS)


def _written(sign: do.AnswerSign) -> str | dict[str, int]:
    return {sign.sign.value: sign.times} if sign.sign in _COUNTED else sign.sign.value


SignText = Annotated[
    do.AnswerSign,
    BeforeValidator(_sign),
    PlainSerializer(_written),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["silence", "spoken"]},
                {
                    "type": "object",
                    "properties": {
                        sign.value: {
                            "description": f"{sign.meaning}; how many times",
                            "type": "integer",
                            "minimum": 1,
                            "maximum": 3,
                        }
                        for sign in _COUNTED
                    },
                    "minProperties": 1,
                    "maxProperties": 1,
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A sign: ``{tap: 2}``, ``{key: 1}``, ``silence``, ``spoken``."""


class CodeText(Content):
    """What stands for yes and what for no."""

    yes: SignText
    """The sign for yes."""
    no: SignText
    """The sign for no."""

    def code(self) -> do.Code:
        """The core's code."""
        return do.Code(self.yes, self.no)
