"""Mutants of the flow, and what notices each: the mutation check of the tables.

Every row is deleted, left without effect and led elsewhere, and each of its conditions is negated.
Every timer of a profile is halved and doubled. A mutant is killed by the check of the tables
(exactly one row or reason answers), by a shipped scenario (an expectation or its outcome), or by a
machine property. The cheapest look comes first; the first failure is enough.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

from simulator.content.library.library import DEFAULT_FORCE
from simulator.content.procedure.reference_data import QuestionBank
from simulator.content.scenario.scenario import Scenario
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.profile import Force, Profile, Timings
from simulator.core.table import BrokenFlow, CallState, Flow, Row, Table
from simulator.core.terms import IncidentStage, LineStage
from simulator.errors import SimulatorError
from simulator.proof.verify.decide_properties import Decider, Setting, Status
from simulator.rules.properties import Property, PropertyKind
from simulator.session.run import call_people, headless_run
from tests.core.explored import MIXED, explored
from tests.session.calls import LIBRARY

T = TypeVar("T")
Stage = TypeVar("Stage", LineStage, IncidentStage)


@dataclass(frozen=True)
class Mutant:
    """A flow, or a profile's timings, with one fault."""

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
        """Return the profile with the fault, if it is one of the profile."""
        if not self.timing:
            return profile
        length = int(getattr(profile.timings, self.timing) * self.factor)
        timings: Timings = replace(profile.timings, **{self.timing: length})
        return replace(profile, timings=timings)


def mutants_of_rows(flow: Flow = UK) -> Iterator[Mutant]:
    for row, what, table in _faults(flow.line, list(LineStage)):
        yield Mutant(f"{row} {what}", row, replace(flow, line=table))
    for row, what, incident in _faults(flow.incident, list(IncidentStage)):
        yield Mutant(f"{row} {what}", row, replace(flow, incident=incident))


def mutants_of_timings() -> Iterator[Mutant]:
    for field in fields(Timings):
        for what, factor in (("halved", 0.5), ("doubled", 2.0)):
            yield Mutant(f"{field.name} {what}", timing=field.name, factor=factor)


def _faults(table: Table[Stage], stages: list[Stage]) -> Iterator[tuple[str, str, Table[Stage]]]:
    for row in table.rows:
        for what, wrong in _wrong(row, stages):
            yield row.id, what, replace(table, rows=tuple(_exchanged(table.rows, row, wrong)))


def _exchanged(items: Iterable[T], one: T, others: Iterable[T]) -> Iterator[T]:
    for item in items:
        yield from others if item is one else (item,)


def _wrong(row: Row[Stage], stages: list[Stage]) -> Iterator[tuple[str, tuple[Row[Stage], ...]]]:
    yield "deleted", ()
    if row.to is not None or row.sets or row.start or row.stop:
        yield "left without effect", (replace(row, to=None, sets={}, so=(), start=(), stop=()),)
    at = stages.index(row.to or row.at[0])
    elsewhere = stages[(at + 1) % len(stages)]
    yield f"leads to {elsewhere}", (replace(row, to=elsewhere),)
    for condition in row.when:
        when = tuple(_exchanged(row.when, condition, (~condition,)))
        yield f"where {(~condition).name}", (replace(row, when=when),)


MUTANTS = {mutant.id: mutant for mutant in (*mutants_of_rows(), *mutants_of_timings())}
"""All mutants by id, always in the same order."""


class Fate(NamedTuple):
    """What became of a mutant under one profile."""

    profile: str
    """The profile under which it was killed; of a survivor, the last one tried."""
    killer: str = ""
    """What noticed: ``the tables``, ``scenario ID`` or ``property ID``; empty: nothing did."""


class _Played(NamedTuple):
    scenario: Scenario
    force: Force
    rows: frozenset[str]
    """The rows that fire in it under one profile."""


class _Alive(NamedTuple):
    """What some call under a profile reaches without a fault."""

    rows: frozenset[str]
    timings: frozenset[str]
    situations: tuple[CallState, ...]
    """The situations of calls that go on."""


