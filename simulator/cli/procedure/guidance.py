"""`silent999 guidance`: good practice as tables, with conditions and sources."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import Any

from simulator import BANNER
from simulator.cli.arguments import Parser
from simulator.cli.layout import json_text, wrapped
from simulator.cli.output import Console
from simulator.guidance.tables import TABLES

_LEVELS = (
    "something happens on the line now",
    "life: danger, injury, emergency grade, officers, ambulance",
    "understanding each other: ways, code, test, who can hear",
    "place",
    "what officers need",
    "waiting, record, reasoning",
)
"""What each level is for (practice.md 0.3)."""


def arguments(parser: Parser) -> None:
    parser.add_format(*FORMS)
    parser.explain(
        "A row reads: when these conditions hold, do this, for this reason. The most pressing "
        "level comes first; within a level, the row with the most conditions. Guards bind at every "
        "level. Codes are public sources, or behaviours of good practice; an assumption is ours."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the tables in the chosen format."""
    console.write(FORMS[options.format]())
    return 0


def _text() -> Iterator[str]:
    yield BANNER
    for table in TABLES:
        yield from ("", f"The {table.role.label}", "")
        for level, says in enumerate(_LEVELS):
            rows = [row for row in table.rows if row.level == level]
            if rows:
                yield from (f"Level {level}: {says}", "")
            for row in rows:
                yield f"  {row.id:<8}{row.says}"
                yield from _labelled("when", row.when.name)
                yield from _labelled("do", f"{row.act.says} ({row.hand})")
                yield from (*_labelled("from", row.because), "")
        yield from ("Never before", "")
        for guard in table.guards:
            yield from wrapped(guard.says, f"  {guard.id:<8}", width=100)
            yield from _labelled("until", guard.until.name)
            yield from (f"          from:  {guard.because}", "")


def _labelled(label: str, text: str) -> list[str]:
    return wrapped(text, f"          {label + ':':<7}", width=100)


def _markdown() -> Iterator[str]:
    for table in TABLES:
        yield from (f"# The {table.role.label}", "")
        yield "| row | level | hand | when | do | why | from |"
        yield "|---|---|---|---|---|---|---|"
        for row in sorted(table.rows, key=lambda row: row.level):
            cells = (row.id, str(row.level), row.hand, row.when.name, row.act.says, row.says)
            yield f"| {' | '.join(cells)} | {row.because} |"
        yield ""


def _plain() -> list[dict[str, Any]]:
    return [
        {
            "role": table.role,
            "rows": [
                {
                    "id": row.id,
                    "level": row.level,
                    "hand": row.hand,
                    "when": row.when.name,
                    "reads": sorted(row.when.reads),
                    "do": row.act.says,
                    "why": row.says,
                    "sources": row.because.split(),
                }
                for row in table.rows
            ],
            "guards": [
                {
                    "id": guard.id,
                    "until": guard.until.name,
                    "why": guard.says,
                    "sources": guard.because.split(),
                }
                for guard in table.guards
            ],
        }
        for table in TABLES
    ]


FORMS: dict[str, Callable[[], str]] = {
    "text": lambda: "\n".join(_text()),
    "markdown": lambda: "\n".join(_markdown()),
    "json": lambda: json_text(_plain()),
}
"""Report functions by `--format`."""
