"""What officers lack of what is known, and what they ask."""

from simulator.core import terms
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Topic
from simulator.knowledge.answers import HowKnown
from simulator.knowledge.facts import Derived, HeardThing, KnownFacts
from simulator.knowledge.judgements.danger import ANSWERS, hides, is_beside
from simulator.knowledge.situation import Situation, is_empty_no, situations

PLACES = frozenset({Topic.AT_KNOWN_ADDRESS, Topic.LOCATION, terms.LocationSource.TRACE})
"""What says where the caller is."""


_S = StatementTopic
_THREATENS = frozenset(
    {
        *(_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.WEAPON_IN_REACH, _S.VIOLENCE, _S.BROKEN_IN),
        *(_S.ROBBERY, _S.HELD_BY_OTHERS, _S.HIT, _S.STRANGLED, _S.SEXUAL_ASSAULT, _S.LOCKED_IN),
        *(_S.HIDING, _S.PERSON_OUTSIDE, _S.COMING_CLOSER, _S.THREAT_TO_KILL, _S.STALKED),
        *(_S.PHONE_WATCHED, _S.SOMEBODY_HEARS, _S.SAYS_WHAT_TO_SAY, _S.COURT_ORDER),
        *(_S.EX_PARTNER, _S.AFRAID, _S.CARER_SPEAKS),
    }
)
"""What is stated of a person who hurts, threatens or controls the caller."""
_BY_ANOTHER = frozenset(
    {
        *(Situation.OTHER_VOICE, Situation.STRANGER, Situation.BURGLARY, Situation.DRIVEN),
        *(Situation.CONFINED, Situation.CHILD_HIDES, Situation.COACHED, Situation.DISGUISED),
        *(Situation.ROBBERY, Situation.EXPLOITED, Situation.CARER_ANSWERS),
    }
)
_WITHOUT_ANOTHER = frozenset(
    {
        *(Situation.FALLEN, Situation.ILL, Situation.OVERDOSE, Situation.CHILD_WITH_ILL_ADULT),
        *(Situation.FIRE, Situation.DEVICE, Situation.TEXT_ONLY),
    }
)


def others_matter(facts: KnownFacts) -> bool:
    """Whether another person may harm the caller, or nothing shows that this is something else.

    Of a silent call that shows nothing, it has to be thought.
    """
    stated = any(each.value and each.topic in _THREATENS for each in facts.ledger)
    kinds = situations(facts)
    if stated or facts.disturbance or facts.markers or not _BY_ANOTHER.isdisjoint(kinds):
        return True
    return _WITHOUT_ANOTHER.isdisjoint(kinds)


def to_come_quietly(facts: KnownFacts) -> bool:
    """Whether a quiet approach is right: somebody may hear or hide, and nothing burns (SIT-27)."""
    kinds = situations(facts)
    outside = Situation.FOLLOWED in kinds and Situation.DRIVEN not in kinds
    return others_matter(facts) and not outside and Situation.FIRE not in kinds


def is_news(facts: KnownFacts, thing: HeardThing) -> bool:
    """Whether something heard is more than another answer by a sign that is known already."""
    reports = facts.heard[thing].reports
    return not (ANSWERS.issuperset(reports) or thing.what in (Intent.SAYS_YES, Intent.SAYS_NO))


def is_told(facts: KnownFacts, topic: Topic) -> bool:
    """Whether the caller answered it: what was only heard is briefed as heard."""
    told = facts.of(topic).how in (HowKnown.TOLD, HowKnown.TEXT) and not is_empty_no(facts, topic)
    return told and topic not in (Topic.CAN_HEAR, Topic.COVER_WORDS)


def news(facts: KnownFacts) -> tuple[object, ...]:
    """Return what officers lack: not each sign again, nor whether the caller hears."""
    return facts.derived(_NEWS)


def _news(facts: KnownFacts) -> tuple[object, ...]:
    return tuple(
        item
        for item in facts.unbriefed
        if not (isinstance(item, Topic) and not is_told(facts, item))
        and not (isinstance(item, HeardThing) and not is_news(facts, item))
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
)


def answer_known(facts: KnownFacts, topic: Topic) -> bool:
    """Whether what officers ask is known: an open question about the place by the caller's word."""
    if topic is Topic.LOCATION:
        return facts.place_given or facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    if is_empty_no(facts, topic):
        return False
    return facts.is_yes(topic) or facts.is_no(topic)


def to_relay(facts: KnownFacts) -> Topic | None:
    """Return what officers ask that this caller can be asked, and has not been asked since."""
    return next(
        (
            topic
            for topic in facts.officers_ask
            if not answer_known(facts, topic)
            and topic not in facts.relayed
            and (topic is not Topic.LOCATION or facts.speaks)
            and (topic is not Topic.CAN_OPEN_DOOR or not (hides(facts) or is_beside(facts)))
        ),
        None,
    )
