"""What a scenario's caller can do.

An act is written by its one key (``{press: "55"}``), or as a bare word where there is nothing more
to say (``hang_up``). Every act knows the core's actions that it stands for.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Any, ClassVar

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    Tag,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simulator.content.fields.base import Among, Content, WaitField, Word, refuse
from simulator.content.fields.strings import Keys, Text
from simulator.content.fields.unions import ByKey
from simulator.content.scenario.act_places import WHERE
from simulator.core import acts as core
from simulator.core.terms import Intent, Manner, Sound

SPOKEN = (
    Intent.WANTS_POLICE,
    Intent.WANTS_AMBULANCE,
    Intent.WANTS_FIRE,
    Intent.WANTS_COASTGUARD,
    Intent.SAYS_MISTAKE,
    Intent.SAYS_YES,
    Intent.SAYS_NO,
    Intent.GIVES_PLACE,
    Intent.PRETENDS,
    Intent.CHILD_SPEAKS,
    Intent.OTHER_LANGUAGE,
    Intent.SPEAKS,
    Intent.NOT_TO_CALL,
    Intent.OWN_WORDS,
)
"""What a caller, or somebody near, can mean by what they say."""

Spoken = Annotated[Intent, Among(*SPOKEN)]
"""One of `SPOKEN`."""


class Act(Content):
    """The base of every act."""

    kind: ClassVar[str]
    """The act's key in a file."""
    example: ClassVar[str]
    """How it is written, for messages."""
    bare: ClassVar[bool] = False
    """Whether the key alone, as a bare word, is enough."""

    @abstractmethod
    def actions(self) -> tuple[core.Action, ...]:
        """The core's actions that this act stands for; none for a pause."""

    @model_validator(mode="before")
    @classmethod
    def _read_bare_word(cls, value: Any) -> Any:
        if isinstance(value, str) and cls.bare:
            return {}
        if isinstance(value, str):
            refuse("needs-value", f"{cls.kind} needs more", cls.example, f"write {cls.example}")
        if isinstance(value, dict) and cls.kind in value and cls.kind not in cls.model_fields:
            mend = f"write {cls.kind} alone, without a colon"
            refuse("bare-word", f"{cls.kind} takes no value", cls.kind, mend)
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


class Speech(Content):
    """What somebody says: why, in which words, and how."""

    intent: Spoken
    """What it is for: `wants_police`, `gives_place`, `pretends` ... Rules judge this."""
    words: Text
    """The words, for reading. Invented; no real names or numbers."""
    manner: Word[Manner] = Manner.ALOUD
    """aloud, whispered, or faint: too faint or muffled to make out."""


class Whispered(Content):
    """What somebody whispers."""

    intent: Spoken
    """What it is for."""
    words: Text
    """The words."""


class Press(Act):
    """Press keys of the phone, one after the other."""

    kind: ClassVar[str] = "press"
    example: ClassVar[str] = '{press: "55"}'

    press: Keys
    """The keys, in quotes: "55"."""

    def actions(self) -> tuple[core.Action, ...]:
        """One press a key."""
        return tuple(core.Press(key) for key in self.press)


class Tap(Act):
    """Tap on the phone."""

    kind: ClassVar[str] = "tap"
    example: ClassVar[str] = "{tap: 2}"
    bare: ClassVar[bool] = True

    tap: int = Field(default=1, ge=1, le=9)
    """How many times; once, when written as a bare word."""

    def actions(self) -> tuple[core.Action, ...]:
        """The taps, as one act."""
        return (core.Tap(self.tap),)


class Cough(Act):
    """Cough."""

    kind: ClassVar[str] = "cough"
    example: ClassVar[str] = "{cough: 2}"
    bare: ClassVar[bool] = True

    cough: int = Field(default=1, ge=1, le=9)
    """How many times; once, when written as a bare word."""

    def actions(self) -> tuple[core.Action, ...]:
        """The coughs, as one act."""
        return (core.Cough(self.cough),)


