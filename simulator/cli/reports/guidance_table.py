"""The tables of guidance as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from simulator import BANNER
from simulator.cli.reports.layout import json_text, wrapped
from simulator.guidance.rows import GuidanceRow, NeverBefore
from simulator.guidance.tables import RoleTable

WIDTH = 100
"""Width of the text in columns."""
_LEVELS = (
    "something happens on the line now",
    "life: danger, injury, emergency grade, officers, ambulance",
    "understanding each other: ways, code, test, who can hear",
    "place",
    "what officers need",
    "waiting, record, reasoning",
)
"""What each level is for (practice.md 0.3)."""

Tables = Sequence[RoleTable]


def _text(tables: Tables) -> Iterator[str]:
    yield BANNER
    for table in tables:
        yield from ("", f"The {table.role.label}", "")
        for level, says in enumerate(_LEVELS):
            rows = [row for row in table.rows if row.level == level]
            if rows:
                yield from (f"Level {level}: {says}", "")
            for row in rows:
                yield from _row_lines(row)
        yield from ("Never before", "")
        for guard in table.guards:
            yield from wrapped(guard.says, f"  {guard.id:<8}", width=WIDTH)
            yield from wrapped(guard.until.name, "          until: ", width=WIDTH)
            yield from (f"          from:  {guard.because}", "")


def _row_lines(row: GuidanceRow) -> Iterator[str]:
    yield f"  {row.id:<8}{row.says}"
    do = f"{row.act.says} ({row.hand})"
    parts = {"when": row.when.name, "do": do, "from": " ".join(row.because)}
    for label, text in parts.items():
        yield from wrapped(text, f"          {label + ':':<7}", width=WIDTH)
    yield ""


def _markdown(tables: Tables) -> Iterator[str]:
    for table in tables:
        yield from (f"# The {table.role.label}", "")
        yield "| row | level | hand | when | do | why | from |"
        yield "|---|---|---|---|---|---|---|"
        for row in sorted(table.rows, key=lambda row: row.level):
            cells = (row.id, str(row.level), row.hand, row.when.name, row.act.says, row.says)
            yield f"| {' | '.join(cells)} | {' '.join(row.because)} |"
        yield ""


def _plain(tables: Tables) -> list[dict[str, Any]]:
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
                    "sources": list(row.because),
                }
                for row in table.rows
            ],
            "guards": [_guard(guard) for guard in table.guards],
        }
        for table in tables
    ]


def _guard(guard: NeverBefore) -> dict[str, Any]:
    sources = guard.because.split()
    return {"id": guard.id, "until": guard.until.name, "why": guard.says, "sources": sources}


FORMS: dict[str, Callable[[Tables], str]] = {
    "text": lambda tables: "\n".join(_text(tables)),
    "markdown": lambda tables: "\n".join(_markdown(tables)),
    "json": lambda tables: json_text(_plain(tables)),
}
"""Report functions by `--format`."""
