"""Headless runs: every call of a scenario, with all roles scripted or simulated.

The same scenario, profile, force and seed give the same log on any machine.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, count
from typing import Any, NamedTuple

from simulator.content.fields.content_model import Content
from simulator.content.library.library import Library
from simulator.content.procedure.reference_data import QuestionBank
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.environment import CallerTraits
from simulator.content.scenario.scenario import (
    CallScript,
    Scenario,
    ScriptStep,
    Variation,
    VariedKeys,
)
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.flow import MOBILES
from simulator.core.instant import Millis, amount, clock
from simulator.core.log import Entry
from simulator.core.profile import Force, HandlerPacing, Profile, Switches, Timings
from simulator.core.terms import LineKind, LocationSource, LossCause, Outcome, Role, Route
from simulator.knowledge.facts import Same
from simulator.language.lines import LineBook
from simulator.review.ending import why_it_ended
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import Rule, VerdictKind
from simulator.rules.rule_sentences import describe, why_broken
from simulator.session.participant import Participant
from simulator.session.people.caller_behaviour import NO_ANSWERS, CallerLife, CallerWorld
from simulator.session.people.network_and_force_systems import Network, OtherForce, Systems
from simulator.session.people.scripted_role import (
    AddedSteps,
    RelievingParticipant,
    ScriptedRole,
    drawn,
    exactly,
)
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.people.simulated_dispatch import Dispatch, DispatchStory
from simulator.session.people.simulated_handler import SimulatedFirstHandler, SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.people.surroundings import Noises, Surroundings
from simulator.session.random_stream import RandomStream
from simulator.session.session import Session, Skipped

LONGEST: Millis = 4 * 3_600_000
"""Most simulated time of one call (ms). Our choice; no source."""
MOST_ENTRIES = 5_000
"""Most entries of one run. Our choice; no source."""

REPEATS_WITHIN: Millis = 30 * 60_000
"""A silent call counts as a repeat if the call after it came within this time [O1], Q12."""

SILENT_ENDS = (Outcome.ABANDONED, Outcome.NO_RESPONSE_TO_RECORDING, Outcome.ENDED_BY_OPERATOR)


class TriggeredStep(NamedTuple):
    """A step of a scenario whose cue came and whose chance was drawn."""

    call: int
    """The number of the call, from 1."""
    role: Role
    place: int
    """Its index among the steps of that role in that call, from 0."""
    cue: int
    """The `seq` of its cue. The acts of the step have it as their cause."""


class ExpectationResult(NamedTuple):
    """The result of one expectation."""

    rule: str
    """The rule as a sentence."""
    met: bool
    because: str
    """For an unmet rule: what was expected, and what happened."""
    evidence: tuple[int, ...]
    """The `seq` of the entries that show it."""
    why: str = ""
    """The `why` of the rule in its file; empty if absent."""
    cause: str = ""
    """For an unmet rule, in one line: what decided it, what would have had to happen, and the
    nearest entry."""


@dataclass(frozen=True, slots=True)
class HeadlessResult:
    """The result of a run."""

    scenario: str
    profile: str
    outcomes: tuple[Outcome | None, ...]
    """The outcome of each call; None if it didn't end."""
    duration: Millis
    """Simulated milliseconds from the start of the first call to the last entry."""
    log: Sequence[Entry]
    expectations: tuple[ExpectationResult, ...]
    skipped: tuple[Skipped, ...]
    """Planned acts that were impossible when due."""
    stopped: str
    """The limit that the run reached; empty if it ended normally."""
    triggered: tuple[TriggeredStep, ...] = ()
    """The steps of the scenario that were triggered."""

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the last call."""
        return self.outcomes[-1]

    @property
    def passed(self) -> bool:
        """Whether every expectation was met and no limit reached."""
        return not self.stopped and all(checked.met for checked in self.expectations)


@lru_cache(maxsize=64)
def procedure(switches: Switches, timings: Timings) -> Procedure:
    """Return the flow under these values. Shared, so that runs share its cached transitions."""
    return Procedure(switches, timings)


@lru_cache(maxsize=1)
def question_bank() -> QuestionBank:
    """Return the questions of the simulated call handlers."""
    return Library().questions()


@lru_cache(maxsize=8)
def line_book(role: Role) -> LineBook:
    """The variants of what `role` says."""
    return Library().line_book(role)


class Relief(NamedTuple):
    """Seats that trainees had, and from when simulated people have them."""

    roles: frozenset[Role]
    at: Millis


@dataclass(frozen=True)
class Cast:
    """A scenario with its profile, force and seed, and participants that replace the usual ones.

    `relief` gives seats back to the simulated people from an instant on.
    """

    scenario: Scenario
    profile: Profile
    force: Force
    seed: int = 0
    seats: Mapping[Role, Participant] = field(default_factory=dict)
    relief: Relief | None = None

    @cached_property
    def calls(self) -> Sequence[tuple[CallScript, Millis]]:
        """Each call that the seed makes, and the gap before it."""
        relieved = self.relief.roles if self.relief else ()
        return calls_of(self.scenario, self.seed, (*self.seats, *relieved))

    @property
    def first(self) -> int:
        """The number of the first call as written."""
        return 1 + len(self.calls) - len(self.scenario.gaps)


EndedCalls = list[tuple[Millis, Outcome | None]]
"""The finished calls of a run: when each started, and its outcome."""


def run(
    scenario: Scenario,
    profile: Profile,
    force: Force,
    seed: int = 0,
    seats: Mapping[Role, Participant] | None = None,
) -> HeadlessResult:
    """Run every call of a scenario to its end, and check its expectations."""
    cast = Cast(scenario, profile, force, seed, seats or {})
    log: list[Entry] = []
    played: list[Session] = []
    stopped = ""
    for session in sessions(cast, log):
        stopped = play(session, session.now)
        played.append(session)
        if stopped:
            break
    outcomes = tuple(session.outcome for session in played)
    return HeadlessResult(
        scenario.id,
        profile.id,
        outcomes,
        log[-1].at,
        log,
        tuple(_checked(cast, log, outcomes[-1])),
        tuple(chain.from_iterable(session.skipped for session in played)),
        stopped,
        tuple(chain.from_iterable(map(_triggered, count(1), played[cast.first - 1 :]))),
    )


def _checked(
    cast: Cast, log: Sequence[Entry], outcome: Outcome | None
) -> Iterator[ExpectationResult]:
    """Check the outcome of the last call, the general rules, then those of this profile.

    A rule that isn't applicable counts as met.
    """
    wanted = cast.scenario.outcome_under(cast.profile.id)
    met = outcome is wanted
    ended = f"ended as {outcome} at {clock(log[-1].at)}" if outcome else "did not end"
    because = "" if met else f"expected {wanted}, {ended}"
    cause = "" if met else why_it_ended(log, wanted)
    yield ExpectationResult(f"outcome: {wanted}", met, because, (len(log) - 1,), "", cause)
    context, entries = context_of(cast), tuple(log)  # A monitor knows the same tuple again.
    rules = _expected(Same(cast.scenario), Same(cast.profile), Same(cast.force))
    for text, rule, monitor in rules:
        found = monitor.judge(entries)
        met = found.kind is not VerdictKind.BROKEN
        cause = "" if met else why_broken(rule, log, found.evidence, context)
        cause = cause or ("" if met else "nothing else came close")
        yield ExpectationResult(text, met, found.because, found.evidence, rule.why, cause)


@lru_cache(maxsize=1024)
def _expected(
    scenario: Same[Scenario], profile: Same[Profile], force: Same[Force]
) -> Sequence[tuple[str, Rule, Monitor]]:
    """Return each rule that a scenario expects, in words and compiled."""
    written, context = scenario.value, context_of(Cast(scenario.value, profile.value, force.value))
    texts = (*written.expect, *written.expect_by_profile.get(profile.value.id, ()))
    rules = [each.build() for each in texts]
    return [(describe(rule), rule, Monitor(rule, context, tracking=True)) for rule in rules]


def context_of(cast: Cast) -> Context:
    """Return what the rules of a scenario compare with."""
    facts = {topic: fact.value for topic, fact in cast.scenario.facts.items()}
    return Context(facts=facts, force=cast.force, profile=cast.profile)


def _triggered(number: int, session: Session) -> Iterator[TriggeredStep]:
    for participant in session.participants:
        script = getattr(participant, "script", participant)
        if type(script) is ScriptedRole:
            for place, cue in script.triggered.items():
                yield TriggeredStep(number, script.role, place, cue)


def sessions(cast: Cast, log: list[Entry]) -> Iterator[Session]:
    """Yield each call of a scenario; play it before asking for the next one."""
    ended: EndedCalls = []
    start: Millis = 0
    for _, gap in cast.calls:
        start += gap
        session = begin(cast, log, start, ended)
        yield session
        ended.append((start, session.outcome))
        start = log[-1].at


def play(session: Session, start: Millis) -> str:
    """Play a call to its end. Return the limit that stopped it, or an empty string."""
    while (due := session.next_due()) is not None:
        if due - start > LONGEST:
            return f"the limit of {amount(LONGEST)} of simulated time"
        if len(session.log) > MOST_ENTRIES:
            return f"the limit of {MOST_ENTRIES} entries"
        session.step()
    return "" if session.outcome else "no act or timer was left, and the call had not ended"


def picked(scenario: Scenario, seed: int) -> Variation | None:
    """Return the variation of a seed, or None: the scenario as it is written.

    Those without a chance share what is left equally with the scenario as it is written.
    """
    if not scenario.variations:
        return None
    stated = sum(each.chance or 0 for each in scenario.variations)
    without = sum(each.chance is None for each in scenario.variations)
    share = (100 - stated) / (without + 1)
    point = RandomStream(seed, "variation").between(0, 9_999) / 100
    for each in scenario.variations:
        point -= share if each.chance is None else each.chance
        if point < 0:
            return each
    return None


def varied(scenario: Scenario, variation: Variation | None) -> Scenario:
    """Return the scenario with the caller's traits and noises of a variation."""
    return scenario if variation is None else _varied(Same(scenario), Same(variation))


