"""Looking at a table of guidance again: only at what reads something that has changed.

A table is a net. At the bottom are tests on facts, each of them once, however many rows share it.
Above them are the conditions that join others, the rows and the guards; each of these counts how
many of its conditions are not as they must be, and is on while that is none. When facts change,
the tests that read what has changed are made again, and those that turn out otherwise change the
counts above them; what is not reached stays as it was. So a look costs what has changed, and not
what the table holds.

What a test or an act reads is noted whenever it is made, so no row has to declare it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import is_not
from threading import Lock
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.guidance.rows import GuidanceRow, Hand, NeverBefore, Since, times_of
from simulator.knowledge.facts import (
    DERIVED_READS,
    FIELD_PLACES,
    Derived,
    KnownFacts,
    Read,
    ReadFacts,
    Whole,
)
from simulator.knowledge.judgements.judgement import FactJudgement, Holds, Policy
from simulator.knowledge.knowledge import Knowledge


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


def _other_items(before: object, after: object) -> Iterable[object]:
    """Return the items that only one of them has, or that are another in a mapping.

    Of other values they are the two as well.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        gone = before.keys() - after.keys()
        return [*gone, *(each for each, now in after.items() if before.get(each) != now)]
    if isinstance(before, tuple | frozenset) and isinstance(after, tuple | frozenset):
        # And the two as wholes: "none of it" is asked as a value that it comes to or leaves.
        return {*before} ^ {*after} | {before, after}
    return before, after


class _Readers:
    """What has to be made again when something changes: the numbers of tests, and of rows' acts."""

    def __init__(self, first_row: int) -> None:
        """Nothing was read; rows are numbered from `first_row`."""
        self._first_row = first_row
        self._tests_of = defaultdict[Read, set[int]](set)
        """The tests that have read it."""
        self._acts_of = defaultdict[Read, set[int]](set)
        """The rows whose acts or times have read it: apart, as few rows are on."""
        self._with_items = set[Whole]()
        """That of which anything has read an item."""
        self.known = defaultdict[int, frozenset[Read]](frozenset)
        """What each of them has read so far."""
        self._derived = dict[int, tuple[Derived[Any], ...]]()
        """What follows from the field at each place, and has been read."""
        self._lock = Lock()

    def note(self, number: int, reads: set[Read]) -> None:
        """Note what a test or an act has read: it may read more than at another time."""
        with self._lock:
            for read in reads:
                self._note_one(number, read)
            # Last: what another thread finds noted here must be noted there.
            self.known[number] |= reads

    def _note_one(self, number: int, read: Read) -> None:
        of = self._tests_of if number < self._first_row else self._acts_of
        of[read].add(number)
        whole = read
        if isinstance(read, tuple):
            whole = read[0]
            self._with_items.add(whole)
        if isinstance(whole, Derived):
            for name in whole.reads:
                known = self._derived.get(FIELD_PLACES[name], ())
                if whole not in known:
                    self._derived[FIELD_PLACES[name]] = (*known, whole)

    def of_changes(
        self, before: KnownFacts, after: KnownFacts, rows: set[int]
    ) -> tuple[set[int], set[int]]:
        """Return what has read what is another in these facts than in those before.

        The tests, and those of these `rows` whose acts have read it.
        """
        noted = DERIVED_READS.noted  # Before anything that was noted is looked up.
        read = set[Read]()
        derived = set[Derived[Any]]()
        for place in _places_of_change(before, after):
            was, now = before[place], after[place]
            if was != now:
                self._of_change(read, place, was, now)
                derived.update(self._derived.get(place, ()), DERIVED_READS.below.get(place, ()))
        # Those that others rest on come first.
        rank = DERIVED_READS.rank
        for each in sorted(derived, key=rank.__getitem__):
            if not after.same_as(before, each, read, noted):
                was, now = before.derived(each), after.derived(each)
                if was is not now and was != now:
                    self._of_change(read, each, was, now)
        tests, acts = set[int](), set[int]()
        for one in read:
            if one in self._tests_of:
                tests |= self._tests_of[one]
            if one in self._acts_of:
                acts |= rows & self._acts_of[one]
        return tests, acts

    def _of_change(self, read: set[Read], whole: Whole, was: object, now: object) -> None:
        """Add what can have been read of a change: the whole, and each item that is another."""
        read.add(whole)
        if whole in self._with_items or whole in DERIVED_READS.with_items:
            read.update([(whole, item) for item in _other_items(was, now)])


