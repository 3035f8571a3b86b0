"""`check --format` and `--strict`, and `explain`."""

import json
from pathlib import Path

import pytest
from jsonschema import ValidationError
from jsonschema.validators import validator_for

from simulator import __version__
from simulator.cli.scenarios.check import as_annotations, as_sarif
from simulator.content.yaml.reader import catalogue
from simulator.errors import Problem
from tests.cli.command import PUT_DOWN, compare, refused, silent999, write
from tests.tools import SARIF_SCHEMA, needs_tool

FORMS = ("text", "json", "sarif", "github")
WRONG = PUT_DOWN.replace("line: mobile", "line: moble")
WARNED = PUT_DOWN.replace("Put down at once", "100% by a hoaxer")
COLON = PUT_DOWN.replace("line: mobile", "line:mobile")
CUT = PUT_DOWN.replace("Put down at once", "Put down at flat #4")


@pytest.fixture
def _four_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder has a wrong word, a warning, a syntax error, and a line to correct."""
    files = {"wrong": WRONG, "warned": WARNED, "colon": COLON, "cut": CUT}
    for name, text in files.items():
        write(tmp_path / "calls", text, name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_WORKSPACE", "")


@pytest.mark.usefixtures("_four_files")
@pytest.mark.parametrize("form", FORMS)
def test_problems_are_reported_in_every_form(form: str) -> None:
    said = silent999("check", "calls", "--format", form)
    assert said.code == 2
    assert bool(said.err) == (form == "text")
    compare(f"check.{form}", (said.err or said.out).replace(__version__, "VERSION"))


def test_a_warning_fails_only_if_that_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, WARNED)
    said = silent999("check", path)
    assert (said.code, said.out) == (0, "1 file, 1 warning\n")
    assert "warning[wording]" in said.err
    assert "in 1 file" not in said.err  # the count stands in the output, once
    assert "warning[wording]" in refused("check", path, "--strict")


def test_no_report_of_a_wrong_request_says_that_all_is_well() -> None:
    for form in FORMS:
        assert 'there is no scenario "nofolder"' in refused("check", "nofolder", "--format", form)


@needs_tool("jest-sarif")
def test_sarif_is_what_its_published_schema_asks_for() -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    validator = validator_for(schema)(schema)
    every = [
        Problem("a file.yaml", 0, 0, code, "found", "expected", "mend") for code in catalogue()
    ]
    report = json.loads(as_sarif(every, exit_code=2))
    validator.validate(report)
    del report["runs"][0]["tool"]
    with pytest.raises(ValidationError, match="tool"):
        validator.validate(report)


def test_what_github_reads_as_punctuation_is_escaped() -> None:
    problem = Problem(
        "a,b:c%.yaml", 0, 0, "is-a-folder", "100%\r\n\x1b[31m::error::", "", "x, y: z"
    )
    assert list(as_annotations([problem])) == [
        "::error file=a%2Cb%3Ac%25.yaml,title=silent999 is-a-folder"
        "::100%25\\r\\n\\x1b[31m::error::%0Afix: x, y: z",
        "1 problem in 1 file",
    ]
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


def test_every_code_is_explained_and_listed() -> None:
    for code, held in catalogue().items():
        said = silent999("explain", code)
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith(f"{held['level']}[{code}]\n\nrule:  ")
        assert " ".join(held["rule"].split()) in " ".join(said.out.split())
        assert "\nwrong" in said.out
        assert "\nright" in said.out
        assert max(map(len, said.out.splitlines())) <= 130
    listed = silent999("explain").out.splitlines()
    assert [line.split()[0] for line in listed] == list(catalogue())


def test_a_code_may_be_copied_from_a_message() -> None:
    plain = silent999("explain", "unknown-key")
    assert silent999("explain", "error[unknown-key]:") == plain
    both = silent999("explain", "Unknown_Key", "alias").out
    assert both.startswith(f"{plain.out}\nerror[alias]")
