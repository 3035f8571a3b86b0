"""What was stated in a call: by whom, how, under what pressure; and what may be believed of it.

A ledger is a value without times or words, so equal facts stay equal. Nothing in it is overwritten:
two statements that contradict each other both stay, with their speakers (practice2 BF-4). What is
believed follows by weight alone: the heavier one; among equals the one that raises danger, and for
what moves the newer one (BF-3, BF-6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from simulator.core.statements import LOWERING, STATEMENTS, StatementTopic, Stating, Weighs
from simulator.core.statements import Speaker as Speaker
from simulator.core.terms import NamedTerm

OWN = (Speaker.CALLER, Speaker.CHILD)
"""Whose statements are the caller's own."""


class SaidHow(NamedTerm):
    """How it was stated."""

    SPOKEN = "in words"
    TEXT = "in writing"
    OPERATOR = "to the operator, who passed it on"


class Pressure(NamedTerm):
    """Who could hear, when it was stated (practice2 BF-2). What is not known counts as near."""

    FREE = "nobody else could hear"
    NEAR = "another person may have heard"
    COACHED = "after another voice had said what to say"
    SPOKEN_FOR = "another person answered for the one who was asked"


class HowAsked(NamedTerm):
    """Whether a question had been asked that it answers."""

    UNASKED = "nobody had asked"
    PLAINLY = "in answer to a question"
    LED = "in answer to a question that led, was two in one, or was put to a child as yes or no"


class Statement(NamedTuple):
    """One thing that was stated."""

    topic: StatementTopic
    value: bool
    speaker: Speaker = Speaker.CALLER
    how: SaidHow = SaidHow.SPOKEN
    pressure: Pressure = Pressure.NEAR
    asked: HowAsked = HowAsked.UNASKED
    twice: bool = False
    """Whether the same speaker has said it twice, and nobody had asked."""
    after_violence: bool = False
    """Whether a disturbance had been heard before all was said to be well."""

    @property
    def lowers(self) -> bool:
        """Whether to believe it lowers danger."""
        return self[:2] in LOWERING


class Audience(NamedTerm):
    """To whom this seat passed something on."""

    OFFICERS = "officers"
    POLICE = "the police call handler"
    CALLER = "the caller"
    AMBULANCE = "the ambulance service"
    FIRE = "the fire service"
    COASTGUARD = "the coastguard"


class PassedOn(NamedTuple):
    """One thing that this seat passed on."""

    to: Audience
    topic: StatementTopic
    value: bool
    rests_on: Statement | None = None
    """The statement that it repeats; None if this seat had perceived none."""


NOTED, ASK, SAFETY, THEIR_WORD, FACT = range(5)
"""What a statement is good for (practice2 2.1): to note only; to ask; to act for safety; to act and
say whose word it is; to act and say it as a fact."""


class Belief(NamedTuple):
    """What may be believed on one topic."""

    value: bool
    weight: int
    """`NOTED` to `FACT`."""
    by: Statement
    """The statement that it rests on."""
    against: Statement | None = None
    """The heaviest statement of the opposite, if there is one: officers hear both (BF-4)."""


# fmt: off
_RAISES = {Speaker.CALLER: FACT, Speaker.CHILD: FACT, Speaker.OTHER: THEIR_WORD,
    Speaker.OFFICER: FACT}
_LOWERS = {Speaker.CALLER: THEIR_WORD, Speaker.CHILD: ASK, Speaker.OTHER: NOTED,
    Speaker.OFFICER: FACT}
