"""What a run costs that nobody has played, as a ratio to a loop of plain Python.

``python -m tests.benchmarks.new_seeds`` runs every shipped scenario with seeds of its own, the loop
between them, in processor time. So the ratio is about the same on any machine, and
`.ci/run` holds it to the one in ``new_seeds.json``: it fails beyond `MOST` times that, since noise
is up to a fifth. ``--write`` keeps the ratio of now.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from simulator.content.library.library import Library
from simulator.session.run.headless_run import run

KEPT = Path(__file__).with_suffix(".json")
MOST = 1.5
FIRST_SEED = 52_000
"""From here on: no test and no benchmark plays these."""
TOGETHER = 6
"""Scenarios between two loops: about a third of a second."""


class _Point:
    def __init__(self, x: int) -> None:
        self.x = x

    def moved(self, by: int) -> "_Point":
        return _Point(self.x + by)


def plain_loop() -> int:
    """Do what an interpreter is asked for most: calls, attributes, dictionaries, sets, texts."""
    seen, found, point = dict[tuple[int, str], int](), set[str](), _Point(0)
    for number in range(40_000):
        point = point.moved(number & 7)
        key = number % 997, "even" if number % 2 else "odd"
        seen[key] = seen.get(key, 0) + point.x
        if key[0] == 0:
            found.add(f"{key[1]} {number}")
    return len(seen) + len(found)


def ratio(passes: int) -> tuple[float, float]:
    """Return milliseconds of a run, and how many loops that is: medians over the passes.

    The loop runs between the scenarios too: what slows the machine for some seconds, a neighbour's
    work, then slows both. With the loop only before and after a pass, one tree was 3.3 and 4.2.
    """
    library = Library()
    scenarios = [library.scenario(path).scenario for path in library.scenario_paths()]
    profile, force = library.profile("iopc_2019").profile, library.force("generic").force
    parts = [scenarios[at : at + TOGETHER] for at in range(0, len(scenarios), TOGETHER)]
    runs, loops = list[float](), list[float]()
    for number in range(passes + 1):
        spent = plain = 0.0
        for part in parts:
            plain += _spent(plain_loop)
            spent += _spent(
                lambda seed, part: [run(each, profile, force, seed) for each in part],
                FIRST_SEED + number,
                part,
            )
        if number:  # The first pass loads what every run needs.
            runs.append(spent / len(scenarios))
            loops.append(runs[-1] / (plain / len(parts)))
    return 1_000 * median(runs), median(loops)


def _spent(work: object, *given: object) -> float:
    began = time.process_time()
    work(*given)  # type: ignore[operator]
    return time.process_time() - began


def verdict(ms: float, loops: float, kept: float) -> str:
    """Return the sentence that is printed, and after it, if it is so, that this is too much."""
    said = f"a run that nobody has played: {ms:.1f} ms of processor time, {loops:.2f} loops of"
    said += f" plain Python (kept: {kept:.2f}, at most {MOST * kept:.2f})"
    return said if loops <= MOST * kept else f"{said}: too slow"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure, and compare with what is kept."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.new_seeds", description=__doc__
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--write", action="store_true", help="keep the ratio of now")
    parser.add_argument("--passes", type=int, default=5, help="seeds of each scenario (default 5)")
    options = parser.parse_args(arguments)
    ms, loops = ratio(options.passes)
    if options.write:
        KEPT.write_text(json.dumps({"loops": round(loops, 2)}) + "\n", encoding="utf-8")
    kept: float = json.loads(KEPT.read_text(encoding="utf-8"))["loops"]
    print(said := verdict(ms, loops, kept))
    return int(said.endswith("too slow"))


if __name__ == "__main__":
    sys.exit(main())