@lru_cache(maxsize=512)
def _varied(of: Same[Scenario], by: Same[Variation]) -> Scenario:
    scenario, sets = of.value, by.value.sets
    held = {name: getattr(scenario, name) for name in Scenario.model_fields}
    for name in CallerTraits.model_fields:
        if name in sets.model_fields_set:
            held[name] = _over(held[name], getattr(sets, name))
    answers = {"by": sets.answers_by, "after": sets.answers_after}
    changed = {name: value for name, value in answers.items() if value is not None}
    if changed and scenario.answers is not None:
        held["answers"] = scenario.answers.model_copy(update=changed)
    return Scenario.with_values(held, scenario.model_fields_set | {"variations"})


def calls_of(
    scenario: Scenario, seed: int, seats: Collection[Role] = ()
) -> Sequence[tuple[CallScript, Millis]]:
    """Return each call that a seed makes, and the gap before it: perhaps a first try comes first.

    A trainee who plays the caller decides that alone.
    """
    scenario = varied(scenario, picked(scenario, seed))
    calls = tuple(zip(scenario.calls_in_order, scenario.gaps, strict=True))
    (script, _), again, chance = calls[0], scenario.rings_again, RandomStream(seed, "rings again")
    written = len(calls) > 1 or script.exactly or Role.CALLER in seats
    if again is None or written or not chance.happens(again.chance):
        return calls
    hangs_up = {"when": {"answered": "operator"}, "after": again.hangs_up, "do": "hang_up"}
    steps = {"caller": (ScriptStep.model_validate(hangs_up),)}
    gone = dict.fromkeys(("room", "network", "operator", "call_handler"), ())
    return (script.model_copy(update=steps | gone), 0), (script, drawn(chance, again.after))


