"""`silent999 forces`: what differs from one police force to another."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser
from simulator.cli.console import Console


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_show("force")


def run(options: Namespace, console: Console) -> int:
    """List the forces, or show one."""
    from simulator.cli.procedure.tables import Published, run
    from simulator.content.library.library import DEFAULT_FORCE, Library

    found = Published("force", DEFAULT_FORCE, Library.forces, Library.force)
    return run(options, console, found)
