"""A seat in a call on another machine, as a terminal holds it: the other end of `seats`.

The other machine is not trusted to be well, or to be ours. Each request runs in a thread of its
own, so nothing that machine does, or leaves undone, holds up the person who waits for it.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from simulator.clean_text import for_line
from simulator.errors import SimulatorError
from simulator.hosting.plain_values import Malformed, Shape, values_of
from simulator.hosting.protocol import CLAIMED, LOOKED_UP
from simulator.seat.seat_frame import PROTOCOL

PATIENCE = 10.0
"""Seconds in which a request has to be answered whole (assumption)."""
QUIET = 5.0
"""Seconds without a whole line of a stream, not even a heartbeat, after which it counts as lost: a
server sends one twice a second."""
FAREWELL = 0.5
"""Most seconds for the message that the seat is given up."""
LEAVING = 1.2
"""Most seconds for a request while a line that leaves has been typed: of one that was asked before,
half of it. With the farewell, no more than 2 (assumption)."""
LONGEST = 1024 * 1024
"""Most bytes of one answer or event."""
_STEP = 0.1
_LONGEST_REASON = 300
_HINT = "check the address, and that silent999 serve still runs there"
_BROKEN = (OSError, HTTPException, ValueError, RecursionError, AttributeError, TypeError)
"""What a connection raises that is refused, cut, malformed, or closed by another thread."""


class NoAnswer(SimulatorError):
    """The other machine does not answer, or not as a house of calls does."""


class Given(NoAnswer):
    """The user has left, and no answer is waited for any more."""


class _Exchange(threading.Thread):
    """Work in a thread of its own; `done` is set when its result, or its error, is there."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.done = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Do the work."""
        try:
            self.result = self._work()
        except BaseException as error:
            self.error = error
        self.done.set()


