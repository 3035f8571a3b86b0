"""One reviewer with one record: what they may write, and the entries that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from simulator.debrief.assess.agreement import Rating
from simulator.debrief.learning.ratings import Key, Rateable, rateable, signature, stated
from simulator.debrief.learning.review_entries import (
    MACHINE,
    Entry,
    Override,
    Pin,
    Rate,
    Remark,
    Sign,
    stamp,
    text_checked,
)
from simulator.debrief.learning.review_file import Reviews, add, read_reviews
from simulator.errors import RecordError, ReviewError
from simulator.session.records.record_file import Record
from simulator.session.records.store import checked_code


class Desk:
    """Where a reviewer writes. Entries are made and checked first, and then kept."""

    def __init__(
        self,
        record: Record,
        code: str,
        now: Callable[[], datetime],
        *,
        blind: bool = False,
        every: bool = False,
    ) -> None:
        """Sit down as `code`; a blind rater is asked for what came up, or for `every` criterion.

        Raises:
            RecordError: the code is none, or the reviews that are there cannot be read.
            ReviewError: who rates blind would see findings, or has seen them.
        """
        self.code = checked_code(code)
        if self.code == MACHINE:
            raise RecordError(f"{MACHINE} stands for the program itself", "choose another code")
        self.record = record
        self.blind = blind
        self.every = every
        self.rateable: tuple[Rateable, ...] = rateable(record)
        self._now = now
        self.reviews: Reviews = read_reviews(record.path)
        self._refuse_what_is_not_blind()

    def _refuse_what_is_not_blind(self) -> None:
        if not self.blind and self.reviews.is_rating_blind(self.code):
            reason = f"{self.code} rates this record blind and has not signed"
            raise ReviewError(reason, "go on blind; sign, and all can be seen")
        if not self.blind:
            return
        if self.reviews.has_seen(self.code):
            reason = f"{self.code} has reviewed this record with the findings in sight"
            raise ReviewError(reason, "blind ratings are for somebody else to make")
        if self.reviews.signed(self.code):
            reason = f"{self.code} has signed blind ratings of this record, and they stand"
            raise ReviewError(reason, "look at it with the findings in sight instead")
        if not self.rateable:
            reason = "there is nothing to rate: nobody sat in a seat that a rubric is for"
            raise ReviewError(reason, "what is done in the caller's seat is never rated")

    # --- what there is ---------------------------------------------------------------------------

    @property
    def own(self) -> tuple[Entry, ...]:
        """What this reviewer wrote so far."""
        return self.reviews.of(self.code)

    @property
    def said(self) -> dict[Key, Rating]:
        """What they say of each criterion so far."""
        return stated(self.own, self.rateable, blind=self.blind)

    @property
    def in_sight(self) -> bool:
        """Whether findings and other reviews may be seen: not before a blind rater has signed."""
        return not self.blind or self.reviews.signed(self.code) is not None

    @property
    def to_rate(self) -> tuple[Rateable, ...]:
        """What a rater is asked for."""
        return tuple(each for each in self.rateable if self.every or each.asked)

    @property
    def can_follow(self) -> bool:
        """Whether today's flow can follow the record, so that there are findings."""
        return all(each.finding for each in self.rateable)

    def name_of(self, each: Rateable) -> str:
        """What a criterion is called on the command line: with its rubric where need be."""
        same = [other for other in self.rateable if other.key.criterion == each.key.criterion]
        return each.key.criterion if len(same) == 1 else "/".join(each.key)

    # --- what becomes of words -------------------------------------------------------------------

    def pin(self, number: str, text: str) -> Pin:
        """A comment on the moment of that number.

        Raises:
            ReviewError: there is no such moment, or no comment.
        """
        most = len(self.record.entries) - 1
        if not (number.isascii() and number.isdigit()) or int(number[:12]) > most:
            raise ReviewError(
                f"this record has no moment {number}",
                f"the transcript shows the numbers, from 0 to {most}",
            )
        said = checked_text(text, "comment")
        return Pin(by=self.code, at=self._at, blind=self.blind, seq=int(number), text=said)

    def note(self, text: str) -> Remark:
        """A comment on the whole call.

        Raises:
            ReviewError: there is nothing in it.
        """
        said = checked_text(text, "note")
        return Remark(by=self.code, at=self._at, blind=self.blind, text=said)

    def rate(self, each: Rateable, rating: Rating) -> Rate:
        """A rating of a criterion.

        Raises:
            ReviewError: the machine has a finding that this reviewer sees: it can be overridden.
        """
        if not self.blind and each.machine is not None:
            name = self.name_of(each)
            reason = f"{name} has a finding, and findings that are seen are not rated afresh"
            raise ReviewError(reason, "override it, with a reason; or have somebody rate blind")
        rubric, criterion = each.key
        return Rate(
            by=self.code,
            at=self._at,
            blind=self.blind,
            rubric=rubric,
            criterion=criterion,
            rating=rating,
        )

    def override(self, each: Rateable, rating: Rating, because: str) -> Override:
        """Another finding than the machine's.

        Raises:
            ReviewError: there is no reason, or no finding of the machine to override.
        """
        name = self.name_of(each)
        if self.blind:
            raise ReviewError(
                "a blind rater sees no finding to override", "rate the criterion instead"
            )
        if each.finding is None or each.machine is None:
            reason = f"the machine has no finding of {name}"
            raise ReviewError(reason, "rate it instead")
        said = checked_text(because, "reason")
        rubric, criterion = each.key
        return Override(
            by=self.code,
            at=self._at,
            blind=False,
            rubric=rubric,
            criterion=criterion,
            machine=each.finding.judgement.value,
            person=rating,
            because=said,
        )

    def sign(self, more: Sequence[Entry] = ()) -> Sign:
        """A signature under what stands written, and under `more` that will be before it.

        Raises:
            ReviewError: a blind rater has rated nothing.
        """
        entries = (*self.own, *more)
        made = signature(self.code, self._at, entries, self.rateable, blind=self.blind)
        if self.blind and not made.ratings:
            raise ReviewError("nothing is rated yet, so there is nothing to sign", "rate first")
        return made

    def keep(self, *entries: Entry) -> None:
        """Write entries down.

        Raises:
            RecordError: the reviews cannot be read any more.
            OSError: the disk does not take them.
        """
        add(self.record.path, entries)
        self.reviews = read_reviews(self.record.path)

    @property
    def _at(self) -> str:
        return stamp(self._now())


def checked_text(text: str, what: str) -> str:
    """A reviewer's own words as they are kept.

    Raises:
        ReviewError: there are none, or too many.
    """
    try:
        return text_checked(text)
    except ValueError as error:
        raise ReviewError(f"this is no {what}: {error}", f"a {what} is a sentence or two") from None
