"""The flow: every legal move of a silent 999 call in the UK, as two tables.

**Two tables, one state.** `LINE` has the stages of the line: who is connected, held or lost.
`INCIDENT` has the stages of what the police have. Both read the same `CallState` and the same
inputs: a stimulus (an act of a role, reduced by `acts.stimulus_of`) or a timer that fires. An input
fires at most one row of each table. Both rows are chosen by the state before the input, so the
order of the tables never decides which row fires; then the line's changes apply first. An input
that only one table has in its alphabet leaves the other one where it is.

**Coupling.** The tables meet where an input is in both alphabets: the force answers, a lost call's
details arrive, and the grace time ends (`GRACE`: R-18 to R-22 and I-3 to I-6 have mirrored
conditions, so change them together). Incident rows also read whether the line is up and whether the
phone can be rung. The call ends when the line is at one of `line_ends`, or when it is `DOWN` and
the incident is at one of `incident_ends`.

**Timers** belong to machines (recording, exchange, network), never to people: reaction times are a
profile's. Rows start and stop them; `Call` holds the running ones, each at most once, so starting a
running timer restarts it. A timer survives a change of stage. A row that leaves a stage must stop
its timers, or they fire in a stage that has no row for them.

**One instant.** An act at the instant of a deadline comes before the timer: a timer fires strictly
after its instant. Two timers of one instant fire in the order of `Timer`. Acts of one instant come
in the order of submission. The flow events of one input are logged in this order: what was
recognised or had no effect, the new stage, recorded lines, timers started, the end of the call.

**What no row accepts.** For each stage, input and combination of conditions, exactly one row or one
`Impossible` of a table fits; a test enumerates them all, and a gap or overlap raises `BrokenFlow`.
`PHYSICS` is checked first, in every stage. If `PHYSICS` or either table rules an input out, `apply`
raises `NotPossible` with the reason and the call is unchanged: a submitted act is refused, a
planned act is skipped, and nothing is logged. If an act is possible but means nothing, a row
accepts it with `without_effect`, and the reason is logged. People decide, the flow permits: an
unwise act is a row, so that the debrief can discuss it. `Impossible` has only what equipment or
physics rules out.

**Limits.** The tables don't know who hears what (`hearing`), how long people take (`profile`), or
what words mean. Conditions read booleans and kinds, never times: a rule about a time needs a timer.

**Ids** are quoted by logs, debriefs and bug reports: D dialling, O operator, R recording, S
accepted signal, F first handler, B back with the operator, C connecting, H call handler, L landline
hold, X line lost, K callback, A anywhere, I incident. `because` has the codes of sources in
`simulator/content/data/sources.yaml`, or the word assumption with what is assumed.
"""

from dataclasses import replace

from simulator.core import table, terms
from simulator.core.profile import Switches
from simulator.core.stimuli import Stimulus
from simulator.core.table import Condition, callback_fails, plays, recognises, without_effect
from simulator.core.terms import IncidentStage as N
from simulator.core.terms import Intent, LineKind, LineStage, Outcome, Recognised, Timer

S = Stimulus
# --- conditions ----------------------------------------------------------------------------------

MOBILES = (LineKind.MOBILE, LineKind.WEARABLE)
"""Lines that the recording is used for: Silent Solution is for mobiles [N1 N2]."""


def _holds_handset(s: table.CallState, w: Switches) -> bool:
    return s.kind is LineKind.LANDLINE or (s.kind is LineKind.DIGITAL and w.digital_is_held)


def _if(name: str, reads: str, holds: table.Decider | None = None) -> Condition:
    """Return the condition that reads these fields; of one field alone, that it is true."""

    def is_true(s: table.CallState, w: Switches) -> bool:
        return bool(getattr(s if reads in table.CallState._fields else w, reads))

    return Condition(name, tuple(reads.split()), holds or is_true)


def _route(name: str, route: terms.Route) -> Condition:
    return _if(f"route: {name}", "route", lambda _, w: w.route is route)


# Conditions, groups and rows are read in columns and compared with each other.
# fmt: off
on_a_mobile = _if("on a mobile", "kind", lambda s, _: s.kind in MOBILES)
handset_held = _if("the exchange holds", "kind digital_is_held", _holds_handset)
exchange_powered = _if("on an analogue landline", "kind", lambda s, _: s.kind is LineKind.LANDLINE)
no_network = _if("no network", "coverage", lambda s, _: s.coverage is terms.Coverage.NONE)
can_ring = _if("can be rung", "can_ring_back")
first_five = _if("a first 5 is pending", "five_pending")
taken = _if("another person has the phone", "phone_taken")
operator_there = _if("the operator is on the line", "operator_on_line")
counts_now = _if("55 counts now", "asked counts_before_request",
    lambda s, w: s.asked or w.counts_before_request)
noise_passes = _if("noise passes", "noise_passes")
others_reset = _if("other keys reset", "other_digits_reset")
early_55 = _if("early 55 is relayed", "early_55_relayed")
early_55_counts = _if("an early 55 counts", "kind early_55_relayed",
    lambda s, w: w.early_55_relayed and s.kind in MOBILES)
sound_asked = _if("a sound was asked for", "asked")
asked_already = _if("55 was asked for", "asked")
asks_twice = _if("55 is asked for twice", "asks_twice")
sound_first = _if("a sound is asked for first", "sound_prompt_first")
informed = _if("the force is informed", "force_is_told")
to_force = _route("local force", terms.Route.LOCAL_FORCE)
to_first = _route("first handler", terms.Route.FIRST_HANDLER)
to_operator = _route("operator", terms.Route.OPERATOR)

# --- groups of stages and inputs -----------------------------------------------------------------

IDLE, DIALLED, OPERATOR = LineStage.IDLE, LineStage.DIALLED, LineStage.WITH_OPERATOR
SOUND, RECORDING, ACCEPTED = LineStage.SOUND_PROMPT, LineStage.RECORDING, LineStage.ACCEPTED
BACK, FIRST = LineStage.BACK_WITH_OPERATOR, LineStage.WITH_FIRST_HANDLER
CONNECTING, HANDLER = LineStage.CONNECTING_POLICE, LineStage.WITH_CALL_HANDLER
HELD, HELD_C = LineStage.HELD, LineStage.HELD_CONNECTING
HELD_H, CUT = LineStage.HELD_WITH_CALL_HANDLER, LineStage.CUT_OFF
RINGING, DOWN = LineStage.RINGING_BACK, LineStage.DOWN
LINE_ENDS = {
    LineStage.NOT_CONNECTED: Outcome.NOT_CONNECTED,
    LineStage.ABANDONED: Outcome.ABANDONED,
    LineStage.ENDED_BY_OPERATOR: Outcome.ENDED_BY_OPERATOR,
    LineStage.CONFIRMED_MISTAKE: Outcome.CONFIRMED_MISTAKE,
    LineStage.NO_RESPONSE_TO_RECORDING: Outcome.NO_RESPONSE_TO_RECORDING,
    LineStage.ENDED_BY_FIRST_HANDLER: Outcome.ENDED_BY_FIRST_HANDLER,
    LineStage.WITH_OTHER_SERVICE: Outcome.CONNECTED_TO_OTHER_SERVICE,
}
"""The outcome of each stage of the line that ends the call."""
ENDS = tuple(LINE_ENDS)
ON_HOOK = (HELD, HELD_C, HELD_H)
IN_RECORDED_SERVICE = (SOUND, RECORDING)
BEFORE_POLICE = (OPERATOR, SOUND, RECORDING, ACCEPTED, BACK, FIRST, CONNECTING)
IN_HAND = (DIALLED, *BEFORE_POLICE, HANDLER)
"""Stages at which the caller's phone is off the hook and in use."""
LINE_UP = (*IN_HAND, *ON_HOOK, RINGING)
LIVE = (*LINE_UP, CUT, DOWN)
DEAD = (CUT, DOWN)
OPERATORS_LINE = (*BEFORE_POLICE, HELD, HELD_C, CUT)
"""Stages at which the operator alone has the call, or listens to it."""
WITH_POLICE_LINE = (HANDLER, HELD_H)
OWN_NOTES = "assumption: an operator writes down what was heard, for the hand-over"
officers_sent = _if("officers were sent", "officers_sent")
line_up = _if("the line is up", "line", lambda s, _: s.line in LINE_UP)

