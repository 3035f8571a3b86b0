"""Leave a call again and again, at any instant: ``python -m tests.tui.closings COUNT``.

Each call is a fork of this process in a pseudo-terminal of its own. Prints how many were tried and
what became of them; exit code 1 if one was still there after two seconds, or left its terminal
changed.
"""

import os
import pty
import select
import signal
import sys
import termios
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from simulator.core.instant import Millis
from simulator.session.clock import WallClock
from simulator.tui.base.quick_exit import cleared
from simulator.tui.call import screens_by_seat as _imported_before_the_first_fork  # noqa: F401
from tests.tui.program import InACall, in_a_call
from tests.tui.terminal import KEYS, MODES, still_on

CLOCK = WallClock()
LIMIT: Millis = 2_000
LONGEST_START: Millis = 1_500
WAYS: tuple[str, ...] = (
    "close", "close", "close unheard", "fail and close", "hang and close", "SIGTERM",
    "SIGHUP", "SIGQUIT", "SIGINT", "F2", "Ctrl+L", "Ctrl+Q", "Ctrl+\\",
)  # fmt: skip
"""How a call is left; the more likely more often. Unheard: the program gets no SIGHUP."""


class Left(NamedTuple):
    """How one call was left."""

    way: str
    after: Millis | None
    """None if the process was still there."""
    changed: list[str]
    """What was left changed in the terminal."""


def play(app: InACall, way: str) -> None:
    """Play in the forked process, and never return."""
    if way == "close unheard":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    with cleared(app, sys.stdout):
        app.run()
    os._exit(app.return_code or 0)


def fresh_attributes() -> list[Any]:
    """Return how a terminal takes input before a program changes it."""
    master, slave = os.openpty()
    found = termios.tcgetattr(slave)
    os.close(master)
    os.close(slave)
    return found


def leave(master: int, child: int, way: str) -> None:
    """Leave a call; its terminal stays open unless that is the way."""
    if way.startswith("SIG"):
        os.kill(child, getattr(signal, way))
    elif way in KEYS:
        os.write(master, KEYS[way])
    elif "and" in way:
        os.write(master, KEYS["F10" if way.startswith("fail") else "F12"])


def closing(app: InACall, way: str, wait: Millis) -> Left:
    """Begin a call, leave it when the screen has been there for `wait` ms, and watch its end."""
    child, master = pty.fork()
    if child == 0:
        play(app, way)
    written = bytearray()

    def read(until: Callable[[], bool], within: Millis) -> bool:
        end = CLOCK.read() + within
        while not until():
            left = end - CLOCK.read()
            if left <= 0:
                return False
            if select.select([master], [], [], min(left, 10) / 1_000)[0]:
                try:
                    written.extend(os.read(master, 65_536))
                except OSError:  # Nothing has the terminal open.
                    CLOCK.wait(2)
        return True

    # Before that the terminal itself takes Ctrl+Q, and the program never gets it.
    on, _ = MODES["pasted text is bracketed" if way in KEYS else "the alternate screen is shown"]
    assert read(lambda: on in written, 60_000), "it did not start"
    read(lambda: False, wait)
    begun = CLOCK.read()
    leave(master, child, way)
    closes = "close" in way
    if closes:
        os.close(master)

    def gone() -> bool:
        return os.waitpid(child, os.WNOHANG)[0] == child

    if closes:
        while not (ended := gone()) and CLOCK.read() < begun + LIMIT:
            CLOCK.wait(2)
    else:
        ended = read(gone, LIMIT)
    after = CLOCK.read() - begun if ended else None
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    changed: list[str] = []
    if not closes:
        read(lambda: False, 10)
        changed = still_on(bytes(written))
        if termios.tcgetattr(master) != fresh_attributes():
            changed.append("the attributes")
        if not written.endswith(b"\x07"):
            changed.append("it is not clear")
        os.close(master)
    return Left(way, after, changed)


def main() -> int:
    count = int(sys.argv[1])
    app = in_a_call("caller", "quiet-throughout")
    found: list[Left] = []
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        found.append(closing(app, way, number * 617 % LONGEST_START))
    stuck = Counter(each.way for each in found if each.after is None)
    changed = Counter(f"{each.way}: {what}" for each in found for what in each.changed)
    longest = max((each.after or 0 for each in found), default=0)
    sys.stdout.write(
        f"tried {count}, ended {count - stuck.total()}, the slowest after {longest} ms; "
        f"stuck: {dict(stuck)}, terminal changed: {dict(changed)}\n"
    )
    return int(bool(stuck or changed))


if __name__ == "__main__":
    sys.exit(main())
