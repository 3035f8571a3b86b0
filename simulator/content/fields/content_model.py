"""What every content model is made of: the strict base, and small types with plain messages.

A model is the file format: strict, frozen, and without room for a key that nobody knows. The string
under a field is its description and goes into the JSON Schema. What people write as a word
(``yes``, ``2s``, ``{between: [2s, 5s]}``) becomes a plain value here and can be written back.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NoReturn, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    Strict,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from simulator.core import instant
from simulator.core.instant import Millis
from simulator.core.terms import Term

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Strict(False)]
"""A list in a file, a tuple in the program."""

Word = Annotated[T, Strict(False)]
"""A word of a closed list, an enum's member in the program."""


class Content(BaseModel):
    """The base of every model: strict, frozen, unknown keys refused."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """The schema, with descriptions and defaults as they stand in a file."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        described = descriptions(cls)
        for name, field in cls.model_fields.items():
            shown = properties[field.alias or name]
            shown["description"] = described[name]
            if "default" in shown:  # as people write it, not as the program holds it
                made = cls.model_construct(**{name: field.get_default()})
                shown["default"] = made.model_dump(mode="json", include={name})[name]
        return schema


class FileContent(Content):
    """The base of a whole file, which says by which format it is written."""

    format: Literal[1]
    """The format of this file: 1."""

    @model_validator(mode="before")
    @classmethod
    def _refuse_other_formats(cls, value: Any) -> Any:
        written = value.get("format") if isinstance(value, dict) else None
        if isinstance(written, int) and written != 1:
            found = f"format {written} is not known to this version"
            fix = "use a newer silent999, or write format: 1"
            refuse("format", found, "format: 1", fix, at=("format",))
        return value


@cache
def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """The string under each field of a model and of its bases.

    Read from the source when somebody asks for a schema: pydantic's own way of doing this reads it
    at every start of the program, which costs more than a run.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Content) and base is not Content:
            described = base.__dict__.get("described_by", base)
            found |= _texts_in(described.__module__).get(described.__name__, {})
            made = {name: field.description for name, field in base.model_fields.items()}
            # A model that was made has no source.
            found |= {name: words for name, words in made.items() if words}
    return found


@cache
def _texts_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """The strings under the fields of a module's classes: parsed once, as it takes milliseconds."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(sys.modules[module]))):
        if isinstance(node, ast.ClassDef):
            texts = found[node.name] = {}
            for field, text in zip(node.body, node.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    match text:
                        case ast.Expr(value=ast.Constant(value=str(words))):
                            texts[field.target.id] = inspect.cleandoc(words)
    return found


def refuse(
    code: str,
    message: str,
    expected: str = "",
    fix: str = "",
    *,
    at: tuple[str | int, ...] = (),
    key: str = "",
) -> NoReturn:
    """Refuse a value, saying what was expected and how to put it right.

    `at` leads to the part of it that is wrong, and `key` is the key there that is.

    Raises:
        PydanticCustomError: always; pydantic collects it and adds where it was.
    """
    context = {"expected": expected, "fix": fix, "at": at, "key": key, "found": message}
    raise PydanticCustomError(code, "{found}", context)


# --- words ---------------------------------------------------------------------------------------


class MemberSubset:
    """Narrows an enum to the members that make sense at one place."""

    def __init__(self, *members: Term) -> None:
        self.members = members

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """One of exactly these members; pydantic's own subset of an enum lets others through."""
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Their words."""
        return {"enum": [member.value for member in self.members]}

    def _read(self, value: object) -> Term:
        for member in self.members:
            if value == member:
                return member
        *most, last = (repr(member.value) for member in self.members)
        raise PydanticKnownError("enum", {"expected": f"{', '.join(most)} or {last}"})


class Fact(Term):
    """What a scenario says about a topic."""

    YES = "yes", "it is so"
    NO = "no", "it is not so"
    UNKNOWN = "unknown", "the caller does not know, or the scenario does not say"


FactWord = Word[Fact]
"""yes, no or unknown."""


# --- lengths of time -----------------------------------------------------------------------------

_DURATION = "2s, 1.5s, 400ms, 2m, 1h or 0:20"


def _duration(value: object) -> Millis:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        refuse("duration", "this is no duration", _DURATION)
    if not isinstance(value, str):
        refuse("duration", f"{value} has no unit", _DURATION, f"write {value}s")
    try:
        return instant.parse(value)
    except ValueError as error:
        refuse("duration", str(error).partition(": ")[0], _DURATION)


DURATION_SCHEMA: JsonSchemaValue = {
    "type": "string",
    "pattern": f"^(?:{instant.FORMS})$",
    "examples": ["2s", "1.5s", "2m", "0:20"],
}

Duration = Annotated[
    Millis,
    BeforeValidator(_duration),
    PlainSerializer(instant.amount),
    WithJsonSchema(DURATION_SCHEMA),
]
"""A length of time, written ``2s`` or ``0:20``; whole milliseconds in the program."""


@dataclass(frozen=True, slots=True)
class Delay:
    """A length of time: fixed (`least` equals `most`), or drawn between the two by the seed."""

    least: Millis
    most: Millis

    @property
    def fixed(self) -> bool:
        """Whether there is nothing to draw."""
        return self.least == self.most


_RANGE = "{between: [2s, 5s]}, or one duration such as 2s"


def _wait(value: object) -> Delay:
    if isinstance(value, Delay):
        return value
    if not isinstance(value, dict | list):
        length = _duration(value)
        return Delay(length, length)
    between = value.get("between") if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(between, list) or len(between) != 2:
        refuse("wait", "this is no range", _RANGE)
    least, most = map(_duration, between)
    if least > most:
        shorter, longer = map(instant.amount, (most, least))
        fix = f"write {{between: [{shorter}, {longer}]}}"
        refuse("wait", f"{longer} is longer than {shorter}", _RANGE, fix)
    return Delay(least, most)


def _written(wait: Delay) -> str | dict[str, list[str]]:
    least, most = map(instant.amount, (wait.least, wait.most))
    return least if wait.fixed else {"between": [least, most]}


WaitField = Annotated[
    Delay,
    BeforeValidator(_wait),
    PlainSerializer(_written),
    WithJsonSchema(
        {
            "anyOf": [
                DURATION_SCHEMA,
                {
                    "type": "object",
                    "properties": {
                        "between": {
                            "description": "The shortest and the longest, drawn by the seed.",
                            "type": "array",
                            "items": DURATION_SCHEMA,
                            "minItems": 2,
                            "maxItems": 2,
                        }
                    },
                    "required": ["between"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A `Delay`: ``4s``, or ``{between: [2s, 5s]}``."""

NO_WAIT = Delay(0, 0)
