"""Build the debrief of a finished run."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.content.rules.rubric_file import RubricFile
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.call import takes_line_down
from simulator.core.log import CallBegan, Entry, StageEntered, outcomes_of
from simulator.core.profile import Force, Profile
from simulator.core.terms import LineKind, Outcome, Role
from simulator.debrief.assess.caller_review import what_was_possible
from simulator.debrief.assess.coach import coach_ahead, followed_hints, hints_of
from simulator.debrief.assess.comparison import Worded, compared
from simulator.debrief.assess.debrief import (
    FILTERED,
    PASSED_ON,
    CallDebrief,
    CallNote,
    Debrief,
    HeardCall,
    HintGiven,
    LineEnd,
    Moment,
    SeatDebrief,
    by_stake,
)
from simulator.debrief.assess.earned import earned
from simulator.debrief.assess.effects import OwnAct, answered_from, came_to_a_question, own_act
from simulator.debrief.assess.findings import Judgement, assess, with_measured
from simulator.debrief.assess.hard_decisions import hard_decisions, what_decided
from simulator.debrief.assess.objected_clause import objected_clause
from simulator.debrief.assess.turning_points import BETTER, need_of, turning_points
from simulator.guidance.tables import guidance_of
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements.dated import answers_unbriefed, stamp_of
from simulator.knowledge.knowledge import Knowledge
from simulator.review.ending import Ending, endings
from simulator.review.timeline import LINE_GOES, calls, timelines, timings
from simulator.review.transcript import DETAILS, EntrySummary, moment_of, without_private
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import LOOKED_AT, Rubric
from simulator.session.clock import PaceHeld, in_pauses
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book, procedure, question_bank
from simulator.session.run.cast import calls_of
from simulator.session.run.live_run import RunSetup
from simulator.session.run.perceived_log import perceived


class FinishedRun(NamedTuple):
    """A run with its seats and its log."""

    setup: RunSetup
    log: Sequence[Entry]
    rubrics: tuple[RubricFile, ...] = ()
    """Those that a record holds; without any, the library's."""
    hinted: bool = True
    """Whether the coach of a coached call gave hints; not in a lesson, or in an old record."""
    held: tuple[PaceHeld, ...] = ()
    """When the call was paused, and for how long."""


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
    setup = finished.setup
    scenario, profile, force, seats = setup.scenario, setup.profile, setup.force, setup.seats
    flow = procedure(profile.switches, profile.timings)
    log = list(finished.log) if private else [without_private(entry) for entry in finished.log]
    ears = {role: perceived(log, flow, scenario.coverage, role) for role in seats}
    context = Context(force=force, profile=profile)
    calls = calls_of(scenario, setup.seed, seats)
    outcomes = outcomes_of(log)
    last = endings(log)[-1:] if len(outcomes) == len(calls) and None not in outcomes else ()
    ended = last[0].outcome if last else None
    files = finished.rubrics or [library.rubric(name).file for name in scenario.rubric]
    rubrics = [file.rubric for file in files]
    hinted = finished.hinted and setup.coached
    parts = tuple(
        _part(
            rubric,
            perceived(finished.log, flow, scenario.coverage, rubric.role),
            context,
            finished=ended is not None,
            private=private,
            hinted=hinted,
        )
        for rubric in rubrics
        if rubric.role in ears
    )
    evidence = {shown.seq for part in parts for found in part.findings for shown in found.evidence}
    moments = tuple(_moments(ears, profile, force))
    texts = scenario.debrief
    debrief = Debrief(
        scenario=scenario.id,
        title=scenario.title,
        profile=profile.title,
        force=force.title,
        seed=setup.seed,
        seats=seats,
        calls=tuple(_calls(log, profile)),
        parts=parts,
        caller=what_was_possible(ears.get(Role.CALLER, ()), profile),
        moments=moments,
        turning=turning_points(setup, finished.log, moments),
        ears=(
            HeardCall(None, _lines(log, profile, evidence)),
            *(HeardCall(role, _lines(heard, profile)) for role, heard in ears.items()),
        ),
        questions=texts.asked_after(ended) if texts else (),
        facilitator=texts.notes_after(ended) if texts else (),
        needed=_needed(scenario, ended),
        decided=what_decided(log, seats),
        decisions=tuple(
            each
            for role in reversed(LOOKED_AT)
            if role in ears
            for each in hard_decisions(ears[role], role)
        ),
        written_for=_written_for(scenario, profile, ended),
        own_view=own_view if private else (),
        held=tuple(_paused(finished)),
    )
    known, cited = library.sources(), debrief.cited(debrief.findings)
    return replace(debrief, sources={code: known[code].label for code in cited if code in known})


