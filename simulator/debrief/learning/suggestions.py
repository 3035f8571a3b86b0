"""Suggestions of calls to take next: those with an occasion for what was missed.

No file lists the occasions of a scenario. It is run with all roles simulated, and the criteria that
come up for a seat are its occasions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.content.library.library import DEFAULT_FORCE, Library, ScenarioHeader
from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Role
from simulator.debrief.assess.findings import CAME_UP, assess
from simulator.debrief.learning.progress import Behaviour, Progress
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import Criterion, LookedAt
from simulator.session.run.headless_run import procedure, run
from simulator.session.run.perceived_log import perceived


class Candidate(NamedTuple):
    """A call that can be taken from a seat."""

    scenario: str
    role: LookedAt
    title: str
    level: int
    occasions: frozenset[str]


class Suggestion(NamedTuple):
    """A call to take next, with the criteria to practise."""

    candidate: Candidate
    aims: tuple[Criterion, ...]
    """Missed criteria that come up in it, the gravest first."""


def candidates(
    library: Library, roles: Iterable[LookedAt], among: Iterable[ScenarioHeader] | None = None
) -> tuple[Candidate, ...]:
    """Return each scenario with each seat in which it gives something to practise.

    Without `among`, every scenario is looked at.

    Raises:
        ContentError: a file is wrong.
        LibraryError: a scenario names an unknown file.
    """
    wanted = frozenset(roles)
    entries = library.scenarios() if among is None else among
    scenarios = (library.scenario(entry.path).scenario for entry in entries)
    return tuple(each for one in scenarios for each in _candidates_in(library, one, wanted))


def _candidates_in(
    library: Library, scenario: Scenario, roles: frozenset[LookedAt]
) -> Iterator[Candidate]:
    rubrics = [library.rubric(name).file.rubric for name in scenario.rubric]
    rubrics = [each for each in rubrics if each.role in roles.intersection(scenario.seats)]
    if not rubrics:
        return
    profile = library.profile().profile
    force = library.force(scenario.force or DEFAULT_FORCE).force
    log = run(scenario, profile, force).log
    flow = procedure(profile.switches, profile.timings)
    for rubric in rubrics:
        heard = perceived(log, flow, scenario.coverage, rubric.role)
        findings = assess(heard, rubric, Context(force=force, profile=profile))
        occasions = frozenset(each.criterion.id for each in findings if each.judgement in CAME_UP)
        if occasions:
            which = scenario.id, rubric.role, scenario.title, scenario.level
            yield Candidate(*which, occasions)


def suggestions(
    done: Progress, offered: Sequence[Candidate], most: int = 3
) -> tuple[Suggestion, ...]:
    """Return at most `most` calls in which to try again what was missed the last time.

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
        used = {each.candidate.scenario for each in found}
        fitting = [
            Suggestion(each, tuple(e.criterion for e in missed if _comes_up(e, each)))
            for each in reachable
            if _comes_up(wanted, each) and each.scenario not in used
        ]
        if fitting and not any(wanted.criterion in each.aims for each in found):
            found.append(min(fitting, key=lambda each: _order(each, taken)))
    return tuple(found[:most])


def _comes_up(behaviour: Behaviour, candidate: Candidate) -> bool:
    return behaviour.role is candidate.role and behaviour.criterion.id in candidate.occasions


def _order(each: Suggestion, taken: Mapping[tuple[str, Role], int]) -> tuple[int, int, int, str]:
    call = each.candidate
    return -len(each.aims), taken[call.scenario, call.role], call.level, call.scenario
