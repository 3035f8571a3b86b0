"""The progress of one person: a fold of their own records, without marks and without comparison.

A behaviour is practised when a call gave occasion for it, and was shown or not. It is due again
after a time that grows with each day on which it was shown, and at once after a day on which it was
not. A call in the caller's seat is counted and looked at no further.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from simulator.core.log import CallEnded
from simulator.core.terms import Role
from simulator.debrief.assess.findings import Finding, Judgement, findings_of
from simulator.rules.rubric import Criterion, LookedAt, Weight
from simulator.session.records.record_file import Record

INTERVALS = (1, 3, 7, 14, 30, 90)
"""Days until something is due again: after it was shown on one day, on two in a row, and so on
(assumption: studies of spaced practice begin days apart and widen; none has tried it on silent
calls)."""
USUALLY = 3
"""Of this many last occasions most must have shown it, and the last one (assumption)."""


class Occasion(NamedTuple):
    """A call in which a behaviour came up."""

    at: datetime
    """When the sitting began."""
    record: str
    """The id of its record."""
    shown: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """One record, looked at."""

    record: str
    at: datetime
    scenario: str
    level: int
    seats: tuple[Role, ...]
    finished: bool
    """Whether every call of the scenario came to its end."""
    again: bool
    """Whether it is another try from a moment of an earlier sitting."""
    findings: tuple[tuple[LookedAt, Finding], ...]
    """What was seen of each part that a rubric is for."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One criterion over time."""

    role: LookedAt
    criterion: Criterion
    occasions: tuple[Occasion, ...]
    """The calls that gave occasion for it, the oldest first."""

    @property
    def shown(self) -> int:
        """How often it was shown."""
        return sum(occasion.shown for occasion in self.occasions)

    @property
    def usually(self) -> bool:
        """Whether it is usually shown: the last time, and most of the last few times."""
        last = [occasion.shown for occasion in self.occasions[-USUALLY:]]
        return len(last) == USUALLY and last[-1] and 2 * sum(last) > USUALLY

    @property
    def days_in_a_row(self) -> int:
        """On how many days of practice, up to the last one, it was shown at the end of the day."""
        by_day = groupby(self.occasions, key=lambda occasion: occasion.at.date())
        ends = [list(day)[-1].shown for _, day in by_day]
        return next((n for n, shown in enumerate(reversed(ends)) if not shown), len(ends))

    @property
    def due_at(self) -> datetime:
        """When it should be practised again."""
        days = self.days_in_a_row
        last = self.occasions[-1].at
        return last + timedelta(days=INTERVALS[min(days, len(INTERVALS)) - 1]) if days else last


@dataclass(frozen=True, slots=True)
class Progress:
    """The records of one code, together."""

    practices: tuple[Practice, ...]
    """Every sitting, the oldest first."""
    behaviours: tuple[Behaviour, ...]
    """What came up, by seat; in each, what weighs most first."""

    @property
    def calls(self) -> Counter[tuple[tuple[Role, ...], int]]:
        """How many calls were taken in which seats and at which level; other tries not counted."""
        return Counter((each.seats, each.level) for each in self.practices if not each.again)

    @property
    def tries(self) -> int:
        """How often a moment was tried again."""
        return sum(each.again for each in self.practices)

    def due(self, now: datetime) -> tuple[Behaviour, ...]:
        """What is due; what weighs most first, and of that what has waited longest."""
        found = [each for each in self.behaviours if each.due_at <= now]
        order = list(Weight)
        return tuple(
            sorted(found, key=lambda each: (order.index(each.criterion.weight), each.due_at))
        )


def looked_at(record: Record) -> Practice | None:
    """Look at a record by its own rubrics; None when today's flow cannot follow it.

    In another try from an earlier moment only what was done after that moment counts: the rest was
    counted before.
    """
    header, log = record.header, record.entries
    setup = header.setup
    since = header.again.at if header.again else 0
    found: list[tuple[LookedAt, Finding]] = []
    for rubric, findings in findings_of(record):
        if findings is None:
            return None
        found += [(rubric.role, each) for each in findings if _is_new(each, since)]
    ended = sum(isinstance(entry.body, CallEnded) for entry in log)
    return Practice(
        record.path.stem,
        header.started_at,
        setup.scenario.id,
        setup.scenario.level,
        setup.seats,
        ended == len(setup.scenario.calls_in_order),
        header.again is not None,
        tuple(found),
    )


def _is_new(finding: Finding, since: int) -> bool:
    """Whether a finding is of what happened from an instant on."""
    return not since or not finding.evidence or finding.evidence[-1].at >= since


def progress(practices: Iterable[Practice]) -> Progress:
    """Put the practices of one person together."""
    ordered = tuple(sorted(practices, key=lambda each: (each.at, each.record)))
    occasions: dict[tuple[LookedAt, str], list[Occasion]] = {}
    criteria: dict[tuple[LookedAt, str], Criterion] = {}
    for practice in ordered:
        for role, finding in practice.findings:
            if finding.judgement in (Judgement.MET, Judgement.MISSED):
                key = role, finding.criterion.id
                criteria[key] = finding.criterion  # as it was worded last
                shown = finding.judgement is Judgement.MET
                occasion = Occasion(practice.at, practice.record, shown)
                occasions.setdefault(key, []).append(occasion)
    weights, roles = list(Weight), list(Role)

    def place(key: tuple[LookedAt, str]) -> tuple[int, int]:
        return roles.index(key[0]), weights.index(criteria[key].weight)

    keys = sorted(criteria, key=place)
    found = (Behaviour(key[0], criteria[key], tuple(occasions[key])) for key in keys)
    return Progress(ordered, tuple(found))


def done_of(practices: Sequence[Practice], scenario: str, role: Role) -> bool:
    """Whether a scenario was taken to its end in a seat."""
    return any(
        each.finished and each.scenario == scenario and role in each.seats for each in practices
    )
