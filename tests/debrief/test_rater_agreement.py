"""Agreement of two raters: hand-computed, against a library's figures, and where it means nothing.

The library figures are those of irrCAC 0.4.4 (AC1) and scikit-learn 1.9.1 (kappa), worked out once.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.debrief.learning.rater_agreement import FEW, RatedItem, agreement, compare
from simulator.debrief.learning.trainer_reviews import Rating
from tests.daily import examples

R = Rating
SEEN, NOT, NONE, CANT = R.SEEN, R.NOT_SEEN, R.NOT_APPLICABLE, R.CANT_SAY


def test_by_hand() -> None:
    """Ten calls, nine agreed: 8 seen by both, 1 not seen by both, 1 seen by the first alone.

    Kappa: chance agrees in .9 x .8 + .1 x .2 = .74, so (.9 - .74) / .26 = .615. AC1: both together
    say seen in .85 and not in .15, so chance is (2 x .85 x .15) / 3 = .085 and (.9 - .085) / .915
    is .891.
    """
    found = agreement([(SEEN, SEEN)] * 8 + [(NOT, NOT)] + [(SEEN, NOT)])
    assert (found.n, found.agreed, found.percent) == (10, 9, 90)
    assert found.kappa == pytest.approx(0.61538, abs=1e-5)
    assert found.ac1 == pytest.approx(0.89071, abs=1e-5)
    assert found.few


LETTERS = dict(zip("SNAC", R, strict=True))


@pytest.mark.parametrize(
    ("first", "second", "ac1", "kappa", "agreed"),
    [
        (
            "SNSSSSSSSSNSSSSSSAASSSASSSSSSSSSSSSSNSSS",
            "SNASSSSSSANSSSSNSAASSSASSSSSSSSSSSNSNSSS",
            0.88722, 0.70909, 36,
        ),
        (
            "CCSSAANSNNNSNSACCNNSSSNSSANNSSSSNCNSAAACAASCCSAANNNCNASAANNC",
            "CCASAANSNCNSNSACSNSSNSNSANNSASSSNNNSSASSCCSCASAANANNNASACNNC",
            0.58075, 0.56884, 41,
        ),
        ("SSSSSSSSSSNSSSSSSSSSSSSSS", "ASSSSSSSSSNNSSSSSSSSSSSSS", 0.9158, 0.47368, 23),
    ],
)  # fmt: skip
def test_the_figures_are_those_of_well_kept_libraries(
    first: str, second: str, ac1: float, kappa: float, agreed: int
) -> None:
    """Made-up ratings of two people: seen, not seen, did not apply, can"t say."""
    found = agreement([(LETTERS[a], LETTERS[b]) for a, b in zip(first, second, strict=True)])
    assert (found.n, found.agreed) == (len(first), agreed)
    assert found.ac1 == pytest.approx(ac1, abs=1e-5)
    assert found.kappa == pytest.approx(kappa, abs=1e-5)
    assert found.few is (len(first) < FEW)


def test_where_nearly_all_calls_are_alike_kappa_means_nothing_and_ac1_does() -> None:
    found = agreement([(SEEN, SEEN)] * 20, ("wren", "robin"))
    assert (found.kappa, found.ac1) == (None, 1)
    assert found.why_no_kappa == "both said “seen” every time"
    one = agreement([(SEEN, SEEN)] * 19 + [(SEEN, NOT)], ("wren", "robin"))
    assert one.kappa is None
    assert "wren" in one.why_no_kappa
    assert one.ac1 is not None
    assert 0.9 < one.ac1 < 1


def test_without_ratings_by_both_there_is_no_figure() -> None:
    found = agreement([])
    assert (found.n, found.percent, found.ac1, found.kappa) == (0, None, None, None)
    assert found.why_no_kappa


@examples(25)
@given(st.lists(st.tuples(st.sampled_from(R), st.sampled_from(R)), min_size=1, max_size=40))
def test_agreement_is_the_same_whoever_comes_first_and_never_above_one(
    pairs: list[tuple[R, R]],
) -> None:
    found, turned = agreement(pairs), agreement([(b, a) for a, b in pairs])
    assert (found.n, found.agreed, found.ac1, found.kappa) == (
        turned.n,
        turned.agreed,
        turned.ac1,
        turned.kappa,
    )
    assert found.ac1 is not None
    assert found.ac1 <= 1
    assert (found.ac1 == 1) is (found.agreed == found.n)


def test_only_what_both_have_rated_is_compared_criterion_by_criterion() -> None:
    items = [RatedItem("a", "operator", "one"), RatedItem("a", "operator", "two")]
    more = RatedItem("b", "operator", "one")
    first = {items[0]: SEEN, items[1]: NOT, more: SEEN}
    second = {items[0]: SEEN, items[1]: SEEN}
    whole, each = compare(first, second, ("wren", "robin"))
    assert (whole.n, whole.agreed) == (2, 1)
    assert {key: found.agreed for key, found in each.items()} == {
        ("operator", "one"): 1,
        ("operator", "two"): 0,
    }
