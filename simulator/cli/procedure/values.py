"""`silent999 profiles` and `silent999 forces`: files of sourced values, and their differences."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.layout import counted, table, underlined, wrapped
from simulator.cli.output import Console
from simulator.content.fields.sourced_value import Conflict, Value
from simulator.content.library.library import DEFAULT_FORCE, DEFAULT_PROFILE, Library
from simulator.content.procedure.inheritance import Complete

AnyFile = Complete[Any]


class _FileKind(NamedTuple):
    """A kind of file with sourced values."""

    noun: str
    default: str
    """The id of the default."""
    every: Callable[[Library], Sequence[AnyFile]]
    find: Callable[[Library, str | Path], AnyFile]


_KINDS = (
    _FileKind("profile", DEFAULT_PROFILE, Library.profiles, Library.profile),
    _FileKind("force", DEFAULT_FORCE, Library.forces, Library.force),
)


def arguments(parser: Parser) -> None:
    kind = next(each for each in _KINDS if parser.prog.endswith(f"{each.noun}s"))
    parser.set_defaults(kind=kind)
    parser.takes("words", "show ID", f"show everything about a {kind.noun}", nargs="*")
    parser.usage = f"{parser.prog} [show ID] [--folder FOLDER]"
    parser.explain(f"ID may be a file. Without 'show ID', all {kind.noun}s are listed.")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List the files, or show one."""
    library = Library(options.folder)
    kind: _FileKind = options.kind
    command = f"{kind.noun}s"
    match options.words:
        case []:
            console.say_lines(_list(kind, library))
        case ["show", wished]:
            shown = asked_for(partial(kind.find, library), wished, command)
            labels = {code: source.label for code, source in library.sources().items()}
            console.say_lines(_show(shown, kind.find(library, kind.default), labels))
        case ["show"]:
            raise UsageError(f"which {kind.noun}?", f"silent999 {command} lists them")
        case [*words]:
            example = f"silent999 {command}, or silent999 {command} show ID"
            raise UsageError(f"unexpected: {' '.join(words)}", example)
    return 0


def _list(kind: _FileKind, library: Library) -> Iterator[str]:
    files = kind.every(library)
    default = next(each for each in files if each.id == kind.default)
    rows = []
    for each in files:
        about = f"differs from {default.id} in {counted(len(_differences(each, default)), 'value')}"
        if each is default:
            about = f"the default {kind.noun}"
        rows += [(each.id, each.file.title), ("", f"as of: {each.file.as_of}; {about}")]
    yield from table(rows)
    yield ""
    yield f"silent999 {kind.noun}s show ID prints every value and its source."


def _show(shown: AnyFile, default: AnyFile, labels: Mapping[str, str]) -> Iterator[str]:
    based = f"; starts from {', '.join(shown.based_on)}" if shown.based_on else ""
    yield f"{shown.id}: {shown.file.title}"
    yield f"as of: {shown.file.as_of}{based}"
    yield from ("", *wrapped(shown.file.about))
    differences = _differences(shown, default)
    if shown.id != default.id:
        yield from ("", *underlined(f"What differs from {default.id}"))
        for key, (here, there) in differences.items():
            yield from _named(f"  {key}", f"{here}  ({default.id}: {there})")
        if not differences:
            yield "  nothing"
    mark = f"; * differs from {default.id}" if differences else ""
    yield from ("", *underlined(f"Every value and its source{mark}"))
    for section, values in groupby(shown.values, key=lambda value: value.key.partition(".")[0]):
        yield from ("", section)
        for value in values:
            yield from _value(value, "*" if value.key in differences else " ")
    conflicts: Sequence[Conflict] = getattr(shown.file, "conflicts", ())
    if conflicts:
        yield from ("", *underlined("Published statements that conflict"))
    for conflict in conflicts:
        yield from ("", conflict.about[0].upper() + conflict.about[1:])
        for said in conflict.says:
            yield from wrapped(f"{' '.join(said.source)}: {said.statement}", "  - ")
        yield from wrapped(conflict.here, "  here: ")
    yield from ("", *underlined("Sources"))
    cited = {code for value in shown.values for code in value.source}
    cited |= {code for each in conflicts for said in each.says for code in said.source}
    for code in (code for code in labels if code in cited):
        yield from wrapped(labels[code], f"  {code:<4} ")


def _differences(shown: AnyFile, default: AnyFile) -> dict[str, tuple[str, str]]:
    """Return the values that differ, as (here, there); a missing one is "-"."""
    here, there = ({value.key: value.shown for value in each.values} for each in (shown, default))
    return {
        key: (here.get(key, "-"), there.get(key, "-"))
        for key in here | there
        if here.get(key) != there.get(key)
    }


def _value(value: Value, mark: str) -> Iterator[str]:
    yield from _named(f"{mark} {value.key.partition('.')[2] or value.key}", value.shown)
    origins = {"source": " ".join(value.source), "assumption": value.assumption}
    for label, text in origins.items():
        if text:
            yield from wrapped(f"{label}: {text}", " " * 6, indent=8)


def _named(name: str, value: str) -> list[str]:
    """Return a name and its value, in two columns if the name is short enough."""
    head = f"{name:<26} "
    return wrapped(value, head) if len(head) <= 44 else [name, *wrapped(value, " " * 6)]
