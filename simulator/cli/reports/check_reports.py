"""Reports of `check` for other programs: JSON, SARIF 2.1.0 and GitHub annotations."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from simulator import __version__
from simulator.cli.reports.layout import json_text
from simulator.content.diagnostics.error_codes import MessageCode, ProseExample, catalogue
from simulator.content.files.find_files import resolved
from simulator.errors import Problem, SimulatorError, shown, total

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

LONGEST_SOURCE = 1_000
"""Most characters quoted from one line."""


REQUEST = "request"
"""Code of an error in the command line, which has no file and no entry in `explain`."""


def as_json(
    problems: Sequence[Problem], files: int, wrong: Sequence[SimulatorError] = (), *, failed: bool
) -> str:
    """Return one object: counts, failed or not, every problem; those in `wrong` have no file."""
    every = [*map(_as_problem, wrong), *problems]
    report = {
        "files": files,
        "errors": sum(problem.level == "error" for problem in every),
        "warnings": sum(problem.level == "warning" for problem in every),
        "failed": failed or bool(wrong),
        "problems": [_plain(problem) for problem in every],
    }
    return json_text(report)


def as_sarif(
    problems: Sequence[Problem], wrong: Sequence[SimulatorError] = (), *, failed: bool
) -> str:
    """Return a SARIF log (Static Analysis Results Interchange Format).

    Errors of the command line, `wrong`, are notifications, since a result needs a file. Paths are
    relative to the repository, or else the working folder, as code scanning expects.
    """
    used = list(dict.fromkeys(problem.code for problem in problems))
    driver = {
        "name": "silent999",
        "semanticVersion": __version__,
        "rules": [_rule(code, catalogue()[code]) for code in used],
    }
    invocation: dict[str, Any] = {
        "executionSuccessful": not wrong,
        "exitCode": 2 if failed or wrong else 0,
    }
    if wrong:
        invocation["toolConfigurationNotifications"] = [
            {"level": "error", "message": {"text": _message(_as_problem(error))}} for error in wrong
        ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(problem, used.index(problem.code)) for problem in problems],
    }
    return json_text({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_annotations(
    problems: Sequence[Problem], wrong: Sequence[SimulatorError] = ()
) -> Iterator[str]:
    """Yield GitHub's workflow commands for annotations (`wrong`: of the whole run), and a total."""
    for problem in [*map(_as_problem, wrong), *problems]:
        place = {"file": _relative(problem.file)} if problem.file else {}
        if problem.line:
            place |= {
                "line": str(problem.line),
                "endLine": str(problem.line),
                "col": str(problem.column),
                "endColumn": str(problem.column + problem.width),
            }
        place["title"] = f"silent999 {problem.code}"
        properties = ",".join(f"{key}={_property(text)}" for key, text in place.items())
        yield f"::{problem.level} {properties}::{_data(_message(problem))}"
    if problems:
        yield total(problems)


def _as_problem(error: SimulatorError) -> Problem:
    return Problem("", 0, 0, REQUEST, error.message, "", error.hint)


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.column + problem.width if problem.line else 0,
        "level": problem.level,
        "code": problem.code,
        "path": problem.path,
        "found": problem.found,
        "expected": problem.expected,
        "mend": problem.fix,
        "source": problem.source[:LONGEST_SOURCE],
        "mended": problem.fixed_line[:LONGEST_SOURCE],
    }


def _message(problem: Problem) -> str:
    """Return the message in lines, without its position."""
    where = f"in {problem.path}: " if problem.path else ""
    lines = [where + problem.found]
    lines += [f"expected: {problem.expected}"] if problem.expected else []
    lines += [f"fix: {problem.fix}"] if problem.fix else []
    lines += [f"so: {problem.fixed_line.strip()}"] if problem.fixed_line else []
    return "\n".join(map(shown, lines))


def _rule(code: str, held: MessageCode) -> dict[str, Any]:
    examples = [
        f"{label}: {example.says if isinstance(example, ProseExample) else example.strip()}"
        for label, example in (("wrong", held.wrong), ("right", held.right))
    ]
    return {
        "id": code,
        "shortDescription": {"text": held.rule},
        "fullDescription": {"text": held.why},
        "help": {"text": "\n\n".join([f"What to do: {held.fix}.", *examples])},
        "defaultConfiguration": {"level": held.level},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        physical["region"] = {
            "startLine": problem.line,
            "startColumn": problem.column,
            "endColumn": problem.column + problem.width,
            "snippet": {"text": problem.source[:LONGEST_SOURCE]},
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.level,
        "message": {"text": _message(problem)},
        "locations": [location],
        **({"fixes": [_fix(problem)]} if problem.fixed_line else {}),
    }


def _fix(problem: Problem) -> dict[str, Any]:
    """Return the edit that replaces the line by the corrected one."""
    line = {"startLine": problem.line, "startColumn": 1, "endColumn": len(problem.source) + 1}
    replacement = {"deletedRegion": line, "insertedContent": {"text": problem.fixed_line}}
    location = {"uri": _uri(problem.file)}
    change = {"artifactLocation": location, "replacements": [replacement]}
    return {"description": {"text": problem.fix}, "artifactChanges": [change]}


def _relative(file: str) -> str:
    """Return a file relative to the GitHub workspace, else to the working folder.

    A workflow step may run in a subfolder, but annotations need paths from the workspace. A file
    outside both keeps its path.
    """
    places = [Path(each) for each in (os.environ.get("GITHUB_WORKSPACE"), Path.cwd()) if each]
    with suppress(OSError, ValueError):
        path = resolved(Path(file))
        for place in map(resolved, places):
            if path.is_relative_to(place):
                return path.relative_to(place).as_posix()
    return file


def _uri(file: str) -> str:
    relative = _relative(file)
    if Path(relative).is_absolute():
        return "file://" + quote(Path(relative).as_posix(), errors="surrogateescape")
    # quote() escapes colons: one in the first part would look like a URI scheme.
    return quote(relative, safe="/", errors="surrogateescape")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