SOUNDS = (S.CALLER_SPEAKS, S.CALLER_MAKES_SOUND)
KEYS = (S.CALLER_PRESSES_FIVE, S.CALLER_PRESSES_OTHER)
ROOM_NOISE = (S.ROOM_SOUNDS, S.ROOM_SPEAKS)
PUT_DOWN = (S.CALLER_HANGS_UP, S.ROOM_HANGS_UP)
LOST = (S.PHONE_DIES, S.LINE_FAILS)
PROMPTS = (S.OPERATOR_ASKS_SERVICE, S.OPERATOR_ASKS_WHICH, S.OPERATOR_ASKS_NUMBER,
    S.OPERATOR_ASKS_SOUND)
OPERATOR_VOICE = (*PROMPTS, S.OPERATOR_SPEAKS)
FIRST_ACTS = (S.FIRST_HANDLER_SPEAKS, S.FIRST_HANDLER_PASSES_ON, S.FIRST_HANDLER_ENDS)
HANDLER_VOICE = (S.HANDLER_INTRODUCES, S.HANDLER_OFFERS_WAYS, S.HANDLER_SETS_CODE, S.HANDLER_ASKS,
    S.HANDLER_SPEAKS)
HANDLER_DESK = (S.HANDLER_NOTES, S.HANDLER_THRIVES, S.HANDLER_READS_LOCATION, S.HANDLER_SEARCHES,
    S.HANDLER_BRINGS_IN, S.HANDLER_WITHHOLDS, S.HANDLER_DECIDES_AGAINST, S.HANDLER_TEXTS,
    S.HANDLER_TRACES)

OF_OFFICERS = (S.OFFICERS_ARRIVE, S.OFFICERS_RADIO, S.OFFICERS_SPEAK)

RECORDING_TIMERS = (Timer.REQUEST, Timer.INTERDIGIT, Timer.END, Timer.GRACE)
A_FIVE = {"five_pending": True}
NO_FIVE = {"five_pending": False}
FORGET_55 = {"five_pending": False, "asked": False}
LINE_GONE = {**FORGET_55, "operator_on_line": False, "phone_taken": False}
FLAT_BATTERY = {**LINE_GONE, "can_ring_back": False}
LINE_TIMERS = (*RECORDING_TIMERS, Timer.SOUND_PROMPT, Timer.TRANSFER, Timer.HOLD, Timer.RINGS_OUT)

R = table.Row[LineStage]
X = table.Impossible[LineStage]

# --- the line ------------------------------------------------------------------------------------

DIALLING = (
    R("D-1", "999 or 112 is dialled and rings at the operator.", (IDLE,), (S.CALLER_DIALS,),
      (~no_network,), DIALLED, because="G1"),
    R("D-2", "No network, or no SIM: the call reaches nobody.", (IDLE,), (S.CALLER_DIALS,),
      (no_network,), LineStage.NOT_CONNECTED, because="B12 B14 B15"),
    R("D-3", "The operator answers; the target is 95 in 100 within 5 s.", (DIALLED,),
      (S.OPERATOR_ANSWERS,), (), OPERATOR, because="G1 G5 G6 B3"),
    R("D-4", "The caller clears before the operator answers.", (DIALLED,), (*PUT_DOWN, *LOST), (),
      LineStage.ABANDONED, LINE_GONE, because="P15 N16"),
    R("D-5", "Sounds and keys before the operator answers: nobody hears them.", (DIALLED,),
      (*SOUNDS, *KEYS, *ROOM_NOISE), so=(without_effect("nobody has answered yet"),),
      because="assumption: nothing is heard before the answer"),
)

