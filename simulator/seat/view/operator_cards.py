"""The operator's cards: prompts, what was heard, the handover, the number, and decisions."""

from collections.abc import Iterable, Iterator, Sequence

from simulator.core import acts as do
from simulator.core.describe import describe_for_seat, quoted
from simulator.core.instant import Millis, minutes
from simulator.core.log import Entry, SignalRecognised
from simulator.core.terms import Intent, LineStage, Reported, Role, Sound
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.sounds_taken import reports_of
from simulator.language.handover_sentence import handover_words
from simulator.seat.view.act_catalogue import OPERATOR, Materials
from simulator.seat.view.caller_location import distance, number_line, place_lines
from simulator.seat.view.cards import Card, CardLine, KnownBy, LineWeight, SignStrip, loud, quiet
from simulator.seat.view.line_status import answer_due

ENDS = (Role.CALLER, Role.ROOM)
"""Who sounds at the caller's end."""
MOST_CELLS = 27
"""Most cells of the strip: with a time and a sign they fit beside the acts in 80 columns."""
_SPANS: tuple[Millis, ...] = (1_000, 2_000, 5_000, 10_000, 20_000, 60_000)
"""What a cell may last: the shortest with which the call fits."""
_SIGNS = {
    Reported.DISTURBANCE: "D",
    Reported.GROAN: "G",
    Reported.SPEECH: "W",
    Reported.WHISPER: "w",
    Reported.TAP: "T",
    Reported.COUGH: "C",
    Reported.KEY_TONE: "K",
    Reported.VOICES: "V",
    Reported.DEVICE: "M",
    Reported.BACKGROUND: "b",
}
"""The sign of each sound, beside its line; of two in one cell, the upper one is shown."""
_YOU, _NOTHING = "-", "."
_RANKS = "".join((*_SIGNS.values(), _YOU, _NOTHING))
_LEGEND = {_YOU: "you", _NOTHING: "nothing"}
_DECIDES = frozenset(act.kind for act in OPERATOR if act.group in ("Call", "Decide", "Police"))


def operator_cards(
    knowledge: Knowledge, materials: Materials, now: Millis, heard: Sequence[Entry]
) -> tuple[Card, ...]:
    """Return the cards at `now` (ms); `heard` is the perceived log of the seat."""
    lines: dict[str, tuple[str, Iterable[CardLine]]] = {
        "prompts": ("Prompts", _prompts(knowledge, materials, now)),
        "heard": ("Heard so far", _heard(knowledge, now, heard)),
        "handover": ("Handover", _handover(knowledge, heard)),
        "number": ("Number and place", _number(knowledge, materials, now)),
        "decisions": ("Decisions", _decisions(heard)),
    }
    return tuple(Card(name, title, tuple(held)) for name, (title, held) in lines.items())


def _number(knowledge: Knowledge, materials: Materials, now: Millis) -> Iterator[CardLine]:
    """Yield the number and each source of the place, then what has become of the connection."""
    number = number_line(knowledge, materials)
    for line in (number, *place_lines(knowledge)):
        known = KnownBy.NOT if line.weight is LineWeight.QUIET else KnownBy.DATA
        yield line._replace(known=KnownBy.SAID if line.label == "They say" else known)
    if connecting := connection(knowledge, now):
        yield loud(connecting, "Service")


def connection(knowledge: Knowledge, now: Millis) -> str:
    """Return the service that is being rung, or has the call; empty before that."""
    stage, since = knowledge.facts.stage, knowledge.since(Stamp.STAGE, now) or 0
    ringing = _RINGING.get(stage)
    return f"{ringing}, {minutes(since)}" if ringing else _CONNECTED.get(stage, "")


_RINGING = {LineStage.CONNECTING_POLICE: "police are ringing"}
_CONNECTED = {
    LineStage.WITH_CALL_HANDLER: "police are on the line",
    LineStage.WITH_OTHER_SERVICE: "another service is on the line",
}


