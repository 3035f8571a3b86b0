"""What officers lack of what is known, and what they ask."""

from simulator.core import terms
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Sound, Topic
from simulator.derived import Derived
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import HeardThing, KnownFacts
from simulator.knowledge.judgements.asking import SIGNS_GIVEN
from simulator.knowledge.judgements.danger import hides, is_beside
from simulator.knowledge.judgements.judgement import fields_of
from simulator.knowledge.ledger import Audience
from simulator.knowledge.officers_questions import answers, fits_call
from simulator.knowledge.situation import is_empty_no

PLACES = frozenset({Topic.AT_KNOWN_ADDRESS, Topic.LOCATION, terms.LocationSource.TRACE})
"""What says where the caller is."""


TALK = frozenset({Intent.SAYS_YES, Intent.SAYS_NO, Intent.DOES_NOT_FOLLOW, Intent.ASKS_HOW_LONG})
"""Talk about the call."""
NO_NEWS = TALK.union({*(Sound.CHATTER, Sound.LOUD_BREATH, Sound.CLOTH, Sound.CLICK)})
"""Statements that help no officer alone: talk about the call, and bare sounds."""


def is_news(facts: KnownFacts, thing: HeardThing) -> bool:
    """Whether something heard is more than another answer by a sign that is known already."""
    reports = facts.heard[thing].reports
    return not (SIGNS_GIVEN.issuperset(reports) or thing.what in NO_NEWS)


def is_told(facts: KnownFacts, topic: Topic) -> bool:
    """Whether the caller answered it: what was only heard is briefed as heard."""
    told = facts.of(topic).how in (HowKnown.TOLD, HowKnown.TEXT) and not is_empty_no(facts, topic)
    return told and topic not in (Topic.CAN_HEAR, Topic.COVER_WORDS)


def is_denial_told(facts: KnownFacts) -> bool:
    """Whether officers know that the caller said no to the place that is on the number (CH-53)."""
    said_no = facts.is_no(Topic.AT_KNOWN_ADDRESS) and facts.of(Topic.AT_KNOWN_ADDRESS).passed_on
    elsewhere = any(
        each.to is Audience.OFFICERS and each.topic is StatementTopic.NOT_AT_HOME and each.value
        for each in facts.passed_on
    )
    return said_no or elsewhere


def news(facts: KnownFacts) -> tuple[object, ...]:
    """Return what officers lack: not each sign again, nor whether the caller hears."""
    return facts.derived(_NEWS)


def _news(facts: KnownFacts) -> tuple[object, ...]:
    sounds = facts.derived(_SOUNDS)
    return tuple(
        item
        for item in facts.unbriefed
        if not (isinstance(item, Topic) and not is_told(facts, item))
        and not (isinstance(item, HeardThing) and item not in sounds)
    )


# Alone: a sound that is noted, or is not news, changes it as seldom as anything else.
_SOUNDS = Derived(
    "sounds that are news",
    frozenset({"heard"}),
    lambda facts: frozenset(each for each in facts.heard if is_news(facts, each)),
)

_NEWS = Derived(
    "news for officers",
    frozenset(
        {
            *("topics", "heard", "ledger", "passed_on", "trace", "location"),
            *("markers", "markers_briefed", "sources_briefed"),
        }
    ),
    _news,
    noted=True,
)


def answer_known(facts: KnownFacts, topic: Topic) -> bool:
    """Whether what officers ask is known: an open question about the place by the caller's word."""
    if topic is Topic.LOCATION:
        return facts.place_given or facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    if is_empty_no(facts, topic):
        return False
    return facts.is_yes(topic) or facts.is_no(topic) or bool(answers(facts, topic))


def to_relay(facts: KnownFacts) -> Topic | None:
    """Return what officers ask that this caller can be asked, and has not been asked since."""
    return facts.derived(_TO_RELAY)


def _to_relay(facts: KnownFacts) -> Topic | None:
    return next(
        (
            topic
            for topic in facts.officers_ask
            if topic not in facts.relayed and can_be_asked(facts, topic)
        ),
        None,
    )


def can_be_asked(facts: KnownFacts, topic: Topic) -> bool:
    """Whether what officers ask is not known, and is one to put to this caller."""
    return (
        not answer_known(facts, topic)
        # Who cannot see it has been asked, and is not asked again (0.1 rule 4).
        and facts.answer(topic) is not AnswerState.NOT_SEEN
        and fits_call(facts, topic)
        and (topic is not Topic.LOCATION or facts.speaks)
        and (topic is not Topic.CAN_OPEN_DOOR or not (hides(facts) or is_beside(facts)))
    )


_TO_RELAY = Derived(
    "to relay",
    fields_of(
        "officers_ask relayed topics place_given speaks was_cut situations ledger heard handover"
        " other_voice markers"
    ),
    _to_relay,
    noted=True,
)
"""Every topic that can be asked has a row for it, and each row asks this."""
