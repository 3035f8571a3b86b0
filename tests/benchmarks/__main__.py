"""All benchmarks, one after the other: ``python -m tests.benchmarks [PART [OPTION ...]]``.

Each part runs in a process of its own, so that none leaves its memory to the next. The load of the
machine is printed before and after each: on a busy one only ratios and processor time say much.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence

from simulator.proof.verify.worker_processes import cores

PARTS: Mapping[str, tuple[str, str]] = {
    "start": ("startup", "Start of the command line over bare Python, ms"),
    "calls": ("calls", "Whole silent calls, beside toys on other libraries"),
    "verify": ("verify", "Machine properties of every call"),
    "population": ("population", "All silent calls of a year"),
    "suite": ("suite", "The default test suite"),
    "screens": ("screens", "Screens over a terminal, beside bare Textual"),
}
"""By the name of a part: its module, and what it measures."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run the parts."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("part", nargs="?", choices=PARTS, help="only this one (default: all)")
    parser.add_argument("options", nargs=argparse.REMAINDER, help="options of the part")
    given = parser.parse_args(arguments)
    print(f"Python {sys.version.split()[0]}, {platform.platform()}, {cores()} cores")
    codes = []
    for name in [given.part] if given.part else PARTS:
        module, about = PARTS[name]
        print(f"\n## {about} (load before: {_load()})\n", flush=True)
        command = (sys.executable, "-m", f"tests.benchmarks.{module}", *given.options)
        codes.append(subprocess.run(command, check=False).returncode)
        print(f"\nload after: {_load()}", flush=True)
    return max(codes)


def _load() -> str:
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
