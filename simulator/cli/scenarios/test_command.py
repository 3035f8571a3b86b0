"""`silent999 test`: run scenarios as test cases, for continuous integration."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from simulator.cli.arguments import Parser, UsageError, path_named
from simulator.cli.output import Console
from simulator.cli.reports.case_reports import FORMS, NOT_RUN, UNFINISHED, junit, junit_not_run
from simulator.cli.run_selection import RunJob, jobs, library_for
from simulator.cli.write_files import write_whole
from simulator.errors import SimulatorError
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
    parser.takes("-j --jobs", "N", about, read=_processes, default=0)
    about = "also compare each log with the golden log in FOLDER"
    parser.takes("--golden", "FOLDER", about, read=path_named)
    parser.flag("--update-golden", "write the logs to the --golden folder, and show the changes")
    about = "also write a JUnit XML report to FILE"
    parser.takes("--junit", "FILE", about, read=path_named)
    parser.add_format("text", "tap", "json", "junit")
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
    if options.junit is not None and (options.junit.is_file() or not options.junit.exists()):
        # If the run is interrupted, an old report must not look like its result.
        write_whole(options.junit, [junit_not_run([UNFINISHED]).encode()], replace=True)
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
    cases = [RunRequest(*job, options.seed) for job in planned if _wanted(job, options)]
    if not cases:
        raise UsageError(f"none of {len(planned)} cases is selected", "loosen --tag, --level or -k")
    processes = options.jobs or (cores() if len(cases) >= WORTH else 1)
    work = partial(play, with_log=options.golden is not None)
    with console.progress(run_tasks(work, cases, processes, batch=16), len(cases)) as results:
        played = list(results)
    if options.golden is not None:
        played = _against_golden(options, cases, played, console)
    console.write(FORMS[options.format](played))
    if options.junit is not None:
        write_whole(options.junit, [junit(played).encode()], replace=True)
    return 0 if all(each.passed for each in played) else 1


def _report_errors(errors: Sequence[SimulatorError], options: Namespace, console: Console) -> None:
    """Write the reports that programs read, with the errors in place of results."""
    if options.format in NOT_RUN:
        console.write(NOT_RUN[options.format](errors))
    if options.junit is not None:
        write_whole(options.junit, [junit_not_run(errors).encode()], replace=True)


def _refuse_report(path: Path) -> None:
    """Check that the report can be written, before the run."""
    if str(path) == "-":
        raise UsageError("--junit does not write to standard output", "use --format junit")
    if path.is_dir() or path.is_fifo() or not path.parent.is_dir():
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


def _wanted(job: RunJob, options: Namespace) -> bool:
    scenario = job.loaded.scenario
    named = f"{scenario.id}[{job.profile.id}] {scenario.title}".lower()
    return (
        (not options.tag or not set(options.tag).isdisjoint(scenario.tags))
        and (not options.level or any(scenario.level in levels for levels in options.level))
        and (not options.words or any(word.lower() in named for word in options.words))
    )


def _against_golden(
    options: Namespace, cases: Sequence[RunRequest], played: Sequence[RunResult], console: Console
) -> list[RunResult]:
    """Compare logs with golden logs, or write them. A difference fails its case."""
    compared: list[RunResult] = []
    for case, each in zip(cases, played, strict=True):
        path = golden_path(options.golden, case.loaded.scenario.id, case.profile.id)
        found = difference(path, each.log)
        if found is None:
            compared.append(each)
            continue
        if options.update_golden:
            keep(path, each.log)
            compared.append(each)
            for line in (f"{path}: written", *found.shown):
                console.complain(line)
            continue
        what = f"the golden log {path} differs from line {found.line} on"
        if not path.exists():
            what = f"there is no golden log {path}"
        fix = "read the difference; if it is intended, use --update-golden"
        failure = Failure(what, str(case.loaded.file), 1, (what, *found.shown, fix))
        compared.append(replace(each, failures=(*each.failures, failure)))
    return compared


def _levels(word: str) -> range:
    first, _, last = word.partition("-")
    try:
        levels = range(int(first), int(last or first) + 1)
    except ValueError:
        levels = range(0)
    if not levels or not set(levels) <= set(range(1, 5)):
        raise ArgumentTypeError(f"expected a level from 1 to 4, or a range such as 1-2, got {word}")
    return levels


def _processes(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 256:
        raise ArgumentTypeError(f"expected a number of processes from 1 to 256, got {word}")
    return int(word)
