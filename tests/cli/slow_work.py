"""Work for several processes that takes long enough to be interrupted; run as a program itself."""

from __future__ import annotations

import os
import threading

from simulator.cli.workers import done
from tests.signalled import answer_signals

TASKS = 400


def slowly(task: int) -> int:
    """Say that the task was begun, and take a tenth of a second."""
    os.write(1, b"begun\n")
    threading.Event().wait(0.1)
    return task


def main() -> None:
    """Do all the tasks, unless somebody interrupts."""
    answer_signals()
    try:
        everything = list(done(slowly, range(TASKS), 2))
    except KeyboardInterrupt:
        os.write(1, b"stopped\n")
    else:
        os.write(1, f"done {everything == list(range(TASKS))}\n".encode())


if __name__ == "__main__":
    main()
