"""Every shipped scenario under every shipped profile. A new file needs no new test."""

import pytest

from simulator.content.library.library import Library
from simulator.core.call import Procedure
from simulator.core.terms import Role
from simulator.proof.coverage import CoverageReport
from simulator.session.records.replay import replay
from simulator.session.run.headless_run import run
from tests.daily import one_a_day, some_a_day
from tests.golden.write import FOLDER, golden

LIBRARY = Library()
WRITTEN = (Role.CALLER, Role.ROOM, Role.NETWORK)
"""Roles whose acts are in a scenario file."""
SCENARIOS = [entry.id for entry in LIBRARY.scenarios()]
PROFILES = [loaded.profile.id for loaded in LIBRARY.profiles()]


@pytest.mark.parametrize("profile_id", one_a_day(PROFILES))
@pytest.mark.parametrize("scenario_id", some_a_day(SCENARIOS, 6))
def test_a_shipped_scenario_passes_and_can_be_replayed(scenario_id: str, profile_id: str) -> None:
    """The run meets its expectations, skips no act of the file, and its log replays."""
    scenario = LIBRARY.scenario(scenario_id).scenario
    if profile_id in scenario.not_under:
        return
    profile = LIBRARY.profile(profile_id).profile
    result = run(scenario, profile, LIBRARY.force(scenario.force or "generic").force)
    assert [checked for checked in result.expectations if not checked.met] == []
    assert result.stopped == ""
    assert [skipped for skipped in result.skipped if skipped.role in WRITTEN] == []
    assert replay(result.log, Procedure.under(profile), scenario.coverage) is None


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_a_shipped_scenario_goes_as_it_went(scenario_id: str) -> None:
    """Its log under the default profile is its golden log, byte for byte."""
    path = FOLDER / f"{scenario_id}.jsonl"
    assert path.exists(), "no golden log: run python -m tests.golden.write, and read the difference"
    assert golden(LIBRARY, scenario_id) == path.read_text(encoding="utf-8")


def test_no_golden_log_is_left_over() -> None:
    """Every golden log belongs to a shipped scenario."""
    assert sorted(path.stem for path in FOLDER.glob("*.jsonl")) == sorted(SCENARIOS)


def test_every_row_is_exercised_under_the_default_profile() -> None:
    """`scenarios/flow` covers the rows that others do not. `.ci/run` checks every profile."""
    profile = LIBRARY.profile().profile
    coverage = CoverageReport()
    for path in LIBRARY.scenario_paths():
        loaded = LIBRARY.scenario(path)
        force = LIBRARY.force(loaded.scenario.force or "generic").force
        coverage.add(loaded.scenario, profile, force, run(loaded.scenario, profile, force))
    assert coverage.profiles[profile.id].missed("rows") == []
    assert coverage.percent == 100
