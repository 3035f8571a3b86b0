"""Progress of one trainee over their own records, without marks or comparison.

A behaviour is practised in each call that gives an occasion for it. It is due again after an
interval that grows with each day on which it was shown, and at once after a day on which it was
not. Calls in the caller's seat are only counted.
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
from simulator.debrief.assess.findings import CAME_UP, Finding, Judgement, findings_of
from simulator.rules.rubric import Criterion, LookedAt
from simulator.session.records.record_file import Record

INTERVALS = (1, 3, 7, 14, 30, 90)
"""Days until a behaviour is due again: after one day on which it was shown, after two in a row, and
so on (assumption: studies of spaced practice begin days apart and widen; none is on silent calls).
"""
USUALLY = 3
"""Number of last occasions, most of which must have shown a behaviour (assumption)."""


class Occasion(NamedTuple):
    """One call in which a behaviour came up."""

    at: datetime
    """Start of the run."""
    record: str
    """Id of its record."""
    shown: bool


class Practice(NamedTuple):
    """One record with its findings."""

    record: str
    at: datetime
    scenario: str
    level: int
    seats: tuple[Role, ...]
    finished: bool
    """Whether every call of the scenario ended."""
    again: bool
    """Whether the run repeats an earlier one from some instant on."""
    findings: tuple[tuple[LookedAt, Finding], ...]
    """Findings with the seats that they are about."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One criterion over time."""

    role: LookedAt
    criterion: Criterion
    occasions: tuple[Occasion, ...]
    """Calls that gave occasion for it, oldest first."""

    @property
    def shown(self) -> int:
        """The number of occasions on which it was shown."""
        return sum(occasion.shown for occasion in self.occasions)

    @property
    def usually(self) -> bool:
        """Whether it was shown on the last occasion and on most of the last `USUALLY`."""
        last = [occasion.shown for occasion in self.occasions[-USUALLY:]]
        return len(last) == USUALLY and last[-1] and 2 * sum(last) > USUALLY

    @property
    def days_in_a_row(self) -> int:
        """The number of latest practice days in a row whose last occasion showed it."""
        by_day = groupby(self.occasions, key=lambda occasion: occasion.at.date())
        ends = [list(day)[-1].shown for _, day in by_day]
        return next((n for n, shown in enumerate(reversed(ends)) if not shown), len(ends))

    @property
    def due_at(self) -> datetime:
        """The time at which it should be practised again."""
        days = self.days_in_a_row
        last = self.occasions[-1].at
        return last + timedelta(days=INTERVALS[min(days, len(INTERVALS)) - 1]) if days else last


@dataclass(frozen=True, slots=True)
class Progress:
    """The records of one code."""

    practices: tuple[Practice, ...]
    """Every run, oldest first."""
    behaviours: tuple[Behaviour, ...]
    """Practised behaviours by seat, the gravest first."""

    @property
    def calls(self) -> Counter[tuple[tuple[Role, ...], int]]:
        """The number of calls by seats and level, without repeated runs."""
        return Counter((each.seats, each.level) for each in self.practices if not each.again)

    @property
    def tries(self) -> int:
        """The number of repeated runs."""
        return sum(each.again for each in self.practices)

    def due(self, now: datetime) -> tuple[Behaviour, ...]:
        """Return the behaviours that are due, the gravest first, then those due longest."""
        found = [each for each in self.behaviours if each.due_at <= now]
        return tuple(sorted(found, key=lambda each: (each.criterion.weight.place, each.due_at)))


def looked_at(record: Record) -> Practice | None:
    """Return a record with its own rubrics' findings, or None if today's flow can't replay it.

    In a repeated run only findings after its starting instant count; the others count for the
    earlier run.
    """
    header, setup = record.header, record.header.setup
    since = header.again.at if header.again else 0
    found: list[tuple[LookedAt, Finding]] = []
    for rubric, findings in findings_of(record):
        if findings is None:
            return None
        # A finding without evidence, or on something at or after that instant.
        new = (each for each in findings if all(e.at >= since for e in each.evidence[-1:]))
        found += [(rubric.role, each) for each in new]
    ended = sum(isinstance(entry.body, CallEnded) for entry in record.entries)
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


def progress(practices: Iterable[Practice]) -> Progress:
    """Combine the practices of one trainee."""
    ordered = tuple(sorted(practices, key=lambda each: (each.at, each.record)))
    occasions: dict[tuple[LookedAt, str], list[Occasion]] = {}
    criteria: dict[tuple[LookedAt, str], Criterion] = {}
    for practice in ordered:
        for role, finding in practice.findings:
            if finding.judgement in CAME_UP:
                key = role, finding.criterion.id
                criteria[key] = finding.criterion  # as it was worded last
                shown = finding.judgement is Judgement.MET
                occasion = Occasion(practice.at, practice.record, shown)
                occasions.setdefault(key, []).append(occasion)
    found = [Behaviour(key[0], held, tuple(occasions[key])) for key, held in criteria.items()]
    found.sort(key=lambda each: (each.role.place, each.criterion.weight.place))
    return Progress(ordered, tuple(found))


def done_of(practices: Sequence[Practice], scenario: str, role: Role) -> bool:
    """Return whether a scenario was finished in a seat."""
    return any(
        each.finished and each.scenario == scenario and role in each.seats for each in practices
    )
