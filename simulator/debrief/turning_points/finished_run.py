"""Build the debrief of a finished run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import LineKind, Outcome, Role
from simulator.debrief.assess.caller_review import what_was_possible
from simulator.debrief.assess.debrief import (
    FILTERED,
    PASSED_ON,
    CallDebrief,
    CallNote,
    Debrief,
    HeardCall,
    SeatDebrief,
)
from simulator.debrief.assess.findings import assess
from simulator.debrief.assess.moments import Moment, by_stake
from simulator.debrief.assess.unlogged_sounds import RecordGap, not_logged, not_passed_on
from simulator.debrief.turning_points.comparison import compared
from simulator.debrief.turning_points.lines_to_say import lines_of
from simulator.debrief.turning_points.turning import BETTER, need_of, turning_points
from simulator.guidance.tables import guidance_of
from simulator.review.ending import Ending, codes_of, endings
from simulator.review.timeline import timelines
from simulator.review.timings import calls, timings
from simulator.review.transcript import DETAILS, EntrySummary, moment_of, without_private
from simulator.rules.match_criteria import Context
from simulator.session.run.headless_run import procedure
from simulator.session.run.live_run import RunSetup
from simulator.session.run.perceived_log import perceived


class FinishedRun(NamedTuple):
    """A run with its seats and its log."""

    scenario: Scenario
    profile: Profile
    force: Force
    log: Sequence[Entry]
    seats: tuple[Role, ...] = ()
    """The seats of trainees; empty for a demo."""
    seed: int = 0


def debrief_run(
    finished: FinishedRun,
    library: Library,
    *,
    own_view: tuple[str, ...] = (),
    private: bool = False,
) -> Debrief:
    """Return the debrief of a run. An unfinished run has open findings.

    Private text is left out unless `private`: notes, typed words, and `own_view` (the trainee's
    answers to the questions of `OWN_VIEW`).

    Raises:
        NotPossible: the flow can't replay the log.
        ContentError: a rubric's file is wrong.
        LibraryError: the scenario names an unknown rubric.
    """
    scenario, profile, seats = finished.scenario, finished.profile, finished.seats
    flow = procedure(profile.switches, profile.timings)
    log = list(finished.log) if private else [without_private(entry) for entry in finished.log]
    ears = {role: perceived(log, flow, scenario.coverage, role) for role in seats}
    context = Context(force=finished.force, profile=profile)
    complete = len(endings(log)) == len(scenario.calls_in_order)
    parts: list[SeatDebrief] = []
    for name in scenario.rubric:
        rubric = library.rubric(name).file.rubric
        if rubric.role in ears:
            findings = assess(ears[rubric.role], rubric, context, finished=complete)
            parts.append(SeatDebrief(rubric.role, rubric.title, findings))
    every = [finding for part in parts for finding in part.findings]
    evidence = frozenset(moment.seq for finding in every for moment in finding.evidence)
    moments = tuple(_moments(ears, profile, finished.force))
    texts = scenario.debrief
    ended = endings(log)[-1].outcome if complete else None
    debrief = Debrief(
        scenario=scenario.id,
        title=scenario.title,
        profile=profile.title,
        force=finished.force.title,
        seed=finished.seed,
        seats=seats,
        calls=_calls(log, profile),
        parts=tuple(parts),
        caller=what_was_possible(ears.get(Role.CALLER, ()), profile),
        moments=moments,
        turning=turning_points(_setup(finished), finished.log, moments),
        gaps=tuple(_gaps(ears, profile)),
        ears=(
            HeardCall(None, _lines(log, profile, evidence)),
            *(HeardCall(role, _lines(heard, profile)) for role, heard in ears.items()),
        ),
        questions=texts.asked_after(ended) if texts else (),
        facilitator=texts.notes_after(ended) if texts else (),
        needed=_needed(scenario, ended),
        ended_as_meant=ended is scenario.outcome_under(profile.id),
        written_for=_written_for(scenario, profile, ended),
        own_view=own_view if private else (),
    )
    return _labelled(debrief, library)


def _moments(
    ears: dict[Role, tuple[Entry, ...]], profile: Profile, force: Force
) -> Iterable[Moment]:
    """Return where trainees and good practice differ, for the roles that have guidance."""
    found: list[Moment] = []
    for role in (Role.OPERATOR, Role.CALL_HANDLER):
        if role in ears:
            guidance = guidance_of(role, profile, None if role is Role.OPERATOR else force)
            found += compared(guidance, ears[role], lines_of(role, profile, force), profile)
    return sorted(found, key=by_stake)


def _setup(finished: FinishedRun) -> RunSetup:
    return RunSetup(
        finished.scenario, finished.profile, finished.force, finished.seed, finished.seats
    )


def _needed(scenario: Scenario, ended: Outcome | None) -> str:
    """Return what the caller needed, if the run did not end in the best outcome for it."""
    need = need_of(scenario.facts)
    if need is None or ended is None or ended in BETTER[need][0]:
        return ""
    return f"{need.label[:1].upper()}{need.label[1:]}."


def _written_for(scenario: Scenario, profile: Profile, ended: Outcome | None) -> Outcome | None:
    """Return the outcome that the scenario's questions assume, if the run had another."""
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
        notes = tuple(_notes(call, ending))
        found.append(CallDebrief(times.call, line, ending, times, timeline, notes))
    return tuple(found)


_NOT_PASSED = (Outcome.ABANDONED, Outcome.ENDED_BY_OPERATOR, Outcome.NO_RESPONSE_TO_RECORDING)


def _notes(call: Sequence[Entry], ending: Ending | None) -> Iterable[CallNote]:
    """Return what to know of a call that no force heard of, or of a sound without effect."""
    if ending is None or ending.outcome not in _NOT_PASSED:
        return
    yield PASSED_ON
    if any(entry.actor is Role.CALLER and entry.body.kind in ("tap", "cough") for entry in call):
        yield FILTERED


def _gaps(ears: dict[Role, tuple[Entry, ...]], profile: Profile) -> Iterable[RecordGap]:
    if Role.OPERATOR in ears:
        yield from not_passed_on(ears[Role.OPERATOR], profile)
    if Role.CALL_HANDLER in ears:
        yield from not_logged(ears[Role.CALL_HANDLER], profile)


def _lines(
    log: Iterable[Entry], profile: Profile, also: frozenset[int] = frozenset()
) -> tuple[EntrySummary, ...]:
    """Summarise a log without details, but with the entries of `also`: findings link to them."""
    return tuple(
        moment_of(entry, profile)
        for entry in log
        if entry.seq in also or not isinstance(entry.body, DETAILS)
    )


def _labelled(debrief: Debrief, library: Library) -> Debrief:
    """Return the debrief with the label of every source that it cites."""
    codes: list[str] = []
    for call in debrief.calls:
        codes += codes_of(call.ending.because) if call.ending else ()
        codes += [code for note in call.notes for code in note.sources]
    for part in debrief.parts:
        for finding in part.findings:
            codes += finding.criterion.sources
    codes += [code for moment in debrief.moments for code in moment.sources]
    for stretch in debrief.caller:
        codes += stretch.counted.sources
        codes += [code for did in stretch.did for code in did.sources]
    sources = library.sources()
    labels = {code: sources[code].label for code in dict.fromkeys(codes) if code in sources}
    return replace(debrief, sources=labels)
