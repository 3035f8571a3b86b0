"""Work in several processes: in order whatever finishes first, and an orderly end at Ctrl-C."""

from __future__ import annotations

import sys

import pytest

from simulator.cli.workers import cores, done
from tests.cli.slow_work import TASKS
from tests.signalled import ended_by


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    tasks = [str(number) for number in range(40)]
    assert list(done(int, tasks, processes)) == list(range(40))


@pytest.mark.parametrize("processes", [1, 2])
def test_what_goes_wrong_in_a_process_goes_wrong_here(processes: int) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(done(int, ["1", "two", "3"], processes))


def test_there_is_a_core() -> None:
    assert cores() >= 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize(
    ("name", "code", "last"),
    [("SIGINT", 0, "stopped"), ("SIGTERM", 143, "begun"), ("SIGHUP", 129, "begun")],
)
def test_a_signal_begins_nothing_more_and_leaves_no_process(
    name: str, code: int, last: str
) -> None:
    ended = ended_by(name, "tests.cli.slow_work")
    assert (ended.code, ended.err) == (code, "")
    told = ended.out.splitlines()
    assert told[-1] == last
    assert len(told) < TASKS // 2
