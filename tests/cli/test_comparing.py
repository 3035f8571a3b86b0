"""`silent999 diff`: what is different."""

import json
from pathlib import Path

import pytest

from simulator.core.terms import Role
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.cli.command import silent999, write
from tests.session.calls import DEFAULT, GENERIC, LIBRARY
from tests.session.recorded import written


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a call in which a person sat in the operator's seat."""
    scenario = LIBRARY.scenario("coughs-when-asked").scenario
    log = run(scenario, DEFAULT, GENERIC, 3).log
    folder = tmp_path_factory.mktemp("records")
    return written(folder, tuple(log), RunSetup(scenario, DEFAULT, GENERIC, 3, (Role.OPERATOR,)))


def diff(*words: str | Path) -> tuple[int, list[str]]:
    said = silent999("diff", *words)
    assert said.err == ""
    return said.code, said.out.splitlines()


def test_two_profiles_differ_where_they_differ() -> None:
    code, lines = diff("taps-in-the-recording", "--profile", "iopc_2019", "--profile", "wmp")
    assert code == 1
    assert lines[:2] == [
        "--- taps-in-the-recording (profile iopc_2019, seed 0)",
        "+++ taps-in-the-recording (profile wmp, seed 0)",
    ]
    assert {"- ", "+ "} <= {line[:2] for line in lines[2:]}
    assert max(map(len, lines)) <= 80


def test_another_seed_shifts_what_is_drawn() -> None:
    code, lines = diff("fifty-five-at-once", "--seed", "1", "--seed", "2")
    assert code == 1
    assert lines[-1].startswith("0 missing, 0 added, ")
    assert any(line.startswith("~ from ") and "later" in line for line in lines)


def test_a_record_is_the_same_as_its_scenario_played_as_it_was(record: Path) -> None:
    for words, code in (
        ((record, "coughs-when-asked"), 0),
        ((record, "coughs-when-asked", "--seed", "4"), 1),
        ((record, record), 0),
    ):
        assert diff(*words)[0] == code


def test_as_json_every_difference_has_its_entries(tmp_path: Path) -> None:
    code, lines = diff(write(tmp_path), "twelve-seconds", "--format", "json")
    assert code == 1
    told = json.loads("\n".join(lines))
    assert told["missing"] + told["added"] + told["shifted"] == len(told["differences"])
    sides = {"missing": (True, False), "added": (False, True), "shifted": (True, True)}
    for each in told["differences"]:
        first, second = each["first"], each["second"]
        assert sides[each["sort"]] == (first is not None, second is not None)
        if first and second:
            assert each["shift_ms"] == second["at"] - first["at"] != 0
