"""`silent999 test`: run scenarios as test cases, for continuous integration.

Reports are text, TAP, JSON and JUnit XML, without timestamps: equal runs give equal bytes. There is
a report even if no case was run because the command or a file is invalid. Otherwise a CI server
would read the old report.
"""

from __future__ import annotations

import json
import os
import re
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from simulator.cli.arguments import Parser, UsageError, number, path_named
from simulator.cli.layout import counted, json_text, table
from simulator.cli.output import Console
from simulator.cli.run_selection import jobs, library_for
from simulator.cli.write_files import write_whole
from simulator.core.instant import clock
from simulator.errors import ContentError, SimulatorError, render
from simulator.proof.verify.worker_processes import cores, run_tasks
from simulator.session.run.judged_runs import (
    Failure,
    RunRequest,
    RunResult,
    difference,
    golden_path,
    keep,
    play,
)

WORTH = 500
"""Fewest cases for which more processes save time (measured)."""

_PROCESSES = number(1, 256, whole=True, expected="a number of processes from 1 to 256")
_UNFINISHED = SimulatorError("the tests did not finish", "see the messages of the run")
"""Content of a report until the run has finished."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def arguments(parser: Parser) -> None:
    parser.add_runs("test")
    parser.add_pack("test")
    repeated: dict[str, Any] = {"action": "append", "default": []}
    parser.takes("--tag", "TAG", "only scenarios with this tag; may be repeated", **repeated)
    about = "only scenarios of this level, or range such as 1-2; may be repeated"
    parser.takes("--level", "N", about, read=_levels, **repeated)
    about = "only cases whose name (one-tap[wmp]) or title contains TEXT; may be repeated"
    parser.takes("-k", "TEXT", about, dest="words", **repeated)
    about = f"number of processes; the output is the same (default: 1 for fewer than {WORTH} cases)"
    parser.takes("-j --jobs", "N", about, read=_PROCESSES, default=0)
    about = "also compare each log with the golden log in FOLDER"
    parser.takes("--golden", "FOLDER", about, read=path_named)
    parser.flag("--update-golden", "write the logs to the --golden folder, and show the changes")
    about = "also write a JUnit XML report to FILE"
    parser.takes("--junit", "FILE", about, read=path_named)
    parser.add_format(*_FORMS)
    parser.add_folders()
    parser.explain(
        "Every scenario under every profile is a test case. Equal runs give equal output on any "
        "machine. Exit codes: 0 all passed, 1 some failed, 2 invalid command or file; the TAP, "
        "JSON and JUnit reports then contain the error."
    )


def run(options: Namespace, console: Console, environ: Mapping[str, str] = os.environ) -> int:
    """Run the test cases, after reading all files."""
    if options.junit is not None:
        _refuse_report(options.junit)
        # If the run is interrupted, an old report must not look like its result.
        write_whole(options.junit, [junit_not_run([_UNFINISHED]).encode()], replace=True)
    try:
        _check_golden(options, environ)
        return _test(options, console)
    except SimulatorError as error:
        _report_errors([error], options, console)
        raise


def _test(options: Namespace, console: Console) -> int:
    planned, wrong, _ = jobs(options, library_for(options))
    if wrong:
        _report_errors(wrong, options, console)
        return console.fail(wrong)
    cases = [case for case in planned if _wanted(case, options)]
    if not cases:
        raise UsageError(f"none of {len(planned)} cases is selected", "loosen --tag, --level or -k")
    processes = options.jobs or (cores() if len(cases) >= WORTH else 1)
    work = partial(play, with_log=options.golden is not None)
    with console.progress(run_tasks(work, cases, processes, batch=16), len(cases)) as results:
        played = list(results)
    if options.golden is not None:
        pairs = zip(cases, played, strict=True)
        played = [_against_golden(options, case, each, console) for case, each in pairs]
    console.write(_FORMS[options.format](played))
    if options.junit is not None:
        write_whole(options.junit, [junit(played).encode()], replace=True)
    return 0 if all(each.passed for each in played) else 1


def _report_errors(errors: Sequence[SimulatorError], options: Namespace, console: Console) -> None:
    """Write the reports that programs read, with the errors in place of results."""
    if options.format in _NOT_RUN:
        console.write(_NOT_RUN[options.format](errors))
    if options.junit is not None:
        write_whole(options.junit, [junit_not_run(errors).encode()], replace=True)


def _refuse_report(path: Path) -> None:
    """Check that the report can be written, before the run."""
    if str(path) == "-":
        raise UsageError("--junit does not write to standard output", "use --format junit")
    if (path.exists() and not path.is_file()) or not path.parent.is_dir():
        raise UsageError(f"no report can be written to {path}", "name a file in an existing folder")


def _check_golden(options: Namespace, environ: Mapping[str, str]) -> None:
    """Check that golden logs can be read or written, before the run."""
    golden = options.golden
    if golden is None and options.update_golden:
        raise UsageError("--update-golden needs a folder", "add --golden FOLDER")
    if golden is not None and golden.exists() and not golden.is_dir():
        raise UsageError(f"{golden} is not a folder", "golden logs are files in a folder")
    if golden is not None and not golden.exists() and not options.update_golden:
        raise UsageError(f"there is no folder {golden}", "--update-golden creates it")
    if options.update_golden and environ.get("CI") == "true":
        raise UsageError(
            "golden logs are not written if CI=true: the differences would go unread",
            "write them on your machine, and commit them",
        )


def _wanted(case: RunRequest, options: Namespace) -> bool:
    scenario = case.loaded.scenario
    named = f"{case.name} {scenario.title}".lower()
    return (
        (not options.tag or not set(options.tag).isdisjoint(scenario.tags))
        and (not options.level or any(scenario.level in levels for levels in options.level))
        and (not options.words or any(word.lower() in named for word in options.words))
    )


def _against_golden(
    options: Namespace, case: RunRequest, played: RunResult, console: Console
) -> RunResult:
    """Compare a log with its golden log, or write it. A difference fails the case."""
    path = golden_path(options.golden, case.loaded.scenario.id, case.profile.id)
    found = difference(path, played.log)
    if found is None:
        return played
    if options.update_golden:
        keep(path, played.log)
        for line in (f"{path}: written", *found.shown):
            console.complain(line)
        return played
    what = f"the golden log {path} differs from line {found.line} on"
    if not path.exists():
        what = f"there is no golden log {path}"
    fix = "read the difference; if it is intended, use --update-golden"
    failure = Failure(what, str(case.loaded.file), 1, (what, *found.shown, fix))
    return replace(played, failures=(*played.failures, failure))


def _levels(word: str) -> range:
    first, _, last = word.partition("-")
    try:
        levels = range(int(first), int(last or first) + 1)
    except ValueError:
        levels = range(0)
    if not levels or not set(levels) <= set(range(1, 5)):
        raise ArgumentTypeError(f"expected a level from 1 to 4, or a range such as 1-2, got {word}")
    return levels


def _failed(played: Iterable[RunResult]) -> int:
    return sum(not each.passed for each in played)


def _text(played: Sequence[RunResult]) -> str:
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


def _json(played: Sequence[RunResult]) -> str:
    cases = [
        {
            "name": each.name,
            "file": str(each.path),
            "profile": each.profile,
            "outcome": each.outcome or None,
            "duration_ms": each.duration,
            "passed": each.passed,
            "failures": [failure._asdict() for failure in each.failures],
            "skipped": each.skipped,
        }
        for each in played
    ]
    failed = _failed(played)
    return json_text({"passed": len(played) - failed, "failed": failed, "cases": cases})


def _tap(played: Sequence[RunResult]) -> str:
    points: list[_Point] = []
    for each in played:
        about: dict[str, object] = {}
        if not each.passed:
            first = each.failures[0]
            place = {"file": first.file, "line": first.line}
            about = {"message": first.what, "severity": "fail", "at": place}
            about["failures"] = each.report_lines()
        points.append((each.name, about))
    return _tap_text(points)


_Point = tuple[str, Mapping[str, object]]
"""Name and diagnostics of a TAP test point; the diagnostics are empty if it passed."""


def _tap_text(points: Sequence[_Point]) -> str:
    """Return TAP version 14, with a YAML block for each failure."""
    lines = ["TAP version 14", f"1..{len(points)}"]
    for place, (name, about) in enumerate(points, 1):
        lines.append(f"{'not ok' if about else 'ok'} {place} - {name}")
        lines += ["  ---"] if about else []
        for key, value in about.items():
            # JSON strings are valid YAML, and quoting them avoids any other reading.
            if isinstance(value, list):
                lines += [f"  {key}:", *(f"    - {json.dumps(line)}" for line in value)]
            else:
                plain = key in ("severity", "code")
                lines.append(f"  {key}: {value if plain else json.dumps(value)}")
        lines += ["  ..."] if about else []
    return "".join(f"{line}\n" for line in lines)


class _JunitCase(NamedTuple):
    name: str
    group: str
    verdict: str = ""
    """`failure` or `error`; empty if the case passed."""
    what: str = ""
    kind: str = ""
    shown: str = ""


def junit(played: Iterable[RunResult]) -> str:
    """Return JUnit XML as CI servers read it: one suite for each profile."""
    by_profile = sorted(played, key=lambda each: each.profile)
    groups = groupby(by_profile, key=lambda each: each.profile)
    return _junit_text({profile: list(map(_junit_case, group)) for profile, group in groups})


def _junit_case(played: RunResult) -> _JunitCase:
    case = _JunitCase(played.name, f"scenarios.{played.kind}")
    if played.passed:
        return case
    # One element for all failures of a case: readers count elements, not cases.
    what = "; ".join(f"{each.file}:{each.line}: {each.what}" for each in played.failures)
    lines = (line for each in played.failures for line in (f"{each.file}:{each.line}", *each.shown))
    return case._replace(verdict="failure", what=what, kind="expectation", shown="\n".join(lines))


def _junit_text(suites: Mapping[str, Sequence[_JunitCase]]) -> str:
    """Return an XML document in ASCII, which is valid in any output encoding."""
    root = ElementTree.Element("testsuites")
    _count(root, "silent999", [case for cases in suites.values() for case in cases])
    for name, cases in suites.items():
        suite = ElementTree.SubElement(root, "testsuite")
        _count(suite, name, cases)
        for each in cases:
            about = {"name": _xml_text(each.name), "classname": each.group}
            case = ElementTree.SubElement(suite, "testcase", about)
            if each.verdict:
                about = {"message": _xml_text(each.what), "type": each.kind}
                verdict = ElementTree.SubElement(case, each.verdict, about)
                verdict.text = _xml_text(each.shown)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _count(element: ElementTree.Element, name: str, cases: Sequence[_JunitCase]) -> None:
    failures, errors = (
        sum(case.verdict == verdict for case in cases) for verdict in ("failure", "error")
    )
    element.attrib |= {"name": name, "tests": str(len(cases)), "failures": str(failures)}
    if errors or element.tag == "testsuite":
        element.set("errors", str(errors))


def _xml_text(text: str) -> str:
    """Return the text, with characters that XML forbids escaped."""
    return _NOT_XML.sub(lambda found: ascii(found[0])[1:-1], text)


class _ReportedError(NamedTuple):
    where: str
    """File and line, or `request` for the command line."""
    code: str
    what: str
    shown: str


def _reported(errors: Iterable[SimulatorError]) -> Iterator[_ReportedError]:
    for error in errors:
        if not isinstance(error, ContentError):
            yield _ReportedError("request", "request", error.message, str(error))
            continue
        for each in dict.fromkeys(error.problems):
            where = f"{each.file}:{each.line}" if each.line else each.file
            yield _ReportedError(where, each.code, each.found, render(each))


def junit_not_run(errors: Iterable[SimulatorError]) -> str:
    """Return JUnit XML with one suite and an error for each problem."""
    cases = [
        _JunitCase(
            each.where, "silent999", "error", f"{each.where}: {each.what}", each.code, each.shown
        )
        for each in _reported(errors)
    ]
    return _junit_text({"not run": cases})


def _tap_not_run(errors: Iterable[SimulatorError]) -> str:
    return _tap_text(
        [
            (each.where, {"message": each.what, "severity": "error", "code": each.code})
            for each in _reported(errors)
        ]
    )


def _json_not_run(errors: Iterable[SimulatorError]) -> str:
    problems = [each._asdict() for each in _reported(errors)]
    return json_text({"passed": 0, "failed": 0, "errors": problems, "cases": []})


_FORMS: dict[str, Callable[[Sequence[RunResult]], str]] = {
    "text": _text,
    "tap": _tap,
    "json": _json,
    "junit": junit,
}
"""Report functions by `--format`."""
_NOT_RUN: dict[str, Callable[[Sequence[SimulatorError]], str]] = {
    "tap": _tap_not_run,
    "json": _json_not_run,
    "junit": junit_not_run,
}
"""Report functions if no case was run. Text has none: the error stream has the messages."""
