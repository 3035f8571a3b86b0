"""The timeline of a call: lanes with spans and instants, in milliseconds of the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import describe_for_seat, short_label
from simulator.core.hearing import evidence
from simulator.core.instant import Millis, clock, minutes
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent, NamedTerm, Role, SoundClass, Timer
from simulator.review.timings import calls, silences


class TimelineKind(NamedTerm):
    """The kind of an item on a timeline."""

    STAGE = "stage of the line"
    SPEECH = "speech"
    PROMPT = "question or prompt"
    SIGNAL = "possible answer"
    SOUND = "another sound"
    SILENCE = "silence of the caller"
    DECISION = "decision"
    DESK = "desk work"
    DATA = "data arrives"
    DEADLINE = "timer"


class TimelineItem(NamedTuple):
    """One item of a lane."""

    kind: TimelineKind
    start: Millis
    end: Millis
    """Equal to `start` for an instant."""
    seq: int | None
    """The `seq` of its entry; None for a silence."""
    short: str
    """A word or two beside the item."""
    text: str
    """The full text."""


class Lane(NamedTuple):
    """The items of one role, of the line, of desks or of timers."""

    name: str
    items: tuple[TimelineItem, ...]


class Timeline(NamedTuple):
    """One call."""

    number: int
    start: Millis
    end: Millis
    lanes: tuple[Lane, ...]
    """From the line and the caller to police, without empty lanes."""

    @property
    def length(self) -> Millis:
        """The length in milliseconds."""
        return self.end - self.start

    def in_words(self) -> tuple[str, ...]:
        """Return the decisions and possible answers, in time order."""
        found = sorted(
            (item.start, f"{clock(item.start)} {lane.name}: {item.text}")
            for lane in self.lanes
            for item in lane.items
            if item.kind in (TimelineKind.SIGNAL, TimelineKind.DECISION)
        )
        return tuple(words for _, words in found)


SHORTEST_SILENCE: Millis = 4_000
"""Shorter silences (ms) are left out: the shortest fair wait for a sign [R1]."""

_ASKING = frozenset(
    {Intent.WHICH_SERVICE, Intent.WHICH_OF_THREE, Intent.NUMBER_DIALLED, Intent.CHECK_MISTAKE}
)
_SPOKEN = do.Speech | out.LinePlayed
_LINE, _DESKS, _CLOCKS = "The line", "At the desk", "Machines' clocks"
_LANES = {
    Role.NETWORK: _LINE,
    Role.CALLER: "Caller",
    Role.ROOM: "Around the caller",
    Role.OPERATOR: "Operator",
    Role.RECORDING: "Recording",
    Role.FIRST_HANDLER: "First handler",
    Role.CALL_HANDLER: "Call handler",
    Role.SYSTEMS: _DESKS,
    Role.OFFICERS: _DESKS,
    Role.OTHER_FORCE: _DESKS,
}
_ORDER = tuple(dict.fromkeys((*_LANES.values(), _CLOCKS)))
_LEFT_OUT = (do.Finish, out.TimerFired, out.NoEffect, out.CallBegan, out.IncidentMoved)


def timelines(log: Iterable[Entry], profile: Profile | None = None) -> tuple[Timeline, ...]:
    """Return the timeline of each call of a log. `profile` has the words of the recording."""
    return tuple(_of_one(call, profile) for call in calls(log))


def _of_one(call: Sequence[Entry], profile: Profile | None) -> Timeline:
    start, end = call[0].at, call[-1].at
    lanes: dict[str, list[TimelineItem]] = {name: [] for name in _ORDER}
    for place, entry in enumerate(call):
        body = entry.body
        if isinstance(body, _LEFT_OUT):
            continue
        ends = entry.at
        if isinstance(body, _SPOKEN):
            ends = _finished(call, place)
        elif isinstance(body, out.StageEntered):
            ends = _left(call, place)
        elif isinstance(body, out.TimerStarted):
            lanes[_CLOCKS].append(_deadline(call, place, body))
            continue
        kind = _kind(entry)
        lane = _DESKS if kind is TimelineKind.DESK else _LANES.get(entry.actor, _LINE)
        item = TimelineItem(
            kind, entry.at, ends, entry.seq, short_label(body), describe_for_seat(body, profile)
        )
        lanes[lane].append(item)
    for silence in silences(call):
        if silence.length >= SHORTEST_SILENCE:
            text = f"nothing from the caller for {clock(silence.length)}"
            short = minutes(silence.length)
            lanes["Caller"].append(TimelineItem(TimelineKind.SILENCE, *silence, None, short, text))
    number = next((e.body.number for e in call if isinstance(e.body, out.CallBegan)), 1)
    held = tuple(
        Lane(name, tuple(sorted(items, key=lambda item: (item.start, item.end))))
        for name, items in lanes.items()
        if items
    )
    return Timeline(number, start, end, held)


def _finished(call: Sequence[Entry], place: int) -> Millis:
    """Return the end of an utterance: its `Finish`, the next one, or the end of the stage."""
    entry = call[place]
    for later in call[place + 1 :]:
        spoke = later.actor is entry.actor and isinstance(later.body, do.Finish | _SPOKEN)
        left = entry.actor is Role.RECORDING and isinstance(later.body, out.StageEntered)
        if spoke or left:
            return later.at
    return call[-1].at


def _left(call: Sequence[Entry], place: int) -> Millis:
    later = (e.at for e in call[place + 1 :] if isinstance(e.body, out.StageEntered))
    return next(later, call[-1].at)


def _deadline(call: Sequence[Entry], place: int, started: out.TimerStarted) -> TimelineItem:
    """Return the item of a timer: how long it ran, and whether it fired."""
    entry = call[place]
    due = entry.at + started.length
    ran_out = any(
        isinstance(later.body, out.TimerFired) and later.body.timer is started.timer
        for later in call[place + 1 :]
        if later.at == due
    )
    what = started.timer.label
    text = f"time ran out: {what}" if ran_out else f"stopped before it fired: {what}"
    end = min(due, call[-1].at)
    return TimelineItem(
        TimelineKind.DEADLINE, entry.at, end, entry.seq, _clock_name(started.timer), text
    )


def _clock_name(timer: Timer) -> str:
    return timer.value.replace("_", " ")


def _kind(entry: Entry) -> TimelineKind:
    body = entry.body
    match body:
        case do.Say(intent) | out.LinePlayed(intent):
            asks = intent in do.ASKS_FOR_SIGN or intent in _ASKING
            return TimelineKind.PROMPT if asks else TimelineKind.SPEECH
        case out.StageEntered():
            return TimelineKind.STAGE
        case out.SignalRecognised():
            return TimelineKind.SIGNAL
        case do.Make():
            answer = entry.actor is Role.CALLER and evidence(body) is SoundClass.ANSWER
            return TimelineKind.SIGNAL if answer else TimelineKind.SOUND
    row = do.ROWS.get(body.kind)
    if row is None:
        return TimelineKind.DATA
    if row.spoken:
        return (
            TimelineKind.PROMPT if isinstance(body, do.Ask | do.OfferWays) else TimelineKind.SPEECH
        )
    if row.sign:
        return TimelineKind.SIGNAL
    if row.decides:
        return TimelineKind.DECISION
    return TimelineKind.DESK if row.desk else TimelineKind.DATA
