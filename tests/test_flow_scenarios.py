"""Every row of the flow is exercised by a scenario under every profile, or cannot be.

The shipped scenarios tell stories. Rows that no story comes to (mistakes that the standing people
never make, a line that fails at an odd moment) have scenarios in `tests/flow`: most are as
`silent999 suggest --into tests/flow` wrote them, and when the flow changes it writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.library import Library
from simulator.content.lint import check
from simulator.proof.coverage import Coverage
from simulator.session.cases import Case, play
from simulator.session.headless import run

FOLDER = Path(__file__).parent / "flow"
FILES = sorted(FOLDER.glob("*.yaml"))
LIBRARY = Library([FOLDER])
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]
GENERIC = LIBRARY.force("generic").force


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_of_the_flow_goes_as_it_says_under_every_profile(path: Path) -> None:
    loaded = LIBRARY.scenario(path)
    played = [play(Case(loaded, profile, GENERIC, 0)) for profile in PROFILES]
    assert [line for each in played for line in each.shown() if each.failures] == []


def test_the_scenarios_of_the_flow_are_clean() -> None:
    assert FILES
    assert check(LIBRARY, FILES) == []


def test_every_row_is_exercised_under_the_default_profile() -> None:
    """`.ci/run` asks the same of every profile; `silent999 coverage` names what is missing."""
    coverage = Coverage()
    for path in LIBRARY.scenario_paths():
        loaded = LIBRARY.scenario(path)
        force = LIBRARY.force(loaded.scenario.force or "generic").force
        coverage.add(loaded, PROFILES[0], run(loaded.scenario, PROFILES[0], force))
    assert coverage.profiles[PROFILES[0].id].missed("rows") == []
    assert coverage.percent == 100
