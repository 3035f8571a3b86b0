"""`silent999 profiles` and `silent999 forces`: files of sourced values, and their differences."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.layout import counted, json_text, rendered, table
from simulator.cli.output import Console
from simulator.cli.procedure.values_in_words import noticed
from simulator.cli.run_selection import library_of
from simulator.content.fields.sourced_value import Conflict
from simulator.content.library.library import Library
from simulator.content.procedure.inheritance import Complete

AnyFile = Complete[Any]


def arguments(parser: Parser) -> None:
    noun = parser.prog.split()[-1].removesuffix("s")
    parser.set_defaults(noun=noun)
    parser.takes("words", "show ID", f"show everything about a {noun}", nargs="*")
    parser.usage = f"{parser.prog} [show ID] [options]"
    parser.flag("--in-words", f"with show: what a trainee would notice of the {noun}, in sentences")
    parser.add_format("text", "json")
    parser.explain(f"ID may be a file. Without 'show ID', all {noun}s are listed.")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """List the files, or show one."""
    library, noun = library_of(options), options.noun
    find: Callable[..., AnyFile] = getattr(library, noun)
    every: Callable[[], Sequence[AnyFile]] = getattr(library, f"{noun}s")
    default, as_json = find(), options.format == "json"
    match options.words:
        case [] if as_json:
            heads = [_head(each) for each in every()]
            console.write(json_text({f"{noun}s": heads}))
        case []:
            console.say_lines(_list(noun, every(), default))
        case ["show", wished]:
            shown = asked_for(find, wished, f"{noun}s")
            show = _in_words if options.in_words else _show
            text = (
                json_text(_plain(shown, default))
                if as_json
                else show(shown, default, library, noun)
            )
            console.write(text)
        case ["show"]:
            raise UsageError(f"which {noun}?", f"silent999 {noun}s lists them")
        case [*words]:
            example = f"silent999 {noun}s, or silent999 {noun}s show ID"
            raise UsageError(f"unexpected: {' '.join(words)}", example)
    return 0


def _list(noun: str, files: Sequence[AnyFile], default: AnyFile) -> Iterator[str]:
    rows = []
    for each in files:
        about = f"differs from {default.id} in {counted(len(_differences(each, default)), 'value')}"
        if each.id == default.id:
            about = f"the default {noun}"
        rows += [(each.id, each.file.title), ("", f"as of: {each.file.as_of}; {about}")]
    yield from table(rows)
    yield ""
    yield f"silent999 {noun}s show ID prints every value and its source."


def _in_words(shown: AnyFile, default: AnyFile, library: Library, noun: str) -> str:
    """Return what a trainee would notice, from the values alone, with sources."""
    of, differs = {v.key: v for v in shown.values}, _differences(shown, default)
    sentences: list[dict[str, Any]] = []
    for each in noticed({key: value.shown for key, value in of.items()}, noun):
        codes = dict.fromkeys(code for key in each.keys for code in of[key].source)
        source = f"source: {' '.join(codes)}" if codes else ""
        assumed = "an assumption" if any(of[key].assumption for key in each.keys) else ""
        why = "; in part ".join(filter(None, (source, assumed))) or "no source"
        marked = not differs.keys().isdisjoint(each.keys)
        sentences.append({"text": each.text, "why": why, "differs": marked, "codes": codes})
    conflicts: Sequence[Conflict] = getattr(shown.file, "conflicts", ())
    cited = {code for each in sentences for code in each["codes"]}
    sources = {code: each.label for code, each in library.sources().items() if code in cited}
    values = {"shown": shown, "default": default, "sentences": sentences, "noun": noun}
    return rendered("noticed.txt", **values, conflicts=conflicts, sources=sources)


def _show(shown: AnyFile, default: AnyFile, library: Library, noun: str) -> str:  # noqa: ARG001
    conflicts: Sequence[Conflict] = getattr(shown.file, "conflicts", ())
    cited = {code for value in shown.values for code in value.source}
    cited |= {code for each in conflicts for said in each.says for code in said.source}
    sources = {code: each.label for code, each in library.sources().items() if code in cited}
    values = {"shown": shown, "default": default, "conflicts": conflicts, "sources": sources}
    return rendered("values.txt", **values, differences=_differences(shown, default))


def _head(shown: AnyFile) -> dict[str, Any]:
    return {"id": shown.id, "title": shown.file.title, "as_of": shown.file.as_of}


def _plain(shown: AnyFile, default: AnyFile) -> dict[str, Any]:
    conflicts = getattr(shown.file, "conflicts", ())
    return {
        **_head(shown),
        "based_on": list(shown.based_on),
        "values": [asdict(each) for each in shown.values],
        "differs": list(_differences(shown, default)),
        "conflicts": [each.model_dump(mode="json") for each in conflicts],
    }


def _differences(shown: AnyFile, default: AnyFile) -> dict[str, tuple[str, str]]:
    """Return the values that differ, as (here, there); a missing one is "-"."""
    here, there = ({value.key: value.shown for value in each.values} for each in (shown, default))
    return {
        key: (here.get(key, "-"), there.get(key, "-"))
        for key in here | there
        if here.get(key) != there.get(key)
    }
