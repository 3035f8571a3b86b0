"""How often the debrief finds what was done badly: known lapses against what it says was missed.

``python -m tests.benchmarks.lapses [LAPSE ...] [SEED ...]`` plays each lapse alone, over all
shipped calls in which it happens, and prints in how many the debrief of that seat has one of the
criteria that `lapses.yaml` names for it among what was missed; the same with good people,
where it is a false alarm; and in how many calls any criterion that the same call with good people
does not miss. A lapse that the debrief does not find is named.
"""

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from simulator.content.library.library import Library, LoadedScenario
from simulator.content.procedure.lapse_file import GOOD, LapseText
from simulator.core.terms import Role
from simulator.debrief.assess.findings import Judgement, assess
from simulator.rules.match_criteria import Context
from simulator.session.run.call_people import lapse_file, procedure
from simulator.session.run.headless_run import HeadlessResult, run
from simulator.session.run.perceived_log import perceived

LIBRARY = Library()


class FoundRate(NamedTuple):
    """How often the debrief finds one lapse."""

    lapse: LapseText
    calls: int
    """In which it happened."""
    named: int
    """In which a criterion that is named for it was missed, and is met with good people."""
    any: int
    """In which any criterion was missed that good people do not miss."""
    by: tuple[str, ...]
    """The criteria that were missed most often, the first ones."""

    @property
    def percent(self) -> int:
        """In how many of 100 calls it is found."""
        return round(100 * self.named / self.calls) if self.calls else 0


def played(loaded: LoadedScenario, role: Role, who: str, seed: int) -> HeadlessResult:
    """Play a call with one person or lapse, and good people besides."""
    scenario = loaded.scenario
    force = LIBRARY.force(scenario.force or "generic").force
    handler, operator = (GOOD, who) if role is Role.OPERATOR else (who, GOOD)
    profile = LIBRARY.profile().profile
    return run(scenario, profile, force, seed, handler=handler, operator=operator)


def missed(loaded: LoadedScenario, role: Role, result: HeadlessResult) -> frozenset[str]:
    """Return the criteria that the debrief of a seat says were missed."""
    scenario, profile = loaded.scenario, LIBRARY.profile().profile
    force = LIBRARY.force(scenario.force or "generic").force
    flow = procedure(profile.switches, profile.timings)
    heard = perceived(result.log, flow, scenario.coverage, role)
    rubric = LIBRARY.rubric(role.value).file.rubric
    facts = {topic: fact.value for topic, fact in scenario.facts.items()}
    found = assess(heard, rubric, Context(facts=facts, force=force, profile=profile))
    return frozenset(each.criterion.id for each in found if each.judgement is Judgement.MISSED)


@cache
def missed_by_good(name: str, role: Role, seed: int) -> frozenset[str]:
    """Return what the debrief says that good people missed: the least that it always says."""
    loaded = LIBRARY.scenario(name)
    return missed(loaded, role, played(loaded, role, GOOD, seed))


def rate(lapse: LapseText, names: Iterable[str], seeds: Iterable[int] = (0,)) -> FoundRate:
    """Play one lapse over calls and seeds, and count where the debrief finds it."""
    calls = named = any_ = 0
    by: dict[str, int] = {}
    for name in names:
        loaded = LIBRARY.scenario(name)
        for seed in seeds:
            result = played(loaded, lapse.who, lapse.id, seed)
            if not result.lapses:
                continue
            calls += 1
            now = missed(loaded, lapse.who, result) - missed_by_good(name, lapse.who, seed)
            named += not now.isdisjoint(lapse.found_by)
            any_ += bool(now)
            for each in now:
                by[each] = by.get(each, 0) + 1
    most = sorted(by, key=lambda each: (-by[each], each))[:3]
    return FoundRate(lapse, calls, named, any_, tuple(f"{each} {by[each]}" for each in most))


SEEDS = (11, 12, 13, 14)
"""Seeds on which nobody looked while the criteria were written."""


def false_alarms(lapse: LapseText, names: Sequence[str], seeds: Sequence[int]) -> int:
    """Return in how many of 100 calls with good people the same criteria find something."""
    calls = [(name, seed) for name in names for seed in seeds]
    found = (missed_by_good(name, lapse.who, seed) for name, seed in calls)
    wrong = sum(not each.isdisjoint(lapse.found_by) for each in found)
    return round(100 * wrong / len(calls))


def main() -> None:
    """Print the rates, and what is not found."""
    chosen = [each for each in sys.argv[1:] if not each.isdecimal()]
    seeds = [int(each) for each in sys.argv[1:] if each.isdecimal()] or SEEDS
    names = [each.id for each in LIBRARY.survey()[0]]
    print(f"seeds {', '.join(map(str, seeds))}; false: in 100 calls with good people")
    print(f"{'lapse':<26} {'calls':>5} {'found':>6} {'false':>6} {'any':>5}  missed most often")
    none: list[str] = []
    for lapse in lapse_file().lapses:
        if chosen and lapse.id not in chosen:
            continue
        each = rate(lapse, names, seeds)
        any_ = round(100 * each.any / each.calls) if each.calls else 0
        head, false = f"{lapse.code} {lapse.id}", false_alarms(lapse, names, seeds)
        cells = f"{each.calls:>5} {each.percent:>5}% {false:>5}% {any_:>4}%"
        print(f"{head:<26} {cells}  {', '.join(each.by)}", flush=True)
        if not each.named:
            none.append(each.lapse.id)
    print(f"not found by a criterion of their own: {', '.join(none) or 'none'}")


if __name__ == "__main__":
    main()
