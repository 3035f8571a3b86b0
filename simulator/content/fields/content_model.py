"""The base of content models, and field types for words and lengths of time.

A model is the file format: strict, frozen, unknown keys refused. The string under a field is its
description in the JSON Schema and in messages. Each field type also writes its value back as a file
has it (``yes``, ``2s``, ``{between: [2s, 5s]}``).
"""

import ast
import dataclasses
import inspect
import re
import sys
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, NoReturn, TypeVar, cast

import pydantic
from pydantic import BaseModel, BeforeValidator, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError

from simulator.core import instant
from simulator.core.instant import Millis
from simulator.core.terms import Term
from simulator.errors import Edit, FixText

T = TypeVar("T")

Many = Annotated[tuple[T, ...], pydantic.Strict(False)]
"""A list in a file; a tuple in the program."""

Word = Annotated[T, pydantic.Strict(False)]
"""A word of a closed list in a file; a member of an enum in the program."""


class Content(BaseModel):
    """The base of every model: strict, frozen, unknown keys refused."""

    model_config = pydantic.ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: pydantic.GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Return the schema, with descriptions, and with defaults as a file has them."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        described = descriptions(cls)
        for name, field in cls.model_fields.items():
            shown = properties[field.alias or name]
            shown["description"] = described[name]
            if "default" in shown:  # Pydantic has put the program's value there.
                made = cls.model_construct(**{name: field.get_default()})
                shown["default"] = made.model_dump(mode="json", include={name})[name]
        return schema


class FileContent(Content):
    """The base of models of whole files."""

    format: Literal[1]
    """The format of this file: 1."""

    @model_validator(mode="before")
    @classmethod
    def _refuse_other_formats(cls, value: Any) -> Any:
        written = value.get("format") if isinstance(value, dict) else None
        if isinstance(written, int) and written != 1:
            found = f"this version doesn't read format {written}"
            refuse("format", found, "format: 1", at=("format",))
        return value


@cache
def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the string under each field of a model and of its bases.

    Read from the source on demand: pydantic's `use_attribute_docstrings` reads it at every start,
    which takes longer than a run.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Content) and base is not Content:
            described = base.__dict__.get("described_by", base)
            made = {name: field.description for name, field in base.model_fields.items()}
            # A model from `create_model` has no source, but descriptions; so has a shared type.
            found |= {name: words for name, words in made.items() if words}
            found |= _texts_in(described.__module__).get(described.__name__, {})
    return found


@cache
def _texts_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """The strings under the fields of a module's classes. Cached: parsing takes milliseconds."""
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


def mapping_schema(properties: JsonSchemaValue, **limits: Any) -> JsonSchemaValue:
    """Return the JSON Schema of a mapping that has these keys only."""
    return {"type": "object", "properties": properties, **limits, "additionalProperties": False}


def refuse(
    code: str,
    message: str = "",
    expected: str = "",
    fix: str = "",
    *,
    at: tuple[str | int, ...] = (),
    key: str = "",
) -> NoReturn:
    """Refuse a value, with what was expected and the fix; pydantic adds the position.

    Without a message or a fix of its own it has its code's rule and usual fix. `at` is the path to
    the wrong part of the value, `key` the wrong key there.
    """
    context = {"expected": expected, "fix": fix, "at": at, "key": key, "found": message}
    raise PydanticCustomError(code, "{found}", context)


def built(value: Any) -> Any:
    """Return the program's value for a value of a model: what it makes or builds."""
    if isinstance(value, tuple):
        return tuple(map(built, value))
    if isinstance(value, Mapping):
        return {key: built(inner) for key, inner in value.items()}
    if made := getattr(value, "makes", None):
        return built_from(made, value)
    return value.build() if hasattr(value, "build") else value


def built_from(made: type[T], model: object, **given: Any) -> T:
    """Return a `made`, from `given` and from the fields of a model with the same names."""
    for part in dataclasses.fields(cast("Any", made)):
        value = given.get(part.name, getattr(model, part.name, None))
        if value is None and part.default is not dataclasses.MISSING:
            value = part.default
        given[part.name] = built(value)
    return made(**given)


def only(*members: str | Mapping[str, Any]) -> BeforeValidator:
    """Allow only these members of an enum, these names, or the words of a mapping to values.

    Pydantic's own literal accepts others.
    """
    known: dict[str, Any] = {}
    for each in members:
        known |= {str(each): each} if isinstance(each, str) else each
    *most, last = map(repr, known)

    def read(value: object) -> Any:
        if isinstance(value, str) and value in known:
            return known[value]
        raise PydanticKnownError("enum", {"expected": f"{', '.join(most)} or {last}"})

    words = Annotated[str, WithJsonSchema({"enum": list(known)})]
    return BeforeValidator(read, json_schema_input_type=words)


