"""What each act does outside the seat, in a word or two: it comes before every reading of a line.

An effect is what a trainee has to know before Enter: who hears it, who is moved by it, and if it
can be taken back.
"""

from collections.abc import Mapping
from enum import StrEnum

from simulator.core import acts as do
from simulator.core.terms import Manner, Role
from simulator.seat.view.act_catalogue import ActSpec


class LineEffect(StrEnum):
    """What an act does outside the seat."""

    SAYS = "says"
    """It is heard on the line; of a caller, in the room as well."""
    SOUNDS = "sounds"
    """A caller's phone sends a sound, and the room hears it."""
    INFORMS = "informs"
    """Police hear it from the operator, or another service from police."""
    RADIOS = "radios"
    SENDS = "sends"
    """A unit goes."""
    LOGS = "logs"
    """It is written, and nobody else hears of it."""
    SETS = "sets"
    """A decision of the desk, which another can correct."""
    LOOKS = "looks"
    """It looks up, or has something looked for."""
    OPENS = "opens"
    """The line opens."""
    PHONE = "phone"
    """A phone shows or sounds."""
    PASSES = "passes"
    """The call or the incident goes to others."""
    ENDS = "ends"
    """The line, the incident or one's own part ends."""
    NOTHING = "nothing"
    """A caller does nothing, on purpose."""


_EFFECTS: Mapping[str, LineEffect] = {
    **dict.fromkeys(("dial", "answer", "lift"), LineEffect.OPENS),
    **dict.fromkeys(("hang_up", "end_call", "leave", "close"), LineEffect.ENDS),
    **dict.fromkeys(("connect", "send_to_recording", "offer_incident"), LineEffect.PASSES),
    **dict.fromkeys(("send_text", "call_back"), LineEffect.PHONE),
    **dict.fromkeys(("hand_over", "pass_details", "bring_in"), LineEffect.INFORMS),
    **dict.fromkeys(("note", "thrive"), LineEffect.LOGS),
    **dict.fromkeys(("read_location", "search", "trace"), LineEffect.LOOKS),
    **dict.fromkeys(
        ("grade", "withhold", "decide_against_callback", "leave_open"), LineEffect.SETS
    ),
    "deploy": LineEffect.SENDS,
    "brief_officers": LineEffect.RADIOS,
    "stay_silent": LineEffect.NOTHING,
}
"""The effect of each kind of act that is neither an utterance nor a sound of a caller's."""
_IN_WORDS: Mapping[LineEffect, str] = {
    LineEffect.SAYS: "says to caller",
    LineEffect.SOUNDS: "makes a sound",
    LineEffect.INFORMS: "informs police",
    LineEffect.RADIOS: "radios officers",
    LineEffect.SENDS: "sends a unit",
    LineEffect.LOGS: "writes the log",
    LineEffect.SETS: "sets",
    LineEffect.LOOKS: "looks it up",
    LineEffect.OPENS: "opens the line",
    LineEffect.PHONE: "texts the phone",
    LineEffect.PASSES: "passes it on",
    LineEffect.ENDS: "ends the call",
    LineEffect.NOTHING: "does nothing",
}
_OF_KIND: Mapping[tuple[Role, str], str] = {
    (Role.CALLER, "send_text"): "sends a text",
    (Role.CALLER, "dial"): "dials",
    (Role.CALLER, "press"): "presses a key",
    (Role.CALLER, "hang_up"): "puts it down",
    (Role.OPERATOR, "connect"): "puts it through",
    (Role.OPERATOR, "leave"): "leaves the line",
    (Role.OPERATOR, "note"): "writes a note",
    (Role.CALL_HANDLER, "bring_in"): "asks a service",
    (Role.CALL_HANDLER, "call_back"): "rings the phone",
    (Role.CALL_HANDLER, "close"): "closes it",
}
"""Where a seat would say it in other words (our wordings: assumption)."""
_CONFIRMED_BY: Mapping[str, str] = {
    "hang_up": "down",
    "end_call": "end",
    "close": "close",
    "leave": "leave",
    "connect": "connect",
    "send_to_recording": "recording",
    "offer_incident": "offer",
    "send_text": "text",
    "call_back": "ring",
}
"""The word to type before an act that can't be undone, or that reaches a phone."""
_LASTING = (LineEffect.PHONE, LineEffect.PASSES, LineEffect.ENDS)
EFFECT_COLUMNS = 16
"""The columns of the longest effect in words."""


def act_effect(kind: str) -> LineEffect:
    """Return what an act of that kind does."""
    found = _EFFECTS.get(kind)
    if found is None:
        found = LineEffect.SAYS if do.ROWS[kind].spoken else LineEffect.SOUNDS
    return found


def effect_in_words(role: Role, act: ActSpec) -> str:
    """Return what an act of a seat does, as it is put before a reading."""
    if role is Role.CALLER and act.kind == "say":
        whispered = act.fixed.get("manner") is Manner.WHISPERED
        return "whispers" if whispered else "says aloud"
    return _OF_KIND.get((role, act.kind)) or _IN_WORDS[act_effect(act.kind)]


def lasts(kind: str) -> bool:
    """Whether an act reaches a phone, gives the call away or ends it, so that a line asks first."""
    return act_effect(kind) in _LASTING


def confirmed_by(kind: str) -> str:
    """Return the word that means an act of that kind once it is asked back."""
    return _CONFIRMED_BY.get(kind, "yes")
