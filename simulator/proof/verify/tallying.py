"""What became of mistakes in the flow, one by one and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Fate(NamedTuple):
    """What became of a mutant."""

    mutant: str
    profile: str
    """Under which profile it was killed; of a survivor, the last one looked at."""
    killer: str = ""
    """What noticed: ``the tables``, ``scenario ID`` or ``property ID``; empty: nothing did."""


class Tally(NamedTuple):
    """What became of all mutants."""

    killed: Mapping[str, int]
    """How many each kind of killer noticed: the tables, a scenario, a property."""
    under: Mapping[str, int]
    """Under which profile how many were noticed; one in a row is made no further then."""
    idle: int
    """Mutants that no call comes to."""
    survivors: tuple[Fate, ...]
    """Those that nothing noticed, each with a reason in `survivors.yaml`."""
    unexplained: tuple[Fate, ...]
    """Those that nothing noticed, and nobody said why."""
    killed_after_all: tuple[str, ...]
    """Those with a reason to survive that something noticed."""

    @property
    def sound(self) -> bool:
        """Whether every survivor has its reason, and every reason its survivor."""
        return not (self.unexplained or self.killed_after_all)


def tally(fates: Iterable[Sequence[Fate]], reasons: Mapping[str, str]) -> Tally:
    """Count what became of mutants; `reasons` say why some need not be noticed."""
    killed = {"tables": 0, "scenarios": 0, "properties": 0}
    kinds = {"the": "tables", "scenario": "scenarios", "property": "properties"}
    under: Counter[str] = Counter()
    idle = 0
    lived: list[Fate] = []
    dead: set[str] = set()
    for each in fates:
        idle += not each
        for fate in each:
            if fate.killer:
                killed[kinds[fate.killer.partition(" ")[0]]] += 1
                under[fate.profile] += 1
                dead.add(fate.mutant)
            else:
                lived.append(fate)
    alive = {fate.mutant for fate in lived}
    return Tally(
        killed,
        under,
        idle,
        tuple(fate for fate in lived if fate.mutant in reasons),
        tuple(fate for fate in lived if fate.mutant not in reasons),
        tuple(sorted((dead - alive) & set(reasons))),
    )
