"""`silent999 list` and `silent999 show`."""

import io
import json
import sys
from pathlib import Path
from subprocess import run

import pytest

from simulator.content.library import Library, shipped_scenarios
from tests.cli.command import PUT_DOWN, on, silent999, write

PATHS = Library().scenario_paths()


def test_the_list_has_every_scenario_under_its_folder() -> None:
    said = silent999("list")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    groups = dict.fromkeys(path.relative_to(shipped_scenarios()).parts[0] for path in PATHS)
    headings = [line for line in lines if line and not line[0].isspace()]
    assert headings[:-1] == list(groups)
    assert [line.split()[0] for line in lines if line[:3].strip() and line[0] == " "] == [
        path.stem for path in PATHS
    ]


def test_the_list_fits_an_ordinary_terminal() -> None:
    assert max(map(len, silent999("list").out.splitlines())) <= 80


def test_ones_own_folder_is_listed_after_what_is_shipped(tmp_path: Path) -> None:
    write(tmp_path)
    shipped = silent999("list").out.splitlines()
    *before, foot = shipped
    assert silent999("list", "--folder", tmp_path).out.splitlines() == [
        *before,
        str(tmp_path),
        before_columns("put-down", "mobile", "level 1  abandoned", before),
        "    Put down at once",
        "",
        foot,
    ]


def before_columns(name: str, line: str, rest: str, shown: list[str]) -> str:
    """A line with the columns of what is shown already."""
    like = next(row for row in shown if "  level " in row)
    at = like.index(like.split()[1], len(like.split()[0]) + 2)
    return f"  {name}".ljust(at) + line.ljust(like.index("level") - at) + rest


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


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_shipped_file_is_shown_as_it_is(path: Path) -> None:
    assert silent999("show", path.stem) == (0, path.read_bytes().decode(), "")


def test_the_bytes_of_a_file_are_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(b"# caf\xe9\r\n# no end of line")
    code = "from simulator.cli.main import entry; entry()"
    shown = run([sys.executable, "-c", code, "show", path], capture_output=True, check=True)
    assert shown.stdout == path.read_bytes()


def test_what_is_shown_can_be_played(tmp_path: Path) -> None:
    copy = tmp_path / f"{PATHS[0].stem}.yaml"
    copy.write_text(silent999("show", PATHS[0].stem).out, encoding="utf-8")
    assert silent999("check", copy).out == "1 file, no problems\n"


def test_a_near_id_is_named() -> None:
    near = PATHS[0].stem[:-1]
    said = silent999("show", near)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f'silent999: there is no scenario "{near}"\nhint: did you mean ')
    assert PATHS[0].stem in said.err


def test_an_id_like_no_other_leads_to_the_list() -> None:
    assert silent999("show", "zzz").err == (
        'silent999: there is no scenario "zzz"\nhint: silent999 list names those there are\n'
    )


@pytest.mark.parametrize("name", ["nowhere/at-all.yaml", "."])
def test_what_is_no_file_cannot_be_shown(name: str) -> None:
    said = on(io.StringIO(), io.StringIO(), "show", name)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("silent999: ")
