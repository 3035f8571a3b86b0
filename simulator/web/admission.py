"""Which requests are let in. Every answer forbids storage, framing and foreign content.

* **Host** must be an address that is served. This stops DNS rebinding, where a foreign name points
  at this machine.
* **Origin** must be our own page, if it is given, and must be given with every POST.
* **Sec-Fetch-Site** must not be another page's, if it is given: a foreign page may link to us, and
  do nothing else, or its pictures could hold our connections and learn that we run.
* A body has at most `MOST_BYTES`, and arrives whole within `SLOWEST` before anything reads it.

A seat's token comes in the header ``X-Seat``. It is in no address, so no log, history or Referer
can hold it, and in no cookie, which any server on another port of this machine would receive.
"""

import asyncio
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.hosting.devices import HERE, device_of

MOST_BYTES = 16 * 1024
"""Longest body of a request."""
LONGEST_ADDRESS = 1000
"""Longest path and query of a request."""
SLOWEST = 10.0
"""Seconds in which the head of a request has to arrive, and its body after that (assumption)."""
HTTP_PORT = 80
"""Browsers leave this port out of an address."""
REFUSED = "This page is not available. Open the address exactly as it was given.\n"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "media-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
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
    """Those that only this machine can use, without the port; an IPv6 address in brackets."""
    port: int
    lan: tuple[str, ...] | None = None
    """Those that others on its networks can use; empty if it is on none, None if none may."""
    most_bytes: int = MOST_BYTES
    """Longest body of a request. A page without a server asks nobody but its own person."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The accepted ``Host`` headers."""
        return (*self._with_port(self.addresses), *self.lan_hosts)

    @property
    def lan_hosts(self) -> tuple[str, ...]:
        """The ``Host`` headers of others, in the order of `lan`."""
        return self._with_port(self.lan or ())

    def _with_port(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        port = "" if self.port == HTTP_PORT else f":{self.port}"
        return tuple(f"{address}{port}" for address in addresses)

    @property
    def url(self) -> str:
        """The address of the first page, for this machine."""
        return f"http://{self.hosts[0]}/"

    @property
    def joins(self) -> tuple[str, ...]:
        """The address of the page to join that others need, on each network."""
        return tuple(f"http://{host}/join" for host in self.lan_hosts)

    def admits(self, method: str, hosts: list[str], origins: list[str]) -> bool:
        """Return whether to let a request in, by all its ``Host`` and ``Origin`` headers."""
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return False
        return origins == [f"http://{hosts[0]}"] or (not origins and method in ("GET", "HEAD"))


def is_here(request: Request) -> bool:
    """Return whether a request comes from this machine."""
    return where(request) == HERE


def where(request: Request) -> str:
    """Return the device from which a request comes."""
    return device_of(request.client.host if request.client else "")


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
        if not origins and headers.get("x-client") == "terminal":
            origins = ["http://" + "".join(hosts)]
        send = _with_headers(send)
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            await _refusal(414, "The address is too long.\n")(scope, receive, send)
            return
        if not self._guard.admits(scope["method"], hosts, origins) or _foreign(headers):
            await _refusal(403, REFUSED)(scope, receive, send)
            return
        try:
            async with asyncio.timeout(SLOWEST):
                whole = await _whole_body(receive, self._guard.most_bytes)
        except TimeoutError:
            await _refusal(408, "The request was too slow.\n")(scope, receive, send)
            return
        if whole is None:
            await _refusal(413, "The request is too long.\n")(scope, receive, send)
            return
        await self._app(scope, _again(whole, receive), send)


def _foreign(headers: Headers) -> bool:
    """Return whether a page of another site asks, other than by a link that a person follows."""
    site = headers.get("sec-fetch-site", "none")
    return site not in ("none", "same-origin") and headers.get("sec-fetch-mode") != "navigate"


async def _whole_body(receive: Receive, most: int) -> Message | None:
    """Return the body of a request as one message; None if it is too long."""
    body = b""
    while len(body) <= most:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return {**message, "body": body} if len(body) <= most else None
    return None


def _again(first: Message, receive: Receive) -> Receive:
    """Return a `receive` that starts with a message that was received before."""
    held = [first]

    async def receives() -> Message:
        return held.pop() if held else await receive()

    return receives


def _with_headers(send: Send) -> Send:
    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", ()), *ours]
        await send(message)

    return sends


def _refusal(status: int, text: str) -> PlainTextResponse:
    # What is still to come of the request must not be read as another one.
    return PlainTextResponse(text, status, {"Connection": "close"})
