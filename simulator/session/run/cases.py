"""A test case: one scenario under one profile, played and judged.

`silent999 test` and the plugin for pytest both play cases with this, in one process or in several.
What comes back is small and can be sent between processes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.content.library.library import LoadedScenario
from simulator.core.instant import Millis
from simulator.core.profile import Force, Profile
from simulator.session.log_json import json_line
from simulator.session.run.explain_failure import Failure, failures, not_possible
from simulator.session.run.headless import Result, run


@dataclass(frozen=True, slots=True)
class Case:
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
class Played:
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


def play(case: Case, *, with_log: bool = False) -> Played:
    """Play a case and judge it."""
    scenario = case.loaded.scenario
    result = run(scenario, case.profile, case.force, case.seed)
    return Played(
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


def log_text(result: Result) -> str:
    """A log as a golden log has it: an entry a line."""
    return "".join(f"{json_line(entry)}\n" for entry in result.log)
