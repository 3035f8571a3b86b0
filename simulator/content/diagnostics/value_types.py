"""A value in a file with its type in the model, whose words and keys the messages use."""

from __future__ import annotations

import enum
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo

from simulator.content.diagnostics.near_words import choice, clipped
from simulator.content.fields.content_model import Content, descriptions
from simulator.content.yaml.positions import Document, KeyPath, Position


@dataclass(frozen=True, slots=True)
class SchemaPosition:
    """A value in the file, and the types and field that the model has for it."""

    document: Document
    key_path: KeyPath
    kinds: tuple[_Alternative, ...]
    """The types that it may have."""
    field: _Field | None = None
    """The field that it is the value of."""

    @property
    def place(self) -> Position:
        return self.document.place(self.key_path)

    @property
    def source(self) -> str:
        """The value as the file has it."""
        return self.document.source(self.place)

    @property
    def keys(self) -> list[str]:
        """The keys that a mapping here may have; empty if any key may."""
        return list(dict.fromkeys(key for each in self.kinds for key in _keys(each.kind)))

    @property
    def needed(self) -> list[str]:
        """The keys that a mapping here must have, by the first model that it may be."""
        fields = next(filter(None, (_fields(each.kind) for each in self.kinds)), {})
        return [key for key, field in fields.items() if field.info.is_required()]

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are allowed here; empty if there is no closed list."""
        return tuple(str(word) for each in self.kinds for word in _closed_words(each.kind))

    @property
    def example(self) -> str:
        """An example value for a fix: the field's own, or dots to fill in."""
        examples = self.field.info.examples if self.field else None
        return self.words[0] if len(self.words) == 1 else str((examples or ["..."])[0])

    def tags(self, discriminator: str) -> list[str]:
        """Return the values of the discriminator key that choose between the union's models."""
        return [tag for each in self.kinds for tag in _tags(each, discriminator)]

    def below(self, part: str | int) -> list[tuple[Any, _Field | None]]:
        """Return the types under a key or an index; with the field, if it is a model's key."""
        return [found for each in self.kinds for found in _below(each.kind, part)]

    def inside(self, part: str | int) -> SchemaPosition:
        """Return the position under a key or an index, which the file may lack."""
        below = self.below(part)
        kinds = tuple(each for annotation, _ in below for each in _alternatives(annotation))
        field = next((field for _, field in below if field is not None), None)
        there = (*self.key_path, part)
        key_path = there if self.document.has(there) else self.key_path
        return replace(self, key_path=key_path, kinds=kinds, field=field)

    def meant(self, kind: str, link: str = ", as ") -> str:
        """Return what was expected: the field's description, if any, and the kind of value."""
        meaning = self.field.meaning() if self.field else ""
        return link.join(filter(None, (meaning, kind)))

    def said(self, value: Any) -> str:
        """Return what was found, as part of a message."""
        match value:
            case bool():
                return f"found {str(value).lower()}"
            case str():
                return f'found the text "{clipped(value)}"' if value else "found an empty text"
            case list():
                return f"found a list, {len(value)} long" if value else "found an empty list"
            case dict():
                keys = [*value][:5] + ["more"] * (len(value) > 5)
                return f"found the keys {choice(keys, 'and')}" if value else "found no keys"
        return "found nothing" if value is None else f"found the number {self.source}"


def locate(document: Document, root: Any, loc: KeyPath) -> SchemaPosition:
    """Follow a pydantic error's `loc` through model and file at once.

    At a union, pydantic inserts the tag of the member that it tried. It isn't in the file and may
    look like a key of it, so only the model can distinguish the two.
    """
    position = SchemaPosition(document, (), tuple(_alternatives(root)))
    for part in loc:
        named = tuple(each for each in position.kinds if part in _tags(each))
        if len(position.kinds) > 1 and named:
            position = replace(position, kinds=named)
        else:
            position = position.inside(part)
    return position


class _Alternative(NamedTuple):
    kind: Any
    tag: str = ""


def _alternatives(annotation: Any) -> Iterator[_Alternative]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        tag = next((each.tag for each in arguments[1:] if isinstance(each, Tag)), "")
        for each in _alternatives(arguments[0]):
            yield each._replace(tag=tag or each.tag)
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _alternatives(argument)
    elif annotation is not types.NoneType:
        yield _Alternative(annotation)


class _Field(NamedTuple):
    """A field of a model."""

    content: type[Content]
    name: str
    info: FieldInfo

    def meaning(self) -> str:
        """Return the first clause of the description, for use inside another sentence."""
        text = self.info.description or descriptions(self.content).get(self.name, "")
        sentence = re.split(r"[.;](?:\s|$)", " ".join(text.replace("`", "").split()))[0]
        if "{" not in sentence:
            sentence = sentence.split(": ")[0]
        return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _fields(kind: Any) -> dict[str, _Field]:
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    content, fields = kind.content, kind.model_fields.items()  # type: ignore[attr-defined]
    return {info.alias or name: _Field(content, name, info) for name, info in fields}


def _keys(kind: Any) -> list[str]:
    """The keys of a model, or of a mapping whose keys are a closed list."""
    origin = get_origin(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        keys = _alternatives(get_args(kind)[0])
        return [str(word) for each in keys for word in _closed_words(each.kind)]
    return list(_fields(kind))


def _closed_words(kind: Any) -> list[Any]:
    if isinstance(kind, enum.EnumType):
        members: Iterable[enum.Enum] = kind
        return [member.value for member in members]
    return list(get_args(kind)) if get_origin(kind) is Literal else []


def _below(kind: Any, part: str | int) -> Iterator[tuple[Any, _Field | None]]:
    if (field := _fields(kind).get(str(part))) is not None:
        yield field.info.annotation, field
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(origin, type) and arguments:
        if issubclass(origin, Mapping) and isinstance(part, str):
            yield arguments[-1], None
        elif issubclass(origin, Iterable) and isinstance(part, int):
            yield from ((argument, None) for argument in arguments if argument is not ...)


def _tags(alternative: _Alternative, discriminator: str = "") -> list[str]:
    """Return the words by which a validator distinguishes one member of a union."""
    if alternative.tag:
        return [alternative.tag]
    fields = _fields(alternative.kind).items()
    kinds = [field.info.annotation for name, field in fields if discriminator in ("", name)]
    return [str(word) for each in kinds if get_origin(each) is Literal for word in get_args(each)]
