"""The web server: one page, and one process for each open page."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeAlias

from aiohttp import WSCloseCode, web

from simulator.web.admission import Guard, new_token
from simulator.web.page_process import PATIENCE, Program, first_size, relay
from simulator.web.served_page import PAGE_FILES, TERMINAL_FILES, headers, page

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

MOST = 8
"""Most open pages: each is a process of some 50 MiB (assumption)."""

RELOADING = 10.0
"""Time without a page before a `once` server ends, in seconds (assumption); a reload needs some."""

MESSAGE_SIZE = 64 * 1024
"""Longest message of a page, in bytes; enough for pasted text."""

HEARTBEAT = 15.0
"""Interval of websocket pings, in seconds."""

REFUSED = "This page is not available. Open the address exactly as it was given.\n"


@dataclass(frozen=True, slots=True)
class ServedProgram:
    """The served program and its settings."""

    guard: Guard
    command: str
    """A shell command."""
    font_size: int = 16
    """In pixels."""
    fit: str = ""
    """Columns and lines that must fit, such as ``80x24``; if empty, the font size counts."""
    most: int = MOST
    """Most open pages."""
    once: bool = False
    """Whether the server ends after the last page has closed."""
    reloading: float = RELOADING
    """Time without a page until then, in seconds."""
    patience: float = PATIENCE
    """Time for a program to end on request, in seconds."""


class Server:
    """The server of one `ServedProgram`."""

    def __init__(self, service: ServedProgram) -> None:
        self._service = service
        self._ticket: Guard | None = replace(service.guard, token=new_token())
        self._websockets: set[web.WebSocketResponse] = set()
        self._stopped = asyncio.Event()
        self._last_left: asyncio.TimerHandle | None = None

    @property
    def open(self) -> int:
        """The number of open pages."""
        return len(self._websockets)

    @property
    def ticket(self) -> str:
        """A one-time address of the page; empty after use.

        The browser is started with it, since all users of this machine can read the command lines
        of its processes.
        """
        return self._ticket.url if self._ticket else ""

    def stop(self) -> None:
        """End `run`."""
        self._stopped.set()

    async def run(self, listener: socket.socket, ready: Callable[[], None]) -> None:
        """Serve on a bound socket until stopped, then end every process.

        Call ``ready`` once, when pages can be opened.
        """
        # An access log would print the token.
        runner = web.AppRunner(
            self._application(), access_log=None, shutdown_timeout=5 * self._service.patience
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            ready()
            await self._stopped.wait()
        finally:
            await runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[self._only_the_invited])
        base = f"/{self._service.guard.token}"
        app.router.add_get(f"{base}/", self._page)
        app.router.add_get(f"{base}/ws", self._websocket)
        app.router.add_static(f"{base}/page", PAGE_FILES)
        app.router.add_static(f"{base}/terminal", TERMINAL_FILES)
        app.on_response_prepare.append(self._add_headers)
        app.on_shutdown.append(self._close_all)
        return app

    @web.middleware
    async def _only_the_invited(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._is_admitted(request, self._service.guard):
            return await handler(request)
        if self._ticket is not None and self._is_admitted(request, self._ticket):
            self._ticket = None
            return web.Response(status=303, headers={"Location": self._service.guard.url})
        return web.Response(status=403, text=REFUSED)

    def _is_admitted(self, request: web.Request, guard: Guard) -> bool:
        return guard.admits(
            request.path,
            request.headers.getall("Host", []),
            request.headers.getall("Origin", []),
            websocket="Upgrade" in request.headers or request.path.endswith("/ws"),
        )

    async def _add_headers(self, _request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers(self._service.guard))
        response.headers.popall("Server", None)

    async def _page(self, _request: web.Request) -> web.Response:
        if (full := self._full()) is not None:
            return full
        html = page(self._service.guard, self._service.font_size, fit=self._service.fit)
        return web.Response(text=html, content_type="text/html")

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        if (full := self._full()) is not None:
            return full
        websocket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=MESSAGE_SIZE)
        self._websockets.add(websocket)
        if self._last_left is not None:
            self._last_left.cancel()
        try:
            await websocket.prepare(request)
            await self._run_program(websocket, request)
        finally:
            self._websockets.discard(websocket)
            if self._service.once and not self.open:
                loop = asyncio.get_running_loop()
                self._last_left = loop.call_later(self._service.reloading, self.stop)
        return websocket

    async def _run_program(self, websocket: web.WebSocketResponse, request: web.Request) -> None:
        async def close() -> None:
            await websocket.close()

        program = Program(
            self._service.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            patience=self._service.patience,
        )
        try:
            await program.start(*first_size(request))
            await relay(websocket, program)
        finally:
            await program.end()

    def _full(self) -> web.Response | None:
        """Return the refusal of another page, if as many as allowed are open."""
        most = self._service.most
        if self.open < most:
            return None
        pages = "1 page is" if most == 1 else f"{most} pages are"
        text = (
            f"{pages} open, which is as many as this allows. "
            "Close one of them, then load this page again.\n"
        )
        return web.Response(status=503, text=text)

    async def _close_all(self, _app: web.Application) -> None:
        closing = [each.close(code=WSCloseCode.GOING_AWAY) for each in self._websockets]
        await asyncio.gather(*closing, return_exceptions=True)


def listen(address: str, port: int) -> socket.socket:
    """Return a socket bound to an address, or raise OSError; port 0 picks a free one."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)


async def serve(
    service: ServedProgram, listener: socket.socket, ready: Callable[[Server], None]
) -> None:
    """Serve until Ctrl-C or a stop signal."""
    server = Server(service)
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has no loop signals: there Ctrl-C cancels this task, with the same result.
        with suppress(AttributeError, NotImplementedError):
            number = getattr(signal, name)
            # Under nohup SIGHUP is ignored, and must stay so: the server outlives its terminal.
            if name != "SIGHUP" or signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, server.stop)
    await server.run(listener, lambda: ready(server))
