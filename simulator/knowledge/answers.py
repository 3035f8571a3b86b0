"""What is known about one topic, and how: signs read by the code that the call handler stated."""

from __future__ import annotations

from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.terms import Intent, Manner, NamedTerm, Sign, Topic, YesMeans

SILENCE_ANSWERS_AFTER: Millis = 4_000
"""How long a caller is left to give a sign before silence can be one: at least that long [R1]."""
SILENCE_ANSWERS_WITHIN: Millis = 60_000
"""How long after a test of the code silence establishes an answer [K1 K2] (CH-15)."""
MOST = 3
"""Counts stop here: once, twice, more often. Unbounded counts would make every fact a new one."""
MOST_BREATHS, MOST_BEHIND, MOST_NEAR = 8, 7, 6
"""How often who answers by signs is asked how they breathe, and who is followed in cover whether
one is behind, and where people are (assumption)."""
ASKED_ON = {
    Topic.BREATHING_WELL: MOST_BREATHS,
    Topic.BEHIND_YOU: MOST_BEHIND,
    Topic.PEOPLE_NEAR: MOST_NEAR,
    # Asked again of who has not followed: what it is about matters too much to be left.
    Topic.ALONE_TO_TALK: 6,
    Topic.INJURED: 5,
}
"""What is counted further: guidance stops asking it at that count, which is reached no sooner."""
MOST_QUESTIONS = 24
"""So many sentences of a talk with one who wants to die, from which nothing more is asked of them:
what they say themselves is still followed (assumption)."""
MOST_ADVICE = 7
"""How often advice to who is ill is counted: each piece of it is given once (WT-08, assumption)."""
SAID_ON = {
    Intent.CHILD_DO: 40,
    Intent.REASSURE: MOST_QUESTIONS,
    Intent.AMBULANCE_WAIT: MOST_ADVICE,
    Intent.CHECK_IN: MOST_ADVICE,
}
"""The same of what is said: a child in a long wait has many things to do, and then is done with
them (assumption)."""


class AnswerState(NamedTerm):
    """What has come of a question."""

    ASKED = "asked; no answer yet"
    YES = "answered with yes"
    NO = "answered with no"
    DOUBTED = "a sign came that is neither yes nor no in the code"
    WORDS = "answered in words"
    NOT_SEEN = "not seen; not known"


class HowKnown(NamedTerm):
    """Where a fact comes from."""

    TOLD = "the caller's word, or a sign in a tested code"
    TEXT = "the caller's text message"
    HEARD = "a sound on the line"
    OTHER = "another person's word"
    OFFICER = "the word of an officer who is there"
    DATA = "location data or the kind of line"


_WEIGHT = {
    None: 0,
    HowKnown.OTHER: 1,
    HowKnown.HEARD: 2,
    HowKnown.DATA: 2,
    HowKnown.TEXT: 3,
    HowKnown.TOLD: 3,
    HowKnown.OFFICER: 4,
}
"""A lighter source never overrides a heavier one; of equal ones the newer counts (assumption)."""
OPEN = (AnswerState.ASKED, AnswerState.DOUBTED)
"""A question that waits for its answer, or for a plain one."""
_NO_ANSWER = (Intent.NOT_TO_CALL, Intent.DOES_NOT_FOLLOW)
"""Words that leave a question open."""
PLAIN = (AnswerState.YES, AnswerState.NO)
FIRM = (HowKnown.TOLD, HowKnown.TEXT)
"""The caller's own word."""
ANSWERED = (*PLAIN, AnswerState.NOT_SEEN)
"""What closes a question."""
_MEANS = {
    (YesMeans.SO, True): AnswerState.YES,
    (YesMeans.SO, False): AnswerState.NO,
    (YesMeans.NOT_SO, True): AnswerState.NO,
    (YesMeans.NOT_SO, False): AnswerState.YES,
    (YesMeans.SEEN, True): AnswerState.YES,
    (YesMeans.SEEN, False): AnswerState.NOT_SEEN,
}
"""What a yes or a no to the words of a question says of its topic, by the question's direction."""


