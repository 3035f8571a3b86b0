"""A run as a scenario: the same log again, byte for byte."""

from pathlib import Path

import pytest

from simulator.content.scenario.scenario import Scenario
from simulator.core.log import outcomes_of
from simulator.session.records.as_scenario import as_scenario
from simulator.session.records.in_cues import in_cues
from simulator.session.records.record_file import read_record
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.daily import a_share_of_cases
from tests.session.calls import DEFAULT, LIBRARY

PATHS = LIBRARY.scenario_paths()


def parting(path: Path, seed: int) -> int | None:
    """The entry at which the scenario of a run parts from it; None if it does not."""
    scenario = LIBRARY.scenario(path).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    log = run(scenario, DEFAULT, force, seed).log
    found = as_scenario(RunSetup(scenario, DEFAULT, force, seed), log, "as-it-went")
    return None if found.same else found.parts_at


@pytest.mark.parametrize("path", PATHS[::12], ids=lambda path: path.stem)
@a_share_of_cases(3)
def test_a_run_becomes_a_scenario_that_gives_the_same_log(path: Path) -> None:
    assert parting(path, 1) is None


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_so_does_every_shipped_call(path: Path, seed: int) -> None:
    assert parting(path, seed) is None


RECORDS = Path(__file__).parents[1] / "records"


@pytest.mark.parametrize("name", ["reviewed", "own-words-recorded", "supervisor-decides"])
def test_so_does_a_record_in_which_a_trainee_acted(name: str) -> None:
    """Nothing led to the acts of a person: they come in a log without a cause."""
    record = read_record(RECORDS / f"{name}.jsonl")
    assert as_scenario(record.header.setup, record.entries, "as-it-went").same


def ends_alike(path: Path, seed: int) -> bool:
    """Whether the scenario of a run in cues ends as the run did."""
    scenario = LIBRARY.scenario(path).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    log = run(scenario, DEFAULT, force, seed).log
    plain = in_cues(RunSetup(scenario, DEFAULT, force, seed), log, "in-cues")
    again = run(Scenario.model_validate(plain), DEFAULT, force, seed).log
    return outcomes_of(again) == outcomes_of(log)


@pytest.mark.parametrize("path", PATHS[5::16], ids=lambda path: path.stem)
@a_share_of_cases(2)
def test_in_cues_a_run_ends_alike(path: Path) -> None:
    """Q 4, --loose: the caller does what they did after what they heard."""
    assert ends_alike(path, 1)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(4))
def test_in_cues_95_of_100_shipped_calls_end_alike(seed: int) -> None:
    """Q 4: of every shipped call with each seed; those that part are named."""
    part = [path.stem for path in PATHS if not ends_alike(path, seed)]
    assert len(part) <= 0.05 * len(PATHS), part
