"""The 999 operator when nobody plays them: follows the guidance for operators."""

from collections.abc import Sequence
from dataclasses import replace

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineStage, Manner, Role, Service, Sound, SoundClass
from simulator.guidance.guidance import NextAct
from simulator.guidance.looks import Options
from simulator.guidance.operator_rows import ANSWERS, NOTICES
from simulator.guidance.rows import GuidanceRow, Hand, Since
from simulator.guidance.tables import guidance_of
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements.cover import cover
from simulator.knowledge.knowledge import Knowledge
from simulator.language.handover_sentence import handover_words, sounds_behind
from simulator.language.lines import LineSlot
from simulator.language.speaking.disfluency import fluent
from simulator.language.speaking.serving import ServedSentence, ServingMouth
from simulator.session.participant import Reaction
from simulator.session.people.guided_person import GuidedPerson, HandPlan, with_words
from simulator.session.people.spoken_sentences import SpokenWords, TurnBefore
from simulator.session.random_stream import RandomStream

_ANSWERS = 1
"""The least pressing level at which the operator answers something that was heard."""
_RECORDED = (LineStage.RECORDING, LineStage.SOUND_PROMPT)


class SimulatedOperator(GuidedPerson):
    """The usual operator."""

    asks_for_sign = frozenset({Intent.MAKE_A_SOUND})

    def __init__(
        self,
        profile: Profile,
        chance: RandomStream,
        silent_before: int = 0,
        spoken: SpokenWords | None = None,
        *,
        answers_after: Millis | None = None,
    ) -> None:
        """Work under `profile`, after `silent_before` silent calls from the number.

        `answers_after` is how long this call rings; None: as the profile says.
        """
        pacing, guidance = profile.operator, guidance_of(Role.OPERATOR, profile)
        longest = max(each.wait for each in pacing.prompts)
        super().__init__(guidance, spoken, longest, pacing.reaction)
        self.knowledge = Knowledge(Role.OPERATOR, KnownFacts(silent_before=silent_before))
        self._profile = profile
        self._pacing = pacing
        self._chance = chance
        self._answers_after = answers_after
        self._prompts = frozenset(each.intent for each in pacing.prompts)
        self._notices = False
        self.mouth: ServingMouth | None = None
        """How they speak; None: each sentence as it is written."""
        self._before = TurnBefore()
        self._quote: tuple[bool, str] = False, ""
        """Whether the caller said it, and the last words that say more than a service."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Draw whether a noise in the recording is noticed; then follow the guidance."""
        self._before.take(entry, own=entry.actor is Role.OPERATOR)
        if isinstance(entry.body, do.Say) and entry.actor in (Role.CALLER, Role.ROOM):
            self._remember(entry.actor is Role.CALLER, entry.body)
        elif isinstance(entry.body, CallBegan):
            self._quote = False, ""
        if entry.actor in (Role.CALLER, Role.ROOM) and self._may_notice(entry.actor, entry.body):
            noticed = self._chance.happens(self._pacing.notices_noise_percent)
            self._notices = self._notices or noticed
        return super().on_heard(entry, at)

    def options(self, at: Millis) -> Options:
        """Return the rows that the operator acts by; the phone rings for as long as was drawn."""
        found = super().options(at)
        held = found.by_id.get(ANSWERS)
        if held is None or self._answers_after is None:
            return found
        rings = held._replace(times=(Since(Stamp.STAGE, self._answers_after),))
        every = tuple(rings if each is held else each for each in found.all)
        desk = tuple(each for each in every if each.row.hand is Hand.DESK)
        return found._replace(all=every, desk=desk, by_id={**found.by_id, ANSWERS: rings})

    def _remember(self, by_caller: bool, said: do.Say) -> None:
        """Keep words for the handover: the caller's before another person's, the last ones."""
        plain = said.manner is Manner.FAINT or said.intent is Intent.SAYS_MISTAKE
        if not plain and len(said.words.split()) > 1 and by_caller >= self._quote[0]:
            self._quote = by_caller, fluent(said.words)

    def _may_notice(self, actor: Role, body: Body) -> bool:
        """Whether the caller answers the recording, as far as an operator can hear."""
        recorded = self.knowledge.facts.stage in _RECORDED
        sign = actor is Role.CALLER and evidence(body) is SoundClass.ANSWER
        return recorded and (sign or isinstance(body, do.Say))

    def reaction_to(self, row: GuidanceRow) -> Millis:
        """Take a moment to take in what was heard; what was waited for needs none."""
        if row.id == NOTICES:
            return self._pacing.notices_noise_after
        return self._reaction if row.level <= _ANSWERS else 0

    def free(self, hand: Hand, at: Millis) -> Sequence[Millis | None]:
        """Return for each level from when a hand could begin a row of it.

        The caller is heard out, but for a disturbance and at the handover. What the operator has
        waited for waits for the end of their own words as well. The levels of `operator_rows`:

        | level | of what | the caller speaks | the operator speaks |
        |---|---|---|---|
        | 0 | something heard that is an answer by its mere sound | not waited for | desk goes on |
        | 1 | words and signs, once they are said | waited for | desk goes on |
        | 2 | prompts, in their order; in a recording only what is noticed | waited for | waits |
        | 3 | what a wait has led to: doubt, a device, the recording | waited for | waits |
        | 4 | the handover to police | not waited for | waits |
        | 5 | none today | waited for | waits |
        """
        facts = self.knowledge.facts
        busy, listens = Role.OPERATOR in facts.speaking, Role.CALLER in facts.speaking
        answers = None if busy and hand is Hand.VOICE else at
        heard_out = None if listens else at
        waited = None if busy else heard_out
        unnoticed = facts.stage in _RECORDED and not self._notices
        return (
            answers,
            None if listens else answers,
            None if unnoticed else waited,
            waited,
            None if busy else at,
            waited,
        )

    def goes_on(self, plan: HandPlan, chosen: NextAct | None, at: Millis) -> bool:
        """Whether the plan stays: what the operator has decided is decided."""
        decided = plan.row.hand is Hand.DESK and plan.row.level <= _ANSWERS
        if not decided:
            return chosen is not None and super().goes_on(plan, chosen, at)
        return plan.due >= at and plan.row.id in self.options_now.by_id

    def worded(self, action: do.Action) -> do.Action:
        """Return the act with this operator's words."""
        facts = self.knowledge.facts
        match action:
            case do.Say(intent=intent):
                return with_words(action, self._words(intent, facts))
            case do.HandOver(heard=heard):
                named = [what for _, what in facts.heard if isinstance(what, Sound | Intent)]
                whom = getattr(cover(facts), "label", "")
                words = handover_words(heard, facts.kind, named, self._quote[1], whom)
                return replace(action, words=words, sounds=sounds_behind(heard, named))
        return action

    def in_words(self, action: do.Action) -> do.Action | Reaction:
        """Return the act as it is said: who speaks aloud is answered with a word first."""
        self.take_what_is_said(action)
        action = self.first_words(action)
        plain = not isinstance(action, do.Say) or action.words not in self.spoken.drawn
        if plain or self.mouth is None or not isinstance(action, do.Say):
            return action
        free = self._before.may_talk_freely(self.knowledge.facts)
        if not free or action.intent in self._prompts:
            return action
        sentence = ServedSentence(action.words, self._before.said, hesitates=False)
        spoken = self.mouth.says(sentence)
        if spoken == action.words:
            return action
        self.spoken.said_as(action.words, spoken)
        return with_words(action, spoken)

    def _words(self, intent: Intent, facts: KnownFacts) -> str:
        """Return the profile's prompt word for word, and variants for all else."""
        words = self._profile.words(intent)
        if intent in self._prompts:
            return words
        service = {str(LineSlot.SERVICE): str(facts.connected or Service.POLICE)}
        return self.spoken.words(intent, facts, service) or words
