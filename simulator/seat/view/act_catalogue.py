"""Catalogue of each seat's acts with keys, labels and parameters, and the materials they use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from simulator.content.procedure.reference_data import QuestionBank
from simulator.core import acts as do
from simulator.core.profile import Force, Profile
from simulator.core.terms import KEYS, Intent, Manner, Reason, Role, Service, Sound

if TYPE_CHECKING:
    from simulator.language.phrasebook import PhraseBook
    from simulator.language.reader import Reader

CALLER_SOUNDS = (
    Sound.BREATHING, Sound.LOUD_BREATH, Sound.SOB, Sound.GROAN, Sound.KNOCK, Sound.SHOUTING,
    Sound.CLOTH, Sound.PHONE_DROPPED,
)  # fmt: skip
"""Sounds that a caller can make, besides taps and coughs."""


@dataclass(frozen=True)
class ActSpec:
    """One act of a seat's catalogue."""

    key: str
    kind: str
    label: str
    group: str
    fixed: Mapping[str, object] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    """Names of the parameters to choose (`available_acts.parameter`)."""
    reasons: tuple[Reason, ...] = ()
    """Options of the parameter "reason"."""
    words: tuple[str, ...] = ()
    """Its own words: a line that begins with one means this act, and no other."""
    may_name: tuple[str, ...] = ()
    """Parameters that a line may fill, and that are never asked for."""

    @property
    def distinguishing(self) -> frozenset[str]:
        """Parameters whose value decides whether the flow allows the act."""
        return frozenset({do.ROWS[self.kind].distinguishing_field} & set(self.asks))

    @property
    def takes_words(self) -> bool:
        """Whether it is speech in the trainee's own words."""
        return "speech" in self.asks

    def variants(self) -> list[Mapping[str, object]]:
        """Return the field values to try when checking whether the act is possible."""
        # Not a generator: Python only prints an interrupt that comes while one is closed.
        if "reason" in self.distinguishing:
            return [{**self.fixed, "reason": reason} for reason in self.reasons]
        if "sound" in self.distinguishing:
            return [{**self.fixed, "sound": sound} for sound in CALLER_SOUNDS]
        return [self.fixed]


def _says(key: str, intent: Intent, label: str, group: str = "Say") -> ActSpec:
    asks = ("speech",) if intent is Intent.OWN_WORDS else ()
    return ActSpec(key, "say", label, group, {"intent": intent}, asks)


def _decides(key: str, kind: str, label: str, *asks: str, group: str = "Decide") -> ActSpec:
    return ActSpec(key, kind, label, group, {}, (*asks, "reason"))


def _connects(key: str, service: Service) -> ActSpec:
    label = f"Connect to {service.value}"
    own = (service.value,)
    return ActSpec(key, "connect", label, "Decide", {"service": service}, ("reason",), words=own)


_SAY, _TEXT = ("say", "tell"), ("text", "message", "sms")
_UNITS = ("send", "officers", "units", "dispatch", "deploy", "cars", "patrols")
"""How a control room says that officers go (assumption)."""


def _seat(role: Role, *acts: ActSpec) -> tuple[ActSpec, ...]:
    """Return a role's catalogue; each act gets its reasons from the registry."""
    return tuple(replace(act, reasons=do.ROWS[act.kind].reasons_of(role)) for act in acts)


CALLER = _seat(
    Role.CALLER,
    ActSpec("d", "dial", "Dial 999 or 112", "Phone", asks=("number",)),
    *(ActSpec(key, "press", f"Press {key}", "Keypad", {"key": key}) for key in KEYS),
    ActSpec("t", "tap", "Tap the phone", "Sound", {"times": 1}),
    ActSpec("c", "cough", "Cough", "Sound", {"times": 1}),
    ActSpec(
        "w",
        "say",
        "Whisper",
        "Sound",
        {"manner": Manner.WHISPERED},
        ("speech",),
        words=("whisper",),
    ),
    ActSpec(
        "s", "say", "Speak", "Sound", {"manner": Manner.ALOUD}, ("speech",), words=("speak", "say")
    ),
    ActSpec("m", "make", "Make another sound", "Sound", asks=("sound",)),
    ActSpec("n", "stay_silent", "Stay silent, on purpose", "Sound"),
    ActSpec("e", "send_text", "Send a text message", "Phone", asks=("words",), words=_TEXT),
    ActSpec("a", "answer", "Answer the ringing phone", "Phone"),
    ActSpec("h", "hang_up", "Hang up", "Phone"),
    ActSpec("l", "lift", "Lift the handset again", "Phone"),
)

