"""How statements are taken in: under what pressure they were made, and what follows from them."""

from __future__ import annotations

from collections.abc import Collection

from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.statements import Stated, StatementTopic, follows
from simulator.core.terms import Reported, Role, Topic
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import Hearers, Stamp
from simulator.knowledge.learning_step import LearningStep
from simulator.knowledge.ledger import (
    THEIR_WORD,
    Ledger,
    Pressure,
    SaidHow,
    Speaker,
    Statement,
    weight,
)
from simulator.knowledge.uptake import with_news, without_taken_up

PROMPT_LASTS: Millis = 30_000
"""How long after another voice a caller's words may be that voice's (BF-2, assumption)."""
_TOLD = {
    SaidHow.SPOKEN: HowKnown.TOLD,
    SaidHow.TEXT: HowKnown.TEXT,
    SaidHow.OPERATOR: HowKnown.TOLD,
}


def take_statements(
    step: LearningStep,
    stated: Stated,
    how: SaidHow = SaidHow.SPOKEN,
    *,
    place: str = "",
    aside: bool = False,
) -> None:
    """Enter what was stated, and know what follows from it.

    `place`: the words that name it; `aside`: said to another person, and not to the call.
    """
    if not stated:
        return
    speaker = _speaker(step)
    new = [
        Statement(topic, value, speaker, how, _pressure(step, topic, value))
        for topic, value in stated
    ]
    before: Ledger = step.now("ledger")
    after = before.plus(new, together=step.waited.together)
    step.new["ledger"] = after
    step.touch(Stamp.STATED_LAST)
    for each in new:
        step.touch(Stamp.STATED, each.topic)
        belief = after.belief(each.topic)
        if belief is not None and belief.by == each and not (each.lowers and aside):
            _know_what_follows(step, each, place, [topic for topic, _ in follows(stated)])
    if StatementTopic.SAYS_WHAT_TO_SAY in dict(stated):
        step.touch(Stamp.PROMPTED)
    if not aside:
        step.new["news"] = with_news(step.now("news"), new, before)


def _speaker(step: LearningStep) -> Speaker:
    if step.actor is Role.ROOM:
        return Speaker.OTHER
    if step.actor is Role.OFFICERS:
        return Speaker.OFFICER
    return Speaker.CHILD if Reported.CHILD in step.reports() else Speaker.CALLER


def _pressure(step: LearningStep, topic: StatementTopic, value: bool) -> Pressure:
    """Return the pressure of a caller's statement; another's has none that counts."""
    theirs = Statement(topic, value, Speaker.OTHER, SaidHow.SPOKEN)
    repeats = theirs.lowers and step.waited.other_spoke and theirs in step.now("ledger")
    if step.waited.prompted or repeats:
        return Pressure.COACHED
    # As it was before these words: "I'm alone" does not make itself free.
    free = step.facts.hear is Hearers.SAFE and not step.waited.hear_lapsed
    return Pressure.FREE if free else Pressure.NEAR


def _know_what_follows(
    step: LearningStep, statement: Statement, place: str, said: Collection[Topic]
) -> None:
    """Know what a statement says of the topics that are asked about.

    What lowers danger has to be good enough to act on (practice2 BF-3).
    """
    if statement.lowers and weight(statement) < THEIR_WORD:
        return
    for topic, so in follows([(statement.topic, statement.value)]):
        if statement.speaker is Speaker.OTHER:
            step.learn(topic, HowKnown.OTHER, AnswerState.YES if so else AnswerState.NO)
        else:
            caller_states(step, topic, so=so, place=place, said=said, how=_TOLD[statement.how])


def take_up(step: LearningStep, body: Body) -> None:
    """Speak or write: what follows from news takes it up (practice2 BF-5)."""
    if step.now("news"):
        step.new["news"] = without_taken_up(step.now("news"), body)


def caller_states(
    step: LearningStep,
    topic: Topic,
    *,
    so: bool,
    place: str = "",
    said: Collection[Topic] = (),
    how: HowKnown = HowKnown.TOLD,
) -> None:
    """Take in one fact that the caller's words state, though nobody may have asked.

    `place`: the words that name it; `said`: all topics of which the same words say something.
    """
    if topic is Topic.LOCATION:
        step.new.update(place_given=True, place_words=place)
    value = AnswerState.YES if so else AnswerState.NO
    step.state(topic, None if topic is Topic.WHAT_HAPPENED else value, how)
    if not so:
        return
    if topic in _TELLS_WHAT_HAPPENED:
        step.state(Topic.WHAT_HAPPENED, None, how)
    if topic is Topic.WEAPON:
        # Nobody who says "he has a knife" has to be asked whether there is danger.
        step.state(Topic.IN_DANGER, AnswerState.YES, how)
    elif topic is Topic.OTHER_PERSON_PRESENT and Topic.ALONE_TO_TALK not in said:
        # Nor who says "he is in the room", whether another person can hear.
        step.state(Topic.ALONE_TO_TALK, AnswerState.NO, HowKnown.HEARD)


_TELLS_WHAT_HAPPENED = (
    *(Topic.WEAPON, Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_AMBULANCE),
    *(Topic.IN_THE_HOUSE, Topic.FOLLOWED),
)
"""Facts after which the open question "What has happened?" is a step back (assumption)."""
