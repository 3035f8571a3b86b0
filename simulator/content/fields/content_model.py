"""The base of content models, and field types for words and lengths of time.

A model is the file format: strict, frozen, unknown keys refused. The string under a field is its
description in the JSON Schema and in messages. Each field type also writes its value back as a file
has it (``yes``, ``2s``, ``{between: [2s, 5s]}``).
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NoReturn, Self, TypeVar, cast

from simulator.content.fields.schema_parts import (
    NEEDED,
    FieldSpec,
    JsonSchemaValue,
    Lax,
    MadeBy,
    ReadBy,
    Shown,
    WrittenBy,
    field,
    reads,
)
from simulator.core import instant
from simulator.core.instant import Millis
from simulator.core.terms import Term
from simulator.errors import Edit, FixText

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, TypeAdapter
    from pydantic_core import CoreSchema

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Lax()]
"""A list in a file; a tuple in the program."""

Word = Annotated[T, Lax()]
"""A word of a closed list in a file; a member of an enum in the program."""


@typing.dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Content:
    """The base of all that files hold: strict, frozen, unknown keys refused.

    A field is one line of its class: a name, a type, perhaps a default, and the string under it.
    What a file has is checked by pydantic (`core_schemas`), which is loaded when the first file is
    read, and makes values of the class. The methods named `model_...` do as pydantic's do; the
    constructor checks nothing.
    """

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__")

    model_config: ClassVar[Mapping[str, Any]] = {"extra": "forbid"}
    """What pydantic's description of the class reads of it."""
    model_fields: ClassVar[Mapping[str, FieldSpec]] = {}
    """The fields, those of the bases first."""
    later_hints: ClassVar[Callable[[], dict[str, Any]] | None] = None
    """Gives the types of the fields, where it takes long to work them out."""

    def __init_subclass__(cls) -> None:
        """Find the fields: the annotated names of the class and of its bases."""
        super().__init_subclass__()
        own = (each for base in reversed(cls.__mro__) for each in _own_fields(base).items())
        cls.model_fields = dict(own)

    def __init__(self, **given: Any) -> None:
        """Take the values of fields, by name or by key in a file."""
        values, names = {}, set()
        for name, spec in self.model_fields.items():
            written = name if name in given else spec.alias or name
            if (value := given.get(written, spec.default)) is not NEEDED:
                values[name] = value
            if written in given:
                names.add(name)
        self._hold(values, names)

    def _hold(self, values: Mapping[str, Any], given: set[str], extra: Any = None) -> None:
        self.__dict__.update(values)
        object.__setattr__(self, "__pydantic_fields_set__", given)
        object.__setattr__(self, "__pydantic_extra__", extra)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a value never changes."""
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process needs to hold the same."""
        extra = getattr(self, "__pydantic_extra__", None)
        return type(self).with_values, (self._values(), self.model_fields_set, extra)

    def _values(self) -> dict[str, Any]:
        held = self.__dict__
        return {name: held[name] for name in self.model_fields if name in held}

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Yield the names of the fields, with their values."""
        return iter(self._values().items())

    def __eq__(self, other: object) -> bool:
        """Whether another is of the same class and has equal values."""
        if not isinstance(other, Content) or type(self) is not type(other):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        """Return a hash of the class and the values."""
        return hash((type(self), *self._values().values()))

    def __repr__(self) -> str:
        """Return the class with its fields and values."""
        return f"{type(self).__name__}({', '.join(f'{n}={v!r}' for n, v in self)})"

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were given."""
        names: set[str] = self.__pydantic_fields_set__  # type: ignore[attr-defined]
        return names

    @classmethod
    def with_values(cls, values: Mapping[str, Any], given: set[str], extra: Any = None) -> Self:
        """Return a value that holds all fields, of which those in `given` were given."""
        made = cls.__new__(cls)
        made._hold(values, given, extra)
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return a copy with other values in some fields."""
        return self.with_values({**self._values(), **update}, self.model_fields_set | set(update))

    @classmethod
    def adapter(cls) -> TypeAdapter[Self]:
        """Return what checks, writes and describes values of this class."""
        # Deferred: pydantic takes longer than a run of what is shipped, which doesn't need it.
        from simulator.content.fields.core_schemas import content_adapter

        known: Any = cls  # The type checker takes a class that defines a hash for one without.
        made: TypeAdapter[Self] = content_adapter(known)
        return made

    @classmethod
    def model_validate(cls, value: Any) -> Self:
        """Return the value of plain values; raises pydantic's ValidationError."""
        return cls.adapter().validate_python(value)

    def model_dump(self, **how: Any) -> dict[str, Any]:
        """Return the value as plain values."""
        written: dict[str, Any] = self.adapter().dump_python(self, **how)
        return written

    @classmethod
    def __get_pydantic_core_schema__(cls, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema that pydantic asks of the class; `of` may say what it is a class of."""
        from simulator.content.fields.core_schemas import schema_of

        return schema_of(cls, of, handler)

    @classmethod
    def hints(cls) -> dict[str, Any]:
        """Return the types of the fields."""
        own = (each for base in reversed(cls.__mro__[:-1]) for each in _own_hints(base).items())
        return dict(own) | (cls.later_hints() if cls.later_hints else {})


def made_class(
    name: str,
    base: type[T],
    meaning: str,
    notes: Mapping[str, FieldSpec],
    hints: Callable[[], Mapping[str, Any]],
    module: str,
) -> Any:
    """Return a content class that is derived from a table: its fields, and later their types."""
    held = {"__annotations__": dict.fromkeys(notes, Any), "__doc__": meaning, "__module__": module}
    return type(name, (base,), {**held, **notes, "later_hints": staticmethod(cache(hints))})


@cache
def _own_hints(owner: type) -> Mapping[str, Any]:
    return inspect.get_annotations(owner, eval_str=True)


def _own_notes(owner: type) -> Mapping[str, Any]:
    """Return the annotations of a class alone; from Python 3.14 on they are made when asked for."""
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(owner, format=annotationlib.Format.STRING)
    found: Mapping[str, Any] = vars(owner).get("__annotations__", {})
    return found


# Kept: most classes have bases in common, and each class asks all of its bases.
@cache
def _own_fields(owner: type) -> Mapping[str, FieldSpec]:
    held = vars(owner)
    return {
        name: note
        if isinstance(note := held.get(name, NEEDED), FieldSpec)
        else FieldSpec(default=note)
        for name, hint in _own_notes(owner).items()
        if not name.startswith("_") and not str(hint).removeprefix("typing.").startswith("ClassVar")
    }


class FileContent(Content):
    """The base of models of whole files."""

    format: Literal[1]
    """The format of this file: 1."""

    @reads
    @classmethod
    def _refuse_other_formats(cls, value: Any) -> Any:
        written = value.get("format") if isinstance(value, dict) else None
        if isinstance(written, int) and written != 1:
            found = f"this version doesn't read format {written}"
            refuse("format", found, "format: 1", at=("format",))
        return value


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
    from pydantic_core import PydanticCustomError

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


def only(*members: str | Mapping[str, Any]) -> ReadBy:
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
        from pydantic_core import PydanticKnownError

        raise PydanticKnownError("enum", {"expected": f"{', '.join(most)} or {last}"})

    return ReadBy(read, shown={"enum": list(known)})


class Fact(Term):
    """What is true about one topic in a scenario."""

    YES = "yes", "it is so"
    NO = "no", "it is not so"
    UNKNOWN = "unknown", "the caller does not know, or the scenario leaves it open"


FactWord = Word[Fact]
"""yes, no or unknown."""
YesOrNo = Annotated[Fact, only(Fact.YES, Fact.NO)]
"""What words state of a topic."""


_LENGTH = re.compile(
    r"([0-9]+(?:[.,][0-9]{1,3})?) ?(?:(ms|s|m|h)(?:ecs?|econds?|ins?|inutes?|rs?|ours?)?)?",
    re.IGNORECASE,
)
"""A length of time as it would be written outside a file; without a unit it means seconds."""


def _in_form(value: object) -> str:
    """Return a length of time as a file has it; empty if it isn't one."""
    if both := re.fullmatch(r"([0-9]+) ?m(?:in)? ?([0-5]?[0-9]) ?s(?:ec)?", str(value)):
        return f"{both[1]}:{both[2]:0>2}"
    text = re.sub(r"^[a-z]+(?= )", _in_digits, str(value), flags=re.IGNORECASE)
    found = _LENGTH.fullmatch(text) if isinstance(value, str | int | float) else None
    return found[1].replace(",", ".") + (found[2] or "s").lower() if found else ""


def _in_digits(word: re.Match[str]) -> str:
    return str(instant.NUMBERS.get(word[0].casefold(), word[0]))


def write(text: str) -> FixText:
    """Return the fix that puts `text` in the place of the value; empty without one."""
    return FixText(f"write {text}", Edit(text)) if text else FixText("")


def _duration(value: object, *at: str | int) -> Millis:
    if not isinstance(value, str):
        refuse("duration", fix=write(_in_form(value)), at=at)
    try:
        return instant.parse(value)
    except ValueError as error:
        refuse("duration", str(error).partition(": ")[0], fix=write(_in_form(value)), at=at)


DURATION_SCHEMA: JsonSchemaValue = {
    "title": "length of time",
    "type": "string",
    "pattern": f"^(?:{instant.FORMS})$",
    "examples": ["2s", "1.5s", "2m", "0:20"],
}

Duration = Annotated[Millis, ReadBy(_duration), WrittenBy(instant.amount), Shown(DURATION_SCHEMA)]
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
    Delay, MadeBy(_wait), WrittenBy(_written), Shown({"anyOf": [DURATION_SCHEMA, _RANGE_SCHEMA]})
]
"""A `Delay`: ``4s``, or ``{between: [2s, 5s]}``."""

NO_WAIT = Delay(0, 0)
