"""What a row of guidance is: a condition on what is known, an act, and the source.

A condition reads facts, or asks how long ago something was. Facts decide which rows hold; a time
only says from when. So the rows that hold for some facts are worked out once and remembered
(`Guidance.held`), and the clock is looked at for those few rows alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from simulator.core import acts as do
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    unread: tuple[str, ...] = ()
    """Facts that often change, and that neither a row nor a guard nor an act of it reads."""


class HeldRow(NamedTuple):
    """A row that holds for some facts, the act that it makes of them, and its waiting times."""

    row: GuidanceRow
    action: do.Action
    times: tuple[Since, ...]

    def due(self, knowledge: Knowledge, at: Millis) -> Millis | None:
        """Return the first instant from `at` at which it is due; None if not unaided."""
        latest = at
        for time in self.times:
            due = time.holds_from(knowledge, latest)
            if due is None:
                return None
            latest = due
        if latest == at or len(self.times) == 1:
            return latest
        held = all(time.holds_from(knowledge, latest) == latest for time in self.times)
        return latest if held else None


class Options(NamedTuple):
    """The rows that hold for some facts, as a person looks at them."""

    all: tuple[HeldRow, ...]
    """Those of both hands, most pressing first."""
    voice: tuple[HeldRow, ...]
    """Those of the voice that may be next."""
    desk: tuple[HeldRow, ...]
    by_id: Mapping[str, HeldRow]


class NextAct(NamedTuple):
    """What guidance would do with one hand, and from when."""

    row: GuidanceRow
    action: do.Action
    at: Millis


class Guidance:
    """The table of one role under one policy."""

    def __init__(self, table: RoleTable, policy: GuidancePolicy) -> None:
        """Follow the rows of `table`; its guards filter the acts that they make."""
        self.role, self.rows, self.guards, unread = table
        blank = KnownFacts()
        self._unread = [(blank._fields.index(name), getattr(blank, name)) for name in unread]
        self.policy = policy
        # The most pressing level, then the most specific row, the voice first, then the table's
        # order.
        ordered = sorted(
            self.rows, key=lambda row: (row.level, -row.when.size, row.hand is Hand.DESK)
        )
        self._numbers: dict[Hashable, int] = {}
        self._tests: list[tuple[Holds | None, bool, Sequence[tuple[int, bool]]]] = []
        """The conditions of all rows, each once: what many rows share is tested once."""
        self._compiled = [
            (row, [self._number(each) for each in row.when.flat("all")]) for row in ordered
        ]
        self._until = {guard.id: self._number(guard.until) for guard in self.guards}
        self.options = partial(_options, self)
        """The rows that hold for some facts, and those that may be next."""
        self._forbidding = lru_cache(maxsize=4_096)(
            lambda action: [each for each in self.guards if each.forbids(action)]
        )

    def _number(self, condition: RowCondition) -> tuple[int, bool]:
        """Return the place of a condition among all, and whether it must be so or not so."""
        parts = [self._number(part) for part in condition.parts]
        if condition.joined == "not":
            return parts[0][0], not parts[0][1]
        key = condition.test or (condition.joined, *parts)
        number = self._numbers.setdefault(key, len(self._tests))
        if number == len(self._tests):
            self._tests.append((condition.test, condition.joined == "any", parts))
        return number, True

    def _is_so(self, number: int, known: list[bool | None], facts: KnownFacts) -> bool:
        """Test a condition, unless it is known whether it is so."""
        held = known[number]
        if held is None:
            test, decides, parts = self._tests[number]
            if test is not None:
                held = test(facts, self.policy)
            else:
                held = not decides
                for part, so in parts:
                    found = known[part]
                    if found is None:
                        found = self._is_so(part, known, facts)
                    if (found is so) is decides:
                        held = decides
                        break
            known[number] = held
        return held

    def _held(self, facts: KnownFacts) -> Iterator[HeldRow]:
        """Yield the rows of both hands that hold for these facts, most pressing first."""
        policy = self.policy
        known: list[bool | None] = [None] * len(self._tests)
        for row, conditions in self._compiled:
            for number, so in conditions:
                held = known[number]
                if (self._is_so(number, known, facts) if held is None else held) is not so:
                    break
            else:
                action = row.act.make(facts, policy)
                if action is not None and not any(self._ruling_out(action, known, facts)):
                    times = tuple(each.under(facts, policy) for each in row.when.times)
                    yield HeldRow(row, _one_of_equal(action), times)

    def as_read(self, facts: KnownFacts) -> KnownFacts:
        """Return the facts without those that the table does not read."""
        values: list[object] = [*facts]
        for place, blank in self._unread:
            values[place] = blank
        return KnownFacts._make(values)

    def held(self, facts: KnownFacts) -> tuple[HeldRow, ...]:
        """Return the rows of both hands that hold for these facts, most pressing first."""
        return self.options(facts).all

    def _ruling_out(
        self, action: do.Action, known: list[bool | None], facts: KnownFacts
    ) -> Iterator[NeverBefore]:
        for guard in self._forbidding(action):
            number, so = self._until[guard.id]
            if self._is_so(number, known, facts) is not so:
                yield guard

    def forbidden(self, action: do.Action, facts: KnownFacts) -> tuple[NeverBefore, ...]:
        """Return the guards that rule this act out for these facts."""
        return tuple(self._ruling_out(action, [None] * len(self._tests), facts))

    def looked_at(self, facts: KnownFacts) -> Options:
        """Return the rows that hold for these facts, and those that may be next."""
        held = tuple(self._held(facts))
        voice, desk = (_first_ones(e for e in held if e.row.hand is hand) for hand in Hand)
        return Options(held, voice, desk, {each.row.id: each for each in held})

    def next_act(
        self,
        options: Sequence[HeldRow],
        knowledge: Knowledge,
        free: Sequence[Millis | None],
        now: Millis,
    ) -> NextAct | None:
        """Return the next act of one hand, as if nothing more were perceived before it.

        `free` has for each level from when a row of it can begin (ms); None if not before another
        entry. The earliest act comes first; of acts at one instant the most pressing.
        """
        best: HeldRow | None = None
        first: Millis = 0
        for held in options:
            at = free[held.row.level]
            if at is not None and held.times:
                at = held.due(knowledge, at)
            if at is not None and (best is None or at < first):
                best, first = held, at
                if at == now:
                    break
        return None if best is None else NextAct(best.row, best.action, first)


def _first_ones(rows: Iterable[HeldRow]) -> tuple[HeldRow, ...]:
    """Return rows of one hand without those that never are the next.

    Of one level all can begin at the same instant: none comes before one that waits for nothing.
    """
    found: list[HeldRow] = []
    for each in rows:
        last = found[-1] if found else None
        if last is None or last.times or last.row.level != each.row.level:
            found.append(each)
    return tuple(found)


# Runs of one scenario come to the same facts again and again, and calls that differ in what no row
# reads to the same options. The bounds are for all tables together: some 100 MB at most.
@lru_cache(maxsize=32_768)
def _options(guidance: Guidance, facts: KnownFacts) -> Options:
    return _options_as_read(guidance, guidance.as_read(facts))


@lru_cache(maxsize=16_384)
def _options_as_read(guidance: Guidance, facts: KnownFacts) -> Options:
    return guidance.looked_at(facts)


@lru_cache(maxsize=8_192)
def _one_of_equal(action: do.Action) -> do.Action:
    """Return the same object for equal acts, so that it is seen at once that none has changed."""
    return action
