"""What the model means at a place of a file, and a problem found there.

The words and keys that a message offers must come from the model, or a second list of them would
grow. So pydantic's path is followed through the model and the file at once.
"""

from __future__ import annotations

import enum
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag
from pydantic.fields import FieldInfo

from simulator.content.diagnostics.coercions import accepts
from simulator.content.diagnostics.nearest_word import LONGEST_WORD
from simulator.content.fields.base import descriptions
from simulator.content.yaml.document import Document, Place, Trail, in_words
from simulator.errors import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and what is needed to weigh it against others."""

    problem: Problem
    loc: Trail
    trail: Trail
    """Where in the file the value stands."""
    choices: tuple[tuple[Trail, str], ...]
    """The alternatives that this error belongs to: where, and pydantic's name for the one tried."""
    lacks: str | None = None
    """The key that is missing."""
    meant_key: str | None = None
    """The key that an unknown one was probably meant to be."""


def choice(words: Iterable[object], last: str = "or") -> str:
    """Words as a person lists them: ``yes, no or unknown``."""
    *most, final = [clipped(str(word)) for word in words] or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def clipped(text: str) -> str:
    return text if len(text) <= LONGEST_WORD else text[: LONGEST_WORD - 3] + "..."


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in the file, and what the model means it to be."""

    document: Document
    trail: Trail
    kinds: tuple[_Alternative, ...]
    """The types that it may have."""
    field: _Field | None
    """The field that it is the value of."""
    choices: tuple[tuple[Trail, str], ...]

    @property
    def place(self) -> Place:
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
        """Whether a value could stand here, by all that its field asks for."""
        tried = [each.kind for each in self.kinds]
        if self.field and self.field.info.metadata:
            tried = [Annotated[self.field.info.annotation, *self.field.info.metadata]]
        return any(accepts(kind, value) for kind in tried)

    @property
    def keys(self) -> list[str]:
        """The keys that a mapping here may have."""
        return list(dict.fromkeys(key for each in self.kinds for key in _fields(each.kind)))

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are allowed here, if only certain words are."""
        found: list[Any] = []
        for each in self.kinds:
            if isinstance(each.kind, enum.EnumType):
                members: Iterable[enum.Enum] = each.kind
                found += [member.value for member in members]
            elif get_origin(each.kind) is Literal:
                found += get_args(each.kind)
        return tuple(map(str, found))

    @property
    def example(self) -> str:
        """What could stand here: an example of the field, else dots to fill in."""
        if any(get_origin(each.kind) in (list, tuple) for each in self.kinds):
            return "[...]"
        if len(self.words) == 1:
            return self.words[0]
        examples = self.field.info.examples if self.field else None
        return str(examples[0]) if examples else "..."

    def nested(self) -> Iterator[tuple[str, Any]]:
        """The keys that hold keys and values of their own, and the kind of those."""
        for each in self.kinds:
            for key, field in _fields(each.kind).items():
                for alternative in _alternatives(field.info.annotation):
                    yield key, alternative.kind

    def tags(self, telling: str) -> list[str]:
        """What tells the alternatives apart: the names given to them, or one field's words."""
        return [tag for each in self.kinds for tag in tags_of(each, telling)]

    def below(self, part: str | int) -> list[tuple[Any, _Field | None]]:
        """What one step further may be: a type, and the field if the step is a key."""
        return [found for each in self.kinds for found in _below(each.kind, part)]

    def inside(self, key: str) -> Spot:
        """What is meant under one of its keys, which the file may not have."""
        below = self.below(key)
        kinds = tuple(each for annotation, _ in below for each in _alternatives(annotation))
        return replace(self, kinds=kinds, field=next((field for _, field in below), None))

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

    def unit_mend(self, value: Any, *, certain: bool = False) -> str:
        """How to write a number where a time with its unit is meant; nothing elsewhere."""
        examples = (self.field.info.examples if self.field else None) or ()
        timed = certain or any(
            re.fullmatch(r"[0-9.]+(ms|s|m|h)", str(example)) for example in examples
        )
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return f"write the unit: {self.source}s" if timed and number else ""

    def finding(
        self, loc: Trail, code: str, found: str, expected: str, mend: str, key: str = ""
    ) -> Finding:
        """A finding about this value, or about one of its keys."""
        trail = (*self.trail, key) if key else self.trail
        place = self.document.place(trail, key=bool(key))
        problem = Problem(
            *self.document.home(place.line),
            place.column,
            code,
            found,
            expected,
            mend,
            self.document.line(place.line),
            place.width,
            in_words(self.document.written(self.trail)),
        )
        return Finding(problem, loc, trail, self.choices)


def locate(document: Document, root: Any, loc: Trail) -> Spot:
    """Follow pydantic's path through model and file at once.

    Where several types are possible, pydantic puts a name for the one that it tried into the path.
    It stands nowhere in the file, and may be spelt like a key, so only the model can tell.
    """
    spot = Spot(document, (), tuple(_alternatives(root)), None, ())
    chosen = False
    for part in loc:
        named = tuple(each for each in spot.kinds if _is_called(each, str(part)))
        below = spot.below(part)
        known = document.has((*spot.trail, part))
        if (len(spot.kinds) > 1 and not chosen) or not (below or known):
            choices = (*spot.choices, (spot.trail, str(part)))
            spot = replace(spot, kinds=named or spot.kinds, choices=choices)
            chosen = True
            continue
        kinds = [each for annotation, _ in below for each in _alternatives(annotation)]
        field = next((field for _, field in below if field is not None), None)
        trail = (*spot.trail, part) if known else spot.trail
        spot = replace(spot, trail=trail, kinds=tuple(kinds), field=field)
        chosen = False
    return spot


class _Alternative(NamedTuple):
    kind: Any
    tag: str = ""


def _alternatives(annotation: Any) -> Iterator[_Alternative]:
    """The types that an annotation stands for, without wrappers and without None."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        tag = next((each.tag for each in arguments[1:] if isinstance(each, Tag)), "")
        for each in _alternatives(arguments[0]):
            yield each._replace(tag=tag or each.tag)
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _alternatives(argument)
    elif hasattr(annotation, "__value__"):  # a named type
        yield from _alternatives(annotation.__value__)
    elif isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _alternatives(annotation.model_fields["root"].annotation)
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
    """The words by which a validator knows an alternative from the others."""
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
