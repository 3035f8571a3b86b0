"""`silent999 run`: run scenarios, and report which ended as their files expect."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser, UsageError
from simulator.cli.output import Console
from simulator.cli.reports.run_reports import RunJsonReport, RunTextReport
from simulator.cli.run_selection import jobs, library_for
from simulator.cli.watch_files import add_watch, at_every_save
from simulator.session.clock import WaitingClock
from simulator.session.run import headless_run


def arguments(parser: Parser) -> None:
    parser.add_runs("run")
    parser.flag("--transcript", "also print a transcript of each run")
    parser.add_format("text", "json")
    parser.add_pack("run")
    parser.add_folders()
    add_watch(parser)


def run(options: Namespace, console: Console, clock: WaitingClock | None = None) -> int:
    """Run the scenarios, once or at every save."""
    if options.transcript and options.format == "json":
        reason = "--transcript needs --format text; JSON has every log"
        raise UsageError(reason, "leave one of the two out")
    return at_every_save(options, console, lambda: _play(options, console), clock)


def _play(options: Namespace, console: Console) -> int:
    """Run everything once, after reading all files."""
    planned, wrong, left_out = jobs(options, library_for(options))
    if wrong:
        return console.fail(wrong)
    report: RunJsonReport | RunTextReport
    if options.format == "json":
        report = RunJsonReport(console)
    else:
        report = RunTextReport(console, planned, transcripts=options.transcript, left_out=left_out)
    with console.progress(planned, len(planned)) as steps:
        for job in steps:
            result = headless_run.run(job.loaded.scenario, job.profile, job.force, options.seed)
            report.add(job, result)
        report.end()
    return 0 if report.failed == 0 else 1
