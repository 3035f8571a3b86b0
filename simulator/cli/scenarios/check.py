"""`silent999 check`: read files without playing them, and name every mistake in one pass."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, name
from simulator.cli.console import Console
from simulator.cli.watching import add_watch, at_every_save
from simulator.content.library.library import Library
from simulator.errors import Problem, SimulatorError

if TYPE_CHECKING:
    from simulator.session.clock import WaitingClock


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "what",
        nargs="*",
        type=name,
        metavar="FILE|FOLDER",
        help="scenarios, profiles, forces, rubrics, plans, help lines, or folders; none: all known",
    )
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")
    parser.add_format("text", "json", "sarif", "github")
    parser.add_folders()
    add_watch(parser)
    parser.explain("The keys of a file say what it is: a scenario, a profile, a plan, and so on.")
    parser.explain(
        "An error ends with exit code 2. Warnings are shown and end with 0, unless --strict is"
        " given. `silent999 explain CODE` tells the rule behind a message."
    )


def run(options: Namespace, console: Console, clock: WaitingClock | None = None) -> int:
    """Check what was asked for, once or at every save."""
    return at_every_save(options, console, lambda: _check(options, console), clock)


def _check(options: Namespace, console: Console) -> int:
    from simulator.cli.requests import library_for, named_paths
    from simulator.proof.lint.lint import check

    library = library_for(options)
    wrong: list[SimulatorError] = []
    paths: Sequence[Path] = library.paths()
    if options.what:
        paths = named_paths(options.what, partial(_files, library), wrong)
    problems = check(library, paths)
    failed = options.strict and bool(problems)
    failed = failed or any(problem.level == "error" for problem in problems)
    _report(options.format, problems, len(paths), wrong, console, failed=failed)
    if wrong:
        return console.fail(wrong)
    return 2 if failed else 0


def _report(
    form: str,
    problems: Sequence[Problem],
    files: int,
    wrong: Sequence[SimulatorError],
    console: Console,
    *,
    failed: bool,
) -> None:
    """Tell of the problems: for people on the error stream, for programs as the result.

    What is wrong with the request people are told by whoever asked; programs, here.
    """
    from simulator.errors import render, render_all

    if form == "text":
        counted = not wrong and not failed
        if problems:
            console.complain(
                "\n\n".join(map(render, problems)) if counted else render_all(problems)
            )
        if counted:
            warnings = f"{len(problems)} warning{'s' if len(problems) > 1 else ''}"
            noun = "file" if files == 1 else "files"
            console.say(f"{files} {noun}, {warnings if problems else 'no problems'}")
        return
    from simulator.cli.reports.check import as_annotations, as_json, as_sarif

    if form == "json":
        console.say(as_json(problems, files, wrong, failed=failed))
    elif form == "sarif":
        console.say(as_sarif(problems, wrong, failed=failed))
    else:
        for line in as_annotations(problems, wrong):
            console.say(line)


def _files(library: Library, request: str) -> Sequence[Path]:
    """The files that a request means: of a folder, everything in it that a person may write."""
    from simulator.cli.requests import scenario_paths
    from simulator.content.files.paths import (
        KINDS_BESIDE,
        case_of,
        file_of,
        pack_files,
        part_files,
        scenario_files,
        yaml_files,
    )
    from simulator.errors import ContentError, LibraryError

    folder = Path(request)
    if not folder.is_dir():
        found = [folder] if folder.is_file() else scenario_paths(library, request)
        for path in filter(case_of, found):
            with suppress(ContentError):  # which `check` tells, whatever case is meant
                there = [each.case for each in library.documents(file_of(path))]
                if case_of(path) not in there:
                    what = f'there is no case "{case_of(path)}" in {file_of(path)}'
                    cases = ", ".join(filter(None, there))
                    raise LibraryError(what, f"there are {cases or 'none'}")
        return found
    beside = [path for kind in KINDS_BESIDE for path in yaml_files(folder / kind)]
    beside += part_files(folder)
    scenarios = [*scenario_files(folder), *pack_files(folder)]
    other = None if scenarios else _not_yaml(folder)
    if other is not None:
        hint = f"its files end in .yaml, and {other.name} does not: rename it"
        raise LibraryError(f"there is no scenario in {folder}", hint)
    return [*scenarios, *beside] or scenario_paths(library, request)


def _not_yaml(folder: Path) -> Path | None:
    """A text file in a folder that holds what a content file begins with, under another name."""
    for path in sorted(folder.glob("*.txt")):
        with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8") as stream:
            if re.search(r"^format:", stream.read(4_096), re.MULTILINE):
                return path
    return None
