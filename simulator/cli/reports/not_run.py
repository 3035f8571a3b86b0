"""Reports of tests that were not played, since a file or the request is wrong.

A CI server reads the report that it finds. So there is one in any case, and it says that nothing
passed: an old one would show the state of another day.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from simulator.cli.reports.junit_tap import document, xml_text
from simulator.errors import ContentError, Problem, SimulatorError, render

UNFINISHED = SimulatorError("the tests did not come to their end", "see what was told beside them")
"""What a report says until there is a better one."""


class _Mistake(NamedTuple):
    where: str
    """File and line; what is wrong with the request stands in no file."""
    code: str
    what: str
    shown: str


def junit(errors: Sequence[SimulatorError]) -> str:
    """JUnit's XML: one suite, with an error for each mistake."""
    mistakes = list(_mistakes(errors))
    counts = {"tests": str(len(mistakes)), "failures": "0", "errors": str(len(mistakes))}
    root = ElementTree.Element("testsuites", {"name": "silent999", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "not played", **counts})
    for each in mistakes:
        name = xml_text(each.where)
        case = ElementTree.SubElement(suite, "testcase", name=name, classname="silent999")
        error = ElementTree.SubElement(
            case, "error", message=xml_text(f"{each.where}: {each.what}"), type=each.code
        )
        error.text = xml_text(each.shown)
    return document(root)


def tap(errors: Sequence[SimulatorError]) -> str:
    """Test Anything Protocol, version 14: a test point that is not ok for each mistake."""
    mistakes = list(_mistakes(errors))
    lines = ["TAP version 14", f"1..{len(mistakes)}"]
    for number, each in enumerate(mistakes, 1):
        lines += [
            f"not ok {number} - {each.where}",
            "  ---",
            f"  message: {json.dumps(each.what)}",
            "  severity: error",
            f"  code: {each.code}",
            "  ...",
        ]
    return "".join(f"{line}\n" for line in lines)


def as_json(errors: Sequence[SimulatorError]) -> str:
    """One JSON object: no case, and the mistakes."""
    mistakes = [each._asdict() for each in _mistakes(errors)]
    whole = {"passed": 0, "failed": 0, "errors": mistakes, "cases": []}
    return json.dumps(whole, indent=1) + "\n"


FORMS: dict[str, Callable[[Sequence[SimulatorError]], str]] = {
    "tap": tap,
    "json": as_json,
    "junit": junit,
}
"""Each form that programs read, by its name; people are told on the error stream."""


def _mistakes(errors: Iterable[SimulatorError]) -> Iterator[_Mistake]:
    for error in errors:
        if isinstance(error, ContentError):
            yield from map(_in_a_file, dict.fromkeys(error.problems))
        else:
            yield _Mistake("request", "request", error.message, str(error))


def _in_a_file(problem: Problem) -> _Mistake:
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return _Mistake(where, problem.code, problem.found, render(problem))
