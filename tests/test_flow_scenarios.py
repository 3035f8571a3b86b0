"""Every row of the flow is exercised by a shipped scenario, or cannot be.

Most scenarios tell stories. Rows that no story comes to (mistakes that the standing people never
make, a line that fails at an odd moment) are played out in `scenarios/flow`.
"""

from __future__ import annotations

from simulator.content.library.library import Library
from simulator.proof.coverage.coverage import Coverage
from simulator.session.run.headless import run

LIBRARY = Library()


def test_every_row_is_exercised_under_the_default_profile() -> None:
    """`.ci/run` asks the same of every profile; `silent999 coverage` names what is missing."""
    profile = LIBRARY.profile().profile
    coverage = Coverage()
    for path in LIBRARY.scenario_paths():
        loaded = LIBRARY.scenario(path)
        force = LIBRARY.force(loaded.scenario.force or "generic").force
        coverage.add(loaded, profile, run(loaded.scenario, profile, force))
    assert coverage.profiles[profile.id].missed("rows") == []
    assert coverage.percent == 100
