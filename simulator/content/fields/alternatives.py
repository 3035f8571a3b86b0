"""Field types with several written forms: one or many, one of several kinds, yes/no codes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
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

from simulator.content.fields.content_model import Content, mapping_schema, refuse
from simulator.core import acts as do
from simulator.core.terms import Sign


def distinct(what: str) -> AfterValidator:
    """Refuse a list in which an id occurs twice; `what` is the plural noun for its entries."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: set[str] = set()
        for index, each in enumerate(entries):
            if each.id in seen:
                refuse("duplicate-id", f"two {what} are called {each.id}", at=(index, "id"))
            seen.add(each.id)
        return entries

    return AfterValidator(check)


class NonNullForm(Content):
    """A model in which a key without a value is refused, instead of meaning no key."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Return the schema without null, and with at least one key."""
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
                    refuse("empty-key", f"{key} has no value", at=(key,))
        return value


class OneOrMany:
    """Annotation of a list: a single text or mapping in a file means a list with one entry."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """Wrap a single entry before the list is validated."""
        return core_schema.no_info_before_validator_function(
            lambda value: [value] if isinstance(value, dict | str) else value, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Return a schema for an entry, or a list."""
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


class ByKey:
    """Annotation of a union whose members have one distinguishing key each, or are a bare word."""

    def __init__(self, what: str, *keys: str, beside: tuple[str, ...] = ()) -> None:
        """`what` is the noun for a member; `beside` are keys that do not distinguish members."""
        self.what = what
        self.keys = keys
        self.beside = beside

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """Return the tagged union, with a check of the keys before it."""
        union = Discriminator(self._key).__get_pydantic_core_schema__(source, handler)
        return core_schema.no_info_before_validator_function(self._check, union)

    def _check(self, value: Any) -> Any:
        if isinstance(value, dict):
            found = [key for key in value if key in self.keys]
            if len(found) > 1:
                beside = f"{found[0]} and {found[1]} in one entry"
                expected = f"one key for the kind of {self.what}"
                refuse("two-keys", beside, expected, "write two entries, or remove one")
        if self._key(value) is None:
            refuse("no-key", f"the kind of {self.what} is missing", ", ".join(self.keys))
        return value

    def _key(self, value: Any) -> str | None:
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            known = [key for key in value if key in self.keys]
            return next(iter(known + [key for key in value if key not in self.beside]), None)
        return getattr(value, "kind", None)


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
    return refuse("sign", "this isn't a sign for an answer", _SIGNS)


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
    BeforeValidator(_sign),
    PlainSerializer(_written),
    WithJsonSchema({"anyOf": [{"enum": ["silence", "spoken"]}, _ONE_SIGN]}),
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
