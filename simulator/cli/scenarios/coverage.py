"""`silent999 coverage`: what the scenarios exercise of the flow, and what they do not."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace

from simulator.cli.arguments import Parser
from simulator.cli.output import Console
from simulator.cli.reports.coverage_reports import FORMS, percent_told
from simulator.cli.run_selection import jobs, library_for
from simulator.proof.coverage import CoverageReport
from simulator.session.run import headless_run


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_runs("look at", profile="all")
    parser.add_argument(
        "--fail-under",
        type=_percent,
        metavar="N",
        help="exit with 1 if of the rows that each profile can come to fewer than N in 100 are",
    )
    parser.add_format("text", "json")
    parser.add_pack("looks at")
    parser.add_folders()
    parser.explain(
        "Looks at rows, stages, deadlines, prompts and the scenarios' own steps, profile by "
        "profile. Rows that no call can come to under a profile are listed with the reason and do "
        "not count."
    )


def run(options: Namespace, console: Console) -> int:
    """Play what was asked for, and tell what it came to."""

    planned, wrong, _ = jobs(options, library_for(options))
    if wrong:
        return console.fail(wrong)
    coverage = CoverageReport()
    with console.progress(planned, len(planned)) as steps:
        for job in steps:
            result = headless_run.run(job.loaded.scenario, job.profile, job.force, options.seed)
            coverage.add(job.loaded, job.profile, result)
    console.write(FORMS[options.format](coverage))
    if options.fail_under is not None and coverage.percent < options.fail_under:
        console.complain(
            f"silent999: {percent_told(coverage)} in 100 rows are reached, "
            f"and --fail-under asks for {options.fail_under:g}"
        )
        return 1
    return 0


def _percent(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = -1
    if not 0 <= value <= 100:
        raise ArgumentTypeError(f"a number from 0 to 100 is needed, not {word}")
    return value
