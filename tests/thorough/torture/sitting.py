"""One sitting: what is done to the program, and what is left of it and of its records."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import struct
import termios
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from simulator.errors import RecordError
from simulator.session.clock import WallClock
from simulator.session.records.record_file import read_record
from tests.thorough.torture.plan import FULL, Plan, Step
from tests.thorough.torture.program import become

PATIENCE = 20_000
"""Milliseconds after which a program that should have ended is stuck."""
QUICK = 2_000
"""Milliseconds within which a program should have ended, on a machine with nothing else to do."""
SIGNALS = {
    "kill": signal.SIGKILL,
    "term": signal.SIGTERM,
    "hup": signal.SIGHUP,
    "int": signal.SIGINT,
    "quit": signal.SIGQUIT,
}
ORDERLY = ("quit key", "end of input")


class Result(NamedTuple):
    """What came of a sitting."""

    seed: int
    how: str
    faults: tuple[str, ...] = ()
    """What should not have happened; empty if it survived."""
    lost: int = 0
    """Bytes of entries that were called recorded and are not in their file."""
    entries: int = 0
    """Entries in the records that are left."""
    slow: bool = False


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
        for far in {self._in, self._out, self._reports}:
            if far >= 0:
                os.close(far)
        return self._judged(took)

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

    # --- judging ---------------------------------------------------------------------------------

    def _judged(self, took: int) -> Result:
        plan, faults = self.plan, []
        if self.code is None:
            faults.append("stuck")
        elif self.code not in self._codes():
            faults.append(f"exit code {self.code}")
        if b"Traceback" in self.written:
            faults.append("traceback")
        claims, last = _claims(bytes(self.claimed))
        lost = 0
        for name, claim in last.items():
            data = self._data(name)
            if data is None and self.removed:
                continue
            held = data or b""
            said = [each["said"] for each in claims if "said" in each and each["id"] == name]
            kept = any(each.startswith("Kept") for each in said)
            if zlib.crc32(held[: claim["size"]]) != claim["sum"] and (kept or not claim["trouble"]):
                faults.append("lost")
                lost += max(1, claim["size"] - len(held))
            if kept and len(held) != claim["size"]:
                faults.append("more than was kept")
        troubled = any(claim["trouble"] for claim in last.values())
        if plan.end in ORDERLY and self.code in (0, 1) and plan.closed is None:
            _, before = _claims(self._claimed_before_the_end)
            # On the screens the exit does not wait for a write that fails at that instant.
            must = any(claim["trouble"] for claim in before.values()) if plan.screens else troubled
            if self.code < must or self.code > troubled:
                faults.append(f"exit code {self.code} although {troubled=}")
            silent = b"Kept: " not in self.written and b"NOT KEPT: " not in self.written
            if not plan.screens and last and silent:
                faults.append("nothing said at the end")
        entries = 0
        for path, half in self._records():
            try:
                entries += len(read_record(path).entries)
            except RecordError as error:
                faults.append(f"unreadable: {error.message}")
            if half and plan.end != "kill" and (not plan.error or plan.error in FULL):
                faults.append("half a line")
        how = f"{'screens' if plan.screens else 'lines'}, {plan.end}"
        return Result(plan.seed, how, tuple(faults), lost, entries, took > QUICK)

    def _codes(self) -> set[int]:
        usual = {0, 1, 141}
        ended = SIGNALS.get(self.plan.end)
        # In lines Ctrl+\, which sends SIGQUIT, leaves as Ctrl+C does.
        return usual if ended is None else {*usual, -ended, 128 + ended, 130}

    def _data(self, name: str) -> bytes | None:
        path = self.folder / f"{name}.jsonl"
        return path.read_bytes() if name and path.exists() else None

    def _records(self) -> Iterator[tuple[Path, bool]]:
        for path in sorted(self.folder.glob("*.jsonl")):
            yield path, not path.read_bytes().endswith(b"\n")


def _claims(lines: bytes) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return all that was claimed in whole lines, and the last claim on each record."""
    claims = [json.loads(line) for line in lines.splitlines(True) if line.endswith(b"\n")]
    return claims, {claim["id"]: claim for claim in claims if "size" in claim}
