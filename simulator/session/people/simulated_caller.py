"""The caller of a scenario: dials, plays the steps, and answers closed questions from the facts.

With traits of practice 3 the caller lives: answers take their time, go wrong, stop while steps
are near and come later; fear and what is done about it follow what the caller hears. Without
traits every answer comes after its fixed delay. The steps are the same in both.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.environment import CallerTraits
from simulator.content.scenario.scenario import Answers
from simulator.core import acts as do
from simulator.core.hearing import STAFF
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Intent, Manner, QuestionForm, Role, Sign, Sound, Topic, YesMeans
from simulator.language.purposes import question_in
from simulator.language.speaking.composing import asks_for_words
from simulator.session.participant import PlannedAct, Reaction
from simulator.session.people.caller_behaviour import CallerLife
from simulator.session.people.caller_words import CallerWorld, is_unclear
from simulator.session.people.scripted_role import ScriptedRole
from simulator.session.random_stream import RandomStream


class LivingCaller:
    """Plays the caller: the steps as written, the answers as this person gives them."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER})

    def __init__(
        self,
        steps: Sequence[StepText],
        chance: RandomStream,
        world: CallerWorld,
        dials: do.Dial,
        life: CallerLife | None = None,
    ) -> None:
        """A caller who begins by dialling, plays `steps`, and answers as `world` says."""
        self.script = ScriptedRole(Role.CALLER, steps, chance, self.ears)
        self.life = life or CallerLife(CallerTraits(), world, chance)
        self._chance = chance
        self._world = world
        self._answers = world.answers
        self._places = [re.sub("^(an?|the) ", "", place.lower()) for place in world.places]
        self._dials = dials
        self._asked: tuple[int, do.Ask] | None = None
        self._not_followed: int | None = None
        self._opens: tuple[int, do.Say] | None = None
        """The sentence to answer that asks about more, or less, than one fact."""

    def leave_script(self, answers: Answers) -> None:
        """From now on take no step of the script any more, and answer questions in another way."""
        self.script = ScriptedRole(Role.CALLER, (), self._chance, self.ears)
        self._answers = answers

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Dial when the call begins; then play the steps and answer questions."""
        body = entry.body
        reaction = self.script.on_heard(entry, at)
        if isinstance(body, CallBegan):
            return Reaction([PlannedAct(1, self._dials)])
        self.life.perceive(entry, at)
        if isinstance(body, do.Finish):
            if body.cut_off and (self.life.began_together or not self.life.is_speaking(at)):
                self._not_heard()
            elif body.cut_off and self._opens is not None and entry.cause == self._opens[0]:
                self._opens = None  # Who talks over "Do you feel any-" has not heard what of.
            elif entry.cause is not None:
                said = [e.action for e in reaction.plans if isinstance(e.action, do.Say)]
                stepped = bool(said) and self.life.tongue is not None
                stepped = stepped or any(each.intent in _ANSWERS for each in said)
                self._heard_out(entry.cause, at, stepped=stepped)
        elif isinstance(body, do.Ask):
            self._asked = (entry.seq, body)
            if not self.life.began_together:
                self._answer_early(body, at)
        elif isinstance(body, do.Say) and entry.actor in STAFF and (asks := question_in(body)):
            self._asked = (entry.seq, asks)
        elif isinstance(body, do.Say) and is_unclear(body) and entry.actor in STAFF:
            self._not_followed = entry.seq
        elif isinstance(body, do.Say) and entry.actor in STAFF and body.intent in _OPENS:
            self._opens = (entry.seq, body)
        if self.life.changed:
            return Reaction([*reaction.plans, *self.life.plans(at)], replaces_plans=True)
        return reaction

    def _not_heard(self) -> None:
        """Answer nothing to a sentence that broke off: it will be said again."""
        if not self.life.began_together:
            self.life.was_not_asked()
        self._asked = self._opens = None

    def _heard_out(self, cause: int, at: Millis, *, stepped: bool) -> None:
        """Answer a question, or say that something was not understood, at its end.

        Who has just answered by a step of the file (`stepped`) answers once.
        """
        if self._asked is not None and cause == self._asked[0]:
            question, self._asked = self._asked[1], None
            if not stepped:
                self._answer(question, at)
        elif cause == self._not_followed:
            self.life.does_not_follow(at)
        elif self._opens is not None and cause == self._opens[0]:
            said, self._opens = self._opens[1], None
            if self.script.answers_to(said.intent):
                return
            if said.intent in _BEGINS:
                self.life.opens(said.intent, at)
            else:
                self.life.answers(said, at)

    def _fact(self, question: do.Ask) -> Fact:
        """What is so of the topic of a closed question; unknown if it is about several."""
        if question.form is not QuestionForm.CLOSED or len(question.about) != 1:
            return Fact.UNKNOWN
        topic, words = question.about[0], question.words.lower()
        if topic is Topic.AT_KNOWN_ADDRESS and any(place in words for place in self._places):
            return Fact.YES
        usual = Fact.YES if topic in (Topic.CAN_HEAR, Topic.COVER_WORDS) else Fact.UNKNOWN
        if topic is Topic.BEHIND_YOU and self.life.tongue is not None:
            usual = self._world.facts.get(Topic.FOLLOWED, usual)
        return self._world.facts.get(topic, usual)

    def _sign(self, reply: Fact, by: Sequence[Sign], code: do.Code | None) -> do.AnswerSign | None:
        """The sign of a reply in a code; else a word, or all that is left: a loud breath."""
        sign = do.AnswerSign(Sign.SPOKEN)
        if code is not None:
            coded = code.yes if reply is Fact.YES else code.no
            if coded.sign in by or coded.sign is Sign.SILENCE:
                sign = coded
            elif by == (Sign.BREATH,):
                sign = do.AnswerSign(Sign.BREATH, coded.times)
        return sign if sign.sign in by else None

    def _answer_early(self, question: do.Ask, at: Millis) -> None:
        """Begin a yes or a no before the question has ended, as people do who talk freely."""
        if len(question.about) != 1 or self._is_open(question):
            return
        if self.script.waits_for(question.about[0]):
            return
        fact, after = self._fact(question), self.life.early(question, at)
        if fact is Fact.UNKNOWN or after is None:
            return
        self._asked = None
        if not self.life.misses(question.about[0], at):
            said = self._said(question, self._reply(question, fact), at)
            self.life.answer_early(question, said, after, at)

    def _is_open(self, question: do.Ask) -> bool:
        """Whether words answer a question, and not yes or no."""
        return question.form is QuestionForm.OPEN or asks_for_words(question.words)

    def _reply(self, question: do.Ask, fact: Fact) -> Fact:
        """Return what is said to the words: a caller who is alone says no to "Who can hear?"."""
        turned = question.direction(question.about[0]) is YesMeans.NOT_SO
        return _OPPOSITE[fact] if turned else fact

    def _said(self, question: do.Ask, reply: Fact, at: Millis) -> do.Say:
        """Return a yes or a no in words, as this person speaks now."""
        intent = Intent.SAYS_YES if reply is Fact.YES else Intent.SAYS_NO
        spoken = Sign.SPOKEN in self._answers.by
        manner = self._answers.manner if spoken else Manner.WHISPERED
        return self.life.answer(intent, question, manner, at)

    def _answer(self, question: do.Ask, at: Millis) -> None:
        """Plan the answer as this person gives it: later, wrong, in a whisper, or not at all."""
        if len(question.about) > 1 and self.life.is_free(at):
            # Of two questions in one the last is answered (CL-13).
            last = question.yes_means[-1:]
            question = replace(question, about=question.about[-1:], yes_means=last)
        if self._is_open(question):
            self._tell(question, at)
            return
        life, answers, fact = self.life, self._answers, self._fact(question)
        if fact is Fact.UNKNOWN:
            self._not_known(question, at)
            return
        topic, reply = question.about[0], self._reply(question, fact)
        sign: do.AnswerSign | None = do.AnswerSign(Sign.SPOKEN)
        if not life.whispers:
            sign = self._sign(reply, answers.by, life.code_in_mind())
        if sign is None or life.misses(topic, at):
            return
        if sign.sign in do.COUNTED_SIGNS:
            sign = do.AnswerSign(sign.sign, life.counted(sign.times, topic))
        acts = given(sign, reply)
        if sign.sign is Sign.SPOKEN:
            acts = [self._said(question, reply, at)]
        life.plan_answer(topic, fact, acts, at, question)

    def _not_known(self, question: do.Ask, at: Millis) -> None:
        """Say that it is not known, if this caller speaks freely and no step answers."""
        if len(question.about) != 1 or self.script.waits_for(question.about[0]):
            return
        if (said := self.life.unsure(question, at)) is not None:
            self.life.plan_answer(question.about[0], Fact.UNKNOWN, [said], at, question)

    def _tell(self, question: do.Ask, at: Millis) -> None:
        """Answer in words what no step of the script answers."""
        if len(question.about) != 1 or self.script.waits_for(question.about[0]):
            return
        topic = question.about[0]
        said = self.life.told(question, at) or self.life.unsure(question, at)
        if said is not None:
            self.life.plan_answer(topic, Fact.UNKNOWN, [said], at, question)


_BEGINS = (Intent.WHICH_SERVICE, Intent.THROUGH_TO_POLICE)
_OPENS = (
    *(*_BEGINS, Intent.CHECK_IN, Intent.CHILD_DO, Intent.LOCK_UP, Intent.STAY_HIDDEN),
    *(Intent.MOVE_TO_SAFETY, Intent.SILENCE_PHONE, Intent.STAY_ON_LINE, Intent.AMBULANCE_WAIT),
    *(Intent.GET_OUT, Intent.KEEP_SMOKE_OUT, Intent.REPEAT_BACK, Intent.REASSURE),
)
"""Our sentences, other than questions about a fact, that a free caller answers."""
_ANSWERS = (Intent.SAYS_YES, Intent.SAYS_NO)
"""Steps of a file with these answer the question: no second answer comes beside them."""
_OPPOSITE = {Fact.YES: Fact.NO, Fact.NO: Fact.YES}


def given(sign: do.AnswerSign, reply: Fact) -> list[do.Action]:
    """Return the acts by which a sign is given; the keys of one answer are an act each."""
    match sign.sign:
        case Sign.TAP:
            return [do.Tap(sign.times)]
        case Sign.COUGH:
            return [do.Cough(sign.times)]
        case Sign.KEY:
            return [do.Press("1")] * sign.times
        case Sign.BREATH:
            return [do.Make(Sound.LOUD_BREATH)] * sign.times
        case Sign.SPOKEN:
            return [do.Say(Intent.SAYS_YES if reply is Fact.YES else Intent.SAYS_NO)]
    return []
