"""Every act of every seat: its key, a few words for it, and what has to be chosen with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from simulator.core.terms import KEYS, Intent, Manner, Reason, Role, Service, Sound

REASONS: dict[str, tuple[Reason, ...]] = {
    "connect": (
        Reason.SIGNAL_HEARD, Reason.SPEECH_HEARD, Reason.DISTURBANCE_HEARD, Reason.DOUBT,
        Reason.POLICY, Reason.JUDGEMENT,
    ),
    "send_to_recording": (Reason.NO_RESPONSE, Reason.POLICY, Reason.JUDGEMENT),
    "end_call by operator": (
        Reason.NO_RESPONSE, Reason.MISTAKE_CONFIRMED, Reason.POLICY, Reason.JUDGEMENT,
    ),
    "pass_details": (Reason.LINE_CUT, Reason.DOUBT, Reason.DISTURBANCE_HEARD, Reason.SIGNAL_HEARD),
    "grade": (
        Reason.DANGER_ESTABLISHED, Reason.INJURY, Reason.MARKER, Reason.DISTURBANCE_HEARD,
        Reason.SPEECH_HEARD, Reason.SIGNAL_HEARD, Reason.LINE_CUT, Reason.DOUBT,
        Reason.NO_CONCERN, Reason.CHECKED_SAFE, Reason.POLICY, Reason.JUDGEMENT,
    ),
    "deploy": (
        Reason.DANGER_ESTABLISHED, Reason.INJURY, Reason.MARKER, Reason.DISTURBANCE_HEARD,
        Reason.SPEECH_HEARD, Reason.SIGNAL_HEARD, Reason.LINE_CUT, Reason.DOUBT,
        Reason.POLICY, Reason.JUDGEMENT,
    ),
    "withhold": (Reason.NOT_SAFE_TO_SAY, Reason.MAY_ALERT_OTHERS, Reason.JUDGEMENT),
    "call_back": (Reason.CALLER_MAY_BE_ALONE, Reason.DOUBT, Reason.POLICY, Reason.JUDGEMENT),
    "decide_against_callback": (
        Reason.MAY_ALERT_OTHERS, Reason.CANNOT_BE_RUNG, Reason.MARKER, Reason.POLICY,
        Reason.JUDGEMENT,
    ),
    "trace": (
        Reason.NO_ANSWER, Reason.CANNOT_BE_RUNG, Reason.MAY_ALERT_OTHERS, Reason.DOUBT,
        Reason.DANGER_ESTABLISHED, Reason.JUDGEMENT,
    ),
    "offer_incident": (Reason.OTHER_AREA, Reason.POLICY, Reason.JUDGEMENT),
    "close": (
        Reason.OFFICERS_DEALING, Reason.OFFICERS_WITH_CALLER, Reason.CHECKED_SAFE,
        Reason.NO_CONCERN, Reason.MISTAKE_CONFIRMED, Reason.POLICY, Reason.JUDGEMENT,
    ),
    "end_call": (
        Reason.OFFICERS_WITH_CALLER, Reason.OFFICERS_DEALING, Reason.CHECKED_SAFE,
        Reason.MISTAKE_CONFIRMED, Reason.NO_CONCERN, Reason.NO_RESPONSE,
        Reason.STAYING_IS_DANGEROUS, Reason.JUDGEMENT,
    ),
}  # fmt: skip
"""The reasons that are offered with a decision; any other would read oddly there."""

CALLER_SOUNDS = (
    Sound.BREATHING, Sound.SOB, Sound.GROAN, Sound.KNOCK, Sound.SHOUTING, Sound.CLOTH,
    Sound.PHONE_DROPPED,
)  # fmt: skip
"""The sounds that a caller can choose to make, besides taps and coughs."""

TOLD_APART = {"say": "intent", "end_call": "reason", "connect": "service", "make": "sound"}
"""The parameter by which the flow tells acts of a kind apart."""


@dataclass(frozen=True)
class Act:
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
    reasons: str = ""
    """Whose reasons are offered, by the names in `REASONS`."""

    @property
    def told_apart(self) -> frozenset[str]:
        """The parameters of it that decide whether the flow allows it."""
        name = TOLD_APART.get(self.kind)
        return frozenset({name} if name in self.asks else ())

    def variants(self) -> Iterator[Mapping[str, object]]:
        """What to try to learn whether any act of this line is possible."""
        if "reason" in self.told_apart:
            yield from ({**self.fixed, "reason": reason} for reason in REASONS[self.reasons])
        elif "sound" in self.told_apart:
            yield from ({**self.fixed, "sound": sound} for sound in CALLER_SOUNDS)
        else:
            yield self.fixed


def _says(key: str, intent: Intent, label: str, group: str = "Say") -> Act:
    asks = ("words",) if intent is Intent.OWN_WORDS else ()
    return Act(key, "say", label, group, {"intent": intent}, asks)


def _decides(key: str, kind: str, label: str, *asks: str, group: str = "Decide") -> Act:
    reasons = kind if kind in REASONS else ""
    return Act(key, kind, label, group, {}, (*asks, *(("reason",) if reasons else ())), reasons)


CALLER: tuple[Act, ...] = (
    Act("d", "dial", "Dial 999 or 112", "Phone", asks=("number",)),
    *(Act(key, "press", f"Press {key}", "Keypad", {"key": key}) for key in KEYS),
    Act("t", "tap", "Tap the phone", "Sound", {"times": 1}),
    Act("c", "cough", "Cough", "Sound", {"times": 1}),
    Act("w", "say", "Whisper", "Sound", {"manner": Manner.WHISPERED}, ("caller_intent", "words")),
    Act("s", "say", "Speak", "Sound", {"manner": Manner.ALOUD}, ("caller_intent", "words")),
    Act("m", "make", "Make another sound", "Sound", asks=("sound",)),
    Act("n", "stay_silent", "Stay silent, on purpose", "Sound"),
    Act("e", "send_text", "Send a text message", "Phone", asks=("words",)),
    Act("a", "answer", "Answer the ringing phone", "Phone"),
    Act("h", "hang_up", "Hang up", "Phone"),
    Act("l", "lift", "Lift the handset again", "Phone"),
)

OPERATOR: tuple[Act, ...] = (
    Act("a", "answer", "Answer the call", "Call"),
    _says("1", Intent.WHICH_SERVICE, "Which service?", "Prompts"),
    _says("2", Intent.WHICH_OF_THREE, "Fire, police or ambulance?", "Prompts"),
    _says("3", Intent.NUMBER_DIALLED, "What number did you dial?", "Prompts"),
    _says("4", Intent.MAKE_A_SOUND, "Tap, cough or make a noise", "Prompts"),
    _says("5", Intent.ASK_AGAIN, "Can you say it once more?", "Prompts"),
    _says("6", Intent.CHECK_MISTAKE, "Was it a mistake? Are all safe?", "Prompts"),
    _says("7", Intent.CONNECTING, "I am connecting you", "Prompts"),
    _says("8", Intent.THANK, "Thank the caller", "Prompts"),
    _says("9", Intent.OWN_WORDS, "Say something in own words", "Prompts"),
    Act("p", "connect", "Connect to police", "Decide", {"service": Service.POLICE}, ("reason",),
        "connect"),
    Act("u", "connect", "Connect to ambulance", "Decide", {"service": Service.AMBULANCE},
        ("reason",), "connect"),
    Act("f", "connect", "Connect to fire", "Decide", {"service": Service.FIRE}, ("reason",),
        "connect"),
    Act("c", "connect", "Connect to coastguard", "Decide", {"service": Service.COASTGUARD},
        ("reason",), "connect"),
    _decides("r", "send_to_recording", "Send to Silent Solution"),
    Act("e", "end_call", "End the call", "Decide", asks=("reason",),
        reasons="end_call by operator"),
    Act("h", "hand_over", "Hand over: say what was heard", "Police", asks=("heard",)),
    Act("d", "pass_details", "Pass details of a lost call", "Police", asks=("heard", "reason"),
        reasons="pass_details"),
    Act("l", "leave", "Leave the call to police", "Police"),
)  # fmt: skip

CALL_HANDLER: tuple[Act, ...] = (
    Act("a", "answer", "Answer the call", "Call"),
    _says("1", Intent.THROUGH_TO_POLICE, "The police; no need to speak"),
    _says("2", Intent.INVITE_SPEECH, "Speak or whisper if it is safe"),
    _says("3", Intent.REASSURE, "Reassure"),
    _says("4", Intent.STAY_ON_LINE, "Keep the line open"),
    _says("5", Intent.REPEAT_BACK, "Repeat back"),
    _says("6", Intent.SAY_YES_IF_POLICE, "Say yes if you need police"),
    _says("7", Intent.OFFICERS_SENT, "Officers are on their way"),
    _says("8", Intent.OFFICERS_THERE, "Officers are there"),
    Act("9", "say", "Say something else", "Say", asks=("handler_intent", "words")),
    Act("w", "offer_ways", "Name ways to answer", "Ask", asks=("ways",)),
    Act("c", "set_code", "Set a yes/no code", "Ask", asks=("code",)),
    Act("q", "ask", "Ask a question", "Ask", asks=("about",)),
    Act("n", "note", "Note in the log", "Log", asks=("note", "topic", "note_text")),
    Act("t", "thrive", "THRIVE", "Log", asks=("heading", "text")),
    Act("l", "read_location", "Read location data", "Find out", asks=("source",)),
    Act("f", "search", "Search the number", "Find out"),
    Act("r", "trace", "Start a trace", "Find out", asks=("trace", "reason"), reasons="trace"),
    _decides("g", "grade", "Grade the response", "grade"),
    _decides("d", "deploy", "Send officers"),
    Act("o", "brief_officers", "Brief the officers", "Decide", asks=("briefing", "text")),
    Act("b", "bring_in", "Ask a service in", "Decide", asks=("service",)),
    _decides("x", "withhold", "Leave something unsaid", "withheld"),
    _decides("k", "call_back", "Ring back", group="Line"),
    _decides("j", "decide_against_callback", "Decide not to ring back", group="Line"),
    Act("m", "send_text", "Send a text message", "Line", asks=("words",)),
    _decides("v", "offer_incident", "Offer to another force", "force", group="Line"),
    Act("z", "close", "Close the incident", "Line", asks=("reason",), reasons="close"),
    Act("e", "end_call", "End the call", "Line", asks=("reason",), reasons="end_call"),
)

CATALOGUE: dict[Role, tuple[Act, ...]] = {
    Role.CALLER: CALLER,
    Role.OPERATOR: OPERATOR,
    Role.CALL_HANDLER: CALL_HANDLER,
}
"""The acts of each seat, in the order in which they are shown."""
