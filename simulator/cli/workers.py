"""Spread work over processes: results in order, and an orderly end at Ctrl-C."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from simulator.proof.verify.processes import orderly_end, serve_parent

T = TypeVar("T")
R = TypeVar("R")

WORTH = 500
"""Fewest tasks for which starting processes costs less than it saves (measured)."""


def cores() -> int:
    """Return how many processes may run at once on this machine."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux has it
        return os.cpu_count() or 1


def done(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterator[R]:
    """Yield the result of `work` for every task, in the order of the tasks.

    At Ctrl-C or a signal to end, nothing more is begun, and no process is left behind.
    """
    if processes == 1 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    chunk = max(1, min(16, len(tasks) // (4 * processes)))
    # A fork would copy whatever threads hold; a new process imports what it needs.
    context = multiprocessing.get_context("spawn")
    with orderly_end():
        pool = ProcessPoolExecutor(min(processes, len(tasks)), context, initializer=serve_parent)
        try:
            yield from pool.map(work, tasks, chunksize=chunk)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        pool.shutdown()
