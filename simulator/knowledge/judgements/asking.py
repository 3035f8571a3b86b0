"""Which questions are open, and what has come of the test of a code."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, StatementTopic, Weighs, follows
from simulator.core.terms import Intent, Reported, Role, Sound, Topic
from simulator.derived import Derived
from simulator.knowledge.answers import FIRM, PLAIN, AnswerState, HowKnown
from simulator.knowledge.company import Company, company
from simulator.knowledge.facts import CodeState, HeardThing, Hearers, KnownFacts, WhereKnown
from simulator.knowledge.judgements.cover import ASK_FOR_HOW_MANY, NOT_ASKED_WHO_IS_HURT, cover
from simulator.knowledge.learning_step import is_said_once
from simulator.knowledge.situation import ABUSE, Situation, situations

_ASKED_AGAIN = frozenset(
    {
        *(Topic.NEEDS_POLICE, Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.INJURED, Topic.AT_HOME),
        *(Topic.NEEDS_AMBULANCE, Topic.AWAKE, Topic.AT_KNOWN_ADDRESS, Topic.SCREEN_SEEN),
        Topic.IN_A_VEHICLE,
    }
)
"""What matters so much that a question without an answer is asked once more (assumption)."""
MOST_TESTS = 3
"""After so many failed tests of a code, another channel is tried (CH-14, CH-16)."""
FEWER_TESTS = 2
"""The same of who knocks and gives no sign that was asked for: think deaf (SIT-20)."""


SIGNS_GIVEN = frozenset({Reported.TAP, Reported.COUGH, Reported.KEY_TONE})
"""Reports of signs by which a caller answers."""


def most_tests(facts: KnownFacts) -> int:
    """Return after how many failed tests another channel is tried."""
    if facts.signs:
        return MOST_TESTS
    if _knocks(facts):
        return FEWER_TESTS
    near = facts.disturbance or Reported.DISTURBANCE in facts.handover
    # Where a person is near who hears each word, no test comes again without a sign.
    return 1 if near and SIGNS_GIVEN.isdisjoint(facts.handover) else MOST_TESTS


def may_not_hear(facts: KnownFacts) -> bool:
    """Whether the caller may be deaf: they knock, and the test of the code got no answer (SIT-20).

    Not where a disturbance is heard: who knocks there may not be able to do more.
    """
    tested = is_test_open(facts) or facts.code_failures > 0
    noise = _knocks(facts) or _noise_after_a_call(facts)
    return tested and noise and not facts.signs and not facts.disturbance


def _knocks(facts: KnownFacts) -> bool:
    return facts.has_thing(Role.CALLER, Sound.KNOCK)


def _noise_after_a_call(facts: KnownFacts) -> bool:
    """Whether the number rang before, and the operator heard a noise now, and no word.

    Not where a marker says whom a lit screen could be shown to.
    """
    noise = not {Reported.NOISE, Reported.TAP}.isdisjoint(facts.handover)
    return noise and bool(facts.earlier) and ABUSE.isdisjoint(facts.markers)


def can_answer(facts: KnownFacts) -> bool:
    """Whether the caller can answer: in words, or by signs in a tested code."""
    return facts.speaks or facts.code is CodeState.TESTED


_TALKS_BESIDE = HeardThing(Role.ROOM, Intent.NOT_TO_CALL)


def _is_heard_beside(facts: KnownFacts) -> bool:
    """Whether another person was heard to talk so near that they hear the call."""
    return facts.hear is Hearers.UNSAFE and _TALKS_BESIDE in facts.things


def _is_alone(facts: KnownFacts) -> bool:
    """Whether the caller has said that nobody is there, and nothing has come since."""
    return facts.is_no(Topic.OTHER_PERSON_PRESENT) and facts.hear is not Hearers.UNSAFE


_NOT_IN_COVER = frozenset({Topic.WEAPON, Topic.INJURED, Topic.MORE_THAN_ONE, Topic.AT_HOME})


def breaks_cover(facts: KnownFacts, topic: Topic) -> bool:
    """Whether nobody whom a caller in disguise pretends to talk to would ask that (CH-38)."""
    if facts.other_voice or Situation.DISGUISED not in situations(facts):
        return False
    if topic is Topic.AT_HOME:
        return facts.is_yes(Topic.AT_KNOWN_ADDRESS)  # "The same address" was as good.
    if topic is Topic.MORE_THAN_ONE:
        return cover(facts) not in (None, *ASK_FOR_HOW_MANY)
    return topic is Topic.WEAPON or cover(facts) in NOT_ASKED_WHO_IS_HURT


def _hears_and_is_there(facts: KnownFacts) -> bool:
    """Whether a caller who does not pretend has said that another person hears: they are there."""
    return facts.is_no(Topic.ALONE_TO_TALK) and Situation.DISGUISED not in situations(facts)


_IN_A_ROOM = ("hiding", "locked_own_door", "floor", "broken_in", "in_another_room")


def _is_in_a_room(facts: KnownFacts) -> bool:
    """Whether the caller's words are of a room: then it is not asked whether they are indoors."""
    at_home = facts.is_yes(Topic.AT_HOME) or facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    if facts.speaks and at_home:
        return True
    own = {str(topic) for topic, value in facts.ledger.own if value}
    return not own.isdisjoint(_IN_A_ROOM) or {"not_at_home", "helper_there"} <= own