def _over(written: Any, other: Any) -> Any:
    """Lay one value over another: key by key in a trait, one after the other in a list."""
    if isinstance(other, tuple):
        return (*(written or ()), *other)
    if isinstance(other, Content) and written is not None:
        return written.model_copy(
            update={name: getattr(other, name) for name in other.model_fields_set}
        )
    return {**(written or {}), **other} if isinstance(other, dict) else other


def begin(cast: Cast, log: list[Entry], start: Millis, ended: EndedCalls) -> Session:
    """Start the next call of a scenario, after those that have `ended`, with its participants."""
    variation = picked(cast.scenario, cast.seed)
    number = len(ended) + 1
    script, _ = cast.calls[number - 1]
    steps = variation if number == cast.first else None
    if variation is not None:
        cast = replace(cast, scenario=varied(cast.scenario, variation))
    profile = cast.profile
    flow = procedure(profile.switches, profile.timings)
    call = new_call(flow, cast.scenario.line, cast.scenario.coverage)
    if script.exactly:
        others = [each for each in exactly(script.exactly) if each.role not in cast.seats]
        there = [*others, *cast.seats.values()]
    else:
        there = [*_participants(cast, script, steps, start, ended)]
    return Session(call, profile, there, log=log, start=start, number=number)


def _silent_before(start: Millis, ended: EndedCalls) -> int:
    """Count the silent calls of the series that a call at `start` goes on with.

    The series goes on through a call that police took, however long they worked (assumption).
    """
    silent = 0
    for began, outcome in reversed(ended):
        if start - began > REPEATS_WITHIN:
            break
        silent += outcome in SILENT_ENDS
        start = began
    return silent


