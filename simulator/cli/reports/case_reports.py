"""Test reports as text, TAP, JSON and JUnit XML. No timestamps: equal runs give equal bytes.

There is a report even if no case was run, since a file or the request is wrong: a CI server reads
the report that it finds, and an old one would show the state of another day.
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

UNFINISHED = SimulatorError("the tests did not come to their end", "see what was told beside them")
"""The content of a report until there is a better one."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Mistake(NamedTuple):
    where: str
    """File and line, or `request`."""
    code: str
    what: str
    shown: str


def text(played: Sequence[RunResult]) -> str:
    """Return a line a case, why it failed under it, and a total."""
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
        shown = () if each.passed else each.shown()
        lines += [line, *(f"    {line}" for line in shown)]
    failed = _failed(played)
    total = f"{counted(len(played), 'case')}: {len(played) - failed} passed, {failed} failed"
    return "\n".join([*lines, total, ""])


def tap(played: Sequence[RunResult]) -> str:
    """Return Test Anything Protocol, version 14: a YAML block says why a case failed."""
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
        points.append((each.name, about, [] if each.passed else list(each.shown())))
    return _tap(points)


def as_json(played: Sequence[RunResult]) -> str:
    """Return one JSON object."""
    failed = _failed(played)
    cases = [_as_object(each) for each in played]
    return json_text({"passed": len(played) - failed, "failed": failed, "cases": cases})


def junit(played: Sequence[RunResult]) -> str:
    """Return JUnit's XML as CI servers read it: a suite a profile, at most a failure a case."""
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
                # One for all of them: readers count the elements, not the cases that have some.
                what = "; ".join(f"{_at(failure)}: {failure.what}" for failure in each.failures)
                shown = (
                    line for failure in each.failures for line in (_at(failure), *failure.shown)
                )
                _verdict(case, "failure", what, "expectation", "\n".join(shown))
    return _document(root)


def junit_not_run(errors: Sequence[SimulatorError]) -> str:
    """Return JUnit's XML: one suite, with an error for each mistake."""
    mistakes = list(_mistakes(errors))
    counts = {"tests": str(len(mistakes)), "failures": "0", "errors": str(len(mistakes))}
    root = ElementTree.Element("testsuites", {"name": "silent999", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "not played", **counts})
    for each in mistakes:
        name = _xml_text(each.where)
        case = ElementTree.SubElement(suite, "testcase", name=name, classname="silent999")
        _verdict(case, "error", f"{each.where}: {each.what}", each.code, each.shown)
    return _document(root)


def tap_not_run(errors: Sequence[SimulatorError]) -> str:
    """Return Test Anything Protocol: a test point that is not ok for each mistake."""
    return _tap(
        [
            (each.where, {"message": each.what, "severity": "error", "code": each.code}, [])
            for each in _mistakes(errors)
        ]
    )


def json_not_run(errors: Sequence[SimulatorError]) -> str:
    """Return one JSON object: no case, and the mistakes."""
    mistakes = [each._asdict() for each in _mistakes(errors)]
    return json_text({"passed": 0, "failed": 0, "errors": mistakes, "cases": []})


FORMS: dict[str, Callable[[Sequence[RunResult]], str]] = {
    "text": text,
    "tap": tap,
    "json": as_json,
    "junit": junit,
}
"""Each form of a report by its name."""

NOT_RUN: dict[str, Callable[[Sequence[SimulatorError]], str]] = {
    "tap": tap_not_run,
    "json": json_not_run,
    "junit": junit_not_run,
}
"""The forms that programs read, if no case was run; people read the error stream."""


def _tap(points: Sequence[tuple[str, dict[str, object], list[str]]]) -> str:
    """Return test points: the name, what is known of one that is not ok, and its failures."""
    lines = ["TAP version 14", f"1..{len(points)}"]
    for number, (name, about, failures) in enumerate(points, 1):
        lines.append(f"{'not ok' if about else 'ok'} {number} - {name}")
        if not about:
            continue
        lines.append("  ---")
        for key, value in about.items():
            # JSON is YAML: quoted like this, no text can be taken for anything else.
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
    """Return an XML document; ASCII, so that no encoding of the output can spoil it."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _xml_text(text: str) -> str:
    """Return the text, with an escape for every character that XML cannot hold."""
    return _NOT_XML.sub(lambda found: ascii(found[0])[1:-1], text)


def _at(failure: Failure) -> str:
    return f"{failure.file}:{failure.line}"


def _failed(played: Sequence[RunResult]) -> int:
    return sum(not each.passed for each in played)


def _counts(name: str, played: Sequence[RunResult]) -> dict[str, str]:
    return {"name": name, "tests": str(len(played)), "failures": str(_failed(played))}


def _mistakes(errors: Iterable[SimulatorError]) -> Iterator[_Mistake]:
    for error in errors:
        if isinstance(error, ContentError):
            yield from map(_in_a_file, dict.fromkeys(error.problems))
        else:
            yield _Mistake("request", "request", error.message, str(error))


def _in_a_file(problem: Problem) -> _Mistake:
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return _Mistake(where, problem.code, problem.found, render(problem))
