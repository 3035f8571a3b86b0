"""Findings: the result of each criterion of a rubric, in a finished run, and live for a coach.

Each criterion is checked against one seat's perceived log. A finding that the program can't show
by entries is left to a person.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from simulator.content.procedure.measured_rates import MeasuredRates, measured
from simulator.core import acts as do
from simulator.core.describe import name_of
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, outcomes_of
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role, Term
from simulator.debrief.assess.statements_shown import StatementsShown
from simulator.errors import NotPossible
from simulator.knowledge.facts import Same
from simulator.review.transcript import EntrySummary, moment_of, without_private
from simulator.rules.claims_of_words import could_claim
from simulator.rules.known_words import EntryJudgement
from simulator.rules.match_criteria import Context, Feature, Match
from simulator.rules.monitor import Monitor, Verdict
from simulator.rules.patterns import AtMost, Rule, VerdictKind, Within
from simulator.rules.rubric import Criterion, Rubric
from simulator.rules.rule_sentences import Extent, extent
from simulator.session.records.record_file import Record
from simulator.session.run.call_people import procedure
from simulator.session.run.cast import calls_of
from simulator.session.run.perceived_log import perceived


class Judgement(Term):
    """The result of a criterion."""

    MET = "met", "seen"
    MISSED = "missed", "not seen"
    NOT_APPLICABLE = "not_applicable", "did not come up"
    OPEN = "open", "the call was left before it could show"
    FOR_A_PERSON = "for_a_person", "for a person to judge"


CAME_UP = (Judgement.MET, Judgement.MISSED)
"""Results of criteria that had an occasion."""
_JUDGED = {
    VerdictKind.MET: Judgement.MET,
    VerdictKind.BROKEN: Judgement.MISSED,
    VerdictKind.NOT_APPLICABLE: Judgement.NOT_APPLICABLE,
    VerdictKind.PENDING: Judgement.OPEN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one criterion in a run."""

    criterion: Criterion
    judgement: Judgement
    evidence: tuple[EntrySummary, ...] = ()
    """Supporting entries, oldest first; empty if the expected act never came. If the criterion is
    for a person to judge: its occasions."""
    because: str = ""
    """If missed: what was expected, and the nearest thing that happened. If it did not apply: why
    the act was not needed."""
    overrides: tuple[str, ...] = ()
    """What people put in its place: who, what they saw and, if private text is shown, why."""
    machine: Judgement | None = None
    """The machine's finding, where a person's counts in its place."""
    answers: tuple[str, ...] = ()
    """The trainee's answers to it; private text."""
    extent: Extent | None = None
    """For how long it was missed, if its rule has a time."""
    measured: str = ""
    """How well the program finds it in made-up calls, in words; empty where no rule decides."""

    @property
    def says(self) -> str:
        """The message for the trainee: what they did, or what was expected."""
        met = self.judgement is Judgement.MET
        return self.criterion.when_met if met else self.criterion.when_missed

    def moment_in(self, role: Role) -> EntrySummary | None:
        """Return the entry that the finding is about, or None without evidence.

        If it was met, the act of `role` that met it; a rule with a deadline is met by the last one.
        """
        rule, own = self.criterion.rule, name_of(role)
        if self.judgement is Judgement.MET and rule is not None:
            acts = [shown for shown in self.evidence if shown.who == own]
            if acts:
                return acts[-1 if isinstance(rule.pattern, Within) else 0]
        named = [shown for shown in self.evidence if shown.who]
        return next(reversed(named or self.evidence), None)


