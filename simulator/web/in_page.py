"""The application without a server: a page asks by messages, and its answers are messages.

`.ci/page` runs it in a browser, where there are no threads, no sockets and no pydantic. The
application is the one that `web` serves: no second router, and no second page of anything.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, suppress
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import unquote

from starlette.types import Message

from simulator.content.library.library import Library
from simulator.hosting.devices import LOOPBACK
from simulator.hosting.house import House
from simulator.session.clock import Clock
from simulator.session.log_json import entry_as_json
from simulator.session.run.headless_run import run
from simulator.web.admission import HTTP_PORT, Guard
from simulator.web.application import application
from simulator.web.learning_platform import has_it, platform_from

HOST = "in.this.page"
"""The name that a request has to have as its host. No network is asked for it."""
MOST_BYTES = 100_000_000
"""Longest body of a request: the records of a class, opened at once."""


class Begin(Protocol):
    """What is given the status of an answer, and its headers as a JSON list of pairs."""

    def __call__(self, status: int, headers: str, /) -> object: ...


class More(Protocol):
    """What is given each piece of an answer as it comes, and then None."""

    def __call__(self, piece: bytes | None, /) -> object: ...


class InPage:
    """One house in one page, whose person has every right that the machine that serves has."""

    def __init__(self, library: Library, clock: Clock, platform: str = "") -> None:
        """Keep one house; `platform`: the learning platform round the page, as JSON."""
        self._library = library
        guard = Guard((HOST,), HTTP_PORT, most_bytes=MOST_BYTES)
        around = platform_from(platform)
        self._app = application(House(library, clock), guard, alone=True, platform=around)
        self._running = AsyncExitStack()
        self._gone: dict[int, asyncio.Event] = {}

    async def start(self) -> None:
        """Begin to move the calls with the clock."""
        await self._running.enter_async_context(self._app.router.lifespan_context(self._app))

    async def stop(self) -> None:
        """End what `start` began."""
        await self._running.aclose()

    async def ask(self, number: int, request: str, begin: Begin, more: More) -> None:
        """Answer a request: JSON with `method`, `address`, `headers` and `body`.

        `number` names it for `leave`. An answer that is a stream ends when its page has left it.
        """
        gone = self._gone[number] = asyncio.Event()
        asked = json.loads(request)
        held = [
            {
                "type": "http.request",
                "body": asked["body"].encode(errors="replace"),
                "more_body": False,
            }
        ]

        async def receive() -> Message:
            if held:
                return held.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                begin(message["status"], _as_text(message["headers"]))
            elif message.get("body"):
                more(message["body"])

        try:
            # Starlette raises an error of ours again once it is answered; it was reported there.
            with suppress(Exception):
                await self._app(_scope(asked), receive, send)
        finally:
            del self._gone[number]
            more(None)

    def leave(self, number: int) -> None:
        """End the answer to a request: its page has gone."""
        if number in self._gone:
            self._gone[number].set()

    def completed(self) -> None:
        """Note that the learning platform has this activity as completed."""
        self._app.state.platform = has_it(self._app.state.platform)

    def digest(self, scenario: str, profile: str, force: str, seed: int) -> str:
        """Return the SHA-256 of a run's log, as `silent999 run --format json` has the log.

        So a page can be held to the command line: the same scenario, profile, force and seed give
        the same log.
        """
        library = self._library
        done = run(
            library.scenario(scenario).scenario,
            library.profile(profile).profile,
            library.force(force).force,
            seed,
        )
        log = json.dumps([entry_as_json(each) for each in done.log])
        return sha256(log.encode()).hexdigest()


def _scope(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what ASGI says of a request."""
    path, _, query = asked["address"].partition("?")
    own = {name.lower(): value for name, value in asked["headers"].items()}
    headers = own | {"host": HOST, "origin": f"http://{HOST}"}
    return {
        "type": "http",
        # That of our server: an older one than 2.4 ends a stream as soon as its page has left.
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": asked["method"],
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": (LOOPBACK[0], 1),
        "server": (HOST, HTTP_PORT),
    }


def _as_text(headers: list[tuple[bytes, bytes]]) -> str:
    return json.dumps([(name.decode(), value.decode()) for name, value in headers])
