"""The one task that moves every call of a house with the clock, and wakes who waits for news.

Work that takes longer than other pages may wait (a debrief, 40 ms; a sound) is done beside it: a
server gives a thread for it. Where there are no threads, in a page without a server, it is done at
once: there, nobody else waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, ParamSpec, Protocol, TypeVar

from starlette.requests import Request

from simulator.core.instant import Millis
from simulator.hosting.house import House

LEAST: Millis = 10
"""Shortest sleep (ms), so that a busy call doesn't take the whole processor."""
MOST: Millis = 60_000

P = ParamSpec("P")
T = TypeVar("T")


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


class RunAside(Protocol):
    """What does a piece of work beside the requests, and returns its result."""

    def __call__(self, work: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> Awaitable[T]:
        """Do the work."""
        ...


async def at_once(work: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> T:
    """Do a piece of work here and now."""
    return work(*given, **named)


async def aside(request: Request, work: Callable[..., T], *given: Any) -> T:
    """Do a piece of work in the way that its application was given."""
    run_aside: RunAside = request.app.state.run_aside
    return await run_aside(work, *given)
