"""Lines that are read while the program waits for another machine, so that `q` leaves at once.

A thread reads the lines. It asks the system for bytes, and not Python's own buffer: at the end of
the program a thread that waits in that buffer would hold a lock that Python needs.
"""

import codecs
import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import UnsupportedOperation
from typing import TextIO

from simulator.plain.conversation import LONGEST, leaves

_POLL = 1.0
"""Seconds after which a wait looks for Ctrl-C: some systems do not interrupt one for it."""
_SOONEST = 0.02
"""Seconds between two looks at what is due, at least (our choice)."""
_MOST_AHEAD = 1_000
"""Most lines that wait to be read; more are typed by no person, and the reading waits (assumption).
"""


class TypedAhead:
    """What `Conversation` needs of a stream of lines, read ahead.

    It calls `left` as soon as a line that leaves, or the end, is typed.
    """

    def __init__(self, lines: TextIO, left: Callable[[], None]) -> None:
        self._lines = lines
        self._left = left
        self._typed: queue.Queue[str] = queue.Queue(_MOST_AHEAD)
        self._rest = ""
        self.meanwhile: Callable[[], int] | None = None
        """Does what is due while a line is waited for, and returns when more is, in ms."""
        threading.Thread(target=self._read, daemon=True).start()

    def isatty(self) -> bool:
        """Return whether a person types."""
        return self._lines.isatty()

    def readline(self, size: int = -1, /) -> str:
        """Return the next line, or the next part of a long one; empty at the end."""
        while not self._rest:
            due = self.meanwhile() / 1_000 if self.meanwhile is not None else _POLL
            try:
                line = self._typed.get(timeout=min(_POLL, max(_SOONEST, due)))
            except queue.Empty:
                continue
            if not line:
                self._typed.put("")  # Every further look finds the end as well.
                return ""
            self._rest = line
        most = len(self._rest) if size < 0 else size
        line, self._rest = self._rest[:most], self._rest[most:]
        return line

    def _read(self) -> None:
        for line in self._all_lines():
            if leaves(line):
                self._left()
            self._typed.put(line)
        self._left()
        self._typed.put("")

    def _all_lines(self) -> Iterator[str]:
        """Yield each line with its end; of a long one no more than is read."""
        try:
            number = self._lines.fileno()
        except (OSError, UnsupportedOperation, ValueError):
            with suppress(OSError, ValueError):  # It was closed.
                yield from iter(lambda: self._lines.readline(LONGEST), "")
            return
        decode = codecs.getincrementaldecoder(self._lines.encoding or "utf-8")("replace").decode
        begun = ""
        while data := _bytes_of(number):
            *whole, begun = (begun + decode(data)).split("\n")
            yield from (f"{line[:LONGEST]}\n" for line in whole)
            begun = begun[:LONGEST]
        if begun:
            yield begun


def _bytes_of(number: int) -> bytes:
    try:
        return os.read(number, 65_536)
    except OSError:  # The terminal has gone.
        return b""
