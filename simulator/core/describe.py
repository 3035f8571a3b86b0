"""Entries of the log in words, for transcripts, captions, timelines and reports.

The template of an act is in its row (`acts.ROWS`), that of a flow event here. A template names
fields of the body, each with a format (`_FORMATS`): a term prints its label, a tuple a list.
`_PARTS` has the texts of acts that need several fields. Sounds and silent acts on the line
are in brackets.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from string import Formatter
from typing import Any

from simulator.core import acts as do
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.instant import amount
from simulator.core.log import Body, Entry, LinePlayed
from simulator.core.profile import Profile
from simulator.core.terms import Manner, Role, Term

_TIMES = {1: "once", 2: "twice"}

_EVENTS = {
    "stage": "{stage}",
    "incident": "{stage}",
    "recognised": "recognised: {signal}",
    "no_effect": "no effect: {why}",
    "timer_started": "timer starts: {timer}, {length:amount}",
    "timer_fired": "timer fires: {timer}",
    "callback_failed": "the callback failed: {why}",
    "call_began": "call {number} begins, from {line}",
    "call_ended": "the call is over: {outcome}",
}
"""Templates of flow events."""
_EVENTS_TO_PEOPLE = {**_EVENTS, "stage": "now: {stage}", "timer_started": "timer starts: {timer}"}
_EVENTS_IN_SHORT = {
    "stage": "{stage:spaced}",
    "recognised": "{signal:spaced}",
    "played": "{intent:spaced}",
    "callback_failed": "no answer",
    "call_ended": "end",
}


def name_of(role: Role) -> str:
    """Return the name of a role at the start of a line: ``Call handler``."""
    return role.label.capitalize()


def whose_voice(entry: Entry) -> str:
    """Return the name of the one who is heard: who speaks a caller's words comes before them."""
    via: Term | None = getattr(entry.body, "via", None)
    return via.label[:1].upper() + via.label[1:] if via else name_of(entry.speaker)


def how_often(times: int) -> str:
    """Return a count in words: once, twice, 3 times."""
    return _TIMES.get(times, f"{times} times")


def describe_entry(body: Body, profile: Profile | None = None) -> str:
    """Return the text of an entry in a transcript, with the id of the row that caused it.

    `profile` has the words of the recorded lines; without it, they read as their purpose.

    Raises:
        TypeError: an entry can't have such a body.
    """
    row = "" if isinstance(body, LinePlayed) else getattr(body, "row", "")
    return _worded(body, profile, _EVENTS) + (f" (row {row})" if row else "")


def describe_for_seat(body: Body, profile: Profile | None = None) -> str:
    """Return the text of an entry as a seat reads it: without ids of rows."""
    match body:
        case do.Press(key) if key == UNKNOWN_KEY:
            return "[a key tone]"
        case do.Finish(intent) if intent is not None:
            return f"[has finished: {intent.label}]"
    return _worded(body, profile, _EVENTS_TO_PEOPLE)


def what_cannot_be_undone(role: Role, act: do.Action) -> str:
    """Return what an act of `role` does that can't be undone, in words; empty if nothing."""
    return _filled(do.ROWS[act.kind].effect_of(role), act)


def short_label(body: Body) -> str:
    """Return a word or two for an entry, for a timeline."""
    row = do.ROWS.get(body.kind)
    template = row.short if row else _EVENTS_IN_SHORT.get(body.kind, "")
    return _filled(template, body) if template else _spaced(body.kind)


def _worded(body: Body, profile: Profile | None, events: Mapping[str, str]) -> str:
    if isinstance(body, LinePlayed):
        return _speech(profile.words(body.intent) if profile else "", body.intent.label)
    row = do.ROWS.get(getattr(body, "kind", ""))
    template = row.words if row else events.get(getattr(body, "kind", ""))
    if template is None:
        raise TypeError(f"an entry can't have the body {body!r}")
    words = _filled(template, body)
    if isinstance(body, do.Speech):
        return _speech(body.words, words, getattr(body, "manner", Manner.ALOUD))
    return words


def _speech(words: str, purpose: str, manner: Manner = Manner.ALOUD) -> str:
    """Return the words in quotation marks; without words, the purpose in brackets."""
    how = "" if manner is Manner.ALOUD else f"({manner.label}) "
    return f'{how}"{words}"' if words else f"[{how}{purpose}]"


@cache
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """Return the parts of a template: a text, the name of the field after it, and its format."""
    return tuple((text, name, spec or "") for text, name, spec, _ in Formatter().parse(template))


def _filled(template: str, body: Body) -> str:
    filled = ""
    for text, name, spec in _parsed(template):
        filled += text
        if name:
            value = _PARTS[name](body) if name in _PARTS else getattr(body, name)
            filled += _FORMATS[spec](value)
    return filled


