"""`silent999 check`: check files, and report every problem in one pass.

Other programs get JSON, SARIF 2.1.0 or GitHub annotations.
"""

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from simulator import __version__, errors
from simulator.cli.arguments import Parser
from simulator.cli.file_fixes import fix_files, only_sure
from simulator.cli.layout import counted, json_text
from simulator.cli.output import Console
from simulator.cli.run_selection import library_for, named_paths, scenario_paths
from simulator.cli.scenarios.understood import refuse_lonely, run_understood
from simulator.content.checks.content_warnings import check
from simulator.content.files import find_files as find
from simulator.content.files.file_kinds import kind_of
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.scenario.expand import PARTS
from simulator.content.yaml.reader import catalogue
from simulator.errors import ContentError, Problem, SimulatorError

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LONGEST_SOURCE = 1_000
"""Most characters quoted from one line."""


def arguments(parser: Parser) -> None:
    about = "files of any kind, or folders (default: everything shipped and in --folder)"
    parser.takes("what", "FILE|FOLDER", about, nargs="*")
    parser.flag("--strict", "treat warnings as errors; also measure how long each call takes")
    parser.flag("--fix", "apply the fixes that are literal and sure, and print the changes")
    parser.flag("--diff", "print the changes of --fix, or of --write, and write nothing")
    parser.flag("--understood", "instead: print what each scripted sentence is understood as")
    parser.flag("--write", "with --understood: write it beside the words, as means: {...}")
    parser.flag("--nothing", "with --write: write means: {} where nothing is understood")
    parser.add_format("text", "json", "sarif", "github")
    parser.add_folders()
    parser.explain(
        "The kind of a file (scenario, profile, plan, ...) is recognised by its keys. Exit codes: "
        "0 no errors, 2 errors, or warnings with --strict. `silent999 explain CODE` explains a "
        "message. What --write puts beside words is a proposal: read it over, and correct it."
    )


def run(options: Namespace, console: Console) -> int:
    """Check the files."""
    refuse_lonely(options)
    library = library_for(options)
    wrong: list[SimulatorError] = []
    paths: Sequence[Path] = library.paths()
    if options.what:
        paths = named_paths(options.what, partial(_files, library), wrong)
    if wrong:
        return console.fail(wrong)
    if options.understood:
        return run_understood(library, paths, options, console)
    found, unwritten = partial(_problems, strict=options.strict), False
    if options.fix or options.diff:
        unwritten = fix_files(library, paths, found, options, console)
        library = library_for(options)
    problems = found(library, paths)
    failed = unwritten or (options.strict and bool(problems))
    failed = failed or any(problem.level == "error" for problem in problems)
    if options.format == "sarif" or not (options.fix or options.diff):
        problems = only_sure(library, problems, found, options)
    match options.format:
        case "text":
            _report(problems, len(paths), console, failed=failed)
            literal = sum(bool(each.edits) for each in problems)
            if literal and not (options.fix or options.diff):
                console.complain(f"`check --fix` can fix {literal} of {len(problems)}")
        case "json":
            console.write(as_json(problems, len(paths), failed=failed))
        case "sarif":
            console.write(as_sarif(problems, exit_code=2 if failed else 0))
        case _:
            console.say_lines(as_annotations(problems))
    return 2 if failed else 0


def _problems(library: Library, paths: Sequence[Path], *, strict: bool) -> list[Problem]:
    problems = check(library, paths)
    return problems or [each for path in paths if strict for each in playing_times(library, path)]


def playing_times(library: Library, path: Path) -> Iterator[Problem]:
    """Yield a warning for each scenario in a file without problems whose `about` is not so."""
    if path.parent.name in PARTS or kind_of(library.read(find.file_of(path)).value) != "scenario":
        return
    # Deferred: only a check with --strict plays anything.
    from simulator.session.run import headless_run
    from simulator.session.run.checked_runs import wrong_about

    profile = library.profile().profile
    for case in library.cases(path):
        loaded = library.scenario(case)
        force = library.force(loaded.scenario.force or DEFAULT_FORCE).force
        yield from wrong_about(loaded, headless_run.run(loaded.scenario, profile, force).log)


def _report(problems: Sequence[Problem], files: int, console: Console, *, failed: bool) -> None:
    """Print the problems to the error stream; the total goes there too if the check failed."""
    if problems:
        console.complain(
            errors.render_all(problems) if failed else "\n\n".join(map(errors.render, problems))
        )
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
    return [*find.scenario_files(folder), *beside] or scenario_paths(library, request)


