"""Judgements that need to know when something was: which came first, and whether it still holds."""

from collections.abc import Iterator, Sequence

from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Reported, Role, Sign, Sound, Topic
from simulator.knowledge.answers import FIRM, PLAIN, AnswerState
from simulator.knowledge.facts import (
    HEARERS_LAPSE,
    CodeState,
    Hearers,
    KnownFacts,
    Lookup,
    Stamp,
    TextNews,
)
from simulator.knowledge.judgements.asking import told
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import ABUSE, is_empty_no

_LIKE_WORDS = (Intent.SAYS_YES, Intent.SAYS_NO, Intent.NOT_TO_CALL)
_FOR_OFFICERS = frozenset({Reported.DISTURBANCE, Reported.OTHER_VOICE})
_TRACE = terms.LocationSource.TRACE
TOLD_TO_OFFICERS = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON, Topic.CHILDREN)
_YES, _NO = AnswerState.YES, AnswerState.NO
REASONS_COUNT_BEFORE: Millis = 30_000
"""Reasons that were written so long before an act count for it (practice2, head (4))."""


def stamp_of(known: Knowledge, stamp: Stamp, subject: str = "") -> Millis:
    """Return when it last happened; -1 if it never did."""
    at = known.at(stamp, subject)
    return -1 if at is None else at


def last_disturbed(known: Knowledge) -> Millis:
    return max(stamp_of(known, Stamp.DISTURBANCE), stamp_of(known, Stamp.OTHER_VOICE))


def code_fresh(known: Knowledge) -> bool:
    facts = known.facts
    spoken = (
        stamp_of(known, Stamp.HEARD, thing.what)
        for thing in facts.heard
        if thing.who is Role.CALLER
        and isinstance(thing.what, Intent)
        and thing.what not in _LIKE_WORDS
    )
    # A yes to the test that was taken back leaves the code stated, and tested.
    answered = stamp_of(known, Stamp.FACT, Topic.CAN_HEAR)
    later = max((stamp_of(known, Stamp.ASKED_LAST), answered, *spoken))
    return facts.code is CodeState.STATED and later < stamp_of(known, Stamp.CODE)


EARLY_SIGN: Millis = 1_500
"""How long before the end of a question a mere sign may answer it (assumption)."""
VOICES_NEAR_FOR: Millis = 60_000
"""How long after their last word people near the phone are taken to be there (assumption)."""


def answered_early(known: Knowledge) -> bool:
    """Whether the open question was answered before its end.

    Words may cut in at any time. A tap or a cough long before the end may be a late answer to the
    question before: the time for an answer is left once more.
    """
    facts, sign = known.facts, stamp_of(known, Stamp.SIGN)
    if facts.asking is None or not facts.replies or sign < stamp_of(known, Stamp.ASKED_LAST):
        return False
    soon = facts.speaks or stamp_of(known, Stamp.WORDS) - sign <= EARLY_SIGN
    return soon and facts.fact(facts.asking) in PLAIN


def voices_near(known: Knowledge, at: Millis) -> bool:
    """Whether another person talks beside the phone, and not to it, or did a minute ago."""
    heard = stamp_of(known, Stamp.OVERHEARD)
    return heard >= 0 and at - heard <= VOICES_NEAR_FOR


def said_unheard(known: Knowledge, at: Millis) -> bool:
    """Whether the caller has said aloud that nobody hears, and nothing was heard since (B26).

    "Can anyone hear you?" "No. Nobody." is an answer, though the other question is better; two
    taps are not, and nor are words after another voice (BF-2). It ages as any answer does.
    """
    facts = known.facts
    fact = facts.of(Topic.ALONE_TO_TALK)
    said = stamp_of(known, Stamp.FACT, Topic.ALONE_TO_TALK)
    plain = fact.value is _YES and fact.sign is Sign.SPOKEN and not fact.only_alone
    doubted = facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED) or voice_unsettled(known)
    later = max(last_disturbed(known), stamp_of(known, Stamp.CHANGED))
    return plain and not doubted and later < said and at - said <= HEARERS_LAPSE


def voice_unsettled(known: Knowledge) -> bool:
    facts = known.facts
    signed = stamp_of(known, Stamp.SIGN) > stamp_of(known, Stamp.OTHER_VOICE)
    return facts.other_voice and not signed


