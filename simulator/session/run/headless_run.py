"""Headless runs: every call of a scenario, with all roles scripted or simulated.

The same scenario, profile, force and seed give the same log on any machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from simulator.content.scenario.scenario import Scenario
from simulator.core.instant import Millis, amount, clock
from simulator.core.log import Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Outcome, Role
from simulator.knowledge.facts import Same
from simulator.review.ending import why_it_ended
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import Rule, VerdictKind
from simulator.rules.rule_sentences import describe, why_broken
from simulator.session.participant import Participant
from simulator.session.people.lapses.committed_lapse import CommittedLapse
from simulator.session.people.scripted_role import ScriptedRole
from simulator.session.run.call_people import CallsBefore, begin
from simulator.session.run.cast import Cast
from simulator.session.session import Session, Skipped

LONGEST: Millis = 4 * 3_600_000
"""Most simulated time of one call (ms). Our choice; no source."""
MOST_ENTRIES = 5_000
"""Most entries of one run. Our choice; no source."""


class TriggeredStep(NamedTuple):
    """A step of a scenario whose cue came and whose chance was drawn."""

    call: int
    """The number of the call, from 1."""
    role: Role
    step: int
    """Its place among the steps of that role in that call, from 0."""
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
    lapses: tuple[CommittedLapse, ...] = ()
    """What operator and call handler did badly, where the cast is another than good."""

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the last call."""
        return self.outcomes[-1]

    @property
    def passed(self) -> bool:
        """Whether every expectation was met and no limit reached."""
        return not self.stopped and all(checked.met for checked in self.expectations)


def run(
    scenario: Scenario,
    profile: Profile,
    force: Force,
    seed: int = 0,
    seats: Mapping[Role, Participant] | None = None,
    *,
    handler: str = "",
    operator: str = "",
) -> HeadlessResult:
    """Run every call of a scenario to its end, and check its expectations.

    `handler` and `operator` say how they handle it; empty: as the scenario says.
    """
    cast = Cast(scenario, profile, force, seed, seats or {}, handler=handler, operator=operator)
    log: list[Entry] = []
    played: list[Session] = []
    stopped = ""
    for session in sessions(cast, log):
        stopped = play(session, session.now)
        played.append(session)
        if stopped:
            break
    outcomes = tuple(session.outcome for session in played for _ in session.played)
    return HeadlessResult(
        scenario.id,
        profile.id,
        outcomes,
        log[-1].at,
        log,
        tuple(_checked(cast, log, outcomes[-1])),
        tuple(chain.from_iterable(session.skipped for session in played)),
        stopped,
        tuple(chain.from_iterable(_triggered(cast, session) for session in played)),
        tuple(chain.from_iterable(map(lapses_in, played))),
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


# A test of everything plays each once: all of them kept, and never asked for again, are 24 MB.
@lru_cache(maxsize=256)
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


def _triggered(cast: Cast, session: Session) -> Iterator[TriggeredStep]:
    for number, _, people in session.played:
        for each in people if number >= cast.first else ():
            script = getattr(each, "script", each)
            if type(script) is ScriptedRole:
                for step, cue in script.triggered.items():
                    yield TriggeredStep(number - cast.first + 1, each.role, step, cue)


def lapses_in(session: Session) -> Iterator[CommittedLapse]:
    """Yield what operator and call handler of a call did badly, in the order of time."""
    # Only people of `lapsing_people` have any; few runs load them.
    people = {id(each): each for _, _, there in session.played for each in there}
    drawn = (getattr(each, "lapses", None) for each in people.values())
    made = (each.made for each in drawn if each is not None)
    yield from sorted(chain.from_iterable(made), key=lambda each: each.at)


def sessions(cast: Cast, log: list[Entry]) -> Iterator[Session]:
    """Yield each call of a scenario; play it before asking for the next one.

    A call that begins while the incident of the one before is open is of the same session.
    """
    before = CallsBefore()
    start: Millis | None = 0
    while start is not None:
        session = begin(cast, log, start, before)
        yield session
        before.settle(session)
        start = session.next_call_at()


def play(session: Session, start: Millis) -> str:
    """Play a call to its end. Return the limit that stopped it, or an empty string."""
    while len(session.log) <= MOST_ENTRIES and session.step(start + LONGEST):
        pass
    if session.outcome:
        return ""
    due = session.next_due()
    if due is None:
        return "no act or timer was left, and the call had not ended"
    if due - start > LONGEST:
        return f"the limit of {amount(LONGEST)} of simulated time"
    return f"the limit of {MOST_ENTRIES} entries"
