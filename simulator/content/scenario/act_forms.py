"""File forms of acts, derived from the registry in `core.acts`, and the steps that use them.

An act is written with one key (``{press: "55"}``), or as a bare word if it has no value
(``hang_up``). Only a pause and `come_closer` are written by hand: they aren't acts of their own.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from simulator.content.fields import content_model
from simulator.content.fields.alternatives import CodeText, OneOrMany, by_key
from simulator.content.fields.content_model import (
    Content,
    Fact,
    Many,
    Word,
    YesOrNo,
    made_class,
    only,
    refuse,
)
from simulator.content.fields.schema_parts import (
    NEEDED,
    Bounds,
    FieldSpec,
    JsonSchemaValue,
    MadeBy,
    Shown,
    Tag,
    WrittenBy,
    checks,
    reads,
    writes,
)
from simulator.content.fields.text_fields import Keys, Name, Percent, Text
from simulator.content.scenario.cues import StaffCue
from simulator.content.scenario.meant import itself_says, meant
from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Manner, Role, Sound, Topic
from simulator.language.handover_sentence import handover_words

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, SerializerFunctionWrapHandler, TypeAdapter
    from pydantic_core import CoreSchema


class ActText(Content):
    """The base of all file forms of acts."""

    kind: ClassVar[str]
    """The act's key in a file."""
    example: ClassVar[str]
    """An example for messages."""
    bare: ClassVar[bool] = False
    """Whether a bare word is enough."""
    form: ClassVar[do.Written]
    make: ClassVar[type[Any]]

    def actions(self) -> tuple[do.Action, ...]:
        """Return the core's acts; empty for a pause."""
        given: dict[str, Any] = {}
        for name, key in self.form.keys.items():
            value = getattr(self, name)
            if value is None:
                continue
            match key.form:
                case "keys":
                    return tuple(self.make(each) for each in value)
                case "speech":
                    given |= spoken(value)
                case "means":
                    given[key.field] = _stated(value)
                case "one":
                    given[key.field] = (value,)
                case _:
                    given[key.field] = content_model.built(value)
        if self.make is do.SendText and given["words"]:
            given |= meant(given)
        if self.make is do.Say and given["intent"] in do.SAYS[Role.CALLER]:
            given["facts"] = itself_says(given["intent"], given.get("facts", ()))
        if self.make is do.HandOver:
            given["words"] = handover_words(given["heard"])
        return (self.make(**{**given, **self.form.fixed}),)

    @reads
    @classmethod
    def _read_bare_word(cls, value: Any) -> Any:
        if isinstance(value, str) and cls.bare:
            return {}
        if isinstance(value, dict) and cls.kind in value and cls.kind not in cls.model_fields:
            fix = f"write {cls.kind} alone, without a colon"
            refuse("bare-word", f"{cls.kind} takes no value", cls.kind, fix)
        return value

    @writes
    def _write_bare_word(self, handler: SerializerFunctionWrapHandler) -> Any:
        return handler(self) or self.kind

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return a schema for the keys, the bare word, or either."""
        word: JsonSchemaValue = {"const": cls.kind, "description": (cls.__doc__ or "").strip()}
        if not cls.model_fields:
            return word
        keys = handler(core_schema)
        return {"anyOf": [word, {**keys, "required": [cls.kind]}]} if cls.bare else keys


class Pause(ActText):
    """Wait before the next act of the list."""

    kind: ClassVar[str] = "pause"
    example: ClassVar[str] = "{pause: 2s}"

    pause: content_model.WaitField
    """How long; fixed, or between two lengths."""

    def actions(self) -> tuple[do.Action, ...]:
        """Return no act: only time passes."""
        return ()


class ComeCloser(ActText):
    """Come closer: from now on, near enough to overhear."""

    kind: ClassVar[str] = "come_closer"
    example: ClassVar[str] = "come_closer"
    bare: ClassVar[bool] = True

    def actions(self) -> tuple[do.Action, ...]:
        """Return the sound that the line carries: footsteps."""
        return (do.Make(Sound.FOOTSTEPS),)


class Whispered(Content):
    """A whispered utterance."""

    intent: Annotated[Intent, only(*do.SAYS[Role.CALLER])]
    """The purpose: `wants_police`, `gives_place`, `pretends` ... Rules judge only this."""
    words: Text
    """The words, for readers. Invented; no real names or numbers."""
    facts: Mapping[Word[Topic], YesOrNo] = {}
    """What the words state of topics of questions, yes or no: `{weapon: yes, location: yes}`."""
    means: Mapping[Word[StatementTopic], YesOrNo] | None = None
    """What the words state: `{knife: yes, has_gone: no}`, `{}`: nothing. Left out: it is read."""
    place_words: Text | None = None
    """The part of the words that names where the caller is: it is said back, and passed on."""
    of_others: Mapping[Word[StatementTopic], YesOrNo] | None = None
    """What the caller gives as another person's word: "he says it was an accident"."""


