"""The registry of acts: a frozen dataclass for each kind, under its row.

A row has every fact about a kind of act: roles and stimuli, loudness, sound class, listeners, file
form and wording. Hearing, available acts, file models, transcripts, exports and the explorer are
derived from the rows. A new act is a class with its row here, its place in `Action`, and the rows
of the flow that accept it.

Role and instant of an act are in its log entry; flow events are in `log`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from inspect import get_annotations
from typing import Any, ClassVar, Generic, Literal, TypeVar, dataclass_transform, get_args

from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.statements import Stated
from simulator.core.stimuli import Stimulus
from simulator.core.terms import (
    Intent,
    Loudness,
    Reason,
    Reported,
    Role,
    Sign,
    Sound,
    Topic,
    UnitReadiness,
    UnitStatus,
)

T = TypeVar("T")
A = TypeVar("A")
S = Stimulus
Why = Reason
LossCause = terms.LossCause
Manner = terms.Manner
Service = terms.Service
SoundClass = terms.SoundClass

CALLER, ROOM, NETWORK = Role.CALLER, Role.ROOM, Role.NETWORK
OPERATOR, FIRST_HANDLER, CALL_HANDLER = Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER


# --- types of a row ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByValue(Generic[T]):
    """A fact that depends on the value of one field of the act."""

    field: str
    values: Mapping[Any, T | ByValue[T]]
    otherwise: T | ByValue[T]


def fact_of(fact: T | ByValue[T], act: object) -> T:
    """Return the value of a fact for one act."""
    while isinstance(fact, ByValue):
        fact = fact.values.get(getattr(act, fact.field), fact.otherwise)
    return fact


@dataclass(frozen=True, slots=True)
class FileKey:
    """One key of an act in a scenario's file."""

    field: str
    """The field of the act."""
    says: str = "Why."
    """The description in the schema."""
    form: str = ""
    """The file form, if it differs from the type of the field: `keys` (several keys, each an act),
    `name`, `one` (one term of a tuple), `speech` (a mapping of intent and words), `means` (what the
    words state)."""
    optional: bool = False
    """Whether a file may leave it out: then the act's own default holds."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file form of an act."""

    keys: Mapping[str, FileKey] = field(default_factory=dict)
    """Its keys; the first one identifies the act. Without keys, `example` is the bare word."""
    example: str = ""
    """An example, for messages."""
    says: str = ""
    """The description in the schema; by default the first sentence of the act's docstring."""
    bare: bool = False
    """Whether the word alone is enough."""
    only: tuple[Role, ...] = ()
    """The roles with this form; by default all that do it and have steps in a file."""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Fields that this form sets: a whisper is speech in one manner."""

    @property
    def key(self) -> str:
        """The key or bare word that identifies the act."""
        return next(iter(self.keys), self.example)


def _word(name: str) -> Written:
    """Return the file form of an act that is one word."""
    return Written(example=name, bare=True)


def _reasoned(key: str, example: str, says: str = "Why.") -> Written:
    """Return the file form of an act with only a reason."""
    return Written({key: FileKey("reason", says)}, f"{{{key}: {example}}}")


def _speech(intent: str, *only: Role) -> Written:
    example = f'{{say: {{intent: {intent}, words: "..."}}}}'
    return Written({"say": FileKey("", "What is said.", "speech")}, example, only=only)


@dataclass
class ActRow:
    """The facts about one kind of act."""

    by: Mapping[Role, S | ByValue[S]]
    """The roles that do it, each with the stimulus that the flow reads."""
    words: str
    """The template of its text (see `describe`); for a spoken act, the text without words."""
    short: str = ""
    """A word or two for a timeline; by default its kind."""
    _: KW_ONLY
    follows: bool = False
    """Whether it only follows from another act, so that no role can choose it."""
    values: Mapping[str, tuple[Any, ...] | Mapping[Role, tuple[Any, ...]]] = field(
        default_factory=dict
    )
    """The values of a field, if fewer than its type allows; perhaps by role; usual one first."""
    sample: Mapping[str, Any] = field(default_factory=dict)
    """Values of fields without a closed set, for an act whose kind alone matters."""
    reasons: tuple[Why, ...] | Mapping[Role, tuple[Why, ...]] = ()
    """The reasons that a seat offers; others make no sense with this act."""
    desk: bool = False
    """Whether it is desk work: writing or looking up."""
    weighty: bool = False
    """Whether it is a decision about the call, though without a reason."""
    moves_phone: bool = False
    """Whether the caller's phone is put down, picked up or changes hands."""
    loudness: Loudness | ByValue[Loudness] = Loudness.NOTHING
    """How far it carries around the caller."""
    evidence: SoundClass | ByValue[SoundClass | None] | None = None
    """The sound class for a listener; None for speech and silent acts."""
    sign: Sign | ByValue[Sign | None] | None = None
    """The sign that it is, if a caller can answer with it."""
    reported: Reported | None = None
    """The term for it in a handover."""
    seen_by: Mapping[Role, tuple[Role, ...]] = field(default_factory=dict)
    """The roles that perceive it off the line, by actor."""
    known_to: Mapping[str, tuple[Role, ...]] = field(default_factory=dict)
    """Fields that only these roles perceive; for others they are empty."""
    topics: str = ""
    """The field with its topics."""
    private: str = ""
    """The field with private text: no rule reads it, and records leave it out."""
    own_words: str = ""
    """The field that may have a trainee's own words."""
    cannot_be_undone: str | Mapping[Role, str] = ""
    """What it does, as a seat is asked back before it (a template; see `describe`): it gives the
    call, the line or the incident away, or makes the caller's phone show or sound. Perhaps by role;
    empty for an act that another act can correct, or that only brings more help."""
    files: tuple[Written, ...] = ()
    """Its file forms."""
    make: type[Any] = field(init=False)
    """The class."""
    kind: str = field(init=False)
    """The name of the kind in logs."""

    @property
    def spoken(self) -> bool:
        """Whether it is an utterance: it has words, takes time, and ends with a `Finish`."""
        return self.make in SPOKEN

    @property
    def audible(self) -> bool:
        """Whether it sounds on the line when it is done near the caller's phone."""
        return self.spoken or self.evidence is not None

    @property
    def decides(self) -> bool:
        """Whether it is a decision about the call."""
        return self.weighty or "reason" in self.make.__dataclass_fields__

    @property
    def distinguishing_field(self) -> str:
        """The field by which the flow distinguishes acts of this kind; empty if none."""
        apart = {fact.field for fact in self.by.values() if isinstance(fact, ByValue)}
        return next(iter(apart), "")

    def reasons_of(self, role: Role) -> tuple[Why, ...]:
        """Return the reasons that a seat of `role` offers."""
        return self.reasons.get(role, ()) if isinstance(self.reasons, Mapping) else self.reasons

    def effect_of(self, role: Role) -> str:
        """Return what an act of `role` does that can't be undone; empty if a seat isn't asked."""
        effect = self.cannot_be_undone
        return effect.get(role, "") if isinstance(effect, Mapping) else effect

    def reaches_caller(self, role: Role) -> bool:
        """Whether an act of `role` is said or sent to the caller, or can't be undone."""
        return self.spoken or bool(self.effect_of(role))

    def written_by(self, role: Role) -> Iterator[Written]:
        """Yield the file forms for a step of `role`."""
        for form in self.files:
            if role in (form.only or self.by):
                yield form


