"""One reviewer's work on one record: what they may see and what they may write.

A blind rater sees the call and the criteria; findings and other reviews only after signing. The
screen, the plain lines and the options of `review` all use this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from simulator.debrief.assess.findings import Finding, Judgement, findings_of
from simulator.debrief.learning import review_file
from simulator.debrief.learning.rater_agreement import RATED, Rating
from simulator.debrief.learning.review_file import CriterionKey, Entry, Override
from simulator.errors import RecordError, ReviewError
from simulator.rules.rubric import Criterion
from simulator.session.records.record_file import Record
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
