"""The pydantic schema of a content class, made when a file is first validated or written.

A class is its own model: what pydantic validates becomes a value of it, whose fields, keys, checks
and descriptions are in its body alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic_core import core_schema

from simulator.content.fields.schema_parts import NEEDED, marked_methods

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, TypeAdapter
    from pydantic_core import CoreSchema

ContentClass = Any
"""A subclass of `Content`. Its module imports this one, so it cannot be named here."""

_IN_PROGRESS: ContextVar[tuple[str, ...]] = ContextVar("_IN_PROGRESS", default=())
"""The classes whose fields are being described: one that has itself in a field is referred to."""


def adapter(annotation: Any) -> TypeAdapter[Any]:
    """Return what validates and writes values of a type that may hold content classes."""
    from pydantic import TypeAdapter

    with _without_plugins():
        return TypeAdapter(annotation)


@cache
def content_adapter(content: ContentClass) -> TypeAdapter[Any]:
    """Return the adapter of a content class, made once."""
    return adapter(content)


@contextmanager
def _without_plugins() -> Iterator[None]:
    """Keep pydantic from looking for plugins: it reads the metadata of all that is installed.

    That takes 17 ms of every command that reads a user's file, and nothing here is for a plugin.
    """
    name = "PYDANTIC_DISABLE_PLUGINS"
    before = os.environ.get(name)
    os.environ[name] = "__all__"
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def schema_of(content: ContentClass, of: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the schema of a content class; `of` is the class, or the class of something."""
    ref = _ref_of(content, of)
    above = _IN_PROGRESS.get()
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
