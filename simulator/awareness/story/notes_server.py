"""The notes on a second screen: the session tells where it is, and how much time is left.

A socket on the loopback address, opened only when somebody asks for it. Whoever connects says the
token first and is told nothing without it. After that nothing that they send is read. What goes
over it is the number of the step and the clock; no page, no text, no count of hands.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.errors import SimulatorError

HERE = "127.0.0.1"
LONGEST_TOKEN = 64
"""Bytes that are read at most of what somebody says first."""
PATIENCE = 5.0
"""Seconds in which a token has to be said."""
MOST = 4
"""So many followers at a time (assumption: one screen, one telephone, and a spare)."""


class Where(NamedTuple):
    """All that is told."""

    step: int
    """The step, counted from 1."""
    of: int
    """How many steps there are."""
    left: Millis
    """Milliseconds that are left."""
    waits: bool
    """Whether the session's clock stands still."""


class Beacon:
    """Tells followers where a session is."""

    def __init__(self, where: Callable[[], Where]) -> None:
        """Tell what `where` says; nothing is opened yet."""
        self._where = where
        self._token = secrets.token_urlsafe(16)
        self._server: asyncio.Server | None = None
        self._followers: set[asyncio.StreamWriter] = set()

    @property
    def code(self) -> str:
        """What a follower has to know: the port and the token; empty before it is open."""
        if self._server is None:
            return ""
        port: int = self._server.sockets[0].getsockname()[1]
        return f"{port}-{self._token}"

    async def open(self) -> None:
        """Listen on a free port of the loopback address; when it listens already, do nothing.

        Raises:
            OSError: no port can be had.
        """
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, HERE, 0, limit=LONGEST_TOKEN)

    async def close(self) -> None:
        """Listen no more, and let every follower go."""
        if self._server is not None:
            self._server.close()
            for writer in self._followers:
                writer.close()
            self._server = None

    def tell(self) -> None:
        """Tell every follower where the session is now."""
        for writer in self._followers:
            if not writer.is_closing():
                writer.write(_line(self._where()))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if len(self._followers) < MOST and await self._knows_the_token(reader):
                self._followers.add(writer)
                writer.write(_line(self._where()))
                # What else they say is thrown away. This only waits until they are gone.
                while await reader.read(LONGEST_TOKEN):
                    pass
        except (OSError, asyncio.CancelledError):
            pass  # they are gone, or the session is
        finally:
            self._followers.discard(writer)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _knows_the_token(self, reader: asyncio.StreamReader) -> bool:
        try:
            said = await asyncio.wait_for(reader.readuntil(b"\n"), PATIENCE)
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return False
        return secrets.compare_digest(said.rstrip(b"\r\n"), self._token.encode())


def _line(where: Where) -> bytes:
    return json.dumps(where._asdict()).encode() + b"\n"


def read_code(code: str) -> tuple[int, str]:
    """The port and the token of a code.

    Raises:
        SimulatorError: it is none.
    """
    port, _, token = code.strip().partition("-")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536 and token):
        hint = "the session shows it when the key o is pressed there"
        raise SimulatorError(f"{code!r} is no code for notes", hint)
    return int(port), token


async def follow(code: str) -> AsyncIterator[Where]:
    """What a session tells, from now until it is over.

    Raises:
        SimulatorError: there is no session with that code on this machine.
    """
    port, token = read_code(code)
    none = SimulatorError(
        "no session answers to this code", "is the session still open, and is the code complete?"
    )
    try:
        reader, writer = await asyncio.open_connection(HERE, port)
    except OSError as error:
        raise none from error
    told = 0
    try:
        writer.write(token.encode() + b"\n")
        while line := await reader.readline():
            told += 1
            yield Where(**json.loads(line))
    except OSError:
        pass  # it is gone: over, where anything was told
    except ValueError as error:
        raise none from error
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    if not told:
        raise none
