"""What the simulated call handler knows, and how they judge it.

`HandlerMemory` is the immutable value of all that they remember. `HandlerPolicy` holds the words of
the profile and the policies of the force, with the judgements that both together allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.profile import Force, Profile
from simulator.core.terms import LineStage, LocationSource, Marker, Reason, Reported, Sign, Topic


class HandlerMemory(NamedTuple):
    """All that the call handler keeps in mind."""

    stage: LineStage = LineStage.IDLE
    answering: bool = False
    answered: bool = False
    line_up: bool = False
    on_hold: bool = False
    was_cut: bool = False
    open: bool = True
    done: frozenset[str] = frozenset()
    next: str = ""
    """The goal that is planned."""
    meanwhile: bool = False
    """Whether it is done while a sign is waited for, and leaves the question open."""
    speaking: bool = False
    """Whether they are in the middle of a sentence."""
    asks_for_sign: bool = False
    pending: Topic | None = None
    """The question that is open."""
    code: do.Code | None = None
    """The code that was stated, where it is not the force's own."""
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
    child: bool = False
    """Whether a young child spoke."""
    other_language: bool = False
    """Whether the caller spoke a language that the call handler does not know."""
    device: bool = False
    """Whether a device speaks: it was made to report something, so its message is a report."""
    mobile: bool = False
    """Whether the phone can be sent a text."""
    other_force: str = ""
    """The other force in whose area the caller is, by the location data."""
    handed_on: bool = False
    """Whether another force has accepted the incident."""
    listening: bool = False
    """Whether the caller is in the middle of saying something that was waited for."""
    rung_back: bool = False
    """Whether this leg of the call is a callback that somebody answered."""
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
class HandlerPolicy:
    """What the call handler has at hand: the profile's words and the force's policies."""

    profile: Profile
    force: Force
    questions: QuestionBank
    precise: int = 200
    """Location data within so many metres is a place to send officers to (assumption)."""

    def say(self, intent: terms.Intent) -> do.Say:
        """The profile's line for `intent`."""
        return do.Say(intent, self.profile.words(intent))

    def finalised(self, memory: HandlerMemory) -> HandlerMemory:
        """The memory with the open question read by the code, as if no further sign came."""
        topic, sign = memory.pending, memory.sign
        if topic is None:
            return memory
        code = memory.code or self.force.code
        given = (sign, memory.times) if sign else (Sign.SILENCE, 1)
        if sign is Sign.SPOKEN:
            yes, no = memory.times == 1, memory.times == 0
        elif "code" not in memory.done:
            # A sign means neither yes nor no until the caller was told what does.
            return memory
        elif sign is None and topic is not Topic.CAN_HEAR and Topic.CAN_HEAR not in memory.yes:
            # Silence says no only once the caller has shown that they hear.
            return memory
        else:
            yes = given == (code.yes.sign, code.yes.times)
            no = given == (code.no.sign, code.no.times)
        if not (yes or no):
            return memory
        if yes:
            return memory._replace(yes=memory.yes | {topic}, no=memory.no - {topic})
        return memory._replace(no=memory.no | {topic}, yes=memory.yes - {topic})

    def marker_grade(self, memory: HandlerMemory) -> str | None:
        """The most urgent grade that a marker found on the number calls for."""
        called_for = {self.force.marker_grades.get(marker) for marker in memory.markers}
        return next((grade.id for grade in self.force.grades if grade.id in called_for), None)

    def is_emergency(self, memory: HandlerMemory) -> bool:
        """Whether what is known calls for the emergency grade."""
        danger = not memory.yes.isdisjoint({Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_POLICE})
        marked = self.marker_grade(memory) == self.force.emergency.id
        cut_after_signal = memory.signalled and memory.was_cut
        worry = memory.worry is not None or memory.other_voice
        return danger or marked or worry or cut_after_signal or memory.ill

    def is_mistake(self, memory: HandlerMemory) -> bool:
        """Whether the caller's own voice confirmed a mistake and nothing speaks against it."""
        return (
            memory.says_mistake
            and Topic.MISTAKE in memory.yes
            and Topic.IN_DANGER in memory.no
            and not self.is_emergency(memory)
        )

    def is_doubtful(self, memory: HandlerMemory) -> bool:
        """Whether somebody seemed to want help, though nothing is established."""
        told = memory.signs or memory.signalled or memory.address
        found = memory.was_cut and memory.place
        asks = told or found or memory.device or LocationSource.VEHICLE in memory.data
        return asks and not memory.says_mistake

    def reason(self, memory: HandlerMemory) -> Reason:
        """Why the call handler grades or deploys, by the strongest thing known."""
        if Topic.IN_DANGER in memory.yes:
            return Reason.DANGER_ESTABLISHED
        if memory.ill or Topic.INJURED in memory.yes:
            return Reason.INJURY
        if self.marker_grade(memory):
            return Reason.MARKER
        if memory.worry:
            return memory.worry
        if Topic.NEEDS_POLICE in memory.yes:
            return Reason.SIGNAL_HEARD
        return Reason.LINE_CUT if memory.was_cut else Reason.DOUBT

    def wanted_grade(self, memory: HandlerMemory) -> str:
        """The grade for what is known; an emergency, once graded so, stays one."""
        emergency = self.force.emergency.id
        if self.is_emergency(memory) or memory.grade == emergency:
            return emergency
        return self.marker_grade(memory) or self.force.unanswered_grade
