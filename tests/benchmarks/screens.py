"""The screens over a pseudo-terminal, beside bare Textual: ``python -m tests.benchmarks screens``.

The program starts as a user starts it. What is measured is printed beside the aims, without a
verdict. Programs that are compared take turns. Most rows are processor time, which other programs
disturb least: from writing a key to the terminal until what it changes has been read from there.
Linux only.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, cycle, islice, product
from pathlib import Path
from statistics import median as middle
from statistics import quantiles
from typing import NamedTuple

from tests.benchmarks.table import table
from tests.tui.terminal import KEYS, MAIN, Terminal

BARE = (sys.executable, "-m", "tests.benchmarks.bare_screens")
LINE, SCREEN = (*BARE, "line"), (*BARE, "screen")
MENU = (sys.executable, "-m", "simulator", "play")
CALLER = (*MENU, "quiet-throughout", "--seat", "caller")
HANDLER = (*MENU, "evening-in-the-office", "--seat", "call_handler")
FIRST = {
    "a bare screen": (SCREEN, "ready", "-"),
    "the menu": (MENU, "This cannot call 999", "1.5"),
    "a call": (CALLER, "You are the caller.", "1.7"),
}
"""By what is shown first: its program, words of it, and how much longer than a line it may take."""

DIGITS = "123467890"
"""Without 5, so that the call stays where it is."""
WORDS = "can you talk without being overheard"
ESCAPE, PAUSE, SLOWER = b"\x1b", b"\x1b[15~", b"\x1b[17~"
WINDOWS = {
    b"\x1bOP": "The keys", b"\x10": "Search for commands",
    b"\x1b[19~": "Try again from", b".": "Not available now", ESCAPE: "Stop this call",
    b"=": "What good practice does now",
}  # fmt: skip
"""Windows of a call handler's desk: the key that opens each, and its first words."""
SIZES = ((80, 24), (120, 40))
BETWEEN_S = 0.06
"""Quiet between two keys: shorter than the pause in which garbage is collected."""


class Row(NamedTuple):
    """A line of the table."""

    what: str
    ours: str
    bare: str = "-"
    ratio: str = "-"
    aim: str = "-"


