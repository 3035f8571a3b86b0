"""How statements are taken in: under what pressure they were made, and what follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.statements import STATEMENTS, Stated, StatementTopic, Stating, follows
from simulator.core.terms import Intent, QuestionForm, Reported, Role, Topic, YesMeans
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.company import Company, company, may_be_unheard
from simulator.knowledge.facts import Hearers, Stamp
from simulator.knowledge.learning_step import LearningStep
from simulator.knowledge.ledger import (
    OWN,
    THEIR_WORD,
    Audience,
    HowAsked,
    Ledger,
    PassedOn,
    Pressure,
    SaidHow,
    Speaker,
    Statement,
    weight,
)
from simulator.knowledge.uptake import PRESSES, TellMore, ways, with_news, without_taken_up

PROMPT_LASTS: Millis = 30_000
"""How long after another voice a caller's words may be that voice's (BF-2, assumption)."""
_SAYS_WHERE = (
    *(StatementTopic.PERSON_HERE, StatementTopic.IN_ANOTHER_ROOM, StatementTopic.PERSON_OUTSIDE),
    *(StatementTopic.HAS_GONE, StatementTopic.FOLLOWED, StatementTopic.COMING_CLOSER),
)
"""Statements of where the other person is."""
_TOLD = {
    SaidHow.SPOKEN: HowKnown.TOLD,
    SaidHow.TEXT: HowKnown.TEXT,
    SaidHow.OPERATOR: HowKnown.TOLD,
}
_OTHERS = {Speaker.OTHER: HowKnown.OTHER, Speaker.OFFICER: HowKnown.OFFICER}


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
    before: Ledger = step.now("ledger")
    new = [_statement(step, topic, value, how) for topic, value in stated]
    after = before.plus(new, together=step.waited.together)
    step.new["ledger"] = after
    _is_news_to_officers(step, new, before)
    step.touch(Stamp.STATED_LAST)
    for each in new:
        step.touch(Stamp.STATED, each.topic)
        belief = after.belief(each.topic)
        if belief is not None and belief.by == each and not (each.lowers and aside):
            _know_what_follows(step, each, place, [topic for topic, _ in follows(stated)])
    step.settle_where()
    if any(each.topic in _SAYS_WHERE and each.speaker in OWN for each in new):
        step.knows_where()
    if may_be_unheard(new) and Topic.ALONE_TO_TALK not in dict(follows(stated)):
        step.reopen_hearers()
    if step.actor is Role.ROOM:
        step.touch(Stamp.OTHER_STATED)
        if StatementTopic.SAYS_WHAT_TO_SAY in dict(stated):
            step.touch(Stamp.PROMPTED)
    if not aside:
        step.new["news"] = with_news(step.now("news"), new, before)
        if fresh := frozenset(e[:2] for e in step.new["news"] if e in new and e[:2] not in PRESSES):
            step.new["fresh"] = fresh


def _is_news_to_officers(step: LearningStep, new: Iterable[Statement], before: Ledger) -> None:
    """Know that officers lack what a caller states once more of their own accord.

    "He's got out of the car" states no more than "he's outside again" did, and is another thing:
    what raises danger goes to officers each time, and what repeats a sentence is not said again.
    """
    again = {
        each
        for each in new
        if each in before
        and each.speaker in OWN
        and each.asked is HowAsked.UNASKED
        and not each.lowers
        and STATEMENTS[each.topic].weighs.lowers is not None
    }
    if again:
        held: frozenset[PassedOn] = step.now("passed_on")
        step.new["passed_on"] = frozenset(
            each for each in held if each.to is not Audience.OFFICERS or each.rests_on not in again
        )


def take_of_others(step: LearningStep, stated: Stated) -> None:
    """Enter what a caller gives as another person's word: it is not the caller's.

    "He says it was an accident" isn't the caller's own word, and lowers nothing (practice2 2.1).
    """
    if stated:
        new = [Statement(*each, Speaker.OTHER) for each in stated]
        step.new["ledger"] = step.now("ledger").plus(new, together=True)


def take_report(step: LearningStep, stated: Stated, *, at_the_door: bool) -> None:
    """Enter what officers say over the radio, which nobody has to take up with the caller.

    `at_the_door`: another person said it to them; they did not see it.
    """
    pressure = Pressure.SPOKEN_FOR if at_the_door else Pressure.FREE
    new = [Statement(*each, Speaker.OFFICER, pressure=pressure) for each in stated]
    if not new:
        return
    after: Ledger = step.now("ledger").plus(new, together=step.waited.together)
    step.new["ledger"] = after
    step.touch(Stamp.STATED_LAST)
    for each in new:
        step.touch(Stamp.STATED, each.topic)
        belief = after.belief(each.topic)
        if belief is not None and belief.by == each:
            _know_what_follows(step, each, "", ())


def _statement(step: LearningStep, topic: StatementTopic, value: bool, how: SaidHow) -> Statement:
    """Return a statement with its circumstances."""
    speaker = _speaker(step)
    found = Statement(topic, value, speaker, how, _pressure(step, topic, value))
    asked = _asked(step, found)
    said = [_core(each) for each in step.now("ledger") if each.asked is HowAsked.UNASKED]
    twice = asked is HowAsked.UNASKED and not step.waited.together and _core(found) in said
    own = speaker is not Speaker.OTHER
    return found._replace(
        asked=asked,
        twice=twice or found._replace(asked=asked, twice=True) in step.now("ledger"),
        after_violence=own and found.lowers and step.facts.disturbance,
    )


def _core(statement: Statement) -> tuple[StatementTopic, bool, Speaker]:
    """Return what was stated and by whom, without the circumstances."""
    return statement[:3]


def _speaker(step: LearningStep) -> Speaker:
    if step.actor is Role.ROOM:
        return Speaker.OTHER
    return Speaker.CHILD if Reported.CHILD in step.reports() else Speaker.CALLER


def _pressure(step: LearningStep, topic: StatementTopic, value: bool) -> Pressure:
    """Return who could hear a statement, or had it said (practice2 BF-2)."""
    stated = topic, value
    if step.actor is Role.ROOM:
        return Pressure.SPOKEN_FOR if _answers(step, stated) is not None else Pressure.NEAR
    theirs = (*stated, Speaker.OTHER) in map(_core, step.now("ledger"))
    lowering = Statement(*stated).lowers
    if theirs and step.waited.other_spoke and (lowering or step.waited.prompted):
        return Pressure.COACHED
    # Against what another person had the caller say, words that raise danger are the caller's.
    raises = STATEMENTS[topic].weighs.lowers is not None and not lowering
    if step.waited.prompted and not raises:
        return Pressure.COACHED
    # As it was before these words: "I'm alone" does not make itself free.
    return Pressure.FREE if step.facts.hear is Hearers.SAFE else Pressure.NEAR


def _answers(step: LearningStep, stated: tuple[StatementTopic, bool]) -> bool | None:
    """Return what a statement answers to the open question; None if it is not about that."""
    asking = step.facts.asking
    return None if asking is None else dict(follows([stated])).get(asking)


def _asked(step: LearningStep, said: Statement) -> HowAsked:
    """Return whether a statement answers a question of this seat's, and how that was asked."""
    facts = step.facts
    if said.speaker is Speaker.OTHER or said.how is SaidHow.OPERATOR:
        return HowAsked.UNASKED
    if facts.asked_form is not None and facts.asking is None:
        return HowAsked.LED  # Two questions in one: which of them it answers nobody knows.
    so = _answers(step, said[:2])
    if so is None:
        answers = said.how is SaidHow.TEXT and facts.texts_out and not facts.text_waits
        return HowAsked.PLAINLY if answers else HowAsked.UNASKED
    if facts.asked_leading:
        return HowAsked.LED
    closed = said.speaker is Speaker.CHILD and facts.asked_form is QuestionForm.CLOSED
    turned = facts.asking is not None and facts.of(facts.asking).yes_means is YesMeans.NOT_SO
    # Small children say yes to please, whichever way round it is put.
    return HowAsked.LED if closed and so is not turned else HowAsked.PLAINLY


