"""`silent999 list`: the scenarios by the folder that they are in, or by pack; the packs."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.arguments import Parser, UsageError
from simulator.cli.console import Console
from simulator.content.library.library import Entry, Library, shipped_scenarios
from simulator.errors import ContentError

if TYPE_CHECKING:
    from simulator.content.library.pack_file import LoadedPack

WIDTH = 80


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_format("text", "json")
    parser.add_pack("list only")
    parser.add_argument("--packs", action="store_true", help="list the packs, not the scenarios")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List every scenario, or pack, that can be read, and tell what is wrong with the others."""
    if options.packs and options.pack:
        raise UsageError("--packs and --pack ID ask for two things", "leave one of the two out")
    library = Library(options.folder)
    if options.packs:
        return _packs(options, library, console)
    if options.pack:
        return _pack(options, library, console)
    entries, problems = library.survey()
    if options.format == "json":
        _say_json({"scenarios": [_as_json(entry) for entry in entries]}, console)
    else:
        for line in _lines(entries, console):
            console.say(line)
    return console.fail([ContentError(problems)]) if problems else 0


def _packs(options: Namespace, library: Library, console: Console) -> int:
    packs, problems = library.readable_packs()
    if options.format == "json":
        _say_json({"packs": [_pack_as_json(pack) for pack in packs]}, console)
    else:
        ids = max((len(pack.pack.id) for pack in packs), default=0)
        for pack in packs:
            count = len(pack.files)
            counted = f"{count} {'call' if count == 1 else 'calls'}"
            console.say(f"{pack.pack.id:<{ids}}  {counted:>8}  {pack.pack.title}")
        console.say()
        console.say(
            "silent999 list --pack ID says what is in one, silent999 run --pack ID plays it."
        )
    return console.fail([ContentError(problems)]) if problems else 0


def _pack(options: Namespace, library: Library, console: Console) -> int:
    from simulator.cli.requests import asked_for

    pack = asked_for(library.pack, options.pack, "list --packs")
    entries = library.entries(pack.files)
    if options.format == "json":
        listed = [_as_json(entry) for entry in entries]
        _say_json({"pack": _pack_as_json(pack), "scenarios": listed}, console)
        return 0
    notes = {
        note: None for path in pack.files for note in library.scenario(path).scenario.content_note
    }
    console.say(console.paint(f"{pack.pack.title} ({pack.pack.id})", "strong"))
    told = [pack.pack.about, f"Content notes: {'; '.join(notes) or 'nothing to prepare for'}."]
    told += [f"For whoever leads: {pack.pack.notes}"] if pack.pack.notes else []
    for text in told:
        for line in textwrap.wrap(" ".join(text.split()), WIDTH - 2):
            console.say(f"  {line}")
    console.say()
    for line in _entry_lines(entries):
        console.say(line)
    return 0


def _say_json(told: Any, console: Console) -> None:
    import json

    console.say(json.dumps(told, indent=1))


def _lines(entries: Sequence[Entry], console: Console) -> Iterator[str]:
    if not entries:
        yield "no scenarios"
        return
    shown = iter(_entry_lines(entries))
    for group, members in groupby(entries, key=lambda entry: _group(entry.path)):
        yield console.paint(group, "strong")
        for _ in members:
            yield next(shown)
            yield next(shown)
        yield ""
    yield "silent999 show ID prints a file, silent999 run --transcript ID plays it."


def _entry_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Two lines for each scenario."""
    ids = max(len(entry.id) for entry in entries)
    lines = max(len(entry.line) for entry in entries)
    for entry in entries:
        facts = f"{entry.line:<{lines}}  level {entry.level}  {entry.outcome}"
        yield f"  {entry.id:<{ids}}  {facts}"
        yield f"    {entry.title}"


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


def _pack_as_json(pack: LoadedPack) -> dict[str, Any]:
    return {
        "id": pack.pack.id,
        "title": pack.pack.title,
        "about": pack.pack.about,
        "notes": pack.pack.notes,
        "tags": list(pack.pack.tags),
        "scenarios": [path.stem for path in pack.files],
        "path": str(pack.path),
    }
