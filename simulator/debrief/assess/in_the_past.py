"""What a trainee did, in the past tense, and what came to their ears: the words of a debrief."""

from simulator.core import acts as do
from simulator.core.describe import describe_for_seat
from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.profile import Profile
from simulator.core.terms import Intent

MOST_QUOTED = 8
"""Words of an act or a sentence that are shown of it (assumption)."""
_IRREGULAR = {
    "leaves": "left", "logs": "logged", "reads": "read", "rings": "rang", "sends": "sent",
    "sets": "set", "stops": "stopped",
}  # fmt: skip
_UNSAID = {Intent.OFFICERS_SENT: "coming", Intent.OFFICERS_THERE: "there"}
_NUMERALS = ("no", "one", "two", "three", "four", "five", "six")
_IN_MINUTES, _WHOLE_MINUTES = 90, 10
"""From how many seconds a time is in minutes, and from how many minutes without seconds."""


def past(text: str) -> str:
    """Return the description of an act in the past: ``closes it`` is ``closed it``."""
    verb, space, rest = text.partition(" ")
    if verb in _IRREGULAR:
        verb = _IRREGULAR[verb]
    elif verb.endswith("s"):
        verb = f"{verb[:-1]}{'d' if verb.endswith('es') else 'ed'}"
    return f"{verb}{space}{rest}"


def did(body: Body, profile: Profile | None = None) -> str:
    """Return an act of the trainee after "You": ``asked "Can you hear me?"``."""
    if isinstance(body, do.Ask | do.SetCode | do.OfferWays | do.Say) and body.words:
        return f"{'asked' if isinstance(body, do.Ask) else 'said'} {quoted(body.words)}"
    if isinstance(body, do.HandOver | do.BriefOfficers):
        to = "reported to police" if isinstance(body, do.HandOver) else "briefed officers:"
        words = body.words if isinstance(body, do.HandOver) else body.text
        if words:
            return f"{to} {quoted(words)}"
    if isinstance(body, do.Withhold) and body.intent in _UNSAID:
        return f"left it unsaid that officers were {_UNSAID[body.intent]}"
    text = describe_for_seat(body, profile)
    if text.startswith("[") and isinstance(body, do.Speech):
        # Its words were not kept: only what it was for is known.
        return f"said something ({text.strip('[]')})"
    return past(shortened(text.strip("[]").partition(": ")[0]))


def came(body: Body, profile: Profile | None = None) -> str:
    """Return what came from another as a noun: ``two taps``, ``"He's downstairs."``."""
    match body:
        case do.Tap(times):
            return _counted(times, "tap")
        case do.Cough(times):
            return _counted(times, "cough")
        case do.Press():
            return "a key tone"
        case do.SendText(words):
            return f"the text {quoted(words)}" if words else "a text"
        case do.Say(words=words) | do.HandOver(words=words) if words:
            return quoted(words)
    return shortened(describe_for_seat(body, profile).strip("[]"))


def _counted(times: int, noun: str) -> str:
    many = _NUMERALS[times] if times < len(_NUMERALS) else str(times)
    return f"{many} {noun}{'' if times == 1 else 's'}"


def quoted(words: str) -> str:
    """Return the first words of a sentence in quotation marks."""
    inside = words.replace('"', "'")
    return f'"{shortened(inside, keep_end=True)}"'


def shortened(text: str, *, keep_end: bool = False) -> str:
    """Return the first words of a text; unless `keep_end`, without the full stop at its end."""
    words = text.split()
    if len(words) > MOST_QUOTED:
        return " ".join(words[:MOST_QUOTED]).rstrip(".:;,") + " ..."
    return " ".join(words) if keep_end else " ".join(words).rstrip(".:;,")


def lasted(span: Millis) -> str:
    """Return a length of time (ms) in whole seconds, from 90 s in minutes as well: ``2 s``."""
    seconds = span // 1_000
    if seconds < _IN_MINUTES:
        return f"{seconds} s" if seconds else "less than 1 s"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if rest and minutes < _WHOLE_MINUTES else f"{minutes} min"
