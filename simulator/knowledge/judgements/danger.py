"""Whether life is at risk, and what speaks for and against it."""

from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.profile import Callback
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.core.terms import Intent, Marker, Reported, Sound, Topic
from simulator.derived import Derived
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.company import Company, company
from simulator.knowledge.facts import Hearers, KnownFacts, Lookup, PlaceKnown
from simulator.knowledge.judgements.asking import SIGNS_GIVEN, can_answer, told
from simulator.knowledge.judgements.judgement import Policy, fields_of
from simulator.knowledge.ledger import ASK, OWN, THEIR_WORD
from simulator.knowledge.situation import (
    ABUSE,
    AGAINST_A_PERSON,
    OF_A_BODY,
    Situation,
    is_coached,
    seems,
    situations,
)
from simulator.knowledge.threat import others_matter

SPOKEN = frozenset({Reported.SPEECH, Reported.WHISPER})
SIGNALS = SIGNS_GIVEN | SPOKEN | {Reported.FIFTY_FIVE, Reported.NOISE}
"""What an operator hears that the caller may have meant for them."""
RESPONSES = SIGNALS | {
    *(Reported.GROAN, Reported.PRETENCE, Reported.CHILD, Reported.OTHER_LANGUAGE),
    Reported.SAID_MISTAKE,
}
"""What was heard of a caller who did anything at all (practice 6.2, signalled-not-closed)."""
_EXPLAINS = frozenset(
    {Intent.SAYS_MISTAKE, Intent.CHILD_SPEAKS, Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE}
)
"""Words of a caller that show another reason for the call than a person who threatens."""
FINDABLE = (PlaceKnown.NEAR, PlaceKnown.CLOSE, PlaceKnown.DOOR)
DOMESTIC = frozenset({Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE})
ADVICE = (
    *(Intent.STAY_HIDDEN, Intent.MOVE_TO_SAFETY, Intent.LOCK_UP, Intent.SILENCE_PHONE),
    *(Intent.HIDE_REASON, Intent.GO_QUIET),
)
ADVICE_DUE = (Topic.CAN_STAY_HIDDEN, Topic.FOLLOWED, Topic.BEHIND_YOU, Topic.HAS_LEFT)
READ_OF_RISK = (
    "topics heard handover other_voice was_cut earlier markers texts_in speaks code situations"
    " signs"
)
"""What decides whether life is at risk."""
_TOGETHER: Millis = 30 * 60_000
"""Calls so close together are one story (CH-43, assumption)."""


def marker_grade(facts: KnownFacts, policy: Policy) -> str | None:
    """Return the most urgent grade that a marker on the number calls for; None if none does."""
    force = policy.force_or_none
    if force is None:
        return None
    called_for = {force.marker_grades.get(marker) for marker in facts.markers}
    return next((grade.id for grade in force.grades if grade.id in called_for), None)


def marked_emergency(facts: KnownFacts, policy: Policy) -> bool:
    grade = marker_grade(facts, policy)
    return grade is not None and grade == policy.force.emergency.id


def overheard(facts: KnownFacts) -> bool:
    """Whether words not meant for the call were heard, here or by the operator [P1 P7]."""
    return facts.reported(Reported.VOICES) or Reported.WHISPER in facts.handover


def calls_repeat(facts: KnownFacts) -> bool:
    """Whether the number rang shortly before and has a marker of abuse: a pair that counts."""
    recent = any(call.ago <= _TOGETHER for call in facts.earlier)
    return recent and not ABUSE.isdisjoint(facts.markers)


def body_at_risk(facts: KnownFacts) -> bool:
    """Whether words name what a person may die of, which is the ambulance's too (SIT-12)."""
    return any(facts.believes(each) for each in _MAY_KILL)


_MAY_KILL = (
    *(StatementTopic.BREATHING_BADLY, StatementTopic.NOT_WAKING, StatementTopic.STROKE_SIGNS),
    *(StatementTopic.ILL, StatementTopic.TABLETS_TAKEN, StatementTopic.STRANGLED),
)


def in_danger_by_situation(facts: KnownFacts) -> bool:
    """Whether a situation is an emergency, without a word of danger (SIT-03, 04, 05, 08)."""
    return any(seems(facts, each, THEIR_WORD) for each in _EMERGENCIES)


