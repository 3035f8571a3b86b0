"""Values of content classes, core classes and enums as JSON, and back, without pydantic.

A JSON list is a tuple. An object has one key, which says what it is: `e` a member of an enum, `c` a
value of a content class with its fields and the names of those that a file gave, `d` a dataclass
with its fields, `m` a mapping, `l` a list, `s` a set. Only classes of this program are ever made
from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from simulator.content.fields.content_model import Content

_PROGRAM = "simulator."


def encoded(value: Any) -> Any:
    """Return a value as JSON has it; TypeError for a value of another kind."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, tuple) and type(value) is tuple:
        return list(map(encoded, value))
    if isinstance(value, list):
        return {"l": list(map(encoded, value))}
    if isinstance(value, frozenset):
        return {"s": sorted(map(encoded, value))}
    if isinstance(value, Mapping):
        return {"m": [[encoded(key), encoded(inner)] for key, inner in value.items()]}
    if isinstance(value, Enum):
        return {"e": [_name_of(type(value)), value.name]}
    if isinstance(value, Content):
        return {"c": [_name_of(type(value)), *_content(value)]}
    if dataclasses.is_dataclass(value):
        held = {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
        return {"d": [_name_of(type(value)), {n: encoded(each) for n, each in held.items()}]}
    raise TypeError(f"{type(value)} cannot be written")


def _content(value: Content) -> tuple[dict[str, Any], list[str]]:
    fields = value.model_fields
    held = {name: each for name, each in value if each is not fields[name].default}
    return {name: encoded(each) for name, each in held.items()}, sorted(value.model_fields_set)


def decoded(written: Any) -> Any:
    """Return the value that JSON was `encoded` from."""
    if type(written) is list:
        return tuple([decoded(each) for each in written])
    if type(written) is not dict:
        return written
    ((what, held),) = written.items()
    if what == "e":
        return _class(held[0])[held[1]]
    if what == "c":
        name, fields, given = held
        return _class(name).with_values({**_defaults(name), **_decoded(fields)}, set(given))
    if what == "d":
        name, fields = held
        return _class(name)(**_decoded(fields))
    if what == "m":
        return {decoded(key): decoded(value) for key, value in held}
    inner = [decoded(each) for each in held]
    return inner if what == "l" else frozenset(inner)


def _decoded(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: decoded(value) for key, value in fields.items()}


@cache
def _defaults(name: str) -> Mapping[str, Any]:
    return {key: note.default for key, note in _class(name).model_fields.items()}


def _name_of(made: type) -> str:
    name = f"{made.__module__.removeprefix(_PROGRAM)}:{made.__qualname__}"
    if _class(name) is not made:
        raise TypeError(f"{made} has no name by which it can be found")
    return name


@cache
def _class(name: str) -> Any:
    module, _, qualname = name.partition(":")
    made = getattr(import_module(f"{_PROGRAM}{module}"), qualname)
    if issubclass(made, Content | Enum) or dataclasses.is_dataclass(made):
        return made
    raise TypeError(f"{name} is not a class of content")
