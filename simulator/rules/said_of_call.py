"""Whether an act uses what was stated: not asked again, and passed on as no more than it is.

Both read the ledger, so neither needs the words.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from simulator.core.statements import STATEMENTS, StatementTopic, Stating, Weighs, follows, lowers
from simulator.core.terms import LocationSource, QuestionForm, Reported, Topic
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import KnownFacts, Lookup, Stamp
from simulator.knowledge.judgements.dated import last_disturbed, stamp_of
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import OWN, THEIR_WORD, SaidHow
from simulator.knowledge.officers_questions import is_on_number, was_answered
from simulator.knowledge.situation import is_empty_no
from simulator.late_pattern import late_pattern
from simulator.rules.question_fit import asks_more, asks_of_news, put_again

_CHANGE = frozenset(
    {Topic.CAN_HEAR, Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.NEEDS_POLICE}
    | {Topic.NEEDS_AMBULANCE, Topic.LOCATION, Topic.AT_KNOWN_ADDRESS, Topic.BREATHING_WELL}
)
"""Asked again as the call goes on, or to be sure of the place (practice 2.3)."""


def stated_already(known: Knowledge, entry: Any) -> bool:
    """Whether the caller had stated what is asked, here or to the operator (BF-5).

    What lowers danger is asked once more, and so is what may have changed since, what was not
    followed, or is asked about openly.
    """
    body, facts = entry.body, known.facts
    topics = set(getattr(body, "about", ())) - _CHANGE - put_again(facts)
    topics -= {each for each in topics if facts.is_yes(each) and asks_more(body, each)}
    # Of news it is asked what more there is, also of what is known: "Is it still coming through?"
    if not topics or asks_of_news(facts, body) or body.form is QuestionForm.OPEN:
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
    # Nor is what was written, heard or said by others a sign of the caller's.
    stated |= {topic for topic, fact in facts.topics.items() if fact.how is not HowKnown.TOLD}
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
        each not in body.their_word
        and (
            (lowers(*each) and ledger.is_anothers(*each))
            or (
                each in _DISCOUNTS
                and ledger.only_another_said(*each)
                and body.text
                and not _WHOSE.search(body.text)
            )
        )
        for each in _passed_on(body, known.facts)
    )


_DISCOUNTS = ((StatementTopic.STATE_OF_MIND, True), (StatementTopic.CARER_SPEAKS, True))
"""What another says of a caller that makes their word count for less: "He's confused" (LP-12)."""
_WHOSE = late_pattern(
    r"\b(?:say\w*|said|states?|t(?:ells?|old)|claim\w*|voice|carer\w*|words?|according"
    r"|by (?:her|his)|calls? (?:him|her))\b",
    re.IGNORECASE,
)
"""How a report gives something as another's word."""


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
    """Whether officers get as a no what was not answered with one (LP-17, BF-3, BF-7).

    Not seen, in doubt, or said by a caller who may be prompted: each is something else than a no.
    An answer by a code that was not tested is found where that was done.
    """
    return any(unanswered_nos(known, entry.body.ruled_out))


def unanswered_nos(known: Knowledge, ruled_out: Iterable[Topic]) -> Iterator[Topic]:
    """Yield the topics of these that were not answered with a no."""
    facts = known.facts
    said = _said(facts, so=False)
    for topic in ruled_out:
        answered = _was_answered(facts, topic, AnswerState.NO) and not is_empty_no(facts, topic)
        if topic not in said and not answered:
            yield topic


def _was_answered(facts: KnownFacts, topic: Topic, state: AnswerState) -> bool:
    """Whether it is known so, or the last answer to it was that."""
    return facts.fact(topic) is state or facts.answer(topic) is state


def says_more_than_known(known: Knowledge, entry: Any) -> bool:
    """Whether officers get what nobody has said, heard or found (BF-4, BF-7)."""
    body, facts = entry.body, known.facts
    said = _said(facts, so=True)
    said |= {t for each in body.means if is_on_number(facts, each) for t, _ in follows([each])}
    # What a trace found is still so while the next one runs.
    found = facts.trace is Lookup.FOUND or LocationSource.TRACE in facts.sources_briefed
    traced = {LocationSource.TRACE} if found else set()
    return (
        any(topic not in said and not was_answered(facts, topic, so=True) for topic in body.topics)
        or not facts.reports.union(facts.handover, _ALWAYS).issuperset(body.heard)
        or not set(facts.markers).issuperset(body.markers)
        or not traced.union(facts.location).issuperset(body.location)
        or any(_is_made_up(facts, each) for each in body.means)
    )


_ALWAYS = frozenset({Reported.NOTHING, Reported.LINE_LOST, Reported.BACKGROUND})
"""What may be reported of any call."""


def _said(facts: KnownFacts, *, so: bool) -> set[Topic]:
    """Return the topics of which it was stated in words that they are so, or are not."""
    return {topic for each in facts.ledger for topic, is_so in follows([each[:2]]) if is_so is so}


def _is_made_up(facts: KnownFacts, stating: Stating) -> bool:
    """Whether a statement on danger or a body was neither made nor follows from an answer."""
    held = {each[:2] for each in facts.ledger}
    if STATEMENTS[stating[0]].weighs not in _OF_DANGER or stating in held:
        return False
    if is_on_number(facts, stating):
        return False
    if stating in _UNHEARD:
        return not facts.is_yes(Topic.ALONE_TO_TALK)
    named = dict(follows([stating]))
    if stating == (StatementTopic.NO_WEAPON_SEEN, True):
        seen = _was_answered(facts, Topic.WEAPON, AnswerState.NOT_SEEN)
        # "No. I don't think so." is a no in words, though one would not build on it.
        unsure = facts.speaks and _was_answered(facts, Topic.WEAPON, AnswerState.DOUBTED)
        return not (seen or unsure or _was_answered(facts, Topic.WEAPON, AnswerState.NO))
    return not all(was_answered(facts, each, so=so) for each, so in named.items()) or not named


_UNHEARD = ((StatementTopic.SOMEBODY_HEARS, False), (StatementTopic.NOBODY_HEARS, True))
"""What one who answered that nobody hears has said, however it is put."""
_OF_DANGER = (Weighs.DANGER, Weighs.COMFORT, Weighs.BODY)
