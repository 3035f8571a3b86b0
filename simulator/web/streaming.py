"""Server-sent events: a stream of parts of a page, or of plain values for a terminal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse

from simulator.web.driver import Driver

Parts: TypeAlias = Mapping[str, str]
"""HTML by the id of the part of the page that it replaces. ``+id`` adds to the end of that part."""
HEARTBEAT = 15.0
"""Seconds without news until a comment is sent, so that a lost connection is noticed."""


def event(name: str, data: Any) -> str:
    """Return one event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def changes(
    request: Request, driver: Driver, mark: Callable[[], Any], news: Callable[[], str]
) -> AsyncIterator[str]:
    """Yield `news()` whenever `mark()` has changed, until the reader has gone."""
    last: Any = object()
    while not driver.over and not await request.is_disconnected():
        version, now = driver.version, mark()
        if now != last:
            last = now
            if said := news():
                yield said
        elif not await driver.news_after(version, HEARTBEAT):
            yield ": still here\n\n"


class SentParts:
    """What a page was sent: only a part that differs is sent again."""

    def __init__(self) -> None:
        self._sent: dict[str, str] = {}

    def event(self, parts: Parts) -> str:
        """Return the event for the parts that changed; empty if none did."""
        new = {
            name: html
            for name, html in parts.items()
            if name.startswith("+") or self._sent.get(name) != html
        }
        self._sent |= new
        return event("parts", {name: html for name, html in new.items() if html or name[0] != "+"})


def stream(source: AsyncIterator[str], closed: Callable[[], None]) -> StreamingResponse:
    """Return a response that sends events, and calls `closed` when it has ended."""

    async def sent() -> AsyncIterator[str]:
        try:
            async for each in source:
                yield each
        except asyncio.CancelledError:
            raise
        finally:
            closed()

    return StreamingResponse(sent(), media_type="text/event-stream")


def answer(
    parts: Parts | None = None,
    *,
    say: str = "",
    go: str = "",
    token: str = "",
    status: int = 200,
    **more: Any,
) -> JSONResponse:
    """Return what a page does next: shows parts, says something, keeps a token, goes elsewhere."""
    found = {"parts": parts, "say": say, "go": go, "token": token, **more}
    return JSONResponse({name: value for name, value in found.items() if value}, status)
