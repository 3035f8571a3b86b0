"""Shared code of `silent999 profiles` and `silent999 forces`: values, sources, differences."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.output import Console
from simulator.cli.reports.layout import counted, table, underlined, wrapped
from simulator.content.fields.sourced_value import Conflict, Value
from simulator.content.library.library import Library
from simulator.content.procedure.inheritance import Complete

AnyFile = Complete[Any]


class ValuesCommand(NamedTuple):
    """Command for one kind of file with sourced values."""

    noun: str
    usual: str
    """Id of the default."""
    every: Callable[[Library], Sequence[AnyFile]]
    one: Callable[[Library, str | Path], AnyFile]

    def arguments(self, parser: Parser) -> None:
        parser.takes("words", "show ID", f"show everything about a {self.noun}", nargs="*")
        parser.usage = f"{parser.prog} [show ID] [--folder FOLDER]"
        parser.explain(f"ID may be a file. Without 'show ID', all {self.noun}s are listed.")
        parser.add_folders()

    def run(self, options: Namespace, console: Console) -> int:
        """List the files, or show one."""
        library = Library(options.folder)
        match options.words:
            case []:
                console.say_lines(_list(self, library))
            case ["show", wished]:
                usual = self.one(library, self.usual)
                labels = {code: source.label for code, source in library.sources().items()}
                shown = asked_for(partial(self.one, library), wished, f"{self.noun}s")
                console.say_lines(_show(shown, usual, labels))
            case ["show"]:
                raise UsageError(f"which {self.noun}?", f"silent999 {self.noun}s lists them")
            case [*words]:
                example = f"silent999 {self.noun}s, or silent999 {self.noun}s show ID"
                raise UsageError(f"unexpected: {' '.join(words)}", example)
        return 0


def _list(kind: ValuesCommand, library: Library) -> Iterator[str]:
    files = kind.every(library)
    usual = next(each for each in files if each.id == kind.usual)
    rows = []
    for each in files:
        about = f"differs from {usual.id} in {counted(len(_differences(each, usual)), 'value')}"
        if each is usual:
            about = f"the default {kind.noun}"
        rows += [(each.id, each.file.title), ("", f"as of: {each.file.as_of}; {about}")]
    yield from table(rows)
    yield ""
    yield f"silent999 {kind.noun}s show ID prints every value and its source."


def _show(shown: AnyFile, usual: AnyFile, labels: Mapping[str, str]) -> Iterator[str]:
    based = f"; starts from {', '.join(shown.based_on)}" if shown.based_on else ""
    yield f"{shown.id}: {shown.file.title}"
    yield f"as of: {shown.file.as_of}{based}"
    yield from ("", *wrapped(shown.file.about))
    differences = _differences(shown, usual)
    if shown.id != usual.id:
        yield from ("", *underlined(f"What differs from {usual.id}"))
        for key, (here, there) in differences.items():
            yield from _under(f"  {key}", f"{here}  ({usual.id}: {there})")
        if not differences:
            yield "  nothing"
    mark = f"; * differs from {usual.id}" if differences else ""
    yield from ("", *underlined(f"Every value and its source{mark}"))
    for section, values in groupby(shown.values, key=lambda value: value.key.partition(".")[0]):
        yield from ("", section)
        for value in values:
            yield from _value(value, differs=value.key in differences)
    conflicts: Sequence[Conflict] = getattr(shown.file, "conflicts", ())
    if conflicts:
        yield from ("", *underlined("Published statements that conflict"))
        for conflict in conflicts:
            yield from ("", *_conflict(conflict))
    yield from ("", *underlined("Sources"))
    cited = _cited(shown.values, conflicts)
    for code, label in labels.items():
        if code in cited:
            yield from wrapped(label, f"  {code:<4} ")


def _differences(shown: AnyFile, usual: AnyFile) -> dict[str, tuple[str, str]]:
    """Return the values that differ, as (here, there); a missing one is "-"."""
    here = {value.key: value.shown for value in shown.values}
    there = {value.key: value.shown for value in usual.values}
    return {
        key: (here.get(key, "-"), there.get(key, "-"))
        for key in {**here, **there}
        if here.get(key) != there.get(key)
    }


def _value(value: Value, differs: bool) -> Iterator[str]:
    key = value.key.partition(".")[2] or value.key
    yield from _under(f"{'*' if differs else ' '} {key}", value.shown)
    origin = [f"source: {' '.join(value.source)}"] if value.source else []
    origin += [f"assumption: {value.assumption}"] if value.assumption else []
    for each in origin:
        yield from wrapped(each, " " * 6, indent=8)


def _conflict(conflict: Conflict) -> Iterator[str]:
    yield conflict.about[0].upper() + conflict.about[1:]
    for said in conflict.says:
        yield from wrapped(f"{' '.join(said.source)}: {said.statement}", "  - ")
    yield from wrapped(conflict.here, "  here: ")


def _cited(values: Sequence[Value], conflicts: Sequence[Conflict]) -> set[str]:
    cited = {code for value in values for code in value.source}
    return cited | {code for each in conflicts for said in each.says for code in said.source}


def _under(name: str, value: str) -> list[str]:
    """Return a name and its value, in two columns if the name is short enough."""
    head = f"{name:<26} "
    return wrapped(value, head) if len(head) <= 44 else [name, *wrapped(value, " " * 6)]
