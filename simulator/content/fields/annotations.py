"""Pydantic's annotations by their own names, to be made pydantic's when a file is validated.

Shipped content is read without validation, so a command that reads no file of a user's must not
load pydantic: it takes longer than all else. `pydantic_models` turns each note into the real thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from pydantic import AfterValidator as AfterValidator
    from pydantic import BeforeValidator as BeforeValidator
    from pydantic import Discriminator as Discriminator
    from pydantic import Field as Field
    from pydantic import PlainSerializer as PlainSerializer
    from pydantic import Strict as Strict
    from pydantic import Tag as Tag
    from pydantic import WithJsonSchema as WithJsonSchema
    from pydantic.json_schema import SkipJsonSchema as SkipJsonSchema

MISSING: Any = object()
"""The default of a field that a file must have."""


class FieldNote:
    """What is said of a field or a type: the name of a class of pydantic, and its arguments."""

    def __init__(self, name: str, arguments: tuple[Any, ...], keys: Mapping[str, Any]) -> None:
        """`name` is that of the class or function in pydantic."""
        self.name, self.arguments, self.keys = name, arguments, keys

    @property
    def default(self) -> Any:
        """The default of a `Field`; `MISSING` without one."""
        given = self.arguments[0] if self.arguments else self.keys.get("default", MISSING)
        return MISSING if given is ... else given

    @property
    def alias(self) -> str | None:
        """The key in a file, if it isn't the name of the field."""
        alias: str | None = self.keys.get("alias")
        return alias


class FromFile:
    """The base of all classes of content, by which a class is known to have a model."""

    __slots__ = ()


def _noting(name: str) -> Any:
    return lambda *arguments, **keys: FieldNote(name, arguments, keys)


if not TYPE_CHECKING:
    AfterValidator = _noting("AfterValidator")
    BeforeValidator = _noting("BeforeValidator")
    Discriminator = _noting("Discriminator")
    Field = _noting("Field")
    PlainSerializer = _noting("PlainSerializer")
    SkipJsonSchema = _noting("json_schema.SkipJsonSchema")
    Strict = _noting("Strict")
    Tag = _noting("Tag")
    WithJsonSchema = _noting("WithJsonSchema")

F = TypeVar("F", bound=Any)

kept = cast("Callable[[F], F]", cache)
"""`cache` for functions of a class; the type checker takes a class with a hash for one without."""


def _marking(name: str) -> Callable[..., Callable[[F], F]]:
    def with_arguments(*arguments: Any, **keys: Any) -> Callable[[F], F]:
        def mark(method: F) -> F:
            method.note = FieldNote(name, arguments, keys)
            return method

        return mark

    return with_arguments


field_validator = _marking("field_validator")
model_serializer = _marking("model_serializer")
model_validator = _marking("model_validator")
"""Mark a method as one that pydantic calls, as its own decorators do."""