WITH_OPERATOR = (
    R("O-1", "First prompt: which service.", (OPERATOR,), (S.OPERATOR_ASKS_SERVICE,),
      because="G1 P4 N6"),
    R("O-2", "Second prompt: fire, police or ambulance.", (OPERATOR,), (S.OPERATOR_ASKS_WHICH,),
      because="P4 N6"),
    R("O-3", "Third prompt: what was dialled; the line cannot be released unheard.", (OPERATOR,),
      (S.OPERATOR_ASKS_NUMBER,), because="P4 N6 W10"),
    R("O-4", "Fourth prompt: tap, cough or make a noise.", (OPERATOR,), (S.OPERATOR_ASKS_SOUND,),
      (), None, {"asked": True}, because="P4 N6 G2"),
    R("O-5", "The operator says something else.", (OPERATOR,), (S.OPERATOR_SPEAKS,),
      because="assumption: operators may ask again in other words"),
    R("O-6", "The caller speaks or whispers: the operator hears it and decides.", (OPERATOR,),
      (S.CALLER_SPEAKS,), because="N1 P2"),
    R("O-7", "A cough, a tap or another sound: the operator hears it and decides.", (OPERATOR,),
      (S.CALLER_MAKES_SOUND,), because="P1 P4 G2"),
    R("O-8", "A 5 before a sound is asked for: a tone, and the operator cannot tell which key.",
      (OPERATOR,), (S.CALLER_PRESSES_FIVE,), (~early_55, ~sound_asked),
      so=(without_effect("the operator hears a key tone and cannot tell which key"),),
      because="P1"),
    R("O-9", "Another key before a sound is asked for: a tone to the operator.", (OPERATOR,),
      (S.CALLER_PRESSES_OTHER,), (~first_five, ~sound_asked),
      so=(without_effect("the operator hears a key tone and cannot tell which key"),),
      because="P1"),
    R("O-23", "A 5 in answer to the request for a sound: a sound; the operator hears it and "
      "decides.", (OPERATOR,), (S.CALLER_PRESSES_FIVE,), (~early_55_counts, sound_asked),
      because="P1 P4"),
    R("O-24", "Another key in answer to the request for a sound: a sound; the operator hears it "
      "and decides.", (OPERATOR,), (S.CALLER_PRESSES_OTHER,), (~first_five, sound_asked),
      because="P1 P4"),
    R("O-10", "A first 5 to the operator, where an early 55 is detected.", (OPERATOR,),
      (S.CALLER_PRESSES_FIVE,), (early_55, on_a_mobile, ~first_five), None, A_FIVE,
      start=(Timer.INTERDIGIT,), because="N7 N32 F5"),
    R("O-11", "The second 5 to the operator: detected and passed to police.", (OPERATOR,),
      (S.CALLER_PRESSES_FIVE,), (early_55, on_a_mobile, first_five), CONNECTING, FORGET_55,
      (recognises(Recognised.EARLY_FIFTY_FIVE),), stop=(Timer.INTERDIGIT,), because="N7 N32 F5"),
    R("O-12", "A 5 on a fixed line, where an early 55 is detected on mobiles: a tone.",
      (OPERATOR,), (S.CALLER_PRESSES_FIVE,), (early_55, ~on_a_mobile, ~sound_asked),
      so=(without_effect("55 means nothing on a fixed line"),), because="N5 W1"),
    R("O-13", "Another key makes the first early 5 void.", (OPERATOR,), (S.CALLER_PRESSES_OTHER,),
      (first_five, others_reset), None, NO_FIVE,
      (without_effect("another key came between the two 5s"),), stop=(Timer.INTERDIGIT,),
      because="assumption: Q7"),
    R("O-14", "Another key between the early 5s, where it does not matter.", (OPERATOR,),
      (S.CALLER_PRESSES_OTHER,), (first_five, ~others_reset),
      so=(without_effect("the operator hears a key tone and cannot tell which key"),),
      because="assumption: Q7"),
    R("O-15", "No second early 5 came in time.", (OPERATOR,), (Timer.INTERDIGIT,), (), None,
      NO_FIVE, (without_effect("one 5 alone is not 55"),), because="assumption: Q7"),
    R("O-16", "Voices, an argument, crying, or weaker sounds behind: the operator hears them.",
      (OPERATOR,), ROOM_NOISE, because="P1 P7 H7 G2"),
    R("O-17", "The operator connects the caller to police.", (OPERATOR,),
      (S.OPERATOR_CONNECTS_POLICE,), (), CONNECTING, FORGET_55, stop=(Timer.INTERDIGIT,),
      because="P1 P2 P5 P7 N5"),
    R("O-18", "The operator connects ambulance, fire or coastguard.", (OPERATOR,),
      (S.OPERATOR_CONNECTS_OTHER,), (), LineStage.WITH_OTHER_SERVICE, LINE_GONE,
      stop=(Timer.INTERDIGIT,), because="G1 B18"),
    R("O-19", "Still undecided: a mobile call goes to the recording.", (OPERATOR,),
      (S.OPERATOR_SENDS,), (on_a_mobile, ~sound_first), RECORDING, FORGET_55,
      (plays(Intent.RECORDING_OPENS),), (Timer.REQUEST, Timer.END), (Timer.INTERDIGIT,),
      because="P2 N1 N2 N3"),
    R("O-20", "Still undecided: a mobile call goes to a service that asks for a sound first.",
      (OPERATOR,), (S.OPERATOR_SENDS,), (on_a_mobile, sound_first), SOUND, FORGET_55,
      (plays(Intent.RECORDING_ASKS_FOR_SOUND),), (Timer.SOUND_PROMPT,), (Timer.INTERDIGIT,),
      because="N9 N34"),
    R("O-21", "A confirmed mistake: the operator ends the call.", (OPERATOR, *IN_RECORDED_SERVICE,
      BACK, CONNECTING, HELD, HELD_C, CUT), (S.OPERATOR_ENDS_MISTAKE,), (),
      LineStage.CONFIRMED_MISTAKE, LINE_GONE, stop=LINE_TIMERS, because="P4 N6"),
    R("O-22", "The operator ends the call for another reason.", (OPERATOR, *IN_RECORDED_SERVICE,
      BACK, CONNECTING, HELD, HELD_C), (S.OPERATOR_ENDS,), (), LineStage.ENDED_BY_OPERATOR,
      LINE_GONE, stop=LINE_TIMERS, because="G2 N3"),
    R("O-25", "The operator writes a note of their own: it moves nothing.", OPERATORS_LINE,
      (S.OPERATOR_NOTES,), because=OWN_NOTES),
)

