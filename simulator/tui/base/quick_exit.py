"""Clear the terminal after the quick exit, and leave in good order after a signal.

No program can clear lines from before its start in some terminals, the shell's history, a log file
of the terminal, or what a projector or screen recording has shown.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TextIO

NEUTRAL_TITLE = "Terminal"

_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Move the cursor to the top left; erase the screen; erase the scroll-back."""
_TITLE = f"\x1b]0;{NEUTRAL_TITLE}\x07"


class QuickExit(Protocol):
    """An app with a quick exit."""

    alone: bool
    left_quickly: bool


@contextmanager
def cleared(app: QuickExit, out: TextIO) -> Iterator[None]:
    """Run an app that owns the terminal and its signals; after a quick exit, clear the terminal."""
    app.alone = True
    yield
    if app.left_quickly:
        try:
            out.write(_CLEAR + _TITLE)
            for stream in _streams(out):
                stream.flush()
        except OSError:
            # The window is closed. Redirect to the null device, or Python's flush at exit raises.
            null = os.open(os.devnull, os.O_WRONLY)
            for stream in _streams(out):
                os.dup2(null, stream.fileno())


def _streams(out: TextIO) -> list[TextIO]:
    """Return the output streams; Textual writes to the original standard error."""
    return [stream for stream in (out, sys.__stderr__) if stream is not None]


def on_signals(leave: Callable[[], None]) -> None:
    """Call `leave` on a stop signal or if the terminal closes. Windows has no loop signals."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        with suppress(AttributeError, NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(getattr(signal, name), leave)
