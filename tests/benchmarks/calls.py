"""Whole silent calls a second on one core: ours against toys of the same call.

Run it as ``python -m tests.benchmarks.calls``. It prints ratios and passes no judgement. All
engines take turns in the same run, several rounds of them, and the median rate counts. A toy is
measured only if its logs of the stories in ``toy_call.py`` are the same as the others'. Our own
engine is run by ``ours.py``; to see where its time goes:
``python -m cProfile -s tottime -m tests.benchmarks.ours``. A second table has whole scenario runs,
with ``--against CHECKOUT`` beside those of another tree.
"""

import argparse
import gc
import importlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks import ours, scenario_runs
from tests.benchmarks.table import table
from tests.benchmarks.toy_call import SILENT_ENTRIES, STORIES, Log
from tests.benchmarks.toy_xstate import Player
from tests.tools import NODE_MODULES

Run = Callable[[int], int]
"""Plays so many calls, and returns how many entries they wrote."""
OURS: dict[str, Run] = {
    "flow only: apply, with the full log": ours.flow_only,
    "whole session: participants, hearing, agenda": ours.whole_session,
    "whole session, JSON lines written": ours.with_json_lines,
    "whole session, a new seed each time": ours.new_seeds,
}
AIMS = {
    "simpy": "1 / 0.25",
    "transitions": "4 / 1",
    "statemachine": "60 / 15",
    "xstate": "1.5 / 0.4",
}
"""The toys, and how many times as fast our flow, and a whole session, should be."""


def toys() -> dict[str, Callable[[Iterable[int]], Log]]:
    """Import the toys whose library is here; name the others."""
    found: dict[str, Callable[[Iterable[int]], Log]] = {}
    for name in ("simpy", "transitions", "statemachine"):
        try:
            found[name] = importlib.import_module(f"tests.benchmarks.toy_{name}").play
        except ImportError as error:
            print(f"{name}: not here: {error}")
    return found


def differences(plays: Mapping[str, Callable[[Iterable[int]], Log]]) -> list[str]:
    """Play every story on every toy; say where a log is not what it must be."""
    found = []
    for story, (presses, outcome) in STORIES.items():
        logs = {name: play(presses) for name, play in plays.items()}
        first = next(iter(logs.values()), [])
        for name, log in logs.items():
            if log[-1][1] != f"outcome {outcome}" or log != first:
                found.append(f"{name}, {story!r}: another log than the others")
        if story == "silent" and logs and len(first) != SILENT_ENTRIES:
            found.append(f"{len(first)} entries instead of {SILENT_ENTRIES}")
    return found


def measure(runs: Mapping[str, Run], rounds: int, seconds: float) -> dict[str, list[float]]:
    """Let all engines take turns of about so many seconds; return their rates."""
    calls = {}
    for name, run in runs.items():
        calls[name] = 20
        while (rate := _rate(run, calls[name])) * seconds / 4 > calls[name]:
            calls[name] *= 4
        calls[name] = max(1, round(seconds * rate))
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            gc.collect()
            rates[name].append(_rate(run, calls[name]))
    return rates


def _rate(run: Run, calls: int) -> float:
    started = time.perf_counter()
    run(calls)
    return calls / (time.perf_counter() - started)


def _silent(play: Callable[[Iterable[int]], Log], calls: int) -> int:
    return sum(len(play(())) for _ in range(calls))


def main() -> int:
    """Read the command line, measure everything that is here and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.calls", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7, help="turns for each engine (default 7)")
    parser.add_argument(
        "--seconds", type=float, default=0.5, help="about how long a turn takes (default 0.5)"
    )
    parser.add_argument("--against", type=Path, help="another checkout, for scenario runs")
    there = NODE_MODULES.parent if (NODE_MODULES / "xstate").is_dir() else None
    help_ = "where `npm install --no-save xstate` was run (default: here, if it was)"
    parser.add_argument("--xstate", type=Path, default=there, help=help_)
    options = parser.parse_args()
    plays = toys()
    node = Player(options.xstate) if options.xstate else None
    if node is None:
        print("xstate: not here: npm install --no-save xstate")
    if node is not None:
        plays["xstate"] = node.play
    if found := differences(plays):
        print("The toys do not play the same call:", *found, sep="\n  ", file=sys.stderr)
        return 1
    toy_runs: dict[str, Run] = {name: partial(_silent, play) for name, play in plays.items()}
    if node is not None:
        toy_runs["xstate"] = node.run
    rates = measure({**OURS, **toy_runs}, options.rounds, options.seconds)
    if node is not None:
        node.close()
    middle = {name: median(each) for name, each in rates.items()}
    flow, session, _, new = (middle[name] for name in OURS)
    rows = [
        [
            name,
            f"{rate:,.0f}",
            f"{(max(rates[name]) - min(rates[name])) / rate:.0%}",
            f"{flow / rate:.2f}",
            f"{session / rate:.2f}",
            f"{new / rate:.2f}",
            f"{AIMS.get(name, '-')}",
        ]
        for name, rate in middle.items()
    ]
    print(f"Whole silent calls a second on one core; {options.rounds} rounds, the median counts.")
    print(
        table(["engine", "calls/s", "spread", "flow/it", "session/it", "new seed/it", "aim"], rows)
    )
    print(_scenario_runs([scenario_runs.HERE, *([options.against] if options.against else [])]))
    return 0


def _scenario_runs(trees: Sequence[Path]) -> str:
    """Measure scenario runs, here and perhaps in another tree, and return the table."""
    here, *others = scenario_runs.measured(tree.resolve() for tree in trees)
    other = [f"{others[0]:.1f}", f"{others[0] / here:.1f}"] if others else ["-", "-"]
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    head = [f"scenario runs, us of CPU an entry ({load})", "here", "there", "there/here"]
    return table(head, [["with a new seed", f"{here:.1f}", *other]])


if __name__ == "__main__":
    sys.exit(main())
