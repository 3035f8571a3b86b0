"""What a call handler may say or write, and need not ask, while officers travel (practice2 4)."""

from collections.abc import Collection, Iterator, Mapping

from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.core.terms import Intent, Reported, Sound, Topic, UnitStatus, Via
from simulator.derived import Derived
from simulator.knowledge.company import Company, rings_for_another
from simulator.knowledge.facts import HeardThing, Hearers, KnownFacts
from simulator.knowledge.judgements.asking import is_open, with_whom
from simulator.knowledge.judgements.danger import is_in_the_open, is_said_gone, wrote_mistake
from simulator.knowledge.judgements.fitting import NEVER_ASKED
from simulator.knowledge.judgements.judgement import fields_of
from simulator.knowledge.officers_questions import answers, fits_call, is_outside
from simulator.knowledge.situation import ABUSE, AGAINST_A_PERSON, OF_A_BODY, Situation, situations
from simulator.knowledge.threat import threatens, weeps_alone

MOST_LISTED = 3
"""Questions of the list after the first briefing, before there is silence (WT-09, assumption)."""
_CLOSE = frozenset({Sound.FOOTSTEPS, Sound.DOOR, Sound.KNOCK})
_BODY = OF_A_BODY | {Situation.FIRE, Situation.CHILD}
"""Who is hurt, ill or a child, and has no person to hide the call from."""
_OF_NOBODYS_DOING = (OF_A_BODY - {Situation.CHILD_WITH_ILL_ADULT}) | {Situation.FIRE}
_FROM_A_PERSON = AGAINST_A_PERSON | {
    *(Situation.CONFINED, Situation.OVERHEARD, Situation.CARER_ANSWERS)
}
"""Situations in which another person harms, or may: there only a plain answer makes it safe."""


def nobody_to_hide_from(facts: KnownFacts) -> bool:
    """Whether words of officers can harm nobody, though who can hear was not answered just now.

    A child with a grown-up who is ill, a patient alone, and who has said that they are alone: they
    hear that help comes also after two minutes (F17-3, WT-04).
    """
    return facts.derived(_NOBODY_TO_HIDE_FROM)


def _nobody_to_hide_from(facts: KnownFacts) -> bool:
    kinds = set(situations(facts))
    ill_adult = Situation.CHILD_WITH_ILL_ADULT in kinds
    # "She's here" is said of the one who is ill: that one is nobody to hide a call from.
    mistaken = (ill_adult or is_of_another(facts)) and not facts.is_no(Topic.ALONE_TO_TALK)
    unsafe = facts.hear is Hearers.UNSAFE and not mistaken
    if Situation.WITNESS in kinds and not unsafe:
        return facts.hear is not Hearers.EXPOSED and not facts.other_voice
    if mistaken:
        kinds -= {Situation.OVERHEARD, Situation.STRANGER}
        if not threatens(facts):
            # "We've been married fifty years": the one who is ill is nobody to hide it from.
            kinds.discard(Situation.PARTNER)
    if Situation.FIRE in kinds and with_whom(facts) is not Company.HARMS:
        kinds.discard(Situation.CONFINED)
    if unsafe or facts.hear is Hearers.EXPOSED or not kinds.isdisjoint(_FROM_A_PERSON):
        return False
    if _is_still_alone(facts):
        return True
    if _is_another_heard(facts) or not ABUSE.isdisjoint(facts.markers):
        return False
    with_them = with_whom(facts)
    there = facts.is_yes(Topic.OTHER_PERSON_PRESENT) or Situation.PARTNER in kinds
    there = there and not mistaken
    if with_them is Company.HARMS or (there and with_them is not Company.HARMLESS):
        return False
    body = not kinds.isdisjoint(_BODY)
    if facts.is_yes(Topic.WEAPON) or (facts.is_yes(Topic.IN_DANGER) and not body):
        return False
    if not mistaken and _is_company_likely(facts):
        body = False  # An overdose beside a television: who else is in there has to be asked.
    return body or says_alone(facts)


def _is_company_likely(facts: KnownFacts) -> bool:
    """Whether a television or a disturbance was heard, so that others may be in there (BF-2)."""
    on = Sound.TELEVISION in facts.handed_sounds or any(
        each.what is Sound.TELEVISION for each in facts.things
    )
    return on or facts.disturbance


_READ = fields_of(
    "situations topics ledger hear hear_lapsed heard other_voice markers speaks handover"
    " handed_sounds"
)
_NOBODY_TO_HIDE_FROM = Derived("nobody to hide from", _READ, _nobody_to_hide_from, noted=True)