class Fact(Term):
    """What is true about one topic in a scenario."""

    YES = "yes", "it is so"
    NO = "no", "it is not so"
    UNKNOWN = "unknown", "the caller does not know, or the scenario leaves it open"


FactWord = Word[Fact]
"""yes, no or unknown."""


_LENGTH = re.compile(
    r"([0-9]+(?:[.,][0-9]{1,3})?) ?(?:(ms|s|m|h)(?:ecs?|econds?|ins?|inutes?|rs?|ours?)?)?",
    re.IGNORECASE,
)
"""A length of time as it would be written outside a file; without a unit it means seconds."""


def _in_form(value: object) -> str:
    """Return a length of time as a file has it; empty if it isn't one."""
    found = _LENGTH.fullmatch(str(value)) if isinstance(value, str | int | float) else None
    return found[1].replace(",", ".") + (found[2] or "s").lower() if found else ""


def write(text: str) -> str:
    """Return the fix that puts `text` in the place of the value; empty without one."""
    return FixText(f"write {text}", Edit(text)) if text else ""


def _duration(value: object, *at: str | int) -> Millis:
    if not isinstance(value, str):
        refuse("duration", fix=write(_in_form(value)), at=at)
    try:
        return instant.parse(value)
    except ValueError as error:
        refuse("duration", str(error).partition(": ")[0], fix=write(_in_form(value)), at=at)


DURATION_SCHEMA: JsonSchemaValue = {
    "type": "string",
    "pattern": f"^(?:{instant.FORMS})$",
    "examples": ["2s", "1.5s", "2m", "0:20"],
}

Duration = Annotated[
    Millis,
    BeforeValidator(_duration),
    pydantic.PlainSerializer(instant.amount),
    WithJsonSchema(DURATION_SCHEMA),
]
"""A length of time, written ``2s`` or ``0:20``; whole milliseconds in the program."""


@dataclasses.dataclass(frozen=True, slots=True)
class Delay:
    """A length of time: fixed (`least` equals `most`), or drawn between the two by the seed."""

    least: Millis
    most: Millis

    @property
    def fixed(self) -> bool:
        """Whether the length is fixed, so nothing is drawn."""
        return self.least == self.most

    def build(self) -> tuple[Millis, Millis]:
        """Return the core's form of it: the shortest and the longest."""
        return self.least, self.most


def _wait(value: object) -> Delay:
    if isinstance(value, Delay):
        return value
    span = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if not isinstance(value, dict | list) and not span:
        length = _duration(value)
        return Delay(length, length)
    bounds: Any = list(span.groups()) if span else value
    between = value.get("between") if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(between, list) or len(between) != 2:
        pair = isinstance(bounds, list) and len(bounds) == 2 and all(map(_in_form, bounds))
        refuse(
            "wait", fix=write(f"{{between: [{', '.join(map(_in_form, bounds))}]}}" if pair else "")
        )
    least, most = (_duration(each, "between", place) for place, each in enumerate(between))
    if least > most:
        shorter, longer = map(instant.amount, (most, least))
        refuse("wait", fix=write(f"{{between: [{shorter}, {longer}]}}"))
    return Delay(least, most)


_SPAN = re.compile(r"([0-9.]+ ?[a-z]+) ?(?:-|–|to) ?([0-9.]+ ?[a-z]+)")
"""Two lengths of time in a row: `2s to 5s`."""


def _written(wait: Delay) -> str | dict[str, list[str]]:
    least, most = map(instant.amount, (wait.least, wait.most))
    return least if wait.fixed else {"between": [least, most]}


_BETWEEN = {
    "description": "The shortest and the longest, drawn by the seed.",
    "type": "array",
    "items": DURATION_SCHEMA,
    "minItems": 2,
    "maxItems": 2,
}
_RANGE_SCHEMA = mapping_schema({"between": _BETWEEN}, required=["between"])
WaitField = Annotated[
    Delay,
    BeforeValidator(_wait),
    pydantic.PlainSerializer(_written),
    WithJsonSchema({"anyOf": [DURATION_SCHEMA, _RANGE_SCHEMA]}),
]
"""A `Delay`: ``4s``, or ``{between: [2s, 5s]}``."""

NO_WAIT = Delay(0, 0)
