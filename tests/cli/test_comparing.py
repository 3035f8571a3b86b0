"""`silent999 record-to-scenario` and `silent999 diff`: a call again, and what is different."""

import json
from pathlib import Path

import pytest

from simulator.core.terms import Role
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.cli.command import Said, silent999, write
from tests.session.calls import DEFAULT, GENERIC, LIBRARY
from tests.session.recorded import written


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a call in which a person sat in the operator's seat."""
    scenario = LIBRARY.scenario("coughs-when-asked").scenario
    log = run(scenario, DEFAULT, GENERIC, 3).log
    folder = tmp_path_factory.mktemp("records")
    return written(folder, tuple(log), RunSetup(scenario, DEFAULT, GENERIC, 3, (Role.OPERATOR,)))


def diff(*words: str | Path) -> Said:
    return silent999("diff", *words)


def test_a_record_becomes_a_file_that_passes(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "as-it-went.yaml"
    said = silent999("record-to-scenario", record, path)
    assert (said.code, said.err) == (0, "")
    assert silent999("check", path) == (0, "1 file, no problems\n", "")
    assert silent999("run", path, "--seed", "3").code == 0
    told = diff(record, path)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[-1].startswith("0 missing, 0 added, 0 shifted, ")
    assert silent999("record-to-scenario", record).out.startswith("# yaml-language-server: ")
    again = silent999("record-to-scenario", record, path)
    assert again.code == 2
    assert "it was not changed" in again.err


@pytest.mark.parametrize("name", ["no record.yaml", "nowhere/mine.yaml"])
def test_a_wrong_request_is_refused(record: Path, tmp_path: Path, name: str) -> None:
    said = silent999("record-to-scenario", record, f"{tmp_path}/{name}")
    assert (said.code, said.out) == (2, "")
    assert silent999("record-to-scenario", tmp_path / "gone.jsonl").code == 2


def test_two_profiles_differ_where_they_differ() -> None:
    said = diff("taps-in-the-recording", "--profile", "iopc_2019", "--profile", "wmp")
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[0] == "--- taps-in-the-recording (profile iopc_2019, seed 0)"
    assert lines[1] == "+++ taps-in-the-recording (profile wmp, seed 0)"
    assert any(line.startswith("- ") for line in lines[2:])
    assert any(line.startswith("+ ") for line in lines[2:])
    assert max(map(len, lines)) <= 80


def test_another_seed_shifts_what_is_drawn() -> None:
    said = diff("fifty-five-at-once", "--seed", "1", "--seed", "2")
    assert said.code == 1
    assert "0 missing, 0 added, " in said.out
    assert any(line.startswith("~ from ") and "later" in line for line in said.out.splitlines())


def test_a_record_is_the_same_as_its_scenario_played_as_it_was(record: Path) -> None:
    said = diff(record, "coughs-when-asked")
    assert said.code == 0, said.out
    assert diff(record, "coughs-when-asked", "--seed", "4").code == 1
    assert diff(record, record).code == 0


def test_as_json_every_difference_has_its_entries(tmp_path: Path) -> None:
    said = diff(write(tmp_path), "twelve-seconds", "--format", "json")
    assert said.code == 1
    told = json.loads(said.out)
    assert told["missing"] + told["added"] + told["shifted"] == len(told["differences"])
    for each in told["differences"]:
        sides = (each["first"] is not None, each["second"] is not None)
        assert {"missing": (True, False), "added": (False, True), "shifted": (True, True)}[
            each["sort"]
        ] == sides
        if all(sides):
            assert each["shift_ms"] == each["second"]["at"] - each["first"]["at"] != 0
