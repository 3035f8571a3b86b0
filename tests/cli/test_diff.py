"""`silent999 diff`: where two runs part, and why."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.core.terms import Role
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.cli.command import refused, silent999
from tests.session.calls import DEFAULT, GENERIC, LIBRARY
from tests.session.recorded import written

CALL = "coughs-when-asked"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a call in which a person sat in the operator's seat."""
    scenario = LIBRARY.scenario(CALL).scenario
    log = run(scenario, DEFAULT, GENERIC, 3).log
    folder = tmp_path_factory.mktemp("records")
    return written(folder, tuple(log), RunSetup(scenario, DEFAULT, GENERIC, 3, (Role.OPERATOR,)))


def diff(*words: str | Path) -> tuple[int, Sequence[str]]:
    ran = silent999("diff", *words)
    assert ran.err == ""
    return ran.code, ran.out.splitlines()


def test_equal_runs_give_nothing() -> None:
    assert diff(f"{CALL}@4", f"{CALL}@4") == (0, [])
    assert diff(CALL) == (0, [])


def test_two_profiles_differ_where_they_differ() -> None:
    code, lines = diff("taps-in-the-recording", "--profile", "iopc_2019", "--profile", "wmp")
    assert code == 1
    assert lines[:2] == [
        "--- A: taps-in-the-recording (profile iopc_2019, seed 0)",
        "+++ B: taps-in-the-recording (profile wmp, seed 0)",
    ]
    assert lines[3].startswith("They part at ")
    assert {"- ", "+ "} <= {line[:2] for line in lines[4:]}
    assert max(map(len, lines)) <= 80


def test_of_one_changed_act_that_act_comes_first(tmp_path: Path) -> None:
    """What follows from it comes behind it."""
    text = silent999("show", "fifty-five-at-once").out
    changed = text.replace('press: "55"', "tap: 2").replace("id: fifty-five", "id: taps-instead")
    assert changed.count("tap: 2") == 1
    path = tmp_path / "taps-instead-at-once.yaml"
    path.write_text(changed, encoding="utf-8")
    code, lines = diff("fifty-five-at-once", path, "--format", "json")
    assert code == 1
    first = json.loads("\n".join(lines))["differences"][0]
    held = first["first"] or first["second"]
    assert held["actor"] == "caller"
    assert held["body"]["kind"] in ("press", "tap")


def test_another_seed_is_written_behind_the_id() -> None:
    assert diff(f"{CALL}@1", f"{CALL}@2")[0] == 1
    assert diff(f"{CALL}@1", CALL, "--seed", "1")[0] == 0
    assert "such as coughs-when-asked@3" in refused("diff", f"{CALL}@x")


def test_a_record_is_the_same_as_its_scenario_played_as_it_was(record: Path) -> None:
    for words, code in (
        ((record, CALL), 0),
        ((record, CALL, "--seed", "4"), 1),
        ((record, record), 0),
    ):
        assert diff(*words)[0] == code


def test_a_log_that_was_kept_shows_what_another_version_does(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(silent999("run", CALL, "--format", "json").out, encoding="utf-8")
    assert diff(kept, CALL) == (0, [])
    assert diff(kept, f"{CALL}@2")[0] == 1
    kept.write_text("[]", encoding="utf-8")
    assert "it isn't the log of one run" in refused("diff", kept, CALL)


def test_a_page_says_it_too() -> None:
    code, lines = diff(CALL, "--handler", "good", "--handler", "poor", "--format", "html")
    assert code == 1
    assert any("They part at " in line for line in lines)
    assert "Nothing differs." in silent999("diff", CALL, "--format", "html").out


def test_as_json_every_difference_has_its_entries() -> None:
    code, lines = diff(f"{CALL}@1", f"{CALL}@2", "--format", "json")
    assert code == 1
    found = json.loads("\n".join(lines))
    assert found["missing"] + found["added"] + found["shifted"] == len(found["differences"])
    sides = {"missing": (True, False), "added": (False, True), "shifted": (True, True)}
    for each in found["differences"]:
        first, second = each["first"], each["second"]
        assert sides[each["kind"]] == (first is not None, second is not None)


def test_what_cannot_be_compared_is_one_message(tmp_path: Path) -> None:
    assert "name A and B" in refused("diff", CALL, CALL, CALL)
    assert 'there is no scenario and no record "nowhere"' in refused("diff", CALL, "nowhere")
    assert "there is no file" in refused("diff", CALL, tmp_path / "gone.json")
    (tmp_path / "folder.json").mkdir()
    assert "this is a folder, not a file" in refused("diff", tmp_path / "folder.json", CALL)