ROWS: dict[str, ActRow] = {}
"""Every row, by its kind, in the order of this file."""
R = ActRow


class LogBody:
    """The body of an entry of the log."""

    __slots__ = ()
    kind: ClassVar[str]
    """The name of the kind in logs: each class has it as its last field."""

    # One for all: to write a method for each of sixty classes is a third of what they cost a start.
    def __repr__(self) -> str:
        """Show the class and its fields, as a dataclass does."""
        names = getattr(self, "__dataclass_fields__", ())
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"


@dataclass_transform(frozen_default=True)
def body(kind: str) -> Callable[[type[A]], type[A]]:
    """Return a decorator that makes a class a frozen dataclass with this `kind`."""

    def make(described: type[A]) -> type[A]:
        described.__annotations__ = {**get_annotations(described), "kind": Literal[kind]}
        setattr(described, "kind", kind)  # noqa: B010
        return dataclass(frozen=True, slots=True, repr=False)(described)

    return make


@dataclass_transform(frozen_default=True)
def act(kind: str, row: ActRow) -> Callable[[type[A]], type[A]]:
    """Return a decorator that makes a class such a dataclass, and registers its row."""

    def register(described: type[A]) -> type[A]:
        made = body(kind)(described)
        row.kind, row.make = kind, made
        ROWS[kind] = row
        return made

    return register


# --- intents and signs ----------------------------------------------------------------------------

_INTENTS = list(Intent)


def _direction(
    about: tuple[Topic, ...], yes_means: tuple[terms.YesMeans, ...], topic: Topic
) -> terms.YesMeans:
    return dict(zip(about, yes_means, strict=False)).get(topic, terms.YesMeans.SO)


def _span(first: Intent, last: Intent) -> tuple[Intent, ...]:
    return tuple(_INTENTS[_INTENTS.index(first) : _INTENTS.index(last) + 1])


_STAFF_SAYS = (*_span(Intent.THROUGH_TO_POLICE, Intent.CALLS_BACK), Intent.OWN_WORDS)
_CALLER_SAYS = (*_span(Intent.WANTS_POLICE, Intent.NOT_TO_CALL), Intent.OWN_WORDS)
SAYS: dict[Role, tuple[Intent, ...]] = {
    OPERATOR: (*_span(Intent.WHICH_SERVICE, Intent.CONNECTING), Intent.ASK_FOR_ADULT,
        Intent.SAY_YES_IF_POLICE, Intent.THANK, Intent.OWN_WORDS),
    FIRST_HANDLER: _STAFF_SAYS, CALL_HANDLER: _STAFF_SAYS, CALLER: _CALLER_SAYS, ROOM: _CALLER_SAYS,
    Role.OFFICERS: (*_span(Intent.OFFICER_ON_PHONE, Intent.OFFICER_LETS_GO), Intent.OWN_WORDS),
}  # fmt: skip
"""The intents that each speaking role has."""

ASKS_FOR_SIGN = frozenset(
    {Intent.MAKE_A_SOUND, Intent.RECORDING_ASKS_FOR_SOUND, Intent.RECORDING_ASKS_FOR_55}
    | {Intent.INVITE_SPEECH, Intent.SAY_YES_IF_POLICE}
)
"""Utterances, besides questions, after which a caller who cannot speak needs time for a sign."""

OTHER_SERVICES = tuple(service for service in Service if service is not Service.POLICE)
COUNTED_SIGNS = (Sign.TAP, Sign.COUGH, Sign.KEY, Sign.BREATH)
"""Signs that can be given several times."""


@dataclass(frozen=True, slots=True)
class AnswerSign:
    """A sign and its count: two taps, one cough, silence."""

    sign: Sign
    times: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """The signs for yes and for no, as a call handler has stated them in this call."""

    yes: AnswerSign
    no: AnswerSign


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """An earlier call from the number: how long ago, and how it ended."""

    ago: Millis
    outcome: terms.Outcome | None = None
    is_open: bool = False
    """Whether its incident is still open: its line is down, and officers may be on their way."""


_WEAK = [sound for sound in Sound if sound.suggests is SoundClass.WEAK]
_TIMES = FileKey("times", "How many times; once, when written as a bare word.")
_WORDS = FileKey("words", "The words, for reading.")
_ESTABLISHED = (
    *(Why.DANGER_ESTABLISHED, Why.INJURY, Why.MARKER, Why.DISTURBANCE_HEARD),
    *(Why.SPEECH_HEARD, Why.SIGNAL_HEARD, Why.LINE_CUT, Why.DOUBT),
)
"""Reasons for a grade and for sending officers."""


# The registry is read as a table: a row, and under it the class that it is about.
# fmt: off
# --- the caller, and others around the phone -----------------------------------------------------

@act("dial", R({CALLER: S.CALLER_DIALS}, "[dials {number}{message:by_text}]", "999",
    values={"number": ("999", "112")}))