def _label(value: object) -> str:
    if isinstance(value, Term):
        return value.label
    return _listed(value) if isinstance(value, tuple) else str(value)


def _listed(terms: Iterable[Term]) -> str:
    return ", ".join(term.label for term in terms) or "nothing"


def _spaced(value: str) -> str:
    return value.replace("_", " ")


def _joined(between: str, *parts: str) -> str:
    return between.join(filter(None, parts))


def _sign(sign: do.AnswerSign) -> str:
    return _joined(" ", sign.sign.label, how_often(sign.times) * (sign.sign in do.COUNTED_SIGNS))


_FORMATS: Mapping[str, Callable[[Any], str]] = {
    "": _label,
    "word": str,
    "spaced": _spaced,
    "amount": amount,
    "times": how_often,
    "key": lambda key: key or "a key",
    "tone": lambda key: f"key {key}" if key else "key tone",
    "and": lambda terms: " and ".join(term.label for term in terms),
    "plus": lambda terms: " + ".join(map(_spaced, terms)),
    "about": lambda topic: f", {topic.label}" if topic else "",
    "after": lambda text: f": {text}" if text else "",
    "reasoned": lambda text: f" (because {text})" if text else "",
    "named": lambda text: f", {text}" if text else "",
    "by_text": lambda words: f' by text message: "{words}"' if words else "",
    "quoted": lambda words: f': "{words}"' if words else "",
    "code": lambda code: f"{_sign(code.yes)} for yes, {_sign(code.no)} for no",
}


def _briefing(act: do.BriefOfficers) -> str:
    known = (*act.topics, *act.markers, *act.heard)
    yes = _listed(known) if known else ""
    no = f"answered no: {_listed(act.ruled_out)}" if act.ruled_out else ""
    unknown = f"not known: {_listed(act.unknown)}" if act.unknown else ""
    where = f"location from {_listed(act.location)}" if act.location else ""
    lists = _joined("; ", yes, no, unknown, where)
    if act.whole and act.text:
        return act.text
    return _joined(": ", lists, act.text) or "nothing is known yet"


def _where(found: do.DeliverLocation) -> str:
    sure = "" if found.radius is None else f"within {found.radius} m"
    return _joined(", ", found.place, sure, f"in the area of {found.area}" if found.area else "")


def _result(found: do.GiveResult) -> str:
    if not found.found:
        return "nothing is found"
    calls = map(_earlier, found.earlier)
    markers = (marker.label for marker in found.markers)
    parts = _joined("; ", *markers, *calls, found.address)
    return f"found: {parts or 'no marker, no earlier call'}"


def _on_air(act: Any) -> str:
    """Return what was said over the radio; without words, by whom, and in how many minutes."""
    if act.radio:
        return f'"{act.radio}"'
    minutes = getattr(act, "minutes", None)
    return _joined(", ", act.unit, "" if minutes is None else f"about {minutes} minutes")


def _asked_by_officers(asks: Any) -> str:
    """Return what officers ask in their own words; without words, what it is about."""
    return f'"{asks.radio}"' if asks.radio else asks.about.label


def _by_control(act: Any) -> str:
    """Return what another service's control said; without words, in how many minutes."""
    minutes = getattr(act, "minutes", None)
    return f'"{act.text}"' if act.text else ("" if minutes is None else f"about {minutes} minutes")


def unit_in_words(unit: do.UnitInReach) -> str:
    """A unit as the call handler's screen shows it: ``Sierra 41, 4.2 km, free``."""
    soon = f"free in {unit.free_in} min" if unit.free_in else unit.readiness.label
    return f"{unit.call_sign}, {unit.metres / 1_000:.1f} km, {soon}"


_PARTS: Mapping[str, Callable[[Any], str]] = {
    "asking": lambda asks: f"informs {asks.service}" if asks.update else f"asks {asks.service} in",
    "briefing": _briefing,
    "on_air": _on_air,
    "asked": _asked_by_officers,
    "by_control": _by_control,
    "decided": lambda act: f'"{act.text}"' if act.text else "",
    "units_listed": lambda listed: "; ".join(map(unit_in_words, listed.units)) or "none",
    "where": _where,
    "result": _result,
}


def _earlier(call: do.EarlierCall) -> str:
    """Return how long ago it was, in the largest unit that gives at least 2, and how it ended."""
    units = {"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000, "seconds": 1_000}
    unit, length = next(
        (each for each in units.items() if call.ago >= 2 * each[1]), ("seconds", 1_000)
    )
    ended = f" ({_spaced(call.outcome)})" if call.outcome else ""
    ended = " (its incident is open)" if call.is_open else ended
    return f"an earlier call {round(call.ago / length)} {unit} ago{ended}"


def quoted(words: str) -> str:
    """Return what a handover quotes, word for word; empty if it quotes nothing."""
    return words.partition('"')[2].rpartition('"')[0]
