"""File forms of the rule language, derived from the classes in `simulator.rules`.

A form has the fields of its class as keys. Only the notation of values differs: one word or a list
of words, a length of time with its unit, ``yes`` for a fact. So a criterion is added in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from functools import cached_property
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    ForwardRef,
    Literal,
    Protocol,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import (
    AfterValidator,
    Discriminator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic import Field as Key
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from simulator.content.diagnostics.nearest_word import nearest
from simulator.content.fields.alternatives import NonNullForm
from simulator.content.fields.content_model import (
    DURATION_SCHEMA,
    Duration,
    FactWord,
    Many,
    Word,
    refuse,
)
from simulator.content.fields.text_fields import Name, PatternText, Text
from simulator.core import terms
from simulator.core.terms import Role
from simulator.rules import match, patterns
from simulator.rules.match import ACTS, ANY, GradeWord
from simulator.rules.patterns import ProfileTime

T = TypeVar("T")

# --- words ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Listed:
    """Annotation of a tuple: one word or a list of words in a file."""

    takes_any: bool
    """Whether ``any`` is allowed instead."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """Convert a word or a list to a tuple before it is validated."""
        return core_schema.no_info_wrap_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Return a schema for a word, ``any``, or a list."""
        several = {**handler(schema), "minItems": 1}
        anything = [{"const": "any"}] * self.takes_any
        return {"anyOf": [several["items"], *anything, several]}

    def _read(self, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        if self.takes_any and value == "any":
            return ANY
        if value == []:
            refuse("empty-list", "the list is empty", "a word, or a list of words")
        return handler(tuple(value) if isinstance(value, list | tuple) else (value,))


def _grade(text: str) -> str:
    words = [word.value for word in GradeWord]
    if "." in text and text not in words:
        near = nearest(text, words)
        fix = f'did you mean "{near}"?' if near else ""
        expected = f"a force's own name for a grade, or {', '.join(words)}"
        refuse("unknown-word", f'found the text "{text}"', expected, fix)
    return text


Span = Annotated[
    Annotated[Duration, Tag("duration")] | Annotated[Word[ProfileTime], Tag("profile")],
    Discriminator(lambda time: "profile" if str(time).startswith("profile.") else "duration"),
    WithJsonSchema({"anyOf": [DURATION_SCHEMA, {"enum": [time.value for time in ProfileTime]}]}),
]
"""A length of time, or a named one of the profile."""

_SOUND_WORDS = tuple(dict.fromkeys(word.value for word in (*terms.Sound, *terms.SoundClass)))
_WORDS: Mapping[str, Any] = {
    "act": Literal[ACTS],
    "sound": Literal[_SOUND_WORDS],
    "key": Annotated[str, PatternText(r"[0-9*#]", "key", "key of a phone", '"5"')],
    "grade": Annotated[str, AfterValidator(_grade)],
    "truly": FactWord,
    "row": Text,
    "profile": Name,
    "force": Name,
}
"""The form of a criterion's words, if it doesn't follow from their type."""
_COUNT = Annotated[int, Key(ge=1)]
_WHOLE: Mapping[str, Any] = {
    "facts": Mapping[Word[terms.Topic], FactWord],
    "phone_with": Literal["caller", "other_person"],
    "times": Annotated[int, Key(ge=0)],
    "time": Span,
}
"""The form of a criterion, or of a part of a pattern, that isn't a list of words."""


def _sound(word: str) -> terms.Sound | terms.SoundClass:
    return terms.Sound(word) if word in list(terms.Sound) else terms.SoundClass(word)


_BUILT: Mapping[str, Callable[[Any], Any]] = {
    "sound": lambda words: words if words == ANY else tuple(map(_sound, words)),
    "facts": lambda facts: tuple((topic, fact.value) for topic, fact in facts.items()),
    "phone_with": Role,
}
"""Conversions from the value in a file to the program's, if the two differ."""

# --- forms ---------------------------------------------------------------------------------------


class Builds(Protocol):
    """A form that builds a value."""

    def build(self) -> object:
        """Build the value."""


B = TypeVar("B", bound=Builds)


def sensible(form: B) -> B:
    """Return the form; refuse it if its value can't be built.

    Raises:
        PydanticCustomError: with the message of the rule language's own ValueError.
    """
    try:
        form.build()
    except ValueError as error:
        refuse("senseless-rule", str(error))
    return form


class RuleForm(NonNullForm):
    """The base of forms for one class of the rule language."""

    described_by: ClassVar[type]
    """The class of the value. The strings under its fields describe the keys of the form."""

    @cached_property
    def built(self) -> Any:
        """The value, built once."""
        given = {name: _value(name, getattr(self, name)) for name in self.model_fields_set}
        return self.described_by(**given)

    @model_validator(mode="after")
    def _makes_sense(self) -> RuleForm:
        return sensible(self)

    def build(self) -> Any:
        """Return the value."""
        return self.built


F = TypeVar("F", bound=RuleForm)


def _value(name: str, written: Any) -> Any:
    if isinstance(written, RuleForm):
        return written.built
    if name == "any_of":
        return tuple(part.built for part in written)
    return _BUILT[name](written) if name in _BUILT else written


def form_of(described: type) -> Callable[[type[F]], type[F]]:
    """Return a decorator that adds the fields of a rule class to a form, as keys."""
    hints = get_type_hints(described)

    def derive(form: type[F]) -> type[F]:
        keys: dict[str, Any] = {}
        for part in fields(described):
            if part.init:
                alias = part.name.rstrip("_")
                default: Any = ... if part.default is MISSING else None
                info = Key(default, alias=alias) if alias != part.name else default
                keys[part.name] = (_annotation(part, hints[part.name]), info)
        made: type[F] = create_model(
            form.__name__, __base__=form, __doc__=form.__doc__, __module__=form.__module__, **keys
        )
        made.described_by = described
        return made

    return derive


# Types are built here at run time, which the type checker can't follow.
_annotated: Any = Annotated
_many: Any = Many
_tuple: Any = tuple
_word: Any = Word


def _annotation(part: Field[Any], hint: Any) -> Any:
    """Return the type of a field in a file."""
    optional = part.default is not MISSING
    inner = hint
    if get_origin(hint) in (Union, UnionType):
        inner = next(each for each in get_args(hint) if each is not NoneType)
    if part.name in _WHOLE:
        written = _WHOLE[part.name]
    elif inner is match.Match:
        written = ForwardRef("MatchForm")
    elif part.name == "any_of":
        written = _annotated[_many[ForwardRef("MatchForm")], Key(min_length=1)]
    elif get_origin(inner) is tuple:
        written = _word_list(part, get_args(inner)[0])
    elif hint is bool:
        written = Literal[True]
    elif inner is int:
        written = _COUNT
    else:
        written = inner if inner is bool or get_origin(inner) is Literal else _word[inner]
    return written | None if optional else written


def _word_list(part: Field[Any], member: Any) -> Any:
    """Return the type of a list of words in a file."""
    word = _WORDS.get(part.name) or (_COUNT if member is int else _word[member])
    reads = part.metadata.get("reads")
    return _annotated[_tuple[word, ...], _Listed(reads is not None and reads.takes_any)]


@form_of(match.Match)
class MatchForm(RuleForm):
    """Criteria that one entry of the log meets all at once."""

    if TYPE_CHECKING:

        def build(self) -> match.Match:
            """Build the match."""


@form_of(match.StateCondition)
class StateForm(RuleForm):
    """The state of the call just before an entry; all conditions must hold at once."""


@form_of(patterns.Always)
class AlwaysForm(RuleForm):
    """Each entry of one kind is also of another."""


@form_of(patterns.AtLeast)
class TimesForm(RuleForm):
    """A number of matching entries."""


@form_of(patterns.Before)
class BeforeForm(RuleForm):
    """An entry that needs an earlier one."""


@form_of(patterns.Within)
class WithinForm(RuleForm):
    """An entry that must follow in time."""


@form_of(patterns.NoSoonerThan)
class NoSoonerThanForm(RuleForm):
    """An entry that must not follow too soon."""


@form_of(patterns.Between)
class BetweenForm(RuleForm):
    """Stretches of a log, each from a start to an end."""
