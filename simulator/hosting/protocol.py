"""The protocol of a seat, all that crosses a wire: what a device may ask, and what it is sent.

Frames and their parts are the frozen values of `seat_frame`, so a field that is added there is in
the protocol, its check and its published schema. `silent999 schema protocol` prints that.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from simulator.clean_text import whole
from simulator.hosting.plain_values import (
    Malformed,
    Schema,
    Shape,
    flag,
    many,
    maybe,
    named,
    one_or_many,
    pair,
    record,
    share,
    text,
    text_up_to,
    ticked,
    whole_number,
)
from simulator.seat.open_act import ShownQuestion
from simulator.seat.seat_frame import PROTOCOL, SeatFrame, ShownCaption, ShownReading

# --- values of ours as they are sent --------------------------------------------------------------


def plain(value: Any) -> Any:
    """Return a frozen value as JSON has it: objects, lists, whole texts, numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return whole(value)
    if dataclasses.is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if fields := getattr(value, "_fields", ()):
        return {name: plain(each) for name, each in zip(fields, value, strict=True)}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value


def frame_values(
    frame: SeatFrame, captions: Sequence[ShownCaption], *, next_call: bool
) -> dict[str, Any]:
    """Return what a terminal is sent of a seat: its new captions, and its frame."""
    found: dict[str, Any] = {"captions": plain(captions), **plain(frame), "next": next_call}
    found["cards"] = [[whole(card.title), plain(card.in_words)] for card in frame.cards]
    return found


# --- the shape of a class -------------------------------------------------------------------------

_SIMPLE: Mapping[Any, Shape] = {str: text, int: whole_number, bool: flag, float: share}
_EMPTY: Mapping[Any, Any] = {str: "", int: 0, bool: False, float: 0.0}


def shape_of(kind: Any) -> Shape:
    """Return the shape of a type of a field."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        return many(shape_of(parts[0])) if parts[1:] == (...,) else pair(*map(shape_of, parts))
    if get_origin(kind) in (Union, UnionType):
        (held,) = (each for each in get_args(kind) if each is not type(None))
        return maybe(shape_of(held))
    if issubclass(kind, Enum):
        # Any word is taken: a newer machine may have one more.
        return Shape(text.taken, {**text.schema, "examples": [each.value for each in kind]})
    return _of_class(kind)


def _of_class(
    kind: Any,
    needed: Sequence[str] | None = None,
    held: Mapping[str, Shape] = MappingProxyType({}),
    also: Mapping[str, tuple[Shape, Any]] = MappingProxyType({}),
) -> Shape:
    """Return the shape of a class: `needed`, by default the fields without a value of their own.

    `held` and `also` are keys that are sent in the place of a field, or beside them.
    """
    must, later = _fields(kind, needed)
    later = {name: shape for name, shape in later.items() if name not in held}
    found = record({**must, **held}, {**later, **also})
    # Under its name the published schema has what the class says of each field.
    return Shape(found.taken, {"title": kind.__name__, **found.schema})


def _fields(
    kind: Any, needed: Sequence[str] | None
) -> tuple[dict[str, Shape], dict[str, tuple[Shape, Any]]]:
    """Return the fields of a class: those `needed`, by default all without a value of their own."""
    hints, usual = get_type_hints(kind), _usual(kind)
    must = [name for name in hints if name not in usual] if needed is None else needed
    also = {
        name: (shape_of(each), _unset(each)) for name, each in hints.items() if name not in must
    }
    return {name: shape_of(hints[name]) for name in must}, also


def _usual(kind: Any) -> Mapping[str, Any]:
    if dataclasses.is_dataclass(kind):
        fields = dataclasses.fields(kind)
        return {
            each.name: each.default for each in fields if each.default is not dataclasses.MISSING
        }
    found: Mapping[str, Any] = kind._field_defaults
    return found


def _unset(kind: Any) -> Any:
    """Return what a value of a type is that an older machine does not send."""
    return [] if get_origin(kind) is tuple else _EMPTY.get(kind)


# --- what is sent ---------------------------------------------------------------------------------


def _version(value: Any, where: str) -> int:
    found: int = whole_number(value, where)
    if found > PROTOCOL:
        raise Malformed("that machine has a newer silent999: update the one here")
    return found


_LINES = many(text)
LOOKED_UP = record({}, {"seats": (many(pair(text, text)), []), "note": (_LINES, [])})
"""The free seats of a code, role and name, and the content note."""
CLAIMED = record({"token": text}, {})
DONE = record({}, {"lines": (_LINES, [])})
"""What came of asking the coach, or of a word alone."""
UNDERSTOOD = record(
    {},
    {
        "heading": (text, ""),
        "readings": (many(pair(text, text)), []),
        "surely": (flag, False),
        "shown": (many(_of_class(ShownReading, ("does",))), []),
    },
)
"""What a line would mean: labels, each with why it is not possible now; and each in full."""
_ASKED = ("name", "label", "options", "several")
_QUESTION = _of_class(ShownQuestion, _ASKED)
ACTED = record({}, {"say": (text, ""), "questions": (many(_QUESTION), [])})
LOBBY = record({"code": text, "seats": many(pair(text, text))}, {})
_SINCE_THE_FIRST = ("state", "turn", "hint", "coach", "ended")
"""What every version of a frame has; what came later may be missing."""
FRAME = _of_class(
    SeatFrame,
    _SINCE_THE_FIRST,
    {
        "captions": many(_of_class(ShownCaption, ("n", "at", "who", "text"))),
        "cards": many(pair(text, _LINES)),
    },
    {"next": (flag, False), "version": (Shape(_version, whole_number.schema), 1)},
)
"""Cards are their titles and their lines in words: so every terminal can print them."""
EVENTS: Mapping[str, Shape] = {"lobby": LOBBY, "frame": FRAME}
"""The events of a seat's stream. Others are passed over."""