_WEIGHTS: Mapping[tuple[Weighs, bool], Mapping[Speaker, int]] = {
    # Each class of practice2 2.1, and whether to believe it lowers danger.
    (Weighs.DANGER, False): _RAISES,
    (Weighs.COMFORT, False): _RAISES,
    (Weighs.BODY, False): {**_RAISES, Speaker.CHILD: THEIR_WORD},
    (Weighs.DANGER, True): _LOWERS,
    (Weighs.COMFORT, True): _LOWERS,
    (Weighs.BODY, True): {Speaker.CALLER: SAFETY, Speaker.CHILD: NOTED, Speaker.OTHER: NOTED,
        Speaker.OFFICER: FACT},
    (Weighs.PLACE, False): {Speaker.CALLER: THEIR_WORD, Speaker.CHILD: SAFETY,
        Speaker.OTHER: SAFETY, Speaker.OFFICER: FACT},
    (Weighs.PERSON, False): {Speaker.CALLER: THEIR_WORD, Speaker.CHILD: THEIR_WORD,
        Speaker.OTHER: ASK, Speaker.OFFICER: FACT},
    (Weighs.TALK, False): dict.fromkeys(Speaker, NOTED),
}
_NEAR_LOWERS = {Pressure.NEAR: ASK, Pressure.COACHED: NOTED, Pressure.SPOKEN_FOR: NOTED}
_TOLD_TO_SAY = {Pressure.COACHED: THEIR_WORD}
_MOST: Mapping[tuple[Weighs, bool], Mapping[Pressure, int]] = {
    (Weighs.DANGER, False): _TOLD_TO_SAY,
    (Weighs.COMFORT, False): _TOLD_TO_SAY,
    (Weighs.DANGER, True): _NEAR_LOWERS,
    (Weighs.COMFORT, True): _NEAR_LOWERS,
    (Weighs.BODY, True): _NEAR_LOWERS,
    (Weighs.PLACE, False): {Pressure.COACHED: ASK},
    (Weighs.PERSON, False): {Pressure.NEAR: SAFETY, Pressure.COACHED: ASK},
}
# fmt: on
"""The most that a caller's statement is worth under pressure, where that is less than if free."""
_REFUSALS = (StatementTopic.REFUSES_POLICE, StatementTopic.REFUSES_AMBULANCE)
_WHO_HEARS = (StatementTopic.NOBODY_HEARS, StatementTopic.CAN_TALK_NOW, StatementTopic.SCREEN_SEEN)


def weight(statement: Statement) -> int:
    """Return what a statement is good for alone: `NOTED` to `FACT` (practice2 2.1)."""
    kind = _kind(statement)
    found = _WEIGHTS[kind][statement.speaker]
    if statement.speaker in (Speaker.CALLER, Speaker.CHILD):
        found = min(found, _MOST.get(kind, {}).get(statement.pressure, found))
    elif statement.speaker is Speaker.OFFICER:
        found = min(found, _most_of_officer(statement))
    if statement.how is SaidHow.TEXT:
        found = min(found, _most_of_text(statement, kind))
    return _modified(statement, kind, found)


def _kind(statement: Statement) -> tuple[Weighs, bool]:
    """Return the class of practice2 2.1, and whether to believe it lowers danger."""
    # "I'm not hurt" is a no about the body: shock hides an injury (ST-25).
    body = statement.topic is StatementTopic.NOT_HURT
    return Weighs.BODY if body else STATEMENTS[statement.topic].weighs, statement.lowers


def _most_of_officer(statement: Statement) -> int:
    """Return the most that officers' word is worth: what they heard at the door is not seen."""
    if statement.lowers and statement.pressure is Pressure.SPOKEN_FOR:
        return ASK
    return SAFETY if statement.topic in _REFUSALS and statement.lowers else FACT


def _most_of_text(statement: Statement, kind: tuple[Weighs, bool]) -> int:
    """Return the most that a text is worth: the phone may be in other hands."""
    if statement.lowers:
        return ASK
    raises = kind[0] in (Weighs.DANGER, Weighs.COMFORT)
    return FACT if raises and statement.asked is not HowAsked.UNASKED else THEIR_WORD


def _modified(statement: Statement, kind: tuple[Weighs, bool], found: int) -> int:
    """Return a weight with what makes a statement worth one more, or one less."""
    weighs, lowering = kind
    if found is NOTED:
        return found
    grows = weighs is Weighs.PLACE or (not lowering and weighs is not Weighs.PERSON)
    if statement.twice and grows:
        found = min(found + 1, FACT)
    danger = weighs in (Weighs.DANGER, Weighs.COMFORT)
    shrinks = (danger and lowering) or weighs in (Weighs.PLACE, Weighs.PERSON)
    if statement.asked is HowAsked.LED and shrinks:
        found -= 1
    if statement.after_violence and danger and lowering and statement.topic not in _WHO_HEARS:
        found = min(found, SAFETY)
    return found


