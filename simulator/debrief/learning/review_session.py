"""One reviewer's work on one record: what they may see and what they may write.

A blind rater sees the call and the criteria; findings and other reviews only after signing. The
screen, the plain lines and the options of `review` all use this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.debrief.assess.findings import Finding, Judgement, findings_of
from simulator.debrief.learning import review_file
from simulator.debrief.learning.rater_agreement import Rating, rating_of
from simulator.debrief.learning.review_file import (
    CallComment,
    CriterionKey,
    CriterionRating,
    Entry,
    EntryComment,
    Override,
    Signature,
)
from simulator.errors import RecordError, ReviewError
from simulator.rules.rubric import Criterion, LookedAt
from simulator.session.records.record_file import Record
from simulator.session.records.record_header import STAMP
from simulator.session.records.store import checked_code

_ASKED = (Judgement.MET, Judgement.MISSED, Judgement.FOR_A_PERSON)
"""Findings whose criteria a blind rater rates."""


@dataclass(frozen=True, slots=True)
class Rateable:
    """A criterion that applies to a record."""

    key: CriterionKey
    role: LookedAt
    criterion: Criterion
    finding: Finding | None
    """The machine's finding; None if today's flow can't replay the record."""

    @property
    def machine(self) -> Rating | None:
        """The machine's finding as a rating, or None."""
        return rating_of(self.finding.judgement) if self.finding else None

    @property
    def asked(self) -> bool:
        """Whether a blind rater rates it."""
        return self.finding is None or self.finding.judgement in _ASKED


def rateable(record: Record) -> tuple[Rateable, ...]:
    """Return the criteria of a record's own rubrics for the seats that trainees took, in order.

    The caller is never rated.
    """
    return tuple(
        Rateable(CriterionKey(rubric.id, criterion.id), rubric.role, criterion, finding)
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
        self.record = record
        self.blind = blind
        self.rateable = rateable(record)
        self._now = now
        self.reviews: review_file.Reviews = review_file.read_reviews(record.path)
        self._check_blindness()

    def _check_blindness(self) -> None:
        code = self.code
        if not self.blind:
            if self.reviews.is_rating_blind(code):
                reason = f"{code} rates this record blind and has not signed"
                raise ReviewError(reason, "continue with --blind; after signing you see everything")
            return
        if self.reviews.has_seen(code):
            reason = f"{code} has already seen the findings of this record"
            raise ReviewError(reason, "ask another reviewer for blind ratings")
        if self.reviews.signed(code):
            reason = f"{code} has signed blind ratings of this record; they cannot be changed"
            raise ReviewError(reason, "review it without --blind")
        if not self.rateable:
            reason = "there is nothing to rate: no trainee took a seat that has a rubric"
            raise ReviewError(reason, "the caller's seat is never rated")

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
            if isinstance(entry, CriterionRating) and entry.blind == self.blind:
                own[review_file.key_of(entry)] = entry.rating
            elif isinstance(entry, Override) and not self.blind:
                own[review_file.key_of(entry)] = entry.person
        found = ((e.key, own.get(e.key, None if self.blind else e.machine)) for e in self.rateable)
        return {key: rating for key, rating in found if rating is not None}

    # --- what may be written ---------------------------------------------------------------------

    def pin(self, number: str, text: str) -> EntryComment:
        """Return a comment on the entry with that number.

        Raises:
            ReviewError: there is no such entry, or the text is empty or too long.
        """
        most = len(self.record.entries) - 1
        if not (number.isascii() and number.isdigit()) or int(number[:12]) > most:
            raise ReviewError(
                f"this record has no entry {number}",
                f"the transcript shows the numbers, from 0 to {most}",
            )
        return EntryComment(**self._stamp, seq=int(number), text=_checked(text, "comment"))

    def note(self, text: str) -> CallComment:
        """Return a comment on the whole call.

        Raises:
            ReviewError: the text is empty or too long.
        """
        return CallComment(**self._stamp, text=_checked(text, "note"))

    def rate(self, each: Rateable, rating: Rating) -> CriterionRating:
        """Return a rating of a criterion.

        Raises:
            ReviewError: the reviewer sees its finding, so they can only override it.
        """
        if not self.blind and each.machine is not None:
            reason = f"{self.name_of(each)} has a finding that you can see, so you cannot rate it"
            raise ReviewError(reason, "override it, with a reason; or ask for a blind rating")
        return CriterionRating(**self._stamp, **each.key._asdict(), rating=rating)

    def override(self, each: Rateable, rating: Rating, because: str) -> Override:
        """Return a correction of the machine's finding.

        Raises:
            ReviewError: there is no reason, or no finding to override.
        """
        if self.blind:
            raise ReviewError("a blind rater cannot override findings", "rate the criterion")
        if each.finding is None or each.machine is None:
            reason = f"there is no finding of {self.name_of(each)} to override"
            raise ReviewError(reason, "rate it instead")
        return Override(
            **self._stamp,
            **each.key._asdict(),
            machine=each.finding.judgement.value,
            person=rating,
            because=_checked(because, "reason"),
        )

    def sign(self, more: Sequence[Entry] = ()) -> Signature:
        """Return a signature under this reviewer's ratings, including the unsaved entries `more`.

        Raises:
            ReviewError: a blind rater has rated nothing.
        """
        ratings = tuple(
            review_file.SignedRating(**key._asdict(), rating=r)
            for key, r in self.said(more).items()
        )
        if self.blind and not ratings:
            raise ReviewError("nothing is rated yet, so there is nothing to sign", "rate first")
        return Signature(**self._stamp, ratings=ratings)

    def keep(self, *entries: Entry) -> None:
        """Append entries to the review file.

        Raises:
            RecordError: the reviews can no longer be read.
            OSError: writing failed.
        """
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
        raise ReviewError(
            f"invalid {what}: {error}", f"write a {what} of a sentence or two"
        ) from None
