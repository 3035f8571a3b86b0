"""One reviewer's work on one record: what they may write, and the lines that show it.

A reviewer comments on an entry or on the whole call, and overrides a finding with a reason. Both
stay. Each line makes sense alone, read aloud, and has the number or name that an option refers to.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from simulator.clean_text import for_line
from simulator.core.instant import clock
from simulator.debrief.assess.findings import Finding, Judgement, findings_of
from simulator.debrief.learning import review_file
from simulator.debrief.learning.review_file import (
    CallComment,
    CriterionKey,
    Entry,
    EntryComment,
    Override,
    Rating,
    key_of,
)
from simulator.errors import ReviewError
from simulator.review.transcript import DETAILS, EntrySummary, moment_of
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
    """A reviewer's session: creates, checks and saves entries."""

    def __init__(self, record: Record, code: str, now: Callable[[], datetime]) -> None:
        """Start as the reviewer `code`; RecordError if it or an existing file is invalid."""
        self.code, self.record = checked_code(code), record
        self.rateable = rateable(record)
        self._now = now
        self.reviews: review_file.Reviews = review_file.read_reviews(record.path)

    def name_of(self, each: Rateable) -> str:
        """Return the name of a criterion on the command line, with its rubric if ambiguous."""
        same = [other for other in self.rateable if other.key.criterion == each.key.criterion]
        return each.key.criterion if len(same) == 1 else "/".join(each.key)

    # --- what may be written; each raises a ReviewError if it may not ----------------------------

    def pin(self, number: str, text: str) -> EntryComment:
        """Return a comment on the entry with that number."""
        most = len(self.record.entries) - 1
        if not (number.isascii() and number.isdigit()) or int(number[:12]) > most:
            hint = f"the transcript shows the numbers, from 0 to {most}"
            raise ReviewError(f"this record has no entry {number}", hint)
        return EntryComment(**self._stamp, seq=int(number), text=_checked(text, "comment"))

    def note(self, text: str) -> CallComment:
        """Return a comment on the whole call."""
        return CallComment(**self._stamp, text=_checked(text, "note"))

    def override(self, each: Rateable, rating: Rating, because: str) -> Override:
        """Return a correction of the machine's finding, with a reason."""
        if each.finding is None:
            reason = f"there is no finding of {self.name_of(each)} to override"
            raise ReviewError(reason, "write a note instead")
        machine, why = each.finding.judgement.value, _checked(because, "reason")
        key = each.key._asdict()
        return Override(**self._stamp, **key, machine=machine, person=rating, because=why)

    def keep(self, *entries: Entry) -> None:
        """Append entries to the review file, as `review_file.add` does, and read it again."""
        review_file.add(self.record.path, entries)
        self.reviews = review_file.read_reviews(self.record.path)

    @property
    def _stamp(self) -> dict[str, Any]:
        return {"by": self.code, "at": self._now().astimezone(UTC).strftime(STAMP)}


def _checked(text: str, what: str) -> str:
    try:
        return review_file.text_checked(text)
    except ValueError as error:
        hint = f"write a {what} of a sentence or two"
        raise ReviewError(f"invalid {what}: {error}", hint) from None


# --- what is shown --------------------------------------------------------------------------------


def document(session: ReviewSession) -> Iterator[str]:
    """Yield the record, its findings and its reviews in lines, section by section."""
    yield from (*heading(session.record), f"You review as {session.code}.", PRIVATE)
    yield from ("", "Moment by moment:", *_moments(session))
    yield from ("", "Findings:", *_findings(session))
    yield from ("", "All reviews:", *_reviews(session))


def notes(session: ReviewSession) -> Iterator[str]:
    """Yield warnings about the files: a changed record, or an incomplete line."""
    if session.reviews.changed:
        yield (
            f"Note: the record {for_line(session.record.path.name)} has changed since its first "
            "review, so comments may be about other entries."
        )
    yield from (f"Note: {note}." for note in session.reviews.notes)


def kept(entry: Entry, session: ReviewSession) -> str:
    """Return the confirmation of a saved entry."""
    return f"Kept: {_entry(entry, session.record)}"


def _moments(session: ReviewSession) -> Iterator[str]:
    pins = [each for each in session.reviews.entries if isinstance(each, EntryComment)]
    for entry in session.record.entries:
        own = [pin for pin in pins if pin.seq == entry.seq]
        if own or not isinstance(entry.body, DETAILS):
            yield _by_number(session.record, entry.seq)
        yield from (f"      {pin.by}: {for_line(pin.text)}" for pin in own)


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
            yield from (f"  {_moment(moment)}" for moment in evidence[:_MOST_MOMENTS])
            if more := len(evidence[_MOST_MOMENTS:]):
                yield f"  and {more} more"
            for entry in session.reviews.overrides:
                if key_of(entry) == each.key:
                    yield f"  {_overridden(entry)}"


def _reviews(session: ReviewSession) -> Iterator[str]:
    found = session.reviews
    yield from notes(session)
    if not found.entries:
        yield f"There are no reviews of {found.record}."
    for entry in found.entries:
        day = entry.at.partition("T")[0]
        yield f"{entry.by}, {day}: {_entry(entry, session.record)}"


def _entry(entry: Entry, record: Record) -> str:
    match entry:
        case EntryComment(seq=seq, text=text):
            return f"pinned to {_by_number(record, seq)} Comment: {for_line(text)}"
        case CallComment(text=text):
            return f"note: {for_line(text)}"
        case Override():
            return f"{'/'.join(key_of(entry))}: {_overridden(entry)}"
    return "rated in an earlier version; the file still has it"


def _overridden(entry: Override) -> str:
    known = {judged.value: judged.meaning for judged in Judgement}
    machine = known.get(entry.machine) or for_line(entry.machine)
    person, why = entry.person.meaning, for_line(entry.because)
    return f"the machine: {machine}; {entry.by}: {person}, because: {why}"


def _by_number(record: Record, seq: int) -> str:
    """Return an entry with the number that a comment refers to."""
    if seq >= len(record.entries):
        return f"{seq}, an entry that this record does not have."
    return _moment(moment_of(record.entries[seq], record.header.setup.profile))


def _moment(moment: EntrySummary) -> str:
    who = f"{moment.who}: " if moment.who else ""
    return f"{moment.seq}. {clock(moment.at)} {who}{for_line(moment.text)}"
