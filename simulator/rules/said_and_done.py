"""What was said or written held against what was done and known by then (practice2 7, BF-7).

A log that names a check, a time that is shorter than the one that is known, a "not known" of what
the caller has said, a question over an answer that fits no sign of the code.
"""

import re
from typing import Any

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs, follows
from simulator.core.terms import Intent, Reported, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Hearers, KnownFacts, Lookup, Stamp
from simulator.knowledge.judgements import danger
from simulator.knowledge.judgements.asking import can_answer
from simulator.knowledge.judgements.cover import COVERED
from simulator.knowledge.judgements.telling import answer_known, can_be_asked
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import Statement
from simulator.knowledge.officers_questions import answers
from simulator.knowledge.services import advice_in
from simulator.knowledge.situation import Situation, seems
from simulator.late_pattern import late_pattern
from simulator.rules.claims_of_words import claims

_CHECKS = late_pattern(
    r"\b(all |the |usual |system )?(checks?|search(es)?|intel|history|systems?)\b[^.?!]{0,30}"
    r"\b(completed?|done|made|carried out|negative|clear|finished|run|ran)\b"
    r"|\b(checked|searched|ran|run) (all |the |through the )*(systems?|number|address|history"
    r"|markers|pnc|intel)\b"
    r"|\bno (trace|history|markers|previous|warnings)\b",
    re.IGNORECASE,
)
"""Words by which a log says that the number was looked up (assumption after LP-14)."""
_UNDONE = late_pattern(
    r"\b(not|no|yet|to be|will|still|pending|before|running|needs?|awaiting)\b[^.?!]{0,20}"
    r"\b(checks?|search(es)?|made|done|completed?|checked|searched|run)\b|\bto (do|check|search)\b",
    re.IGNORECASE,
)


def logs_undone(known: Knowledge, entry: Any) -> bool:
    """Whether the log says that the number was looked up, and it was not (LP-14)."""
    words = getattr(entry.body, "text", "")
    if known.facts.search is not Lookup.NONE or not words:
        return False
    said = [each for each in re.split(r"(?<=[.!?;])\s+", words) if _CHECKS.search(each)]
    return any(not _UNDONE.search(each) for each in said)


SOON: Millis = 180_000
"""From how long a wait it is untrue that officers are nearly there (assumption)."""


def time_left(known: Knowledge, at: Millis) -> Millis | None:
    """Return how long officers still are, as they last said; None if they said nothing."""
    since, facts = known.since(Stamp.ETA, at), known.facts
    if facts.eta is None or since is None:
        return None
    return facts.eta * 60_000 - since


def untrue_of_time(known: Knowledge, entry: Any) -> bool:
    """Whether words say that officers are near, or that no time is known, against what is known."""
    facts = known.facts
    if facts.found or facts.arrived:
        return False
    if says_no_time(known, entry):
        at = known.at(Stamp.ETA) if facts.eta is not None else known.at(Stamp.UNIT)
        timed = facts.eta is not None or facts.delayed_for is not None
        # What has come while the sentence was on the tongue is not yet known (LP-01: 2.5 s).
        return timed and at is not None and entry.at - at > _ON_THE_TONGUE
    left = time_left(known, entry.at)
    far = (left is not None and left > SOON) or (left is None and facts.sent)
    return far and claims(known, entry, StatementTopic.SAYS_SOON)


_ON_THE_TONGUE: Millis = 2_500


def says_no_time(known: Knowledge, entry: Any) -> bool:
    """Whether words say that there is no time yet."""
    return claims(known, entry, StatementTopic.SAYS_NO_TIME)


def asks_proof(known: Knowledge, entry: Any) -> bool:
    """Whether one who speaks is asked for a tap or a key, so that it is known they are there."""
    freely = known.facts.speaks and known.facts.hear is not Hearers.UNSAFE
    return freely and claims(known, entry, StatementTopic.ASKS_PROOF)


def asks_clear_words_again(known: Knowledge, entry: Any) -> bool:
    """Whether what was just said in clear words is asked for again (CH-18, LP-18)."""
    stated = known.at(Stamp.STATED_LAST)
    if entry.body.intent is not Intent.NOT_UNDERSTOOD or stated is None:
        return False
    clear = (
        each.topic not in (_S.BAD_LINE, _S.DOES_NOT_FOLLOW)
        for each in known.facts.ledger
        if known.at(Stamp.STATED, each.topic) == stated
    )
    return entry.at - stated <= _LATELY and any(clear)


_LATELY: Millis = 20_000
_S = StatementTopic


