"""The toys as `calls.py` sees them: something that plays a call, and runs many of them timed."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from tests.benchmarks.timetable import SILENT_LOG, STORIES, Log

XSTATE = "xstate@5"
COMPLAINT = re.compile(r"^(npm error|\w*Error:) .*", re.MULTILINE)
"""The line that says what is wrong, among those that Node and npm print."""
XSTATE_SCRIPT = Path(__file__).with_name("toy_xstate.mjs")


class NotHereError(Exception):
    """A toy cannot be measured on this machine; the message says why."""


@dataclass(frozen=True)
class Sample:
    """Some calls, timed."""

    calls: int
    entries: int
    seconds: float

    @property
    def rate(self) -> float:
        """Calls a second."""
        return self.calls / self.seconds


class Runner(Protocol):
    """Runs calls and says how long they took."""

    def __call__(self, calls: int) -> Sample:
        """Run this many calls."""
        ...


def timed(run: Callable[[int], int]) -> Runner:
    """Make a runner of a function that runs calls and returns how many entries they wrote."""

    def runner(calls: int) -> Sample:
        started = time.perf_counter()
        entries = run(calls)
        return Sample(calls, entries, time.perf_counter() - started)

    return runner


@dataclass(frozen=True)
class Toy:
    """The toy call on one library, ready to run."""

    title: str
    play: Callable[[Iterable[int]], Log]
    run: Runner


@dataclass(frozen=True)
class Contender:
    """A toy that may or may not be here, and how many times faster our call should be."""

    title: str
    open: Callable[[], Toy]
    aim: float


def python_toy(title: str, module: str, distribution: str) -> Toy:
    """Import a toy written in Python."""
    try:
        toy = importlib.import_module(f"tests.benchmarks.{module}")
        full_title = f"{title} ({version(distribution)})"
    except ImportError as error:
        raise NotHereError(str(error)) from error
    return Toy(full_title, toy.play, timed(toy.run))


def xstate_toy(*, may_install: bool) -> Toy:
    """Find Node and XState; install XState in a cache folder if it is not there yet."""
    node = _program("node")
    home = _xstate_home()
    if may_install and not (home / "node_modules" / "xstate").is_dir():
        _install_xstate(home)
    ask = partial(_ask_node, node, home)

    def run(calls: int) -> Sample:
        answer = ask("run", str(calls))
        return Sample(answer["calls"], answer["entries"], answer["seconds"])

    def play(presses: Iterable[int]) -> Log:
        return [(at, what) for at, what in ask("play", *map(str, presses))]

    return Toy(f"XState ({ask('run', '1')['xstate']})", play, run)


def contenders(*, may_install: bool) -> list[Contender]:
    """List the toys, with the aims that the project has set itself."""
    names = [
        ("SimPy, processes", "toy_simpy", "simpy", 4),
        ("SimPy, line and flow", "toy_simpy_line", "simpy", 4),
        ("transitions", "toy_transitions", "transitions", 4),
        ("python-statemachine", "toy_statemachine", "python-statemachine", 75),
    ]
    python = [
        Contender(title, partial(python_toy, title, module, distribution), aim)
        for title, module, distribution, aim in names
    ]
    return [*python, Contender("XState", partial(xstate_toy, may_install=may_install), 3)]


def differences(toys: Iterable[Toy]) -> list[str]:
    """Play every story on every toy; say where a log is not what it must be."""
    found: list[str] = []
    expected = {"silent": SILENT_LOG}
    for name, story in STORIES.items():
        for toy in toys:
            log = toy.play(story.presses)
            reference = expected.setdefault(name, log)
            if log[-1][1] != f"outcome {story.outcome}":
                found.append(f"{toy.title}, {name!r}: ends with {log[-1]}")
            elif log != reference:
                entry = next(
                    (pair for pair in zip(log, reference, strict=False) if pair[0] != pair[1]),
                    (f"{len(log)} entries", f"{len(reference)} entries"),
                )
                found.append(f"{toy.title}, {name!r}: {entry[0]} instead of {entry[1]}")
    return found


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise NotHereError(f"no {name} on PATH")
    return path


def _xstate_home() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "silent999-benchmarks"


def _install_xstate(home: Path) -> None:
    quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    home.mkdir(parents=True, exist_ok=True)
    _output([_program("npm"), "install", *quiet, "--prefix", str(home), XSTATE], dict(os.environ))


def _ask_node(node: str, home: Path, *arguments: str) -> Any:
    folders = [str(home / "node_modules"), os.environ.get("NODE_PATH", "")]
    environment = os.environ | {"NODE_PATH": os.pathsep.join(filter(None, folders))}
    return json.loads(_output([node, str(XSTATE_SCRIPT), *arguments], environment))


def _output(command: list[str], environment: dict[str, str]) -> str:
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
    except subprocess.TimeoutExpired as error:
        raise NotHereError(
            f"{Path(command[0]).name} took more than {error.timeout:.0f} s"
        ) from error
    if done.returncode:
        complaint = COMPLAINT.search(done.stderr)
        raise NotHereError(complaint[0] if complaint else f"exit code {done.returncode}")
    return done.stdout
