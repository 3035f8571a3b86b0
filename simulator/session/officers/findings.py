"""What officers find at the scene: the ending that is drawn, and how it comes out step by step.

A first report may turn into another: who is refused at a door may see the caller alone later. What
comes of it was drawn at once, so nothing that people do changes it; they only change when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.content.scenario.endings import (
    OF_FIND,
    PossibleEndings,
    Weighed,
    ending_at,
    lies_over,
)
from simulator.core.terms import HowItEnds, OfficersFind, UnitStatus

_FIRST: Mapping[HowItEnds, UnitStatus] = {
    HowItEnds.REFUSED_AT_DOOR: UnitStatus.THIRD_PARTY_ONLY,
    HowItEnds.WRONG_ADDRESS: UnitStatus.NOT_FOUND,
    HowItEnds.LOST_AND_FOUND: UnitStatus.NOT_FOUND,
    HowItEnds.NO_TRACE: UnitStatus.NOT_FOUND,
    HowItEnds.CHANGES_MIND: UnitStatus.NOT_ALONE,
}
"""What officers say first, where it is not that they have found the caller."""
_LATER = (HowItEnds.REFUSED_AT_DOOR, HowItEnds.WRONG_ADDRESS)
"""What a caller found unhurt was found after: that is how it ended, and not just found."""
_THEN: Mapping[UnitStatus, UnitStatus] = {UnitStatus.THIRD_PARTY_ONLY: UnitStatus.NOT_ALONE}


def only(ending: HowItEnds) -> PossibleEndings:
    """Return that one ending, with nothing else drawn."""
    return PossibleEndings((Weighed(ending, 1),), (Weighed(HowItEnds.FOUND_SAFE, 1),))


def by_find(find: OfficersFind) -> PossibleEndings:
    """Return the ending of what officers find first."""
    return only(OF_FIND[find][0])


@dataclass(frozen=True, slots=True)
class DrawnEnding:
    """The ending that was drawn for officers' part of a call."""

    first: HowItEnds
    """What they report first."""
    comes_to: HowItEnds
    """What it is in the end."""
    arrest: bool = False
    """Whether another person is arrested."""
    named: bool = False
    """Whether the file names the ending."""

    @classmethod
    def of(cls, possible: PossibleEndings, parts: Sequence[int]) -> DrawnEnding:
        """Return the ending that three parts per thousand draw."""
        first_part, then_part, arrest_part = parts
        first = ending_at(possible.first, first_part)
        then = ending_at(possible.turns_into(first), then_part)
        arrest = lies_over(first) and then is not HowItEnds.CHANGES_MIND
        arrest = arrest and arrest_part < possible.arrest_percent * 10
        return cls(first, then, arrest, possible.named)

    @property
    def delayed(self) -> bool:
        """Whether nobody is free for hours."""
        return self.first is HowItEnds.DELAYED_FOR_HOURS

    @property
    def untraced(self) -> bool:
        """Whether the caller is not found at all."""
        return self.comes_to is HowItEnds.NO_TRACE


@dataclass(slots=True)
class Findings:
    """What officers say of the caller, one report after the other."""

    ending: DrawnEnding
    hours_late: bool = False
    """Whether nobody was free for hours."""

    def first(self, *, searching: bool) -> UnitStatus:
        """Return their first report; in a search without any place they find nobody at first."""
        if searching:
            return UnitStatus.NOT_FOUND
        return _FIRST.get(self.ending.first, UnitStatus.FOUND)

    def after(self, status: UnitStatus, *, searching: bool) -> UnitStatus | None:
        """Return what they report after one of `AT_THE_DOOR`; None if they find nobody."""
        nobody = self.ending.untraced or searching
        if nobody and status is not UnitStatus.NOT_ALONE:
            return None
        changes = self.ending.comes_to is HowItEnds.CHANGES_MIND
        return _THEN.get(status, UnitStatus.FOUND) if changes else UnitStatus.FOUND

    def of(self, status: UnitStatus) -> HowItEnds | None:
        """Return what a report says of the ending, as far as it has come."""
        ending = self.ending
        match status:
            case UnitStatus.THIRD_PARTY_ONLY:
                return HowItEnds.REFUSED_AT_DOOR
            case UnitStatus.NOT_FOUND:
                wrong = ending.first in (HowItEnds.WRONG_ADDRESS, HowItEnds.LOST_AND_FOUND)
                return ending.first if wrong else HowItEnds.NO_TRACE
            case UnitStatus.NOT_ALONE:
                return HowItEnds.CHANGES_MIND
            case UnitStatus.FOUND:
                if ending.untraced:
                    return HowItEnds.FOUND_SAFE
                return self._comes_to
            case UnitStatus.DETAINED:
                return HowItEnds.ARREST
            case UnitStatus.REPORTED:
                return HowItEnds.ARREST if ending.arrest else self._comes_to
        return None

    @property
    def detains_later(self) -> bool:
        """Whether an arrest is reported on its own: who is hurt comes before it."""
        return self.ending.arrest and self._comes_to is not HowItEnds.ARREST

    @property
    def _comes_to(self) -> HowItEnds:
        """Return what the caller's being found is, as officers say it at once."""
        ending = self.ending
        if ending.delayed:
            return ending.first if self.hours_late else HowItEnds.FOUND_SAFE
        if ending.first is HowItEnds.LOST_AND_FOUND:
            return ending.first
        arrest = ending.arrest and ending.comes_to is not HowItEnds.FOUND_HURT
        later = ending.first in _LATER and ending.comes_to is HowItEnds.FOUND_SAFE
        later = later and not ending.named
        return HowItEnds.ARREST if arrest else ending.first if later else ending.comes_to
