"""Units: which there are, which one goes, and its journey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.profile import AreaTravel, DispatchPacing, Span
from simulator.core.terms import UnitReadiness
from simulator.session.random_stream import RandomStream

MINUTE: Millis = 60_000
Reach = Sequence[tuple[int, UnitReadiness]]
"""Metres and readiness of each unit."""


@dataclass(slots=True)
class Journey:
    """One unit on its way: when it is sent, departs and arrives."""

    unit: do.UnitInReach
    sent: Millis
    assigned: Millis
    departs: Millis
    road: Millis
    """Its time on the road as it expects it at departure."""
    delay: Millis = 0
    waits: bool = False
    """Whether no unit was free when officers were sent."""

    @property
    def arrives(self) -> Millis:
        """When it is there."""
        return self.departs + self.road + self.delay


def part_of(span: Span, part: int) -> Millis:
    """Return the time so many parts per thousand into a range."""
    least, most = span
    return least + (most - least) * part // 1_000


def whole_minutes(span: Millis) -> int:
    """Whole minutes, rounded up: a unit never promises less than it expects."""
    return max(1, -(-span // MINUTE))


def units_within_reach(
    pacing: DispatchPacing, travel: AreaTravel, fixed: Reach, chance: RandomStream
) -> tuple[do.UnitInReach, ...]:
    """The units within reach: as the scenario has them, else drawn."""
    drawn = tuple(fixed) or tuple(
        (chance.between(*travel.metres), _readiness(pacing, chance))
        for _ in range(chance.between(*pacing.units))
    )
    first = chance.between(1, 5) * 10 + 1
    units = []
    for place, (metres, readiness) in enumerate(drawn):
        soon = readiness is UnitReadiness.FREE_SOON
        free_in = whole_minutes(chance.between(*pacing.free_in)) if soon else 0
        sign = f"{pacing.call_sign} {first + place}"
        units.append(do.UnitInReach(sign, metres, readiness, free_in))
    return tuple(units)


def _readiness(pacing: DispatchPacing, chance: RandomStream) -> UnitReadiness:
    if not chance.happens(pacing.not_free_percent):
        return UnitReadiness.FREE
    others = (UnitReadiness.FREE_SOON, UnitReadiness.COMMITTED, UnitReadiness.SINGLE_CREWED)
    return others[chance.between(0, 2)]


def unit_that_goes(
    units: Iterable[do.UnitInReach], emergency: bool, free_later: Millis, wanted: str
) -> tuple[do.UnitInReach, Millis]:
    """Return the unit that goes, and when it can: the nearest free one, else the first to be free.

    Of the free ones, the one that was asked for goes (assumption: dispatch has no reason against
    it). One that is single-crewed goes alone to an emergency, and else waits for a second unit.
    """

    def ready(unit: do.UnitInReach) -> Millis:
        alone = unit.readiness is UnitReadiness.SINGLE_CREWED and emergency
        if unit.readiness is UnitReadiness.FREE or alone:
            return 0
        return unit.free_in * MINUTE or free_later

    unit = min(units, key=lambda each: (ready(each), each.call_sign != wanted, each.metres))
    return unit, ready(unit)
