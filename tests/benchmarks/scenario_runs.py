"""Processor time of scenario runs, an entry of the log: this tree, and perhaps another checkout.

Each tree has a process of its own; they take turns, so that the machine's load is the same for
both. No scenario is run twice with one seed, since no user does. ``python scenario_runs.py worker``
is such a process: for each seed that it reads it runs every shipped scenario under some profiles.
It also works in older trees.
"""

import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parents[2]
PROFILES = 2
ROUNDS = 5


def _first(*places: str) -> Any:
    """Import the first module of these that this tree has."""
    for place in places:
        try:
            return import_module(place)
        except ImportError:
            continue
    raise ImportError(places[0])


def work() -> None:
    """Run everything for each seed on standard input; print the time of an entry (us)."""
    library = _first("simulator.content.library.library", "simulator.content.library").Library()
    run = _first("simulator.session.run.headless_run", "simulator.session.headless").run
    scenarios = [library.scenario(path).scenario for path in library.scenario_paths()]
    profiles = [each.profile for each in library.profiles()][:PROFILES]
    force = library.force("generic").force
    for line in sys.stdin:
        before = time.process_time()
        runs = (run(each, profile, force, int(line)) for each in scenarios for profile in profiles)
        entries = sum(len(each.log) for each in runs)
        print(1e6 * (time.process_time() - before) / entries, flush=True)


def measured(trees: Iterable[Path]) -> list[float]:
    """Return the processor time of an entry in each tree (us), with new seeds."""
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(tree)) for tree in trees]
        [_ask(each, 0) for each in workers]
        rounds = [[_ask(worker, seed) for worker in workers] for seed in range(1, ROUNDS + 1)]
        for worker in workers:
            assert worker.stdin is not None
            worker.stdin.close()
        return [median(times) for times in zip(*rounds, strict=True)]


def _worker(tree: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, __file__, "worker"),
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(worker: subprocess.Popen[str], seed: int) -> float:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(f"{seed}\n")
    worker.stdin.flush()
    return float(worker.stdout.readline())


if __name__ == "__main__":
    work()
