"""Processes that work for the first one, and stop when it does."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from types import FrameType
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_ENDING = ("SIGTERM", "SIGHUP")
"""What asks a program to end; Windows has only the first."""


def serve_parent() -> None:
    """Begin a process that works for another: it leaves Ctrl-C to that one, and ends with it.

    A terminal sends Ctrl-C to every process, and only the first one answers to it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


@contextmanager
def orderly_end() -> Iterator[None]:
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


def worked(
    work: Callable[[T], R],
    tasks: Iterable[T],
    processes: int,
    start: Callable[..., None],
    *given: Any,
) -> Iterator[R]:
    """`work` done for every task, in their order, by processes that begin with `start`.

    When this one is interrupted, told to end or fails, what they are doing is given up at once: a
    piece of a proof can take minutes.
    """
    others = set(active_children())
    with orderly_end():
        pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (start, given))
        try:
            # Not `map`: it cancels what has not begun, and Python 3.11 stumbles over that when the
            # processes are gone.
            for future in [pool.submit(work, task) for task in tasks]:
                yield future.result()
        except BaseException:
            for process in set(active_children()) - others:
                process.terminate()
            raise
        finally:
            pool.shutdown()


def _begin(start: Callable[..., None], given: tuple[Any, ...]) -> None:
    serve_parent()
    start(*given)


def _end_with_parent() -> None:
    """Wait until the first process is gone, however it went, and end this one."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _end(number: int, _: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_DFL)
    sys.exit(128 + number)
