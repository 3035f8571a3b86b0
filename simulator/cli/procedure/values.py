"""`silent999 profiles` and `silent999 forces`: files of sourced values, and their differences."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.layout import counted, json_text, rendered, table
from simulator.cli.output import Console
from simulator.content.fields.sourced_value import Conflict
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
    parser.usage = f"{parser.prog} [show ID] [options]"
    parser.add_format("text", "json")
    parser.explain(f"ID may be a file. Without 'show ID', all {kind.noun}s are listed.")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List the files, or show one."""
    library = Library(options.folder)
    kind: _FileKind = options.kind
    command = f"{kind.noun}s"
    default, as_json = kind.find(library, kind.default), options.format == "json"
    match options.words:
        case [] if as_json:
            every = [_plain(each, default) for each in kind.every(library)]
            heads = [{key: each[key] for key in ("id", "title", "as_of")} for each in every]
            console.write(json_text({command: heads}))
        case []:
            console.say_lines(_list(kind, library))
        case ["show", wished]:
            shown = asked_for(partial(kind.find, library), wished, command)
            text = json_text(_plain(shown, default)) if as_json else _show(shown, default, library)
            console.write(text)
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


def _show(shown: AnyFile, default: AnyFile, library: Library) -> str:
    conflicts: Sequence[Conflict] = getattr(shown.file, "conflicts", ())
    cited = {code for value in shown.values for code in value.source}
    cited |= {code for each in conflicts for said in each.says for code in said.source}
    sources = {code: each.label for code, each in library.sources().items() if code in cited}
    values = {"shown": shown, "default": default, "conflicts": conflicts, "sources": sources}
    return rendered("values.txt", **values, differences=_differences(shown, default))


def _plain(shown: AnyFile, default: AnyFile) -> dict[str, Any]:
    file = shown.file
    conflicts = [each.model_dump(mode="json") for each in getattr(file, "conflicts", ())]
    return {
        "id": shown.id,
        "title": file.title,
        "as_of": file.as_of,
        "based_on": list(shown.based_on),
        "values": [asdict(each) for each in shown.values],
        "differs": list(_differences(shown, default)),
        "conflicts": conflicts,
    }


def _differences(shown: AnyFile, default: AnyFile) -> dict[str, tuple[str, str]]:
    """Return the values that differ, as (here, there); a missing one is "-"."""
    here, there = ({value.key: value.shown for value in each.values} for each in (shown, default))
    return {
        key: (here.get(key, "-"), there.get(key, "-"))
        for key in here | there
        if here.get(key) != there.get(key)
    }