class Hunt:
    def __init__(
        self,
        profiles: Sequence[Profile],
        scenarios: Iterable[tuple[Scenario, Force]],
        properties: Iterable[Property],
        force: Force,
        questions: QuestionBank,
    ) -> None:
        """Without a fault, `scenarios` must pass and `properties` must hold under `profiles`."""
        self._profiles = profiles
        self._force = force
        self._questions = questions
        self._properties = [prop for prop in properties if prop.kind is PropertyKind.MACHINE]
        scenarios = list(scenarios)
        self._played = {
            profile.id: [_played(*each, profile) for each in scenarios] for profile in profiles
        }
        self._alive = {profile.id: _alive(profile) for profile in profiles}

    def kill(self, mutant: Mutant) -> list[Fate]:
        """Return what became of a mutant: once for a row, once per profile for a timing.

        Empty if no call under any profile reaches what was changed.
        """
        alive = self._alive
        concerned = [
            profile
            for profile in self._profiles
            if mutant.row in alive[profile.id].rows or mutant.timing in alive[profile.id].timings
        ]
        if mutant.timing:
            return [
                Fate(p.id, self._refuting(mutant, p) or self._failing(mutant, p)) for p in concerned
            ]
        # A property costs a hundred times what a scenario does: those come last, under any profile.
        for look in (self._not_fitting, self._failing, self._refuting):
            for profile in concerned:
                if killer := look(mutant, profile):
                    return [Fate(profile.id, killer)]
        return [Fate(profile.id) for profile in concerned[-1:]]

    def _not_fitting(self, mutant: Mutant, profile: Profile) -> str:
        """Check that exactly one row, or one reason why not, answers."""
        causes = {cause for row in _rows(UK) if row.id == mutant.row for cause in row.on}
        procedure = Procedure.under(profile, mutant.flow)
        try:
            for situation in self._alive[profile.id].situations:
                for cause in causes:
                    procedure.step(situation, cause)
        except BrokenFlow:
            return "the tables"
        return ""

    def _failing(self, mutant: Mutant, profile: Profile) -> str:
        """Find a scenario that no longer goes as its file says."""
        wrong = mutant.profile(profile)
        procedure = Procedure.under(wrong, mutant.flow)
        for played in self._played[profile.id]:
            reached = not mutant.row or mutant.row in played.rows
            if reached and not _passes(played, wrong, procedure):
                return f"scenario {played.scenario.id}"
        return ""

    def _refuting(self, mutant: Mutant, profile: Profile) -> str:
        """Find a property that no longer holds."""
        wrong = mutant.profile(profile)
        decider = Decider(Setting(wrong, self._force, self._questions, mutant.flow))
        properties = [
            prop
            for prop in self._properties
            if prop.concerns(wrong) and (prop.timed or not mutant.timing)
        ]
        for prop in sorted(properties, key=attrgetter("timed")):
            if decider.decide_all([prop])[0].status is Status.FAILS:
                return f"property {prop.id}"
        return ""


def hunt_with_everything() -> Hunt:
    """A hunt with all that is shipped, under the shipped profiles and `MIXED`."""
    library = LIBRARY
    profiles = [loaded.profile for loaded in library.profiles()]
    usual = library.profile().profile
    profiles += [replace(usual, id=name, switches=each) for name, each in MIXED.items()]
    scenarios = []
    for entry in library.scenarios():
        scenario = library.scenario(entry.id).scenario
        scenarios.append((scenario, library.force(scenario.force or DEFAULT_FORCE).force))
    properties = [prop for loaded in library.properties() for prop in loaded.file.built]
    return Hunt(profiles, scenarios, properties, library.force().force, library.questions())


def _rows(flow: Flow) -> Iterator[Row[Any]]:
    yield from flow.line.rows
    yield from flow.incident.rows


def _played(scenario: Scenario, force: Force, profile: Profile) -> _Played:
    result = headless_run.run(scenario, profile, force)
    return _Played(scenario, force, frozenset(row for entry in result.log for row in entry.rows))


def _passes(played: _Played, profile: Profile, procedure: Procedure) -> bool:
    try:
        with patch.object(call_people, "procedure", lambda *_: procedure):
            return headless_run.run(played.scenario, profile, played.force).passed
    except (BrokenFlow, SimulatorError):
        return False


def _alive(profile: Profile) -> _Alive:
    calls = explored(profile.switches)
    timers = {timer for _, running in calls.nodes for timer in running}
    return _Alive(
        frozenset(row for edge in calls.edges for row in edge.step.rows),
        frozenset(timer.name.lower() for timer in timers),
        tuple({s for s, _ in calls.nodes if UK.ending(s) is None}),
    )
