"""A program in a terminal, timed from outside, and what it costs the machine."""

import os
import time
from pathlib import Path

from tests.tui.terminal import ESCAPES, Terminal

SURROUNDINGS = os.environ | {"TERM": "xterm-256color"}
PATIENCE = 5.0
"""Seconds after which words count as never shown."""


class MissedError(Exception):
    """What was waited for did not come."""


class Watched(Terminal):
    """A terminal with a stop-watch."""

    def __init__(self, command: tuple[str, ...]) -> None:
        super().__init__(command, SURROUNDINGS)
        self.until(bool)
        self._began = time.perf_counter()

    def first(self, words: str) -> float:
        """Milliseconds from the start to some words."""
        return self._see(words, 0, self._began)

    def after(self, keys: bytes, words: str) -> float:
        """Milliseconds from pressing keys to some words."""
        self.drain()
        place = len(self.written)
        began = time.perf_counter()
        self.type(keys)
        return self._see(words, place, began)

    def leaving(self, keys: bytes) -> float:
        """Milliseconds from pressing keys to the main screen."""
        self.drain()
        place = len(self.written)
        began = time.perf_counter()
        self.type(keys)
        while b"\x1b[?1049l" not in self.written[place:]:
            self.read(0.01)
        return (time.perf_counter() - began) * 1_000

    def _see(self, words: str, place: int, began: float) -> float:
        wanted = words.encode()
        while True:
            new = self.read(0.05)
            now = time.perf_counter()
            if new and wanted in ESCAPES.sub(b"", bytes(self.written[place:])):
                return (now - began) * 1_000
            if now - began > PATIENCE or self.process.poll() is not None:
                shown = ESCAPES.sub(b"", bytes(self.written[place:]))[-2_000:]
                raise MissedError(f"{words!r} was not shown, but {shown!r}")

    def drain(self, quiet: float = 0.06) -> None:
        """Read until nothing has come for so many seconds; for a second at most."""
        end = time.perf_counter() + 1
        while time.perf_counter() < end and self.read(quiet):
            pass

    def processor(self, seconds: float) -> float:
        """Per cent of a core that it takes over so many seconds."""
        used, began = self.used(), time.perf_counter()
        while (left := began + seconds - time.perf_counter()) > 0:
            self.read(left)
        return (self.used() - used) / 1e9 / (time.perf_counter() - began) * 100

    def used(self) -> int:
        """Nanoseconds that its threads have run."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)

    def resident(self) -> float:
        """MiB of memory that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