def assess(
    heard: Sequence[Entry],
    rubric: Rubric,
    context: Context,
    *,
    finished: bool = True,
    private: bool = True,
) -> tuple[Finding, ...]:
    """Return the findings of a rubric, in its order, for its seat's perceived log `heard`.

    In an unfinished log, unsettled criteria are open. Unless `private`, evidence has no private
    text and no own words.

    Raises ValueError if a criterion needs a force or a profile that the context doesn't have.
    """
    heard = tuple(heard)  # The monitors know a log again by its being the same tuple.
    entries = {each.seq: each if private else without_private(each) for each in heard}
    # An operator's part is over once the call is left to police.
    left = any(isinstance(each.body, do.Leave) and each.actor is rubric.role for each in heard)
    finished = finished or (left and rubric.role is Role.OPERATOR)
    worst = tuple(could_claim(each) if each.actor is rubric.role else each for each in heard)
    at_worst = None if worst == heard else worst
    stated = StatementsShown(heard, rubric.role)
    seated = replace(context, seat=rubric.role)
    found = []
    judges = _judges(Same(rubric), Same(context.force), Same(context.profile))
    for criterion, (monitor, called) in zip(rubric.criteria, judges, strict=True):
        verdict = Verdict(VerdictKind.PENDING)
        if monitor is not None:
            over = finished or criterion.rule is None
            verdict = monitor.judge(heard, finished=over)
        evidence, because, lasted = verdict.evidence, verdict.because, None
        judgement = _JUDGED[verdict.kind]
        if criterion.rule is None:
            came_up = criterion.occasion is None or evidence
            judgement = Judgement.FOR_A_PERSON if came_up else Judgement.NOT_APPLICABLE
        elif monitor is not None and _words_would_tell(
            criterion.rule, monitor, at_worst, finished=finished, kind=verdict.kind
        ):
            judgement, because = Judgement.FOR_A_PERSON, UNREAD
        elif judgement is Judgement.NOT_APPLICABLE:
            because = criterion.not_needed
        elif judgement is Judgement.MISSED and evidence:
            lasted = extent(criterion.rule, heard, evidence, seated)
        elif judgement is Judgement.MISSED and called is not None:
            # What never came has no moment of its own: it was due from what called for it.
            evidence = called.judge(heard).evidence[:1]
        if judgement is Judgement.MISSED and evidence:
            behind = stated.behind(criterion, entries[evidence[-1]])
            evidence = tuple(sorted({*evidence, *behind}))
        shown = tuple(
            _moment(entries, seq, context.profile, stated.note(seq))
            for seq in evidence
            # The start of the call is evidence only if there is no other.
            if len(evidence) == 1 or not isinstance(entries[seq].body, CallBegan)
        )
        found.append(Finding(criterion, judgement, shown, because, extent=lasted))
    return tuple(found)


POORLY_MEASURED = (
    "In made-up calls this criterion missed or invented too much to be left to the program."
)
"""Why a criterion that was measured, and did badly, is left to a person."""


