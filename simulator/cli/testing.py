"""Run a command in process, as the tests of the commands do and as other tests may."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

from simulator.cli.main import main


class CommandResult(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A stream that presents itself as a terminal: for colours, questions and progress bars."""

    def isatty(self) -> bool:
        return True


def run_command(
    *words: str | Path,
    out: io.StringIO | None = None,
    err: io.StringIO | None = None,
    **given: object,
) -> CommandResult:
    """Run a command and return its exit code and output; without streams, as in a pipe.

    `given` replaces what the command's `run` takes from its surroundings, such as its clock.
    """
    out, err = out or io.StringIO(), err or io.StringIO()
    code = main([str(word) for word in words], out, err, **given)
    return CommandResult(code, out.getvalue(), err.getvalue())
