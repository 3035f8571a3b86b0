"""The event log: append-only, in the order in which things happened.

Everything that is shown, judged or replayed is a function of this log; nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from simulator.core.actions import Action
from simulator.core.instant import Millis
from simulator.core.outcomes import Decided, TimerFired
from simulator.core.terms import Role

Body = Action | TimerFired | Decided
"""What an entry can hold: an act, a timer, or what the flow decided."""


class Entry(NamedTuple):
    """One line of the log."""

    seq: int
    """Its place in the log, from 0, without gaps."""
    at: Millis
    """When, in milliseconds since the first call of the sitting began. Never decreases."""
    actor: Role
    """Whose line, desk or machine acted."""
    speaker: Role
    """Whose voice or hand it was: differs from `actor` when somebody else has the phone."""
    body: Body
    rows: tuple[str, ...] = ()
    """The rows of the flow that answered to it."""
    cause: int | None = None
    """The `seq` of the entry that this one follows from."""


class EventLog(Sequence[Entry]):
    """A growing sequence of entries. Only `simulator.session.session` appends to one."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        """Begin with `entries`, usually none."""
        self._entries = list(entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        """An entry by its `seq`, or several."""
        return self._entries[index]

    def __len__(self) -> int:
        """How many entries there are; also the next `seq`."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """The entries, oldest first."""
        return iter(self._entries)

    def append(self, entry: Entry) -> None:
        """Add the next entry."""
        self._entries.append(entry)
