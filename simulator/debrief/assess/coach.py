"""Coaching hints during a call.

The coach receives the perceived entries of one seat. It gives a hint only when a criterion is
settled: met or missed for good. Pending criteria, and those that only the end of a call
settles, give none. Each criterion gives at most one hint.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import VerdictKind
from simulator.rules.rubric import Criterion, Rubric


class Hint(NamedTuple):
    """One message of the coach about one criterion."""

    at: Millis
    """The instant (ms) at which the criterion was settled."""
    criterion: Criterion
    kind: VerdictKind
    """`MET` or `BROKEN`."""
    text: str
    evidence: tuple[int, ...]
    """`seq` of the supporting entries, oldest first."""


class Coach:
    """Live criteria of a rubric, checked against one seat's perceived log."""

    def __init__(self, rubric: Rubric, context: Context) -> None:
        """Start before the first entry of a run. The scenario's facts are not read.

        Raises:
            ValueError: a criterion needs a force or a profile that the context doesn't have.
        """
        context = replace(context, seat=rubric.role)
        self._open = [
            (criterion, monitor, monitor.start())
            for criterion in rubric.criteria
            if criterion.live and criterion.rule is not None
            for monitor in [Monitor(criterion.rule, context, tracking=True)]
        ]
        self._now: Millis = 0

    def receive(self, entry: Entry) -> tuple[Hint, ...]:
        """Return the hints that a perceived entry settles, the gravest criterion first."""
        # Settle deadlines first: an act that comes after its deadline must not count as in time.
        hints = self.advance(entry.at)
        self._open = [
            (criterion, monitor, monitor.step(state, entry))
            for criterion, monitor, state in self._open
        ]
        return (*hints, *self.advance(entry.at))

    def advance(self, now: Millis) -> tuple[Hint, ...]:
        """Return the hints that passed deadlines settle by `now` (ms), without a new entry.

        Raises:
            ValueError: `now` is earlier than in the call before.
        """
        if now < self._now:
            raise ValueError(f"cannot go back from {self._now} ms to {now} ms")
        self._now = now
        hints: list[Hint] = []
        waiting = []
        for criterion, monitor, state in self._open:
            kind = monitor.verdict(state, False, now)
            if kind is VerdictKind.PENDING:
                waiting.append((criterion, monitor, state))
                continue
            text = criterion.when_met if kind is VerdictKind.MET else criterion.when_missed
            hints.append(Hint(now, criterion, kind, text, monitor.evidence(state, False, now)))
        self._open = waiting
        return tuple(sorted(hints, key=lambda hint: hint.criterion.weight.place))
