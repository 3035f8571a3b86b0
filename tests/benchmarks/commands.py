"""What a command of the program costs the machine: processor time, and memory at its peak."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

EVERY_S = 0.1
"""Between two looks at the memory."""
HERE = Path(__file__).resolve().parents[2]


class Cost(NamedTuple):
    """What a command took."""

    seconds: float
    processor_s: float
    """Of all its processes."""
    peak_mb: float
    """The most that all its processes held at once; what they share is counted once."""


def environment(tree: Path) -> Mapping[str, str]:
    """Return the environment in which a tree's own program is started.

    Byte code is kept, as it is on a user's machine.
    """
    usual = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**usual, "PYTHONPATH": str(tree), "XDG_CONFIG_HOME": os.devnull}


def cost_of(*words: str, tree: Path = HERE, codes: tuple[int, ...] = (0,)) -> Cost:
    """Run ``silent999`` of a tree with these words and without its output. Linux only."""
    before, began, peak = os.times(), time.perf_counter(), 0.0
    command, null = (sys.executable, "-m", "simulator", *words), subprocess.DEVNULL
    with subprocess.Popen(command, stdout=null, cwd=tree, env=environment(tree)) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_held_mb, (process.pid, *_children(process.pid)))))
            time.sleep(EVERY_S)
    if process.returncode not in codes:
        raise SystemExit(f"{tree}: {' '.join(words)}: exit code {process.returncode}")
    after = os.times()
    used = after.children_user - before.children_user + after.children_system
    return Cost(time.perf_counter() - began, used - before.children_system, peak)


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, task.read_text().split())


def _held_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # It has just ended.
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1_000
