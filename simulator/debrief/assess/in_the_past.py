"""What a trainee did, in the past tense, and what came to their ears: the words of a debrief."""

import re
from collections.abc import Sequence

from simulator.core import acts as do
from simulator.core.describe import describe_for_seat
from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.profile import Profile
from simulator.core.terms import Intent, NoteKind, Service, Sound
from simulator.language.speaking.disfluency import fluent
from simulator.late_pattern import late_pattern

MOST_QUOTED = 10
"""Words of an act or a sentence that are shown of it (assumption)."""
_MOST_ASKED = 12
"""Words of a question, from its end: what it asks is there (assumption)."""
_MOST_WHOLE = 15
"""Words of a question with the sentence that it is about (assumption)."""
_BARE = 5
"""A question of so few words says nothing alone (assumption)."""
_MOST_UNCUT = 16
"""A quotation of so many words is left whole: the part that matters may come last (assumption)."""
_STOPS = (".", "?", "!", ",", ";", ":")
_SENTENCES = late_pattern(r"[^.?!]+[.?!]+['\"]?|[^.?!]+$")
_OPENS = late_pattern(
    r"^\W*((hello|hi|hiya|okay|ok|right|all right|um|er|erm|uh|please|sorry|good|"
    r"thank you|thanks|police|is that the police|you're through to the police)\b[,. ]*)+[.?!]*$",
    re.IGNORECASE,
)
"""Sentences that only open: of more than them, what follows is shown."""
_BEGINS = late_pattern(
    r"^(?:(?:okay|ok|right|all right|so|well|now|um|er|erm)[,.]? )+", re.IGNORECASE
)
"""Words that only open a sentence."""
_IRREGULAR = {
    "leaves": "left", "logs": "logged", "reads": "read", "rings": "rang", "sends": "sent",
    "sets": "set", "stops": "stopped",
}  # fmt: skip
_SERVICES = {Service.FIRE: "the fire service", Service.COASTGUARD: "the coastguard"}
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
        if isinstance(body, do.Ask):
            return f"asked {quoted_question(body.words)}"
        return f"said {quoted(body.words)}"
    if isinstance(body, do.HandOver | do.BriefOfficers):
        to = "reported to police" if isinstance(body, do.HandOver) else "briefed officers:"
        words = body.words if isinstance(body, do.HandOver) else body.text
        if words:
            return f"{to} {quoted(words)}"
    if isinstance(body, do.BringIn):
        who = f"{body.service.label} control" if body.service is Service.AMBULANCE else ""
        who = who or _SERVICES.get(body.service, body.service.label)
        asked = _SERVICES.get(body.service, _a(body.service.label))
        return f"gave {who} what was new" if body.update else f"asked for {asked}"
    if isinstance(body, do.OfferIncident):
        return "offered the incident to another force"  # Its id is not a name.
    if isinstance(body, do.Note) and body.note is NoteKind.RATIONALE:
        return "asked the supervisor for a second look"
    if isinstance(body, do.Note):
        return f"logged {quoted(body.text)}" if body.text else past(_plain(body, profile))
    if isinstance(body, do.Withhold) and body.intent in _UNSAID:
        return f"left it unsaid that officers were {_UNSAID[body.intent]}"
    text = describe_for_seat(body, profile)
    if text.startswith("[") and isinstance(body, do.Speech):
        # Its words were not kept: only what it was for is known.
        return f"said something ({text.strip('[]')})"
    return past(_plain(body, profile))


def quoted_question(words: str) -> str:
    """Return what a question asks, in quotation marks."""
    inside = _asked(words).replace('"', "'")
    return f'"{shortened(inside, keep_end=True, most=_MOST_WHOLE)}"'


def _plain(body: Body, profile: Profile | None) -> str:
    return shortened(describe_for_seat(body, profile).strip("[]").partition(": ")[0])


def _a(name: str) -> str:
    return f"{'an' if name[:1] in 'aeiou' else 'the'} {name}"


def came(body: Body, profile: Profile | None = None) -> str:
    """Return what came from another as a noun: ``two taps``, ``"He's downstairs."``."""
    match body:
        case do.Tap(times):
            return _counted(times, "tap")
        case do.Cough(times):
            return _counted(times, "cough")
        case do.Press():
            return "a key tone"
        case do.OfficersAsk(radio=words) if words:
            return f"officers had asked {quoted(words)}"
        case do.SendText(words):
            return f"the text {quoted(words)}" if words else "a text"
        case do.Say(words=words) | do.HandOver(words=words) if words:
            return quoted(words)
        case do.Make(sound) if sound in _AS_NOUN:
            return _AS_NOUN[sound]
    return shortened(describe_for_seat(body, profile).strip("[]"))


