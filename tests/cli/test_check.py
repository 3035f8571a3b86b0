"""`silent999 check`, and what both it and `run` say of bad files."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.command import PUT_DOWN, refused, silent999, write

ABOUT = "format: 1\ntitle: Mine\nas_of: undated\nabout: for a test\n"

BAD: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", ":1:1: error[empty-file]", "write at least one key"),
    "binary": (b"\x7fELF\x02\x01\x01\x00\x00", ": error[binary-file]", "save the file as"),
    "unknown-key": (PUT_DOWN.replace("level", "levle"), ": error[unknown-key]", '"level"?'),
    "after-hanging-up": (
        PUT_DOWN.replace("do: hang_up", "do: [hang_up, {tap: 1}]"),
        *(": error[act-after-hang-up]", "remove it, or write it in a later call"),
    ),
}


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_message(name: str, command: str, tmp_path: Path) -> None:
    content, where, fix = BAD[name]
    path = write(tmp_path, name=name)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content.replace("id: put-down", f"id: {name}"), encoding="utf-8")
    err = refused(command, path)
    first, *lines = err.splitlines()
    assert str(path) in first
    assert where in err
    assert fix in err
    assert any(line.endswith(" in 1 file") for line in lines)


def test_the_keys_of_a_file_say_what_it_is(tmp_path: Path) -> None:
    scenario = write(tmp_path)
    profile = tmp_path / "slow.yaml"
    timings = "timings: {end: {value: 25s, assumption: longer}}\n"
    profile.write_text(f"{ABOUT}id: slow\nbased_on: iopc_2019\n{timings}")
    force = tmp_path / "ours.yaml"
    force.write_text(f"{ABOUT}id: ours\nbased_on: generic\ncallback: {{value: usualy}}\n")
    assert silent999("check", scenario, profile).out == "2 files, no problems\n"
    err = refused("check", scenario, profile, force)
    assert "ours.yaml:7:19: error[unknown-word]" in err
    assert 'did you mean "usually"?' in err


LOOSE = {
    "plan": "title: Mine\nabout: mine\nsteps: []\n",
    "profile": "title: Mine\nas_of: undated\nabout: mine\nlines: {}\n",
}


@pytest.mark.parametrize("kind", LOOSE)
def test_a_file_of_another_kind_is_refused_in_a_folder_by_all_alike(
    kind: str, tmp_path: Path
) -> None:
    write(tmp_path)
    (tmp_path / "evening.yaml").write_text(f"format: 1\nid: evening\n{LOOSE[kind]}")
    told = {silent999(command, tmp_path) for command in ("check", "run", "test")}
    assert [(each.code, each.out) for each in told] == [(2, "")]
    assert "evening.yaml:1:1: error[another-kind]" in told.pop().err
    fix = "fix: put it into the folder of its kind beside the scenarios"
    assert fix in silent999("check", tmp_path).err


def test_a_case_that_is_not_there_is_no_file_without_problems(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert f'there is no case "two" in {path}' in refused("check", f"{path}#two")
    path.write_text("cases: [{id: one}]\n", encoding="utf-8")
    assert f"{path}:1:" in silent999("check", f"{path}#two").err


def test_two_files_of_one_id_are_refused(tmp_path: Path) -> None:
    first, second = (write(tmp_path / folder) for folder in ("a", "b"))
    told = f'error[duplicate-id] in id: the id "put-down" is already taken by {first}'
    assert f"{second}:2:5: {told}" in refused("check", tmp_path)
    assert silent999("check", first, first).code == 0


def test_a_translation_is_checked_like_any_file(tmp_path: Path) -> None:
    path = tmp_path / "translations" / "cy.ftl"
    path.parent.mkdir()
    path.write_text("cover-title = Ring 07912 345678\nhelp-x =\n    .reach = 07912 345678\n")
    told = refused("check", tmp_path)
    assert told.count("real-number") == 1
    assert "cy.ftl:1:20: error[real-number] in cover-title" in told
    assert "cy.ftl:2:1: error[unknown-message]" in told
    path.write_text("cover-title = Un funud\n")
    assert silent999("check", path).out == "1 file, no problems\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX's")
@pytest.mark.parametrize("name", ["a.yaml", "a.txt", "plans/a.yaml", "translations/cy.ftl"])
def test_a_pipe_is_refused_without_waiting(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    assert "not-a-file" in refused("check", path)
    if not name.endswith(".txt"):
        assert "not-a-file" in refused("check", tmp_path)


def test_fix_writes_what_it_prints_and_diff_only_prints_it(tmp_path: Path) -> None:
    wrong = PUT_DOWN.replace("level: 1", "Level: 1   # easy").replace("about: 1m", "about: 1 min")
    path = write(tmp_path, wrong)
    path.chmod(0o640)
    shown = silent999("check", "--diff", path)
    assert "-Level: 1   # easy\n+level: 1   # easy\n" in shown.out
    assert "-about: 1 min\n+about: 1m\n" in shown.out
    assert "2 problems in 1 file" in shown.err
    assert path.read_text("utf-8") == wrong
    done = silent999("check", "--fix", path)
    assert done == (0, f"{shown.out}1 file, no problems\n", "")
    assert path.read_text("utf-8") == PUT_DOWN.replace("level: 1", "level: 1   # easy")
    assert path.stat().st_mode & 0o777 == 0o640
    assert silent999("check", "--fix", path) == (0, "1 file, no problems\n", "")


def test_fix_leaves_a_read_only_file_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, PUT_DOWN.replace("level: 1", "levle: 1"))
    path.chmod(0o444)
    assert refused("check", "--fix", path).splitlines()[:2] == [
        f"silent999: {path} is read-only; it was not changed",
        f"hint: chmod u+w {path}",
    ]
    assert "levle" in path.read_text("utf-8")


def test_fix_with_strict_writes_how_long_the_call_takes(tmp_path: Path) -> None:
    path = write(tmp_path, PUT_DOWN.replace("about: 1m", "about: 9m"))
    assert silent999("check", "--strict", "--fix", path).code == 0
    assert path.read_text("utf-8") == PUT_DOWN


def test_a_wrong_about_of_a_table_names_the_case_and_its_row(tmp_path: Path) -> None:
    rows = (
        "cases:\n  - {id: one, title: One}\n  - {id: two, title: Two, set: {about: %s}}\n",
        "  - {id: three, title: Three, set: {about: 1m}}\n",
    )
    table = PUT_DOWN.replace("about: 1m", "about: 9m") + "".join(rows)
    path = write(tmp_path, table % "8m")
    said = refused("check", "--strict", path)
    assert "playing put-down-one takes about 1m, not 9m" in said
    assert "fix: write set: {about: 1m} in the row one" in said
    assert "playing put-down-two takes about 1m, not 8m" in said
    assert "put-down-three" not in said
    silent999("check", "--strict", "--fix", path)
    assert path.read_text("utf-8") == table % "1m"


SPOKEN = PUT_DOWN.replace(
    "    after: 1s",
    """    after: 1s
    do:
      - {say: {intent: speaks, words: "He's got a bat. I'm scared.", facts: {weapon: no}}}
      - {whisper: {intent: speaks, words: Rhubarb rhubarb}}""",
).replace("    do: hang_up\n", "")


def test_an_author_sees_what_is_understood_of_a_child(tmp_path: Path) -> None:
    """The speaker is a circumstance of the reading: what a call makes of it is what is shown."""
    told = "caller: [{when: {heard: which_service}, do: {whisper: {intent: %s, words: %s}}}]"
    for intent, unsure in (("child_speaks", ""), ("speaks", ", unsure")):
        path = tmp_path / f"{intent}.yaml"
        path.write_text(f"title: Hidden\n{told % (intent, 'Mummy said hide.')}\n", encoding="utf-8")
        ran = silent999("check", "--understood", path)
        assert f'    violence is going on, or was just done{unsure} ("said hide")' in ran.out


def test_an_author_sees_what_each_sentence_is_understood_as(tmp_path: Path) -> None:
    """Its words, what was made of which, where nothing was, and where the file says otherwise."""
    path = write(tmp_path, SPOKEN)
    ran = silent999("check", "--understood", path)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"{path}:16: caller: \"He's got a bat. I'm scared.\"",
        '    another weapon ("got a bat")',
        '    is afraid ("scared")',
        "    its facts say the opposite of weapon (weapon present)",
        f'{path}:17: caller: "Rhubarb rhubarb"',
        "    nothing understood",
        "2 sentences: 0 with means of their own, nothing understood of 1",
    ]
    (file,) = json.loads(silent999("check", "--understood", "--format", "json", path).out)["files"]
    first, second = file["sentences"]
    assert first["statements"][0] == {
        "statement": "other_weapon", "value": True, "sure": True, "words": "got a bat"
    }  # fmt: skip
    assert (first["against_facts"], second["statements"]) == (["weapon"], [])
    assert "--understood has no form sarif" in refused(
        "check", "--understood", "--format", "sarif", path
    )
