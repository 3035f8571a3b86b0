"""Processes that work for the first one: they stop when it does."""

import sys

import pytest

from simulator.proof.verify.worker_processes import cores, run_tasks
from tests.signalled import BEGUN, ended_by


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize(
    ("name", "code", "last"),
    [("SIGINT", 0, "stopped\n"), ("SIGTERM", -15, ""), ("SIGKILL", -9, "")],
)
def test_a_signal_gives_up_at_once_what_is_being_done(name: str, code: int, last: str) -> None:
    """The work would take ten minutes."""
    ended = ended_by(name, "tests.proof.long_work")
    assert ended.code == code
    assert not ended.err or name != "SIGINT"  # then Python itself tells what was left to clean up
    assert ended.out.replace(BEGUN, "") == last


@pytest.mark.parametrize("processes", [1, 2])
def test_what_goes_wrong_in_a_process_goes_wrong_here(processes: int) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(run_tasks(int, ["1", "two", "3"], processes))


@pytest.mark.parametrize(("processes", "batch"), [(1, 1), (2, 1), (2, 16)])
def test_results_come_in_the_order_of_the_tasks(processes: int, batch: int) -> None:
    tasks = [str(number) for number in range(40)]
    assert list(run_tasks(int, tasks, processes, batch=batch)) == list(range(40))


def test_there_is_a_core() -> None:
    assert cores() >= 1
