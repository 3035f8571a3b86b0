"""Would anything notice a mistake in the flow?

What does not notice a mistake is not worth much, so each mutant must be killed: by the tables' own
check (exactly one row or reason answers), by a shipped scenario (an expectation, or the outcome in
its file), or by a machine property. The cheapest comes first, and the first failure is enough. A
scenario is played only if it comes to the row; properties that noticed something lately come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.procedure.questions import QuestionBank
from simulator.content.scenario.scenario import Scenario
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.profile import Force, Profile, Switches
from simulator.core.rules import BrokenFlow, Flow, Rule, Situation
from simulator.errors import SimulatorError
from simulator.proof.explore.situations import explore
from simulator.proof.verify.affinity import in_common
from simulator.proof.verify.decide import Decider, Setting, Status
from simulator.proof.verify.health import answers_of, wrong_answers
from simulator.proof.verify.mutants import Mutant, every_mutant
from simulator.proof.verify.processes import worked
from simulator.proof.verify.tallying import Fate
from simulator.rules.claims import Claim, Kind
from simulator.session.run.headless import run


class Played(NamedTuple):
    """A scenario, and the rows that it comes to under one profile."""

    scenario: Scenario
    force: Force
    rows: frozenset[str]


class Hunt:
    """Looks for something that notices each mutant, under the profiles that come to it."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        scenarios: Iterable[tuple[Scenario, Force]],
        claims: Iterable[Claim],
        force: Force,
        questions: QuestionBank,
    ) -> None:
        """Hunt under `profiles`; scenarios must pass and claims hold without a mistake."""
        self._profiles = profiles
        self._force = force
        self._questions = questions
        self._claims = [claim for claim in claims if claim.kind is Kind.MACHINE]
        scenarios = list(scenarios)
        self._played = {
            profile.id: [_played(*each, profile) for each in scenarios] for profile in profiles
        }
        self._alive = {profile.id: _alive(profile) for profile in profiles}
        self._recent: list[str] = []
        """Claims that noticed something, the latest last: they are asked first."""
        self._cost: dict[str, int] = {}
        """How many states deciding a claim has taken lately."""

    def kill(self, mutant: Mutant) -> list[Fate]:
        """What becomes of a mutant: once of a row, and of a timing once for each profile.

        Nothing, if no call of any profile comes to what was changed.
        """
        concerned = [profile for profile in self._profiles if self.concerns(mutant, profile)]
        if mutant.timing:
            return [
                Fate(mutant.id, p.id, self._refuting(mutant, p) or self._failing(mutant, p))
                for p in concerned
            ]
        # A property costs a hundred times what a scenario does: those come last, under any profile.
        for look in (self._not_fitting, self._failing, self._refuting):
            for profile in concerned:
                killer = look(mutant, profile)
                if killer:
                    return [Fate(mutant.id, profile.id, killer)]
        return [Fate(mutant.id, profile.id) for profile in concerned[-1:]]

    def concerns(self, mutant: Mutant, profile: Profile) -> bool:
        """Whether some call under `profile` comes to what was changed."""
        alive = self._alive[profile.id]
        return mutant.row in alive.rows or mutant.timing in alive.timings

    def _failing(self, mutant: Mutant, profile: Profile) -> str:
        """A scenario that does not go as its file says any more."""
        wrong = mutant.profile(profile)
        procedure = Procedure.under(wrong, mutant.flow)
        for played in self._played[profile.id]:
            comes_there = not mutant.row or mutant.row in played.rows
            if comes_there and not _passes(played, wrong, procedure):
                return f"scenario {played.scenario.id}"
        return ""

    def _not_fitting(self, mutant: Mutant, profile: Profile) -> str:
        """The tables, if not exactly one row, or one reason why not, answers where it matters."""
        situations = self._alive[profile.id].situations
        causes = {cause for row in _rows(UK) if row.id == mutant.row for cause in row.on}
        wrong = any(
            wrong_answers(mutant.flow, profile.switches, situation, cause, answers)
            for answers in (answers_of(mutant.flow),)
            for situation in situations
            for cause in causes
        )
        return "the tables" if wrong else ""

    def _refuting(self, mutant: Mutant, profile: Profile) -> str:
        """A property that does not hold any more.

        Those that speak of the row come first, then those that noticed something lately, then what
        has cost least so far: a property that holds costs most, and most of them do.
        """
        wrong = mutant.profile(profile)
        decider = Decider(Setting(wrong, self._force, self._questions, mutant.flow))
        claims = [claim for claim in self._claims if claim.concerns(wrong)]
        if mutant.timing:
            claims = [claim for claim in claims if claim.timed]
        recent = {name: place for place, name in enumerate(reversed(self._recent))}
        changed = [row for row in _rows(mutant.flow) if row.id == mutant.row]

        def order(claim: Claim) -> tuple[int, int, bool, int]:
            near = sum(in_common(claim.rule, row) for row in changed)
            last = recent.get(claim.id, len(recent))
            return -near, last, claim.timed, self._cost.get(claim.id, 0)

        claims.sort(key=order)
        for claim in claims:
            decision = decider.decide(claim)
            self._cost[claim.id] = decision.states
            if decision.status is Status.FAILS:
                self._recent = [*(i for i in self._recent if i != claim.id), claim.id]
                return f"property {claim.id}"
        return ""


