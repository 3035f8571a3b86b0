"""How work is done that takes longer than other pages may wait: a debrief (40 ms), a sound.

A server gives a thread for it. Where there are no threads, in a page without a server, it is done
at once: there, nobody else waits.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, Protocol, TypeVar

from starlette.requests import Request

P = ParamSpec("P")
T = TypeVar("T")


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
