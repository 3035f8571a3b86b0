"""`silent999 test`: run scenarios as test cases, for continuous integration.

Reports are text, TAP, JSON, JUnit XML, SARIF and GitHub annotations. Their times are simulated:
equal runs give equal bytes. There is a report even if no case was run because a file is invalid or
an id is unknown. Otherwise a CI server would read the old report.
"""

import json
import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, NamedTuple

from simulator.cli.arguments import Parser, UsageError, number, path_named
from simulator.cli.layout import counted, json_text, rendered, rendered_page, table
from simulator.cli.output import Console
from simulator.cli.run_selection import jobs, library_for
from simulator.cli.scenarios.check import as_annotations, as_sarif
from simulator.cli.write_files import write_whole
from simulator.core.instant import clock
from simulator.errors import ContentError, Problem, SimulatorError, render
from simulator.proof.verify.worker_processes import cores, run_tasks
from simulator.session.run.checked_runs import RunRequest, RunResult, play

WORTH = 500
"""Fewest cases for which more processes save time (measured)."""

_LEVEL = number(1, 4, whole=True, expected="a level from 1 to 4")
_PROCESSES = number(1, 256, whole=True, expected="a number of processes from 1 to 256")
_UNFINISHED = SimulatorError("the tests did not finish", "see the messages of the run")
"""Content of a report until the run has finished."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def arguments(parser: Parser) -> None:
    parser.add_runs("test")
    repeated: dict[str, Any] = {"action": "append", "default": []}
    about = "only scenarios of this level; may be repeated"
    parser.takes("--level", "N", about, read=_LEVEL, **repeated)
    about = "only cases whose name (coughs-when-asked[wmp]) or title contains TEXT; may be repeated"
    parser.takes("-k", "TEXT", about, dest="words", **repeated)
    about = f"number of processes; the output is the same (default: 1 for fewer than {WORTH} cases)"
    parser.takes("-j --jobs", "N", about, read=_PROCESSES, default=0)
    about = "also write a JUnit XML report to FILE"
    parser.takes("--junit", "FILE", about, read=path_named)
    parser.add_format("text", *_FORMS)
    parser.add_folders()
    parser.explain(
        "Every scenario under every profile is a test case. Equal runs give equal output on any "
        "machine; times are simulated. Exit codes: 0 all passed, 1 some failed, 2 invalid command "
        "or file; the reports for programs then contain the error."
    )


def run(options: Namespace, console: Console) -> int:
    """Run the test cases, after reading all files, and write the reports."""
    if options.junit is not None:
        # If the run is interrupted, an old report must not look like its result.
        write_whole(options.junit, [junit([_UNFINISHED]).encode()], replace=True)
    results: Sequence[RunResult] = []
    try:
        results, wrong = _played(options, console)
    except SimulatorError as error:
        wrong = [error]
    if report := _FORMS.get(options.format):
        console.write(report(wrong or results))
    elif not wrong:
        console.write(_text(results))
    if options.junit is not None:
        write_whole(options.junit, [junit(wrong or results).encode()], replace=True)
    if wrong:
        return console.fail(wrong)
    return 0 if all(each.passed for each in results) else 1


def _played(
    options: Namespace, console: Console
) -> tuple[list[RunResult], Sequence[SimulatorError]]:
    """Return the results of the cases, or the errors because of which none was run."""
    planned, wrong, _ = jobs(options, library_for(options))
    if wrong:
        return [], wrong
    cases = [case for case in planned if _wanted(case, options)]
    if not cases:
        raise UsageError(f"none of {len(planned)} cases is selected", "loosen --level or -k")
    processes = options.jobs or (cores() if len(cases) >= WORTH else 1)
    with console.progress(run_tasks(play, cases, processes, batch=16), len(cases)) as results:
        return list(results), []


def _wanted(case: RunRequest, options: Namespace) -> bool:
    scenario = case.loaded.scenario
    named = f"{case.name} {scenario.title}".lower()
    return (not options.level or scenario.level in options.level) and (
        not options.words or any(word.lower() in named for word in options.words)
    )


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
    return "\n".join([*lines, _total(played), ""])


def _total(played: Sequence[RunResult]) -> str:
    failed = sum(not each.passed for each in played)
    return f"{counted(len(played), 'case')}: {len(played) - failed} passed, {failed} failed"


class _Case(NamedTuple):
    """A test case, or an error because of which no case was run, for reports to programs."""

    name: str
    suite: str
    """The profile."""
    group: str
    """The class name in JUnit."""
    verdict: str
    """`failure` or `error`; empty if the case passed."""
    as_json: dict[str, Any]
    message: str
    """The error, or every failure with its file and line."""
    file: str
    """Empty if the command is wrong."""
    line: int
    lines: Sequence[str] = ()
    """The report of its failures."""


def _cases(results: Iterable[RunResult | SimulatorError]) -> Iterator[_Case]:
    """Yield a case for each result; for an error, one for each problem in a file."""
    for each in results:
        if isinstance(each, RunResult):
            as_json = {
                "name": each.name,
                "file": str(each.path),
                "profile": each.profile,
                "outcome": each.outcome or None,
                "duration_ms": each.duration,
                "passed": each.passed,
                "failures": [failure._asdict() for failure in each.failures],
                "skipped": each.skipped,
            }
            verdict, lines = ("", ()) if each.passed else ("failure", each.report_lines())
            group = f"scenarios.{each.kind}"
            message = "; ".join(f"{f.file}:{f.line}: {f.summary}" for f in each.failures)
            place = each.failures[0][1:3] if each.failures else (str(each.path), 1)
            yield _Case(each.name, each.profile, group, verdict, as_json, message, *place, lines)
            continue
        errors = [Problem("", 0, 0, "request", getattr(each, "message", ""))]
        if isinstance(each, ContentError):
            errors = [*dict.fromkeys(each.problems)]
        for e in errors:
            where = f"{e.file}:{e.line}" if e.line else e.file or "request"
            shown = render(e) if e.file else str(each)
            as_json = {"where": where, "code": e.code, "what": e.found, "shown": shown}
            found = f"{where}: {e.found}", e.file, max(e.line, 1)
            yield _Case(where, "not run", "silent999", "error", as_json, *found)


def _json(results: Iterable[RunResult | SimulatorError]) -> str:
    cases = list(_cases(results))
    counts = [sum(case.verdict == verdict for case in cases) for verdict in ("", "failure")]
    report: dict[str, Any] = dict(zip(("passed", "failed"), counts, strict=True))
    errors = [case.as_json for case in cases if case.verdict == "error"]
    report |= {"errors": errors} if errors else {}
    return json_text(report | {"cases": [c.as_json for c in cases if c.verdict != "error"]})


def _tap(results: Iterable[RunResult | SimulatorError]) -> str:
    """Return TAP version 14, with a YAML block for each failure."""
    # JSON strings are valid YAML, and quoting them avoids any other reading.
    return rendered("test.tap", cases=list(_cases(results)), quoted=json.dumps)


def junit(results: Iterable[RunResult | SimulatorError]) -> str:
    """Return JUnit XML as CI servers read it, in ASCII: one suite for each profile."""
    cases = sorted(_cases(results), key=attrgetter("suite"))
    suites = [(name, list(group)) for name, group in groupby(cases, key=attrgetter("suite"))]
    text = rendered_page("junit.xml", suites=suites, cases=cases)
    visible = _NOT_XML.sub(lambda found: ascii(found[0])[1:-1], text)
    return visible.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _problems(results: Sequence[RunResult | SimulatorError]) -> list[Problem]:
    """Return each failure, and each problem of a file because of which no case was run."""
    found = (each.problems for each in results if isinstance(each, RunResult | ContentError))
    return list(dict.fromkeys(chain.from_iterable(found)))


def _annotations(results: Sequence[RunResult | SimulatorError]) -> str:
    played = [each for each in results if isinstance(each, RunResult)]
    total = [_total(played)] if played else []
    return "".join(f"{line}\n" for line in (*as_annotations(_problems(results)), *total))


def _sarif(results: Sequence[RunResult | SimulatorError]) -> str:
    code = max((int(not r.passed) if isinstance(r, RunResult) else r.exit_code) for r in results)
    return as_sarif(_problems(results), exit_code=code, ran=code < 2)


_FORMS = {"tap": _tap, "json": _json, "junit": junit, "sarif": _sarif, "github": _annotations}
"""Reports to programs by `--format`: of results, or of the errors that prevented them."""
