"""`silent999 suggest`: files for what is missing, written only where one asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import silent999, write

HASTY = """\
format: 1
id: hasty
title: A recording that does not wait
as_of: undated
about: For a test.
based_on: iopc_2019
timings:
  request: {value: 1m, assumption: long after the end}
"""
ONE = ("--profile", "iopc_2019", "--row", "K-3", "--row", "o-18")


def told(out: str) -> str:
    return " ".join(out.split())


def test_files_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    said = silent999("suggest", write(tmp_path / "own"), *ONE)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[:2] == ["suggested-o-18: O-18", "suggested-k-3: K-3"]
    assert "2 files for 2 of 2 missing pairs" in said.out
    assert "no fewer of them would do" in said.out
    assert "--into FOLDER writes them" in said.out
    assert [path.name for path in tmp_path.iterdir()] == ["own"]


def test_files_that_are_written_pass_check_and_test_and_are_counted(tmp_path: Path) -> None:
    own, folder = write(tmp_path / "own"), tmp_path / "new"
    said = silent999("suggest", own, *ONE, "--into", folder)
    assert said.code == 0
    assert {path.name for path in folder.iterdir()} == {"suggested-k-3.yaml", "suggested-o-18.yaml"}
    assert silent999("check", folder).code == 0
    assert silent999("test", folder, "--profile", "all").code == 0
    again = silent999("suggest", own, folder, *ONE, "--into", folder)
    assert again.out == "every row that a call can come to is exercised already\n"


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    own, folder = write(tmp_path / "own"), tmp_path / "new"
    for _ in range(2):
        assert silent999("suggest", own, *ONE, "--into", folder).code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "suggested-k-3-2.yaml",
        "suggested-k-3.yaml",
        "suggested-o-18-2.yaml",
        "suggested-o-18.yaml",
    ]


def test_a_row_that_the_switches_rule_out_is_named_with_the_reason(tmp_path: Path) -> None:
    own = write(tmp_path / "own")
    usual = ("--profile", "iopc_2019")
    alone = silent999("suggest", own, *usual, "--row", "O-14")
    assert (alone.code, alone.err) == (1, "")
    assert told(alone.out).startswith("row O-14 under iopc_2019: no call can come to it: ")
    assert "already" not in alone.out
    beside = silent999("suggest", own, *usual, "--row", "O-10", "--row", "D-2")
    assert beside.code == 1
    assert told(beside.out).startswith("row O-10 under iopc_2019: no call can come to it: ")
    assert "suggested-d-2: D-2" in beside.out
    exercised = silent999("suggest", own, *usual, "--row", "O-10", "--row", "D-1")
    assert exercised.code == 1
    assert exercised.out.endswith("every row that a call can come to is exercised already\n")


def test_a_row_that_some_profile_comes_to_is_no_failure(tmp_path: Path) -> None:
    said = silent999("suggest", write(tmp_path / "own"), "--profile", "all", "--row", "O-10")
    assert said.code == 0
    assert "no call can come to it" not in said.out


def test_an_empty_folder_is_a_place_to_begin(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    said = silent999("suggest", own, *ONE, "--into", own)
    assert (said.code, said.err) == (0, "")
    assert "2 files for 2 of 2 missing pairs" in said.out
    assert silent999("test", own).code == 0


def test_a_folder_that_is_not_there_is_no_place_to_begin(tmp_path: Path) -> None:
    said = silent999("suggest", tmp_path / "none", *ONE)
    assert (said.code, said.out) == (2, "")
    assert "there is no such file" in said.err


def test_what_no_call_can_come_to_is_named_with_the_reason(tmp_path: Path) -> None:
    """A recording that ends before it would ask for 55."""
    hasty = tmp_path / "profiles" / "hasty.yaml"
    hasty.parent.mkdir()
    hasty.write_text(HASTY, encoding="utf-8")
    said = silent999("suggest", write(tmp_path), "--profile", hasty, "--row", "R-3")
    assert said.code == 1
    assert "row R-3 under hasty: no call can come to it, whatever anybody does" in told(said.out)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--row", "K-99"], "the flow has no row K-99; did you mean K-"),
        (["--into", "{file}"], "put-down.yaml is no folder"),
        (["--into", "{file}/deep/down"], "put-down.yaml is no folder"),
        (["--profile", "wmpp"], 'there is no profile "wmpp"'),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    tmp_path: Path, words: list[str], message: str
) -> None:
    file = write(tmp_path)
    said = silent999("suggest", file, *(word.format(file=file) for word in words))
    assert (said.code, said.out) == (2, "")
    assert message in told(said.err)