def is_of_another(facts: KnownFacts) -> bool:
    """Whether the caller rings for another person, who is ill or hurt, and nobody harms."""
    return rings_for_another(facts.ledger) and with_whom(facts) is Company.HARMLESS


_SEEN = (
    *(StatementTopic.ILL, StatementTopic.NOT_WAKING, StatementTopic.BREATHING_BADLY),
    *(StatementTopic.BREATHING_WELL, StatementTopic.BLEEDING, StatementTopic.TRAPPED_OR_FALLEN),
    *(StatementTopic.STROKE_SIGNS, StatementTopic.HEAD_OR_PASSED_OUT),
)
"""Statements of a body that is in sight."""


def is_apart(facts: KnownFacts) -> bool:
    """Whether the caller rings about a person who is somewhere else: nobody can look at them."""
    if not is_of_another(facts):
        return False
    own = facts.ledger.own
    seen = any((topic, True) in own for topic in _SEEN)
    gone = (StatementTopic.PERSON_HERE, False) in own or facts.is_no(Topic.OTHER_PERSON_PRESENT)
    return gone or ((StatementTopic.SUICIDAL, True) in own and not seen)


def is_unheard(facts: KnownFacts) -> bool:
    """Whether plain words and open questions can harm nobody.

    Nobody else hears; or a grown-up speaks freely of an illness, a fall or a fire, and nothing
    shows a person who must not hear: they are asked how the body is, and not who listens (SIT-11).
    """
    return facts.derived(_UNHEARD)


def _is_unheard(facts: KnownFacts) -> bool:
    if facts.hear is Hearers.SAFE:
        return True
    kinds = situations(facts)
    if Situation.WITNESS in kinds:
        return facts.hear is Hearers.UNKNOWN and not facts.other_voice
    free = facts.speaks and Situation.CHILD not in kinds and Situation.LANGUAGE not in kinds
    return free and not _OF_NOBODYS_DOING.isdisjoint(kinds) and nobody_to_hide_from(facts)


# These two are asked by a dozen rows, and by the words of each sentence.
_UNHEARD = Derived("unheard", _READ, _is_unheard, noted=True)


def _is_still_alone(facts: KnownFacts) -> bool:
    """Whether a caller who speaks was alone and unheard, and nothing has changed but the time.

    "How long?" is answered in the next line, and not put off (practice2 4.5, CH-20).
    """
    alone = (StatementTopic.ALONE, True) in facts.ledger.own
    nobody_there = alone or facts.is_no(Topic.OTHER_PERSON_PRESENT)
    return facts.hear_lapsed and facts.speaks and nobody_there and not facts.other_voice


def says_alone(facts: KnownFacts) -> bool:
    """Whether the caller has said that nobody is with them, or that nobody hears."""
    return (
        (StatementTopic.ALONE, True) in facts.ledger.own
        or facts.is_no(Topic.OTHER_PERSON_PRESENT)
        or facts.is_yes(Topic.ALONE_TO_TALK)
    )


def _is_another_heard(facts: KnownFacts) -> bool:
    near = facts.has_heard(*_CLOSE)
    disturbed = facts.disturbance and not weeps_alone(facts)
    return near or disturbed or facts.other_voice or facts.reported(Reported.VOICES)


def is_hidden(facts: KnownFacts) -> bool:
    """Whether each word aloud may give the caller away, who hides and is not known to be alone."""
    if facts.via in _IN_SILENCE:
        return False
    kinds = situations(facts)
    # Nobody looks for who is locked in: they are asked how they are.
    seeks = _NOT_SOUGHT.isdisjoint(kinds) and any(each in kinds for each in _HIDES)
    if is_in_the_open(facts):
        return False
    # A stranger in the yard hears nothing of what is said in the house.
    if with_whom(facts) is Company.OUTSIDE and Situation.CHILD_HIDES not in kinds:
        return False
    hiding = (seeks and not is_said_gone(facts)) or facts.believes(StatementTopic.HIDING)
    return hiding and facts.hear is not Hearers.SAFE and not facts.is_yes(Topic.HAS_LEFT)


def wants_company(facts: KnownFacts) -> bool:
    """Whether the caller is one who is spoken to all the time, or nearly (practice2 4.4).

    So is any caller to whom an officer asks us to keep talking (EN-02).
    """
    asked = facts.found and facts.officer_says is Intent.OFFICER_NEEDS_LINE
    return asked or not _COMPANY.isdisjoint(situations(facts))


