"""`silent999 coverage`: report which rows of the flow the scenarios exercise."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser, number
from simulator.cli.output import Console
from simulator.cli.reports.coverage_reports import FORMS, percent_text
from simulator.cli.run_selection import jobs, library_for
from simulator.proof.coverage import CoverageReport
from simulator.session.run import headless_run


def arguments(parser: Parser) -> None:
    parser.add_runs("run", profile="all")
    about = "exit with 1 if fewer than N in 100 of the reachable rows are exercised"
    parser.takes("--fail-under", "N", about, read=number(least=0, most=100))
    parser.add_format("text", "json")
    parser.add_pack("run")
    parser.add_folders()
    parser.explain(
        "Reports rows, stages, deadlines, prompts and the scenarios' own steps for each profile. "
        "Rows that cannot fire under a profile are listed with the reason, and do not count."
    )


def run(options: Namespace, console: Console) -> int:
    """Run the scenarios and print the coverage."""
    planned, wrong, _ = jobs(options, library_for(options))
    if wrong:
        return console.fail(wrong)
    coverage = CoverageReport()
    with console.progress(planned, len(planned)) as steps:
        for job in steps:
            result = headless_run.run(job.loaded.scenario, job.profile, job.force, options.seed)
            coverage.add(job.loaded, job.profile, job.force, result)
    console.write(FORMS[options.format](coverage))
    if options.fail_under is not None and coverage.percent < options.fail_under:
        console.complain(
            f"silent999: {percent_text(coverage)} in 100 rows are exercised, "
            f"fewer than --fail-under {options.fail_under:g}"
        )
        return 1
    return 0
