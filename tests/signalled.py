"""Programs that a test starts and sends a signal."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BEGUN = "begun\n"
"""The line that such a program prints when it is ready."""


class Ended(NamedTuple):
    """Exit code and output of a program."""

    code: int
    out: str
    err: str


def answer_signals() -> None:
    """Restore the default handlers, as in a terminal: the test runner may ignore signals."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def ended_by(name: str, module: str) -> Ended:
    """Start a module as a program, send it a signal when it is ready, and wait for its end.

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
