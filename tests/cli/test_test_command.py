"""`silent999 test`: filters, formats that other programs read, and many processes."""

import json
from pathlib import Path

import pytest
from jsonschema.validators import validator_for
from junitparser import JUnitXml, TestCase

from simulator import __version__
from simulator.cli.scenarios.test_command import junit
from simulator.session.run.checked_runs import Failure, RunResult
from tests.cli.command import PUT_DOWN, compare, refused, silent999, write
from tests.tools import SARIF_SCHEMA, needs_tool

BROKEN = PUT_DOWN.replace("outcome: abandoned", "outcome: deployed").replace(
    "never: {stage: with_operator}",
    "eventually: {said: make_a_sound}\n    why: Who is asked can answer.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "calls", PUT_DOWN.replace("sources:", "tags: [early]\nsources:"), "put-down")
    write(tmp_path / "calls", BROKEN.replace("level: 1", "level: 3"), "hoped-for")
    return tmp_path / "calls"


def only_case(report: JUnitXml) -> TestCase:
    ((case,),) = (list(suite) for suite in report)
    return case


@pytest.mark.parametrize("form", ["text", "json", "junit", "tap", "sarif", "github"])
def test_cases_and_failures_are_reported_in_every_form(
    form: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure names its rule, line and reason; a wrong file is in the report for programs."""
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("GITHUB_WORKSPACE", "")
    ran = silent999("test", "calls", "--format", form)
    assert (ran.code, ran.err, ran.out.isascii()) == (1, "", form not in ("text", "github"))
    compare(f"test.{form}", ran.out.replace(__version__, "VERSION"))
    write(folder, PUT_DOWN.replace("level: 1", "level: 9"), "wrong")
    wrong = silent999("test", "calls", "--format", form)
    assert wrong.code == 2
    assert wrong.err.startswith("calls/wrong.yaml:6:8: error[out-of-range]")
    if form == "text":
        assert wrong.out == ""
    else:
        compare(f"test-wrong.{form}", wrong.out.replace(__version__, "VERSION"))


@needs_tool("jest-sarif")
def test_sarif_of_failures_is_what_its_published_schema_asks_for(folder: Path) -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    for words, code in ([folder], 1), ([folder / "no.yaml"], 2):
        said = silent999("test", *words, "--format", "sarif")
        validator_for(schema)(schema).validate(json.loads(said.out))
        (ended,) = json.loads(said.out)["runs"][0]["invocations"]
        assert ended == {"executionSuccessful": code < 2, "exitCode": code}
        assert said.code == code


def test_junit_has_no_character_that_xml_forbids() -> None:
    failure = Failure("a \x07 bell & <tag>", "a.yaml", 3, ("a \x07 bell \ud800 & <tag>",))
    played = RunResult("a[b]", "silent", Path("a.yaml"), "b", "", 0, (failure,), ())
    case = only_case(JUnitXml.fromstring(junit([played]).encode()))
    assert case.result[0].message == "a.yaml:3: a \\x07 bell & <tag>"
    assert case.result[0].text == "a.yaml:3\na \\x07 bell \\ud800 & <tag>"


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (["--tag", "early", "--tag", "late"], {"put-down[iopc_2019]"}),
        (["--level", "3"], {"hoped-for[iopc_2019]"}),
        (["--level", "1", "--level", "3"], {"put-down[iopc_2019]", "hoped-for[iopc_2019]"}),
        (["-k", "PUT-D"], {"put-down[iopc_2019]"}),
        (["-k", "[wmp]", "--profile", "all"], {"put-down[wmp]", "hoped-for[wmp]"}),
        (["-k", "at once", "--level", "3"], {"hoped-for[iopc_2019]"}),
    ],
)
def test_filters_leave_what_they_name(folder: Path, filters: list[str], names: set[str]) -> None:
    data = json.loads(silent999("test", folder, "--format", "json", *filters).out)
    assert {case["name"] for case in data["cases"]} == names


@pytest.mark.parametrize(
    ("words", "name", "kind", "message"),
    [
        (["."], "wrong.yaml:6", "out-of-range", "found the number 9"),
        (["put-down.yaml", "--tag", "none"], "request", "request", "no scenario has the tag none"),
        (
            ["put-down.yaml", "--profile", "none"],
            "request",
            "request",
            'there is no profile "none"',
        ),
        (["no-such-id"], "request", "request", 'there is no scenario "no-such-id"'),
    ],
)
def test_a_report_never_tells_of_another_day(
    folder: Path,
    words: list[str],
    name: str,
    kind: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A CI server that finds an old report would show what passed then."""
    monkeypatch.chdir(folder)
    assert silent999("test", "put-down.yaml", "--junit", "report.xml").code == 0
    write(folder, PUT_DOWN.replace("level: 1", "level: 9"), "wrong")
    err = refused("test", *words, "--junit", "report.xml")
    report = JUnitXml.fromfile("report.xml")
    assert (report.tests, report.failures, report.errors) == (1, 0, 1)
    case = only_case(report)
    assert (case.name, case.result[0].type) == (name, kind)
    assert message in case.result[0].message
    assert case.result[0].text in err


def test_a_report_says_so_while_nothing_is_finished(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.xml"

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.cli.scenarios.test_command.jobs", interrupted)
    silent999("test", folder, "--junit", path)
    assert "did not finish" in path.read_text(encoding="utf-8")