class Watched(Terminal):
    """A program in a terminal, and what it costs the machine."""

    def __init__(self, command: tuple[str, ...], columns: int = 80, rows: int = 24) -> None:
        environment = os.environ | {"TERM": "xterm-256color"}
        super().__init__(command, environment, columns=columns, rows=rows)
        self.until(bool)
        self._began = time.perf_counter()

    def first(self, words: str) -> float:
        """Milliseconds from the start to some words."""
        self.until_words(words)
        return (time.perf_counter() - self._began) * 1_000

    def work(self, keys: bytes, words: str) -> float:
        """Milliseconds of processor time from keys to some words."""
        self.rest()
        place, before = len(self.written), self.used()
        self.type(keys)
        self.until_words(words, place)
        return self.used() - before

    def leaving(self) -> float:
        """Milliseconds from the quick exit to the main screen."""
        self.rest()
        place, began = len(self.written), time.perf_counter()
        self.type(KEYS["F2"])
        self.until(lambda written: MAIN in written, place)
        return (time.perf_counter() - began) * 1_000

    def rest(self, quiet: float = BETWEEN_S) -> None:
        """Read until nothing has come for so many seconds and the program sleeps; 3 s at most."""
        end = time.perf_counter() + 3
        while time.perf_counter() < end and (self.read(quiet) or not self._sleeps()):
            pass

    def _sleeps(self) -> bool:
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        states = ((task / "stat").read_text().rpartition(")")[2].split()[0] for task in tasks)
        return all(state == "S" for state in states)

    def share(self, seconds: float) -> float:
        """Per cent of a core that it takes over so many seconds."""
        used, began = self.used(), time.perf_counter()
        while (left := began + seconds - time.perf_counter()) > 0:
            self.read(left)
        return (self.used() - used) / 10 / (time.perf_counter() - began)

    def used(self) -> float:
        """Milliseconds that its threads have run."""
        clock = ~self.process.pid << 3 | 2  # CPUCLOCK_SCHED of another process
        return time.clock_gettime(clock) * 1_000

    def resident(self) -> float:
        """MiB of memory that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def running(command: tuple[str, ...], columns: int = 80, rows: int = 24) -> Iterator[Watched]:
    """A program with its first screen; of a call, with its desk."""
    with Watched(command, columns, rows) as program:
        program.until_words("ready" if command in (LINE, SCREEN) else "Go on")
        if command not in (LINE, SCREEN):
            program.rest(0.3)
            program.type(b"\r")
            program.until_words("READY TO DIAL" if "caller" in command else "NO CALL YET")
        program.rest(0.7)  # What the start leaves has been collected.
        yield program
        program.type(KEYS["F2"])
        program.end()


def shown(sample: Sequence[float]) -> str:
    """Median and 99th percentile."""
    return f"{middle(sample):.1f} / {quantiles(sample, n=100, method='inclusive')[98]:.1f}"


def first_text(starts: int) -> list[Row]:
    """From the start of the program to its first words, by the clock and in processor time."""
    programs = {"a line": (LINE, "ready", "-"), **FIRST}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for _ in range(starts):
        for name, (command, words, _) in programs.items():
            with Watched(command) as program:
                taken[name].append((program.first(words), program.used()))
                program.rest(0.2)
                program.type(KEYS["F2"])
                program.end()
    rows = []
    for kind, place in (("", 0), (", processor", 1)):
        line, *times = (middle(each[place] for each in taken[name]) for name in programs)
        rows += [
            Row(f"first text{kind}, ms: {name}", f"{t:.0f}", f"{line:.0f}", f"{t / line:.2f}", aim)
            for (name, (*_, aim)), t in zip(FIRST.items(), times, strict=True)
        ]
    return rows


def keys(count: int) -> list[Row]:
    """A digit of the caller's phone, and a letter of the call handler's line."""
    pressed = [*islice(cycle(DIGITS), count)]
    with running(SCREEN) as program:
        bare = [program.work(each.encode(), f"[{each}]") for each in pressed]
    with running(CALLER) as program:
        dial(program)
        digits = [program.work(each.encode(), f"press {each}") for each in pressed]
        leaving = program.leaving()
    with Watched(MENU) as program:
        program.until_words("F4 All calls")
        program.rest(0.7)
        found = [program.work(letter.encode(), " of ") for letter in "kitchen"]
    letters: list[float] = []
    with running(HANDLER) as program:
        for _ in ("to the ring", "answer", "to the line"):
            program.type(b"\r")
            program.rest(1)  # The phrases are read meanwhile.
        while len(letters) < count:
            letters += [program.work(WORDS[n].encode(), WORDS[: n + 1]) for n in range(len(WORDS))]
            program.work(ESCAPE, "words to say")
    each = "a key to its line, processor, ms: median / p99"
    ratio = f"{middle(digits) / middle(bare):.2f}"
    return [
        Row(f"{each}: a digit", shown(digits), shown(bare), ratio, "15 / 50"),
        Row(f"{each}: a letter", shown(letters), aim="15 / 50"),
        Row(f"{each}: in the menu", shown(found), aim="15 / 50"),
        Row("F2 to the main screen, ms", f"{leaving:.0f}"),
    ]


def dial(program: Watched) -> None:
    """Dial 999, and wait until the call is answered."""
    program.work(b"d", "Dial which number")
    program.work(b"\r", "answers")


def windows(times: int, pauses: Sequence[float]) -> list[Row]:
    """Every window of a desk, from its key to its title, with so many seconds between two."""
    rows = []
    for pause, (columns, lines) in product(pauses, SIZES):
        with running(HANDLER, columns, lines) as program:
            took: dict[str, list[float]] = {title: [] for title in WINDOWS.values()}
            for key, title in [*WINDOWS.items()] * times:
                took[title].append(program.work(key, title))
                program.rest()
                program.type(ESCAPE)
                program.rest(pause)
        what = f"a window, {pause} s between, processor, ms: median / p99: {columns} by {lines}"
        rows.append(Row(what, shown([*chain(*took.values())]), aim="- / 80"))
    return rows


def cost(seconds: float) -> list[Row]:
    """What it takes of the machine while nobody does anything."""
    with running(LINE) as program:
        line, memory = program.share(seconds), program.resident()
    with running(CALLER) as program:
        dial(program)
        program.rest(0.7)
        call, resident = program.share(seconds), program.resident()
        program.work(PAUSE, "PAUSED")
        program.rest(0.7)
        paused = program.share(seconds)
    with running(HANDLER) as program:
        clock = program.share(seconds)
    with running((*CALLER, "--speed", "8")) as program:
        dial(program)
        program.until_words("of 20 s")
        for _ in range(3):
            program.type(SLOWER)
        program.rest(0.7)
        bar = program.share(seconds)
    at = "% of a core"
    return [
        Row(f"paused, {at}", f"{paused:.2f}", f"{line:.2f}", f"{paused / line:.1f}", "0.3"),
        Row(f"the clock runs, {at}", f"{clock:.2f}", f"{line:.2f}", f"{clock / line:.1f}", "1"),
        Row(f"a call with its news, {at}", f"{call:.2f}", f"{line:.2f}"),
        Row(f"the recording's bar moves, {at}", f"{bar:.2f}", f"{line:.2f}", aim="3"),
        Row("resident, MiB", f"{resident:.1f}", f"{memory:.1f}", f"{resident / memory:.2f}", "60"),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parts: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
        "first": lambda o: first_text(o.starts),
        "keys": lambda o: keys(o.keys),
        "windows": lambda o: windows(o.windows, o.between),
        "cost": lambda o: cost(o.seconds),
    }
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks screens", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("parts", nargs="*", choices=[[], *parts], help="only these (default: all)")
    parser.add_argument("--starts", type=int, default=9, help="starts of each (default 9)")
    parser.add_argument("--keys", type=int, default=200, help="keys of each (default 200)")
    parser.add_argument("--windows", type=int, default=15, help="times of each (default 15)")
    parser.add_argument(
        "--between", type=float, nargs="+", default=[0.2, 0.6],
        help="seconds between two windows (default 0.2 and 0.6)",
    )  # fmt: skip
    parser.add_argument("--seconds", type=float, default=8, help="idle for so long (default 8)")
    options = parser.parse_args(arguments)
    rows = [row for name in options.parts or parts for row in parts[name](options)]
    print(f"Python {sys.version.split()[0]}, {platform.platform()}; bare is Textual alone")
    print()
    print(table(["what", "ours", "bare", "ratio", "aim"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
