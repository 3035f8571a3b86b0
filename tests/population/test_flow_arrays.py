"""The arrays are the tables: in every cell of every profile, and in calls at random."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from simulator.core.call import Procedure, Transition, apply, new_call
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Timer
from simulator.errors import NotPossible
from simulator.population import one_call
from simulator.population.flow_arrays import (
    INPUTS,
    LINES,
    OUTCOMES,
    STAGES,
    CompiledFlow,
    compile_flow,
)
from simulator.population.one_call import CALL, NEVER
from tests.daily import a_share_of_cases, first_a_day, some_a_day
from tests.population.days import PROFILES


@cache
def flow_under(name: str) -> CompiledFlow:
    return compile_flow(PROFILES[name])


def stopped_and_started(bits: int) -> set[Timer]:
    return {timer for place, timer in enumerate(Timer) if bits >> place & 1}


@pytest.mark.parametrize("name", some_a_day(PROFILES, 6))
@a_share_of_cases(3)
def test_every_cell_is_what_the_tables_say(name: str) -> None:
    procedure, flow = Procedure.under(PROFILES[name]), flow_under(name)
    cells, states = flow.arrays.cells, flow.arrays.states
    for (at, state), (column, cause) in product(enumerate(flow.states), enumerate(INPUTS)):
        cell, step = cells[at, column], procedure.step(state, cause)
        if not isinstance(step, Transition):
            assert cell.next == -1, (state, cause)
            continue
        assert flow.states[cell.next] == step.after
        assert flow.rows[cell.row] == step.rows[0]
        assert stopped_and_started(int(cell.start)) == {timer for timer, _ in step.start}
        assert stopped_and_started(int(cell.stop)) == set(step.stop)
        end = procedure.flow.ending(step.after)
        assert int(states[cell.next].ended) == (0 if end is None else 1 + OUTCOMES.index(end))
        assert STAGES[states[cell.next].stage] is step.after.line


@pytest.mark.parametrize("calls", first_a_day([300, 100_000]))
def test_calls_at_random_go_through_both_alike(calls: int) -> None:
    """Any input at any instant: the same inputs are possible, and the same timers run after them.

    A timer fires at its deadline; the core applies no act after one, and neither does this test.
    """
    draw = np.random.default_rng(20_260)
    names = sorted(PROFILES) if calls > 1_000 else ["iopc_2019", "tvp"]
    record = np.zeros(1, CALL)
    for number in range(calls):
        name = names[number * len(names) // calls]
        flow = flow_under(name)
        line = int(draw.integers(len(LINES)))
        call = new_call(Procedure.under(PROFILES[name]), *LINES[line])
        ours = record[0]
        ours.state, ours.timers = flow.begin[line], NEVER
        now = 0
        cause: FlowInput
        for _ in range(20):
            due = min(call.timers, default=None)
            if due is not None and draw.random() < 0.2:
                now, cause = due
            else:
                now += int(draw.integers(4_000))
                now, cause = min(now, due[0] if due else now), INPUTS[draw.integers(len(INPUTS))]
            try:
                call, _ = apply(call, cause, now)
                possible = True
            except NotPossible:
                possible = False
            runs = not isinstance(cause, Timer) or ours.timers[list(Timer).index(cause)] < NEVER
            column = INPUTS.index(cause)
            assert possible == bool(runs and one_call.apply(flow.arrays, ours, now, column)), (
                name,
                cause,
            )
            assert flow.states[ours.state] == call.state
            running = {timer: due for due, timer in call.timers}
            assert [running.get(timer, NEVER) for timer in Timer] == ours.timers.tolist()
