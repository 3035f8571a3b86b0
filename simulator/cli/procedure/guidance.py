"""`silent999 guidance`: good practice as tables, with conditions and sources."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser
from simulator.cli.output import Console
from simulator.cli.reports import guidance_table
from simulator.guidance.tables import TABLES


def arguments(parser: Parser) -> None:
    parser.add_format(*guidance_table.FORMS)
    parser.explain(
        "A row reads: when these conditions hold, do this, for this reason. The most pressing "
        "level comes first; within a level, the row with the most conditions. Guards bind at every "
        "level. Codes are public sources, or behaviours of good practice; an assumption is ours."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the tables in the chosen format."""
    console.write(guidance_table.FORMS[options.format](TABLES))
    return 0
