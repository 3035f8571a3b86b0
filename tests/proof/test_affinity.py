"""Which property is asked first about a mistake in a row: one that names what the row names."""

from __future__ import annotations

import pytest

from simulator.proof.coverage.reachable import ROWS
from simulator.proof.verify.affinity import in_common
from tests.proof.broken import CLAIMS

NOTICED = [
    # a row, and the property that notices when it has no effect
    ("O-15", "a-late-5-makes-an-early-5-void"),
    ("R-20", "the-recording-keeps-nobody"),
    ("R-7", "a-5-is-settled-in-four-seconds"),
]


@pytest.mark.parametrize(("row", "name"), NOTICED)
def test_what_notices_a_mistake_speaks_of_the_row(row: str, name: str) -> None:
    near = {claim.id: in_common(claim.rule, ROWS[row]) for claim in CLAIMS.values()}
    assert near[name] > 0
    assert sum(each >= near[name] for each in near.values()) < len(near) / 3


def test_what_is_nested_in_a_rule_is_looked_at_too() -> None:
    """`through`, `any_of`, and the state in which a rule applies."""
    claim = CLAIMS["an-end-has-its-cause"]
    assert in_common(claim.rule, ROWS["X-9"]) > 0
    assert in_common(CLAIMS["nothing-after-the-end"].rule, ROWS["X-9"]) == 0
