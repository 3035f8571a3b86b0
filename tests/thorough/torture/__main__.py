"""``python -m tests.thorough.torture SEEDS``: try so many sittings and print the figures."""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from tests.thorough.torture.judge import Result
from tests.thorough.torture.plan import plan_of
from tests.thorough.torture.sitting import Sitting

LOADED_ONCE = (
    "plain.whole_run",
    "tui.app",
    "tui.call.screens_by_seat",
    "tui.screens.around_call",
    "tui.screens.debrief_screen",
    "tui.screens.around_call",
    "tui.screens.menu_screen",
)
"""Modules that are loaded before the forks, so that a sitting costs what it does."""


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
    parser.add_argument("--show", action="store_true", help="also print what the program wrote")
    options = parser.parse_args()
    for name in LOADED_ONCE:
        import_module(f"simulator.{name}")
    results: list[Result] = []
    # Ctrl-C ends a long run with the figures so far.
    with suppress(KeyboardInterrupt):
        for seed in range(options.first, options.first + options.seeds):
            results.append(tried(seed, show=options.show))
            if results[-1].faults:
                faults = "; ".join(results[-1].faults)
                sys.stdout.write(f"seed {seed}, {results[-1].how}: {faults}\n")
                sys.stdout.flush()
    ways = Counter(each.how for each in results)
    sys.stdout.write("".join(f"{number:>6} {how}\n" for how, number in sorted(ways.items())))
    sys.stdout.write(f"{figures(results)}\n")
    return int(any(each.faults for each in results))


if __name__ == "__main__":
    sys.exit(main())
