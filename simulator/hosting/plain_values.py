"""What may cross a wire: shapes of plain values, checked without pydantic, each with its schema.

A device is not known, and a seat in a terminal talks to a machine that its user does not know.
What comes is of the shape that is expected, within bounds, or refused with one sentence that says
what is wrong and where. A shape gives its JSON Schema too, so what is published is what is checked.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from simulator.clean_text import whole_values

MOST_LETTERS = 20_000
"""Longest text: what a person says is shorter, and a card's line (assumption)."""
MOST_ITEMS = 20_000
"""Most items of a list: captions of a whole call come as one (assumption)."""
MOST_WHOLE = 10**12
"""Largest number: an instant in milliseconds (assumption)."""

Schema = Mapping[str, Any]


class Malformed(Exception):
    """A value that isn't of its shape; the text says what is wrong and where."""


@dataclass(frozen=True)
class Shape:
    """What a value may be."""

    taken: Callable[[Any, str], Any]
    """Takes a value and the place that it was found at; returns it, or raises Malformed."""
    schema: Schema

    def __call__(self, value: Any, where: str = "") -> Any:
        """Return a value as this shape has it, or raise Malformed."""
        return self.taken(value, where)


def values_of(data: bytes) -> dict[str, Any]:
    """Return the object that JSON holds, its texts whole; Malformed if it holds anything else."""
    try:
        held = whole_values(json.loads(data.decode(), parse_constant=_no_number))
    except RecursionError:
        raise Malformed("it is nested too deep") from None
    except ValueError:
        raise Malformed("it isn't JSON") from None
    if not isinstance(held, dict):
        raise Malformed("it isn't an object")
    return held


def text_up_to(most: int) -> Shape:
    """Return the shape of a text of at most so many letters."""

    def taken(value: Any, where: str) -> str:
        if not isinstance(value, str) or len(value) > most:
            _refuse(where, f"a text of at most {most:,} letters")
        return value

    return Shape(taken, {"type": "string", "maxLength": most})


def whole_up_to(most: int) -> Shape:
    """Return the shape of a whole number from 0 to `most`."""

    def taken(value: Any, where: str) -> int:
        if type(value) is not int or not 0 <= value <= most:
            _refuse(where, "a whole number" if most == MOST_WHOLE else f"a number up to {most}")
        return value

    return Shape(taken, {"type": "integer", "minimum": 0, "maximum": most})


def _share(value: Any, where: str) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:
        _refuse(where, "a number from 0 to 1")
    return float(value)


def _flag(value: Any, where: str) -> bool:
    if type(value) is not bool:
        _refuse(where, "true or false")
    return value


def _ticked(value: Any, where: str) -> bool:
    if not isinstance(value, bool | str):
        _refuse(where, "true, false, or a text as of a ticked box")
    return bool(value)


text = text_up_to(MOST_LETTERS)
whole_number = whole_up_to(MOST_WHOLE)
share = Shape(_share, {"type": "number", "minimum": 0, "maximum": 1})
flag = Shape(_flag, {"type": "boolean"})
ticked = Shape(_ticked, {"type": ["boolean", "string"]})
"""A box of a form: ticked with any text, or true."""


def maybe(shape: Shape) -> Shape:
    """Return the shape of a value that may be null."""

    def taken(value: Any, where: str) -> Any:
        return None if value is None else shape(value, where)

    return Shape(taken, {"anyOf": [shape.schema, {"type": "null"}]})


def many(shape: Shape, most: int = MOST_ITEMS) -> Shape:
    """Return the shape of a list."""

    def taken(value: Any, where: str) -> list[Any]:
        if not isinstance(value, list) or len(value) > most:
            _refuse(where, f"a list of at most {most:,} items")
        return [shape(each, f"{where}[{place}]") for place, each in enumerate(value)]

    return Shape(taken, {"type": "array", "items": shape.schema, "maxItems": most})


def pair(*shapes: Shape) -> Shape:
    """Return the shape of a list with so many items, each of its own shape."""

    def taken(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != len(shapes):
            _refuse(where, f"a list of {len(shapes)}")
        return tuple(
            shape(each, f"{where}[{place}]")
            for place, (shape, each) in enumerate(zip(shapes, value, strict=True))
        )

    size = len(shapes)
    items = [each.schema for each in shapes]
    return Shape(taken, {"type": "array", "items": items, "minItems": size, "maxItems": size})


def named(shape: Shape, most: int) -> Shape:
    """Return the shape of an object with any keys, at most so many."""

    def taken(value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > most:
            _refuse(where, f"an object of at most {most} keys")
        return {key: shape(each, f"{where}.{_short(key)}") for key, each in value.items()}

    schema = {"type": "object", "additionalProperties": shape.schema, "maxProperties": most}
    return Shape(taken, schema)


def one_or_many(shape: Shape, most: int) -> Shape:
    """Return the shape of one value, or of a list of such values."""
    several = many(shape, most)

    def taken(value: Any, where: str) -> Any:
        return (several if isinstance(value, list) else shape)(value, where)

    return Shape(taken, {"anyOf": [shape.schema, several.schema]})


def record(
    needed: Mapping[str, Shape], also: Mapping[str, tuple[Shape, Any]], says: Mapping[str, str] = {}
) -> Shape:
    """Return the shape of an object; what is not there of `also` has the value beside its shape.

    Other keys are left out: a newer machine may send more. `says`: what keys mean.
    """

    def taken(value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            _refuse(where, "an object")
        within = f"{where}." if where else ""
        if lacking := next((key for key in needed if key not in value), None):
            raise Malformed(f"there is no {within}{lacking}")
        found = {key: shape(value[key], f"{within}{key}") for key, shape in needed.items()}
        for key, (shape, usual) in also.items():
            found[key] = shape(value[key], f"{within}{key}") if key in value else usual
        return found

    shapes = {**needed, **{key: shape for key, (shape, _) in also.items()}}
    return Shape(taken, _of_object(shapes, tuple(needed), says))


def _of_object(
    shapes: Mapping[str, Shape], needed: Sequence[str], says: Mapping[str, str]
) -> Schema:
    properties = {
        key: {"description": says[key], **shape.schema} if key in says else shape.schema
        for key, shape in shapes.items()
    }
    found: dict[str, Any] = {"type": "object", "properties": properties}
    return {**found, "required": list(needed)} if needed else found


_MOST_QUOTED = 40


def _short(key: str) -> str:
    return key if len(key) <= _MOST_QUOTED else f"{key[:_MOST_QUOTED]}..."


def _refuse(where: str, expected: str) -> NoReturn:
    raise Malformed(f"{where or 'it'} is not {expected}")


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)
