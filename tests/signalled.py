"""Programs that a test starts and then sends a signal."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BEGUN = "begun\n"
"""What such a program says once it is at work."""


class Ended(NamedTuple):
    """How a program ended."""

    code: int
    out: str
    err: str


def answer_signals() -> None:
    """Answer to every signal as a program in a terminal does: whoever runs the tests may not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def ended_by(name: str, module: str) -> Ended:
    """Start a module as a program, send it that signal once it has begun, and see it end.

    Its output ends only when every process that could write to it is gone.

    Raises:
        TimeoutExpired: two minutes later it has not.
    """
    running = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == BEGUN
        running.send_signal(getattr(signal, name))
        out, err = running.communicate(timeout=120)
    finally:
        running.kill()
    return Ended(running.returncode, BEGUN + out, err)
