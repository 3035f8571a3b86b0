"""The police call handler when no trainee has the seat: follows the guidance for call handlers."""

from __future__ import annotations

from dataclasses import replace

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.describe import in_words
from simulator.core.log import Entry, StageEntered
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, LineStage
from simulator.guidance.rows import Guidance
from simulator.guidance.tables import handler_guidance
from simulator.session.participant import PlannedAct, Reaction
from simulator.session.people.guided_person import SETTLES, GuidedPerson

__all__ = ["SETTLES", "SimulatedHandler"]


class SimulatedHandler(GuidedPerson):
    """The usual police call handler."""

    asks_for_sign = frozenset(
        {Intent.INVITE_SPEECH, Intent.SAY_YES_IF_POLICE, Intent.CALLS_BACK, Intent.ASK_FOR_ADULT}
    )

    def __init__(
        self,
        profile: Profile,
        force: Force,
        questions: QuestionBank,
        guidance: Guidance | None = None,
    ) -> None:
        """A call handler of `force` under `profile`, who asks in the words of `questions`."""
        pacing = profile.handler
        super().__init__(guidance or handler_guidance(profile, force), pacing.wait, pacing.reaction)
        self._profile = profile
        self._questions = questions
        self._answers_after = pacing.answers_after
        self._answering = False

    def on_heard(self, entry: Entry, at: int) -> Reaction:
        """Answer when the force's phone rings; then follow the guidance."""
        reaction = super().on_heard(entry, at)
        body = entry.body
        ringing = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
        if isinstance(body, StageEntered) and body.stage in ringing and not self._answering:
            self._answering = True
            answer = PlannedAct(self._answers_after, do.Answer(), keeps=True)
            return Reaction([*reaction.plans, answer], reaction.changes_mind)
        return reaction

    def worded(self, action: do.Action) -> do.Action:
        """Return the act with this call handler's words."""
        match action:
            case do.Say(intent=intent):
                return replace(action, words=self._profile.words(intent) or str(intent))
            case do.Ask(about=(topic,)):
                known = self._questions.topics.get(topic)
                return replace(action, words=known.words if known else str(topic))
            case do.OfferWays(ways=ways):
                return replace(action, words=self._questions.ways_sentence(ways))
            case do.SetCode(code=code):
                return replace(action, words=self._questions.code_sentence(code))
            case do.SendText():
                return replace(action, words=self._questions.phrases.text)
            case do.Note(note=terms.NoteKind.HEARD) if self.to_note:
                first = self.to_note[0]
                return replace(action, about=first.seq, text=in_words(first.body))
        return action
