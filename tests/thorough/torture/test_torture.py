"""A hundred whole sittings in which everything goes wrong; ten thousand by hand."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="it needs forks and pseudo-terminals")
def test_nothing_that_was_called_recorded_is_lost(
    record_property: Callable[[str, object], None],
) -> None:
    """In a process of its own: a fork of the test runner would have the threads of the runner."""
    words = [sys.executable, "-m", "tests.thorough.torture", "100"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    record_property("count", done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout + done.stderr
