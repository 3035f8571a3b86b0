"""What scenarios exercise: each thing with the step that led to it, and nothing else."""

import inspect
from pathlib import Path

import pytest

from simulator.content.library.library import Library, LoadedScenario
from simulator.core import acts as do
from simulator.core import flow
from simulator.core.log import IncidentMoved, LinePlayed, StageEntered, TimerFired
from simulator.core.terms import IncidentStage, LineStage, Role
from simulator.proof.coverage import (
    PARTS,
    CoverageReport,
    RowStatus,
    reachable_under,
    row_lines,
    stage_name,
)
from simulator.review.ending import ROWS
from simulator.session.run.headless_run import run
from tests.builders import header
from tests.core.explored import explored
from tests.daily import one_a_day
from tests.session.calls import DEFAULT, GENERIC, PROFILES

STEPS = (
    header(id="with-steps", title="With steps", kind="sounds", outcome="confirmed_mistake")
    + """\
caller:
  - when: {heard: which_service}
    after: 300ms
    do: {press: "1"}
  - when: {heard: which_service}
    after: 300ms
    do: {press: "2"}
  - when: {rings: true}
    do: answer
background:
  - {at: 2s, sound: television}
  - {at: 3s, sound: television}
  - {at: 10m, sound: television}
calls:
  - gap: 1m
    caller:
      - when: {answered: operator}
        after: 2s
        do: hang_up
    background: []
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
        coverage.add(loaded, profile, GENERIC, run(loaded.scenario, profile, GENERIC))
    return coverage


def line_of(text: str, nth: int = 1) -> int:
    """The line at which `text` stands for the `nth` time."""
    lines = [n for n, line in enumerate(STEPS.splitlines(), 1) if text in line]
    return lines[nth - 1]


def test_a_row_names_the_step_that_led_to_it_in_whichever_call(loaded: LoadedScenario) -> None:
    found = covered(loaded).profiles[DEFAULT.id].found["rows"]
    assert found["O-9"].line == line_of("when: {heard: which_service}")
    assert found["X-1"].line == line_of("when: {answered: operator}")
    assert found["X-9"].line == line_of("when: {answered: operator}")
    assert found["O-16"].line == line_of("{at: 2s")
    assert found["D-1"].line is None
    assert found["D-1"].path == loaded.path


def test_steps_alike_are_told_apart_and_idle_ones_are_named(loaded: LoadedScenario) -> None:
    coverage = covered(loaded)
    assert [step.line for step in coverage.idle_steps()] == [
        line_of("when: {rings: true}"),
        line_of("{at: 10m"),
    ]
    calls = {step.line: step.call for step in coverage.steps}
    assert calls[line_of("when: {answered: operator}")] == 2
    assert len(coverage.steps) == 7


def test_a_step_of_a_table_is_told_at_its_file(tmp_path: Path) -> None:
    path = tmp_path / "with-steps.yaml"
    table = STEPS.replace("after: 2s", "after: {case: wait}")
    table += "cases:\n  - {id: soon, title: Soon, values: {wait: 1s}}\n"
    path.write_text(table, encoding="utf-8")
    library = Library([tmp_path])
    (case,) = library.cases(path)
    found = covered(library.scenario(case)).profiles[DEFAULT.id].found["rows"]
    assert (found["X-1"].path, found["D-1"].path) == (path, path)
    assert found["X-1"].line == line_of("when: {answered: operator}")


def test_a_step_that_chance_prevents_did_nothing(tmp_path: Path) -> None:
    path = tmp_path / "with-steps.yaml"
    path.write_text(STEPS.replace("    after: 300ms\n", "    chance: 1\n"), encoding="utf-8")
    idle = covered(Library().scenario(path)).idle_steps()
    assert [step.key for step in idle] == ["caller", "caller", "caller", "background"]


def test_what_the_log_shows_is_covered_and_nothing_else(loaded: LoadedScenario) -> None:
    """Rows, stages, deadlines and prompts, counted again straight from the logs."""
    held = covered(loaded).profiles[DEFAULT.id]
    log = run(loaded.scenario, DEFAULT, GENERIC).log
    assert set(held.found["rows"]) == {row for entry in log for row in entry.rows}
    bodies = [(entry.actor, entry.body) for entry in log]
    entered = {b.stage for _, b in bodies if isinstance(b, StageEntered | IncidentMoved)}
    assert set(held.found["stages"]) == {stage_name(stage) for stage in entered}
    fired = {b.timer.value for _, b in bodies if isinstance(b, TimerFired)}
    assert set(held.found["deadlines"]) == fired
    by_them = [b for who, b in bodies if who not in (Role.CALLER, Role.ROOM)]
    said = {b.intent.value for b in by_them if isinstance(b, do.Say | LinePlayed)}
    assert set(held.found["prompts"]) == said


def test_covered_and_missed_are_what_can_be_reached(loaded: LoadedScenario) -> None:
    held = covered(loaded).profiles[DEFAULT.id]
    for part in PARTS:
        both = held.covered(part) + held.missed(part)
        assert sorted(both) == sorted(held.reachable.names[part])
        # The call never comes to police, so the call handler does nothing in it.
        assert held.covered(part) or part == "guidance"
    assert "O-7" in held.missed("rows")
    assert "O-20" in held.reachable.excuses


def test_profiles_are_kept_apart(loaded: LoadedScenario) -> None:
    coverage = covered(loaded, "iopc_2019", "npcc_2017")
    assert coverage.missing_under("rows", "O-4") == ["npcc_2017"]
    assert coverage.missing_under("rows", "O-19") == []
    assert coverage.standing("O-4") is RowStatus.REACHED
    assert coverage.standing("O-7") is RowStatus.MISSED
    assert coverage.standing("O-14") is RowStatus.RULED_OUT
    assert "O-7" in coverage.over_all("rows")[1]
    assert "O-14" not in coverage.over_all("rows")[1]


def test_the_percentage_is_of_rows_that_can_be_reached(loaded: LoadedScenario) -> None:
    coverage = covered(loaded)
    held = coverage.profiles[DEFAULT.id]
    rows = len(held.reachable.names["rows"])
    assert coverage.percent == pytest.approx(100 * len(held.covered("rows")) / rows)
    assert 0 < coverage.percent < 100


@pytest.mark.parametrize("profile", one_a_day(PROFILES))
def test_stages_and_deadlines_are_those_that_some_call_comes_to(profile: str) -> None:
    """What follows from the rows, against an exploration of every call."""
    edges = explored(PROFILES[profile].switches).edges
    names = reachable_under(PROFILES[profile]).names
    entered = {edge.after[0].line for edge in edges} | {edge.after[0].incident for edge in edges}
    first = {LineStage.IDLE, IncidentStage.NONE}
    assert set(names["stages"]) == {stage_name(stage) for stage in entered - first}
    fired = {str(edge.cause) for edge in edges if edge.cause in edge.before[1]}
    assert set(names["deadlines"]) == fired


def test_every_row_is_found_in_the_file_of_the_flow() -> None:
    lines = inspect.getsource(flow).splitlines()
    assert set(row_lines()) == set(ROWS)
    for row, line in row_lines().items():
        assert f'"{row}"' in lines[line - 1]
