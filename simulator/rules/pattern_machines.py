"""The machine of each pattern: a pure function from a `PatternState` and an entry to the next.

Without tracked evidence, states have no growing value, except the instant in `Timing`.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.rules.monitor_memory import Memory
from simulator.rules.patterns import VerdictKind
from simulator.rules.predicates import Binding, Test, bind

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


class Machine(Protocol):
    """The machine of a pattern."""

    def start(self, at: Millis) -> PatternState:
        """Return the state at the start of the log, or of a scope that opened `at`."""

    def step(
        self, progress: PatternState, entry: Entry, memory: Memory, it: Binding
    ) -> PatternState:
        """Return the state after `entry`; `memory` is the one before it."""

    def verdict(self, progress: PatternState, finished: bool, now: Millis) -> VerdictKind:
        """Return the verdict of a log or scope that is over, or still open at `now`."""

    def evidence(self, progress: PatternState, finished: bool, now: Millis) -> tuple[int, ...]:
        """The places in the log of the entries that show it."""


class _Plain:
    """A pattern whose verdict an entry settles, or else the end of the log or stretch."""

    def __init__(self, tracking: bool) -> None:
        self._tracking = tracking

    def start(self, _at: Millis) -> PatternState:
        return PatternState()

    def verdict(self, progress: PatternState, finished: bool, _now: Millis) -> VerdictKind:
        if progress.status is not PENDING or not finished:
            return progress.status
        return self._at_end(progress)

    def evidence(self, progress: PatternState, _finished: bool, _now: Millis) -> tuple[int, ...]:
        return progress.seqs

    def _at_end(self, progress: PatternState) -> VerdictKind:
        raise NotImplementedError

    def _with(self, progress: PatternState, entry: Entry) -> tuple[int, ...]:
        return (*progress.seqs, entry.seq) if self._tracking else ()


class Counting(_Plain):
    """At least or at most a number of matches. `number` counts."""

    def __init__(self, test: Test, least: int | None, most: int, tracking: bool) -> None:
        super().__init__(tracking)
        self._test = test
        self._least = least
        self._most = most

    def step(
        self, progress: PatternState, entry: Entry, memory: Memory, it: Binding
    ) -> PatternState:
        if progress.status is not PENDING or not self._test(entry, memory, it):
            return progress
        number = progress.number + 1
        seqs = self._with(progress, entry)
        if self._least is None:
            return PatternState(BROKEN if number > self._most else PENDING, number, seqs)
        return PatternState(MET if number >= self._least else PENDING, number, seqs)

    def _at_end(self, _progress: PatternState) -> VerdictKind:
        return MET if self._least is None else BROKEN


class Universal(_Plain):
    """Each that is one thing is also another. `number` is 1 once there was an occasion."""

    def __init__(self, occasion: Test, fits: Test, tracking: bool) -> None:
        super().__init__(tracking)
        self._occasion = occasion
        self._fits = fits

    def step(
        self, progress: PatternState, entry: Entry, memory: Memory, it: Binding
    ) -> PatternState:
        if progress.status is not PENDING or not self._occasion(entry, memory, it):
            return progress
        if self._fits(entry, memory, it):
            return PatternState(PENDING, 1, self._with(progress, entry))
        return PatternState(BROKEN, 1, (entry.seq,) if self._tracking else ())

    def _at_end(self, progress: PatternState) -> VerdictKind:
        return MET if progress.number else NOT_APPLICABLE


class Preceding(_Plain):
    """No second without an earlier first. `number` is 1 once there was a first."""

    def __init__(self, first: Test, then: Test, tracking: bool) -> None:
        super().__init__(tracking)
        self._first = first
        self._then = then

    def step(
        self, progress: PatternState, entry: Entry, memory: Memory, it: Binding
    ) -> PatternState:
        if progress.status is not PENDING:
            return progress
        if self._then(entry, memory, it):
            kind = MET if progress.number else BROKEN
            return PatternState(kind, progress.number, self._with(progress, entry))
        if not progress.number and self._first(entry, memory, it):
            return PatternState(PENDING, 1, self._with(progress, entry))
        return progress

    def _at_end(self, _progress: PatternState) -> VerdictKind:
        return NOT_APPLICABLE


class Timing:
    """What must follow in time, or must not follow too soon. `number` is the instant."""

    def __init__(
        self, span: Millis, then: Test, unless: Test | None, soon: bool, tracking: bool
    ) -> None:
        self._span = span
        self._then = then
        self._unless = unless
        self._soon = soon
        """It must come by then; otherwise it must not come before."""
        self._tracking = tracking

    def start(self, at: Millis) -> PatternState:
        return PatternState(PENDING, at + self._span)

    def step(
        self, progress: PatternState, entry: Entry, memory: Memory, it: Binding
    ) -> PatternState:
        status = self._expired(progress, entry.at)
        if status is not PENDING:
            return PatternState(status)
        if self._then(entry, memory, it):
            return PatternState(MET if self._soon else BROKEN, 0, (entry.seq,) * self._tracking)
        if self._unless and self._unless(entry, memory, it):
            return PatternState(NOT_APPLICABLE)
        return progress

    def verdict(self, progress: PatternState, finished: bool, now: Millis) -> VerdictKind:
        status = self._expired(progress, now)
        if status is not PENDING or not finished:
            return status
        return BROKEN if self._soon else MET

    def _expired(self, progress: PatternState, now: Millis) -> VerdictKind:
        """The status, once time has run out: a moment of grace for what comes just in time."""
        if progress.status is not PENDING:
            return progress.status
        if self._soon:
            return BROKEN if now > progress.number else PENDING
        return MET if now >= progress.number else PENDING

    def evidence(self, progress: PatternState, _finished: bool, _now: Millis) -> tuple[int, ...]:
        return progress.seqs


class Stretches:
    """A pattern judged separately in each stretch. `number`: 0 none yet, 1 some, 2 one met."""

    def __init__(
        self,
        opens: Test,
        closes: Test | None,
        inner: Machine,
        overlap: bool,
        keep: frozenset[str],
        tracking: bool,
    ) -> None:
        self._opens = opens
        self._closes = closes
        self._inner = inner
        self._overlap = overlap
        self._once = closes is None and not overlap
        self._alone = closes is not None and not overlap
        """One at a time: a stretch goes on until it closes, even if it was met long before."""
        self._keep = keep
        self._tracking = tracking

    def start(self, _at: Millis) -> PatternState:
        return PatternState()

    def step(
        self, progress: PatternState, entry: Entry, memory: Memory, it: Binding
    ) -> PatternState:
        if progress.status is not PENDING:
            return progress
        number, seqs = progress.number, progress.seqs
        opened: set[ScopeInstance] = set()
        broken: list[tuple[int, ...]] = []
        for stretch in progress.stretches:
            after, over, kind = self._after(stretch, entry, memory)
            if kind is PENDING:
                opened.add(stretch._replace(progress=after))
                continue
            shown = stretch.opened_by + self._inner.evidence(after, over, entry.at)
            if kind is BROKEN:
                broken.append(shown)
            elif kind is MET:
                number, seqs = 2, tuple(sorted({*seqs, *shown}))
            if self._once:
                return PatternState(kind, number, shown)
        if broken:
            return PatternState(BROKEN, number, min(broken))
        may_open = self._overlap or not (opened or (self._once and number))
        if may_open and self._opens(entry, memory, it):
            number = max(number, 1)
            opened.add(self._opened(entry))
        return PatternState(PENDING, number, seqs, frozenset(opened))

    def _opened(self, entry: Entry) -> ScopeInstance:
        opened_by = (entry.seq,) if self._tracking else ()
        return ScopeInstance(bind(entry, self._keep), opened_by, self._inner.start(entry.at))

    def _after(
        self, stretch: ScopeInstance, entry: Entry, memory: Memory
    ) -> tuple[PatternState, bool, VerdictKind]:
        """The progress of a stretch after an entry, whether that ended it, and its verdict."""
        over = self._closes is not None and self._closes(entry, memory, stretch.it)
        after = stretch.progress
        if not over:
            after = self._inner.step(after, entry, memory, stretch.it)
        kind = self._inner.verdict(after, over, entry.at)
        # One at a time: a stretch that was met goes on until it closes.
        return after, over, PENDING if kind is MET and self._alone and not over else kind

    def verdict(self, progress: PatternState, finished: bool, now: Millis) -> VerdictKind:
        if progress.status is not PENDING:
            return progress.status
        kinds = {
            self._inner.verdict(stretch.progress, finished, now) for stretch in progress.stretches
        }
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
            kind = self._inner.verdict(stretch.progress, finished, now)
            if kind in shown:
                found = self._inner.evidence(stretch.progress, finished, now)
                shown[kind].append(stretch.opened_by + found)
        if shown[BROKEN]:
            return min(shown[BROKEN])
        return tuple(sorted({seq for seqs in shown[MET] for seq in seqs}))
