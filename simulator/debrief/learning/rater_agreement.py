"""How far two raters agree: per cent, Gwet's AC1 and Cohen's kappa.

Agreement shows how clearly a criterion is worded, and not who is right: nobody is marked, and
raters are never ranked. AC1 is beside kappa because kappa falls to 0 where nearly all calls have
the same rating, however well two raters agree (K. Gwet, 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from simulator.debrief.learning.trainer_reviews import Rating

FEW = 30
"""Below so many ratings by both, a figure says little (assumption)."""


class RatedItem(NamedTuple):
    """One criterion in one call."""

    record: str
    rubric: str
    criterion: str


class Agreement(NamedTuple):
    """Agreement of two raters over some items."""

    n: int
    """Items that both have rated."""
    agreed: int
    ac1: float | None
    """Gwet's AC1: 1 is full agreement, 0 is chance; None without items."""
    kappa: float | None
    """Cohen's kappa: the same; None where it means nothing."""
    why_no_kappa: str = ""

    @property
    def percent(self) -> float | None:
        """Percentage of equal ratings; None without items."""
        return 100 * self.agreed / self.n if self.n else None

    @property
    def few(self) -> bool:
        """Whether there are too few items for a figure to say much."""
        return self.n < FEW


def agreement(
    pairs: Iterable[tuple[Hashable, Hashable]],
    raters: tuple[str, str] = ("the first", "the second"),
    categories: int = len(Rating),
) -> Agreement:
    """Return the agreement of two raters, given their two ratings of each item.

    Both figures are ``(observed - expected) / (1 - expected)``. Kappa's chance agreement follows
    from how often each rater used each category (J. Cohen, 1960), AC1's from how often both did,
    over the `categories` that a rater could choose (K. Gwet, 2008). `raters` are their names for
    `why_no_kappa`.
    """
    rated = list(pairs)
    n, agreed = len(rated), sum(one == other for one, other in rated)
    if not rated:
        return Agreement(0, 0, None, None, "nothing was rated by both")
    used, by_other = (Counter(side) for side in zip(*rated, strict=True))
    # Integers up to the one division, so that rounding can't turn a full agreement into 0.999….
    both = used + by_other
    spread = sum(times * (2 * n - times) for times in both.values())
    possible = 4 * n * n * (categories - 1)
    ac1 = (agreed * possible - n * spread) / (n * (possible - spread))
    names = ["both"] if used.keys() == by_other.keys() else raters
    for name, side in zip(names, (used, by_other), strict=False):
        if len(side) == 1:
            # Kappa would be 0 for any ratings of the other rater.
            (said,) = side
            meaning = getattr(said, "meaning", said)
            return Agreement(n, agreed, ac1, None, f"{name} said “{meaning}” every time")
    expected = sum(times * by_other[said] for said, times in used.items())
    return Agreement(n, agreed, ac1, (n * agreed - expected) / (n * n - expected))


def compare(
    first: Mapping[RatedItem, Rating], second: Mapping[RatedItem, Rating], raters: tuple[str, str]
) -> tuple[Agreement, Mapping[tuple[str, str], Agreement]]:
    """Return the agreement on all items, and on each criterion by rubric and id.

    Criteria keep the order of the first rater's ratings.
    """
    pairs = {item: (rating, second[item]) for item, rating in first.items() if item in second}
    each: dict[tuple[str, str], list[tuple[Rating, Rating]]] = {}
    for item, pair in pairs.items():
        each.setdefault((item.rubric, item.criterion), []).append(pair)
    found = {key: agreement(some, raters) for key, some in each.items()}
    return agreement(pairs.values(), raters), found
