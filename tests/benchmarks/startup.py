"""Start-up of the command line over that of bare ``python -c pass``.

Run it as ``python -m tests.benchmarks.startup``. It prints medians of processor time and passes no
judgement. All commands take turns, so that a busy machine disturbs each of them alike. The same
commands are measured through the installed ``silent999`` if it lies beside the interpreter. To see
which imports are dear: ``python -X importtime -m simulator run quiet-throughout``.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.table import table

ROOT = Path(__file__).parents[2]
BARE = (sys.executable, "-c", "pass")
SCENARIO = "quiet-throughout"
FILE = f"scenarios/silent/{SCENARIO}.yaml"
CASES = (
    (("--version",), 5),
    (("--help",), 6),
    (("list",), 80),
    (("check", FILE), 200),
    (("run", SCENARIO), 200),
)
"""Commands, and the milliseconds of processor time that each may cost over bare Python."""
# Byte code is kept, as it is on a user's machine.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}

Command = tuple[str, ...]


def programs() -> dict[str, Command]:
    """Name the ways to start the program."""
    found: dict[str, Command] = {"python -m simulator": (sys.executable, "-m", "simulator")}
    if script := shutil.which("silent999", path=str(Path(sys.executable).parent)):
        found["silent999"] = (script,)
    return found


def complaint(command: Command) -> str:
    """Run a command once, which also writes its byte code; return what is wrong with it, if so."""
    done = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    last = (done.stderr.strip().splitlines() or ["nothing on stderr"])[-1]
    return f"exit code {done.returncode}: {last}" if done.returncode else ""


def milliseconds(
    command: Command, folder: Path = ROOT, variables: Mapping[str, str] = ENVIRONMENT
) -> float:
    """Return the processor time of a command, from its start to its end."""
    null, before = subprocess.DEVNULL, _used()
    subprocess.run(
        command, cwd=folder, env=variables, stdin=null, stdout=null, stderr=null, check=False
    )
    return (_used() - before) * 1_000


def _used() -> float:
    """Return the processor time of all commands that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(commands: Sequence[Command], repeats: int) -> dict[Command, float]:
    """Let the commands take turns; return the median of each."""
    times: dict[Command, list[float]] = {command: [] for command in commands}
    for _ in range(repeats):
        for command in commands:
            times[command].append(milliseconds(command))
    return {command: median(taken) for command, taken in times.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every case through every program and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.startup", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--repeats", type=int, default=15, help="starts of each (default 15)")
    repeats: int = parser.parse_args(arguments).repeats
    lines = [
        (f"{name} {' '.join(words)}", (*program, *words), aim)
        for name, program in programs().items()
        for words, aim in CASES
    ]
    wrong = {command: complaint(command) for _, command, _ in lines}
    medians = measure([BARE, *(command for command, why in wrong.items() if not why)], repeats)
    bare = medians[BARE]
    rows = [["python -c pass", f"{bare:.1f}", "-", "-"]]
    for shown, command, aim in lines:
        taken = medians.get(command)
        cells = [f"{taken:.1f}", f"{taken - bare:+.1f}"] if taken else ["not measured", "-"]
        rows.append([shown, *cells, str(aim)])
    print(f"Median of {repeats} starts each, in turn; Python {sys.version.split()[0]}\n")
    print(table(["command", "ms", "over bare", "aim"], rows))
    for shown, command, _ in lines:
        if why := wrong[command]:
            print(f"{shown}: not measured: {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