class SpeechText(Whispered):
    """An utterance of the caller or of a person nearby: purpose, words, manner."""

    manner: Word[Manner] = Manner.ALOUD
    """aloud, whispered, or faint: too faint or muffled to make out."""


class OperatorSpeech(Content):
    """An utterance of the operator."""

    intent: Annotated[Intent, only(*do.SAYS[Role.OPERATOR])]
    """The purpose: `make_a_sound`, `ask_again` ... Rules judge only this."""
    words: Text
    """The words, for readers."""


class HandlerSpeech(Content):
    """An utterance of the call handler."""

    intent: Annotated[Intent, only(*do.SAYS[Role.CALL_HANDLER])]
    """The purpose: `reassure`, `stay_on_line` ... Rules judge only this."""
    words: Text
    """The words, for readers."""


def spoken(speech: Content) -> dict[str, Any]:
    """Return the values of an act that says what a file has."""
    given = {name: value for name, value in speech if value is not None}
    given |= {
        said: _stated(given[said]) for said in ("facts", "means", "of_others") if said in given
    }
    return {**given, **meant(given)} if "means" in speech.model_fields else given


def _stated(given: Mapping[Any, Fact]) -> tuple[tuple[Any, bool], ...]:
    return tuple((topic, so is Fact.YES) for topic, so in given.items())


_SPEECH: Mapping[Role, tuple[str, type[Content]]] = {
    Role.CALLER: ("Say", SpeechText),
    Role.ROOM: ("Say", SpeechText),
    Role.OPERATOR: ("OperatorSays", OperatorSpeech),
    Role.CALL_HANDLER: ("HandlerSays", HandlerSpeech),
}
"""The model of an utterance, by its speaker: its name, and its form."""


# For the type checker these are types and cannot be given a value as their argument.
_ANNOTATED, _MANY, _UNION, _WORD = typing.cast(
    "tuple[Any, ...]", (Annotated, Many, typing.Union, Word)
)


def _type(key: do.FileKey, hint: Any, speech: type[Content]) -> Any:
    means = Mapping[Word[StatementTopic], YesOrNo]
    by_form: dict[str, Any] = {"keys": Keys, "name": Name, "speech": speech, "means": means}
    if key.form in by_form:
        return by_form[key.form]
    if key.form == "one":
        return _WORD[typing.get_args(hint)[0]]
    if typing.get_origin(hint) is tuple:
        return _ANNOTATED[_MANY[_WORD[typing.get_args(hint)[0]]], Bounds(min_length=1)]
    plain = {do.Code: CodeText, str: Text, int: _ANNOTATED[int, Bounds(ge=1, le=9)]}
    return plain.get(hint) or _WORD[hint]


def _model(row: do.ActRow, form: do.Written, role: Role) -> type[ActText]:
    name, speech = ("Whisper", Whispered) if form.fixed else _SPEECH.get(role, ("", Content))

    def hints() -> Mapping[str, Any]:
        found = typing.get_type_hints(row.make)
        types = {k: _type(filled, found.get(filled.field), speech) for k, filled in keys.items()}
        return {k: hint | None if keys[k].optional else hint for k, hint in types.items()}

    keys, counts = form.keys, row.make.__annotations__
    fields = {}
    for key, filled in keys.items():
        default: Any = 1 if counts.get(filled.field) in ("int", int) else NEEDED
        default = None if filled.optional else default
        fields[key] = FieldSpec(default, description=filled.says)
    if all(filled.form != "speech" for filled in form.keys.values()):
        name = row.make.__name__
    meaning = form.says or (row.make.__doc__ or "").partition("\n")[0]
    model: type[ActText] = made_class(name, ActText, meaning, fields, hints, __name__)
    model.kind, model.example, model.bare = form.key, form.example, form.bare
    model.form, model.make = form, row.make
    globals()[name] = model  # Pickle finds a class by its name in its module.
    return model


_MODELS: dict[tuple[int, type[Content]], type[ActText]] = {}


def _acts(role: Role) -> Iterator[type[ActText]]:
    for row in do.ROWS.values():
        for form in row.written_by(role):
            same = (id(form), _SPEECH[role][1] if row.make is do.Say else Content)
            if same not in _MODELS:
                _MODELS[same] = _model(row, form, role)
            yield _MODELS[same]
    yield from (ComeCloser, Pause) if role is Role.ROOM else (Pause,)