def tells_much(_known: Knowledge, entry: Any) -> bool:
    """Whether words state something of danger, of a body, a place or a person."""
    means = getattr(entry.body, "means", ())
    return any(so and STATEMENTS[topic].weighs in _MUCH for topic, so in means)


_MUCH = (Weighs.DANGER, Weighs.BODY, Weighs.PLACE, Weighs.PERSON)


def not_known_though_said(known: Knowledge, entry: Any) -> bool:
    """Whether officers get as not known what the caller has said (BF-7)."""
    facts, body = known.facts, entry.body
    given = {*body.means, *body.their_word}
    # Of lists alone only a plain answer counts: their sentence may say what else was stated.
    worded = bool(body.text or given)
    named = {topic for topic, _ in follows(tuple(given))}

    def is_said(topic: Topic) -> bool:
        if facts.is_yes(topic) or facts.is_no(topic):
            return answer_known(facts, topic) and topic not in named
        stated = {
            each[:2]
            for each in answers(facts, topic)
            if isinstance(each, Statement) and (topic, each.topic) not in _SAYS_NOTHING_OF
        }
        # What answers it may be passed on in the same breath, and leave a part of it open.
        return worded and bool(stated) and given.isdisjoint(stated)

    return any(map(is_said, body.unknown))


_SAYS_NOTHING_OF = {(Topic.CHILDREN, _S.ALONE), (Topic.MORE_THAN_ONE, _S.ALONE)}
"""Of what a word says nothing: "I'm alone" is said of grown-ups, and children may be asleep."""


def not_known_unasked(known: Knowledge, entry: Any) -> bool:
    """Whether officers get as not known what they asked, and nobody asked the caller (WT-05)."""
    return any(_could_be_asked(known, topic, entry.at) for topic in entry.body.unknown)


def _kept_from_the_door(facts: KnownFacts) -> bool:
    """Whether nobody asks the caller to open: they hide, or who threatens is outside (NB-door)."""
    return danger.hides(facts) or facts.believes(StatementTopic.PERSON_OUTSIDE)


def _could_be_asked(known: Knowledge, topic: Topic, at: Millis) -> bool:
    facts = known.facts
    return (
        topic in facts.officers_ask
        # Who waits so long hears that it is not known yet; it may be asked all the same (CH-74).
        and (known.since(Stamp.OFFICERS_ASKED, at, topic) or 0) < _WAITS_FOR_ANSWER
        and can_be_asked(facts, topic)
        and not (topic is Topic.CAN_OPEN_DOOR and _kept_from_the_door(facts))
        and not facts.of(topic).asked
        and not facts.line_lost
        and (_hears_alone(known, at) or _asked_in_cover(facts, topic))
    )


def _hears_alone(known: Knowledge, at: Millis) -> bool:
    """Whether the caller speaks, nobody else hears, and no silence was announced."""
    facts = known.facts
    return facts.speaks and known.hear(at) is Hearers.SAFE and not facts.silence


def _asked_in_cover(facts: KnownFacts, topic: Topic) -> bool:
    """Whether it has words for a caller who pretends, and no other voice has the line (CH-74)."""
    pretends = seems(facts, Situation.DISGUISED) and can_answer(facts)
    return pretends and topic in COVERED and not (facts.other_voice or facts.arrived)


_WAITS_FOR_ANSWER: Millis = 28_000
"""How long officers can wait for what the caller may say (assumption)."""


def leaves_unclear(known: Knowledge, entry: Any) -> bool:
    """Whether a question goes on, though the last answer fits no sign of the code (CH-14)."""
    facts = known.facts
    open_ = facts.asking
    if open_ is None or not can_answer(facts) or facts.speaks or open_ in entry.body.about:
        return False
    return bool(facts.replies) and facts.answer(open_) is AnswerState.DOUBTED


_LITTLE = 10
"""Words under which a briefing gives officers nothing that they could act on (assumption)."""


def says_little(_known: Knowledge | None, entry: Any) -> bool:
    """Whether a briefing has nothing in it but a few words: "See log", "Safe and well"."""
    body = entry.body
    if not isinstance(body, do.BriefOfficers):
        return False
    few = bool(body.text) and len(body.text.split()) < _LITTLE
    # Of a briefing by lists alone, and of one whose words were not kept, the lists say all.
    lists = body.topics or body.ruled_out or body.heard or body.markers or body.means
    return few and (not lists or _is_all_clear(body.text))


def _is_all_clear(text: str) -> bool:
    """Whether a briefing says that all is well, and no more: nothing to act on (LP-12)."""
    sentences = [each for each in text.split(".") if each.strip()]
    return bool(sentences) and all(_ALL_CLEAR.search(each) for each in sentences)


