"""The full counts: somebody else's interpreter plays every scenario and 10,000 random calls."""

from __future__ import annotations

import pytest

from tests.proof.test_referee import SHIPPED, agree_on_a_random_call, agree_on_a_scenario
from tests.session.calls import PROFILES

pytestmark = pytest.mark.thorough

CALLS = 10_000
SHARES = 4
"""Into how many tests each profile's calls are cut, so that several processes can share them."""
EACH = -(-CALLS // (len(PROFILES) * SHARES))


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("name", SHIPPED)
def test_every_scenario_under_every_profile_goes_the_same_way(name: str, profile: str) -> None:
    agree_on_a_scenario(name, PROFILES[profile])


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("share", range(SHARES))
def test_ten_thousand_random_calls_go_the_same_way(profile: str, share: int) -> None:
    first = 1_000 + share * EACH
    for seed in range(first, first + EACH):
        agree_on_a_random_call(PROFILES[profile], seed)
