"""The coach: what can be said of a person's part while the call goes on.

It is told what that person's seat perceives, entry by entry, and speaks only of what is settled: a
criterion that was met whatever may still come, or one that was missed. What is pending says
nothing, and neither does what only the end of a call can settle. Each criterion speaks once.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.rules.match import Context
from simulator.rules.monitor import Monitor, MonitorState
from simulator.rules.patterns import VerdictKind
from simulator.rules.rubric import Criterion, Rubric, Weight

_ORDER = tuple(Weight)


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that the coach says."""

    at: Millis
    """The instant at which it became certain, in milliseconds like an entry's `at`."""
    criterion: Criterion
    kind: VerdictKind
    """``met`` or ``broken``."""
    text: str
    evidence: tuple[int, ...]
    """The `seq` of the entries that show it, oldest first."""


@dataclass(slots=True)
class _Watch:
    """A criterion that has not spoken yet."""

    criterion: Criterion
    monitor: Monitor
    state: MonitorState


class Coach:
    """Watches the live criteria of a rubric over what one seat perceives."""

    def __init__(self, rubric: Rubric, context: Context) -> None:
        """Begin before the first entry of a sitting. The scenario's facts are not looked at.

        Raises:
            ValueError: a criterion compares with a force or a profile, and the context has none.
        """
        self._watches = [
            _Watch(criterion, monitor, monitor.start())
            for criterion in rubric.criteria
            if criterion.live and criterion.rule is not None
            for monitor in [Monitor(criterion.rule, context, tracking=True)]
        ]
        self._now: Millis = 0

    def hear(self, entry: Entry) -> tuple[Hint, ...]:
        """What `entry`, as the seat perceives it, settles; what weighs most first."""
        # What was due before this entry came is late, whatever the entry is.
        remarks = self.look(entry.at)
        for watch in self._watches:
            watch.state = watch.monitor.step(watch.state, entry)
        return (*remarks, *self._settled(entry.at))

    def look(self, now: Millis) -> tuple[Hint, ...]:
        """What the time that has passed by `now` settles, while nothing is heard.

        Raises:
            ValueError: `now` lies before what was heard or looked at last.
        """
        if now < self._now:
            raise ValueError(f"time does not go back from {self._now} to {now}")
        self._now = now
        return self._settled(now)

    def _settled(self, now: Millis) -> tuple[Hint, ...]:
        remarks: list[Hint] = []
        waiting: list[_Watch] = []
        for watch in self._watches:
            kind = watch.monitor.verdict(watch.state, False, now)
            if kind is VerdictKind.PENDING:
                waiting.append(watch)
                continue
            criterion = watch.criterion
            met = kind is VerdictKind.MET
            remarks.append(
                Hint(
                    now,
                    criterion,
                    kind,
                    criterion.when_met if met else criterion.when_missed,
                    watch.monitor.evidence(watch.state, False, now),
                )
            )
        self._watches = waiting
        return tuple(sorted(remarks, key=lambda remark: _ORDER.index(remark.criterion.weight)))
