"""The screens over a pseudo-terminal, beside a bare Textual screen of the same size.

Run it as ``python -m tests.benchmarks.screens``. It prints what was measured beside the aims and
passes no judgement. Programs that are compared take turns. Linux only: what a program costs is read
from /proc.

Between two keys there is a short quiet, as when somebody types; a key's time goes from writing it
to the terminal until what it changes has been read from there.
"""

import argparse
import asyncio
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median as middle
from statistics import quantiles
from typing import NamedTuple

from simulator.tui.call.act_panel import ROWS, Keypad
from tests.benchmarks.table import table
from tests.tui.program import in_a_call
from tests.tui.terminal import ESCAPES, KEYS, MAIN, StuckError, Terminal

SCENARIO = "quiet-throughout"
BARE = (sys.executable, "-m", "tests.benchmarks.bare_screens")
LINE, SCREEN = (*BARE, "line"), (*BARE, "screen")
PROGRAM = (sys.executable, "-m", "tests.tui.program")
CALLER = (*PROGRAM, "caller", SCENARIO)
COMMAND = (sys.executable, "-m", "simulator", "play", SCENARIO, "--seat", "caller")
MENU = (sys.executable, "-m", "simulator", "play")

BANNER = "this cannot call 999"
DIGITS = "123467890"
"""Without 5, so that the call stays where it is."""
F5, F6 = b"\x1b[15~", b"\x1b[17~"


class Row(NamedTuple):
    """A line of the table."""

    what: str
    ours: str
    bare: str = "-"
    ratio: str = "-"
    aim: str = "-"


class Watched(Terminal):
    """A program in a terminal, with a stop-watch, and what it costs the machine."""

    def __init__(self, command: tuple[str, ...]) -> None:
        super().__init__(command, os.environ | {"TERM": "xterm-256color"})
        self.until(bool)
        self._began = time.perf_counter()

    def first(self, words: str) -> float:
        """Milliseconds from the start to some words."""
        self.until_words(words)
        return (time.perf_counter() - self._began) * 1_000

    def after(self, keys: bytes, words: str) -> float:
        """Milliseconds from pressing keys to some words."""
        wanted = words.encode()
        return self._after(keys, lambda written: wanted in ESCAPES.sub(b"", written))

    def leaving(self, keys: bytes) -> float:
        """Milliseconds from pressing keys to the main screen."""
        return self._after(keys, lambda written: MAIN in written)

    def _after(self, keys: bytes, seen: Callable[[bytes], bool]) -> float:
        self.drain()
        place, began = len(self.written), time.perf_counter()
        self.type(keys)
        self.until(seen, place)
        return (time.perf_counter() - began) * 1_000

    def drain(self, quiet: float = 0.06) -> None:
        """Read until nothing has come for so many seconds; for a second at most."""
        end = time.perf_counter() + 1
        while time.perf_counter() < end and self.read(quiet):
            pass

    def processor(self, seconds: float) -> float:
        """Per cent of a core that it takes over so many seconds."""
        used, began = self.used(), time.perf_counter()
        while (left := began + seconds - time.perf_counter()) > 0:
            self.read(left)
        return (self.used() - used) / 1e9 / (time.perf_counter() - began) * 100

    def used(self) -> int:
        """Nanoseconds that its threads have run."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)

    def resident(self) -> float:
        """MiB of memory that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def running(command: tuple[str, ...], words: str) -> Iterator[Watched]:
    """A program that shows some words."""
    with Watched(command) as program:
        program.first(words)
        program.drain(0.3)
        yield program
        program.type(KEYS["F2"])
        program.end()


def times(*samples: list[float]) -> list[str]:
    """Median and 99th percentile."""
    return [
        f"{middle(each):.1f} / {quantiles(each, n=100, method='inclusive')[98]:.1f}"
        for each in samples
    ]


def first_text(starts: int) -> list[Row]:
    """From the start of the program to its first words."""
    words = {LINE: "ready", SCREEN: "ready", CALLER: BANNER, COMMAND: BANNER, MENU: BANNER}
    taken: dict[tuple[str, ...], list[float]] = {command: [] for command in words}
    for _ in range(starts):
        for command, wanted in words.items():
            with Watched(command) as program:
                taken[command].append(program.first(wanted))
                program.drain(0.2)
                program.type(KEYS["F2"])
                program.end()
    line = middle(taken[LINE])
    named = {"a bare screen": SCREEN, "a seat": CALLER, "play ID": COMMAND, "the menu": MENU}
    ours = {f"first text, ms: {what}": middle(taken[each]) for what, each in named.items()}
    return [Row(w, f"{t:.0f}", f"{line:.0f}", f"{t / line:.2f}", "1.5") for w, t in ours.items()]


