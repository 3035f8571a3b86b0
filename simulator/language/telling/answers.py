"""Sentences on what was asked: answered, by which sign, not seen, not answered, not asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.statements import StatementTopic, follows
from simulator.core.terms import Sign, Topic
from simulator.knowledge.answers import PLAIN, AnswerState, HowKnown
from simulator.knowledge.facts import Hearers, KnownFacts, Stamp
from simulator.knowledge.judgements.cover import cover
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.ledger import Speaker
from simulator.knowledge.officers_questions import answers, fits_call
from simulator.knowledge.situation import Situation, is_empty_no, seems
from simulator.language.telling.answer_words import ANSWER_WORDS, BREATHES, BY_SIGN
from simulator.language.telling.people import CHILD, OTHER
from simulator.language.telling.sentence import SpokenSentence, Teller, listed, shortened
from simulator.language.telling.statement_words import Part
from simulator.language.telling.statements import answered_since, inferred
from simulator.late_pattern import late_pattern

_S = StatementTopic
MOST_CLAUSES = 3
_ESSENTIAL = (
    *(Topic.OTHER_PERSON_PRESENT, Topic.IN_DANGER, Topic.WEAPON, Topic.INJURED, Topic.CHILDREN),
)
"""What officers want to know of any call, so what is missing of it is said (CH-72)."""
_OF_VIOLENCE = (Topic.OTHER_PERSON_PRESENT, Topic.IN_DANGER, Topic.WEAPON)


class _Way(NamedTuple):
    """How answers came, so that those that came alike are one sentence."""

    head: str
    doubtful: bool
    part: Part | None
    """Its part of a briefing; None where answers of several parts go together."""
    early: bool
    at: Millis | None = None
    """When, of answers that are older than a minute: they may not be so any more (BF-6)."""
    asked: str = ""
    """The question, where its words do not name the matter: a yes says no more than they do."""


_PLACES = {topic: place for place, topic in enumerate(ANSWER_WORDS)}


def _in_order(topics: Collection[Topic]) -> list[Topic]:
    """Return those of some topics that have words, in the order of the table, once each."""
    return sorted(_PLACES.keys() & topics, key=_PLACES.__getitem__)


def of_answers(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what was answered, the answers that came in one way in one sentence."""
    ways: dict[_Way, list[Topic]] = {}
    mine = [e for e in teller.facts.ledger if e.speaker in (Speaker.CALLER, Speaker.CHILD)]
    stated = frozenset(follows((each.topic, each.value) for each in mine))
    for topic in _in_order(teller.facts.topics):
        known = teller.facts.fact(topic) in PLAIN and teller.wanted(topic)
        # A "no" to what is grave, by a caller who is prompted, says nothing.
        known = known and not is_empty_no(teller.facts, topic)
        if known and not (
            _is_told_in_words(teller.facts, topic, stated)
            or _settled_by_words(teller, topic)
            or topic in inferred(teller)
        ):
            way = _way(teller, topic)
            if way is not None:
                ways.setdefault(way, []).append(topic)
    for way, topics in ways.items():
        for n in range(0, len(topics), MOST_CLAUSES):
            yield _answered(teller, way, topics[n : n + MOST_CLAUSES])
    yield from _not_seen(teller)


def _is_told_in_words(
    facts: KnownFacts, topic: Topic, stated: frozenset[tuple[Topic, bool]]
) -> bool:
    """Whether what the caller `stated` says the same, and is passed on in its own words."""
    return (topic, facts.is_yes(topic)) in stated and facts.answer(topic) not in PLAIN


def _settled_by_words(teller: Teller, topic: Topic) -> bool:
    """Whether what is known of it came with words that state it, which are passed on themselves.

    "He's coming back", to "Can you talk?", is no "the caller says that somebody can hear them".
    """
    if teller.facts.of(topic).sign is not Sign.SPOKEN:
        return False
    at, so = teller.known.at(Stamp.FACT, topic), teller.facts.is_yes(topic)
    return any(
        said.at == at and (topic, so) in {*follows(said.means)}
        for said in teller.account.said
        if said.by_caller
    )


def _question(teller: Teller, topic: Topic) -> str:
    """Return the question, if a yes or no to it says less than the name of its topic.

    Inside a cover nobody asks for a weapon; and "nah" to "something in his hand?" is not none
    (practice2 ST-19, BF-7).
    """
    fact, words = teller.facts.of(topic), teller.account.questions.get(topic, "")
    inside = cover(teller.facts) is not None and fact.sign is Sign.SPOKEN
    unnamed = topic is Topic.WEAPON and teller.facts.is_no(topic) and not _WEAPONS.search(words)
    return words if fact.how is HowKnown.TOLD and (inside or unnamed) else ""


