"""What the person in a seat can know: a fold of what has been perceived there.

Screens and plain lines show this and nothing of the call itself, so that nobody learns from a panel
what they could not hear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import (
    Heading,
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    LocationSource,
    Marker,
    Recognised,
    Reported,
    Role,
    Service,
    Sign,
    Topic,
)
from simulator.knowledge.answers import AnswerState, AskedQuestion
from simulator.knowledge.reportable import reportable

__all__ = ["AnswerState", "AskedQuestion", "Incident", "Knowledge"]

_SOUNDS = do.AUDIBLE | {"finish"}
"""What sounds at the caller's end; a speaker who finishes was heard until then."""
_FROM_THE_LINE = do.VOICE | {"played"}
"""What a caller hears from the line."""
_NOT_THE_LINE = (Role.CALLER, Role.ROOM)


@dataclass
class Incident:
    """What the police's incident log holds, as far as this seat has seen it written."""

    stage: IncidentStage = IncidentStage.NONE
    searched: bool = False
    markers: tuple[Marker, ...] = ()
    earlier: tuple[do.EarlierCall, ...] = ()
    address: str = ""
    found_nothing: bool = False
    """Whether the last search or trace found nothing."""
    read: list[LocationSource] = field(default_factory=list)
    notes: list[tuple[Millis, do.Note]] = field(default_factory=list)
    thrive: dict[Heading, str] = field(default_factory=dict)
    grade: str = ""
    deployed: bool = False
    arrived: bool = False
    briefed: bool = False
    services: list[Service] = field(default_factory=list)
    withheld: list[Intent] = field(default_factory=list)
    callback: str = ""
    """What was decided about ringing back, in a word: rung, not rung, failed."""
    traces: int = 0


