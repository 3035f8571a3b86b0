"""The screens over a pseudo-terminal, beside a bare Textual screen of the same size.

Run it as ``python -m tests.benchmarks.screens``. It prints what was measured beside the aims and
passes no judgement. Programs that are compared take turns. Linux only: what a program costs is read
from /proc.

Between two keys there is a short quiet, as when somebody types; a key's time goes from writing it
to the terminal until what it changes has been read from there.
"""

import argparse
import asyncio
import gc
import platform
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from typing import NamedTuple

from simulator.session.clock import ManualClock
from simulator.tui.call.call_screen import CallScreen
from tests.benchmarks.table import table
from tests.benchmarks.watched import MissedError, Watched, middle, slow
from tests.tui.program import in_a_call
from tests.tui.terminal import KEYS

SCENARIO = "quiet-throughout"
TO_POLICE = "partner-in-the-room"
BARE = (sys.executable, "-m", "tests.benchmarks.bare_screens")
LINE, SCREEN = (*BARE, "line"), (*BARE, "screen")
PROGRAM = (sys.executable, "-m", "tests.tui.program")
CALLER = (*PROGRAM, "caller", SCENARIO)
COMMAND = (sys.executable, "-m", "simulator", "play", SCENARIO, "--seat", "caller")
MENU = (sys.executable, "-m", "simulator", "play")

BANNER = "this cannot call 999"
DIGITS = "123467890"
"""Without 5, so that the call stays where it is."""
ESCAPE, TAB = b"\x1b", b"\t"
F1, F4, F5, F6 = b"\x1bOP", b"\x1bOS", b"\x1b[15~", b"\x1b[17~"

Step = tuple[bytes, str]
CALLER_STEPS: tuple[Step, ...] = (
    (TAB, ""),
    (TAB, ""),
    (TAB, ""),
    (F4, "Where the call is"),
    (ESCAPE, ""),
    (b"?", "Not possible just now"),
    (ESCAPE, ""),
    (b"s", "Escape: back"),
    (ESCAPE, ""),
    (F1, "The keys"),
    (ESCAPE, ""),
    (F5, "PAUSED"),
    (F5, "speed 1x"),
)
"""Keys of the caller's seat, each with words that it brings to the screen; none: anything."""
HANDLER_STEPS: tuple[Step, ...] = (
    (TAB, ""),
    (TAB, ""),
    (TAB, ""),
    (TAB, ""),
    (b"q", "Ask what?"),
    (b"w", ""),
    (b"\x7f", ""),
    (ESCAPE, ""),
    (F4, "Where the call is"),
    (ESCAPE, ""),
)


class Row(NamedTuple):
    """A line of the table."""

    what: str
    ours: str
    bare: str = "-"
    ratio: str = "-"
    aim: str = "-"


@contextmanager
def running(command: tuple[str, ...], words: str) -> Iterator[Watched]:
    """A program that shows some words."""
    with Watched(command) as program:
        program.first(words)
        program.drain(0.3)
        yield program
        program.type(KEYS["F2"])
        program.end()


def times(*samples: Sequence[float]) -> list[str]:
    """Median and 99th percentile."""
    return [f"{middle(list(s)):.1f} / {slow(list(s)):.1f}" for s in samples]


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
    named = {
        "first text, ms: a bare screen": SCREEN,
        "first text, ms: straight into a seat": CALLER,
        "first text, ms: play ID --seat caller": COMMAND,
        "first text, ms: the menu": MENU,
    }
    return [
        Row(what, f"{middle(taken[c]):.0f}", f"{line:.0f}", f"{middle(taken[c]) / line:.2f}", "1.5")
        for what, c in named.items()
    ]


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
        except MissedError:
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
    with running(CALLER, "Near you") as program:
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
    program.after(b"\r", "since answer")


def click(column: int, row: int) -> bytes:
    """The button goes down and up at a place."""
    return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m".encode()


async def keypad() -> dict[str, tuple[int, int]]:
    """Where the digits stand on the screen, from 1."""
    from simulator.tui.call.panels import ROWS, Keypad
    from tests.tui.program import in_a_call

    app = in_a_call("caller", SCENARIO)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        region = app.screen.query_one(Keypad).region
    return {
        key: (region.x + 10 * column + 2, region.y + row + 1)
        for row, keys in enumerate(ROWS)
        for column, (key, _) in enumerate(keys)
    }


