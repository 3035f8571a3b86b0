"""The flow under a profile as arrays of integers.

Every reachable state and input is resolved by the tables themselves, so the arrays hold no rule of
their own; a test replays every cell and 100,000 calls through `apply`. A profile has some 800
states and 70 inputs.
"""

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

import numpy as np

from simulator.core.call import Procedure, Transition, new_call
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Coverage, LineKind, LineStage, Outcome, Timer
from simulator.population.draws import Array

INPUTS: tuple[FlowInput, ...] = (*Stimulus, *Timer)
"""The inputs of the flow, in the order of the columns."""
TIMERS = len(Timer)
FIRST_TIMER = len(Stimulus)
STAGES = tuple(LineStage)
OUTCOMES = tuple(Outcome)
LINES = tuple(product(LineKind, Coverage))
"""The lines on which calls begin."""

CELL = np.dtype((np.record, [
    ("next", np.int16), ("row", np.int16), ("stop", np.uint8), ("start", np.uint8),
]))  # fmt: skip
STATE = np.dtype((np.record, [("stage", np.int8), ("ended", np.int8)]))


class FlowArrays(NamedTuple):
    """The flow: what an input does in a state."""

    cells: Array
    """By state and input: the next state, or -1 if the input is ruled out; the row that fires, by
    its place in `CompiledFlow.rows`, the line's if both tables have one; the timers that stop and
    those that start, a bit each in the order of `Timer`."""
    states: Array
    """The stage of the line, by its place in `STAGES`; and 0 while the call goes on, else 1 plus
    the place of its outcome in `OUTCOMES`."""
    length: Array
    """The length of each timer in milliseconds."""


class CompiledFlow(NamedTuple):
    """Arrays, with the meanings of their numbers."""

    arrays: FlowArrays
    begin: tuple[int, ...]
    """The state in which a call on each of `LINES` begins."""
    states: tuple[CallState, ...]
    rows: tuple[str, ...]


def compile_flow(profile: Profile) -> CompiledFlow:
    """Return the flow under `profile` as arrays, from every state that calls can reach."""
    procedure = Procedure.under(profile)
    begins = [new_call(procedure, kind, coverage).state for kind, coverage in LINES]
    place = {state: number for number, state in enumerate(dict.fromkeys(begins))}
    rows: dict[str, int] = {}
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    waiting = list(place)
    for state in waiting:
        for column, stimulus in enumerate(INPUTS):
            step = procedure.step(state, stimulus)
            if isinstance(step, Transition):
                if step.after not in place:
                    place[step.after] = len(place)
                    waiting.append(step.after)
                row = rows.setdefault(step.rows[0], len(rows))
                started = _bits(timer for timer, _ in step.start)
                to = place[step.after]
                found[place[state], column] = to, row, _bits(step.stop), started
    cells = np.zeros((len(place), len(INPUTS)), CELL)
    cells["next"] = -1
    for at, cell in found.items():
        cells[at] = cell
    states = np.zeros(len(place), STATE)
    for state, here in place.items():
        end = procedure.flow.ending(state)
        ended = 0 if end is None else 1 + OUTCOMES.index(end)
        states[here] = (STAGES.index(state.line), ended)
    length = np.array([profile.timings.of(timer) for timer in Timer], np.int64)
    return CompiledFlow(
        FlowArrays(cells, states, length),
        tuple(place[state] for state in begins),
        tuple(place),
        tuple(rows),
    )


def _bits(timers: Iterable[Timer]) -> int:
    return sum(1 << list(Timer).index(timer) for timer in timers)
