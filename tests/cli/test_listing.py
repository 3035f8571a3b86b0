"""`silent999 list` and `silent999 show`."""

import json
from pathlib import Path

import pytest

from simulator.content.library.json_schema import modeline, with_modeline
from simulator.content.library.library import Library, shipped_scenarios
from tests.cli.command import PUT_DOWN, refused, silent999, write

PATHS = Library().scenario_paths()


def test_the_list_has_every_scenario_under_its_folder() -> None:
    said = silent999("list")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    groups = dict.fromkeys(path.relative_to(shipped_scenarios()).parts[0] for path in PATHS)
    headings = [line for line in lines if line and not line[0].isspace()]
    assert headings[:-1] == list(groups)
    assert [line.split()[0] for line in lines if line[:3].strip() and line[0] == " "] == [
        path.stem for path in PATHS
    ]


def test_the_list_as_json_has_the_same_scenarios() -> None:
    said = silent999("list", "--format", "json")
    listed = json.loads(said.out)["scenarios"]
    assert [each["id"] for each in listed] == [path.stem for path in PATHS]
    assert {tuple(each) for each in listed} == {
        ("id", "title", "group", "line", "level", "outcome", "path")
    }
    assert listed[0]["path"] == str(PATHS[0])


def test_a_bad_file_hides_none_of_the_others(tmp_path: Path) -> None:
    write(tmp_path, name="fine")
    write(tmp_path, PUT_DOWN.replace("level: 1", "level: 9"), "bad")
    write(tmp_path, PUT_DOWN.replace("outcome: abandoned", "outcome: abandonned"), "worse")
    said = silent999("list", "--folder", tmp_path)
    assert said.code == 2
    assert "  fine " in said.out
    assert "worse.yaml" in said.err
    assert "did you mean" in said.err


def test_a_shipped_file_is_shown_as_it_is_but_for_where_its_schema_lies() -> None:
    for path in PATHS:
        shown = with_modeline(path.read_text(encoding="utf-8"), modeline("scenario"))
        assert silent999("show", path.stem) == (0, shown, "")


def test_a_line_for_the_editor_of_ones_own_is_kept(tmp_path: Path) -> None:
    text = f"# yaml-language-server: $schema=https://example.org/mine.json\n{PUT_DOWN}"
    assert silent999("show", write(tmp_path, text)).out == text


# Packs --------------------------------------------------------------------------------------------


def write_pack(folder: Path, *scenarios: str) -> Path:
    path = folder / "pack.yaml"
    listed = ", ".join(scenarios)
    head = "format: 1\nid: ours\ntitle: Our calls\nabout: For a test.\nnotes: Read it first.\n"
    path.write_text(f"{head}scenarios: [{listed}]\n", encoding="utf-8")
    return path


def test_the_packs_are_listed_with_how_many_calls_they_have(tmp_path: Path) -> None:
    write_pack(write(tmp_path).parent, "put-down")
    lines = silent999("list", "--packs", "--folder", tmp_path).out.splitlines()
    assert {"first-calls", "landline"} < {line.split()[0] for line in lines[:-2]}
    assert lines[-3].split(maxsplit=3) == ["ours", "1", "call", "Our calls"]


def test_a_pack_is_told_with_its_notes_and_its_scenarios_in_order(tmp_path: Path) -> None:
    write(tmp_path)
    path = write_pack(tmp_path, "put-down", "hill-path")
    for words in (("ours", "--folder", tmp_path), (path,), (tmp_path,)):
        said = silent999("list", "--pack", *words)
        lines = said.out.splitlines()
        assert (said.code, lines[0]) == (0, "Our calls (ours)")
        assert "  Content notes: somebody is stuck on a hill path." in lines
        assert "  For whoever leads: Read it first." in lines
        assert [line.split()[0] for line in lines if "  level " in line] == [
            "put-down",
            "hill-path",
        ]
        assert max(map(len, lines)) <= 80


def test_packs_as_json(tmp_path: Path) -> None:
    write(tmp_path)
    write_pack(tmp_path, "put-down", "hill-path")
    packs = json.loads(silent999("list", "--packs", "--format", "json", "--folder", tmp_path).out)
    assert packs["packs"][-1]["scenarios"] == ["put-down", "hill-path"]
    told = json.loads(silent999("list", "--pack", tmp_path, "--format", "json").out)
    assert told["pack"] == packs["packs"][-1]
    assert [each["id"] for each in told["scenarios"]] == ["put-down", "hill-path"]


def test_a_pack_is_run_in_its_order(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, name="aa")
    write_pack(tmp_path, "put-down", "hill-path")
    packed = ["put-down", "hill-path"]
    for words, ids in (
        (("--pack", tmp_path), packed),
        (("--pack", "ours", "--folder", tmp_path), packed),
        ((tmp_path / "pack.yaml",), packed),
        ((tmp_path,), [*packed, "aa"]),
        (("twelve-seconds", "--pack", tmp_path), ["twelve-seconds", *packed]),
    ):
        said = silent999("run", *words)
        assert said.code == 0, said.err
        assert [line.split()[0] for line in said.out.splitlines()[:-1]] == ids


@pytest.mark.parametrize("command", ["run", "list", "test"])
def test_a_pack_may_be_the_folder_one_is_in_or_beside(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "mine")
    write_pack(tmp_path / "mine", "put-down")
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path)
    for request in ("mine", "mine/", "./mine"):
        assert "put-down" in silent999(command, "--pack", request).out
    for request in ("bare", "bare/", str(tmp_path / "bare")):
        err = refused(command, "--pack", request)
        told = f"silent999: there is no pack.yaml in {Path(request)}\nhint: write one, with"
        assert err.startswith(told)
    monkeypatch.chdir(tmp_path / "mine")
    assert "put-down" in silent999(command, "--pack", ".").out


def test_a_wrong_request_for_a_pack_is_told(tmp_path: Path) -> None:
    for command in ("run", "list"):
        err = refused(command, "--pack", "land-line")
        assert err == 'silent999: there is no pack "land-line"\nhint: did you mean landline?\n'
        write_pack(tmp_path, "nowhere-at-all")
        said = silent999(command, "--pack", tmp_path)
        assert (said.code, said.out) == (2, "")
        assert "pack.yaml:6:13: error[unknown-scenario]" in said.err
    said = silent999("list", "--packs", "--pack", "landline")
    assert said.code == 2
    assert "ask for two things" in said.err