def _talks_to_them(facts: KnownFacts) -> bool:
    """Whether who hears is known to the caller, who talks to them or has a marker for a partner."""
    if facts.hear is not Hearers.UNSAFE:
        return False
    talks = any(each.topic is StatementTopic.TO_PERSON_THERE for each in facts.ledger)
    return talks or not ABUSE.isdisjoint(facts.markers)


_SETTLED_BY: Mapping[Topic, Callable[[KnownFacts], bool]] = {
    **{topic: partial(breaks_cover, topic=topic) for topic in _NOT_IN_COVER},
    Topic.OTHER_PERSON_PRESENT: _hears_and_is_there,
    # Who has said that nothing hurts has answered "Doctor?" as well.
    Topic.NEEDS_AMBULANCE: lambda facts: (
        facts.is_no(Topic.INJURED) and facts.of(Topic.NEEDS_AMBULANCE).asked > 0
    ),
    Topic.KNOWS_PERSON: _talks_to_them,
    Topic.INDOORS: lambda facts: _is_in_a_room(facts),
    Topic.WEAPON: lambda facts: (StatementTopic.NO_WEAPON_SEEN, True) in facts.ledger.stated,
    Topic.SAME_ROOM: lambda facts: _is_heard_beside(facts) or _is_alone(facts),
}
"""What need not or may not be asked by what else is known, or by whom the caller talks to."""


_S = StatementTopic
_OF_A_HOME = (_S.PARTNER, _S.EX_PARTNER, _S.PARENT, _S.BROKEN_IN, _S.LOCKED_OWN_DOOR, _S.HIDING)
_OF_STRANGERS = (_S.STRANGER, _S.SEVERAL_PEOPLE, _S.OTHER_HURT, _S.WAY_GONE, _S.HAS_GONE)


def is_in_the_street(facts: KnownFacts) -> bool:
    """Whether it happened where nobody lives: a stranger, and no word of a home."""
    return facts.derived(_IN_THE_STREET)


def _is_in_the_street(facts: KnownFacts) -> bool:
    says = facts.believes
    if any(says(each) for each in _OF_A_HOME):
        return False
    outside = says(_S.CALLER_OUTSIDE) or facts.is_yes(Topic.ON_FOOT) or facts.is_no(Topic.INDOORS)
    indoors = any(map(facts.is_yes, (Topic.AT_HOME, Topic.INDOORS, Topic.AT_KNOWN_ADDRESS)))
    strange = says(_S.STRANGER) and says(_S.OTHER_HURT) and not (indoors or facts.address)
    return strange or (outside and any(says(each) for each in _OF_STRANGERS))


_IN_THE_STREET = Derived(
    "in the street", frozenset({"ledger", "topics", "address"}), _is_in_the_street, noted=True
)
_OF_ONE_AT_HOME = (_S.PARTNER, _S.RELATIVE, _S.PARENT, _S.BROKEN_IN)
_REFUGE = (_S.HIDING, _S.LOCKED_OWN_DOOR)


def _hides_from(facts: KnownFacts) -> bool:
    """Whether a door or a hiding place is between the caller and one who is named, or broke in."""
    says = facts.believes
    gone = says(_S.HAS_GONE) or says(_S.PERSON_OUTSIDE) or facts.is_yes(Topic.HAS_LEFT)
    refuge = any(says(each) for each in _REFUGE)
    return refuge and not gone and any(says(each) for each in _OF_ONE_AT_HOME)


class Senseless(NamedTuple):
    """Questions that what the caller has said makes senseless, though it answers none with yes."""

    id: str
    says: str
    so: Callable[[KnownFacts], bool]
    topics: tuple[Topic, ...]
    why: str


SENSELESS = (
    Senseless(
        "NB-held-fast",
        "the caller is locked in, or kept there",
        lambda f: f.believes(_S.LOCKED_IN) or f.believes(_S.HELD_BY_OTHERS),
        (Topic.DOOR_LOCKED,),
        "Who is locked in has said that the door is locked, and who locked it (DR-17).",
    ),
    Senseless(
        "NB-held-place",
        "others keep the caller, or make them work",
        lambda f: f.believes(_S.HELD_BY_OTHERS),
        (Topic.AT_HOME, Topic.KNOWS_PERSON, Topic.HAS_LEFT, Topic.PEOPLE_NEAR),
        "Whom others keep or make work has said whose place it is, and who they are.",
    ),
    Senseless(
        "NB-hides-from",
        "the caller hides from, or has locked out, the one who harms at home",
        lambda f: _hides_from(f),
        (Topic.OTHER_PERSON_PRESENT,),
        "Who hides from a person in their home has said that a person is there.",
    ),
    Senseless(
        "NB-street",
        "a person was attacked in the street",
        is_in_the_street,
        (Topic.CHILDREN, Topic.IN_THE_HOUSE, Topic.AT_HOME, Topic.DOOR_LOCKED, Topic.MOVING),
        "Who was attacked in the street is not asked what only one in a home could answer.",
    ),
)
"""What is left out of every list of questions, and asked by no row (B05)."""


