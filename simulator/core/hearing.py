"""What each party can perceive.

`heard_by` gives an entry as one listener perceives it, or nothing. A perceived log is a log again,
so transcripts and folds work on what one party heard exactly as on everything. The rules are
`domain` table 1.4: an operator hears a key tone and not which key [P1]; while the recording plays
the operator listens and cannot speak [P2 N1]; number and location come by data link [G10].
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.flow import (
    BEFORE_POLICE,
    ENDS,
    IN_HAND,
    IN_RECORDED_SERVICE,
    ON_HOOK,
    WITH_POLICE_LINE,
)
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.rules import Situation
from simulator.core.terms import (
    SOUNDS,
    Evidence,
    Intent,
    LineStage,
    Loudness,
    Manner,
    Role,
)

UNKNOWN_KEY = ""
"""The key of a tone whose key the listener cannot tell."""

_OPERATOR_LISTENS = frozenset(BEFORE_POLICE)
_OPERATOR_HAS_CALL = frozenset((*IN_HAND, *ON_HOOK, LineStage.CUT_OFF, *ENDS)) - {
    LineStage.NOT_CONNECTED
}
_EARPIECE = frozenset(IN_HAND)
"""Where somebody with the caller's phone at their ear hears what comes down the line."""
_POLICE_HAVE_LINE = frozenset(WITH_POLICE_LINE)
_POLICE_LEARN = _POLICE_HAVE_LINE | {
    LineStage.CONNECTING_POLICE,
    LineStage.HELD_CONNECTING,
    LineStage.RINGING_BACK,
    LineStage.DOWN,
}

_DESK: dict[str, frozenset[Role]] = {
    "search": frozenset({Role.SYSTEMS}),
    "trace": frozenset({Role.SYSTEMS}),
    "deploy": frozenset({Role.OFFICERS}),
    "brief_officers": frozenset({Role.OFFICERS}),
    "offer_incident": frozenset({Role.OTHER_FORCE}),
    "send_text": frozenset({Role.CALLER}),
    "pass_details": frozenset({Role.CALL_HANDLER}),
}
"""Who perceives what is done at a desk, besides whoever sits there."""

_TO_HANDLER = frozenset({"result", "arrive", "accept_incident", "incident", "callback_failed"})
_UNSEEN = frozenset({"no_effect", "timer_fired", "timer_started", "call_ended"})
_AUDIBLE = frozenset({"say", "tap", "cough", "make", "press", "offer_ways", "set_code", "ask"})
_VOICE = frozenset({"say", "finish", "hand_over", "offer_ways", "set_code", "ask"})


class Circuit(NamedTuple):
    """What hearing depends on: where the line is, and who is on it."""

    line: LineStage
    operator_on_line: bool
    phone_taken: bool
    before: Circuit | None = None
    """The circuit that an outcome put an end to; whoever was on it learns of the next stage."""

    @classmethod
    def of(cls, situation: Situation) -> Circuit:
        """The circuit in a situation."""
        return cls(
            situation.line,
            situation.operator_on_line,
            situation.phone_taken,
        )


def loudness(body: Body) -> Loudness:
    """How far an act of the caller carries in the room."""
    match body:
        case do.Say(manner=Manner.ALOUD):
            return Loudness.SPEECH
        case do.Say():
            return Loudness.WHISPER
        case do.Cough():
            return Loudness.COUGH
        case do.Tap():
            return Loudness.TAP
        case do.Press():
            return Loudness.KEY
        case do.Make(sound=sound):
            return SOUNDS[sound][1]
        case StageEntered(stage=LineStage.RINGING_BACK):
            return Loudness.SPEECH
        case do.Answer() | do.SendText():
            return Loudness.KEY
    return Loudness.NOTHING


def evidence(body: Body) -> Evidence | None:
    """What an audible act tells a listener; none for speech and what cannot be heard."""
    match body:
        case do.Tap() | do.Cough() | do.Press():
            return Evidence.ANSWER
        case do.Make(sound=sound):
            return SOUNDS[sound][0]
        case do.Say(intent=Intent.NOT_TO_CALL, manner=manner):
            return Evidence.WEAK if manner is Manner.FAINT else Evidence.VOICES
    return None


def on_the_line(circuit: Circuit) -> frozenset[Role]:
    """Who hears the caller's phone."""
    hearers: set[Role] = set()
    if circuit.line in _OPERATOR_LISTENS:
        hearers.add(Role.OPERATOR)
    if circuit.line in IN_RECORDED_SERVICE:
        hearers.add(Role.RECORDING)
    if circuit.line is LineStage.WITH_FIRST_HANDLER:
        hearers.add(Role.FIRST_HANDLER)
    if circuit.line is LineStage.WITH_CALL_HANDLER:
        hearers.add(Role.CALL_HANDLER)
        if circuit.operator_on_line:
            hearers.add(Role.OPERATOR)
    return frozenset(hearers)


