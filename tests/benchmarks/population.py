"""Silent calls a second on a core, and a year of them on all cores. Linux only.

The flow alone takes callers through the arrays with an operator and a call handler who are free at
once; the days have queues, staff and hours as well. What is compiled is compiled before.
"""

import sys
import time
from typing import Any

import numpy as np

from simulator.content.library.library import Library
from simulator.population import one_call
from simulator.population.draws import Array, compiled, mixed
from simulator.population.flow_arrays import FlowArrays
from simulator.population.variants import (
    Task,
    Variant,
    play_here,
    play_task,
    tasks_for,
    variants_of,
)
from simulator.proof.verify.worker_processes import cores
from tests.benchmarks.commands import cost_of
from tests.benchmarks.table import table

CALLS, DAYS, ROUNDS = 500_000, 8, 3
YEAR = 365


@compiled
def _alone(flow: FlowArrays, own: Array, call: Array, agenda: Array, root: Any, calls: int) -> int:
    """Play so many calls with staff who are free at once; return how many have ended."""
    totals, ended = np.zeros(16, np.int64), 0
    for number in range(calls):
        one_call.ring(flow, own, call, number, mixed(root ^ np.uint64(number + 1)), 0)
        one_call.apply(flow, call, 5_000, one_call.PICKS_UP)
        now = one_call.walk(flow, own, call, 5_000, agenda, totals)
        if flow.states[call.state].ended == 0:
            call.queued = 2
            one_call.apply(flow, call, now + 5_000, one_call.FORCE_ANSWERS)
            one_call.walk(flow, own, call, now + 5_000, agenda, totals)
        ended += flow.states[call.state].ended > 0
    return ended


def flow_alone(of: Variant) -> float:
    """Return calls a second of processor time, without queues."""
    call, agenda = np.zeros(1, one_call.CALL)[0], np.zeros((16, 2), np.int64)
    best = 0.0
    for calls in (1, *[CALLS] * ROUNDS):  # The first one compiles.
        began = time.thread_time()
        ended = _alone(of.flow.arrays, of.own, call, agenda, np.uint64(7), calls)
        if calls > 1:
            assert ended > 0.99 * calls, "calls end"
            best = max(best, calls / (time.thread_time() - began))
    return best


def with_queues(of: Variant) -> float:
    """Return calls a second of processor time, in whole days."""
    best = 0.0
    for first in range(0, DAYS * ROUNDS, DAYS):
        began = time.thread_time()
        played = play_task(of, Task(0, first, DAYS, 0))
        best = max(best, int(played.counts.totals[one_call.CALLS]) / (time.thread_time() - began))
    return best


def a_year(of: Variant) -> tuple[float, float, int]:
    """Return the seconds that a year takes on all cores, those of processors, and its calls."""
    began, used, calls = time.perf_counter(), time.process_time(), 0
    for _, played in play_here([of], tasks_for([of], YEAR, 0), cores()):
        calls += int(played.counts.totals[one_call.CALLS])
    return time.perf_counter() - began, time.process_time() - used, calls


def main() -> int:
    """Measure and print the table."""
    file = Library().population()
    of = next(variants_of(file, Library().profile("iopc_2019").profile, [{}]))
    play_task(of, Task(0, 0, 1, 0))  # It compiles.
    alone, queues, (year, used, calls) = flow_alone(of), with_queues(of), a_year(of)
    short, whole = (cost_of("population", "--year", "--runs", runs) for runs in ("1", "4"))
    rows = [
        ["calls a second on a core: flow alone", f"{alone:,.0f}", "2,500,000"],
        ["calls a second on a core: with queues", f"{queues:,.0f}", "1,500,000"],
        [f"a year ({calls:,} calls) on {cores()} cores, s", f"{year:.1f}", "5"],
        ["a year: processor, s", f"{used:.1f}", f"{5 * cores()}"],
        ["population --year: peak MB", f"{short.peak_mb:.0f}", "flat"],
        ["population --year --runs 4: peak MB", f"{whole.peak_mb:.0f}", "flat"],
    ]
    print(table(["population", "now", "aim"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
