"""What the steps of a scenario can do: a model for each form in which a file writes an act.

An act is written by its one key (``{press: "55"}``), or as a bare word where there is nothing more
to say (``hang_up``). The models are made of the registry (`core.acts`): the keys of a form, and the
types of the fields that they fill. Written by hand is only what is no act of its own: a pause, and
coming closer. Every model gives the core's acts that it is written for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    Tag,
    create_model,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simulator.content.fields.alternatives import ByKey, CodeText, OneOrMany
from simulator.content.fields.content_model import (
    NO_WAIT,
    Content,
    Many,
    MemberSubset,
    WaitField,
    Word,
    built,
    refuse,
)
from simulator.content.fields.text_fields import Keys, Name, Percent, Text
from simulator.content.scenario.cues import StaffCue
from simulator.core import acts as do
from simulator.core.describe import handover_words
from simulator.core.terms import Intent, Manner, Role, Sound


class ActText(Content):
    """The base of every act."""

    kind: ClassVar[str]
    """The act's key in a file."""
    example: ClassVar[str]
    """How it is written, for messages."""
    bare: ClassVar[bool] = False
    """Whether the key alone, as a bare word, is enough."""
    form: ClassVar[do.Written]
    make: ClassVar[type[Any]]

    def actions(self) -> tuple[do.Action, ...]:
        """The core's acts that this is written for; none for a pause."""
        given: dict[str, Any] = {}
        for name, key in self.form.keys.items():
            value = getattr(self, name)
            match key.form:
                case "keys":
                    return tuple(self.make(each) for each in value)
                case "speech":
                    given |= dict(value)
                case "one":
                    given[key.field] = (value,)
                case _:
                    given[key.field] = built(value)
        if self.make is do.HandOver:
            given["words"] = handover_words(given["heard"])
        return (self.make(**{**given, **self.form.fixed}),)

    @model_validator(mode="before")
    @classmethod
    def _read_bare_word(cls, value: Any) -> Any:
        if isinstance(value, str) and cls.bare:
            return {}
        if isinstance(value, str):
            refuse("needs-value", f"{cls.kind} needs more", cls.example, f"write {cls.example}")
        if isinstance(value, dict) and cls.kind in value and cls.kind not in cls.model_fields:
            fix = f"write {cls.kind} alone, without a colon"
            refuse("bare-word", f"{cls.kind} takes no value", cls.kind, fix)
        return value

    @model_serializer(mode="wrap")
    def _write_bare_word(self, handler: SerializerFunctionWrapHandler) -> Any:
        return handler(self) or self.kind

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """The keys, or the bare word, or either."""
        word: JsonSchemaValue = {"const": cls.kind, "description": (cls.__doc__ or "").strip()}
        if not cls.model_fields:
            return word
        keys = super().__get_pydantic_json_schema__(core_schema, handler)
        return {"anyOf": [word, {**keys, "required": [cls.kind]}]} if cls.bare else keys


class Pause(ActText):
    """Wait before the next act of the list."""

    kind: ClassVar[str] = "pause"
    example: ClassVar[str] = "{pause: 2s}"

    pause: WaitField
    """How long; fixed, or between two lengths."""

    def actions(self) -> tuple[do.Action, ...]:
        """Nothing: only time passes."""
        return ()


class ComeCloser(ActText):
    """Come closer: from now on, near enough to overhear."""

    kind: ClassVar[str] = "come_closer"
    example: ClassVar[str] = "come_closer"
    bare: ClassVar[bool] = True

    def actions(self) -> tuple[do.Action, ...]:
        """What the line carries of it: footsteps."""
        return (do.Make(Sound.FOOTSTEPS),)


# --- what is said --------------------------------------------------------------------------------


class SpeechText(Content):
    """What somebody says: why, in which words, and how."""

    intent: Annotated[Intent, MemberSubset(*do.SAYS[Role.CALLER])]
    """What it is for: `wants_police`, `gives_place`, `pretends` ... Rules judge this."""
    words: Text
    """The words, for reading. Invented; no real names or numbers."""
    manner: Word[Manner] = Manner.ALOUD
    """aloud, whispered, or faint: too faint or muffled to make out."""


class Whispered(Content):
    """What somebody whispers."""

    intent: Annotated[Intent, MemberSubset(*do.SAYS[Role.CALLER])]
    """What it is for."""
    words: Text
    """The words."""


class OperatorSpeech(Content):
    """What an operator says."""

    intent: Annotated[Intent, MemberSubset(*do.SAYS[Role.OPERATOR])]
    """What it is for: `make_a_sound`, `ask_again` ... Rules judge this."""
    words: Text
    """The words, for reading."""


class HandlerSpeech(Content):
    """What a call handler says."""

    intent: Annotated[Intent, MemberSubset(*do.SAYS[Role.CALL_HANDLER])]
    """What it is for: `reassure`, `stay_on_line` ... Rules judge this."""
    words: Text
    """The words, for reading."""


