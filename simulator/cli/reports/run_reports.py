"""Reports of `run`: text, or one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain

from simulator import BANNER
from simulator.cli.output import Console
from simulator.cli.reports.layout import counted, row, wrapped
from simulator.cli.run_selection import RunJob
from simulator.core.instant import clock
from simulator.proof.scenario_steps import idle
from simulator.review.ending import why_it_ended
from simulator.review.transcript import render_text, transcript
from simulator.session.run.headless_run import HeadlessResult
from simulator.session.run.judged_runs import WIDTH, failures, not_possible


class RunTextReport:
    """Text report: a line for each run, the reasons for failures, and a total."""

    def __init__(
        self, console: Console, jobs: Sequence[RunJob], *, transcripts: bool, left_out: int
    ) -> None:
        """Lay out the columns for `jobs`."""
        self.passed = self.failed = 0
        self._console = console
        self._transcripts = transcripts
        self._left_out = left_out
        self._widths = (
            max(len(job.loaded.scenario.id) for job in jobs),
            max(len(job.profile.id) for job in jobs),
            max(len(job.loaded.scenario.outcome_under(job.profile.id)) for job in jobs),
            -8,
        )
        self._alone = len({job.loaded.path for job in jobs}) == 1
        self._results: list[HeadlessResult] = []
        self._loaded = jobs[-1].loaded

    def add(self, job: RunJob, result: HeadlessResult) -> None:
        """Print one run."""
        self.passed += result.passed
        self.failed += not result.passed
        if self._transcripts:
            lines = render_text(transcript(result.log, profile=job.profile), width=WIDTH)
            self._console.say_lines((BANNER, "", *_heading(job, result.seed), "", lines, ""))
        self._console.say(self._line(result))
        if self._alone or not result.passed:
            for line in wrapped(why_it_ended(result.log), "    why: ", width=WIDTH, indent=9):
                self._console.say(line)
        if not result.passed:
            shown = [each.shown for each in failures(job.loaded, job.profile, result)]
            for line in chain(*shown, not_possible(result)):
                self._console.say(f"    {line}")
        if self._transcripts:
            self._console.say()
        if self._alone:
            self._results.append(result)

    def end(self) -> None:
        """Print the total; for a single scenario, also the steps that did nothing."""
        self._console.say_lines(self._idle() if self._alone else ())
        failed = f"{self.failed} failed"
        if self.failed:
            failed = self._console.paint(failed, "bad")
        runs = counted(self.passed + self.failed, "run")
        self._console.say(f"{runs}: {self.passed} passed, {failed}")
        if self._left_out:
            left_out = counted(self._left_out, "run")
            self._console.say(f"{left_out} left out: not_under in the files says why")

    def _idle(self) -> Iterator[str]:
        """Yield the steps that did nothing in any run."""
        runs = [idle(self._loaded, result) for result in self._results]
        steps = [each for each in runs[0] if all(each in others for others in runs[1:])]
        for step, why in steps:
            what = "background sound"
            if step.key != "background":
                what = f"step of the {step.key.replace('_', ' ')}"
            yield f"note: {step.path}:{step.line}: this {what} did nothing: {why}"

    def _line(self, result: HeadlessResult) -> str:
        word, colour = ("passed", "good") if result.passed else ("failed", "bad")
        cells = (
            result.scenario,
            result.profile,
            result.outcome or "no end",
            clock(result.duration),
            self._console.paint(word, colour),
        )
        return row(cells, self._widths)


class RunJsonReport:
    """JSON report, written run by run, in ASCII."""

    def __init__(self, console: Console) -> None:
        self.passed = self.failed = 0
        self._console = console
        console.write('{"runs": [')

    def add(self, job: RunJob, result: HeadlessResult) -> None:
        """Write one run."""
        comma = "," if self.passed + self.failed else ""
        self.passed += result.passed
        self.failed += not result.passed
        self._console.write(f"{comma}\n{_as_json(job, result)}")

    def end(self) -> None:
        """Write the counts and close the object."""
        self._console.write(f'\n], "passed": {self.passed}, "failed": {self.failed}}}\n')


_AS_THEY_ARE = ("scenario", "profile", "force", "seed", "outcome", "outcomes")
"""Values of a result that the JSON report has under the same name."""


def _as_json(job: RunJob, result: HeadlessResult) -> str:
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
    log = ",\n".join(_ascii(json_line(entry)) for entry in result.log)
    return f'{json.dumps(head)[:-1]}, "log": [\n{log}\n]}}'


def _ascii(line: str) -> str:
    return line if line.isascii() else json.dumps(json.loads(line))


def _heading(job: RunJob, seed: int) -> Iterator[str]:
    """Yield the heading of a transcript, with the content note."""
    scenario = job.loaded.scenario
    yield f"{scenario.title} ({scenario.id})"
    yield f"profile {job.profile.id}, force {job.force.id}, seed {seed}"
    note = "; ".join(scenario.content_note) or "none needed"
    yield from wrapped(f"content note: {note}", width=WIDTH, indent=0)
