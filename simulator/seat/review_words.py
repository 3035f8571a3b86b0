"""A record and its reviews in lines that can be understood when one is read aloud alone."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.core.describe import name_of
from simulator.core.instant import clock
from simulator.debrief.assess.agreement import Rating
from simulator.debrief.assess.findings import Judgement
from simulator.debrief.learning.ratings import Rateable
from simulator.debrief.learning.review_desk import Desk
from simulator.debrief.learning.review_entries import Entry, Override, Pin, Rate, Remark, Sign
from simulator.debrief.render.words import one_line
from simulator.review.moments import DETAILS, moment_of
from simulator.session.records.record_file import Record

PRIVATE = (
    "What you write is private text. It is kept in a file beside the record, on this machine. "
    "Write no names, and nothing of a real call."
)


def transcript(record: Record) -> Iterator[str]:
    """All that happened, each moment with the number by which a comment is pinned to it."""
    yield "Transcript, with the number of each moment:"
    for entry in record.entries:
        if not isinstance(entry.body, DETAILS):
            yield moment_line(record, entry.seq)


def findings(desk: Desk) -> Iterator[str]:
    """What the machine found of each criterion, and what the reviewer made of it."""
    if not desk.rateable:
        yield "No criterion applies: nobody sat in a seat that a rubric is for."
        return
    if not desk.can_follow:
        yield "The flow makes something else of this call today, so there are no findings."
    own = {(e.rubric, e.criterion): e for e in desk.own if isinstance(e, Override | Rate)}
    for each in desk.rateable:
        finding = each.finding
        judged = finding.judgement.meaning if finding else "no finding"
        yield f"{desk.name_of(each)} ({name_of(each.role).lower()}): {each.criterion.says}"
        yield f"    The machine: {judged}.{_shown_by(each)}"
        if finding and finding.judgement is Judgement.MISSED and finding.because:
            yield f"    {one_line(finding.because)}"
        if mine := own.get(each.key):
            yield f"    You: {of_criterion(mine)}"


def reviews(desk: Desk) -> Iterator[str]:
    """All reviews of the record: the machine's finding and the person's, both."""
    found = desk.reviews
    if found.changed:
        yield changed(desk.record)
    yield from (f"Note: {note}." for note in found.notes)
    if not found.entries:
        yield f"There are no reviews of {found.record}."
        return
    for code in found.reviewers:
        yield f"{_how(desk, code)}:"
        for entry in found.of(code):
            yield f"  {_day(entry)} {_entry(entry, desk.record)}"


def changed(record: Record) -> str:
    """That a record is not the one that was reviewed."""
    return (
        f"Note: the record {one_line(record.path.name)} has changed since its review was begun, "
        "so what was written may be of other moments."
    )


def progress(desk: Desk) -> str:
    """How much a rater has rated."""
    said = desk.said
    asked = [each for each in desk.rateable if each.asked]
    rated = sum(each.key in said for each in asked)
    return f"{rated} of {len(asked)} rated."


def told(entry: Entry, desk: Desk) -> str:
    """What was just kept."""
    return f"Kept: {_entry(entry, desk.record)}"


def _how(desk: Desk, code: str) -> str:
    sign = desk.reviews.signed(code)
    if sign is None:
        return f"{code}, not signed"
    own = desk.reviews.of(code)
    after = any(not isinstance(each, Sign) for each in own[own.index(sign) + 1 :])
    how = "rated blind and signed" if sign.blind else "signed"
    return f"{code}, {how} on {_day(sign)}{'; wrote more since' if after else ''}"


def _entry(entry: Entry, record: Record) -> str:
    match entry:
        case Pin(seq=seq, text=text):
            return f"pinned to {moment_line(record, seq)} Comment: {one_line(text)}"
        case Remark(text=text):
            return f"note: {one_line(text)}"
        case Rate() | Override():
            return f"{entry.rubric}/{entry.criterion}: {of_criterion(entry)}"
        case Sign(blind=blind, ratings=ratings):
            how = "signed blind" if blind else "signed"
            return f"{how}, {len(ratings)} criteria. A signature is no pass and no fail."


def of_criterion(entry: Rate | Override) -> str:
    """What somebody says of a criterion; the machine's finding stays beside it."""
    if isinstance(entry, Rate):
        how = ", rated blind" if entry.blind else ", rated"
        return f"{entry.rating.meaning}{how}."
    machine = {judged.value: judged.meaning for judged in Judgement}.get(entry.machine)
    found = machine or one_line(entry.machine)
    return f"the machine: {found}; {entry.by}: {_says(entry.person)} {one_line(entry.because)}"


def _says(rating: Rating) -> str:
    return f"{rating.meaning}, because:"


def moment_line(record: Record, seq: int) -> str:
    """A moment with the number by which a comment is pinned to it."""
    if seq >= len(record.entries):
        return f"{seq}, a moment that this record does not have."
    moment = moment_of(record.entries[seq], record.header.setup.profile)
    who = f"{moment.who}: " if moment.who else ""
    return f"{seq}. {clock(moment.at)} {who}{one_line(moment.text)}"


def _shown_by(each: Rateable) -> str:
    evidence = each.finding.evidence if each.finding else ()
    if not evidence:
        return ""
    numbers = ", ".join(str(moment.seq) for moment in evidence[:5])
    more = f" and {len(evidence) - 5} more" if evidence[5:] else ""
    return f" Shown by moment {numbers}{more}."


def _day(entry: Entry) -> str:
    return entry.at.partition("T")[0]
