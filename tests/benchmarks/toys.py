"""The toys as `calls.py` sees them: something that plays a call, and runs many of them timed."""

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

COMPLAINT = re.compile(r"^\w*Error: .*", re.MULTILINE)
"""The line that says what is wrong, among those that Node prints."""
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


def python_toy(title: str, module: str, distribution: str, function: str = "play") -> Toy:
    """Import a toy written in Python."""
    try:
        play = getattr(importlib.import_module(f"tests.benchmarks.{module}"), function)
        full_title = f"{title} ({version(distribution)})"
    except ImportError as error:
        raise NotHereError(str(error)) from error
    return Toy(full_title, play, timed(lambda calls: sum(len(play(())) for _ in range(calls))))


def xstate_toy() -> Toy:
    """Find Node and XState, which Node finds in the folder of work or in NODE_PATH."""
    if (node := shutil.which("node")) is None:
        raise NotHereError("no node on PATH")
    ask = partial(_ask_node, node)

    def run(calls: int) -> Sample:
        answer = ask("run", str(calls))
        return Sample(answer["calls"], answer["entries"], answer["seconds"])

    def play(presses: Iterable[int]) -> Log:
        return [(at, what) for at, what in ask("play", *map(str, presses))]

    return Toy(f"XState ({ask('run', '1')['xstate']})", play, run)


def contenders() -> list[Contender]:
    """List the toys, with the aims that the project has set itself."""
    python = [
        Contender(title, partial(python_toy, title, *toy), aim)
        for title, aim, *toy in (
            ("SimPy", 4, "toy_simpy", "simpy"),
            ("transitions", 4, "toy_transitions", "transitions"),
            ("python-statemachine", 75, "toy_statemachine", "python-statemachine"),
        )
    ]
    return [*python, Contender("XState", xstate_toy, 3)]


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


def _ask_node(node: str, *arguments: str) -> Any:
    folders = [str(Path.cwd() / "node_modules"), os.environ.get("NODE_PATH", "")]
    environment = os.environ | {"NODE_PATH": os.pathsep.join(filter(None, folders))}
    done = subprocess.run(
        [node, str(XSTATE_SCRIPT), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        complaint = COMPLAINT.search(done.stderr)
        raise NotHereError(complaint[0] if complaint else f"exit code {done.returncode}")
    return json.loads(done.stdout)
