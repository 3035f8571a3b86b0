"""`silent999 check`: read files without playing them, and name every mistake in one pass."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from simulator.cli.arguments import Parser, name
from simulator.cli.console import Console
from simulator.content.library import Library


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "what",
        nargs="*",
        type=name,
        metavar="FILE|FOLDER",
        help="scenarios, profiles, forces, rubrics, plans, help lines, or folders; none: all known",
    )
    parser.add_folders()
    parser.explain("The keys of a file say what it is: a scenario, a profile, a plan, and so on.")


def run(options: Namespace, console: Console) -> int:
    """Check what was asked for."""
    from simulator.cli.requests import library_for, named_paths
    from simulator.content.lint import check
    from simulator.errors import ContentError, SimulatorError

    library = library_for(options)
    wrong: list[SimulatorError] = []
    paths: Sequence[Path] = library.paths()
    if options.what:
        paths = named_paths(options.what, partial(_files, library), wrong)
    problems = check(library, paths)
    if problems:
        wrong.append(ContentError(problems))
    if wrong:
        return console.fail(wrong)
    console.say(f"{len(paths)} {'file' if len(paths) == 1 else 'files'}, no problems")
    return 0


def _files(library: Library, request: str) -> Sequence[Path]:
    """The files that a request means: of a folder, everything in it that a person may write."""
    from simulator.cli.requests import scenario_paths
    from simulator.content.finding import KINDS_BESIDE, pack_files, scenario_files, yaml_files

    folder = Path(request)
    if not folder.is_dir():
        return [folder] if folder.is_file() else scenario_paths(library, request)
    beside = [path for kind in KINDS_BESIDE for path in yaml_files(folder / kind)]
    return [*scenario_files(folder), *beside, *pack_files(folder)] or scenario_paths(
        library, request
    )
