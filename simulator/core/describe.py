"""Word an entry of the log: for transcripts, captions, timelines and reports.

What an act says in words is a template in its row (`acts.ROWS`); what the flow made of it is one
here. A template names fields of the body, each with how it is read (`_READ`): a term reads as its
meaning, several as a list. Three acts have parts that no single field holds; `_PARTS` makes those.
Sounds and silent acts on the line are written in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from string import Formatter
from typing import Any

from simulator.core import acts as do
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.instant import Millis, amount
from simulator.core.log import Body, LinePlayed
from simulator.core.profile import Profile
from simulator.core.terms import Manner, Role, Term

_SOURCES = re.compile(r"\s*(?:\[[A-Z][^\]]*\]|\((?:assumption|Q\d+|B\d+)\))")
_TIMES = {1: "once", 2: "twice"}

_EVENTS = {
    "stage": "{stage}",
    "incident": "incident: {stage}",
    "recognised": "recognised: {signal}",
    "no_effect": "no effect: {why}",
    "timer_started": "a timer runs for {length:amount}: {timer}",
    "timer_fired": "time is up: {timer}",
    "callback_failed": "the callback reached nobody: {why}",
    "call_began": "call {number} begins, from {line}",
    "call_ended": "the call is over: {outcome} ({outcome:word})",
}
"""What the flow made of an act or a timer; a transcript adds the row that decided."""
_EVENTS_TO_PEOPLE = {
    **_EVENTS,
    "stage": "now: {stage}",
    "timer_started": "a machine's clock starts: {timer}",
    "call_ended": "the call is over: {outcome}",
}
_EVENTS_IN_SHORT = {
    "stage": "{stage:spaced}",
    "recognised": "{signal:spaced}",
    "played": "{intent:spaced}",
    "callback_failed": "no answer",
    "call_ended": "end",
}


def name_of(role: Role) -> str:
    """A role as people read it: ``Call handler``."""
    return role.value.replace("_", " ").capitalize()


def plain(term: Term) -> str:
    """What a word means, without the codes of its sources."""
    return _SOURCES.sub("", term.meaning)


def brief(term: Term) -> str:
    """What a word means, without what is added for learners."""
    return plain(term).partition(";")[0]


def how_often(times: int) -> str:
    """A number of times in words: once, twice, 3 times."""
    return _TIMES.get(times, f"{times} times")


def in_words(body: Body, profile: Profile | None = None) -> str:
    """Word the body of an entry for a transcript, with the row of the flow that decided it.

    `profile` has the words of the recording; without it, its lines read as what they are for.

    Raises:
        TypeError: an entry cannot hold such a body.
    """
    row = "" if isinstance(body, LinePlayed) else getattr(body, "row", "")
    return _worded(body, profile, _EVENTS) + (f" (row {row})" if row else "")


def said(body: Body, profile: Profile | None = None) -> str:
    """Word the body of an entry for people who were there: as in a transcript, but without rows."""
    match body:
        case do.Press(key) if key == UNKNOWN_KEY:
            return "[a key tone]"
        case do.Finish(intent) if intent is not None:
            return f"[has finished: {plain(intent)}]"
    return _worded(body, profile, _EVENTS_TO_PEOPLE)


def in_short(body: Body) -> str:
    """A word or two for an entry, to be drawn beside it."""
    row = do.ROWS.get(body.kind)
    template = row.short if row else _EVENTS_IN_SHORT.get(body.kind, "")
    return _filled(template, body) if template else _spaced(body.kind)


def _worded(body: Body, profile: Profile | None, events: Mapping[str, str]) -> str:
    if isinstance(body, LinePlayed):
        return _speech(profile.words(body.intent) if profile else "", plain(body.intent))
    row = do.ROWS.get(getattr(body, "kind", ""))
    template = row.words if row else events.get(getattr(body, "kind", ""))
    if template is None:
        raise TypeError(f"an entry cannot hold {body!r}")
    words = _filled(template, body)
    if isinstance(body, do.Speech):
        return _speech(body.words, words, getattr(body, "manner", Manner.ALOUD))
    return words


def _speech(words: str, purpose: str, manner: Manner = Manner.ALOUD) -> str:
    """Words in quotation marks, or in brackets what the utterance is for."""
    how = "" if manner is Manner.ALOUD else f"({plain(manner)}) "
    return f'{how}"{words}"' if words else f"[{how}{purpose}]"


# --- how the fields of a body are read ------------------------------------------------------------


@cache
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """The parts of a template: a text, then the name of a field and how it is read."""
    return tuple((text, name, how or "") for text, name, how, _ in Formatter().parse(template))


def _filled(template: str, body: Body) -> str:
    return "".join(
        text + (_READ[how](_value(body, name)) if name else "")
        for text, name, how in _parsed(template)
    )


def _value(body: Body, name: str) -> Any:
    part = _PARTS.get(name)
    return part(body) if part else getattr(body, name)


def _meaning(value: object) -> str:
    if isinstance(value, Term):
        return plain(value)
    return _listed(value) if isinstance(value, tuple) else str(value)


def _listed(terms: Iterable[Term]) -> str:
    return ", ".join(map(brief, terms)) or "nothing"


def _spaced(value: str) -> str:
    return value.replace("_", " ")


def _sign(sign: do.AnswerSign) -> str:
    return f"{plain(sign.sign)} ({how_often(sign.times)})" if sign.times > 1 else plain(sign.sign)


_READ: Mapping[str, Callable[[Any], str]] = {
    "": _meaning,
    "word": str,
    "spaced": _spaced,
    "brief": brief,
    "amount": amount,
    "times": how_often,
    "key": lambda key: key or "a key",
    "tone": lambda key: f"key {key}" if key else "key tone",
    "and": lambda terms: " and ".join(map(plain, terms)),
    "plus": lambda terms: " + ".join(map(_spaced, terms)),
    "about": lambda topic: f", {plain(topic)}" if topic else "",
    "after": lambda text: f": {text}" if text else "",
    "quoted": lambda words: f': "{words}"' if words else "",
    "code": lambda code: f"{_sign(code.yes)} for yes, {_sign(code.no)} for no",
}


def _briefing(told: do.BriefOfficers) -> str:
    news = (*told.topics, *told.markers, *told.heard)
    yes = _listed(news) if news else ""
    no = f"answered no: {_listed(told.ruled_out)}" if told.ruled_out else ""
    open_ = f"not known: {_listed(told.unknown)}" if told.unknown else ""
    where = f"location data from {_listed(told.location)}" if told.location else ""
    return _joined("; ", yes, no, open_, where) or "nothing is known yet"


def _where(found: do.DeliverLocation) -> str:
    sure = "" if found.radius is None else f"within {found.radius} m"
    return _joined(", ", found.place, sure, f"in the area of {found.area}" if found.area else "")


def _result(found: do.GiveResult) -> str:
    if not found.found:
        return "nothing is found"
    calls = map(_earlier, found.earlier)
    parts = _joined("; ", *map(plain, found.markers), *calls, found.address)
    return f"found: {parts or 'no marker, no earlier call'}"


def _radio(said: do.UnitReport | do.OfficersAsk | do.Arrive) -> str:
    """What was said over the radio; without words, by whom, and in how many minutes."""
    if said.words:
        return f'"{said.words}"'
    minutes = getattr(said, "minutes", None)
    return _joined(", ", said.unit, "" if minutes is None else f"about {minutes} minutes")


def unit_in_words(unit: do.UnitInReach) -> str:
    """A unit as the call handler's screen shows it: ``Sierra 41, 4.2 km, free``."""
    soon = (
        f"free in {unit.free_in} min" if unit.free_in else brief(unit.readiness).partition(":")[0]
    )
    return f"{unit.call_sign}, {unit.metres / 1_000:.1f} km, {soon}"


def _units_listed(listed: do.ListUnits) -> str:
    return "; ".join(map(unit_in_words, listed.units)) or "none"


_PARTS: Mapping[str, Callable[[Any], str]] = {
    "briefing": _briefing,
    "radio": _radio,
    "units_listed": _units_listed,
    "where": _where,
    "result": _result,
}


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


def _earlier(call: do.EarlierCall) -> str:
    ended = f" ({_spaced(call.outcome)})" if call.outcome else ""
    return f"an earlier call {_roughly(call.ago)} ago{ended}"


def _roughly(span: Millis) -> str:
    """A span as people say it: in the largest unit of which there are at least two."""
    for unit, length in (("days", 86_400_000), ("hours", 3_600_000), ("minutes", 60_000)):
        if span >= 2 * length:
            return f"{round(span / length)} {unit}"
    return f"{round(span / 1_000)} seconds"
