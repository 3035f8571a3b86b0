"""A log told as a call: when, who, and what in words.

This is the all-seeing transcript. Everything phrase-like stands in `in_words`; times, names and
line breaks are `render_text`'s. Private text (`actions.PRIVATE`) is shown when the log holds it:
whoever hands a transcript to others takes it from a log without it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.instant import Millis, amount, clock
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Manner, Reason, Role, Term

_SOURCES = re.compile(r"\s*(?:\[[A-Z][^\]]*\]|\((?:assumption|Q\d+|B\d+)\))")
_NAME = 13
_NARROWEST = 20
_TIMES = {1: "once", 2: "twice"}
_DETAILS = (do.Finish, out.TimerFired, out.TimerStarted)
_DECIDED = (
    out.TimerFired,
    out.StageEntered,
    out.IncidentMoved,
    out.SignalRecognised,
    out.NoEffect,
    out.TimerStarted,
    out.CallbackFailed,
    out.CallBegan,
    out.CallEnded,
)


class Line(NamedTuple):
    """One line of a transcript."""

    seq: int
    """The entry that it tells."""
    at: Millis
    """When, in milliseconds since the first call of the sitting began."""
    who: Role | None
    """Whose voice or hand it was; nobody's when the flow or a machine's timer decided."""
    text: str


def transcript(
    log: Iterable[Entry], *, profile: Profile | None = None, detailed: bool = False
) -> tuple[Line, ...]:
    """Tell a log in lines, in its order.

    `profile` has the words of the recording; without it, its lines are told by what they are for.
    The ends of utterances and the machines' timers are left out unless `detailed`.
    """
    return tuple(
        Line(
            entry.seq,
            entry.at,
            None if isinstance(entry.body, _DECIDED) else entry.speaker,
            in_words(entry.body, profile),
        )
        for entry in log
        if detailed or not isinstance(entry.body, _DETAILS)
    )


def render_text(lines: Sequence[Line], *, width: int = 80) -> str:
    """Lines as text: one column for the time, one for the name, the rest wrapped to `width`."""
    times = [clock(line.at) for line in lines]
    column = max(map(len, times), default=0)
    return "\n".join(
        _rendered(line, f"{time:<{column}}  ", width)
        for line, time in zip(lines, times, strict=True)
    )


def name_of(role: Role) -> str:
    """A role as people read it: ``Call handler``."""
    return role.value.replace("_", " ").capitalize()


def plain(term: Term) -> str:
    """What a word means, without the codes of its sources."""
    return _SOURCES.sub("", term.meaning)


def in_words(body: Body, profile: Profile | None = None) -> str:
    """What an entry's body says, in words. Sounds and silent acts on the line stand in brackets."""
    match body:
        case do.Say(intent, words, manner):
            return _speech(words, plain(intent), manner)
        case out.Played(intent):
            return _speech(profile.words(intent) if profile else "", plain(intent))
        case do.Ask(about, _, words):
            return _speech(words, f"asks {' and '.join(plain(topic) for topic in about)}")
        case do.SetCode(code, words):
            stated = f"{_sign(code.yes)} for yes, {_sign(code.no)} for no"
            return _speech(words, f"sets a code: {stated}")
        case do.OfferWays(ways, words):
            return _speech(words, f"names ways to answer: {_listed(ways)}")
        case do.HandOver(heard, words):
            return _speech(words, f"tells police what was heard: {_listed(heard)}")
        case do.Finish():
            return "[stops speaking]"
        case do.HangUp():
            return "[puts the phone down]"
        case do.Answer():
            return "[answers]"
        case do.Dial(number):
            return f"[dials {number}]"
        case do.Press(key):
            return f"[presses {key or 'a key'}]"
        case do.Tap(times):
            return f"[taps {how_often(times)}]"
        case do.Cough(times):
            return f"[coughs {how_often(times)}]"
        case do.Make(sound):
            return f"[{plain(sound)}]"
        case do.StaySilent():
            return "[chooses to stay silent]"
        case do.Lift():
            return "[lifts the handset again]"
        case do.SendText(words):
            return f'[sends a text: "{words}"]' if words else "[sends a text]"
        case do.TakePhone():
            return "[takes the phone]"
        case do.GiveBack():
            return "[the caller has the phone again]"
        case do.LoseLine(cause):
            return f"[the line is lost: {plain(cause)}]"
        case _:
            return _at_a_desk(body)


