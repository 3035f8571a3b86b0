"""What was stated in a call: by whom, how, under what pressure; and what may be believed of it.

A ledger is a value without times or words, so equal facts stay equal. Nothing in it is overwritten:
two statements that contradict each other both stay, with their speakers (practice2 BF-4). What is
believed follows by weight alone: the heavier one; among equals the one that raises danger, and for
what moves the newer one (BF-3, BF-6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, StatementTopic, Weighs, lowers
from simulator.core.terms import NamedTerm


class Speaker(NamedTerm):
    """Whose statement it is."""

    CALLER = "the caller"
    CHILD = "a child who calls"
    OTHER = "another person there"
    OFFICER = "an officer who is there"


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


class Statement(NamedTuple):
    """One thing that was stated."""

    topic: StatementTopic
    value: bool
    speaker: Speaker = Speaker.CALLER
    how: SaidHow = SaidHow.SPOKEN
    pressure: Pressure = Pressure.NEAR

    @property
    def lowers(self) -> bool:
        """Whether to believe it lowers danger."""
        return lowers(self.topic, self.value)


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
_WEIGHTS: Mapping[tuple[Weighs, bool], Mapping[Speaker, int]] = {
    # Each class of practice2 2.1, and whether to believe it lowers danger.
    (Weighs.DANGER, False): _RAISES,
    (Weighs.COMFORT, False): _RAISES,
    (Weighs.BODY, False): {**_RAISES, Speaker.CHILD: THEIR_WORD},
    (Weighs.DANGER, True): {Speaker.CALLER: THEIR_WORD, Speaker.CHILD: ASK, Speaker.OTHER: NOTED,
        Speaker.OFFICER: FACT},
    (Weighs.COMFORT, True): {Speaker.CALLER: THEIR_WORD, Speaker.CHILD: ASK, Speaker.OTHER: NOTED,
        Speaker.OFFICER: FACT},
    (Weighs.BODY, True): {Speaker.CALLER: SAFETY, Speaker.CHILD: NOTED, Speaker.OTHER: NOTED,
        Speaker.OFFICER: FACT},
    (Weighs.PLACE, False): {Speaker.CALLER: THEIR_WORD, Speaker.CHILD: SAFETY,
        Speaker.OTHER: SAFETY, Speaker.OFFICER: FACT},
    (Weighs.PERSON, False): {Speaker.CALLER: THEIR_WORD, Speaker.CHILD: THEIR_WORD,
        Speaker.OTHER: ASK, Speaker.OFFICER: FACT},
    (Weighs.TALK, False): dict.fromkeys(Speaker, NOTED),
}
_MOST: Mapping[tuple[Weighs, bool], Mapping[Pressure, int]] = {
    (Weighs.DANGER, True): {Pressure.NEAR: ASK, Pressure.COACHED: NOTED},
    (Weighs.COMFORT, True): {Pressure.NEAR: ASK, Pressure.COACHED: NOTED},
    (Weighs.BODY, True): {Pressure.NEAR: ASK, Pressure.COACHED: NOTED},
    (Weighs.PLACE, False): {Pressure.COACHED: ASK},
    (Weighs.PERSON, False): {Pressure.NEAR: SAFETY, Pressure.COACHED: ASK},
}
# fmt: on
"""The most that a caller's statement is worth under pressure, where that is less than if free."""


def weight(statement: Statement) -> int:
    """Return what a statement is good for alone: `NOTED` to `FACT` (practice2 2.1)."""
    topic, _, speaker, how, pressure = statement
    kind = STATEMENTS[topic].weighs, statement.lowers
    found = _WEIGHTS[kind][speaker]
    if how is SaidHow.TEXT:
        # The phone may be in other hands.
        found = min(found, ASK if statement.lowers else THEIR_WORD)
    if speaker in (Speaker.CALLER, Speaker.CHILD):
        found = min(found, _MOST.get(kind, {}).get(pressure, found))
    return found


class Ledger(tuple[Statement, ...]):
    """All statements of a call that differ: in a fixed order, but for what moves by age.

    `plus` returns another one. It is a tuple for the speed of one.
    """

    __slots__ = ()

    def plus(self, stated: Iterable[Statement], *, together: bool = False) -> Ledger:
        """Return this with these as well.

        `together`: at the same instant as what was stated last, so neither is the newer one.
        """
        new = tuple(each for each in stated if not together or each not in self)
        kept = tuple(each for each in self if each not in new)
        both = (*kept, *new)
        if both == tuple(self):
            return self
        fixed = sorted({each for each in both if not STATEMENTS[each.topic].moves})
        moving = tuple(dict.fromkeys(each for each in both if STATEMENTS[each.topic].moves))
        if together:
            moving = tuple(sorted(moving))
        return Ledger((*fixed, *moving))

    def of(self, topic: StatementTopic) -> tuple[Statement, ...]:
        """Return all statements on a topic; of what moves, the newest last."""
        return tuple(each for each in self if each.topic is topic)

    def belief(self, topic: StatementTopic) -> Belief | None:
        """Return what may be believed on a topic; None if nobody has stated anything of it."""
        return _beliefs(self).get(topic)

    def says(self, topic: StatementTopic, value: bool = True) -> bool:
        """Whether it is believed, so that one acts on it: at least for safety."""
        found = self.belief(topic)
        return found is not None and found.value is value and found.weight >= SAFETY

    def contradictions(self) -> Iterator[Belief]:
        """Yield the beliefs that another statement speaks against, for officers to hear both."""
        yield from (each for each in _beliefs(self).values() if each.against is not None)


@lru_cache(maxsize=4_096)
def _beliefs(ledger: Ledger) -> Mapping[StatementTopic, Belief]:
    """Return what may be believed, by topic. Asked for many times between two statements."""
    return {
        topic: _believed(ledger.of(topic))
        for topic in dict.fromkeys(each.topic for each in sorted(ledger))
    }


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
