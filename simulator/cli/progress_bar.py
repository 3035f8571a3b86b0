"""A progress bar for long runs in a terminal; in a pipe there is none, and nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import TypeVar

from simulator.cli.console import Console

T = TypeVar("T")

LONG = 100
"""So many runs are long enough for a bar."""


@contextmanager
def counted(steps: Iterable[T], total: int, console: Console, what: str) -> Iterator[Iterable[T]]:
    """So many steps that take long, with a bar on the error stream in a terminal.

    What is written meanwhile to a terminal is held back until the bar is gone.
    """
    if not console.err.isatty():
        yield steps
        return
    from rich.console import Console as Terminal
    from rich.progress import Progress

    with console.held_back(), Progress(console=Terminal(file=console.err), transient=True) as bar:
        yield bar.track(steps, total=total, description=what)


@contextmanager
def watched(
    steps: Iterable[T], console: Console, total: int | None = None
) -> Iterator[Iterable[T]]:
    """The steps, with a bar while they are taken, if it is worth one.

    `total` says how many steps there are where they themselves cannot.
    """
    number = total if total is not None else len(steps) if isinstance(steps, Sized) else 0
    if number < LONG:
        yield steps
        return
    with counted(steps, number, console, "playing calls") as shown:
        yield shown
