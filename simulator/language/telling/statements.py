"""Sentences on what was stated: by whom, how, and under what pressure (practice2 2.1, 6).

What lowers danger is never passed on without saying who may have heard it, who said it before, or
that it is somebody else's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.core.terms import Intent, Role, Topic
from simulator.knowledge.answers import HowKnown
from simulator.knowledge.facts import HeardThing, Hearers, KnownFacts, Stamp
from simulator.knowledge.judgements.danger import is_beside
from simulator.knowledge.ledger import THEIR_WORD, Pressure, SaidHow, Speaker, Statement, weight
from simulator.knowledge.situation import Situation, seems
from simulator.language.telling.account import SaidWords
from simulator.language.telling.answer_words import BREATHES, in_words
from simulator.language.telling.sentence import (
    CALLERS_OWN,
    DO_NOT_REST,
    SpokenSentence,
    Teller,
    listed,
    quote,
    quoted_by_caller,
)
from simulator.language.telling.statement_words import STATEMENT_WORDS, Part

MOST_CLAUSES = 3
_NAMES_PLACE = (StatementTopic.ADDRESS, StatementTopic.LANDMARK)
_SHORT = 12


def of_statements(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what was stated: first what the caller said after another person had said it."""
    mine = [each for each in teller.facts.ledger if _is_said(teller, each)]
    coached = [each for each in mine if _is_coached(each)]
    yield from _of_coached(teller, coached)
    by_words: dict[SaidWords | None, list[Statement]] = {}
    for each in mine:
        if each not in coached:
            words = teller.account.fullest(each)
            for before in teller.account.beside(each, words):
                by_words.setdefault(before, []).append(each)
            by_words.setdefault(words, []).append(each)
    for words, stated in by_words.items():
        yield from _of_words(teller, words, stated)


def answered_since(teller: Teller) -> frozenset[Statement]:
    """Return what the caller stated of who hears, and has since answered anew."""
    fact, at = teller.facts.of(Topic.ALONE_TO_TALK), teller.known.at
    answered = at(Stamp.FACT, Topic.ALONE_TO_TALK) or 0
    if fact.how not in (HowKnown.TOLD, HowKnown.TEXT) or fact.sign is None:
        return frozenset()
    return frozenset(
        each
        for each in teller.facts.ledger
        if each.speaker in CALLERS_OWN
        and each.topic in _WHO_HEARS
        and (at(Stamp.STATED, each.topic) or 0) < answered
    )


_WHO_HEARS = (StatementTopic.NOBODY_HEARS, StatementTopic.SOMEBODY_HEARS)


def _is_coached(each: Statement) -> bool:
    return each.lowers and each.pressure is Pressure.COACHED


def prompts(teller: Teller) -> Iterator[SaidWords]:
    """Yield other people's words that are passed on together with what the caller said after."""
    for each in teller.facts.ledger:
        if _is_coached(each) and _is_said(teller, each):
            words = teller.account.words_of(each)
            prompt = teller.account.prompt_before(words) if words is not None else None
            if prompt is not None:
                yield prompt


def _is_said(teller: Teller, each: Statement) -> bool:
    """Whether a statement of the caller's has a sentence of its own."""
    if each.speaker not in CALLERS_OWN or each.topic not in STATEMENT_WORDS:
        return False
    if not each.lowers and each in teller.from_operator:
        return False
    if each in answered_since(teller):
        return False  # The newer answer says it, as it is now.
    if teller.account.only_aside(each):
        return False  # Those words have a sentence that says to whom they were spoken.
    if each.topic is StatementTopic.LITTLE_ENGLISH and each.value:
        return False  # Who calls is said first, with the language.
    # The place has its own sentence, in the same words.
    placed = each.value and each.topic in _NAMES_PLACE and teller.facts.place_words
    return not placed and each not in teller.in_place_words and each not in teller.overtaken


def inferred(teller: Teller) -> frozenset[Topic]:
    """Return danger, where nobody was asked about it and it follows from what the caller stated.

    "He's got a knife" is passed on in those words, and not as "they say they're in danger".
    """
    fact = teller.facts.of(Topic.IN_DANGER)
    unasked = fact.stated and not fact.asked and teller.facts.is_yes(Topic.IN_DANGER)
    said = any(
        raises_danger(each) and (_is_said(teller, each) or each in teller.from_operator)
        for each in teller.facts.ledger
    )
    return frozenset({Topic.IN_DANGER}) if unasked and said else frozenset()


def raises_danger(each: Statement) -> bool:
    """Whether it states a danger."""
    return STATEMENTS[each.topic].weighs is Weighs.DANGER and each.value


