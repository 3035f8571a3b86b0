"""One reviewer with one record: what they may see, and what they may write.

A blind rater sees the call and the criteria; findings and other reviews only after signing. The
screen, the lines and the options of `review` all ask here and show what `review_lines` makes of it.
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
"""A rater is asked for what came up, and for what only a person can judge."""


@dataclass(frozen=True, slots=True)
class Rateable:
    """A criterion that applies to a record."""

    key: CriterionKey
    role: LookedAt
    criterion: Criterion
    finding: Finding | None
    """The machine's; None when today's flow cannot follow the record."""

    @property
    def machine(self) -> Rating | None:
        """The machine's finding as a rating; None where it has none."""
        return rating_of(self.finding.judgement) if self.finding else None

    @property
    def asked(self) -> bool:
        """Whether a rater is asked for it."""
        return self.finding is None or self.finding.judgement in _ASKED


def rateable(record: Record) -> tuple[Rateable, ...]:
    """Return the criteria of a record's own rubrics for the seats that people took, in order.

    The caller is never rated, so there is nothing for that seat.
    """
    return tuple(
        Rateable(CriterionKey(rubric.id, criterion.id), rubric.role, criterion, finding)
        for rubric, findings in findings_of(record)
        for criterion, finding in zip(
            rubric.criteria, findings or [None] * len(rubric.criteria), strict=True
        )
    )


class ReviewSession:
    """Makes entries, checks them first, and then keeps them."""

    def __init__(
        self,
        record: Record,
        code: str,
        now: Callable[[], datetime],
        *,
        blind: bool = False,
    ) -> None:
        """Begin as `code`; a blind rater is asked for what came up.

        Raises:
            RecordError: the code isn't one, or the existing reviews cannot be read.
            ReviewError: a blind rater would see findings, or has seen them.
        """
        self.code = checked_code(code)
        if self.code == review_file.MACHINE:
            raise RecordError(f"{review_file.MACHINE} is the program itself", "choose another code")
        self.record = record
        self.blind = blind
        self.rateable = rateable(record)
        self._now = now
        self.reviews: review_file.Reviews = review_file.read_reviews(record.path)
        self._refuse_what_is_not_blind()

    def _refuse_what_is_not_blind(self) -> None:
        code = self.code
        if not self.blind:
            if self.reviews.is_rating_blind(code):
                reason = f"{code} rates this record blind and has not signed"
                raise ReviewError(reason, "go on blind; sign, and all can be seen")
            return
        if self.reviews.has_seen(code):
            reason = f"{code} has reviewed this record with the findings in sight"
            raise ReviewError(reason, "blind ratings are for another reviewer to make")
        if self.reviews.signed(code):
            reason = f"{code} has signed blind ratings of this record, and they stay as they are"
            raise ReviewError(reason, "look at it with the findings in sight instead")
        if not self.rateable:
            reason = "there is nothing to rate: no seat that a rubric is for was taken"
            raise ReviewError(reason, "what is done in the caller's seat is never rated")

    # --- what may be seen ------------------------------------------------------------------------

    @property
    def in_sight(self) -> bool:
        """Whether findings and other reviews may be seen: not before a blind rater has signed."""
        return not self.blind or self.reviews.signed(self.code) is not None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The reviews that may be seen: all, or this reviewer's own."""
        return self.reviews.entries if self.in_sight else self.reviews.of(self.code)

    @property
    def criteria(self) -> tuple[Rateable, ...]:
        """The criteria to look at: all, or those for which a blind rater is asked."""
        return tuple(each for each in self.rateable if self.in_sight or each.asked)

    def finding(self, each: Rateable) -> Finding | None:
        """The machine's finding of a criterion, if it may be seen."""
        return each.finding if self.in_sight else None

    def name_of(self, each: Rateable) -> str:
        """The name of a criterion on the command line: with its rubric if need be."""
        same = [other for other in self.rateable if other.key.criterion == each.key.criterion]
        return each.key.criterion if len(same) == 1 else "/".join(each.key)

    def said(self, more: Iterable[Entry] = ()) -> dict[CriterionKey, Rating]:
        """This reviewer's rating of each criterion, `more` counted, in the rubrics' order.

        With the findings in sight it is the machine's where they neither overrode it nor rated.
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
        """A comment on the entry of that number.

        Raises:
            ReviewError: there is no such entry, or no comment.
        """
        most = len(self.record.entries) - 1
        if not (number.isascii() and number.isdigit()) or int(number[:12]) > most:
            raise ReviewError(
                f"this record has no moment {number}",
                f"the transcript shows the numbers, from 0 to {most}",
            )
        return EntryComment(**self._stamp, seq=int(number), text=_checked(text, "comment"))

    def note(self, text: str) -> CallComment:
        """A comment on the whole call.

        Raises:
            ReviewError: the text is empty or too long.
        """
        return CallComment(**self._stamp, text=_checked(text, "note"))

    def rate(self, each: Rateable, rating: Rating) -> CriterionRating:
        """A rating of a criterion.

        Raises:
            ReviewError: the reviewer sees a finding of it, which can be overridden.
        """
        if not self.blind and each.machine is not None:
            reason = f"{self.name_of(each)} has a finding, and findings that are seen are not rated"
            raise ReviewError(reason, "override it, with a reason; or ask for a blind rating")
        return CriterionRating(**self._stamp, **each.key._asdict(), rating=rating)

    def override(self, each: Rateable, rating: Rating, because: str) -> Override:
        """Another finding than the machine's.

        Raises:
            ReviewError: there is no reason, or no finding of the machine to override.
        """
        if self.blind:
            raise ReviewError(
                "a blind rater sees no finding to override", "rate the criterion instead"
            )
        if each.finding is None or each.machine is None:
            reason = f"the machine has no finding of {self.name_of(each)}"
            raise ReviewError(reason, "rate it instead")
        return Override(
            **self._stamp,
            **each.key._asdict(),
            machine=each.finding.judgement.value,
            person=rating,
            because=_checked(because, "reason"),
        )

    def sign(self, more: Sequence[Entry] = ()) -> Signature:
        """A signature under this reviewer's ratings, with `more` that will be before it.

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
        """Write entries to the file of reviews.

        Raises:
            RecordError: the reviews cannot be read any more.
            OSError: the disk does not take them.
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
        raise ReviewError(f"this is no {what}: {error}", f"a {what} is a sentence or two") from None
