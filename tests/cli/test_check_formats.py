"""`check --format` for programs, and `--strict`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from jsonschema import ValidationError
from jsonschema.validators import validator_for

from simulator.cli.reports.check import as_annotations, as_sarif
from simulator.content.diagnostics.error_codes import catalogue
from simulator.errors import Problem, SimulatorError
from tests.cli.command import PUT_DOWN, Said, refused, silent999, write
from tests.tools import SARIF_SCHEMA, needs_tool

FORMS = ("text", "json", "sarif", "github")

WRONG = PUT_DOWN.replace("line: mobile", "line: moble").replace("Put down at once", "100%, a b")
WARNED = PUT_DOWN.replace("Put down at once", "Put down by a hoaxer")


def checked(folder: Path, form: str, *words: str) -> Said:
    write(folder, WRONG, "wrong")
    write(folder, WARNED, "warned")
    return silent999("check", folder, "--format", form, *words)


def sarif(folder: Path) -> Any:
    return json.loads(checked(folder, "sarif").out)


# Levels -------------------------------------------------------------------------------------------


def test_a_warning_is_shown_and_does_not_fail(tmp_path: Path) -> None:
    path = write(tmp_path, WARNED)
    said = silent999("check", path)
    assert (said.code, said.out) == (0, "1 file, 1 warning\n")
    assert f'{path}:3:22: warning[wording] in title: "hoaxer": nobody knows' in said.err
    assert "mend: say" in said.err
    assert "in 1 file" not in said.err  # the count stands in the output, once


def test_strictly_a_warning_fails(tmp_path: Path) -> None:
    assert "warning[wording]" in refused("check", write(tmp_path, WARNED), "--strict")


def test_errors_and_warnings_are_counted_apart(tmp_path: Path) -> None:
    said = checked(tmp_path, "text")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("\n1 problem and 1 warning in 2 files\n")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_fine_passes_strictly_in_every_form(form: str) -> None:
    said = silent999("check", "partner-in-the-room", "--strict", "--format", form)
    assert (said.code, said.err) == (0, "")


# JSON ---------------------------------------------------------------------------------------------


def test_json_has_all_that_is_known_of_a_problem(tmp_path: Path) -> None:
    said = checked(tmp_path, "json")
    assert (said.code, said.err) == (2, "")
    told = json.loads(said.out)
    assert {key: told[key] for key in ("files", "errors", "warnings", "failed")} == {
        "files": 2,
        "errors": 1,
        "warnings": 1,
        "failed": True,
    }
    problem = next(each for each in told["problems"] if each["level"] == "error")
    assert problem == {
        "file": str(tmp_path / "wrong.yaml"),
        "line": 5,
        "column": 7,
        "end_column": 12,
        "level": "error",
        "code": "unknown-word",
        "path": "line",
        "found": 'found the text "moble"',
        "expected": "what kind of line the call is made from: one of mobile, landline, digital,"
        " wearable or car",
        "mend": 'did you mean "mobile"?',
        "source": "line: moble",
        "mended": "",
    }


def test_a_line_as_it_was_meant_is_told_in_every_form(tmp_path: Path) -> None:
    path = write(tmp_path, PUT_DOWN.replace("line: mobile", "line:mobile"))
    told = json.loads(silent999("check", path, "--format", "json").out)
    assert [each["mended"] for each in told["problems"]] == ["line: mobile"]
    (run,) = json.loads(silent999("check", path, "--format", "sarif").out)["runs"]
    ((fix,),) = (result["fixes"] for result in run["results"])
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 1, "endColumn": 12},
            "insertedContent": {"text": "line: mobile"},
        }
    ]
    assert "so: line: " in silent999("check", path, "--format", "github").out


def test_json_of_what_is_fine_has_no_problems(tmp_path: Path) -> None:
    told = json.loads(silent999("check", write(tmp_path), "--format", "json").out)
    assert told == {"files": 1, "errors": 0, "warnings": 0, "failed": False, "problems": []}


def test_a_request_that_is_wrong_is_told_beside_the_json(tmp_path: Path) -> None:
    said = silent999("check", write(tmp_path), "nobody", "--format", "json")
    assert said.code == 2
    told = json.loads(said.out)
    assert [told[key] for key in ("files", "errors", "warnings", "failed")] == [1, 1, 0, True]
    (problem,) = told["problems"]
    assert (problem["file"], problem["line"], problem["code"]) == ("", 0, "request")
    assert problem["found"] == 'there is no scenario "nobody"'
    assert 'there is no scenario "nobody"' in said.err


@pytest.mark.parametrize(
    ("folder", "told"),
    [("nofolder", 'there is no scenario "nofolder"'), ("empty", "there is no scenario in empty")],
)
def test_no_report_of_a_wrong_request_says_that_all_is_well(
    folder: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    made = {form: silent999("check", folder, "--format", form) for form in FORMS}
    assert {said.code for said in made.values()} == {2}
    report = json.loads(made["json"].out)
    assert (report["errors"], report["failed"]) == (1, True)
    (run,) = json.loads(made["sarif"].out)["runs"]
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    (notification,) = invocation["toolConfigurationNotifications"]
    assert notification["level"] == "error"
    assert notification["message"]["text"].startswith(told)
    assert made["github"].out.startswith(f"::error title=silent999 request::{told}")
    assert made["text"].out == ""


# SARIF --------------------------------------------------------------------------------------------


@needs_tool("jest-sarif")
def test_sarif_is_what_its_published_schema_asks_for(tmp_path: Path) -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    validator = validator_for(schema)(schema)
    validator.validate(sarif(tmp_path))
    every = [
        Problem("a file.yaml", 0, 0, code, "found", "expected", "mend") for code in catalogue()
    ]
    every += [Problem("a.yaml", 1, 1, "alias", "found", fixed_line="a: b")]
    wrong = [SimulatorError("no such file", "name another")]
    validator.validate(json.loads(as_sarif(every, wrong, failed=True)))
    broken = sarif(tmp_path)
    del broken["runs"][0]["tool"]
    with pytest.raises(ValidationError, match="tool"):
        validator.validate(broken)


def test_sarif_has_the_parts_that_code_scanning_reads(tmp_path: Path) -> None:
    """Our own reading of the standard, for where its schema is not installed."""
    log = sarif(tmp_path)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "silent999"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 2}]
    for result in run["results"]:
        rule = driver["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        assert rule["shortDescription"]["text"] == catalogue()[result["ruleId"]].rule
        (location,) = result["locations"]
        file = location["physicalLocation"]["artifactLocation"]["uri"]
        assert Path(unquote(urlparse(file).path)).parent == tmp_path
    by_level = {result["level"]: result for result in run["results"]}
    assert by_level["error"]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 5,
        "startColumn": 7,
        "endColumn": 12,
        "snippet": {"text": "line: moble"},
    }
    assert "mend: did you mean" in by_level["error"]["message"]["text"]


def test_sarif_names_files_below_the_working_folder_relative_to_it() -> None:
    file = str(Path.cwd() / "my calls" / "ü:1.yaml")
    log = json.loads(as_sarif([Problem(file, 0, 0, "no-such-file", "gone")], failed=True))
    physical = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "my%20calls/%C3%BC%3A1.yaml"}}


# GitHub -------------------------------------------------------------------------------------------


def test_annotations_stand_beside_their_lines(tmp_path: Path) -> None:
    said = checked(tmp_path, "github")
    assert (said.code, said.err) == (2, "")
    warning, error, total = said.out.splitlines()
    file = tmp_path / "wrong.yaml"
    assert error.startswith(
        f"::error file={file},line=5,endLine=5,col=7,endColumn=12,title=silent999 unknown-word"
        '::in line: found the text "moble"%0Aexpected: '
    )
    assert warning.startswith(f"::warning file={tmp_path / 'warned.yaml'},line=3,")
    assert total == "1 problem and 1 warning in 2 files"


def test_what_github_reads_as_punctuation_is_escaped() -> None:
    problem = Problem(
        "a,b:c%.yaml", 0, 0, "is-a-folder", "100%\r\n\x1b[31m::error::", "", "x, y: z"
    )
    line, total = as_annotations([problem])
    assert line == (
        "::error file=a%2Cb%3Ac%25.yaml,title=silent999 is-a-folder"
        "::100%25\\r\\n\\x1b[31m::error::%0Amend: x, y: z"
    )
    assert total == "1 problem in 1 file"
    assert list(as_annotations([])) == []


@pytest.mark.parametrize("named", ["calls/wrong.yaml", "../calls/wrong.yaml", "{}/wrong.yaml"])
def test_github_is_told_where_a_file_is_in_the_repository(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step may work in a folder of it."""
    for folder in ("work/calls", "calls"):
        write(tmp_path / folder, WRONG, "wrong")
    monkeypatch.chdir(tmp_path / "work")
    place = "calls" if named.startswith("..") else "work/calls"
    named = named.format(tmp_path / place)
    below = "calls/wrong.yaml" if place != "calls" else str(Path(named))
    for workspace, file in ((str(tmp_path), f"{place}/wrong.yaml"), ("", below)):
        monkeypatch.setenv("GITHUB_WORKSPACE", workspace)
        out = silent999("check", named, "--format", "github").out
        assert out.startswith(f"::error file={file},line=5,")
        (run,) = json.loads(silent999("check", named, "--format", "sarif").out)["runs"]
        (location,) = run["results"][0]["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == file or not workspace


# Explaining ---------------------------------------------------------------------------------------


def test_every_code_is_explained() -> None:
    for code, held in catalogue().items():
        said = silent999("explain", code)
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith(f"{held.level}[{code}]\n\nrule:  ")
        assert " ".join(held.rule.split()) in " ".join(said.out.split())
        assert "\nwrong" in said.out
        assert "\nright" in said.out
        assert max(map(len, said.out.splitlines())) <= 130


def test_a_code_may_be_copied_from_a_message() -> None:
    plain = silent999("explain", "unknown-key")
    assert silent999("explain", "error[unknown-key]:") == plain
    assert silent999("explain", "Unknown_Key") == plain


def test_without_a_code_all_are_listed() -> None:
    said = silent999("explain")
    assert [line.split()[0] for line in said.out.splitlines()] == list(catalogue())