class Dial(LogBody):
    """Dial 999 or 112: the same service and operators [G1]."""
    number: Literal["999", "112"] = "999"
    message: str = ""
    """Its words, where 999 is written to and not rung (emergencySMS [E1])."""

@act("say", R({CALLER: S.CALLER_SPEAKS, ROOM: S.ROOM_SPEAKS, OPERATOR: ByValue("intent",
        {Intent.WHICH_SERVICE: S.OPERATOR_ASKS_SERVICE,
        Intent.WHICH_OF_THREE: S.OPERATOR_ASKS_WHICH, Intent.NUMBER_DIALLED: S.OPERATOR_ASKS_NUMBER,
        Intent.MAKE_A_SOUND: S.OPERATOR_ASKS_SOUND}, S.OPERATOR_SPEAKS),
        FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS, CALL_HANDLER: ByValue("intent",
        {Intent.THROUGH_TO_POLICE: S.HANDLER_INTRODUCES}, S.HANDLER_SPEAKS),
        Role.OFFICERS: S.OFFICERS_SPEAK}, "{intent}",
    "{intent:spaced}", values={"intent": SAYS}, sign=Sign.SPOKEN, own_words="words",
    loudness=ByValue("manner", {Manner.ALOUD: Loudness.SPEECH}, Loudness.WHISPER),
    evidence=ByValue("intent", {Intent.NOT_TO_CALL: ByValue("manner",
        {Manner.FAINT: SoundClass.WEAK}, SoundClass.VOICES)}, None),
    files=(_speech("speaks", CALLER, ROOM), _speech("ask_again", OPERATOR), _speech("reassure",
        CALL_HANDLER), Written({"whisper": FileKey("", "What is whispered.", "speech")},
        '{whisper: {intent: wants_police, words: "..."}}', "Whisper something.", only=(CALLER,),
        fixed={"manner": Manner.WHISPERED}))))
class Say(LogBody):
    """Speak or whisper. A `Finish` of the same speaker follows."""
    intent: Intent
    words: str = ""
    manner: Manner = Manner.ALOUD
    facts: tuple[tuple[Topic, bool], ...] = ()
    """What a caller's typed words state: topics, each with whether it is so."""
    purpose: str = ""
    """What own words were understood as, if no intent has that name (`language.purposes`)."""
    means: Stated = ()
    """What the words state: statements, each with whether it is so."""
    place_words: str = ""
    """The part of the words that names where the caller is, to be said back."""
    in_minutes: int | None = None
    """The longest time that typed words give for officers."""
    left_out: terms.LeftOut | None = None
    """Which words a record does not keep; without it, words that are not there were not read."""
    cuts_in: bool = False
    """Whether a caller begins it over a voice that speaks to them: that voice breaks off."""
    of_others: Stated = ()
    """What a caller gives as another person's word: "he says it was an accident"."""
    via: terms.Via | None = None
    """Who speaks a caller's words; None: the caller."""

@act("finish", R(dict.fromkeys((*SAYS, Role.RECORDING), S.SPEECH_ENDS), "[stops speaking]",
    follows=True))
class Finish(LogBody):
    """End an utterance, or have it cut short by the speaker's next one."""
    intent: Intent | None = None
    cut_off: bool = False
    """Whether another voice cut it off before its end."""

@act("tap", R({CALLER: S.CALLER_MAKES_SOUND}, "[taps {times:times}]", loudness=Loudness.TAP,
    evidence=SoundClass.ANSWER, sign=Sign.TAP, reported=Reported.TAP,
    files=(Written({"tap": _TIMES}, "{tap: 2}", bare=True),)))
class Tap(LogBody):
    """Tap on the phone."""
    times: int = 1

@act("cough", R({CALLER: S.CALLER_MAKES_SOUND}, "[coughs {times:times}]", loudness=Loudness.COUGH,
    evidence=SoundClass.ANSWER, sign=Sign.COUGH, reported=Reported.COUGH,
    files=(Written({"cough": _TIMES}, "{cough: 2}", bare=True),)))
class Cough(LogBody):
    """Cough."""
    times: int = 1

@act("press", R({CALLER: ByValue("key", {"5": S.CALLER_PRESSES_FIVE}, S.CALLER_PRESSES_OTHER)},
    "[presses {key:key}]", "{key:tone}", values={"key": terms.KEYS}, loudness=Loudness.KEY,
    evidence=SoundClass.ANSWER, sign=Sign.KEY, reported=Reported.KEY_TONE,
    known_to={"key": (Role.RECORDING,)},
    files=(Written({"press": FileKey("key", 'The keys, in quotes: "55".', "keys")},
        '{press: "55"}', "Press keys of the phone, one after the other."),)))
class Press(LogBody):
    """Press one key of the phone."""
    key: str

@act("make", R({CALLER: ByValue("sound", dict.fromkeys(_WEAK, S.ROOM_SOUNDS), S.CALLER_MAKES_SOUND),
        ROOM: S.ROOM_SOUNDS}, "[{sound}]", "{sound:spaced}",
    loudness=ByValue("sound", {s: s.loudness for s in terms.Sound}, Loudness.NOTHING),
    evidence=ByValue("sound", {s: s.suggests for s in terms.Sound}, None),
    sign=ByValue("sound", {Sound.LOUD_BREATH: Sign.BREATH}, None),
    files=(Written({"sound": FileKey("sound", "Which sound.")}, "{sound: sob}"),)))
class Make(LogBody):
    """Make a sound other than speech, taps and coughs."""
    sound: Sound

@act("stay_silent", R({CALLER: S.CALLER_STAYS_SILENT}, "[chooses to stay silent]", "stays silent",
    sign=Sign.SILENCE, files=(_word("stay_silent"),)))
class StaySilent(LogBody):
    """Choose to stay silent. No role hears it; the log has it."""

@act("hang_up", R({CALLER: S.CALLER_HANGS_UP, ROOM: S.ROOM_HANGS_UP}, "[puts the phone down]",
    "hangs up", weighty=True, moves_phone=True, seen_by={CALLER: (ROOM,)},
    cannot_be_undone={CALLER: "This puts the phone down. The line goes."},
    files=(_word("hang_up"),)))