_EMERGENCIES = (
    *(Situation.PERSON_OUTSIDE, Situation.DRIVEN, Situation.CHILD_HIDES, Situation.FOLLOWED),
)


def is_emergency(facts: KnownFacts, policy: Policy) -> bool:
    """Whether an emergency is known (CH-26): danger, violence, illness, or what a marker means."""
    return facts.derived(_EMERGENCY) or marked_emergency(facts, policy)


def _is_emergency(facts: KnownFacts) -> bool:
    hurt = facts.is_yes(Topic.INJURED) and not told(facts, Topic.IN_DANGER, AnswerState.NO)
    return (
        facts.is_yes(Topic.IN_DANGER)
        or facts.is_yes(Topic.WEAPON)
        or facts.caller_said(Intent.DANGER_NOW)
        or facts.disturbance
        or facts.other_voice
        or overheard(facts)
        or facts.ill
        or hurt
        or facts.is_no(Topic.AWAKE)
        or body_at_risk(facts)
        or in_danger_by_situation(facts)
        or calls_repeat(facts)
    )


# A dozen rows ask it, and the acts of as many.
_EMERGENCY = Derived("emergency", fields_of(READ_OF_RISK), _is_emergency, noted=True)


def is_of_a_body(facts: KnownFacts) -> bool:
    """Whether what shows an emergency is illness, a fall or an overdose, and no other person."""
    kinds = set(situations(facts))
    against = not kinds.isdisjoint(AGAINST_A_PERSON) or company(facts.ledger) is Company.HARMS
    shown = facts.disturbance or facts.other_voice or not ABUSE.isdisjoint(facts.markers)
    own = {topic for topic, so in facts.ledger.own if so} - {StatementTopic.WANTS_POLICE}
    stated = any(STATEMENTS[topic].weighs is Weighs.DANGER for topic in own)
    said = stated or facts.is_yes(Topic.IN_DANGER) or facts.is_yes(Topic.WEAPON)
    return not kinds.isdisjoint(OF_A_BODY) and not (against or shown or said)


def is_precaution(facts: KnownFacts) -> bool:
    """Whether life may be at risk, though nothing shows it: it is graded so until more is known."""
    return facts.derived(_PRECAUTION)


def _is_precaution(facts: KnownFacts) -> bool:
    return (
        facts.is_yes(Topic.NEEDS_POLICE)
        or facts.is_yes(Topic.INJURED)
        or (facts.was_cut and not SIGNALS.isdisjoint(facts.handover))
        # Danger cannot be asked of a caller who only writes, so what they write decides (CH-28).
        # A message sent by mistake is checked first: safe, and nobody else reads it (ST-83).
        or (facts.texts_in > 0 and not can_answer(facts) and not wrote_mistake(facts))
    )


def wrote_mistake(facts: KnownFacts) -> bool:
    """Whether a caller who has done nothing but write has written that it was a mistake (ST-83).

    A signal on a line, or a screen that another person sees, takes its weight away.
    """
    shown = facts.signs or facts.was_cut or facts.speaks or not SIGNALS.isdisjoint(facts.handover)
    quiet = not shown and not facts.is_yes(Topic.SCREEN_SEEN)
    return facts.texts_in > 0 and quiet and says_mistake(facts)


_PRECAUTION = Derived(
    "precaution",
    frozenset(
        {"topics", "was_cut", "handover", "texts_in", "speaks", "code", "signs", "ledger", "heard"}
    ),
    _is_precaution,
    noted=True,
)


def life_at_risk(facts: KnownFacts, policy: Policy) -> bool:
    """Whether what is known calls for the emergency grade (B13, CH-26)."""
    return is_emergency(facts, policy) or is_precaution(facts)


def says_mistake(facts: KnownFacts) -> bool:
    """Whether it is the caller's own word that the call was a mistake, and no other voice's."""
    belief = facts.ledger.belief(StatementTopic.MISTAKE)
    own = belief is not None and belief.value and belief.by.speaker in OWN
    return own and not is_coached(facts)


def is_mistake(facts: KnownFacts, policy: Policy) -> bool:
    """Whether the caller's own voice confirmed a mistake and nothing speaks against it (CH-42)."""
    told_us = (
        facts.is_yes(Topic.MISTAKE)
        and facts.of(Topic.MISTAKE).how is HowKnown.TOLD
        and (facts.of(Topic.MISTAKE).asked > 0 or says_mistake(facts))
    )
    return (
        (told_us or (wrote_mistake(facts) and facts.is_no(Topic.SCREEN_SEEN)))
        and facts.is_no(Topic.IN_DANGER)
        and not life_at_risk(facts, policy)
    )


