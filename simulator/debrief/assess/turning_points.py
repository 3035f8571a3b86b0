"""Turning points: moments from which good practice would have changed what came of the call.

Each is weighed three ways. Care: it could have harmed the caller, however the call ended. Outcome
and time: the run is repeated with the trainees' acts up to there; then guidance acts for staff, and
the scenario's own steps for the caller. It is one run under the same seed, not a forecast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, outcomes_of
from simulator.core.terms import Outcome, Role, Term, Topic, UnitStatus
from simulator.debrief.assess.debrief import Gain, Moment, TurningPoint
from simulator.errors import NotPossible
from simulator.guidance.stakes import Stake
from simulator.session.run import headless_run
from simulator.session.run.call_people import procedure
from simulator.session.run.cast import Cast, Relief, calls_of
from simulator.session.run.live_run import RunSetup
from simulator.session.run.perceived_log import perceived
from simulator.session.session import Session

_COUNTS: Millis = 60_000
"""Help that comes so much sooner makes a turning point (assumption)."""
_MOST = 3
"""How many are shown."""
_MOST_TRIED = 12
"""How many moments are tried; each repeats the run, in some hundredths of a second."""
_HARMS = (Stake.GIVEN_AWAY, Stake.UNTRUE)
_NOT_TRIED = (Stake.GIVEN_AWAY, Stake.UNTRUE, Stake.FOR_A_PERSON)


class Need(Term):
    """What the caller needed, by the scenario's facts."""

    POLICE = "police", "the caller needed police"
    OTHER_SERVICE = "other_service", "the caller needed another service"
    MISTAKE = "mistake", "the call was a mistake"


_NEEDS = {
    Topic.NEEDS_POLICE: Need.POLICE,
    Topic.IN_DANGER: Need.POLICE,
    Topic.NEEDS_AMBULANCE: Need.OTHER_SERVICE,
    Topic.MISTAKE: Need.MISTAKE,
}


def need_of(facts: Mapping[Topic, str]) -> Need | None:
    """Return what the caller needed, or None if the facts don't say."""
    return next((need for topic, need in _NEEDS.items() if facts.get(topic) == "yes"), None)


_NOBODY_CAME = frozenset(
    {
        Outcome.NOT_CONNECTED, Outcome.ABANDONED, Outcome.ENDED_BY_OPERATOR,
        Outcome.CONFIRMED_MISTAKE, Outcome.NO_RESPONSE_TO_RECORDING, Outcome.ENDED_BY_FIRST_HANDLER,
    }
)  # fmt: skip
_SETTLED = frozenset(
    {
        Outcome.CONFIRMED_MISTAKE, Outcome.CLOSED_WITHOUT_DEPLOYMENT,
        Outcome.NO_RESPONSE_TO_RECORDING,
    }
)  # fmt: skip
"""Good outcomes of a mistake. The recording is meant for such calls too [N3]."""
_HELPED = frozenset({Outcome.DEPLOYED, Outcome.HANDED_TO_OTHER_FORCE})
_TO_OTHER, _CLOSED = Outcome.CONNECTED_TO_OTHER_SERVICE, {Outcome.CLOSED_WITHOUT_DEPLOYMENT}
BETTER: Mapping[Need, tuple[frozenset[Outcome], ...]] = {
    Need.POLICE: (_HELPED, frozenset(_CLOSED), _NOBODY_CAME | {_TO_OTHER}),
    Need.OTHER_SERVICE: (_HELPED | {_TO_OTHER}, frozenset(_CLOSED), _NOBODY_CAME),
    Need.MISTAKE: (_SETTLED, frozenset(Outcome) - _SETTLED),
}
"""Outcomes ranked by the caller's need, best first (assumption: no source ranks them).

Police can ask for an ambulance [K1], so they are as good for a caller who needs one.
"""
_BEST = {Need.POLICE: Outcome.DEPLOYED, Need.OTHER_SERVICE: _TO_OTHER}


def turning_points(
    setup: RunSetup, log: Sequence[Entry], moments: Sequence[Moment]
) -> tuple[TurningPoint, ...]:
    """Return up to three turning points of a finished run: care first, then outcome, then time.

    `moments` are those of all seats, the gravest first.
    """
    real = RunCourse.of(log)
    if len(real.outcomes) < len(calls_of(setup.scenario, setup.seed, setup.seats)):
        return ()
    played = dict(_played(setup, log, moments, real))
    outcomes = _by_outcome(setup, real, played)
    lasting = {point.moment for point in outcomes}
    # A caller who was let go and got help all the same was lucky.
    harms = _HARMS if outcomes else (*_HARMS, Stake.CLOSED)
    care = [
        TurningPoint(moment, Gain.CARE)
        for moment in moments
        if moment.stake in harms and moment not in lasting
    ]
    times = _by_time(real, played, lasting)
    found: list[TurningPoint] = []
    for point in (*care[:1], *outcomes, *times, *care[1:]):
        # One act each: two moments for one act would both seem to be the one that counts.
        if all(point.moment.to_do != other.moment.to_do for other in found):
            found.append(point)
    return tuple(found[:_MOST])


def _played(
    setup: RunSetup, log: Sequence[Entry], moments: Sequence[Moment], real: RunCourse
) -> Iterator[tuple[Moment, RunCourse]]:
    """Yield the course that the run takes with good practice from each moment, in time order."""
    tried = [moment for moment in moments if moment.stake not in _NOT_TRIED][:_MOST_TRIED]
    for moment in sorted(tried, key=lambda each: each.open_at):
        yield moment, other_course(setup, log, moment.open_at) or _supposed(setup, real, moment)


