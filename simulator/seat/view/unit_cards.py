"""The units of an incident, each with where it is: what the list and the radio said of it."""

import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.core import acts as do
from simulator.core.instant import Millis, minutes
from simulator.core.log import Entry
from simulator.core.terms import Role, UnitReadiness, UnitStatus
from simulator.seat.view.cards import AreaChart, CardLine, ChartPoint, LineWeight, Scale

STEPS = 10
"""Steps of the way that a unit has to go."""
_GOES = frozenset({UnitStatus.EN_ROUTE, UnitStatus.DELAYED, UnitStatus.TWO_MINUTES})
_TWO_MINUTES = 2
_MINUTE: Millis = 60_000


@dataclass(frozen=True)
class UnitShown:
    """One unit, as far as the list and the radio said."""

    call_sign: str
    metres: int | None = None
    readiness: UnitReadiness | None = None
    free_in: int = 0
    sent: bool = False
    status: UnitStatus | None = None
    at: Millis = 0
    """When it was last heard of."""
    eta: int | None = None
    """In how many minutes it said, at `said_at`, that it will be there."""
    said_at: Millis = 0
    first: int | None = None
    """The first such time, of which what has passed is its way."""
    first_at: Millis = 0
    there: bool = False


def units_shown(listed: Iterable[do.UnitInReach], pages: Iterable[Entry]) -> tuple[UnitShown, ...]:
    """Return the units: those that were sent first, then the nearest that is free."""
    found = {
        each.call_sign: UnitShown(each.call_sign, each.metres, each.readiness, each.free_in)
        for each in listed
    }
    last = ""
    for entry in pages:
        body = entry.body
        if isinstance(body, do.UnitReport | do.Arrive) and entry.actor is Role.OFFICERS:
            name = body.unit or last
            if name:
                last = name
                before = found.get(name, UnitShown(name))
                found[name] = _heard(before, body, entry.at)
    return tuple(sorted(found.values(), key=_order))


def _heard(unit: UnitShown, body: do.UnitReport | do.Arrive, at: Millis) -> UnitShown:
    if isinstance(body, do.Arrive):
        return replace(unit, sent=True, there=True, at=at)
    if body.status in (UnitStatus.RESUMED, UnitStatus.NO_UNIT):
        free = body.status is UnitStatus.RESUMED
        return replace(unit, sent=False, there=False, status=body.status if free else None, at=at)
    eta = body.minutes
    if eta is None and body.status is UnitStatus.TWO_MINUTES:
        eta = _TWO_MINUTES
    unit = replace(unit, sent=True, status=body.status, at=at)
    if eta is None:
        return unit
    first = (unit.first, unit.first_at) if unit.first is not None else (eta, at)
    return replace(unit, eta=eta, said_at=at, first=first[0], first_at=first[1])


def _order(unit: UnitShown) -> tuple[bool, bool, int]:
    free = unit.readiness is UnitReadiness.FREE
    return not unit.sent, not free, unit.metres or 0


def unit_lines(
    listed: Iterable[do.UnitInReach], pages: Iterable[Entry], now: Millis | None
) -> Iterator[CardLine]:
    """Yield a line for each unit at `now` (ms); without an instant, as the radio last said."""
    for unit in units_shown(listed, pages):
        if not unit.sent:
            yield CardLine(_waits(unit), unit.call_sign, LineWeight.QUIET)
        else:
            yield _goes(unit, unit.at if now is None else now)


def _waits(unit: UnitShown) -> str:
    """Return where a unit is that was not sent, and when it could go."""
    words = unit.readiness.label if unit.readiness else ""
    if unit.free_in:
        words = f"free in {unit.free_in} min"
    far = "" if unit.metres is None else f"{unit.metres / 1_000:.1f} km"
    return ", ".join(filter(None, (words, far)))