def _at_a_desk(body: Body) -> str:
    """Decisions and notes of people, and data: nothing that sounds on the line."""
    match body:
        case do.Connect(service, reason):
            return f"connects the call to {service}{_because(reason)}"
        case do.SendToRecording(reason):
            return f"sends the call to the recording{_because(reason)}"
        case do.EndCall(reason):
            return f"ends the call{_because(reason)}"
        case do.PassDetails(heard, reason):
            return f"passes the details to police ({_listed(heard)}){_because(reason)}"
        case do.Leave():
            return "leaves the call to the police"
        case do.PassOn(reason):
            return f"passes the call to the local force{_because(reason)}"
        case do.Note(note, _, topic, text):
            about = f", {plain(topic)}" if topic else ""
            return f"notes {_briefly(note)}{about}{_text(text)}"
        case do.Thrive(heading, text):
            return f"records {heading} ({plain(heading)}){_text(text)}"
        case do.ReadLocation(source):
            return f"reads the location: {plain(source)}"
        case do.Search():
            return "searches the number's history and markers"
        case do.SetGrade(grade, reason):
            return f"sets the grade {grade}{_because(reason)}"
        case do.Deploy(reason):
            return f"sends officers{_because(reason)}"
        case do.BringIn(service):
            return f"asks {service} in"
        case do.Withhold(intent, reason):
            return f"leaves something unsaid ({plain(intent)}){_because(reason)}"
        case do.CallBack(reason):
            return f"rings the caller's number{_because(reason)}"
        case do.DecideAgainstCallback(reason):
            return f"decides not to ring back{_because(reason)}"
        case do.StartTrace(trace, reason):
            return f"starts a trace ({plain(trace)}){_because(reason)}"
        case do.BriefOfficers():
            return f"tells the officers: {_briefing(body)}{_text(body.text)}"
        case do.OfferIncident(force, reason):
            return f"offers the incident to {force}{_because(reason)}"
        case do.Close(reason):
            return f"closes the incident{_because(reason)}"
        case do.DeliverLocation(source, place, radius, area):
            parts = [place, "" if radius is None else f"within {radius} m"]
            parts.append(f"in the area of {area}" if area else "")
            where = ", ".join(filter(None, parts))
            return f"location data arrives: {plain(source)}{_text(where)}"
        case do.GiveResult(markers, earlier, address, found):
            if not found:
                return "nothing is found"
            calls = [_earlier(call) for call in earlier]
            parts = [*map(plain, markers), *calls, *([address] if address else [])]
            return f"found: {'; '.join(parts) or 'no marker, no earlier call'}"
        case do.Arrive():
            return "officers are there"
        case do.AcceptIncident():
            return "accepts the incident"
        case _:
            return _decided(body)


def _decided(body: Body) -> str:
    """What the flow made of it, with the row that decided."""
    match body:
        case out.StageEntered(stage, row):
            return f"{plain(stage)} (row {row})"
        case out.IncidentMoved(stage, row):
            return f"incident: {plain(stage)} (row {row})"
        case out.SignalRecognised(signal, row):
            return f"recognised: {plain(signal)} (row {row})"
        case out.NoEffect(why, row):
            return f"no effect: {why} (row {row})"
        case out.TimerStarted(timer, length, row):
            return f"a timer runs for {amount(length)}: {plain(timer)} (row {row})"
        case out.TimerFired(timer):
            return f"time is up: {plain(timer)}"
        case out.CallbackFailed(why, row):
            return f"the callback reached nobody: {why} (row {row})"
        case out.CallBegan(number, line):
            return f"call {number} begins, from {plain(line)}"
        case out.CallEnded(outcome):
            return f"the call is over: {plain(outcome)} ({outcome})"
        case _:
            raise TypeError(f"an entry cannot hold {body!r}")


def _speech(words: str, purpose: str, manner: Manner = Manner.ALOUD) -> str:
    """Words in quotation marks, or in brackets what the utterance is for."""
    how = "" if manner is Manner.ALOUD else f"({plain(manner)}) "
    return f'{how}"{words}"' if words else f"[{how}{purpose}]"


def _sign(sign: do.AnswerSign) -> str:
    return f"{plain(sign.sign)} ({how_often(sign.times)})" if sign.times > 1 else plain(sign.sign)


def how_often(times: int) -> str:
    """A number of times in words: once, twice, 3 times."""
    return _TIMES.get(times, f"{times} times")


def _listed(terms: Iterable[Term]) -> str:
    return ", ".join(map(_briefly, terms)) or "nothing"


def _briefly(term: Term) -> str:
    """What a word means, without what is added for learners."""
    return plain(term).partition(";")[0]


def _because(reason: Reason) -> str:
    return f": {plain(reason)}"


def _text(text: str) -> str:
    return f": {text}" if text else ""


def _briefing(told: do.BriefOfficers) -> str:
    no = f"answered no: {_listed(told.ruled_out)}" if told.ruled_out else ""
    yes = _listed((*told.topics, *told.markers, *told.heard)) if _has_news(told) else ""
    where = f"location data from {_listed(told.location)}" if told.location else ""
    return "; ".join(part for part in (yes, no, where) if part) or "nothing is known yet"


def _has_news(told: do.BriefOfficers) -> bool:
    return bool(told.topics or told.markers or told.heard)


def _earlier(call: do.EarlierCall) -> str:
    ended = f" ({call.outcome.replace('_', ' ')})" if call.outcome else ""
    return f"an earlier call {_roughly(call.ago)} ago{ended}"


def _roughly(span: Millis) -> str:
    """A span as people say it: in the largest unit of which there are at least two."""
    for unit, length in (("days", 86_400_000), ("hours", 3_600_000), ("minutes", 60_000)):
        if span >= 2 * length:
            return f"{round(span / length)} {unit}"
    return f"{round(span / 1_000)} seconds"


def _rendered(line: Line, time: str, width: int) -> str:
    head = time + (f"{name_of(line.who):<{_NAME}} " if line.who else "  -- ")
    return textwrap.fill(
        line.text,
        width=max(width, len(head) + _NARROWEST),
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )
