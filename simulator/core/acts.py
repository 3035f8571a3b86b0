"""The registry of acts: a frozen dataclass for each kind, under its row.

A row has every fact about a kind of act: roles and stimuli, loudness, sound class, listeners, file
form and wording. Hearing, available acts, file models, transcripts, exports and the explorer are
derived from the rows. A new act is a class with its row here, its place in `Action`, and the rows
of the flow that accept it.

Role and instant of an act are in its log entry; flow events are in `log`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar, get_args

from simulator.core.instant import Millis
from simulator.core.stimuli import Stimulus
from simulator.core.terms import (
    KEYS,
    SOUNDS,
    Heading,
    Intent,
    LocationSource,
    LossCause,
    Loudness,
    Manner,
    Marker,
    NoteKind,
    Outcome,
    QuestionForm,
    Reason,
    Reported,
    Role,
    Service,
    Sign,
    Sound,
    SoundClass,
    Topic,
    Trace,
    UnitReadiness,
    UnitStatus,
)

T = TypeVar("T")
A = TypeVar("A")
S = Stimulus
Why = Reason

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
    `name`, `one` (one term of a tuple), `speech` (a mapping of intent and words)."""


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


def word(name: str) -> Written:
    """Return the file form of an act that is one word."""
    return Written(example=name, bare=True)


def reasoned(key: str, example: str, says: str = "Why.") -> Written:
    """Return the file form of an act with only a reason."""
    return Written({key: FileKey("reason", says)}, f"{{{key}: {example}}}")


def _speech(intent: str, *only: Role) -> Written:
    example = f'{{say: {{intent: {intent}, words: "..."}}}}'
    return Written({"say": FileKey("", "What is said.", "speech")}, example, only=only)


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """The facts about one kind of act. Decorates the act's class."""

    by: Mapping[Role, S | ByValue[S]]
    """The roles that do it, each with the stimulus that the flow reads."""
    words: str
    """The template of its text (see `describe`); for a spoken act, the text without words."""
    short: str = ""
    """A word or two for a timeline; by default its kind."""
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
    loudness: Loudness | ByValue[Loudness] = Loudness.NOTHING
    """How far it carries around the caller."""
    evidence: SoundClass | ByValue[SoundClass | None] | None = None
    """The sound class for a listener; None for speech and silent acts."""
    sign: Sign | None = None
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
    files: tuple[Written, ...] = ()
    """Its file forms."""
    make: type[Any] = field(init=False)
    """The class."""

    def __call__(self, make: type[A]) -> type[A]:
        """Register the decorated class."""
        object.__setattr__(self, "make", make)
        ROWS[self.kind] = self
        return make

    @property
    def kind(self) -> str:
        """The name of the kind in logs."""
        kind: str = self.make.__dataclass_fields__["kind"].default
        return kind

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

    def written_by(self, role: Role) -> Iterator[Written]:
        """Yield the file forms for a step of `role`."""
        for form in self.files:
            if role in (form.only or self.by):
                yield form


ROWS: dict[str, ActRow] = {}
"""Every row, by its kind, in the order of this file."""


# --- intents and signs ----------------------------------------------------------------------------

_INTENTS = list(Intent)


def _span(first: Intent, last: Intent) -> tuple[Intent, ...]:
    return tuple(_INTENTS[_INTENTS.index(first) : _INTENTS.index(last) + 1])


_STAFF_SAYS = (*_span(Intent.THROUGH_TO_POLICE, Intent.CALLS_BACK), Intent.OWN_WORDS)
_CALLER_SAYS = (*_span(Intent.WANTS_POLICE, Intent.NOT_TO_CALL), Intent.OWN_WORDS)
SAYS: dict[Role, tuple[Intent, ...]] = {
    OPERATOR: (
        *_span(Intent.WHICH_SERVICE, Intent.CONNECTING),
        Intent.ASK_FOR_ADULT,
        Intent.SAY_YES_IF_POLICE,
        Intent.THANK,
        Intent.OWN_WORDS,
    ),
    FIRST_HANDLER: _STAFF_SAYS,
    CALL_HANDLER: _STAFF_SAYS,
    CALLER: _CALLER_SAYS,
    ROOM: _CALLER_SAYS,
}
"""The intents that each speaking role has."""

ASKS_FOR_SIGN = frozenset(
    {
        Intent.MAKE_A_SOUND,
        Intent.RECORDING_ASKS_FOR_SOUND,
        Intent.RECORDING_ASKS_FOR_55,
        Intent.INVITE_SPEECH,
        Intent.SAY_YES_IF_POLICE,
    }
)
"""Utterances, besides questions, after which a caller who cannot speak needs time for a sign."""

OTHER_SERVICES = tuple(service for service in Service if service is not Service.POLICE)


COUNTED_SIGNS = (Sign.TAP, Sign.COUGH, Sign.KEY)
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


# --- the caller, and others around the phone -----------------------------------------------------


@ActRow(
    by={CALLER: S.CALLER_DIALS},
    values={"number": ("999", "112")},
    words="[dials {number}]",
    short="999",
)
@dataclass(frozen=True, slots=True)
class Dial:
    """Dial 999 or 112: the same service and operators [G1]."""

    number: Literal["999", "112"] = "999"
    kind: Literal["dial"] = "dial"


@ActRow(
    by={
        CALLER: S.CALLER_SPEAKS,
        ROOM: S.ROOM_SPEAKS,
        OPERATOR: ByValue(
            "intent",
            {
                Intent.WHICH_SERVICE: S.OPERATOR_ASKS_SERVICE,
                Intent.WHICH_OF_THREE: S.OPERATOR_ASKS_WHICH,
                Intent.NUMBER_DIALLED: S.OPERATOR_ASKS_NUMBER,
                Intent.MAKE_A_SOUND: S.OPERATOR_ASKS_SOUND,
            },
            S.OPERATOR_SPEAKS,
        ),
        FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS,
        CALL_HANDLER: ByValue(
            "intent", {Intent.THROUGH_TO_POLICE: S.HANDLER_INTRODUCES}, S.HANDLER_SPEAKS
        ),
    },
    values={"intent": SAYS},
    words="{intent}",
    short="{intent:spaced}",
    loudness=ByValue("manner", {Manner.ALOUD: Loudness.SPEECH}, Loudness.WHISPER),
    evidence=ByValue(
        "intent",
        {
            Intent.NOT_TO_CALL: ByValue(
                "manner", {Manner.FAINT: SoundClass.WEAK}, SoundClass.VOICES
            ),
        },
        None,
    ),
    sign=Sign.SPOKEN,
    own_words="words",
    files=(
        _speech("speaks", CALLER, ROOM),
        _speech("ask_again", OPERATOR),
        _speech("reassure", CALL_HANDLER),
        Written(
            {"whisper": FileKey("", "What is whispered.", "speech")},
            '{whisper: {intent: wants_police, words: "..."}}',
            "Whisper something.",
            only=(CALLER,),
            fixed={"manner": Manner.WHISPERED},
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class Say:
    """Speak or whisper. A `Finish` of the same speaker follows."""

    intent: Intent
    words: str = ""
    manner: Manner = Manner.ALOUD
    facts: tuple[tuple[Topic, bool], ...] = ()
    """What a caller's typed words state: topics, each with whether it is so."""
    purpose: str = ""
    """What own words were understood as, if no intent has that name (`language.purposes`)."""
    kind: Literal["say"] = "say"


@ActRow(
    by=dict.fromkeys((*SAYS, Role.RECORDING), S.SPEECH_ENDS),
    follows=True,
    words="[stops speaking]",
)
@dataclass(frozen=True, slots=True)
class Finish:
    """End an utterance, or have it cut short by the speaker's next one."""

    intent: Intent | None = None
    kind: Literal["finish"] = "finish"


@ActRow(
    by={CALLER: S.CALLER_MAKES_SOUND},
    words="[taps {times:times}]",
    loudness=Loudness.TAP,
    evidence=SoundClass.ANSWER,
    sign=Sign.TAP,
    reported=Reported.TAP,
    files=(
        Written(
            {"tap": FileKey("times", "How many times; once, when written as a bare word.")},
            "{tap: 2}",
            bare=True,
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class Tap:
    """Tap on the phone."""

    times: int = 1
    kind: Literal["tap"] = "tap"


@ActRow(
    by={CALLER: S.CALLER_MAKES_SOUND},
    words="[coughs {times:times}]",
    loudness=Loudness.COUGH,
    evidence=SoundClass.ANSWER,
    sign=Sign.COUGH,
    reported=Reported.COUGH,
    files=(
        Written(
            {"cough": FileKey("times", "How many times; once, when written as a bare word.")},
            "{cough: 2}",
            bare=True,
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class Cough:
    """Cough."""

    times: int = 1
    kind: Literal["cough"] = "cough"


@ActRow(
    by={CALLER: ByValue("key", {"5": S.CALLER_PRESSES_FIVE}, S.CALLER_PRESSES_OTHER)},
    values={"key": KEYS},
    words="[presses {key:key}]",
    short="{key:tone}",
    loudness=Loudness.KEY,
    evidence=SoundClass.ANSWER,
    sign=Sign.KEY,
    reported=Reported.KEY_TONE,
    known_to={"key": (Role.RECORDING,)},
    files=(
        Written(
            {"press": FileKey("key", 'The keys, in quotes: "55".', "keys")},
            '{press: "55"}',
            "Press keys of the phone, one after the other.",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class Press:
    """Press one key of the phone."""

    key: str
    kind: Literal["press"] = "press"


@ActRow(
    by={
        CALLER: ByValue(
            "sound",
            dict.fromkeys((s for s in Sound if SOUNDS[s][0] is SoundClass.WEAK), S.ROOM_SOUNDS),
            S.CALLER_MAKES_SOUND,
        ),
        ROOM: S.ROOM_SOUNDS,
    },
    words="[{sound}]",
    short="{sound:spaced}",
    loudness=ByValue("sound", {s: told[1] for s, told in SOUNDS.items()}, Loudness.NOTHING),
    evidence=ByValue("sound", {s: told[0] for s, told in SOUNDS.items()}, None),
    files=(Written({"sound": FileKey("sound", "Which sound.")}, "{sound: sob}"),),
)
@dataclass(frozen=True, slots=True)
class Make:
    """Make a sound other than speech, taps and coughs."""

    sound: Sound
    kind: Literal["make"] = "make"


@ActRow(
    by={CALLER: S.CALLER_STAYS_SILENT},
    words="[chooses to stay silent]",
    short="stays silent",
    sign=Sign.SILENCE,
    files=(word("stay_silent"),),
)
@dataclass(frozen=True, slots=True)
class StaySilent:
    """Choose to stay silent. No role hears it; the log has it."""

    kind: Literal["stay_silent"] = "stay_silent"


@ActRow(
    by={CALLER: S.CALLER_HANGS_UP, ROOM: S.ROOM_HANGS_UP},
    words="[puts the phone down]",
    short="hangs up",
    weighty=True,
    seen_by={CALLER: (ROOM,)},
    files=(word("hang_up"),),
)
@dataclass(frozen=True, slots=True)
class HangUp:
    """Put the phone down."""

    kind: Literal["hang_up"] = "hang_up"


@ActRow(
    by={CALLER: S.CALLER_LIFTS},
    words="[lifts the handset again]",
    short="lifts",
    seen_by={CALLER: (ROOM,)},
    files=(word("lift"),),
)
@dataclass(frozen=True, slots=True)
class Lift:
    """Lift a fixed line's handset again."""

    kind: Literal["lift"] = "lift"


@ActRow(
    by={
        CALLER: S.CALLER_ANSWERS,
        ROOM: S.ROOM_ANSWERS,
        OPERATOR: S.OPERATOR_ANSWERS,
        CALL_HANDLER: S.HANDLER_ANSWERS,
    },
    words="[answers]",
    short="answers",
    loudness=Loudness.KEY,
    seen_by={CALLER: (ROOM,)},
    files=(word("answer"),),
)
@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the phone when police ring back."""

    kind: Literal["answer"] = "answer"


@ActRow(
    by={CALLER: S.CALLER_TEXTS, CALL_HANDLER: S.HANDLER_TEXTS},
    words="[sends a text{words:quoted}]",
    short="text",
    weighty=True,
    loudness=Loudness.KEY,
    seen_by={CALLER: (CALL_HANDLER, ROOM), CALL_HANDLER: (CALLER,)},
    own_words="words",
    files=(
        Written(
            {"text": FileKey("words", "The message.")},
            '{text: "..."}',
            "Reply to the call handler by text message.",
            only=(CALLER,),
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class SendText:
    """Send a text message: the call handler's [K4], or the caller's reply."""

    words: str = ""
    kind: Literal["send_text"] = "send_text"


@ActRow(
    by={ROOM: S.ROOM_TAKES_PHONE},
    words="[takes the phone]",
    short="takes phone",
    files=(word("take_phone"),),
)
@dataclass(frozen=True, slots=True)
class TakePhone:
    """Take the phone from the caller."""

    kind: Literal["take_phone"] = "take_phone"


@ActRow(
    by={ROOM: S.ROOM_GIVES_BACK},
    words="[the caller has the phone again]",
    short="gives back",
    files=(word("give_back"),),
)
@dataclass(frozen=True, slots=True)
class GiveBack:
    """Give the phone back to the caller."""

    kind: Literal["give_back"] = "give_back"


# --- the operator and the Met's first handler ----------------------------------------------------


@ActRow(
    by={
        OPERATOR: ByValue(
            "service",
            {Service.POLICE: S.OPERATOR_CONNECTS_POLICE},
            S.OPERATOR_CONNECTS_OTHER,
        )
    },
    words="connects the call to {service:word}: {reason}",
    short="connects",
    reasons=(
        *(Why.SIGNAL_HEARD, Why.SPEECH_HEARD, Why.DISTURBANCE_HEARD, Why.DOUBT),
        *(Why.POLICY, Why.JUDGEMENT),
    ),
    files=(
        Written(
            {
                "connect": FileKey("service", "Which: police, ambulance, fire or coastguard."),
                "reason": FileKey("reason"),
            },
            "{connect: ambulance, reason: doubt}",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class Connect:
    """Connect the caller to a service."""

    service: Service
    reason: Reason = Reason.JUDGEMENT
    kind: Literal["connect"] = "connect"


@ActRow(
    by={OPERATOR: S.OPERATOR_SENDS},
    words="sends the call to the recording: {reason}",
    short="to recording",
    reasons=(Why.NO_RESPONSE, Why.POLICY, Why.JUDGEMENT),
    files=(reasoned("send_to_recording", "no_response"),),
)
@dataclass(frozen=True, slots=True)
class SendToRecording:
    """Send the call to Silent Solution."""

    reason: Reason = Reason.NO_RESPONSE
    kind: Literal["send_to_recording"] = "send_to_recording"


@ActRow(
    by={
        OPERATOR: ByValue(
            "reason", {Reason.MISTAKE_CONFIRMED: S.OPERATOR_ENDS_MISTAKE}, S.OPERATOR_ENDS
        ),
        FIRST_HANDLER: S.FIRST_HANDLER_ENDS,
        CALL_HANDLER: S.HANDLER_CLEARS,
    },
    values={
        "reason": {
            OPERATOR: tuple(dict.fromkeys((Reason.NO_RESPONSE, *Reason))),
        }
    },
    words="ends the call: {reason}",
    short="ends call",
    reasons={
        OPERATOR: (Why.NO_RESPONSE, Why.MISTAKE_CONFIRMED, Why.POLICY, Why.JUDGEMENT),
        CALL_HANDLER: (
            *(Why.OFFICERS_WITH_CALLER, Why.OFFICERS_DEALING, Why.CHECKED_SAFE),
            *(Why.MISTAKE_CONFIRMED, Why.NO_CONCERN, Why.NO_RESPONSE),
            *(Why.STAYING_IS_DANGEROUS, Why.JUDGEMENT),
        ),
    },
    files=(reasoned("end_call", "no_response", "Why: `mistake_confirmed`, `no_response` ..."),),
)
@dataclass(frozen=True, slots=True)
class EndCall:
    """End the call, or the ringing."""

    reason: Reason
    kind: Literal["end_call"] = "end_call"


@ActRow(
    by={OPERATOR: S.OPERATOR_HANDS_OVER},
    sample={"heard": ()},
    words="reports to police: {heard}",
    short="hands over",
    own_words="words",
    files=(
        Written(
            {"hand_over": FileKey("heard", "What to report: `tap`, `whisper`, `nothing` ...")},
            "{hand_over: [nothing]}",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class HandOver:
    """Report to police what was heard so far."""

    heard: tuple[Reported, ...]
    words: str = ""
    kind: Literal["hand_over"] = "hand_over"


@ActRow(
    by={OPERATOR: S.OPERATOR_PASSES_DETAILS},
    sample={"heard": ()},
    words="passes the details to police ({heard}): {reason}",
    short="passes details",
    reasons=(Why.LINE_CUT, Why.DOUBT, Why.DISTURBANCE_HEARD, Why.SIGNAL_HEARD),
    seen_by={OPERATOR: (CALL_HANDLER,)},
    files=(
        Written(
            {
                "pass_details": FileKey("heard", "What was heard, to report."),
                "reason": FileKey("reason"),
            },
            "{pass_details: [nothing], reason: line_cut}",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class PassDetails:
    """Pass a lost call's number and data to the force."""

    heard: tuple[Reported, ...]
    reason: Reason
    kind: Literal["pass_details"] = "pass_details"


@ActRow(
    by={OPERATOR: S.OPERATOR_LEAVES},
    words="leaves the call to the police",
    short="leaves",
    weighty=True,
    files=(word("leave"),),
)
@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the call to police."""

    kind: Literal["leave"] = "leave"


@ActRow(
    by={FIRST_HANDLER: S.FIRST_HANDLER_PASSES_ON},
    words="passes the call to the local force: {reason}",
    short="passes on",
)
@dataclass(frozen=True, slots=True)
class PassOn:
    """The Met's first handler passes the call to the local force [P7]."""

    reason: Reason
    kind: Literal["pass_on"] = "pass_on"


# --- the police call handler ---------------------------------------------------------------------


@ActRow(
    by={FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS, CALL_HANDLER: S.HANDLER_OFFERS_WAYS},
    sample={"ways": ()},
    words="names ways to answer: {ways}",
    short="ways",
    own_words="words",
)
@dataclass(frozen=True, slots=True)
class OfferWays:
    """Name the ways in which the caller can answer [P1]."""

    ways: tuple[Sign, ...]
    words: str = ""
    kind: Literal["offer_ways"] = "offer_ways"


@ActRow(
    by={FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS, CALL_HANDLER: S.HANDLER_SETS_CODE},
    sample={"code": Code(AnswerSign(Sign.TAP, 1), AnswerSign(Sign.TAP, 2))},
    words="sets a code: {code:code}",
    short="code",
    own_words="words",
    files=(
        Written(
            {
                "set_code": FileKey("code", "The sign for yes, and the sign for no."),
                "words": FileKey("words", "The words, for reading."),
            },
            '{set_code: {yes: {tap: 2}, no: {tap: 1}}, words: "..."}',
            "State what means yes and what means no, other than the force's own code or sooner.",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class SetCode:
    """State the signs for yes and for no. No national code exists (Q16)."""

    code: Code
    words: str = ""
    kind: Literal["set_code"] = "set_code"


@ActRow(
    by={FIRST_HANDLER: S.FIRST_HANDLER_SPEAKS, CALL_HANDLER: S.HANDLER_ASKS},
    sample={"about": (Topic.CAN_HEAR,)},
    words="asks: {about:and}",
    topics="about",
    short="{about:plus}?",
    own_words="words",
    files=(
        Written(
            {
                "ask": FileKey("about", "About which topic.", "one"),
                "words": FileKey("words", "The words, for reading."),
            },
            '{ask: weapon, words: "..."}',
            "Ask a question that yes or no can answer.",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question about one fact (or, as a mistake that can be made, about several)."""

    about: tuple[Topic, ...]
    form: QuestionForm = QuestionForm.CLOSED
    words: str = ""
    kind: Literal["ask"] = "ask"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_NOTES},
    words="logs {note}{topic:about}{text:after}",
    desk=True,
    topics="topic",
    private="text",
)
@dataclass(frozen=True, slots=True)
class Note:
    """Write into the incident log: about which entry, or which fact."""

    note: NoteKind
    about: int | None = None
    topic: Topic | None = None
    text: str = ""
    kind: Literal["note"] = "note"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_THRIVES},
    words="records {heading}{text:after}",
    short="{heading:word}",
    desk=True,
    private="text",
)
@dataclass(frozen=True, slots=True)
class Thrive:
    """Record one heading of a THRIVE assessment [H5 H8]."""

    heading: Heading
    text: str = ""
    kind: Literal["thrive"] = "thrive"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_READS_LOCATION},
    words="reads the location from {source}",
    short="reads place",
    desk=True,
)
@dataclass(frozen=True, slots=True)
class ReadLocation:
    """Read the location data that has arrived: which source, and so how sure it is."""

    source: LocationSource
    kind: Literal["read_location"] = "read_location"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_SEARCHES},
    words="searches the number's history and markers",
    short="search",
    desk=True,
    seen_by={CALL_HANDLER: (Role.SYSTEMS,)},
)
@dataclass(frozen=True, slots=True)
class Search:
    """Search the number's history, people, addresses and markers [N17 P2 I3]."""

    kind: Literal["search"] = "search"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_GRADES},
    sample={"grade": ""},
    words="sets the grade {grade}: {reason}",
    short="grade {grade}",
    seen_by={CALL_HANDLER: (Role.OFFICERS,)},
    reasons=(
        *(Why.DANGER_ESTABLISHED, Why.INJURY, Why.MARKER, Why.DISTURBANCE_HEARD),
        *(Why.SPEECH_HEARD, Why.SIGNAL_HEARD, Why.LINE_CUT, Why.DOUBT),
        *(Why.NO_CONCERN, Why.CHECKED_SAFE, Why.POLICY, Why.JUDGEMENT),
    ),
    files=(
        Written(
            {
                "grade": FileKey("grade", "The grade, by its id in the force's file.", "name"),
                "reason": FileKey("reason"),
            },
            "{grade: emergency, reason: danger_established}",
            "Set a response grade.",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class SetGrade:
    """Set the response grade, by the force's own name for it; or set it again."""

    grade: str
    reason: Reason
    kind: Literal["grade"] = "grade"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_DEPLOYS},
    words="sends officers: {reason}",
    short="sends officers",
    reasons=(
        *(Why.DANGER_ESTABLISHED, Why.INJURY, Why.MARKER, Why.DISTURBANCE_HEARD),
        *(Why.SPEECH_HEARD, Why.SIGNAL_HEARD, Why.LINE_CUT, Why.DOUBT),
        *(Why.POLICY, Why.JUDGEMENT),
    ),
    seen_by={CALL_HANDLER: (Role.OFFICERS,)},
    files=(reasoned("deploy", "danger_established"),),
)
@dataclass(frozen=True, slots=True)
class Deploy:
    """Send officers."""

    reason: Reason
    kind: Literal["deploy"] = "deploy"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_BRINGS_IN},
    values={"service": OTHER_SERVICES},
    words="asks {service:word} in",
    short="asks {service:word} in",
    weighty=True,
)
@dataclass(frozen=True, slots=True)
class BringIn:
    """Ask another service in; the police keep the call [K1]."""

    service: Service
    kind: Literal["bring_in"] = "bring_in"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_WITHHOLDS},
    words="leaves unsaid ({intent}): {reason}",
    short="unsaid",
    reasons=(Why.NOT_SAFE_TO_SAY, Why.MAY_ALERT_OTHERS, Why.JUDGEMENT),
)
@dataclass(frozen=True, slots=True)
class Withhold:
    """Decide not to say something aloud to the caller, with a reason (B26)."""

    intent: Intent
    reason: Reason
    kind: Literal["withhold"] = "withhold"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_CALLS_BACK},
    words="rings the caller's number: {reason}",
    short="rings back",
    reasons=(Why.CALLER_MAY_BE_ALONE, Why.DOUBT, Why.POLICY, Why.JUDGEMENT),
    files=(reasoned("call_back", "caller_may_be_alone"),),
)
@dataclass(frozen=True, slots=True)
class CallBack:
    """Ring the number of a lost call."""

    reason: Reason
    kind: Literal["call_back"] = "call_back"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_DECIDES_AGAINST},
    words="decides not to ring back: {reason}",
    short="no ringing",
    reasons=(
        *(Why.MAY_ALERT_OTHERS, Why.CANNOT_BE_RUNG, Why.MARKER),
        *(Why.POLICY, Why.JUDGEMENT),
    ),
)
@dataclass(frozen=True, slots=True)
class DecideAgainstCallback:
    """Decide not to ring back, with the reason (B17)."""

    reason: Reason
    kind: Literal["decide_against_callback"] = "decide_against_callback"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_TRACES},
    words="starts a trace ({trace}): {reason}",
    reasons=(
        *(Why.NO_ANSWER, Why.CANNOT_BE_RUNG, Why.MAY_ALERT_OTHERS, Why.DOUBT),
        *(Why.DANGER_ESTABLISHED, Why.JUDGEMENT),
    ),
    seen_by={CALL_HANDLER: (Role.SYSTEMS,)},
)
@dataclass(frozen=True, slots=True)
class StartTrace:
    """Have the phone, the subscriber or linked addresses traced (B18)."""

    trace: Trace
    reason: Reason
    kind: Literal["trace"] = "trace"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_BRIEFS},
    sample={"topics": ()},
    words="briefs officers: {briefing}{text:after}",
    short="briefs",
    desk=True,
    topics="topics",
    seen_by={CALL_HANDLER: (Role.OFFICERS,)},
    private="text",
    files=(
        Written(
            {"brief_officers": FileKey("topics", "About which topics.")},
            "{brief_officers: [weapon]}",
            "Brief officers on what was established.",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class BriefOfficers:
    """Brief officers on what affects risk, and on what was first heard (B27)."""

    topics: tuple[Topic, ...]
    """What the caller answered with yes."""
    ruled_out: tuple[Topic, ...] = ()
    """What the caller answered with no."""
    markers: tuple[Marker, ...] = ()
    heard: tuple[Reported, ...] = ()
    """What was first heard."""
    location: tuple[LocationSource, ...] = ()
    """Which location data there is."""
    text: str = ""
    unknown: tuple[Topic, ...] = ()
    """What is not known: asked, and unanswered, or not to be found out."""
    kind: Literal["brief_officers"] = "brief_officers"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_OFFERS},
    sample={"force": ""},
    words="offers the incident to {force}: {reason}",
    short="offers",
    reasons=(Why.OTHER_AREA, Why.POLICY, Why.JUDGEMENT),
    seen_by={CALL_HANDLER: (Role.OTHER_FORCE,)},
    files=(
        Written(
            {"offer_incident": FileKey("force", "To which force, in words; invented.")},
            "{offer_incident: the next county}",
            "Offer the incident to another force.",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class OfferIncident:
    """Offer the incident to another force, and keep the caller until it accepts (B34)."""

    force: str
    reason: Reason = Reason.OTHER_AREA
    kind: Literal["offer_incident"] = "offer_incident"


@ActRow(
    by={CALL_HANDLER: S.HANDLER_CLOSES},
    words="closes the incident: {reason}",
    short="closes",
    reasons=(
        *(Why.OFFICERS_DEALING, Why.OFFICERS_WITH_CALLER, Why.CHECKED_SAFE, Why.NO_CONCERN),
        *(Why.MISTAKE_CONFIRMED, Why.POLICY, Why.JUDGEMENT),
    ),
    files=(reasoned("close", "no_concern"),),
)
@dataclass(frozen=True, slots=True)
class Close:
    """Close the incident."""

    reason: Reason
    kind: Literal["close"] = "close"


# --- machines and others -------------------------------------------------------------------------


@ActRow(
    by={NETWORK: S.LOCATION_ARRIVES},
    words="location from {source}{where:after}",
    short="{source:word} data",
    seen_by={NETWORK: (OPERATOR, CALL_HANDLER)},
)
@dataclass(frozen=True, slots=True)
class DeliverLocation:
    """Deliver location data. `radius` in metres, None for an address."""

    source: LocationSource
    place: str = ""
    radius: int | None = None
    area: str = ""
    """The other force in whose area the place lies; empty for this force's own."""
    kind: Literal["deliver_location"] = "deliver_location"


@ActRow(
    by={
        NETWORK: ByValue(
            "cause",
            {LossCause.NETWORK: S.LINE_FAILS, LossCause.TRANSFER: S.LINE_FAILS},
            S.PHONE_DIES,
        )
    },
    words="[the line is lost: {cause}]",
    short="line lost",
    files=(
        Written(
            {"lose_line": FileKey("cause", "Why: battery, network, transfer or power.")},
            "{lose_line: battery}",
        ),
    ),
)
@dataclass(frozen=True, slots=True)
class LoseLine:
    """Lose the line without a hang-up."""

    cause: LossCause
    kind: Literal["lose_line"] = "lose_line"


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """An earlier call from the number: how long ago, and how it ended."""

    ago: Millis
    outcome: Outcome | None = None


@ActRow(
    by={Role.SYSTEMS: S.RESULT_ARRIVES},
    words="{result}",
    seen_by={Role.SYSTEMS: (CALL_HANDLER,)},
)
@dataclass(frozen=True, slots=True)
class GiveResult:
    """Return the result of a search or a trace."""

    markers: tuple[Marker, ...] = ()
    earlier: tuple[EarlierCall, ...] = ()
    address: str = ""
    found: bool = True
    kind: Literal["result"] = "result"


@dataclass(frozen=True, slots=True)
class UnitInReach:
    """A unit as the call handler's screen shows it before it is sent."""

    call_sign: str
    metres: int
    """How far away it is by road."""
    readiness: UnitReadiness = UnitReadiness.FREE
    free_in: int = 0
    """In how many minutes it is free."""


@ActRow(
    by={Role.OFFICERS: S.UNITS_LISTED},
    sample={"units": ()},
    words="units within reach: {units_listed}",
    short="units",
    seen_by={Role.OFFICERS: (CALL_HANDLER,)},
)
@dataclass(frozen=True, slots=True)
class ListUnits:
    """The units within reach, when an incident is first graded or officers are sent."""

    units: tuple[UnitInReach, ...]
    kind: Literal["list_units"] = "list_units"


@ActRow(
    by={Role.OFFICERS: S.OFFICERS_RADIO},
    words="{status}{on_air:after}",
    short="{status:spaced}",
    seen_by={Role.OFFICERS: (CALL_HANDLER,)},
)
@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit says over the radio how it stands: the call handler hears it, never the caller."""

    status: UnitStatus
    unit: str = ""
    minutes: int | None = None
    """Until it is there, rounded up."""
    radio: str = ""
    """What is said."""
    kind: Literal["unit_report"] = "unit_report"


@ActRow(
    by={Role.OFFICERS: S.OFFICERS_RADIO},
    sample={"about": Topic.WEAPON},
    words="officers ask {about}{on_air:after}",
    short="{about:spaced}?",
    seen_by={Role.OFFICERS: (CALL_HANDLER,)},
)
@dataclass(frozen=True, slots=True)
class OfficersAsk:
    """Officers ask the call handler something over the radio; a briefing answers it."""

    about: Topic
    unit: str = ""
    radio: str = ""
    """What is said."""
    kind: Literal["officers_ask"] = "officers_ask"


@ActRow(
    by={Role.OFFICERS: S.OFFICERS_ARRIVE},
    words="officers are there{on_air:after}",
    short="officers there",
    seen_by={Role.OFFICERS: (CALL_HANDLER,)},
)
@dataclass(frozen=True, slots=True)
class Arrive:
    """Arrive at the scene; the officers are not yet with the caller."""

    unit: str = ""
    radio: str = ""
    """What is said."""
    kind: Literal["arrive"] = "arrive"


@ActRow(
    by={Role.OTHER_FORCE: S.OTHER_FORCE_ACCEPTS},
    words="accepts the incident",
    short="accepted",
    seen_by={Role.OTHER_FORCE: (CALL_HANDLER,)},
)
@dataclass(frozen=True, slots=True)
class AcceptIncident:
    """Accept an offered incident."""

    kind: Literal["accept_incident"] = "accept_incident"


Speech = Say | OfferWays | SetCode | Ask | HandOver
"""Acts that are spoken: they have words, take time, and end with a `Finish`."""
SPOKEN: tuple[type[Any], ...] = get_args(Speech)

Action = (
    Dial
    | Say
    | Finish
    | Tap
    | Cough
    | Press
    | Make
    | StaySilent
    | HangUp
    | Lift
    | Answer
    | SendText
    | TakePhone
    | GiveBack
    | Connect
    | SendToRecording
    | EndCall
    | HandOver
    | PassDetails
    | Leave
    | PassOn
    | OfferWays
    | SetCode
    | Ask
    | Note
    | Thrive
    | ReadLocation
    | Search
    | SetGrade
    | Deploy
    | BringIn
    | Withhold
    | CallBack
    | DecideAgainstCallback
    | StartTrace
    | BriefOfficers
    | OfferIncident
    | Close
    | DeliverLocation
    | LoseLine
    | GiveResult
    | ListUnits
    | UnitReport
    | OfficersAsk
    | Arrive
    | AcceptIncident
)
"""Any act. Written out for the type checker; a test holds it to `ROWS`."""


# --- derived -------------------------------------------------------------------------------------

ROW_OF: Mapping[type[Any], ActRow] = {row.make: row for row in ROWS.values()}
"""Every row, by its class."""
AUDIBLE = frozenset(kind for kind, row in ROWS.items() if row.audible)
"""Kinds that sound on the line when they are done near the caller's phone."""
VOICE = frozenset(kind for kind, row in ROWS.items() if row.spoken) | {"finish"}
"""Kinds that are a voice on the line, with `finish`: the voice was heard until then."""
SIGNS = {kind: row.sign for kind, row in ROWS.items() if row.sign is not None}
"""The sign that an act of a caller is."""
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


def topics_of(body: object) -> frozenset[Topic]:
    """Return the topics of a question, a note or a briefing."""
    row = ROWS.get(getattr(body, "kind", ""))
    held = getattr(body, row.topics) if row and row.topics else ()
    return frozenset(held if isinstance(held, tuple) else (held,) if held else ())


def without(act: A, names: Iterable[str]) -> A:
    """Return an act with these text fields empty."""
    body: Any = act
    emptied: A = replace(body, **dict.fromkeys(names, ""))
    return emptied