class Pressed(NamedTuple):
    """Some digits."""

    times: list[float]
    """Milliseconds until each was shown."""
    work: float
    """Milliseconds of processor time for each, which a busy machine does not change."""


def press(program: Watched, digits: int, how: Callable[[str], bytes]) -> Pressed:
    """Press digits one after the other."""
    found, used = [], program.used()
    missed = 0
    for digit in islice(cycle(DIGITS), digits):
        try:
            found.append(program.after(how(digit), f"[{digit}]"))
        except StuckError:
            missed += 1
    if missed:
        print(f"{missed} of {digits} digits were not shown", file=sys.stderr)
    return Pressed(found, (program.used() - used) / 1e6 / digits)


def digits(count: int) -> list[Row]:
    """A digit, by keyboard and by mouse."""
    with running(SCREEN, "ready") as program:
        bare = press(program, count, str.encode)
    places = asyncio.run(keypad())
    half = count // 2 // len(DIGITS) * len(DIGITS)  # so that no digit comes twice running
    with running(CALLER, "Here: you") as program:
        dial(program)
        ours = press(program, half, str.encode)
        clicks = press(program, half, lambda digit: click(*places[digit]))
        leaving = program.leaving(KEYS["F2"])
    ratio = f"{middle(ours.times) / middle(bare.times):.2f}"
    typed, base, clicked = times(ours.times, bare.times, clicks.times)
    more = f"{ours.work / bare.work:.2f}"
    return [
        Row("digit to screen, ms: median / p99", typed, base, ratio, "10 / 50"),
        Row("  its processor time, ms", f"{ours.work:.1f}", f"{bare.work:.1f}", more),
        Row("click on the keypad, ms: median / p99", clicked, aim="- / 60"),
        Row("  its processor time, ms", f"{clicks.work:.1f}"),
        Row("F2 to the main screen, ms", f"{leaving:.0f}"),
    ]


def dial(program: Watched) -> None:
    """Dial 999, and wait until the call is answered."""
    program.after(b"d", "Dial which number")
    program.after(b"\r", "answered")


def click(column: int, row: int) -> bytes:
    """The button goes down and up at a place."""
    return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m".encode()


async def keypad() -> dict[str, tuple[int, int]]:
    """Where the digits stand on the screen, from 1."""
    app = in_a_call("caller", SCENARIO)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        region = app.screen.query_one(Keypad).region
    return {
        key: (region.x + 10 * column + 2, region.y + row * region.height // 4 + 1)
        for row, keys in enumerate(ROWS)
        for column, (key, _) in enumerate(keys)
    }


def cost(seconds: float) -> list[Row]:
    """What it takes of the machine while nobody does anything."""
    with running(LINE, "ready") as program:
        line, memory = program.processor(seconds), program.resident()
    with running(CALLER, "Here: you") as program:
        dial(program)
        program.drain(0.5)
        clock = program.processor(seconds)
        program.after(F5, "PAUSED")
        paused, resident = program.processor(seconds), program.resident()
    with running((*CALLER, "--speed", "8"), "Here: you") as program:
        dial(program)
        program.until_words("of 20 s")
        for _ in range(3):
            program.type(F6)
        program.drain(0.3)
        bar = program.processor(seconds)
    at = "% of a core"
    return [
        Row(f"paused, {at}", f"{paused:.2f}", f"{line:.2f}", f"{paused / line:.1f}", "0.3"),
        Row(f"the clock runs, {at}", f"{clock:.2f}", f"{line:.2f}", f"{clock / line:.1f}", "1"),
        Row(f"the recording's bar moves, {at}", f"{bar:.2f}", f"{line:.2f}", aim="3"),
        Row("resident, MiB", f"{resident:.1f}", f"{memory:.1f}", f"{resident / memory:.2f}", "50"),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parts: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
        "first": lambda o: first_text(o.starts),
        "digits": lambda o: digits(o.digits),
        "cost": lambda o: cost(o.seconds),
    }
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.screens", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("parts", nargs="*", choices=[[], *parts], help="only these (default: all)")
    parser.add_argument("--starts", type=int, default=9, help="starts of each (default 9)")
    parser.add_argument("--digits", type=int, default=200, help="digits pressed (default 200)")
    parser.add_argument("--seconds", type=float, default=8, help="idle for so long (default 8)")
    options = parser.parse_args(arguments)
    rows = [row for name in options.parts or parts for row in parts[name](options)]
    print(f"Python {sys.version.split()[0]}, {platform.platform()}; bare is Textual alone")
    print()
    print(table(["what", "ours", "bare", "ratio", "aim"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
