"""`silent999 profiles`: the published variants of the procedure."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser
from simulator.cli.console import Console


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_show("profile")


def run(options: Namespace, console: Console) -> int:
    """List the profiles, or show one."""
    from simulator.cli.procedure.tables import Published, run
    from simulator.content.library.library import DEFAULT_PROFILE, Library

    found = Published("profile", DEFAULT_PROFILE, Library.profiles, Library.profile)
    return run(options, console, found)