# --- what is asked --------------------------------------------------------------------------------

SHORT = text_up_to(400)
"""What a person types at once, a label, a name."""
MOST_ANSWERS = 100
_ANSWERS = named(one_or_many(SHORT, MOST_ANSWERS), MOST_ANSWERS)
_WORDS = (SHORT, "")
NOTHING = record({}, {})
REQUESTS: Mapping[str, Shape] = {
    "/api/look-up": record({}, {"code": _WORDS}),
    "/api/claim": record({}, {"code": _WORDS, "role": _WORDS}),
    "/api/open": record(
        {},
        {
            **dict.fromkeys(("scenario", "role", "handler", "profile", "force"), _WORDS),
            "seed": (text_up_to(12), ""),
            **dict.fromkeys(("assessed", "lesson", "alone"), (ticked, False)),
        },
    ),
    **{
        f"/api/{word}": NOTHING for word in ("begin", "next-call", "skip", "stop", "leave", "coach")
    },
    "/api/line": record({}, {"line": _WORDS}),
    "/api/act": record(
        {},
        {
            "key": (text_up_to(8), ""),
            "line": _WORDS,
            "reading": _WORDS,
            "read": (maybe(SHORT), None),
            "answers": (maybe(_ANSWERS), None),
        },
        {
            "key": "The key of an act; empty if a line is meant.",
            "line": "What was typed.",
            "reading": "The label of the way in which the line is meant; empty for the first.",
            "read": "The line that the reading is of, if more may have been typed since.",
            "answers": "What was chosen or typed, by the name of each question.",
        },
    ),
    "/api/debrief": record({}, {"answers": (maybe(_ANSWERS), None)}),
    "/api/again": record(
        {}, {"at": (text_up_to(12), "")}, {"at": "The moment (ms) just before which it goes on."}
    ),
}
"""The body of each request of a seat. Keys that are not here are left out."""
ANSWERED: Mapping[str, Shape] = {
    "/api/look-up": LOOKED_UP,
    "/api/claim": CLAIMED,
    "/api/line": UNDERSTOOD,
    "/api/act": ACTED,
    "/api/coach": DONE,
}
"""What a terminal reads of the answers."""


def schema() -> Schema:
    """Return the JSON Schema (draft 7) of a message of the protocol: one of the definitions."""
    named_shapes = {
        **{f"event-{name}": shape for name, shape in EVENTS.items()},
        **{_name("request", path): shape for path, shape in REQUESTS.items()},
        **{_name("answer", path): shape for path, shape in ANSWERED.items()},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"silent999: protocol of a seat, version {PROTOCOL}",
        "anyOf": [{"$ref": f"#/definitions/{name}"} for name in named_shapes],
        "definitions": {name: shape.schema for name, shape in named_shapes.items()},
    }


def _name(kind: str, path: str) -> str:
    return f"{kind}-{path.removeprefix('/api/')}"
