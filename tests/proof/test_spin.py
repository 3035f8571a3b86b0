"""The exported model: SPIN comes to the same verdicts, and what it cannot decide is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.core.terms import LineStage
from simulator.proof.export.promela import promela
from simulator.proof.export.promela_monitors import refereed
from simulator.rules.claims import Claim, Kind, Modality
from tests.proof.mutants import MUTANTS
from tests.proof.spin import WHY_NOT, is_there, search
from tests.session.calls import LIBRARY, PROFILES

needs_spin = pytest.mark.skipif(not is_there(), reason=WHY_NOT)
CLAIMS: tuple[Claim, ...] = tuple(c for loaded in LIBRARY.properties() for c in loaded.claims)
DEFAULT = PROFILES["iopc_2019"]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_untimed_claim_about_machines_and_single_runs_is_refereed(profile: str) -> None:
    of = PROFILES[profile]
    wanted = [
        claim
        for claim in CLAIMS
        if claim.concerns(of)
        and claim.kind is Kind.MACHINE
        and not claim.timed
        and claim.modality is not Modality.EVENTUALLY
    ]
    assert list(refereed(CLAIMS, of)) == wanted
    assert len(wanted) >= 30


def test_the_model_says_the_same_whenever_it_is_written() -> None:
    claims = refereed(CLAIMS, DEFAULT)
    assert promela(DEFAULT, claims) == promela(DEFAULT, claims)


def test_the_model_has_every_row() -> None:
    text = promela(DEFAULT, refereed(CLAIMS, DEFAULT))
    for mutant in MUTANTS.values():
        assert not mutant.row or f"/* {mutant.row} */" in text


@needs_spin
def test_spin_finds_that_every_claim_holds(tmp_path: Path) -> None:
    claims = refereed(CLAIMS, DEFAULT)
    found = search(tmp_path, DEFAULT, claims)
    assert [name for name, holds in found.holds.items() if not holds] == []
    assert found.states > len(LineStage)