def _part(
    rubric: Rubric,
    heard: Sequence[Entry],
    context: Context,
    *,
    finished: bool,
    private: bool,
    hinted: bool,
) -> SeatDebrief:
    """Return the findings of one rubric, with the trainee's acts that they rest on."""
    found = with_measured(
        rubric, assess(heard, rubric, context, finished=finished, private=private)
    )
    shown = {each.seq for finding in found for each in finding.evidence}
    known = heard if private else [without_private(each) for each in heard]
    by_seq = {entry.seq: entry for entry in known}
    acts: dict[int, OwnAct] = {}
    for entry in known:
        if entry.actor is rubric.role and entry.seq in shown and isinstance(entry.body, do.Action):
            # The end of words shows the words.
            begun = entry.cause if isinstance(entry.body, do.Finish) else entry.seq
            act = by_seq.get(entry.seq if begun is None else begun, entry)
            acts[entry.seq] = own_act(known, act, context.profile)
    came_up = {
        # The end of words is known by the words.
        entry.seq: came_to_a_question(known, _begun(entry, by_seq), context.profile)
        for entry in known
        if entry.actor is not rubric.role and entry.seq in shown
    }
    answered = answered_from(known)
    hints = _hints(rubric, heard, context) if hinted else ()
    untold = _never_passed_on(known, rubric.role) if rubric.role is Role.CALL_HANDLER else ()
    objected = {
        (each.criterion.id, seq): clause
        for each in found
        if each.judgement is Judgement.MISSED
        for seq in (shown.seq for shown in each.evidence if shown.seq in acts)
        if (clause := objected_clause(each.criterion.id, by_seq[seq], known))
    }
    return SeatDebrief(
        rubric.role, rubric.title, found, acts, came_up, answered, hints, objected, untold,
        tuple((e, moment_of(e.act, context.profile)) for e in earned(known, rubric.role)),
    )  # fmt: skip


def _begun(entry: Entry, by_seq: Mapping[int, Entry]) -> Entry:
    """Return the words of which an entry is the end; the entry itself if it is none."""
    ends = isinstance(entry.body, do.Finish) and entry.cause is not None
    return by_seq.get(entry.cause or 0, entry) if ends else entry


def _never_passed_on(heard: Sequence[Entry], role: Role) -> tuple[str, ...]:
    """Return what the caller had answered when officers were sent, and no briefing ever had."""
    knowledge = Knowledge(role)
    for entry in heard:
        knowledge = knowledge.after(entry)
    sent = stamp_of(knowledge, Stamp.SENT)
    return tuple(
        f"{'no to: ' if knowledge.facts.is_no(topic) else ''}{topic.label}"
        for topic in answers_unbriefed(knowledge.facts)
        if stamp_of(knowledge, Stamp.FACT, topic) <= sent
    )


def _hints(rubric: Rubric, heard: Sequence[Entry], context: Context) -> tuple[HintGiven, ...]:
    """Return the hints that the coach gave a seat, as they follow from what it perceived."""
    assert context.profile is not None
    assert context.force is not None
    hints = hints_of(coach_ahead(rubric, context.profile, context.force), heard)
    followed = followed_hints(rubric.role, hints, heard)
    return tuple(
        HintGiven(
            hint.at, hint.text, hint.row,
            tuple(sorted(seq for seq, by in followed.items() if by is hint)),
        )
        for hint in hints
    )  # fmt: skip


