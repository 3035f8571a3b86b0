"""Large bad files and any words of a command line, under limits of processor time and memory."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.daily import quick_or_full
from tests.fuzz.large import LARGE

pytest.importorskip("resource", reason="limits of processes are POSIX's")


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


@pytest.mark.thorough
@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_reported_within_its_limits(name: str) -> None:
    said = limited("tests.fuzz.large", name, seconds=60, megabytes=2_048)
    assert "more-problems" in said or name != "capitals"


@quick_or_full(3, 1_500)
def test_any_words_end_with_a_code_that_is_documented(
    count: int,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    pytestconfig: pytest.Config,
) -> None:
    words = (str(count), str(pytestconfig.getoption("--hypothesis-seed") or 0))
    said = limited("tests.fuzz.words", *words, seconds=600, megabytes=4_096, folder=tmp_path)
    assert said.startswith("{")
    record_property("count", f"command lines: {count}, by exit code {said.strip()}")