class TopicFact(NamedTuple):
    """What is known about one topic, and what has come of the last question about it."""

    value: AnswerState | None = None
    """Yes, no or doubted; none while it is unknown."""
    how: HowKnown | None = None
    asked: int = 0
    """How often this seat has asked it, up to `MOST`, or to what `ASKED_ON` has for the topic."""
    answer: AnswerState | None = None
    """What has come of the last question, read by the code, tested or not."""
    sign: Sign | None = None
    """The last kind of sign that came to that question, and how often it came."""
    times: int = 0
    mixed: bool = False
    """Whether signs of several kinds came: then none of them is a plain answer."""
    before: tuple[AnswerState | None, HowKnown | None] = (None, None)
    """What was known before that question: a sign in doubt does not undo it."""
    passed_on: bool = False
    """Whether officers have been briefed on it since it last changed."""
    stated: bool = False
    """Whether the caller's own words said it though nobody had asked: it isn't asked any more."""
    yes_means: YesMeans = YesMeans.SO
    """The direction of the last question."""
    only_alone: bool = False
    """Whether the last question asked only if another person is there: "are you alone?"."""

    def ask(
        self, yes_means: YesMeans = YesMeans.SO, *, only_alone: bool = False, most: int = MOST
    ) -> TopicFact:
        """Open the question, perhaps once more. What was known stays known meanwhile."""
        times, known = min(self.asked + 1, most), (self.value, self.how)
        fact = TopicFact(*known, times, AnswerState.ASKED, before=known, passed_on=self.passed_on)
        return fact._replace(yes_means=yes_means, only_alone=only_alone)

    def learn(self, value: AnswerState, how: HowKnown) -> TopicFact:
        """Take in what was not an answer: words to nobody's question, a sound, data."""
        return self if _WEIGHT[how] < _WEIGHT[self.how] else self._known(value, how)

    def hear(self, body: Body, code: do.Code | None, *, tested: bool) -> TopicFact:
        """Take what came from the caller as an answer to the open question."""
        match body:
            case do.Say(Intent.SAYS_YES):
                return self._spoken(self._meant(yes=True))
            case do.Say(Intent.SAYS_NO):
                return self._spoken(self._meant(yes=False))
            case do.Say(intent, _, manner):
                if self.answer not in OPEN or intent in _NO_ANSWER:
                    return self
                faint = manner is Manner.FAINT
                return self._replace(answer=AnswerState.DOUBTED if faint else AnswerState.WORDS)
            case do.SendText(words):
                yes = do.texted_yes(words)
                return self if yes is None else self._said(self._meant(yes=yes), HowKnown.TEXT)
            case _:
                sign = do.sign_of(body)
                if sign in do.COUNTED_SIGNS:
                    return self._count(sign, getattr(body, "times", 1), code, tested=tested)
        return self

    def states(self, answer: AnswerState, how: HowKnown = HowKnown.TOLD) -> TopicFact:
        """Take words that say of the topic itself what is so, in answer to the question."""
        return self._spoken(answer) if how is HowKnown.TOLD else self._said(answer, how)

    def _meant(self, *, yes: bool) -> AnswerState:
        """Return what a yes or a no to the last question says of the topic."""
        return _MEANS[self.yes_means, yes]

    def _said(self, answer: AnswerState, how: HowKnown) -> TopicFact:
        # Two keys are one sign: after the first, a yes was known. Not seen is what was before.
        found = self.before if answer is AnswerState.NOT_SEEN else (answer, how)
        return self._known(*found)._replace(answer=answer)

    def _spoken(self, answer: AnswerState) -> TopicFact:
        return self._said(answer, HowKnown.TOLD)._replace(sign=Sign.SPOKEN)

    def _count(self, sign: Sign, times: int, code: do.Code | None, *, tested: bool) -> TopicFact:
        times += self.times if self.sign is sign else 0
        mixed = self.mixed or self.sign not in (None, sign)
        answer = AnswerState.DOUBTED
        if code is not None and not mixed:
            given = do.AnswerSign(sign, times)
            answer = self._coded(code).get(given, answer)
        counted = self._replace(sign=sign, times=times, mixed=mixed, answer=answer)
        return counted._read(tested=tested)

    def silent(self, code: do.Code | None, *, tested: bool) -> TopicFact:
        """Take silence as the answer, in a code in which it is one and after a wait."""
        if self.answer is not AnswerState.ASKED or code is None:
            return self
        answers = {sign.sign: answer for sign, answer in self._coded(code).items()}
        if Sign.SILENCE not in answers:
            return self
        heard = self._replace(answer=answers[Sign.SILENCE], sign=Sign.SILENCE)
        return heard._read(tested=tested)

    def _coded(self, code: do.Code) -> dict[do.AnswerSign, AnswerState]:
        return {code.yes: self._meant(yes=True), code.no: self._meant(yes=False)}

    def doubt(self) -> TopicFact:
        """Take an answer of which it is not sure what it means."""
        return self._replace(answer=AnswerState.DOUBTED)._read(tested=False)

    def _read(self, *, tested: bool) -> TopicFact:
        """Know what the signs said: in a code that was not tested, only that there is doubt."""
        if tested and self.answer in ANSWERED:
            return self._said(self.answer, HowKnown.TOLD)
        value, how = self.before
        return self._known(value, how) if value else self._known(AnswerState.DOUBTED, None)

    def _known(self, value: AnswerState | None, how: HowKnown | None) -> TopicFact:
        passed_on = self.passed_on and value is self.value
        return self._replace(value=value, how=how, passed_on=passed_on)
