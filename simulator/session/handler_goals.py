"""What the standing call handler wants to get done, in the order in which they want it.

Each goal names when it applies and the act that carries it out. The order is the guidance: who this
is and how to answer, a code stated and tested, danger and injury before all else, an emergency
graded and deployed the moment that it is known, location early, the line kept open, and reasons
with every decision [P1 P2 N1 H1 H2 H7b I1 R1].
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from simulator.content.questions import QuestionBank
from simulator.core.actions import (
    Action,
    Ask,
    BriefOfficers,
    BringIn,
    CallBack,
    Close,
    DecideAgainstCallback,
    Deploy,
    EndCall,
    OfferWays,
    ReadLocation,
    Say,
    Search,
    SetCode,
    SetGrade,
    StartTrace,
    Thrive,
    Withhold,
)
from simulator.core.force import Callback, Force
from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.core.terms import (
    Form,
    Heading,
    Intent,
    LineStage,
    LocationSource,
    Marker,
    Reason,
    Reported,
    Service,
    Sign,
    Topic,
    Trace,
)

REASSURES_EVERY: Millis = 30_000
"""The longest silence of a call handler who waits with the caller (B07; assumption)."""
WAYS = (Sign.SPOKEN, Sign.TAP, Sign.COUGH, Sign.KEY)
"""The ways to answer that are offered: whispering first [N1 P2], then at least two more [P1]."""
_DA = frozenset(
    {Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.STALKING, Marker.COURT_ORDER}
)


class Memory(NamedTuple):
    """All that the call handler keeps in mind."""

    stage: LineStage = LineStage.IDLE
    answering: bool = False
    answered: bool = False
    line_up: bool = False
    on_hold: bool = False
    was_cut: bool = False
    cleared: bool = False
    open: bool = True
    done: frozenset[str] = frozenset()
    next: str = ""
    """The goal that is planned."""
    asks_for_sign: bool = False
    pending: Topic | None = None
    """The question that is open."""
    sign: Sign | None = None
    times: int = 0
    yes: frozenset[Topic] = frozenset()
    no: frozenset[Topic] = frozenset()
    signs: bool = False
    """Whether the caller has given any sign to the call handler."""
    signalled: bool = False
    """Whether the operator reported a signal."""
    speaks: bool = False
    persisted: bool = False
    """Whether they have stayed with a caller who gives no sign for as long as the profile says."""
    reported: frozenset[Reported] = frozenset()
    """What the operator said was heard."""
    worry: Reason | None = None
    """What was heard that worries: a disturbance, or words not meant for the call."""
    data: frozenset[LocationSource] = frozenset()
    """Which location data has arrived."""
    ill: bool = False
    """Whether somebody was heard who seems ill: the ambulance is for them [K1]."""
    other_voice: bool = False
    says_mistake: bool = False
    pretends: bool = False
    searched: bool = False
    traced: bool = False
    markers: frozenset[Marker] = frozenset()
    address: bool = False
    place: bool = False
    """Whether there is a place to send officers to."""
    grade: str = ""
    deployed: bool = False
    ambulance: bool = False
    arrived: bool = False
    callback_failed: bool = False


@dataclass(frozen=True)
class Desk:
    """What the call handler has at hand: the profile's words and the force's policies."""

    profile: Profile
    force: Force
    questions: QuestionBank
    precise: int = 200
    """Location data within so many metres is a place to send officers to (assumption)."""

    def say(self, intent: Intent) -> Say:
        """The profile's line for `intent`."""
        return Say(intent, self.profile.words(intent))

    def finalised(self, memory: Memory) -> Memory:
        """The memory with the open question read by the code, as if no further sign came."""
        topic, sign = memory.pending, memory.sign
        if topic is None:
            return memory
        code = self.force.code
        given = (sign, memory.times) if sign else (Sign.SILENCE, 1)
        if sign is Sign.SPOKEN:
            yes, no = memory.times == 1, memory.times == 0
        elif "code" not in memory.done:
            # A sign means neither yes nor no until the caller was told what does.
            return memory
        else:
            yes = given == (code.yes.sign, code.yes.times)
            no = given == (code.no.sign, code.no.times)
        if not (yes or no):
            return memory
        if yes:
            return memory._replace(yes=memory.yes | {topic}, no=memory.no - {topic})
        return memory._replace(no=memory.no | {topic}, yes=memory.yes - {topic})

    def marker_grade(self, memory: Memory) -> str | None:
        """The grade that a marker found on the number calls for."""
        grades = (self.force.marker_grades.get(marker) for marker in sorted(memory.markers))
        return next((grade for grade in grades if grade), None)

    def is_emergency(self, memory: Memory) -> bool:
        """Whether what is known calls for the emergency grade."""
        danger = not memory.yes.isdisjoint({Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_POLICE})
        marked = self.marker_grade(memory) == self.force.emergency.id
        cut_after_signal = memory.signalled and memory.was_cut
        worry = memory.worry is not None or memory.other_voice
        return danger or marked or worry or cut_after_signal or memory.ill

    def is_mistake(self, memory: Memory) -> bool:
        """Whether the caller's own voice confirmed a mistake and nothing speaks against it."""
        return (
            memory.says_mistake
            and Topic.MISTAKE in memory.yes
            and Topic.IN_DANGER in memory.no
            and not self.is_emergency(memory)
        )

    def is_doubtful(self, memory: Memory) -> bool:
        """Whether somebody seemed to want help, though nothing is established."""
        return (memory.signs or memory.signalled or memory.address) and not memory.says_mistake

    def reason(self, memory: Memory) -> Reason:
        """Why the call handler grades or deploys, by the strongest thing known."""
        if memory.yes & {Topic.IN_DANGER, Topic.NEEDS_POLICE}:
            return Reason.DANGER_ESTABLISHED
        if memory.ill or Topic.INJURED in memory.yes:
            return Reason.INJURY
        if self.marker_grade(memory):
            return Reason.MARKER
        if memory.worry or memory.other_voice:
            return memory.worry or Reason.DISTURBANCE_HEARD
        return Reason.LINE_CUT if memory.was_cut else Reason.DOUBT

    def wanted_grade(self, memory: Memory) -> str:
        """The grade for what is known."""
        if self.is_emergency(memory):
            return self.force.emergency.id
        return self.marker_grade(memory) or self.force.unanswered_grade


