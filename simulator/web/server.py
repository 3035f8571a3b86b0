"""The server: one process, one house, and requests that may not take their time."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.content.library.library import Library
from simulator.hosting.devices import Full, Places, device_of
from simulator.hosting.house import House
from simulator.seat.typed_words import load_words
from simulator.web import admission
from simulator.web.admission import Guard
from simulator.web.application import application
from simulator.web.rendering import load_templates

MOST_CONNECTIONS = 200
"""Most connections at a time (assumption); more are dropped."""
MOST_FROM_ONE = 80
"""Most of them from one device but this machine (assumption: a class behind one router)."""
KEPT = 40
"""Connections that are kept for this machine and for the device that leads (assumption)."""
RELOADING = 10.0
"""Seconds without a page after which a server ends that runs once (assumption)."""
OPENING = 300.0
"""Seconds until the first page has to be open in a server that runs once (assumption)."""


class PromptProtocol(H11Protocol):
    """HTTP/1.1 that drops a connection too many, or one on which no whole request arrives in time.

    uvicorn waits for ever for a request that has begun, so 200 half-open ones would block all
    others.
    """

    def __init__(self, *given: Any, house: House, doors: Doors, **named: Any) -> None:
        super().__init__(*given, **named)
        self._house, self._doors = house, doors
        self._busy = False
        """Whether a request is being answered: until then, others go first."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and give it its time."""
        super().connection_made(transport)
        self._expect_request()
        device = device_of(self.client[0] if self.client else "")
        try:
            gone = self._doors.take(self, device, first=self._house.comes_first(device))
        except Full:
            transport.abort()
        else:
            if gone is not None:
                gone.transport.abort()

    def handle_events(self) -> None:
        """Handle what was received, and keep whether a request is being answered now."""
        super().handle_events()
        if not self._busy and self.cycle is not None and not self.cycle.response_complete:
            self._busy = True
            self._doors.opened(self)

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
        if self._busy:
            self._busy = False
            self._doors.closed(self)
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP, and report it in a line without anything of it."""
        sys.stderr.write("refused: a request that is not HTTP\n")
        super().send_400_response(msg)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline with the connection."""
        self._deadline.cancel()
        self._doors.drop(self)
        super().connection_lost(exc)


Doors: TypeAlias = Places[PromptProtocol]
"""The places of connections: one that waits for a request goes before one that has its answer."""


class WebServer:
    """A server of one house."""

    def __init__(self, house: House, guard: Guard, *, once: bool = False) -> None:
        doors: Doors = Places(MOST_CONNECTIONS, of_one=MOST_FROM_ONE, kept=KEPT)
        config: dict[str, Any] = {
            "http": partial(PromptProtocol, house=house, doors=doors),
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
        app = application(house, guard, run_aside=asyncio.to_thread)
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


def prepare(library: Library) -> None:
    """Make what the first typed words and the first pages need, beside the requests."""
    load_templates()
    load_words(library)
    gc.freeze()


def listen(address: str, port: int) -> socket.socket:
    """Return a socket bound to an address, or raise OSError; port 0 picks a free one."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)