_IN_SILENCE = frozenset({Via.RELAY, Via.SIGNS})
"""What is typed or signed to a caller is heard by nobody in the room (E4, E5, assumption)."""
_COMPANY = OF_A_BODY | {Situation.CHILD, Situation.FOLLOWED, Situation.FIRE}
_NOT_SOUGHT = frozenset(
    {
        *(Situation.CONFINED, Situation.FOLLOWED, Situation.VEHICLE, Situation.WITNESS),
        Situation.FROM_AFAR,
    }
)
"""Nobody looks for a caller who is locked in, out of doors, or not there at all (assumption)."""
_HIDES = (Situation.CHILD_HIDES, Situation.STRANGER, Situation.BURGLARY)


def lacks_disturbance(facts: KnownFacts) -> bool:
    """Whether officers have not heard of a disturbance."""
    return any(
        Reported.DISTURBANCE in use.reports and not use.passed_on
        for thing, use in facts.heard.items()
        if isinstance(thing, HeardThing)
    )


# --- in writing, to a caller who reads and does not hear ---

ALSO_WRITTEN = (Topic.IN_THE_HOUSE, Topic.INJURED, Topic.CAN_STAY_HIDDEN, Topic.WEAPON)
"""What is asked in writing when nothing that was written asks for more (assumption)."""
_OF_A_PERSON = (Topic.IN_THE_HOUSE, Topic.WEAPON, Topic.CAN_STAY_HIDDEN)
"""What is only asked where a person harms, or may."""
_NOT_WRITTEN = (Topic.ALONE_TO_TALK, Topic.CAN_HEAR, Topic.SAME_ROOM)
"""What matters of a voice, and not of a screen (SIT-20)."""


_S = StatementTopic
_WRITTEN_ALREADY: Mapping[Topic, frozenset[StatementTopic]] = {
    Topic.OTHER_PERSON_PRESENT: frozenset(
        {
            *(_S.LOCKED_IN, _S.IN_A_VEHICLE, _S.STALKED, _S.SEVERAL_PEOPLE, _S.KNOWN_PERSON),
            *(_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.OF_ANOTHER, _S.FOLLOWED, _S.ON_BUS_OR_TRAIN),
        }
    ),
    Topic.IN_THE_HOUSE: frozenset({_S.IN_ANOTHER_ROOM, _S.PERSON_HERE, _S.HELD_BY_OTHERS}),
    Topic.IN_A_TOWN: frozenset({_S.LANDMARK}),
}
"""Statements that answer a question of ours, beside those that officers hear for it (assumption).

A driver or one who holds the door is there; who is heard in the kitchen is in the house. Who
holds scissors, and who is spoken of by what they are, is there as well.
"""
_NOT_OF_A_HIDING_CHILD = frozenset(
    {
        *(Topic.BREATHING_WELL, Topic.AWAKE, Topic.PASSED_OUT, Topic.CAN_OPEN_DOOR),
        *(Topic.DOOR_LOCKED, Topic.IN_THE_HOUSE, Topic.WEAPON, Topic.WEAPON_IN_HAND),
    }
)
"""A child who hides from violence looks at nobody, and goes to no door (practice2 8.4)."""
_OF_ONE_IN_THE_HOUSE = frozenset(
    {
        *(Topic.OTHER_PERSON_PRESENT, Topic.IN_THE_HOUSE, Topic.CAN_STAY_HIDDEN),
        *(Topic.DOOR_LOCKED, Topic.CAN_GET_OUT, Topic.PASSED_OUT),
    }
)
"""What is not asked of who writes of other people, next door or across the road."""
_IN_A_HOUSE = frozenset(
    {Topic.INDOORS, Topic.DOOR_LOCKED, Topic.CAN_OPEN_DOOR, Topic.CAN_STAY_HIDDEN}
)
"""What is not asked of who is in a car."""


_ONE_KNOWN = (_S.PARTNER, _S.EX_PARTNER, _S.RELATIVE, _S.PARENT, _S.KNOWN_PERSON)


def may_be_written(facts: KnownFacts, topic: Topic) -> bool:
    """Whether a question is put in writing: it is open, new, and the caller can know it."""
    known = facts.of(topic)
    # Who reads along matters so much that free words which were not understood do not end it.
    # So does whether one who wrote by mistake is safe: nothing else is asked of them (ST-83).
    safe = topic is Topic.IN_DANGER and wrote_mistake(facts)
    new = not known.asked or topic is Topic.SCREEN_SEEN or safe
    if not new or topic in _NOT_WRITTEN or not is_open(facts, topic):
        return False
    return fits_call(facts, topic) and not _is_written(facts, topic) and _can_see(facts, topic)


