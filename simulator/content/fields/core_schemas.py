"""The pydantic schema of a content class, made when a file is first validated or written.

A class is its own model: what pydantic validates becomes a value of it, whose fields, keys, checks
and descriptions are in its body alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic_core import PydanticKnownError, core_schema

from simulator.content.fields.schema_parts import NEEDED, marked_methods

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, TypeAdapter
    from pydantic_core import CoreSchema

ContentClass = Any
"""A subclass of `Content`. Its module imports this one, so it cannot be named here."""

_DESCRIBING: ContextVar[bool] = ContextVar("_DESCRIBING", default=False)
"""Whether a schema is made to be described whole, for editors, and not to read a file."""
_IN_PROGRESS: ContextVar[tuple[str, ...]] = ContextVar("_IN_PROGRESS", default=())
"""The classes whose fields are being described: one that has itself in a field is referred to."""

_DEPTH: ContextVar[int] = ContextVar("_DEPTH", default=0)
"""How many values of content classes there are around the one that is read."""
_MOST_INSIDE = 100
"""More than a file can hold (`MAX_DEPTH` of `content.yaml.positions`), or a record is read with."""


def adapter(annotation: Any) -> TypeAdapter[Any]:
    """Return what validates and writes values of a type that may hold content classes."""
    from pydantic import TypeAdapter

    with _without_plugins():
        return TypeAdapter(annotation)


@cache
def content_adapter(content: ContentClass) -> TypeAdapter[Any]:
    """Return the adapter of a content class, made once."""
    return adapter(content)


@cache
def _reader(content: ContentClass) -> Callable[[Any], Any]:
    made: Callable[[Any], Any] = content_adapter(content).validator.validate_python
    return made


def described(content: ContentClass) -> TypeAdapter[Any]:
    """Return an adapter of a content class that can describe all that may be in it."""
    token = _DESCRIBING.set(True)
    try:
        return adapter(content)
    finally:
        _DESCRIBING.reset(token)


@contextmanager
def _without_plugins() -> Iterator[None]:
    """Keep pydantic from looking for plugins: it reads the metadata of all that is installed.

    That takes 17 ms of every command that reads a user's file, and nothing here is for a plugin.
    """
    name = "PYDANTIC_DISABLE_PLUGINS"
    with _ENVIRONMENT:
        before = os.environ.get(name)
        os.environ[name] = "__all__"
        try:
            yield
        finally:
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before


_ENVIRONMENT = RLock()
"""Held while it is another: two threads that restore it at once would leave it so."""


def schema_of(content: ContentClass, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the schema of a content class; `of` is the class, or the class of something."""
    above = _IN_PROGRESS.get()
    if above and of is content and not _DESCRIBING.get():
        return _read_when_met(content)
    ref = _ref_of(content, of)
    if ref in above:
        return core_schema.definition_reference_schema(ref)
    token = _IN_PROGRESS.set((*above, ref))
    try:
        fields = core_schema.model_fields_schema(_fields(content, of, handler))
    finally:
        _IN_PROGRESS.reset(token)
    title = content.__name__
    config = core_schema.CoreConfig(title=title, strict=True, extra_fields_behavior="forbid")
    schema: Any = core_schema.model_schema(content, fields, config=config)
    roles = marked_methods(list(reversed(content.__mro__)))
    for name in (name for name, role in roles.items() if role == "writes"):
        write = getattr(content, name)
        schema["serialization"] = core_schema.wrap_serializer_function_ser_schema(write)
    for name, role in roles.items():
        method = getattr(content, name)
        if role == "reads":
            schema = core_schema.no_info_before_validator_function(method, schema)
        elif role == "checks":
            schema = core_schema.no_info_after_validator_function(method, schema)
    schema["ref"] = ref
    made: CoreSchema = schema
    return made


def _read_when_met(content: ContentClass) -> CoreSchema:
    """Return a schema of a class inside another that makes the class's own when it meets a value.

    A scenario may hold a hundred classes, and one file has some twenty: to make the schemas of all
    takes twice as long as all else of a check.
    """

    def read(value: Any) -> Any:
        depth = _DEPTH.get()
        if depth == _MOST_INSIDE:  # Each level takes some of the stack, which must not overflow.
            raise PydanticKnownError("recursion_loop")
        token = _DEPTH.set(depth + 1)
        try:
            return _reader(content)(value)
        finally:
            _DEPTH.reset(token)

    def write(value: Any, how: core_schema.SerializationInfo) -> Any:
        return content_adapter(content).dump_python(
            value,
            mode=how.mode,  # type: ignore[arg-type] # It is wider than the argument.
            by_alias=how.by_alias,
            exclude_unset=how.exclude_unset,
            exclude_defaults=how.exclude_defaults,
            exclude_none=how.exclude_none,
            warnings=False,
        )

    written = core_schema.plain_serializer_function_ser_schema(write, info_arg=True)
    return core_schema.no_info_plain_validator_function(read, serialization=written)


def _ref_of(content: ContentClass, of: Any) -> str:
    """Return pydantic's own name for a class, by which it describes it once."""
    own = f"{content.__module__}.{content.__qualname__}:{id(content)}"
    arguments = ",".join(f"{each!r}:{id(each)}" for each in get_args(of))
    return f"{own}[{arguments}]" if arguments else own


def _fields(
    content: ContentClass, of: Any, handler: GetCoreSchemaHandler
) -> dict[str, core_schema.ModelField]:
    hints = content.hints()
    origin = get_origin(of)
    filled = dict(zip(origin.__parameters__, get_args(of), strict=True)) if origin else {}
    fields = {}
    for name, spec in content.model_fields.items():
        hint = filled.get(hints[name], hints[name]) if filled else hints[name]
        schema: CoreSchema = handler.generate_schema(hint)
        if spec.default is not NEEDED:
            schema = core_schema.with_default_schema(schema, default=spec.default)
        fields[name] = core_schema.model_field(
            schema, validation_alias=spec.alias, serialization_alias=spec.alias
        )
    return fields
