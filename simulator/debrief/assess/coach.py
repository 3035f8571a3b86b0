"""Coaching hints during a call.

The coach receives the perceived entries of one seat. It gives a hint only when a criterion is
settled: met or missed for good. Pending criteria, and those that only the end of a call
settles, give none. Each criterion gives at most one hint.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import Monitor, MonitorState
from simulator.rules.patterns import VerdictKind
from simulator.rules.rubric import Criterion, Rubric, Weight

_ORDER = tuple(Weight)


@dataclass(frozen=True, slots=True)
class Hint:
    """One message of the coach about one criterion."""

    at: Millis
    """The instant (ms) at which the criterion was settled."""
    criterion: Criterion
    kind: VerdictKind
    """`MET` or `BROKEN`."""
    text: str
    evidence: tuple[int, ...]
    """`seq` of the supporting entries, oldest first."""


@dataclass(slots=True)
class _Watch:
    """A criterion that isn't settled yet."""

    criterion: Criterion
    monitor: Monitor
    state: MonitorState


class Coach:
    """Live criteria of a rubric, checked against one seat's perceived log."""

    def __init__(self, rubric: Rubric, context: Context) -> None:
        """Start before the first entry of a run. The scenario's facts are not read.

        Raises:
            ValueError: a criterion needs a force or a profile that the context doesn't have.
        """
        context = replace(context, seat=rubric.role)
        self._watches = [
            _Watch(criterion, monitor, monitor.start())
            for criterion in rubric.criteria
            if criterion.live and criterion.rule is not None
            for monitor in [Monitor(criterion.rule, context, tracking=True)]
        ]
        self._now: Millis = 0

    def receive(self, entry: Entry) -> tuple[Hint, ...]:
        """Return the hints that a perceived entry settles, the gravest criterion first."""
        # Settle deadlines first: an act that comes after its deadline must not count as in time.
        hints = self.advance(entry.at)
        for watch in self._watches:
            watch.state = watch.monitor.step(watch.state, entry)
        return (*hints, *self._settled(entry.at))

    def advance(self, now: Millis) -> tuple[Hint, ...]:
        """Return the hints that passed deadlines settle by `now` (ms), without a new entry.

        Raises:
            ValueError: `now` is earlier than in the call before.
        """
        if now < self._now:
            raise ValueError(f"cannot go back from {self._now} ms to {now} ms")
        self._now = now
        return self._settled(now)

    def _settled(self, now: Millis) -> tuple[Hint, ...]:
        hints: list[Hint] = []
        waiting: list[_Watch] = []
        for watch in self._watches:
            kind = watch.monitor.verdict(watch.state, False, now)
            if kind is VerdictKind.PENDING:
                waiting.append(watch)
                continue
            criterion = watch.criterion
            text = criterion.when_met if kind is VerdictKind.MET else criterion.when_missed
            evidence = watch.monitor.evidence(watch.state, False, now)
            hints.append(Hint(now, criterion, kind, text, evidence))
        self._watches = waiting
        return tuple(sorted(hints, key=lambda hint: _ORDER.index(hint.criterion.weight)))