_ALL_CLEAR = late_pattern(
    r"\b(?:safe and well|all (?:ok|okay|well|fine|in order)|no (?:concerns?|problems?|issues?)"
    r"|confused)\b",
    re.IGNORECASE,
)


_FEW = 3


def notes_little(_known: Knowledge, entry: Any) -> bool:
    """Whether a note of what was heard is a word or two of one's own: "Domestic." (LP-13)."""
    text: str = getattr(entry.body, "text", "")
    return bool(text) and text[0] not in "\"'[" and len(text.split()) <= _FEW


_NAMED = {
    Reported.DISTURBANCE: late_pattern(
        r"\b(struggl|scuffl|shout|s?cream|yell|row(ing)?\b|argu|bang|crash|smash|thud|br(ea|o)k"
        r"|glass|slap|blow|hit|fight|cr(y|ied)|sob|disturbance|violence|commotion|something wrong)",
        re.IGNORECASE,
    ),
    Reported.FIFTY_FIVE: late_pattern(r"\b(55|fifty[ -]?five|double five|five five)\b", re.I),
}
"""Words by which a briefing says what it lists as heard."""


_ALONE = late_pattern(
    r"\b(see|seen|speak|talk|get|ask|meet|keep|look at)\b[^.?!]{0,50}"
    r"\b(alone|apart|on (her|his|their) own|by (herself|himself|themselves)|separately"
    r"|out of (earshot|his|her|their))\b|\bseparate (them|him|her|the)\b",
    re.IGNORECASE,
)


def asks_to_see_alone(_known: Knowledge, entry: Any) -> bool:
    """Whether officers are asked to see the caller alone (EN-03, SIT-18)."""
    return bool(_ALONE.search(getattr(entry.body, "text", "")))


def puts_advice(known: Knowledge, entry: Any) -> bool:
    """Whether words, however they were taken, say what ambulance control has just advised."""
    advice = advice_in(getattr(entry.body, "words", ""))
    return advice is not None and advice == known.facts.advice


_NOBODY_ELSE = late_pattern(
    r"\b(?:nobody|no one|no-one) (?:else(?:'s| is)?(?: still)? (?:there|here|in|inside)"
    r"|(?:is )?(?:still |left )?(?:inside|in there))\b(?! with| (?:her|his|their))",
    re.IGNORECASE,
)
"""How it is said that nobody is there; not that nobody is with the caller."""


def says_nobody_else(_known: Knowledge, entry: Any) -> bool:
    """Whether officers or a control get that nobody else is there, as a no or in words."""
    body = entry.body
    ruled_out = Topic.OTHER_PERSON_PRESENT in getattr(body, "ruled_out", ())
    nobody = {(StatementTopic.ALONE, True), (StatementTopic.STILL_INSIDE, False)}
    stated = not nobody.isdisjoint(body.means)
    return ruled_out or stated or bool(_NOBODY_ELSE.search(body.text))


_NORMAL = late_pattern(
    r"\bbreath\w*( is| are|'s)?( all)? (normal|normally|fine|ok|okay|well|good|easy|right)\b"
    r"|\bnormal(ly)? breath",
    re.IGNORECASE,
)


_QUOTED = late_pattern(r'"[^"]*"')
"""Words of another person, with the marks."""


def calls_breath_normal(known: Knowledge, entry: Any) -> bool:
    """Whether another service or officers get as normal a breath of which a child said yes.

    "Is it going up and down?" asks nothing about normal (DR-08, rule 4 of practice2 3). What the
    child said is theirs to hear, between marks: it is then the child who calls it that.
    """
    words = _QUOTED.sub("", getattr(entry.body, "text", ""))
    return bool(_NORMAL.search(words)) and seems(known.facts, Situation.CHILD)


def briefs_disturbance(_known: Knowledge, entry: Any) -> bool:
    """Whether officers hear of the disturbance, in words or, without any, by the list."""
    return _says(entry.body, Reported.DISTURBANCE)


def briefs_fifty_five(_known: Knowledge, entry: Any) -> bool:
    """Whether officers hear that 55 was pressed."""
    return _says(entry.body, Reported.FIFTY_FIVE)


def _says(body: Any, what: Reported) -> bool:
    if not body.text:
        return what in body.heard
    return bool(_NAMED[what].search(body.text))


def briefs_place(known: Knowledge, entry: Any) -> bool:
    """Whether officers get what the location data on the screen says: it was read there."""
    body = entry.body
    return isinstance(body, do.BriefOfficers) and not known.facts.location.keys().isdisjoint(
        body.location
    )
