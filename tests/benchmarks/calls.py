"""Whole silent calls a second on one core: ours against toys of the same call.

Run it as ``python -m tests.benchmarks.calls``. It prints ratios and passes no judgement. All
engines take turns in the same run, several rounds of them, and the median rate counts; XState
runs in Node and times itself, without its start.

A toy is measured only if its logs of the stories in ``timetable.py`` are the same as the others'.
Our own engine comes from ``ours.py``: ``flow_only``, ``whole_session`` and ``with_json_lines``,
each of which runs a number of calls and returns how many log entries they wrote.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import importlib
import platform
import pstats
import sys
from collections.abc import Mapping, Sequence
from statistics import median

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
    "flow_only": "flow only: apply, with the full log",
    "whole_session": "whole session: participants, hearing, agenda",
    "with_json_lines": "whole session, JSON lines written",
}
JSON_LINES_AIM = 0.4
"""The rate with JSON lines written over the rate without."""
PROFILED_CALLS = 200
PROFILED_LINES = 25

Samples = Mapping[str, Sequence[Sample]]


def open_ours() -> dict[str, Runner]:
    """Import the adapter to our own engine."""
    try:
        ours = importlib.import_module("tests.benchmarks.ours")
        return {name: timed(getattr(ours, name)) for name in OURS}
    except (ImportError, AttributeError) as error:
        raise NotHereError(str(error)) from error


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
        ratios = [ratio(samples, ours, title) for ours in ("flow_only", "whole_session")]
        cells = [toys[title].title, *figures(samples[title]), *ratios]
        rows.append([*cells, f"{candidate.aim:g}"])
    header = ["toy", "calls/s", "spread", "entries/call", "flow/toy", "session/toy", "aim"]
    return table(header, rows)


def ours_table(samples: Samples) -> str:
    """Compare our own engine's layers with each other."""
    json_aim = f"{JSON_LINES_AIM:g}"
    compared = {
        "flow_only": ["-", "-"],
        "whole_session": [ratio(samples, "whole_session", "flow_only"), "-"],
        "with_json_lines": [ratio(samples, "with_json_lines", "whole_session"), json_aim],
    }
    rows = [[OURS[name], *figures(samples[name]), *compared[name]] for name in OURS]
    return table(["ours", "calls/s", "spread", "entries/call", "to the row above", "aim"], rows)


def profile() -> int:
    """Print where a whole session's time goes."""
    try:
        run = open_ours()["whole_session"]
    except NotHereError as reason:
        print(f"ours: not measured: {reason}", file=sys.stderr)
        return 2
    run(1)
    profiler = cProfile.Profile()
    profiler.runcall(run, PROFILED_CALLS)
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(PROFILED_LINES)
    return 0


def compare(rounds: int, seconds: float, *, may_install: bool) -> int:
    """Measure everything that is here and print the tables."""
    candidates = contenders(may_install=may_install)
    toys, missing = open_toys(candidates)
    if found := differences(toys.values()):
        print("The toys do not play the same call:", *found, sep="\n  ", file=sys.stderr)
        return 1
    ours: dict[str, Runner] = {}
    unmeasured = ""
    try:
        ours = open_ours()
    except NotHereError as reason:
        unmeasured = str(reason)
    samples = measure({t: toy.run for t, toy in toys.items()} | ours, rounds, seconds)

    print(f"Whole silent calls a second on one core; {rounds} rounds, the median counts.")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.platform()}")
    print()
    print(toys_table(candidates, toys, missing, samples))
    for title, why in missing.items():
        print(f"{title}: not here: {why}")
    print()
    print(ours_table(samples) if ours else f"ours: not measured: {unmeasured}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.calls", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7, help="turns for each engine (default 7)")
    parser.add_argument(
        "--seconds", type=float, default=0.5, help="about how long a turn takes (default 0.5)"
    )
    parser.add_argument(
        "--no-install", action="store_true", help="do not fetch XState with npm into the cache"
    )
    parser.add_argument(
        "--profile", action="store_true", help="only profile our whole session, and print the top"
    )
    options = parser.parse_args(arguments)
    if options.profile:
        return profile()
    return compare(options.rounds, options.seconds, may_install=not options.no_install)


if __name__ == "__main__":
    sys.exit(main())