class HangUp(LogBody):
    """Put the phone down."""

@act("lift", R({CALLER: S.CALLER_LIFTS}, "[lifts the handset again]", "lifts",
    moves_phone=True, seen_by={CALLER: (ROOM,)}, files=(_word("lift"),)))
class Lift(LogBody):
    """Lift a fixed line's handset again."""

@act("answer", R({CALLER: S.CALLER_ANSWERS, ROOM: S.ROOM_ANSWERS, OPERATOR: S.OPERATOR_ANSWERS,
        CALL_HANDLER: S.HANDLER_ANSWERS}, "[answers]", "answers", loudness=Loudness.KEY,
    moves_phone=True, seen_by={CALLER: (ROOM,)}, files=(_word("answer"),)))
class Answer(LogBody):
    """Answer the phone when police ring back."""

@act("send_text", R({CALLER: S.CALLER_TEXTS, CALL_HANDLER: S.HANDLER_TEXTS},
    "[sends a text{words:quoted}]", "text", weighty=True, loudness=Loudness.KEY, own_words="words",
    seen_by={CALLER: (CALL_HANDLER, ROOM), CALL_HANDLER: (CALLER,)}, cannot_be_undone={CALL_HANDLER:
        "This goes to the caller's phone, which may sound or light up{words:quoted}."},
    files=(Written({"text": FileKey("words", "The message."), "means": FileKey("means", "What the "
            "words state: `{knife: yes, has_gone: no}`, `{}`: nothing. Left out: it "
            "is read.", "means", optional=True), "place_words": FileKey("place_words",
            "The part of the words that names where the caller is: it is said back, and passed on.",
            optional=True), "of_others": FileKey("of_others", "What the caller gives as another "
            "person's word: \"he says I fell\".", "means", optional=True)},
        '{text: "..."}',
        "Reply to the call handler by text message.", only=(CALLER,)),)))
class SendText(LogBody):
    """Send a text message: the call handler's [K4], or the caller's reply."""
    words: str = ""
    means: Stated = ()
    """What a caller's words state, and what a call handler's claim."""
    place_words: str = ""
    """The part of the words that names where the caller is."""
    left_out: terms.LeftOut | None = None
    """Which words a record does not keep; without it, words that are not there were not read."""
    about: tuple[Topic, ...] = ()
    """What a call handler's text asks; none: nothing, or it was not understood."""
    yes_means: tuple[terms.YesMeans, ...] = ()
    """The direction for each topic, as of `Ask`."""
    news: Intent | None = None
    """What a call handler writes of officers; None for anything else."""
    of_others: Stated = ()
    """What a caller gives as another person's word."""

    def direction(self, topic: Topic) -> terms.YesMeans:
        """Return what a yes to the words says of a topic."""
        return _direction(self.about, self.yes_means, topic)

@act("take_phone", R({ROOM: S.ROOM_TAKES_PHONE}, "[takes the phone]", "takes phone",
    moves_phone=True, files=(_word("take_phone"),)))
class TakePhone(LogBody):
    """Take the phone from the caller."""

@act("give_back", R({ROOM: S.ROOM_GIVES_BACK}, "[the caller has the phone again]", "gives back",
    moves_phone=True, files=(_word("give_back"),)))
class GiveBack(LogBody):
    """Give the phone back to the caller."""

# --- the operator and the Met's first handler ----------------------------------------------------

@act("connect", R({OPERATOR: ByValue("service", {Service.POLICE: S.OPERATOR_CONNECTS_POLICE},
        S.OPERATOR_CONNECTS_OTHER)}, "connects the call to {service:word}: {reason}", "connects",
    reasons=(Why.SIGNAL_HEARD, Why.SPEECH_HEARD, Why.DISTURBANCE_HEARD, Why.DOUBT, Why.POLICY,
        Why.JUDGEMENT),
    cannot_be_undone="This puts the call through to {service:word}. You can't take it back.",
    files=(Written({"connect": FileKey("service", "Which: police, ambulance, fire or coastguard."),
        "reason": FileKey("reason")}, "{connect: ambulance, reason: doubt}"),)))
class Connect(LogBody):
    """Connect the caller to a service."""
    service: Service
    reason: Reason = Reason.JUDGEMENT

@act("send_to_recording", R({OPERATOR: S.OPERATOR_SENDS},
    "sends the call to the recording: {reason}", "to recording",
    reasons=(Why.NO_RESPONSE, Why.POLICY, Why.JUDGEMENT),
    files=(_reasoned("send_to_recording", "no_response"),)))
class SendToRecording(LogBody):
    """Send the call to Silent Solution."""
    reason: Reason = Reason.NO_RESPONSE

@act("end_call", R({OPERATOR: ByValue("reason", {Why.MISTAKE_CONFIRMED: S.OPERATOR_ENDS_MISTAKE},
        S.OPERATOR_ENDS), FIRST_HANDLER: S.FIRST_HANDLER_ENDS, CALL_HANDLER: S.HANDLER_CLEARS},
    "ends the call: {reason}", "ends call",
    values={"reason": {OPERATOR: tuple(dict.fromkeys((Why.NO_RESPONSE, *Why)))}},
    reasons={OPERATOR: (Why.NO_RESPONSE, Why.MISTAKE_CONFIRMED, Why.POLICY, Why.JUDGEMENT),
        CALL_HANDLER: (Why.OFFICERS_WITH_CALLER, Why.OFFICERS_DEALING, Why.CHECKED_SAFE,
            Why.MISTAKE_CONFIRMED, Why.NO_CONCERN, Why.NO_RESPONSE, Why.STAYING_IS_DANGEROUS,
            Why.JUDGEMENT)},
    cannot_be_undone="This ends the call. The line goes.",
    files=(_reasoned("end_call", "no_response", "Why: `mistake_confirmed`, `no_response` ..."),)))
class EndCall(LogBody):
    """End the call, or the ringing."""
    reason: Reason

