"""Progress of one trainee over their records. No marks, no comparison.

A behaviour is practised in each call that gives an occasion for it, and wanted again if it was not
seen the last time. No file lists the occasions of a scenario: it is run with all roles simulated,
and the criteria that come up for a seat are its occasions. Calls in the caller's seat are only
counted. What people settled or overrode counts in place of the finding, and both are shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.procedure.lapse_file import GOOD
from simulator.core.log import outcomes_of
from simulator.core.terms import Role
from simulator.debrief.assess.findings import CAME_UP, Finding, Judgement, assess, findings_of
from simulator.debrief.learning.recurrence import (
    CriticalFinding,
    CriticalOccasion,
    critical_findings,
)
from simulator.debrief.learning.trainer_reviews import as_it_counts, read_reviews
from simulator.errors import RecordError
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import Criterion, LookedAt, Weight
from simulator.session.records.record_file import Record
from simulator.session.run.call_people import procedure
from simulator.session.run.cast import calls_of
from simulator.session.run.headless_run import run
from simulator.session.run.perceived_log import perceived


class Practice(NamedTuple):
    """One record with its findings."""

    record: str
    at: datetime
    scenario: str
    level: int
    seats: tuple[Role, ...]
    finished: bool
    again: bool
    """Whether the run repeats an earlier one from some instant on."""
    findings: tuple[tuple[LookedAt, Finding], ...]
    """As they count, without their evidence."""

    @property
    def critical(self) -> tuple[CriticalOccasion, ...]:
        """The critical criteria that came up; none in a run that repeats a part of another."""
        where = f"{self.at:%Y-%m-%d}", self.record, self.scenario
        return tuple(
            CriticalOccasion(
                role.value,
                found.criterion.id,
                found.criterion.says,
                *where,
                found.judgement is Judgement.MET,
            )
            for role, found in self.findings
            if found.criterion.weight is Weight.CRITICAL
            and found.judgement in CAME_UP
            and not self.again
        )


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One criterion over time."""

    role: LookedAt
    criterion: Criterion
    occasions: tuple[bool, ...]
    """Whether it was shown, in each call that gave occasion for it, oldest first."""

    @property
    def missed(self) -> bool:
        """Whether it was not shown the last time."""
        return not self.occasions[-1]


@dataclass(frozen=True, slots=True)
class Progress:
    """The records of one code."""

    practices: tuple[Practice, ...]
    behaviours: tuple[Behaviour, ...]

    @property
    def calls(self) -> Counter[tuple[tuple[Role, ...], int]]:
        """The number of calls by seats and level, without repeated runs."""
        return Counter((each.seats, each.level) for each in self.practices if not each.again)

    @property
    def tries(self) -> int:
        """The number of repeated runs."""
        return sum(each.again for each in self.practices)

    @property
    def critical(self) -> tuple[CriticalFinding, ...]:
        """Critical findings over time."""
        return critical_findings(found for each in self.practices for found in each.critical)


def looked_at(record: Record) -> Practice:
    """Return a record with its own rubrics' findings; RecordError if today's flow can't replay it.

    In a repeated run only findings after its starting instant count; the others count for the
    earlier run.
    """
    header, setup = record.header, record.header.setup
    since = header.again.at if header.again else 0
    found: list[tuple[LookedAt, Finding]] = []
    reviews = read_reviews(record.path)
    for rubric, findings in findings_of(record):
        if findings is None:
            why = "the flow has changed since this call, so it is not counted"
            fix = f"silent999 replay {record.path.stem} shows the first difference"
            raise RecordError(why, fix, str(record.path))
        # A finding without evidence, or on something at or after that instant.
        new = (each for each in findings if all(e.at >= since for e in each.evidence[-1:]))
        for each in new:
            stands = reviews.stands(rubric.id, each.criterion.id)
            bare = Finding(each.criterion, each.judgement)
            found.append((rubric.role, as_it_counts(bare, stands)))
    ended = sum(each is not None for each in outcomes_of(record.entries))
    return Practice(
        record.path.stem,
        header.started_at,
        setup.scenario.id,
        setup.scenario.level,
        setup.seats,
        ended == len(calls_of(setup.scenario, setup.seed, setup.seats)),
        header.again is not None,
        tuple(found),
    )