@dataclass(frozen=True)
class Goal:
    """Something to get done."""

    name: str
    applies: Callable[[Memory, Desk], bool]
    act: Callable[[Memory, Desk], Action]
    pause: Millis = 0
    repeats: bool = False


def _spoken(name: str, intent: Intent, applies: Callable[[Memory, Desk], bool]) -> Goal:
    return Goal(name, lambda m, d: m.line_up and applies(m, d), lambda _, d: d.say(intent))


def _question(topic: Topic, applies: Callable[[Memory, Desk], bool]) -> Goal:
    return Goal(
        f"ask {topic}",
        lambda m, d: m.line_up and applies(m, d),
        lambda _, d: Ask((topic,), words=d.questions.words(topic)),
    )


def _thrive(heading: Heading) -> Goal:
    return Goal(
        f"thrive {heading}",
        lambda m, d: _asked_all(m, d) or m.deployed,
        lambda _m, _d: Thrive(heading),
    )


def _read(source: LocationSource) -> Goal:
    return Goal(
        f"read {source}", lambda m, _: source in m.data, lambda _m, _d: ReadLocation(source)
    )


def _always(_memory: Memory, _desk: Desk) -> bool:
    return True


def _gathering(memory: Memory, desk: Desk) -> bool:
    return not (memory.arrived or memory.other_voice or desk.is_mistake(memory))


def _asked_all(memory: Memory, _desk: Desk) -> bool:
    return not memory.line_up or "ask drink_or_drugs" in memory.done


def _wants_grade(memory: Memory, desk: Desk) -> bool:
    if desk.is_mistake(memory):
        return False
    if desk.is_emergency(memory):
        return memory.grade != desk.force.emergency.id
    tried = memory.signs or memory.persisted or not memory.line_up
    return not memory.grade and tried and _asked_all(memory, desk)