@act("hand_over", R({OPERATOR: S.OPERATOR_HANDS_OVER}, "reports to police: {heard}", "hands over",
    own_words="words", sample={"heard": ()},
    files=(Written({"hand_over": FileKey("heard",
        "What to report: `tap`, `whisper`, `nothing` ...")}, "{hand_over: [nothing]}"),)))
class HandOver(LogBody):
    """Report to police what was heard so far."""
    heard: tuple[Reported, ...]
    words: str = ""
    facts: tuple[tuple[Topic, bool], ...] = ()
    """What the caller's words to the operator stated: police need not ask it again."""
    means: Stated = ()
    """The caller's statements to the operator."""
    place_words: str = ""
    """The place that the caller named, in their words."""
    sounds: tuple[Sound, ...] = ()
    """The sounds that it is of: an engine, and not only background noise."""

@act("pass_details", R({OPERATOR: S.OPERATOR_PASSES_DETAILS},
    "passes the details to police ({heard}): {reason}", "passes details", sample={"heard": ()},
    reasons=(Why.LINE_CUT, Why.DOUBT, Why.DISTURBANCE_HEARD, Why.SIGNAL_HEARD),
    seen_by={OPERATOR: (CALL_HANDLER,)},
    files=(Written({"pass_details": FileKey("heard", "What was heard, to report."),
        "reason": FileKey("reason")}, "{pass_details: [nothing], reason: line_cut}"),)))
class PassDetails(LogBody):
    """Pass a lost call's number and data to the force."""
    heard: tuple[Reported, ...]
    reason: Reason
    facts: tuple[tuple[Topic, bool], ...] = ()
    """What the caller's words to the operator stated, as in a hand-over."""
    means: Stated = ()
    """The caller's statements to the operator."""
    place_words: str = ""
    """The place that the caller named, in their words."""

@act("leave", R({OPERATOR: S.OPERATOR_LEAVES}, "leaves the call to the police", "leaves",
    weighty=True, cannot_be_undone="You leave the line. The police have the call alone.",
    files=(_word("leave"),)))
class Leave(LogBody):
    """Leave the call to police."""

@act("pass_on", R({FIRST_HANDLER: S.FIRST_HANDLER_PASSES_ON},
    "passes the call to the local force: {reason}", "passes on"))
class PassOn(LogBody):
    """The Met's first handler passes the call to the local force [P7]."""
    reason: Reason

# --- the police call handler ---------------------------------------------------------------------

@act("offer_ways", R({FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS, CALL_HANDLER: S.HANDLER_OFFERS_WAYS},
    "names ways to answer: {ways}", "ways", own_words="words", sample={"ways": ()}))
class OfferWays(LogBody):
    """Name the ways in which the caller can answer [P1]."""
    ways: tuple[Sign, ...]
    words: str = ""
    means: Stated = ()
    """What the words claim."""
    left_out: terms.LeftOut | None = None
    """Which words a record does not keep; without it, words that are not there were not read."""

@act("set_code", R({FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS, CALL_HANDLER: S.HANDLER_SETS_CODE},
    "sets a code: {code:code}", "code", own_words="words",
    sample={"code": Code(AnswerSign(Sign.TAP, 1), AnswerSign(Sign.TAP, 2))},
    files=(Written({"set_code": FileKey("code", "The sign for yes, and the sign for no."),
        "words": _WORDS}, '{set_code: {yes: {tap: 2}, no: {tap: 1}}, words: "..."}',
        "State what means yes and what means no, other than the force's own code or sooner."),)))
class SetCode(LogBody):
    """State the signs for yes and for no. No national code exists (Q16)."""
    code: Code
    words: str = ""
    means: Stated = ()
    """What the words claim."""
    left_out: terms.LeftOut | None = None
    """Which words a record does not keep; without it, words that are not there were not read."""

@act("ask", R({FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS, CALL_HANDLER: S.HANDLER_ASKS},
    "asks: {about:and}", "{about:plus}?", sample={"about": (Topic.CAN_HEAR,)}, topics="about",
    own_words="words",
    files=(Written({"ask": FileKey("about", "About which topic.", "one"), "words": _WORDS,
        "yes_means": FileKey("yes_means", "What a yes to the words says of the topic; by default "
            "`so`.", "one", optional=True)},
        '{ask: weapon, words: "..."}', "Ask a question that yes or no can answer."),)))
class Ask(LogBody):
    """Ask a question about one fact (or, as a mistake that can be made, about several)."""
    about: tuple[Topic, ...]
    form: terms.QuestionForm = terms.QuestionForm.CLOSED
    words: str = ""
    yes_means: tuple[terms.YesMeans, ...] = ()
    """The direction for each topic, in their order; none: a yes means that each is so."""
    leads: bool = False
    """Whether the words have the answer in them: "he's gone, hasn't he?"."""
    means: Stated = ()
    """What the words claim."""
    alone: bool = False
    """Whether the words ask only if another person is there, and not if one can hear."""
    left_out: terms.LeftOut | None = None
    """Which words a record does not keep; without it, words that are not there were not read."""

    def direction(self, topic: Topic) -> terms.YesMeans:
        """Return what a yes to the words says of a topic."""
        return _direction(self.about, self.yes_means, topic)

@act("note", R({CALL_HANDLER: S.HANDLER_NOTES, OPERATOR: S.OPERATOR_NOTES},
    "logs {note}{topic:about}{text:after}", desk=True,
    values={"note": {OPERATOR: terms.OPERATORS_NOTES}}, topics="topic", private="text",
    files=(Written({"note": FileKey("note", "What the note is about."),
        "words": FileKey("text", "What is written.", optional=True)}, "{note: heard}",
        "Write into the incident log; an operator has a log of their own."),)))
class Note(LogBody):
    """Write into the incident log: about which entry, or which fact."""
    note: terms.NoteKind
    about: int | None = None
    topic: Topic | None = None
    text: str = ""

@act("thrive", R({CALL_HANDLER: S.HANDLER_THRIVES}, "records {heading}{text:after}",
    "{heading:word}", desk=True, private="text"))
class Thrive(LogBody):
    """Record one heading of a THRIVE assessment [H5 H8]."""
    heading: terms.Heading
    text: str = ""

