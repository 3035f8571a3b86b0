"""`silent999 new`: write a commented scenario, persona or file of properties from a template."""

import json
import os
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from simulator.clean_text import for_file_name
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.layout import rendered
from simulator.cli.output import Console
from simulator.cli.write_files import write_whole
from simulator.content.checks.content_warnings import lint
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.diagnostics.validate import levelled, validated
from simulator.content.fields.content_model import FileContent
from simulator.content.files.file_kinds import modeline
from simulator.content.files.find_files import resolved, stem_of
from simulator.content.library.library import Library, shipped_scenarios
from simulator.content.rules.property_file import PropertyFile
from simulator.content.scenario.expand import PersonaFile
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.errors import ContentError, LibraryError, Problem, render_all
from simulator.plain.conversation import Conversation, UserLeft, numbered, one
from simulator.session.clock import utc_now

STANDARD_OUTPUT = "-"
USUAL_TITLE = "My call"
DOES = {
    "silent": "stays silent, and presses 55 when asked",
    "sounds": "answers with taps when asked for a sound",
    "spoken": "whispers a word",
    "disguised": "pretends to talk to someone else",
    "accidental": "has rung by mistake, and says so",
    "landline": "cannot speak, on a home line",
}
"""What the caller does in the template of each kind."""


def arguments(parser: Parser) -> None:
    about = "file or folder to write to; - is standard output (default: ID.yaml in this folder)"
    parser.takes("file", "FILE", about, nargs="?")
    about = "kind of call (default: the folder's name if it is a kind, else silent)"
    parser.choice("--kind", "kind", tuple(DOES), about)
    parser.takes("--title", "TEXT", "title of the scenario")
    parser.takes("--near", "WHO", "person near the caller, such as partner")
    chosen: Any = {"dest": "part", "action": "store_const"}
    about = "write rules that every call must keep, into properties/"
    parser.add_argument("--property", **chosen, const="properties", help=about)
    about = "write how a caller behaves, for several scenarios, into personas/"
    parser.add_argument("--persona", **chosen, const="persona", help=about)
    parser.add_folders()
    parser.explain(
        "Without options, in a terminal, it asks. Existing files are never overwritten. The file "
        "passes check and run as it is."
    )


def run(
    options: Namespace, console: Console, lines: TextIO | None = None, today: date | None = None
) -> int:
    """Ask for the answers in a terminal, and write the file, its warnings and the next steps."""
    if options.part:
        return _part(options, options.part, console)
    lines = lines or sys.stdin
    if not (options.kind or options.title or options.near) and lines.isatty():
        try:
            _ask(options, Conversation(lines, console.err))
        except UserLeft:
            console.complain("Nothing was written.")
            return 0
    target = _target(options)
    text, warnings = _text(options, target, today or utc_now().date())
    if target is None:
        console.write(text)
    else:
        write_whole(target, [text.encode()])
    if warnings:
        console.complain(render_all(warnings))
    if target is None:
        return 0
    return _next_steps(console, target, f"silent999 run {target} --transcript")


PARTS: dict[str, tuple[str, type[FileContent], str, str]] = {
    # The folder where it is looked for, beside scenarios; model, title, and what uses it.
    "properties": (
        *("properties", PropertyFile, "Our properties"),
        "silent999 verify --folder {folder} --property {prefix}-a-recognised-55-is-kept",
    ),
    "persona": ("personas", PersonaFile, "My caller", "in a scenario of {folder}: extends: [{id}]"),
}


def _part(options: Namespace, kind: str, console: Console) -> int:
    """Write a file of properties or a persona, in the folder where it is looked for."""
    folder, model, title, then = PARTS[kind]
    options.title = options.title or title
    if options.file:  # An id of properties has `_` where the ids of scenarios have `-`.
        file = Path(options.file)
        options.file = str(file.with_name(file.name.replace("_", "-")))
    path = _target(options)
    if path is None or options.kind or options.near:
        raise UsageError(f"a {kind} file has a name, and no --kind and no --near", "name it alone")
    if path.parent.name != folder:
        path = path.parent / folder / path.name
    prefix = path.stem
    if kind == "properties":
        path = path.with_stem(prefix.replace("-", "_"))
    title = _quoted(options.title)
    values = {"folder": path.parent.parent, "id": path.stem, "prefix": prefix}
    values["modeline"] = modeline(kind, path.parent)
    text = rendered(f"new/{kind}.yaml", file=path, title=title, **values)
    validated(read_text(text, str(path)), model)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, [text.encode()])
    return _next_steps(console, path, then.format(**values))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # Valid YAML as well.


def _next_steps(console: Console, path: Path, then: str) -> int:
    console.say(f"{path} is written. Next:")
    console.say(f"  silent999 check {path}")
    console.say(f"  {then}")
    console.say("Then change what you like. What a key or a word means, and where to read on:")
    console.say("  silent999 words after")
    console.say(f"  {shipped_scenarios() / 'README.md'}")
    return 0


def _ask(options: Namespace, talk: Conversation) -> None:
    talk.say("A new scenario, in three answers. Type q and Enter to leave.")
    talk.say(f"1. What is its title? Don't give the ending away. (Enter: {USUAL_TITLE})")
    options.title = talk.read() or None
    kinds = list(DOES)
    usual = kinds.index(_usual_kind(options)) + 1
    labels = [f"{kind}: the caller {does}" for kind, does in DOES.items()]
    options.kind = kinds[one(talk, "2. What kind of call?", numbered(labels), usual=usual) - 1]
    talk.say("3. Who is near the caller? Such as: partner, a stranger. (Enter: nobody)")
    options.near = talk.read() or None


def _usual_kind(options: Namespace) -> str:
    """Return the kind that the file's folder is named after, else silent."""
    where = Path(options.file or ".")
    folder = resolved(where if where.is_dir() else where.parent).name
    return folder if folder in DOES else "silent"


def _target(options: Namespace) -> Path | None:
    """Return the file to write; None for standard output."""
    if options.file == STANDARD_OUTPUT:
        return None
    path = Path(options.file or ".")
    if path.is_dir():
        from_title = for_file_name(options.title or USUAL_TITLE)
        if not from_title:
            hint = "name the file: silent999 new my-call.yaml"
            raise UsageError("this title gives no id", hint)
        return path / f"{from_title}.yaml"
    is_folder = str(options.file).endswith(("/", os.sep))
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


def _text(options: Namespace, target: Path | None, today: date) -> tuple[str, list[Problem]]:
    """Return the text of the file, and the warnings of `check`, whose errors are raised."""
    title = options.title or USUAL_TITLE
    kind = options.kind or _usual_kind(options)
    own_id = stem_of(target) if target else for_file_name(title) or "my-call"
    month = f"{today.year + 1}-{today.month:02}"
    values = {"kind": kind, "id": own_id, "title": _quoted(title), "review_by": month}
    near = _quoted(options.near) if options.near else ""
    line = modeline("scenario", target.parent if target else Path())
    text = rendered(f"new/{kind}.yaml", modeline=line, near=near, **values)
    document = read_text(text, str(target or f"{own_id}.yaml"))
    known = KnownReferences(Library(options.folder))
    problems = levelled(lint(document, validated(document, Scenario), known))
    if own_id in known.scenarios:
        reason = f'there is a scenario "{own_id}" already'
        raise LibraryError(reason, "give it another title or file name")
    if any(problem.level == "error" for problem in problems):
        raise ContentError(problems)
    return text, problems