def caller_safe(known: Knowledge) -> bool:
    """Whether the caller said so, and nothing was heard since."""
    facts = known.facts
    said = [
        stamp_of(known, Stamp.FACT, topic)
        for topic, value in ((Topic.IN_DANGER, _NO), (Topic.MISTAKE, _YES))
        if told(facts, topic, value)
    ]
    return bool(said) and last_disturbed(known) < max(said)


def safe_and_alone(known: Knowledge) -> bool:
    """Whether the caller said both, and nothing speaks against it (practice 6.2)."""
    facts = known.facts
    alone = told(facts, Topic.ALONE_TO_TALK, _YES) or told(facts, Topic.OTHER_PERSON_PRESENT, _NO)
    doubt = facts.disturbance or facts.was_cut or voice_unsettled(known)
    safe = told(facts, Topic.IN_DANGER, _NO) and alone and not doubt
    return safe and ABUSE.isdisjoint(facts.markers)


def news_since_sent(known: Knowledge) -> Sequence[tuple[Millis, object]]:
    """Return what officers lack of what is new since they were sent, the oldest first (B27)."""
    if not known.facts.sent:
        return ()
    sent = stamp_of(known, Stamp.SENT)
    dated = [(stamp_of(known, *since), item) for item, since in _lacking(known.facts)]
    return sorted((each for each in dated if each[0] > sent), key=lambda each: each[0])


def answers_unbriefed(facts: KnownFacts) -> Sequence[Topic]:
    """Return what the caller has answered, officers need, and no briefing has passed on."""
    return tuple(
        topic
        for topic in TOLD_TO_OFFICERS
        for fact in (facts.of(topic),)
        if fact.value in PLAIN and fact.how in FIRM and not fact.passed_on
        if not is_empty_no(facts, topic)
    )


def answers_briefed(known: Knowledge) -> bool:
    """Whether officers have each answer that the caller had given when they were sent."""
    sent = stamp_of(known, Stamp.SENT)
    waiting = answers_unbriefed(known.facts)
    return known.facts.sent and all(stamp_of(known, Stamp.FACT, t) > sent for t in waiting)


def _lacking(facts: KnownFacts) -> Iterator[tuple[object, tuple[Stamp, str]]]:
    """Yield what officers lack and need, each with the stamp since when it is known."""
    # Officers who were sent for danger know of danger already; more of it is said as it comes.
    for_danger = facts.grade_reason is terms.Reason.DANGER_ESTABLISHED and facts.briefed
    for topic in answers_unbriefed(facts):
        if topic is Topic.IN_DANGER and facts.is_yes(topic) and for_danger:
            continue
        yield topic, (Stamp.FACT, topic)
    best, traced = facts.source, facts.trace is Lookup.FOUND
    if best and best not in facts.sources_briefed and not (traced and best is _TRACE):
        yield best, (Stamp.DATA, best)
    if traced and _TRACE not in facts.sources_briefed:
        yield _TRACE, (Stamp.RESULT, "")
    if not _FOR_OFFICERS.isdisjoint(facts.reports):
        for thing in sorted(each for each, use in facts.heard.items() if not use.passed_on):
            # Officers who know of a caller who cries and talks learn nothing from the next sob.
            if thing.what is Sound.SOB and facts.briefed and facts.speaks:
                continue
            if not _FOR_OFFICERS.isdisjoint(facts.heard[thing].reports):
                yield thing, (Stamp.HEARD, thing.what)
    if facts.text_news is not TextNews.NONE:
        yield Stamp.TEXT_IN, (Stamp.TEXT_IN, "")


def caller_back(known: Knowledge) -> bool:
    """Whether the caller gave a sign since the callback was answered."""
    return known.facts.rung_back and stamp_of(known, Stamp.SIGN) > stamp_of(known, Stamp.STAGE)


def reasoned_for_turn(known: Knowledge) -> bool:
    """Whether reasons were written for the last grade or loss, or up to half a minute before it."""
    turn = max(stamp_of(known, Stamp.GRADED), stamp_of(known, Stamp.CUT))
    reasoned = known.at(Stamp.REASONED)
    return reasoned is not None and reasoned >= turn - REASONS_COUNT_BEFORE