def _rows(flow: Flow) -> Iterator[Rule[Any]]:
    yield from flow.line.rows
    yield from flow.incident.rows


def _played(scenario: Scenario, force: Force, profile: Profile) -> Played:
    result = run(scenario, profile, force)
    return Played(scenario, force, frozenset(row for entry in result.log for row in entry.rows))


def _passes(played: Played, profile: Profile, procedure: Procedure) -> bool:
    """Whether a scenario still goes as its file says."""
    try:
        return run(played.scenario, profile, played.force, under=procedure).passed
    except (BrokenFlow, SimulatorError):
        return False


class _Alive(NamedTuple):
    """What some call under a profile comes to, where there is no mistake."""

    rows: frozenset[str]
    timings: frozenset[str]
    situations: tuple[Situation, ...]
    """The situations of calls that go on."""


def _alive(profile: Profile) -> _Alive:
    procedure = Procedure.under(profile)
    nodes, edges = explore(procedure)
    timers = {timer for _, running in nodes for timer in running}
    return _Alive(
        frozenset(row for edge in edges for row in edge.step.rows),
        frozenset(timer.name.lower() for timer in timers),
        tuple({s for s, _ in nodes if UK.ending(s) is None}),
    )


MIXED: Mapping[str, Switches] = {
    "told_and_strict": Switches(
        counts_before_request=False,
        other_digits_reset=False,
        early_55_relayed=True,
        force_is_told=True,
    ),
    "told_and_noisy": Switches(
        noise_passes=True,
        counts_before_request=False,
        other_digits_reset=False,
        force_is_told=True,
        digital_is_held=True,
    ),
}
"""Combinations of switches that no profile ships; with the profiles they make every row fire."""


def hunt_with(library: Library) -> Hunt:
    """A hunt with all that a library has, under its profiles and `MIXED`."""
    profiles = [loaded.profile for loaded in library.profiles()]
    usual = library.profile().profile
    profiles += [replace(usual, id=name, switches=each) for name, each in MIXED.items()]
    scenarios = []
    for entry in library.scenarios():
        scenario = library.scenario(entry.id).scenario
        scenarios.append((scenario, library.force(scenario.force or DEFAULT_FORCE).force))
    claims = [claim for loaded in library.properties() for claim in loaded.claims]
    return Hunt(profiles, scenarios, claims, library.force().force, library.questions())


_HUNTS: list[Hunt] = []
"""The hunt of this process, where it was started for nothing else."""


def _start() -> None:
    _HUNTS.append(hunt_with(Library()))


def _do(place: int) -> list[Fate]:
    return _HUNTS[0].kill(every_mutant()[place])


def hunted(places: Sequence[int], processes: int = 1) -> Iterator[list[Fate]]:
    """What becomes of the mutants at some places of `every_mutant`, in their order."""
    if processes < 2:
        hunt, mutants = hunt_with(Library()), every_mutant()
        yield from (hunt.kill(mutants[place]) for place in places)
        return
    yield from worked(_do, places, processes, _start)


def by_family(
    places: Sequence[int], fates: Iterable[list[Fate]]
) -> Iterator[tuple[tuple[Mutant, ...], list[list[Fate]]]]:
    """The mutants at some places and what became of them, as each family of rows is done with.

    A family are the rows whose ids begin alike; the timings are one as well.
    """
    mutants = every_mutant()
    both = ((mutants[place], each) for place, each in zip(places, fates, strict=True))
    for _, family in groupby(both, key=lambda each: each[0].row.partition("-")[0]):
        made, became = zip(*family, strict=True)
        yield made, list(became)
