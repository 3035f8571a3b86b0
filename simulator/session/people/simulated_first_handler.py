"""The Met's simulated first handler, who exists in one published variant only [P7].

They say who they are, set a code, ask a few closed questions, and pass on a caller who gives any
sign. If the caller gives none, the call ends: the variant's own rule.
"""

from __future__ import annotations

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.log import Entry, StageEntered
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, LineStage, Reason, Role, SoundClass, Topic
from simulator.session.participant import NOTHING, PlannedAct, Reaction

_GENUINE = (SoundClass.ANSWER, SoundClass.DISTURBANCE, SoundClass.VOICES)


class SimulatedFirstHandler:
    """The usual first handler."""

    role = Role.FIRST_HANDLER
    ears = frozenset({Role.FIRST_HANDLER})

    def __init__(self, profile: Profile, force: Force, questions: QuestionBank) -> None:
        """A first handler under `profile` who states the code of `force`."""
        self._words = profile.words(Intent.THROUGH_TO_POLICE)
        self._pacing = profile.first_handler
        self._reaction = profile.handler.reaction
        self._code = do.SetCode(force.code, questions.code_sentence(force.code))
        topics = (Topic.CAN_HEAR, Topic.NEEDS_POLICE, Topic.IN_DANGER, Topic.INJURED)
        self._asks = [do.Ask((topic,), words=questions.words(topic)) for topic in topics]
        self.said = 0
        """How many utterances they have begun."""
        self.decided = False
        self.has_call = False
        """Whether the caller is on their line now."""

    def on_heard(self, entry: Entry, at: int) -> Reaction:  # noqa: ARG002
        """Go on to the next question, or pass the caller on."""
        body = entry.body
        if isinstance(body, StageEntered):
            self.has_call = body.stage is LineStage.WITH_FIRST_HANDLER
            return self._next(self._reaction) if self.has_call else Reaction(replaces_plans=True)
        if self.decided or not self.has_call:
            return NOTHING
        if entry.actor is Role.FIRST_HANDLER:
            if isinstance(body, do.Finish):
                return self._next(self._pacing.wait if self.said > 2 else self._reaction)
            self.said += 1
            return NOTHING
        if isinstance(body, do.Say) or evidence(body) in _GENUINE:
            self.decided = True
            passes = PlannedAct(self._reaction, do.PassOn(Reason.SIGNAL_HEARD))
            return Reaction([passes], replaces_plans=True)
        return NOTHING

    def _next(self, wait: int) -> Reaction:
        opening = do.Say(Intent.THROUGH_TO_POLICE, self._words)
        says: tuple[do.Action, ...] = (opening, self._code, *self._asks)
        if self.said < min(len(says), 2 + self._pacing.questions):
            return Reaction([PlannedAct(wait, says[self.said])], replaces_plans=True)
        return Reaction([PlannedAct(wait, do.EndCall(Reason.NO_RESPONSE))], replaces_plans=True)