def other_keys(rounds: int) -> list[Row]:
    """Every other kind of key and window."""
    taken: dict[str, list[float]] = {}
    with running(CALLER, "Near you") as program:
        dial(program)
        walk(program, CALLER_STEPS, rounds, "caller", taken)
    with running((*PROGRAM, "call_handler", TO_POLICE, "--speed", "8"), BANNER) as program:
        program.until_words("ringing police")
        for _ in range(3):
            program.type(F6)
        program.after(b"a", "since answer")
        program.drain(0.5)
        walk(program, HANDLER_STEPS, rounds, "call handler", taken)
    everything = [time for times in taken.values() for time in times]
    worst = max(taken, key=lambda name: slow(taken[name]))
    return [
        Row("other keys, ms: median / p99", times(everything)[0], aim="- / 80"),
        Row(f"the slowest of them: {worst}", times(taken[worst])[0]),
    ]


def walk(
    program: Watched, steps: Sequence[Step], rounds: int, seat: str, taken: dict[str, list[float]]
) -> None:
    """Take the steps in turn, several times.

    Escape is not timed: Textual waits a tenth of a second for what may follow it.
    """
    for _ in range(rounds):
        for keys, words in steps:
            if keys == ESCAPE:
                program.type(keys)
                program.drain(0.3)
                continue
            time = program.after(keys, words)
            taken.setdefault(f"{seat}, {keys!r} to {words!r}", []).append(time)


def cost(seconds: float) -> list[Row]:
    """What it takes of the machine while nobody does anything."""
    with running(LINE, "ready") as program:
        line, memory = program.processor(seconds), program.resident()
    with running(CALLER, "Near you") as program:
        dial(program)
        program.drain(0.5)
        clock = program.processor(seconds)
        program.after(F5, "PAUSED")
        paused, resident = program.processor(seconds), program.resident()
    with running((*CALLER, "--speed", "8"), "Near you") as program:
        dial(program)
        program.until_words("Recording [")
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


KEPT_CALL = "an hour's call"
_SECONDS = 3_600
_WARM = 600
_EVERY = 20
_STEP = 5
_REASSURE = "3"


async def growth(*, acts: bool) -> float:
    """KiB that are kept from the tenth minute to the end of the hour; with acts, for each of them.

    The call is with a police call handler who keeps the line open.
    """
    clock = ManualClock()
    app = in_a_call("call_handler", "partner-in-the-room", clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, CallScreen)
        held = 0
        tracemalloc.start()
        for second in range(0, _SECONDS, _STEP):
            clock.tick(_STEP * 1_000)
            screen.wake()
            if second == 90:
                screen.action_act("a")
            if acts and second >= _WARM and second % _EVERY == 0:
                screen.action_act(_REASSURE)
            await pilot.pause()
            if second == _WARM:
                held = _held()
        grown = (_held() - held) / 1024
        tracemalloc.stop()
        assert screen.seat_view.live.outcome is None, "the call ended before the hour did"
    return grown / ((_SECONDS - _WARM) / _EVERY) if acts else grown


def _held() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def memory() -> list[Row]:
    """What a call of an hour leaves in memory."""
    quiet, busy = (asyncio.run(growth(acts=acts)) for acts in (False, True))
    return [
        Row(f"memory of {KEPT_CALL}, KiB: from the 10th minute on", f"{quiet:.0f}", aim="flat"),
        Row("the same with an act every 20 s, KiB for each", f"{busy:.1f}"),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parts: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
        "first": lambda o: first_text(o.starts),
        "digits": lambda o: digits(o.digits),
        "keys": lambda o: other_keys(o.rounds),
        "cost": lambda o: cost(o.seconds),
        "memory": lambda _: memory(),
    }
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.screens", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("parts", nargs="*", choices=[[], *parts], help="only these (default: all)")
    parser.add_argument("--starts", type=int, default=9, help="starts of each (default 9)")
    parser.add_argument("--digits", type=int, default=200, help="digits pressed (default 200)")
    parser.add_argument("--rounds", type=int, default=10, help="rounds of the keys (default 10)")
    parser.add_argument("--seconds", type=float, default=8, help="idle for so long (default 8)")
    options = parser.parse_args(arguments)
    rows = [row for name in options.parts or parts for row in parts[name](options)]
    print(f"Python {sys.version.split()[0]}, {platform.platform()}; bare is Textual alone")
    print()
    print(table(["what", "ours", "bare", "ratio", "aim"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
