"""One sitting: what is done to the program, and what is left of it and of its records."""

import fcntl
import os
import select
import shutil
import signal
import struct
import termios
from pathlib import Path

from simulator.session.clock import WallClock
from tests.thorough.torture.judge import SIGNALS, Remains, Result, judged
from tests.thorough.torture.plan import Plan, Step
from tests.thorough.torture.program import become
from tests.tui.terminal import still_on

PATIENCE = 20_000
"""Milliseconds after which a program that should have ended is stuck."""


class Sitting:
    """The program of one seed, and the far ends of its streams."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        """Start the program."""
        self.plan, self.folder = plan, folder
        self.written = bytearray()
        self.claimed = bytearray()
        self._claimed_before_the_end = b""
        self.removed = False
        self.code: int | None = None
        self._clock = WallClock()
        reports, report = os.pipe()
        if plan.screens:
            self._out, slave = os.openpty()
            self._in = self._out
            self._resize((80, 24))
            self._before = termios.tcgetattr(slave)
            near = {0: slave, 1: slave, 2: slave}
        else:
            stdin, self._in = os.pipe()
            self._out, stdout = os.pipe()
            near = {0: stdin, 1: stdout, 2: stdout}
        self.child = os.fork()
        if self.child == 0:
            for far in {self._in, self._out, reports}:
                os.close(far)
            become(plan, folder, near, report)
        for each in {*near.values(), report}:
            os.close(each)
        self._reports = reports
        self._open = {self._out, reports}

    def play(self) -> Result:
        """Do everything that is planned, end the program, and judge what is left."""
        screens = self.plan.screens
        self._until(b"Go on")
        self._send(b"g" if screens else b"1\n")
        self._until(b"recorded as" if screens else b"recorded under")
        for step in self.plan.steps:
            self._read(step.after)
            self._take(step)
        took = self._end()
        while self.code is not None and self._open and self._read(50):
            pass
        changed = self._changed()
        for far in {self._in, self._out, self._reports}:
            if far >= 0:
                os.close(far)
        return judged(
            Remains(
                self.plan, self.folder, self.code, took, bytes(self.written), bytes(self.claimed),
                self._claimed_before_the_end, self.removed, changed,
            )
        )  # fmt: skip

    def _changed(self) -> list[str]:
        """Return what the program has left changed in a terminal that is still there."""
        if not self.plan.screens or self._out < 0 or self.plan.end == "kill":
            return []
        attributes = termios.tcgetattr(self._out) != self._before
        return [*still_on(bytes(self.written)), *["the attributes"] * attributes]

    def _take(self, step: Step) -> None:
        match step.kind:
            case "resize" if self._out >= 0:
                self._resize(step.size)
            case "remove":
                self.removed = True
                shutil.rmtree(self.folder, ignore_errors=True)
            case _:
                self._send(step.data)

    def _resize(self, size: tuple[int, int]) -> None:
        columns, rows = size
        fcntl.ioctl(self._out, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _send(self, data: bytes) -> None:
        """Type, reading meanwhile, or both sides would wait for the other."""
        end = self._clock.read() + PATIENCE
        while data and not self._gone() and self._clock.read() < end:
            self._read(0)
            if select.select([], [self._in], [], 0.05)[1]:
                try:
                    data = data[os.write(self._in, data[:1_000]) :]
                except OSError:
                    return

    def _end(self) -> int:
        """End the program. Return how long that took (ms)."""
        how, began = self.plan.end, self._clock.read()
        self._claimed_before_the_end = bytes(self.claimed)
        if self._gone():
            return 0
        if how in SIGNALS:
            os.kill(self.child, SIGNALS[how])
        elif how == "quit key":
            self._send(b"\x1bOQ" if self.plan.screens else b"\nq\n")
        elif how == "end of input":
            os.close(self._in)
            self._in = -1
        else:
            for far in {self._in, self._out}:
                os.close(far)
            self._open.discard(self._out)
            self._in = self._out = -1
        while not self._gone() and self._clock.read() < began + PATIENCE:
            self._read(10)
        took = self._clock.read() - began
        if self.code is None:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        return took

    def _gone(self) -> bool:
        if self.code is None:
            gone, status = os.waitpid(self.child, os.WNOHANG)
            if gone:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def _until(self, words: bytes) -> None:
        """Read until these words are written; a closed stream never has them."""
        end = self._clock.read() + (PATIENCE if self.plan.closed is None else 300)
        while words not in self.written and not self._gone() and self._clock.read() < end:
            self._read(50)

    def _read(self, within: int) -> bool:
        """Read what the program writes and reports within so many milliseconds."""
        ready = select.select(list(self._open), [], [], within / 1_000)[0]
        for far in ready:
            try:
                new = os.read(far, 65_536)
            except OSError:  # So Linux says that the terminal has no program any more.
                new = b""
            if not new:
                self._open.discard(far)
            (self.claimed if far == self._reports else self.written).extend(new)
        return bool(ready)
