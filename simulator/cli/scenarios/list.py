"""`silent999 list`: list the scenarios by folder."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from simulator.cli.arguments import Parser, UsageError
from simulator.cli.layout import json_text, table
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.content.files.situations import BY_CODE, SITUATIONS, SituationKind, situations_for
from simulator.content.library.library import ScenarioHeader, shipped_scenarios
from simulator.errors import ContentError


def arguments(parser: Parser) -> None:
    parser.add_format("text", "json")
    parser.add_tags()
    about = "only scenarios of this situation, by number (SIT-13) or words (overdose)"
    parser.takes("--situation", "WORDS", about, action="append", default=[])
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List every readable scenario, and report problems in the others."""
    entries, problems = library_of(options).survey()
    if options.tag:
        entries = tuple(each for each in entries if set(options.tag) & set(each.tags))
    if options.situation:
        codes = {each.code for asked in options.situation for each in _situations(asked)}
        entries = tuple(each for each in entries if codes & set(each.basis))
    if options.format == "json":
        console.write(json_text({"scenarios": list(map(_as_json, entries))}))
    else:
        console.say_lines(_lines(entries, console, situations=bool(options.situation)))
    return console.fail([ContentError(problems)]) if problems else 0


def _situations(asked: str) -> tuple[SituationKind, ...]:
    """Return the situations that are asked for; a word that fits none names them all."""
    found = situations_for(asked)
    if not found:
        known = "; ".join(f"{each.code} {each.title}" for each in SITUATIONS)
        raise UsageError(f"no situation has the number or the words {asked!r}", f"one of: {known}")
    return found


def _lines(
    entries: Sequence[ScenarioHeader], console: Console, *, situations: bool
) -> Iterator[str]:
    if not entries:
        yield "no scenarios"
        return
    rows = [(each.id, each.line, f"level {each.level}", each.outcome) for each in entries]
    facts = dict(zip(entries, table(rows), strict=True))
    for number, (folder, held) in enumerate(groupby(entries, lambda each: _group(each.path))):
        yield from ([""] if number else [])
        yield console.paint(folder, "strong")
        for each in held:
            yield f"  {facts[each]}"
            yield f"    {each.title}"
            yield from (f"    {line}" for line in _shown(each) if situations)
    yield ""
    yield "silent999 show ID prints a file, silent999 run --transcript ID runs it."


def _shown(entry: ScenarioHeader) -> Iterator[str]:
    """Yield the situations that a scenario shows."""
    for code in entry.basis:
        if code in BY_CODE:
            yield f"{code}: {BY_CODE[code].title}"


def _group(path: Path) -> str:
    """Return the folder of a scenario; for a shipped one, the name of its kind."""
    shipped = shipped_scenarios()
    is_shipped = path.is_relative_to(shipped)
    return path.relative_to(shipped).parts[0] if is_shipped else str(path.parent)


def _as_json(entry: ScenarioHeader) -> dict[str, str | int | list[str]]:
    kept = {key: getattr(entry, key) for key in ("line", "level", "outcome")}
    group, path = _group(entry.path), str(entry.path)
    shown = [code for code in entry.basis if code in BY_CODE]
    named = {"id": entry.id, "title": entry.title, "group": group}
    return {**named, **kept, "path": path, "situations": shown}