@act("read_location", R({CALL_HANDLER: S.HANDLER_READS_LOCATION},
    "reads the location from {source}", "reads place", desk=True))
class ReadLocation(LogBody):
    """Read the location data that has arrived: which source, and so how sure it is."""
    source: terms.LocationSource

@act("search", R({CALL_HANDLER: S.HANDLER_SEARCHES}, "searches the number's history and markers",
    "search", desk=True, seen_by={CALL_HANDLER: (Role.SYSTEMS,)}))
class Search(LogBody):
    """Search the number's history, people, addresses and markers [N17 P2 I3]."""

@act("grade", R({CALL_HANDLER: S.HANDLER_GRADES}, "sets the grade {grade}: {reason}",
    "grade {grade}", sample={"grade": ""}, seen_by={CALL_HANDLER: (Role.OFFICERS,)},
    reasons=(*_ESTABLISHED, Why.NO_CONCERN, Why.CHECKED_SAFE, Why.POLICY, Why.JUDGEMENT),
    files=(Written({"grade": FileKey("grade", "The grade, by its id in the force's file.", "name"),
        "reason": FileKey("reason")}, "{grade: emergency, reason: danger_established}",
        "Set a response grade."),)))
class SetGrade(LogBody):
    """Set the response grade, by the force's own name for it; or set it again."""
    grade: str
    reason: Reason

@act("deploy", R({CALL_HANDLER: S.HANDLER_DEPLOYS}, "sends officers{unit:named}: {reason}",
    "sends officers",
    reasons=(*_ESTABLISHED, Why.POLICY, Why.JUDGEMENT),
    seen_by={CALL_HANDLER: (Role.OFFICERS,)}, files=(_reasoned("deploy", "danger_established"),)))
class Deploy(LogBody):
    """Send officers."""
    reason: Reason
    unit: str = ""
    """The call sign that is asked for; empty leaves the choice to dispatch. Which unit goes is
    dispatch's to say: one that is not free stays where it is."""

@act("bring_in", R({CALL_HANDLER: S.HANDLER_BRINGS_IN}, "{asking}{text:after}",
    "asks {service:word} in", values={"service": OTHER_SERVICES}, private="text", weighty=True,
    seen_by={CALL_HANDLER: (Role.AMBULANCE_CONTROL, Role.FIRE_CONTROL)}))
class BringIn(LogBody):
    """Ask another service in, or pass on to it what is new; the police keep the call [K1]."""
    service: Service
    text: str = ""
    """What is said to its control room."""
    means: Stated = ()
    """The statements that the text passes on."""
    update: bool = False
    """Whether it was asked in before, and hears what is new (I25)."""
    answers: tuple[terms.ServiceNeed, ...] = ()
    """What it says of what a control room needs: asked for, or given at once."""
    denied: tuple[terms.ServiceNeed, ...] = ()
    """To which of these it says no: not breathing normally, not safe to approach."""
    not_known: tuple[terms.ServiceNeed, ...] = ()
    """Of which it says that they are not known."""

@act("withhold", R({CALL_HANDLER: S.HANDLER_WITHHOLDS}, "leaves unsaid ({intent}): {reason}",
    "unsaid", reasons=(Why.NOT_SAFE_TO_SAY, Why.MAY_ALERT_OTHERS, Why.JUDGEMENT)))
class Withhold(LogBody):
    """Decide not to say something aloud to the caller, with a reason (B26)."""
    intent: Intent
    reason: Reason

@act("call_back", R({CALL_HANDLER: S.HANDLER_CALLS_BACK}, "rings the caller's number: {reason}",
    "rings back", reasons=(Why.CALLER_MAY_BE_ALONE, Why.DOUBT, Why.POLICY, Why.JUDGEMENT),
    cannot_be_undone="This rings the caller's phone. Anyone near it can hear that.",
    files=(_reasoned("call_back", "caller_may_be_alone"),)))
class CallBack(LogBody):
    """Ring the number of a lost call."""
    reason: Reason

@act("decide_against_callback", R({CALL_HANDLER: S.HANDLER_DECIDES_AGAINST},
    "decides not to ring back: {reason}", "no ringing",
    reasons=(Why.MAY_ALERT_OTHERS, Why.CANNOT_BE_RUNG, Why.MARKER, Why.POLICY, Why.JUDGEMENT)))
class DecideAgainstCallback(LogBody):
    """Decide not to ring back, with the reason (B17)."""
    reason: Reason

@act("trace", R({CALL_HANDLER: S.HANDLER_TRACES}, "starts a trace ({trace}): {reason}",
    reasons=(Why.NO_ANSWER, Why.CANNOT_BE_RUNG, Why.MAY_ALERT_OTHERS, Why.DOUBT,
        Why.DANGER_ESTABLISHED, Why.JUDGEMENT), seen_by={CALL_HANDLER: (Role.SYSTEMS,)}))
class StartTrace(LogBody):
    """Have the phone, the subscriber or linked addresses traced (B18)."""
    trace: terms.Trace
    reason: Reason

@act("brief_officers", R({CALL_HANDLER: S.HANDLER_BRIEFS},
    "briefs officers: {briefing}", "briefs", sample={"topics": ()}, desk=True,
    topics="topics", private="text", seen_by={CALL_HANDLER: (Role.OFFICERS,)},
    files=(Written({"brief_officers": FileKey("topics", "About which topics.")},
        "{brief_officers: [weapon]}", "Brief officers on what was established."),)))
class BriefOfficers(LogBody):
    """Brief officers on what affects risk, and on what was first heard (B27)."""
    topics: tuple[Topic, ...]
    """What the caller answered with yes."""
    ruled_out: tuple[Topic, ...] = ()
    """What the caller answered with no."""
    markers: tuple[terms.Marker, ...] = ()
    heard: tuple[Reported, ...] = ()
    """What was first heard."""
    location: tuple[terms.LocationSource, ...] = ()
    """Which location data there is."""
    text: str = ""
    unknown: tuple[Topic, ...] = ()
    """What is not known: asked, and unanswered, or not to be found out."""
    answers: tuple[Topic, ...] = ()
    """What officers had asked and it speaks of, beside what the other lists have."""
    means: Stated = ()
    """The statements that the text passes on."""
    their_word: Stated = ()
    """Which of these it gives as what another person said, or had the caller say."""
    whole: bool = False
    """Whether the text says all that the lists name."""
    asks_privacy: bool = False
    """Whether it only asks if another person can hear the radio: what follows is for an earpiece.
    """

