"""Processes that work for the first one, and stop when it does."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import Any


def leave_interrupts_to_parent() -> None:
    """A terminal sends Ctrl-C to every process; only the first one answers to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def working(
    processes: int, start: Callable[..., None], *given: Any
) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each of which begins with `start`.

    When this one is interrupted or fails, what they are doing is given up at once: a piece of a
    proof can take minutes.
    """
    others = set(active_children())
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (start, given))
    try:
        yield pool
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(start: Callable[..., None], given: tuple[Any, ...]) -> None:
    leave_interrupts_to_parent()
    start(*given)
