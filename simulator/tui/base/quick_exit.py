"""The quick exit: end the process at once, with the terminal as it was, and clear.

An exit key, a stop signal or the end of the terminal leads here, in any thread. Nothing here waits
for Textual, which may be stuck, or busy with keys that were typed before. No program can clear
lines from before its start in some terminals, the shell's history, a log file of the terminal, or
what a projector or screen recording has shown.
"""

import faulthandler
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TextIO

try:
    import termios
except ImportError:  # Windows: Textual ends the app, then `leaving` clears the terminal.
    termios = None  # type: ignore[assignment]

EXIT_KEYS = "f2,ctrl+l,ctrl+backslash,ctrl+q"
"""Keys that leave. Ctrl+L needs no fn, and no terminal, multiplexer or browser keeps it back."""
LIMIT_S = 1.5
"""Time after which the process ends, even if the terminal takes nothing (assumption)."""

_SENT = re.compile(
    rb"(?P<control>[\x0c\x1c\x11\x03])|(?P<paste>\x1b\[20[01]~)"
    rb"|\x1bOQ|\x1b\[(?:12~|\[B|Q|1;1(?::1)?Q|(?:108|92|113|99);5(?::1)?u)"
)
"""What terminals send for the exit keys and Ctrl+C, and around pasted text."""
_LONGEST = 12
"""Most bytes of one of these."""

_RESTORE = b"".join(
    b"\x1b[" + mode
    for mode in (
        b"?1000l", b"?1003l", b"?1015l", b"?1006l", b"?1016l", b"?1004l", b"?2004l", b"?2048l",
        b"?7h", b"<u", b"?1049l", b"?25h", b"0m",
    )
)  # fmt: skip
"""Switch off what Textual's driver switches on: mouse, focus, paste, wrapping, keys, screen."""
_CLEAR = b"\x1b[H\x1b[2J\x1b[3J\x1b]0;Terminal\x07"
"""Cursor to the top left; erase the screen and the scroll-back; a neutral title."""
_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")

_leaving = threading.Lock()
_before: list[Any] = []
"""The terminal's attributes before the app, if there is a terminal."""
_files: list[int] = []
"""The terminal and the null device: opened early, as no file may be free when the app is left."""


class QuickExit(Protocol):
    """An app with a quick exit."""

    alone: bool
    left_quickly: bool

    def action_quick_exit(self) -> None:
        """Leave at once."""


class KeyWatch:
    """Looks for an exit key in the bytes that a terminal sends, however they are cut."""

    def __init__(self) -> None:
        self._rest = b""
        self._pasting = False

    def leaves(self, new: bytes) -> bool:
        """Return whether `new` completes an exit key; pasted control characters are none."""
        seen, end = self._rest + new, 0
        for found in _SENT.finditer(seen):
            end = found.end()
            if found["paste"]:
                self._pasting = found["paste"].endswith(b"0~")
            elif not (found["control"] and self._pasting):
                return True
        self._rest = seen[max(end, len(seen) - _LONGEST) :]
        return False


@contextmanager
def cleared(app: QuickExit, out: TextIO) -> Iterator[None]:
    """Run an app that owns the terminal and its signals; after a quick exit, clear the terminal."""
    app.alone = True
    if termios is not None:
        _files[:] = os.dup(2), os.open(os.devnull, os.O_RDWR)
        with suppress(termios.error, TypeError):  # Without a standard input.
            _before[:] = termios.tcgetattr(sys.__stdin__)  # type: ignore[arg-type]
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: app.action_quick_exit())
    yield
    if app.left_quickly:
        out.write(_CLEAR.decode())
        out.flush()


def leave_now(code: int) -> None:
    """Restore and clear the terminal, and end the process. Return only on Windows."""
    if termios is None or not _leaving.acquire(blocking=False):
        return
    terminal, null = _files
    with suppress(OSError, termios.error):
        # A watchdog that needs no Python lock: a signal may come while this thread has one.
        faulthandler.dump_traceback_later(LIMIT_S, exit=True, file=null)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})  # Or `bg` would stop it here.
        # From here on, what Textual still paints goes nowhere.
        os.dup2(null, 2)
        os.dup2(null, 1)
        if _before:
            termios.tcsetattr(0, termios.TCSANOW, _before)
        termios.tcflush(0, termios.TCIFLUSH)  # The shell must not get the keys.
        os.write(terminal, _RESTORE + _CLEAR)
    os._exit(code)


def leave_soon(code: int) -> None:
    """End the process in this way, unless it ends on its own before."""
    watchdog = threading.Timer(LIMIT_S, leave_now, (code,))
    watchdog.daemon = True
    watchdog.start()