def _covered(teller: Teller, stated: Sequence[Statement]) -> frozenset[object]:
    """Return what sentences on these statements pass on: what they have overtaken as well."""
    topics = {each.topic for each in stated}
    old = (e for e in teller.overtaken if e.topic in topics and e.speaker in CALLERS_OWN)
    follows_from = inferred(teller) if any(map(raises_danger, stated)) else frozenset()
    return frozenset((*stated, *old, *follows_from))


# --- what the caller said ------------------------------------------------------------------------


def _of_words(
    teller: Teller, words: SaidWords | None, stated: Sequence[Statement]
) -> Iterator[SpokenSentence]:
    """Yield what one utterance stated: the words themselves, where they matter, or clauses."""
    all_stated = stated
    raised = [each for each in stated if not each.lowers]
    if words is not None and raised and _is_quoted(words, raised):
        rows = [STATEMENT_WORDS[each.topic] for each in raised]
        part, rank = min(row.part for row in rows), min(row.rank for row in rows)
        stated = [each for each in stated if (each.topic, each.value) not in OF_ITSELF]
        more = [each for each in all_stated if each not in stated]
        covers = _covered(teller, (*raised, *more))
        if teller.wants(covers, rank):
            # Who quotes it has passed on that they spoke: no report of speech is owed for it.
            covers |= {HeardThing(Role.CALLER, words.intent)} if words.intent else set()
            yield SpokenSentence(part, _quoted(teller, words, raised), covers, rank)
        raised = []
    lowered = [each for each in stated if each.lowers]
    doubted = [each for each in lowered if _rests_on_who_hears(teller, each)]
    for group in (raised, doubted, [each for each in lowered if each not in doubted]):
        for n in range(0, len(group), MOST_CLAUSES):
            yield from _clauses(teller, words, group[n : n + MOST_CLAUSES])


def _quoted(teller: Teller, words: SaidWords, raised: Sequence[Statement]) -> str:
    twice = words.how is not SaidHow.OPERATOR and any(
        teller.account.said_twice(each, words)
        for each in raised
        # "Nanny won't get up" and "Just my nanny" are of one person, and two things.
        if each.topic not in _WHO_THEY_ARE
    )
    again = " Said twice." if twice else ""
    if any(each.topic is StatementTopic.STRANGLED for each in raised):
        again += " Treat it as a risk to life."
    return f"{quoted_by_caller(teller, words)}{again}"


def _is_quoted(words: SaidWords, raised: Sequence[Statement]) -> bool:
    """Whether the words are given as they are: a clause would lose the room or the cot."""
    long = len(words.words.split()) >= SUMMED_UP and words.how is not SaidHow.OPERATOR
    return long or any(STATEMENT_WORDS[each.topic].quoted for each in raised)


_WHO_THEY_ARE = (
    *(StatementTopic.PARTNER, StatementTopic.EX_PARTNER, StatementTopic.PARENT),
    *(StatementTopic.RELATIVE, StatementTopic.STRANGER, StatementTopic.KNOWN_PERSON),
)
"""What says of whom it is: two things may be said of one person."""
SUMMED_UP = 6
"""Fewer words than so are summed up in a clause (assumption)."""


class _Manner(NamedTuple):
    """How a statement was made, as it is said before and after it."""

    head: str
    after: str = ""


def _clauses(
    teller: Teller, words: SaidWords | None, stated: Sequence[Statement]
) -> Iterator[SpokenSentence]:
    rows = [STATEMENT_WORDS[each.topic] for each in stated]
    covers, rank = _covered(teller, stated), min(row.rank for row in rows)
    if not teller.wants(covers, rank):
        return
    said = [
        _clause(teller, each, row.so if each.value else row.not_so)
        for each, row in zip(stated, rows, strict=True)
    ]
    manner = _manner(teller, stated[0])
    at = words.at if words is not None else None
    clauses = dict.fromkeys(map(teller.people.filled, said))
    text = f"{manner.head} {listed(clauses)}."
    contradicted = "".join(_contradicted(teller, each) for each in stated)
    text = f"{teller.dated(at, text)}{contradicted}{manner.after}"
    yield SpokenSentence(min(row.part for row in rows), text, covers, rank)


def _clause(teller: Teller, each: Statement, said: str) -> str:
    """Return what is said of a statement: a child's yes of a breath says that there is one."""
    of_breath = each.topic is StatementTopic.BREATHING_WELL and each.value
    child = each.speaker is Speaker.CHILD or seems(teller.facts, Situation.CHILD)
    return BREATHES if of_breath and child else said


