"""What is said of a field or a type besides its type: bounds, how it is read, checked and written.

Pydantic asks each of these for its part of a schema when a file is first validated: that is its own
way for types of others (`__get_pydantic_core_schema__`). To say it loads nothing: a command that
reads only what is shipped must not load pydantic, which takes longer than all else.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

JsonSchemaValue = dict[str, Any]

NEEDED: Any = object()
"""The default of a field that a file must have."""


class FieldSpec(NamedTuple):
    """One field of a content class, as far as its type doesn't say it."""

    default: Any = NEEDED
    alias: str | None = None
    """The key in a file, if it isn't the name of the field."""
    examples: Sequence[Any] = ()
    """What a message proposes where the key is missing."""
    description: str = ""
    """Its meaning, of a field that is derived from a table; else the string under it says it."""


def field(*, default: Any = NEEDED, alias: str | None = None, examples: Sequence[Any] = ()) -> Any:
    """Return what is said of a field in the place of its default."""
    return FieldSpec(default, alias, examples)


class Described(NamedTuple):
    """The meaning of each field of a type, unless the field has its own."""

    text: str


class Tag(NamedTuple):
    """The name of a member of a union, by which `OneOf` chooses it."""

    name: str


class _Part:
    """The base of all that has a part in a schema."""

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the type `of`, with this part."""
        raise NotImplementedError


class Bounds(_Part):
    """Limits of a number, or of the length of a list: `ge`, `le`, `gt`, `min_length` ..."""

    def __init__(self, **limits: Any) -> None:
        """Take limits by the names that pydantic has for them."""
        self.limits = limits

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Add the limits to the schema of the number or the list."""
        schema: Any = {**handler(of), **self.limits}
        return schema  # type: ignore[no-any-return]


class Lax(_Part):
    """A type whose values a file writes in another form: a list for a tuple, a word for it."""

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Leave the class's strictness for this type."""
        from pydantic import Strict

        return handler.generate_schema(Annotated[of, Strict(False)])


class ReadBy(_Part):
    """A function that a value goes through before its type is checked."""

    def __init__(self, read: Callable[[Any], Any], shown: JsonSchemaValue | None = None) -> None:
        """`shown` is the schema of what a file may have, if it isn't that of the type."""
        self.read, self.shown = read, shown

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Call the function before the type's own schema."""
        from pydantic_core import core_schema

        shown = self.shown and handler.generate_schema(Annotated[str, Shown(self.shown)])
        return core_schema.no_info_before_validator_function(
            self.read, handler(of), json_schema_input_schema=shown or None
        )


class MadeBy(_Part):
    """The one function that makes a value of the core from what a file has, or refuses it."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        """`make` is also given values that are made already, and returns them."""
        self.make = make

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Call the function alone."""
        del of, handler
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.make)


class CheckedBy(_Part):
    """A function that a value goes through once it has its type."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        """`check` returns the value, or refuses it."""
        self.check = check

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Call the function after the type's own schema."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.check, handler(of))


class WrittenBy(_Part):
    """A function that returns a value as a file has it."""

    def __init__(self, write: Callable[[Any], Any]) -> None:
        """Take the function."""
        self.write = write

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Write by the function."""
        from pydantic_core import core_schema

        schema: Any = handler(of)
        written = core_schema.plain_serializer_function_ser_schema(self.write)
        return {**schema, "serialization": written}


class Shown:
    """The JSON Schema of a type, as an editor is given it."""

    def __init__(self, schema: JsonSchemaValue) -> None:
        """Take the schema."""
        self.schema = schema

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema."""
        del schema, handler
        return dict(self.schema)


class OneOf(_Part):
    """The choice among the tagged members of a union, so that a message is about one of them."""

    def __init__(self, key: Callable[[Any], str | None] | str) -> None:
        """`key` gives the tag of what a file has, or is the field whose words are the tags."""
        self.key = key

    def __get_pydantic_core_schema__(self, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the members' schemas by their tags."""
        from pydantic_core import core_schema

        choices: dict[Any, CoreSchema] = {}
        for member in typing.get_args(of):
            schema = handler.generate_schema(member)
            choices |= dict.fromkeys(self._tags(member), schema)
        return core_schema.tagged_union_schema(choices, self.key)

    def _tags(self, member: Any) -> Sequence[str]:
        if isinstance(self.key, str):
            words: tuple[str, ...] = typing.get_args(member.hints()[self.key])
            return words
        return [each.name for each in member.__metadata__ if isinstance(each, Tag)]


M = TypeVar("M", bound=Any)


def _marking(role: str) -> Callable[[M], M]:
    def mark(method: M) -> M:
        method.has_part = role
        return method

    return mark


reads = _marking("reads")
"""Mark a class method that is given what a file has for a whole value, and returns it or another
form of it, before the fields are read."""
checks = _marking("checks")
"""Mark a method that checks a value whose fields are read, and returns it."""
writes = _marking("writes")
"""Mark a method that is given a handler, which writes the fields, and returns what a file has."""


def marked_methods(bases: Sequence[type]) -> Mapping[str, str]:
    """Return the names of marked methods with what each does, those of the first base first."""
    held = (each for base in bases for each in vars(base).items())
    return {name: each.has_part for name, each in held if hasattr(each, "has_part")}
