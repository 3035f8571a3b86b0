"""Running a scenario with nobody at a screen: everybody who has no seat is played.

The same scenario, profile, force and seed give the same log on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from simulator.content.fields.content_model import Fact
from simulator.content.library.library import Library
from simulator.content.procedure.questions import QuestionBank
from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.flow import MOBILES
from simulator.core.instant import Millis, amount
from simulator.core.log import EventLog
from simulator.core.profile import Force, HandlerPacing, Profile, Switches, Timings
from simulator.core.terms import (
    LineKind,
    LocationSource,
    LossCause,
    OfficersFind,
    Outcome,
    Role,
    Topic,
)
from simulator.knowledge.situation import Situation
from simulator.language.lines import LineBook
from simulator.session.participant import Participant
from simulator.session.people.dispatch import Dispatch, DispatchStory
from simulator.session.people.scripts import (
    DeviatingParticipant,
    ScriptedCaller,
    ScriptedRole,
    StepLike,
    exactly,
)
from simulator.session.people.simulated_first_handler import SimulatedFirstHandler
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.surroundings import Surroundings
from simulator.session.people.systems import Network, OtherForce, Systems
from simulator.session.random_stream import RandomStream
from simulator.session.run.expectations import ExpectationResult, check
from simulator.session.session import Session, Skipped

LONGEST: Millis = 4 * 3_600_000
"""The ceiling of simulated time for one call."""
MOST_ENTRIES = 5_000
"""The ceiling of entries for one run."""

REPEATS_WITHIN: Millis = 30 * 60_000
"""Only silent calls begun so long ago count as repeated: half an hour [O1], Q12."""

SILENT_ENDS = (Outcome.ABANDONED, Outcome.NO_RESPONSE_TO_RECORDING, Outcome.ENDED_BY_OPERATOR)


class TriggeredStep(NamedTuple):
    """A step of a scenario whose cue came, and which chance let happen."""

    call: int
    """In which call, from 1."""
    role: Role
    place: int
    """Its place among the steps of that role in that call, from 0."""
    cue: int
    """The `seq` of the entry that was its cue; what the step did names it as its cause."""


@dataclass(frozen=True, slots=True)
class HeadlessResult:
    """What came of a run."""

    scenario: str
    profile: str
    force: str
    seed: int
    outcomes: tuple[Outcome | None, ...]
    """How each call ended; none for one that did not."""
    duration: Millis
    """Simulated milliseconds from the first dialling to the last entry."""
    log: EventLog
    expectations: tuple[ExpectationResult, ...]
    skipped: tuple[Skipped, ...]
    """Planned acts that turned out to be impossible when they were due."""
    stopped: str
    """Which ceiling the run hit; empty when it ended by itself."""
    set_off: tuple[TriggeredStep, ...] = ()
    """The steps of the scenario that were set off."""

    @property
    def outcome(self) -> Outcome | None:
        """How the last call ended."""
        return self.outcomes[-1]

    @property
    def passed(self) -> bool:
        """Whether every expectation was met and no ceiling was hit."""
        return not self.stopped and all(checked.met for checked in self.expectations)


@lru_cache(maxsize=64)
def procedure(switches: Switches, timings: Timings) -> Procedure:
    """The flow under these switches and timings; shared, since working it out costs the most."""
    return Procedure(switches, timings)


@lru_cache(maxsize=1)
def question_bank() -> QuestionBank:
    """The words in which the standing call handlers ask."""
    return Library().questions()


@lru_cache(maxsize=1)
def officers_lines() -> LineBook:
    """What officers say over the radio."""
    return Library().line_book(Role.OFFICERS)


@dataclass(frozen=True, slots=True)
class Cast:
    """A scenario with its profile, force and seed, and who plays instead of the usual participants.

    `listeners` hear as their `ears` do and never act. `under` is the flow that the calls follow
    instead of the UK's under the profile.
    """

    scenario: Scenario
    profile: Profile
    force: Force
    seed: int = 0
    seats: Mapping[Role, Participant] = field(default_factory=dict)
    listeners: Sequence[Participant] = ()
    under: Procedure | None = None


EndedCalls = list[tuple[Millis, Outcome | None]]
"""The calls of a run that are over: when each began, and how it ended."""


def run(
    scenario: Scenario,
    profile: Profile,
    force: Force,
    seed: int = 0,
    seats: Mapping[Role, Participant] | None = None,
    under: Procedure | None = None,
) -> HeadlessResult:
    """Run every call of a scenario to its end, and check what it expects."""
    cast = Cast(scenario, profile, force, seed, seats or {}, (), under)
    log = EventLog()
    outcomes: list[Outcome | None] = []
    skipped: list[Skipped] = []
    set_off: list[TriggeredStep] = []
    stopped = ""
    for number, session in enumerate(sessions(cast, log), 1):
        stopped = play(session, session.now)
        outcomes.append(session.outcome)
        skipped += session.skipped
        set_off += _set_off(session, number)
        if stopped:
            break
    return HeadlessResult(
        scenario.id,
        profile.id,
        force.id,
        seed,
        tuple(outcomes),
        log[-1].at,
        log,
        check(scenario, profile, force, log, outcomes[-1]),
        tuple(skipped),
        stopped,
        tuple(set_off),
    )


def sessions(cast: Cast, log: EventLog) -> Iterator[Session]:
    """Yield each call of a scenario; play it before asking for the next one."""
    ended: EndedCalls = []
    start: Millis = 0
    for gap in cast.scenario.gaps:
        start += gap
        session = begin(cast, log, start, ended)
        yield session
        ended.append((start, session.outcome))
        start = log[-1].at


def _set_off(session: Session, number: int) -> list[TriggeredStep]:
    scripts = (getattr(each, "script", each) for each in session.participants)
    return [
        TriggeredStep(number, script.role, place, cue)
        for script in scripts
        if isinstance(script, ScriptedRole)
        for place, cue in script.set_off.items()
    ]


def play(session: Session, start: Millis) -> str:
    """Play a call to its end; return which ceiling stopped it, or an empty text."""
    while (due := session.next_due()) is not None:
        if due - start > LONGEST:
            return f"the ceiling of {amount(LONGEST)} of simulated time"
        if len(session.log) > MOST_ENTRIES:
            return f"the ceiling of {MOST_ENTRIES} entries"
        session.step()
    return "" if session.outcome else "nothing was left to happen, and the call had not ended"


def begin(cast: Cast, log: EventLog, start: Millis, ended: EndedCalls) -> Session:
    """Begin the next call of a scenario, after those that have `ended`, with every participant."""
    number = len(ended) + 1
    script = cast.scenario.calls_in_order[number - 1]
    profile = cast.profile
    flow = cast.under or procedure(profile.switches, profile.timings)
    call = new_call(flow, cast.scenario.line, cast.scenario.coverage)
    if script.exactly:
        others = [each for each in exactly(script.exactly) if each.role not in cast.seats]
        there = [*others, *cast.seats.values(), *cast.listeners]
    else:
        there = [*_participants(cast, script, start, ended), *cast.listeners]
    return Session(call, profile, there, log=log, start=start, number=number)


def _participants(
    cast: Cast, script: CallScript, start: Millis, ended: EndedCalls
) -> Iterator[Participant]:
    """Yield the participants of a call, in the order in which they hear an entry."""
    scenario, profile, force, bank = cast.scenario, cast.profile, cast.force, question_bank()

    def chance(name: str) -> RandomStream:
        return RandomStream(cast.seed, f"{len(ended) + 1}/{name}")

    def seat(role: Role, usual: Participant, steps: Sequence[StepLike] = ()) -> Participant:
        if steps:
            usual = DeviatingParticipant(usual, ScriptedRole(role, steps, chance(f"{role} script")))
        return cast.seats.get(role, usual)

    silent = sum(outcome in SILENT_ENDS for at, outcome in ended if start - at <= REPEATS_WITHIN)
    dials = do.Dial(script.dials)
    caller = ScriptedCaller(script.caller, chance("caller"), scenario.facts, script.answers, dials)
    operator = SimulatedOperator(profile, chance("operator"), silent)
    yield seat(Role.CALLER, caller)
    yield Surroundings(
        script.room, script.background, script.near, script.overheard, chance("room")
    )
    yield seat(Role.OPERATOR, operator, script.operator)
    yield seat(Role.FIRST_HANDLER, SimulatedFirstHandler(profile, force, bank))
    answering = replace(profile, handler=_answering(profile.handler, chance("answer")))
    yield seat(Role.CALL_HANDLER, SimulatedHandler(answering, force, bank), script.call_handler)
    yield ScriptedRole(Role.NETWORK, script.network, chance("network"), frozenset({Role.CALLER}))
    yield Network(_fixes(script, profile, scenario.line))
    yield _systems(scenario, start, ended)
    yield Dispatch(
        force, chance(f"{scenario.id}/dispatch"), dispatch_story(scenario), officers_lines()
    )
    yield OtherForce()


def dispatch_story(scenario: Scenario) -> DispatchStory:
    """What officers find in a scenario: as it says, else as its facts suggest (assumption)."""
    facts, own = scenario.facts, scenario.officers

    def true(*topics: Topic) -> bool:
        return any(facts.get(topic) is Fact.YES for topic in topics)

    outside = true(Topic.ON_FOOT, Topic.IN_A_VEHICLE)
    other, hurt = true(Topic.OTHER_PERSON_PRESENT), true(Topic.INJURED)
    known_inside = true(Topic.KNOWS_PERSON) and true(Topic.IN_THE_HOUSE) and other
    find = OfficersFind.FOUND
    if other and outside:
        find = OfficersFind.NOT_FOUND_FIRST
    elif known_inside and not hurt:
        find = OfficersFind.THIRD_PARTY_FIRST
    held = {
        Situation.ILL: hurt,
        Situation.ACCIDENT: true(Topic.MISTAKE),
        Situation.PARTNER: known_inside,
        Situation.STRANGER: other and not known_inside,
    }
    situations = frozenset(guess for guess, holds in held.items() if holds)
    units = tuple((unit.distance, unit.readiness) for unit in own.units)
    return DispatchStory(own.find or find, units, situations)


def _answering(pacing: HandlerPacing, chance: RandomStream) -> HandlerPacing:
    """The pacing with the time in which the force answers this call."""
    percent = pacing.answers_in_10s_percent
    if not percent:
        return pacing
    return replace(pacing, answers_after=chance.answer_time(pacing.answers_after, percent))


def _fixes(
    script: CallScript, profile: Profile, line: LineKind
) -> list[tuple[Millis, do.DeliverLocation]]:
    usual = {LocationSource.AML: profile.network.aml_after}
    lacking: set[LocationSource] = set()
    if line in MOBILES and not profile.network.locates_mobiles:
        lacking = {LocationSource.EISEC, LocationSource.AML}
    if LossCause.BATTERY in script.losses:
        # A phone whose battery is nearly empty sends no AML, whatever the file says [B2].
        lacking.add(LocationSource.AML)
    return [
        (
            fix.after if fix.after is not None else usual.get(source, profile.network.eisec_after),
            do.DeliverLocation(source, fix.place, fix.radius, fix.area or ""),
        )
        for source, fix in script.location.fixes()
        if source not in lacking
    ]


def _systems(scenario: Scenario, start: Millis, ended: EndedCalls) -> Systems:
    held = scenario.number
    before = [do.EarlierCall(start - at, outcome) for at, outcome in reversed(ended)]
    before += [do.EarlierCall(start + call.ago, call.outcome) for call in held.earlier]
    return Systems(tuple(held.markers), tuple(before), held.address or "", held.traces)
