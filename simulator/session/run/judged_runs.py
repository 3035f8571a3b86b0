"""A test case: one scenario under one profile, played and judged; and why it failed.

`silent999 test` and the plugin for pytest play cases with this, in one process or in several. A
result is small and can be sent between processes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from simulator.content.library.library import LoadedScenario
from simulator.content.yaml.positions import KeyPath
from simulator.core.describe import name_of
from simulator.core.instant import Millis, clock
from simulator.core.profile import Force, Profile
from simulator.review.transcript import render_text, transcript
from simulator.session.run.expectations import ExpectationResult
from simulator.session.run.headless_run import HeadlessResult, run

WIDTH = 80
MOST_EVIDENCE = 8
"""So many entries are shown for a rule that failed."""


class Failure(NamedTuple):
    """One reason why a run failed."""

    what: str
    """The rule in words, or what else went wrong."""
    file: str
    """The file that asked for it: the scenario's, or a part that it takes up."""
    line: int
    """The line there."""
    shown: tuple[str, ...]
    """All of it in lines for people, `what` and `why` among them."""
    why: str = ""
    """The reason for the rule, as its file gives it; empty where it gives none."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is to be played."""

    loaded: LoadedScenario
    profile: Profile
    force: Force
    seed: int

    @property
    def name(self) -> str:
        """What the case is called: ``one-tap[wmp]``."""
        return f"{self.loaded.scenario.id}[{self.profile.id}]"


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of a case."""

    name: str
    kind: str
    path: Path
    profile: str
    outcome: str
    """The named end of the last call; empty where it did not end."""
    duration: Millis
    """Simulated milliseconds."""
    failures: tuple[Failure, ...]
    skipped: tuple[str, ...]
    """Acts that turned out to be impossible, in words."""
    log: str
    """The log as JSON Lines; empty unless it was asked for."""

    @property
    def passed(self) -> bool:
        """Whether nothing went wrong."""
        return not self.failures

    def shown(self) -> list[str]:
        """Why it failed, in lines for people, each failure under its file and line."""
        lines: list[str] = []
        for failure in self.failures:
            lines += [f"{failure.file}:{failure.line}", *(f"  {line}" for line in failure.shown)]
        return [*lines, *self.skipped]


def play(case: RunRequest, *, with_log: bool = False) -> RunResult:
    """Play a case and judge it."""
    scenario = case.loaded.scenario
    result = run(scenario, case.profile, case.force, case.seed)
    return RunResult(
        case.name,
        scenario.kind,
        case.loaded.file,
        case.profile.id,
        str(result.outcome or ""),
        result.duration,
        tuple(failures(case.loaded, case.profile, result)),
        tuple(not_possible(result)),
        log_text(result) if with_log else "",
    )


def log_text(result: HeadlessResult) -> str:
    """A log as a golden log has it: an entry a line."""
    from simulator.session.log_json import json_line  # 13 of the 400 ms of `run`, which needs none

    return "".join(f"{json_line(entry)}\n" for entry in result.log)


def failures(loaded: LoadedScenario, profile: Profile, result: HeadlessResult) -> list[Failure]:
    """Everything that went wrong in a run."""
    found: list[Failure] = []
    if result.stopped:
        told = f"stopped: {result.stopped}"
        found.append(Failure(told, *_home(loaded, ()), (told,)))
    for checked, key_path in zip(result.expectations, _trails(loaded, profile), strict=True):
        if not checked.met:
            home = _home(loaded, key_path)
            shown = tuple(_told(checked, profile, result))
            found.append(Failure(checked.rule, *home, shown, checked.why))
    return found


def _home(loaded: LoadedScenario, key_path: KeyPath) -> tuple[str, int]:
    """The file and line that something was written in."""
    return loaded.document.home(loaded.document.place(key_path).line)


def not_possible(result: HeadlessResult) -> Iterator[str]:
    """The acts that were planned and turned out to be impossible; by themselves no failure."""
    for skipped in result.skipped:
        act = f"{name_of(skipped.role)}: {skipped.action.kind}"
        yield f"not possible: {clock(skipped.at)} {act}: {skipped.why}"


def _trails(loaded: LoadedScenario, profile: Profile) -> Iterator[KeyPath]:
    """Where each expectation stands in the file, in the order in which they are looked at."""
    scenario = loaded.scenario
    own = ("outcomes", profile.id)
    yield own if profile.id in scenario.outcomes else ("outcome",)
    for place in range(len(scenario.expect)):
        yield "expect", place
    for place in range(len(scenario.expect_by_profile.get(profile.id, ()))):
        yield "expect_by_profile", profile.id, place


def _told(checked: ExpectationResult, profile: Profile, result: HeadlessResult) -> Iterator[str]:
    yield from _wrapped("failed: ", checked.rule)
    if checked.because:
        yield from _wrapped("  ", checked.because)
    if checked.why:
        yield from _wrapped("  why: ", checked.why)
    shown = [result.log[seq] for seq in checked.evidence[:MOST_EVIDENCE]]
    column = max((len(clock(entry.at)) for entry in shown), default=0)
    for line in transcript(shown, profile=profile, detailed=True):
        head = f"  #{line.seq:<4} " + " " * (column - len(clock(line.at)))
        first, *rest = render_text([line], width=WIDTH - len(head)).splitlines()
        yield head + first
        yield from (" " * len(head) + row for row in rest)
    if len(checked.evidence) > MOST_EVIDENCE:
        yield f"  and {len(checked.evidence) - MOST_EVIDENCE} more"


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
