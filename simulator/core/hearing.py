"""What each role can perceive.

`heard_by` returns an entry as one role perceives it, or None. A perceived log is a log, so
transcripts and rules read it unchanged. The facts are `domain` table 1.4: an operator hears a key
tone but not which key [P1]; while the recording plays the operator listens and can't speak [P2 N1];
number and location come by data link [G10], and only with a call: a desk to which none is offered
has nothing of it. What each desk may know from when is `content/data/seat_knowledge.yaml`; a test
holds this module to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import flow
from simulator.core.log import Body, CallBegan, Entry, StageEntered
from simulator.core.table import CallState
from simulator.core.terms import Intent, LineStage, Loudness, Manner, Role, SoundClass

UNKNOWN_KEY = ""
"""The key of a tone whose key the listener can't distinguish. Masked fields are empty."""

_OPERATOR_HAS_CALL = {*flow.IN_HAND, *flow.ON_HOOK, flow.CUT, *flow.ENDS} - {
    LineStage.NOT_CONNECTED
}
_POLICE_LEARN = {*flow.WITH_POLICE_LINE, flow.CONNECTING, flow.HELD_C, flow.RINGING, flow.DOWN}

_BY_KIND: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(("no_effect", "timer_fired", "timer_started", "call_ended"), frozenset()),
    **dict.fromkeys(("incident", "callback_failed"), frozenset({Role.CALL_HANDLER})),
    "recognised": frozenset({Role.OPERATOR}),
}
"""The roles that perceive a flow event, wherever the line is."""

WITH_THE_CALL = frozenset({"call_began", "deliver_location"})
"""What comes to a desk with the call. Of an earlier instant it is kept, and comes with the ring."""

STAFF = (Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER)
"""The roles to which a call is offered, in the order in which they speak to the caller."""


class Circuit(NamedTuple):
    """What hearing depends on: the stage of the line, and who is on it."""

    line: LineStage
    operator_on_line: bool
    phone_taken: bool
    before: Circuit | None = None
    """The previous circuit: the roles on it learn of the next stage."""

    @classmethod
    def of(cls, state: CallState) -> Circuit:
        """Return the circuit of a state."""
        return cls(state.line, state.operator_on_line, state.phone_taken)


def loudness(body: Body) -> Loudness:
    """Return how far an act or the ringing phone carries around the caller."""
    if isinstance(body, StageEntered):
        ringing = body.stage is LineStage.RINGING_BACK
        return Loudness.SPEECH if ringing else Loudness.NOTHING
    row = do.ROWS.get(body.kind)
    return do.fact_of(row.loudness, body) if row else Loudness.NOTHING


def evidence(body: Body) -> SoundClass | None:
    """Return the sound class of an act; None for speech and silent acts."""
    row = do.ROWS.get(body.kind)
    return do.fact_of(row.evidence, body) if row else None


def on_the_line(circuit: Circuit) -> frozenset[Role]:
    """Return the roles that hear the caller's microphone. The recording detects key tones."""
    hearers = _HEARERS.get(circuit.line, frozenset())
    stayed = circuit.line is flow.HANDLER and circuit.operator_on_line
    return hearers | {Role.OPERATOR} if stayed else hearers


_HEARERS: Mapping[LineStage, frozenset[Role]] = {
    **dict.fromkeys(flow.BEFORE_POLICE, frozenset({Role.OPERATOR})),
    **dict.fromkeys(flow.IN_RECORDED_SERVICE, frozenset({Role.OPERATOR, Role.RECORDING})),
    flow.FIRST: frozenset({Role.OPERATOR, Role.FIRST_HANDLER}),
    flow.HANDLER: frozenset({Role.CALL_HANDLER}),
}
"""The roles that hear the caller's microphone, by stage; with police perhaps the operator."""


@lru_cache(maxsize=4096)
def audience(actor: Role, kind: str, stage: LineStage | None, circuit: Circuit) -> frozenset[Role]:
    """Return the roles that perceive an entry of that kind, without the actor.

    `stage` is the stage entered, if any. `circuit` is the one before an act, or after a flow event.
    """
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if kind in WITH_THE_CALL:
        return _with_the_call(kind, circuit)
    if kind == "stage":
        return _learn_of(stage, circuit)
    if kind == "lose_line":
        return _sees_the_phone(circuit)
    match actor:
        case Role.CALLER | Role.ROOM if kind in do.AUDIBLE or kind == "finish":
            return on_the_line(circuit) | {Role.ROOM if actor is Role.CALLER else Role.CALLER}
        case Role.ROOM:
            return frozenset({Role.CALLER})
        case Role.OFFICERS if kind in do.VOICE:
            # They speak beside the caller: into the phone, for all who are there to hear.
            return on_the_line(circuit) | {Role.CALLER, Role.ROOM}
        case Role.RECORDING:
            return frozenset({Role.OPERATOR}) | _earpiece(circuit)
        case Role.OPERATOR | Role.FIRST_HANDLER | Role.CALL_HANDLER:
            return _hear_staff(actor, kind, circuit)
    return _off_the_line(actor, kind)


def _off_the_line(actor: Role, kind: str) -> frozenset[Role]:
    """Return the roles that see an act or get it by data link."""
    row = do.ROWS.get(kind)
    return frozenset(row.seen_by.get(actor, ())) if row else frozenset()


