"""Processes that work for the first one, and stop when it does."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def leave_interrupts_to_parent() -> None:
    """A terminal sends Ctrl-C to every process; only the first one answers to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def worked(
    work: Callable[[T], R],
    tasks: Iterable[T],
    processes: int,
    start: Callable[..., None],
    *given: Any,
) -> Iterator[R]:
    """`work` done for every task, in their order, by processes that begin with `start`.

    When this one is interrupted or fails, what they are doing is given up at once: a piece of a
    proof can take minutes.
    """
    others = set(active_children())
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
    leave_interrupts_to_parent()
    start(*given)
