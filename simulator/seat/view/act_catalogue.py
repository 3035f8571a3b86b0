"""What a seat has at hand: materials, and its acts with a key, a label and what they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core.profile import Force, Profile
from simulator.core.terms import KEYS, Intent, Manner, Reason, Role, Service, Sound

CALLER_SOUNDS = (
    Sound.BREATHING, Sound.SOB, Sound.GROAN, Sound.KNOCK, Sound.SHOUTING, Sound.CLOTH,
    Sound.PHONE_DROPPED,
)  # fmt: skip
"""The sounds that a caller can choose to make, besides taps and coughs."""


@dataclass(frozen=True)
class ActSpec:
    """One line of a seat's catalogue."""

    key: str
    kind: str
    label: str
    group: str
    """The heading under which it stands."""
    fixed: Mapping[str, object] = field(default_factory=dict)
    """What is settled already."""
    asks: tuple[str, ...] = ()
    """What has to be chosen, by the names in `parameters.PARAMETERS`."""
    reasons: tuple[Reason, ...] = ()
    """The reasons that are offered, if one is asked for."""

    @property
    def told_apart(self) -> frozenset[str]:
        """The parameters of it that decide whether the flow allows it."""
        return frozenset({do.ROWS[self.kind].told_apart} & set(self.asks))

    def variants(self) -> Iterator[Mapping[str, object]]:
        """What to try to learn whether any act of this line is possible."""
        if "reason" in self.told_apart:
            yield from ({**self.fixed, "reason": reason} for reason in self.reasons)
        elif "sound" in self.told_apart:
            yield from ({**self.fixed, "sound": sound} for sound in CALLER_SOUNDS)
        else:
            yield self.fixed


def _says(key: str, intent: Intent, label: str, group: str = "Say") -> ActSpec:
    asks = ("words",) if intent is Intent.OWN_WORDS else ()
    return ActSpec(key, "say", label, group, {"intent": intent}, asks)


def _decides(key: str, kind: str, label: str, *asks: str, group: str = "Decide") -> ActSpec:
    return ActSpec(key, kind, label, group, {}, (*asks, "reason"))


def _seat(role: Role, *acts: ActSpec) -> tuple[ActSpec, ...]:
    """The catalogue of a role, each act with the reasons that its row has for that role."""
    return tuple(replace(act, reasons=do.ROWS[act.kind].reasons_of(role)) for act in acts)


CALLER = _seat(
    Role.CALLER,
    ActSpec("d", "dial", "Dial 999 or 112", "Phone", asks=("number",)),
    *(ActSpec(key, "press", f"Press {key}", "Keypad", {"key": key}) for key in KEYS),
    ActSpec("t", "tap", "Tap the phone", "Sound", {"times": 1}),
    ActSpec("c", "cough", "Cough", "Sound", {"times": 1}),
    ActSpec(
        "w", "say", "Whisper", "Sound", {"manner": Manner.WHISPERED}, ("caller_intent", "words")
    ),
    ActSpec("s", "say", "Speak", "Sound", {"manner": Manner.ALOUD}, ("caller_intent", "words")),
    ActSpec("m", "make", "Make another sound", "Sound", asks=("sound",)),
    ActSpec("n", "stay_silent", "Stay silent, on purpose", "Sound"),
    ActSpec("e", "send_text", "Send a text message", "Phone", asks=("words",)),
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
    _says("6", Intent.CHECK_MISTAKE, "Was it a mistake? Are all safe?", "Prompts"),
    _says("7", Intent.CONNECTING, "I am connecting you", "Prompts"),
    _says("8", Intent.THANK, "Thank the caller", "Prompts"),
    _says("9", Intent.OWN_WORDS, "Say something in own words", "Prompts"),
    ActSpec(
        "p", "connect", "Connect to police", "Decide", {"service": Service.POLICE}, ("reason",)
    ),
    ActSpec(
        "u",
        "connect",
        "Connect to ambulance",
        "Decide",
        {"service": Service.AMBULANCE},
        ("reason",),
    ),
    ActSpec("f", "connect", "Connect to fire", "Decide", {"service": Service.FIRE}, ("reason",)),
    ActSpec(
        "c",
        "connect",
        "Connect to coastguard",
        "Decide",
        {"service": Service.COASTGUARD},
        ("reason",),
    ),
    _decides("r", "send_to_recording", "Send to Silent Solution"),
    ActSpec("e", "end_call", "End the call", "Decide", asks=("reason",)),
    ActSpec("h", "hand_over", "Hand over: say what was heard", "Police", asks=("heard",)),
    ActSpec("d", "pass_details", "Pass details of a lost call", "Police", asks=("heard", "reason")),
    ActSpec("l", "leave", "Leave the call to police", "Police"),
)

