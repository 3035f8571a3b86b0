"""A call that is drawn by chance, and how such a draw differs from reality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from simulator.seat.setup import Place, places
from simulator.session.chance import Chance

if TYPE_CHECKING:
    from simulator.content.scenario.scenario import Scenario

ANY_LEVEL = 0
MIX_SAID_BY = "N17 N3 N10"
"""Whose figures the share of accidental calls is worked out from [N17 N3 N10]."""


def pool(scenarios: Iterable[Scenario], level: int, place: Place) -> tuple[Scenario, ...]:
    """What a surprise is drawn from: scenarios of a level (0 is any) that offer the place.

    Those that play out rules of the flow tell no story, so they are never drawn.
    """
    told = (each for each in scenarios if each.kind != "flow")
    fit = (each for each in told if level in (0, each.level) and place in places(each))
    return tuple(sorted(fit, key=lambda scenario: scenario.id))


def draw(among: Sequence[Scenario], seed: int) -> Scenario:
    """One of them, the same for the same seed.

    Raises:
        ValueError: there is none.
    """
    if not among:
        raise ValueError("there is no scenario to draw from")
    return among[Chance(seed, "surprise").between(0, len(among) - 1)]


def accidental(scenario: Scenario) -> bool:
    """Whether nobody meant to call."""
    return scenario.kind == "accidental" or "accidental" in scenario.tags


def mix(among: Sequence[Scenario]) -> tuple[str, str]:
    """What a surprise is drawn from, and how that differs from reality [N17 N3 N10]."""
    unmeant = sum(map(accidental, among))
    what = "1 call" if len(among) == 1 else f"{len(among)} calls"
    is_are = "is" if unmeant == 1 else "are"
    return (
        f"Drawn from {what}, of which {unmeant or 'none'} {is_are} accidental.",
        "In reality 97 to 99 of 100 silent calls are accidental. Here the others come up far more"
        " often, so that they can be practised.",
    )
