"""How much a rule and a row of the flow have to do with each other, by the words that both name.

A guess and no proof: it says which property to ask first about a mistake in a row, and that one
mostly notices it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from simulator.core.rules import Rule
from simulator.proof.explore.act_classes import parts_of
from simulator.rules.matching import Match, StateCondition
from simulator.rules.patterns import Property


def in_common(rule: Property, row: Rule[Any]) -> int:
    """How many of the stages and timers of a row, before or after it, a rule names."""
    return len(_named_by(rule) & _of_row(row))


def _of_row(row: Rule[Any]) -> set[str]:
    timers = (*(str(timer) for timer in row.start), *(str(timer) for timer in row.stop))
    return {*map(str, row.at), *map(str, row.on), str(row.to), *timers}


@lru_cache(maxsize=512)
def _named_by(rule: Property) -> frozenset[str]:
    criteria: list[Match | StateCondition] = [rule.during] if rule.during else []
    criteria += (part for match in rule.matches() for part in parts_of(match))
    return frozenset(word for each in criteria for word in _words(each))


def _words(criteria: Match | StateCondition) -> Iterator[str]:
    for name in criteria.criteria():
        value = getattr(criteria, name)
        if isinstance(value, tuple):
            yield from map(str, value)