def as_json(problems: Sequence[Problem], files: int, *, failed: bool) -> str:
    """Return one object: counts, failed or not, every problem."""
    kept = ("level", "code", "path", "found", "expected")
    report = {
        "files": files,
        "errors": sum(problem.level == "error" for problem in problems),
        "warnings": sum(problem.level == "warning" for problem in problems),
        "failed": failed,
        "problems": [
            {
                **{key: getattr(problem, key) for key in ("file", "line", "column")},
                "end_column": problem.column + problem.width if problem.line else 0,
                **{key: getattr(problem, key) for key in kept},
                "mend": problem.fix,
                "source": problem.source[:LONGEST_SOURCE],
            }
            for problem in problems
        ],
    }
    return json_text(report)


def as_sarif(problems: Sequence[Problem], *, exit_code: int, ran: bool = True) -> str:
    """Return a SARIF log (Static Analysis Results Interchange Format).

    Paths are relative to the repository, or else the working folder, as code scanning expects.
    """
    used = list(dict.fromkeys(problem.code for problem in problems))
    rules = [_rule(code, catalogue()[code]) for code in used]
    driver = {"name": "silent999", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": ran, "exitCode": exit_code}],
        "results": [_result(problem, used.index(problem.code)) for problem in problems],
    }
    return json_text({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_annotations(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield GitHub's workflow commands for annotations, and a total."""
    for problem in problems:
        place = {"file": _relative(problem.file)} if problem.file else {}
        if problem.line:
            lines = {"line": problem.line, "endLine": problem.line}
            columns = {"col": problem.column, "endColumn": problem.column + problem.width}
            place |= {key: str(at) for key, at in (lines | columns).items()}
        place["title"] = f"silent999 {problem.code}"
        properties = ",".join(
            f"{key}={_data(text).replace(':', '%3A').replace(',', '%2C')}"
            for key, text in place.items()
        )
        yield f"::{problem.level} {properties}::{_data(errors.message_of(problem))}"
    if problems:
        yield errors.total(problems)


def _rule(code: str, held: Mapping[str, Any]) -> dict[str, Any]:
    examples = [
        f"{label}: {example.strip() if isinstance(example, str) else example['says']}"
        for label, example in ((label, held[label]) for label in ("wrong", "right"))
    ]
    return {
        "id": code,
        "shortDescription": {"text": held["rule"]},
        "fullDescription": {"text": held["why"]},
        "help": {"text": "\n\n".join([f"What to do: {held['mend']}.", *examples])},
        "defaultConfiguration": {"level": held["level"]},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    artifact = {"artifactLocation": {"uri": _uri(problem.file)}}
    place: dict[str, Any] = dict(artifact)
    if problem.line:
        region = _region(problem.line, problem.column, problem.width)
        place["region"] = {**region, "snippet": {"text": problem.source[:LONGEST_SOURCE]}}
    location: dict[str, Any] = {"physicalLocation": place}
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    replacements = [
        {"deletedRegion": _region(*edit[1:]), "insertedContent": {"text": edit.text}}
        for edit in problem.edits
    ]
    change = {"artifactChanges": [{**artifact, "replacements": replacements}]}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.level,
        "message": {"text": errors.message_of(problem)},
        "locations": [location],
        **({"fixes": [change]} if replacements else {}),
    }


def _region(line: int, column: int, width: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endColumn": column + width}


def _relative(file: str) -> str:
    """Return a file relative to the GitHub workspace, else to the working folder.

    A workflow step may run in a subfolder, but annotations need paths from the workspace. A file
    outside both keeps its path.
    """
    places = [Path(each) for each in (os.environ.get("GITHUB_WORKSPACE"), Path.cwd()) if each]
    with suppress(OSError, ValueError):
        path = find.resolved(Path(file))
        for place in map(find.resolved, places):
            if path.is_relative_to(place):
                return path.relative_to(place).as_posix()
    return file


def _uri(file: str) -> str:
    relative = Path(_relative(file))
    # quote() escapes colons: one in the first part of a relative path would look like a scheme.
    scheme = "file://" if relative.is_absolute() else ""
    return scheme + quote(relative.as_posix(), errors="surrogateescape")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
