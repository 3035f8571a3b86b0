"""`silent999 check`: check files without running them, and report every problem in one pass."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from simulator.cli.arguments import Parser
from simulator.cli.output import Console
from simulator.cli.reports.check_reports import as_annotations, as_json, as_sarif
from simulator.cli.reports.layout import counted
from simulator.cli.run_selection import library_for, named_paths, scenario_paths
from simulator.cli.watch_files import add_watch, at_every_save
from simulator.content.checks.content_warnings import check
from simulator.content.files import find_files as find
from simulator.content.library.library import Library
from simulator.errors import ContentError, Problem, SimulatorError, render, render_all
from simulator.proof.strict_check import findings
from simulator.session.clock import WaitingClock


def arguments(parser: Parser) -> None:
    about = "files of any kind, or folders (default: everything shipped and in --folder)"
    parser.takes("what", "FILE|FOLDER", about, nargs="*")
    parser.flag("--strict", "treat warnings as errors; also run each scenario once")
    parser.add_format("text", "json", "sarif", "github")
    parser.add_folders()
    add_watch(parser)
    parser.explain(
        "The kind of a file (scenario, profile, plan, ...) is recognised by its keys. Exit codes: "
        "0 no errors, 2 errors, or warnings with --strict. `silent999 explain CODE` explains a "
        "message."
    )


def run(options: Namespace, console: Console, clock: WaitingClock | None = None) -> int:
    """Check the files, once or at every save."""
    return at_every_save(options, console, lambda: _check(options, console), clock)


def _check(options: Namespace, console: Console) -> int:
    library = library_for(options)
    wrong: list[SimulatorError] = []
    paths: Sequence[Path] = library.paths()
    if options.what:
        paths = named_paths(options.what, partial(_files, library), wrong)
    beyond = partial(findings, library=library) if options.strict else None
    problems = check(library, paths, beyond=beyond)
    failed = options.strict and bool(problems)
    failed = failed or any(problem.level == "error" for problem in problems)
    match options.format:
        case "text":
            _report(problems, len(paths), console, failed=failed or bool(wrong))
        case "json":
            console.write(as_json(problems, len(paths), wrong, failed=failed))
        case "sarif":
            console.write(as_sarif(problems, wrong, failed=failed))
        case _:
            console.say_lines(as_annotations(problems, wrong))
    if wrong:
        return console.fail(wrong)
    return 2 if failed else 0


def _report(problems: Sequence[Problem], files: int, console: Console, *, failed: bool) -> None:
    """Print the problems to the error stream; the total goes there too if the check failed."""
    if problems:
        console.complain(render_all(problems) if failed else "\n\n".join(map(render, problems)))
    if not failed:
        warnings = counted(len(problems), "warning") if problems else "no problems"
        console.say(f"{counted(files, 'file')}, {warnings}")


def _files(library: Library, request: str) -> Sequence[Path]:
    """Return the files that a request names; in a folder, all kinds that authors write."""
    folder = Path(request)
    if not folder.is_dir():
        found = [folder] if folder.is_file() else scenario_paths(library, request)
        for path in filter(find.case_of, found):
            with suppress(ContentError):  # `check` reports an unreadable file.
                library.document(path)
        return found
    beside = [path for kind in find.KINDS_BESIDE for path in find.yaml_files(folder / kind)]
    beside += (*find.part_files(folder), *find.translation_files(folder))
    scenarios = [*find.scenario_files(folder), *find.pack_files(folder)]
    return [*scenarios, *beside] or scenario_paths(library, request)
