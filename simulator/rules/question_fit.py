"""Whether the question of an act fits what was known before it."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.statements import StatementTopic
from simulator.core.terms import Reported, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import CodeState, KnownFacts, Stamp
from simulator.knowledge.judgements.asking import is_where_lapsed, told
from simulator.knowledge.judgements.danger import is_other_there
from simulator.knowledge.judgements.dated import TOLD_TO_OFFICERS, last_disturbed, stamp_of
from simulator.knowledge.judgements.fitting import NEVER_ASKED
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import ABUSE, Situation, situations
from simulator.knowledge.uptake import passed_over, takes_up
from simulator.late_pattern import late_pattern

ASKED_AGAIN_AFTER: Millis = 60_000
"""After a minute an answer may have changed, and the question is a new one (assumption)."""
_YES, _NO = AnswerState.YES, AnswerState.NO
_OPENLY = terms.QuestionForm.OPEN
_ORDERS = frozenset({Topic.ORDERS})
_NOT_ASKED: Mapping[Situation, Collection[Topic]] = {
    Situation.STRANGER: _ORDERS | {Topic.CAN_OPEN_DOOR},
    Situation.FOLLOWED: frozenset(
        {Topic.AT_HOME, Topic.INDOORS, Topic.IN_THE_HOUSE, Topic.DOOR_LOCKED, Topic.SAME_ROOM}
        | {Topic.CAN_STAY_HIDDEN, Topic.CAN_OPEN_DOOR}
    ),
    Situation.VEHICLE: frozenset({Topic.AT_HOME, Topic.DOOR_LOCKED, Topic.IN_THE_HOUSE}),
    Situation.CHILD: _ORDERS | {Topic.WEAPON, Topic.DRINK_OR_DRUGS, Topic.KNOWS_PERSON},
    Situation.ILL: _ORDERS | {Topic.WEAPON, Topic.IN_THE_HOUSE},
    **NEVER_ASKED,
}
"""Topics of no use in a situation: the column *never* of practice 1.6 and practice2 1.2 (B40)."""
_WANT_IT = (Stamp.OFFICERS_ASKED, Stamp.SERVICE_ASKED)
"""Who has asked for it: then it is of use in any situation."""
_OTHERS_HEARD = (Reported.DISTURBANCE, Reported.VOICES, Reported.OTHER_VOICE)


def unfitting(known: Knowledge, entry: Any) -> bool:
    """Whether the question is of no use in the situation, as it seemed before (B40)."""
    facts = known.facts
    topics = set(getattr(entry.body, "about", ()))
    if topics and all(any(stamp_of(known, by, each) >= 0 for by in _WANT_IT) for each in topics):
        return False
    guesses = set(situations(facts))
    openly = getattr(entry.body, "form", None) is _OPENLY
    if Situation.DISGUISED in guesses and openly and not asks_of_sight(known, entry):
        return True
    if topics == {Topic.CAN_OPEN_DOOR} and facts.sent:
        return False
    another = is_other_there(facts) or facts.reported(*_OTHERS_HEARD)
    if another or told(facts, Topic.IN_DANGER, _YES) or not ABUSE.isdisjoint(facts.markers):
        guesses -= {Situation.ILL}
    if Situation.DISGUISED in guesses:
        guesses -= {Situation.VEHICLE}
    return any(not topics.isdisjoint(_NOT_ASKED.get(each, ())) for each in guesses)


_SIGHT = late_pattern(
    r"\bwhat can you see\b|\bwhat(?:'s| is| are you) (?:near|by|next to|passing|around)\b"
    r"|\bwhich (?:shop|pub|stop|station|road|way)\b",
    re.IGNORECASE,
)
"""Asks for a landmark, as anybody's mother may (SIT-04)."""


def asks_of_sight(known: Knowledge, entry: Any) -> bool:
    """Whether one who talks as if to another is asked what they can see: the answer fits."""
    seen = _SIGHT.search(getattr(entry.body, "words", "")) is not None
    return seen and Situation.DISGUISED in situations(known.facts)


_CHANGES = (
    *(Topic.CAN_HEAR, Topic.ALONE_TO_TALK, Topic.BREATHING_WELL, Topic.BEHIND_YOU, Topic.LOCATION),
)
"""What may be otherwise half a minute later: it is asked again while help comes (practice2 4.4)."""


