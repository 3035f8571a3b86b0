"""What there is to rate in a record, what the machine found of it, and what each rater said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core.log import CallEnded
from simulator.debrief.assess.agreement import Case, Rating, rating_of
from simulator.debrief.assess.findings import Finding, Judgement, assess
from simulator.debrief.learning.review_entries import Entry, Override, Rate, Sign, Stated
from simulator.errors import NotPossible
from simulator.rules.matching import Context
from simulator.rules.rubric import Criterion, LookedAt
from simulator.session.records.record_file import Record
from simulator.session.run.headless import procedure
from simulator.session.run.perceived import perceived

ASKED = (Judgement.MET, Judgement.MISSED, Judgement.FOR_A_PERSON)
"""What a rater is asked for: what came up, and what is for a person."""


class Key(NamedTuple):
    """A criterion by its rubric: two rubrics may use the same id."""

    rubric: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Rateable:
    """A criterion that a part in the call is looked at by."""

    key: Key
    role: LookedAt
    criterion: Criterion
    finding: Finding | None
    """What the machine found; none when today's flow cannot follow the record."""

    @property
    def machine(self) -> Rating | None:
        """The machine's finding as a rating; none where it has none."""
        return rating_of(self.finding.judgement) if self.finding else None

    @property
    def asked(self) -> bool:
        """Whether a rater is asked for it."""
        return self.finding is None or self.finding.judgement in ASKED


def rateable(record: Record) -> tuple[Rateable, ...]:
    """The criteria of a record's own rubrics for the seats where people sat, in their order.

    The caller is never rated, so there is nothing for that seat.
    """
    header, log = record.header, record.entries
    setup = header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    ended = sum(isinstance(entry.body, CallEnded) for entry in log)
    finished = ended == len(setup.scenario.calls_in_order)
    context = Context(force=setup.force, profile=setup.profile)
    found: list[Rateable] = []
    for rubric in (file.rubric() for file in header.rubrics):
        if rubric.role not in setup.seats:
            continue
        findings: Sequence[Finding | None]
        try:
            heard = perceived(log, flow, setup.scenario.coverage, rubric.role)
            findings = assess(heard, rubric, context, finished=finished)
        except (NotPossible, ValueError):
            findings = [None] * len(rubric.criteria)
        found += [
            Rateable(Key(rubric.id, criterion.id), rubric.role, criterion, finding)
            for criterion, finding in zip(rubric.criteria, findings, strict=True)
        ]
    return tuple(found)


def stated(
    entries: Iterable[Entry], found: Iterable[Rateable], *, blind: bool
) -> dict[Key, Rating]:
    """What a reviewer says of each criterion, in the rubrics' order.

    Of a blind one that is what they rated. Whoever saw the findings says what the machine says,
    where they neither overrode it nor rated it themselves.
    """
    own: dict[Key, Rating] = {}
    for entry in entries:
        match entry:
            case Rate(rubric=rubric, criterion=criterion, rating=rating) if entry.blind == blind:
                own[Key(rubric, criterion)] = rating
            case Override(rubric=rubric, criterion=criterion, person=rating) if not blind:
                own[Key(rubric, criterion)] = rating
    said: dict[Key, Rating] = {}
    for each in found:
        found_by_machine = None if blind else each.machine
        if (says := own.get(each.key, found_by_machine)) is not None:
            said[each.key] = says
    return said


def signature(
    by: str, at: str, entries: Iterable[Entry], found: Iterable[Rateable], *, blind: bool
) -> Sign:
    """A signature under what a reviewer says; what it stands for is kept in it."""
    said = stated(entries, found, blind=blind)
    ratings = (Stated(rubric=r, criterion=c, rating=rating) for (r, c), rating in said.items())
    return Sign(by=by, at=at, blind=blind, ratings=tuple(ratings))


def by_case(record: str, said: Mapping[Key, Rating]) -> dict[Case, Rating]:
    """Ratings of one record, to be put with those of others."""
    return {Case(record, *key): rating for key, rating in said.items()}


def signed_ratings(sign: Sign) -> dict[Key, Rating]:
    """What a signature stands for."""
    return {Key(each.rubric, each.criterion): each.rating for each in sign.ratings}


def machine_ratings(found: Iterable[Rateable]) -> dict[Key, Rating]:
    """What the machine found."""
    return {each.key: each.machine for each in found if each.machine is not None}
