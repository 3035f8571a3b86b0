"""Work in processes that takes far longer than anybody waits for; run as a program itself."""

import os
import threading

from simulator.proof.verify.worker_processes import run_tasks
from tests.signalled import answer_signals


def for_ever(_: int) -> None:
    """Say that the work was begun, and take ten minutes."""
    os.write(1, b"begun\n")
    threading.Event().wait(600)


def main() -> None:
    answer_signals()
    try:
        list(run_tasks(for_ever, range(40), 2))
    except KeyboardInterrupt:
        os.write(1, b"stopped\n")


if __name__ == "__main__":
    main()