def with_measured(rubric: Rubric, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with how well each criterion did where the truth was known.

    One that did badly is for a person: it keeps its moments, so that a person can look at them.
    """
    return tuple(_as_measured(each, measured(rubric.id, each.criterion.id)) for each in found)


def _as_measured(finding: Finding, rates: MeasuredRates) -> Finding:
    if finding.criterion.rule is None:
        return finding
    finding = replace(finding, measured=rates.in_words)
    if finding.judgement not in CAME_UP or not rates.for_a_person:
        return finding
    return replace(finding, judgement=Judgement.FOR_A_PERSON, because=POORLY_MEASURED)


UNREAD = "This record has neither the words nor what they claimed, so it could not be judged."
"""Why a criterion on words is left to a person."""


def _words_would_tell(
    rule: Rule,
    monitor: Monitor,
    at_worst: tuple[Entry, ...] | None,
    *,
    finished: bool,
    kind: VerdictKind,
) -> bool:
    """Whether a rule on words could judge otherwise, if it knew words that nobody has read."""
    if at_worst is None:
        return False
    parts = [part for match in rule.matches() for part in match.parts()]
    known = (word.row for part in parts for word in part.known or ())
    of_words = any(isinstance(row, EntryJudgement) and row.of_words for row in known)
    if not (of_words or any(part.same is Feature.WORDS for part in parts)):
        return False
    return monitor.judge(at_worst, finished=finished).kind is not kind


def findings_of(record: Record) -> Iterator[tuple[Rubric, tuple[Finding, ...] | None]]:
    """Yield the rubrics of a record with their findings, for the seats that trainees took.

    The findings are None if today's flow can't replay the record.
    """
    header, log = record.header, record.entries
    setup = header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    ended = sum(each is not None for each in outcomes_of(log))
    finished = ended == len(calls_of(setup.scenario, setup.seed, setup.seats))
    context = Context(force=setup.force, profile=setup.profile)
    for rubric in (file.rubric for file in header.rubrics):
        if rubric.role in setup.seats:
            try:
                heard = perceived(log, flow, setup.scenario.coverage, rubric.role)
                found = assess(heard, rubric, context, finished=finished)
                yield rubric, with_measured(rubric, found)
            except (NotPossible, ValueError):
                yield rubric, None


@lru_cache(maxsize=32)
def _judges(
    rubric: Same[Rubric], force: Same[Force | None], profile: Same[Profile | None]
) -> tuple[tuple[Monitor | None, Monitor | None], ...]:
    """Return two monitors a criterion: of its rule or its occasions, and of what calls for it."""
    context = Context(force=force.value, profile=profile.value, seat=rubric.value.role)

    def every(match: Match | None) -> Monitor | None:
        """Return a monitor that collects every matching entry; other monitors stop at the first."""
        rule = None if match is None else Rule(AtMost(sys.maxsize, match))
        return None if rule is None else Monitor(rule, context, tracking=True)

    return tuple(
        (every(criterion.occasion), None)
        if criterion.rule is None
        else (Monitor(criterion.rule, context, tracking=True), every(criterion.rule.applies_when))
        for criterion in rubric.value.criteria
    )


def _moment(
    entries: Mapping[int, Entry], seq: int, profile: Profile | None, stated: str
) -> EntrySummary:
    """Return an entry as evidence, with what it `stated`; the end of words has their text."""
    entry = entries[seq]
    moment = moment_of(entry, profile)
    moment = moment._replace(text=f"{moment.text}{stated}")
    said = entries.get(entry.cause) if entry.cause is not None else None
    if isinstance(entry.body, do.Finish) and said is not None:
        spoken = moment_of(said, profile)
        return moment._replace(text=f"{spoken.text} [ends]")
    return moment


class Hint(NamedTuple):
    """One message of the coach about one criterion."""

    at: Millis
    """The instant (ms) at which the criterion was settled."""
    criterion: Criterion
    kind: VerdictKind
    """`MET` or `BROKEN`."""
    text: str


class Coach:
    """Live criteria of a rubric, checked against one seat's perceived log."""

    def __init__(self, rubric: Rubric, context: Context) -> None:
        """Start before the first entry of a run. The scenario's facts are not read.

        Raises ValueError if a criterion needs a force or a profile that the context doesn't have.
        """
        context = replace(context, seat=rubric.role)
        self._open = [
            (criterion, monitor, monitor.start())
            for criterion in rubric.criteria
            if criterion.live and criterion.rule is not None
            # What a debrief leaves to a person, no coach says as if it were known.
            if not measured(rubric.id, criterion.id).for_a_person
            for monitor in [Monitor(criterion.rule, context)]
        ]

    def receive(self, entry: Entry) -> tuple[Hint, ...]:
        """Return the hints that a perceived entry settles, the gravest criterion first."""
        self._open = [
            (criterion, monitor, monitor.step(state, entry))
            for criterion, monitor, state in self._open
        ]
        return self.advance(entry.at)

    def would_break(self, acts: Sequence[Entry]) -> tuple[Criterion, ...]:
        """Return the open criteria that acts which are not done yet would break, the gravest first.

        What has run out of time before them is not broken by them.
        """
        found = []
        for criterion, monitor, state in self._open:
            before = monitor.verdict(state, False, acts[0].at)
            after = state
            for act in acts:
                after = monitor.step(after, act)
            broken = monitor.verdict(after, False, acts[-1].at) is VerdictKind.BROKEN
            if broken and before is not VerdictKind.BROKEN:
                found.append(criterion)
        return tuple(sorted(found, key=lambda each: each.weight.place))

    def advance(self, now: Millis) -> tuple[Hint, ...]:
        """Return the hints that passed deadlines settle by `now` (ms), without a new entry."""
        hints: list[Hint] = []
        waiting = []
        for criterion, monitor, state in self._open:
            kind = monitor.verdict(state, False, now)
            if kind is VerdictKind.PENDING:
                waiting.append((criterion, monitor, state))
                continue
            text = criterion.when_met if kind is VerdictKind.MET else criterion.when_missed
            hints.append(Hint(now, criterion, kind, text))
        self._open = waiting
        return tuple(sorted(hints, key=lambda hint: hint.criterion.weight.place))