_SENSELESS_IF = {
    topic: tuple(each.so for each in SENSELESS if topic in each.topics)
    for topic in chain.from_iterable(each.topics for each in SENSELESS)
}


def _is_senseless(facts: KnownFacts, topic: Topic) -> bool:
    return topic in _SENSELESS_IF and any(so(facts) for so in _SENSELESS_IF[topic])


def is_open(facts: KnownFacts, topic: Topic) -> bool:
    """Whether a topic is to be asked: B05 forbids a question whose answer is known.

    What matters is asked once more if no answer came: steps, a noise or a cut may have been the
    reason. Other words come between, so it is never asked twice running.
    """
    known = facts.of(topic)
    if topic in _SETTLED_BY and _SETTLED_BY[topic](facts):
        return False
    if _is_senseless(facts, topic):
        return False
    if topic is Topic.SAME_ROOM and is_where_lapsed(facts):
        return True
    if not known.asked and _is_said(facts, topic):
        return False
    answered = known.value in PLAIN and known.how is not HowKnown.OTHER
    if known.stated or answered or not known.asked:
        return not (known.stated or answered)
    missed = known.asked == 1 and known.answer in (AnswerState.ASKED, AnswerState.DOUBTED)
    return missed and topic in _ASKED_AGAIN and not facts.is_now("asking", topic)


def _is_said(facts: KnownFacts, topic: Topic) -> bool:
    """Whether the caller's own statements answer it, believed or not: it is asked no more.

    Who can hear is: that nobody does is believed only of a caller who is free (practice2 BF-2).
    """
    if topic is Topic.ALONE_TO_TALK:
        return False
    return facts.has(_ANSWERED, topic)


def _answered(facts: KnownFacts) -> frozenset[Topic]:
    return frozenset(topic for topic, _ in follows(facts.ledger.own))


_ANSWERED = Derived("topics answered by statements", frozenset({"ledger"}), _answered)


_SAYS_WHAT = frozenset(
    (topic, True)
    for topic in StatementTopic
    if topic is not StatementTopic.WANTS_POLICE
    and STATEMENTS[topic].weighs in (Weighs.DANGER, Weighs.BODY, Weighs.PERSON)
)


def said_what(facts: KnownFacts) -> bool:
    """Whether the caller's words say more than that police are wanted: nobody asks what then."""
    return not facts.ledger.own.isdisjoint(_SAYS_WHAT)


def with_whom(facts: KnownFacts) -> Company:
    """Return who is with the caller, by what the caller has said."""
    return facts.derived(_COMPANY)


_COMPANY = Derived("company", frozenset({"ledger"}), lambda facts: company(facts.ledger))


def is_where_lapsed(facts: KnownFacts) -> bool:
    """Whether it is too old where one who is feared is, and was not asked again since (BF-6)."""
    old = facts.whereabouts is WhereKnown.LAPSED and facts.of(Topic.SAME_ROOM).asked < 2
    feared = (Company.HARMS, Company.NOT_KNOWN)
    return old and not facts.is_yes(Topic.HAS_LEFT) and with_whom(facts) in feared


def is_unheard_once(facts: KnownFacts) -> bool:
    """Whether a caller has denied that another person can hear, and no more: it is asked again."""
    topic = Topic.ALONE_TO_TALK
    return is_said_once(topic, facts.of(topic))


def is_test_open(facts: KnownFacts) -> bool:
    """Whether the code as stated was tested and not passed; its failure is not counted yet."""
    hears = facts.of(Topic.CAN_HEAR)
    tested = hears.asked > facts.code_failures and hears.answer is not AnswerState.YES
    return facts.code is CodeState.STATED and tested


def is_miscounted(facts: KnownFacts) -> bool:
    """Whether the test of the code got a sign that is neither the code's yes nor its no."""
    hears = facts.of(Topic.CAN_HEAR)
    odd = hears.answer in (AnswerState.DOUBTED, AnswerState.NO) and hears.times > 0
    return odd and facts.is_now("asking", Topic.CAN_HEAR) and facts.code is not CodeState.TESTED


def told(facts: KnownFacts, topic: Topic, value: AnswerState) -> bool:
    """Return whether the caller said so: in words, by text, or by a sign in a tested code."""
    known = facts.of(topic)
    return known.value is value and known.how in FIRM


def told_yes(facts: KnownFacts, *topics: Topic) -> bool:
    """Return whether the caller said that one of these is so."""
    known = not facts.topics.keys().isdisjoint(topics)
    return known and any(told(facts, topic, AnswerState.YES) for topic in topics)