IN_RECORDING = (
    R("R-1", "The recorded service hears a sound, a key or speech while it asks for one.",
      (SOUND,), (*SOUNDS, *KEYS), (), ACCEPTED, FORGET_55, (recognises(Recognised.NOISE),),
      (Timer.TRANSFER,), (Timer.SOUND_PROMPT,), because="N9"),
    R("R-2", "No sound came: the recording goes on to ask for 55.", (SOUND,),
      (Timer.SOUND_PROMPT,), (), RECORDING, FORGET_55, (plays(Intent.RECORDING_OPENS),),
      (Timer.REQUEST, Timer.END), because="N9"),
    R("R-3", "The recording asks for 55.", (RECORDING,), (Timer.REQUEST,), (~asks_twice,), None,
      {"asked": True}, (plays(Intent.RECORDING_ASKS_FOR_55),), because="P2 N1 N2; when: Q5"),
    R("R-25", "The recording asks for 55 for the first of two times.", (RECORDING,),
      (Timer.REQUEST,), (asks_twice, ~asked_already), None, {"asked": True},
      (plays(Intent.RECORDING_ASKS_FOR_55),), start=(Timer.REQUEST,),
      because="G18; how often: assumption Q5"),
    R("R-26", "The recording asks for 55 once more.", (RECORDING,), (Timer.REQUEST,),
      (asks_twice, asked_already), so=(plays(Intent.RECORDING_ASKS_FOR_55),),
      because="assumption: Q5"),
    R("R-4", "A first 5 in the window: a second one must follow.", (RECORDING,),
      (S.CALLER_PRESSES_FIVE,), (counts_now, ~first_five), None, A_FIVE, start=(Timer.INTERDIGIT,),
      because="P2 N1 N8; gap: assumption Q7"),
    R("R-5", "The second 5: 55 is recognised.", (RECORDING,), (S.CALLER_PRESSES_FIVE,),
      (counts_now, first_five), ACCEPTED, FORGET_55, (recognises(Recognised.FIFTY_FIVE),),
      (Timer.TRANSFER,), RECORDING_TIMERS, because="P2 N1 F1"),
    R("R-6", "A 5 before the recording asks, where that does not count yet.", (RECORDING,),
      (S.CALLER_PRESSES_FIVE,), (~counts_now, ~noise_passes),
      so=(without_effect("the recording has not asked for 55 yet"),), because="F2 F3 P4; Q6"),
    R("R-7", "A 5 that does not count as a digit counts as a noise.", (RECORDING,),
      (S.CALLER_PRESSES_FIVE,), (~counts_now, noise_passes), ACCEPTED, FORGET_55,
      (recognises(Recognised.NOISE),), (Timer.TRANSFER,), RECORDING_TIMERS, because="P1"),
    R("R-8", "Another key counts as a noise.", (RECORDING,), (S.CALLER_PRESSES_OTHER,),
      (noise_passes,), ACCEPTED, FORGET_55, (recognises(Recognised.NOISE),), (Timer.TRANSFER,),
      RECORDING_TIMERS, because="P1"),
    R("R-9", "Another key between the two 5s makes the first one void.", (RECORDING,),
      (S.CALLER_PRESSES_OTHER,), (~noise_passes, first_five, others_reset), None, NO_FIVE,
      (without_effect("another key came between the two 5s"),), stop=(Timer.INTERDIGIT,),
      because="assumption: Q7"),
    R("R-10", "Another key between the two 5s, where it does not matter.", (RECORDING,),
      (S.CALLER_PRESSES_OTHER,), (~noise_passes, first_five, ~others_reset),
      so=(without_effect("only 5 means something here"),), because="assumption: Q7"),
    R("R-11", "Another key alone.", (RECORDING,), (S.CALLER_PRESSES_OTHER,), (~noise_passes,
      ~first_five), so=(without_effect("only 55 is asked for"),), because="N8 P6"),
    R("R-12", "A tap, a cough or speech is enough, where noise passes.", (RECORDING,), SOUNDS,
      (noise_passes,), ACCEPTED, FORGET_55, (recognises(Recognised.NOISE),), (Timer.TRANSFER,),
      RECORDING_TIMERS, because="P1 P25 W9 N8"),
    R("R-13", "A tap, a cough or speech isn't enough; the operator hears it.",
      (RECORDING,), SOUNDS, (~noise_passes,),
      so=(without_effect("the recording waits for 55; the listening operator may act on it"),),
      because="N1 P2"),
    R("R-14", "Sounds around the caller: the operator is listening.", IN_RECORDED_SERVICE,
      ROOM_NOISE, because="P2 N1 P1"),
    R("R-15", "One 5 alone counts as a noise, where noise passes.", (RECORDING,),
      (Timer.INTERDIGIT,), (noise_passes,), ACCEPTED, FORGET_55, (recognises(Recognised.NOISE),),
      (Timer.TRANSFER,), RECORDING_TIMERS, because="P1; assumption Q8"),
    R("R-16", "One 5 alone is not 55.", (RECORDING,), (Timer.INTERDIGIT,), (~noise_passes,), None,
      NO_FIVE, (without_effect("one 5 alone is not 55"),), because="N8 P6; assumption Q7"),
    R("R-17", "The recording has been played; a late answer still counts for a moment.",
      (RECORDING,), (Timer.END,), start=(Timer.GRACE,), because="P2 N1 N2; grace: assumption Q6"),
    R("R-18", "Nothing by the end: the call ends.", (RECORDING,), (Timer.GRACE,), (~informed,
      ~noise_passes), LineStage.NO_RESPONSE_TO_RECORDING, LINE_GONE, stop=RECORDING_TIMERS,
      because="P1 P2 N1 N2 N4b"),
    R("R-19", "Nothing by the end, not even noise: it ends.", (RECORDING,),
      (Timer.GRACE,), (~informed, noise_passes, ~first_five), LineStage.NO_RESPONSE_TO_RECORDING,
      LINE_GONE, stop=RECORDING_TIMERS, because="P1"),
    R("R-20", "One 5 at the very end counts as a noise, where noise passes.", (RECORDING,),
      (Timer.GRACE,), (noise_passes, first_five), ACCEPTED, FORGET_55,
      (recognises(Recognised.NOISE),), (Timer.TRANSFER,), RECORDING_TIMERS,
      because="P1; assumption Q8"),
    R("R-21", "Nothing by the end, where the force is informed.", (RECORDING,), (Timer.GRACE,),
      (informed, ~noise_passes), DOWN, LINE_GONE, stop=RECORDING_TIMERS,
      because="assumption: Q11"),
    R("R-22", "Nothing by the end, not even noise, where the force is informed.", (RECORDING,),
      (Timer.GRACE,), (informed, noise_passes, ~first_five), DOWN, LINE_GONE,
      stop=RECORDING_TIMERS, because="assumption: Q11"),
    R("R-23", "The listening operator takes the caller to police.", IN_RECORDED_SERVICE,
      (S.OPERATOR_CONNECTS_POLICE,), (), CONNECTING, FORGET_55, stop=(*RECORDING_TIMERS,
      Timer.SOUND_PROMPT), because="P1 P2 N1 N8"),
    R("R-24", "The listening operator connects another service.", IN_RECORDED_SERVICE,
      (S.OPERATOR_CONNECTS_OTHER,), (), LineStage.WITH_OTHER_SERVICE, LINE_GONE,
      stop=(*RECORDING_TIMERS, Timer.SOUND_PROMPT), because="assumption: the operator listens"),
)

AFTER_SIGNAL = (
    R("S-1", "The operator was notified and transfers to the local force.", (ACCEPTED,),
      (Timer.TRANSFER,), (to_force,), CONNECTING, because="P2 N1"),
    R("S-2", "Met staff question the caller first.", (ACCEPTED,), (Timer.TRANSFER,), (to_first,),
      FIRST, because="P7"),
    R("S-3", "The caller is back with the original operator.", (ACCEPTED,), (Timer.TRANSFER,),
      (to_operator,), BACK, because="P6 N35"),
    R("S-4", "Sounds and keys during the transfer change nothing.", (ACCEPTED,), (*SOUNDS,
      *KEYS, *ROOM_NOISE), because="assumption: a brief gap"),
    R("F-1", "The first handler speaks to the caller.", (FIRST,), (S.FIRST_HANDLER_SPEAKS,),
      because="P7"),
    R("F-2", "The caller answers, or the room is heard.", (FIRST,), (*SOUNDS, *KEYS, *ROOM_NOISE),
      because="P7"),
    R("F-3", "Taken for a call for help and tied to an area: passed to the local force.", (FIRST,),
      (S.FIRST_HANDLER_PASSES_ON,), (), CONNECTING, because="P7"),
    R("F-4", "Not taken for a call for help: the first handler ends the call.", (FIRST,),
      (S.FIRST_HANDLER_ENDS,), (), LineStage.ENDED_BY_FIRST_HANDLER, LINE_GONE, because="P7"),
    R("B-1", "The operator speaks to the caller who pressed 55.", (BACK,), OPERATOR_VOICE,
      because="P6"),
    R("B-2", "The caller is heard by the operator again.", (BACK,), (*SOUNDS, *KEYS, *ROOM_NOISE),
      because="P6"),
    R("B-3", "The operator connects the caller who pressed 55 to police.", (BACK,),
      (S.OPERATOR_CONNECTS_POLICE,), (), CONNECTING, because="P6"),
    R("B-4", "The operator connects another service.", (BACK,), (S.OPERATOR_CONNECTS_OTHER,), (),
      LineStage.WITH_OTHER_SERVICE, LINE_GONE, because="P6 G1"),
)

