"""A seat in a call on another machine, as a terminal holds it: the other end of `seats`."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from simulator.errors import SimulatorError

PATIENCE = 20.0
"""Seconds without a word, not even a heartbeat, after which a connection counts as lost."""
LONGEST = 1024 * 1024
"""Most bytes of one answer or event."""


class NoAnswer(SimulatorError):
    """The other machine does not answer, or not as a house of calls does."""


class RemoteSeat:
    """One seat, held by a token that this process alone knows."""

    def __init__(self, address: str) -> None:
        """Take the address of a house, such as ``http://192.168.1.5:8000``."""
        parts = urlsplit(address if "//" in address else f"http://{address}")
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme != "http" or not parts.hostname or port == 0:
            hint = "give it as it was shown, such as http://192.168.1.5:8000"
            raise NoAnswer(f"{address} is not the address of a house of calls", hint)
        self._where = (parts.hostname, port or 80)
        self._token = ""

    def look_up(self, code: str) -> tuple[dict[str, str], list[str]]:
        """Return the free seats of a code, role and name, and the content note of its call."""
        said = self.post("/api/look-up", code=code)
        seats = {str(role): str(name) for role, name in said.get("seats", [])}
        return seats, [str(each) for each in said.get("note", [])]

    def claim(self, code: str, role: str) -> None:
        """Take a seat."""
        self._token = str(self.post("/api/claim", code=code, role=role)["token"])

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Send a request and return its answer; NoAnswer with the reason if it was refused."""
        with self._asked("POST", path, json.dumps(body)) as response:
            return _read(response)

    def events(self, after: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each event: its name and its values; captions are those with numbers above `after`.

        It ends with the connection. NoAnswer if that is lost or the seat is gone.
        """
        with self._asked("GET", f"/api/stream?after={after}") as response:
            name = ""
            while line := response.readline(LONGEST):
                field, _, value = line.decode("utf-8", "replace").rstrip("\n").partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    yield name, json.loads(value)

    @contextmanager
    def _asked(self, method: str, path: str, body: str | None = None) -> Iterator[HTTPResponse]:
        """Send a request and yield its answer; NoAnswer if that is a refusal or can't be read."""
        host, port = self._where
        headers = {"Accept": "application/json", "X-Client": "terminal", "X-Seat": self._token}
        try:
            with closing(HTTPConnection(host, port, timeout=PATIENCE)) as connection:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                if response.status != 200:
                    why = f"{path} was answered with {response.status}"
                    raise NoAnswer(str(_read(response).get("say") or why))
                yield response
        except (OSError, HTTPException, ValueError, RecursionError) as error:
            reason = getattr(error, "strerror", None) or "no answer that can be read"
            hint = "check the address, and that silent999 serve still runs there"
            raise NoAnswer(f"{host} port {port}: {reason}", hint) from error


def _read(response: HTTPResponse) -> dict[str, Any]:
    said = json.loads(response.read(LONGEST))
    return said if isinstance(said, dict) else {}
