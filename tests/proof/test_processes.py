"""Processes that work for the first one: they stop when it does."""

from __future__ import annotations

import sys

import pytest

from simulator.proof.verify.processes import worked
from tests.proof.long_work import nothing
from tests.signalled import BEGUN, ended_by


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize(
    ("name", "code", "last"),
    [
        ("SIGINT", 0, "stopped\n"),
        ("SIGTERM", 143, ""),
        ("SIGHUP", 129, ""),
        ("SIGKILL", -9, ""),
    ],
)
def test_a_signal_gives_up_at_once_what_is_being_done(name: str, code: int, last: str) -> None:
    """The work would take ten minutes."""
    ended = ended_by(name, "tests.proof.long_work")
    assert ended.code == code
    assert not ended.err or name == "SIGKILL"  # then Python itself tells what was left to clean up
    assert ended.out.replace(BEGUN, "") == last


def test_what_goes_wrong_in_a_process_goes_wrong_here() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(worked(int, ["1", "two", "3"], 2, nothing))


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(worked(int, map(str, range(40)), 2, nothing)) == list(range(40))
