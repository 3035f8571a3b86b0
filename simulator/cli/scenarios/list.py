"""`silent999 list`: list the scenarios by folder."""

from argparse import Namespace
from pathlib import Path

from simulator.cli.arguments import Parser
from simulator.cli.layout import json_text, rendered, table
from simulator.cli.output import Console
from simulator.content.library.library import Library, ScenarioHeader, shipped_scenarios
from simulator.errors import ContentError


def arguments(parser: Parser) -> None:
    parser.add_format("text", "json")
    parser.add_tags()
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List every readable scenario, and report problems in the others."""
    entries, problems = Library(options.folder).survey()
    if options.tag:
        entries = tuple(each for each in entries if set(options.tag) & set(each.tags))
    if options.format == "json":
        console.write(json_text({"scenarios": list(map(_as_json, entries))}))
    else:
        rows = [(each.id, each.line, f"level {each.level}", each.outcome) for each in entries]
        facts = list(table(rows)) if rows else []
        values = {"entries": entries, "facts": facts, "group": _group, "paint": console.paint}
        console.write(rendered("list.txt", **values))
    return console.fail([ContentError(problems)]) if problems else 0


def _group(path: Path) -> str:
    """Return the folder of a scenario; for a shipped one, the name of its kind."""
    shipped = shipped_scenarios()
    is_shipped = path.is_relative_to(shipped)
    return path.relative_to(shipped).parts[0] if is_shipped else str(path.parent)


def _as_json(entry: ScenarioHeader) -> dict[str, str | int]:
    return {
        "id": entry.id,
        "title": entry.title,
        "group": _group(entry.path),
        "line": entry.line,
        "level": entry.level,
        "outcome": entry.outcome,
        "path": str(entry.path),
    }
