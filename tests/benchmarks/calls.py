"""Whole silent calls a second on one core: ours against toys of the same call.

Run it as ``python -m tests.benchmarks.calls``. It prints ratios and passes no judgement. All
engines take turns in the same run, several rounds of them, and the median rate counts; XState
runs in Node and times itself, without its start, once ``npm install --no-save xstate@5`` was done.

A toy is measured only if its logs of the stories in ``timetable.py`` are the same as the others'.
Our own engine is run by ``ours.py``; to see where its time goes:
``python -m cProfile -s tottime -m tests.benchmarks.ours``.
"""

import argparse
import gc
import platform
import sys
from collections.abc import Mapping, Sequence
from statistics import median

from tests.benchmarks import ours
from tests.benchmarks.table import table
from tests.benchmarks.toys import (
    Contender,
    NotHereError,
    Runner,
    Sample,
    Toy,
    contenders,
    differences,
    timed,
)

OURS = {
    "flow only: apply, with the full log": timed(ours.flow_only),
    "whole session: participants, hearing, agenda": timed(ours.whole_session),
    "whole session, JSON lines written": timed(ours.with_json_lines),
}
FLOW, SESSION, WRITTEN = OURS
JSON_LINES_AIM = 0.4
"""The rate with JSON lines written over the rate without."""

Samples = Mapping[str, Sequence[Sample]]


def open_toys(candidates: Sequence[Contender]) -> tuple[dict[str, Toy], dict[str, str]]:
    """Open the toys that are here; give the reason for those that are not."""
    here: dict[str, Toy] = {}
    missing: dict[str, str] = {}
    for candidate in candidates:
        try:
            here[candidate.title] = candidate.open()
        except NotHereError as reason:
            missing[candidate.title] = str(reason)
    return here, missing


def calls_for(runner: Runner, seconds: float) -> int:
    """Find how many calls take about this long."""
    calls = 20
    while (sample := runner(calls)).seconds < seconds / 4:
        calls *= 4
    return max(1, round(seconds * sample.rate))


def measure(runners: Mapping[str, Runner], rounds: int, seconds: float) -> Samples:
    """Let all runners take turns."""
    calls = {name: calls_for(runner, seconds) for name, runner in runners.items()}
    samples: dict[str, list[Sample]] = {name: [] for name in runners}
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr)
        for name, runner in runners.items():
            gc.collect()
            samples[name].append(runner(calls[name]))
    return samples


def rate(samples: Sequence[Sample]) -> float:
    """Median calls a second."""
    return median(sample.rate for sample in samples)


def figures(samples: Sequence[Sample]) -> list[str]:
    """Format the rate, its spread over the rounds and the entries of a call."""
    rates = [sample.rate for sample in samples]
    spread = (max(rates) - min(rates)) / rate(samples)
    entries = samples[0].entries / samples[0].calls
    return [f"{rate(samples):,.0f}", f"{spread:.0%}", f"{entries:.1f}"]


def ratio(samples: Samples, name: str, base: str) -> str:
    """Format how many times the base's rate a rate is."""
    if name not in samples or base not in samples:
        return "-"
    return f"{rate(samples[name]) / rate(samples[base]):.2f}"


def toys_table(
    candidates: Sequence[Contender],
    toys: Mapping[str, Toy],
    missing: Mapping[str, str],
    samples: Samples,
) -> str:
    """Compare our flow and our whole session with each toy."""
    rows = []
    for candidate in candidates:
        title = candidate.title
        if title in missing:
            rows.append([title, "not here", "-", "-", "-", "-", f"{candidate.aim:g}"])
            continue
        ratios = [ratio(samples, mine, title) for mine in (FLOW, SESSION)]
        cells = [toys[title].title, *figures(samples[title]), *ratios]
        rows.append([*cells, f"{candidate.aim:g}"])
    header = ["toy", "calls/s", "spread", "entries/call", "flow/toy", "session/toy", "aim"]
    return table(header, rows)


def ours_table(samples: Samples) -> str:
    """Compare our own engine's layers with each other."""
    compared = {
        FLOW: ["-", "-"],
        SESSION: [ratio(samples, SESSION, FLOW), "-"],
        WRITTEN: [ratio(samples, WRITTEN, SESSION), f"{JSON_LINES_AIM:g}"],
    }
    rows = [[name, *figures(samples[name]), *cells] for name, cells in compared.items()]
    return table(["ours", "calls/s", "spread", "entries/call", "to the row above", "aim"], rows)


def compare(rounds: int, seconds: float) -> int:
    """Measure everything that is here and print the tables."""
    candidates = contenders()
    toys, missing = open_toys(candidates)
    if found := differences(toys.values()):
        print("The toys do not play the same call:", *found, sep="\n  ", file=sys.stderr)
        return 1
    samples = measure({t: toy.run for t, toy in toys.items()} | OURS, rounds, seconds)

    print(f"Whole silent calls a second on one core; {rounds} rounds, the median counts.")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.platform()}")
    print()
    print(toys_table(candidates, toys, missing, samples))
    for title, why in missing.items():
        print(f"{title}: not here: {why}")
    print()
    print(ours_table(samples))
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.calls", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7, help="turns for each engine (default 7)")
    parser.add_argument(
        "--seconds", type=float, default=0.5, help="about how long a turn takes (default 0.5)"
    )
    options = parser.parse_args(arguments)
    return compare(options.rounds, options.seconds)


if __name__ == "__main__":
    sys.exit(main())
