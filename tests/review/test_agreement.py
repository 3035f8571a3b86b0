"""Agreement between raters, held against worked examples that others have published."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.debrief.assess.findings import Judgement
from simulator.debrief.learning import rater_agreement
from simulator.debrief.learning.rater_agreement import FEW, RatedItem, Rating, agreement, compare

PAIRS = st.lists(st.tuples(st.sampled_from(Rating), st.sampled_from(Rating)), max_size=60)


def pairs(table: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The pairs of ratings of a table: the first rater's categories are its rows."""
    return [
        (row, column)
        for row, cells in enumerate(table)
        for column, times in enumerate(cells)
        for _ in range(times)
    ]


PUBLISHED = [
    ([[1, 0], [0, 1]], 1.0, 1.00),  # by definition, as the next one
    ([[0, 1], [1, 0]], 0.0, -1.00),
    # The textbook's 50 applications for a grant, read by two people.
    ([[20, 5], [10, 15]], 0.70, 0.400),
    # J. Cohen, Educational and Psychological Measurement 20 (1960), 37-46, 200 cases in three
    # diagnoses; printed again in his paper on weighted kappa (1968), table 1.
    ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.492),
    # A. R. Feinstein and D. V. Cicchetti, Journal of Clinical Epidemiology 43 (1990), 543-549: the
    # same share of agreement, another kappa.
    ([[40, 9], [6, 45]], 0.85, 0.70),
    ([[80, 10], [5, 5]], 0.85, 0.32),
    # B. B. Gerstman, Epidemiology Kept Simple, illustrative example 10.1: two readings of X-rays.
    ([[1467, 782], [1309, 16232]], 0.8943, 0.524),
    # The same share again: two tables that are compared in most accounts of kappa's limits.
    ([[45, 15], [25, 15]], 0.60, 0.1304),
    ([[25, 35], [5, 35]], 0.60, 0.2593),
]


@pytest.mark.parametrize(("table", "share", "kappa"), PUBLISHED)
def test_kappa_is_what_was_published(table: list[list[int]], share: float, kappa: float) -> None:
    """To as many digits as were printed, whichever rater stands first."""
    found = agreement(pairs(table))
    assert found.n == sum(map(sum, table))
    assert found.agreed / found.n == pytest.approx(share, abs=0.005)
    digits = len(str(kappa).partition(".")[2])
    assert found.kappa is not None
    assert found.kappa == pytest.approx(kappa, abs=0.51 * 10 ** -max(digits, 2))
    turned = agreement((second, first) for first, second in pairs(table))
    assert turned == found
    assert found.few is (found.n < FEW)


def test_what_has_no_kappa_says_why() -> None:
    """Nothing rated, one category only for both, one category only for one of them."""
    none = agreement([])
    assert (none.n, none.percent, none.kappa) == (0, None, None)
    assert none.why_no_kappa == "nothing was rated by both"
    seen, not_seen = Rating.SEEN, Rating.NOT_SEEN
    both = agreement([(seen, seen)] * 3)
    assert (both.n, both.agreed, both.percent, both.kappa) == (3, 3, 100, None)
    assert both.why_no_kappa == "both said “seen” every time"
    one = agreement([(seen, seen), (seen, not_seen)], ("robin", "wren"))
    assert (one.agreed, one.kappa) == (1, None)
    assert one.why_no_kappa == "robin said “seen” every time"
    other = agreement([(seen, not_seen), (not_seen, not_seen)], ("robin", "wren"))
    assert other.why_no_kappa == "wren said “not seen” every time"
    apart = agreement([(seen, not_seen)] * 2, ("robin", "wren"))
    assert (apart.agreed, apart.kappa) == (0, None)
    assert apart.why_no_kappa == "robin said “seen” every time"


@given(PAIRS)
def test_it_is_a_number_from_minus_1_to_1_or_a_reason(given: list[tuple[Rating, Rating]]) -> None:
    """And never more than the share of agreement: chance only takes away."""
    found = agreement(given)
    assert (found.kappa is None) == bool(found.why_no_kappa)
    if found.kappa is not None:
        assert math.isfinite(found.kappa)
        assert -1 <= found.kappa <= found.agreed / found.n <= 1


def test_only_what_both_rated_is_compared_each_criterion_by_itself() -> None:
    """The same id in two rubrics is two criteria; order is the first rater's."""
    seen, not_seen = Rating.SEEN, Rating.NOT_SEEN
    first = {
        RatedItem("a", "operator", "pause"): seen,
        RatedItem("a", "call_handler", "pause"): seen,
        RatedItem("b", "operator", "pause"): not_seen,
        RatedItem("c", "operator", "pause"): not_seen,
    }
    second = {
        RatedItem("b", "operator", "pause"): not_seen,
        RatedItem("a", "operator", "pause"): seen,
        RatedItem("a", "call_handler", "pause"): not_seen,
        RatedItem("d", "operator", "pause"): seen,
    }
    whole, each = compare(first, second, ("robin", "wren"))
    assert (whole.n, whole.agreed) == (3, 2)
    assert list(each) == [("operator", "pause"), ("call_handler", "pause")]
    assert (each["operator", "pause"].n, each["operator", "pause"].kappa) == (2, 1)
    assert (each["call_handler", "pause"].n, each["call_handler", "pause"].agreed) == (1, 0)


def test_the_machine_rates_only_what_it_judged() -> None:
    rated = rater_agreement.RATED
    assert set(Judgement) - set(rated) == {Judgement.OPEN, Judgement.FOR_A_PERSON}
    assert all(rating.meaning == judged.meaning for judged, rating in rated.items())
