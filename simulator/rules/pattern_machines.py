"""The machine of each pattern: a pure function from a `PatternState` and an entry to the next.

Without tracked evidence, states have no growing value, except the instant in `Timing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.rules.match_compiler import Binding, Memory, Test, bind
from simulator.rules.patterns import VerdictKind

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
    """The machine of a pattern: an entry settles its verdict, or else the end of the log does."""

    tracking: bool
    """Whether states remember the entries that show the verdict."""

    def start(self, _at: Millis) -> PatternState:
        """Return the state at the start of the log, or of a scope that opened `at`."""
        return PatternState()

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        """Return the state after `entry`; `memory` is the one before it."""
        raise NotImplementedError

    def at_end(self, _progress: PatternState) -> VerdictKind:
        """Return the verdict of a log or scope that is over, if no entry has settled it."""
        return NOT_APPLICABLE

    def verdict(self, progress: PatternState, finished: bool, _now: Millis) -> VerdictKind:
        """Return the verdict of a log or scope that is over, or still open at `now`."""
        return self.at_end(progress) if finished and progress.status is PENDING else progress.status

    def evidence(self, progress: PatternState, _finished: bool, _now: Millis) -> tuple[int, ...]:
        """Return the places in the log of the entries that show it."""
        return progress.seqs

    def _seq(self, entry: Entry) -> tuple[int, ...]:
        return (entry.seq,) if self.tracking else ()


@dataclass(frozen=True)
class Counting(Machine):
    """At least or at most a number of matches. `number` counts."""

    test: Test
    times: int
    at_most: bool

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        if now.status is not PENDING or not self.test(entry, memory, it):
            return now
        number = now.number + 1
        settled = number > self.times if self.at_most else number >= self.times
        status = PENDING if not settled else BROKEN if self.at_most else MET
        return PatternState(status, number, now.seqs + self._seq(entry))

    def at_end(self, _progress: PatternState) -> VerdictKind:
        return MET if self.at_most else BROKEN


@dataclass(frozen=True)
class Universal(Machine):
    """Each that is one thing is also another. `number` is 1 once there was an occasion."""

    occasion: Test
    fits: Test

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        if now.status is not PENDING or not self.occasion(entry, memory, it):
            return now
        if self.fits(entry, memory, it):
            return PatternState(PENDING, 1, now.seqs + self._seq(entry))
        return PatternState(BROKEN, 1, self._seq(entry))

    def at_end(self, progress: PatternState) -> VerdictKind:
        return MET if progress.number else NOT_APPLICABLE


@dataclass(frozen=True)
class Preceding(Machine):
    """No second without an earlier first. `number` is 1 once there was a first."""

    first: Test
    then: Test

    def step(self, now: PatternState, entry: Entry, memory: Memory, it: Binding) -> PatternState:
        if now.status is not PENDING:
            return now
        if self.then(entry, memory, it):
            kind = MET if now.number else BROKEN
            return PatternState(kind, now.number, now.seqs + self._seq(entry))
        if not now.number and self.first(entry, memory, it):
            return PatternState(PENDING, 1, now.seqs + self._seq(entry))
        return now


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
        once = self._once
        number, seqs = now.number, now.seqs
        if not now.stretches:
            # Most entries of a log: nothing is open, and nothing opens.
            barred = self.keep is None and once and number
            if barred or not self.opens(entry, memory, it):
                return now
        opened: set[ScopeInstance] = set()
        broken: list[tuple[int, ...]] = []
        for stretch in now.stretches:
            after, over, kind = self._after(stretch, entry, memory)
            if kind is PENDING:
                opened.add(stretch._replace(progress=after))
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
            opened.add(ScopeInstance(bound, self._seq(entry), start))
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
