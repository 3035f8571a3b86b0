"""What a command of the program costs the machine: processor time, and memory at its peak."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

EVERY_S = 0.1
"""Between two looks at the memory."""


class Cost(NamedTuple):
    """What a command took."""

    seconds: float
    processor_s: float
    """Of all its processes."""
    peak_mb: float
    """The most that all its processes held at once; what they share is counted once."""


def cost_of(*words: str) -> Cost:
    """Run ``silent999`` with these words and without its output."""
    before, began, peak = os.times(), time.perf_counter(), 0.0
    command = (sys.executable, "-m", "simulator", *words)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_held_mb, (process.pid, *_children(process.pid)))))
            time.sleep(EVERY_S)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)}: exit code {process.returncode}")
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