WITH_POLICE = (
    R("C-1", "The force answers; the target is 90 in 100 within 10 s.", (CONNECTING,),
      (S.HANDLER_ANSWERS,), (), HANDLER, {"operator_on_line": True}, because="G8 G9"),
    R("C-2", "The operator speaks while the force's phone rings.", (CONNECTING,), OPERATOR_VOICE,
      because="assumption: the operator may reassure the caller"),
    R("C-3", "The operator prepares to pass on what was established.", (CONNECTING, HELD_C),
      (S.OPERATOR_HANDS_OVER,), because="P5"),
    R("C-4", "The caller or the room is heard by the operator while it rings.", (CONNECTING,),
      (*SOUNDS, *KEYS, *ROOM_NOISE), because="P2 N1"),
    R("H-1", "The call handler says that this is the police.", (HANDLER,), (S.HANDLER_INTRODUCES,),
      because="P1"),
    R("H-2", "The call handler names ways to answer.", (HANDLER,), (S.HANDLER_OFFERS_WAYS,),
      because="P1 P2 P5"),
    R("H-3", "The call handler states a yes/no code: none is national.", (HANDLER,),
      (S.HANDLER_SETS_CODE,), because="N7 K1 K2 K3; Q16"),
    R("H-4", "The call handler asks a question.", (HANDLER,), (S.HANDLER_ASKS,),
      because="P2 P5 P6 F1"),
    R("H-5", "The call handler says something else.", (HANDLER,), (S.HANDLER_SPEAKS,),
      because="P1 H1"),
    R("H-6", "The caller speaks or makes a sound: heard by the call handler.", (HANDLER,), SOUNDS,
      because="N1 P1 P2 P4"),
    R("H-7", "A key: the call handler hears a tone, not which key.", (HANDLER,), KEYS,
      because="P1; assumption: no UK source says that digits are seen"),
    R("H-8", "The room is heard by the call handler.", (HANDLER,), ROOM_NOISE, because="H1 H7"),
    R("H-9", "The operator says what was heard so far.", (HANDLER, HELD_H),
      (S.OPERATOR_HANDS_OVER,), (operator_there,), because="P5"),
    R("H-10", "The operator speaks while still on the line.", (HANDLER, HELD_H), OPERATOR_VOICE,
      (operator_there,), because="assumption: Q13"),
    R("H-11", "The operator leaves the call to police.", (HANDLER, HELD_H), (S.OPERATOR_LEAVES,),
      (operator_there,), None, {"operator_on_line": False}, because="assumption: Q13"),
    R("H-14", "The operator, still on the line, writes a note of their own.", WITH_POLICE_LINE,
      (S.OPERATOR_NOTES,), (operator_there,), because=OWN_NOTES),
    R("H-12", "The call handler ends the connection.", (HANDLER, HELD_H), (S.HANDLER_CLEARS,), (),
      DOWN, LINE_GONE, stop=(Timer.HOLD,), because="H1 K3"),
    R("H-13", "Officers who are with the caller speak into the caller's phone.", (HANDLER,),
      (S.OFFICERS_SPEAK,), because="assumption: an officer can take the phone, or speak near it"),
)

NO_POWER = "assumption: a line loses its power; B13 B16 ask for an hour of 999 in a power cut"

ON_A_LANDLINE = (
    R("L-1", "The handset is put down: the exchange may hold an analogue line for 45 s; those end "
      "by 31 January 2027.", (OPERATOR,), PUT_DOWN, (handset_held,), HELD, LINE_GONE,
      start=(Timer.HOLD,), stop=(Timer.INTERDIGIT,), because="N5 W1 P17 B22 B23"),
    R("L-2", "Put down while the force's phone rings.", (CONNECTING,), PUT_DOWN, (handset_held,),
      HELD_C, LINE_GONE, start=(Timer.HOLD,), because="N5 W1 P17"),
    R("L-3", "Put down while the call handler is there.", (HANDLER,), PUT_DOWN, (handset_held,),
      HELD_H, {"phone_taken": False}, start=(Timer.HOLD,), because="N5 W1 P17"),
    R("L-4", "Lifted again within the hold: back with the operator.", (HELD,), (S.CALLER_LIFTS,),
      (), OPERATOR, stop=(Timer.HOLD,), because="N5 W1 P17"),
    R("L-5", "Lifted again while the force's phone rings.", (HELD_C,), (S.CALLER_LIFTS,), (),
      CONNECTING, stop=(Timer.HOLD,), because="N5 W1 P17"),
    R("L-6", "Lifted again: the call handler is there.", (HELD_H,), (S.CALLER_LIFTS,), (), HANDLER,
      stop=(Timer.HOLD,), because="N5 W1 P17"),
    R("L-7", "The hold ends before police had the call.", (HELD, HELD_C), (Timer.HOLD,), (), CUT,
      LINE_GONE, because="N5 W1 P17"),
    R("L-8", "The hold ends; police have the incident.", (HELD_H,), (Timer.HOLD,), (), DOWN,
      LINE_GONE, because="N5 W1 P17"),
    R("L-9", "The operator connects the held line to police: doubt is enough.", (HELD,),
      (S.OPERATOR_CONNECTS_POLICE,), (), HELD_C, because="N5 W1"),
    R("L-10", "The operator connects the held line to another service.", (HELD,),
      (S.OPERATOR_CONNECTS_OTHER,), (), LineStage.WITH_OTHER_SERVICE, LINE_GONE,
      stop=(Timer.HOLD,), because="assumption: as with an open line"),
    R("L-11", "The force answers a held line.", (HELD_C,), (S.HANDLER_ANSWERS,), (), HELD_H,
      {"operator_on_line": True}, because="N5 W1"),
    R("L-12", "The operator speaks while the handset is down: nobody hears it.", (HELD, HELD_C),
      OPERATOR_VOICE, so=(without_effect("the handset is down"),),
      because="assumption: nothing carries while the handset is down"),
    R("L-13", "The call handler speaks while the handset is down.", (HELD_H,),
      HANDLER_VOICE, so=(without_effect("the handset is down"),),
      because="assumption: nothing carries while the handset is down"),
    R("L-14", "Sounds in the room while the handset is down reach nobody.", ON_HOOK, ROOM_NOISE,
      because="assumption: nothing carries while the handset is down"),
    R("L-15", "A held line fails before police had it.", (HELD, HELD_C), (S.LINE_FAILS,), (), CUT,
      LINE_GONE, stop=(Timer.HOLD,), because="assumption: a line can fail at any moment"),
    R("L-16", "A held line fails; police have the incident.", (HELD_H,), (S.LINE_FAILS,), (),
      DOWN, LINE_GONE, stop=(Timer.HOLD,), because="assumption: a line can fail at any moment"),
    R("L-17", "A held digital line loses its power before police had it.", (HELD, HELD_C),
      (S.PHONE_DIES,), (), CUT, FLAT_BATTERY, stop=(Timer.HOLD,), because=NO_POWER),
    R("L-18", "A held digital line loses its power; police have the incident.", (HELD_H,),
      (S.PHONE_DIES,), (), DOWN, FLAT_BATTERY, stop=(Timer.HOLD,), because=NO_POWER),
)