_AS_NOUN = {
    Sound.BREAKING: "the sound of something breaking",
    Sound.PHONE_DROPPED: "the sound of the phone dropping",
}
"""Sounds whose label is a clause, and would follow "after" as one."""


def signs(body: Body, times: int) -> str:
    """Return so many signs of one kind as a noun: ``two loud breaths``."""
    noun = came(body).partition(" ")[2] or came(body)
    return _counted(times, noun)


def _counted(times: int, noun: str) -> str:
    many = _NUMERALS[times] if times < len(_NUMERALS) else str(times)
    return f"{many} {noun}{'' if times == 1 else 's'}"


def _asked(words: str) -> str:
    """Return what a question asks, with the sentence before it if there is room: ``Is it 9?``."""
    sentences = [each.strip() for each in _SENTENCES.findall(fluent(words)) if each.strip()]
    last = max((n for n, each in enumerate(sentences) if "?" in each), default=None)
    if last is None:
        return words
    begun = last
    opens = next((n for n, each in enumerate(sentences) if not _OPENS.match(each)), 0)
    while begun > opens and len(" ".join(sentences[begun - 1 : last + 1]).split()) <= _MOST_ASKED:
        begun -= 1
    said = " ".join(sentences[begun : last + 1])
    if begun == last > opens and len(said.split()) <= _BARE:
        # "Is that right?" asks what the sentence before it says.
        whole = _BEGINS.sub("", f"{sentences[last - 1]} {said}").split()
        whole[0] = f"{whole[0][:1].upper()}{whole[0][1:]}"
        cut = "... " if len(whole) > _MOST_WHOLE else ""
        said = f"{cut}{' '.join(whole[-_MOST_WHOLE:])}"
    return said


def _telling(words: str) -> str:
    """Return words from where they begin to say something, without hesitations."""
    sentences = [each.strip() for each in _SENTENCES.findall(fluent(words)) if each.strip()]
    while len(sentences) > 1 and _OPENS.match(sentences[0]):
        del sentences[0]
    return " ".join(sentences) or words


def quoted(words: str) -> str:
    """Return the first words of a sentence that say something, in quotation marks."""
    inside = _cut(_telling(words)).replace('"', "'")
    return f'"{inside}"'


def _cut(text: str) -> str:
    """Return a quotation, a long one up to where a sentence or a clause of it ends."""
    words = text.split()
    if len(words) <= _MOST_UNCUT:
        return " ".join(words).rstrip(",;:")  # The rest of it may be in the next caption.
    for stops in (_STOPS[:3], _STOPS):
        ends = [n for n in range(_BARE, _MOST_UNCUT + 1) if _ends(words[:n], stops)]
        if ends:
            kept = " ".join(words[: ends[-1]])
            whole = kept.removesuffix('"').endswith(_STOPS[:3])
            return f"{kept if whole else kept.rstrip(',;:')} ..."
    return shortened(text, keep_end=True)


def _ends(words: Sequence[str], stops: tuple[str, ...]) -> bool:
    """Whether a sentence or a clause ends here, and no quotation inside is left open."""
    return words[-1].removesuffix('"').endswith(stops) and " ".join(words).count('"') % 2 == 0


def guilty_part(words: str) -> str:
    """Return the sentence of a briefing that rules something out, in quotation marks; else all."""
    sentences = [each.strip() for each in _SENTENCES.findall(words) if each.strip()]
    no = next((each for each in sentences if _RULES_OUT.search(each)), "")
    return quoted(no or words)


_RULES_OUT = late_pattern(
    r"\b(no|none|nobody|nothing|never|isn't|aren't|without"
    r"|not (?!known|asked|sure|confirmed|rung|yet)\w+)\b",
    re.I,
)


def shortened(text: str, *, keep_end: bool = False, most: int = MOST_QUOTED) -> str:
    """Return the first words of a text; unless `keep_end`, without the full stop at its end."""
    words = text.split()
    if len(words) > most + 2:
        return " ".join(words[:most]).rstrip(".:;,") + " ..."
    return " ".join(words) if keep_end else " ".join(words).rstrip(".:;,")


def lasted(span: Millis) -> str:
    """Return a length of time (ms) in whole seconds, from 90 s in minutes as well: ``2 s``."""
    seconds = span // 1_000
    if seconds < _IN_MINUTES:
        return f"{seconds} s" if seconds else "less than 1 s"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if rest and minutes < _WHOLE_MINUTES else f"{minutes} min"
