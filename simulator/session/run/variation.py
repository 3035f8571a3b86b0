"""Which of a scenario's declared variations applies: the seed picks at most one."""

from __future__ import annotations

from typing import Any

from simulator.content.fields.content_model import Content
from simulator.content.scenario.environment import CallerTraits
from simulator.content.scenario.scenario import Scenario, Variation
from simulator.session.random_stream import RandomStream


def picked(scenario: Scenario, seed: int) -> Variation | None:
    """Return the variation of a seed, or None: the scenario as it is written.

    Those without a chance share what is left equally with the scenario as it is written.
    """
    if not scenario.variations:
        return None
    stated = sum(each.chance or 0 for each in scenario.variations)
    without = sum(each.chance is None for each in scenario.variations)
    share = (100 - stated) / (without + 1)
    point = RandomStream(seed, "variation").between(0, 9_999) / 100
    for each in scenario.variations:
        point -= share if each.chance is None else each.chance
        if point < 0:
            return each
    return None


def varied(scenario: Scenario, variation: Variation | None) -> Scenario:
    """Return the scenario with the caller's traits and noises of a variation."""
    if variation is None:
        return scenario
    sets = variation.sets
    held = {name: getattr(scenario, name) for name in Scenario.model_fields}
    for name in CallerTraits.model_fields:
        if name in sets.model_fields_set:
            held[name] = _over(held[name], getattr(sets, name))
    if sets.answers_after is not None and scenario.answers is not None:
        held["answers"] = scenario.answers.model_copy(update={"after": sets.answers_after})
    return Scenario.model_construct(scenario.model_fields_set | {"variations"}, **held)


def _over(written: Any, other: Any) -> Any:
    """Lay one value over another: key by key in a trait, one after the other in a list."""
    if isinstance(other, tuple):
        return (*(written or ()), *other)
    if isinstance(other, Content) and written is not None:
        return written.model_copy(
            update={name: getattr(other, name) for name in other.model_fields_set}
        )
    return {**(written or {}), **other} if isinstance(other, dict) else other