LINE_LOST = (
    R("X-1", "The caller hangs up on a line that isn't held.", (OPERATOR, CONNECTING),
      PUT_DOWN, (~handset_held,), CUT, LINE_GONE, stop=(Timer.INTERDIGIT,), because="P15 N16"),
    R("X-2", "Hung up during the recorded service, the transfer or the first questions.", (SOUND,
      RECORDING, ACCEPTED, BACK, FIRST), PUT_DOWN, (), CUT, LINE_GONE, stop=LINE_TIMERS,
      because="P15 N16"),
    R("X-3", "The phone loses its power before police had the call.", BEFORE_POLICE,
      (S.PHONE_DIES,), (), CUT, FLAT_BATTERY, stop=LINE_TIMERS, because="B2; assumption Q15"),
    R("X-4", "The signal, the line or the transfer fails before police had the call.",
      BEFORE_POLICE, (S.LINE_FAILS,), (), CUT, LINE_GONE, stop=LINE_TIMERS,
      because="G24; assumption Q15"),
    R("X-5", "The caller hangs up; police have the incident.", (HANDLER,), PUT_DOWN,
      (~handset_held,), DOWN, LINE_GONE, because="H1"),
    R("X-6", "The phone loses its power; police have the incident.", (HANDLER,), (S.PHONE_DIES,),
      (), DOWN, FLAT_BATTERY, because="H1 B2"),
    R("X-7", "The signal or the line fails; police have the incident.", (HANDLER,),
      (S.LINE_FAILS,), (), DOWN, LINE_GONE, because="H1"),
    R("X-8", "The operator passes the lost call's number and data to the force.", (CUT,),
      (S.OPERATOR_PASSES_DETAILS,), (), DOWN, because="P15 P16 O1; assumption Q15"),
    R("X-9", "The operator ends it: no force is informed.", (CUT,), (S.OPERATOR_ENDS,), (),
      LineStage.ABANDONED, because="N25 N26; assumption Q15"),
    R("X-10", "Sounds and keys on a dead line reach nobody.", DEAD, (*SOUNDS, *KEYS, *ROOM_NOISE),
      so=(without_effect("the line is dead"),),
      because="assumption: nothing carries on a dead line"),
)

CALLBACK = (
    R("K-1", "The call handler rings the number.", (DOWN,), (S.HANDLER_CALLS_BACK,), (can_ring,),
      RINGING, start=(Timer.RINGS_OUT,), because="N11 P15"),
    R("K-2", "A phone in limited service or without power cannot be rung.", (DOWN,),
      (S.HANDLER_CALLS_BACK,), (~can_ring,), so=(callback_fails("the phone cannot be rung"),),
      because="B14 B2"),
    R("K-3", "The caller answers: a new leg of the same incident.", (RINGING,),
      (S.CALLER_ANSWERS,), (), HANDLER, stop=(Timer.RINGS_OUT,), because="N11 P15 K6"),
    R("K-4", "Another person answers.", (RINGING,), (S.ROOM_ANSWERS,), (), HANDLER, {"phone_taken":
      True}, stop=(Timer.RINGS_OUT,), because="assumption: a person near the phone can answer it"),
    R("K-5", "Nobody answers.", (RINGING,), (Timer.RINGS_OUT,), (), DOWN,
      so=(callback_fails("nobody answered"),), because="P15 P16"),
    R("K-6", "The ringing is refused.", (RINGING,), PUT_DOWN, (), DOWN,
      so=(callback_fails("the call was refused"),), stop=(Timer.RINGS_OUT,),
      because="assumption: a phone can refuse a call"),
    R("K-7", "The call handler stops ringing.", (RINGING,), (S.HANDLER_CLEARS,), (), DOWN,
      stop=(Timer.RINGS_OUT,), because="I3"),
    R("K-8", "The phone loses its power while it rings.", (RINGING,), (S.PHONE_DIES,), (), DOWN,
      {"can_ring_back": False}, (callback_fails("the phone went dead"),), stop=(Timer.RINGS_OUT,),
      because="B2"),
    R("K-9", "The signal fails while it rings.", (RINGING,), (S.LINE_FAILS,), (), DOWN,
      so=(callback_fails("the line failed"),), stop=(Timer.RINGS_OUT,),
      because="assumption: a line can fail at any moment"),
    R("K-10", "Sounds and keys while the phone rings reach nobody.", (RINGING,), (*SOUNDS, *KEYS,
      *ROOM_NOISE), because="assumption: nothing carries before an answer"),
    R("K-11", "The phone loses its power when the line is already down: ringing is out.", (DOWN,),
      (S.PHONE_DIES,), (), None, {"can_ring_back": False}, because="B2"),
    R("K-12", "The signal fails when the line is already down.", DEAD, (S.LINE_FAILS,),
      because="assumption: a line can fail at any moment"),
    R("K-13", "The phone loses its power before the operator has dealt with a lost call.", (CUT,),
      (S.PHONE_DIES,), (), None, {"can_ring_back": False}, because="B2"),
)

ANYWHERE = (
    R("A-1", "The caller chooses to stay silent.", LIVE, (S.CALLER_STAYS_SILENT,),
      because="N5 P12"),
    R("A-2", "An utterance ends.", LIVE, (S.SPEECH_ENDS,), because="assumption: speech takes time"),
    R("A-3", "Location data arrives.", LIVE, (S.LOCATION_ARRIVES,), because="G10 B1 B2 B4 B5 B8"),
    R("A-4", "Another person takes the phone.", IN_HAND, (S.ROOM_TAKES_PHONE,), (~taken,), None,
      {"phone_taken": True}, because="I5"),
    R("A-5", "The caller has the phone again.", IN_HAND, (S.ROOM_GIVES_BACK,), (taken,), None,
      {"phone_taken": False}, because="assumption: a phone can be handed back"),
)

LINE_ROWS = (*DIALLING, *WITH_OPERATOR, *IN_RECORDING, *AFTER_SIGNAL, *WITH_POLICE, *ON_A_LANDLINE,
    *LINE_LOST, *CALLBACK, *ANYWHERE)
LINE_STIMULI = tuple(dict.fromkeys(each for row in LINE_ROWS for each in row.on))


def _not(*these: LineStage) -> tuple[LineStage, ...]:
    """Every stage of a call in progress except these."""
    return tuple(stage for stage in LIVE if stage not in these)


CONNECTS = (S.OPERATOR_CONNECTS_POLICE, S.OPERATOR_CONNECTS_OTHER)
CONNECTABLE = (OPERATOR, *IN_RECORDED_SERVICE, BACK, HELD)
ENDABLE = (*CONNECTABLE, CONNECTING, HELD_C, CUT)

