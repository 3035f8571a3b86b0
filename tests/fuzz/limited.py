"""Running a part of the tests under limits that the system keeps: processor time and memory."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMITED = """
import resource, runpy, sys
seconds, megabytes = int(sys.argv.pop(1)), int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
sys.path.insert(0, sys.argv.pop(1))
sys.argv.pop(0)
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


def limited(
    module: str, *words: str, seconds: int, megabytes: int, folder: Path | None = None
) -> str:
    """Run a module as a program; what it said.

    Fails when it used more than so many `seconds` of processor time or so much memory, or ended
    with an error. `folder` is where it works, and its home.
    """
    command = [sys.executable, "-c", LIMITED, str(seconds), str(megabytes), str(ROOT), module]
    home = str(folder or ROOT)
    done = subprocess.run(
        [*command, *words],
        cwd=home,
        env={"HOME": home, "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "CI": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"exit code {done.returncode}:\n{done.stderr[-3_000:]}"
    return done.stdout
