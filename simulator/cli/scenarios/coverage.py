"""`silent999 coverage`: report which rows of the flow the scenarios exercise."""

from argparse import Namespace
from collections import Counter
from math import floor
from typing import Any

from simulator.cli.arguments import Parser, number
from simulator.cli.layout import json_text, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import jobs, library_for
from simulator.core.terms import HowItEnds
from simulator.proof.coverage import GUIDANCE, PARTS, CoverageReport
from simulator.review.ending import ROWS
from simulator.session.run import headless_run


def arguments(parser: Parser) -> None:
    parser.add_runs("run", profile="all")
    about = "exit with 1 if fewer than N in 100 of the reachable rows are exercised"
    parser.takes("--fail-under", "N", about, read=number(0, 100))
    parser.add_format("text", "json")
    parser.add_folders()
    parser.explain(
        "Reports the rows of the flow and of guidance for each profile. Rows that cannot fire "
        "under a profile are listed with the reason, and do not count."
    )


def run(options: Namespace, console: Console) -> int:
    """Run the scenarios and print the coverage."""
    planned, _ = jobs(options, library_for(options))
    coverage = CoverageReport()
    with console.progress(planned, len(planned)) as steps:
        for job in steps:
            result = headless_run.run(job.loaded.scenario, job.profile, job.force, job.seed)
            coverage.add(job.loaded.scenario, job.profile, job.force, result)
    # Rounded down: what is printed must not reach a threshold that is not reached.
    percent = f"{floor(10 * coverage.percent) / 10:.1f}"
    if options.format == "json":
        console.write(json_text(_plain(coverage)))
    else:
        console.write(_text(coverage))
        console.say(f"{percent} in 100 of the rows that can fire are exercised")
    if options.fail_under is not None and coverage.percent < options.fail_under:
        console.complain(
            f"silent999: {percent} in 100 rows are exercised, "
            f"fewer than --fail-under {options.fail_under:g}"
        )
        return 1
    return 0


def _text(coverage: CoverageReport) -> str:
    excused: dict[tuple[str, str], list[str]] = {}
    for row, reasons in coverage.excuses().items():
        all_of_them = 1 < len(reasons) == len(coverage.profiles)
        under = "all of these profiles" if all_of_them else ", ".join(reasons)
        excused.setdefault((under, next(iter(reasons.values()))), []).append(row)
    ends = Counter[str]()
    for held in coverage.profiles.values():
        ends.update(held.endings)
    return rendered(
        "coverage.txt",
        coverage=coverage,
        endings=[(HowItEnds(name).label, number) for name, number in ends.most_common()],
        parts=PARTS,
        counts=_counts(coverage),
        rows=ROWS,
        guidance=GUIDANCE,
        excused=excused,
    )


def _counts(coverage: CoverageReport) -> list[list[str]]:
    rows = [["", *PARTS]]
    for held in coverage.profiles.values():
        counts = ((len(held.covered(part)), len(held.reachable[part])) for part in PARTS)
        rows.append([held.profile, *(f"{found} of {every}" for found, every in counts)])
    if len(coverage.profiles) > 1:
        halves = [tuple(map(len, coverage.over_all(part))) for part in PARTS]
        rows.append(["at least one", *(f"{found} of {found + missed}" for found, missed in halves)])
    return rows


def _plain(coverage: CoverageReport) -> dict[str, Any]:
    return {
        "percent": floor(100 * coverage.percent) / 100,
        "profiles": {
            held.profile: {
                "runs": held.runs,
                **{
                    part: {
                        "covered": {
                            name: {"scenario": held.found[part][name], "runs": held.passed[name]}
                            for name in held.covered(part)
                        },
                        "missed": held.missed(part),
                    }
                    for part in PARTS
                },
                "cannot_be_reached": held.excuses,
                "endings": dict(sorted(held.endings.items())),
            }
            for held in coverage.profiles.values()
        },
        "over_all": {
            part: dict(zip(("covered", "missed"), coverage.over_all(part), strict=True))
            for part in PARTS
        },
    }