NOT_ON_THE_LINE = (
    X("nothing has been dialled", (IDLE,), tuple(c for c in LINE_STIMULI if c is not
      S.CALLER_DIALS)),
    X("a call is already being made", LIVE, (S.CALLER_DIALS,)),
    X("the handset is down", ON_HOOK, (*SOUNDS, *KEYS, *PUT_DOWN)),
    X("the line is dead already", DEAD, PUT_DOWN),
    X("the handset is not on hold", _not(*ON_HOOK), (S.CALLER_LIFTS,)),
    X("the phone is not ringing", _not(RINGING), (S.CALLER_ANSWERS, S.ROOM_ANSWERS)),
    X("the phone is not in use", _not(*IN_HAND), (S.ROOM_TAKES_PHONE, S.ROOM_GIVES_BACK)),
    X("another person has it already", IN_HAND, (S.ROOM_TAKES_PHONE,), (taken,)),
    X("the caller has it", IN_HAND, (S.ROOM_GIVES_BACK,), (~taken,)),
    X("no call is waiting for the operator", _not(DIALLED), (S.OPERATOR_ANSWERS,)),
    X("the operator has not answered", (DIALLED,), (*OPERATOR_VOICE, S.OPERATOR_NOTES)),
    X("while the recording plays the operator can only listen", IN_RECORDED_SERVICE,
      OPERATOR_VOICE),
    X("the transfer is being made", (ACCEPTED,), OPERATOR_VOICE),
    X("the first handler has the call; the operator listens", (FIRST,), OPERATOR_VOICE),
    X("the line is gone", (CUT, DOWN, RINGING), OPERATOR_VOICE),
    X("the operator no longer has the call", (DOWN, RINGING), (S.OPERATOR_NOTES,)),
    X("the operator has left the call", WITH_POLICE_LINE, (*OPERATOR_VOICE, S.OPERATOR_HANDS_OVER,
      S.OPERATOR_LEAVES, S.OPERATOR_NOTES), (~operator_there,)),
    X("the operator cannot connect the call now", _not(*CONNECTABLE), CONNECTS),
    X("a fixed line is never sent to the recording", (OPERATOR,), (S.OPERATOR_SENDS,),
      (~on_a_mobile,)),
    X("the operator cannot send the call now", _not(OPERATOR), (S.OPERATOR_SENDS,)),
    X("the operator cannot end the call now", _not(*ENDABLE), (S.OPERATOR_ENDS,
      S.OPERATOR_ENDS_MISTAKE)),
    X("police are not being connected", _not(CONNECTING, HELD_C, *WITH_POLICE_LINE),
      (S.OPERATOR_HANDS_OVER,)),
    X("the line has not been lost", _not(CUT), (S.OPERATOR_PASSES_DETAILS,)),
    X("police do not have the line", _not(*WITH_POLICE_LINE), (S.OPERATOR_LEAVES,)),
    X("the first handler does not have the call", _not(FIRST), FIRST_ACTS),
    X("the force's phone is not ringing", _not(CONNECTING, HELD_C), (S.HANDLER_ANSWERS,)),
    X("the call handler does not have the line", _not(*WITH_POLICE_LINE), HANDLER_VOICE),
    X("the caller's phone is not connected to the call handler", _not(HANDLER),
      (S.OFFICERS_SPEAK,)),
    X("there is nothing to end", _not(*WITH_POLICE_LINE, RINGING), (S.HANDLER_CLEARS,)),
    X("there is no lost line to ring back", _not(DOWN), (S.HANDLER_CALLS_BACK,)),
    X("this timer does not run now", _not(OPERATOR, RECORDING), (Timer.INTERDIGIT,)),
    X("this timer does not run now", _not(SOUND), (Timer.SOUND_PROMPT,)),
    X("this timer does not run now", _not(RECORDING), (Timer.REQUEST, Timer.END, Timer.GRACE)),
    X("this timer does not run now", _not(ACCEPTED), (Timer.TRANSFER,)),
    X("this timer does not run now", _not(*ON_HOOK), (Timer.HOLD,)),
    X("this timer does not run now", _not(RINGING), (Timer.RINGS_OUT,)),
)

LINE = table.Table("line", LINE_ROWS, NOT_ON_THE_LINE)

# --- the incident --------------------------------------------------------------------------------

NONE, OPEN, GRADED, DEPLOYED = N.NONE, N.OPEN, N.GRADED, N.DEPLOYED
OFFERED, ELSEWHERE = N.HANDING_OVER, N.WITH_OTHER_FORCE
CLOSED, CLOSED_D = N.CLOSED_WITHOUT_DEPLOYMENT, N.CLOSED_AFTER_DEPLOYMENT
LEFT = N.LEFT_OPEN
AT_WORK = (OPEN, GRADED, DEPLOYED, OFFERED)
KNOWN = (*AT_WORK, LEFT, CLOSED, CLOSED_D, ELSEWHERE)

I = table.Row[N]  # noqa: E741
Y = table.Impossible[N]

INCIDENT_ROWS = (
    I("I-1", "The force answers: an incident is opened.", (NONE,), (S.HANDLER_ANSWERS,), (), OPEN,
      because="G14 G15 H10"),
    I("I-2", "A lost call's data reaches the force: an incident is opened.", (NONE,),
      (S.OPERATOR_PASSES_DETAILS,), (), OPEN, because="P15 P16 G14; assumption Q15"),
    I("I-3", "The recording ended the call and the force is informed.", (NONE,), (Timer.GRACE,),
      (informed, ~noise_passes), OPEN, because="assumption: Q11"),
    I("I-4", "The recording ended the call, without a noise; the force is informed.", (NONE,),
      (Timer.GRACE,), (informed, noise_passes, ~first_five), OPEN, because="assumption: Q11"),
    I("I-5", "A late single 5 passed as a noise: nothing to report yet.", (NONE,), (Timer.GRACE,),
      (informed, noise_passes, first_five), because="assumption: Q11"),
    I("I-6", "The recording ended the call; no force is informed.", (NONE,), (Timer.GRACE,),
      (~informed,), because="N4b M6"),
    I("I-7", "A response grade is set.", (OPEN,), (S.HANDLER_GRADES,), (), GRADED,
      because="P2 P5 P19"),
    I("I-8", "The grade is set again.", (GRADED, DEPLOYED, OFFERED), (S.HANDLER_GRADES,),
      because="H1 H6 I1"),
    I("I-9", "A grade opens a closed incident again.", (CLOSED,), (S.HANDLER_GRADES,), (line_up,),
      GRADED, because="assumption: the line is still up and something was heard"),
    I("I-10", "A grade opens an incident again to which officers had been sent.", (CLOSED_D,),
      (S.HANDLER_GRADES,), (line_up,), DEPLOYED,
      because="assumption: the line is still up and something was heard"),
    I("I-11", "Officers are sent.", (OPEN, GRADED, OFFERED),
      (S.HANDLER_DEPLOYS,), (), DEPLOYED, {"officers_sent": True}, because="P1 P2 P5 W7 K3 K4"),
    I("I-12", "More officers are sent.", (DEPLOYED,), (S.HANDLER_DEPLOYS,),
      because="assumption: more can be sent"),
    I("I-13", "The incident is closed and nobody was sent.", (OPEN, GRADED), (S.HANDLER_CLOSES,),
      (), CLOSED, because="P13 N13 P22"),
    I("I-14", "The incident is closed after officers were sent.", (DEPLOYED, LEFT),
      (S.HANDLER_CLOSES,), (), CLOSED_D, because="H1 H7b"),
    I("I-22", "An offer is withdrawn by closing the incident; nobody was sent.", (OFFERED,),
      (S.HANDLER_CLOSES,), (~officers_sent,), CLOSED, because="P13 N13 P22"),
    I("I-23", "An offer is withdrawn by closing the incident after officers were sent.",
      (OFFERED,), (S.HANDLER_CLOSES,), (officers_sent,), CLOSED_D, because="H1 H7b"),
    I("I-15", "The incident is offered to another force, which must accept it.", (OPEN, GRADED,
      DEPLOYED, LEFT), (S.HANDLER_OFFERS,), (), OFFERED, because="I10"),
    I("I-16", "The other force accepts.", (OFFERED,), (S.OTHER_FORCE_ACCEPTS,), (), ELSEWHERE,
      because="I10"),
    I("I-17", "Notes, THRIVE, searches, location, other services, texts, traces and decisions are "
      "recorded; they move nothing.", KNOWN, HANDLER_DESK, (),
      because="H1 H5 H7b H10 N17 I3 G10 K1 K4 P15"),
    I("I-18", "A search or a trace comes back, or the list of units.", KNOWN,
      (S.RESULT_ARRIVES, S.UNITS_LISTED), because="P2 N17 I3 P15"),
    I("I-19", "Officers are briefed on what affects risk.", (DEPLOYED, LEFT, CLOSED_D),
      (S.HANDLER_BRIEFS,), because="H7b I4"),
    I("I-24", "Officers are briefed while the incident is offered.",
      (OFFERED,), (S.HANDLER_BRIEFS,), (officers_sent,), because="H7b I4"),
    I("I-20", "The officers arrive, or say something over the radio or into the caller's phone.",
      (DEPLOYED, LEFT, CLOSED_D), OF_OFFICERS, because="H1 H7b"),
    I("I-25", "The officers arrive or say something while another force has the incident, or is "
      "offered it.", (OFFERED, ELSEWHERE), OF_OFFICERS, (officers_sent,), because="H1 H7b"),
    I("I-26", "The incident is left open after officers' search, for the next shift.", (DEPLOYED,),
      (S.HANDLER_LEAVES_OPEN,), (), LEFT, because="assumption: it is never closed on no trace"),
    I("I-27", "An incident that was left open is worked on again.", (LEFT,),
      (S.HANDLER_GRADES, S.HANDLER_DEPLOYS), (), DEPLOYED, because="assumption: it is still open"),
    I("I-21", "The caller replies by text.", KNOWN, (S.CALLER_TEXTS,), (can_ring,),
      because="K4"),
)

