"""The police call handler when nobody plays them: follows the profile and the force.

They work down a list of goals: whatever stands highest, is not done and applies comes next. After a
question they wait for a sign before they go on; what is heard meanwhile is noted at once. The goals
are in `handler_goals`; this module carries them out. The memory is an immutable value, so that a
test can visit every state that they can be in.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.describe import describe_entry
from simulator.core.flow import MOBILES
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import Body, CallbackFailed, CallBegan, Entry, IncidentMoved, StageEntered
from simulator.core.profile import Force, Profile
from simulator.core.terms import (
    IncidentStage,
    Intent,
    LineStage,
    Reason,
    Reported,
    Role,
    SoundClass,
)
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.handler_goals import (
    AGAIN_WHEN_CUT,
    AGAIN_WHEN_REOPENED,
    AGAIN_WHEN_RUNG_BACK,
    GOALS,
    Goal,
    carried_out,
)
from simulator.session.people.handler_memory import HandlerMemory, HandlerPolicy

SETTLES: Millis = 1_500
"""From a first sign to taking it as the whole answer: another tap may follow (assumption)."""
_SPOKEN = frozenset({"say", "offer_ways", "set_code", "ask"})
_AT_THE_DESK = (
    *(
        do.Search,
        do.ReadLocation,
        do.SetGrade,
        do.Deploy,
        do.BringIn,
        do.BriefOfficers,
        do.Withhold,
        do.OfferIncident,
    ),
)
"""What is done at once, without a word, though an answer is waited for."""
_WORRYING = {
    Reported.DISTURBANCE: Reason.DISTURBANCE_HEARD,
    Reported.VOICES: Reason.SPEECH_HEARD,
    Reported.WHISPER: Reason.SPEECH_HEARD,
}
_HEARD_HERE = {
    SoundClass.DISTURBANCE: (Reported.DISTURBANCE, Reason.DISTURBANCE_HEARD),
    SoundClass.VOICES: (Reported.VOICES, Reason.SPEECH_HEARD),
}
_ASKS = (Intent.INVITE_SPEECH, Intent.SAY_YES_IF_POLICE, Intent.CALLS_BACK)
"""What asks for a sign without being a question."""
_SIGNALLED = frozenset(
    {
        Reported.FIFTY_FIVE,
        Reported.NOISE,
        Reported.TAP,
        Reported.COUGH,
        Reported.KEY_TONE,
        Reported.SPEECH,
    }
)


class SimulatedHandler:
    """The usual police call handler."""

    role = Role.CALL_HANDLER
    ears = frozenset({Role.CALL_HANDLER})

    def __init__(
        self,
        profile: Profile,
        force: Force,
        questions: QuestionBank,
        goals: Sequence[Goal] = GOALS,
    ) -> None:
        """A call handler of `force` under `profile`, who asks in the words of `questions`."""
        self.memory = HandlerMemory()
        self._desk = HandlerPolicy(profile, force, questions)
        self._pacing = profile.handler
        self._goals = tuple(goals)

    # The guidance tables will replace this; it is not cut into pieces first.
    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Take in what was perceived, note it, and decide what comes next."""
        body = entry.body
        match body:
            case CallBegan(line=line):
                self._keep(mobile=line in MOBILES)
            case StageEntered(stage=stage):
                return self._at_stage(stage)
            case IncidentMoved(stage=stage):
                was_open, is_open = self.memory.open, stage not in _CLOSED
                self._keep(open=is_open, handed_on=stage is IncidentStage.WITH_OTHER_FORCE)
                if is_open and not was_open:
                    self._keep(done=self.memory.done - AGAIN_WHEN_REOPENED)
                if was_open and is_open:
                    return NOTHING
                if self._waits:
                    return self._think_again([], self._pacing.reaction)
                return self._next(self._pacing.reaction)
            case CallbackFailed():
                self._keep(callback_failed=True)
                return self._next(self._pacing.reaction)
            case do.PassDetails(heard=heard):
                self._learn(heard)
            case do.HandOver(heard=heard):
                self._learn(heard)
                # Listen to the operator first.
                self._keep(next="")
                return Reaction(replaces_plans=True)
            case do.Finish() if entry.actor is Role.OPERATOR:
                if self.memory.next or not self.memory.line_up:
                    return NOTHING
                asked = self.memory.asks_for_sign
                return self._next(self._pacing.wait if asked else self._pacing.reaction)
            case do.DeliverLocation(source=source, radius=radius, area=area):
                precise = radius is None or radius <= self._desk.precise
                self._keep(place=self.memory.place or precise, data=self.memory.data | {source})
                if precise and area:
                    self._keep(other_force=area)
            case do.GiveResult():
                return self._on_result(body)
            case _ if entry.actor is Role.CALL_HANDLER:
                return self._after_own(body)
            case _ if entry.actor is Role.OFFICERS:
                self._keep(arrived=True)
                return self._next(self._pacing.reaction)
            case _ if entry.actor in (Role.CALLER, Role.ROOM):
                return self._on_sound(entry)
        return NOTHING

    # --- stages ----------------------------------------------------------------------------------

    def _at_stage(self, stage: LineStage) -> Reaction:
        was_up, before = self.memory.line_up, self.memory.stage
        self._keep(stage=stage)
        match stage:
            case LineStage.CONNECTING_POLICE | LineStage.HELD_CONNECTING:
                if self.memory.answering:
                    return NOTHING
                self._keep(answering=True)
                return Reaction([PlannedAct(self._pacing.answers_after, do.Answer())])
            case LineStage.WITH_CALL_HANDLER:
                self._keep(line_up=True, was_cut=False)
                if before is LineStage.RINGING_BACK:
                    done = self.memory.done - AGAIN_WHEN_RUNG_BACK
                    self._keep(rung_back=True, done=done)
                return self._next(self._pacing.reaction)
            case LineStage.HELD_WITH_CALL_HANDLER:
                self._keep(line_up=False, on_hold=True, listening=False)
                return self._next(self._pacing.reaction)
            case LineStage.DOWN:
                cut = was_up or self.memory.on_hold or not self.memory.answered
                self._keep(line_up=False, on_hold=False, pending=None, listening=False)
                if before is LineStage.RINGING_BACK:
                    self._keep(callback_failed=True)
                if cut and not self.memory.was_cut:
                    self._keep(was_cut=True, done=self.memory.done - AGAIN_WHEN_CUT)
                return self._next(self._pacing.reaction)
            case LineStage.RINGING_BACK:
                return Reaction(replaces_plans=True)
        return NOTHING

    # --- goals -----------------------------------------------------------------------------------

    def _next(self, wait: Millis) -> Reaction:
        """Plan the next goal, as if nothing else were heard before it.

        With somebody on the line a sentence is finished first; what comes next is decided then.
        """
        if self.memory.speaking and self.memory.line_up:
            self._keep(next="")
            return Reaction(replaces_plans=True)
        memory = self._desk.finalised(self.memory)
        goal = self._choose(memory)
        if goal is None:
            self._keep(next="")
            return Reaction(replaces_plans=True)
        self._keep(next=goal.name, meanwhile=False)
        return Reaction([PlannedAct(max(wait, goal.pause), goal.act(memory, self._desk))], True)

    @property
    def _waits(self) -> bool:
        """Whether a sign was asked for, and is waited for."""
        return self.memory.asks_for_sign and self.memory.line_up

    def _meanwhile(self) -> Reaction | None:
        """What cannot wait for the sign that is waited for: it is done without a word.

        None if all that there is to do is better done when the sign was given or has not come.
        """
        goal = self._choose(self.memory)
        if goal is None or self.memory.speaking:
            return None
        act = goal.act(self.memory, self._desk)
        if not isinstance(act, _AT_THE_DESK):
            return None
        self._keep(next=goal.name, meanwhile=True)
        return Reaction([PlannedAct(self._pacing.reaction, act)], True)

    def _go_on(self) -> Reaction:
        """What comes after something that was done without a word."""
        if not self._waits:
            return self._next(self._pacing.reaction)
        return self._meanwhile() or self._next(self._left_to_wait)

    @property
    def _left_to_wait(self) -> Millis:
        """How long until they speak, when something came between a question and its answer.

        The wait begins anew: it is longer than the profile's, and never shorter.
        """
        if self.memory.other_voice:
            return self._pacing.reaction
        return SETTLES if self.memory.sign else self._pacing.wait

    def _choose(self, memory: HandlerMemory) -> Goal | None:
        """The highest goal that is not done and applies."""
        for goal in self._goals:
            if goal.name not in memory.done and goal.applies(memory, self._desk):
                return goal
        return None

    def _after_own(self, body: Body) -> Reaction:
        match body:
            case do.Answer():
                self._keep(answered=True)
                review = do.Note(
                    terms.NoteKind.RATIONALE, text="Reviewed: how long, which signs, what next."
                )
                return Reaction([PlannedAct(self._pacing.persists, review, keeps=True)])
            case do.Note(note=terms.NoteKind.HEARD):
                return NOTHING
            case do.Note(note=terms.NoteKind.RATIONALE):
                self._keep(persisted=True)
                waits = self.memory.next == "reassure" and not self.memory.signs
                return self._next(self._pacing.reaction) if waits else NOTHING
            case do.Finish():
                self._keep(speaking=False)
                wait = self._pacing.wait if self.memory.asks_for_sign else self._pacing.reaction
                return self._next(wait)
        self._begin(body)
        spoken = body.kind in _SPOKEN
        self._keep(speaking=self.memory.speaking or spoken)
        if spoken and self.memory.line_up:
            return Reaction(replaces_plans=True)
        return self._go_on()

    # The guidance tables will replace this; it is not cut into pieces first.
    def _begin(self, body: Body) -> None:
        """Note which goal is being carried out, and what it changes."""
        memory = self.memory
        goal = self._carried_out(memory, body)
        on_time = goal is not None and goal.name == memory.next and not memory.meanwhile
        if on_time or not self._waits or body.kind in _SPOKEN:
            # No sign came, or none is waited for any more.
            memory = self._desk.finalised(memory)
            goal = self._carried_out(memory, body)
            asks = isinstance(body, do.Say) and body.intent in _ASKS
            self.memory = memory._replace(pending=None, times=0, sign=None)
            self._keep(asks_for_sign=asks or isinstance(body, do.Ask))
        done = memory.done if goal is None or goal.repeats else memory.done | {goal.name}
        self._keep(done=done, next="")
        match body:
            case do.Ask(about=(topic,)):
                self._keep(pending=topic)
            case do.Say(intent=Intent.SAY_YES_IF_POLICE):
                self._keep(pending=terms.Topic.NEEDS_POLICE)
            case do.SetCode(code=code):
                self._keep(code=code if code != self._desk.force.code else None)
            case do.SetGrade(grade=grade):
                self._keep(grade=grade)
            case do.Deploy():
                self._keep(deployed=True)
            case do.BringIn():
                self._keep(ambulance=True)

    def _carried_out(self, memory: HandlerMemory, body: Body) -> Goal | None:
        """The goal that an act of theirs carries out, whoever chose it."""
        return carried_out(self._goals, memory, self._desk, body)

    def _on_result(self, body: do.GiveResult) -> Reaction:
        if "search" in self.memory.done and not self.memory.searched:
            self._keep(
                searched=True,
                markers=frozenset(body.markers),
                place=self.memory.place or bool(body.address),
                address=bool(body.address),
            )
        else:
            self._keep(traced=True, place=self.memory.place or body.found)
        if self.memory.next:
            return self._think_again([], self._pacing.reaction)
        return NOTHING if self.memory.line_up else self._next(self._pacing.reaction)

    # --- sounds ----------------------------------------------------------------------------------

    # The guidance tables will replace this; it is not cut into pieces first.
    def _on_sound(self, entry: Entry) -> Reaction:
        """Note what was heard; take it as an answer when a question is open."""
        body = entry.body
        if body.kind == "finish":
            if entry.actor is not Role.CALLER or not self.memory.listening:
                return NOTHING
            self._keep(listening=False)
            return self._next(SETTLES)
        if body.kind == "send_text":
            self._keep(signs=True)
            return NOTHING
        note = PlannedAct(
            self._pacing.reaction,
            do.Note(terms.NoteKind.HEARD, about=entry.seq, text=describe_entry(body)),
            keeps=True,
        )
        told = evidence(body)
        if told in _HEARD_HERE:
            reported, reason = _HEARD_HERE[told]
            self._keep(reported=self.memory.reported | {reported})
            self._worry(reason)
        if isinstance(body, do.Make):
            if body.sound is terms.Sound.GROAN:
                self._keep(ill=True, reported=self.memory.reported | {Reported.GROAN})
            if told in _HEARD_HERE:
                return self._think_again([note], self._pacing.reaction)
            if told is SoundClass.MACHINE:
                self._keep(device=True)
            if told is not SoundClass.ANSWER:
                return Reaction([note])
        if entry.actor is Role.ROOM:
            return self._on_other_voice(body, note)
        self._keep(signs=True)
        if isinstance(body, do.Say):
            # Listen to the end before going on.
            self._take_words(body)
            self._keep(listening=self.memory.next != "")
            return Reaction([note], replaces_plans=True)
        if self.memory.pending is not None and body.kind in do.REPORTS:
            sign = do.SIGNS[body.kind]
            same = self.memory.sign is sign
            so_far = self.memory.times if same else 0
            self._keep(sign=sign, times=so_far + getattr(body, "times", 1))
        wait = SETTLES if self.memory.asks_for_sign else self._pacing.reaction
        return self._think_again([note], wait)

    def _on_other_voice(self, body: Body, note: PlannedAct) -> Reaction:
        if isinstance(body, do.Say) and body.intent is not Intent.NOT_TO_CALL:
            self._keep(other_voice=True)
            return self._think_again([note], self._pacing.reaction)
        return Reaction([note])

    def _think_again(self, notes: list[PlannedAct], wait: Millis) -> Reaction:
        """Note what was learned; whatever was about to be done may not be right any more.

        If it still is, it keeps its time: a noise does not cut short the wait for a sign.
        """
        planned = self.memory.next
        if not planned:
            return Reaction(notes)
        if self._waits and wait != SETTLES:
            at_once = self._meanwhile()
            if at_once is not None:
                return Reaction([*notes, *at_once.plans], True)
            wait = self._left_to_wait
        plans, replaces_plans = self._next(wait)
        if self.memory.next == planned and wait != SETTLES:
            return Reaction(notes)
        return Reaction([*notes, *plans], replaces_plans)

    def _take_words(self, body: do.Say) -> None:
        memory = self.memory
        if body.manner is not terms.Manner.FAINT:
            self._keep(speaks=True)
        match body.intent:
            case Intent.WANTS_POLICE:
                self._keep(yes=memory.yes | {terms.Topic.NEEDS_POLICE})
            case Intent.WANTS_AMBULANCE:
                self._keep(yes=memory.yes | {terms.Topic.INJURED})
            case Intent.SAYS_MISTAKE:
                self._keep(says_mistake=True)
            case Intent.PRETENDS:
                self._keep(pretends=True)
            case Intent.GIVES_PLACE:
                self._keep(place=True)
            case Intent.CHILD_SPEAKS:
                self._keep(child=True)
            case Intent.OTHER_LANGUAGE:
                self._keep(other_language=True)
            case Intent.SAYS_YES if memory.pending is not None:
                self._keep(sign=terms.Sign.SPOKEN, times=1)
            case Intent.SAYS_NO if memory.pending is not None:
                self._keep(sign=terms.Sign.SPOKEN, times=0)

    def _learn(self, heard: tuple[Reported, ...]) -> None:
        signalled = self.memory.signalled or not _SIGNALLED.isdisjoint(heard)
        self._keep(signalled=signalled, reported=self.memory.reported | set(heard))
        self._keep(ill=self.memory.ill or Reported.GROAN in heard)
        self._keep(device=self.memory.device or Reported.DEVICE in heard)
        for reported in heard:
            self._worry(_WORRYING.get(reported))

    def _worry(self, reason: Reason | None) -> None:
        if reason is not None and self.memory.worry is not Reason.DISTURBANCE_HEARD:
            self._keep(worry=reason)

    def _keep(self, **changes: object) -> None:
        self.memory = self.memory._replace(**changes)  # type: ignore[arg-type]


_CLOSED = frozenset(
    {
        IncidentStage.CLOSED_AFTER_DEPLOYMENT,
        IncidentStage.CLOSED_WITHOUT_DEPLOYMENT,
        IncidentStage.WITH_OTHER_FORCE,
    }
)
