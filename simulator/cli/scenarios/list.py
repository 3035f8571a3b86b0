"""`silent999 list`: list the scenarios by folder or by pack, or list the packs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.layout import counted, json_text, rendered, table
from simulator.cli.output import Console
from simulator.content.library.library import Library, ScenarioHeader, shipped_scenarios
from simulator.errors import ContentError, Problem

if TYPE_CHECKING:
    from simulator.content.library.packs import LoadedPack


def arguments(parser: Parser) -> None:
    parser.add_format("text", "json")
    parser.add_pack("list only")
    parser.flag("--packs", "list the packs instead")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List every readable scenario or pack, and report problems in the others."""
    if options.packs and options.pack:
        raise UsageError("--packs and --pack exclude each other", "leave one of the two out")
    library = Library(options.folder)
    problems: Sequence[Problem] = ()
    text: Callable[[], str]
    if options.pack:
        pack = asked_for(library.pack, options.pack, "list --packs")
        entries = library.entries(pack.files)
        value: dict[str, Any] = {"pack": _pack_as_json(pack)}
        value["scenarios"] = [_as_json(entry) for entry in entries]
        text = partial(_listed, entries, library, console, pack)
    elif options.packs:
        packs, problems = library.readable_packs()
        value = {"packs": [_pack_as_json(pack) for pack in packs]}
        text = partial(_packs, packs)
    else:
        entries, problems = library.survey()
        value = {"scenarios": [_as_json(entry) for entry in entries]}
        text = partial(_listed, entries, library, console)
    if options.format == "json":
        console.write(json_text(value))
    else:
        console.write(text())
    return console.fail([ContentError(problems)]) if problems else 0


def _listed(
    entries: Sequence[ScenarioHeader],
    library: Library,
    console: Console,
    pack: LoadedPack | None = None,
) -> str:
    rows = [(each.id, each.line, f"level {each.level}", each.outcome) for each in entries]
    scenarios = [library.scenario(path).scenario for path in (pack.files if pack else ())]
    return rendered(
        "list.txt",
        pack=pack,
        notes=list(dict.fromkeys(note for each in scenarios for note in each.content_note)),
        entries=entries,
        facts=list(table(rows)) if rows else [],
        group=_group,
        paint=console.paint,
    )


def _packs(packs: Sequence[LoadedPack]) -> str:
    rows = [(each.pack.id, counted(len(each.files), "call"), each.pack.title) for each in packs]
    more = "silent999 list --pack ID lists a pack, silent999 run --pack ID runs it."
    return "\n".join((*table(rows, right=(1,)), "", more, ""))


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


def _pack_as_json(pack: LoadedPack) -> dict[str, Any]:
    return {
        **{name: getattr(pack.pack, name) for name in ("id", "title", "about", "notes")},
        "tags": list(pack.pack.tags),
        "scenarios": [path.stem for path in pack.files],
        "path": str(pack.path),
    }
