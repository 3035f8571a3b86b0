"""Moments of a call: where a trainee and good practice differ, and where the call could turn."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.core.instant import Millis
from simulator.core.terms import Outcome, Role, Term
from simulator.guidance.stakes import Stake
from simulator.review.transcript import EntrySummary

_TAKES: Millis = 10_000
"""From learning something to the act that good practice draws from it (assumption)."""
_MINUTES: Millis = 120_000
"""From when a time is said in minutes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment at which the trainee and good practice differ."""

    role: Role
    """The trainee's seat."""
    call: int
    """The number of the call in the run, from 1."""
    at: Millis
    shown: EntrySummary
    """The trainee's act, or the entry from which an act was owed that did not come."""
    stake: Stake
    heard: EntrySummary | None
    """What the caller, the surroundings, officers or systems last gave before it."""
    acted: EntrySummary | None
    """The trainee's act; None if something was left out."""
    late: Millis
    """For how long good practice would have done it, and it was not done; 0 for an act."""
    done: bool
    """Whether it was done after all."""
    instead: str
    """What good practice would have done."""
    line: str
    """Words to say it with; empty for an act at the desk."""
    why: str
    """Why, in a sentence for a trainee."""
    sources: tuple[str, ...]
    row: str
    """The id of the row or guard of guidance."""
    known: tuple[str, ...] = ()
    """The conditions of the row, which held then."""
    times: int = 1
    """How often it happened in the call."""

    @property
    def open_at(self) -> Millis:
        """When good practice would have acted: what was left out, some seconds after the news."""
        return self.at if self.acted else self.at + min(self.late, _TAKES)

    @property
    def to_do(self) -> str:
        """What good practice would have done, as an order with its words."""
        return f'{self.instead}: "{self.line}"' if self.line else f"{self.instead}."

    @property
    def did(self) -> str:
        """What the trainee did, in words."""
        if self.acted is not None:
            spoken = self.acted.text.startswith('"')
            return f"You said: {self.acted.text}" if spoken else f"You: {self.acted.text}"
        how_long = f"{self.late // 1_000} seconds"
        if self.late >= _MINUTES:
            how_long = f"{self.late // 60_000} minutes and {self.late // 1_000 % 60} seconds"
        if self.heard is None:
            return f"This came {how_long} late." if self.done else f"It was left for {how_long}."
        if self.done:
            return f"You acted on it {how_long} later."
        return f"You did not act on it for {how_long}."


_STAKES = tuple(Stake)


def gravity(stake: Stake) -> int:
    """Return the place of a stake in the order, 0 for the worst."""
    return _STAKES.index(stake)


def by_stake(moment: Moment) -> tuple[int, Millis, Millis]:
    """Order moments: what was at stake, then how long, then the order of the call."""
    return gravity(moment.stake), -moment.late, moment.at


class Gain(Term):
    """What another act would have changed, the first first."""

    CARE = "care", "this could have harmed the caller, however the call ended"
    OUTCOME = "outcome", "the call could have ended better"
    TIME = "time", "help could have come sooner"


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A moment from which good practice would have changed what came of the call."""

    moment: Moment
    gain: Gain
    outcome: Outcome | None = None
    """The better outcome, if that is the gain and the run could be repeated."""
    sooner: Millis = 0
    """By how much officers would have found the caller sooner, if that is the gain."""
    last: bool = False
    """Whether no later moment had such an outcome."""
