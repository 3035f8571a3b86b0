"""Everything that is said after a sitting, put together from what it was and from its log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import LineKind, Outcome, Role
from simulator.debrief.assess.debrief import CallDebrief, Debrief, HeardCall, SeatDebrief
from simulator.debrief.assess.findings import assess
from simulator.debrief.assess.unlogged_sounds import RecordGap, not_logged, not_passed_on
from simulator.debrief.turning_points.better_endings import turning_points
from simulator.review.caller_options import what_was_possible
from simulator.review.ending import codes_of, endings
from simulator.review.timeline import timelines
from simulator.review.timings import calls, timings
from simulator.review.transcript import DETAILS, EntrySummary, moment_of, without_private
from simulator.rules.match import Context
from simulator.session.run.headless_run import procedure
from simulator.session.run.perceived import perceived


class FinishedRun(NamedTuple):
    """What was played, by whom, and the log of it."""

    scenario: Scenario
    profile: Profile
    force: Force
    log: Sequence[Entry]
    seats: tuple[Role, ...] = ()
    """Where people sat; none in a demonstration."""
    seed: int = 0


def after_a_call(
    sitting: FinishedRun,
    library: Library,
    *,
    own_view: tuple[str, ...] = (),
    private: bool = False,
) -> Debrief:
    """The debrief of a sitting.

    Notes, what people said in their own words and their `own_view` (what they answered to the
    questions of `review.debrief.OWN_VIEW`) are left out unless `private`. An unfinished sitting
    has a debrief too: what was not settled when it was left is said to be open.

    Raises:
        NotPossible: the flow rules out what the log says.
        ContentError: a rubric's file is wrong.
        LibraryError: the scenario names a rubric that there is not.
    """
    scenario, profile, seats = sitting.scenario, sitting.profile, sitting.seats
    flow = procedure(profile.switches, profile.timings)
    log = list(sitting.log) if private else [without_private(entry) for entry in sitting.log]
    ears = {role: perceived(log, flow, scenario.coverage, role) for role in seats}
    context = Context(force=sitting.force, profile=profile)
    finished = len(endings(log)) == len(scenario.calls_in_order)
    parts: list[SeatDebrief] = []
    for name in scenario.rubric:
        rubric = library.rubric(name).rubric
        if rubric.role in ears:
            findings = assess(ears[rubric.role], rubric, context, finished=finished)
            parts.append(SeatDebrief(rubric.role, rubric.title, findings))
    stretches = what_was_possible(ears.get(Role.CALLER, ()), profile)
    told = scenario.debrief
    ended = endings(log)[-1].outcome if finished else None
    debrief = Debrief(
        scenario=scenario.id,
        title=scenario.title,
        profile=profile.title,
        force=sitting.force.title,
        seed=sitting.seed,
        seats=seats,
        calls=_calls(log, profile),
        parts=tuple(parts),
        caller=stretches,
        turning=turning_points(log, scenario, profile, flow, seats),
        gaps=tuple(_gaps(ears, profile)),
        ears=(
            HeardCall(None, _lines(log, profile, _shown(parts))),
            *(HeardCall(role, _lines(heard, profile)) for role, heard in ears.items()),
        ),
        questions=told.asked_after(ended) if told else (),
        facilitator=told.notes_after(ended) if told else (),
        ended_as_meant=ended is scenario.outcome_under(profile.id),
        written_for=_written_for(scenario, profile, ended),
        own_view=own_view if private else (),
    )
    return _labelled(debrief, library)


def _written_for(scenario: Scenario, profile: Profile, ended: Outcome | None) -> Outcome | None:
    """The ending that the scenario's questions are about, if this was another."""
    if scenario.debrief is None or ended in scenario.debrief.by_outcome:
        return None
    meant = scenario.outcome_under(profile.id)
    return None if ended is meant else meant


def _calls(log: Sequence[Entry], profile: Profile) -> tuple[CallDebrief, ...]:
    found: list[CallDebrief] = []
    whole = zip(calls(log), timings(log), timelines(log, profile), strict=True)
    for call, times, timeline in whole:
        begun = next((e.body for e in call if isinstance(e.body, CallBegan)), None)
        line = (begun.line if begun else LineKind.MOBILE).label
        ended = any(isinstance(entry.body, CallEnded) for entry in call)
        ending = endings(call)[0] if ended else None
        found.append(CallDebrief(times.call, line, ending, times, timeline))
    return tuple(found)


def _gaps(ears: dict[Role, tuple[Entry, ...]], profile: Profile) -> Iterable[RecordGap]:
    if Role.OPERATOR in ears:
        yield from not_passed_on(ears[Role.OPERATOR], profile)
    if Role.CALL_HANDLER in ears:
        yield from not_logged(ears[Role.CALL_HANDLER], profile)


def _shown(parts: Iterable[SeatDebrief]) -> frozenset[int]:
    """The entries that findings point at: a reader finds each of them among the lines."""
    findings = [finding for part in parts for finding in part.findings]
    return frozenset(moment.seq for finding in findings for moment in finding.evidence)


def _lines(
    log: Iterable[Entry], profile: Profile, also: frozenset[int] = frozenset()
) -> tuple[EntrySummary, ...]:
    """A log to be read, without details but for the entries of `also`."""
    return tuple(
        moment_of(entry, profile)
        for entry in log
        if entry.seq in also or not isinstance(entry.body, DETAILS)
    )


def _labelled(debrief: Debrief, library: Library) -> Debrief:
    """The debrief with the label of every source that it names."""
    codes: list[str] = []
    for call in debrief.calls:
        codes += codes_of(call.ending.because) if call.ending else ()
    for part in debrief.parts:
        for finding in part.findings:
            codes += finding.criterion.sources
    for stretch in debrief.caller:
        codes += stretch.counted.sources
        codes += [code for did in stretch.did for code in did.sources]
    sources = library.sources()
    labels = {code: sources[code].label for code in dict.fromkeys(codes) if code in sources}
    return replace(debrief, sources=labels)