def may_be_relayed(facts: KnownFacts, topic: Topic) -> bool:
    """Whether what officers ask is put in writing: once, and where the caller can know it.

    Officers who come to a door that a person tries ask about that door: it is theirs by then.
    """
    if facts.of(topic).asked or topic in _NOT_WRITTEN:
        return False
    if topic is Topic.CAN_OPEN_DOOR and with_whom(facts) is Company.OUTSIDE and facts.arrived:
        return not _cannot_go(facts) and not _fits_nobody(facts, topic)
    return _can_see(facts, topic)


def _is_written(facts: KnownFacts, topic: Topic) -> bool:
    """Whether the caller's own statements answer a question: a danger is not asked about again."""
    said = _WRITTEN_ALREADY.get(topic, frozenset())
    own = {each for each, so in facts.ledger.own if so}
    return not said.isdisjoint(own) or bool(answers(facts, topic))


def asked_in_writing(facts: KnownFacts) -> Iterator[Topic]:
    """Yield what is still to be asked in writing, though nothing that was written asks for it."""
    # Whether they are safe is the one thing to ask of a mistake (ST-83).
    first = (Topic.IN_DANGER,) if wrote_mistake(facts) else ()
    return (topic for topic in (*first, *ALSO_WRITTEN) if may_be_written(facts, topic))


def _is_near(facts: KnownFacts) -> bool:
    """Whether officers are there or nearly: nobody is asked now whether they can stay put."""
    return facts.arrived or facts.unit_status is UnitStatus.TWO_MINUTES


def _can_see(facts: KnownFacts, topic: Topic) -> bool:
    """Whether the caller could know it, who reads: nobody sees a hand through a locked door.

    Of a person who harms nothing is asked where nothing shows one; nor is who is in a train or a
    car asked whether a person has come into the house. A door that one who harms may be at is not
    to be opened.
    """
    outside = with_whom(facts) is Company.OUTSIDE
    if _fits_nobody(facts, topic):
        return False
    if topic is Topic.MORE_THAN_ONE and any(map(facts.believes, _ONE_KNOWN)):
        return False  # Of a husband it is not asked whether there are several.
    if topic is Topic.CAN_OPEN_DOOR:
        return not (outside or threatens(facts) or _cannot_go(facts))
    if topic not in _OF_A_PERSON:
        return True
    if topic is Topic.WEAPON:
        return threatens(facts) and not outside
    if topic is Topic.CAN_STAY_HIDDEN and (outside or _is_near(facts)):
        return False  # Officers are near, or nobody is in there to hide from.
    rides = facts.is_yes(Topic.IN_A_VEHICLE) or is_outside(facts)
    return not (topic is Topic.IN_THE_HOUSE and rides) and (outside or threatens(facts))


def _cannot_go(facts: KnownFacts) -> bool:
    return facts.is_no(Topic.CAN_MOVE) or facts.is_no(Topic.CAN_GET_OUT)


def _fits_nobody(facts: KnownFacts, topic: Topic) -> bool:
    """Whether a question fits nobody in such a place or such a situation."""
    outside = with_whom(facts) is Company.OUTSIDE
    rides = facts.is_yes(Topic.IN_A_VEHICLE) or is_outside(facts)
    return any(topic in topics for topics in _out_of_place(facts, outside=outside, rides=rides))