ACTS: Mapping[Role, tuple[type[ActText], ...]] = {
    role: tuple(_acts(role))
    for role in (Role.CALLER, Role.ROOM, Role.NETWORK, Role.OPERATOR, Role.CALL_HANDLER)
}
"""The models of acts, by role."""


def _any_of(role: Role) -> Any:
    acts = ACTS[role]
    beside = tuple(key for act in acts for key in act.model_fields if key != act.kind)
    union = _UNION[tuple(_ANNOTATED[act, Tag(act.kind)] for act in acts)]
    return _ANNOTATED[union, by_key(*(act.kind for act in acts), beside=beside)]


if TYPE_CHECKING:
    CallerAct = ActText
    RoomAct = ActText
    NetworkAct = ActText
    OperatorAct = ActText
    HandlerAct = ActText
else:
    CallerAct, RoomAct, NetworkAct, OperatorAct, HandlerAct = map(_any_of, ACTS)


class StepText(Content):
    """The base of steps: a cue, a delay, and acts. A step fires once."""

    when: Any
    """The cue."""
    after: content_model.WaitField = content_model.NO_WAIT
    """The delay between the cue and the first act; fixed, or drawn from the run's seed."""
    chance: Percent = 100
    """The chance in 100 that the step happens at all, drawn from the run's seed."""
    do: Any
    """One act, or a list of acts with `pause` between them."""


class OperatorScriptStep(StepText):
    """A step of the operator, besides the simulated conduct."""

    when: StaffCue
    """The cue; also `stage`."""
    do: Annotated[Many[OperatorAct], Bounds(min_length=1), OneOrMany()]


class HandlerScriptStep(StepText):
    """A step of the call handler, besides the simulated conduct."""

    when: StaffCue
    """The cue; also `stage` and `incident`."""
    do: Annotated[Many[HandlerAct], Bounds(min_length=1), OneOrMany()]


@lru_cache(maxsize=1)
def _actions() -> TypeAdapter[do.Action]:
    from pydantic import Field

    from simulator.content.fields.core_schemas import adapter

    return adapter(Annotated[do.Action, Field(discriminator="kind")])


def _action(value: Any) -> Any:
    from pydantic import ValidationError

    try:
        return _actions().validate_python(_with_stated(value))
    except ValidationError as error:
        found = f"this isn't an act of any role: {error.errors(include_url=False)[0]['msg']}"
        refuse("no-act", found, "{kind: press, key: '5'}")


_SO = {"yes": True, "no": False}


def _with_stated(value: Any) -> Any:
    """Return an act with what its words state as a record has it: `[[knife, true]]`.

    A file may have it as beside all other words: `{knife: yes}`.
    """
    stated = {
        name: [_stated_so(name, known, *each) for each in held.items()]
        for name, known in (("facts", Topic), ("means", StatementTopic))
        if isinstance(value, dict) and isinstance(held := value.get(name), dict)
    }
    return {**value, **stated} if stated else value


def _stated_so(name: str, known: Iterable[Any], topic: str, so: Any) -> list[Any]:
    if topic not in {each.value for each in known}:
        refuse("unknown-key", f'the key "{topic}" is unknown here', at=(name,), key=topic)
    if so not in _SO:
        refuse("unknown-word", f"{topic} is neither yes nor no", "yes or no", at=(name, topic))
    return [topic, _SO[so]]


def written(action: do.Action) -> dict[str, Any]:
    """Return an act as a file has it, without default values."""
    found: dict[str, Any] = _actions().dump_python(action, mode="json", exclude_defaults=True)
    return {"kind": action.kind, **found}


class ExactAct(Content):
    """One act at one instant."""

    at: content_model.Duration
    """The time from the beginning of the call."""
    by: Word[Role]
    """The role that acts."""
    act: Annotated[
        do.Action,
        MadeBy(_action),
        WrittenBy(written),
        Shown({"type": "object", "required": ["kind"]}),
    ]
    """The act as a record has it: its `kind`, and the values that the kind needs."""
    because: Annotated[int, Bounds(ge=0)] | None = None
    """The number of the entry that led to it, in the log of the run; left out: the first."""
    person: bool = False
    """Whether a trainee did it, so that no entry led to it."""

    @checks
    def _check_role(self) -> ExactAct:
        # Deferred: it asks every act what it may be given, 4 ms, and few files have exact acts.
        from simulator.core.possible_acts import REPERTOIRE

        known = REPERTOIRE.get(self.by, {})
        if isinstance(self.act, do.Finish):
            return self  # Where a voice breaks off; nothing, if nobody is speaking.
        if self.act.kind not in known or not do.stimulus_of(self.by, self.act):
            found = f"{self.act.kind} is impossible for the {self.by}"
            refuse("no-act", found, ", ".join(known) or "no act")
        return self
