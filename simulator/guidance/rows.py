"""What a row of guidance is: a condition on what is known, an act, and the source.

A condition reads facts, or asks how long ago something was. Facts decide which rows hold; a time
only says from when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, NamedTuple

from simulator.core import acts as do
from simulator.core.frozen import frozen
from simulator.core.instant import Millis
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role, Term
from simulator.guidance.stakes import Stake
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.knowledge import Knowledge

LEVELS = 6
"""Levels of rows: 0 to 5, most pressing first (practice 0.3)."""


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


@frozen
class Since:
    """Whether something was at least `span` milliseconds ago; `within`: less than that ago.

    What never happened is not long ago: then neither holds, unless `or_never` says so. Where the
    profile sets the span, `paced` works it out; `span` is then none.
    """

    stamp: Stamp
    span: Millis = 0
    subject: str = ""
    within: bool = False
    or_never: bool = False
    paced: Callable[[KnownFacts, GuidancePolicy], Millis] | None = None

    def under(self, facts: KnownFacts, policy: GuidancePolicy) -> Since:
        """Return it with the span that these facts and this profile give it."""
        return self if self.paced is None else replace(self, span=self.paced(facts, policy))

    def holds_from(self, knowledge: Knowledge, at: Millis) -> Millis | None:
        """Return the first instant from `at` at which it holds; None if it will not unaided."""
        stamped = knowledge.stamps.get((self.stamp, self.subject))
        if stamped is None:
            return at if self.or_never else None
        due = stamped + self.span
        if self.within:
            return at if at < due else None
        return max(at, due)


@dataclass(frozen=True, eq=False, slots=True)
class RowCondition:
    """A named condition, with the names of practice 0.2 that it reads.

    One test, or parts that are joined; and times, which say only from when it is acted on.
    """

    name: str
    reads: frozenset[str]
    test: Holds | None = None
    joined: Literal["all", "any", "not"] = "all"
    parts: tuple[RowCondition, ...] = ()
    size: int = 1
    """Of how many conditions it is made: the more, the more specific is its row."""
    called: bool = False
    """Whether it has a name of its own, by which a longer condition shows it."""
    times: tuple[Since, ...] = ()

    def holds(self, facts: KnownFacts, policy: GuidancePolicy) -> bool:
        """Whether the facts are so."""
        if self.test is not None:
            return self.test(facts, policy)
        found = (part.holds(facts, policy) for part in self.parts)
        if self.joined == "not":
            return not any(found)
        return any(found) if self.joined == "any" else all(found)

    def lacking(self, facts: KnownFacts, policy: GuidancePolicy) -> int:
        """Return how many of its facts are not so: of several rows, which is the nearest."""
        return sum(not part.holds(facts, policy) for part in self.flat("all"))

    def flat(self, joined: str) -> tuple[RowCondition, ...]:
        """Return its parts where it is joined so, else itself."""
        flat = self.test is None and self.joined == joined and not self.called
        return self.parts if flat else (self,)

    def __and__(self, other: RowCondition) -> RowCondition:
        """Both hold."""
        return RowCondition(
            f"{self.name}, and {other.name}",
            self.reads | other.reads,
            parts=(*self.flat("all"), *other.flat("all")),
            size=self.size + other.size,
            times=self.times + other.times,
        )

    def __or__(self, other: RowCondition) -> RowCondition:
        """Either holds. Neither may have times, which are no facts."""
        assert not self.times + other.times
        name, parts = f"({self.name}, or {other.name})", (*self.flat("any"), *other.flat("any"))
        return RowCondition(name, self.reads | other.reads, joined="any", parts=parts)

    def __invert__(self) -> RowCondition:
        """It does not hold. It may not have times."""
        assert not self.times
        return RowCondition(f"not ({self.name})", self.reads, joined="not", parts=(self,))


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
    """0 to 5, most pressing first (practice 0.3)."""
    because: str
    """Source codes of the fact sheet, or `assumption`, apart by spaces."""
    act: ActMaker
    when: RowCondition
    says: str
    """Why, in a sentence for a trainee."""
    takes: Millis = 0
    """How long the act takes at the desk before it is done (assumption)."""
    hand: Hand = Hand.DESK


desk = GuidanceRow
voice = partial(GuidanceRow, hand=Hand.VOICE)


@frozen
class NeverBefore:
    """An act that is never done until something is so: it binds at every level."""

    id: str
    because: str
    """Source codes, apart by spaces."""
    until: RowCondition
    forbids: Callable[[do.Action], bool]
    says: str
    stake: Stake | None = Stake.CARE
    """What an act before it can cost the caller; None if only the delay counts."""


class RoleTable(NamedTuple):
    """The rows of one role, and what is never done before something is so."""

    role: Role
    rows: tuple[GuidanceRow, ...]
    guards: tuple[NeverBefore, ...]
