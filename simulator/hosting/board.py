"""The trainer's board: every call of the house, watched, paused, disturbed, and taken up again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from weakref import WeakKeyDictionary

from simulator.core import acts as do
from simulator.core.describe import name_of
from simulator.core.instant import Millis
from simulator.core.terms import LineStage, LossCause, Role, Sound, UnitStatus
from simulator.errors import NotPossible
from simulator.hosting.attention import GROUPS, Group, absent, need_of
from simulator.hosting.hosted_call import HostedCall, NotTaken
from simulator.hosting.house import House
from simulator.review.ending import endings
from simulator.seat.run_choices import DONE_BADLY, lapse_lines
from simulator.seat.seat_frame import ShownCaption, shown_captions
from simulator.seat.view.caption_lines import CaptionWriter
from simulator.seat.view.stage_texts import LineMark, line_point

_ROW = re.compile(r" \(row [^)]*\)$")
LAST = 1
"""Captions of a call that the board shows at a glance: the whole call is beside it."""
DELAY = 12
"""Minutes that a delayed unit says it needs (assumption)."""


class Injection(NamedTuple):
    """Something that a trainer can let happen, in words, and the act that does it."""

    label: str
    role: Role
    action: do.Action


def _noise(label: str, sound: Sound) -> Injection:
    return Injection(label, Role.ROOM, do.Make(sound))


INJECTIONS: Mapping[str, Injection] = {
    "steps": _noise("Someone comes near: footsteps", Sound.FOOTSTEPS),
    "door": _noise("A door", Sound.DOOR),
    "voices": _noise("People talk nearby", Sound.VOICES),
    "knock": _noise("Knocking", Sound.KNOCK),
    "breaks": _noise("Something breaks", Sound.BREAKING),
    "battery": Injection("The battery is empty", Role.NETWORK, do.LoseLine(LossCause.BATTERY)),
    "delayed": Injection(
        "The unit is delayed",
        Role.OFFICERS,
        do.UnitReport(UnitStatus.DELAYED, "", DELAY, f"Delayed, {DELAY} minutes now."),
    ),
}
"""What a trainer can inject, by its name on the board (our choice: assumption)."""


@dataclass(frozen=True)
class BoardRow:
    """One call on the board."""

    code: str
    title: str
    state: str
    now: Millis
    seats: tuple[tuple[str, str], ...]
    """Each seat, and who is in it."""
    taken: tuple[tuple[str, str], ...]
    """Seats that can be freed before the call begins: the role, and its name."""
    last: tuple[ShownCaption, ...]
    ended: str
    group: Group
    why: str
    """Why it is in that part of the board."""
    since: Millis
    line: LineMark
    """Where the call is on the line."""


def rows(house: House) -> tuple[BoardRow, ...]:
    """Return every call of the house: who needs the trainer first, and longest, before others."""
    found = [row_of(call, absent(house, call)) for call in house.calls.values()]
    return tuple(sorted(found, key=lambda row: (row.group, -row.since)))


def parts_of(found: tuple[BoardRow, ...]) -> tuple[tuple[str, str, tuple[BoardRow, ...]], ...]:
    """Return the parts of a board that have calls: a name, a heading, and the calls."""
    grouped = ((g, tuple(row for row in found if row.group is g)) for g in Group)
    return tuple((g.name.lower(), GROUPS[g], held) for g, held in grouped if held)


def row_of(call: HostedCall, gone: Mapping[Role, str] = MappingProxyType({})) -> BoardRow:
    """Return one call as the board shows it; `gone` are those of its people who aren't there."""
    title, now, ended, state = call.setup.scenario.title, 0, "", "waiting for people"
    last: tuple[ShownCaption, ...] = ()
    if call.begun:
        call.catch_up()
        run, controls = call.view.overseen, call.view.controls
        now, last = controls.now, whole(call)[-LAST:]
        ended = " ".join(each.sentence for each in endings(run.log)) if controls.ended else ""
        if ended and (done := lapse_lines(run.lapses)):
            ended = " ".join((ended, DONE_BADLY, *done))
        state = "over" if ended else "paused" if controls.paused else "running"
    people = {role: gone.get(role, "a person") for role in call.seats}
    nobody = "simulated" if call.begun else "free"
    roles = call.setup.scenario.seats if call.begun else call.setup.seats
    seats = tuple((name_of(role), people.get(role, nobody)) for role in roles)
    taken = () if call.begun else tuple((role.value, name_of(role)) for role in call.seats)
    need = need_of(call, gone)
    about = (title, state, now, seats, taken, last, ended)
    line = line_point(call.view.overseen.line if call.begun else LineStage.IDLE)
    return BoardRow(call.code, *about, need.group, need.why, need.since, line)


_WRITTEN: WeakKeyDictionary[HostedCall, tuple[int, tuple[ShownCaption, ...]]] = WeakKeyDictionary()
"""The captions of each call that a board shows, up to so many entries of its log."""


def whole(call: HostedCall) -> tuple[ShownCaption, ...]:
    """Return a call as nobody in it sees it; nothing before it has begun.

    A class has forty calls on one board: each is written when it has grown, not with every step.
    """
    if not call.begun:
        return ()
    size, written = _WRITTEN.get(call, (0, ()))
    if size != call.length:
        written = _write(call)
        _WRITTEN[call] = call.length, written
    return written


def _write(call: HostedCall) -> tuple[ShownCaption, ...]:
    writer = CaptionWriter(None, call.setup.profile)
    every = filter(None, map(writer.write, call.view.overseen.log))
    # A trainer has no use for the rows of the flow behind the news.
    return shown_captions(each._replace(text=_ROW.sub("", each.text)) for each in every)


def can_inject(call: HostedCall) -> tuple[tuple[str, str, str], ...]:
    """Return the name and label of each injection, and why it isn't possible now."""
    return tuple((name, each.label, _why_not(call, each)) for name, each in INJECTIONS.items())


def _why_not(call: HostedCall, injection: Injection) -> str:
    if not call.begun:
        return "the call has not begun"
    return call.view.overseen.why_not(injection.role, injection.action)


def inject(call: HostedCall, name: str) -> None:
    """Let something happen in a call; NotTaken if it can't happen now, or nothing has that name."""
    injection = INJECTIONS.get(name)
    if injection is None:
        raise NotTaken(f"nothing here is called {name}", f"use one of {', '.join(INJECTIONS)}")
    try:
        call.view.overseen.let_happen(injection.role, injection.action)
    except NotPossible as error:
        raise NotTaken(f"not now: {error.why}", "try again later in the call") from error
    call.catch_up()


def moments(call: HostedCall) -> tuple[ShownCaption, ...]:
    """Return the instants from which a new call can be forked: each act of a person."""
    held = {name_of(role) for role in call.seats}
    return tuple(each for each in whole(call) if each.who in held)