def _out_of_place(facts: KnownFacts, *, outside: bool, rides: bool) -> Iterator[Collection[Topic]]:
    """Yield topics that fit nobody in such a place or such a situation."""
    kinds = situations(facts)
    if Situation.CHILD_HIDES in kinds:
        yield _NOT_OF_A_HIDING_CHILD
    if Situation.WITNESS in kinds:
        yield _OF_ONE_IN_THE_HOUSE
    if rides:
        yield _IN_A_HOUSE
    elif is_in_the_open(facts) or facts.believes(_S.CALLER_OUTSIDE):
        yield (Topic.DOOR_LOCKED, Topic.CAN_OPEN_DOOR)
    if outside:
        # A door is between them: nobody sees a hand, was hit, or is to get past (SIT-26).
        yield (Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.CAN_GET_OUT)
    if not threatens(facts):
        yield (Topic.KNOWS_PERSON,)  # Who is there is a friend or a patient (NB-patient).
    if facts.believes(_S.HIT) and any(map(facts.believes, _WEAPONS)):
        yield (Topic.WEAPON_USED,)  # "They hit me with a bat" has said it.
    if outside or not threatens(facts):
        yield (Topic.CHILD_HURT,)  # Whom they fear has not been near the children, or is nobody.
    if is_said_gone(facts) or facts.is_yes(Topic.HAS_LEFT):
        yield (Topic.CAN_GET_OUT, Topic.CAN_STAY_HIDDEN, Topic.WEAPON)
    if threatens(facts) or facts.believes(_S.SUICIDAL):
        yield (Topic.IN_DANGER,)  # It is written already, in the caller's own words.
    if Situation.CONFINED in kinds:
        yield (Topic.PEOPLE_NEAR, Topic.DOOR_LOCKED, *NEVER_ASKED[Situation.CONFINED])
        yield (Topic.WEAPON_IN_HAND,)  # Nobody in a boot sees a hand.
    if facts.believes(_S.OTHER_HURT) and not facts.is_yes(Topic.INJURED):
        # Who writes of another has no pain, and no gap in what they know, of their own.
        yield (Topic.STRANGLED,)
    yield from _of_a_body_written(facts, kinds)
    if is_apart(facts):
        yield _OF_ONE_BESIDE
    if facts.believes(_S.THREATENS_HIMSELF):
        yield (Topic.INJURED,)  # The one who writes is well; the other is out of sight (SIT-13).
    if rings_for_another(facts.ledger) and facts.believes(_S.IN_ANOTHER_ROOM):
        yield _SEEN_ALONE  # Nobody sees a chest through a locked door.
    if not any(map(facts.believes, _MAY_HAVE_PASSED_OUT)):
        yield (Topic.PASSED_OUT,)  # A grab or an old wound puts nobody out.
    if facts.arrived:
        yield (Topic.INDOORS, Topic.IN_A_TOWN)  # Officers are there: it would help nobody now.
    if wrote_mistake(facts):
        yield (Topic.INJURED,)  # Whether they are safe is the one thing to ask of them (ST-83).
    if facts.believes(_S.MISTAKE):
        yield (Topic.CHILDREN,)
    if facts.believes(_S.ON_BUS_OR_TRAIN):
        yield (Topic.MOVING, Topic.IN_A_VEHICLE)  # Nobody in there drives it, or is driven.
    if _is_still_to_come(facts):
        yield _OF_ONE_WHO_IS_HERE
    if Situation.EXPLOITED in kinds:
        yield (Topic.WEAPON, Topic.WEAPON_IN_HAND)  # What was done or given comes first (SIT-28).
    if Situation.ROBBERY in kinds and not outside:
        yield (Topic.IN_THE_HOUSE,)
    if {Situation.CHILD_HIDES, Situation.CHILD} & set(kinds) and facts.believes(_S.VIOLENCE):
        yield (Topic.IN_THE_HOUSE, Topic.CHILDREN)
    if facts.believes(_S.VIOLENCE) and not outside:
        yield (Topic.IN_THE_HOUSE,)  # It is in there that they break things.
    if facts.believes(_S.STRANGLED) and facts.believes(_S.HEAD_OR_PASSED_OUT):
        yield (Topic.PASSED_OUT,)
    if not rings_for_another(facts.ledger) or not any(map(facts.believes, _MAY_NOT_WAKE)):
        yield (Topic.AWAKE,)  # Who writes is awake; so is who comes in with a split lip.
    if Situation.FIRE in kinds:
        # The advice is to get out: no door is locked or opened, and nobody stays put (NB-in-fire).
        yield (Topic.DOOR_LOCKED, Topic.CAN_OPEN_DOOR, Topic.CAN_STAY_HIDDEN, Topic.CAN_MOVE)


def _is_still_to_come(facts: KnownFacts) -> bool:
    """Whether the one whom they fear has written or said that they come, and is not there yet."""
    coming = facts.believes(_S.COMING_BACK) or facts.believes(_S.BY_PHONE)
    return coming and not any(map(facts.believes, _IS_HERE))


