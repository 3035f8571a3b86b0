"""The supervisor: a person who looks at what a call handler brings, and decides (practice2 4.3).

The supervisor sits in the same room and listens in: they have what the call handler's desk has. The
sheet says when a call is brought to them and what they decide, and not how soon: that is ours. What
was decided is written in the incident, and what follows is a matter of guidance and of dispatch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from simulator.core import acts as do
from simulator.core.flow import DEAD
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, IncidentMoved, StageEntered
from simulator.core.profile import Span
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    IncidentStage,
    NoteKind,
    Reason,
    Role,
    Sign,
    SupervisorDecision,
    UnitStatus,
)
from simulator.knowledge.learning import AT_THE_DOOR, HOURS_AWAY
from simulator.language.lines import LineBook, choose
from simulator.late_pattern import late_pattern
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

DECIDES_IN: Span = (20_000, 55_000)
"""From the call handler's word to the decision: the supervisor reads and listens (assumption)."""
DECIDES_AT_ONCE: Span = (7_000, 18_000)
"""The same where a firearm was named (assumption)."""
WITHOUT_A_SIGN: Millis = 600_000
"""Of an open line with nothing from the caller, after officers looked: two people decide whether to
go on (practice2 4.3, assumption)."""
KEPT_AT_MOST: Millis = 3_600_000
"""After which a line is let go though the caller still gives signs (EN-04, assumption)."""
FINDABLE: Millis = 500
"""Metres within which officers find a place (practice 0.2: wide is more)."""
_OVER = frozenset(
    {IncidentStage.CLOSED_AFTER_DEPLOYMENT, IncidentStage.CLOSED_WITHOUT_DEPLOYMENT}
    | {IncidentStage.WITH_OTHER_FORCE, IncidentStage.LEFT_OPEN}
)
_OF_ANOTHER = frozenset(
    {
        *(StatementTopic.PERSON_HERE, StatementTopic.VIOLENCE, StatementTopic.COMING_CLOSER),
        *(StatementTopic.HIDING, StatementTopic.BROKEN_IN, StatementTopic.THREAT_TO_KILL),
        *(StatementTopic.IN_ANOTHER_ROOM, StatementTopic.PHONE_WATCHED),
    }
)
"""What a caller has stated of another person who may have the phone, or hear it ring."""
_NO_SIGN = (None, Sign.SILENCE)
_LOOKS_AGAIN = do.Decide(SupervisorDecision.LINE_MAY_GO)


BECAUSE: Mapping[SupervisorDecision, str] = {
    SupervisorDecision.LISTEN_ON: "nothing that is known calls for more yet",
    SupervisorDecision.MORE_UNITS: "one unit alone goes to an emergency with another person there",
    SupervisorDecision.FREE_A_UNIT: "officers were asked for, and nobody is on the way",
    SupervisorDecision.NONE_TO_FREE: "every unit is tied up for an hour or more",
    SupervisorDecision.TRACE_ON: "the line is gone and no place is known",
    SupervisorDecision.STAY_AT_DOOR: "the caller has not been seen alone",
    SupervisorDecision.FIREARMS: "a gun was named",
    SupervisorDecision.RING_THE_NUMBER: "nothing heard or held shows another person who may answer",
    SupervisorDecision.NOT_TO_RING: "another person may have the phone, or hear it",
    SupervisorDecision.LINE_MAY_GO: "officers have looked, and there has been no sign since",
}
"""The reason that is written with a decision (practice2 4.3; wordings: assumption)."""
_OF_RINGING = late_pattern(
    r"\b(?:sh[a]ll|should|do|can|may|could) (?:i|we) (?:\w+ )?(?:ring|call|phone)\b", re.IGNORECASE
)
"""How a call handler asks whether to ring: it is one of the decisions of a supervisor (4.3)."""


