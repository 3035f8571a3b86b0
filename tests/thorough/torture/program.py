"""The real program as the child of a fork: on a disk that fails, and reporting what it claims."""

import atexit
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from simulator.cli.main import entry
from simulator.session.records.recorder import Recorder
from tests.session.failing import NEED_NO_SPACE, FailingDisk
from tests.thorough.torture.plan import FULL, Plan

CODE = "wren"


def command_of(plan: Plan, folder: Path) -> list[str]:
    """Return the command line of a sitting."""
    scenario, seat = plan.call
    how = ["--speed", "8"] if plan.screens else ["--plain"]
    record = ["--record", "--code", CODE, "--records", str(folder)]
    return ["silent999", "play", scenario, "--seat", seat, *how, *record]


def become(plan: Plan, folder: Path, streams: Mapping[int, int], report: int) -> None:
    """Run the sitting in this process, with these standard streams, and end it."""
    os.setsid()
    for number, held in streams.items():
        os.dup2(held, number)
    if plan.screens:
        # The pseudo-terminal becomes the one that controls this session.
        os.close(os.open(os.ttyname(0), os.O_RDWR))
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if plan.end == "hang up" and plan.seed % 2:
        # As under nohup: the window closes, and no signal says so.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    _open_streams(plan.closed)
    _report(plan, report)
    sys.argv = command_of(plan, folder)
    code = 1
    try:
        entry()
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    os._exit(code)


def _open_streams(closed: int | None) -> None:
    """Make the standard streams as Python does; a closed one is None."""
    streams: list[io.TextIOWrapper | None] = [
        None if number == closed else io.TextIOWrapper(os.fdopen(number, mode), line_buffering=True)
        for number, mode in enumerate(("rb", "wb", "wb"))
    ]
    if closed is not None:
        os.close(closed)
    for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _report(plan: Plan, pipe: int) -> None:
    """Put a failing disk under the recorder, and write down everything that it claims."""
    spared = NEED_NO_SPACE if plan.error in FULL else frozenset[str]()
    disk = FailingDisk(plan.error, lambda call: plan.fails_from <= call < plan.fails_until, spared)
    attempt, result = Recorder._attempt, Recorder.result

    def attempted(self: Recorder, step: Callable[[], None]) -> None:
        if plan.error:
            with disk.under():
                attempt(self, step)
        else:
            attempt(self, step)
        claim = {"size": self._size, "sum": self._sum, "trouble": self.trouble}
        write(self, claim)

    def told(self: Recorder) -> str:
        said = result(self)
        write(self, {"said": said})
        return said

    def write(of: Recorder, claim: dict[str, object]) -> None:
        # A record has no id before its first entry is in a file.
        line = json.dumps({"recorder": id(of), "id": of.id, **claim})
        os.write(pipe, f"{line}\n".encode())

    patch = pytest.MonkeyPatch()
    patch.setattr(Recorder, "_attempt", attempted)
    patch.setattr(Recorder, "result", told)
