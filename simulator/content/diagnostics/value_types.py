"""A value of a file and what the model means it to be, found by walking both at once.

The words and keys that a message offers come from the model, or a second list of them would grow.
"""

from __future__ import annotations

import enum
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Strict, Tag, TypeAdapter
from pydantic.errors import PydanticUserError
from pydantic.fields import FieldInfo

from simulator.content.diagnostics.nearest_word import LONGEST_WORD
from simulator.content.fields.content_model import descriptions
from simulator.content.yaml.positions import Document, Position, Trail


def choice(words: Iterable[object], last: str = "or") -> str:
    """Words as a person lists them: ``yes, no or unknown``."""
    *most, final = [clipped(str(word)) for word in words] or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def clipped(text: str) -> str:
    return text if len(text) <= LONGEST_WORD else text[: LONGEST_WORD - 3] + "..."


@dataclass(frozen=True, slots=True)
class SchemaPosition:
    """A value in the file, and what the model means it to be."""

    document: Document
    trail: Trail
    kinds: tuple[_Alternative, ...]
    """The types that it may have."""
    field: _Field | None
    """The field that it is the value of."""
    choices: tuple[tuple[Trail, str], ...]
    """The alternatives that the path went through: where, and pydantic's name for the one tried."""

    @property
    def place(self) -> Position:
        return self.document.place(self.trail)

    @property
    def source(self) -> str:
        """The value as the file spells it."""
        return self.document.source(self.place)

    @property
    def value(self) -> Any:
        """The value itself."""
        value = self.document.value
        for part in self.trail:
            value = value[part]
        return value

    def takes(self, value: Any) -> bool:
        """Whether a value could be here, by all that its field asks for."""
        if self.field and self.field.info.metadata:
            return accepts(Annotated[self.field.info.annotation, *self.field.info.metadata], value)
        return any(accepts(each.kind, value) for each in self.kinds)

    @property
    def keys(self) -> list[str]:
        """The keys that a mapping here may have, if only certain keys are."""
        return list(dict.fromkeys(key for each in self.kinds for key in _keys(each.kind)))

    @property
    def required(self) -> list[str]:
        """The keys that a mapping here must have, by the first kind of mapping."""
        for each in self.kinds:
            if fields := _fields(each.kind):
                return [key for key, field in fields.items() if field.info.is_required()]
        return []

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are allowed here, if only certain words are."""
        return tuple(str(word) for each in self.kinds for word in _words(each.kind))

    @property
    def example(self) -> str:
        """What could be here: an example of the field, else dots to fill in."""
        if any(get_origin(each.kind) in (list, tuple) for each in self.kinds):
            return "[...]"
        if len(self.words) == 1:
            return self.words[0]
        examples = self.field.info.examples if self.field else None
        return str(examples[0]) if examples else "..."

    def tags(self, telling: str) -> list[str]:
        """What distinguishes the alternatives: the names given to them, or one field's words."""
        return [tag for each in self.kinds for tag in tags_of(each, telling)]

    def below(self, part: str | int) -> list[tuple[Any, _Field | None]]:
        """What one step further may be: a type, and the field if the step is a key."""
        return [found for each in self.kinds for found in _below(each.kind, part)]

    def inside(self, part: str | int) -> SchemaPosition:
        """What is meant under one of its keys or entries, which the file may not have."""
        below = self.below(part)
        kinds = tuple(each for annotation, _ in below for each in _alternatives(annotation))
        field = next((field for _, field in below if field is not None), None)
        known = self.document.has((*self.trail, part))
        return replace(
            self, trail=(*self.trail, part) if known else self.trail, kinds=kinds, field=field
        )

    def meant(self, kind: str, link: str = ", as ") -> str:
        """What was expected: the field's description, if it has one, and the kind of value."""
        meaning = self.field.meaning() if self.field else ""
        return link.join(filter(None, (meaning, kind)))

    def said(self, value: Any) -> str:
        """What was found, in words."""
        if isinstance(value, str):
            return f'found the text "{clipped(value)}"' if value else "found an empty text"
        if isinstance(value, list):
            return f"found a list, {len(value)} long" if value else "found an empty list"
        if isinstance(value, dict):
            keys = [*value][:5] + ["more"] * (len(value) > 5)
            return f"found the keys {choice(keys, 'and')}" if value else "found no keys"
        if isinstance(value, bool):
            return f"found {str(value).lower()}"
        return "found nothing" if value is None else f"found the number {self.source}"