def _wants_officers(memory: Memory, desk: Desk) -> bool:
    if memory.deployed or not memory.grade or desk.is_mistake(memory):
        return False
    if desk.is_emergency(memory):
        return True
    tried = _asked_all(memory, desk) and (memory.line_up or _reached_nobody(memory))
    return tried and desk.is_doubtful(memory) and memory.place


def _reached_nobody(memory: Memory) -> bool:
    return memory.callback_failed or "decide against" in memory.done


def _may_ring(memory: Memory, desk: Desk) -> bool:
    if desk.force.callback is Callback.NOT_WITH_MARKERS and memory.markers & _DA:
        return False
    risky = desk.is_emergency(memory) and not memory.speaks
    return desk.force.callback is Callback.USUALLY or not risky


def _lost(memory: Memory) -> bool:
    return memory.stage is LineStage.DOWN and memory.open and not memory.cleared


def _nothing_left(memory: Memory, desk: Desk) -> bool:
    traced = memory.traced or desk.is_mistake(memory)
    return _lost(memory) and not memory.deployed and traced


def _briefing(memory: Memory) -> BriefOfficers:
    heard = tuple(r for r in Reported if r in memory.reported)
    return BriefOfficers(_topics(memory), tuple(sorted(memory.markers)), heard)


def _topics(memory: Memory) -> tuple[Topic, ...]:
    return tuple(t for t in Topic if t in memory.yes and t is not Topic.CAN_HEAR)


AGAIN_WHEN_CUT = frozenset({"regrade", *(f"thrive {heading}" for heading in Heading)})
"""What is done anew when the line is cut: the grade at once (B16), and THRIVE (B15)."""

