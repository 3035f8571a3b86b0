"""A day of silent calls: operators and call handlers as limited staff over the hours.

A discrete-event simulation, compiled by numba. An operator, and later a call handler of one force,
is needed before a call goes on; who waits is served in the order of joining. A force picks up
within ten minutes, an operator stays for six seconds of the handover, and who rings again does so
after one to ten minutes (assumptions).
"""

import math
from typing import Any, NamedTuple

import numpy as np

from simulator.population.day_inputs import CAUSES
from simulator.population.draws import (
    Array,
    compiled,
    drawn,
    exponential,
    log_normal,
    mixed,
    normal,
)
from simulator.population.flow_arrays import OUTCOMES, FlowArrays
from simulator.population.one_call import (
    CALL,
    CALLS,
    DOWN,
    FORCE_ANSWERS,
    FORCES,
    HANGS_UP,
    IN_NEED,
    LOST,
    NEEDED_REACHED,
    NEEDED_SENT,
    NEVER,
    OPERATOR_MS,
    PICK_UP,
    PICKED,
    PICKS_UP,
    POLICE_MS,
    REACHED,
    REDIAL,
    REDIAL_AT,
    REDIALLED,
    SENT,
    TOTALS,
    WORK,
    apply,
    earliest,
    ring,
    walk,
)

HOUR = 3_600_000
BIN = 500
"""Waits are counted in bins of half a second, up to five minutes; the last bin has the rest."""
BINS = 601


class Counts(NamedTuple):
    """The results of days; adding two is adding their arrays."""

    totals: Array
    outcome: Array
    """Calls by need (others, in need) and outcome."""
    lost: Array
    """People in need to whom nobody was sent, by cause and by the row that decided it last."""
    operator_wait: Array
    police_wait: Array


def no_counts(rows: int) -> Counts:
    """Return counts of nothing."""
    shapes = (len(TOTALS), (2, len(OUTCOMES)), (CAUSES, rows), BINS, BINS)
    return Counts(*(np.zeros(shape, np.int64) for shape in shapes))


# Kinds of events between calls, in the order in which those of one instant happen.
_OPERATOR_FREE, _HANDLER_FREE, _NEXT_HOUR, _GONE, _RINGS_AT_FORCE, _DIALS = range(6)


OPERATORS = FORCES
"""The place of the operators' desk behind those of the forces."""
DESK = np.dtype((np.record, [
    ("on_duty", np.int64), ("busy", np.int64), ("first", np.int32), ("last", np.int32),
]))  # fmt: skip
"""The people at one desk, and the first and last caller who wait for them; -1 for nobody."""


class Day(NamedTuple):
    """A day that is being played."""

    flow: FlowArrays
    own: Array
    calls: Array
    desks: Array
    events: Array
    """A heap of instants, each with a caller, a force or nothing, and a kind; first its length."""
    agenda: Array
    counts: Counts


