"""The pydantic model of a content class, made when a file is first validated, written or described.

A model has the fields, keys and checks of its class. What it validates becomes a value of the class
itself, so the program never meets a model.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ForwardRef, Generic, Union

import pydantic
import pydantic.json_schema

from simulator.content.fields.annotations import MISSING, FieldNote, FromFile, kept

ContentClass = Any
"""A subclass of `Content`. Its module imports this one, so it cannot be named here."""

_BEING_MADE: list[ContentClass] = []


class _OfContent(type(pydantic.BaseModel)):  # type: ignore[misc] # It has no public name.
    """The type of a model whose values are those of a content class."""

    content: ContentClass

    def __instancecheck__(self, value: Any) -> bool:
        """Whether a value is one of the class: pydantic then takes and writes it as it is."""
        return isinstance(value, self.content)


@kept
def pydantic_model(content: ContentClass) -> type[pydantic.BaseModel]:
    """Return the pydantic model of a content class."""
    _BEING_MADE.append(content)
    try:
        hints = content.hints()
        names: dict[str, Any] = {
            "__module__": content.__module__,
            "__qualname__": content.__qualname__,
            "__doc__": content.__doc__,
            "__annotations__": {name: real(hints[name]) for name in content.model_fields},
            "model_config": _config(content),
            # First of the checks: those of the class are written for its own values.
            "_content": pydantic.model_validator(mode="after")(_made(content)),
        }
        if hasattr(content, "json_schema"):
            names["__get_pydantic_json_schema__"] = classmethod(
                lambda _, core_schema, handler: content.json_schema(core_schema, handler)
            )
        kind = getattr(content, "kind", "")
        if kind and "kind" not in content.model_fields:
            names["kind"] = kind
            names["__annotations__"]["kind"] = typing.ClassVar[str]
        for name, field in content.model_fields.items():
            if set(field.keys) - {"default"}:
                names[name] = real(field)
            elif field.default is not MISSING:
                names[name] = field.default
        names |= {name: _check(content, name, method) for name, method in _methods(content).items()}
        generic: Any = Generic
        parameters = getattr(content, "__parameters__", ())
        bases = (pydantic.BaseModel, *((generic[parameters],) if parameters else ()))
        made: Any = types.new_class(
            content.__name__, bases, {"metaclass": _OfContent}, lambda body: body.update(names)
        )
    finally:
        _BEING_MADE.pop()
    made.content = content
    model: type[pydantic.BaseModel] = made
    return model


def adapter(annotation: Any) -> pydantic.TypeAdapter[Any]:
    """Return what validates and writes values of a type that may hold content classes."""
    return pydantic.TypeAdapter(real(annotation))


def real(hint: Any) -> Any:
    """Return a type, or a note, in pydantic's own terms."""
    if isinstance(hint, FieldNote):
        return _real_note(hint)
    if isinstance(hint, type) and issubclass(hint, FromFile):
        return ForwardRef(hint.__name__) if hint in _BEING_MADE[-1:] else pydantic_model(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is None or origin is typing.Literal or not arguments:
        return hint
    if origin is Annotated:
        return Annotated[tuple(real(each) for each in arguments)]
    inner = tuple(real(each) for each in arguments)
    if origin in (Union, types.UnionType):
        return Union[inner]  # noqa: UP007 - built at run time
    if isinstance(origin, type) and issubclass(origin, FromFile):
        generic: Any = pydantic_model(origin)
        return generic[inner]
    return origin[inner]


def _real_note(note: FieldNote) -> Any:
    made: Any = pydantic
    for part in note.name.split("."):
        made = getattr(made, part)
    return made(*note.arguments, **{key: real(value) for key, value in note.keys.items()})


def _made(content: ContentClass) -> Callable[[Any], Any]:
    def into_content(self: Any) -> Any:
        if type(self).__class__ is not _OfContent:
            return self  # One that was made before, such as a default.
        return content.with_values(self.__dict__, self.model_fields_set, self.__pydantic_extra__)

    return into_content


def _config(content: ContentClass) -> pydantic.ConfigDict:
    found = pydantic.ConfigDict(defer_build=True)
    for base in reversed(content.__mro__):
        found |= vars(base).get("model_config", {})
    return found


def _methods(content: ContentClass) -> Mapping[str, Any]:
    held = (each for base in reversed(content.__mro__) for each in vars(base).items())
    return {name: each for name, each in held if hasattr(each, "note")}


def _check(content: ContentClass, name: str, method: Any) -> Any:
    decorate = _real_note(method.note)
    if not isinstance(method, classmethod):
        return decorate(method)
    bound: Callable[[Any], Any] = getattr(content, name)

    def check(_model: Any, value: Any) -> Any:
        return bound(value)

    return decorate(classmethod(check))