class Knowledge:
    """What has been learned in the seat of `role`."""

    def __init__(self, role: Role, entries: Iterable[Entry] = ()) -> None:
        """Begin with `entries`, as that seat perceived them."""
        self.role = role
        self._forget()
        for entry in entries:
            self.hear(entry)

    def _forget(self) -> None:
        self.line_kind = LineKind.MOBILE
        self.call_number = 1
        self.began_at: Millis = 0
        self.stage = LineStage.IDLE
        self.stage_since: Millis = 0
        self.path: list[tuple[Millis, LineStage]] = []
        self.answered_at: Millis | None = None
        """When the call was answered; in a call handler's seat, when they answered it."""
        self.last_sound_at: Millis | None = None
        """When something was last heard from the caller's end; for the caller, from the line."""
        self.asked_for_sound_at: Millis | None = None
        """When the last prompt, question or request for a sign had been said to its end."""
        self.said: list[Intent] = []
        """What this seat has said, oldest first."""
        self.location: dict[LocationSource, do.DeliverLocation] = {}
        self.recognised: Recognised | None = None
        self.recording_at: Millis | None = None
        """When the recording began to play."""
        self.asks_for_55_at: Millis | None = None
        self.last_key: tuple[Millis, str] | None = None
        """The key that was pressed here last since the recording began, and when."""
        self.ways: tuple[Sign, ...] = ()
        self.code: do.Code | None = None
        self.questions: dict[Topic, AskedQuestion] = {}
        self.pending: Topic | None = None
        self.reported: tuple[Reported, ...] = ()
        """What the operator told the call handler."""
        self.heard: set[Reported] = set()
        """What was heard here that can be reported."""
        self.phone_taken = False
        self.incident = Incident()

    # One case an entry: a fold reads best whole.
    def hear(self, entry: Entry) -> None:
        """Learn from the next entry."""
        body, at = entry.body, entry.at
        match body:
            case out.CallBegan(number, line):
                self._forget()
                self.call_number, self.line_kind = number, line
                self.began_at = self.stage_since = at
            case out.StageEntered(stage):
                self._enter(stage, at)
            case out.IncidentMoved(stage):
                self.incident.stage = stage
            case out.SignalRecognised(signal):
                self.recognised = signal
                noise = signal is Recognised.NOISE
                self.heard.add(Reported.NOISE if noise else Reported.FIFTY_FIVE)
            case out.LinePlayed(intent):
                if intent is Intent.RECORDING_ASKS_FOR_55:
                    self.asks_for_55_at = at
            case out.CallbackFailed():
                self.incident.callback = "failed"
            case do.DeliverLocation(source):
                self.location[source] = body
            case do.GiveResult():
                self._take_result(body)
            case do.TakePhone():
                self.phone_taken = True
            case do.GiveBack():
                self.phone_taken = False
            case do.Arrive():
                self.incident.arrived = True
            case do.HandOver(heard) | do.PassDetails(heard, _):
                self.reported = heard
            case do.Answer() if entry.actor is not Role.CALLER:
                mine = entry.actor is self.role
                if mine or (self.role is Role.CALLER and self.answered_at is None):
                    self.answered_at = at
        self._listen(entry)
        if entry.actor is self.role:
            self._do(body, at)

    def _enter(self, stage: LineStage, at: Millis) -> None:
        if stage is LineStage.RECORDING:
            self.recording_at, self.last_key = at, None
        if stage is LineStage.CUT_OFF:
            self.heard.add(Reported.LINE_LOST)
        if stage in (LineStage.HELD, LineStage.HELD_CONNECTING):
            self.heard.add(Reported.HANDSET_REPLACED)
        self.stage, self.stage_since = stage, at
        self.path.append((at, stage))

    def _listen(self, entry: Entry) -> None:
        """Take in what sounds: from the caller's end, or for the caller from the line."""
        body, at = entry.body, entry.at
        from_caller = entry.actor in _NOT_THE_LINE
        if self.role is Role.CALLER:
            if not from_caller and body.kind in _FROM_THE_LINE:
                self.last_sound_at = at
            return
        if not from_caller or body.kind not in _SOUNDS:
            return
        self.last_sound_at = at
        self.heard.update(reportable(entry))
        if entry.speaker is Role.CALLER and self.pending is not None:
            self.questions[self.pending].hear(body, self.code)

    def _take_result(self, body: do.GiveResult) -> None:
        incident = self.incident
        incident.found_nothing = not body.found
        incident.markers = tuple(dict.fromkeys((*incident.markers, *body.markers)))
        incident.earlier = body.earlier or incident.earlier
        incident.address = body.address or incident.address

    # One case an entry: a fold reads best whole.
    def _do(self, body: object, at: Millis) -> None:
        """Remember what was done here."""
        incident = self.incident
        match body:
            case do.Say(intent):
                self._go_on(at)
                self.said.append(intent)
                police = intent is Intent.SAY_YES_IF_POLICE
                self._open((Topic.NEEDS_POLICE,) if police else (), at)
            case do.Ask(about):
                self._go_on(at)
                self._open(about, at)
            case do.Press(key):
                self.last_key = (at, key)
            case do.Finish():
                self.asked_for_sound_at = at
                if self.pending is not None and self.questions[self.pending].asked_until is None:
                    self.questions[self.pending].asked_until = at
            case do.OfferWays(ways):
                self._go_on(at)
                self.ways = ways
            case do.SetCode(code):
                self._go_on(at)
                self.code = code
            case do.Note():
                incident.notes.append((at, body))
            case do.Thrive(heading, text):
                incident.thrive[heading] = text
            case do.ReadLocation(source):
                incident.read.append(source)
            case do.Search():
                incident.searched = True
            case do.SetGrade(grade):
                incident.grade = grade
            case do.Deploy():
                incident.deployed = True
            case do.BringIn(service):
                incident.services.append(service)
            case do.Withhold(intent):
                incident.withheld.append(intent)
            case do.BriefOfficers():
                incident.briefed = True
            case do.CallBack():
                incident.callback = "rung"
            case do.DecideAgainstCallback():
                incident.callback = "not rung"
            case do.StartTrace():
                incident.traces += 1

    def _open(self, about: tuple[Topic, ...], at: Millis) -> None:
        """A question is asked: what comes from the caller now answers its first topic."""
        self.pending = about[0] if about else None
        self.questions.update({topic: AskedQuestion(at) for topic in about})

    def _go_on(self, at: Millis) -> None:
        """Say the next thing: silence until now may have been the answer to the open question.

        It is none before the caller has shown that they hear (as the standing call handler has it).
        """
        if self.pending is not None and self.state_of(Topic.CAN_HEAR) is AnswerState.YES:
            self.questions[self.pending].end_wait(at, self.code)

    @property
    def recording_plays(self) -> bool:
        """Whether the recording plays now, its grace time included."""
        return self.recording_at is not None and self.stage is LineStage.RECORDING

    @property
    def yes(self) -> tuple[Topic, ...]:
        """What the caller answered with yes."""
        return self._answered(AnswerState.YES)

    @property
    def no(self) -> tuple[Topic, ...]:
        """What the caller answered with no."""
        return self._answered(AnswerState.NO)

    def _answered(self, state: AnswerState) -> tuple[Topic, ...]:
        return tuple(topic for topic in Topic if self.state_of(topic) is state)

    def state_of(self, topic: Topic) -> AnswerState | None:
        """What has come of the question about `topic`; none when it was not asked."""
        asked = self.questions.get(topic)
        return asked.state if asked else None
