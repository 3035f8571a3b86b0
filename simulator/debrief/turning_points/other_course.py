"""What would have come of a call if simulated people had taken the trainees' seats at an instant.

The run is repeated up to that instant, with the trainees' acts; from there guidance acts for staff,
and the scenario's own steps for the caller. It is one run under the same seed, not a forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallEnded, Entry
from simulator.core.terms import Outcome, UnitStatus
from simulator.errors import NotPossible
from simulator.session.run import headless_run
from simulator.session.run.live_run import RunSetup
from simulator.session.session import Session


class RunCourse(NamedTuple):
    """How a run went: what counts for the caller."""

    outcomes: tuple[Outcome, ...]
    """Of each call that ended."""
    sent: Millis | None
    """When officers were first sent."""
    helped: Millis | None
    """When officers found the caller, or, if that is not known, were there."""

    @classmethod
    def of(cls, log: Sequence[Entry]) -> RunCourse:
        """Return the course that a log shows."""
        outcomes = tuple(e.body.outcome for e in log if isinstance(e.body, CallEnded))
        reports = [(e.at, e.body) for e in log if isinstance(e.body, do.UnitReport)]
        found = [at for at, body in reports if body.status is UnitStatus.FOUND]
        there = [e.at for e in log if isinstance(e.body, do.Arrive)]
        sent = [e.at for e in log if isinstance(e.body, do.Deploy)]
        return cls(outcomes, min(sent, default=None), min(found or there, default=None))

    def sooner_than(self, other: RunCourse) -> Millis:
        """Return how much sooner help came than in `other`; below 0 if later, 0 if not known."""
        if self.helped is not None and other.helped is not None:
            return other.helped - self.helped
        if self.sent is not None and other.sent is not None:
            return other.sent - self.sent
        return 0


def other_course(setup: RunSetup, log: Sequence[Entry], at: Millis) -> RunCourse | None:
    """Return the course with good practice from `at` on; None if the run cannot be repeated.

    A record of an earlier version may not repeat, since simulated people have changed.
    """
    scenario, seats = setup.scenario, frozenset(setup.seats)
    if any(script.exactly for script in scenario.calls_in_order):
        return None
    relief = headless_run.Relief(seats, at)
    cast = headless_run.Cast(scenario, setup.profile, setup.force, setup.seed, relief=relief)
    acts: Sequence[Entry] = [e for e in log if e.at < at and e.actor in seats and _is_act(e)]
    again: list[Entry] = []
    for session in headless_run.sessions(cast, again):
        start = session.now
        try:
            acts = _repeated(session, acts)
        except NotPossible:
            return None
        headless_run.play(session, start)
    return RunCourse.of(again) if _until(again, at) == _until(log, at) else None


def _repeated(session: Session, acts: Sequence[Entry]) -> Sequence[Entry]:
    """Do the acts of trainees in one call again; return those of later calls."""
    for done, act in enumerate(acts):
        while len(session.log) < act.seq and session.next_due() is not None:
            session.step()
        if session.outcome is not None:
            return acts[done:]
        assert isinstance(act.body, do.Action)
        session.advance(max(session.now, act.at))
        session.submit(act.actor, act.body)
    return ()


def _is_act(entry: Entry) -> bool:
    return isinstance(entry.body, do.Action) and not isinstance(entry.body, do.Finish)


def _until(log: Sequence[Entry], at: Millis) -> list[tuple[Millis, str]]:
    """Return what happened before `at`; what came at one instant has no order."""
    return sorted((e.at, f"{e.actor} {e.body}") for e in log if e.at < at)
