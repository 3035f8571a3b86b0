"""Server-sent events: a stream of parts of a page, or of plain values for a terminal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from simulator.web.admission import is_here
from simulator.web.driver import Driver

Parts: TypeAlias = Mapping[str, str]
"""HTML by the id of the part of the page that it replaces. ``+id`` adds to the end of that part."""
HEARTBEAT = 0.5
"""Seconds without news until a comment is sent, so that a lost connection is noticed.

A page says so when three are missing (`QUIET` in page.js)."""


def event(name: str, data: Any) -> str:
    """Return one event."""
    # Escaped: half a character in what one seat says would end the stream of every other.
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def changed(parts: Callable[[], Parts]) -> Callable[[], str]:
    """Return what makes an event of those parts of a page that differ from what it was sent."""
    sent: dict[str, str] = {}

    def news() -> str:
        new = {name: html for name, html in parts().items() if sent.get(name) != html}
        sent.update((name, html) for name, html in new.items() if name[0] != "+")
        return event("parts", {name: html for name, html in new.items() if html or name[0] != "+"})

    return news


def stream(
    request: Request,
    mark: Callable[[], Any],
    news: Callable[[], str],
    here: Callable[[], bool] = lambda: True,
    left: Callable[[], None] = lambda: None,
) -> PageStream:
    """Send `news()` whenever `mark()` has changed, until the reader has gone or isn't `here`."""
    driver: Driver = request.app.state.driver

    async def changes() -> AsyncIterator[str]:
        time = asyncio.get_running_loop().time
        last: Any = object()
        due = time() + HEARTBEAT
        while not driver.over and here() and not await request.is_disconnected():
            version, now = driver.version, mark()
            if now != last:
                last = now
                if said := news():
                    due = time() + HEARTBEAT
                    yield said
            elif (quiet := due - time()) > 0:
                # Steps of other calls end the wait, but are no news here.
                await driver.news_after(version, quiet)
            else:
                due = time() + HEARTBEAT
                yield ": still here\n\n"

    return PageStream(request, changes(), left)


class PageStream(StreamingResponse):
    """The stream of an open page. It counts the page, and calls `left` when that has gone."""

    def __init__(
        self, request: Request, source: AsyncIterator[str], left: Callable[[], None]
    ) -> None:
        super().__init__(source, media_type="text/event-stream")
        self._driver: Driver = request.app.state.driver
        # Closing the pages of this machine ends it for all: nobody on the network keeps it open.
        self._counts = is_here(request)
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until the page is closed, or the server is stopped."""
        self._driver.pages += self._counts
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._left()
            self._driver.pages -= self._counts
            if self._counts and not self._driver.pages:
                self._driver.closed_last()


def answer(parts: Parts | None = None, *, status: int = 200, **more: Any) -> JSONResponse:
    """Return what a page does next: show `parts`, `say` a text, keep a `token`, `go` elsewhere."""
    found = {"parts": parts, **more}
    return _Escaped({name: value for name, value in found.items() if value}, status)


class _Escaped(JSONResponse):
    """JSON in ASCII: an error that quotes half a character must not become another error."""

    def render(self, content: Any) -> bytes:
        """Return the body."""
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()
