"""A record and its reviews as rows of text.

The review screen shows the rows, and `review --plain` prints them. Each row makes sense alone, read
aloud, and holds the entry or criterion that a reviewer can write about. `ReviewSession` decides
what a blind rater may see.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.clean_text import for_line
from simulator.core.instant import clock
from simulator.debrief.assess.findings import Judgement
from simulator.debrief.learning import review_file
from simulator.debrief.learning.review_file import (
    CriterionKey,
    CriterionRating,
    Entry,
    EntryComment,
    Override,
    Signature,
    key_of,
)
from simulator.debrief.learning.review_session import Rateable, ReviewSession
from simulator.debrief.render.sections import DocumentRow
from simulator.review.transcript import DETAILS, EntrySummary, moment_of
from simulator.session.records.record_file import Record, heading

PRIVATE = (
    "What you write is private. It is saved in a file beside the record, on this machine. Don't "
    "write names, or anything about a real call."
)
BLIND = (
    "You rate blind: you see the call and the criteria. You see findings and other reviews after "
    "you sign."
)
_GROUPS = (
    (Judgement.MISSED, "Not seen"),
    (Judgement.MET, "Seen"),
    (Judgement.FOR_A_PERSON, "For a person to judge"),
    (Judgement.OPEN, "Not settled when the call was left"),
    (Judgement.NOT_APPLICABLE, "Did not come up"),
    (None, "Without a finding: today's flow cannot replay this call"),
)
_MOST_MOMENTS = 4
"""Most entries listed under one finding."""
_MEANINGS = {judged.value: judged.meaning for judged in Judgement}


def document(session: ReviewSession) -> Iterator[DocumentRow]:
    """Yield all visible rows, section by section."""
    yield DocumentRow("The call:", section=True)
    yield from _call(session)
    yield DocumentRow("Moment by moment:", section=True)
    yield from _moments(session)
    yield DocumentRow("Findings:" if session.in_sight else "Criteria:", section=True)
    yield from _criteria(session)
    if session.in_sight:
        yield DocumentRow("All reviews:", section=True)
        yield from map(DocumentRow, _reviews(session))


def _reviews(session: ReviewSession) -> Iterator[str]:
    """Yield all review entries, by reviewer."""
    found = session.reviews
    yield from notes(session)
    if not found.entries:
        yield f"There are no reviews of {found.record}."
    for code in found.reviewers:
        yield f"{_signed(session, code)}:"
        for entry in found.of(code):
            yield f"  {_day(entry)} {_entry(entry, session.record)}"


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
    yield from map(DocumentRow, lines)
    yield DocumentRow(f"You review as {session.code}.")
    yield DocumentRow(PRIVATE)
    if not session.in_sight:
        yield DocumentRow(BLIND)
        yield DocumentRow(progress(session))


def _moments(session: ReviewSession) -> Iterator[DocumentRow]:
    pins: dict[int, list[EntryComment]] = {}
    for each in session.entries:
        if isinstance(each, EntryComment):
            pins.setdefault(each.seq, []).append(each)
    for entry in session.record.entries:
        if not isinstance(entry.body, DETAILS) or entry.seq in pins:
            yield DocumentRow(_by_number(session.record, entry.seq), entry.seq)
        for pin in pins.get(entry.seq, ()):
            yield DocumentRow(f"      {pin.by}: {for_line(pin.text)}", style="italic")


def _criteria(session: ReviewSession) -> Iterator[DocumentRow]:
    if not session.rateable:
        yield DocumentRow("No criterion applies: no trainee took a seat that has a rubric.")
    said: dict[CriterionKey, list[CriterionRating | Override]] = {}
    for entry in session.entries:
        if isinstance(entry, CriterionRating | Override):
            said.setdefault(key_of(entry), []).append(entry)
    if not session.in_sight:
        for each in session.criteria:
            yield from _criterion(session, each, said.get(each.key, []))
        return
    for judgement, title in _GROUPS:
        found = [e for e in session.criteria if (e.finding and e.finding.judgement) is judgement]
        if found:
            yield DocumentRow(title, style="bold underline")
        for each in found:
            yield from _criterion(session, each, said.get(each.key, []))


def _criterion(
    session: ReviewSession, each: Rateable, said: list[CriterionRating | Override]
) -> Iterator[DocumentRow]:
    """Yield a criterion with the machine's finding and the reviewers' ratings."""
    yield DocumentRow(
        f"- {each.criterion.says} ({session.name_of(each)})", about=each, style="bold"
    )
    finding = session.finding(each)
    if finding is not None:
        for moment in finding.evidence[:_MOST_MOMENTS]:
            yield DocumentRow(f"  {_moment(moment)}", moment.seq, each)
        if more := len(finding.evidence[_MOST_MOMENTS:]):
            yield DocumentRow(f"  and {more} more")
    for entry in said:
        by = "" if isinstance(entry, Override) else f"{entry.by}: "
        yield DocumentRow(f"  {by}{_of_criterion(entry)}", style="italic")


# --- texts ----------------------------------------------------------------------------------------


def _signed(session: ReviewSession, code: str) -> str:
    sign = session.reviews.signed(code)
    if sign is None:
        return f"{code}, not signed"
    own = session.reviews.of(code)
    after = any(not isinstance(each, Signature) for each in own[own.index(sign) + 1 :])
    how = "rated blind and signed" if sign.blind else "signed"
    return f"{code}, {how} on {_day(sign)}{'; wrote more since' if after else ''}"


def _entry(entry: Entry, record: Record) -> str:
    match entry:
        case EntryComment(seq=seq, text=text):
            return f"pinned to {_by_number(record, seq)} Comment: {for_line(text)}"
        case review_file.CallComment(text=text):
            return f"note: {for_line(text)}"
        case CriterionRating() | Override():
            return f"{'/'.join(key_of(entry))}: {_of_criterion(entry)}"
        case Signature(blind=blind, ratings=ratings):
            how = "signed blind" if blind else "signed"
            criteria = "1 criterion" if len(ratings) == 1 else f"{len(ratings)} criteria"
            return f"{how}, {criteria}. A signature is neither a pass nor a fail."


def _of_criterion(entry: CriterionRating | Override) -> str:
    if isinstance(entry, CriterionRating):
        return f"{entry.rating.meaning}, rated{' blind' if entry.blind else ''}."
    machine = _MEANINGS.get(entry.machine) or for_line(entry.machine)
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