@act("offer_incident", R({CALL_HANDLER: S.HANDLER_OFFERS},
    "offers the incident to {force}: {reason}", "offers", sample={"force": ""},
    reasons=(Why.OTHER_AREA, Why.POLICY, Why.JUDGEMENT),
    seen_by={CALL_HANDLER: (Role.OTHER_FORCE,)},
    cannot_be_undone="This offers the incident to another force, which may take it over.",
    files=(Written({"offer_incident": FileKey("force", "To which force, in words; invented.")},
        "{offer_incident: the next county}", "Offer the incident to another force."),)))
class OfferIncident(LogBody):
    """Offer the incident to another force, and keep the caller until it accepts (B34)."""
    force: str
    reason: Reason = Reason.OTHER_AREA

@act("close", R({CALL_HANDLER: S.HANDLER_CLOSES}, "closes the incident: {reason}", "closes",
    reasons=(Why.OFFICERS_DEALING, Why.OFFICERS_WITH_CALLER, Why.CHECKED_SAFE, Why.NO_CONCERN,
        Why.MISTAKE_CONFIRMED, Why.POLICY, Why.JUDGEMENT),
    cannot_be_undone="This closes the incident. The control room acts on it no more.",
    files=(_reasoned("close", "no_concern"),)))
class Close(LogBody):
    """Close the incident."""
    reason: Reason

@act("leave_open", R({CALL_HANDLER: S.HANDLER_LEAVES_OPEN},
    "leaves the incident open for review: {reason}", "left open", weighty=True,
    reasons=(Why.CALLER_NOT_FOUND, Why.OFFICERS_DEALING, Why.DOUBT, Why.JUDGEMENT),
    files=(_reasoned("leave_open", "caller_not_found"),)))
class LeaveOpen(LogBody):
    """Leave the incident open, for the next shift to look at again (EN-14)."""
    reason: Reason

# --- machines and others -------------------------------------------------------------------------

@act("deliver_location", R({NETWORK: S.LOCATION_ARRIVES}, "location from {source}{where:after}",
    "{source:word} data"))
class DeliverLocation(LogBody):
    """Deliver location data. `radius` in metres, None for an address."""
    source: terms.LocationSource
    place: str = ""
    radius: int | None = None
    area: str = ""
    """The other force in whose area the place lies; empty for this force's own."""

@act("lose_line", R({NETWORK: ByValue("cause", {LossCause.NETWORK: S.LINE_FAILS,
        LossCause.TRANSFER: S.LINE_FAILS}, S.PHONE_DIES)}, "[the line is lost: {cause}]",
    "line lost", files=(Written({"lose_line":
        FileKey("cause", "Why: battery, network, transfer or power.")}, "{lose_line: battery}"),)))
class LoseLine(LogBody):
    """Lose the line without a hang-up."""
    cause: LossCause

@act("result", R({Role.SYSTEMS: S.RESULT_ARRIVES}, "{result}",
    seen_by={Role.SYSTEMS: (CALL_HANDLER,)}))
class GiveResult(LogBody):
    """Return the result of a search or a trace."""
    markers: tuple[terms.Marker, ...] = ()
    earlier: tuple[EarlierCall, ...] = ()
    address: str = ""
    found: bool = True

@dataclass(frozen=True, slots=True)
class UnitInReach:
    """A unit as the call handler's screen shows it before it is sent."""
    call_sign: str
    metres: int
    """How far away it is by road."""
    readiness: UnitReadiness = UnitReadiness.FREE
    free_in: int = 0
    """In how many minutes it is free."""

@act("list_units", R({Role.OFFICERS: S.UNITS_LISTED}, "units within reach: {units_listed}", "units",
    sample={"units": ()}, seen_by={Role.OFFICERS: (CALL_HANDLER,)}))
class ListUnits(LogBody):
    """The units within reach, when an incident is first graded or officers are sent."""
    units: tuple[UnitInReach, ...]

@act("unit_report", R({Role.OFFICERS: S.OFFICERS_RADIO}, "{status}{on_air:after}",
    "{status:spaced}", seen_by={Role.OFFICERS: (CALL_HANDLER,)}))
class UnitReport(LogBody):
    """A unit reports over the radio: the call handler hears it, never the caller."""
    status: UnitStatus
    unit: str = ""
    minutes: int | None = None
    """Until it is there, rounded up."""
    radio: str = ""
    """What is said."""
    means: Stated = ()
    """What it states of the people there."""
    finds: terms.HowItEnds | None = None
    """What officers have found, as far as they have come."""

@act("officers_ask", R({Role.OFFICERS: S.OFFICERS_RADIO}, "officers ask: {asked}",
    "{about:spaced}?", sample={"about": Topic.WEAPON}, seen_by={Role.OFFICERS: (CALL_HANDLER,)}))
class OfficersAsk(LogBody):
    """Officers ask the call handler something over the radio; a briefing answers it."""
    about: Topic
    unit: str = ""
    radio: str = ""
    """What is said."""

@act("arrive", R({Role.OFFICERS: S.OFFICERS_ARRIVE}, "officers are there{on_air:after}",
    "officers there", seen_by={Role.OFFICERS: (CALL_HANDLER,)}))
class Arrive(LogBody):
    """Arrive at the scene; the officers are not yet with the caller."""
    unit: str = ""
    radio: str = ""
    """What is said."""

@act("accept_incident", R({Role.OTHER_FORCE: S.OTHER_FORCE_ACCEPTS}, "accepts the incident",
    "accepted", seen_by={Role.OTHER_FORCE: (CALL_HANDLER,)}))
class AcceptIncident(LogBody):
    """Accept an offered incident."""