def _goes(unit: UnitShown, now: Millis) -> CardLine:
    """Return a unit that was sent, with the time that is left of what it said."""
    if unit.there:
        status = unit.status
        says = status.label if status and status not in (*_GOES, UnitStatus.ASSIGNED) else ""
        text = f"there{f': {says}' if says else ''}"
        return CardLine(text, unit.call_sign, LineWeight.LOUD, Scale(STEPS, STEPS))
    if unit.eta is None or unit.status not in (*_GOES, UnitStatus.ASSIGNED):
        label = unit.status.label.removeprefix("unit ") if unit.status else "sent"
        return CardLine(label, unit.call_sign, LineWeight.LOUD)
    left = unit.eta * _MINUTE - (now - unit.said_at)
    due = unit.said_at + unit.eta * _MINUTE
    whole = max(1, due - unit.first_at)
    gone = min(STEPS, max(0, (now - unit.first_at) * STEPS // whole))
    text = f"{-(-left // _MINUTE)} min" if left > 0 else "due now"
    source = f"said {unit.eta} min at {minutes(unit.said_at)}"
    late = "delayed, " if unit.status is UnitStatus.DELAYED else ""
    return CardLine(
        f"{late}{text}", unit.call_sign, LineWeight.LOUD, Scale(gone, STEPS), source=source
    )


def area_chart(
    circle: int, listed: Iterable[do.UnitInReach], pages: Iterable[Entry], now: Millis | None
) -> AreaChart:
    """Return the area around a position that is good to `circle` metres, with its units.

    A list gives how far each is, and nothing gives from where it comes: each call sign has a
    direction of its own (assumption).
    """
    shown = [each for each in units_shown(listed, pages) if each.metres is not None or each.there]
    points = [_point(each, now) for each in shown]
    # As near as the one that is waited for: who is further away is in the lines.
    wanted = [_far(each) for each in points if each.comes] or sorted(map(_far, points))[:1]
    reach = _round_up(max(1.25 * max(wanted, default=0.0), 1.25 * circle, _LEAST_REACH))
    near = tuple(each for each in points if _far(each) <= reach)
    return AreaChart(reach, circle, near)


def _far(point: ChartPoint) -> float:
    return math.hypot(point.east, point.north)


_LEAST_REACH = 50
"""Fewest metres to the edge of a chart (our choice)."""


def _point(unit: UnitShown, now: Millis | None) -> ChartPoint:
    turn = math.radians(zlib.crc32(unit.call_sign.encode()) % 360)
    far = 0.0 if unit.there else (unit.metres or 0) * (1 - _gone(unit, now))
    east, north = round(far * math.sin(turn)), round(far * math.cos(turn))
    return ChartPoint(unit.call_sign, east, north, unit.sent)


def _gone(unit: UnitShown, now: Millis | None) -> float:
    """Return which share of its way a unit has gone, by the time that it said."""
    if not unit.sent or unit.eta is None or now is None:
        return 0.0
    whole = max(1, unit.said_at + unit.eta * _MINUTE - unit.first_at)
    return min(1.0, max(0.0, (now - unit.first_at) / whole))


def _round_up(metres: float) -> int:
    """Return the next round distance."""
    size = 10 ** math.floor(math.log10(metres))
    return int(
        size * next(each for each in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if each * size >= metres)
    )


def nearest_lines(units: Sequence[UnitShown], now: Millis | None) -> Iterator[CardLine]:
    """Yield how far each unit is, which a chart shows again."""
    for each in units:
        if each.there or each.metres is not None:
            far = (each.metres or 0) * (1 - _gone(each, now)) / 1_000
            text = "there" if each.there else f"about {far:.1f} km away"
            yield CardLine(text, each.call_sign, _WEIGHTS[each.sent])


_WEIGHTS = {True: LineWeight.PLAIN, False: LineWeight.QUIET}


def soonest(pages: Iterable[Entry], now: Millis | None) -> str:
    """Return the next unit to be there, in a word or two; empty if none was sent."""
    sent = [unit for unit in units_shown((), pages) if unit.sent]
    if not sent:
        return ""
    for unit in sent:
        if unit.there:
            return f"{unit.call_sign} there"
    lines = [_goes(unit, unit.at if now is None else now) for unit in sent]
    known = [(u.said_at + (u.eta or 0) * _MINUTE, n) for n, u in enumerate(sent) if u.eta]
    place = min(known)[1] if known else 0
    return f"{lines[place].label} {lines[place].text}"
