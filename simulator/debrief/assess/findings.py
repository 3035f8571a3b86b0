"""What was seen of each criterion of a rubric in a call, and the moments that show it.

`assess` looks at what one seat perceived. A criterion was seen or it was not, did not come up, is
not settled yet, or is for a person; the machine never says more than it can show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Term
from simulator.errors import NotPossible
from simulator.review.transcript import EntrySummary, moment_of
from simulator.rules.evaluate import evaluate
from simulator.rules.match import Context
from simulator.rules.patterns import AtMost, Rule, VerdictKind
from simulator.rules.rubric import Criterion, Rubric
from simulator.session.records.record_file import Record
from simulator.session.run.headless_run import procedure
from simulator.session.run.perceived import perceived


class Judgement(Term):
    """What can be said of a criterion after a call."""

    MET = "met", "seen"
    MISSED = "missed", "not seen"
    NOT_APPLICABLE = "not_applicable", "did not come up"
    OPEN = "open", "the call was left before it could show"
    FOR_A_PERSON = "for_a_person", "for a person to judge"


_JUDGED = {
    VerdictKind.MET: Judgement.MET,
    VerdictKind.BROKEN: Judgement.MISSED,
    VerdictKind.NOT_APPLICABLE: Judgement.NOT_APPLICABLE,
    VerdictKind.PENDING: Judgement.OPEN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen of one criterion."""

    criterion: Criterion
    judgement: Judgement
    evidence: tuple[EntrySummary, ...] = ()
    """The moments that show it, oldest first; none where what had to happen never did. Of one for a
    person: the occasions on which it came up."""
    because: str = ""
    """Of a missed one: what was expected, and the nearest thing that did happen."""

    @property
    def says(self) -> str:
        """What is told to the person: that it was done, or what was expected."""
        met = self.judgement is Judgement.MET
        return self.criterion.when_met if met else self.criterion.when_missed


def assess(
    heard: Sequence[Entry],
    rubric: Rubric,
    context: Context,
    *,
    finished: bool = True,
    now: Millis | None = None,
) -> tuple[Finding, ...]:
    """Look at a part by its rubric, in the rubric's order.

    `heard` is what the rubric's seat perceived. Of an unfinished log only what is settled is said;
    `now` is its instant in milliseconds, its last entry's if left out.

    Raises:
        ValueError: a criterion compares with a force or a profile, and the context has none.
    """
    entries = {entry.seq: entry for entry in heard}
    found = []
    for criterion in rubric.criteria:
        if criterion.rule is None:
            found.append(_for_a_person(criterion, heard, context))
            continue
        verdict = evaluate(criterion.rule, heard, context, finished=finished, now=now)
        shown = tuple(
            _moment(entries, seq, context.profile)
            for seq in verdict.evidence
            # That the call began shows nothing where something else does.
            if len(verdict.evidence) == 1 or not isinstance(entries[seq].body, CallBegan)
        )
        found.append(Finding(criterion, _JUDGED[verdict.kind], shown, verdict.because))
    return tuple(found)


def findings_of(record: Record) -> Iterator[tuple[Rubric, tuple[Finding, ...] | None]]:
    """Look at a record by its own rubrics, for the seats that people took.

    The findings are None where today's flow cannot follow the record.
    """
    header, log = record.header, record.entries
    setup = header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    ended = sum(isinstance(entry.body, CallEnded) for entry in log)
    finished = ended == len(setup.scenario.calls_in_order)
    context = Context(force=setup.force, profile=setup.profile)
    for rubric in (file.rubric() for file in header.rubrics):
        if rubric.role in setup.seats:
            try:
                heard = perceived(log, flow, setup.scenario.coverage, rubric.role)
                yield rubric, assess(heard, rubric, context, finished=finished)
            except (NotPossible, ValueError):
                yield rubric, None


def _for_a_person(criterion: Criterion, heard: Sequence[Entry], context: Context) -> Finding:
    """What a person is asked to judge, or that there was no occasion for it."""
    if criterion.occasion is not None:
        # What a person is to look at: each occasion, and not only that there was one.
        occasions = evaluate(Rule(AtMost(len(heard), criterion.occasion)), heard, context)
        if not occasions.evidence:
            return Finding(criterion, Judgement.NOT_APPLICABLE)
        entries = {entry.seq: entry for entry in heard}
        shown = tuple(_moment(entries, seq, context.profile) for seq in occasions.evidence)
        return Finding(criterion, Judgement.FOR_A_PERSON, shown)
    return Finding(criterion, Judgement.FOR_A_PERSON)


def _moment(entries: Mapping[int, Entry], seq: int, profile: Profile | None) -> EntrySummary:
    """An entry that shows something; the end of an utterance is told with what was said."""
    entry = entries[seq]
    moment = moment_of(entry, profile)
    said = entries.get(entry.cause) if entry.cause is not None else None
    if isinstance(entry.body, do.Finish) and said is not None:
        spoken = moment_of(said, profile)
        return moment._replace(text=f"{spoken.text} [ends]")
    return moment