OPERATOR = _seat(
    Role.OPERATOR,
    ActSpec("a", "answer", "Answer the call", "Call"),
    _says("1", Intent.WHICH_SERVICE, "Which service?", "Prompts"),
    _says("2", Intent.WHICH_OF_THREE, "Fire, police or ambulance?", "Prompts"),
    _says("3", Intent.NUMBER_DIALLED, "What number did you dial?", "Prompts"),
    _says("4", Intent.MAKE_A_SOUND, "Tap, cough or make a noise", "Prompts"),
    _says("5", Intent.ASK_AGAIN, "Can you say it once more?", "Prompts"),
    _says("6", Intent.CHECK_MISTAKE, "Called by mistake? All safe?", "Prompts"),
    _says("b", Intent.ANYBODY_WITH_YOU, "Who is with you?", "Prompts"),
    _says("g", Intent.ASK_FOR_ADULT, "Is a grown-up there?", "Prompts"),
    _says("y", Intent.SAY_YES_IF_POLICE, "Say yes if you need police", "Prompts"),
    _says("7", Intent.CONNECTING, "I am connecting you", "Prompts"),
    _says("8", Intent.THANK, "Thank the caller", "Prompts"),
    replace(_says("9", Intent.OWN_WORDS, "Say it in your own words", "Prompts"), words=_SAY),
    _connects("p", Service.POLICE),
    _connects("u", Service.AMBULANCE),
    _connects("f", Service.FIRE),
    _connects("c", Service.COASTGUARD),
    _decides("r", "send_to_recording", "Send to Silent Solution"),
    ActSpec("e", "end_call", "End the call", "Decide", asks=("reason",)),
    ActSpec("h", "hand_over", "Hand over to police", "Police", asks=("heard",)),
    ActSpec("d", "pass_details", "Pass details of a lost call", "Police", asks=("heard", "reason")),
    ActSpec("l", "leave", "Leave the call to police", "Police"),
    ActSpec(
        "n", "note", "Note of your own", "Log", asks=("own_note", "note_text"), words=("note",)
    ),
)

CALL_HANDLER = _seat(
    Role.CALL_HANDLER,
    ActSpec("a", "answer", "Answer the call", "Call"),
    _says("1", Intent.THROUGH_TO_POLICE, "Police here: no need to speak"),
    _says("2", Intent.INVITE_SPEECH, "Speak or whisper if it is safe"),
    _says("3", Intent.REASSURE, "Reassure"),
    _says("4", Intent.STAY_ON_LINE, "Keep the line open"),
    _says("5", Intent.REPEAT_BACK, "Repeat back"),
    _says("6", Intent.SAY_YES_IF_POLICE, "Say yes if you need police"),
    _says("7", Intent.OFFICERS_SENT, "Officers are on their way"),
    _says("8", Intent.OFFICERS_THERE, "Officers are there"),
    ActSpec("9", "say", "Say something else", "Say", asks=("speech",), words=_SAY),
    ActSpec("w", "offer_ways", "Name ways to answer", "Ask", asks=("ways",)),
    ActSpec("c", "set_code", "Set a yes/no code", "Ask", asks=("code",)),
    ActSpec("q", "ask", "Ask a question", "Ask", asks=("about",)),
    ActSpec(
        "n",
        "note",
        "Note in the log",
        "Log",
        asks=("note", "topic", "note_text"),
        words=("note", "log"),
    ),
    ActSpec("t", "thrive", "THRIVE", "Log", asks=("heading", "text"), words=("thrive",)),
    ActSpec("l", "read_location", "Read location data", "Find out", asks=("source",)),
    ActSpec("f", "search", "Search the number", "Find out"),
    ActSpec("r", "trace", "Start a trace", "Find out", asks=("trace", "reason")),
    _decides("g", "grade", "Grade the response", "grade"),
    replace(_decides("d", "deploy", "Send officers"), words=_UNITS, may_name=("unit",)),
    ActSpec(
        "o",
        "brief_officers",
        "Brief the officers",
        "Decide",
        asks=("briefing", "text"),
        words=("brief",),
    ),
    ActSpec(
        "b",
        "bring_in",
        "Ask a service in",
        "Decide",
        asks=("service",),
        words=("bring", *(service.value for service in do.OTHER_SERVICES)),
        may_name=("text",),
    ),
    _decides("x", "withhold", "Decide what not to say", "withheld"),
    _decides("k", "call_back", "Ring back", group="Line"),
    _decides("j", "decide_against_callback", "Decide not to ring back", group="Line"),
    ActSpec("m", "send_text", "Send a text message", "Line", asks=("words",), words=_TEXT),
    _decides("v", "offer_incident", "Offer to another force", "force", group="Line"),
    ActSpec("z", "close", "Close the incident", "Line", asks=("reason",)),
    ActSpec("u", "leave_open", "Leave it open for review", "Line", asks=("reason",)),
    ActSpec("e", "end_call", "End the call", "Line", asks=("reason",)),
)

CATALOGUE: dict[Role, tuple[ActSpec, ...]] = {
    Role.CALLER: CALLER,
    Role.OPERATOR: OPERATOR,
    Role.CALL_HANDLER: CALL_HANDLER,
}
"""Acts of each seat, in display order."""


@dataclass(frozen=True)
class Materials:
    """Reference materials of a seat."""

    profile: Profile
    force: Force
    questions: QuestionBank
    other_forces: Mapping[str, str] = field(default_factory=dict)
    """Titles of other forces that can take an incident, by id."""
    number: str = ""
    """Number that the network shows, from the drama ranges; empty if it shows none."""
    phrase_book: Callable[[Role], PhraseBook] = field(kw_only=True)
    """How words are recognised that a role types; loads phrases at its first call."""
    reader: Callable[[], Reader] = field(kw_only=True)
    """How it is read what words state; loads the reading files at its first call."""
