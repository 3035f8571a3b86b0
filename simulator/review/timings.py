"""The timings of each call of a log, in whole milliseconds. A span without an end is None."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, CallEnded, Entry
from simulator.core.terms import Role

_LINE_COMES = (do.Dial, do.Lift, do.Answer)
LINE_GOES = (do.HangUp, do.LoseLine, do.EndCall, CallEnded)


class Silence(NamedTuple):
    """A span without a sound of the caller while the line was up."""

    start: Millis
    end: Millis

    @property
    def length(self) -> Millis:
        """The length in milliseconds."""
        return self.end - self.start


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
    return tuple(map(_of_one, calls(log)))


def calls(log: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Split a log by call. Entries before the first `CallBegan` belong to the first call."""
    found: list[list[Entry]] = []
    for entry in log:
        begins = isinstance(entry.body, CallBegan)
        if not found or (begins and any(isinstance(e.body, CallBegan) for e in found[-1])):
            found.append([])
        found[-1].append(entry)
    return tuple(map(tuple, found))


def silences(call: Iterable[Entry]) -> tuple[Silence, ...]:
    """Return the spans of one call between sounds of the caller, oldest first.

    An utterance lasts until its `Finish`; choosing to stay silent makes no sound. Time without a
    line doesn't count, and empty spans are left out.
    """
    found: list[Silence] = []
    since: Millis | None = None
    connected = False
    for entry in call:
        body, by_caller = entry.body, entry.speaker is Role.CALLER
        goes, comes = isinstance(body, LINE_GOES), isinstance(body, _LINE_COMES)
        heard = body.kind in do.AUDIBLE or body.kind == "finish"
        if not goes and not (by_caller and (comes or heard)):
            continue
        if since is not None and since < entry.at:
            found.append(Silence(since, entry.at))
        connected = not goes and (connected or comes)
        since = entry.at if connected and not isinstance(body, do.Say) else None
    return tuple(found)


def _of_one(call: Sequence[Entry]) -> CallTimings:
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
        longest_silence=max((silence.length for silence in silences(call)), default=None),
        duration=(call[-1].at if ended is None else ended) - call[0].at,
    )


def number_of(call: Iterable[Entry]) -> int:
    """Return the number of a call in its run."""
    return next((entry.body.number for entry in call if isinstance(entry.body, CallBegan)), 1)


def _span(start: Millis | None, end: Millis | None) -> Millis | None:
    return None if start is None or end is None else end - start