def is_doubtful(facts: KnownFacts) -> bool:
    """Whether the caller may have wanted help, though nothing is established."""
    sign = facts.signs or facts.texts_in or not SIGNALS.isdisjoint(facts.handover)
    found = facts.was_cut and facts.place is not PlaceKnown.NONE
    # An address that only a trace found says nothing about what the caller wants.
    held = facts.address and facts.trace is not Lookup.FOUND
    vehicle = terms.LocationSource.VEHICLE in facts.location
    # A mistake that was asked about and not confirmed leaves the doubt (CH-42).
    asked = facts.of(Topic.MISTAKE)
    unconfirmed = asked.asked and asked.answer is not AnswerState.YES
    explained = facts.caller_said(Intent.SAYS_MISTAKE) and not (unconfirmed or is_coached(facts))
    return bool(sign or held or found or facts.device or vehicle) and not explained


def _is_explained(facts: KnownFacts) -> bool:
    """Whether words show another reason for the call than a person: also that nobody is there."""
    alone = (StatementTopic.ALONE, True) in facts.ledger.own
    return alone or facts.has_heard(*_EXPLAINS)


def may_ring(facts: KnownFacts, policy: Policy) -> bool:
    if policy.force.callback is Callback.NOT_WITH_MARKERS and not ABUSE.isdisjoint(facts.markers):
        return False
    threatened = (
        facts.is_yes(Topic.IN_DANGER)
        or facts.is_yes(Topic.WEAPON)
        or facts.disturbance
        or facts.other_voice
        or overheard(facts)
        or (facts.was_cut and not _is_explained(facts) and others_matter(facts))
    )
    # Who spoke may be rung, but not into the hearing of a person who threatens (CH-66); and words
    # that the line cut off may have been of one.
    heard = threatened and facts.hear is not Hearers.SAFE
    risky = life_at_risk(facts, policy) and (heard or not facts.speaks)
    return policy.force.callback is Callback.USUALLY or not risky


def hides(facts: KnownFacts) -> bool:
    """Whether the caller keeps away from a person who is not a partner, inside or outside.

    Who says so; who has a stranger in the house; and who is in danger of nobody knows whom, with
    steps near.
    """
    return facts.derived(_HIDES)


def _hides(facts: KnownFacts) -> bool:
    kinds = set(situations(facts))
    if facts.is_yes(Topic.HAS_LEFT) or not kinds.isdisjoint(_ON_THE_WAY):
        return False
    danger = facts.is_yes(Topic.IN_DANGER) or facts.was_cut
    partner = seems(facts, Situation.PARTNER, ASK)
    return (
        not kinds.isdisjoint((Situation.STRANGER, Situation.BURGLARY))
        or facts.believes(StatementTopic.HIDING)
        or (danger and not partner and kinds <= _SAYS_NOT_WHO and _steps_near(facts))
    )


def _steps_near(facts: KnownFacts) -> bool:
    return facts.has_heard(Sound.FOOTSTEPS)


_HIDES = Derived("hides", fields_of("situations topics was_cut ledger heard"), _hides, noted=True)
_ON_THE_WAY = (Situation.FOLLOWED, Situation.VEHICLE)
"""A caller out of doors is not advised to stay where they are (SIT-04, SIT-05)."""
_SAYS_NOT_WHO = frozenset(
    {
        *(Situation.UNKNOWN, Situation.OVERHEARD, Situation.THREAT_WITHOUT_PLACE),
        *(Situation.RANG_BEFORE, Situation.TEXT_ONLY, Situation.OPEN_LINE, Situation.BURGLARY),
    }
)
"""Situations that leave open who threatens the caller, and with what."""


def talks_freely(facts: KnownFacts) -> bool:
    """Whether a caller who speaks is heard by nobody, or was at their last word of it.

    Nobody falls silent for a person outside who shouts: they are not in the room.
    """
    if facts.hear is Hearers.SAFE:
        return True
    if facts.other_voice or facts.hear is not Hearers.UNKNOWN:
        return False
    outside = company(facts.ledger) is Company.OUTSIDE and facts.is_yes(Topic.ALONE_TO_TALK)
    return facts.hear_lapsed or outside or Situation.WITNESS in situations(facts)


