"""Running commands in process, for tests."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

from simulator.cli.main import main


class CommandResult(NamedTuple):
    """Exit code and output of a command."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A text stream with `isatty`: shows colours, questions and progress bars."""

    def isatty(self) -> bool:
        return True


def run_command(
    *words: str | Path,
    out: io.StringIO | None = None,
    err: io.StringIO | None = None,
    **given: object,
) -> CommandResult:
    """Run a command and return its exit code and output. The default streams act like a pipe.

    `given` replaces what the command's `run` reads otherwise, such as the clock or standard input.
    """
    out, err = out or io.StringIO(), err or io.StringIO()
    code = main([str(word) for word in words], out, err, **given)
    return CommandResult(code, out.getvalue(), err.getvalue())
