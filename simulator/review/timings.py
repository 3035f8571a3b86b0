"""How long things took, call by call: folds of a log.

All spans are whole milliseconds. A span whose end never came is None. A log of several calls has
one `CallTimings` for each, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.terms import Role

_LINE_COMES = (do.Dial, do.Lift, do.Answer)
LINE_GOES = (do.HangUp, do.LoseLine, do.EndCall, CallEnded)


class Silence(NamedTuple):
    """A span in which the caller did nothing that could be heard, while there was a line."""

    start: Millis
    end: Millis

    @property
    def length(self) -> Millis:
        """How long it lasted."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class CallTimings:
    """How long the parts of one call took."""

    call: int
    """The call's number in the sitting."""
    to_answer: Millis | None
    """From dialling until the operator answers."""
    to_police: Millis | None
    """From dialling until the police call handler answers."""
    to_first_question: Millis | None
    """From the call handler's answer until they first ask something."""
    to_deployment: Millis | None
    """From dialling until officers are first sent."""
    longest_silence: Millis | None
    """The longest span in which the caller did nothing that could be heard."""
    duration: Millis
    """From the beginning of the call until its end; of an unfinished one, until its last entry."""


def timings(log: Iterable[Entry]) -> tuple[CallTimings, ...]:
    """The timings of each call of a log."""
    return tuple(map(_of_one, calls(log)))


def calls(log: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """The log cut where calls begin. What stands before the first `CallBegan` belongs to it."""
    found: list[list[Entry]] = []
    for entry in log:
        begins = isinstance(entry.body, CallBegan)
        if not found or (begins and any(isinstance(e.body, CallBegan) for e in found[-1])):
            found.append([])
        found[-1].append(entry)
    return tuple(map(tuple, found))


def silences(call: Iterable[Entry]) -> tuple[Silence, ...]:
    """The spans of one call between things that the caller did, oldest first.

    An utterance of the caller lasts until its `Finish`. Choosing to stay silent is no sound. While
    the line is down nothing counts; spans without length are left out.
    """
    found: list[Silence] = []
    since: Millis | None = None
    connected = False
    for entry in call:
        goes = isinstance(entry.body, LINE_GOES)
        if not goes and entry.speaker is not Role.CALLER:
            continue
        comes = isinstance(entry.body, _LINE_COMES)
        speaks = isinstance(entry.body, do.Say)
        heard = entry.body.kind in do.AUDIBLE or isinstance(entry.body, do.Finish)
        if not (goes or comes or heard):
            continue
        if since is not None and since < entry.at:
            found.append(Silence(since, entry.at))
        connected = not goes and (connected or comes)
        since = entry.at if connected and not speaks else None
    return tuple(found)


def _of_one(call: Sequence[Entry]) -> CallTimings:
    begun = next((entry.body.number for entry in call if isinstance(entry.body, CallBegan)), 1)
    dialled = _first(call, lambda entry: isinstance(entry.body, do.Dial))
    police = _first(call, _answered_by(Role.CALL_HANDLER))
    asked = _first(
        call,
        lambda entry: isinstance(entry.body, do.Ask) and entry.actor is Role.CALL_HANDLER,
    )
    ended = _first(call, lambda entry: isinstance(entry.body, CallEnded))
    sent = _first(call, lambda entry: isinstance(entry.body, do.Deploy))
    return CallTimings(
        call=begun,
        to_answer=_span(dialled, _first(call, _answered_by(Role.OPERATOR))),
        to_police=_span(dialled, police),
        to_first_question=_span(police, asked),
        to_deployment=_span(dialled, sent),
        longest_silence=max((silence.length for silence in silences(call)), default=None),
        duration=(call[-1].at if ended is None else ended) - call[0].at,
    )


def _first(call: Sequence[Entry], fits: Callable[[Entry], bool]) -> Millis | None:
    return next((entry.at for entry in call if fits(entry)), None)


def _answered_by(role: Role) -> Callable[[Entry], bool]:
    return lambda entry: isinstance(entry.body, do.Answer) and entry.actor is role


def _span(start: Millis | None, end: Millis | None) -> Millis | None:
    return None if start is None or end is None else end - start
