"""Field types with several written forms: one or many, one of several kinds, yes/no codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from simulator.content.fields.content_model import Content, mapping_schema, refuse
from simulator.content.fields.schema_parts import (
    CheckedBy,
    JsonSchemaValue,
    MadeBy,
    OneOf,
    Shown,
    WrittenBy,
    reads,
    writes,
)
from simulator.core import acts as do
from simulator.core.terms import Sign

if TYPE_CHECKING:
    from pydantic import (
        GetCoreSchemaHandler,
        GetJsonSchemaHandler,
        SerializerFunctionWrapHandler,
        ValidatorFunctionWrapHandler,
    )
    from pydantic_core import CoreSchema


def distinct(what: str) -> CheckedBy:
    """Refuse a list in which an id occurs twice; `what` is the plural noun for its entries."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: set[str] = set()
        for index, each in enumerate(entries):
            if each.id in seen:
                found, fix = f"two {what} are called {each.id}", "give one of them another id"
                refuse("duplicate-id", found, fix=fix, at=(index, "id"))
            seen.add(each.id)
        return entries

    return CheckedBy(check)


def without_null(schema: JsonSchemaValue) -> None:
    """Leave null out of a model's JSON Schema, and ask for at least one key."""
    schema["minProperties"] = 1
    for shown in schema.get("properties", {}).values():
        if shown.get("default", ...) is None:
            del shown["default"]
            shown["anyOf"] = [each for each in shown["anyOf"] if each != {"type": "null"}]


class NonNullForm(Content):
    """A model in which a key without a value is refused, instead of meaning no key."""

    model_config: ClassVar[Mapping[str, Any]] = {
        "extra": "forbid",
        "json_schema_extra": without_null,
    }

    @reads
    @classmethod
    def _refuse_empty(cls, value: Any) -> Any:
        if isinstance(value, dict):
            for key, written in value.items():
                if written is None:
                    refuse("empty-key", f"{key} has no value", at=(key,))
        return value


class OneText(Content):
    """The base of models with one needed text, which may be written without its key."""

    text_key: ClassVar[str]
    """The key of that text."""

    @reads
    @classmethod
    def _read_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {cls.text_key: value}
        if not isinstance(value, dict | cls):
            from pydantic_core import PydanticKnownError

            raise PydanticKnownError("string_type")
        return value

    @writes
    def _write_text(self, handler: SerializerFunctionWrapHandler) -> Any:
        held = handler(self)
        return held[self.text_key] if held.keys() == {self.text_key} else held

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return a schema for the text, or the keys."""
        keys = handler(core_schema)
        return {"anyOf": [{"type": "string", "pattern": r"\S"}, keys]}


class OneOrMany:
    """Annotation of a list: a single entry in a file means a list with one entry."""

    def __init__(self, any_word: str = "") -> None:
        """`any_word` is read as the list of this word alone, if it is given."""
        self.any_word = any_word

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """Wrap a single entry before the list is validated."""
        from pydantic_core import core_schema

        def read(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
            if self.any_word and value == self.any_word:
                return (self.any_word,)
            return validate(value if isinstance(value, list | tuple) else [value])

        return core_schema.no_info_wrap_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Return a schema for an entry, the word for any, or a list."""
        several = handler(schema)
        word = [{"const": self.any_word}] if self.any_word else []
        return {"anyOf": [several["items"], *word, several]}


def by_key(*keys: str, beside: tuple[str, ...] = ()) -> OneOf:
    """Distinguish the members of a union by the key that each of them has, or is as a bare word.

    `beside` are keys that several members have.
    """

    def key(value: Any) -> str | None:
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            known = [key for key in value if key in keys]
            return next(iter(known + [key for key in value if key not in beside]), None)
        return getattr(value, "kind", None)

    return OneOf(key)


def _sign(value: object) -> do.AnswerSign:
    if isinstance(value, do.AnswerSign):
        return value
    if value in ("silence", "spoken"):
        return do.AnswerSign(Sign(value))
    if isinstance(value, dict) and len(value) == 1:
        ((word, times),) = value.items()
        if word in do.COUNTED_SIGNS and type(times) is int and 1 <= times <= 3:
            return do.AnswerSign(Sign(word), times)
    return refuse("sign")


def _written(sign: do.AnswerSign) -> str | dict[str, int]:
    return {sign.sign.value: sign.times} if sign.sign in do.COUNTED_SIGNS else sign.sign.value


_COUNTED = {
    sign.value: {
        "description": f"How many times: {sign.label}.",
        "type": "integer",
        "minimum": 1,
        "maximum": 3,
    }
    for sign in do.COUNTED_SIGNS
}
_ONE_SIGN = mapping_schema(_COUNTED, minProperties=1, maxProperties=1)
SignText = Annotated[
    do.AnswerSign,
    MadeBy(_sign),
    WrittenBy(_written),
    Shown({"anyOf": [{"enum": ["silence", "spoken"]}, _ONE_SIGN]}),
]
"""A sign for an answer: ``{tap: 2}``, ``{key: 1}``, ``silence``, ``spoken``."""


class CodeText(Content):
    """A yes/no code: the sign for each answer."""

    yes: SignText
    """The sign for yes."""
    no: SignText
    """The sign for no."""

    def build(self) -> do.Code:
        """Return the core's code."""
        return do.Code(self.yes, self.no)
