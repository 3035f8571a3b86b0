"""One reviewer's work on one record: what they may see and write, and the rows that show it.

A blind rater sees the call and the criteria; findings and other reviews only after signing. The
review screen shows the rows, and `review --plain` prints them. Each row makes sense alone, read
aloud, and holds the entry or criterion that a reviewer can write about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from simulator.clean_text import for_line
from simulator.core.instant import clock
from simulator.debrief.assess.findings import Finding, Judgement, findings_of
from simulator.debrief.learning import review_file
from simulator.debrief.learning.rater_agreement import RATED, Rating
from simulator.debrief.learning.review_file import (
    CriterionKey,
    CriterionRating,
    Entry,
    Override,
    key_of,
)
from simulator.debrief.render.sections import DocumentRow
from simulator.errors import RecordError, ReviewError
from simulator.review.transcript import DETAILS, EntrySummary, moment_of
from simulator.rules.rubric import Criterion
from simulator.session.records.record_file import Record, heading
from simulator.session.records.record_header import STAMP
from simulator.session.records.store import checked_code


class Rateable(NamedTuple):
    """A criterion that applies to a record."""

    key: CriterionKey
    criterion: Criterion
    finding: Finding | None
    """The machine's finding; None if today's flow can't replay the record."""

    @property
    def machine(self) -> Rating | None:
        """The machine's finding as a rating, or None."""
        return RATED.get(self.finding.judgement) if self.finding else None

    @property
    def asked(self) -> bool:
        """Whether a blind rater rates it: it came up, or is for a person."""
        asked = (Judgement.MET, Judgement.MISSED, Judgement.FOR_A_PERSON)
        return self.finding is None or self.finding.judgement in asked


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

    def __init__(
        self, record: Record, code: str, now: Callable[[], datetime], *, blind: bool = False
    ) -> None:
        """Start as the reviewer `code`.

        Raises:
            RecordError: the code is invalid, or the existing reviews cannot be read.
            ReviewError: a blind rater would see findings, or has seen them.
        """
        self.code = checked_code(code)
        if self.code == review_file.MACHINE:
            raise RecordError(f"{review_file.MACHINE} is the program's own code", "choose another")
        self.record, self.blind = record, blind
        self.rateable = rateable(record)
        self._now = now
        self.reviews: review_file.Reviews = review_file.read_reviews(record.path)
        for refused, reason, hint in self._blindness():
            if refused:
                raise ReviewError(reason, hint)

    def _blindness(self) -> Iterable[tuple[object, str, str]]:
        """Return the conditions under which the session may not begin, with reason and hint."""
        code, reviews = self.code, self.reviews
        if not self.blind:
            reason = f"{code} rates this record blind and has not signed"
            hint = "continue with --blind; after signing you see everything"
            return [(reviews.is_rating_blind(code), reason, hint)]
        seen = f"{code} has already seen the findings of this record"
        signed = f"{code} has signed blind ratings of this record; they cannot be changed"
        nothing = "there is nothing to rate: no trainee took a seat that has a rubric"
        return [
            (reviews.has_seen(code), seen, "ask another reviewer for blind ratings"),
            (reviews.signed(code), signed, "review it without --blind"),
            (not self.rateable, nothing, "the caller's seat is never rated"),
        ]

    # --- what may be seen ------------------------------------------------------------------------

    @property
    def in_sight(self) -> bool:
        """Whether the reviewer may see findings and other reviews; a blind one after signing."""
        return not self.blind or self.reviews.signed(self.code) is not None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Visible review entries: all, or this reviewer's own."""
        return self.reviews.entries if self.in_sight else self.reviews.of(self.code)

    @property
    def criteria(self) -> tuple[Rateable, ...]:
        """Visible criteria: all, or those that a blind rater rates."""
        return tuple(each for each in self.rateable if self.in_sight or each.asked)

    def finding(self, each: Rateable) -> Finding | None:
        """Return the machine's finding of a criterion if the reviewer may see it."""
        return each.finding if self.in_sight else None

    def name_of(self, each: Rateable) -> str:
        """Return the name of a criterion on the command line, with its rubric if ambiguous."""
        same = [other for other in self.rateable if other.key.criterion == each.key.criterion]
        return each.key.criterion if len(same) == 1 else "/".join(each.key)

    def said(self, more: Iterable[Entry] = ()) -> dict[CriterionKey, Rating]:
        """Return this reviewer's rating of each criterion, `more` included, in the rubrics' order.

        A reviewer who sees the findings and neither overrode nor rated one agrees with it.
        """
        own: dict[CriterionKey, Rating] = {}
        for entry in (*self.reviews.of(self.code), *more):
            if isinstance(entry, review_file.CriterionRating) and entry.blind == self.blind:
                own[review_file.key_of(entry)] = entry.rating
            elif isinstance(entry, Override) and not self.blind:
                own[review_file.key_of(entry)] = entry.person
        found = ((e.key, own.get(e.key, None if self.blind else e.machine)) for e in self.rateable)
        return {key: rating for key, rating in found if rating is not None}

    # --- what may be written; each raises a ReviewError if it may not ----------------------------

    def pin(self, number: str, text: str) -> review_file.EntryComment:
        """Return a comment on the entry with that number."""
        most = len(self.record.entries) - 1
        if not (number.isascii() and number.isdigit()) or int(number[:12]) > most:
            hint = f"the transcript shows the numbers, from 0 to {most}"
            raise ReviewError(f"this record has no entry {number}", hint)
        words = _checked(text, "comment")
        return review_file.EntryComment(**self._stamp, seq=int(number), text=words)

    def note(self, text: str) -> review_file.CallComment:
        """Return a comment on the whole call."""
        return review_file.CallComment(**self._stamp, text=_checked(text, "note"))

    def rate(self, each: Rateable, rating: Rating) -> review_file.CriterionRating:
        """Return a rating of a criterion; a finding that is in sight can only be overridden."""
        if not self.blind and each.machine is not None:
            reason = f"{self.name_of(each)} has a finding that you can see, so you cannot rate it"
            raise ReviewError(reason, "override it, with a reason; or ask for a blind rating")
        return review_file.CriterionRating(**self._stamp, **each.key._asdict(), rating=rating)

    def override(self, each: Rateable, rating: Rating, because: str) -> Override:
        """Return a correction of the machine's finding, with a reason."""
        if self.blind:
            raise ReviewError("a blind rater cannot override findings", "rate the criterion")
        if each.finding is None or each.machine is None:
            reason = f"there is no finding of {self.name_of(each)} to override"
            raise ReviewError(reason, "rate it instead")
        machine, why = each.finding.judgement.value, _checked(because, "reason")
        key = each.key._asdict()
        return Override(**self._stamp, **key, machine=machine, person=rating, because=why)

    def sign(self, more: Sequence[Entry] = ()) -> review_file.Signature:
        """Return a signature under this reviewer's ratings, with the unsaved entries `more`."""
        said = self.said(more).items()
        if self.blind and not said:
            raise ReviewError("nothing is rated yet, so there is nothing to sign", "rate first")
        ratings = (review_file.SignedRating(**key._asdict(), rating=each) for key, each in said)
        return review_file.Signature(**self._stamp, ratings=tuple(ratings))

    def keep(self, *entries: Entry) -> None:
        """Append entries to the review file, as `review_file.add` does, and read it again."""
        review_file.add(self.record.path, entries)
        self.reviews = review_file.read_reviews(self.record.path)

    @property
    def _stamp(self) -> dict[str, Any]:
        at = self._now().astimezone(UTC).strftime(STAMP)
        return {"by": self.code, "at": at, "blind": self.blind}


