"""File forms of the rule language, derived from the classes in `simulator.rules`.

A form has the fields of its class as keys. Only the notation of values differs: one word or a list
of words, a length of time with its unit, ``yes`` for a fact. So a criterion is added in one place.
A rule is a mapping with a pattern, and perhaps a scope, a state and a condition;
`simulator/README.md` explains the language on a page.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from dataclasses import Field as DataField
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from simulator.content.fields import content_model
from simulator.content.fields.alternatives import NonNullForm, OneOrMany, without_null
from simulator.content.fields.content_model import Duration, Many, Word, made_class, refuse
from simulator.content.fields.schema_parts import (
    NEEDED,
    Bounds,
    CheckedBy,
    FieldSpec,
    JsonSchemaValue,
    OneOf,
    Shown,
    Tag,
    checks,
    field,
)
from simulator.content.fields.text_fields import Name, SourceCode, Text, pattern_text
from simulator.core import terms
from simulator.core.terms import Role
from simulator.rules import match_criteria, patterns
from simulator.rules.match_criteria import ACTS, GradeWord
from simulator.rules.patterns import ProfileTime

T = TypeVar("T")


def _grade(text: str) -> str:
    words = [word.value for word in GradeWord]
    if "." in text and text not in words:
        # Deferred: it takes 1 ms of every run, and only a wrong grade needs it.
        from simulator.content.diagnostics.near_words import meant_fix

        expected = f"a force's own name for a grade, or {', '.join(words)}"
        refuse("unknown-word", f'found the text "{text}"', expected, meant_fix(text, words))
    return text


Span = Annotated[
    Annotated[Duration, Tag("duration")] | Annotated[Word[ProfileTime], Tag("profile")],
    OneOf(lambda time: "profile" if str(time).startswith("profile.") else "duration"),
    Shown(
        {"anyOf": [content_model.DURATION_SCHEMA, {"enum": [time.value for time in ProfileTime]}]}
    ),
]
"""A length of time, or a named one of the profile."""

_SOUNDS = {word.value: word for word in (*terms.SoundClass, *terms.Sound)}
_SOUND_WORDS = tuple(dict.fromkeys(word.value for word in (*terms.Sound, *terms.SoundClass)))
_WORDS: Mapping[str, Any] = {
    "act": Literal[ACTS],
    "sound": Literal[_SOUND_WORDS],
    "key": Annotated[str, pattern_text(r"[0-9*#]", "key", "key of a phone", '"5"')],
    "grade": Annotated[str, CheckedBy(_grade)],
    "truly": content_model.FactWord,
    "row": Text,
    "profile": Name,
    "force": Name,
}
"""The form of a criterion's words, if it doesn't follow from their type."""
_COUNT = Annotated[int, Bounds(ge=1)]
_WHOLE: Mapping[str, Any] = {
    "facts": Mapping[Word[terms.Topic], content_model.FactWord],
    "phone_with": Literal["caller", "other_person"],
    "times": Annotated[int, Bounds(ge=0)],
    "time": Span,
}
"""The form of a criterion, or of a part of a pattern, that isn't a list of words."""


_BUILT: Mapping[str, Callable[[Any], Any]] = {
    "sound": lambda words: tuple(_SOUNDS.get(word, word) for word in words),
    "facts": lambda facts: tuple((topic, fact.value) for topic, fact in facts.items()),
    "phone_with": Role,
}
"""Conversions from the value in a file to the program's, if the two differ."""


def sensible(form: T) -> T:
    """Return the form; refuse it, in the rule language's own words, if it can't be built."""
    builds: Any = form
    try:
        builds.build()
    except ValueError as error:
        found, *fix = map(str, error.args)
        refuse("senseless-rule", found, fix="".join(fix))
    return form


class RuleForm(NonNullForm):
    """The base of forms for one class of the rule language."""

    described_by: ClassVar[type]
    """The class of the value. The strings under its fields describe the keys of the form."""

    @checks
    def _makes_sense(self) -> RuleForm:
        return sensible(self)

    def build(self) -> Any:
        """Return the value."""
        usual = content_model.built
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return self.described_by(**{k: _BUILT.get(k, usual)(held) for k, held in given.items()})


def _form(name: str, described: type, meaning: str) -> Any:
    parts = [part for part in fields(described) if part.init]

    def hints() -> Mapping[str, Any]:
        found = typing.get_type_hints(described)
        return {part.name: _annotation(part, found[part.name]) for part in parts}

    keys = {}
    for part in parts:
        alias = part.name.rstrip("_")
        default: Any = NEEDED if part.default is MISSING else None
        keys[part.name] = FieldSpec(default, None if alias == part.name else alias)
    made = made_class(name, RuleForm, meaning, keys, hints, __name__)
    made.described_by = described
    return made


# Types are built here at run time, which the type checker can't follow.
_annotated: Any = Annotated
_many: Any = Many
_word: Any = Word


def _annotation(part: DataField[Any], hint: Any) -> Any:
    optional, inner = part.default is not MISSING, hint
    if typing.get_origin(hint) in (typing.Union, UnionType):
        inner = next(each for each in typing.get_args(hint) if each is not NoneType)
    if part.name in _WHOLE:
        written = _WHOLE[part.name]
    elif inner is match_criteria.Match:
        written = MatchForm
    elif part.name == "any_of":
        written = _annotated[_many[MatchForm], Bounds(min_length=1)]
    elif typing.get_origin(inner) is tuple:
        member, reads = typing.get_args(inner)[0], part.metadata.get("reads")
        word = _WORDS.get(part.name) or (_COUNT if member is int else _word[member])
        any_word = "any" if reads is not None and reads.takes_any else ""
        written = _annotated[_many[word], Bounds(min_length=1), OneOrMany(any_word)]
    elif hint is bool:
        written = Literal[True]
    elif inner is int:
        written = _COUNT
    else:
        written = inner if inner is bool or typing.get_origin(inner) is Literal else _word[inner]
    return written | None if optional else written


