"""One caller: what they and the staff do at each stage, and how the flow takes it.

`walk` takes a call on until it ends or needs a call handler. At each stage it puts the acts of
caller and staff on an agenda; the flow's arrays and timers decide what they lead to. It decides
when people act and with what chance, and never what an act does.

Times that are written here are assumptions: nothing is published, and they are near those that the
simulated people take. What a profile gives, such as prompts and waits, comes from it.
"""

from typing import Any

import numpy as np

from simulator.core.stimuli import Stimulus
from simulator.core.terms import LineStage, Outcome, Treatment
from simulator.population.draws import Array, compiled, drawn, exponential, mixed
from simulator.population.flow_arrays import (
    FIRST_TIMER,
    INPUTS,
    OUTCOMES,
    STAGES,
    TIMERS,
    FlowArrays,
)

NEVER = 1 << 40
"""An instant that does not come."""
SETTLES_MISTAKE = 21_000
"""From "it was a mistake" until the operator has asked whether they are safe and alone, and ends it
(ms): what the guided operator takes. The caller stays for it (assumptions)."""
FORCES = 44
"""Police forces that take 999 calls: V40 [G8]."""

# What is counted, by its place in `Counts.totals`.
TOTALS = (
    "calls", "people_in_need", "in_recording", "pressed_55", "heard_and_passed",
    "sound_and_passed", "reached", "needed_and_reached", "needed_and_sent", "lost", "redialled",
    "operator_ms", "police_ms",
)  # fmt: skip
(
    CALLS, IN_NEED, IN_RECORDING, PRESSED, HEARD_PASSED, SOUND_PASSED, REACHED, NEEDED_REACHED,
    NEEDED_SENT, LOST, REDIALLED, OPERATOR_MS, POLICE_MS,
) = range(len(TOTALS))  # fmt: skip

# Inputs, stages and outcomes by their numbers: numba takes them as constants.
_I = Stimulus
_DIALS, HANGS_UP, _SPEAKS, _TAPS, _FIVE, _VOICES, _LIFTS_CALLBACK = map(
    INPUTS.index,
    (_I.CALLER_DIALS, _I.CALLER_HANGS_UP, _I.CALLER_SPEAKS, _I.CALLER_MAKES_SOUND,
     _I.CALLER_PRESSES_FIVE, _I.ROOM_SPEAKS, _I.CALLER_ANSWERS),
)  # fmt: skip
PICKS_UP, _TO_POLICE, _SENDS, _ENDS, _MISTAKE, _HANDS_OVER, _DETAILS, _LEAVES = map(
    INPUTS.index,
    (_I.OPERATOR_ANSWERS, _I.OPERATOR_CONNECTS_POLICE, _I.OPERATOR_SENDS, _I.OPERATOR_ENDS,
     _I.OPERATOR_ENDS_MISTAKE, _I.OPERATOR_HANDS_OVER, _I.OPERATOR_PASSES_DETAILS,
     _I.OPERATOR_LEAVES),
)  # fmt: skip
_FIRST_SPEAKS, _FIRST_PASSES, _FIRST_ENDS = map(
    INPUTS.index, (_I.FIRST_HANDLER_SPEAKS, _I.FIRST_HANDLER_PASSES_ON, _I.FIRST_HANDLER_ENDS)
)
FORCE_ANSWERS, _INTRODUCES, _ASKS, _GRADES, _DEPLOYS, _CLOSES, _CLEARS, _RINGS = map(
    INPUTS.index,
    (_I.HANDLER_ANSWERS, _I.HANDLER_INTRODUCES, _I.HANDLER_ASKS, _I.HANDLER_GRADES,
     _I.HANDLER_DEPLOYS, _I.HANDLER_CLOSES, _I.HANDLER_CLEARS, _I.HANDLER_CALLS_BACK),
)  # fmt: skip
_OPERATOR, _SOUND, _RECORDING, _ACCEPTED, _FIRST, _BACK, _CONNECTING, _HANDLER = map(
    STAGES.index,
    (LineStage.WITH_OPERATOR, LineStage.SOUND_PROMPT, LineStage.RECORDING, LineStage.ACCEPTED,
     LineStage.WITH_FIRST_HANDLER, LineStage.BACK_WITH_OPERATOR, LineStage.CONNECTING_POLICE,
     LineStage.WITH_CALL_HANDLER),
)  # fmt: skip
_HELD, _HELD_C, _HELD_H, _CUT, DOWN, _RINGING = map(
    STAGES.index,
    (LineStage.HELD, LineStage.HELD_CONNECTING, LineStage.HELD_WITH_CALL_HANDLER,
     LineStage.CUT_OFF, LineStage.DOWN, LineStage.RINGING_BACK),
)  # fmt: skip
SENT = 1 + OUTCOMES.index(Outcome.DEPLOYED)
_AT_ONCE, _TO_RECORDING, _TO_END = map(
    tuple(Treatment).index, (Treatment.POLICE_AT_ONCE, Treatment.RECORDING, Treatment.END)
)

