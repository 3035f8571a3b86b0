"""The queue of planned acts, ordered by instant, then by submission."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Role


class QueuedAct(NamedTuple):
    """One planned act."""

    at: Millis
    order: int
    role: Role
    action: do.Action
    cause: int | None
    owner: int | None
    """Index of its participant; None for an act of a person or the end of an utterance."""
    keeps: bool
    """Whether it stays when its owner replaces their plans."""


class Agenda:
    """The planned acts, soonest first."""

    def __init__(self) -> None:
        """Start empty."""
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
        """Queue an act and return it."""
        item = QueuedAct(at, self._submitted, role, action, cause, owner, keeps)
        self._submitted += 1
        heappush(self._items, item)
        return item

    def next_at(self) -> Millis | None:
        """Return the instant of the next act, or None if the queue is empty."""
        return self._items[0].at if self._items else None

    def pop(self) -> QueuedAct:
        """Remove and return the next act, or raise IndexError."""
        return heappop(self._items)

    def drop_plans_of(self, owner: int, *, keeping: bool = True) -> None:
        """Drop what a participant planned, except acts to keep."""
        if any(item.owner == owner for item in self._items):
            self._items = [i for i in self._items if i.owner != owner or (keeping and i.keeps)]
            heapify(self._items)

    def drop(self, item: QueuedAct) -> bool:
        """Drop one act. Return False if it is no longer queued."""
        if item not in self._items:
            return False
        self._items.remove(item)
        heapify(self._items)
        return True

    def __len__(self) -> int:
        """Return the number of queued acts."""
        return len(self._items)

    def clear(self) -> None:
        """Drop everything."""
        self._items.clear()