_WEAPONS = (_S.KNIFE, _S.OTHER_WEAPON)
_IS_HERE = (
    *(_S.PERSON_HERE, _S.PERSON_OUTSIDE, _S.IN_ANOTHER_ROOM, _S.COMING_CLOSER, _S.BROKEN_IN),
    *(_S.HELD_BY_OTHERS, _S.LOCKED_IN),
)
_OF_ONE_WHO_IS_HERE = (
    *(Topic.IN_THE_HOUSE, Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.CAN_STAY_HIDDEN),
    Topic.SAME_ROOM,
)
"""What is not asked of one who is on their way: there is nobody in there yet (ST-05)."""
_OF_ONE_BESIDE = (
    *(Topic.BREATHING_WELL, Topic.AWAKE, Topic.CAN_MOVE, Topic.PASSED_OUT, Topic.INJURED),
    *(Topic.CAN_OPEN_DOOR, Topic.DOOR_LOCKED, Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.CHILDREN),
    *(Topic.MORE_THAN_ONE, Topic.OTHER_PERSON_PRESENT, Topic.IN_THE_HOUSE, Topic.CAN_STAY_HIDDEN),
)
"""What is not asked about a person who is somewhere else: nobody can look (NB-apart)."""
_SEEN_ALONE = frozenset({Topic.BREATHING_WELL, Topic.CAN_MOVE, Topic.PASSED_OUT})
"""What only who sees the one who is ill can say (assumption, SIT-13)."""
_MAY_HAVE_PASSED_OUT = (
    *(_S.HEAD_OR_PASSED_OUT, _S.STRANGLED, _S.TRAPPED_OR_FALLEN, _S.ILL, _S.BREATHING_BADLY),
    *(_S.STROKE_SIGNS, _S.TABLETS_TAKEN),
)
"""After what it is asked in writing whether they were out: a head, a neck, a fall, an illness."""
_MAY_NOT_WAKE = (*_MAY_HAVE_PASSED_OUT, _S.NOT_WAKING, _S.ASLEEP, _S.SUICIDAL, _S.OTHER_DRANK)
_NO_WOUND = frozenset(
    {*(_S.STROKE_SIGNS, _S.SUICIDAL, _S.ILL, _S.NOT_WAKING, _S.BREATHING_BADLY), _S.TABLETS_TAKEN}
)
_WOUND = frozenset({_S.BLEEDING, _S.HIT, _S.CANNOT_MOVE, _S.TRAPPED_OR_FALLEN, _S.BURNT})
_OF_A_PATIENT = (
    *(Topic.BREATHING_WELL, Topic.AWAKE, Topic.PASSED_OUT, Topic.INJURED, Topic.CHILD_HURT),
    Topic.CAN_MOVE,
)
_BESIDE_A_BODY = frozenset(
    {
        *(_S.SOMEBODY_HEARS, _S.PHONE_WATCHED, _S.AFRAID, _S.BATTERY_LOW, _S.BAD_LINE),
        *(_S.WANTS_POLICE, _S.DOG, _S.CHILDREN, _S.CONDITIONS, _S.PHONE_GOES_AWAY, _S.SUICIDAL),
        _S.IN_ANOTHER_ROOM,
    }
)
"""What names nobody who harms: of a phone, of fear, "can't talk" for want of breath (assumption).
"""


def _of_a_body_written(
    facts: KnownFacts, kinds: Collection[Situation]
) -> Iterator[Collection[Topic]]:
    """Yield topics that fit no patient such as the one who writes, or of whom is written."""
    if facts.believes(_S.IN_LABOUR):
        yield _OF_A_PATIENT  # The child who is beside her is well: all is of her.
    if rings_for_another(facts.ledger) and not is_of_another(facts):
        yield (Topic.BREATHING_WELL,)  # It would be asked of the wrong one.
    danger = {
        topic
        for topic, so in facts.ledger.own
        if so and STATEMENTS[topic].weighs is Weighs.DANGER and topic not in _BESIDE_A_BODY
    }
    if not danger and not OF_A_BODY.isdisjoint(kinds):
        yield _OF_A_PERSON  # Nobody was named: who can't get their breath can't talk either.
        # That body is asked about, one's own or another's, and no household (NB-own-body).
        yield (Topic.CHILDREN, Topic.IN_DANGER)
    if facts.believes(_S.OTHER_HURT) and is_said_gone(facts):
        yield (Topic.DOOR_LOCKED,)  # Who did it has driven off: no door is between them.
    own = {topic for topic, so in facts.ledger.own if so}
    if not danger and not own.isdisjoint(_NO_WOUND) and own.isdisjoint(_WOUND):
        yield (Topic.INJURED,)  # It was said what is wrong, and not a wound (NB-ill-hurt).