# Purposes of draws; a draw of a normal distribution uses its number and 64 more.
(
    _IN_NEED, _CAUSE, _MOBILE, _ANALOGUE, _STAYS, PICK_UP, PICKED, _MISTAKEN, _HEARS, _HEARS_AT,
    _ANSWERS, _ANSWERS_AT, _END_IT, _AWARE, _PRESSES, _EARLY, _PRESS_AT, _GAP, _SOUNDS, _SOUND_AT,
    _NOTICES, FORCE, WORK, _SEND, _BACK_RUNG, REDIAL, REDIAL_AT, _FIRST_TAKES,
) = range(28)  # fmt: skip


CALL = np.dtype((np.record, [
    ("timers", np.int64, TIMERS), ("key", np.uint64), ("hangs_up", np.int64),
    ("dialled", np.int64), ("served", np.int64), ("joined", np.int64), ("rings", np.int64),
    ("behind", np.int32), ("number", np.int32), ("state", np.int16), ("row", np.int16),
    ("force", np.int8), ("cause", np.int8), ("in_need", np.int8), ("mobile", np.int8),
    ("heard", np.int8), ("rung_back", np.int8), ("attempt", np.int8), ("queued", np.int8),
]))  # fmt: skip
"""What is kept of each caller of a day.

timers: the deadline of each timer, or `NEVER`. key: the root of the draws of the present attempt.
served: when an operator took the call. joined: when it was put through to a force, or its details
were passed. rings: when the force would pick up. behind: who waits behind, -1 for nobody. row: the
row that last moved the line or ended the call. heard: the reason for doubt: 0 none, 1 voices, 2 a
sound from the phone, 3 55 or words. queued: 0 before a call handler is asked for, 1 while waiting,
2 once they have it. Times in milliseconds from midnight.
"""


@compiled
def ring(flow: FlowArrays, own: Array, call: Array, number: int, root: Any, now: int) -> None:
    """Let a caller dial; a later attempt is the same caller, with draws of its own."""
    call.key = key = mixed(root ^ np.uint64(call.attempt))
    call.number, call.force = number, int(FORCES * drawn(root, FORCE))
    call.in_need = drawn(root, _IN_NEED) < own.in_need
    share, cause = drawn(root, _CAUSE), 0
    while share >= own.cause[call.in_need, cause]:
        cause += 1
    call.cause = cause
    call.mobile, line = drawn(root, _MOBILE) < own.mobile, 0
    if not call.mobile:
        line = 1 if drawn(root, _ANALOGUE) < own.analogue else 2
    call.state = flow.cells[own.begin[line], _DIALS].next
    for timer in range(TIMERS):
        call.timers[timer] = NEVER
    call.hangs_up = now + exponential(key, _STAYS, own.stays[cause])
    call.heard = call.rung_back = call.queued = 0
    call.rings = NEVER
    call.dialled = now


@compiled
def earliest(call: Array) -> int:
    """Return the next deadline of a call's timers, or `NEVER`."""
    at = NEVER
    for timer in range(TIMERS):
        at = min(at, call.timers[timer])
    return at


@compiled
def _add(agenda: Array, count: int, at: int, what: int) -> int:
    """Put an act on the agenda; return how many there are."""
    agenda[count, 0], agenda[count, 1] = at, what
    return count + 1