_INDOORS = (
    *(StatementTopic.LOCKED_OWN_DOOR, StatementTopic.HIDING, StatementTopic.FLOOR),
    *(StatementTopic.BROKEN_IN, StatementTopic.AT_WORK),
)


def has_a_door(facts: KnownFacts) -> bool:
    """Whether the caller is known to be where a door can be locked or opened."""
    if facts.believes(StatementTopic.CALLER_OUTSIDE) or facts.is_no(Topic.INDOORS):
        return False
    known = any(map(facts.is_yes, (Topic.AT_HOME, Topic.INDOORS, Topic.AT_KNOWN_ADDRESS)))
    return bool(facts.address) or known or any(facts.believes(each) for each in _INDOORS)


def is_in_the_open(facts: KnownFacts) -> bool:
    """Whether a caller who speaks is out of doors, and hides from nobody.

    Nobody looks for them behind a door, and nothing said of doors and rooms fits them.
    """
    return facts.derived(_IN_THE_OPEN)


def _is_in_the_open(facts: KnownFacts) -> bool:
    says = facts.believes
    if not facts.speaks or says(StatementTopic.HIDING) or says(StatementTopic.LOCKED_IN):
        return False
    if says(StatementTopic.CALLER_OUTSIDE) or facts.is_no(Topic.INDOORS):
        return True
    of_others = (StatementTopic.OF_OTHERS, True) in facts.ledger.stated
    return of_others and not has_a_door(facts)


_IN_THE_OPEN = Derived(
    "in the open", frozenset({"speaks", "ledger", "topics", "address"}), _is_in_the_open, noted=True
)
_IN_AGAIN = (
    *(StatementTopic.PERSON_HERE, StatementTopic.IN_ANOTHER_ROOM, StatementTopic.COMING_CLOSER),
    *(StatementTopic.PERSON_OUTSIDE, StatementTopic.SOMEBODY_HEARS),
)


def is_said_gone(facts: KnownFacts) -> bool:
    """Whether the caller has said that they have gone, believed or not, and nothing since of them.

    It lowers nothing alone; but nobody asks then whether they are in the room.
    """
    gone = False
    for each in facts.ledger:
        if each.speaker in OWN and each.topic is StatementTopic.HAS_GONE:
            gone = each.value
        elif each.value and each.topic in _IN_AGAIN:
            gone = False
    return gone


def is_beside(facts: KnownFacts) -> bool:
    """Whether another person is in the same room: nobody is asked past them to a door (CH-31)."""
    return facts.is_yes(Topic.SAME_ROOM) and not facts.is_yes(Topic.HAS_LEFT)


_OTHER_THERE = (
    *(Topic.OTHER_PERSON_PRESENT, Topic.MORE_THAN_ONE, Topic.IN_THE_HOUSE, Topic.FOLLOWED),
    Topic.SAME_ROOM,
)


def is_other_there(facts: KnownFacts) -> bool:
    """Whether another person is known to be there, or near enough to hear."""
    said = any(map(facts.is_yes, _OTHER_THERE)) or facts.is_no(Topic.ALONE_TO_TALK)
    return facts.other_voice or said


_STAYS_AT_RISK = frozenset(
    {
        *((StatementTopic.COMING_CLOSER, True), (StatementTopic.COMING_BACK, True)),
        *((StatementTopic.SOMEBODY_HEARS, True), (StatementTopic.PHONE_WATCHED, True)),
    }
)
"""What a caller says by which it may be dangerous to stay on the line (CH-83, ST-77)."""


def says_staying_is_dangerous(facts: KnownFacts) -> bool:
    """Whether the caller's own words say that they can't stay on the line, or may be found."""
    said = not facts.ledger.own.isdisjoint(_STAYS_AT_RISK)
    return said or facts.caller_said(Intent.CANNOT_TALK) or says_phone_goes_away(facts)


def says_phone_goes_away(facts: KnownFacts) -> bool:
    """Whether the caller said that the phone has to be put away: it is theirs to end (ST-77)."""
    return (StatementTopic.PHONE_GOES_AWAY, True) in facts.ledger.own
