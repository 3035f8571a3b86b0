"""Whether words in a wait have a reason: comfort that fills a silence, and proofs of life."""

from typing import Any

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Sound, Topic
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements.dated import stamp_of
from simulator.knowledge.judgements.waiting import wants_company
from simulator.knowledge.knowledge import Knowledge

COMPANY_AFTER: Millis = 45_000
"""From one word of company to the next, without any reason (WT-11: 60 s, and 45 s with who is
hurt; assumption)."""
_COMFORT = frozenset({Intent.REASSURE, Intent.CHECK_IN, Intent.STILL_WITH_YOU})
_REASONS = (
    *(Stamp.SIGN, Stamp.DISTURBANCE, Stamp.OTHER_VOICE, Stamp.TEXT_IN, Stamp.STATED_LAST),
    *(Stamp.UNIT, Stamp.ETA, Stamp.OFFICERS_ASKED, Stamp.ARRIVED, Stamp.SENT, Stamp.WORSE),
    Stamp.SERVICE_SAID,
)
"""After which words have a reason (practice2 4.1)."""
FRESH: Millis = 12_000
"""How long a reason holds: what is said of it comes at once (WT-02, assumption)."""


def fills_silence(known: Knowledge, entry: Any) -> bool:
    """Whether comfort follows comfort, though nothing has come between them (LP-19, WT-11)."""
    body, facts = entry.body, known.facts
    if not isinstance(body, do.Say) or body.intent not in _COMFORT:
        return False
    before = max(stamp_of(known, Stamp.SAID, each) for each in _COMFORT)
    if before < 0 or entry.at - before >= COMPANY_AFTER or facts.news or wants_company(facts):
        return False
    reasons = [stamp_of(known, each) for each in _REASONS]
    reasons.append(stamp_of(known, Stamp.HEARD, Sound.SOB))  # Who cries hears that we are there.
    return all(each <= max(before, entry.at - FRESH) for each in reasons)


LISTENS: Millis = 4_000
"""From a disturbance to the next question (practice2 LP-04: within 4 s it is a lapse)."""
_JUST_NOW: Millis = 15_000


def disturbed_just_now(known: Knowledge, at: Millis) -> bool:
    """Whether a disturbance was heard, and words now are the first after it, or nearly."""
    return _disturbed_within(known, at, _JUST_NOW)


def over_disturbance(known: Knowledge, at: Millis) -> bool:
    """Whether words now would cover a disturbance (LP-04, CH-47)."""
    return _disturbed_within(known, at, LISTENS)


def _disturbed_within(known: Knowledge, at: Millis, span: Millis) -> bool:
    disturbed = stamp_of(known, Stamp.DISTURBANCE)
    spoken = max(stamp_of(known, Stamp.STATED_LAST), stamp_of(known, Stamp.OTHER_VOICE))
    return disturbed >= 0 and at - disturbed < span and spoken <= disturbed


def lists_over_voice(known: Knowledge, entry: Any) -> bool:
    """Whether a question of a list comes right upon another voice (LP-04, WT-01: 5 s of listening).

    Who can hear, danger and the voice itself may be asked after.
    """
    at = stamp_of(known, Stamp.OVERHEARD)
    return (
        at >= 0
        and entry.at - at < LISTENS
        and isinstance(entry.body, do.Ask)
        and not _OF_A_LIST.isdisjoint(entry.body.about)
    )


_OF_A_LIST = frozenset(
    {
        *(Topic.CHILDREN, Topic.DRINK_OR_DRUGS, Topic.ORDERS, Topic.KNOWS_PERSON),
        *(Topic.MORE_THAN_ONE, Topic.WEAPON, Topic.DOOR_LOCKED, Topic.CAN_OPEN_DOOR),
    }
)
"""What is asked because it is on a list."""
