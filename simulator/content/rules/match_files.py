"""What a rule says about one entry, and about how things stand, as people write it.

The rule language's smaller half: `content.rules` has the rules, and says how words are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol, TypeVar

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from simulator.content.diagnostics.nearest_word import nearest
from simulator.content.fields.base import Content, FactWord, Many, Word, refuse
from simulator.content.fields.strings import Name, Shaped, Text
from simulator.content.fields.unions import Plain
from simulator.core import terms
from simulator.core.terms import Role
from simulator.rules import matching
from simulator.rules.matching import ACTS, ANY, Feature, GradeWord, Question

T = TypeVar("T")


class Builds(Protocol):
    """A form that something is built from."""

    def build(self) -> object:
        """What the form describes."""


Form = TypeVar("Form", bound=Builds)

if TYPE_CHECKING:
    ActWord = str
    SoundWord = str
else:
    ActWord = Literal[ACTS]
    SoundWord = Literal[
        tuple(dict.fromkeys(word.value for word in (*terms.Sound, *terms.Evidence)))
    ]


@dataclass(frozen=True, slots=True)
class _Listed:
    """One word or a list of them in the file; a tuple in the program."""

    any_too: bool
    """``any`` may stand instead, for whatever there is."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """A tuple, made of what the file has."""
        return core_schema.no_info_wrap_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """What an editor can check: a word, ``any``, or a list."""
        several = {**handler(schema), "minItems": 1}
        anything = [{"const": "any"}] * self.any_too
        return {"anyOf": [several["items"], *anything, several]}

    def _read(self, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        if self.any_too and value == "any":
            return ANY
        if value == []:
            refuse("empty-list", "the list is empty", "a word, or a list of words")
        return handler(tuple(value) if isinstance(value, list | tuple) else (value,))


Some = Annotated[tuple[T, ...], _Listed(any_too=False)]
"""A word, or a list of words of which one is enough."""

SomeOrAny = Annotated[tuple[T, ...], _Listed(any_too=True)]
"""A word, a list of words of which one is enough, or ``any``."""


def _grade(text: str) -> str:
    words = [word.value for word in GradeWord]
    if "." in text and text not in words:
        near = nearest(text, words)
        mend = f'did you mean "{near}"?' if near else ""
        expected = f"a force's own name for a grade, or {', '.join(words)}"
        refuse("unknown-word", f'found the text "{text}"', expected, mend)
    return text


Grade = Annotated[str, AfterValidator(_grade)]
Key = Annotated[str, Shaped(r"[0-9*#]", "key", "key of a phone", '"5"')]
Nth = Annotated[int, Field(ge=1)]


def sensible(form: Form) -> Form:
    """The form, if what it builds makes sense; a refusal in the words of the floor below."""
    try:
        form.build()
    except ValueError as error:
        refuse("senseless-rule", str(error))
    return form


class Match(Plain):
    """Criteria that one entry of the log meets all at once."""

    anything: Literal[True] | None = None
    """Every entry matches."""
    act: SomeOrAny[ActWord] | None = None
    """Something that somebody does, by its kind."""
    by: Some[Word[Role]] | None = None
    """Whose voice or hand it is."""
    said: SomeOrAny[Word[terms.Intent]] | None = None
    """An utterance begins, for this purpose; `any` for all that is spoken, questions included."""
    finished: SomeOrAny[Word[terms.Intent]] | None = None
    """An utterance ends; all other criteria look at how it began."""
    manner: SomeOrAny[Word[terms.Manner]] | None = None
    """How it is said."""
    asks_for_sign: Literal[True] | None = None
    """It is a question, or asks for a sound, a key or a whisper."""
    prompts_tried: Literal[True] | None = None
    """By then the operator has begun each of the profile's prompts in this call."""
    asked: SomeOrAny[Word[terms.Topic]] | None = None
    """A question about this."""
    question: Some[Word[Question]] | None = None
    """What kind of question it is: closed, open, or double (several facts at once)."""
    topic: SomeOrAny[Word[terms.Topic]] | None = None
    """What a question, a note, or what the officers are told is about."""
    truly: Some[FactWord] | None = None
    """What the scenario's facts say about its topic."""
    signal: SomeOrAny[Word[terms.Sign]] | None = None
    """The caller gives a sign: a tap, a cough, a key, speech; `any` also for a sound in answer."""
    key: SomeOrAny[Key] | None = None
    """The key that is pressed."""
    sound: SomeOrAny[SoundWord] | None = None
    """A sound other than speech, taps and coughs; by its name or by what it tells."""
    ways: SomeOrAny[Word[terms.Sign]] | None = None
    """A way to answer that the call handler names."""
    ways_at_least: Nth | None = None
    """At least so many ways to answer are named at once."""
    reported: SomeOrAny[Word[terms.Reported]] | None = None
    """What was heard and is passed on: by the operator to police, or to the officers."""
    noted: SomeOrAny[Word[terms.NoteKind]] | None = None
    """A note in the incident log, by what it is about."""
    about: Literal["it"] | None = None
    """A note about the very entry that the rule is about."""
    same: Word[Feature] | None = None
    """What it has in common with the entry that the rule is about: topic, speaker or key."""
    thrive: SomeOrAny[Word[terms.Heading]] | None = None
    """A heading of THRIVE is recorded."""
    grade: SomeOrAny[Grade] | None = None
    """A response grade is set: a force's own name, or what it is for (force.emergency ...)."""
    marker: SomeOrAny[Word[terms.Marker]] | None = None
    """A marker that a search finds, or that officers are told of."""
    with_marker_grade: Literal[True] | None = None
    """The force has a grade for one of its markers."""
    service: SomeOrAny[Word[terms.Service]] | None = None
    """The service that the call goes to, or that is asked in."""
    trace: SomeOrAny[Word[terms.Trace]] | None = None
    """What is traced."""
    location: SomeOrAny[Word[terms.LocationSource]] | None = None
    """Location data arrives, or is read, from this source."""
    withheld: SomeOrAny[Word[terms.Intent]] | None = None
    """What is deliberately left unsaid, with a reason."""
    lost: SomeOrAny[Word[terms.LossCause]] | None = None
    """Why the line is lost without anybody hanging up."""
    reason: SomeOrAny[Word[terms.Reason]] | None = None
    """The reason given for a decision."""
    stage: SomeOrAny[Word[terms.LineStage]] | None = None
    """The line reaches this stage."""
    incident: SomeOrAny[Word[terms.IncidentStage]] | None = None
    """The incident reaches this stage."""
    outcome: SomeOrAny[Word[terms.Outcome]] | None = None
    """A call ends, with this name."""
    recognised: SomeOrAny[Word[terms.Recognised]] | None = None
    """A machine recognises this signal."""
    timer: SomeOrAny[Word[terms.Timer]] | None = None
    """A machine's timer runs out."""
    no_effect: Literal[True] | None = None
    """The flow says that something meant nothing there."""
    call: SomeOrAny[Nth] | None = None
    """A call begins: the first, the second ... of the sitting."""
    line: SomeOrAny[Word[terms.LineKind]] | None = None
    """A call begins, from this kind of line."""
    row: Some[Text] | None = None
    """The row of the flow that answered or decided."""
    facts: Mapping[Word[terms.Topic], FactWord] | None = None
    """What the scenario's facts must be, whatever the entry."""
    profile: Some[Name] | None = None
    """The profile that must be in force, whatever the entry."""
    force: Some[Name] | None = None
    """The force that must be chosen, whatever the entry."""
    any_of: Annotated[Many[Match], Field(min_length=1)] | None = None
    """One of these matches is enough."""
    through: Match | None = None
    """What the flow decides, directly from such an act or timer."""
    but_not: Match | None = None
    """Entries that match this do not count."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Match:
        return sensible(self)

    def build(self) -> matching.Match:
        """The match as rules use it."""
        words = _written(self)
        if self.sound is not None and self.sound != ANY:
            words["sound"] = tuple(map(_sound, self.sound))
        if self.facts is not None:
            words["facts"] = tuple((topic, fact.value) for topic, fact in self.facts.items())
        if self.any_of is not None:
            words["any_of"] = tuple(part.build() for part in self.any_of)
        for name, part in (("through", self.through), ("but_not", self.but_not)):
            if part is not None:
                words[name] = part.build()
        return matching.Match(**words)


class State(Plain):
    """How things stand just before an entry; all of it at once."""

    stage: Some[Word[terms.LineStage]] | None = None
    """The stage that the line is at."""
    incident: Some[Word[terms.IncidentStage]] | None = None
    """The stage that the incident is at."""
    speaking: Some[Word[Role]] | None = None
    """Who is in the middle of an utterance."""
    code_set: bool | None = None
    """Whether the call handler has stated a yes/no code in this call."""
    phone_with: Literal["caller", "other_person"] | None = None
    """Who has the caller's phone."""
    line: Some[Word[terms.LineKind]] | None = None
    """What kind of line the call is made from."""
    call: Some[Nth] | None = None
    """Which call of the sitting it is."""
    over: bool | None = None
    """Whether the call has ended."""

    @model_validator(mode="after")
    def _makes_sense(self) -> State:
        return sensible(self)

    def build(self) -> matching.While:
        """The state as rules use it."""
        words = _written(self)
        if self.phone_with is not None:
            words["phone_with"] = Role(self.phone_with)
        return matching.While(**words)


def _written(form: Content) -> dict[str, Any]:
    """What the file says, by the names that both floors use."""
    return {name: getattr(form, name) for name in form.model_fields_set}


def _sound(word: str) -> terms.Sound | terms.Evidence:
    return terms.Sound(word) if word in list(terms.Sound) else terms.Evidence(word)