@compiled
def _plan(flow: FlowArrays, own: Array, call: Array, now: int, agenda: Array) -> int:
    """Fill the agenda of the stage that a call has entered; return how many acts it has."""
    key, stage, count = call.key, flow.states[call.state].stage, 0
    cause, in_need = call.cause, call.in_need
    if stage == _OPERATOR:
        return _with_operator(own, call, now, agenda)
    if stage == _SOUND:
        if drawn(key, _ANSWERS) < own.answers[cause]:
            count = _add(agenda, count, now + 1_000 + int(4_000 * drawn(key, _ANSWERS_AT)), _TAPS)
    elif stage == _RECORDING:
        return _in_recording(own, call, now, agenda)
    elif stage == _FIRST:
        passes = in_need or drawn(key, _FIRST_TAKES) < own.first_handler
        count = _add(agenda, count, now + 1_000, _FIRST_SPEAKS)
        count = _add(agenda, count, now + own.first_takes, _FIRST_PASSES if passes else _FIRST_ENDS)
    elif stage == _BACK:
        count = _add(agenda, count, now + own.reaction + 1_000, _TO_POLICE)
    elif stage == _HANDLER:
        count = _add(agenda, count, now + 500, _INTRODUCES)
        count = _add(agenda, count, now + 1_000, _HANDS_OVER)
        count = _add(agenda, count, now + 6_000, _LEAVES)
        count = _add(agenda, count, now + 8_000, _ASKS)
        count = _decided(own, key, in_need, now + 40_000, agenda, count)
        count = _add(agenda, count, now + 120_000, _CLEARS)
    elif stage in (_HELD, _CUT):
        doubt = call.heard and own.passes_on_doubt
        act = _ENDS
        if doubt:
            act = _TO_POLICE if stage == _HELD else _DETAILS
        count = _add(agenda, count, now + (30_000 if stage == _HELD else 2_000), act)
    elif stage == _HELD_H:
        count = _add(agenda, count, now + 50_000, _CLEARS)
    elif stage == DOWN:
        if call.rung_back == 0:
            call.rung_back = 1
            count = _add(agenda, count, now + 60_000, _RINGS)
        # Ringing leaves this stage; where the phone can't be rung, the decision follows at once.
        count = _decided(own, key, in_need, now + 61_000, agenda, count)
    elif stage == _RINGING and drawn(key, _BACK_RUNG) < own.ring_back:
        count = _add(agenda, count, now + 9_000, _LIFTS_CALLBACK)
    return count


@compiled
def _decided(own: Array, key: Any, in_need: int, at: int, agenda: Array, count: int) -> int:
    """Add the call handler's decision: a grade, officers or none, and the closing."""
    sent = own.sent_if_needed if in_need else own.sent_otherwise
    count = _add(agenda, count, at, _GRADES)
    if drawn(key, _SEND) < sent:
        count = _add(agenda, count, at + 5_000, _DEPLOYS)
    return _add(agenda, count, at + 60_000, _CLOSES)


@compiled
def _with_operator(own: Array, call: Array, now: int, agenda: Array) -> int:
    """Plan prompts, what the caller does meanwhile, and the operator's decision."""
    key, cause, count = call.key, call.cause, 0
    last = asked = own.prompts
    decided, act = now + own.prompt_at[last], _TO_POLICE
    hears = drawn(key, _HEARS) < own.voices[cause]
    if call.mobile:
        treatment = own.heard if hears else own.quiet
        given_up = not hears and drawn(key, _END_IT) < own.ended
        if treatment == _TO_END or given_up:
            act = _ENDS
        elif treatment == _TO_RECORDING:
            act = _SENDS
    if drawn(key, _MISTAKEN) < own.mistakes[cause]:
        says = now + own.prompt_at[1] - 500
        count, asked = _add(agenda, count, says, _SPEAKS), min(1, last)
        decided, act = says + SETTLES_MISTAKE, _MISTAKE
    if hears:
        heard_at = now + 1_000 + int(14_000 * drawn(key, _HEARS_AT))
        count = _add(agenda, count, heard_at, _VOICES)
        if own.heard == _AT_ONCE and heard_at + own.reaction < decided:
            decided, act = heard_at + own.reaction, _TO_POLICE
    if asked > own.asks_sound >= 0 and drawn(key, _ANSWERS) < own.answers[cause]:
        wait = own.prompt_at[own.asks_sound + 1] - own.prompt_at[own.asks_sound]
        taps = now + own.prompt_at[own.asks_sound] + int(wait * (0.5 + drawn(key, _ANSWERS_AT) / 2))
        count = _add(agenda, count, taps, _TAPS)
        # Heard in time, though acted on after the wait: the operator does not leave at a sound.
        if taps < decided:
            decided, act = taps + own.reaction, _TO_POLICE
    for place in range(asked):
        if now + own.prompt_at[place] < decided:
            count = _add(agenda, count, now + own.prompt_at[place], own.prompt[place])
    return _add(agenda, count, decided, act)