_ONE_ENTRY = "Criteria that one entry of the log meets all at once."
_STATE = "The state of the call just before an entry; all conditions must hold at once."
MatchForm: Any = _form("MatchForm", match_criteria.Match, _ONE_ENTRY)
StateForm: Any = _form("StateForm", match_criteria.StateCondition, _STATE)
AlwaysForm: Any = _form("AlwaysForm", patterns.Always, "Each entry of one kind is also of another.")
TimesForm: Any = _form("TimesForm", patterns.AtLeast, "A number of matching entries.")
BeforeForm: Any = _form("BeforeForm", patterns.Before, "An entry that needs an earlier one.")
_WITHIN = "Every `after` entry must be followed by another entry within a time limit."
WithinForm: Any = _form("WithinForm", patterns.Within, _WITHIN)
NoSoonerThanForm: Any = _form(
    "NoSoonerThanForm", patterns.NoSoonerThan, "An entry that must not follow too soon."
)
BetweenForm: Any = _form(
    "BetweenForm", patterns.Between, "Stretches of a log, each from a start to an end."
)


PATTERNS = (
    *("eventually", "never", "always", "before"),
    *("within", "no_sooner_than", "at_least", "at_most"),
)
SCOPES = ("after", "between", "for_each")


def _with_one_pattern(schema: JsonSchemaValue) -> None:
    without_null(schema)
    schema["oneOf"] = [{"required": [name]} for name in PATTERNS]


class RuleText(NonNullForm):
    """One rule: a pattern, with an optional scope, state, condition and reason."""

    model_config: ClassVar[Mapping[str, Any]] = {
        "extra": "forbid",
        "json_schema_extra": _with_one_pattern,
    }

    eventually: MatchForm | None = None
    """Pattern: some entry matches."""
    never: MatchForm | None = None
    """Pattern: no entry matches."""
    always: AlwaysForm | None = None
    """Pattern: each entry that matches `of` also matches `is`."""
    before: BeforeForm | None = None
    """Pattern: no entry matches `then` without an earlier one that matches `first`."""
    within: WithinForm | None = None
    """Pattern: after each `of`, `then` or `unless` follows in time."""
    no_sooner_than: NoSoonerThanForm | None = None
    """Pattern: after each `after`, `then` waits for the time, or for `unless`."""
    at_least: TimesForm | None = None
    """Pattern: the least number of matching entries."""
    at_most: TimesForm | None = None
    """Pattern: the greatest number of matching entries."""
    after: MatchForm | None = None
    """Scope: the log from the first matching entry on."""
    between: BetweenForm | None = None
    """Scope: each stretch from a start to an end."""
    for_each: MatchForm | None = None
    """Scope: the log from each matching entry on; in it, that entry is `it`."""
    until: MatchForm | None = None
    """The entry that ends each stretch of `for_each`."""
    while_: StateForm | None = field(default=None, alias="while")
    """State: what must hold, just before an entry, for an occasion to count."""
    applies_when: MatchForm | None = None
    """Condition: an entry that the log must have, or the rule is not applicable."""
    why: Text | None = None
    """The reason for the rule."""
    source: Many[SourceCode] = ()
    """The public sources of the rule."""

    @checks
    def _makes_sense(self) -> RuleText:
        found = [name for name in PATTERNS if getattr(self, name) is not None]
        if not found:
            refuse("no-pattern", expected=", ".join(PATTERNS))
        _one(found, "pattern")
        scopes = [name for name in SCOPES if getattr(self, name) is not None]
        _one(scopes, "scope")
        if self.until is not None and self.for_each is None:
            refuse("lone-until")
        return sensible(self)

    def build(self) -> patterns.Rule:
        """Return the rule."""
        pattern, scope = self._part(PATTERNS), self._part(SCOPES)
        parts = {"pattern": pattern, "scope": scope, "during": self.while_}
        return content_model.built_from(
            patterns.Rule, self, **parts, why=self.why or "", sources=self.source
        )

    def _part(self, names: tuple[str, ...]) -> Any:
        """Return what is built of the one of these keys that is given; None without one."""
        name = next((each for each in names if getattr(self, each) is not None), None)
        built: Any = getattr(self, name).build() if name else None
        match name:
            case "eventually":
                return patterns.AtLeast(1, built)
            case "never":
                return patterns.AtMost(0, built)
            case "at_most":
                return patterns.AtMost(built.times, built.of)
            case "after":
                return patterns.After(built)
            case "for_each":
                return patterns.ForEach(built, self.until.build() if self.until else None)
        return built


def _one(found: list[str], what: str) -> None:
    if len(found) > 1:
        fix = f'write two rules, each with "- " before its {what}' * (what == "pattern")
        refuse(f"two-{what}s", f"{found[0]} and {found[1]} in one rule", f"one {what}", fix)


def _of_whole_log(rule: RuleText) -> RuleText:
    if rule.build().asks_what_is_known:
        refuse(
            "senseless-rule", "only a rubric asks what a seat knows: leave out known and learned"
        )
    return rule


LogRule = Annotated[RuleText, CheckedBy(_of_whole_log)]
"""A rule over the whole log of a call, which no seat perceives."""
