"""Simulated time for the libraries that have none: what is due, earliest first."""

import heapq


class Agenda:
    """A heap of (instant, order of submission, event)."""

    def __init__(self) -> None:
        """Start at instant 0 with nothing due."""
        self.now = 0
        self._heap: list[tuple[int, int, str]] = []
        self._submitted = 0

    def at(self, instant: int, event: str) -> None:
        """Plan an event."""
        self._submitted += 1
        heapq.heappush(self._heap, (instant, self._submitted, event))

    def after(self, delay: int, event: str) -> None:
        """Plan an event from now."""
        self.at(self.now + delay, event)

    def next(self) -> str | None:
        """Move to the next instant at which something is due, and say what."""
        if not self._heap:
            return None
        self.now, _, event = heapq.heappop(self._heap)
        return event

    def clear(self) -> None:
        """Forget everything."""
        self._heap.clear()
