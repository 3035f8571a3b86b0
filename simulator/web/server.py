"""The server: one process, one house, and requests that may not take their time."""

import asyncio
import gc
import socket
import sys
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.hosting.house import House
from simulator.web import admission
from simulator.web.admission import LOOPBACK, Guard
from simulator.web.application import application

MOST_CONNECTIONS = 200
"""Most connections at a time; more are dropped."""
MOST_FROM_ONE = 40
"""Most connections from one address but this machine's, or one could keep all others out."""
RELOADING = 10.0
"""Seconds without a page after which a server ends that runs once (assumption)."""
OPENING = 300.0
"""Seconds until the first page has to be open in a server that runs once (assumption)."""


class PromptProtocol(H11Protocol):
    """HTTP/1.1 that drops a connection too many, or one on which no whole request arrives in time.

    uvicorn waits for ever for a request that has begun, so 200 half-open ones would block all
    others.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and give it its time."""
        super().connection_made(transport)
        self._expect_request()
        if self._too_many():
            transport.abort()

    def _too_many(self) -> bool:
        here = self.client[0] if self.client else ""
        hosts = [
            each.client[0]
            for each in self.connections
            if isinstance(each, H11Protocol) and each.client
        ]
        from_one = 0 if here in LOOPBACK else hosts.count(here)
        return len(self.connections) > MOST_CONNECTIONS or from_one > MOST_FROM_ONE

    def _expect_request(self) -> None:
        self._deadline = self.loop.call_later(admission.SLOWEST, self._too_slow)

    def _too_slow(self) -> None:
        idle = self.cycle is None or self.cycle.response_complete
        if idle and not self.transport.is_closing():
            self.transport.close()

    def on_response_complete(self) -> None:
        """Wait for the next request on this connection no longer than for the first."""
        self._deadline.cancel()
        self._expect_request()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP, and report it in a line without anything of it."""
        sys.stderr.write("refused: a request that is not HTTP\n")
        super().send_400_response(msg)

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
            # A client could write any address into X-Forwarded-For, and no proxy is ours.
            "proxy_headers": False,
            "timeout_graceful_shutdown": 1,
            "lifespan": "on",
        }
        app = application(house, guard, lan=lan, run_aside=asyncio.to_thread)
        self.state = app.state
        self._once = once
        self._end: asyncio.TimerHandle | None = None
        self._server = uvicorn.Server(uvicorn.Config(app, **config))

    def _end_unless_opened(self, seconds: float) -> None:
        """End after so many seconds without a page; each call replaces the last one."""

        def end_if_empty() -> None:
            if not self.state.driver.pages:
                self.stop()

        if self._end is not None:
            self._end.cancel()
        self._end = asyncio.get_running_loop().call_later(seconds, end_if_empty)

    def stop(self) -> None:
        """End `run`, and every stream."""
        self.state.driver.stop()
        self._server.should_exit = True

    async def run(self, listeners: list[socket.socket], ready: Callable[[], None]) -> None:
        """Serve on bound sockets until stopped; call `ready` once pages can be opened."""

        async def wait_for_start() -> None:
            while not self._server.started:
                await asyncio.sleep(0.01)
            # What is loaded by now stays; looking for garbage in it would hold up every seat.
            gc.collect()
            gc.freeze()
            ready()
            if self._once:
                # A page that is closed may be reloading.
                self.state.driver.closed_last = lambda: self._end_unless_opened(RELOADING)
                self._end_unless_opened(OPENING)

        waiting = asyncio.create_task(wait_for_start())
        try:
            await self._server.serve(sockets=listeners)
        finally:
            waiting.cancel()


def listen(address: str, port: int) -> socket.socket:
    """Return a socket bound to an address, or raise OSError; port 0 picks a free one."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)