GOALS: tuple[Goal, ...] = (
    _spoken("introduce", Intent.THROUGH_TO_POLICE, _always),
    # The line is gone: a new grade at once.
    Goal(
        "regrade",
        lambda m, _: _lost(m) and m.was_cut,
        lambda m, d: SetGrade(d.wanted_grade(m), Reason.LINE_CUT),
    ),
    Goal("search", lambda m, _: m.answered or m.stage is LineStage.DOWN, lambda _m, _d: Search()),
    # What is known already decides.
    Goal(
        "grade",
        _wants_grade,
        lambda m, d: SetGrade(d.wanted_grade(m), d.reason(m)),
        repeats=True,
    ),
    Goal("deploy", _wants_officers, lambda m, d: Deploy(d.reason(m))),
    Goal(
        "ambulance",
        lambda m, _: (m.ill or Topic.INJURED in m.yes) and not m.ambulance,
        lambda _m, _d: BringIn(Service.AMBULANCE),
    ),
    Goal(
        "brief",
        lambda m, _: m.deployed,
        lambda m, _: _briefing(m),
    ),
    _spoken("tell", Intent.OFFICERS_SENT, lambda m, _: m.deployed and not m.other_voice),
    Goal(
        "withhold",
        lambda m, _: m.deployed and m.line_up and m.other_voice,
        lambda _m, _d: Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY),
    ),
    *(_read(source) for source in LocationSource),
    # Somebody else has the phone, or the caller talks as if to somebody else, or says a mistake.
    _spoken("ask for caller", Intent.ASK_FOR_CALLER, lambda m, _: m.other_voice),
    _spoken("keep talking", Intent.KEEP_TALKING, lambda m, _: m.other_voice and not m.arrived),
    _spoken("confirm", Intent.SAY_YES_IF_POLICE, lambda m, _: m.pretends),
    _question(Topic.MISTAKE, lambda m, _: m.says_mistake),
    # How to answer.
    _spoken("invite", Intent.INVITE_SPEECH, lambda m, d: _gathering(m, d) and not m.speaks),
    Goal(
        "ways",
        lambda m, d: m.line_up and not m.says_mistake and not m.speaks and _gathering(m, d),
        lambda _, d: OfferWays(WAYS, d.questions.ways_sentence(WAYS)),
    ),
    Goal(
        "code",
        lambda m, d: m.line_up and not m.says_mistake and _gathering(m, d),
        lambda _, d: SetCode(d.force.code, d.questions.code_sentence(d.force.code)),
    ),
    _question(Topic.CAN_HEAR, lambda m, d: _gathering(m, d) and not m.says_mistake),
    # Danger, injury and place first; then what officers need.
    Goal(
        "ask where",
        lambda m, d: m.line_up and m.speaks and not m.place and _gathering(m, d),
        lambda _, d: Ask((Topic.LOCATION,), Form.OPEN, d.questions.words(Topic.LOCATION)),
    ),
    _question(Topic.IN_DANGER, _gathering),
    _question(Topic.INJURED, _gathering),
    _question(Topic.AT_KNOWN_ADDRESS, lambda m, d: _gathering(m, d) and m.address),
    _question(Topic.AT_HOME, lambda m, d: _gathering(m, d) and not m.address),
    _question(Topic.OTHER_PERSON_PRESENT, _gathering),
    _question(Topic.WEAPON, _gathering),
    _question(Topic.CHILDREN, _gathering),
    _question(Topic.DRINK_OR_DRUGS, _gathering),
    *(_thrive(heading) for heading in Heading),
    Goal(
        "brief again",
        lambda m, d: m.deployed and m.line_up and _asked_all(m, d),
        lambda m, _: _briefing(m),
    ),
    # The line is gone: ring back or not, with a reason; then trace.
    Goal(
        "call back",
        lambda m, d: _lost(m) and not m.deployed and m.searched and _may_ring(m, d),
        lambda _m, _d: CallBack(Reason.CALLER_MAY_BE_ALONE),
    ),
    Goal(
        "decide against",
        lambda m, _: _lost(m) and m.searched and "call back" not in m.done,
        lambda _m, _d: DecideAgainstCallback(Reason.MAY_ALERT_OTHERS),
    ),
    Goal(
        "trace",
        lambda m, d: _lost(m) and _reached_nobody(m) and not d.is_mistake(m),
        lambda m, _: StartTrace(
            Trace.PHONE, Reason.NO_ANSWER if m.callback_failed else Reason.MAY_ALERT_OTHERS
        ),
    ),
    # A mistake that the caller confirmed.
    _spoken("thank", Intent.THANK, lambda m, d: d.is_mistake(m)),
    Goal(
        "close mistake",
        lambda m, d: d.is_mistake(m) and m.open and (not m.line_up or "thank" in m.done),
        lambda _m, _d: Close(Reason.CHECKED_SAFE),
    ),
    # With the caller until officers are there.
    _spoken("officers there", Intent.OFFICERS_THERE, lambda m, _: m.arrived and not m.other_voice),
    Goal(
        "close deployed",
        lambda m, _: m.arrived and m.open,
        lambda m, _: Close(Reason.OFFICERS_WITH_CALLER if m.line_up else Reason.OFFICERS_DEALING),
    ),
    # Nobody answered anything, and there is no place to send anybody to.
    Goal(
        "trace on the line",
        lambda m, d: m.line_up and bool(m.grade) and not m.deployed and not d.is_mistake(m),
        lambda _m, _d: StartTrace(Trace.PHONE, Reason.NO_RESPONSE),
    ),
    _spoken(
        "call again",
        Intent.CALL_AGAIN,
        lambda m, _: not m.deployed and m.traced and bool(m.grade),
    ),
    Goal(
        "close unanswered",
        lambda m, d: (
            m.open
            and not m.deployed
            and (_nothing_left(m, d) or (m.line_up and "call again" in m.done))
        ),
        lambda _m, _d: Close(Reason.NO_CONCERN),
    ),
    Goal(
        "clear",
        lambda m, _: (m.line_up or m.on_hold) and not m.open,
        lambda m, _: EndCall(Reason.OFFICERS_WITH_CALLER if m.arrived else Reason.NO_CONCERN),
    ),
    Goal(
        "reassure",
        lambda m, _: m.line_up and m.open,
        lambda m, d: d.say(Intent.KEEP_TALKING if m.other_voice else Intent.REASSURE),
        pause=REASSURES_EVERY,
        repeats=True,
    ),
)
"""The goals, most pressing first."""
