"""A machine that only looks like a house of calls: each request gets what a test says."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[socket.socket, threading.Event], None]
"""Answers one request on its connection, until it is done or the event is set."""


def said(body: bytes | str, status: str = "200 OK", head: str = "") -> Answer:
    """Answer with a body."""
    data = body.encode() if isinstance(body, str) else body

    def answer(connection: socket.socket, _: threading.Event) -> None:
        length = f"Content-Length: {len(data)}\r\n"
        connection.sendall(f"HTTP/1.1 {status}\r\n{head}{length}\r\n".encode() + data)

    return answer


def raw(data: bytes) -> Answer:
    """Answer with bytes that need be no HTTP, and close."""
    return lambda connection, _: connection.sendall(data)


def silent(_: socket.socket, ended: threading.Event) -> None:
    """Take a request and never answer: half open."""
    ended.wait(60)


def endless(head: bytes, part: bytes, every: float = 0.0) -> Answer:
    """Send a beginning, then a part again and again."""

    def answer(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(head)
        while not ended.wait(every):
            connection.sendall(part)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


def events(*sent: bytes, stay: bool = True) -> Answer:
    """Send the lines of a stream, then stay silent or close."""

    def answer(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(HEAD + b"".join(sent))
        if stay:
            ended.wait(60)

    return answer


GOOD: dict[str, Answer] = {
    "/api/look-up": said('{"seats": [["caller", "Caller"]], "note": ["a note"]}'),
    "/api/claim": said('{"token": "t", "go": "/seat"}'),
    "/api/stream": events(b": here\n\n"),
    "/api/leave": said("{}"),
    "/api/begin": said("{}"),
    "/api/coach": said('{"lines": ["Wait."]}'),
    "/api/line": said(
        '{"heading": "Whisper", "readings": [["Whisper: help", ""]], "surely": true}'
    ),
    "/api/act": said('{"done": true}'),
}


@dataclass
class Hostile:
    """One such machine: its address, what it was asked, and what it answers by path."""

    url: str
    answers: dict[str, Answer]
    asked: list[str] = field(default_factory=list)
    wanted: threading.Condition = field(default_factory=threading.Condition)

    def waits_for(self, path: str, seconds: float = 10) -> bool:
        """Return whether a path was asked for within some seconds."""
        with self.wanted:
            return self.wanted.wait_for(lambda: path in self.asked, seconds)


@contextmanager
def hostile(**answers: Answer) -> Iterator[Hostile]:
    """Serve on this machine; `claim=...` answers `/api/claim`, and all else is answered well."""
    ended = threading.Event()
    own = {f"/api/{name.replace('_', '-')}": answer for name, answer in answers.items()}
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        where = f"http://127.0.0.1:{listener.getsockname()[1]}"
        machine = Hostile(where, GOOD | own)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=one, args=(connection,), daemon=True).start()

        def one(connection: socket.socket) -> None:
            with connection, suppress(OSError, IndexError):
                connection.settimeout(30)
                got = connection.recv(65_536)
                path = got.split()[1].decode().partition("?")[0]
                with machine.wanted:
                    machine.asked.append(path)
                    machine.wanted.notify_all()
                machine.answers.get(path, said("{}", "404 Not Found"))(connection, ended)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield machine
        finally:
            ended.set()
            listener.shutdown(socket.SHUT_RDWR)