_WEAPONS = late_pattern(r"\b(?:weapon|knife|gun)s?\b", re.IGNORECASE)
"""Words of a question that name a weapon."""


OF_NOW: Millis = 60_000
"""How long what was answered is passed on as it is now (BF-6, assumption)."""
_TOGETHER: Millis = 30_000
"""Answers within which are one sentence, under the time of the first (assumption)."""


def _way(teller: Teller, topic: Topic) -> _Way | None:
    fact, row = teller.facts.of(topic), ANSWER_WORDS[topic]
    told = fact.how in (HowKnown.TOLD, HowKnown.TEXT)
    by_other = fact.how is HowKnown.OTHER and topic is Topic.MISTAKE
    if not told and (not by_other or any(teller.account.of_others())):
        return None  # What was only heard is passed on as heard.
    lowers = row.lowers is not None and row.lowers is (fact.value is AnswerState.YES)
    free = teller.facts.hear is Hearers.SAFE and fact.how is HowKnown.TOLD
    free = free or not (topic is Topic.MISTAKE or teller.others_matter)
    written = fact.how is HowKnown.TEXT
    free = free or (written and teller.facts.is_no(Topic.SCREEN_SEEN))
    if fact.how is HowKnown.OTHER:
        head = "Another voice says"
    elif fact.how is HowKnown.TEXT:
        head = teller.caller("text")
    else:
        signed = fact.answer is fact.value and fact.sign not in (None, Sign.SPOKEN)
        by = BY_SIGN.get(fact.sign, "") if signed and fact.sign is not None else ""
        says = teller.caller()
        head = f"{by[:1].upper()}{by[1:]} {says[:1].lower()}{says[1:]}" if by else says
    at = teller.known.at(Stamp.FACT, topic)
    old = at is not None and teller.now - at > OF_NOW
    return _Way(
        head,
        lowers and not free,
        row.part if teller.apart else None,
        row.rank <= 1,
        at - at % _TOGETHER if old and at is not None else None,
        _question(teller, topic),
    )


_YES_OR_NO = late_pattern(r"\s*\b(?:just )?yes or no\b.*$", re.IGNORECASE)
"""How a question asks for its answer, which is no part of what was asked."""


def _answered(teller: Teller, way: _Way, topics: Sequence[Topic]) -> SpokenSentence:
    rows = [ANSWER_WORDS[topic] for topic in topics]
    said = [
        by_a_child(teller, topic) or (row.yes if teller.facts.is_yes(topic) else row.no)
        for topic, row in zip(topics, rows, strict=True)
    ]
    if way.asked:
        yes = "yes" if teller.facts.is_yes(topics[0]) else "no"
        asked = shortened(_YES_OR_NO.sub("", way.asked))
        inside = ", inside what they pretend" if cover(teller.facts) is not None else ""
        text = f'{way.head} {yes} to "{asked}"{inside}.'
    else:
        text = f"{way.head} {listed(map(teller.people.filled, said))}."
    if way.at is not None:
        text = teller.dated(min(teller.known.at(Stamp.FACT, t) or 0 for t in topics), text)
    if way.head.startswith("Another"):
        text += f" Not {teller.people.caller.possessive} own word."
    elif way.doubtful:
        that = "that" if len(topics) == 1 else "those"
        hears = tuple(topics) == (Topic.ALONE_TO_TALK,)
        text += (
            f" Don't rest on {that}."
            if hears
            else (f" {_may_be_heard(teller)}: don't rest on {that}.")
        )
    at_door = teller.facts.unit_status in AT_THE_DOOR
    least = (2 if at_door else 1) if way.doubtful else 0
    rank = max(least, min(row.rank for row in rows))
    covers: frozenset[object] = frozenset(topics)
    if Topic.ALONE_TO_TALK in topics:
        covers |= answered_since(teller)
    return SpokenSentence(min(row.part for row in rows), text, covers, rank)


def is_a_child(teller: Teller) -> bool:
    """Whether the caller is a child, or seems to be one."""
    return teller.people.caller is CHILD or seems(teller.facts, Situation.CHILD)


def by_a_child(teller: Teller, topic: Topic) -> str:
    """Return what a child's yes says of a breath: that there is one, and not of what kind."""
    if topic is Topic.BREATHING_WELL and is_a_child(teller) and teller.facts.is_yes(topic):
        return BREATHES
    return ""


def _may_be_heard(teller: Teller) -> str:
    who = teller.people.caller.noun
    return f"{who[:1].upper()}{who[1:]} may be overheard"


def _not_seen(teller: Teller) -> Iterator[SpokenSentence]:
    """Say that not to have seen a weapon is not to know of none (BF-7)."""
    if teller.facts.answer(Topic.WEAPON) is AnswerState.NOT_SEEN:
        who = teller.people.caller
        has = f"{who.noun[:1].upper()}{who.noun[1:]} hasn't seen a weapon."
        unknown = ("unknown", Topic.WEAPON)
        yield SpokenSentence(Part.WEAPON, f"{has} That isn't none.", frozenset({unknown}), 1)


