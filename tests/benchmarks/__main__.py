"""What users do costs so much: ``python -m tests.benchmarks [--against CHECKOUT]``.

With the name of a part: that part alone, `all` for all of them, one after the other. Each runs in a
process of its own, so that none leaves its memory to the next. The load of the machine is printed
before and after each: on a busy one only ratios and processor time say much.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence

from simulator.proof.verify.worker_processes import cores

PARTS: Mapping[str, tuple[str, str]] = {
    "figures": ("figures", "What users do, with seeds that nobody has played"),
    "start": ("startup", "Start of the command line over bare Python, ms"),
    "calls": ("calls", "Whole silent calls, no two alike, beside a toy on SimPy"),
    "verify": ("verify", "Machine properties of every call"),
    "population": ("population", "All silent calls of a year"),
    "suite": ("suite", "The default test suite"),
    "screens": ("screens", "Screens over a terminal, beside bare Textual"),
}
"""By the name of a part: its module, and what it measures."""
ALL = "all"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run the parts."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    choices = [*PARTS, ALL]
    parser.add_argument("part", nargs="?", choices=choices, help="default: the first")
    parser.add_argument("options", nargs=argparse.REMAINDER, help="options of the part")
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words = [next(iter(PARTS)), *words]
    given = parser.parse_args(words)
    print(f"Python {sys.version.split()[0]}, {platform.platform()}, {cores()} cores")
    codes = []
    for name in PARTS if given.part == ALL else [given.part]:
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