def _know_what_follows(
    step: LearningStep, statement: Statement, place: str, said: Collection[Topic]
) -> None:
    """Know what a statement says of the topics that are asked about.

    What lowers danger has to be good enough to act on (practice2 BF-3).
    """
    if statement.lowers and weight(statement) < THEIR_WORD:
        return
    if statement.topic is StatementTopic.TO_PERSON_THERE and not step.is_feared():
        return  # To a child, or to one who is ill: nobody from whom the call is hidden.
    for topic, so in follows([(statement.topic, statement.value)]):
        if statement.speaker in _OTHERS:
            value = AnswerState.YES if so else AnswerState.NO
            step.learn(topic, _OTHERS[statement.speaker], value)
        else:
            caller_states(step, topic, so=so, place=place, said=said, how=_TOLD[statement.how])


def take_up(step: LearningStep, body: Body) -> None:
    """Speak or write: what follows from news takes it up (practice2 BF-5)."""
    if step.now("news"):
        left = without_taken_up(step.now("news"), body)
        if getattr(body, "intent", None) is Intent.AMBULANCE_SENT:
            # Who says again what was asked about already hears what is done for it (ST-34).
            left = tuple(each for each in left if not _was_asked_about(step, each))
        step.new["news"] = left
    if getattr(body, "intent", None) is not Intent.STILL_WITH_YOU:
        step.new["fresh"] = frozenset()


def _was_asked_about(step: LearningStep, stated: Statement) -> bool:
    """Whether the question that asks more of a statement has been asked."""
    more = [each.about for each in ways(stated[:2]) if isinstance(each, TellMore)]
    return any(step.facts.of(topic).asked for topic in more)


def pass_on(step: LearningStep, to: Audience, stated: Iterable[Stating]) -> None:
    """Know what this seat passed on, and on which statements that rests."""
    said: set[PassedOn] = set()
    for topic, value in stated:
        held = [each for each in step.now("ledger").of(topic) if each.value is value]
        said.update(PassedOn(to, topic, value, each) for each in held or (None,))
    if said:
        step.new["passed_on"] = step.now("passed_on") | said


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
    elif topic is Topic.OTHER_PERSON_PRESENT and _is_beside(step, said):
        # Nor who says "he is in the room", whether another person can hear.
        step.state(Topic.ALONE_TO_TALK, AnswerState.NO, HowKnown.HEARD)


def _is_beside(step: LearningStep, said: Collection[Topic]) -> bool:
    """Whether one who harms is so near that it needn't be asked whether they hear.

    Of any other person, and from another room, it is asked (BF-2, ST-02).
    """
    elsewhere = Topic.SAME_ROOM in said and step.fact(Topic.SAME_ROOM).value is not AnswerState.YES
    untold = Topic.ALONE_TO_TALK not in said and not elsewhere
    return untold and company(step.now("ledger")) is Company.HARMS


_TELLS_WHAT_HAPPENED = (
    *(Topic.WEAPON, Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_AMBULANCE),
    *(Topic.IN_THE_HOUSE, Topic.FOLLOWED),
)
"""Facts after which the open question "What has happened?" is a step back (assumption)."""
