"""`silent999 new`: write a commented scenario, persona or file of properties from a template."""

import json
import os
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from simulator.clean_text import for_file_name, utf8
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.layout import rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.cli.write_files import write_whole
from simulator.content.checks.literal_fixes import problems_of
from simulator.content.files.file_kinds import modeline
from simulator.content.files.find_files import id_of, resolved, stem_of
from simulator.content.library.library import shipped_scenarios
from simulator.errors import ContentError, LibraryError, render_all
from simulator.session.clock import utc_now

STANDARD_OUTPUT = "-"
DOES = ("silent", "sounds", "spoken", "disguised", "accidental", "landline")
"""The kinds of call that have a template."""


class _Made(NamedTuple):
    """What is written."""

    folder: str
    """Where it is looked for, beside scenarios; empty: it may be anywhere."""
    title: str
    then: str
    """What uses it."""


MADE = {
    "scenario": _Made("", "My call", "silent999 run {file} --transcript"),
    "persona": _Made("personas", "My caller", "in a scenario of {folder}: extends: [{id}]"),
    "properties": _Made(
        "properties",
        "Our properties",
        "silent999 verify --folder {folder} --property {prefix}-a-recognised-55-is-kept",
    ),
}


def arguments(parser: Parser) -> None:
    about = "file or folder to write to; - is standard output (default: ID.yaml in this folder)"
    parser.takes("file", "FILE", about, nargs="?")
    about = "kind of call (default: the folder's name if it is a kind, else silent)"
    parser.choice("--kind", "kind", DOES, about)
    parser.takes("--title", "TEXT", "title of the scenario")
    parser.takes("--near", "WHO", "person near the caller, such as partner")
    chosen: Any = {"dest": "made", "action": "store_const", "default": "scenario"}
    about = "write a call as it went, from a record or from a file of run --format json"
    parser.takes("--from", "RECORD|LOG", about, dest="origin")
    about = (
        "with --from: what the caller did, each act after what they heard; the rest is simulated"
    )
    parser.flag("--loose", about)
    about = "write rules that every call must keep, into properties/"
    parser.add_argument("--property", **chosen, const="properties", help=about)
    about = "write how a caller behaves, for several scenarios, into personas/"
    parser.add_argument("--persona", **chosen, const="persona", help=about)
    parser.add_folders()
    parser.add_records()
    parser.explain("Existing files are never overwritten. The file passes check and run as it is.")


def run(options: Namespace, console: Console, today: date | None = None) -> int:
    """Write the file, its warnings and the next steps."""
    made, alone = MADE[options.made], options.file == STANDARD_OUTPUT
    if options.origin and (made.folder or options.kind or options.near):
        reason = "--from takes no --kind, --near, --persona and --property"
        raise UsageError(reason, "the call that went says it all")
    if options.loose and not options.origin:
        raise UsageError("--loose is how --from writes a call", "--from RECORD --loose")
    if made.folder and (options.kind or options.near or alone):
        reason = f"a {options.made} file has a name, and no --kind and no --near"
        raise UsageError(reason, "name it alone")
    title = options.title or ("As it went" if options.origin else made.title)
    file = None if alone else options.file
    if file and options.made == "properties":  # Their ids have `_` where others have `-`.
        file = str(Path(file).with_name(Path(file).name.replace("_", "-")))
    path = _path(file, title)
    if made.folder and path.parent.name != made.folder:
        path = path.parent / made.folder / path.name
    prefix = stem_of(path)
    if options.made == "properties":
        path = path.with_stem(prefix.replace("-", "_"))
    values: dict[str, Any] = {"id": id_of(path), "file": path, "prefix": prefix}
    values["folder"] = path.parent.parent
    library = library_of(options)
    if options.origin:
        from simulator.cli.scenarios.from_run import text_from

        text = text_from(options, library, path)
    else:
        text = _text(options, path, title, values, today or utc_now().date())
    if not made.folder and values["id"] in map(id_of, library.scenario_paths()):
        reason = f'there is a scenario "{values["id"]}" already'
        raise LibraryError(reason, "give it another title or file name")
    problems = problems_of(library, path, text)
    if any(problem.level == "error" for problem in problems):
        raise ContentError(problems)
    if alone:
        console.write(text)
    else:
        if made.folder:
            path.parent.mkdir(exist_ok=True)
        write_whole(path, [utf8(text)])
        console.say(f"{path} is written. Next:")
        console.say(f"  silent999 check {path}")
        console.say(f"  {made.then.format(**values)}")
        console.say("Then change what you like. What a key or a word means, and where to read on:")
        console.say("  silent999 words after")
        console.say(f"  {shipped_scenarios() / 'README.md'}")
    if problems:
        console.complain(render_all(problems))
    return 0


def _text(options: Namespace, path: Path, title: str, values: dict[str, Any], today: date) -> str:
    """Return the text of the file."""
    folder = resolved(path.parent).name
    kind = options.kind or (folder if folder in DOES else "silent")
    near = _quoted(options.near) if options.near else ""
    template = kind if options.made == "scenario" else options.made
    more = {"kind": kind, "near": near, "review_by": f"{today.year + 1}-{today.month:02}"}
    line = modeline(options.made, path.parent)
    return rendered(f"new/{template}.yaml", modeline=line, title=_quoted(title), **more, **values)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # Valid YAML as well.


def _path(file: str | None, title: str) -> Path:
    """Return the file to write, named after the title unless the user names it."""
    path = Path(file or ".")
    if path.is_dir():
        from_title = for_file_name(title)
        if not from_title:
            hint = "name the file: silent999 new my-call.yaml"
            raise UsageError("this title gives no id", hint)
        return path / f"{from_title}.yaml"
    is_folder = str(file).endswith(("/", os.sep))
    if is_folder or not path.parent.is_dir():
        missing = path if is_folder else path.parent
        raise LibraryError(f"there is no folder {missing}", f"mkdir -p {missing}")
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(f"{path.name}.yaml")
    stem = stem_of(path)
    right = for_file_name(stem)
    if right != stem:
        better = path.with_name(f"{right or 'my-call'}{path.name.removeprefix(stem)}")
        reason = f"{stem} is not an id: lower case letters, digits and hyphens"
        raise UsageError(reason, f"such as {better}")
    return path
