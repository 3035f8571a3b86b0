"""Suggestions of calls to take next: those with an occasion for what was missed.

No file lists the occasions of a scenario. It is run with all roles simulated, and the criteria that
come up for a seat are its occasions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from simulator.content.library.library import DEFAULT_FORCE, Library, ScenarioHeader
from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Role
from simulator.debrief.assess.findings import CAME_UP, assess
from simulator.debrief.learning.progress import Progress
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import Criterion, LookedAt, Weight
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

    Each further call covers criteria that the calls before it leave. Among equals, less often taken
    calls come first, then easier ones. No call is more than one level above the highest finished
    one.
    """
    top: dict[Role, int] = {}
    for each in done.practices:
        if each.finished:
            top |= {role: max(each.level, top.get(role, 0)) for role in each.seats}
    reachable = [each for each in offered if each.level <= top.get(each.role, 0) + 1]
    taken = Counter((each.scenario, role) for each in done.practices for role in each.seats)
    left = {(e.role, e.criterion.id): e.criterion for e in done.behaviours if e.missed}
    found: list[Suggestion] = []
    while left and len(found) < most:
        used = {each.candidate.scenario for each in found}
        best = _best((each for each in reachable if each.scenario not in used), left, taken)
        if best is None:
            break
        found.append(best)
        left = {key: held for key, held in left.items() if held not in best.aims}
    return tuple(found)


_Left = Mapping[tuple[LookedAt, str], Criterion]
_Taken = Mapping[tuple[str, Role], int]


def _best(offered: Iterable[Candidate], left: _Left, taken: _Taken) -> Suggestion | None:
    """Return the call that covers most of `left`, or None if no call covers any of it.

    Weights are never added up: one grave criterion counts more than thirty small ones.
    """
    ranked = []
    for each in offered:
        aims = tuple(
            criterion
            for (role, name), criterion in left.items()
            if role is each.role and name in each.occasions
        )
        weights = Counter(criterion.weight for criterion in aims)
        fit = tuple(-weights[weight] for weight in Weight)
        order = fit, taken[each.scenario, each.role], each.level, each[:2]
        ranked += [(order, Suggestion(each, aims))] if aims else []
    return min(ranked, key=itemgetter(0), default=(None, None))[1]