_SPEECH: Mapping[Role, tuple[str, type[Content]]] = {
    Role.CALLER: ("Say", SpeechText),
    Role.ROOM: ("Say", SpeechText),
    Role.OPERATOR: ("OperatorSays", OperatorSpeech),
    Role.CALL_HANDLER: ("HandlerSays", HandlerSpeech),
}
"""The model of an utterance, by its speaker: its name, and the form of what is said."""


# --- models of the registry's forms --------------------------------------------------------------

# For the type checker these are types and cannot be given a value as their argument.
_ANNOTATED, _MANY, _UNION, _WORD = cast("tuple[Any, ...]", (Annotated, Many, Union, Word))


def _type(key: do.FileKey, hint: Any, speech: type[Content]) -> Any:
    """The type of a key in a file, of the type of the field that it fills."""
    match key.form:
        case "keys":
            return Keys
        case "name":
            return Name
        case "speech":
            return speech
        case "one":
            return _WORD[get_args(hint)[0]]
    if get_origin(hint) is tuple:
        return _ANNOTATED[_MANY[_WORD[get_args(hint)[0]]], Field(min_length=1)]
    plain = {do.Code: CodeText, str: Text, int: _ANNOTATED[int, Field(ge=1, le=9)]}
    return plain.get(hint) or _WORD[hint]


def _model(row: do.ActRow, form: do.Written, role: Role) -> type[ActText]:
    """The model of one form of an act."""
    name, speech = ("Whisper", Whispered) if form.fixed else _SPEECH.get(role, ("", Content))
    hints = get_type_hints(row.make)
    held: dict[str, Any] = {}
    for key, filled in form.keys.items():
        usual = 1 if hints.get(filled.field) is int else ...
        described = Field(default=usual, description=filled.says)
        held[key] = (_type(filled, hints.get(filled.field), speech), described)
    spoken = any(filled.form == "speech" for filled in form.keys.values())
    model: type[ActText] = create_model(
        name if spoken else row.make.__name__, __base__=ActText, __module__=__name__, **held
    )
    model.__doc__ = form.says or (row.make.__doc__ or "").partition("\n")[0]
    model.kind, model.example, model.bare = form.key, form.example, form.bare
    model.form, model.make = form, row.make
    globals()[model.__name__] = model  # Pickle finds a class by its name in its module.
    return model


_MODELS: dict[tuple[int, type[Content]], type[ActText]] = {}


def _acts(role: Role) -> Iterator[type[ActText]]:
    """The models of what a step of `role` can do; roles that write an act alike share its model."""
    for row in do.ROWS.values():
        for form in row.written_by(role):
            same = (id(form), _SPEECH[role][1] if row.make is do.Say else Content)
            if same not in _MODELS:
                _MODELS[same] = _model(row, form, role)
            yield _MODELS[same]
    if role is Role.ROOM:
        yield ComeCloser
    yield Pause


ACTS: Mapping[Role, tuple[type[ActText], ...]] = {
    role: tuple(_acts(role))
    for role in (Role.CALLER, Role.ROOM, Role.NETWORK, Role.OPERATOR, Role.CALL_HANDLER)
}
"""The models of what each role's steps can do."""


def _any_of(role: Role) -> Any:
    """A union of what a step of `role` can do, told apart by their keys."""
    acts = ACTS[role]
    beside = dict.fromkeys(key for act in acts for key in act.model_fields if key != act.kind)
    union = _UNION[tuple(_ANNOTATED[act, Tag(act.kind)] for act in acts)]
    keys = (act.kind for act in acts)
    return _ANNOTATED[union, ByKey("act", *keys, beside=tuple(beside))]


if TYPE_CHECKING:
    CallerAct = ActText
    RoomAct = ActText
    NetworkAct = ActText
    OperatorAct = ActText
    HandlerAct = ActText
else:
    CallerAct, RoomAct, NetworkAct, OperatorAct, HandlerAct = map(_any_of, ACTS)


# --- steps of an operator and of a call handler ---------------------------------------------------


class OperatorScriptStep(Content):
    """Cue, pause, act of the operator, besides what they usually do."""

    when: StaffCue
    """The cue; also `stage`."""
    after: WaitField = NO_WAIT
    """The pause between the cue and the first act."""
    chance: Percent = 100
    """The chance in 100 that it happens at all."""
    do: Annotated[Many[OperatorAct], Field(min_length=1), OneOrMany()]
    """One act, or a list of acts with `pause` between them."""


class HandlerScriptStep(Content):
    """Cue, pause, act of the call handler, besides what they usually do."""

    when: StaffCue
    """The cue; also `stage` and `incident`."""
    after: WaitField = NO_WAIT
    """The pause between the cue and the first act."""
    chance: Percent = 100
    """The chance in 100 that it happens at all."""
    do: Annotated[Many[HandlerAct], Field(min_length=1), OneOrMany()]
    """One act, or a list of acts with `pause` between them."""
