"""Evaluation of rules: the verdict on a log, with its evidence.

`evaluate` judges a log by a `Rule`; a `Monitor` does so entry by entry. Scenario files, rubrics,
live coaching and the checks over every reachable call use the same rules.

What holds for every rule:

* A rule without an occasion is *not applicable*: `applies_when` matched nothing, the state of
  ``while`` never held, a scope never opened, there was no entry that ``always``, ``before``,
  ``within`` or ``no_sooner_than`` depends on. Only a plain ``eventually``, ``never``, ``at_least``
  and ``at_most`` always have an occasion.
* At the end of a log, an entry that had to come and didn't breaks the rule, even before its time
  was up; ``unless`` excuses it.
* For an unfinished log, met and broken are final; everything else is pending.
* ``while`` reads the state just before an entry; the entry that ends a state belongs to it.

`Monitor.step` is a pure function of two immutable, hashable values, so a live screen can keep a
state, and an explorer can search the product of calls and monitors. Without
`tracking` of evidence, the state of a rule that is `Property.finite` holds no time and no place in
the log, and has finitely many values. Timed rules compare instants of entries; the `now` of a
verdict lets time run out between entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.knowledge.facts import Same
from simulator.knowledge.judgements.judgement import Policy
from simulator.rules import patterns
from simulator.rules.match_compiler import (
    FREE,
    Binding,
    Compiler,
    KnownSoFar,
    Memory,
    Test,
    bind,
    context_holds,
    known_at_first,
)
from simulator.rules.match_criteria import CONTEXTUAL, Context, Match
from simulator.rules.patterns import Rule, VerdictKind, length_of
from simulator.rules.rule_sentences import explain

MET = VerdictKind.MET
BROKEN = VerdictKind.BROKEN
PENDING = VerdictKind.PENDING
NOT_APPLICABLE = VerdictKind.NOT_APPLICABLE


class PatternState(NamedTuple):
    """The state of a pattern. The meaning of `number` depends on its machine."""

    status: VerdictKind = PENDING
    number: int = 0
    seqs: tuple[int, ...] = ()
    """The entries that show it, when tracking."""
    stretches: frozenset[ScopeInstance] = frozenset()


class ScopeInstance(NamedTuple):
    """An open part of the log, of a scope or of a timed pattern."""

    it: Binding
    opened_by: tuple[int, ...]
    """The entry that opened it, when tracking."""
    progress: PatternState


@dataclass(frozen=True)
class Machine:
    """The machine of a pattern: a pure function from a state and an entry to the next state."""

    tracking: bool
    """Whether states remember the entries that show the verdict."""

    def start(self, _at: Millis) -> PatternState:
        """Return the state at the start of the log, or of a scope that opened `at`."""
        return PatternState()

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        """Return the state after `entry`; `memory` is the one before it."""
        raise NotImplementedError

    def verdict(self, progress: PatternState, finished: bool, now: Millis) -> VerdictKind:
        """Return the verdict of a log or scope that is over, or still open at `now`."""
        raise NotImplementedError

    def evidence(self, progress: PatternState, _finished: bool, _now: Millis) -> tuple[int, ...]:
        """Return the places in the log of the entries that show it."""
        return progress.seqs

    def _seq(self, entry: Entry) -> tuple[int, ...]:
        return (entry.seq,) if self.tracking else ()


Move = Callable[[int, Entry, Memory, Binding], tuple[VerdictKind, int] | None]
"""The status and the number after an entry; None if it changes nothing."""


@dataclass(frozen=True)
class Deciding(Machine):
    """An entry changes a number and may settle the verdict, or else the end of the log does."""

    move: Move
    at_end: Callable[[int], VerdictKind]
    """The verdict of a log or scope that is over, if no entry has settled it."""
    alone: bool = False
    """Whether the entry that breaks the rule is shown alone."""

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        moved = self.move(now.number, entry, memory, it) if now.status is PENDING else None
        if moved is None:
            return now
        status, number = moved
        before = () if self.alone and status is BROKEN else now.seqs
        return PatternState(status, number, before + self._seq(entry))

    def verdict(self, progress: PatternState, finished: bool, _now: Millis) -> VerdictKind:
        over = finished and progress.status is PENDING
        return self.at_end(progress.number) if over else progress.status


def counting(tracking: bool, test: Test, times: int, *, at_most: bool) -> Machine:
    """At least or at most a number of matches. The number counts."""

    def move(number: int, *of: Any) -> tuple[VerdictKind, int] | None:
        if not test(*of):
            return None
        settled = number >= times if at_most else number + 1 >= times
        return PENDING if not settled else BROKEN if at_most else MET, number + 1

    return Deciding(tracking, move, lambda _: MET if at_most else BROKEN)


def universal(tracking: bool, occasion: Test, fits: Test) -> Machine:
    """Each that is one thing is also another. The number is 1 once there was an occasion."""

    def move(_: int, *of: Any) -> tuple[VerdictKind, int] | None:
        return (PENDING if fits(*of) else BROKEN, 1) if occasion(*of) else None

    return Deciding(tracking, move, lambda number: MET if number else NOT_APPLICABLE, alone=True)


def preceding(tracking: bool, first: Test, then: Test) -> Machine:
    """No second without an earlier first. The number is 1 once there was a first."""

    def move(number: int, *of: Any) -> tuple[VerdictKind, int] | None:
        if then(*of):
            return MET if number else BROKEN, number
        return (PENDING, 1) if not number and first(*of) else None

    return Deciding(tracking, move, lambda _: NOT_APPLICABLE)


@dataclass(frozen=True)
class Timing(Machine):
    """What must follow in time, or must not follow too soon. `number` is the instant."""

    span: Millis
    then: Test
    unless: Test | None
    soon: bool
    """It must come by then; otherwise it must not come before."""

    def start(self, at: Millis) -> PatternState:
        return PatternState(PENDING, at + self.span)

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        status = self._expired(now, entry.at)
        if status is not PENDING:
            return PatternState(status)
        if self.then(entry, memory, it):
            return PatternState(MET if self.soon else BROKEN, 0, self._seq(entry))
        if self.unless and self.unless(entry, memory, it):
            return PatternState(NOT_APPLICABLE)
        return now

    def verdict(self, progress: PatternState, finished: bool, now: Millis) -> VerdictKind:
        status = self._expired(progress, now)
        if status is not PENDING or not finished:
            return status
        return BROKEN if self.soon else MET

    def _expired(self, progress: PatternState, now: Millis) -> VerdictKind:
        """The status, once time has run out: a moment of grace for what comes just in time."""
        if progress.status is not PENDING:
            return progress.status
        if self.soon:
            return BROKEN if now > progress.number else PENDING
        return MET if now >= progress.number else PENDING


@dataclass(frozen=True)
class Stretches(Machine):
    """Judges a pattern separately in each stretch of the log, from an opening to a closing entry.

    `number` is 0 before the first stretch, 1 after one, and 2 once the pattern was met in one.
    """

    opens: Test
    closes: Test | None
    inner: Machine
    keep: frozenset[str] | None = None
    """The features of the opening entry that are kept; None if stretches can't overlap."""

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        if now.status is not PENDING:
            return now
        once, number, seqs = self._once, now.number, now.seqs
        # Most entries of a log: nothing is open, and nothing opens.
        if not now.stretches and ((once and number) or not self.opens(entry, memory, it)):
            return now
        opened: list[ScopeInstance] = []
        changed = False
        broken: list[tuple[int, ...]] = []
        for stretch in now.stretches:
            after, over, kind = self._after(stretch, entry, memory)
            if kind is PENDING and after is stretch.progress:
                opened.append(stretch)
                continue
            changed = True
            if kind is PENDING:
                opened.append(stretch._replace(progress=after))
                continue
            shown = stretch.opened_by + self.inner.evidence(after, over, entry.at)
            if kind is BROKEN:
                broken.append(shown)
            elif kind is MET:
                number, seqs = 2, tuple(sorted({*seqs, *shown}))
            if once:
                return PatternState(kind, number, shown)
        if broken:
            return PatternState(BROKEN, number, min(broken))
        may_open = self.keep is not None or not (opened or (once and number))
        if may_open and self.opens(entry, memory, it):
            number = max(number, 1)
            bound, start = bind(entry, self.keep or frozenset()), self.inner.start(entry.at)
            opened.append(ScopeInstance(bound, self._seq(entry), start))
        elif not changed:
            return now
        return PatternState(PENDING, number, seqs, frozenset(opened))

    @property
    def _once(self) -> bool:
        return self.closes is None and self.keep is None

    def _after(
        self, stretch: ScopeInstance, entry: Entry, memory: Memory
    ) -> tuple[PatternState, bool, VerdictKind]:
        """The progress of a stretch after an entry, whether that ended it, and its verdict."""
        over = self.closes is not None and self.closes(entry, memory, stretch.it)
        after = stretch.progress
        if not over:
            after = self.inner.step(after, entry, memory, stretch.it)
        kind = self.inner.verdict(after, over, entry.at)
        # One at a time: a stretch goes on until it closes, even if it was met long before.
        alone = self.closes is not None and self.keep is None
        return after, over, PENDING if kind is MET and alone and not over else kind

    def verdict(self, progress: PatternState, finished: bool, now: Millis) -> VerdictKind:
        if progress.status is not PENDING:
            return progress.status
        kinds = {self.inner.verdict(each.progress, finished, now) for each in progress.stretches}
        if BROKEN in kinds:
            return BROKEN
        if not finished:
            return kinds.pop() if self._once and kinds else PENDING
        return MET if MET in kinds or progress.number == 2 else NOT_APPLICABLE

    def evidence(self, progress: PatternState, finished: bool, now: Millis) -> tuple[int, ...]:
        if progress.status is not PENDING:
            return progress.seqs
        shown: dict[VerdictKind, list[tuple[int, ...]]] = {MET: [progress.seqs], BROKEN: []}
        for stretch in progress.stretches:
            kind = self.inner.verdict(stretch.progress, finished, now)
            if kind in shown:
                found = self.inner.evidence(stretch.progress, finished, now)
                shown[kind].append(stretch.opened_by + found)
        if shown[BROKEN]:
            return min(shown[BROKEN])
        return tuple(sorted({seq for seqs in shown[MET] for seq in seqs}))


