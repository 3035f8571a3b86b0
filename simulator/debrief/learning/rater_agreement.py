"""Agreement of two raters: percentage and Cohen's kappa.

Agreement measures how well criteria are worded. It isn't a mark for a rater, and raters are never
ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from simulator.core.terms import Term
from simulator.debrief.assess.findings import Judgement

FEW = 30
"""Least number of items for a reliable kappa (assumption)."""


class Rating(Term):
    """A rater's answer for a criterion after a call."""

    SEEN = "seen", "seen"
    NOT_SEEN = "not_seen", "not seen"
    NOT_APPLICABLE = "not_applicable", "did not come up"


RATED: Mapping[Judgement, Rating] = {
    Judgement.MET: Rating.SEEN,
    Judgement.MISSED: Rating.NOT_SEEN,
    Judgement.NOT_APPLICABLE: Rating.NOT_APPLICABLE,
}
"""The machine's findings as ratings; the others leave the question open."""


class RatedItem(NamedTuple):
    """One criterion in one call."""

    record: str
    rubric: str
    criterion: str


class Agreement(NamedTuple):
    """Agreement of two raters over some items."""

    n: int
    agreed: int
    kappa: float | None
    """Cohen's kappa: 1 is full agreement, 0 is chance; None if undefined or uninformative."""
    why_no_kappa: str = ""

    @property
    def percent(self) -> float | None:
        """Percentage of equal ratings; None without items."""
        return 100 * self.agreed / self.n if self.n else None

    @property
    def few(self) -> bool:
        """Whether there are too few items for a reliable kappa."""
        return self.n < FEW


def agreement(
    pairs: Iterable[tuple[Hashable, Hashable]],
    raters: tuple[str, str] = ("the first", "the second"),
) -> Agreement:
    """Return the agreement of two raters, given their two ratings of each item.

    Kappa is ``(observed - expected) / (1 - expected)``; the expected agreement follows from how
    often each rater used each category (J. Cohen, 1960). `raters` are their names for
    `why_no_kappa`.
    """
    rated = list(pairs)
    n, agreed = len(rated), sum(one == other for one, other in rated)
    if not rated:
        return Agreement(0, 0, None, "nothing was rated by both")
    used, by_other = (Counter(side) for side in zip(*rated, strict=True))
    names = ["both"] if used.keys() == by_other.keys() else raters
    for name, side in zip(names, (used, by_other), strict=False):
        if len(side) == 1:
            # Kappa would be 0 for any ratings of the other rater.
            (said,) = side
            meaning = getattr(said, "meaning", said)
            return Agreement(n, agreed, None, f"{name} said “{meaning}” every time")
    # Integers up to the one division, so that rounding can't turn a full agreement into 0.999….
    expected = sum(times * by_other[said] for said, times in used.items())
    return Agreement(n, agreed, (n * agreed - expected) / (n * n - expected))


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
