"""What a reviewer reads on the right of the review: the call, its moments, findings, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.text import Text

from simulator.core.describe import name_of
from simulator.core.instant import clock
from simulator.debrief.assess.findings import Judgement
from simulator.debrief.learning.ratings import Rateable
from simulator.debrief.learning.review_desk import Desk
from simulator.debrief.learning.review_entries import Override, Pin, Rate
from simulator.debrief.render.strokes import strokes
from simulator.debrief.render.words import one_line
from simulator.review.moments import DETAILS
from simulator.review.timeline import timelines
from simulator.seat.review_words import PRIVATE, moment_line, of_criterion, progress, reviews

CALL, TIMELINE, MOMENTS, CRITERIA, REVIEWS = (
    "The call",
    "The timeline",
    "Moment by moment",
    "Findings",
    "All reviews",
)
_GROUPS = (
    (Judgement.MISSED, "Not seen"),
    (Judgement.MET, "Seen"),
    (Judgement.FOR_A_PERSON, "For a person to judge"),
    (Judgement.OPEN, "Not settled when the call was left"),
    (Judgement.NOT_APPLICABLE, "Did not come up"),
    (None, "Without a finding: today's flow makes something else of this call"),
)


class Line(NamedTuple):
    """A row on the right."""

    text: Text
    seq: int | None = None
    """The moment that it tells, if it tells one."""
    each: Rateable | None = None
    """The criterion that it belongs to, if it belongs to one."""


BLIND = (
    "You rate blind: you see the call and the criteria, and no findings and no other reviews until "
    "you have signed."
)


def lines_of(section: str, desk: Desk, width: int) -> Iterator[Line]:
    """The rows of a section; a picture is drawn `width` columns wide."""
    match section:
        case "The call":
            return _call(desk)
        case "The timeline":
            return _timeline(desk, width)
        case "Moment by moment":
            return _moments(desk)
        case "Findings":
            return _criteria(desk)
        case _:
            return _reviews(desk)


def _call(desk: Desk) -> Iterator[Line]:
    header = desk.record.header
    scenario = header.setup.scenario
    seats = " and ".join(name_of(role).lower() for role in header.setup.seats)
    yield Line(Text(scenario.title, style="bold underline"))
    yield Line(Text(f"Recorded {header.started_at:%Y-%m-%d %H:%M} UTC under {header.code}."))
    yield Line(Text(f"Seat: {seats or 'none, looked on'}. You review as {desk.code}."))
    yield Line(Text(f"Procedure: {header.setup.profile.title}."))
    note = "; ".join(scenario.content_note) or "nothing that needs a warning"
    yield Line(Text(f"Content note: {note}."))
    yield Line(Text(""))
    yield Line(Text(PRIVATE))
    if not desk.in_sight:
        yield Line(Text(BLIND))
        yield Line(Text(progress(desk)))


def _timeline(desk: Desk, width: int) -> Iterator[Line]:
    record = desk.record
    for each in timelines(record.entries, record.header.setup.profile):
        for stroke in strokes(each, width):
            yield Line(Text(stroke, no_wrap=True))


def _moments(desk: Desk) -> Iterator[Line]:
    written = desk.reviews.entries if desk.in_sight else desk.own
    pins: dict[int, list[Pin]] = {}
    for each in written:
        if isinstance(each, Pin):
            pins.setdefault(each.seq, []).append(each)
    for entry in desk.record.entries:
        if isinstance(entry.body, DETAILS) and entry.seq not in pins:
            continue
        yield Line(Text(moment_line(desk.record, entry.seq)), entry.seq)
        for pin in pins.get(entry.seq, ()):
            yield Line(Text(f"      {pin.by}: {one_line(pin.text)}", style="italic"))


def _criteria(desk: Desk) -> Iterator[Line]:
    if not desk.rateable:
        yield Line(Text("No criterion applies: nobody sat in a seat that a rubric is for."))
    if not desk.in_sight:
        for each in desk.to_rate:
            yield from _criterion(desk, each)
        return
    for judgement, title in _GROUPS:
        found = [e for e in desk.rateable if (e.finding and e.finding.judgement) is judgement]
        if found:
            yield Line(Text(title, style="bold underline"))
        for each in found:
            yield from _criterion(desk, each)


def _criterion(desk: Desk, each: Rateable) -> Iterator[Line]:
    """A criterion; what the machine found and what people say of it, both."""
    yield Line(Text(f"- {each.criterion.says}", style="bold"), each=each)
    if desk.in_sight and each.finding is not None:
        for moment in each.finding.evidence[:4]:
            at = clock(moment.at // 1_000 * 1_000)
            who = f"{moment.who}: " if moment.who else ""
            yield Line(Text(f"  {at:>5} {who}{one_line(moment.text)}"), moment.seq, each)
    for entry in desk.reviews.entries if desk.in_sight else desk.own:
        if isinstance(entry, Rate | Override) and (entry.rubric, entry.criterion) == each.key:
            by = "" if isinstance(entry, Override) else f"{entry.by}: "
            yield Line(Text(f"  {by}{of_criterion(entry)}", style="italic"))


def _reviews(desk: Desk) -> Iterator[Line]:
    for line in reviews(desk):
        yield Line(Text(line))
