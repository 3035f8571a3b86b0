"""`silent999 guidance`: good practice as tables, with conditions and sources."""

from argparse import Namespace
from typing import Any

from simulator.cli.arguments import Parser
from simulator.cli.layout import json_text, rendered
from simulator.cli.output import Console
from simulator.guidance.tables import TABLES

TEMPLATES = {"text": "guidance.txt", "markdown": "guidance.md"}
"""Templates by `--format`."""


def arguments(parser: Parser) -> None:
    parser.add_format(*TEMPLATES, "json")
    parser.explain(
        "A row reads: when these conditions hold, do this, for this reason. The most pressing "
        "level comes first; within a level, the row with the most conditions. Guards bind at every "
        "level. Codes are public sources, or behaviours of good practice; an assumption is ours."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the tables in the chosen format."""
    if template := TEMPLATES.get(options.format):
        console.write(rendered(template, tables=TABLES))
    else:
        console.write(json_text(_plain()))
    return 0


def _plain() -> list[dict[str, Any]]:
    return [
        {
            "role": table.role,
            "rows": [
                {
                    "id": row.id,
                    "level": row.level,
                    "hand": row.hand,
                    "when": row.when.says,
                    "reads": sorted(row.when.reads),
                    "do": row.act.says,
                    "why": row.says,
                    "sources": row.because.split(),
                }
                for row in table.rows
            ],
            "guards": [
                {"id": g.id, "until": g.until.says, "why": g.says, "sources": g.because.split()}
                for g in table.guards
            ],
        }
        for table in TABLES
    ]
