"""The one task that moves every call of a house with the clock, and wakes who waits for news."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from simulator.core.instant import Millis
from simulator.hosting.house import House

LEAST: Millis = 10
"""Shortest sleep (ms), so that a busy call doesn't take the whole processor."""
MOST: Millis = 60_000


class Driver:
    """Moves the calls of one house. Everything happens in one thread, one step after the other."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.version = 0
        """Grows with every step."""
        self._news = asyncio.Event()
        self._poked = asyncio.Event()
        self.over = False
        """Whether the server is being stopped: every stream ends then."""
        self.pages = 0
        """How many pages are open at this machine."""
        self.closed_last: Callable[[], None] = lambda: None
        """Called when none of them is left."""

    async def run(self) -> None:
        """Move the calls until this task is cancelled."""
        while True:
            self._poked.clear()
            for each in [*self.house.moving()]:
                each.catch_up()
            self.house.sweep()
            self._wake()
            waits = (each.wait() for each in (*self.house.moving(), self.house))
            due = min((each for each in waits if each is not None), default=MOST)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._poked.wait(), max(LEAST, due) / 1_000)

    def poke(self) -> None:
        """Move the calls now, after an act."""
        self._poked.set()

    def stop(self) -> None:
        """End every stream."""
        self.over = True
        self._wake()

    def _wake(self) -> None:
        self.version += 1
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def news_after(self, version: int, seconds: float) -> bool:
        """Wait for a step after `version`; return False if none came in so many seconds."""
        if self.version != version:
            return True
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        return True
