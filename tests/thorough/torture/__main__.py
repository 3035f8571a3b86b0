"""``python -m tests.thorough.torture SEEDS``: try so many sittings and print the figures."""

import argparse
import asyncio
import contextlib
import gc
import io
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from simulator.cli.main import main as command
from simulator.tui.app import TrainerApp
from tests.thorough.torture.judge import Result
from tests.thorough.torture.plan import CALLS, plan_of
from tests.thorough.torture.program import command_of
from tests.thorough.torture.sitting import Sitting
from tests.tui.program import in_a_call
from tests.tui.unseen import ParsedOnce

AT_ONCE = 4 * (os.cpu_count() or 1)
"""Sittings at a time: most of one is waiting for the next key."""


def warm_up() -> None:
    """Load and read what every sitting needs, once, before the forks.

    A sitting then costs what it does itself: no imports, no shipped files, no style sheets.
    """
    pytest.MonkeyPatch().setattr("textual.app.Stylesheet", ParsedOnce)
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(SystemExit):
        for number, call in enumerate(CALLS):
            plan = plan_of(0)._replace(screens=False, call=call)
            sys.stdin = io.StringIO("1\nw 20\nq\n")
            command(command_of(plan, Path(folder, str(number)))[1:], io.StringIO(), io.StringIO())
            asyncio.run(_paint(*call))
    assert threading.active_count() == 1, "a fork has only the thread that made it"
    gc.collect()
    gc.freeze()


async def _paint(scenario: str, seat: str) -> None:
    """Show the note, the call, its ending and the menu."""
    app = in_a_call(seat, scenario)
    async with app.run_test() as pilot:
        await pilot.press("escape", "down", "enter", "enter")
        TrainerApp.open_menu(app)
        await pilot.pause()
        app.announce(app.setup)
        await pilot.pause()


def tried(seed: int, *, show: bool = False) -> Result:
    """Play the sitting of a seed, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="torture-"))
    try:
        sitting = Sitting(plan_of(seed), folder / "records")
        result = sitting.play()
        if show:
            written = bytes(sitting.written).decode(errors="replace")
            sys.stdout.write(f"{sitting.plan}\n{written}\n{sitting.claimed.decode()}")
            sys.stdout.write(f"exit code {sitting.code}\n")
        return result
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def results_of(seeds: range, at_once: int) -> Iterator[Result]:
    """Yield the result of each seed, in order, as soon as it and those before it have ended."""
    deaf = (signal.signal, (signal.SIGINT, signal.SIG_IGN))  # Ctrl-C ends this process alone.
    with ProcessPoolExecutor(at_once, get_context("fork"), *deaf) as pool:
        try:
            yield from pool.map(tried, seeds, chunksize=4)
        finally:
            pool.shutdown(cancel_futures=True)


def figures(results: list[Result]) -> str:
    """Return what was tried, what survived, and what was lost, as one line."""
    bad = [each for each in results if each.faults]
    return (
        f"torture: {len(results)} sittings tried, {len(results) - len(bad)} survived, "
        f"{sum(each.lost for each in results)} bytes lost that were called recorded; "
        f"{sum(each.entries for each in results)} entries kept, "
        f"{sum(each.slow for each in results)} ended after more than 2 s"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.thorough.torture")
    parser.add_argument("seeds", type=int)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help=f"default {AT_ONCE}")
    parser.add_argument("--show", action="store_true", help="also print what the program wrote")
    options = parser.parse_args()
    warm_up()
    seeds = range(options.first, options.first + options.seeds)
    showing = (tried(seed, show=True) for seed in seeds)
    results: list[Result] = []
    # Ctrl-C ends a long run with the figures so far.
    with contextlib.suppress(KeyboardInterrupt):
        for result in showing if options.show else results_of(seeds, options.at_once):
            results.append(result)
            if result.faults:
                faults = "; ".join(result.faults)
                sys.stdout.write(f"seed {result.seed}, {result.how}: {faults}\n")
                sys.stdout.flush()
    ways = Counter(each.how for each in results)
    sys.stdout.write("".join(f"{number:>6} {how}\n" for how, number in sorted(ways.items())))
    sys.stdout.write(f"{figures(results)}\n")
    return int(any(each.faults for each in results))


if __name__ == "__main__":
    sys.exit(main())