@compiled
def _event(heap: Array, at: int, who: int, kind: int) -> None:
    event = (int(at) << 22) | (int(who) << 3) | kind
    heap[0] += 1
    place = heap[0]
    while place > 1 and event < heap[place // 2]:
        heap[place] = heap[place // 2]
        place //= 2
    heap[place] = event


@compiled
def _take_event(heap: Array) -> int:
    """Take the earliest event from the heap."""
    first, moved, length, place, below = heap[1], heap[heap[0]], heap[0] - 1, 1, 2
    while below <= length:
        if below < length and heap[below + 1] < heap[below]:
            below += 1
        if moved <= heap[below]:
            break
        heap[place] = heap[below]
        place, below = below, 2 * below
    heap[0], heap[place] = length, moved
    return int(first)


@compiled
def _wait(calls: Array, desk: Array, caller: int) -> None:
    """Put a caller last in the queue of a desk."""
    calls[caller].behind = -1
    if desk.first < 0:
        desk.first = caller
    else:
        calls[desk.last].behind = caller
    desk.last = caller


@compiled
def _set_duty(own: Array, desks: Array, hour: int) -> None:
    """Set who is on duty in an hour of the day: as many as its share of the calls, at least two."""
    before = own.hours[hour - 1] if hour else 0.0
    load = 24.0 * (own.hours[hour] - before)
    for place in range(len(desks)):
        staff = own.operators if place == OPERATORS else own.handlers
        desks[place].on_duty = max(2, round(load * staff))


@compiled
def _after_operator(day: Day, call: Array, now: int) -> None:
    """Go on after `walk`: the call has ended, or it needs a call handler of its force."""
    ended = day.flow.states[call.state].ended > 0
    if ended or day.flow.states[call.state].stage == DOWN:
        _operator_leaves(day, call, now)
    if ended:
        _settle(day, call, now)
        return
    if day.flow.states[call.state].stage == DOWN:
        if call.queued == 0:
            call.rings = call.joined = now
            _event(day.events, now, call.number, _RINGS_AT_FORCE)
        return
    if call.rings == NEVER:
        call.joined = now
        taken = log_normal(call.key, PICKED, day.own.police_median, day.own.police_sigma, 600_000.0)
        call.rings = now + taken
        _event(day.events, now + taken, call.number, _RINGS_AT_FORCE)
    gone = min(call.hangs_up, earliest(call))
    if gone < NEVER:
        _event(day.events, gone, call.number, _GONE)


@compiled
def _operator_leaves(day: Day, call: Array, at: int) -> None:
    day.counts.totals[OPERATOR_MS] += at - call.served
    _event(day.events, at, 0, _OPERATOR_FREE)


@compiled
def _operator_takes(day: Day, call: Array, now: int) -> None:
    """Let a free operator pick up; the caller may have gone, or go before."""
    call.served = now
    answered = now + exponential(call.key, PICK_UP, day.own.pick_up)
    gone = call.hangs_up
    if gone < answered:
        apply(day.flow, call, gone, HANGS_UP)
        _operator_leaves(day, call, max(now, gone))
        _settle(day, call, gone)
        return
    day.counts.operator_wait[min(BINS - 1, (answered - call.dialled) // BIN)] += 1
    apply(day.flow, call, answered, PICKS_UP)
    end = walk(day.flow, day.own, call, answered, day.agenda, day.counts.totals)
    _after_operator(day, call, end)


@compiled
def _force_takes(day: Day, call: Array, now: int) -> None:
    """Let a free call handler take a call, or the details of one that was lost."""
    if call.queued != 1 or day.flow.states[call.state].ended:
        day.desks[call.force].busy -= 1
        return
    call.queued = 2
    day.counts.totals[REACHED] += 1
    day.counts.totals[NEEDED_REACHED] += call.in_need
    if day.flow.states[call.state].stage != DOWN:
        day.counts.police_wait[min(BINS - 1, (now - call.joined) // BIN)] += 1
        apply(day.flow, call, now, FORCE_ANSWERS)
        _operator_leaves(day, call, now + 6_000)
    work = exponential(call.key, WORK, day.own.work)
    day.counts.totals[POLICE_MS] += work
    _event(day.events, now + work, call.force, _HANDLER_FREE)
    end = walk(day.flow, day.own, call, now, day.agenda, day.counts.totals)
    _settle(day, call, end)


@compiled
def _settle(day: Day, call: Array, at: int) -> None:
    """Count how a call ended; a caller in need of whom no force has heard may ring again."""
    ended, in_need, key = day.flow.states[call.state].ended, call.in_need, call.key
    day.counts.outcome[in_need, ended - 1] += 1
    if not in_need:
        return
    if ended == SENT:
        day.counts.totals[NEEDED_SENT] += 1
    elif call.queued == 0 and call.attempt < 2 and drawn(key, REDIAL) < day.own.redials:
        call.attempt += 1
        day.counts.totals[REDIALLED] += 1
        _event(day.events, at + 60_000 + int(540_000 * drawn(key, REDIAL_AT)), call.number, _DIALS)
    else:
        day.counts.totals[LOST] += 1
        day.counts.lost[call.cause, call.row] += 1


@compiled
def _dials(own: Array, root: Any) -> Array:
    """Return the instants of a day at which silent calls are dialled, in order."""
    number = max(1, int(own.calls_a_day + math.sqrt(own.calls_a_day) * normal(root, 0) + 0.5))
    spread, total, hour = np.empty(number), 0.0, 0
    for place in range(number):
        total -= math.log(1.0 - drawn(root, place + 1_000))
        spread[place] = total
    total -= math.log(1.0 - drawn(root, number + 1_000))
    dials = np.empty(number, np.int64)
    for place in range(number):
        share = spread[place] / total
        while share >= own.hours[hour]:
            hour += 1
        before = own.hours[hour - 1] if hour else 0.0
        dials[place] = int(HOUR * (hour + (share - before) / (own.hours[hour] - before)))
    return dials


def play_day(flow: FlowArrays, own: Array, root: int, counts: Counts) -> None:
    """Play a day of silent calls, with draws from `root`, and add its results to `counts`."""
    dials = _dials(own, np.uint64(root))
    calls, desks = np.zeros(len(dials), CALL), np.zeros(FORCES + 1, DESK)
    desks["first"] = -1
    events, agenda = np.zeros(6 * len(dials) + 64, np.int64), np.zeros((16, 2), np.int64)
    play_events(Day(flow, own, calls, desks, events, agenda, counts), dials, np.uint64(root))


@compiled
def play_events(day: Day, dials: Array, root: Any) -> None:
    """Take what happens between calls in order, until nothing is left."""
    calls, events, totals, dialled = day.calls, day.events, day.counts.totals, 0
    for hour in range(24):
        _event(events, hour * HOUR, 0, _NEXT_HOUR)
    while dialled < len(dials) or events[0] > 0:
        if dialled < len(dials) and (events[0] == 0 or dials[dialled] < events[1] >> 22):
            now, who, kind = dials[dialled], dialled, _DIALS
            dialled += 1
        else:
            event = _take_event(events)
            now, who, kind = event >> 22, (event >> 3) & 0x7FFFF, event & 7
        # A desk that is free has a number as well; then this call is not looked at.
        call, first, last = calls[min(who, len(calls) - 1)], OPERATORS, OPERATORS
        if kind == _DIALS:
            ring(day.flow, day.own, call, who, mixed(root ^ np.uint64(who + 1)), now)
            totals[CALLS] += 1
            totals[IN_NEED] += call.in_need if call.attempt == 0 else 0
            _wait(calls, day.desks[OPERATORS], who)
        elif kind == _OPERATOR_FREE:
            day.desks[OPERATORS].busy -= 1
        elif kind == _NEXT_HOUR:
            _set_duty(day.own, day.desks, now // HOUR)
            first = 0
        elif kind == _HANDLER_FREE:
            first = last = who
            day.desks[who].busy -= 1
        elif kind == _GONE:
            waits = call.queued < 2 and day.flow.states[call.state].ended == 0
            if waits and now == min(call.hangs_up, earliest(call)):
                _after_operator(day, call, walk(day.flow, day.own, call, now, day.agenda, totals))
        elif call.queued == 0 and now == call.rings:
            call.queued = 1
            first = last = call.force
            _wait(calls, day.desks[first], who)
        for place in range(first, last + 1):
            desk = day.desks[place]
            while desk.first >= 0 and desk.busy < desk.on_duty:
                call = calls[desk.first]
                desk.first = call.behind
                desk.busy += 1
                if place == OPERATORS:
                    _operator_takes(day, call, now)
                else:
                    _force_takes(day, call, now)
