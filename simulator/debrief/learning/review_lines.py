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
from simulator.debrief.learning.review_file import CriterionRating, Entry, Override, key_of
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
    """Yield all review entries, by reviewer."""
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
