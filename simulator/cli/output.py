"""Output of a command: results to `out`, messages to `err`."""

from __future__ import annotations

import os

from simulator.clean_text import for_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import TextIO, TypeVar

    from simulator.errors import Problem, SimulatorError

    T = TypeVar("T")


LONG = 100
"""Fewest runs that get a progress bar."""

_COLOURS = {"good": "32", "bad": "31", "strong": "1", "faint": "2"}
_PAINTED = rf"\033\[(?:0|{'|'.join(_COLOURS.values())})m"
"""Pattern of the sequences that `paint` writes."""


class Console:
    """Output streams of a command."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self.out = out
        self.err = err
        self.coloured = colour_wanted(out)

    def write(self, text: str) -> None:
        """Write part of a result, with invisible characters escaped; colours stay."""
        self.out.write(for_terminal(text, _PAINTED))

    def write_utf8(self, text: str) -> None:
        """Write a result that says it is UTF-8, in any encoding of the terminal."""
        if raw := getattr(self.out, "buffer", None):
            self.out.flush()
            raw.write(for_terminal(text).encode(errors="backslashreplace"))
        else:
            self.write(text)

    def say(self, line: str = "") -> None:
        """Write a line of a result."""
        self.write(line + "\n")

    def say_lines(self, lines: Iterable[str]) -> None:
        """Write lines of a result."""
        for line in lines:
            self.say(line)

    def progress(
        self,
        steps: Iterable[T],
        total: int,
        what: str = "playing calls",
        fewest: int = LONG,
        *,
        printing: bool = False,
    ) -> AbstractContextManager[Iterable[T]]:
        """Return the steps in a context with a progress bar in a terminal, if at least `fewest`.

        There is none beside results that are being printed there.
        """
        # `--help` and `--version` need no contexts, which take 4 ms of their 6.
        from contextlib import contextmanager, nullcontext

        if total < fewest or not self.err.isatty() or (printing and self.out.isatty()):
            return nullcontext(steps)

        @contextmanager
        def shown() -> Iterator[Iterable[T]]:
            # Rich takes 50 ms to load, and most runs show no bar.
            from rich.console import Console as Terminal
            from rich.progress import Progress

            with Progress(console=Terminal(file=self.err), transient=True) as bar:
                yield bar.track(steps, total=total, description=what)

        return shown()

    def complain(self, line: str) -> None:
        """Write a message to the error stream. If that fails, only the exit code reports it."""
        from contextlib import suppress

        with suppress(OSError):  # The message may be about this very failure.
            self.out.flush()
        with suppress(OSError):
            self.err.write(for_terminal(line) + "\n")
            self.err.flush()

    def fail(self, errors: Sequence[SimulatorError]) -> int:
        """Print errors, the problems of all files together. Return the exit code."""
        # Not loaded for `--help` and `--version`: the exceptions cost 10 ms.
        from simulator.errors import ContentError

        problems: list[Problem] = []
        for error in errors:
            if isinstance(error, ContentError):
                problems += error.problems
            else:
                self.complain(f"silent999: {error}")
        if problems:
            self.complain(str(ContentError(list(dict.fromkeys(problems)))))
        return max(error.exit_code for error in errors)

    def paint(self, text: str, colour: str) -> str:
        """Return the text in a colour, if colour is on. Never carry meaning by colour alone."""
        return f"\033[{_COLOURS[colour]}m{text}\033[0m" if self.coloured else text


def colour_wanted(stream: TextIO) -> bool:
    """Whether a stream is a terminal and the user hasn't turned colour off."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not refused
