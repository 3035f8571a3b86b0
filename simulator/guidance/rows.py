"""What a row of guidance is: conditions over what is known, an act, and the source.

A condition reads facts, or asks how long ago something was. Facts decide which rows hold; a time
only says from when. So the rows that hold for some facts are worked out once and remembered
(`Guidance.holding`), and the clock is looked at for those few rows alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, overload

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role, Term
from simulator.guidance.stakes import Stake
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.knowledge import Knowledge

LEVELS = 6
"""Levels of rows: 0 to 5, most pressing first (practice.md 0.3)."""


class Hand(Term):
    """With what an act is done. The two hands are free at different times."""

    VOICE = "voice", "spoken to the person on the line"
    DESK = "desk", "done at the desk, without a word"


@dataclass(frozen=True, eq=False, slots=True)
class GuidancePolicy:
    """What a row may read besides what is known: the force's policies and the profile's choices.

    Compared by identity: it is made once for a profile and a force, and keys what is remembered.
    """

    profile: Profile
    police: Force | None = None
    """The force whose call handler it is; an operator works for none."""

    @property
    def force(self) -> Force:
        """The force whose policies hold.

        Raises:
            LookupError: the table is that of a role without a force.
        """
        if self.police is None:
            raise LookupError("a row of a role without a force reads a force's policy")
        return self.police


Holds = Callable[[KnownFacts, GuidancePolicy], bool]


class FactsView(NamedTuple):
    """The facts and the policy, with the results of shared conditions that were tested already."""

    facts: KnownFacts
    policy: GuidancePolicy
    known: dict[int, bool]
    """By the identity of a condition."""


class Joined(Term):
    """How a condition is made."""

    ALONE = "alone", "one test"
    ALL = "all", "all parts hold"
    ANY = "any", "a part holds"
    NOT = "not", "its part does not hold"


@dataclass(frozen=True, eq=False, slots=True)
class FactCondition:
    """A named test of the facts, with the names of practice.md 0.2 that it reads."""

    name: str
    reads: frozenset[str]
    test: Holds | None = None
    joined: Joined = Joined.ALONE
    parts: tuple[FactCondition, ...] = ()
    size: int = 1
    """Of how many conditions it is made: the more, the more specific is its row."""
    shared: bool = False
    """Whether many rows have it, so that its result is kept for the view."""

    def holds(self, view: FactsView) -> bool:
        """Whether it holds. Hundreds are tested for new facts: loops are quicker than `any`."""
        if not self.shared:
            return self._tested(view)
        key = id(self)
        if key not in view.known:
            view.known[key] = self._tested(view)
        return view.known[key]

    def _tested(self, view: FactsView) -> bool:
        if self.test is not None:
            return self.test(view.facts, view.policy)
        if self.joined is Joined.NOT:
            return not self.parts[0].holds(view)
        decides = self.joined is Joined.ANY
        for part in self.parts:
            if part.holds(view) is decides:
                return decides
        return not decides

    def _joined_with(self, other: FactCondition, how: Joined) -> tuple[FactCondition, ...]:
        mine = self.parts if self.joined is how and not self.shared else (self,)
        its = other.parts if other.joined is how and not other.shared else (other,)
        return (*mine, *its)

    @overload
    def __and__(self, other: FactCondition) -> FactCondition: ...
    @overload
    def __and__(self, other: SinceCondition) -> When: ...
    def __and__(self, other: FactCondition | SinceCondition) -> FactCondition | When:
        """Both hold."""
        if isinstance(other, SinceCondition):
            return When(self, (other,))
        name, parts = f"{self.name}, and {other.name}", self._joined_with(other, Joined.ALL)
        size = self.size + other.size
        return FactCondition(name, self.reads | other.reads, None, Joined.ALL, parts, size)

    def __or__(self, other: FactCondition) -> FactCondition:
        """Either holds."""
        name, parts = f"({self.name}, or {other.name})", self._joined_with(other, Joined.ANY)
        return FactCondition(name, self.reads | other.reads, None, Joined.ANY, parts)

    def __invert__(self) -> FactCondition:
        """It does not hold."""
        return FactCondition(f"not ({self.name})", self.reads, None, Joined.NOT, (self,))

    def called(self, name: str) -> FactCondition:
        """Return it under a name of its own, so that a long condition reads as one phrase."""
        return replace(self, name=name, shared=True)


@dataclass(frozen=True, slots=True)
class SinceCondition:
    """Whether something was at least `span` milliseconds ago; `within`: less than that ago.

    What never happened is not long ago: then neither holds, unless `or_never` says so. Where the
    profile sets the span, `paced` works it out; `span` is then none.
    """

    name: str
    stamp: Stamp
    span: Millis
    subject: str = ""
    within: bool = False
    or_never: bool = False
    paced: Callable[[KnownFacts, GuidancePolicy], Millis] | None = None

    def under(self, facts: KnownFacts, policy: GuidancePolicy) -> SinceCondition:
        """Return it with the span that these facts and this profile give it."""
        return self if self.paced is None else replace(self, span=self.paced(facts, policy))

    @property
    def reads(self) -> frozenset[str]:
        """The clock that it reads."""
        return frozenset({f"since {self.stamp}"})

    def holds_from(self, knowledge: Knowledge, at: Millis) -> Millis | None:
        """Return the first instant from `at` at which it holds; None if it will not unaided."""
        due = knowledge.due(self.stamp, self.span, self.subject)
        if due is None:
            return at if self.or_never else None
        if self.within:
            return at if at < due else None
        return max(at, due)


class When(NamedTuple):
    """What must hold for a row: facts, and how long ago things were."""

    facts: FactCondition
    times: tuple[SinceCondition, ...] = ()

    def __and__(self, other: FactCondition | SinceCondition) -> When:
        """All of it holds, and that as well."""
        if isinstance(other, SinceCondition):
            return When(self.facts, (*self.times, other))
        return When(self.facts & other, self.times)

    @property
    def size(self) -> int:
        """Of how many conditions it is made."""
        return self.facts.size + len(self.times)

    def lacking(self, facts: KnownFacts, policy: GuidancePolicy) -> int:
        """Return how many of its facts do not hold: of several rows, which is the nearest."""
        view = FactsView(facts, policy, {})
        parts = self.facts.parts if self.facts.joined is Joined.ALL else (self.facts,)
        return sum(not part.holds(view) for part in parts)

    @property
    def name(self) -> str:
        """The condition in words."""
        return ", and ".join((self.facts.name, *(each.name for each in self.times)))

    @property
    def reads(self) -> frozenset[str]:
        """What it reads."""
        return self.facts.reads.union(*(each.reads for each in self.times))


class ActMaker(NamedTuple):
    """How a row makes its act from the facts, and the act in words for the printed table.

    Words that are spoken or written are added by the person who acts; an act here has none.
    """

    says: str
    make: Callable[[KnownFacts, GuidancePolicy], do.Action | None]
    """None if there is nothing left to do: then the row does not hold."""


class GuidanceRow(NamedTuple):
    """One row of guidance."""

    id: str
    level: int
    """0 to 5, most pressing first (practice.md 0.3)."""
    hand: Hand
    because: tuple[str, ...]
    """Source codes of the fact sheet, or `assumption`."""
    when: When
    act: ActMaker
    says: str
    """Why, in a sentence for a trainee."""
    takes: Millis = 0
    """How long the act takes at the desk before it is done (assumption)."""


@dataclass(frozen=True, slots=True)
class NeverBefore:
    """An act that is never done until something is so: it binds at every level."""

    id: str
    because: str
    """Source codes, apart by spaces."""
    until: FactCondition
    forbids: Callable[[do.Action], bool]
    says: str
    stake: Stake | None = Stake.CARE
    """What an act before it can cost the caller; None if only the delay counts."""


class HeldRow(NamedTuple):
    """A row that holds for some facts, the act that it makes of them, and its waiting times."""

    row: GuidanceRow
    action: do.Action
    times: tuple[SinceCondition, ...]

    def due(self, knowledge: Knowledge, at: Millis) -> Millis | None:
        """Return the first instant from `at` at which it is due; None if not unaided."""
        return _when(self.times, knowledge, at) if self.times else at


class NextAct(NamedTuple):
    """What guidance would do with one hand, and from when."""

    row: GuidanceRow
    action: do.Action
    at: Millis


class Guidance:
    """The table of one role under one policy."""

    def __init__(
        self,
        role: Role,
        rows: Sequence[GuidanceRow],
        guards: Sequence[NeverBefore],
        policy: GuidancePolicy,
    ) -> None:
        """Follow `rows`; `guards` filter the acts that they make."""
        self.role = role
        self.policy = policy
        self.rows = tuple(rows)
        self.guards = tuple(guards)
        # The most pressing level, then the most specific row, then the order of the table.
        self._ordered = sorted(self.rows, key=lambda row: (row.level, -row.when.size))
        # Runs of one scenario come to the same facts again and again; a bound keeps memory flat.
        self.holding = lru_cache(maxsize=16_384)(self._holding)

    def _holding(self, facts: KnownFacts) -> Mapping[Hand, tuple[HeldRow, ...]]:
        """Return the rows that hold for these facts by hand, most pressing first."""
        held = tuple(self._held(facts))
        return {hand: tuple(each for each in held if each.row.hand is hand) for hand in Hand}

    def held(self, facts: KnownFacts) -> tuple[HeldRow, ...]:
        """Return the rows of both hands that hold for these facts, most pressing first."""
        both = (each for rows in self.holding(facts).values() for each in rows)
        return tuple(sorted(both, key=lambda each: (each.row.level, -each.row.when.size)))

    def _held(self, facts: KnownFacts) -> Iterator[HeldRow]:
        view = FactsView(facts, self.policy, {})
        for row in self._ordered:
            if not row.when.facts.holds(view):
                continue
            action = row.act.make(facts, self.policy)
            if action is not None and not any(self._ruling_out(action, view)):
                times = tuple(each.under(facts, self.policy) for each in row.when.times)
                yield HeldRow(row, action, times)

    def _ruling_out(self, action: do.Action, view: FactsView) -> Iterator[NeverBefore]:
        return (
            guard for guard in self.guards if guard.forbids(action) and not guard.until.holds(view)
        )

    def forbidden(self, action: do.Action, facts: KnownFacts) -> tuple[NeverBefore, ...]:
        """Return the guards that rule this act out for these facts."""
        return tuple(self._ruling_out(action, FactsView(facts, self.policy, {})))

    def next_act(
        self, knowledge: Knowledge, hand: Hand, free: Sequence[Millis | None]
    ) -> NextAct | None:
        """Return the next act of one hand, as if nothing more were perceived before it.

        `free` has for each level from when a row of it can begin (ms); None if not before another
        entry. The earliest act comes first; of acts at one instant the most pressing.
        """
        best: NextAct | None = None
        for held in self.holding(knowledge.facts)[hand]:
            at = free[held.row.level]
            if at is not None:
                at = held.due(knowledge, at)
            if at is not None and (best is None or at < best.at):
                best = NextAct(held.row, held.action, at)
        return best


def _when(times: tuple[SinceCondition, ...], knowledge: Knowledge, at: Millis) -> Millis | None:
    """Return the first instant from `at` at which all of them hold; None if none will unaided."""
    latest = at
    for condition in times:
        due = condition.holds_from(knowledge, latest)
        if due is None:
            return None
        latest = due
    if latest != at and any(c.holds_from(knowledge, latest) != latest for c in times):
        return None
    return latest
