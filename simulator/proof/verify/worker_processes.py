"""Worker processes that stop when the main process does."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import active_children, get_context, parent_process
from typing import TypeVar

from simulator.garbage import collect_seldom

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """Return the number of processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Only Linux has it.
        return os.cpu_count() or 1


def run_tasks(
    work: Callable[[T], R],
    tasks: Sequence[T],
    processes: int,
    *,
    batch: int = 1,
    in_order: bool = True,
) -> Iterator[R]:
    """Yield the result of `work` for every task, from several processes, in order or as they come.

    Each process takes a `batch` of tasks at a time. If this process is interrupted or fails, the
    workers stop at once: one task can take minutes.
    """
    if processes == 1 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    others = set(active_children())
    # A fork needs no second start-up, but would copy locks that other threads hold.
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if forks else "spawn")
    pool = ProcessPoolExecutor(min(processes, len(tasks)), context, _begin)
    try:
        # Not `map`: it cancels pending tasks, which fails in Python 3.11 if the processes are gone.
        starts = range(0, len(tasks), batch)
        batches = [pool.submit(_each, work, tasks[at : at + batch]) for at in starts]
        for future in batches if in_order else as_completed(batches):
            yield from future.result()
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown()


def _begin() -> None:
    """Start a worker, which ends with its parent. Only the parent handles Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # As the program itself does: looking at all that is loaded takes a third of some tasks.
    gc.freeze()
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _each(work: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
    return list(map(work, tasks))


def _end_with_parent() -> None:
    """Wait until the parent process is gone, for any reason, and end this one."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