def locate(document: Document, root: Any, loc: Trail) -> SchemaPosition:
    """Follow pydantic's path through model and file at once.

    Where several types are possible, pydantic puts a name for the one that it tried into the path.
    It is nowhere in the file, and may be spelt like a key, so only the model can say which it is.
    """
    position = SchemaPosition(document, (), tuple(_alternatives(root)), None, ())
    chosen = False
    for part in loc:
        below = position.below(part)
        known = document.has((*position.trail, part))
        if (len(position.kinds) > 1 and not chosen) or not (below or known):
            named = tuple(each for each in position.kinds if _is_called(each, str(part)))
            choices = (*position.choices, (position.trail, str(part)))
            position = replace(position, kinds=named or position.kinds, choices=choices)
            chosen = True
        else:
            position = position.inside(part)
            chosen = False
    return position


def accepts(kind: Any, value: Any) -> bool:
    """Whether a value is one of that kind; a validator may fail on what it never gets."""
    try:
        _adapter(kind).validate_python(value)
    except (ValueError, TypeError, AttributeError, PydanticUserError):
        return False
    return True


@lru_cache(maxsize=256)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    if get_origin(kind) in (list, tuple, frozenset):
        # Entries are taken as strictly as in a model, but a list will do for a tuple.
        held: Any = Annotated[kind, Strict(False)]
        return TypeAdapter(held, config=ConfigDict(strict=True))
    return TypeAdapter(kind)


class _Alternative(NamedTuple):
    kind: Any
    tag: str = ""


def _alternatives(annotation: Any) -> Iterator[_Alternative]:
    """The types that an annotation means, without wrappers and without None."""
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

    model: type[BaseModel]
    name: str
    info: FieldInfo

    def meaning(self) -> str:
        """The first sentence of its description, to go on with in another sentence."""
        text = self.info.description or descriptions(self.model).get(self.name, "")
        sentence = re.split(r"[.;](?:\s|$)", " ".join(text.replace("`", "").split()))[0]
        if "{" not in sentence:
            sentence = sentence.split(": ")[0]
        return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _fields(kind: Any) -> dict[str, _Field]:
    """The fields of a model under the names that a file uses; of anything else, none."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    fields = kind.model_fields.items()
    return {info.alias or name: _Field(kind, name, info) for name, info in fields}


def _keys(kind: Any) -> list[str]:
    """The keys of a model, or of a mapping with keys from a closed list."""
    origin = get_origin(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        keys = _alternatives(get_args(kind)[0])
        return [str(word) for each in keys for word in _words(each.kind)]
    return list(_fields(kind))


def _words(kind: Any) -> list[Any]:
    """The words of a closed list."""
    if isinstance(kind, enum.EnumType):
        members: Iterable[enum.Enum] = kind
        return [member.value for member in members]
    return list(get_args(kind)) if get_origin(kind) is Literal else []


def _below(kind: Any, part: str | int) -> Iterator[tuple[Any, _Field | None]]:
    field = _fields(kind).get(str(part))
    if field is not None:
        yield field.info.annotation, field
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(origin, type) and arguments:
        if issubclass(origin, Mapping) and isinstance(part, str):
            yield arguments[-1], None
        elif issubclass(origin, Iterable) and isinstance(part, int):
            yield from ((argument, None) for argument in arguments if argument is not ...)


def tags_of(alternative: _Alternative, telling: str = "") -> list[str]:
    """The words by which a validator distinguishes an alternative from the others."""
    if alternative.tag:
        return [alternative.tag]
    fields = _fields(alternative.kind)
    told = [field.info.annotation for name, field in fields.items() if telling in ("", name)]
    return [str(word) for each in told if get_origin(each) is Literal for word in get_args(each)]


def _is_called(alternative: _Alternative, name: str) -> bool:
    """Whether ``name`` is what pydantic calls this alternative in its paths."""
    origin = get_origin(alternative.kind)
    own = "literal" if origin is Literal else getattr(origin or alternative.kind, "__name__", "")
    return name in tags_of(alternative) or name.split("[")[0].removeprefix("constrained-") == own