def _places_of_change(before: KnownFacts, after: KnownFacts) -> Iterable[int]:
    """Return the places of the fields that may be others in facts `after` than in those before."""
    names = after.changed_since(before)
    if names is None:
        return compress(range(len(before)), map(is_not, before, after))
    return [FIELD_PLACES[name] for name in names]


class Look:
    """What was found for some facts. The next look brings it up to date."""

    def __init__(self, on: Sequence[bool], lacking: Sequence[int]) -> None:
        """Nothing was looked at: no test has come out true yet."""
        self.facts: KnownFacts | None = None
        self.on = [*on]
        """Of each number whether it is on."""
        self.rows_on: set[int] = set()
        """The rows that are on."""
        self.lacking = [*lacking]
        """How many of its conditions are not as they must be."""
        self.held: dict[int, HeldRow] = {}
        """The rows that are on, by number, with their acts; without those that guards rule out."""
        self.barred: dict[int, Sequence[int]] = {}
        """The guards that rule out the act of a row that is on, or would."""
        self.options = NO_OPTIONS


class TableLooks:
    """The rows of a table, most pressing first, and what reads which fact.

    Tests, joined conditions, rows and guards are numbered in that order, parts before wholes.
    """

    def __init__(
        self, rows: Sequence[GuidanceRow], guards: Sequence[NeverBefore], policy: Policy
    ) -> None:
        """Number the conditions of `rows` and of `guards`."""
        self._policy = policy
        self._numbers: dict[Hashable, int] = {}
        self._tests: dict[int, Holds] = {}
        self._parts: list[frozenset[tuple[int, bool]]] = []
        """Of each number the conditions that it joins, and whether each must be so or not so."""
        needs = [frozenset(map(self._number, row.when.flat("all"))) for row in rows]
        waits = [frozenset({self._number(guard.until)}) for guard in guards]
        self._first_row = len(self._parts)
        self._first_guard = self._first_row + len(rows)
        self._parts += [*needs, *waits]
        self._rows = rows
        self._uses: list[list[tuple[int, bool]]] = [[] for _ in self._parts]
        """The numbers that each is a condition of, and whether it must be so or not so."""
        for number, parts in enumerate(self._parts):
            for part, so in parts:
                self._uses[part].append((number, so))
        self._first = self._with_no_test_true()
        self._readers = _Readers(self._first_row)
        self._constant: dict[int, HeldRow | None] = {}
        """The rows whose acts and times have read nothing: they are the same for all facts."""
        self._looks: list[Look] = []
        """Those that nobody works at: two threads must never bring the same one up to date."""
        self._forbidding = lru_cache(maxsize=4_096)(
            lambda action: tuple(
                number
                for number, guard in enumerate(guards, self._first_guard)
                if guard.forbids(action)
            )
        )

    def _number(self, condition: FactJudgement) -> tuple[int, bool]:
        """Return the number of a condition, and whether it must be so or not so."""
        parts = frozenset(map(self._number, condition.parts))
        if condition.joined == "not":
            ((number, so),) = parts
            return number, not so
        # One of several is so if not all of them are not.
        so = condition.joined == "all"
        if not so:
            parts = frozenset((number, not held) for number, held in parts)
        key = condition.test or parts
        number = self._numbers.setdefault(key, len(self._parts))
        if number == len(self._parts):
            self._parts.append(parts)
            if condition.test is not None:
                self._tests[number] = condition.test
        return number, so

    def _with_no_test_true(self) -> tuple[list[bool], list[int]]:
        """Return what is on, and what each lacks, if every test came out false."""
        on, lacking = list[bool](), list[int]()
        for number, parts in enumerate(self._parts):
            lacking.append(sum(on[part] is not so for part, so in parts))
            on.append(number not in self._tests and not lacking[-1])
        return on, lacking

    def options(self, facts: KnownFacts) -> Options:
        """Return the rows that hold for these facts, and those that may be next."""
        try:
            look = self._looks.pop()
        except IndexError:
            look = Look(*self._first)
        if look.facts is not facts:
            self._bring_up_to_date(look, facts)
        options = look.options
        self._looks.append(look)
        return options

    def _bring_up_to_date(self, look: Look, facts: KnownFacts) -> None:
        """Make the tests and acts again that read what has changed, and follow what turns."""
        read, on, known = ReadFacts.noting(facts), look.on, self._readers.known
        if look.facts is None:
            tests, acts = {*self._tests}, set[int]()
            turned = {row for row in range(self._first_row, self._first_guard) if on[row]}
        else:
            tests, acts = self._readers.of_changes(look.facts, facts, look.rows_on)
            turned = set[int]()
        reads, policy = read.reads, self._policy
        for number in tests:
            held = self._tests[number](read, policy)
            # Nearly always it has read the same before: no call for that.
            if not reads <= known[number]:
                self._readers.note(number, reads)
            reads.clear()
            if held is not on[number]:
                self._turn(number, look, turned)
        look.facts = facts
        # Not before: a row may be off for a moment while its tests are made one by one.
        rows = turned.union(row for row in acts if on[row]) if acts else turned
        if rows:
            self._bring_rows_up_to_date(look, rows, read)

    def _turn(self, number: int, look: Look, turned: set[int]) -> None:
        """Turn a test, and all that is on or off by it; `turned` has the rows and guards."""
        on, lacking, uses, first_row = look.on, look.lacking, self._uses, self._first_row
        to_turn = [number]
        while to_turn:
            number = to_turn.pop()
            so = on[number] = not on[number]
            if number >= first_row:
                # Perhaps for a moment only: what turns twice has not turned.
                turned ^= {number}
            for user, must_be in uses[number]:
                if so is must_be:
                    lacking[user] -= 1
                    if not lacking[user]:
                        to_turn.append(user)
                else:
                    if not lacking[user]:
                        to_turn.append(user)
                    lacking[user] += 1

    def _bring_rows_up_to_date(self, look: Look, numbers: set[int], read: ReadFacts) -> None:
        """Make the acts of these rows, and of those whose acts these guards are about."""
        on, held = look.on, look.held
        other = False
        guards = {number for number in numbers if number >= self._first_guard}
        rows = numbers - guards
        look.rows_on.difference_update(rows)
        look.rows_on.update(row for row in rows if on[row])
        if guards:
            rows |= {row for row, of in look.barred.items() if not guards.isdisjoint(of)}
        for row in rows:
            before = held.pop(row, None)
            look.barred.pop(row, None)
            now = self._act_of(row, look, read) if on[row] else None
            if now is not None:
                held[row] = now
            other = other or now != before
        if other:
            look.options = _options([held[row] for row in sorted(held)])

    def _act_of(self, row: int, look: Look, read: ReadFacts) -> HeldRow | None:
        """Return a row that is on, with its act; None if a guard bars it, or nothing is left."""
        held = self._constant[row] if row in self._constant else self._made_of(row, read)
        if held is None:
            return None
        guards = self._forbidding(held.action)
        if guards:
            look.barred[row] = guards
            if not all(look.on[guard] for guard in guards):
                return None
        return held

    def _made_of(self, number: int, read: ReadFacts) -> HeldRow | None:
        """Make the act and the times of a row, and note what they read."""
        row = self._rows[number - self._first_row]
        action = row.act.make(read, self._policy)
        times = tuple(each.under(read, self._policy) for each in times_of(row.when))
        held = None if action is None else HeldRow(row, _one_of_equal(action), times)
        if not read.reads <= self._readers.known[number]:
            self._readers.note(number, read.reads)
        read.reads.clear()
        if not self._readers.known[number]:
            # It has never read anything: it is the same for all facts.
            self._constant[number] = held
        return held


def _options(held: Sequence[HeldRow]) -> Options:
    """Return the rows as a person looks at them."""
    voice, desk = (_first_ones(each for each in held if each.row.hand is hand) for hand in Hand)
    by_id = {each.row.id: each for each in held}
    choices = any(each.row.way is not None for each in held)
    return Options(tuple(held), voice, desk, by_id, choices)


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