def _sees_the_phone(circuit: Circuit) -> frozenset[Role]:
    """Return who sees that a phone loses power or signal, where no stage of the line says so.

    Else the acts that are no longer possible would show a caller what they had not perceived.
    """
    at_hand = circuit.line in flow.DEAD and not circuit.phone_taken
    return frozenset({Role.CALLER} if at_hand else ())


def _with_the_call(kind: str, circuit: Circuit) -> frozenset[Role]:
    """Return the roles that what comes with the call reaches, as the line is now."""
    line, rings = circuit.line, circuit.line is LineStage.DIALLED
    has_call = {
        Role.OPERATOR: _operator_has_call(line, circuit) and (kind == "call_began" or not rings),
        Role.FIRST_HANDLER: line is LineStage.WITH_FIRST_HANDLER and kind == "call_began",
        Role.CALL_HANDLER: line in _POLICE_LEARN,
    }
    others = frozenset(Role).difference(STAFF) if kind == "call_began" else frozenset()
    return others | {role for role, has in has_call.items() if has}


def _operator_has_call(stage: LineStage | None, circuit: Circuit) -> bool:
    there = stage not in flow.WITH_POLICE_LINE or circuit.operator_on_line
    return stage in _OPERATOR_HAS_CALL and there


def _hear_staff(actor: Role, kind: str, circuit: Circuit) -> frozenset[Role]:
    if kind == "answer":
        return _earpiece(circuit)
    if kind not in do.VOICE:
        return _off_the_line(actor, kind)
    if circuit.line in (LineStage.HELD, LineStage.HELD_CONNECTING):
        return frozenset()
    together = set(_earpiece(circuit))
    if circuit.line in flow.WITH_POLICE_LINE:
        together |= {Role.CALL_HANDLER, *[Role.OPERATOR] * circuit.operator_on_line}
    if circuit.line is LineStage.WITH_FIRST_HANDLER:
        together |= {Role.OPERATOR, Role.FIRST_HANDLER}
    return frozenset(together - {actor})


def _earpiece(circuit: Circuit) -> frozenset[Role]:
    if circuit.line not in flow.IN_HAND:
        return frozenset()
    return frozenset({Role.ROOM if circuit.phone_taken else Role.CALLER})


def _learn_of(stage: LineStage | None, circuit: Circuit) -> frozenset[Role]:
    before = circuit.before
    learn = {
        Role.OPERATOR: _operator_has_call(stage, circuit)
        or (before is not None and before.operator_on_line),
        Role.CALL_HANDLER: stage in _POLICE_LEARN
        or (before is not None and before.line in _POLICE_LEARN),
        Role.FIRST_HANDLER: stage is LineStage.WITH_FIRST_HANDLER,
        Role.ROOM: stage is LineStage.RINGING_BACK,
    }
    heard = on_the_line(before) - {Role.RECORDING} if before else frozenset()
    return heard | {Role.CALLER} | {role for role, learns in learn.items() if learns}


def heard_by(listener: Role, entry: Entry, circuit: Circuit) -> Entry | None:
    """Return the entry as `listener` perceives it, or None.

    Actors perceive their own acts. What a listener can't distinguish is masked: the key of a tone,
    the words of a faint voice or of a caller who no longer holds the phone.
    """
    if listener is entry.actor:
        return entry
    body = entry.body
    stage = body.stage if isinstance(body, StageEntered) else None
    if listener not in audience(entry.actor, body.kind, stage, circuit):
        return None
    return masked(listener, entry, circuit)


class ByMessage:
    """Whether the call that goes on was begun by a message: its caller only reads.

    The entries of a log are shown to it in order, as the caller perceives them.
    """

    def __init__(self) -> None:
        """Begin before the first call."""
        self._written = False

    def misses(self, entry: Entry) -> bool:
        """Return whether the caller misses an entry, since it is said on a line they do not hear.

        Who speaks beside them, in the room or as an officer, is heard as in any call.
        """
        body = entry.body
        if isinstance(body, CallBegan):
            self._written = False
        elif isinstance(body, do.Dial):
            self._written = bool(body.message)
        return self._written and body.kind in do.VOICE and entry.actor in _ON_A_LINE


_ON_A_LINE = {*STAFF, Role.RECORDING}

MASKABLE = frozenset({"say", *(kind for kind, row in do.ROWS.items() if row.known_to)})
"""The kinds of entries of which a listener may perceive less."""


def masked(listener: Role, entry: Entry, circuit: Circuit) -> Entry:
    """Return an entry that another role's act made, as `listener` perceives it."""
    body, taken = entry.body, circuit.phone_taken and entry.actor is Role.CALLER
    if body.kind not in MASKABLE:
        return entry
    if isinstance(body, do.Say) and body.manner is not Manner.FAINT and not taken:
        return entry
    perceived = _mask(listener, body, taken)
    return entry if perceived is body else entry._replace(body=perceived)


@lru_cache(maxsize=8192)
def _mask(listener: Role, body: Body, phone_taken: bool) -> Body:
    """Return what is left of a body; the caller's, if another person has their phone."""
    known_to = do.ROWS[body.kind].known_to
    hidden = [name for name, who in known_to.items() if listener not in who]
    if hidden:
        return do.without(body, hidden)
    match body:
        case do.Say(intent, _, Manner.FAINT):
            background = intent is Intent.NOT_TO_CALL
            return do.Say(intent if background else Intent.SPEAKS, "", Manner.FAINT)
        case do.Say() if phone_taken and listener is not Role.ROOM:
            return do.Say(Intent.SPEAKS, "", Manner.FAINT)
    return body
