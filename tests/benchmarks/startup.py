"""Start-up of the command line over that of bare ``python -c pass``.

Run it as ``python -m tests.benchmarks.startup``. It prints medians and passes no judgement. All
commands take turns, so that a busy machine disturbs each of them alike. The same commands are
measured through the installed ``silent999`` if it lies beside the interpreter.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.table import table

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
BARE = (sys.executable, "-c", "pass")
MODULE = (sys.executable, "-m", "simulator")
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME")
}
"""Byte code is kept, as it is on a user's machine."""
IMPORT_LINE = re.compile(r"import time:\s+(?P<own>\d+) \|\s+(?P<all>\d+) \| +(?P<module>\S+)")
IMPORTS_SHOWN = 10

Command = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A command line and the milliseconds that it may cost over bare Python."""

    shown: str
    arguments: Command
    aim: int


def first_scenario() -> tuple[Path, str] | None:
    """Find the first shipped scenario and its id."""
    for path in sorted(SCENARIOS.rglob("*.yaml")):
        named = re.search(r"^id:\s*(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if named and "personas" not in path.parts:
            return path, named[1]
    return None


def cases() -> list[Case]:
    """List what is measured; without a scenario, only what needs none."""
    always = [Case("--version", ("--version",), 5), Case("--help", ("--help",), 25)]
    always.append(Case("list", ("list",), 150))
    found = first_scenario()
    if found is None:
        return always
    path, scenario = found
    shown = path.relative_to(ROOT)
    check = Case(f"check {shown}", ("check", str(path)), 150)
    return [*always, check, Case(f"run {scenario}", ("run", scenario), 200)]


def programs() -> dict[str, Command]:
    """Name the ways to start the program."""
    found: dict[str, Command] = {"python -m simulator": MODULE}
    if script := shutil.which("silent999", path=str(Path(sys.executable).parent)):
        found["silent999"] = (script,)
    return found


def captured(command: Command) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def complaint(command: Command) -> str | None:
    """Run a command once, which also writes its byte code; say what is wrong with it, if so."""
    done = captured(command)
    if done.returncode == 0:
        return None
    last = (done.stderr.strip().splitlines() or ["nothing on stderr"])[-1]
    return f"exit code {done.returncode}: {last}"


def milliseconds(command: Command) -> float:
    """Time a command from its start to its end."""
    started = time.perf_counter()
    subprocess.run(
        command,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return (time.perf_counter() - started) * 1_000


def measure(commands: Sequence[Command], repeats: int) -> dict[Command, float]:
    """Let the commands take turns; return the median of each."""
    times: dict[Command, list[float]] = {command: [] for command in commands}
    for _ in range(repeats):
        for command in commands:
            times[command].append(milliseconds(command))
    return {command: median(taken) for command, taken in times.items()}


def compare(repeats: int) -> None:
    """Measure every case through every program and print the table."""
    lines = [
        (f"{name} {case.shown}", (*program, *case.arguments), case.aim)
        for name, program in programs().items()
        for case in cases()
    ]
    wrong = {command: complaint(command) for _, command, _ in lines}
    medians = measure([BARE, *(command for command, why in wrong.items() if not why)], repeats)
    bare = medians[BARE]
    rows = [["python -c pass", f"{bare:.1f}", "-", "-"]]
    for shown, command, aim in lines:
        if command in medians:
            taken = medians[command]
            rows.append([shown, f"{taken:.1f}", f"{taken - bare:+.1f}", str(aim)])
        else:
            rows.append([shown, "not measured", "-", str(aim)])
    print(f"Median of {repeats} starts each, in turn; Python {sys.version.split()[0]}")
    print()
    print(table(["command", "ms", "over bare", "aim"], rows))
    for shown, command, _ in lines:
        if why := wrong[command]:
            print(f"{shown}: not measured: {why}")
    if first_scenario() is None:
        print(f"check, run: not measured: no scenario in {SCENARIOS}")


def show_imports() -> int:
    """Print what costs most to import for one run."""
    found = first_scenario()
    if found is None:
        print(f"not measured: no scenario in {SCENARIOS}", file=sys.stderr)
        return 2
    command = (sys.executable, "-X", "importtime", *MODULE[1:], "run", found[1])
    complaint(command)
    done = captured(command)
    imports = [
        (int(line["own"]), int(line["all"]), line["module"])
        for line in map(IMPORT_LINE.match, done.stderr.splitlines())
        if line
    ]
    dearest = sorted(imports, reverse=True)[:IMPORTS_SHOWN]
    rows = [[module, f"{own / 1e3:.1f}", f"{all_ / 1e3:.1f}"] for own, all_, module in dearest]
    print(f"{len(imports)} modules for: run {found[1]}")
    print()
    print(table(["module", "own ms", "with what it imports"], rows))
    return done.returncode


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.startup", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--repeats", type=int, default=15, help="starts of each (default 15)")
    parser.add_argument(
        "--imports", action="store_true", help="only show the ten dearest imports of one run"
    )
    options = parser.parse_args(arguments)
    if options.imports:
        return show_imports()
    compare(options.repeats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
