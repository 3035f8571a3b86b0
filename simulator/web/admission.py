"""Which requests are let in. Every answer forbids storage, framing and foreign content.

* **Host** must be an address that is served. This stops DNS rebinding, where a foreign name points
  at this machine.
* **Origin** must be our own page, if it is given, and must be given with every POST.
* A body has at most `MOST_BYTES`; a request that is slow to arrive is dropped by the server.

A seat's token comes in the header ``X-Seat``. It is in no address, so no log, history or Referer
can hold it, and in no cookie, which any server on another port of this machine would receive.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 16 * 1024
"""Longest body of a request."""
HTTP_PORT = 80
"""Browsers leave this port out of an address."""
REFUSED = "This page is not available. Open the address exactly as it was given.\n"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of every answer."""


@dataclass(frozen=True)
class Guard:
    """The addresses of one server."""

    addresses: tuple[str, ...]
    """Without the port; an IPv6 address in brackets."""
    port: int

    @property
    def hosts(self) -> tuple[str, ...]:
        """The accepted ``Host`` headers."""
        port = "" if self.port == HTTP_PORT else f":{self.port}"
        return tuple(f"{address}{port}" for address in self.addresses)

    @property
    def urls(self) -> tuple[str, ...]:
        """The address of the first page, under each name."""
        return tuple(f"http://{host}/" for host in self.hosts)

    def admits(self, method: str, hosts: list[str], origins: list[str]) -> bool:
        """Return whether to let a request in, by all its ``Host`` and ``Origin`` headers."""
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return False
        return origins == [f"http://{hosts[0]}"] or (not origins and method in ("GET", "HEAD"))


class Admission:
    """The layer round the whole application."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Request(scope).headers
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        # A terminal sends no origin; a foreign page can send no header of its own making.
        own = ["http://" + "".join(hosts)] if headers.get("x-client") == "terminal" else origins
        if not self._guard.admits(scope["method"], hosts, own):
            await _refuse(send, 403, REFUSED)
            return
        if _too_long(headers.get("content-length")):
            await _refuse(send, 413, "The request is too long.\n")
            return
        await self._app(scope, _limited(receive), _with_headers(send))


def _too_long(length: str | None) -> bool:
    return length is not None and (not length.isdecimal() or int(length) > MOST_BYTES)


def _limited(receive: Receive) -> Receive:
    """Cut off a body without a stated length once it is too long."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= MOST_BYTES else {"type": "http.disconnect"}

    return limited


def _with_headers(send: Send) -> Send:
    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", ()), *ours]
        await send(message)

    return sends


async def _refuse(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await _with_headers(send)(start)
    await send({"type": "http.response.body", "body": body})