class Ledger(tuple[Statement, ...]):
    """All statements of a call that differ: in a fixed order, but for what moves by age.

    `plus` returns another one. It is a tuple for the speed of one.
    """

    latest: int = 0
    """How many of those that move, at the end, were stated at the last instant: none is newer."""

    def __eq__(self, other: object) -> bool:
        """Whether the same was stated, in the same order where that counts."""
        return super().__eq__(other) and self.latest == getattr(other, "latest", 0)

    def __ne__(self, other: object) -> bool:
        """Whether it differs: a tuple has its own."""
        return not self == other

    def __hash__(self) -> int:
        """Hash as a tuple does, once: what follows from statements is looked up by all of them."""
        try:
            return self._hash
        except AttributeError:
            self._hash: int = super().__hash__()
            return self._hash

    def plus(self, stated: Iterable[Statement], *, together: bool = False) -> Ledger:
        """Return this with these as well.

        `together`: at the same instant as what was stated last, so neither is the newer one.
        """
        new = set(stated)
        moving = [each for each in self if STATEMENTS[each.topic].moves]
        cut = len(moving) - (self.latest if together else 0)
        group = {*moving[cut:], *(each for each in new if STATEMENTS[each.topic].moves)}
        fixed = (*self[: len(self) - len(moving)], *(each for each in new if each not in group))
        older = [each for each in moving[:cut] if each not in group]
        # Of one instant the more dangerous is the last: it is believed as the newer one would be.
        last = sorted(group, key=lambda each: (not each.lowers, each))
        # What is said twice takes the place of what was said once.
        all_said = (*sorted({*fixed}), *older, *last)
        once = {each._replace(twice=False) for each in all_said if each.twice}
        after = Ledger(each for each in all_said if each not in once)
        after.latest = sum(each not in once for each in last)
        return self if after == self else after

    def of(self, topic: StatementTopic) -> tuple[Statement, ...]:
        """Return all statements on a topic; of what moves, the newest last."""
        return tuple(each for each in self if each.topic is topic)

    def belief(self, topic: StatementTopic) -> Belief | None:
        """Return what may be believed on a topic; None if nobody has stated anything of it."""
        return self._beliefs.get(topic)

    # Kept here: each is asked for a hundred times between two statements, and to find it among
    # those of other calls, or to go through all statements, takes as long each time.
    @cached_property
    def _beliefs(self) -> Mapping[StatementTopic, Belief]:
        return _beliefs(self)

    @cached_property
    def believed(self) -> frozenset[Stating]:
        """What is believed so that one acts on it: at least for safety."""
        beliefs = self._beliefs.items()
        return frozenset((topic, e.value) for topic, e in beliefs if e.weight >= SAFETY)

    @cached_property
    def stated(self) -> frozenset[Stating]:
        """All that was stated, believed or not."""
        return frozenset(each[:2] for each in self)

    @cached_property
    def own(self) -> frozenset[Stating]:
        """What of it the caller has stated themselves."""
        return frozenset(each[:2] for each in self if each.speaker in OWN)

    @cached_property
    def lowers_coached(self) -> bool:
        """Whether who is not another person lowers danger after another voice (SIT-18)."""
        return any(
            each.pressure is Pressure.COACHED and each.lowers and each.speaker is not Speaker.OTHER
            for each in self
        )

    @cached_property
    def speakers(self) -> frozenset[Speaker]:
        """Who has stated anything."""
        return frozenset(each.speaker for each in self)

    def says(self, topic: StatementTopic, value: bool = True) -> bool:
        """Whether it is believed, so that one acts on it: at least for safety."""
        return (topic, value) in self.believed

    def is_anothers(self, topic: StatementTopic, value: bool) -> bool:
        """Whether it lowers danger, and rests on what another person said or had said alone."""
        said = [each for each in self.of(topic) if each.value is value]
        return bool(said) and all(each.lowers and _is_anothers(each) for each in said)

    def only_another_said(self, topic: StatementTopic, value: bool) -> bool:
        """Whether it was said, and by another person alone, and it may raise danger or lower it."""
        said = [each for each in self.of(topic) if each.value is value]
        return bool(said) and all(_is_anothers(each) for each in said)

    def contradictions(self) -> Iterator[Belief]:
        """Yield the beliefs that another statement speaks against, for officers to hear both."""
        yield from (each for each in _beliefs(self).values() if each.against is not None)


def _is_anothers(said: Statement) -> bool:
    under_orders = said.pressure in (Pressure.COACHED, Pressure.SPOKEN_FOR)
    return said.speaker is Speaker.OTHER or under_orders


@lru_cache(maxsize=4_096)
def _beliefs(ledger: Ledger) -> Mapping[StatementTopic, Belief]:
    """Return what may be believed, by topic. Asked for many times between two statements."""
    return {
        topic: _believed(ledger.of(topic))
        for topic in dict.fromkeys(each.topic for each in sorted(ledger))
    }


def believed(ledger: Ledger) -> frozenset[StatementTopic]:
    """Return the topics of which it is believed that they are so, at least for safety."""
    return frozenset(topic for topic, value in ledger.believed if value)


def _believed(stated: tuple[Statement, ...]) -> Belief:
    best, *later = stated
    for each in later:
        # Of what moves, a newer word that is good enough to act on counts; so does a heavier one.
        newer = STATEMENTS[each.topic].moves and weight(each) >= min(weight(best), THEIR_WORD)
        heavier = weight(each), not each.lowers
        if newer or heavier > (weight(best), not best.lowers):
            best = each
    others = [each for each in stated if each.value is not best.value]
    against = max(others, key=weight, default=None)
    return Belief(best.value, weight(best), best, against)
