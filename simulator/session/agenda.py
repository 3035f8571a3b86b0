"""What is meant to happen: a heap in a total order of instant and submission."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Role


class QueuedAct(NamedTuple):
    """One planned act. At the same instant, what was submitted first comes first."""

    at: Millis
    order: int
    role: Role
    action: do.Action
    cause: int | None
    owner: int | None
    """Which participant planned it; none for a person and for the end of an utterance."""
    keeps: bool
    """Whether it stays when its owner changes their mind."""


class Agenda:
    """The planned acts, soonest first."""

    def __init__(self) -> None:
        """Begin with nothing planned."""
        self._items: list[QueuedAct] = []
        self._submitted = 0

    def push(
        self,
        at: Millis,
        role: Role,
        action: do.Action,
        *,
        cause: int | None = None,
        owner: int | None = None,
        keeps: bool = False,
    ) -> QueuedAct:
        """Plan an act."""
        item = QueuedAct(at, self._submitted, role, action, cause, owner, keeps)
        self._submitted += 1
        heappush(self._items, item)
        return item

    def next_at(self) -> Millis | None:
        """When the next act is due; none when nothing is planned."""
        return self._items[0].at if self._items else None

    def pop(self) -> QueuedAct:
        """Take the next act off.

        Raises:
            IndexError: nothing is planned.
        """
        return heappop(self._items)

    def drop_plans_of(self, owner: int) -> None:
        """Forget what a participant had planned and does not keep."""
        if any(item.owner == owner and not item.keeps for item in self._items):
            self._items = [i for i in self._items if i.owner != owner or i.keeps]
            heapify(self._items)

    def drop_all_of(self, owner: int) -> None:
        """Forget everything that a participant had planned."""
        self._items = [item for item in self._items if item.owner != owner]
        heapify(self._items)

    def drop(self, item: QueuedAct) -> bool:
        """Forget one planned act; false when it is no longer there."""
        if item not in self._items:
            return False
        self._items.remove(item)
        heapify(self._items)
        return True

    def clear(self) -> None:
        """Forget everything."""
        self._items.clear()

    def items(self) -> tuple[QueuedAct, ...]:
        """What is planned, soonest first."""
        return tuple(sorted(self._items, key=lambda item: item[:2]))
