"""Profiles and forces as people read them: every value, where it comes from, and what differs."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from simulator.cli.arguments import UsageError
from simulator.cli.console import Console
from simulator.cli.requests import asked_for
from simulator.content.fields.provenance import Conflict, Value
from simulator.content.library.library import Library
from simulator.content.procedure.inheritance import Complete

WIDTH = 80

AnyFile = Complete[Any]


class Published(NamedTuple):
    """One kind of file that values are published in."""

    noun: str
    usual: str
    """The id of the one that is used unless another is asked for."""
    every: Callable[[Library], Sequence[AnyFile]]
    one: Callable[[Library, str | Path], AnyFile]


def run(options: Namespace, console: Console, kind: Published) -> int:
    """List the files of a kind, or show one."""
    library = Library(options.folder)
    match options.words:
        case []:
            for line in _list(kind, library):
                console.say(line)
        case ["show", name]:
            usual = kind.one(library, kind.usual)
            labels = {code: source.label for code, source in library.sources().items()}
            shown = asked_for(partial(kind.one, library), name, f"{kind.noun}s")
            for line in _show(shown, usual, labels):
                console.say(line)
        case ["show"]:
            raise UsageError(f"which {kind.noun}?", f"silent999 {kind.noun}s lists them")
        case [*words]:
            told = " ".join(words)
            example = f"silent999 {kind.noun}s, or silent999 {kind.noun}s show ID"
            raise UsageError(f"nothing can be made of {told}", example)
    return 0


def _list(kind: Published, library: Library) -> Iterator[str]:
    files = kind.every(library)
    usual = next(each for each in files if each.id == kind.usual)
    width = max(len(each.id) for each in files)
    for each in files:
        count = len(_differences(each, usual))
        values = "value" if count == 1 else "values"
        about = f"differs from {usual.id} in {count} {values}"
        if each is usual:
            about = f"the {kind.noun} used unless another is asked for"
        yield f"{each.id:<{width}}  {each.file.title}"
        yield f"{'':<{width}}  as of: {each.file.as_of}; {about}"
    yield ""
    yield f"silent999 {kind.noun}s show ID has every value, and where it comes from."


def _show(shown: AnyFile, usual: AnyFile, labels: Mapping[str, str]) -> Iterator[str]:
    based = f"; starts from {', '.join(shown.based_on)}" if shown.based_on else ""
    yield f"{shown.id}: {shown.file.title}"
    yield f"as of: {shown.file.as_of}{based}"
    yield from ("", *textwrap.wrap(shown.file.about, WIDTH))
    differences = _differences(shown, usual)
    if shown.id != usual.id:
        yield from ("", *_heading(f"What differs from {usual.id}"))
        for key, (here, there) in differences.items():
            yield from _under(f"  {key}", f"{here}  ({usual.id}: {there})")
        if not differences:
            yield "  nothing"
    mark = f"; * differs from {usual.id}" if differences else ""
    yield from ("", *_heading(f"Every value, and where it comes from{mark}"))
    for section, values in groupby(shown.values, key=lambda value: value.key.partition(".")[0]):
        yield from ("", section)
        for value in values:
            yield from _value(value, differs=value.key in differences)
    conflicts: Sequence[Conflict] = getattr(shown.file, "conflicts", ())
    if conflicts:
        yield from ("", *_heading("On what published statements conflict"))
        for conflict in conflicts:
            yield from ("", *_conflict(conflict))
    yield from ("", *_heading("Sources"))
    cited = _cited(shown.values, conflicts)
    for code, label in labels.items():
        if code in cited:
            yield from _wrapped(f"  {code:<4} ", label)


def _differences(shown: AnyFile, usual: AnyFile) -> dict[str, tuple[str, str]]:
    """The values that differ: here, and there. What one of the two lacks is a dash."""
    here = {value.key: value.shown for value in shown.values}
    there = {value.key: value.shown for value in usual.values}
    return {
        key: (here.get(key, "-"), there.get(key, "-"))
        for key in {**here, **there}
        if here.get(key) != there.get(key)
    }


def _value(value: Value, differs: bool) -> Iterator[str]:
    name = value.key.partition(".")[2] or value.key
    yield from _under(f"{'*' if differs else ' '} {name}", value.shown)
    because = [f"source: {' '.join(value.source)}"] if value.source else []
    because += [f"assumption: {value.assumption}"] if value.assumption else []
    for each in because:
        yield from _wrapped(" " * 6, each, hang=2)


def _conflict(conflict: Conflict) -> Iterator[str]:
    yield conflict.about[0].upper() + conflict.about[1:]
    for said in conflict.says:
        yield from _wrapped("  - ", f"{' '.join(said.source)}: {said.statement}")
    yield from _wrapped("  here: ", conflict.here)


def _cited(values: Sequence[Value], conflicts: Sequence[Conflict]) -> set[str]:
    cited = {code for value in values for code in value.source}
    return cited | {code for each in conflicts for said in each.says for code in said.source}


def _heading(title: str) -> tuple[str, str]:
    return title, "-" * len(title)


def _under(name: str, value: str) -> list[str]:
    """A name and its value, in two columns while that fits."""
    head = f"{name:<26} "
    return _wrapped(head, value) if len(head) <= 44 else [name, *_wrapped(" " * 6, value)]


def _wrapped(head: str, text: str, hang: int | None = None) -> list[str]:
    """Text behind a head, wrapped under itself or with a hanging indent."""
    indent = len(head) if hang is None else len(head) + hang
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
