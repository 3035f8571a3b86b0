"""How far two raters agree: in how many items, and by how much more than chance (Cohen's kappa).

Agreement is about criteria and how they are worded. It is no mark for a rater, and no order of
raters is made from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core.terms import Term
from simulator.debrief.assess.findings import Judgement

FEW = 30
"""With fewer items kappa is not to be relied on (assumption)."""


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
    """Return a finding of the machine as a rating; None where it left the question open."""
    return _RATED.get(judgement)


class RatedItem(NamedTuple):
    """One criterion in one call."""

    record: str
    """The id of the call's record."""
    rubric: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two raters agree on some items."""

    n: int
    """The number of items that both rated."""
    agreed: int
    """In how many of them they said the same."""
    kappa: float | None
    """Cohen's kappa: 1 is full agreement, 0 what chance would give; None where it says nothing."""
    why_no_kappa: str = ""

    @property
    def percent(self) -> float | None:
        """In how many of a hundred items they agreed; None without items."""
        return 100 * self.agreed / self.n if self.n else None

    @property
    def few(self) -> bool:
        """Whether there are too few items to rely on kappa."""
        return self.n < FEW


def agreement(
    pairs: Iterable[tuple[Hashable, Hashable]],
    raters: tuple[str, str] = ("the first", "the second"),
) -> Agreement:
    """Return how far two raters agree. Each pair is their two ratings of one item.

    Kappa is ``(observed - expected) / (1 - expected)``, where agreement is expected by chance from
    how often each of the two used each category (J. Cohen, 1960). `raters` are named where it says
    nothing.
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
        return Agreement(n, agreed, None, f"both said “{_words(always[0])}” every time")
    for name, said in zip(raters, always, strict=True):
        if said is not None:
            # Kappa would be 0 whatever the other rater said.
            return Agreement(n, agreed, None, f"{name} said “{_words(said)}” every time")
    # In whole numbers up to the one division, so that nothing is lost to rounding.
    expected = sum(times * used[1][said] for said, times in used[0].items())
    return Agreement(n, agreed, (n * agreed - expected) / (n * n - expected))


def compare(
    first: Mapping[RatedItem, Rating], second: Mapping[RatedItem, Rating], raters: tuple[str, str]
) -> tuple[Agreement, Mapping[tuple[str, str], Agreement]]:
    """Return the agreement on everything that both rated, and on each criterion by rubric and id.

    Criteria come in the order in which the first rater's ratings have them.
    """
    pairs = {item: (rating, second[item]) for item, rating in first.items() if item in second}
    each: dict[tuple[str, str], list[tuple[Rating, Rating]]] = {}
    for item, pair in pairs.items():
        each.setdefault((item.rubric, item.criterion), []).append(pair)
    found = {key: agreement(some, raters) for key, some in each.items()}
    return agreement(pairs.values(), raters), found


def _words(said: object) -> str:
    return said.meaning if isinstance(said, Term) else str(said)
