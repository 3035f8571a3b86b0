"""Looking at a table of guidance again: only at what reads something that has changed.

A table is a net. At the bottom are tests on facts, each of them once, however many rows share it.
Above them are the conditions that join others, the rows and the guards; each of these counts how
many of its conditions are not as they must be, and is on while that is none. When facts change,
the tests that read what has changed are made again, and those that turn out otherwise change the
counts above them; what is not reached stays as it was. So a look costs what has changed, and not
what the table holds.

What a test or an act reads is noted whenever it is made, so a look goes by nothing that a row
declares (which of the four `reads` does what: above `Derived` in `derived`). A test returns
True or False and no other value: a list, though true, would turn its rows at every look.
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
from simulator.derived import DERIVED_READS, Derived, Read, Whole
from simulator.guidance.rows import GuidanceRow, Hand, NeverBefore, Since, times_of
from simulator.knowledge.facts import FIELD_INDEX, KnownFacts, ReadFacts
from simulator.knowledge.judgements.judgement import FactJudgement, Holds, Policy
from simulator.knowledge.knowledge import NO_FACTS, Knowledge


class HeldRow(NamedTuple):
    """A row that holds for some facts, the act that it makes of them, and its waiting times."""

    row: GuidanceRow
    action: do.Action
    times: tuple[Since, ...]

    def due(self, knowledge: Knowledge, at: Millis) -> Millis | None:
        """Return the first instant from `at` at which it is due; None if not unaided."""
        if len(self.times) == 1:
            return self.times[0].holds_from(knowledge, at)
        latest = at
        for time in self.times:
            due = time.holds_from(knowledge, latest)
            if due is None:
                return None
            latest = due
        if latest == at:
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
        self._derived = dict[str, tuple[Derived[Any], ...]]()
        """What follows from each field, and has been read."""
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
                known = self._derived.get(name, ())
                if whole not in known:
                    self._derived[name] = (*known, whole)

    def of_changes(
        self, before: KnownFacts, after: KnownFacts, rows: set[int]
    ) -> tuple[set[int], set[int]]:
        """Return what has read what is another in these facts than in those before.

        The tests, and those of these `rows` whose acts have read it.
        """
        noted = DERIVED_READS.noted  # Before anything that was noted is looked up.
        changed = set[Read]()
        """All that is another and that anything could have read: no test is asked yet."""
        derived: set[Derived[Any]] = set()
        for name in _fields_of_change(before, after):
            index = FIELD_INDEX[name]
            was, now = before[index], after[index]
            if was != now:
                self._add_change(changed, index, was, now)
                derived.update(self._derived.get(name, ()), DERIVED_READS.below.get(name, ()))
        # Those that others rest on come first.
        in_order = sorted(derived, key=DERIVED_READS.rank.__getitem__)
        after.turned(before, in_order, changed, noted, self._add_change)
        tests, acts = set[int](), set[int]()
        for one in changed:
            if one in self._tests_of:
                tests |= self._tests_of[one]
            if one in self._acts_of:
                acts |= rows & self._acts_of[one]
        return tests, acts

    def _add_change(self, changed: set[Read], whole: Whole, was: object, now: object) -> None:
        """Add a change as it can have been read: the whole, and each item that is another."""
        changed.add(whole)
        if whole in self._with_items or whole in DERIVED_READS.with_items:
            changed.update([(whole, item) for item in _other_items(was, now)])


def _fields_of_change(before: KnownFacts, after: KnownFacts) -> Iterable[str]:
    """Return the fields that may be others in facts `after` than in those before."""
    names = after.changed_since(before)
    return compress(KnownFacts._fields, map(is_not, before, after)) if names is None else names


class FoundRows:
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

    def copy(self) -> FoundRows:
        """Return another look at the same facts, which can be brought up to others."""
        made = FoundRows(self.on, self.lacking)
        made.facts, made.options = self.facts, self.options
        made.rows_on, made.held, made.barred = {*self.rows_on}, {**self.held}, {**self.barred}
        return made


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
        self._for: list[list[int]] = [[] for _ in self._parts]
        """The numbers that each is a condition of, where it must be so."""
        self._against: list[list[int]] = [[] for _ in self._parts]
        """The same, where it must not be so."""
        for number, parts in enumerate(self._parts):
            for part, so in parts:
                (self._for if so else self._against)[part].append(number)
        self._first = self._with_no_test_true()
        self._readers = _Readers(self._first_row)
        self._constant: dict[int, HeldRow | None] = {}
        """The rows whose acts and times have read nothing: they are the same for all facts."""
        self._looks: list[FoundRows] = []
        """Those that nobody works at: two threads must never bring the same one up to date.

        They are of no person: with two call handlers at once on one table, as where a caller rings
        again (`session/run/going_on`), a look goes from the facts of one to those of the other.
        """
        self._of_no_call: FoundRows | None = None
        """One that stays as it is, and is copied where a call begins."""
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
            look = FoundRows(*self._first)
        if look.facts is not facts:
            look = self._nearest(look, facts)
            self._bring_up_to_date(look, facts)
        options = look.options
        self._looks.append(look)
        return options

    def _nearest(self, look: FoundRows, facts: KnownFacts) -> FoundRows:
        """Return the look that is nearer to these facts: this one, or one of no call yet.

        From the end of a call to the beginning of the next is farther than from nothing: a tenth
        of all that looks cost went there.
        """
        if look.facts is None or facts.changed_since(look.facts) is not None:
            return look
        if self._of_no_call is None:
            blank = FoundRows(*self._first)
            self._bring_up_to_date(blank, NO_FACTS)
            self._of_no_call = blank
        changed = sum(map(is_not, look.facts, facts))
        nearer = changed <= sum(map(is_not, NO_FACTS, facts))
        return look if nearer else self._of_no_call.copy()

    def _bring_up_to_date(self, look: FoundRows, facts: KnownFacts) -> None:
        """Make the tests and acts again that read what has changed, and follow what turns."""
        noting, on, known = ReadFacts.noting(facts), look.on, self._readers.known
        if look.facts is None:
            tests, acts = {*self._tests}, set[int]()
            turned = {row for row in range(self._first_row, self._first_guard) if on[row]}
        else:
            tests, acts = self._readers.of_changes(look.facts, facts, look.rows_on)
            turned = set[int]()
        reads, policy = noting.reads, self._policy
        for number in tests:
            is_so = self._tests[number](noting, policy)
            # Nearly always it has read the same before: no call for that.
            if not reads <= known[number]:
                self._readers.note(number, reads)
            reads.clear()
            if is_so is not on[number]:
                self._turn(number, look, turned)
        look.facts = facts
        # Not before: a row may be off for a moment while its tests are made one by one.
        rows = turned.union(row for row in acts if on[row]) if acts else turned
        if rows:
            self._bring_rows_up_to_date(look, rows, noting)

    def _turn(self, number: int, look: FoundRows, turned: set[int]) -> None:
        """Turn a test, and all that is on or off by it; `turned` has the rows and guards."""
        on, lacking, first_row = look.on, look.lacking, self._first_row
        uses_for, uses_against = self._for, self._against
        to_turn = [number]
        while to_turn:
            number = to_turn.pop()
            so = on[number] = not on[number]
            if number >= first_row:
                # Perhaps for a moment only: what turns twice has not turned.
                turned ^= {number}
            # A guard that is on permits: its condition, until which an act is forbidden, holds.
            gain, lose = (uses_for, uses_against) if so else (uses_against, uses_for)
            for user in gain[number]:
                left = lacking[user] = lacking[user] - 1
                if not left:
                    to_turn.append(user)
            for user in lose[number]:
                if not lacking[user]:
                    to_turn.append(user)
                lacking[user] += 1

    def _bring_rows_up_to_date(self, look: FoundRows, numbers: set[int], noting: ReadFacts) -> None:
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
            now = self._act_of(row, look, noting) if on[row] else None
            if now is not None:
                held[row] = now
            other = other or now != before
        if other:
            look.options = _options([held[row] for row in sorted(held)])

    def _act_of(self, row: int, look: FoundRows, noting: ReadFacts) -> HeldRow | None:
        """Return a row that is on, with its act; None if a guard bars it, or nothing is left."""
        held = self._constant[row] if row in self._constant else self._made_of(row, noting)
        if held is None:
            return None
        guards = self._forbidding(held.action)
        if guards:
            look.barred[row] = guards
            if not all(look.on[guard] for guard in guards):
                return None
        return held

    def _made_of(self, number: int, noting: ReadFacts) -> HeldRow | None:
        """Make the act and the times of a row, and note what they read."""
        row = self._rows[number - self._first_row]
        action = row.act.make(noting, self._policy)
        times = tuple(each.under(noting, self._policy) for each in times_of(row.when))
        held = None if action is None else HeldRow(row, _one_of_equal(action), times)
        if not noting.reads <= self._readers.known[number]:
            self._readers.note(number, noting.reads)
        noting.reads.clear()
        if not self._readers.known[number]:
            # It has never read anything: it is the same for all facts.
            self._constant[number] = held
        return held


def _options(held: Sequence[HeldRow]) -> Options:
    """Return the rows as a person looks at them.

    Of one hand without those that never are the next: of one level all can begin at the same
    instant, so none comes before one that waits for nothing.
    """
    by_hand: dict[Hand, list[HeldRow]] = {Hand.VOICE: [], Hand.DESK: []}
    by_id: dict[str, HeldRow] = {}
    choices = False
    for each in held:
        row = each.row
        by_id[row.id] = each
        choices = choices or row.way is not None
        found = by_hand[row.hand]
        last = found[-1] if found else None
        if last is None or last.times or last.row.level != row.level:
            found.append(each)
    return Options(
        tuple(held), tuple(by_hand[Hand.VOICE]), tuple(by_hand[Hand.DESK]), by_id, choices
    )


@lru_cache(maxsize=8_192)
def _one_of_equal(action: do.Action) -> do.Action:
    """Return the same object for equal acts, so that it is seen at once that none has changed."""
    return action
