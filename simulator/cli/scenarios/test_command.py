"""`silent999 test`: run scenarios as test cases, for continuous integration.

Reports are text, TAP, JSON, JUnit XML, SARIF and GitHub annotations. Their times are simulated:
equal runs give equal bytes. There is a report even if no case was run because a file is invalid or
an id is unknown. Otherwise a CI server would read the old report.
"""

import json
import re
from argparse import Namespace
from collections.abc import Sequence
from itertools import chain
from typing import Any

from simulator.cli.arguments import Parser, UsageError, number, path_named
from simulator.cli.layout import counted, json_text, rendered, table
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
    parser.add_cast()
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
    parser.set_defaults(format=None, usual_report="text")
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
    wrong: Sequence[SimulatorError] = ()
    try:
        results = _played(options, console)
    except SimulatorError as error:
        wrong = [error]
    except ExceptionGroup as group:
        wrong = [each for each in group.exceptions if isinstance(each, SimulatorError)]
    if report := _FORMS.get(options.format):
        console.write(report(wrong or results))
    elif not wrong:
        console.write(_text(results))
    if options.junit is not None:
        write_whole(options.junit, [junit(wrong or results).encode()], replace=True)
    if wrong:
        return console.fail(wrong)
    return 0 if all(each.passed for each in results) else 1


def _played(options: Namespace, console: Console) -> list[RunResult]:
    """Return the results of the cases, after looking at all of them."""
    planned, _ = jobs(options, library_for(options))
    cases = [case for case in planned if _wanted(case, options)]
    if not cases:
        raise UsageError(f"none of {len(planned)} cases is selected", "loosen --level or -k")
    processes = options.jobs or (cores() if len(cases) >= WORTH else 1)
    with console.progress(run_tasks(play, cases, processes, batch=16), len(cases)) as results:
        return list(results)


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


def _parted(results: Sequence[RunResult | SimulatorError]) -> dict[str, Any]:
    """Return the cases and the errors for a report to programs: there are only one of the two."""
    errors: dict[Problem, str] = {}
    for each in results:
        if isinstance(each, ContentError):
            errors |= {problem: render(problem) for problem in each.problems}
        elif isinstance(each, SimulatorError):
            errors[Problem("", 0, 0, "request", each.message)] = str(each)
    cases = [each for each in results if isinstance(each, RunResult)]
    return {"cases": cases, "errors": errors, "message": _message, "where": _where}


def _where(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}" if problem.line else problem.file or "request"


def _message(case: RunResult) -> str:
    """Return every failure of a case with its file and line."""
    return "; ".join(f"{each.file}:{each.line}: {each.summary}" for each in case.failures)


def _json(results: Sequence[RunResult | SimulatorError]) -> str:
    cases, errors, *_ = _parted(results).values()
    failed = sum(not each.passed for each in cases)
    report: dict[str, Any] = {"passed": len(cases) - failed, "failed": failed}
    if errors:
        report["errors"] = [
            {"where": _where(each), "code": each.code, "what": each.found, "shown": shown}
            for each, shown in errors.items()
        ]
    return json_text(report | {"cases": list(map(_as_json, cases))})


def _as_json(case: RunResult) -> dict[str, Any]:
    return {
        "name": case.name,
        "file": str(case.path),
        "profile": case.profile,
        "outcome": case.outcome or None,
        "duration_ms": case.duration,
        "passed": case.passed,
        "failures": [failure._asdict() for failure in case.failures],
        "skipped": case.skipped,
    }


def _tap(results: Sequence[RunResult | SimulatorError]) -> str:
    """Return TAP version 14, with a YAML block for each failure."""
    # JSON strings are valid YAML, and quoting them avoids any other reading.
    return rendered("test.tap", **_parted(results), quoted=json.dumps)


def junit(results: Sequence[RunResult | SimulatorError]) -> str:
    """Return JUnit XML as CI servers read it, in ASCII: one suite for each profile."""
    text = rendered("junit.xml", **_parted(results))
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
