"""Processes that work for the first one, and stop when it does."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from types import FrameType
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_ENDING = ("SIGTERM", "SIGHUP")
"""What asks a program to end; Windows has only the first."""


@contextmanager
def _orderly_end() -> Iterator[None]:
    """Let a signal to end, such as SIGTERM, raise `SystemExit`, so that processes are ended first.

    A second one ends at once. What is ignored already, as under `nohup`, stays so.
    """
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    ours: list[int] = []
    if threading.current_thread() is threading.main_thread():
        ours = [each for each in numbers if signal.getsignal(each) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def cores() -> int:
    """Return how many processes may run at once on this machine."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux has it
        return os.cpu_count() or 1


def worked(
    work: Callable[[T], R],
    tasks: Sequence[T],
    processes: int,
    start: Callable[..., None] | None = None,
    *given: Any,
    batch: int = 1,
) -> Iterator[R]:
    """Yield the result of `work` for every task, in order, from processes that begin with `start`.

    A process takes a `batch` of tasks at a time; tasks of one batch are sent to it together.
    When this one is interrupted, ended by a signal or fails, they stop at once: a piece of a proof
    can take minutes.
    """
    if processes == 1 or len(tasks) < 2:
        if start is not None:
            start(*given)
        yield from map(work, tasks)
        return
    others = set(active_children())
    with _orderly_end():
        # A fork would copy whatever threads hold; a new process imports what it needs.
        context = get_context("spawn")
        pool = ProcessPoolExecutor(min(processes, len(tasks)), context, _begin, (start, given))
        try:
            # Not `map`: it cancels what has not begun, and Python 3.11 stumbles over that when the
            # processes are gone.
            starts = range(0, len(tasks), batch)
            batches = [pool.submit(_each, work, tasks[at : at + batch]) for at in starts]
            for future in batches:
                yield from future.result()
        except BaseException:
            for process in set(active_children()) - others:
                process.terminate()
            raise
        finally:
            pool.shutdown()


def _begin(start: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """Begin a process that works for another: it leaves Ctrl-C to that one, and ends with it.

    A terminal sends Ctrl-C to every process, and only the first one answers to it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)


def _each(work: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
    return list(map(work, tasks))


def _end_with_parent() -> None:
    """Wait until the first process is gone, however it went, and end this one."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _end(number: int, _: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_DFL)
    sys.exit(128 + number)
