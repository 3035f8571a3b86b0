"""What a judgement is: a sentence, what it reads, and a pure function of what a role knows.

Guidance and rules, the coach, the lesson and the debrief name the rows of one table (`table`), so
that the same thing is judged once. `&`, `|` and `~` join judgements to another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from simulator.core.instant import Millis
from simulator.core.profile import Force, Profile
from simulator.knowledge.facts import KnownFacts, Same
from simulator.knowledge.knowledge import Knowledge


@dataclass(frozen=True, eq=False, slots=True)
class Policy:
    """What a judgement may read besides what is known: the force's policies, the profile's choices.

    Compared by identity: `policy_of` makes one for a profile and a force, and it keys what is
    remembered.
    """

    profile_or_none: Profile | None = None
    force_or_none: Force | None = None
    """The force whose call handler it is; an operator works for none."""

    @property
    def profile(self) -> Profile:
        """The profile whose choices hold.

        Raises:
            LookupError: there is none.
        """
        if self.profile_or_none is None:
            raise LookupError("a judgement reads a profile, and none is given")
        return self.profile_or_none

    @property
    def force(self) -> Force:
        """The force whose policies hold.

        Raises:
            LookupError: the judgement is of a role without a force.
        """
        if self.force_or_none is None:
            raise LookupError("a judgement on a role without a force reads a force's policy")
        return self.force_or_none


def policy_of(profile: Profile | None, force: Force | None) -> Policy:
    """Return the policy of a profile and a force; the same one each time."""
    return _policy(Same(profile), Same(force))


# A run uses one profile and force, a whole check some dozens.
@lru_cache(maxsize=64)
def _policy(profile: Same[Profile | None], force: Same[Force | None]) -> Policy:
    return Policy(profile.value, force.value)


NO_POLICY = Policy()
"""For a judgement that reads none."""
Holds = Callable[[KnownFacts, Policy], bool]


@dataclass(frozen=True, eq=False, slots=True)
class FactJudgement:
    """A judgement on facts: one test, or parts that are joined."""

    says: str
    """What is so if it holds: a clause, as it reads after “when”."""
    reads: frozenset[str]
    """The names of the fields of `KnownFacts` that decide it, to be shown: in the printed table, in
    the panel of facts. Nothing is worked out or left out by them (see `Derived`); tests hold them
    to what is read."""
    test: Holds | None = None
    joined: Literal["all", "any", "not"] = "all"
    parts: tuple[FactJudgement, ...] = ()
    size: int = 1
    """How many judgements it joins, a `called` one as all that it joins, one of several as 1: the
    more, the earlier a row that names it comes in its level. `guidance.rows.Size` overrules it."""
    called: bool = False
    """Whether it has a sentence of its own, by which a longer one shows it."""

    def holds(self, facts: KnownFacts, policy: Policy = NO_POLICY) -> bool:
        """Whether it is so, by what is known."""
        if self.test is not None:
            return self.test(facts, policy)
        # A loop, and no generator: a sentence asks some twenty of these, of several parts each.
        every = self.joined == "all"
        for part in self.parts:
            if part.holds(facts, policy):
                if not every:
                    return self.joined == "any"
            elif every:
                return False
        return self.joined != "any"

    def lacking(self, facts: KnownFacts, policy: Policy) -> int:
        """Return how many of its parts are not so: of several rows, which is the nearest."""
        return sum(not part.holds(facts, policy) for part in self.flat("all"))

    def flat(self, joined: str) -> tuple[FactJudgement, ...]:
        """Return its parts where it is joined so, else itself."""
        flat = self.test is None and self.joined == joined and not self.called
        return self.parts if flat else (self,)

    def __and__(self, other: FactJudgement) -> FactJudgement:
        """Both hold."""
        return FactJudgement(
            f"{self.says}, and {other.says}",
            self.reads | other.reads,
            parts=(*self.flat("all"), *other.flat("all")),
            size=self.size + other.size,
        )

    def __or__(self, other: FactJudgement) -> FactJudgement:
        """Either holds."""
        says, parts = f"({self.says}, or {other.says})", (*self.flat("any"), *other.flat("any"))
        return FactJudgement(says, self.reads | other.reads, joined="any", parts=parts)

    def __invert__(self) -> FactJudgement:
        """It does not hold."""
        return FactJudgement(f"not ({self.says})", self.reads, joined="not", parts=(self,))


@dataclass(frozen=True, eq=False, slots=True)
class DatedJudgement:
    """A judgement that needs to know when something was, so it is one on all that a role knows.

    A row of guidance says this by its times instead.
    """

    says: str
    test: Callable[[Knowledge, Millis], bool]
    """Whether it is so at an instant."""


_PLACE = "kind location place_given address topics"
_HEARD = "heard handover"
_BEHIND = {
    **dict.fromkeys(("things", "reports"), "heard"),
    **dict.fromkeys(("reported", "disturbance", "ill"), _HEARD),
    **dict.fromkeys(("place", "other_force"), _PLACE),
    "situations": f"{_HEARD} {_PLACE} speaks other_voice texts_in ledger hear markers earlier via",
    "unbriefed": f"{_HEARD} topics markers markers_briefed location sources_briefed trace ledger"
    " passed_on",
}
"""The fields behind what facts work out of themselves, and behind the situation."""


def judged(says: str, reads: str, holds: Holds) -> FactJudgement:
    """Make a judgement; `reads` are names of fields, or of what facts work out, apart by spaces."""
    return FactJudgement(says, fields_of(reads), holds)


def fields_of(reads: str) -> frozenset[str]:
    """Return the fields behind names of fields and of what facts work out, apart by spaces."""
    fields = " ".join(_BEHIND.get(name, name) for name in reads.split())
    return frozenset(fields.split())


def field(says: str, of: str, *values: object) -> FactJudgement:
    """Make the judgement that a field of the facts has one of `values`; else that it has any."""
    if values:
        return judged(says, of, lambda f, _: any(f.is_now(of, each) for each in values))
    if isinstance(none := KnownFacts._field_defaults.get(of), tuple | frozenset) and not none:
        # Read as "none of it": one more of them changes nothing.
        return judged(says, of, lambda f, _: not f.is_now(of, none))
    return judged(says, of, lambda f, _: bool(getattr(f, of)))


def holding(says: str, of: str, item: object) -> FactJudgement:
    """Make the judgement that a field of the facts, which has several items, has this one."""
    return judged(says, of, lambda f, _: f.has(of, item))


def called(says: str, judgement: FactJudgement) -> FactJudgement:
    """Return the judgement with a sentence, so that a long one is shown as one phrase."""
    return replace(judgement, says=says, called=True)
