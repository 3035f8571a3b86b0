"""Forms of values in a file: one entry or several, one of several kinds, nothing left empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Discriminator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from simulator.content.fields.content_model import Content, refuse
from simulator.core import acts as do
from simulator.core.terms import Sign


def refuse_repeated(key: str, what: str, ids: Iterable[str]) -> None:
    """Refuse the second of two entries of a list with one id.

    Raises:
        PydanticCustomError: there are two; `what` says in the plural what they are.
    """
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            refuse("duplicate-id", f"two {what} are called {name}", at=(key, index, "id"))
        seen.add(name)


class NonNullForm(Content):
    """A form in which a key with nothing behind it is a mistake, and not the same as no key."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """The schema, without null, and with at least one key."""
        schema = super().__get_pydantic_json_schema__(core_schema, handler)
        resolved = handler.resolve_ref_schema(schema)
        resolved["minProperties"] = 1
        for shown in resolved.get("properties", {}).values():
            if shown.get("default", ...) is None:
                del shown["default"]
                shown["anyOf"] = [each for each in shown["anyOf"] if each != {"type": "null"}]
        return schema

    @model_validator(mode="before")
    @classmethod
    def _refuse_empty(cls, value: Any) -> Any:
        if isinstance(value, dict):
            for key, written in value.items():
                if written is None:
                    refuse("empty-key", f"nothing is written behind {key}", at=(key,))
        return value


class OneOrMany:
    """A list in which one entry needs no brackets, where a text or a mapping cannot be a list."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """The list, of what the file has."""
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """What an editor can check: an entry, or a list."""
        several = handler(schema)
        return {"anyOf": [several["items"], several]}

    def _read(self, value: Any) -> Any:
        return [value] if isinstance(value, dict | str) else value


class ByKey:
    """Tells the members of a union apart by the one key (or the bare word) that each has."""

    def __init__(self, what: str, *keys: str, beside: tuple[str, ...] = ()) -> None:
        """`what` they are; `beside` names keys that may stand beside the one that tells."""
        self.what = what
        self.keys = keys
        self.beside = beside

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """The tagged union, after a look at the keys."""
        union = Discriminator(self._key).__get_pydantic_core_schema__(source, handler)
        return core_schema.no_info_before_validator_function(self._check, union)

    def _check(self, value: Any) -> Any:
        if isinstance(value, dict):
            found = [key for key in value if key in self.keys]
            if len(found) > 1:
                beside = f"{found[0]} and {found[1]} stand side by side"
                expected = f"one key that says which {self.what} it is"
                refuse("two-keys", beside, expected, "write two entries, or leave one out")
        if self._key(value) is None:
            refuse("no-key", f"this does not say which {self.what}", ", ".join(self.keys))
        return value

    def _key(self, value: Any) -> str | None:
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            told = [key for key in value if key in self.keys]
            return next(iter(told + [key for key in value if key not in self.beside]), None)
        return getattr(value, "kind", None)


# --- a yes/no code ------------------------------------------------------------------------------

_SIGNS = "silence, spoken, or a sign and its number such as {tap: 2}"


def _sign(value: object) -> do.AnswerSign:
    if isinstance(value, do.AnswerSign):
        return value
    if value in ("silence", "spoken"):
        return do.AnswerSign(Sign(value))
    if isinstance(value, dict) and len(value) == 1:
        ((word, times),) = value.items()
        if word in do.COUNTED_SIGNS and type(times) is int and 1 <= times <= 3:
            return do.AnswerSign(Sign(word), times)
    return refuse("sign", "this is no sign for an answer", _SIGNS)


def _written(sign: do.AnswerSign) -> str | dict[str, int]:
    return {sign.sign.value: sign.times} if sign.sign in do.COUNTED_SIGNS else sign.sign.value


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
                            "description": f"How many times: {sign.label}.",
                            "type": "integer",
                            "minimum": 1,
                            "maximum": 3,
                        }
                        for sign in do.COUNTED_SIGNS
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
