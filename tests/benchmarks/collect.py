"""What the plugin costs every pytest: ``python -m tests.benchmarks.collect``.

`pytest --collect-only` in an empty folder, with the plugin and without it in turn, in processor
time. It prints the ratio of the medians beside the aim, without a verdict. silent999 must be
installed, or pytest has no plugin to load.
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from tempfile import TemporaryDirectory

WITH = (sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")
WITHOUT = (*WITH, "-p", "no:silent999")
AIM = 1.02


def processor_ms(command: Sequence[str], folder: str) -> float:
    """Run a command and return the processor time of its process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    null = subprocess.DEVNULL
    subprocess.run(command, cwd=folder, stdout=null, stderr=null, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1_000


def main() -> None:
    """Measure both in turn and print the ratio."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.collect")
    parser.add_argument("--repeats", type=int, default=20, help="starts of each (default 20)")
    repeats: int = parser.parse_args().repeats
    taken: dict[Sequence[str], list[float]] = {WITH: [], WITHOUT: []}
    with TemporaryDirectory() as folder:
        for _ in range(repeats):
            for command, times in taken.items():
                times.append(processor_ms(command, folder))
    ours, bare = (median(times) for times in taken.values())
    print(f"pytest --collect-only in an empty folder, median of {repeats}, processor time")
    print(f"with the plugin {ours:.0f} ms, without {bare:.0f} ms: {ours / bare:.3f} (aim {AIM})")


if __name__ == "__main__":
    main()
