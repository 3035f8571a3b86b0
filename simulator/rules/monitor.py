"""A rule as a machine that reads one entry after another.

`Monitor.step` is a pure function of two immutable, hashable values, so a live screen can keep a
state, and an explorer can search the product of calls and monitors. Without
`tracking` of evidence, the state of a rule that is `Property.finite` holds no time and no place in
the log, and has finitely many values.

Timed rules compare instants of entries; the `now` of a verdict lets time run out between entries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.rules import patterns
from simulator.rules.compiler import Compiler
from simulator.rules.match import CONTEXTUAL, Context, Match
from simulator.rules.monitor_memory import Memory, first_memory, next_memory
from simulator.rules.pattern_machines import (
    Counting,
    Machine,
    PatternState,
    Preceding,
    Stretches,
    Timing,
    Universal,
)
from simulator.rules.patterns import After, Between, ForEach, Rule, Span, VerdictKind, length_of
from simulator.rules.predicates import FREE, Test, context_holds


class MonitorState(NamedTuple):
    """A monitor's state."""

    memory: Memory
    progress: PatternState
    applied: bool
    """`applies_when` has matched."""
    arose: bool
    """The state of `during` has held."""
    settled: bool = False
    """Whether no later entry can change the verdict."""


class Monitor:
    """The evaluation of one rule in one context."""

    def __init__(self, rule: Rule, context: Context | None = None, *, tracking: bool = False):
        """Compile `rule`; with `tracking`, states remember which entries show the verdict.

        Raises:
            ValueError: it compares with a force or a profile, and the context has none.
        """
        builder = _Builder(rule, context or Context(), tracking)
        self._holds = builder.holds
        self._applies = builder.applies()
        self._machine = builder.scoped()
        self._registers = tuple(builder.compiler.registers)
        self._relevant = builder.relevant()

    def start(self) -> MonitorState:
        """The state before the first entry."""
        memory = first_memory(self._registers)
        applied = self._applies is True
        return MonitorState(memory, self._machine.start(0), applied, self._holds(memory))

    def step(self, state: MonitorState, entry: Entry) -> MonitorState:
        """The state after `entry`; the same one, if nothing in it concerns the rule."""
        kind = entry.body.kind
        if state.settled or (self._relevant is not None and kind not in self._relevant):
            return state
        before = state.memory
        progress = self._machine.step(state.progress, entry, before, FREE)
        applied = state.applied or (callable(self._applies) and self._applies(entry, before, FREE))
        memory = next_memory(self._registers, before, entry)
        arose = state.arose or self._holds(memory)
        if (
            applied
            and arose
            and self._machine.verdict(progress, False, entry.at) is not VerdictKind.PENDING
        ):
            return MonitorState((), progress, True, True, True)
        return MonitorState(memory, progress, applied, arose)

    def verdict(self, state: MonitorState, finished: bool, now: Millis) -> VerdictKind:
        """What can be said at `now`, in milliseconds like an entry's `at`.

        For an unfinished log, ``met`` and ``broken`` are final; everything else is pending.
        """
        if not (state.applied and state.arose):
            return VerdictKind.NOT_APPLICABLE if finished else VerdictKind.PENDING
        kind = self._machine.verdict(state.progress, finished, now)
        if kind is VerdictKind.NOT_APPLICABLE and not finished:
            return VerdictKind.PENDING
        return kind

    def evidence(self, state: MonitorState, finished: bool, now: Millis) -> tuple[int, ...]:
        """The `seq` of the entries that show the verdict; none when not tracking."""
        return self._machine.evidence(state.progress, finished, now)


class _Builder:
    """Builds the machine of a rule."""

    def __init__(self, rule: Rule, context: Context, tracking: bool) -> None:
        self.compiler = Compiler(context)
        self._rule = rule
        self._context = context
        self._tracking = tracking
        self._kinds: list[frozenset[str] | None] = []
        self.holds: Callable[[Memory], bool] = (
            self.compiler.state(rule.during) if rule.during else _always_holds
        )

    def relevant(self) -> frozenset[str] | None:
        """The kinds of entry that can change the state; None: any."""
        kinds = [*self._kinds, *(frozenset(each.changes) for each in self.compiler.registers)]
        narrow = [some for some in kinds if some is not None]
        return frozenset().union(*narrow) if len(narrow) == len(kinds) else None

    def applies(self) -> Test | bool:
        """The condition of the rule; known beforehand if it asks for nothing of the log."""
        match = self._rule.applies_when
        if match is None:
            return True
        if CONTEXTUAL.issuperset(match.criteria()):
            return all(
                context_holds(name, getattr(match, name), self._context)
                for name in match.criteria()
            )
        return self.test(match)

    def test(self, match: Match) -> Test:
        """A match anywhere in the rule."""
        compiled = self.compiler.match(match)
        self._kinds.append(compiled.kinds)
        return compiled.test

    def _occasion(self, match: Match) -> Test:
        """A match that counts only while the state of `during` holds."""
        test, holds = self.test(match), self.holds
        if self._rule.during is None:
            return test
        return lambda entry, memory, it: holds(memory) and test(entry, memory, it)

    def scoped(self) -> Machine:
        """The machine of the whole rule, less `applies_when`."""
        match self._rule.scope:
            case None:
                return self._pattern(self._occasion)
            case After(start):
                return self._stretches(self.test(start), None, self._pattern(self._occasion))
            case Between(start, end):
                inner = self._pattern(self._occasion)
                return self._stretches(self.test(start), self.test(end), inner)
            case ForEach(it, until):
                inner = self._pattern(self.test)
                closes = self.test(until) if until else None
                return self._stretches(self._occasion(it), closes, inner, overlap=True)

    def _stretches(
        self, opens: Test, closes: Test | None, inner: Machine, *, overlap: bool = False
    ) -> Machine:
        keep = self._rule.compares_with if overlap else frozenset()
        return Stretches(opens, closes, inner, overlap, keep, self._tracking)

    def _pattern(self, occasion: Callable[[Match], Test]) -> Machine:
        """The machine of the pattern; `occasion` compiles what its occasions are."""
        match self._rule.pattern:
            case patterns.Always(of, is_):
                return Universal(occasion(of), self.test(is_), self._tracking)
            case patterns.AtLeast(times, of):
                return Counting(occasion(of), times, 0, self._tracking)
            case patterns.AtMost(times, of):
                return Counting(occasion(of), None, times, self._tracking)
            case patterns.Before(first, then):
                return Preceding(self.test(first), occasion(then), self._tracking)
            case patterns.Within(time, of, then, unless):
                return self._timing(time, of, then, unless, soon=True)
            case patterns.NoSoonerThan(time, after, then, unless):
                return self._timing(time, after, then, unless, soon=False)

    def _timing(
        self, time: Span, of: Match, then: Match, unless: Match | None, *, soon: bool
    ) -> Machine:
        span = length_of(time, self._context.profile)
        cancels = self.test(unless) if unless else None
        inner = Timing(span, self.test(then), cancels, soon, self._tracking)
        return self._stretches(self._occasion(of), None, inner, overlap=True)


def _always_holds(_memory: Memory) -> bool:
    return True
