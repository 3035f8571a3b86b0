"""Plain values as entries of a log, where there is no pydantic: in a page without a server.

A value is read by the types of the fields of its class, so a new act or field needs nothing here.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from simulator.core import acts as do
from simulator.core.log import Body, FlowEvent, TimerFired


@cache
def there_are_models() -> bool:
    """Return whether files are read by pydantic here."""
    try:
        import pydantic_core  # noqa: F401
    except ImportError:
        return False
    return True


def from_json(data: bytes) -> Any:
    """Return what JSON holds; ValueError for anything else."""
    if there_are_models():
        from pydantic_core import from_json as read

        return read(data)
    try:
        return json.loads(data.decode(), parse_constant=_refused)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _refused(word: str) -> Any:
    raise ValueError(f"{word} isn't a number")


def body_from(plain: Any) -> Body:
    """Return an act, a timer or a flow event from plain values; ValueError if it is none."""
    if not isinstance(plain, dict) or not isinstance(plain.get("kind"), str):
        raise ValueError("it has no kind")
    made = _bodies().get(plain["kind"])
    if made is None:
        raise ValueError(f"there is no {plain['kind']}")
    body: Body = _record(made, {key: plain[key] for key in plain if key != "kind"})
    return body


@cache
def _bodies() -> Mapping[str, Any]:
    classes = [each for union in (do.Action, FlowEvent) for each in _members(union)]
    return {get_args(hints_of(each)["kind"])[0]: each for each in (*classes, TimerFired)}


def _members(union: Any) -> tuple[Any, ...]:
    return get_args(getattr(union, "__value__", union))


@cache
def hints_of(made: Any) -> Mapping[str, Any]:
    """Return the types of the fields of a class."""
    return get_type_hints(made)


def _record(made: Any, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise ValueError(f"{made.__name__} isn't an object")
    hints = hints_of(made)
    names = [each.name for each in fields(made) if each.init and each.name != "kind"]
    if unknown := plain.keys() - {*names}:
        raise ValueError(f"{made.__name__} has no {min(unknown)}")
    try:
        return made(**{key: value_of(hints[key], held) for key, held in plain.items()})
    except TypeError as error:  # A field is missing.
        raise ValueError(str(error)) from None


def value_of(hint: Any, plain: Any) -> Any:
    """Return a value of a type from plain values; ValueError if it is none."""
    origin = get_origin(hint)
    if origin is Annotated:
        return value_of(get_args(hint)[0], plain)
    if origin in (Union, types.UnionType):
        return _first_that_fits(get_args(hint), plain)
    if origin is Literal and plain in get_args(hint):
        return plain
    if origin is tuple:
        return _several(get_args(hint), plain)
    if hint is type(None) and plain is None:
        return None
    if hint in (str, int, bool) and type(plain) is hint:
        return plain
    if hint is float and type(plain) in (int, float):
        return float(plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    if hasattr(hint, "__dataclass_fields__"):
        return _record(hint, plain)
    if hasattr(hint, "_fields") and isinstance(plain, dict) and plain.keys() == {*hint._fields}:
        return hint(**{name: value_of(hints_of(hint)[name], plain[name]) for name in hint._fields})
    raise ValueError(f"{plain!r:.40} does not fit")


def _first_that_fits(hints: tuple[Any, ...], plain: Any) -> Any:
    for hint in hints:
        try:
            return value_of(hint, plain)
        except ValueError:
            continue
    raise ValueError(f"{plain!r:.40} does not fit")


def _several(hints: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise ValueError(f"{plain!r:.40} isn't a list")
    if len(hints) == 2 and hints[1] is Ellipsis:
        hints = (hints[0],) * len(plain)
    return tuple(value_of(hint, each) for hint, each in zip(hints, plain, strict=True))