@compiled
def _in_recording(own: Array, call: Array, now: int, agenda: Array) -> int:
    """Plan 55, and a sound that the listening operator may act on."""
    key, count = call.key, 0
    aware = drawn(key, _AWARE) < own.aware
    presses = own.aware_press if aware else own.others_press
    request = earliest(call)
    if call.in_need and drawn(key, _PRESSES) < presses:
        if aware and drawn(key, _EARLY) < own.early:
            at = now + 500 + int(0.8 * (request - now) * drawn(key, _PRESS_AT))
        else:
            at = request + 1_500 + int(5_000 * drawn(key, _PRESS_AT))
        count = _add(agenda, count, at, _FIVE)
        count = _add(agenda, count, at + 300 + int(1_200 * drawn(key, _GAP)), _FIVE)
    if drawn(key, _SOUNDS) < own.sound_in_recording:
        at = now + int(20_000 * drawn(key, _SOUND_AT))
        count = _add(agenda, count, at, _TAPS)
        if drawn(key, _NOTICES) < own.notices:
            count = _add(agenda, count, at + own.notices_after, _TO_POLICE)
    return count


@compiled
def apply(flow: FlowArrays, call: Array, now: int, what: int) -> bool:
    """Apply an input to a call; return False if the flow rules it out."""
    state = call.state
    cell = flow.cells[state, what]
    following = cell.next
    if following < 0:
        return False
    if what >= FIRST_TIMER:
        call.timers[what - FIRST_TIMER] = NEVER
    if cell.start or cell.stop:
        for timer in range(TIMERS):
            if cell.start >> timer & 1:
                call.timers[timer] = now + flow.length[timer]
            elif cell.stop >> timer & 1:
                call.timers[timer] = NEVER
    if flow.states[following].stage != flow.states[state].stage or flow.states[following].ended:
        call.row = cell.row
    call.state = following
    return True


@compiled
def walk(flow: FlowArrays, own: Array, call: Array, now: int, agenda: Array, totals: Array) -> int:
    """Take a call on until it ends or needs a call handler; return that instant.

    An act at the instant of a deadline comes before the timer, as in the core.
    """
    count = _plan(flow, own, call, now, agenda)
    while not flow.states[call.state].ended:
        stage = flow.states[call.state].stage
        at, what, place = call.hangs_up, HANGS_UP, -1
        for other in range(count):
            if agenda[other, 0] < at:
                at, what, place = agenda[other, 0], agenda[other, 1], other
        for timer in range(TIMERS):
            if call.timers[timer] < at:
                at, what, place = call.timers[timer], FIRST_TIMER + timer, -1
        if at >= NEVER:
            break
        now = at
        if place >= 0:
            count -= 1
            agenda[place, 0], agenda[place, 1] = agenda[count, 0], agenda[count, 1]
        elif what == HANGS_UP:
            call.hangs_up = NEVER
        if not apply(flow, call, now, what):
            continue
        if what in (_VOICES, _TAPS):
            call.heard = 1 if what == _VOICES else 2
        elif what == _SPEAKS:
            # Words that are not settled when the line is lost leave the operator in doubt.
            call.heard = 3
            call.hangs_up = max(call.hangs_up, now + 2 * SETTLES_MISTAKE)
        elif what == _LIFTS_CALLBACK:
            call.hangs_up = now + exponential(call.key, _BACK_RUNG + 64, 120_000.0)
        moved = flow.states[call.state].stage
        if moved != stage:
            if moved in (_RECORDING, _SOUND):
                totals[IN_RECORDING] += 1
            elif moved == _ACCEPTED and what == _FIVE:
                totals[PRESSED] += 1
                call.heard = 3
            elif moved == _CONNECTING and stage == _OPERATOR and 0 < call.heard < 3:
                totals[HEARD_PASSED if call.heard == 1 else SOUND_PASSED] += 1
            if call.queued < 2 and moved in (_CONNECTING, _HELD_C, DOWN):
                return now
            count = _plan(flow, own, call, now, agenda)
    return now
