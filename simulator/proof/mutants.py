"""A flow with one mistake in it: would anything notice?

Every row is deleted, left without effect, redirected, and each of its conditions negated; every
timer that a profile uses is halved and doubled. What does not notice a mistake is not worth much,
so each must be killed: by the tables' own check (exactly one row answers), by a shipped scenario
(an expectation, or the outcome in its file), or by a property. The cheapest comes first, and the
first failure is enough; a scenario is played only if it comes to the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple, TypeVar

from simulator.content.questions import QuestionBank
from simulator.content.scenario import Scenario
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.force import Force
from simulator.core.profile import Profile, Timings
from simulator.core.rules import BrokenFlow, Flow, Rule, Table
from simulator.core.terms import IncidentStage, LineStage, Timer
from simulator.errors import SimulatorError
from simulator.proof.deciding import Decider, Setting, Status
from simulator.proof.health import examine, gaps_and_overlaps
from simulator.review.claims import Claim, Kind
from simulator.session.headless import run

T = TypeVar("T")
Stage = TypeVar("Stage", LineStage, IncidentStage)


@dataclass(frozen=True)
class Mutant:
    """A flow, or a profile's timings, with one mistake."""

    id: str
    """What was done to what: ``R-5 deleted``, ``end halved``."""
    row: str = ""
    """The row that was changed; empty for a timing."""
    flow: Flow = UK
    timing: str = ""
    """The timer that was changed; empty for a row."""
    factor: float = 1.0
    """By how much its length was multiplied."""

    def profile(self, profile: Profile) -> Profile:
        """The profile with the mistake, if it is one of the profile."""
        if not self.timing:
            return profile
        length = int(getattr(profile.timings, self.timing) * self.factor)
        timings: Timings = replace(profile.timings, **{self.timing: length})
        return replace(profile, timings=timings)


class Fate(NamedTuple):
    """What became of a mutant."""

    mutant: str
    profile: str
    """Under which profile it was killed; of a survivor, the last one looked at."""
    killer: str = ""
    """What noticed: ``the tables``, ``scenario ID`` or ``property ID``; empty: nothing did."""


# --- mistakes ------------------------------------------------------------------------------------


def mutants_of_rows(flow: Flow = UK) -> Iterator[Mutant]:
    """One mistake in one row, every way and every row."""
    for row, what, table in _mistakes(flow.line, list(LineStage)):
        yield Mutant(f"{row} {what}", row, replace(flow, line=table))
    for row, what, incident in _mistakes(flow.incident, list(IncidentStage)):
        yield Mutant(f"{row} {what}", row, replace(flow, incident=incident))


def mutants_of_timings() -> Iterator[Mutant]:
    """Each timer's length, in both directions."""
    for field in fields(Timings):
        for what, factor in (("halved", 0.5), ("doubled", 2.0)):
            yield Mutant(f"{field.name} {what}", timing=field.name, factor=factor)


def _mistakes(table: Table[Stage], stages: list[Stage]) -> Iterator[tuple[str, str, Table[Stage]]]:
    for row in table.rows:
        for what, wrong in _wrong(row, stages):
            yield row.id, what, replace(table, rows=tuple(_exchanged(table.rows, row, wrong)))


def _exchanged(items: Iterable[T], one: T, others: Iterable[T]) -> Iterator[T]:
    """The items, with others in the place of one."""
    for item in items:
        yield from others if item is one else (item,)


def _wrong(row: Rule[Stage], stages: list[Stage]) -> Iterator[tuple[str, tuple[Rule[Stage], ...]]]:
    """A row in each wrong form, and what is wrong with it."""
    yield "deleted", ()
    if row.to is not None or row.sets or row.start or row.stop:
        yield "left without effect", (replace(row, to=None, sets={}, so=(), start=(), stop=()),)
    at = stages.index(row.to or row.at[0])
    elsewhere = stages[(at + 1) % len(stages)]
    yield f"leads to {elsewhere}", (replace(row, to=elsewhere),)
    for condition in row.when:
        when = tuple(_exchanged(row.when, condition, (~condition,)))
        yield f"where {(~condition).name}", (replace(row, when=when),)


# --- what notices --------------------------------------------------------------------------------


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
        self._alive = {profile.id: _fired(profile) for profile in profiles}
        self._recent: list[str] = []
        """Claims that noticed something, the latest last: they are asked first."""

    def kill(self, mutant: Mutant) -> Fate | None:
        """What becomes of a mutant; none if no call of any profile comes to what was changed."""
        fate = None
        for profile in self._profiles:
            if not self.concerns(mutant, profile):
                continue
            killer = self._killer(mutant, profile)
            fate = Fate(mutant.id, profile.id, killer)
            if killer:
                return fate
        return fate

    def kill_under(self, mutant: Mutant, profile: Profile) -> Fate:
        """What becomes of a mutant under one profile."""
        return Fate(mutant.id, profile.id, self._killer(mutant, profile))

    def concerns(self, mutant: Mutant, profile: Profile) -> bool:
        """Whether some call under `profile` comes to what was changed."""
        rows, timers = self._alive[profile.id]
        return mutant.row in rows or any(timer.name.lower() == mutant.timing for timer in timers)

    def _killer(self, mutant: Mutant, profile: Profile) -> str:
        wrong = mutant.profile(profile)
        procedure = Procedure.under(wrong, mutant.flow)
        if mutant.row and next(gaps_and_overlaps(procedure), None):
            return "the tables"
        for played in self._played[profile.id]:
            comes_there = not mutant.row or mutant.row in played.rows
            if comes_there and not _passes(played, wrong, procedure):
                return f"scenario {played.scenario.id}"
        setting = Setting(wrong, self._force, self._questions, mutant.flow)
        return self._refuting(Decider(setting), wrong, timed_first=not mutant.row)

    def _refuting(self, decider: Decider, profile: Profile, *, timed_first: bool) -> str:
        claims = [claim for claim in self._claims if claim.concerns(profile)]
        claims.sort(
            key=lambda c: (
                self._recent.index(c.id) if c.id in self._recent else -1,
                c.timed is timed_first,
            ),
            reverse=True,
        )
        for claim in claims:
            try:
                failed = decider.decide(claim).status is Status.FAILS
            except BrokenFlow:
                return "the tables"
            if failed:
                self._recent = [*(i for i in self._recent if i != claim.id), claim.id]
                return f"property {claim.id}"
        return ""


def _played(scenario: Scenario, force: Force, profile: Profile) -> Played:
    result = run(scenario, profile, force)
    return Played(scenario, force, frozenset(row for entry in result.log for row in entry.rows))


def _passes(played: Played, profile: Profile, procedure: Procedure) -> bool:
    """Whether a scenario still goes as its file says."""
    try:
        return run(played.scenario, profile, played.force, under=procedure).passed
    except (BrokenFlow, SimulatorError):
        return False


def _fired(profile: Profile) -> tuple[frozenset[str], frozenset[Timer]]:
    """The rows and timers that some call under a profile comes to."""
    health = examine(profile, UK)
    rows = {row.id for table in (UK.line, UK.incident) for row in table.rows}
    alive: dict[str, Any] = {row.id: row for table in (UK.line, UK.incident) for row in table.rows}
    fired = rows - set(health.idle_rows)
    timers = {timer for row in fired for timer in alive[row].start}
    return frozenset(fired), frozenset(timers)


def survivors(fates: Iterable[Fate], reasons: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Survivors without a reason, and reasons of what was killed or is no mutant."""
    fates = list(fates)
    alive = {fate.mutant for fate in fates if not fate.killer}
    return sorted(alive - set(reasons)), sorted(set(reasons) - alive)