# --- monitors ------------------------------------------------------------------------------------


class MonitorState(NamedTuple):
    """How far a rule has matched: the entries found, and what is still awaited."""

    memory: Memory
    progress: PatternState
    applied: bool
    """`applies_when` has matched."""
    arose: bool
    """The state of `during` has held."""
    settled: bool = False
    """Whether no later entry can change the verdict."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of a rule on a log, with its evidence."""

    kind: VerdictKind
    evidence: tuple[int, ...] = ()
    """The `seq` of the entries that show it, oldest first; empty if no entry does."""
    because: str = ""
    """For a broken rule: what was expected, and what happened instead."""


class Monitor:
    """The evaluation of one rule in one context."""

    def __init__(self, rule: Rule, context: Context | None = None, *, tracking: bool = False):
        """Compile `rule`; with `tracking`, states remember which entries show the verdict.

        Raises:
            ValueError: it compares with a force or a profile, and the context has none.
        """
        self._rule = rule
        self._context = context or Context()
        self._compiler = Compiler(self._context)
        self._tracking = tracking
        self._holds = self._compiler.state(rule.during)
        self._applied, self._applies = self._condition(rule.applies_when)
        self._machine = self._scoped(rule)
        settled = rule.applies_when if self._applies is None else None
        changes = [frozenset(product(each.changes, (None,))) for each in self._compiler.registers]

        def concerned(matches: Iterable[Match]) -> Kinds:
            return _union((*changes, *(kinds_of(each) for each in matches if each is not settled)))

        self._relevant = concerned(rule.matches())
        """The entries that can change the state, less what a seat learns."""
        # A pattern of one occasion after another waits for the next while none is open.
        waits = isinstance(self._machine, Stretches) or isinstance(rule.pattern, patterns.Always)
        self._idle = concerned(rule.occasions()) if waits else self._relevant
        """The entries that can change it while no stretch is open."""

    def start(self) -> MonitorState:
        """The state before the first entry."""
        memory = self._compiler.first()
        return MonitorState(memory, self._machine.start(0), self._applied, self._holds(memory))

    def step(self, state: MonitorState, entry: Entry) -> MonitorState:
        """The state after `entry`; the same one, if nothing in it concerns the rule."""
        if state.settled:
            return state
        kinds, kind = self._relevant if state.progress.stretches else self._idle, entry.body.kind
        if kinds is None or (kind, None) in kinds or (kind, entry.speaker) in kinds:
            state = self._stepped(state, state.memory, entry)
        memory = self._compiler.learned(state.memory, entry)
        return state if memory is state.memory else state._replace(memory=memory)

    def _stepped(self, state: MonitorState, before: Memory, entry: Entry) -> MonitorState:
        progress = self._machine.step(state.progress, entry, before, FREE)
        memory = self._compiler.after(before, entry)
        # Most entries of a log change nothing. Time alone settles what is open by a change of it.
        if progress is state.progress and memory is before and state.applied and state.arose:
            return state
        applies = self._applies
        applied = state.applied or (applies is not None and applies(entry, before, FREE))
        arose = state.arose or self._holds(memory)
        if applied and arose:
            verdict = self._machine.verdict(progress, False, entry.at)
            if verdict is not VerdictKind.PENDING:
                return MonitorState((), progress, True, True, True)
        return MonitorState(memory, progress, applied, arose)

    def verdict(self, state: MonitorState, finished: bool, now: Millis) -> VerdictKind:
        """What can be said at `now`, in milliseconds like an entry's `at`.

        For an unfinished log, ``met`` and ``broken`` are final; everything else is pending.
        """
        kind = VerdictKind.NOT_APPLICABLE
        if state.applied and state.arose:
            kind = self._machine.verdict(state.progress, finished, now)
        pending = kind is VerdictKind.NOT_APPLICABLE and not finished
        return VerdictKind.PENDING if pending else kind

    def evidence(self, state: MonitorState, finished: bool, now: Millis) -> tuple[int, ...]:
        """The `seq` of the entries that show the verdict; none when not tracking."""
        return self._machine.evidence(state.progress, finished, now)

    def judge(
        self, log: Iterable[Entry], *, finished: bool = True, now: Millis | None = None
    ) -> Verdict:
        """Return the verdict on a log, with why the rule is broken.

        `now` (ms) is for an unfinished log: its last instant.
        """
        entries = log if isinstance(log, tuple) else tuple(log)
        state = self.start()
        # As `step`, without a call for each of a million entries.
        seat_log, knows = (
            _seat_log(Same(entries), self._context.seat, self._context.policy),
            self._compiler.knows,
        )
        idle, busy = seat_log.places(self._idle), seat_log.places(self._relevant)
        place = 0
        while ahead := (busy if state.progress.stretches else idle) >> place:
            place += (ahead & -ahead).bit_length()
            entry, known = seat_log.rows[place - 1]
            before = (*state.memory[:-1], known) if knows else state.memory
            state = self._stepped(state, before, entry)
            if state.settled:
                break
        if now is None:
            now = entries[-1].at if entries else 0
        verdict = self.verdict(state, finished, now)
        if verdict not in (VerdictKind.MET, VerdictKind.BROKEN):
            return Verdict(verdict)
        shown = self.evidence(state, finished, now)
        broken = verdict is VerdictKind.BROKEN
        why = explain(self._rule, entries, shown, self._context) if broken else ""
        return Verdict(verdict, shown, why)

    # --- compiling -------------------------------------------------------------------------------

    def _condition(self, match: Match | None) -> tuple[bool, Test | None]:
        """Whether the condition of the rule is met beforehand, and its test if it needs a log."""
        if match is None or CONTEXTUAL.issuperset(match.criteria()):
            names = match.criteria() if match else ()
            met = (context_holds(name, getattr(match, name), self._context) for name in names)
            return all(met), None
        return False, self._compiler.match(match)

    def _scoped(self, rule: Rule) -> Machine:
        """The machine of the whole rule, less `applies_when`."""

        def occasion(match: Match) -> Test:
            """A match that counts only while the state of `during` holds."""
            test, holds = self._compiler.match(match), self._holds
            if rule.during is None:
                return test
            return lambda entry, memory, it: holds(memory) and test(entry, memory, it)

        closes: Test | None = None
        match rule.scope:
            case None:
                return self._pattern(rule, occasion)
            case patterns.ForEach(it, until):
                opens, closes = occasion(it), self._compiler.match(until) if until else None
                inner = self._pattern(rule, self._compiler.match)
                return Stretches(self._tracking, opens, closes, inner, rule.compares_with)
            case patterns.Between(start, end):
                opens, closes = self._compiler.match(start), self._compiler.match(end)
            case patterns.After(start):
                opens = self._compiler.match(start)
        return Stretches(self._tracking, opens, closes, self._pattern(rule, occasion))

    def _pattern(self, rule: Rule, occasion: Callable[[Match], Test]) -> Machine:
        """The machine of the pattern; `occasion` compiles what its occasions are."""
        tracking, pattern = self._tracking, rule.pattern
        soon, most = isinstance(pattern, patterns.Within), isinstance(pattern, patterns.AtMost)
        match pattern:
            case patterns.Always(of, is_):
                return universal(tracking, occasion(of), self._compiler.match(is_))
            case patterns.AtLeast(times, of) | patterns.AtMost(times, of):
                return counting(tracking, occasion(of), times, at_most=most)
            case patterns.Before(first, then):
                return preceding(tracking, self._compiler.match(first), occasion(then))
            case patterns.Within(time, of, then, no) | patterns.NoSoonerThan(time, of, then, no):
                span = length_of(time, self._context.profile)
                unless = self._compiler.match(no) if no else None
                inner = Timing(tracking, span, self._compiler.match(then), unless, soon)
                return Stretches(tracking, occasion(of), None, inner, rule.compares_with)


