"""Devices of the network, for tests: each is another loopback address of this machine."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from tests.web.served import Served

HERE = "127.0.0.1"
PHONE, OTHER, THIRD, *MORE = (f"127.0.0.{each}" for each in range(2, 10))
"""Every loopback address but the first is a device of its own, as those of a network are."""


class Device:
    """A device of the network: what it asks comes from its own address."""

    def __init__(self, served: Served, address: str) -> None:
        self.server, self.address = urlsplit(served.url).netloc, address

    @contextmanager
    def asked(
        self,
        path: str,
        token: str = "",
        body: str | None = None,
        more: dict[str, str] | None = None,
    ) -> Iterator[HTTPResponse]:
        at = HTTPConnection(self.server, timeout=20, source_address=(self.address, 0))
        with closing(at):
            headers = {"X-Client": "terminal", "Accept": "application/json", "X-Seat": token}
            at.request("GET" if body is None else "POST", path, body, headers | (more or {}))
            yield at.getresponse()

    def post(self, path: str, token: str = "", **body: object) -> dict[str, Any]:
        with self.asked(path, token, json.dumps(body)) as answer:
            said: dict[str, Any] = json.loads(answer.read())
            return said

    def status(self, path: str, token: str = "") -> int:
        with self.asked(path, token) as answer:
            return answer.status

    def follows(self, path: str, token: str) -> ExitStack:
        """Open a stream and read its first line; close what is returned to close it."""
        opened = ExitStack()
        answer = opened.enter_context(self.asked(path, token))
        assert answer.status == 200, path
        assert answer.readline()
        return opened