def in_short(knowledge: Knowledge, heard: Sequence[Entry], now: Millis) -> Iterator[CardLine]:
    """Yield the call in a few words each, for a window with no room for more."""
    facts = knowledge.facts
    if facts.radius is not None:
        yield CardLine(f"within {distance(facts.radius)}", known=KnownBy.DATA)
    elif facts.address or facts.place_given:
        yield CardLine("an address", known=KnownBy.DATA)
    else:
        yield CardLine("place", weight=LineWeight.QUIET, known=KnownBy.NOT)
    named = [shown_report(each, heard) for each in sorted(facts.reports)]
    yield CardLine(f"heard: {', '.join(named)}") if named else quiet("no sound yet")
    if connecting := connection(knowledge, now):
        yield loud(connecting)


def _prompts(knowledge: Knowledge, materials: Materials, now: Millis) -> Iterator[CardLine]:
    """Yield the prompts in their order; after the last one said, the seconds left to answer it."""
    facts = knowledge.facts
    speaks = Role.OPERATOR in facts.speaking
    left = -(-(answer_due(knowledge, materials.profile) - now) // 1_000)
    for prompt in materials.profile.operator.prompts:
        words = materials.profile.words(prompt.intent)
        if prompt.intent not in facts.said:
            wait = -(-prompt.wait // 1_000)
            yield CardLine(f"{words} (then wait {wait} s)", "to come")
        elif prompt.intent is not facts.last_said or (left <= 0 and not speaks):
            yield quiet(words, "said")
        else:
            yield loud(words, "saying" if speaks else f"{left} s left")


def _heard(knowledge: Knowledge, now: Millis, heard: Sequence[Entry]) -> Iterator[CardLine]:
    """Yield the strip, then each kind of sound by when it was last heard."""
    facts, since = knowledge.facts, knowledge.at(Stamp.ANSWERED)
    if since is not None:
        span = next((each for each in _SPANS if (now - since) // each < MOST_CELLS), _SPANS[-1])
        strip = _strip(heard, knowledge.role, since, now, span)
        yield CardLine(f"each mark is {span // 1_000} s", strip=strip)
    last = {
        report: knowledge.at(Stamp.HEARD, thing.what) or 0
        for thing, use in facts.heard.items()
        for report in use.reports
    }
    for report in sorted(facts.reports, key=lambda each: (last.get(each, 0), each)):
        sign = _SIGNS.get(report, " ")
        yield CardLine(
            shown_report(report, heard), f"{minutes(last.get(report, 0))} {sign}".rstrip()
        )
    if not facts.reports:
        yield quiet("no sound yet")


def _strip(
    heard: Iterable[Entry], own: Role, since: Millis, now: Millis, span: Millis
) -> SignStrip:
    cells = [_NOTHING] * min(MOST_CELLS, (now - since) // span + 1)
    begun: Millis | None = None

    def put(sign: str, begin: Millis, end: Millis) -> None:
        for place in range(max(0, begin - since) // span, (end - since) // span + 1):
            if place < len(cells):
                cells[place] = min(cells[place], sign, key=_RANKS.index)

    for entry in heard:
        if entry.actor is own and isinstance(entry.body, do.Speech | do.Finish):
            if begun is not None:
                put(_YOU, begun, entry.at)
            begun = entry.at if isinstance(entry.body, do.Speech) else None
        elif entry.at >= since and entry.actor in ENDS:
            for report in reports_of(entry.actor, entry.body):
                if report in _SIGNS:
                    put(_SIGNS[report], entry.at, entry.at)
    if begun is not None:
        put(_YOU, begun, now)
    legend = tuple((sign, meaning) for sign, meaning in _LEGEND.items() if sign in cells)
    return SignStrip("".join(cells), legend)


def prepared_handover(knowledge: Knowledge) -> tuple[Reported, ...]:
    """Return all that was heard, as a handover reports it."""
    reports = knowledge.facts.reports
    return tuple(each for each in Reported if each in reports) or (Reported.NOTHING,)


def shown_report(report: Reported, heard: Sequence[Entry]) -> str:
    """Return how a trainee's desk names what was heard: the words alone, the sounds by name.

    What words and sounds mean is for the trainee to notice (F24-3).
    """
    if report is Reported.PRETENCE and (words := _said_as_if_to_another(heard)):
        return f'"{words}"'
    if report is Reported.DISTURBANCE:
        return ", ".join(_named_in(heard)) or NEUTRAL[report]
    return NEUTRAL.get(report, report.label)


NEUTRAL = {Reported.DISTURBANCE: "sounds from the room", Reported.PRETENCE: "the caller's words"}
"""How reports that are judgements are named where neither words nor sounds are at hand."""


def _named_in(heard: Iterable[Entry]) -> Iterator[str]:
    """Yield the sounds that are reported as something wrong, each by its name."""
    found = (e.body.sound.label for e in heard if isinstance(e.body, do.Make) and e.actor in ENDS
             and Reported.DISTURBANCE in reports_of(e.actor, e.body))  # fmt: skip
    yield from dict.fromkeys(found)


def _said_as_if_to_another(heard: Sequence[Entry]) -> str:
    """Return what the caller last said as if to a shop or friend; empty if they said nothing so."""
    said = (e.body.words for e in reversed(heard) if isinstance(e.body, do.Say)
            and e.actor is Role.CALLER and e.body.intent is Intent.PRETENDS)  # fmt: skip
    return next(filter(None, said), "")


def handover_sentence(reports: Iterable[Reported], heard: Sequence[Entry]) -> str:
    """Return what a trainee says to police; it says of no line that sounded that it was quiet.

    A caller who pretends is quoted, in as many words as there is time for: what that means is for
    the trainee to say, and for police to notice (F24-3).
    """
    said = {*reports}
    named = [e.body.sound for e in heard if isinstance(e.body, do.Make) and e.actor in ENDS]
    if Reported.PRETENCE in said:
        said = said - {Reported.PRETENCE} | {Reported.SPEECH}
        words = _quoting(said, named, _said_as_if_to_another(heard))
    else:
        words = handover_words(said, named=named)
    return words if last_sound(heard) is None else words.replace(", the line was quiet", "")


def _quoting(said: Iterable[Reported], named: Sequence[Sound], quote: str) -> str:
    """Return a hand-over with as much of a quotation as there is time for; without it if none."""
    words = quote.split()
    for most in range(len(words), FEWEST_QUOTED - 1, -1):
        begins = " ".join(words[:most])
        part = quote if most == len(words) else f"{begins.rstrip('.,;:?! ')}..."
        found = handover_words(said, named=named, quote=part)
        if quoted(found).rstrip(".") == part.rstrip("."):
            return found
    return handover_words(said, named=named)


FEWEST_QUOTED = 3
"""Fewest words of a longer sentence that are worth quoting (our choice)."""


def last_sound(heard: Sequence[Entry]) -> int | None:
    """Return the `seq` of the last sound from the caller's end."""
    sounds = (e.seq for e in reversed(heard) if e.actor in ENDS and e.body.kind in do.AUDIBLE)
    return next(sounds, None)


def _handover(knowledge: Knowledge, heard: Sequence[Entry]) -> Iterator[CardLine]:
    if knowledge.facts.handover:
        labels = (shown_report(each, heard) for each in knowledge.facts.handover)
        yield CardLine(", ".join(labels), "Said")
    else:
        yield CardLine(handover_sentence(prepared_handover(knowledge), heard))
        yield quiet("/hand says it once police answer")
    for entry in heard:
        if isinstance(entry.body, do.Note) and entry.actor is Role.OPERATOR and entry.body.text:
            yield CardLine(entry.body.text, f"{minutes(entry.at)} your note")


def _decisions(heard: Sequence[Entry]) -> Iterator[CardLine]:
    found = [
        entry for entry in heard
        if isinstance(entry.body, SignalRecognised)
        or (entry.actor is Role.OPERATOR and entry.body.kind in _DECIDES)
    ]  # fmt: skip
    for entry in found:
        yield CardLine(describe_for_seat(entry.body).strip("[]"), minutes(entry.at))
    if not found:
        yield quiet("none yet")