def _moments(
    ears: Mapping[Role, tuple[Entry, ...]], profile: Profile, force: Force
) -> Sequence[Moment]:
    """Return where trainees and good practice differ, for the roles that have guidance."""
    found: list[Moment] = []
    for role, policy in ((Role.OPERATOR, None), (Role.CALL_HANDLER, force)):
        if role in ears:
            worded = _lines_of(role, profile, force)
            found += compared(guidance_of(role, profile, policy), ears[role], worded, profile)
    return sorted(found, key=by_stake)


def _lines_of(role: Role, profile: Profile, force: Force) -> Worded:
    """Return how a simulated person of `role` words an act; the same words each time."""

    def words(knowledge: Knowledge, action: do.Action) -> str:
        if not isinstance(action, do.Speech | do.SendText):
            return ""
        chance = RandomStream(0, "debrief")
        spoken = SpokenWords(line_book(role), chance)
        person = (
            SimulatedOperator(profile, chance, spoken=spoken)
            if role is Role.OPERATOR
            else SimulatedHandler(profile, force, question_bank(), spoken)
        )
        person.knowledge = knowledge
        worded = person.worded(action)
        assert isinstance(worded, do.Speech | do.SendText)
        return worded.words

    return words


def _paused(finished: FinishedRun) -> Iterator[str]:
    """Yield that a call was paused; in an assessed call, that no act counted then."""
    counted = "" if finished.setup.coached else " No act counted then."
    for each in in_pauses(finished.held):
        yield f"The call was {each}.{counted}"


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


def _calls(log: Sequence[Entry], profile: Profile) -> Iterator[CallDebrief]:
    per_incident = iter(endings(log))
    # Calls of one incident have one ending: it is that of the last of them.
    began = [e.body.during is None for e in log if isinstance(e.body, CallBegan)]
    ends: list[Ending | None] = []
    for alone in began:
        ends.append(next(per_incident, None) if alone or not ends else ends[-1])
    whole = zip(calls(log), timings(log), timelines(log, profile), ends, strict=True)
    for call, times, timeline, ending in whole:
        lines = (entry.body.line for entry in call if isinstance(entry.body, CallBegan))
        line = next(lines, LineKind.MOBILE).label
        notes = tuple(_notes(call, ending))
        down = None if ending else _line_end(call)
        yield CallDebrief(times.call, line, ending, times, timeline, notes, down)


def _line_end(call: Sequence[Entry]) -> LineEnd | None:
    """Return how a call's line ended; None while there is one, or police ring back."""
    by: Role | None = None
    found: LineEnd | None = None
    for entry in call:
        if isinstance(entry.body, LINE_GOES):
            by = None if isinstance(entry.body, do.LoseLine) else entry.actor
        elif isinstance(entry.body, StageEntered):
            found = LineEnd(entry.at, by) if takes_line_down(entry.body) else None
    return found


_NOT_PASSED = (Outcome.ABANDONED, Outcome.ENDED_BY_OPERATOR, Outcome.NO_RESPONSE_TO_RECORDING)


def _notes(call: Sequence[Entry], ending: Ending | None) -> Iterator[CallNote]:
    """Yield what to know of a call that no force heard of, or of a sound without effect."""
    if ending is None or ending.outcome not in _NOT_PASSED:
        return
    yield PASSED_ON
    if any(entry.actor is Role.CALLER and entry.body.kind in ("tap", "cough") for entry in call):
        yield FILTERED


def _lines(
    log: Iterable[Entry], profile: Profile, also: Collection[int] = ()
) -> tuple[EntrySummary, ...]:
    """Summarise a log without details, but with the entries of `also`: findings link to them."""
    return tuple(
        moment_of(entry, profile)
        for entry in log
        if entry.seq in also or not isinstance(entry.body, DETAILS)
    )
