"""Test reports as text, TAP, JSON and JUnit XML. No timestamps: equal runs give equal bytes.

There is a report even if no case was run because the command or a file is invalid. Otherwise a CI
server would read the old report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from xml.etree import ElementTree

from simulator.cli.reports.layout import counted, json_text, table
from simulator.core.instant import clock
from simulator.errors import ContentError, Problem, SimulatorError, render
from simulator.session.run.judged_runs import Failure, RunResult

UNFINISHED = SimulatorError("the tests did not finish", "see the messages of the run")
"""Content of a report until the run has finished."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _ReportedProblem(NamedTuple):
    where: str
    """File and line, or `request` for the command line."""
    code: str
    what: str
    shown: str


def text(played: Sequence[RunResult]) -> str:
    """Return one line for each case, the reasons for failures, and a total."""
    rows = [
        (
            each.name,
            each.outcome or "no end",
            f"{clock(each.duration):>8}",
            "passed" if each.passed else "failed",
        )
        for each in played
    ]
    lines: list[str] = []
    for line, each in zip(table(rows), played, strict=True):
        shown = () if each.passed else each.report_lines()
        lines += [line, *(f"    {line}" for line in shown)]
    failed = _failed(played)
    total = f"{counted(len(played), 'case')}: {len(played) - failed} passed, {failed} failed"
    return "\n".join([*lines, total, ""])


def tap(played: Sequence[RunResult]) -> str:
    """Return TAP version 14, with a YAML block for each failure."""
    points = []
    for each in played:
        about: dict[str, object] = {}
        if not each.passed:
            first = each.failures[0]
            about = {
                "message": first.what,
                "severity": "fail",
                "at": {"file": first.file, "line": first.line},
            }
        points.append((each.name, about, [] if each.passed else list(each.report_lines())))
    return _tap(points)


def as_json(played: Sequence[RunResult]) -> str:
    """Return one JSON object."""
    failed = _failed(played)
    cases = [_as_object(each) for each in played]
    return json_text({"passed": len(played) - failed, "failed": failed, "cases": cases})


def junit(played: Sequence[RunResult]) -> str:
    """Return JUnit XML as CI servers read it: one suite for each profile."""
    root = ElementTree.Element("testsuites", _counts("silent999", played))
    by_profile = sorted(played, key=lambda each: each.profile)
    for profile, group in groupby(by_profile, key=lambda each: each.profile):
        suite_cases = list(group)
        suite = ElementTree.SubElement(root, "testsuite", _counts(profile, suite_cases))
        suite.set("errors", "0")
        for each in suite_cases:
            case = ElementTree.SubElement(
                suite, "testcase", name=each.name, classname=f"scenarios.{each.kind}"
            )
            if each.failures:
                # One element for all failures of a case: readers count elements, not cases.
                what = "; ".join(f"{_at(failure)}: {failure.what}" for failure in each.failures)
                shown = (
                    line for failure in each.failures for line in (_at(failure), *failure.shown)
                )
                _verdict(case, "failure", what, "expectation", "\n".join(shown))
    return _document(root)


def junit_not_run(errors: Sequence[SimulatorError]) -> str:
    """Return JUnit XML with one suite and an error for each problem."""
    problems = list(_problems(errors))
    counts = {"tests": str(len(problems)), "failures": "0", "errors": str(len(problems))}
    root = ElementTree.Element("testsuites", {"name": "silent999", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "not run", **counts})
    for each in problems:
        name = _xml_text(each.where)
        case = ElementTree.SubElement(suite, "testcase", name=name, classname="silent999")
        _verdict(case, "error", f"{each.where}: {each.what}", each.code, each.shown)
    return _document(root)


def tap_not_run(errors: Sequence[SimulatorError]) -> str:
    """Return TAP with a failed test point for each problem."""
    return _tap(
        [
            (each.where, {"message": each.what, "severity": "error", "code": each.code}, [])
            for each in _problems(errors)
        ]
    )


def json_not_run(errors: Sequence[SimulatorError]) -> str:
    """Return a JSON object with the problems and no case."""
    problems = [each._asdict() for each in _problems(errors)]
    return json_text({"passed": 0, "failed": 0, "errors": problems, "cases": []})


FORMS: dict[str, Callable[[Sequence[RunResult]], str]] = {
    "text": text,
    "tap": tap,
    "json": as_json,
    "junit": junit,
}
"""Report functions by `--format`."""

NOT_RUN: dict[str, Callable[[Sequence[SimulatorError]], str]] = {
    "tap": tap_not_run,
    "json": json_not_run,
    "junit": junit_not_run,
}
"""Report functions if no case was run. Text has none: the error stream has the messages."""


def _tap(points: Sequence[tuple[str, dict[str, object], list[str]]]) -> str:
    """Return TAP for points of name, diagnostics (empty if it passed) and failure lines."""
    lines = ["TAP version 14", f"1..{len(points)}"]
    for number, (name, about, failures) in enumerate(points, 1):
        lines.append(f"{'not ok' if about else 'ok'} {number} - {name}")
        if not about:
            continue
        lines.append("  ---")
        for key, value in about.items():
            # JSON strings are valid YAML, and quoting them avoids any other reading.
            plain = key in ("severity", "code")
            lines.append(f"  {key}: {value if plain else json.dumps(value)}")
        if failures:
            lines += ["  failures:", *(f"    - {json.dumps(line)}" for line in failures)]
        lines.append("  ...")
    return "".join(f"{line}\n" for line in lines)


def _as_object(played: RunResult) -> dict[str, Any]:
    return {
        "name": played.name,
        "file": str(played.path),
        "profile": played.profile,
        "outcome": played.outcome or None,
        "duration_ms": played.duration,
        "passed": played.passed,
        "failures": [failure._asdict() for failure in played.failures],
        "skipped": played.skipped,
    }


def _verdict(case: ElementTree.Element, tag: str, what: str, kind: str, shown: str) -> None:
    element = ElementTree.SubElement(case, tag, message=_xml_text(what), type=kind)
    element.text = _xml_text(shown)


def _document(root: ElementTree.Element) -> str:
    """Return an XML document in ASCII, which is valid in any output encoding."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _xml_text(text: str) -> str:
    """Return the text, with characters that XML forbids escaped."""
    return _NOT_XML.sub(lambda found: ascii(found[0])[1:-1], text)


def _at(failure: Failure) -> str:
    return f"{failure.file}:{failure.line}"


def _failed(played: Sequence[RunResult]) -> int:
    return sum(not each.passed for each in played)


def _counts(name: str, played: Sequence[RunResult]) -> dict[str, str]:
    return {"name": name, "tests": str(len(played)), "failures": str(_failed(played))}


def _problems(errors: Iterable[SimulatorError]) -> Iterator[_ReportedProblem]:
    for error in errors:
        if isinstance(error, ContentError):
            yield from map(_in_a_file, dict.fromkeys(error.problems))
        else:
            yield _ReportedProblem("request", "request", error.message, str(error))


def _in_a_file(problem: Problem) -> _ReportedProblem:
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return _ReportedProblem(where, problem.code, problem.found, render(problem))
