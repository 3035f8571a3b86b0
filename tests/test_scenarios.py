"""Every shipped scenario under every shipped profile. A new file needs no new test.

`.ci/run` checks as well that they exercise every row of the flow.
"""

import pytest

from simulator.core.call import Procedure
from simulator.core.profile import Profile
from simulator.core.terms import Role
from simulator.session.records.replay import replay
from simulator.session.run.headless_run import HeadlessResult, run
from tests.daily import a_share_of_cases
from tests.golden.write import FOLDER, lines
from tests.session.calls import LIBRARY

WRITTEN = (Role.CALLER, Role.ROOM, Role.NETWORK)
"""Roles whose acts are in a scenario file."""
SCENARIOS = [entry.id for entry in LIBRARY.scenarios()]
PROFILES = [loaded.profile.id for loaded in LIBRARY.profiles()]


@pytest.mark.thorough
@pytest.mark.parametrize("profile_id", PROFILES)
def test_shipped_scenarios_pass_and_can_be_replayed(profile_id: str) -> None:
    """The run meets its expectations, skips no act of the file, and its log replays."""
    for scenario_id in SCENARIOS:
        passes(scenario_id, LIBRARY.profile(profile_id).profile)


SEEDS = range(10)
ONCE_FAILED = (("hears-nothing", 6), ("a-cough-and-a-code", 6), ("phone-left-open", 7))
"""Calls in which a seed once made good people miss what the file expects of them."""


@pytest.mark.parametrize(("scenario_id", "seed"), ONCE_FAILED)
def test_a_shipped_scenario_keeps_its_word_under_a_seed_that_once_broke_it(
    scenario_id: str, seed: int
) -> None:
    """A late answer, a cough in the middle of a question, and an annoyed caller by mistake."""
    passes(scenario_id, LIBRARY.profile().profile, seed)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", SEEDS)
def test_shipped_scenarios_keep_their_word_under_other_seeds(seed: int) -> None:
    """What a file expects holds whatever is drawn."""
    for scenario_id in SCENARIOS:
        passes(scenario_id, LIBRARY.profile().profile, seed)


def passes(scenario_id: str, profile: Profile, seed: int = 0) -> HeadlessResult | None:
    """Check the run of a scenario under a profile that it is meant for."""
    scenario = LIBRARY.scenario(scenario_id).scenario
    if profile.id in scenario.not_under:
        return None
    result = run(scenario, profile, LIBRARY.force(scenario.force or "generic").force, seed)
    assert [checked for checked in result.expectations if not checked.met] == [], scenario_id
    assert result.stopped == ""
    assert [skipped for skipped in result.skipped if skipped.role in WRITTEN] == []
    assert replay(result.log, Procedure.under(profile), scenario.coverage) is None
    return result


@pytest.mark.parametrize("scenario_id", SCENARIOS)
@a_share_of_cases(3)
def test_a_shipped_scenario_goes_as_it_went(scenario_id: str) -> None:
    """It passes, and its log under the default profile is its golden log, byte for byte."""
    path = FOLDER / f"{scenario_id}.jsonl"
    assert path.exists(), "no golden log: run python -m tests.golden.write, and read the difference"
    result = passes(scenario_id, LIBRARY.profile().profile)
    assert result is not None
    assert lines(result.log) == path.read_text(encoding="utf-8")


def test_no_golden_log_is_left_over() -> None:
    """Every golden log belongs to a shipped scenario."""
    assert sorted(path.stem for path in FOLDER.glob("*.jsonl")) == sorted(SCENARIOS)
