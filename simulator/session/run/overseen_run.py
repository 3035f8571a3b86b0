"""A run as a trainer oversees it: all of it, which no seat perceives.

The trainer's board, and what is kept of a hosted call, read this. The page of a seat is made from
its frame (`seat/seat_frame.py`) and gets nothing from here, or it could show what was never heard.
"""

from collections.abc import Container, Sequence

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.possible_acts import why_ruled_out
from simulator.core.terms import LineStage, Role
from simulator.session.clock import PaceHeld
from simulator.session.people.lapses.committed_lapse import CommittedLapse
from simulator.session.run.live_run import LiveRun


class OverseenRun:
    """Everything of a run that was or is so, and what a trainer may let happen in it."""

    def __init__(self, live: LiveRun) -> None:
        """Oversee a run."""
        self._live = live

    @property
    def log(self) -> Sequence[Entry]:
        """Every entry so far, of all its calls."""
        return self._live.log

    @property
    def number(self) -> int:
        """Which call of the run is going on, from 1."""
        return self._live.number

    @property
    def line(self) -> LineStage:
        """Where the call is on the line."""
        return self._live.call.state.line

    @property
    def next_call_waits(self) -> bool:
        """Whether this call is over and another follows."""
        return self._live.next_call_after is not None

    @property
    def lapses(self) -> Sequence[CommittedLapse]:
        """What the simulated people did badly so far."""
        return self._live.lapses

    @property
    def pauses(self) -> tuple[PaceHeld, ...]:
        """When time was held, and for how long."""
        return tuple(self._live.pace.pauses)

    def first_act(self, role: Role) -> Millis | None:
        """Return the instant (ms) at which a role first did something, or None if it never did."""
        return next((each.at for each in self._live.log if each.actor is role), None)

    def last_act(self, roles: Container[Role | None]) -> Millis | None:
        """Return the instant (ms) at which one of the roles last did something, or None."""
        acts = (each.at for each in reversed(self._live.log) if each.actor in roles)
        return next(acts, None)

    def why_not(self, role: Role, action: do.Action) -> str:
        """Return why an act of a role can't happen now; empty if it can."""
        return why_ruled_out(self._live.call, role, action) or ""

    def let_happen(self, role: Role, action: do.Action) -> None:
        """Let an act of a role happen that nobody in the call chose; NotPossible if it can't."""
        self._live.inject(role, action)
