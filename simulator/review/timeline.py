"""The timings of a call, and its timeline: lanes with spans and instants.

All in whole milliseconds of the log. A span without an end is None.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import describe_for_seat, short_label
from simulator.core.hearing import evidence
from simulator.core.instant import Millis, clock, minutes
from simulator.core.log import Body, CallBegan, CallEnded, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent, NamedTerm, Role, SoundClass

_LINE_COMES = (do.Dial, do.Lift, do.Answer)
LINE_GOES = (do.HangUp, do.LoseLine, do.EndCall, CallEnded)


@dataclass(frozen=True, slots=True)
class CallTimings:
    """The timings of one call."""

    call: int
    """The number of the call in the run."""
    to_answer: Millis | None
    """From dialling until the operator answers."""
    to_police: Millis | None
    """From dialling until the police call handler answers."""
    to_first_question: Millis | None
    """From the call handler's answer until their first question."""
    to_deployment: Millis | None
    """From dialling until officers are first sent."""
    longest_silence: Millis | None
    """The longest silence of the caller."""
    duration: Millis
    """From the start of the call to its end, or to the last entry if unfinished."""


def timings(log: Iterable[Entry]) -> tuple[CallTimings, ...]:
    """Return the timings of each call of a log."""
    return tuple(map(_timings_of, calls(log)))


def calls(log: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Split a log by call. Entries before the first `CallBegan` belong to the first call."""
    found: list[list[Entry]] = []
    for entry in log:
        begins = isinstance(entry.body, CallBegan)
        if not found or (begins and any(isinstance(e.body, CallBegan) for e in found[-1])):
            found.append([])
        found[-1].append(entry)
    return tuple(map(tuple, found))


def silences(call: Iterable[Entry]) -> tuple[tuple[Millis, Millis], ...]:
    """Return the spans of one call without a sound of the caller, oldest first: start and end.

    An utterance lasts until its `Finish`; choosing to stay silent makes no sound. Time without a
    line doesn't count, and empty spans are left out.
    """
    found: list[tuple[Millis, Millis]] = []
    since: Millis | None = None
    connected = False
    for entry in call:
        body, by_caller = entry.body, entry.speaker is Role.CALLER
        goes, comes = isinstance(body, LINE_GOES), isinstance(body, _LINE_COMES)
        heard = body.kind in do.AUDIBLE or body.kind == "finish"
        if not goes and not (by_caller and (comes or heard)):
            continue
        if since is not None and since < entry.at:
            found.append((since, entry.at))
        connected = not goes and (connected or comes)
        since = entry.at if connected and not isinstance(body, do.Say) else None
    return tuple(found)


def _timings_of(call: Sequence[Entry]) -> CallTimings:
    def first(kind: type[Body], *by: Role) -> Millis | None:
        of_kind = (each for each in call if isinstance(each.body, kind))
        return next((each.at for each in of_kind if each.actor in (by or Role)), None)

    dialled, police = first(do.Dial), first(do.Answer, Role.CALL_HANDLER)
    ended = first(CallEnded)
    return CallTimings(
        call=number_of(call),
        to_answer=_span(dialled, first(do.Answer, Role.OPERATOR)),
        to_police=_span(dialled, police),
        to_first_question=_span(police, first(do.Ask, Role.CALL_HANDLER)),
        to_deployment=_span(dialled, first(do.Deploy)),
        longest_silence=max((end - start for start, end in silences(call)), default=None),
        duration=(call[-1].at if ended is None else ended) - call[0].at,
    )


def number_of(call: Iterable[Entry]) -> int:
    """Return the number of a call in its run."""
    return next((entry.body.number for entry in call if isinstance(entry.body, CallBegan)), 1)


def _span(start: Millis | None, end: Millis | None) -> Millis | None:
    return None if start is None or end is None else end - start


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
    """The items of one role, of the line or of desks."""

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
_LINE, _DESKS = "The line", "At the desk"
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
    Role.SUPERVISOR: _DESKS,
    Role.AMBULANCE_CONTROL: _DESKS,
    Role.FIRE_CONTROL: _DESKS,
}
_ORDER = tuple(dict.fromkeys(_LANES.values()))
_LEFT_OUT = (
    do.Finish, out.TimerStarted, out.TimerFired, out.NoEffect, out.CallBegan, out.IncidentMoved,
)  # fmt: skip


def timelines(log: Iterable[Entry], profile: Profile | None = None) -> tuple[Timeline, ...]:
    """Return the timeline of each call of a log. `profile` has the words of the recording."""
    return tuple(_timeline_of(call, profile) for call in calls(log))


def _timeline_of(call: Sequence[Entry], profile: Profile | None) -> Timeline:
    lanes: dict[str, list[TimelineItem]] = {name: [] for name in _ORDER}
    for place, entry in enumerate(call):
        body = entry.body
        if isinstance(body, _LEFT_OUT):
            continue
        kind, end = _kind(entry), _end(call, place)
        lane = _DESKS if kind is TimelineKind.DESK else _LANES.get(entry.actor, _LINE)
        short, text = short_label(body), describe_for_seat(body, profile)
        lanes[lane].append(TimelineItem(kind, entry.at, end, entry.seq, short, text))
    for start, end in silences(call):
        if end - start >= SHORTEST_SILENCE:
            text = f"nothing from the caller for {clock(end - start)}"
            item = TimelineItem(TimelineKind.SILENCE, start, end, None, minutes(end - start), text)
            lanes["Caller"].append(item)
    held = tuple(
        Lane(name, tuple(sorted(items, key=lambda item: (item.start, item.end))))
        for name, items in lanes.items()
        if items
    )
    return Timeline(number_of(call), call[0].at, call[-1].at, held)


def _end(call: Sequence[Entry], place: int) -> Millis:
    """Return the end of a stage, or of an utterance: its `Finish`, the next one, or the stage's."""
    entry = call[place]
    stage = isinstance(entry.body, out.StageEntered)
    if not stage and not isinstance(entry.body, _SPOKEN):
        return entry.at
    for later in call[place + 1 :]:
        spoke = later.actor is entry.actor and isinstance(later.body, do.Finish | _SPOKEN)
        left = isinstance(later.body, out.StageEntered)
        if (left and (stage or entry.actor is Role.RECORDING)) or (spoke and not stage):
            return later.at
    return call[-1].at


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
        case do.Ask() | do.OfferWays():
            return TimelineKind.PROMPT
    row = do.ROWS.get(body.kind)
    if row is None:
        return TimelineKind.DATA
    kinds = {
        TimelineKind.SPEECH: row.spoken,
        TimelineKind.SIGNAL: row.sign,
        TimelineKind.DECISION: row.decides,
        TimelineKind.DESK: row.desk,
    }
    return next((kind for kind, holds in kinds.items() if holds), TimelineKind.DATA)
