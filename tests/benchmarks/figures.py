"""What users do, in one table: this tree beside another checkout, in turn (A B A B).

``python -m tests.benchmarks --against CHECKOUT``, or without it this tree alone. Runs that nobody
has played before, a test of everything, a file of a user's own, the usual commands, the proof, and
the first page. Processor time, medians, the default settings of Python. Install the other checkout
as well: a tree whose shipped content is not built reads it slowly, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from tests.benchmarks import scenario_runs
from tests.benchmarks.commands import cost_of, environment
from tests.benchmarks.startup import milliseconds
from tests.benchmarks.table import table

T = TypeVar("T")
HERE = scenario_runs.HERE
SHIPPED = "quiet-throughout"
FILE = f"scenarios/silent/{SHIPPED}.yaml"
_TIMED = (sys.executable, "-c", "pass")
_PAGE = """
import asyncio, json, resource, time
from simulator.content.library.library import Library
from simulator.session.clock import WallClock
from simulator.web.in_page import InPage
async def first_page():
    page = InPage(Library(), WallClock())
    asked = dict(method="GET", address="/", headers={}, body="")
    said = []
    await page.ask(1, json.dumps(asked), lambda status, _: said.append(status), lambda _: None)
    assert said == [200], said
asyncio.run(first_page())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([time.process_time(), peak / 1_024]))
"""
"""Opens the first page of the application without a server, and prints seconds and MB."""


class Figure(NamedTuple):
    """One row of the table."""

    name: str
    aim: str
    measured: list[float | None]
    """Of each tree; None where a tree cannot do it."""
    digits: int = 0
    more_is_better: bool = False

    def row(self) -> list[str]:
        """Return the cells: the aim, each tree, and how many times as good this one is."""
        cells = ["-" if each is None else f"{each:.{self.digits}f}" for each in self.measured]
        here, *others = self.measured
        ratio = "-"
        if others and here and (there := others[0]):
            ratio = f"{here / there if self.more_is_better else there / here:.2f}"
        return [self.name, self.aim, *cells, ratio]


def of_runs(trees: Sequence[Path], seeds: int) -> list[Figure]:
    """Measure all shipped scenarios, with seeds that nobody has played."""
    costs = scenario_runs.measured(trees, seeds)
    return [
        Figure("runs a CPU s", "4 x", [e.runs_a_second for e in costs], more_is_better=True),
        Figure("us an entry", "40", [e.us_an_entry for e in costs]),
        Figure("us a simulated minute", "2.5 x", [e.us_a_minute for e in costs]),
    ]


def of_commands(trees: Sequence[Path], rounds: int) -> list[Figure]:
    """Measure short commands over bare Python: of a user's own file, and of what is shipped."""
    with TemporaryDirectory() as folder:
        own = Path(folder) / "my-call.yaml"
        # Its id is that of the file: else what is measured is the message that it is not.
        own.write_text((HERE / FILE).read_text("utf-8").replace(SHIPPED, own.stem, 1), "utf-8")
        cases = {
            "check my-call.yaml, ms": ("300", ("check", str(own))),
            "run my-call.yaml, ms": ("320", ("run", str(own))),
            f"check {SHIPPED}, ms": ("180", ("check", FILE)),
            f"run {SHIPPED}, ms": ("200", ("run", SHIPPED)),
            "list, ms": ("75", ("list",)),
            "--help, ms": ("8", ("--help",)),
        }
        commands = [(sys.executable, "-m", "simulator", *words) for _, words in cases.values()]
        turns = [(tree, command) for command in (_TIMED, *commands) for tree in trees]
        taken = {turn: list[float]() for turn in turns}
        for _ in range(rounds):
            for tree, command in turns:
                taken[tree, command].append(milliseconds(command, tree, environment(tree)))
    middle = {turn: median(each) for turn, each in taken.items()}
    return [
        Figure(name, aim, [middle[tree, command] - middle[tree, _TIMED] for tree in trees])
        for (name, (aim, _)), command in zip(cases.items(), commands, strict=True)
    ]


def of_all_tests(trees: Sequence[Path], rounds: int) -> list[Figure]:
    """Measure a test of every shipped scenario under every profile, in one process."""
    words = ("test", "--profile", "all", "-j", "1")
    costs = _in_turn(trees, rounds, lambda tree: cost_of(*words, tree=tree, codes=(0, 1)))
    seconds = [median(e.processor_s for e in each) for each in costs]
    cases = [_cases(tree, words) for tree in trees]
    return [
        Figure(
            "test --profile all, CPU s a 1,000 cases", "6",
            [1_000 * spent / each for spent, each in zip(seconds, cases, strict=True)], 1,
        ),
        Figure("the same, MB", "120", [median(e.peak_mb for e in each) for each in costs]),
    ]  # fmt: skip


def _cases(tree: Path, words: Sequence[str]) -> int:
    command = (sys.executable, "-m", "simulator", *words, "--format", "json")
    ran = subprocess.run(
        command, cwd=tree, env=environment(tree), capture_output=True, text=True, check=False
    )
    return len(json.loads(ran.stdout)["cases"])


def of_the_proof(trees: Sequence[Path], rounds: int) -> list[Figure]:
    """Measure the proof of the default profile."""
    costs = _in_turn(trees, rounds, lambda tree: cost_of("verify", tree=tree, codes=(0, 1)))
    return [
        Figure("verify, CPU s", "20", [median(e.processor_s for e in each) for each in costs], 1),
        Figure("the same, MB", "200", [median(e.peak_mb for e in each) for each in costs]),
    ]


def of_the_page(trees: Sequence[Path], rounds: int) -> list[Figure]:
    """Measure the web application from nothing to its first page, in one process."""
    opened = _in_turn(trees, rounds, _opened)
    costs = [
        (None, None) if None in each else tuple(median(e) for e in zip(*each, strict=True))
        for each in opened
    ]
    return [
        Figure("opening the web application, CPU s", "0.45", [each[0] for each in costs], 2),
        Figure("the same, MB", "40", [each[1] for each in costs]),
    ]


def _opened(tree: Path) -> list[float] | None:
    ran = subprocess.run(
        (sys.executable, "-c", _PAGE), cwd=tree, env=environment(tree),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return json.loads(ran.stdout) if ran.returncode == 0 else None


def _in_turn(trees: Sequence[Path], rounds: int, measure: Callable[[Path], T]) -> list[list[T]]:
    taken = [[measure(tree) for tree in trees] for _ in range(rounds)]
    return [list(each) for each in zip(*taken, strict=True)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--against", type=Path, help="another checkout")
    parser.add_argument("--rounds", type=int, default=9, help="turns of short commands (default 9)")
    parser.add_argument("--seeds", type=int, default=10, help="seeds of each scenario (default 10)")
    parser.add_argument("--long", type=int, default=2, help="turns of long commands (default 2)")
    options = parser.parse_args(arguments)
    trees = [HERE, *([options.against.resolve()] if options.against else [])]
    for tree in trees:
        if not (tree / "simulator" / "content" / "built").is_dir():
            print(f"{tree}: its shipped content is not built, so it is read slowly")
    figures = [
        *of_runs(trees, options.seeds),
        *of_commands(trees, options.rounds),
        *of_all_tests(trees, options.long),
        *of_the_proof(trees, options.long),
        *of_the_page(trees, options.rounds),
    ]
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    head = [
        f"medians, in turn ({load})",
        "aim",
        "here",
        *["there"][: len(trees) - 1],
        "times as good",
    ]
    print(table(head, [each.row() for each in figures]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
