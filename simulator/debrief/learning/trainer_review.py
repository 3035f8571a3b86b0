"""One reviewer's work on one record: findings overridden with a reason, and the lines that show it.

Finding and override both stay. Each line makes sense alone, read aloud.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from simulator.clean_text import for_line
from simulator.core.instant import clock
from simulator.debrief.assess.findings import Finding, Judgement, findings_of
from simulator.debrief.learning import trainer_overrides
from simulator.debrief.learning.trainer_overrides import CriterionKey, Override, Rating, key_of
from simulator.errors import ReviewError
from simulator.rules.rubric import Criterion
from simulator.session.records.record_file import Record, heading
from simulator.session.records.record_header import STAMP
from simulator.session.records.store import checked_code

PRIVATE = (
    "What you write is private. It is saved in a file beside the record, on this machine. Don't "
    "write names, or anything about a real call."
)
_GROUPS = {
    Judgement.MISSED: "Not seen",
    Judgement.MET: "Seen",
    Judgement.FOR_A_PERSON: "For a person to judge",
    Judgement.OPEN: "Not settled when the call was left",
    Judgement.NOT_APPLICABLE: "Did not come up",
    None: "Without a finding: today's flow cannot replay this call",
}
_MOST_MOMENTS = 4
"""Most entries listed under one finding."""


class Rateable(NamedTuple):
    """A criterion that applies to a record."""

    key: CriterionKey
    criterion: Criterion
    finding: Finding | None
    """The machine's finding; None if today's flow can't replay the record."""


def rateable(record: Record) -> tuple[Rateable, ...]:
    """Return the criteria of a record's own rubrics for the seats that trainees took, in order.

    The caller is never rated.
    """
    return tuple(
        Rateable(CriterionKey(rubric.id, criterion.id), criterion, finding)
        for rubric, findings in findings_of(record)
        for criterion, finding in zip(
            rubric.criteria, findings or [None] * len(rubric.criteria), strict=True
        )
    )


class ReviewSession:
    """A reviewer's session: creates and checks entries."""

    def __init__(self, record: Record, code: str, now: Callable[[], datetime]) -> None:
        """Start as the reviewer `code`; RecordError if it or an existing file is invalid."""
        self.code, self.record = checked_code(code), record
        self.rateable = rateable(record)
        self._now = now
        self.reviews: trainer_overrides.Reviews = trainer_overrides.read_reviews(record.path)

    def name_of(self, each: Rateable) -> str:
        """Return the name of a criterion on the command line, with its rubric if ambiguous."""
        same = [other for other in self.rateable if other.key.criterion == each.key.criterion]
        return each.key.criterion if len(same) == 1 else "/".join(each.key)

    def override(self, each: Rateable, rating: Rating, because: str) -> Override:
        """Return a correction of the machine's finding; ReviewError if there can be none."""
        if each.finding is None:
            raise ReviewError(f"there is no finding of {self.name_of(each)} to override", "")
        try:
            why = trainer_overrides.text_checked(because)
        except ValueError as error:
            hint = "write a reason of a sentence or two"
            raise ReviewError(f"invalid reason: {error}", hint) from None
        at = self._now().astimezone(UTC).strftime(STAMP)
        machine, key = each.finding.judgement.value, each.key._asdict()
        return Override(by=self.code, at=at, **key, machine=machine, person=rating, because=why)


# --- what is shown --------------------------------------------------------------------------------


def document(session: ReviewSession) -> Iterator[str]:
    """Yield the record and its findings with what reviewers put in their place, in lines."""
    yield from (*heading(session.record), f"You review as {session.code}.", PRIVATE)
    yield from ("", "Findings:", *_findings(session), *notes(session))


def notes(session: ReviewSession) -> Iterator[str]:
    """Yield warnings about the files: a changed record, or an incomplete line."""
    if session.reviews.changed:
        yield (
            f"Note: the record {for_line(session.record.path.name)} has changed since its first "
            "review, so a reason may be about another call."
        )
    yield from (f"Note: {note}." for note in session.reviews.notes)


def kept(entry: Override) -> str:
    """Return the confirmation of a saved entry."""
    return f"Kept: {'/'.join(key_of(entry))}: {_overridden(entry)}"


def _findings(session: ReviewSession) -> Iterator[str]:
    if not session.rateable:
        yield "No criterion applies: no trainee took a seat that has a rubric."
    for judgement, title in _GROUPS.items():
        found = [e for e in session.rateable if (e.finding and e.finding.judgement) is judgement]
        if found:
            yield title
        for each in found:
            yield f"- {each.criterion.says} ({session.name_of(each)})"
            evidence = each.finding.evidence if each.finding else ()
            for moment in evidence[:_MOST_MOMENTS]:
                who = f"{moment.who}: " if moment.who else ""
                yield f"  {moment.seq}. {clock(moment.at)} {who}{for_line(moment.text)}"
            if more := len(evidence[_MOST_MOMENTS:]):
                yield f"  and {more} more"
            for entry in session.reviews.overrides:
                if key_of(entry) == each.key:
                    yield f"  {_overridden(entry)}"


def _overridden(entry: Override) -> str:
    known = {judged.value: judged.meaning for judged in Judgement}
    machine = known.get(entry.machine) or for_line(entry.machine)
    person, why = entry.person.meaning, for_line(entry.because)
    return f"the machine: {machine}; {entry.by}: {person}, because: {why}"