def asks_more(body: Any, topic: Topic) -> bool:
    """Whether the words ask what more is noticed: "Press hard on it. Is it still coming?"."""
    direction = getattr(body, "direction", None)
    more = _MORE.search(getattr(body, "words", "")) is not None
    return more or (direction is not None and direction(topic) is terms.YesMeans.SEEN)


_MORE = late_pattern(r"\b(?:anywhere|anything|what) else\b", re.IGNORECASE)
"""How one asks for what was not yet said: "Does it hurt anywhere else?"."""


def answered_already(known: Knowledge, entry: Any) -> bool:
    """Whether the caller answered it lately and nothing was heard since.

    A "no" about danger, injury or a weapon is asked once more, the other way round (CH-15); and
    a question that was not followed is void, and comes once more, shorter (ST-94).
    """
    facts = known.facts
    if asks_of_news(facts, entry.body):
        return False
    for topic in set(getattr(entry.body, "about", ())) - put_again(facts):
        answered_so = told(facts, topic, _YES) or told(facts, topic, _NO)
        if topic in _CHANGES or not answered_so or not facts.of(topic).asked:
            continue
        openly = entry.body.form is terms.QuestionForm.OPEN
        if facts.is_yes(topic) and (openly or asks_more(entry.body, topic)):
            continue  # "Are there children there?" and then "Where are they?" (ST-54).
        if topic is Topic.SAME_ROOM and is_where_lapsed(facts):
            continue
        if topic is Topic.BREATHING_WELL and facts.is_yes(topic) and facts.of(topic).asked < 2:
            continue  # "Breathing?" and then "normally, with no gasps?" (ST-29).
        if topic in TOLD_TO_OFFICERS and facts.is_no(topic) and facts.of(topic).asked < 2:
            continue
        since = stamp_of(known, Stamp.FACT, topic)
        if entry.at - since < ASKED_AGAIN_AFTER and last_disturbed(known) < since:
            return True
    return False


def put_again(facts: KnownFacts) -> frozenset[Topic]:
    """Return what was asked last, if the caller did not follow: that comes once more (ST-94)."""
    not_followed = any(each.topic is StatementTopic.DOES_NOT_FOLLOW for each in facts.news)
    return frozenset({facts.asking} if not_followed and facts.asking else ())


def asks_of_news(facts: KnownFacts, body: Any) -> bool:
    """Whether a question takes up what has just been said: "Are they hurt anywhere else?"."""
    said = (each for each in facts.news if each.topic is not StatementTopic.DOES_NOT_FOLLOW)
    return any(takes_up(body, (each.topic, each.value)) for each in said)


def passes_over(known: Knowledge, entry: Any) -> bool:
    """Whether a question takes up nothing of what the caller has just said (LP-03, BF-5)."""
    return passed_over(known.facts, entry.body)


def changes_code(known: Knowledge, entry: Any) -> bool:
    """Whether a code that is in use is changed, without need (LP-16).

    A test that failed is one, and so is a caller who gives signs of the new kind and none of the
    old one (CH-11, CH-14).
    """
    facts, new = known.facts, entry.body.code
    old = facts.code_signs
    if old is None or old == new or facts.code_failures or facts.code is CodeState.FAILED:
        return False
    # The test was asked to its end and got no yes: what came instead may be another sign.
    if facts.asking is Topic.CAN_HEAR and facts.awaited and not facts.is_yes(Topic.CAN_HEAR):
        return False
    return new.yes.sign not in facts.signs or old.yes.sign in facts.signs


def asks_two(_known: Knowledge, entry: Any) -> bool:
    """Whether the words of a question ask for two things: "What have you taken, and when?"."""
    return _SECOND.search(getattr(entry.body, "words", "")) is not None


_SECOND = late_pattern(
    r"\?.*,? and (?:when|where|how many|how much|who)\b[^?]*\?"
    r"|^(?:what|how|who|where|when|is|are|has|have|did|does)\b[^?]*,? and (?:when|where|how many"
    r"|how much|what|who|is (?:he|she|it|there)|are (?:they|there)|has he|have you|did he)\b[^?]*\?"
    r"|\bor (?:is|are) there (?!somebody|anybody|another|more|only|just|nobody)\b[^?]*\?",
    re.IGNORECASE,
)
"""A second question in the same breath (assumption after LP-02)."""