def _supposed(setup: RunSetup, real: RunCourse, moment: Moment) -> RunCourse:
    """Return the course of a run that cannot be repeated: what was left out is made good.

    Such are records of an earlier version, and calls in which every act is written down.
    """
    outcomes = real.outcomes
    need = need_of(setup.scenario.facts)
    if moment.stake in (Stake.CLOSED, Stake.NOT_SENT) and need in _BEST:
        outcomes = (*outcomes[:-1], _BEST[need])
    late = moment.late if moment.stake is Stake.TIME else 0
    helped = None if real.helped is None else real.helped - late
    return RunCourse(outcomes, real.sent, helped)


def _by_outcome(
    setup: RunSetup, real: RunCourse, played: Mapping[Moment, RunCourse]
) -> Sequence[TurningPoint]:
    """Return the last moment from which the call would have ended better for the caller.

    If an earlier one asks for the same act, that one is returned: it is the sensible time for it.
    """
    need = need_of(setup.scenario.facts)
    if need is None or not real.outcomes:
        return ()
    rank = {outcome: place for place, rank in enumerate(BETTER[need]) for outcome in rank}
    better = [
        (moment, course.outcomes[-1])
        for moment, course in played.items()
        if course.outcomes and rank[course.outcomes[-1]] < rank[real.outcomes[-1]]
    ]
    if not better:
        return ()
    last = better[-1][0]
    moment, ended = next(each for each in better if each[0].to_do == last.to_do)
    return (TurningPoint(moment, Gain.OUTCOME, ended, last=moment is last),)


def _by_time(
    real: RunCourse, played: Mapping[Moment, RunCourse], lasting: set[Moment]
) -> Sequence[TurningPoint]:
    """Return the moments at which a minute or more was lost, the most costly first.

    What good practice gains from a moment includes all that was lost later, so that is taken off.
    """
    later: Millis = 0
    found: list[tuple[Millis, TurningPoint]] = []
    for moment, course in reversed(list(played.items())):
        sooner = course.sooner_than(real)
        if sooner - later >= _COUNTS and moment not in lasting:
            found.append((sooner - later, TurningPoint(moment, Gain.TIME, sooner=sooner)))
        later = max(later, sooner)
    return [point for _, point in sorted(found, key=lambda each: -each[0])]


class RunCourse(NamedTuple):
    """How a run went: what counts for the caller."""

    outcomes: tuple[Outcome, ...]
    sent: Millis | None
    helped: Millis | None
    """When officers found the caller, or, if that is not known, were there."""

    @classmethod
    def of(cls, log: Sequence[Entry]) -> RunCourse:
        """Return the course that a log shows."""
        outcomes = tuple(each for each in outcomes_of(log) if each is not None)
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
    """Return the course with good practice from `at` on; None if the run cannot be repeated."""
    again = other_log(setup, log, at)
    return None if again is None else RunCourse.of(again)


def other_log(setup: RunSetup, log: Sequence[Entry], at: Millis) -> Sequence[Entry] | None:
    """Return the log of a run with good practice from `at` on; None if it cannot be repeated.

    A record of an earlier version may not repeat, since simulated people have changed.
    """
    scenario, seats = setup.scenario, frozenset(setup.seats)
    if any(script.exactly for script in scenario.calls_in_order):
        return None
    relief = Relief(seats, at)
    cast = Cast(
        scenario,
        setup.profile,
        setup.force,
        setup.seed,
        relief=relief,
        handler=setup.handler,
        operator=setup.operator,
    )
    acts: Sequence[Entry] = [
        entry
        for entry in log
        if entry.at < at and entry.actor in seats
        if isinstance(entry.body, do.Action) and not isinstance(entry.body, do.Finish)
    ]
    again: list[Entry] = []
    for session in headless_run.sessions(cast, again):
        start = session.now
        try:
            acts = _repeated(session, acts)
        except NotPossible:
            return None
        headless_run.play(session, start)
    return again if _until(again, at) == _until(log, at) else None


def _repeated(session: Session, acts: Sequence[Entry]) -> Sequence[Entry]:
    """Do the acts of trainees in one call again; return those of later calls."""
    for done, act in enumerate(acts):
        while len(session.log) < act.seq and session.step():
            pass
        if session.outcome is not None:
            return acts[done:]
        assert isinstance(act.body, do.Action)
        session.advance(max(session.now, act.at))
        session.submit(act.actor, act.body)
    return ()


def _until(log: Sequence[Entry], at: Millis) -> list[tuple[Millis, str]]:
    """Return what happened before `at`; what came at one instant has no order."""
    return sorted((e.at, f"{e.actor} {e.body}") for e in log if e.at < at)


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
    """Return both courses from `at` (ms) on; None if the run cannot be repeated.

    It is one run under the same seed, not a forecast. The other course is shown as the seat would
    have perceived it.
    """
    again = other_log(setup, log, at)
    if again is None:
        return None
    return TwoCourses(at, _course(setup, log, role), _course(setup, again, role))


def _course(setup: RunSetup, log: Sequence[Entry], role: Role) -> PlayedCourse:
    flow = procedure(setup.profile.switches, setup.profile.timings)
    heard = perceived(log, flow, setup.scenario.coverage, role)
    outcomes = RunCourse.of(log).outcomes
    return PlayedCourse(heard, outcomes[-1].label if outcomes else "")
