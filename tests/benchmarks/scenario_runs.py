"""Processor time of runs that nobody has played: this tree, and perhaps other checkouts.

Each tree has a process of its own; they take turns, so that the machine's load is the same for
all. No scenario is run twice with one seed, since no user does. ``python scenario_runs.py worker``
is such a process: for each seed that it reads it runs every shipped scenario under some profiles,
with the settings of Python that a program has by default. It also works in older trees.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parents[2]
PROFILES = 2
SEEDS = 10


class RunCost(NamedTuple):
    """What runs cost in one tree: medians over the seeds."""

    runs_a_second: float
    us_an_entry: float
    us_a_minute: float
    """Of simulated time, so that shorter calls do not count as faster ones."""


def _first(*places: str) -> Any:
    """Import the first module of these that this tree has."""
    for place in places:
        try:
            return import_module(place)
        except ImportError:
            continue
    raise ImportError(places[0])


def work() -> None:
    """Run everything for each seed on standard input; print what it cost, in a line of JSON."""
    library = _first("simulator.content.library.library", "simulator.content.library").Library()
    run = _first("simulator.session.run.headless_run", "simulator.session.headless").run
    scenarios = [library.scenario(path).scenario for path in library.scenario_paths()]
    profiles = [each.profile for each in library.profiles()][:PROFILES]
    force = library.force("generic").force
    for line in sys.stdin:
        before, entries, ms, runs = time.process_time(), 0, 0, 0
        for scenario in scenarios:
            for profile in profiles:
                log = run(scenario, profile, force, int(line)).log
                entries, ms, runs = entries + len(log), ms + log[-1].at, runs + 1
        spent = time.process_time() - before
        us, minutes = 1e6 * spent, ms / 60_000
        print(json.dumps([runs / spent, us / entries, us / minutes]), flush=True)


def measured(trees: Iterable[Path], seeds: int = SEEDS) -> list[RunCost]:
    """Return what runs cost in each tree, with new seeds."""
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(tree)) for tree in trees]
        [_ask(each, 0) for each in workers]
        rounds = [[_ask(worker, seed) for worker in workers] for seed in range(1, seeds + 1)]
        for worker in workers:
            assert worker.stdin is not None
            worker.stdin.close()
        return [_medians(costs) for costs in zip(*rounds, strict=True)]


def _medians(costs: Sequence[RunCost]) -> RunCost:
    return RunCost(*(median(each) for each in zip(*costs, strict=True)))


def _worker(tree: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, __file__, "worker"),
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(worker: subprocess.Popen[str], seed: int) -> RunCost:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(f"{seed}\n")
    worker.stdin.flush()
    return RunCost(*json.loads(worker.stdout.readline()))


if __name__ == "__main__":
    work()