CALL_HANDLER = _seat(
    Role.CALL_HANDLER,
    ActSpec("a", "answer", "Answer the call", "Call"),
    _says("1", Intent.THROUGH_TO_POLICE, "The police; no need to speak"),
    _says("2", Intent.INVITE_SPEECH, "Speak or whisper if it is safe"),
    _says("3", Intent.REASSURE, "Reassure"),
    _says("4", Intent.STAY_ON_LINE, "Keep the line open"),
    _says("5", Intent.REPEAT_BACK, "Repeat back"),
    _says("6", Intent.SAY_YES_IF_POLICE, "Say yes if you need police"),
    _says("7", Intent.OFFICERS_SENT, "Officers are on their way"),
    _says("8", Intent.OFFICERS_THERE, "Officers are there"),
    ActSpec("9", "say", "Say something else", "Say", asks=("handler_intent", "words")),
    ActSpec("w", "offer_ways", "Name ways to answer", "Ask", asks=("ways",)),
    ActSpec("c", "set_code", "Set a yes/no code", "Ask", asks=("code",)),
    ActSpec("q", "ask", "Ask a question", "Ask", asks=("about",)),
    ActSpec("n", "note", "Note in the log", "Log", asks=("note", "topic", "note_text")),
    ActSpec("t", "thrive", "THRIVE", "Log", asks=("heading", "text")),
    ActSpec("l", "read_location", "Read location data", "Find out", asks=("source",)),
    ActSpec("f", "search", "Search the number", "Find out"),
    ActSpec("r", "trace", "Start a trace", "Find out", asks=("trace", "reason")),
    _decides("g", "grade", "Grade the response", "grade"),
    _decides("d", "deploy", "Send officers"),
    ActSpec("o", "brief_officers", "Brief the officers", "Decide", asks=("briefing", "text")),
    ActSpec("b", "bring_in", "Ask a service in", "Decide", asks=("service",)),
    _decides("x", "withhold", "Leave something unsaid", "withheld"),
    _decides("k", "call_back", "Ring back", group="Line"),
    _decides("j", "decide_against_callback", "Decide not to ring back", group="Line"),
    ActSpec("m", "send_text", "Send a text message", "Line", asks=("words",)),
    _decides("v", "offer_incident", "Offer to another force", "force", group="Line"),
    ActSpec("z", "close", "Close the incident", "Line", asks=("reason",)),
    ActSpec("e", "end_call", "End the call", "Line", asks=("reason",)),
)

CATALOGUE: dict[Role, tuple[ActSpec, ...]] = {
    Role.CALLER: CALLER,
    Role.OPERATOR: OPERATOR,
    Role.CALL_HANDLER: CALL_HANDLER,
}
"""The acts of each seat, in the order in which they are shown."""


@dataclass(frozen=True)
class Materials:
    """What lies on the desk: the profile's words, the force's policies, the bank of questions."""

    profile: Profile
    force: Force
    questions: QuestionBank
    other_forces: Mapping[str, str] = field(default_factory=dict)
    """Titles of the forces that an incident can be offered to, by id."""
    number: str = ""
    """The number that the network shows, from the ranges for drama; empty where none is shown."""