def progress(practices: Iterable[Practice]) -> Progress:
    """Combine the practices of one trainee."""
    ordered = tuple(sorted(practices, key=lambda each: (each.at, each.record)))
    occasions: dict[tuple[LookedAt, str], list[bool]] = {}
    criteria: dict[tuple[LookedAt, str], Criterion] = {}
    for practice in ordered:
        for role, finding in practice.findings:
            if finding.judgement in CAME_UP:
                key = role, finding.criterion.id
                criteria[key] = finding.criterion  # as it was worded last
                occasions.setdefault(key, []).append(finding.judgement is Judgement.MET)
    found = [Behaviour(key[0], held, tuple(occasions[key])) for key, held in criteria.items()]
    found.sort(key=lambda each: (each.role.place, each.criterion.weight.place))
    return Progress(ordered, tuple(found))


_MOST_SUGGESTED = 3


class Suggestion(NamedTuple):
    """A call to take next from a seat, with the criteria to practise."""

    scenario: str
    role: LookedAt
    title: str
    level: int
    occasions: frozenset[str]
    """The criteria that come up in it."""
    aims: tuple[Criterion, ...] = ()
    """Those that were missed, the gravest first."""


def candidates(library: Library, roles: Iterable[LookedAt]) -> Iterator[Suggestion]:
    """Yield each scenario with each seat in which it gives something to practise.

    Raises:
        ContentError: a file is wrong.
        LibraryError: a scenario names an unknown file.
    """
    wanted, profile = frozenset(roles), library.profile().profile
    flow = procedure(profile.switches, profile.timings)
    for scenario in (library.scenario(entry.path).scenario for entry in library.scenarios()):
        rubrics = [library.rubric(name).file.rubric for name in scenario.rubric]
        rubrics = [each for each in rubrics if each.role in wanted.intersection(scenario.seats)]
        force = library.force(scenario.force or DEFAULT_FORCE).force
        log = run(scenario, profile, force, handler=GOOD, operator=GOOD).log if rubrics else ()
        for rubric in rubrics:
            heard = perceived(log, flow, scenario.coverage, rubric.role)
            found = assess(heard, rubric, Context(force=force, profile=profile))
            occasions = frozenset(f.criterion.id for f in found if f.judgement in CAME_UP)
            if occasions:
                which = scenario.id, rubric.role, scenario.title, scenario.level
                yield Suggestion(*which, occasions)


def suggestions(done: Progress, offered: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return at most three calls in which to try again what was missed the last time.

    The first is for the gravest criterion, each further one for the gravest that is left: the call
    that covers most, then one less often taken, then an easier one. No call is more than one level
    above the highest finished one.
    """
    top: dict[Role, int] = {}
    for each in done.practices:
        if each.finished:
            top |= {role: max(each.level, top.get(role, 0)) for role in each.seats}
    reachable = [each for each in offered if each.level <= top.get(each.role, 0) + 1]
    taken = Counter((each.scenario, role) for each in done.practices for role in each.seats)
    missed = [each for each in done.behaviours if each.missed]
    missed.sort(key=lambda each: each.criterion.weight.place)
    found: list[Suggestion] = []
    for wanted in missed:
        used = {each.scenario for each in found}
        fitting = [
            each._replace(aims=tuple(e.criterion for e in missed if _comes_up(e, each)))
            for each in reachable
            if _comes_up(wanted, each) and each.scenario not in used
        ]
        if fitting and not any(wanted.criterion in each.aims for each in found):
            found.append(min(fitting, key=lambda each: _order(each, taken)))
    return tuple(found[:_MOST_SUGGESTED])


def _comes_up(behaviour: Behaviour, call: Suggestion) -> bool:
    return behaviour.role is call.role and behaviour.criterion.id in call.occasions


def _order(call: Suggestion, taken: Mapping[tuple[str, Role], int]) -> tuple[int, int, int, str]:
    return -len(call.aims), taken[call.scenario, call.role], call.level, call.scenario
