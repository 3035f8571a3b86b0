"""What a row of guidance is: judgements on what is known, an act, and the source.

A condition is a judgement (`knowledge/judgements`), and perhaps how long ago something was. Facts
decide which rows hold; a time only says from when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Role, Term
from simulator.guidance.stakes import Stake
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements.judgement import FactJudgement, Policy
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.learning_step import StampKey

LEVELS = 6
"""Levels of rows, 0 to 5: the most pressing level that has a row that holds is acted on first.

At the call handler's desk (practice 0.3). All but level 0 wait until an answer is no longer waited
for (`GuidedPerson.free`); beyond that, a level is an order and nothing else:

| level | what it is about, and what its rows say | reaction: at once (`AT_ONCE`), or drawn |
|---|---|---|
| 0 | something happens on the line now: a disturbance, another voice, worse | at once |
| 1 | life: danger, injury, grade, officers, ambulance; what was just said of it | desk at once |
| 2 | whether we understand each other: ways to answer, code and its test, who can hear | drawn |
| 3 | the place; what officers will meet there | drawn |
| 4 | what officers and other services need; the wait, where there is a reason to speak | drawn |
| 5 | the record, reasons, silence, how a call ends | drawn |

What follows from news has the level of what was said (`uptake_rows`), and a first act of a
situation that of what it is about. The operator's levels are in `SimulatedOperator.free`.
"""

# How specific a row is decides within a level: the number of judgements that it joins
# (`FactJudgement.size`; 27 at most today), the larger first. These numbers overrule it, where
# one kind of row comes before another however many conditions it has. All of them are here, the
# first to come first; of rows with the same number the voice comes before the desk, then the order
# of the table. Times count as conditions do. A row that must come between two kinds gets a number
# of its own here.
BEFORE_NEWS = 60
"""First acts of a situation, and what cannot wait for any news: before what one sentence leads to.
A row that `_and` joins to the line being open has 61 (CH-75o, WT-04o), and comes before them."""
FROM_NEWS = 50
"""What follows from what was just said (CH-90c, CH-90d, CH-90w and all of its own topics)."""
FROM_OLDER_NEWS = FROM_NEWS - 1
"""What still follows from it, when its own questions were asked (CH-90s, CH-90f)."""
RECEIPTS = FROM_NEWS - 2
"""Two words that show that it was heard, where it leaves nothing to ask (CH-90, CH-90b)."""
BEFORE_LISTS = 40
"""What officers will meet, before the lists that may be gone down in a wait (WT-09)."""


class Hand(Term):
    """With what an act is done. The two hands are free at different times."""

    VOICE = "voice", "spoken to the person on the line"
    DESK = "desk", "done at the desk, without a word"


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
    paced: Callable[[KnownFacts, Policy], Millis] | None = None
    key: StampKey = field(init=False, repr=False, compare=False)
    """Under which the stamp is kept: looked up five times an entry."""

    def __post_init__(self) -> None:
        """Put the key together once."""
        object.__setattr__(self, "key", (self.stamp, self.subject))

    def under(self, facts: KnownFacts, policy: Policy) -> Since:
        """Return it with the span that these facts and this profile give it."""
        return self if self.paced is None else _lasting(self, self.paced(facts, policy))

    def holds_from(self, knowledge: Knowledge, at: Millis) -> Millis | None:
        """Return the first instant from `at` at which it holds; None if it will not unaided."""
        stamped = knowledge.stamps.get(self.key)
        if stamped is None:
            return at if self.or_never else None
        due = stamped + self.span
        if self.within:
            return at if at < due else None
        return max(at, due)


# A table has some forty of these, and a profile a few spans for each.
@lru_cache(maxsize=1_024)
def _lasting(time: Since, span: Millis) -> Since:
    return replace(time, span=span)


@dataclass(frozen=True, eq=False, slots=True)
class RowCondition(FactJudgement):
    """A judgement with times, which say only from when its row is acted on."""

    times: tuple[Since, ...] = ()

    def __and__(self, other: FactJudgement) -> RowCondition:
        """Both hold."""
        return _both(self, other)

    def __rand__(self, other: FactJudgement) -> RowCondition:
        """Both hold; a plain judgement is on the left."""
        return _both(other, self)

    def __or__(self, other: FactJudgement) -> FactJudgement:
        """Refuse: times are no facts, of which either could hold."""
        raise TypeError(f"a time is one of several conditions, and never one or another: {other}")

    __ror__ = __or__

    def __invert__(self) -> FactJudgement:
        """Refuse: a time is turned by its own words, `within` and `not_since`."""
        raise TypeError(f"a time has no contrary: {self.says}")


def _both(one: FactJudgement, other: FactJudgement) -> RowCondition:
    return RowCondition(
        f"{one.says}, and {other.says}",
        one.reads | other.reads,
        parts=(*one.flat("all"), *other.flat("all")),
        size=one.size + other.size,
        times=times_of(one) + times_of(other),
    )


def times_of(condition: FactJudgement) -> tuple[Since, ...]:
    """Return from when it is acted on: a judgement without times at once."""
    return condition.times if isinstance(condition, RowCondition) else ()


def timed(says: str, time: Since) -> RowCondition:
    """Make a condition that only says from when a row is acted on."""
    return RowCondition(says, frozenset({f"since {time.stamp}"}), times=(time,))


def since(stamp: Stamp, span: Millis, subject: str = "") -> RowCondition:
    """Make the condition that something was at least `span` ms ago."""
    about = f" ({subject})" if subject else ""
    return timed(f"{span // 1000} s since {stamp.meaning}{about}", Since(stamp, span, subject))


def within(stamp: Stamp, span: Millis, subject: str = "") -> RowCondition:
    """Make the condition that something was less than `span` ms ago."""
    says = f"less than {span // 1000} s since {stamp.meaning}"
    return timed(says, Since(stamp, span, subject, within=True))


def not_since(stamp: Stamp, span: Millis, subject: str = "") -> RowCondition:
    """Make the condition that something never happened, or at least `span` ms ago."""
    says = f"not for {span // 1000} s: {stamp.meaning}"
    return timed(says, Since(stamp, span, subject, or_never=True))


class ActMaker(NamedTuple):
    """How a row makes its act from the facts, and the act in words for the printed table.

    Words that are spoken or written are added by the person who acts; an act here has none.
    """

    says: str
    make: Callable[[KnownFacts, Policy], do.Action | None]
    """None if there is nothing left to do: then the row does not hold."""


class ChoiceOption(NamedTuple):
    """One way of a choice that good practice leaves (`choice_rows`)."""

    choice: str
    name: str


class GuidanceRow(NamedTuple):
    """One row of guidance."""

    id: str
    level: int
    """0 to 5, most pressing first: see `LEVELS`."""
    because: str
    """Source codes of the fact sheet, or `assumption`, apart by spaces."""
    act: ActMaker
    when: FactJudgement
    says: str
    """Why, in a sentence for a trainee."""
    takes: Millis = 0
    """How many milliseconds the act takes at the desk before it is done (assumption)."""
    hand: Hand = Hand.DESK
    spread: Millis = 0
    """How much later than its time a person may act by it, as the seed draws: nobody who waits
    speaks by a clock (speech.md S15, assumption)."""
    way: ChoiceOption | None = None
    """The way of a choice that it is; None: it belongs to every way."""

    def on(self, way: ChoiceOption) -> GuidanceRow:
        """Return the row as one way of a choice."""
        return self._replace(way=way)


desk = GuidanceRow
voice = partial(GuidanceRow, hand=Hand.VOICE)


@dataclass(frozen=True, slots=True)
class NeverBefore:
    """An act that is never done until something is so: it binds at every level."""

    id: str
    because: str
    """Source codes, apart by spaces."""
    until: FactJudgement
    forbids: Callable[[do.Action], bool]
    says: str
    stake: Stake | None = Stake.CARE
    """What an act before it can cost the caller; None if only the delay counts."""


class RoleTable(NamedTuple):
    """The rows of one role, and what is never done before something is so."""

    role: Role
    rows: tuple[GuidanceRow, ...]
    guards: tuple[NeverBefore, ...]
