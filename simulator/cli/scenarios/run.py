"""`silent999 run`: run scenarios, and report which ended as their files expect."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import chain

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.layout import WIDTH, counted, wrapped
from simulator.cli.output import Console
from simulator.cli.run_selection import jobs, library_for
from simulator.core.instant import clock
from simulator.proof.scenario_steps import idle
from simulator.review.ending import why_it_ended
from simulator.review.transcript import render_text, transcript
from simulator.session.run import headless_run
from simulator.session.run.headless_run import HeadlessResult
from simulator.session.run.judged_runs import RunRequest, failures, not_possible


def arguments(parser: Parser) -> None:
    parser.add_runs("run")
    parser.flag("--transcript", "also print a transcript of each run")
    parser.add_format("text", "json")
    parser.add_pack("run")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """Run the scenarios, after reading all files."""
    if options.transcript and options.format == "json":
        reason = "--transcript needs --format text; JSON has every log"
        raise UsageError(reason, "leave one of the two out")
    planned, wrong, left_out = jobs(options, library_for(options))
    if wrong:
        return console.fail(wrong)
    report: _JsonReport | _TextReport
    if options.format == "json":
        report = _JsonReport(console)
    else:
        report = _TextReport(console, planned, transcripts=options.transcript)
    with console.progress(planned, len(planned)) as steps:
        for job in steps:
            result = headless_run.run(job.loaded.scenario, job.profile, job.force, job.seed)
            report.add(job, result)
        report.end(left_out)
    return 0 if report.failed == 0 else 1


class _TextReport:
    """A line for each run, the reasons for failures, and a total."""

    def __init__(self, console: Console, planned: Sequence[RunRequest], transcripts: bool) -> None:
        self.failed = 0
        self._console = console
        self._planned = planned
        self._transcripts = transcripts
        scenarios = [job.loaded.scenario for job in planned]
        self._widths = (
            max(len(scenario.id) for scenario in scenarios),
            max(len(job.profile.id) for job in planned),
            max(len(job.loaded.scenario.outcome_under(job.profile.id)) for job in planned),
        )
        self._alone = len({job.loaded.path for job in planned}) == 1
        self._results: list[HeadlessResult] = []

    def add(self, job: RunRequest, result: HeadlessResult) -> None:
        """Print one run."""
        say = self._console.say
        self.failed += not result.passed
        if self._transcripts:
            lines = render_text(transcript(result.log, profile=job.profile), width=WIDTH)
            self._console.say_lines((BANNER, "", *_heading(job), "", lines, ""))
        cells = (result.scenario, result.profile, result.outcome or "no end")
        padded = (f"{cell:<{width}}" for cell, width in zip(cells, self._widths, strict=True))
        word, colour = ("passed", "good") if result.passed else ("failed", "bad")
        painted = self._console.paint(word, colour)
        say(f"{'  '.join(padded)}  {clock(result.duration):>8}  {painted}")
        if self._alone or not result.passed:
            why = wrapped(why_it_ended(result.log), "    why: ", indent=9)
            self._console.say_lines(why)
        if not result.passed:
            shown = [each.shown for each in failures(job.loaded, job.profile, result)]
            for line in chain(*shown, not_possible(result)):
                say(f"    {line}")
        if self._transcripts:
            say()
        if self._alone:
            self._results.append(result)

    def end(self, left_out: int) -> None:
        """Print the total; for a single scenario, also the steps that did nothing."""
        if self._alone:
            self._console.say_lines(self._idle())
        runs = len(self._planned)
        failed = f"{self.failed} failed"
        if self.failed:
            failed = self._console.paint(failed, "bad")
        self._console.say(f"{counted(runs, 'run')}: {runs - self.failed} passed, {failed}")
        if left_out:
            runs_left_out = counted(left_out, "run")
            self._console.say(f"{runs_left_out} left out: not_under in the files says why")

    def _idle(self) -> Iterator[str]:
        first, *others = (idle(self._planned[0].loaded, result) for result in self._results)
        for step, why in first:
            if all((step, why) in other for other in others):
                what = f"step of the {step.key.replace('_', ' ')}"
                if step.key == "background":
                    what = "background sound"
                yield f"note: {step.path}:{step.line}: this {what} did nothing: {why}"


class _JsonReport:
    """One object, written run by run, in ASCII."""

    def __init__(self, console: Console) -> None:
        self.passed = self.failed = 0
        self._console = console
        console.write('{"runs": [')

    def add(self, job: RunRequest, result: HeadlessResult) -> None:
        """Write one run."""
        comma = "," if self.passed + self.failed else ""
        self.passed += result.passed
        self.failed += not result.passed
        self._console.write(f"{comma}\n{_as_json(job, result)}")

    def end(self, _left_out: int) -> None:
        """Write the counts and close the object."""
        self._console.write(f'\n], "passed": {self.passed}, "failed": {self.failed}}}\n')


_AS_THEY_ARE = ("scenario", "profile", "force", "seed", "outcome", "outcomes")
"""Values of a result that the JSON report has under the same name."""


def _as_json(job: RunRequest, result: HeadlessResult) -> str:
    # This takes 25 ms to load. The text report does not need it.
    from simulator.session.log_json import json_line

    head = {
        **{name: getattr(result, name) for name in _AS_THEY_ARE},
        "why": why_it_ended(result.log),
        "duration_ms": result.duration,
        "passed": result.passed,
        "stopped": result.stopped,
        "expectations": [each._asdict() for each in result.expectations],
        "skipped": [
            {"at": each.at, "role": each.role, "act": each.action.kind, "why": each.why}
            for each in result.skipped
        ],
        "idle_steps": [
            {"file": str(step.path), "line": step.line, "of": step.key, "why": why}
            for step, why in idle(job.loaded, result)
        ],
    }
    lines = map(json_line, result.log)
    log = ",\n".join(x if x.isascii() else json.dumps(json.loads(x)) for x in lines)
    return f'{json.dumps(head)[:-1]}, "log": [\n{log}\n]}}'


def _heading(job: RunRequest) -> Iterator[str]:
    scenario = job.loaded.scenario
    yield f"{scenario.title} ({scenario.id})"
    yield f"profile {job.profile.id}, force {job.force.id}, seed {job.seed}"
    note = "; ".join(scenario.content_note) or "none needed"
    yield from wrapped(f"content note: {note}", indent=0)