@act("decide", R({Role.SUPERVISOR: S.HANDLER_NOTES},
    "decides: {decision}{decided:after}{because:reasoned}",
    "{decision:word}", seen_by={Role.SUPERVISOR: (CALL_HANDLER, Role.OFFICERS)}))
class Decide(LogBody):
    """Decide, as a supervisor, on what a call handler brought; it is written in the incident."""
    decision: terms.SupervisorDecision
    text: str = ""
    """What the supervisor says to the call handler."""
    because: str = ""
    """The reason, as it is written in the incident."""

@act("service_report", R({Role.AMBULANCE_CONTROL: S.HANDLER_NOTES,
    Role.FIRE_CONTROL: S.HANDLER_NOTES}, "{status}{by_control:after}", "{status:spaced}",
    sample={"service": Service.AMBULANCE}, known_to={"text": (CALL_HANDLER,)},
    seen_by={Role.AMBULANCE_CONTROL: (CALL_HANDLER, Role.OFFICERS),
        Role.FIRE_CONTROL: (CALL_HANDLER, Role.OFFICERS)}))
class ServiceReport(LogBody):
    """Another service's control room speaks to the call handler; the caller never hears it.

    Officers see its crew for themselves, and hear none of what is said."""
    service: Service
    status: terms.ServiceStatus
    minutes: int | None = None
    """Until its crew is there, rounded up."""
    text: str = ""
    """What is said."""

@act("service_asks", R({Role.AMBULANCE_CONTROL: S.HANDLER_NOTES,
    Role.FIRE_CONTROL: S.HANDLER_NOTES}, "asks about: {about}{by_control:after}",
    "{about:spaced}?", sample={"service": Service.AMBULANCE},
    seen_by={Role.AMBULANCE_CONTROL: (CALL_HANDLER,), Role.FIRE_CONTROL: (CALL_HANDLER,)}))
class ServiceAsks(LogBody):
    """Another service's control room asks the call handler; informing it answers that."""
    service: Service
    about: terms.ServiceNeed
    text: str = ""
    """What is said."""

Speech = Say | OfferWays | SetCode | Ask | HandOver
"""Acts that are spoken: they have words, take time, and end with a `Finish`."""
SPOKEN: tuple[type[Any], ...] = get_args(Speech)

Action = (
    Dial | Say | Finish | Tap | Cough | Press | Make | StaySilent | HangUp | Lift | Answer
    | SendText | TakePhone | GiveBack | Connect | SendToRecording | EndCall | HandOver
    | PassDetails | Leave | PassOn | OfferWays | SetCode | Ask | Note | Thrive | ReadLocation
    | Search | SetGrade | Deploy | BringIn | Withhold | CallBack | DecideAgainstCallback
    | StartTrace | BriefOfficers | OfferIncident | Close | LeaveOpen | DeliverLocation
    | LoseLine | GiveResult | ListUnits | UnitReport | OfficersAsk | Arrive | AcceptIncident
    | Decide | ServiceReport | ServiceAsks
)
"""Any act. Written out for the type checker; a test holds it to `ROWS`."""
# fmt: on

# --- derived -------------------------------------------------------------------------------------

AUDIBLE = frozenset(kind for kind, row in ROWS.items() if row.audible)
"""Kinds that sound on the line when they are done near the caller's phone."""
VOICE = frozenset(kind for kind, row in ROWS.items() if row.spoken) | {"finish"}
"""Kinds that are a voice on the line, with `finish`: the voice was heard until then."""
_SIGNS = {kind: row.sign for kind, row in ROWS.items() if row.sign is not None}
REPORTS = {kind: row.reported for kind, row in ROWS.items() if row.reported is not None}
"""What an operator reports of an act of a caller."""
PRIVATE = {kind: row.private for kind, row in ROWS.items() if row.private}
"""The field of an act's kind that is private text."""
OWN_WORDS = {kind: row.own_words for kind, row in ROWS.items() if row.own_words}
"""The field of an act's kind that may hold a person's own wording."""


def stimulus_of(actor: Role, action: Action) -> S | None:
    """Return the stimulus that the flow reads; None if that role never does such an act."""
    fact = ROWS[action.kind].by.get(actor)
    return None if fact is None else fact_of(fact, action)


_TEXTED = {
    **dict.fromkeys(("yes", "y", "1", "yeah", "yep", "yea"), True),
    **dict.fromkeys(("no", "n", "2", "nope", "nah"), False),
}
"""Words by which a text is a yes or a no: a text of ours asks for 1 or 2."""
_NOT_A_NO = re.compile(r"(?:no?|nah|nope) +\w|n/|no\W+wait")
"""What begins with a no and is none: "no idea", "no kids"; but "no, outside" is one."""


def is_third_voice(body: object) -> bool:
    """Whether one through whom a caller speaks says who they are: no words of the caller's."""
    return getattr(body, "via", None) is not None and bool(getattr(body, "purpose", ""))


def in_own_voice(body: T) -> T:
    """Return an act as the caller did it, without the voice that brings their words."""
    via: Any = getattr(body, "via", None)
    spoken: Any = body
    own: T = body if via is None else replace(spoken, via=None)
    return own


def texted_yes(words: str) -> bool | None:
    """Return whether a text says yes; None if it says neither yes nor no."""
    text = words.strip().lower()
    first = re.match(r"[a-z]+|[12](?!\d)", text)
    if first is None or _NOT_A_NO.match(text):
        return None
    return _TEXTED.get(first[0])


def sign_of(body: Any) -> Sign | None:
    """Return the sign that an act of a caller is; a loud breath is one only where agreed."""
    return fact_of(_SIGNS.get(body.kind), body)


def topics_of(body: object) -> frozenset[Topic]:
    """Return the topics of a question, a note or a briefing."""
    row = ROWS.get(getattr(body, "kind", ""))
    held = getattr(body, row.topics) if row and row.topics else ()
    return frozenset(held if isinstance(held, tuple) else (held,) if held else ())


def without(act: A, names: Iterable[str]) -> A:
    """Return a copy of an act with the named text fields emptied."""
    body: Any = act
    emptied: A = replace(body, **dict.fromkeys(names, ""))
    return emptied
