"""Leaving the terminal as it should be: after the quick exit, and after a signal.

What no program can clear: lines from before the start in some terminals, the shell's history, what
a terminal writes to a file, what a projector or a recording of the screen has shown.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from simulator.tui.app import NEUTRAL_TITLE, TrainerApp

_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""To the top left; erase the screen; erase the scroll-back."""
_TITLE = f"\x1b]0;{NEUTRAL_TITLE}\x07"


@contextmanager
def cleared(app: TrainerApp, out: TextIO) -> Iterator[None]:
    """Run an app; when somebody left it quickly, clear what the terminal lets us clear."""
    yield
    if app.left_quickly:
        # A terminal that has gone already has nothing left to clear.
        with suppress(OSError):
            out.write(_CLEAR + _TITLE)
            out.flush()


def on_signals(leave: Callable[[], None]) -> None:
    """Leave in good order when the program is told to stop, or the terminal is closed.

    Only where the running loop can be told of signals; Windows has no such thing.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        with suppress(AttributeError, NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(getattr(signal, name), leave)
