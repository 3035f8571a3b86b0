"""What the person in a seat can know: a fold of what has been perceived there.

Screens and plain lines show this and nothing of the call itself, so that nobody learns from a panel
what they could not hear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.core import actions as do
from simulator.core import outcomes as out
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import (
    Evidence,
    Heading,
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    LocationSource,
    Manner,
    Marker,
    Recognised,
    Reported,
    Role,
    Service,
    Sign,
    Sound,
    Term,
    Topic,
)

_SIGNS: dict[str, Sign] = {"tap": Sign.TAP, "cough": Sign.COUGH, "press": Sign.KEY}
_AUDIBLE = frozenset({"say", "tap", "cough", "make", "press"})
_REPORTS = {"tap": Reported.TAP, "cough": Reported.COUGH, "press": Reported.KEY_TONE}
_EVIDENCE = {
    Evidence.DISTURBANCE: Reported.DISTURBANCE,
    Evidence.VOICES: Reported.VOICES,
    Evidence.WEAK: Reported.BACKGROUND,
    Evidence.MACHINE: Reported.SPEECH,
}


class AnswerState(Term):
    """What has come of a question."""

    ASKED = "asked", "asked; no answer yet"
    YES = "yes", "answered with yes"
    NO = "no", "answered with no"
    DOUBTED = "doubted", "a sign came that is neither yes nor no in the code"
    WORDS = "words", "answered in words"


@dataclass
class Answered:
    """A question that was asked."""

    at: Millis
    state: AnswerState = AnswerState.ASKED
    sign: Sign | None = None
    times: int = 0


@dataclass
class Incident:
    """What the police's incident log holds, as far as this seat has seen it written."""

    stage: IncidentStage = IncidentStage.NONE
    searched: bool = False
    markers: tuple[Marker, ...] = ()
    earlier: tuple[do.EarlierCall, ...] = ()
    address: str = ""
    found_nothing: bool = False
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
        self.ways: tuple[Sign, ...] = ()
        self.code: do.Code | None = None
        self.questions: dict[Topic, Answered] = {}
        self.pending: Topic | None = None
        self.reported: tuple[Reported, ...] = ()
        """What the operator told the call handler."""
        self.heard: set[Reported] = set()
        """What was heard here that can be reported."""
        self.phone_taken = False
        self.incident = Incident()

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
            case out.Played(intent):
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
            self.recording_at = at
        if stage is LineStage.CUT_OFF:
            self.heard.add(Reported.LINE_LOST)
        if stage in (LineStage.HELD, LineStage.HELD_CONNECTING):
            self.heard.add(Reported.HANDSET_REPLACED)
        self.stage, self.stage_since = stage, at
        self.path.append((at, stage))

    def _listen(self, entry: Entry) -> None:
        """Take in what sounds: from the caller's end, or for the caller from the line."""
        body, at = entry.body, entry.at
        from_caller = entry.actor in (Role.CALLER, Role.ROOM)
        staff = self.role is not Role.CALLER
        if from_caller == staff and (body.kind in _AUDIBLE or body.kind in ("ask", "set_code")):
            self.last_sound_at = at
        if not (staff and from_caller):
            return
        self._report(body)
        if entry.speaker is Role.CALLER:
            self._answer(body)

    def _report(self, body: object) -> None:
        match body:
            case do.Say(intent, _, manner):
                if intent is Intent.NOT_TO_CALL:
                    faint = manner is Manner.FAINT
                    self.heard.add(Reported.BACKGROUND if faint else Reported.VOICES)
                else:
                    quiet = manner is not Manner.ALOUD
                    self.heard.add(Reported.WHISPER if quiet else Reported.SPEECH)
            case do.Make(Sound.GROAN):
                self.heard.add(Reported.GROAN)
            case do.Make():
                told = evidence(body)
                answer = Reported.TAP if told is Evidence.ANSWER else Reported.BACKGROUND
                self.heard.add(_EVIDENCE.get(told, answer) if told else answer)
            case do.Tap() | do.Cough() | do.Press():
                self.heard.add(_REPORTS[body.kind])

    def _answer(self, body: object) -> None:
        """Read a sign of the caller's as an answer to the open question, by the code."""
        open_question = self.questions.get(self.pending) if self.pending else None
        if open_question is None:
            return
        match body:
            case do.Say(Intent.SAYS_YES):
                open_question.state = AnswerState.YES
            case do.Say(Intent.SAYS_NO):
                open_question.state = AnswerState.NO
            case do.Say(intent) if intent is not Intent.NOT_TO_CALL:
                open_question.state = AnswerState.WORDS
            case do.Tap(times) | do.Cough(times):
                self._count(open_question, _SIGNS[body.kind], times)
            case do.Press():
                self._count(open_question, Sign.KEY, 1)

    def _count(self, question: Answered, sign: Sign, times: int) -> None:
        question.times = question.times + times if question.sign is sign else times
        question.sign = sign
        given = do.AnswerSign(sign, question.times)
        question.state = AnswerState.DOUBTED
        if self.code is not None and given == self.code.yes:
            question.state = AnswerState.YES
        elif self.code is not None and given == self.code.no:
            question.state = AnswerState.NO

    def _take_result(self, body: do.GiveResult) -> None:
        incident = self.incident
        incident.found_nothing = not body.found
        incident.markers = (*incident.markers, *body.markers)
        incident.earlier = body.earlier or incident.earlier
        incident.address = body.address or incident.address

    def _do(self, body: object, at: Millis) -> None:
        """Remember what was done here."""
        incident = self.incident
        match body:
            case do.Say(intent):
                self.said.append(intent)
                self.pending = None
            case do.Ask(about):
                self.pending = about[0]
                for topic in about:
                    self.questions[topic] = Answered(at)
            case do.Finish():
                self.asked_for_sound_at = at
            case do.OfferWays(ways):
                self.ways = ways
            case do.SetCode(code):
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
