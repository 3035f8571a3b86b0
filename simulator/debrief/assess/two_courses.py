"""A call beside the course that it takes with good practice from a moment on.

It is one run under the same seed, not a forecast. The other course is shown as the trainee's seat
would have perceived it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.debrief.assess.turning_points import RunCourse, other_log
from simulator.session.run.call_people import procedure
from simulator.session.run.live_run import RunSetup
from simulator.session.run.perceived_log import perceived


class PlayedCourse(NamedTuple):
    """One course of a call."""

    heard: tuple[Entry, ...]
    """The perceived log of the seat, from the beginning of the call."""
    ends: str
    """How it ended, in a few words."""


class TwoCourses(NamedTuple):
    """What was done, and what good practice would have done, from one moment on."""

    at: Millis
    yours: PlayedCourse
    other: PlayedCourse


def two_courses(setup: RunSetup, log: Sequence[Entry], role: Role, at: Millis) -> TwoCourses | None:
    """Return both courses from `at` (ms) on; None if the run cannot be repeated."""
    again = other_log(setup, log, at)
    if again is None:
        return None
    return TwoCourses(at, _course(setup, log, role), _course(setup, again, role))


def _course(setup: RunSetup, log: Sequence[Entry], role: Role) -> PlayedCourse:
    flow = procedure(setup.profile.switches, setup.profile.timings)
    heard = perceived(log, flow, setup.scenario.coverage, role)
    outcomes = RunCourse.of(log).outcomes
    return PlayedCourse(heard, outcomes[-1].label if outcomes else "")
