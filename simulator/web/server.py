"""The server: one process, one house, and requests that may not take their time."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.hosting.house import House
from simulator.web.admission import Guard
from simulator.web.application import application

MOST_CONNECTIONS = 200
"""Most connections at a time; more are answered with 503."""
RELOADING = 10.0
"""Seconds without a page after which a server ends that runs once (assumption)."""
SLOWEST = 10.0
"""Seconds in which the head of a request has to arrive (assumption)."""


class PromptProtocol(H11Protocol):
    """HTTP/1.1 that drops a connection on which no whole request arrives in time.

    uvicorn waits for ever for the first request, so 200 half-open ones would block all others.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and give it its time."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(SLOWEST, self._too_slow)

    def _too_slow(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline with the connection."""
        self._deadline.cancel()
        super().connection_lost(exc)


class WebServer:
    """A server of one house."""

    def __init__(
        self, house: House, guard: Guard, *, lan: bool = False, once: bool = False
    ) -> None:
        config: dict[str, Any] = {
            "http": PromptProtocol,
            "ws": "none",
            # An access log would have what people do; errors are reported in one line by us.
            "log_config": None,
            "log_level": "critical",
            "access_log": False,
            "server_header": False,
            "date_header": False,
            "limit_concurrency": MOST_CONNECTIONS,
            "timeout_graceful_shutdown": 1,
            "lifespan": "on",
        }
        app = application(house, guard, lan=lan)
        self.state = app.state
        if once:
            app.state.page_closed = self._look_for_pages
        self._server = uvicorn.Server(uvicorn.Config(app, **config))

    def _look_for_pages(self) -> None:
        """End some seconds after the last page was closed: a reload needs them."""

        def end_if_empty() -> None:
            if not self.state.pages:
                self.stop()

        asyncio.get_running_loop().call_later(RELOADING, end_if_empty)

    def stop(self) -> None:
        """End `run`, and every stream."""
        self.state.driver.stop()
        self._server.should_exit = True

    async def run(self, listeners: list[socket.socket], ready: Callable[[], None]) -> None:
        """Serve on bound sockets until stopped; call `ready` once pages can be opened."""

        async def wait_for_start() -> None:
            while not self._server.started:
                await asyncio.sleep(0.01)
            ready()

        waiting = asyncio.create_task(wait_for_start())
        try:
            await self._server.serve(sockets=listeners)
        finally:
            waiting.cancel()


def listen(address: str, port: int) -> socket.socket:
    """Return a socket bound to an address, or raise OSError; port 0 picks a free one."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)
