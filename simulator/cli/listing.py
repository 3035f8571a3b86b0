"""`silent999 list`: the scenarios, grouped by the folder that they are in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from simulator.cli.arguments import Parser
from simulator.cli.console import Console
from simulator.content.library import Entry, Library, shipped_scenarios
from simulator.errors import ContentError


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_format("text", "json")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List every scenario that can be read, and tell what is wrong with the others."""
    library = Library(options.folder)
    entries, problems = library.survey()
    if options.format == "json":
        import json

        listed = {"scenarios": [_as_json(entry) for entry in entries]}
        console.say(json.dumps(listed, indent=1))
    else:
        for line in _lines(entries, console):
            console.say(line)
    return console.fail([ContentError(problems)]) if problems else 0


def _lines(entries: Sequence[Entry], console: Console) -> Iterator[str]:
    if not entries:
        yield "no scenarios"
        return
    ids = max(len(entry.id) for entry in entries)
    lines = max(len(entry.line) for entry in entries)
    for group, members in groupby(entries, key=lambda entry: _group(entry.path)):
        yield console.paint(group, "strong")
        for entry in members:
            facts = f"{entry.line:<{lines}}  level {entry.level}  {entry.outcome}"
            yield f"  {entry.id:<{ids}}  {facts}"
            yield f"    {entry.title}"
        yield ""
    yield "silent999 show ID prints a file, silent999 run --transcript ID plays it."


def _group(path: Path) -> str:
    """The kind of a shipped scenario, or the folder of a person's own."""
    shipped = shipped_scenarios()
    if path.is_relative_to(shipped):
        return path.relative_to(shipped).parts[0]
    return str(path.parent)


def _as_json(entry: Entry) -> dict[str, str | int]:
    return {
        "id": entry.id,
        "title": entry.title,
        "group": _group(entry.path),
        "line": entry.line,
        "level": entry.level,
        "outcome": entry.outcome,
        "path": str(entry.path),
    }
