"""Whether an act uses what was stated: not asked again, and passed on as no more than it is.

Both read the ledger, so neither needs the words.
"""

from collections.abc import Iterator
from typing import Any

from simulator.core.statements import STATEMENTS, Stating, follows, lowers
from simulator.core.terms import QuestionForm, Topic
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements.dated import last_disturbed, stamp_of
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import OWN, THEIR_WORD, SaidHow
from simulator.rules.question_fit import asks_more

_CHANGE = frozenset(
    {Topic.CAN_HEAR, Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.NEEDS_POLICE}
    | {Topic.NEEDS_AMBULANCE, Topic.LOCATION, Topic.AT_KNOWN_ADDRESS, Topic.BREATHING_WELL}
)
"""Asked again as the call goes on, or to be sure of the place (practice 2.3)."""


def stated_already(known: Knowledge, entry: Any) -> bool:
    """Whether the caller had stated what is asked, here or to the operator (BF-5).

    What lowers danger is asked once more, and so is what may have changed since, or is asked about
    openly.
    """
    body, facts = entry.body, known.facts
    topics = set(getattr(body, "about", ())) - _CHANGE
    topics -= {each for each in topics if facts.is_yes(each) and asks_more(body, each)}
    if not topics or body.form is QuestionForm.OPEN:
        return False
    disturbed = last_disturbed(known)
    return any(
        disturbed < stamp_of(known, Stamp.STATED, topic)
        and not topics.isdisjoint(asked for asked, _ in follows([(topic, value)]))
        for topic, value in _firmly_stated(facts)
    )


def _firmly_stated(facts: KnownFacts) -> Iterator[Stating]:
    """Yield what the caller stated for good, and raises danger or lowers nothing."""
    for topic in dict.fromkeys(each.topic for each in facts.ledger):
        belief = facts.ledger.belief(topic)
        assert belief is not None
        theirs = belief.by.speaker in OWN and belief.by.how is not SaidHow.TEXT
        firm = belief.weight >= THEIR_WORD and belief.against is None
        if theirs and firm and not belief.by.lowers and not STATEMENTS[topic].moves:
            yield topic, belief.value


def danger_in_words(known: Knowledge, _entry: Any) -> bool:
    """Whether the caller's own words, spoken or written, show danger."""
    ledger = known.facts.ledger
    beliefs = (ledger.belief(topic) for topic in {each.topic for each in ledger})
    return any(
        belief.weight >= THEIR_WORD
        and belief.by.speaker in OWN
        and STATEMENTS[belief.by.topic].weighs.lowers is not None
        and not belief.by.lowers
        for belief in beliefs
        if belief is not None
    )


def briefs_words_alone(known: Knowledge, entry: Any) -> bool:
    """Whether each topic of a briefing was stated or written, and none rests on signs alone."""
    facts = known.facts
    stated = {topic for each in facts.ledger for topic, _ in follows([each[:2]])}
    stated |= {topic for topic, fact in facts.topics.items() if fact.how is HowKnown.TEXT}
    if Topic.WEAPON in stated:
        stated.add(Topic.IN_DANGER)  # As it is taken in.
    return stated.issuperset((*entry.body.topics, *entry.body.ruled_out))


def passes_on_stated(known: Knowledge, entry: Any) -> bool:
    """Whether officers get what was stated in the call, by a sentence or by a topic."""
    held = {(each.topic, each.value) for each in known.facts.ledger}
    return not held.isdisjoint(_passed_on(entry.body, known.facts))


def anothers_as_fact(known: Knowledge, entry: Any) -> bool:
    """Whether officers get as a fact what only another person said, or had said (LP-12, BF-2)."""
    body, ledger = entry.body, known.facts.ledger
    return any(
        lowers(*each) and each not in body.their_word and ledger.is_anothers(*each)
        for each in _passed_on(body, known.facts)
    )


def _passed_on(body: Any, facts: KnownFacts) -> Iterator[Stating]:
    """Yield what a briefing says: in its sentence, and by the topics that it ticks."""
    yield from body.means
    if body.whole:
        return
    named = {**dict.fromkeys(body.topics, True), **dict.fromkeys(body.ruled_out, False)}
    for each in facts.ledger:
        said: dict[Topic, bool] = dict(follows([(each.topic, each.value)]))
        if said and said.items() <= named.items():
            yield each.topic, each.value


def rules_out_unanswered(known: Knowledge, entry: Any) -> bool:
    """Whether officers get as a no what has no answer, or a yes (LP-17, BF-3).

    An answer in doubt, as by a code that was not tested, is found where that was done.
    """
    facts = known.facts
    said = {topic for each in facts.ledger for topic, so in follows([each[:2]]) if not so}
    return any(
        facts.fact(topic) in (None, AnswerState.YES) and topic not in said
        for topic in entry.body.ruled_out
    )
