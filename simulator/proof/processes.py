"""What every process but the first has to do when it starts."""

from __future__ import annotations

import signal


def leave_interrupts_to_parent() -> None:
    """A terminal sends Ctrl-C to every process; only the first one answers to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