# --- what is not known ---------------------------------------------------------------------------


def of_unknown(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what is not known: not asked, asked and not answered, not clear."""
    facts, also, violent = teller.facts, teller.unknown, _may_be_violent(teller.facts)
    found: dict[str, list[Topic]] = {}
    for topic in _in_order((*also, *_ESSENTIAL)):
        row = ANSWER_WORDS[topic]
        wanted = topic in also or _fits(facts, topic, violent=violent)
        if wanted and row.open and facts.fact(topic) not in PLAIN:
            asked = ("unknown", topic) in teller.asked
            state = _state(teller, topic)
            if (asked or topic is Topic.INJURED) and answers(facts, topic):
                continue  # Its words are the answer: a stroke is no "injuries: not asked".
            if asked and state == _NOT_ASKED:
                state = "Not asked"  # Who asks hears that nothing will come, and why (BF-7).
            elif asked and facts.asking is topic:
                # Who asked hears within 20 seconds how it is (WT-05), not nothing.
                state = "Asked, no answer yet"
            if state and (asked or teller.wanted(("unknown", topic, state))):
                found.setdefault(state, []).append(topic)
    for state, topics in found.items():
        names = listed(_open(teller, topic) for topic in topics)
        shown = "Not asked" if state == _NOT_ASKED and teller.line_is_gone else state
        covers: frozenset[object] = frozenset(
            item for topic in topics for item in (("unknown", topic), ("unknown", topic, state))
        )
        yield SpokenSentence(Part.UNKNOWN, f"{shown}: {names}.", covers, 1)


def _open(teller: Teller, topic: Topic) -> str:
    """Return what is not known of a topic, beside what the caller's words have said of it."""
    facts = teller.facts
    if topic is Topic.OTHER_PERSON_PRESENT and any(map(facts.believes, _SHOWS_SOMEBODY)):
        return "who else is there"
    one = teller.people.other is not OTHER or any(map(facts.believes, _SHOWS_ONE))
    if topic is Topic.MORE_THAN_ONE and one:
        return "whether there are more than the one spoken of"
    return ANSWER_WORDS[topic].open


_SHOWS_ONE = (_S.PARTNER, _S.EX_PARTNER, _S.PARENT, _S.STRANGER, _S.KNOWN_PERSON)
_SHOWS_SOMEBODY = (
    *(*_SHOWS_ONE, _S.RELATIVE, _S.PERSON_HERE, _S.IN_ANOTHER_ROOM, _S.HAS_GONE, _S.COMING_BACK),
    *(_S.SEVERAL_PEOPLE, _S.COMING_CLOSER, _S.PERSON_OUTSIDE, _S.FOLLOWED, _S.HIT, _S.STRANGLED),
    *(_S.VIOLENCE, _S.BROKEN_IN, _S.ROBBERY, _S.HELD_BY_OTHERS, _S.CARER_SPEAKS),
    *(_S.TO_PERSON_THERE, _S.SEXUAL_ASSAULT),
)
"""Words of another person: "two men in my house" is not to be followed by "who is there"."""


def _may_be_violent(facts: KnownFacts) -> bool:
    """Whether another person may be violent: not in a fall or an illness without a voice."""
    ill = facts.ill or any(e.topic in _ILL and e.value for e in facts.ledger)
    return facts.disturbance or facts.other_voice or bool(facts.markers) or not ill


def _fits(facts: KnownFacts, topic: Topic, *, violent: bool) -> bool:
    """Whether officers ask it of such a call."""
    if topic is Topic.CHILDREN:
        return fits_call(facts, topic)
    return topic not in _OF_VIOLENCE or violent


_ILL = frozenset(
    "trapped_or_fallen ill stroke_signs tablets_taken not_waking breathing_badly".split()  # noqa: SIM905
)


_NOT_ASKED = "Not asked yet"


def _state(teller: Teller, topic: Topic) -> str:
    """Return in which way it is not known; empty while its question waits for an answer."""
    fact = teller.facts.of(topic)
    if teller.facts.asking is topic or fact.answer is AnswerState.NOT_SEEN:
        return ""
    if not fact.asked:
        return _NOT_ASKED
    doubted = AnswerState.DOUBTED in (fact.answer, fact.value)
    # Silence that would have been an answer in a tested code is none in another.
    if doubted and fact.sign is not Sign.SILENCE:
        return "Answered, but not clearly"
    if fact.answer is AnswerState.WORDS:
        return "Not known yet"
    return "Asked, no answer" if fact.asked == 1 else "Asked twice, no answer"
