"""What scenarios exercise: each row with the first scenario that led to it, and nothing else."""

from pathlib import Path

import pytest

from simulator.content.library.library import Library, LoadedScenario
from simulator.proof.coverage import PARTS, CoverageReport
from simulator.session.run.headless_run import run
from tests.builders import header
from tests.session.calls import DEFAULT, GENERIC, PROFILES

STEPS = (
    header(id="with-steps", title="With steps", kind="sounds", outcome="confirmed_mistake")
    + """\
caller:
  - when: {heard: which_service}
    after: 300ms
    do: {press: "1"}
calls:
  - gap: 1m
    caller:
      - when: {answered: operator}
        after: 2s
        do: hang_up
"""
)


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedScenario:
    path = tmp_path / "with-steps.yaml"
    path.write_text(STEPS, encoding="utf-8")
    return Library().scenario(path)


def covered(loaded: LoadedScenario, *profiles: str) -> CoverageReport:
    coverage = CoverageReport()
    for name in profiles or (DEFAULT.id,):
        profile = PROFILES[name]
        coverage.add(loaded.scenario, profile, GENERIC, run(loaded.scenario, profile, GENERIC))
    return coverage


def test_the_rows_of_the_log_are_covered_in_whichever_call_and_no_others(
    loaded: LoadedScenario,
) -> None:
    """The first call presses a key, the second puts the phone down."""
    found = covered(loaded).profiles[DEFAULT.id].found["rows"]
    log = run(loaded.scenario, DEFAULT, GENERIC).log
    assert set(found) == {row for entry in log for row in entry.rows} >= {"D-1", "O-9", "X-1"}
    assert set(found.values()) == {"with-steps"}


def test_covered_and_missed_are_what_can_be_reached(loaded: LoadedScenario) -> None:
    held = covered(loaded).profiles[DEFAULT.id]
    for part in PARTS:
        both = held.covered(part) + held.missed(part)
        assert sorted(both) == sorted(held.reachable[part])
        assert held.covered(part)
    assert "O-7" in held.missed("rows")
    assert "O-20" in held.excuses


def test_profiles_are_kept_apart(loaded: LoadedScenario) -> None:
    coverage = covered(loaded, "iopc_2019", "npcc_2017")
    assert coverage.missing_under("rows", "O-4") == ["npcc_2017"]
    assert coverage.missing_under("rows", "O-19") == []
    assert "O-4" in coverage.over_all("rows")[0]
    assert "O-7" in coverage.over_all("rows")[1]
    assert "O-14" not in coverage.over_all("rows")[1]


def test_a_call_that_begins_while_the_incident_is_open_is_covered_too() -> None:
    """Its own row of the flow is among those that can be exercised."""
    held = covered(Library().scenario("still-on-the-way")).profiles[DEFAULT.id]
    assert "I-28" in held.covered("rows")
