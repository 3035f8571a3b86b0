"""A command by its module: its words in, exit code and output out."""

from __future__ import annotations

import io
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from simulator.cli.arguments import HelpWanted, Parser
from simulator.cli.console import Console
from simulator.errors import SimulatorError
from tests.cli.command import Said


class Command(Protocol):
    """A module of a command."""

    def arguments(self, parser: Parser) -> None:
        """Add what it takes."""

    @property
    def run(self) -> Callable[..., int]:
        """Do what is asked for."""


def said(
    command: Command,
    *words: str | Path,
    out: io.StringIO | None = None,
    **given: object,
) -> Said:
    """What a command says; `given` is handed to its `run` besides the words."""
    out, err = out or io.StringIO(), io.StringIO()
    console = Console(out, err)
    parser = Parser("silent999 command", "what it does")
    command.arguments(parser)
    run: Callable[[Namespace, Console], int] = partial(command.run, **given)
    try:
        code = run(parser.read([str(word) for word in words]), console)
    except HelpWanted as wanted:
        out.write(str(wanted))
        code = 0
    except SimulatorError as error:
        code = console.fail([error])
    return Said(code, out.getvalue(), err.getvalue())
