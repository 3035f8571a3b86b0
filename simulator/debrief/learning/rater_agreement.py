"""Agreement of two raters: percentage and Cohen's kappa.

Agreement measures how well criteria are worded. It isn't a mark for a rater, and raters are never
ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
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


_RATED = {
    Judgement.MET: Rating.SEEN,
    Judgement.MISSED: Rating.NOT_SEEN,
    Judgement.NOT_APPLICABLE: Rating.NOT_APPLICABLE,
}


def rating_of(judgement: Judgement) -> Rating | None:
    """Return the machine's finding as a rating, or None if it left the question open."""
    return _RATED.get(judgement)


class RatedItem(NamedTuple):
    """One criterion in one call."""

    record: str
    """Id of the call's record."""
    rubric: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two raters over some items."""

    n: int
    """Number of items that both rated."""
    agreed: int
    """Number of items with equal ratings."""
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
    cells = Counter(pairs)
    n = cells.total()
    agreed = sum(times for (one, other), times in cells.items() if one == other)
    used = [Counter[Hashable](), Counter[Hashable]()]
    for pair, times in cells.items():
        for side, said in zip(used, pair, strict=True):
            side[said] += times
    if not n:
        return Agreement(0, 0, None, "nothing was rated by both")
    always = [next(iter(side)) if len(side) == 1 else None for side in used]
    if None not in always and always[0] == always[1]:
        return Agreement(n, agreed, None, f"both said “{_text(always[0])}” every time")
    for name, said in zip(raters, always, strict=True):
        if said is not None:
            # Kappa would be 0 for any ratings of the other rater.
            return Agreement(n, agreed, None, f"{name} said “{_text(said)}” every time")
    # Integers up to the one division, so that rounding can't turn a full agreement into 0.999….
    expected = sum(times * used[1][said] for said, times in used[0].items())
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


def _text(said: object) -> str:
    return said.meaning if isinstance(said, Term) else str(said)
