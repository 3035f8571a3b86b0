"""Where a command writes: results to `out`, everything else to `err`."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO, TypeVar

    from simulator.errors import SimulatorError

    T = TypeVar("T")


LONG = 100
"""Fewest runs that get a progress bar."""

_COLOURS = {"good": "32", "bad": "31", "strong": "1", "faint": "2"}


class Console:
    """The two streams of a command, and whether they may carry colour."""

    def __init__(self, out: TextIO | None, err: TextIO | None) -> None:
        """A stream that was closed before the program began (`>&-`) is None, and swallows all."""
        self.out = out if out is not None else _nowhere()
        self.err = err if err is not None else _nowhere()
        self.coloured = colour_wanted(self.out)

    def write(self, text: str) -> None:
        """Write a result as it is."""
        self.out.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Write bytes unchanged, where the stream has a place for bytes; else as UTF-8 text."""
        raw = getattr(self.out, "buffer", None)
        if raw is None:
            self.out.write(data.decode(errors="backslashreplace"))
        else:
            self.out.flush()
            raw.write(data)

    def say(self, line: str = "") -> None:
        """Write a line of a result."""
        self.out.write(line + "\n")

    def say_lines(self, lines: Iterable[str]) -> None:
        """Write lines of a result."""
        for line in lines:
            self.say(line)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Keep what is written to a terminal until the end, for something else is drawn there."""
        out = self.out
        if out.isatty():
            self.out = _nowhere()
        try:
            yield
        finally:
            if self.out is not out:
                held, self.out = self.out, out
                held.seek(0)
                out.write(held.read())

    @contextmanager
    def progress(
        self, steps: Iterable[T], total: int, what: str = "playing calls", fewest: int = LONG
    ) -> Iterator[Iterable[T]]:
        """Give the steps, with a bar in a terminal if there are `fewest` or more.

        What is written to a terminal meanwhile is held back until the bar is gone.
        """
        if total < fewest or not self.err.isatty():
            yield steps
            return
        # Rich takes 50 ms to load, and most runs show no bar.
        from rich.console import Console as Terminal
        from rich.progress import Progress

        with self.held_back(), Progress(console=Terminal(file=self.err), transient=True) as bar:
            yield bar.track(steps, total=total, description=what)

    def complain(self, line: str) -> None:
        """Write a message that is no result; where it cannot be, the exit code has to do."""
        with suppress(OSError):  # it may be what the message is about
            self.out.flush()
        with suppress(OSError):
            self.err.write(_visible(line) + "\n")
            self.err.flush()

    def fail(self, errors: Sequence[SimulatorError]) -> int:
        """Tell of everything that was wrong, the problems of files together; the exit code."""
        # Only here: `--help` and `--version` load no exceptions, which cost 10 ms.
        from simulator.errors import ContentError

        problems = [
            problem
            for error in errors
            if isinstance(error, ContentError)
            for problem in error.problems
        ]
        for error in errors:
            if not isinstance(error, ContentError):
                self.complain(f"silent999: {error}")
        if problems:
            self.complain(str(ContentError(list(dict.fromkeys(problems)))))
        return max(error.exit_code for error in errors)

    def paint(self, text: str, colour: str) -> str:
        """The text in a colour, where colour is wanted; the words alone must say it all."""
        return f"\033[{_COLOURS[colour]}m{text}\033[0m" if self.coloured else text


def colour_wanted(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose owner did not turn colour off."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not refused


def _visible(text: str) -> str:
    """The text without characters that could move a terminal's cursor."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in text
    )


def _nowhere() -> TextIO:
    import io  # only here: most consoles have both streams

    return io.StringIO()
