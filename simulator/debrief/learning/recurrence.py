"""Critical findings over time: in which calls one was missed, and whether it came again.

Of one code alone: nobody is compared. Moments that were tried again are no calls of their own.
"""

from collections.abc import Iterable
from typing import NamedTuple


class CriticalOccasion(NamedTuple):
    """A call in which a critical criterion came up, as it counts."""

    seat: str
    id: str
    says: str
    day: str
    """The day of the call: 2026-11-24; empty where a file of a debrief doesn't say."""
    call: str
    """The id of the record, or the name of the file."""
    scenario: str
    seen: bool

    @property
    def where(self) -> str:
        """The day and the call."""
        return f"{self.day} {self.scenario}".strip() + f" ({self.call})"


class CriticalFinding(NamedTuple):
    """One critical criterion that was missed at least once, over the calls of one code."""

    occasions: tuple[CriticalOccasion, ...]
    """The calls in which it came up, oldest first."""

    @property
    def name(self) -> str:
        """What good practice asks, and in which seat."""
        return f"{self.occasions[0].says} ({self.occasions[0].seat.replace('_', ' ')})"

    @property
    def missed(self) -> tuple[CriticalOccasion, ...]:
        """The calls in which it was not seen."""
        return tuple(each for each in self.occasions if not each.seen)

    @property
    def recurs(self) -> bool:
        """Whether it was missed again after a call in which it had been missed."""
        return len(self.missed) > 1

    @property
    def since(self) -> int:
        """The number of calls after the last one in which it was missed, all of them seen."""
        return (
            len(self.occasions)
            - 1
            - max(place for place, each in enumerate(self.occasions) if not each.seen)
        )

    @property
    def said(self) -> str:
        """When it was missed, and what came after, in sentences."""
        missed, of = len(self.missed), len(self.occasions)
        calls = "call" if of == 1 else "calls"
        where = "; ".join(each.where for each in self.missed)
        after = f"seen in {self.since} since" if self.since else "it has not come up since"
        recurs = "It recurs" if self.recurs else "It has not recurred"
        return f"Not seen in {missed} of {of} {calls}: {where}. {recurs}; {after}."


def critical_findings(occasions: Iterable[CriticalOccasion]) -> tuple[CriticalFinding, ...]:
    """Return what was missed at least once, by seat and name; each in the order of its calls."""
    found: dict[tuple[str, str], list[CriticalOccasion]] = {}
    for each in sorted(occasions, key=lambda each: (each.day, each.call)):
        found.setdefault((each.seat, each.id), []).append(each)
    every = (CriticalFinding(tuple(found[key])) for key in sorted(found))
    return tuple(each for each in every if each.missed)