class RemoteSeat:
    """One seat, held by a token that this process alone knows."""

    def __init__(self, address: str) -> None:
        """Take the address of a house, such as ``http://192.168.1.5:8000``."""
        try:
            parts = urlsplit(address if "//" in address else f"http://{address}")
            where = parts.scheme, parts.hostname, parts.port
        except ValueError:  # Brackets without an end, or a port that isn't a number.
            where = "", None, 0
        if where[0] != "http" or not where[1] or where[2] == 0:
            hint = "give it as it was shown, such as http://192.168.1.5:8000"
            raise NoAnswer(f"{address} is not the address of a house of calls", hint)
        self._where = (where[1], where[2] or 80)
        self._token = ""
        self._leaving = threading.Event()
        self._claiming: _Exchange | None = None

    def look_up(self, code: str) -> tuple[dict[str, str], list[str]]:
        """Return the free seats of a code, role and name, and the content note of its call."""
        said = self.asked("/api/look-up", LOOKED_UP, code=code)
        return dict(said["seats"]), said["note"]

    def claim(self, code: str, role: str) -> None:
        """Take a seat."""

        def take() -> None:
            said = self._fitted(CLAIMED, self._answer("/api/claim", {"code": code, "role": role}))
            # Here and not after the wait: a user who leaves meanwhile gives this seat up as well.
            self._token = said["token"]

        self._claiming = _Exchange(take)
        self._result_of(self._claiming)

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Send a request and return its answer; NoAnswer with the reason if it was refused."""
        found: list[_Connection] = []
        exchange = _Exchange(partial(self._answer, path, body, found.append))
        try:
            result: dict[str, Any] = self._result_of(exchange)
        except BaseException:
            for connection in found:
                connection.cut()
            raise
        return result

    def asked(self, path: str, shape: Shape, **body: Any) -> Any:
        """Send a request and return its answer as its shape has it, or raise NoAnswer."""
        return self._fitted(shape, self.post(path, **body))

    def left(self) -> None:
        """Wait for no answer any more: the user has left. Called from any thread."""
        self._leaving.set()

    def leave(self) -> None:
        """Give the seat up; return within `FAREWELL`, also if the other machine never answers."""
        self._leaving.set()

        def give_up() -> None:
            if self._claiming is not None:
                self._claiming.done.wait(FAREWELL)
            if self._token:
                self._answer("/api/leave", {})

        with suppress(KeyboardInterrupt):  # Asked twice to end: then at once.
            _Exchange(give_up).done.wait(FAREWELL)

    def events(
        self, after: int = 0, told: Callable[[str], None] | None = None
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each event: its name and its values; captions are those with numbers above `after`.

        It ends with the connection. NoAnswer if that is lost or the seat is gone. What can't be
        read is said to `told`, or raised without it.
        """
        with self._asked("GET", f"/api/stream?after={after}", None) as (response, watchdog):
            name = ""
            while line := response.readline(LONGEST):
                watchdog.feed()
                if len(line) == LONGEST:
                    raise Malformed("an event is too long")
                field, _, value = line.rstrip(b"\r\n").partition(b": ")
                if field == b"event":
                    name = value.decode("utf-8", "replace")
                elif field == b"data":
                    try:
                        values = values_of(value)
                    except Malformed as error:
                        if told is None:
                            raise
                        told(str(error))
                    else:
                        watchdog.idle = True
                        yield name, values
                        watchdog.idle = False
                        watchdog.feed()

    def _result_of(self, exchange: _Exchange) -> Any:
        """Wait for a result; NoAnswer if it takes too long, or the user leaves."""
        steps = round(LEAVING / _STEP if self._leaving.is_set() else LEAVING / _STEP / 2)
        for _ in range(round(PATIENCE / _STEP)):
            if exchange.done.wait(_STEP):
                if exchange.error is not None:
                    raise exchange.error
                return exchange.result
            if self._leaving.is_set():
                steps -= 1
                if steps <= 0:
                    raise Given(f"Left before {self._where[0]} answered.")
        raise self._no_answer(f"no answer within {PATIENCE:.0f} seconds")

    def _answer(
        self,
        path: str,
        body: dict[str, Any],
        opened: Callable[["_Connection"], None] = lambda _: None,
    ) -> dict[str, Any]:
        with self._asked("POST", path, json.dumps(body), opened) as (response, _):
            return values_of(response.read(LONGEST))

    @contextmanager
    def _asked(
        self,
        method: str,
        path: str,
        body: str | None,
        opened: Callable[["_Connection"], None] = lambda _: None,
    ) -> Iterator[tuple[HTTPResponse, "_Watchdog"]]:
        """Send a request; yield its answer, and what watches that more of it comes.

        NoAnswer if it is a refusal or can't be read.
        """
        host, port = self._where
        headers = {"Accept": "application/json", "X-Client": "terminal", "X-Seat": self._token}
        headers["X-Page"] = str(PROTOCOL)
        try:
            connection = _Connection(host, port, timeout=QUIET)
        except HTTPException as error:  # A space in its name.
            raise self._no_answer("no answer that can be read") from error
        opened(connection)
        watchdog = _Watchdog(connection.cut)
        response = None
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            watchdog.feed()
            if response.status != 200:
                raise NoAnswer(_refusal(response, path))
            yield response, watchdog
            if watchdog.bit:
                raise self._no_answer(f"not a word for {QUIET:.0f} seconds")
        except Malformed as error:
            raise self._no_answer(f"the answer can't be read: {error}") from None
        except _BROKEN as error:
            reason = getattr(error, "strerror", None) or "no answer that can be read"
            if watchdog.bit:  # The connection ended because we cut it.
                reason = f"not a word for {QUIET:.0f} seconds"
            raise self._no_answer(reason) from error
        finally:
            watchdog.end()
            with suppress(*_BROKEN):
                connection.close()
                if response is not None:
                    response.close()

    def _fitted(self, shape: Shape, values: dict[str, Any]) -> Any:
        try:
            return shape(values, "")
        except Malformed as error:
            raise self._no_answer(f"the answer can't be read: {error}") from None

    def _no_answer(self, reason: str) -> NoAnswer:
        host, port = self._where
        return NoAnswer(f"{host} port {port}: {reason}", _HINT)


class _Watchdog:
    """Bites if it isn't fed for `QUIET` seconds: a byte now and then does not feed it."""

    def __init__(self, bite: Callable[[], None]) -> None:
        self.bit = False
        self.idle = False
        """Whether nothing is waited for: the events so far are being used."""
        self._bite = bite
        self._fed = threading.Event()
        self._ended = False
        threading.Thread(target=self._watch, daemon=True).start()

    def feed(self) -> None:
        """Begin the wait again."""
        self._fed.set()

    def end(self) -> None:
        """Watch no more."""
        self._ended = True
        self._fed.set()

    def _watch(self) -> None:
        while self._fed.wait(QUIET) or self.idle:
            self._fed.clear()
            if self._ended:
                return
        self.bit = True
        self._bite()


class _Connection(HTTPConnection):
    """A connection that another thread can cut, at any point of a request."""

    wire: socket.socket | None = None
    """Kept here: once an answer has begun, only that may have it."""

    def connect(self) -> None:
        """Connect."""
        super().connect()
        self.wire = self.sock

    def cut(self) -> None:
        """End every wait for this connection."""
        if self.wire is not None:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)


def _refusal(response: HTTPResponse, path: str) -> str:
    """Return the reason that a house gives, or the status of another machine's answer."""
    with suppress(Malformed):
        said = values_of(response.read(LONGEST)).get("say")
        if isinstance(said, str) and said.strip():
            return "\n".join(for_line(line) for line in said[:_LONGEST_REASON].split("\n"))
    return f"{path} was answered with {response.status}"