class Supervisor:
    """Decides on what is brought to them, by what the call handler's desk has."""

    role = Role.SUPERVISOR
    ears = frozenset({Role.CALL_HANDLER})

    def __init__(self, emergency: str, lines: LineBook, chance: RandomStream) -> None:
        """A supervisor in a force whose most urgent grade is `emergency`."""
        self._emergency, self._lines, self._chance = emergency, lines, chance
        self._drawn = chance.between(0, 1_000)
        self._asked = self._over = self._asks_to_ring = False
        self._another = False
        """Whether another person was heard or stated, or the number has a marker."""
        self._decides_at: Millis | None = None
        """When an answer is due that has not been given."""
        self._decided: set[SupervisorDecision] = set()
        self._firearm = self._placed = self._lost = self._bodily = self._raised = False
        self._sent = 0
        """How often officers were sent."""
        self._unit = ""
        self._hours = False
        self._door_at: Millis | None = None
        self._sign_at: Millis = 0

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Take in what matters to a decision; plan one where it was asked for."""
        if self._over:
            return NOTHING
        if entry.actor is Role.ROOM and entry.speaker is Role.OTHER_PERSON:
            self._another = True
        if entry.actor is Role.CALLER:
            return self._sign(entry.body, at)
        take = _TAKES.get(type(entry.body))
        if take is None:
            return NOTHING
        looked = self._door_at
        asked = bool(take(self, entry.body, at))
        if self._over:
            return Reaction((), True)
        if asked and self._decides_at is None:
            span = DECIDES_AT_ONCE if self._firearm else DECIDES_IN
            least, most = span
            self._decides_at = at + least + (most - least) * self._drawn // 1_000
        return self._plans(at) if asked or self._door_at != looked else NOTHING

    def in_words(self, action: do.Action) -> do.Action:
        """Return what is decided at this moment, with what the supervisor says of it."""
        decision = SupervisorDecision.LINE_MAY_GO if action is _LOOKS_AGAIN else self._decision()
        self._decided.add(decision)
        line = choose(self._lines.get(str(decision), ()), (), self._chance)
        return do.Decide(decision, line.words if line else "", BECAUSE[decision])

    def _plans(self, at: Millis) -> Reaction:
        plans = []
        if self._decides_at is not None:
            plans.append(PlannedAct(self._decides_at - at, do.Decide(SupervisorDecision.LISTEN_ON)))
        if self._asked and self._door_at is not None:
            quiet = max(self._door_at, self._sign_at) + WITHOUT_A_SIGN
            due = min(quiet, self._door_at + KEPT_AT_MOST)
            if SupervisorDecision.LINE_MAY_GO not in self._decided:
                plans.append(PlannedAct(due - at, _LOOKS_AGAIN))
        return Reaction(plans, True)

    def _sign(self, body: Body, at: Millis) -> Reaction:
        if do.sign_of(body) in _NO_SIGN and not isinstance(body, do.SendText):
            return NOTHING
        self._sign_at = at
        self._firearm = self._firearm or (StatementTopic.GUN, True) in getattr(body, "means", ())
        self._placed = self._placed or bool(getattr(body, "place_words", ""))
        stated = {topic for topic, so in getattr(body, "means", ()) if so}
        self._another = self._another or not stated.isdisjoint(_OF_ANOTHER)
        waits = self._asked and self._door_at is not None
        return self._plans(at) if waits else NOTHING

    def _decision(self) -> SupervisorDecision:
        first = (each for each, holds in self._reasons() if holds and each not in self._decided)
        return next(first, SupervisorDecision.LISTEN_ON)

    def _reasons(self) -> tuple[tuple[SupervisorDecision, bool], ...]:
        """Return what may be decided, the most pressing first, and whether it is called for."""
        waits, door = self._sent > 0 and not self._unit, self._door_at is not None
        asks = self._asks_to_ring and self._lost
        alone = self._sent == 1 and not door and self._raised and not self._bodily
        return (
            (SupervisorDecision.NOT_TO_RING, asks and self._another),
            (SupervisorDecision.RING_THE_NUMBER, asks and not self._another),
            (SupervisorDecision.FIREARMS, self._firearm),
            (SupervisorDecision.NONE_TO_FREE, waits and self._hours),
            (SupervisorDecision.FREE_A_UNIT, waits and not self._hours),
            (SupervisorDecision.STAY_AT_DOOR, door),
            (SupervisorDecision.TRACE_ON, self._lost and not self._placed),
            (SupervisorDecision.MORE_UNITS, alone),
        )

    # --- what the desk has -----------------------------------------------------------------------

    def _note(self, body: do.Note, _at: Millis) -> bool:
        if body.note is not NoteKind.RATIONALE or "supervisor" not in body.text.lower():
            return False
        self._asked = True
        own = body.text if '"' not in body.text else "".join(body.text.split('"')[::2])
        self._asks_to_ring = _OF_RINGING.search(own) is not None
        return True

    def _own(self, _body: do.Decide, _at: Millis) -> None:
        self._decides_at = None

    def _deploy(self, _body: do.Deploy, _at: Millis) -> None:
        self._sent += 1

    def _graded(self, body: do.SetGrade, _at: Millis) -> None:
        self._raised = body.grade == self._emergency
        self._bodily = body.reason is Reason.INJURY

    def _reported(self, body: do.UnitReport, at: Millis) -> None:
        if body.status is UnitStatus.ASSIGNED:
            self._unit = self._unit or body.unit
        elif body.status is UnitStatus.NO_UNIT:
            self._hours = (body.minutes or 0) >= HOURS_AWAY
        elif body.status is UnitStatus.FOUND:
            self._over = True
        elif body.status in AT_THE_DOOR and self._door_at is None:
            self._door_at = at
        elif body.status is UnitStatus.EN_ROUTE and body.unit != self._unit:
            self._sent += 1

    def _located(self, body: do.DeliverLocation, _at: Millis) -> None:
        self._placed = self._placed or (body.radius or 0) <= FINDABLE

    def _found(self, body: do.GiveResult, _at: Millis) -> None:
        self._placed = self._placed or bool(body.address)
        self._another = self._another or bool(body.markers)

    def _line(self, body: StageEntered, _at: Millis) -> None:
        self._lost = body.stage in DEAD

    def _incident(self, body: IncidentMoved, _at: Millis) -> None:
        self._over = body.stage in _OVER


_TAKES: Mapping[type, Callable[[Supervisor, Any, Millis], bool | None]] = {
    do.Note: Supervisor._note,
    do.Decide: Supervisor._own,
    do.Deploy: Supervisor._deploy,
    do.SetGrade: Supervisor._graded,
    do.UnitReport: Supervisor._reported,
    do.DeliverLocation: Supervisor._located,
    do.GiveResult: Supervisor._found,
    StageEntered: Supervisor._line,
    IncidentMoved: Supervisor._incident,
}
"""What of the desk matters to a decision; the rest costs a look-up."""
