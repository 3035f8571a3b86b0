"""What the other end of a connection may send: shapes of plain values, checked without pydantic.

A seat in a terminal talks to a machine that its user does not know. What that one sends is of the
shape that is expected, within bounds, or refused with a sentence that says what is wrong and where.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from simulator.clean_text import whole_values

MOST_LETTERS = 20_000
"""Longest text: what a person says is shorter, and a card's line (assumption)."""
MOST_ITEMS = 20_000
"""Most items of a list: captions of a whole call come as one (assumption)."""
MOST_WHOLE = 10**12
"""Largest number: an instant in milliseconds (assumption)."""

Shape = Callable[[Any, str], Any]
"""Takes a value and the place that it was found at; returns it, or raises Malformed."""


class Malformed(Exception):
    """A value that isn't of its shape; the text says what is wrong and where."""


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


def text(value: Any, where: str) -> str:
    if not isinstance(value, str) or len(value) > MOST_LETTERS:
        _refuse(where, f"a text of at most {MOST_LETTERS:,} letters")
    return value


def whole_number(value: Any, where: str) -> int:
    if type(value) is not int or not 0 <= value <= MOST_WHOLE:
        _refuse(where, "a whole number")
    return value


def flag(value: Any, where: str) -> bool:
    if type(value) is not bool:
        _refuse(where, "true or false")
    return value


def many(shape: Shape) -> Shape:
    """Return the shape of a list."""

    def checked(value: Any, where: str) -> list[Any]:
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            _refuse(where, f"a list of at most {MOST_ITEMS:,} items")
        return [shape(each, f"{where}[{place}]") for place, each in enumerate(value)]

    return checked


def pair(*shapes: Shape) -> Shape:
    """Return the shape of a list with so many items, each of its own shape."""

    def checked(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != len(shapes):
            _refuse(where, f"a list of {len(shapes)}")
        return tuple(
            shape(each, f"{where}[{place}]")
            for place, (shape, each) in enumerate(zip(shapes, value, strict=True))
        )

    return checked


def record(needed: Mapping[str, Shape], also: Mapping[str, tuple[Shape, Any]]) -> Shape:
    """Return the shape of an object; what is not there of `also` has the value beside its shape.

    Other keys are left out: a newer machine may send more.
    """

    def checked(value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            _refuse(where, "an object")
        within = f"{where}." if where else ""
        if lacking := next((key for key in needed if key not in value), None):
            raise Malformed(f"there is no {within}{lacking}")
        found = {key: shape(value[key], f"{within}{key}") for key, shape in needed.items()}
        for key, (shape, usual) in also.items():
            found[key] = shape(value[key], f"{within}{key}") if key in value else usual
        return found

    return checked


def _refuse(where: str, expected: str) -> NoReturn:
    raise Malformed(f"{where or 'it'} isn't {expected}")


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


_LINES = many(text)
LOOKED_UP = record({}, {"seats": (many(pair(text, text)), []), "note": (_LINES, [])})
"""The free seats of a code, role and name, and the content note."""
CLAIMED = record({"token": text}, {})
DONE = record({}, {"lines": (_LINES, [])})
"""What came of asking the coach, or of a word alone."""
UNDERSTOOD = record(
    {}, {"heading": (text, ""), "readings": (many(pair(text, text)), []), "surely": (flag, False)}
)
"""What a line would mean: labels, each with why it is not possible now."""
_QUESTION = record(
    {"name": text, "label": text, "options": many(pair(text, _LINES)), "several": flag},
    {"usual": (whole_number, 0)},
)
ACTED = record({}, {"say": (text, ""), "questions": (many(_QUESTION), [])})
LOBBY = record({"code": text, "seats": many(pair(text, text))}, {})
_CAPTION = record({"n": whole_number, "at": whole_number, "who": text, "text": text}, {})
FRAME = record(
    {
        **dict.fromkeys(("state", "turn", "hint", "coach", "ended"), text),
        "captions": many(_CAPTION),
        "cards": many(pair(text, _LINES)),
    },
    {"done_badly": (_LINES, [])},
)
EVENTS = {"lobby": LOBBY, "frame": FRAME}
"""The events of a seat's stream. Others are passed over."""
