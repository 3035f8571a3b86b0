"""Leaving the terminal as it should be: after the quick exit, and after a signal.

What no program can clear: lines from before the start in some terminals, the shell's history, what
a terminal writes to a file, what a projector or a recording of the screen has shown.
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
"""To the top left; erase the screen; erase the scroll-back."""
_TITLE = f"\x1b]0;{NEUTRAL_TITLE}\x07"


class QuickExit(Protocol):
    """An app that can be left by the quick exit."""

    alone: bool
    """Whether the process is there for this app only, so that signals are meant for it."""
    left_quickly: bool


@contextmanager
def cleared(app: QuickExit, out: TextIO) -> Iterator[None]:
    """Run an app that has the terminal and its signals to itself.

    When somebody left it quickly, what the terminal lets us clear is cleared.
    """
    app.alone = True
    yield
    if app.left_quickly:
        try:
            out.write(_CLEAR + _TITLE)
            for stream in _streams(out):
                stream.flush()
        except OSError:
            # The window has been closed: there is nothing left to clear, nor to write to.
            _write_to_nothing(out)


def _streams(out: TextIO) -> list[TextIO]:
    """Where the program writes; Textual uses the original stream of errors."""
    return [stream for stream in (out, sys.__stderr__) if stream is not None]


def _write_to_nothing(out: TextIO) -> None:
    """Let Python flush its streams at its end as it always does, and not fail at it."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in _streams(out):
        os.dup2(nothing, stream.fileno())


def on_signals(leave: Callable[[], None]) -> None:
    """Leave in good order when the program is told to stop, or the terminal is closed.

    Only where the running loop can be told of signals; Windows has no such thing.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        with suppress(AttributeError, NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(getattr(signal, name), leave)