def _checked(text: str, what: str) -> str:
    try:
        return review_file.text_checked(text)
    except ValueError as error:
        hint = f"write a {what} of a sentence or two"
        raise ReviewError(f"invalid {what}: {error}", hint) from None


PRIVATE = (
    "What you write is private. It is saved in a file beside the record, on this machine. Don't "
    "write names, or anything about a real call."
)
BLIND = (
    "You rate blind: you see the call and the criteria. You see findings and other reviews after "
    "you sign."
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


def document(session: ReviewSession) -> Iterator[DocumentRow]:
    """Yield all visible rows, section by section."""
    sections = {"The call:": _call(session), "Moment by moment:": _moments(session)}
    sections["Findings:" if session.in_sight else "Criteria:"] = _criteria(session)
    if session.in_sight:
        sections["All reviews:"] = map(DocumentRow, _reviews(session))
    for title, rows in sections.items():
        yield DocumentRow(title, section=True)
        yield from rows


def notes(session: ReviewSession) -> Iterator[str]:
    """Yield warnings about the files: a changed record, or an incomplete line."""
    if session.reviews.changed:
        yield (
            f"Note: the record {for_line(session.record.path.name)} has changed since its first "
            "review, so comments may be about other entries."
        )
    yield from (f"Note: {note}." for note in session.reviews.notes)


def progress(session: ReviewSession) -> str:
    """Return the number of criteria that a blind rater has rated, as a text."""
    said, asked = session.said(), [each for each in session.rateable if each.asked]
    return f"{sum(each.key in said for each in asked)} of {len(asked)} rated."


def kept(entry: Entry, session: ReviewSession) -> str:
    """Return the confirmation of a saved entry."""
    return f"Kept: {_entry(entry, session.record)}"


# --- sections -------------------------------------------------------------------------------------


def _call(session: ReviewSession) -> Iterator[DocumentRow]:
    title, *lines = heading(session.record)
    yield DocumentRow(title, style="bold underline")
    lines += [f"You review as {session.code}.", PRIVATE]
    lines += [] if session.in_sight else [BLIND, progress(session)]
    yield from map(DocumentRow, lines)


def _moments(session: ReviewSession) -> Iterator[DocumentRow]:
    pins = [each for each in session.entries if isinstance(each, review_file.EntryComment)]
    for entry in session.record.entries:
        own = [pin for pin in pins if pin.seq == entry.seq]
        if own or not isinstance(entry.body, DETAILS):
            yield DocumentRow(_by_number(session.record, entry.seq), entry.seq)
        for pin in own:
            yield DocumentRow(f"      {pin.by}: {for_line(pin.text)}", style="italic")


def _criteria(session: ReviewSession) -> Iterator[DocumentRow]:
    if not session.rateable:
        yield DocumentRow("No criterion applies: no trainee took a seat that has a rubric.")
    if not session.in_sight:
        for each in session.criteria:
            yield from _criterion(session, each)
        return
    for judgement, title in _GROUPS.items():
        found = [e for e in session.criteria if (e.finding and e.finding.judgement) is judgement]
        if found:
            yield DocumentRow(title, style="bold underline")
        for each in found:
            yield from _criterion(session, each)


def _criterion(session: ReviewSession, each: Rateable) -> Iterator[DocumentRow]:
    """Yield a criterion with the machine's finding and the reviewers' ratings."""
    title = f"- {each.criterion.says} ({session.name_of(each)})"
    yield DocumentRow(title, about=each, style="bold")
    finding = session.finding(each)
    evidence = finding.evidence if finding else ()
    for moment in evidence[:_MOST_MOMENTS]:
        yield DocumentRow(f"  {_moment(moment)}", moment.seq, each)
    if more := len(evidence[_MOST_MOMENTS:]):
        yield DocumentRow(f"  and {more} more")
    for entry in session.entries:
        if isinstance(entry, CriterionRating | Override) and key_of(entry) == each.key:
            by = "" if isinstance(entry, Override) else f"{entry.by}: "
            yield DocumentRow(f"  {by}{_of_criterion(entry)}", style="italic")


def _reviews(session: ReviewSession) -> Iterator[str]:
    found = session.reviews
    yield from notes(session)
    if not found.entries:
        yield f"There are no reviews of {found.record}."
    for code in found.reviewers:
        yield f"{_signed(session, code)}:"
        for entry in found.of(code):
            yield f"  {_day(entry)} {_entry(entry, session.record)}"


# --- texts ----------------------------------------------------------------------------------------


def _signed(session: ReviewSession, code: str) -> str:
    sign, own = session.reviews.signed(code), session.reviews.of(code)
    if sign is None:
        return f"{code}, not signed"
    after = own[own.index(sign) + 1 :]
    more = any(not isinstance(each, review_file.Signature) for each in after)
    how = "rated blind and signed" if sign.blind else "signed"
    return f"{code}, {how} on {_day(sign)}{'; wrote more since' if more else ''}"


def _entry(entry: Entry, record: Record) -> str:
    match entry:
        case review_file.EntryComment(seq=seq, text=text):
            return f"pinned to {_by_number(record, seq)} Comment: {for_line(text)}"
        case review_file.CallComment(text=text):
            return f"note: {for_line(text)}"
        case CriterionRating() | Override():
            return f"{'/'.join(key_of(entry))}: {_of_criterion(entry)}"
    how = "signed blind" if entry.blind else "signed"
    criteria = "1 criterion" if len(entry.ratings) == 1 else f"{len(entry.ratings)} criteria"
    return f"{how}, {criteria}. A signature is neither a pass nor a fail."


def _of_criterion(entry: CriterionRating | Override) -> str:
    if isinstance(entry, CriterionRating):
        return f"{entry.rating.meaning}, rated{' blind' if entry.blind else ''}."
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


def _day(entry: Entry) -> str:
    return entry.at.partition("T")[0]