NOT_WITH_THE_POLICE = (
    Y("the force knows nothing of the call", (NONE,), (S.HANDLER_GRADES, S.HANDLER_DEPLOYS,
      S.HANDLER_CLOSES, S.HANDLER_OFFERS, S.OTHER_FORCE_ACCEPTS, *HANDLER_DESK, S.RESULT_ARRIVES,
      S.HANDLER_BRIEFS, S.HANDLER_LEAVES_OPEN, *OF_OFFICERS, S.UNITS_LISTED, S.CALLER_TEXTS)),
    Y("the force has the call already", KNOWN, (S.HANDLER_ANSWERS, S.OPERATOR_PASSES_DETAILS)),
    Y("this timer does not run now", KNOWN, (Timer.GRACE,)),
    Y("the line is down and the incident closed", (CLOSED, CLOSED_D), (S.HANDLER_GRADES,),
      (~line_up,)),
    Y("another force has the incident", (ELSEWHERE,), (S.HANDLER_GRADES,)),
    Y("the incident is not open", (CLOSED, CLOSED_D, ELSEWHERE), (S.HANDLER_DEPLOYS,
      S.HANDLER_CLOSES, S.HANDLER_OFFERS, S.HANDLER_LEAVES_OPEN)),
    Y("it is left open already", (LEFT,), (S.HANDLER_LEAVES_OPEN,)),
    Y("no officers have been sent", (OPEN, GRADED), (S.HANDLER_LEAVES_OPEN,)),
    Y("it has been offered to another force", (OFFERED,), (S.HANDLER_LEAVES_OPEN,)),
    Y("the phone cannot send a text", KNOWN, (S.CALLER_TEXTS,), (~can_ring,)),
    Y("it has been offered already", (OFFERED,), (S.HANDLER_OFFERS,)),
    Y("nothing has been offered", (OPEN, GRADED, DEPLOYED, LEFT, CLOSED, CLOSED_D, ELSEWHERE),
      (S.OTHER_FORCE_ACCEPTS,)),
    Y("no officers have been sent", (OPEN, GRADED, CLOSED), (S.HANDLER_BRIEFS, *OF_OFFICERS)),
    Y("no officers have been sent", (OFFERED,), (S.HANDLER_BRIEFS,), (~officers_sent,)),
    Y("no officers have been sent", (OFFERED, ELSEWHERE), OF_OFFICERS, (~officers_sent,)),
    Y("another force has the incident", (ELSEWHERE,), (S.HANDLER_BRIEFS,)),
)

INCIDENT = table.Table("incident", INCIDENT_ROWS, NOT_WITH_THE_POLICE)

PHYSICS = (
    X("another person has the phone", tuple(LineStage), (*KEYS, S.CALLER_HANGS_UP, S.CALLER_TEXTS),
      (taken,)),
    X("the exchange powers an analogue landline", tuple(LineStage), (S.PHONE_DIES,),
      (exchange_powered,)),
)

UK = table.Flow(
    id="uk",
    title="999 in the UK, with Silent Solution",
    line=LINE,
    incident=INCIDENT,
    physics=PHYSICS,
    line_ends=LINE_ENDS,
    incident_ends={
        CLOSED: Outcome.CLOSED_WITHOUT_DEPLOYMENT,
        CLOSED_D: Outcome.DEPLOYED,
        LEFT: Outcome.DEPLOYED,
        ELSEWHERE: Outcome.HANDED_TO_OTHER_FORCE,
    },
)


# --- a call that begins while the caller's incident is open ---------------------------------------

def _goes_on(row: table.Row[LineStage]) -> table.Row[LineStage]:
    """Return a row of a line that is only down where it would end the call."""
    return replace(row, to=DOWN) if row.to in LINE_ENDS else row


_REACHES_POLICE = (S.HANDLER_ANSWERS, S.OPERATOR_PASSES_DETAILS, Timer.GRACE)
AGAIN = table.Flow(
    id="uk-again",
    title="999 in the UK: a further call while the caller's incident is open",
    line=table.Table(
        "line",
        (
            *(
                replace(_goes_on(row), on=(*PUT_DOWN, S.LINE_FAILS)) if row.id == "D-4"
                else _goes_on(row)
                for row in LINE_ROWS
            ),
            R("D-6", "The phone loses its power before the operator answers: it can't be rung.",
              (DIALLED,), (S.PHONE_DIES,), (), DOWN, FLAT_BATTERY, because="B2"),
        ),
        NOT_ON_THE_LINE,
    ),
    incident=table.Table(
        "incident",
        (
            *INCIDENT_ROWS,
            I("I-28", "The force gets another call of a caller whose incident it has: the incident "
              "stays as it is.", KNOWN, _REACHES_POLICE, (),
              because="I1; assumption: one incident, however many calls"),
        ),
        tuple(rule for rule in NOT_WITH_THE_POLICE if not {*rule.on} & {*_REACHES_POLICE}),
    ),
    physics=PHYSICS,
    line_ends={},
    incident_ends=UK.incident_ends,
)
"""The flow of a call that begins while an incident of the same caller is open.

The line is that of any call. But where it ends without police, only the line is down: the incident
of the call before goes on, and its end is the end of both.
"""
RINGS_AGAIN_AT = (DOWN, RINGING)
"""Where the caller's phone is free to ring again: nobody has answered the ringing yet."""
