"""A program in a pseudo-terminal: what it writes, what it is told, and how it leaves the terminal.

Bytes are enough here. What is asked is which modes a terminal is left in and whether some words
have come, and for that nobody has to work out where on the screen they stand.
"""

import errno
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from simulator.session.clock import WallClock

ROOT = Path(__file__).parents[2]
PATIENCE = 20_000
"""Real milliseconds after which a program that does not do what it should counts as stuck."""

KEYS = {
    "F2": b"\x1bOQ", "F10": b"\x1b[21~", "F11": b"\x1b[23~", "F12": b"\x1b[24~",
    "Ctrl+L": b"\x0c", "Ctrl+Q": b"\x11", "Ctrl+\\": b"\x1c",
    "Ctrl+C": b"\x03", "Ctrl+Z": b"\x1a",
}  # fmt: skip
"""What a terminal sends for a key."""

ALTERNATE, MAIN = b"\x1b[?1049h", b"\x1b[?1049l"
MODES = {
    "the cursor is hidden": (b"\x1b[?25l", b"\x1b[?25h"),
    "clicks are reported": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "movements are reported": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "the mouse is reported at length": (b"\x1b[?1006h", b"\x1b[?1006l"),
    "the focus is reported": (b"\x1b[?1004h", b"\x1b[?1004l"),
    "pasted text is bracketed": (b"\x1b[?2004h", b"\x1b[?2004l"),
    "lines do not wrap": (b"\x1b[?7l", b"\x1b[?7h"),
    "keys are reported at length": (b"\x1b[>", b"\x1b[<u"),
    "the alternate screen is shown": (ALTERNATE, MAIN),
}
"""What the screens change in a terminal: how it is switched on, and off."""

ESCAPES = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;:<=>?]*[ -/]*[@-~]|\x1b[=>78]")
"""A control sequence, or a title."""

_TAKE_THE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.write(1, b"\\r")
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes the pseudo-terminal the one that controls the program, as a shell's is: then the program is
told when it is resized or closed. The first byte, a carriage return, says that it begins now."""


def still_on(written: bytes) -> list[str]:
    """Which modes were switched on and not off again."""
    return [name for name, (on, off) in MODES.items() if written.rfind(on) > written.rfind(off)]


class StuckError(AssertionError):
    """The program did not do in time what it should."""


class Terminal:
    """A program and the terminal that it runs in."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        folder: Path = ROOT,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self._clock = WallClock()
        self.master, self._slave = os.openpty()
        self.written = bytearray()
        """Everything that the program has written."""
        self.resize(columns, rows)
        self.before = self.attributes()
        """How the terminal took input before the program began."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_THE_TERMINAL, *command],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            cwd=folder,
            env=dict(environment),
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the terminal, and end what has not ended."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()
        os.close(self._slave)

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def type_all(self, keys: bytes) -> None:
        """Type more than the terminal takes at once, and read what the program writes meanwhile."""
        os.set_blocking(self.master, False)
        while keys:
            try:
                keys = keys[os.write(self.master, keys) :]
            except BlockingIOError:
                self.read(0.01)

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, which: signal.Signals) -> None:
        self.process.send_signal(which)

    def hang_up(self) -> None:
        """Close the window."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def attributes(self) -> list[Any]:
        """How the terminal takes input: echo, lines, signals."""
        return termios.tcgetattr(self._slave)

    def read(self, within: float) -> bytes:
        """What the program writes next, waiting so many seconds at most; empty if nothing."""
        if self.master < 0 or not select.select([self.master], [], [], max(0.0, within))[0]:
            return b""
        try:
            new = os.read(self.master, 65_536)
        except OSError as error:
            if error.errno != errno.EIO:  # so Linux says that nobody has it open any more
                raise
            new = b""
        self.written += new
        return new

    def until(self, seen: Callable[[bytes], bool], since: int = 0) -> None:
        """Read until `seen` is true of what was written from place `since` on, or StuckError."""
        end = self._clock.read() + PATIENCE
        while not seen(bytes(self.written[since:])):
            left = end - self._clock.read()
            if left <= 0 or (self.process.poll() is not None and not self.read(0)):
                raise StuckError(f"it wrote only {bytes(self.written[since:])[-2_000:]!r}")
            self.read(min(left, 100) / 1_000)

    def until_words(self, words: str, since: int = 0) -> None:
        wanted = words.encode()
        self.until(lambda written: wanted in ESCAPES.sub(b"", written), since)

    def end(self) -> int:
        """Wait until the program has ended; its exit code, or StuckError."""
        end = self._clock.read() + PATIENCE
        while self.process.poll() is None:
            if self._clock.read() > end:
                raise StuckError("it did not end")
            # Somebody has to read, or a program that writes has to wait.
            if not self.read(0.02) and self.master < 0:
                self._clock.wait(20)
        while self.read(0):
            pass
        return self.process.returncode

    def group_is_gone(self) -> bool:
        """Whether neither the program nor anything that it started is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False
