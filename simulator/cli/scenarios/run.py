"""`silent999 run`: run scenarios, and report which ended as their files expect."""

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.layout import WIDTH, counted, wrapped
from simulator.cli.output import Console
from simulator.cli.run_selection import jobs, library_for
from simulator.content.diagnostics.near_words import choice
from simulator.core.describe import name_of
from simulator.core.instant import clock
from simulator.review.ending import why_it_ended
from simulator.review.transcript import render_text, transcript
from simulator.session.people.lapses.committed_lapse import CommittedLapse
from simulator.session.run.checked_runs import Idle, RunRequest, failures, idle, not_possible
from simulator.session.run.headless_run import ExpectationResult, HeadlessResult

_MOST_NOTED = 20
"""Most runs after which steps that did nothing are printed. Our choice; no source."""


def arguments(parser: Parser) -> None:
    parser.add_runs("run")
    parser.add_cast()
    parser.flag("--transcript", "also print a transcript of each run")
    parser.add_format("text", "json")
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """Run the scenarios, after reading all files."""
    if options.transcript and options.format == "json":
        reason = "--transcript needs --format text; JSON has every log"
        raise UsageError(reason, "leave one of the two out")
    planned, left_out = jobs(options, library_for(options))
    with console.progress(planned, len(planned), printing=True) as steps:
        played = ((job, job.run()) for job in steps)
        if options.format == "json":
            failed = _print_json(played, console)
        else:
            failed = _print_text(played, planned, console, transcripts=options.transcript)
            if left_out:
                runs = counted(left_out, "run")
                console.say(f"{runs} left out: not_under in the files says why")
    return 1 if failed else 0


_Runs = Iterable[tuple[RunRequest, HeadlessResult]]


def _print_text(
    played: _Runs, planned: Sequence[RunRequest], console: Console, *, transcripts: bool
) -> int:
    """Print a line for each run, the reasons for failures, and a total; return the failed runs.

    For a single scenario, why a passed run ended is printed too; for a few, the steps that did
    nothing.
    """
    scenarios = [job.loaded.scenario for job in planned]
    widths = (
        max(len(scenario.id) for scenario in scenarios),
        max(len(job.profile.id) for job in planned),
        max(len(job.loaded.scenario.outcome_under(job.profile.id)) for job in planned),
    )
    alone = len({job.loaded.path for job in planned}) == 1
    failed = 0
    idle_steps: dict[str, list[list[Idle]]] = {}
    for job, result in played:
        failed += not result.passed
        if transcripts:
            console.say_lines(_head(job))
            lines = transcript(result.log, profile=job.profile)
            console.say(f"{render_text(lines, width=WIDTH)}\n")
        cells = (result.scenario, result.profile, result.outcome or "no end")
        word = console.paint(*(("passed", "good") if result.passed else ("failed", "bad")))
        padded = (f"{cell:<{width}}  " for cell, width in zip(cells, widths, strict=True))
        console.say(f"{''.join(padded)}{clock(result.duration):>8}  {word}")
        if alone and result.passed:
            console.say_lines(wrapped(why_it_ended(result.log), "    why: ", indent=9))
        console.say_lines(_lapse_lines(result.lapses))
        if not result.passed:
            shown = [each.shown for each in failures(job.loaded, job.profile, result)]
            console.say_lines(f"    {line}" for line in chain(*shown, not_possible(result)))
        if transcripts:
            console.say("")
        if alone or len(planned) <= _MOST_NOTED:
            idle_steps.setdefault(result.scenario, []).append(idle(job, result))
    console.say_lines(_idle_notes(idle_steps))
    total = f"{failed} failed"
    total = console.paint(total, "bad") if failed else total
    console.say(f"{counted(len(planned), 'run')}: {len(planned) - failed} passed, {total}")
    return failed


def _head(job: RunRequest) -> Iterator[str]:
    scenario = job.loaded.scenario
    yield from (BANNER, "", f"{scenario.title} ({scenario.id})")
    yield f"profile {job.profile.id}, force {job.force.id}, seed {job.seed}"
    yield from wrapped(f"content note: {'; '.join(scenario.content_note) or 'none needed'}")
    yield ""


def _lapse_lines(lapses: Sequence[CommittedLapse]) -> Iterator[str]:
    """Yield what operator and call handler did badly, where the cast is another than good."""
    for each in lapses:
        repaired = (
            f"; put right at {clock(each.repaired_at)}" if each.repaired_at is not None else ""
        )
        who = name_of(each.role).lower()
        yield from wrapped(f"{each.says} ({each.id}, {each.code}){repaired}",
            f"    lapse: {clock(each.at)} the {who} ", indent=11)  # fmt: skip


def _idle_notes(runs: Mapping[str, Sequence[Sequence[Idle]]]) -> Iterator[str]:
    """Yield a note for each step that did nothing in any run of a scenario, by scenario."""
    found: dict[tuple[str, int], tuple[Idle, list[str]]] = {}
    for scenario, (first, *others) in runs.items():
        for each in first:
            # What came may differ from run to run: that of the first is shown.
            if all(each[:4] in [idle[:4] for idle in other] for other in others):
                found.setdefault((each.file, each.line), (each, []))[1].append(scenario)
    for each, scenarios in found.values():
        where = f" in {choice(scenarios, 'and')}" if len(scenarios) < len(runs) else ""
        what = f"step of the {each.role.replace('_', ' ')}"
        yield f"note: {each.file}:{each.line}: this {what} did nothing{where}: {each.why}"
        if each.came:
            yield f"    came: {each.came}"


def _print_json(played: _Runs, console: Console) -> int:
    """Print one object, run by run, in ASCII; return the number of failed runs."""
    passed: list[bool] = []
    console.write('{"runs": [')
    for job, result in played:
        console.write(f"{',' if passed else ''}\n{_as_json(job, result)}")
        passed.append(result.passed)
    failed = passed.count(False)
    console.write(f'\n], "passed": {passed.count(True)}, "failed": {failed}}}\n')
    return failed


def _expectation(result: ExpectationResult) -> dict[str, Any]:
    """Return an expectation; a met one has no cause."""
    held = result._asdict()
    return {key: held[key] for key in held if key != "cause" or not result.met}


def _as_json(job: RunRequest, result: HeadlessResult) -> str:
    # This takes 25 ms to load. The text report does not need it.
    from simulator.session.log_json import json_line

    head = {
        "scenario": job.loaded.scenario.id,
        "profile": job.profile.id,
        "force": job.force.id,
        "seed": job.seed,
        "outcome": result.outcome,
        "outcomes": result.outcomes,
        "why": why_it_ended(result.log),
        "duration_ms": result.duration,
        "passed": result.passed,
        "stopped": result.stopped,
        "expectations": [_expectation(each) for each in result.expectations],
        "skipped": [
            {"at": each.at, "role": each.role, "act": each.action.kind, "why": each.why}
            for each in result.skipped
        ],
        "lapses": [each._asdict() for each in result.lapses],
        "idle_steps": [
            {"file": each.file, "line": each.line, "of": each.role, "why": each.why}
            | ({"came": each.came} if each.came else {})
            for each in idle(job, result)
        ],
    }
    lines = map(json_line, result.log)
    log = ",\n".join(x if x.isascii() else json.dumps(json.loads(x)) for x in lines)
    return f'{json.dumps(head)[:-1]}, "log": [\n{log}\n]}}'