@lru_cache(maxsize=4096)
def audience(actor: Role, kind: str, stage: LineStage | None, circuit: Circuit) -> frozenset[Role]:
    """Who perceives an act or an outcome of that kind, besides whoever did it.

    `stage` is the stage entered, for an outcome that enters one. For an act `circuit` is the one
    in which it was done; for an outcome, the one that it made.
    """
    if kind in _UNSEEN:
        return frozenset()
    if kind == "stage":
        return _learn_of(stage, circuit)
    if kind in _TO_HANDLER:
        return frozenset({Role.CALL_HANDLER})
    if kind == "recognised":
        return frozenset({Role.OPERATOR})
    if kind == "deliver_location":
        return frozenset({Role.OPERATOR, Role.CALL_HANDLER})
    if kind == "call_began":
        return frozenset(Role)
    match actor:
        case Role.CALLER:
            return _hear_caller(kind, circuit)
        case Role.ROOM:
            heard = on_the_line(circuit) if kind in _AUDIBLE or kind == "finish" else frozenset()
            return heard | {Role.CALLER}
        case Role.RECORDING:
            return frozenset({Role.OPERATOR}) | _earpiece(circuit)
        case Role.OPERATOR | Role.FIRST_HANDLER | Role.CALL_HANDLER:
            return _hear_staff(actor, kind, circuit)
    return frozenset()


def _hear_caller(kind: str, circuit: Circuit) -> frozenset[Role]:
    if kind == "send_text":
        return frozenset({Role.CALL_HANDLER, Role.ROOM})
    if kind in _AUDIBLE or kind == "finish":
        return on_the_line(circuit) | {Role.ROOM}
    return frozenset({Role.ROOM}) if kind in ("hang_up", "lift", "answer") else frozenset()


def _hear_staff(actor: Role, kind: str, circuit: Circuit) -> frozenset[Role]:
    if kind == "answer":
        return _earpiece(circuit)
    if kind not in _VOICE:
        return _DESK.get(kind, frozenset())
    if circuit.line in (LineStage.HELD, LineStage.HELD_CONNECTING):
        return frozenset()
    together: set[Role] = set()
    if circuit.line in _POLICE_HAVE_LINE:
        together.add(Role.CALL_HANDLER)
        if circuit.operator_on_line:
            together.add(Role.OPERATOR)
    if circuit.line is LineStage.WITH_FIRST_HANDLER:
        together |= {Role.OPERATOR, Role.FIRST_HANDLER}
    if circuit.line is not LineStage.HELD_WITH_CALL_HANDLER:
        together |= _earpiece(circuit)
    return frozenset(together - {actor})


def _earpiece(circuit: Circuit) -> frozenset[Role]:
    if circuit.line not in _EARPIECE:
        return frozenset()
    return frozenset({Role.ROOM if circuit.phone_taken else Role.CALLER})


def _learn_of(stage: LineStage | None, circuit: Circuit) -> frozenset[Role]:
    learn = {Role.CALLER}
    if circuit.before is not None:
        learn |= on_the_line(circuit.before) - {Role.RECORDING}
        if circuit.before.operator_on_line:
            learn.add(Role.OPERATOR)
        if circuit.before.line in _POLICE_LEARN:
            learn.add(Role.CALL_HANDLER)
    there = stage not in _POLICE_HAVE_LINE or circuit.operator_on_line
    if stage in _OPERATOR_HAS_CALL and there:
        learn.add(Role.OPERATOR)
    if stage in _POLICE_LEARN:
        learn.add(Role.CALL_HANDLER)
    if stage is LineStage.WITH_FIRST_HANDLER:
        learn.add(Role.FIRST_HANDLER)
    if stage is LineStage.RINGING_BACK:
        learn.add(Role.ROOM)
    return frozenset(learn)


def heard_by(listener: Role, entry: Entry, circuit: Circuit) -> Entry | None:
    """The entry as `listener` perceives it, or none.

    Everybody knows what they do themselves. What cannot be told apart is masked: the key of a
    tone, the words of a faint voice or of a caller who no longer holds the phone.
    """
    if listener is entry.actor:
        return entry
    body = entry.body
    stage = body.stage if isinstance(body, StageEntered) else None
    if listener not in audience(entry.actor, body.kind, stage, circuit):
        return None
    masked = _mask(listener, entry.actor, body, circuit)
    return entry if masked is body else entry._replace(body=masked)


def _mask(listener: Role, actor: Role, body: Body, circuit: Circuit) -> Body:
    match body:
        case do.Press() if listener is not Role.RECORDING:
            return do.Press(UNKNOWN_KEY)
        case do.Say(intent=intent, manner=Manner.FAINT):
            background = intent is Intent.NOT_TO_CALL
            return do.Say(intent if background else Intent.SPEAKS, "", Manner.FAINT)
        case do.Say() if actor is Role.CALLER and circuit.phone_taken and listener is not Role.ROOM:
            return replace(body, words="", manner=Manner.FAINT, intent=Intent.SPEAKS)
        case do.OfferWays() | do.SetCode() | do.Ask():
            return body
    return body