def _participants(
    cast: Cast, script: CallScript, variation: Variation | None, start: Millis, ended: EndedCalls
) -> Iterator[Participant]:
    """Yield the participants of a call, in the order in which they receive an entry."""
    scenario, profile, force, bank = cast.scenario, cast.profile, cast.force, question_bank()

    def chance(name: str) -> RandomStream:
        return RandomStream(cast.seed, f"{len(ended) + 1}/{name}")

    def seat(
        role: Role, usual: Participant, steps: Sequence[StepText] = ()
    ) -> Iterator[Participant]:
        if cast.relief is not None and role in cast.relief.roles:
            yield RelievingParticipant(usual, cast.relief.at)
        elif role in cast.seats:
            yield cast.seats[role]
        else:
            yield usual
            if steps:
                yield ScriptedRole(role, steps, chance(f"{role} script"))

    def words(role: Role) -> SpokenWords:
        return SpokenWords(line_book(role), chance(f"{role.value.replace('_', ' ')} words"))

    world = caller_world(scenario, script)
    life = CallerLife(scenario, world, chance("caller's life"))
    caller = LivingCaller(script.caller, chance("caller"), world, do.Dial(script.dials), life)
    silent = _silent_before(start, ended)
    operator = SimulatedOperator(profile, chance("operator"), silent, words(Role.OPERATOR))
    yield from seat(Role.CALLER, caller)
    yield Surroundings(
        script.room, script.background, script.near, script.overheard, chance("room")
    )
    yield from seat(Role.OPERATOR, operator, script.operator)
    if profile.switches.route is Route.FIRST_HANDLER or Role.FIRST_HANDLER in cast.seats:
        yield from seat(Role.FIRST_HANDLER, SimulatedFirstHandler(profile, force, bank))
    answers_after = _answers_after(profile.handler, force, chance("answer"))
    handler = SimulatedHandler(
        profile, force, bank, words(Role.CALL_HANDLER), answers_after=answers_after
    )
    yield from seat(Role.CALL_HANDLER, handler, script.call_handler)
    if script.network:
        heard_by = frozenset({Role.CALLER})
        yield ScriptedRole(Role.NETWORK, script.network, chance("network"), heard_by)
    yield Network(_fixes(script, profile, scenario.line))
    yield _systems(scenario, start, ended)
    facts, story = _dispatch_story(Same(scenario))
    yield Dispatch(force, chance(f"{facts}/dispatch"), story, line_book(Role.OFFICERS))
    yield OtherForce()
    if scenario.noises:
        yield Noises(scenario.noises, chance("noises"))
    if variation is not None:
        yield from _varied_steps(cast, variation.sets, chance)


@lru_cache(maxsize=256)
def _dispatch_story(scenario: Same[Scenario]) -> tuple[str, DispatchStory]:
    # Each scenario draws its own units from a seed. A record that is written again has another id
    # and title, so the name of the stream has the facts in it.
    facts = sorted(scenario.value.facts.items())
    return " ".join(f"{topic} {fact}" for topic, fact in facts), DispatchStory.of(scenario.value)


def caller_world(scenario: Scenario, script: CallScript) -> CallerWorld:
    """Return what the caller of a call knows of their situation."""
    places = [fix.place for _, fix in script.location.fixes() if fix.radius is not None]
    address = scenario.number.address or ""
    answers, lines = script.answers or NO_ANSWERS, line_book(Role.CALLER)
    return CallerWorld(scenario.facts, answers, lines, script.near, address, places)


def _varied_steps(
    cast: Cast, sets: VariedKeys, chance: Callable[[str], RandomStream]
) -> Iterator[Participant]:
    if sets.caller and Role.CALLER not in cast.seats:
        yield AddedSteps(Role.CALLER, sets.caller, chance("variation's caller"))
    if sets.room or sets.background:
        hears, stream = frozenset({Role.CALLER, Role.ROOM}), chance("variation's room")
        yield AddedSteps(Role.ROOM, sets.room, stream, hears, sets.background)


def _answers_after(pacing: HandlerPacing, force: Force, chance: RandomStream) -> Millis:
    # Only where the profile draws the time does a force's own share count (S24).
    percent = pacing.answers_in_10s_percent and (
        force.answers_in_10s_percent or pacing.answers_in_10s_percent
    )
    return chance.answer_time(pacing.answers_after, percent) if percent else pacing.answers_after


def _fixes(
    script: CallScript, profile: Profile, line: LineKind
) -> list[tuple[Millis, do.DeliverLocation]]:
    usual = {LocationSource.AML: profile.network.aml_after}
    lacking: set[LocationSource] = set()
    if line in MOBILES and not profile.network.locates_mobiles:
        lacking = {LocationSource.EISEC, LocationSource.AML}
    if LossCause.BATTERY in script.losses:
        # A phone with a nearly empty battery sends no AML, even if the file says so [B2].
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
