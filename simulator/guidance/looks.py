"""Looking at a table of guidance again: only at what reads a fact that has changed.

The conditions of all rows are numbered, so that what many rows share is tested once. A look keeps
what it found. At the next one the conditions that read a changed fact are tested again, then the
rows that hang on one which turned out otherwise, and the acts that read a changed fact are made
again. What is read is noted whenever something is tested or made, so nobody has to declare it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import is_not
from typing import Any, NamedTuple, TypeVar

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Topic
from simulator.guidance.rows import GuidanceRow, Hand, NeverBefore, Since, times_of
from simulator.knowledge.answers import TopicFact
from simulator.knowledge.facts import Derived, KnownFacts
from simulator.knowledge.judgements.judgement import FactJudgement, Holds, Policy
from simulator.knowledge.knowledge import Knowledge

V = TypeVar("V")


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
    has_choices: bool = False
    """Whether any of them is one way of a choice, so that a person has to choose."""


NO_OPTIONS = Options((), (), (), {})
"""What a person has who has looked at nothing yet."""
Read = int | Topic | str | Derived[Any]
"""The place of a field; or what is read of one: a topic, or the name of a property; or what follows
from many of them, and changes far more seldom than they do."""
_TOPICS, _HEARD = (KnownFacts._fields.index(name) for name in ("topics", "heard"))
_OF_HEARD = ("things", "reports")
"""Properties that read nothing but what was heard, and seldom change when it does."""


class ReadFacts(KnownFacts):
    """Facts that note what is read of them, also by their own methods."""

    plain: KnownFacts
    reads: set[Read]
    __hash__ = None  # type: ignore[assignment]
    """What is remembered by all of the facts would read them unnoticed."""

    @classmethod
    def noting(cls, facts: KnownFacts) -> ReadFacts:
        """Return the same facts, of which nothing has been read."""
        read = tuple.__new__(cls)
        read.plain, read.reads = facts, set()
        return read

    def of(self, topic: Topic) -> TopicFact:
        """Return all that is known of a topic, which here is a field of its own."""
        self.reads.add(topic)
        return self.plain.of(topic)

    def derived(self, what: Derived[V]) -> V:
        """Return what follows from the facts, which here is a field of its own."""
        self.reads.add(what)
        return self.plain.derived(what)


def _noted(name: str, note: Read) -> property:
    def read(facts: ReadFacts) -> object:
        facts.reads.add(note)
        return getattr(facts.plain, name)

    return property(read)


for _place, _name in enumerate(KnownFacts._fields):
    setattr(ReadFacts, _name, _noted(_name, _place))
for _name in _OF_HEARD:
    setattr(ReadFacts, _name, _noted(_name, _name))


def changes(before: KnownFacts, after: KnownFacts) -> Iterator[Read]:
    """Yield what is another in two facts."""
    for place in compress(range(len(before)), map(is_not, before, after)):
        if before[place] != after[place]:
            yield place
            if place == _TOPICS:
                known, now = before.topics, after.topics
                yield from (each for each in {**known, **now} if known.get(each) != now.get(each))
            elif place == _HEARD:
                yield from (n for n in _OF_HEARD if getattr(before, n) != getattr(after, n))


class Look:
    """What was found for some facts. The next look brings it up to date."""

    def __init__(self, conditions: int, rows: int) -> None:
        """Nothing was looked at."""
        self.facts: KnownFacts | None = None
        self.known: list[bool | None] = [None] * conditions
        """Of each condition whether it is so; None if nothing hangs on it now."""
        self.holding = set[int]()
        """The rows whose conditions are so."""
        self.failing = [set[int]() for _ in range(conditions)]
        """The other rows, each at one condition that is not as it must be."""
        self.made: list[HeldRow | None] = [None] * rows
        """Their acts; none where a guard rules it out, or nothing is left to do."""
        self.barring: list[Mapping[int, bool]] = [{}] * rows
        """What must be so before these acts, by the guards."""
        self.derived: dict[Derived[Any], object] = {}
        """What follows from the facts, so far as it was read."""
        self.options = Options((), (), (), {})


class TableLooks:
    """The rows of a table, most pressing first, and what reads which fact."""

    def __init__(
        self, rows: Sequence[GuidanceRow], guards: Sequence[NeverBefore], policy: Policy
    ) -> None:
        """Number the conditions of `rows` and of `guards`."""
        self._policy = policy
        self._numbers: dict[Hashable, int] = {}
        self._tests: list[tuple[Holds | None, bool, Sequence[tuple[int, bool]]]] = []
        """Of each condition its test; or whether one part decides, and the parts."""
        self._rows = [
            (row, dict(self._number(each) for each in row.when.flat("all"))) for row in rows
        ]
        """Each row with its conditions, and whether each must be so or not so."""
        until = {guard.id: self._number(guard.until) for guard in guards}
        numbers = range(len(self._tests))
        self._above = [{number} for number in numbers]
        """The conditions that may turn out otherwise if one does."""
        for number in reversed(numbers):
            for part, _ in self._tests[number][2]:
                self._above[part] |= self._above[number]
        self._tested = defaultdict[Read, set[int]](set)
        """The conditions that have read each field, and those that they are a part of."""
        self._made = defaultdict[Read, set[int]](set)
        """The rows whose acts have read each field."""
        self._read_by_act = [set[Read]() for _ in self._rows]
        """The fields that the act of each row has read."""
        self._constant: list[HeldRow | None] = [None] * len(self._rows)
        """Each row whose act and times have read nothing: they are the same for all facts."""
        self._derived = set[Derived[Any]]()
        """What follows from many fields, and has been read."""
        self._reads = [set[Read]() for _ in numbers]
        """The fields that each condition has read."""
        self._looks: list[Look] = []
        """Those that nobody works at: two threads must never bring the same one up to date."""
        self._forbidding = lru_cache(maxsize=4_096)(
            lambda action: dict(until[each.id] for each in guards if each.forbids(action))
        )

    def _number(self, condition: FactJudgement) -> tuple[int, bool]:
        """Return the place of a condition among all, and whether it must be so or not so."""
        parts = [self._number(part) for part in condition.parts]
        if condition.joined == "not":
            return parts[0][0], not parts[0][1]
        key = condition.test or (condition.joined, *parts)
        number = self._numbers.setdefault(key, len(self._tests))
        if number == len(self._tests):
            self._tests.append((condition.test, condition.joined == "any", parts))
        return number, True

    def options(self, facts: KnownFacts) -> Options:
        """Return the rows that hold for these facts, and those that may be next."""
        try:
            look = self._looks.pop()
        except IndexError:
            look = Look(len(self._tests), len(self._rows))
        fields = None if look.facts is None else [*self._changes(look, facts)]
        # Most of what changes, as who speaks, is read by no row that counts now.
        if fields is None or any(self._tested[each] or self._made[each] for each in fields):
            self._bring_up_to_date(look, fields, ReadFacts.noting(facts))
        look.facts = facts
        options = look.options
        self._looks.append(look)
        return options

    def _bring_up_to_date(self, look: Look, fields: Sequence[Read] | None, read: ReadFacts) -> None:
        """Look at the rows again that these fields may change: at all if there are none."""
        if fields is None:
            turned, made = {*range(len(self._rows))}, set[int]()
        else:
            turned, made = self._turned(look, fields, read)
        other = False
        for place in turned:
            failing = self._failing(self._rows[place][1], look.known, read)
            if failing is not None:
                look.failing[failing].add(place)
                look.holding.discard(place)
                other = other or look.made[place] is not None
                look.made[place] = None
            elif place not in look.holding:
                look.holding.add(place)
                made.add(place)
        for place in made & look.holding:
            before = look.made[place]
            look.made[place] = now = self._act_of(place, look, read)
            other = other or now != before
        if other:
            held = tuple(each for each in look.made if each is not None)
            voice, desk = (_first_ones(e for e in held if e.row.hand is hand) for hand in Hand)
            by_id = {each.row.id: each for each in held}
            choices = any(each.row.way is not None for each in held)
            look.options = Options(held, voice, desk, by_id, choices)

    def _changes(self, look: Look, facts: KnownFacts) -> Iterator[Read]:
        """Yield what is another in the facts of a look and in these, and keep what follows."""
        assert look.facts is not None
        changed = [*changes(look.facts, facts)]
        yield from changed
        names = {KnownFacts._fields[each] for each in changed if isinstance(each, int)}
        for each in self._derived:
            if each in look.derived and each.reads.isdisjoint(names):
                continue
            found = facts.derived(each)
            if each not in look.derived or look.derived[each] != found:
                look.derived[each] = found
                yield each

    def _turned(
        self, look: Look, fields: Sequence[Read], read: ReadFacts
    ) -> tuple[set[int], set[int]]:
        """Forget what these fields may change. Return the rows to look at, and acts to make."""
        known, failing = look.known, look.failing
        stale = set[int]().union(*[self._tested[field] for field in fields])
        made = set[int]().union(*[self._made[field] for field in fields])
        turned = {place for place in look.holding if not stale.isdisjoint(self._rows[place][1])}
        made |= {place for place in look.holding if not stale.isdisjoint(look.barring[place])}
        decided = [(number, known[number]) for number in stale if failing[number]]
        for number in stale:
            known[number] = None
        for number, was in decided:
            if self._is_so(number, known, read) is not was:
                turned |= failing[number]
                failing[number] = set()
        return turned, made

    def _failing(
        self, conditions: Mapping[int, bool], known: list[bool | None], read: ReadFacts
    ) -> int | None:
        """Return a condition that is not as it must be; None if there is none."""
        for number, so in conditions.items():
            held = known[number]
            if (self._is_so(number, known, read) if held is None else held) is not so:
                return number
        return None

    def _is_so(self, number: int, known: list[bool | None], read: ReadFacts) -> bool:
        """Test a condition, unless it is known whether it is so."""
        held = known[number]
        if held is None:
            test, decides, parts = self._tests[number]
            if test is None:
                held = not decides
                for part, so in parts:
                    of_part = known[part]
                    if of_part is None:
                        of_part = self._is_so(part, known, read)
                    if (of_part is so) is decides:
                        held = decides
                        break
            else:
                held = test(read, self._policy)
                if not read.reads <= self._reads[number]:
                    for field in read.reads:
                        self._tested[field] |= self._above[number]
                    self._derived |= {each for each in read.reads if isinstance(each, Derived)}
                    # Last: what is found noted here must be noted there.
                    self._reads[number] |= read.reads
                read.reads.clear()
            known[number] = held
        return held

    def _act_of(self, place: int, look: Look, read: ReadFacts) -> HeldRow | None:
        """Return a row that holds, with its act; None if a guard bars it, or nothing is left."""
        held = self._constant[place] or self._made_of(place, read)
        look.barring[place] = barring = {} if held is None else self._forbidding(held.action)
        if held is None or self._failing(barring, look.known, read) is not None:
            return None
        return held

    def _made_of(self, place: int, read: ReadFacts) -> HeldRow | None:
        """Make the act and the times of a row, and note what they read."""
        row = self._rows[place][0]
        action = row.act.make(read, self._policy)
        times = tuple(each.under(read, self._policy) for each in times_of(row.when))
        held = None if action is None else HeldRow(row, _one_of_equal(action), times)
        if not read.reads and not self._read_by_act[place]:
            self._constant[place] = held
        elif not read.reads <= self._read_by_act[place]:
            for field in read.reads:
                self._made[field].add(place)
            self._derived |= {each for each in read.reads if isinstance(each, Derived)}
            # Last: what is found noted here must be noted there.
            self._read_by_act[place] |= read.reads
        read.reads.clear()
        return held


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


@lru_cache(maxsize=8_192)
def _one_of_equal(action: do.Action) -> do.Action:
    """Return the same object for equal acts, so that it is seen at once that none has changed."""
    return action