def _manner(teller: Teller, each: Statement) -> _Manner:
    people = teller.people
    head = teller.caller("text") if each.how is SaidHow.TEXT else teller.caller()
    head += " to the operator" if each.how is SaidHow.OPERATOR else ""
    if not each.lowers or (each.pressure is not Pressure.COACHED and each[:2] in OF_ITSELF):
        return _Manner(head)
    if each.pressure is Pressure.FREE and each.how is not SaidHow.TEXT:
        after = f" {DO_NOT_REST}" if weight(each) < THEIR_WORD else ""
        return _Manner(f"{head}, with nobody in earshot,", after)
    if not _rests_on_who_hears(teller, each):
        return _Manner(head)
    if each.topic in _WHO_HEARS:
        return _Manner(head, f" {DO_NOT_REST}")  # That they may be overheard is the very doubt.
    beside = _is_near(teller.facts)
    heard = "with {o_obj} near {c_obj}" if beside else "and may be overheard"
    if each.how is SaidHow.TEXT and not beside:
        heard = "and others may see the screen"
    return _Manner(f"{head}, {people.filled(heard)},", f" {DO_NOT_REST}")


def _rests_on_who_hears(teller: Teller, each: Statement) -> bool:
    """Whether another person's ear may have shaped it: not who helps, nor how somebody was hurt."""
    if each.pressure is Pressure.COACHED:
        return True
    if each.how is SaidHow.TEXT and teller.facts.is_no(Topic.SCREEN_SEEN):
        return False  # Nobody hears what is written, and nobody else reads it.
    if (each.topic, each.value) in OF_ITSELF:
        return False
    return each.topic in ALWAYS_DOUBTED or teller.others_matter


OF_ITSELF = (
    (StatementTopic.HELPER_THERE, True),
    *((topic, False) for topic in (StatementTopic.TRAPPED_OR_FALLEN, StatementTopic.ILL)),
)
"""What lowers danger a little, and nobody is made to say."""
ALWAYS_DOUBTED = (StatementTopic.MISTAKE, StatementTopic.SAYS_FINE, StatementTopic.REFUSES_POLICE)


def _is_near(facts: KnownFacts) -> bool:
    """Whether it rests on a word or a voice that somebody is beside the caller."""
    stated = facts.ledger.says(StatementTopic.PERSON_HERE) and not facts.is_no(Topic.SAME_ROOM)
    if facts.hear is Hearers.EXPOSED or facts.other_voice or is_beside(facts):
        return True
    return facts.hear is Hearers.UNSAFE and stated


def _contradicted(teller: Teller, each: Statement) -> str:
    """Say what else was stated of it, by the caller (BF-4)."""
    if STATEMENTS[each.topic].moves:
        return ""
    against = [
        other
        for other in teller.facts.ledger.of(each.topic)
        if other.value is not each.value and other.speaker in CALLERS_OWN
    ]
    if not against:
        return ""
    row = STATEMENT_WORDS[each.topic]
    clause = teller.people.filled(row.not_so if each.value else row.so)
    return f" Contradicted by {teller.people.caller.possessive} own word: {clause}."


# --- what the caller was made to say -------------------------------------------------------------


def _of_coached(teller: Teller, stated: Sequence[Statement]) -> Iterator[SpokenSentence]:
    """Say whose words they are, and how soon they came after (practice2 SIT-18, BR-02)."""
    by_words: dict[SaidWords | None, list[Statement]] = {}
    for each in stated:
        by_words.setdefault(teller.account.words_of(each), []).append(each)
    people = teller.people
    for words, group in by_words.items():
        covers = _covered(teller, group)
        alone = f"See {people.caller.whom} alone."
        prompt = teller.account.prompt_before(words) if words is not None else None
        if words is None or prompt is None:
            row = [STATEMENT_WORDS[e.topic].so if e.value else STATEMENT_WORDS[e.topic].not_so
                   for e in group]  # fmt: skip
            clause = listed(map(people.filled, row))
            after = people.filled("after another voice said {c} should.")
            text = f"{teller.caller()} {clause}, {after}"
        else:
            covers |= {HeardThing(Role.ROOM, prompt.intent or Intent.NOT_TO_CALL)}
            covers |= {s for s in teller.facts.ledger if s.speaker is Speaker.OTHER
                       and prompt.states(s.topic, s.value)}  # fmt: skip
            later = seconds_later((words.at - prompt.at) // 1_000)
            text = (
                f"{other_says(teller)}: {quote(prompt.words, _SHORT)} "
                f"{later} {people.caller.noun} says: {quote(words.words, _SHORT)}"
            )
            text = teller.dated(prompt.at, text)
        yield SpokenSentence(Part.NOW, f"{text} {DO_NOT_REST} {alone}", frozenset(covers), 0)


def seconds_later(seconds: int) -> str:
    """Return how much later something was, in words."""
    if seconds < 2:
        return "At once"
    number = in_words(seconds)
    return f"{number[:1].upper()}{number[1:]} seconds later"


def other_says(teller: Teller) -> str:
    """Return the head of a sentence of another person's, whose voice nobody can know."""
    return teller.people.other.says() if teller.people.other.subject != "the other person" else (
        "Another voice says"
    )  # fmt: skip