Kinds = frozenset[tuple[str, Role | None]] | None
"""Kinds of entry, each of one speaker, or with None of any; None for all entries."""


def kinds_of(match: Match) -> Kinds:
    """Return the kinds of entry that can match."""
    # Parts name speakers; but the end of an utterance is of another kind than its beginning.
    if match.any_of and not match.by and match.finished is None:
        parts = _union(map(kinds_of, match.any_of))
        if parts is not None:
            return parts
    kinds = match.kinds()
    speakers = match.by or ((Role.CALLER,) if match.signal else (None,))
    return None if kinds is None else frozenset(product(kinds, speakers))


def _union(every: Iterable[Kinds]) -> Kinds:
    found = list(every)
    return None if None in found else frozenset().union(*(each or () for each in found))


class SeatLog:
    """The log of a seat, for all rules of a rubric.

    Places of entries are the bits of a number: a log asks for some hundred unions of them.
    """

    def __init__(self, log: tuple[Entry, ...], seat: Role | None, policy: Policy) -> None:
        """Fold what `seat` knows; None: no rule asks."""
        known = None if seat is None else known_at_first(seat, policy)
        self.rows: list[tuple[Entry, KnownSoFar | None]] = []
        """Each entry, and what the seat knew before it."""
        self._of_kind: dict[tuple[str, Role | None], int] = {}
        for place, entry in enumerate(log):
            self.rows.append((entry, known))
            for speaker in (None, entry.speaker):
                kind = entry.body.kind, speaker
                self._of_kind[kind] = self._of_kind.get(kind, 0) | 1 << place
            known = known and known.after(entry)

    def places(self, kinds: Kinds) -> int:
        """Return the places of entries of these kinds."""
        if kinds is None:
            return (1 << len(self.rows)) - 1
        found = 0
        for kind in kinds:
            found |= self._of_kind.get(kind, 0)
        return found


@lru_cache(maxsize=2)
def _seat_log(log: Same[tuple[Entry, ...]], seat: Role | None, policy: Policy) -> SeatLog:
    return SeatLog(log.value, seat, policy)


def evaluate(
    rule: Rule,
    log: Iterable[Entry],
    context: Context | None = None,
    *,
    finished: bool = True,
    now: Millis | None = None,
) -> Verdict:
    """Evaluate a rule on a log. `now` (ms) is for an unfinished one; by default its last instant.

    Raises:
        ValueError: the rule compares with a force or a profile, and the context has none.
    """
    return Monitor(rule, context, tracking=True).judge(log, finished=finished, now=now)