class Say(Act):
    """Say something."""

    kind: ClassVar[str] = "say"
    example: ClassVar[str] = '{say: {intent: speaks, words: "..."}}'

    say: Speech
    """What is said."""

    def actions(self) -> tuple[core.Action, ...]:
        """The utterance."""
        return (core.Say(self.say.intent, self.say.words, self.say.manner),)


class Whisper(Act):
    """Whisper something."""

    kind: ClassVar[str] = "whisper"
    example: ClassVar[str] = '{whisper: {intent: wants_police, words: "..."}}'

    whisper: Whispered
    """What is whispered."""

    def actions(self) -> tuple[core.Action, ...]:
        """The utterance, whispered."""
        return (core.Say(self.whisper.intent, self.whisper.words, Manner.WHISPERED),)


class Make(Act):
    """Make a sound that is no word, tap or cough."""

    kind: ClassVar[str] = "sound"
    example: ClassVar[str] = "{sound: sob}"

    sound: Word[Sound]
    """Which sound."""

    def actions(self) -> tuple[core.Action, ...]:
        """The sound."""
        return (core.Make(self.sound),)


class StaySilent(Act):
    """Choose to stay silent; nobody hears it, the log shows it."""

    kind: ClassVar[str] = "stay_silent"
    example: ClassVar[str] = "stay_silent"
    bare: ClassVar[bool] = True

    def actions(self) -> tuple[core.Action, ...]:
        """The choice."""
        return (core.StaySilent(),)


class HangUp(Act):
    """Put the phone down."""

    kind: ClassVar[str] = "hang_up"
    example: ClassVar[str] = "hang_up"
    bare: ClassVar[bool] = True

    def actions(self) -> tuple[core.Action, ...]:
        """The handset goes down."""
        return (core.HangUp(),)


class Lift(Act):
    """Lift a fixed line's handset again."""

    kind: ClassVar[str] = "lift"
    example: ClassVar[str] = "lift"
    bare: ClassVar[bool] = True

    def actions(self) -> tuple[core.Action, ...]:
        """The handset goes up."""
        return (core.Lift(),)


class Answer(Act):
    """Answer the phone when police ring back."""

    kind: ClassVar[str] = "answer"
    example: ClassVar[str] = "answer"
    bare: ClassVar[bool] = True

    def actions(self) -> tuple[core.Action, ...]:
        """The phone is picked up."""
        return (core.Answer(),)


class SendText(Act):
    """Reply to the call handler by text message."""

    kind: ClassVar[str] = "text"
    example: ClassVar[str] = '{text: "..."}'

    text: Text
    """The message."""

    def actions(self) -> tuple[core.Action, ...]:
        """The message."""
        return (core.SendText(self.text),)


class Pause(Act):
    """Wait before the next act of the list."""

    kind: ClassVar[str] = "pause"
    example: ClassVar[str] = "{pause: 2s}"

    pause: WaitField
    """How long; fixed, or between two lengths."""

    def actions(self) -> tuple[core.Action, ...]:
        """Nothing: only time passes."""
        return ()


CallerAct = Annotated[
    Annotated[Press, Tag("press")]
    | Annotated[Tap, Tag("tap")]
    | Annotated[Cough, Tag("cough")]
    | Annotated[Say, Tag("say")]
    | Annotated[Whisper, Tag("whisper")]
    | Annotated[Make, Tag("sound")]
    | Annotated[StaySilent, Tag("stay_silent")]
    | Annotated[HangUp, Tag("hang_up")]
    | Annotated[Lift, Tag("lift")]
    | Annotated[Answer, Tag("answer")]
    | Annotated[SendText, Tag("text")]
    | Annotated[Pause, Tag("pause")],
    ByKey(
        "act",
        *("press", "tap", "cough", "say", "whisper", "sound", "stay_silent"),
        *("hang_up", "lift", "answer", "text", "pause"),
        elsewhere=WHERE,
    ),
]
"""What the caller can do."""
