"""All that `silent999 verify` decides, under every profile."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from simulator.content.library.library import Library
from simulator.proof.verify.decide import Status
from simulator.proof.verify.verification import settings_for, verify, work_for
from tests.proof.broken import CLAIMS, decided
from tests.proof.mistakes import MISTAKES

pytestmark = pytest.mark.thorough

LIBRARY = Library()
PROFILES = {loaded.profile.id: loaded.profile for loaded in LIBRARY.profiles()}
PROCESSES = os.cpu_count() or 1


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(("iopc_2019",), id="the default profile"),
        pytest.param(tuple(PROFILES), id="every profile", marks=pytest.mark.exhaustive),
    ],
)
def test_every_property_holds(
    ids: tuple[str, ...], record_property: Callable[[str, object], None]
) -> None:
    """Nothing fails, and every call was visited for it."""
    profiles = [PROFILES[each] for each in ids]
    forces = [loaded.force for loaded in LIBRARY.forces()]
    settings = settings_for(profiles, LIBRARY.force().force, forces, LIBRARY.questions())
    work = work_for(profiles, list(CLAIMS.values()))
    results = list(verify(settings, work, PROCESSES))
    decisions = [decision for done in results for decision in done.decisions]
    assert [d.claim.id for d in decisions if d.status is not Status.HOLDS] == []
    assert all(done.health is None or done.health.sound for done in results)
    record_property("count", f"{len(decisions)} decisions")


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_found(name: str) -> None:
    """Each machine property fails where the mistake for it is made."""
    assert decided(CLAIMS[name], MISTAKES[name].under, MISTAKES[name].flow).status is Status.FAILS
