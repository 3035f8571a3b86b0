"""The table of one role under one policy: which rows hold for some facts, and what comes next.

Facts decide which rows hold (`looks`); the clock is looked at for those few rows alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.guidance.looks import HeldRow, TableLooks
from simulator.guidance.rows import GuidanceRow, Hand, NeverBefore, RoleTable
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.judgement import Policy
from simulator.knowledge.knowledge import Knowledge


class NextAct(NamedTuple):
    """What guidance would do with one hand, and from when."""

    row: GuidanceRow
    action: do.Action
    at: Millis


class Guidance:
    """The table of one role under one policy."""

    def __init__(self, table: RoleTable, policy: Policy) -> None:
        """Follow the rows of `table`; its guards filter the acts that they make."""
        self.role, self.rows, self.guards = table
        self.policy = policy
        # The most pressing level, then the most specific row, the voice first, then the table's
        # order.
        ordered = sorted(
            self.rows, key=lambda row: (row.level, -row.when.size, row.hand is Hand.DESK)
        )
        self.looks = TableLooks(ordered, self.guards, policy)
        self.options = self.looks.options
        """The rows that hold for some facts, and those that may be next."""

    def held(self, facts: KnownFacts) -> tuple[HeldRow, ...]:
        """Return the rows of both hands that hold for these facts, most pressing first."""
        return self.options(facts).all

    def forbidden(self, action: do.Action, facts: KnownFacts) -> tuple[NeverBefore, ...]:
        """Return the guards that rule this act out for these facts."""
        forbidding = (guard for guard in self.guards if guard.forbids(action))
        return tuple(each for each in forbidding if not each.until.holds(facts, self.policy))

    def next_act(
        self,
        options: Sequence[HeldRow],
        knowledge: Knowledge,
        free: Sequence[Millis | None],
        now: Millis,
    ) -> NextAct | None:
        """Return the next act of one hand, as if nothing more were perceived before it.

        `free` has for each level from when a row of it can begin (ms); None if not before another
        entry. The earliest act comes first; of acts at one instant the most pressing.
        """
        best: HeldRow | None = None
        first: Millis = 0
        for held in options:
            at = free[held.row.level]
            if at is not None and held.times:
                at = held.due(knowledge, at)
            if at is not None and (best is None or at < first):
                best, first = held, at
                if at == now:
                    break
        return None if best is None else NextAct(best.row, best.action, first)
