"""SPIN under every profile, and on flows with a mistake: the same verdicts as ours, both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.proof.verify.decide import Decider, Setting, Status
from tests.proof.mutants import MUTANTS
from tests.proof.promela_observers import refereed
from tests.proof.spin import NEEDS_SPIN, search
from tests.proof.test_spin import CLAIMS, DEFAULT
from tests.session.calls import GENERIC, LIBRARY, PROFILES

pytestmark = [pytest.mark.thorough, NEEDS_SPIN]

WRONG = (
    "R-4 leads to accepted",
    "R-5 leads to back_with_operator",
    "R-9 left without effect",
    "R-18 leads to ended_by_first_handler",
    "L-5 leads to with_call_handler",
    "O-17 leads to with_call_handler",
    "I-11 leads to handing_over",
    "K-3 leads to held",
)
"""Mistakes that leave every cause with exactly one answer, and break something."""


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_claim_holds_under_every_profile(profile: str, tmp_path: Path) -> None:
    of = PROFILES[profile]
    found = search(tmp_path, of, refereed(CLAIMS, of))
    assert [name for name, holds in found.holds.items() if not holds] == []
    assert len(found.holds) >= 30


@pytest.mark.parametrize("mistake", WRONG)
def test_of_a_wrong_flow_both_say_the_same(mistake: str, tmp_path: Path) -> None:
    claims = refereed(CLAIMS, DEFAULT)
    decider = Decider(Setting(DEFAULT, GENERIC, LIBRARY.questions(), MUTANTS[mistake].flow))
    ours = {claim.id: decider.decide(claim).status is not Status.FAILS for claim in claims}
    theirs = search(tmp_path, DEFAULT, claims, MUTANTS[mistake].flow).holds
    assert theirs == ours
    assert not all(ours.values())
