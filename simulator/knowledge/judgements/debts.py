"""What is owed to a caller, or to another service, of what has just been said (practice2 4.1, 6).

A question to us is answered next, a sign of life at risk is followed by a look at the breathing,
ambulance control hears what is new of a body, and who is let go hears how long it will be.
"""

from simulator.core.statements import StatementTopic
from simulator.core.terms import Reported, Service, Sound, Topic
from simulator.knowledge.facts import Hearers, KnownFacts
from simulator.knowledge.judgements.danger import DOMESTIC
from simulator.knowledge.judgements.families import situation, stated, told_yes
from simulator.knowledge.judgements.judgement import called, judged
from simulator.knowledge.judgements.table import (
    advice_waits,
    apart,
    behind_door,
    found,
    hear_unsafe,
    hidden,
    other_voice,
    writes,
)
from simulator.knowledge.services import lacked_by, worse_by
from simulator.knowledge.situation import Situation

_S = StatementTopic
_TO_US = frozenset({_S.HOW_LONG, _S.ARE_YOU_THERE})
LIFE_SIGNS = frozenset({_S.BREATHING_BADLY, _S.NOT_WAKING, _S.CHILD_HURT, _S.BLEEDING})
"""After which the breath, or the wound, comes before any other question (ST-22, 28, 30, 55)."""
_OF_A_BODY = frozenset(
    {
        *(_S.BREATHING_BADLY, _S.NOT_WAKING, _S.BLEEDING, _S.HEAD_OR_PASSED_OUT, _S.STRANGLED),
        *(_S.STROKE_SIGNS, _S.TABLETS_TAKEN, _S.CHILD_HURT, _S.IN_LABOUR, _S.BURNT, _S.ON_BACK),
    }
)
"""What changes what an ambulance does (practice2 6, BR-05)."""
_OF_A_FIRE = frozenset(
    {
        *(_S.STILL_INSIDE, _S.TRAPPED_OR_FALLEN, _S.CANNOT_MOVE, _S.BREATHING_BADLY),
        *(_S.BURNT, _S.CHILD_HURT, _S.NOT_WAKING, _S.OTHER_HURT),
    }
)
"""What changes whom a crew looks for first (SIT-27)."""
_SIGNS = (Reported.FIFTY_FIVE, Reported.TAP, Reported.COUGH, Reported.WHISPER, Reported.SPEECH)

fifty_five = judged("police know that 55 was pressed", "handover reported",
    lambda f, _: Reported.FIFTY_FIVE in f.handover or f.reported(Reported.FIFTY_FIVE))  # fmt: skip
wants_police = told_yes(Topic.NEEDS_POLICE)
disturbance_sound = judged(
    "a disturbance was heard as a sound, here or by the operator",
    "heard handover",
    lambda f, _: (
        Reported.DISTURBANCE in f.handover
        or any(
            isinstance(each.what, Sound) and Reported.DISTURBANCE in use.reports
            for each, use in f.heard.items()
        )
    ),
)
wait_known = judged(
    "officers, who are not there, have said how long it will be",
    "eta delayed_for unit found arrived",
    lambda f, _: (
        not (f.found or f.arrived)
        and (f.eta is not None or (f.delayed_for is not None and not f.unit))
    ),
)
asks_us = judged(
    "the caller has asked whether we are there, or how long it will be, and has no answer",
    "news",
    lambda f, _: any(each.topic in _TO_US and each.value for each in f.news),
)
asks_time = judged(
    "the caller has asked how long it will be, and has no answer",
    "news",
    lambda f, _: any(each.topic is _S.HOW_LONG and each.value for each in f.news),
)
asks_known_time = called(
    "the caller has asked for the time that officers gave, and no other person is known to hear",
    asks_time & wait_known & ~hear_unsafe & ~hidden & ~other_voice,
)
control_advice_due = called(
    "what ambulance control says to do waits for the caller, and no other person is known to hear",
    advice_waits & ~found & ~other_voice & ~hear_unsafe & ~hidden & ~apart & ~behind_door & ~writes,
)
control_advice_put = called("no advice of ambulance control waits", ~advice_waits)
others_inside = stated(_S.STILL_INSIDE)
life_sign = judged(
    "a sign that life is at risk was stated, and not taken up",
    "news",
    lambda f, _: any(each.topic in LIFE_SIGNS and each.value for each in f.news),
)
life_sign_taken = called("each sign that life is at risk was taken up", ~life_sign)


def _lacks(facts: KnownFacts, service: Service, theirs: frozenset[StatementTopic]) -> bool:
    """Whether a service was asked in, and has not what was stated of these topics."""
    if service not in facts.brought_in:
        return False
    return any(each.topic in theirs and each.value for each in lacked_by(facts, service))


def _lacks_worse(facts: KnownFacts) -> bool:
    """Whether ambulance control was asked in, and has not heard that it is worse than it was.

    In a fire it is the smoke that is worse: that is for the fire service.
    """
    has_it = (Service.AMBULANCE, worse_by(facts.times_worse)) in facts.services_told
    alone = Service.AMBULANCE in facts.brought_in and Service.FIRE not in facts.brought_in
    return facts.times_worse > 0 and alone and not has_it


ambulance_lacks = judged(
    "ambulance control, which was asked in, lacks what was stated of a body, or that it is worse",
    "brought_in ledger passed_on services_told times_worse",
    lambda f, _: _lacks(f, Service.AMBULANCE, _OF_A_BODY) or _lacks_worse(f),
)
fire_lacks = judged(
    "the fire service, which was asked in, lacks who is inside, trapped or hurt",
    "brought_in ledger passed_on",
    lambda f, _: _lacks(f, Service.FIRE, _OF_A_FIRE),
)
fire_has_all = called("the fire service has who is inside, trapped or hurt", ~fire_lacks)
fire_stated = called(
    "the caller speaks of fire, smoke, gas or petrol where they are", situation(Situation.FIRE)
)
fire_asked = judged(
    "the fire service was asked for", "brought_in", lambda f, _: Service.FIRE in f.brought_in
)
marked_and_signalled = judged(
    "the number has a domestic abuse marker, and the caller has given a sign or the line was cut",
    "markers speaks signs texts_in handover reported was_cut",
    lambda f, _: (
        not DOMESTIC.isdisjoint(f.markers)
        and bool(f.speaks or f.signs or f.texts_in or f.was_cut or f.reported(*_SIGNS))
    ),
)
ambulance_has_all = called("ambulance control has all that was stated of a body", ~ambulance_lacks)
life_sign_first = called(
    "a sign that life is at risk was stated, and no robber is there, of whom it is asked first",
    life_sign & ~situation(Situation.ROBBERY),
)
injury_asked = judged(
    "this seat has asked about injuries", "topics", lambda f, _: f.of(Topic.INJURED).asked > 0
)
injury_open = judged(
    "injuries were asked about, one who could answer has not, and no ambulance was asked for",
    "topics speaks hear hear_lapsed brought_in ill",
    lambda f, _: (
        f.speaks
        and (f.hear is Hearers.SAFE or f.hear_lapsed)
        # Asked twice, and not answered, is all that can be done.
        and f.of(Topic.INJURED).asked == 1
        and not (f.is_yes(Topic.INJURED) or f.is_no(Topic.INJURED))
        and not (f.ill or f.brought_in)
    ),
)
