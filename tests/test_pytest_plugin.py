"""The plugin for pytest: inactive until it finds a scenario, then one item for each profile."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

# pytester unloads modules that a run loads first, so they would exist twice.
import simulator.content.checks.content_warnings
import simulator.content.yaml.build_values
import simulator.session.run.call_driver  # noqa: F401
from simulator.content.library.library import shipped_scenarios
from tests.cli.command import PUT_DOWN

pytest_plugins = ["pytester"]

README = (shipped_scenarios() / "README.md").read_text(encoding="utf-8")
BROKEN = PUT_DOWN.replace("outcome: abandoned", "outcome: deployed").replace(
    "never: {stage: with_operator}", "eventually: {stage: held}\n    why: A held call is not lost."
)
LOADED_BY_A_RUN = """
import json, sys
import pytest
code = pytest.main(["-q", "-p", "no:asyncio", "-p", "no:cacheprovider", "--color=no"])
ours = ("simulator", "pydantic", "yaml")
names = [name for name in sys.modules if name.partition(".")[0] in ours]
print(json.dumps([int(code), names]))
"""


OURS = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A user's project with its own scenario."""
    pytester.makeini(OURS)
    text = PUT_DOWN.replace("sources:", "tags: [early-end]\nsources:")
    (pytester.path / "put-down.scenario.yaml").write_text(text, encoding="utf-8")
    return pytester


def collected(project: pytest.Pytester, *words: str) -> list[str]:
    """The ids of the items that pytest collects."""
    result = project.runpytest("--collect-only", "-q", *words)
    return [line for line in result.outlines if "::" in line]


def test_a_run_that_meets_no_scenario_loads_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other(): pass\n")
    (tmp_path / "other.yaml").write_text("a: 1\n")
    ran = subprocess.run(
        [sys.executable, "-c", LOADED_BY_A_RUN],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    code, names = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0, ran.stdout
    assert names == ["simulator", "simulator.pytest_plugin"]


def test_scenarios_are_played_with_few_looks_for_garbage(project: pytest.Pytester) -> None:
    """Played by pytest, a scenario costs what it costs on the command line.

    A run that meets no scenario keeps the threshold that it had, and one that is higher stays.
    """
    (project.path / "conftest.py").write_text(
        "import gc\nimport os\n\n\ndef pytest_configure():\n"
        "    gc.set_threshold(int(os.environ['AT']))\n\n\n"
        "def pytest_unconfigure():\n    print('looks after', gc.get_threshold()[0])\n"
    )
    for had, words, after in (
        ("700", (), 200_000),
        ("700", ("--ignore-glob=*.yaml",), 700),
        ("999999", (), 999_999),
    ):
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
            cwd=project.path, env={**os.environ, "AT": had},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert f"looks after {after}" in ran.stdout, (had, words, ran.stdout)


def test_a_scenario_file_is_an_item_that_passes(project: pytest.Pytester) -> None:
    """Once under each profile; a profile that there is not is named."""
    assert collected(project) == ["put-down.scenario.yaml::put-down[iopc_2019]"]
    project.runpytest("--strict-markers").assert_outcomes(passed=1)
    twice = ("--silent999-profile", "wmp", "--silent999-profile", "wmp")
    assert collected(project, *twice) == ["put-down.scenario.yaml::put-down[wmp]"]
    result = project.runpytest("--silent999-profile", "wmpp")
    result.stdout.fnmatch_lines(['there is no profile "wmpp"*', "*did you mean*wmp*"])


def test_a_failure_is_explained_without_a_traceback(project: pytest.Pytester) -> None:
    (project.path / "put-down.scenario.yaml").write_text(BROKEN, encoding="utf-8")
    result = project.runpytest()
    result.assert_outcomes(failed=1)
    line = 1 + BROKEN.splitlines().index("outcome: deployed")
    result.stdout.fnmatch_lines(
        [
            "expected deployed, ended as abandoned at 0:01: why 0:01 the caller*, and 1 more",
            f"put-down.scenario.yaml:{line}",
            "  failed: outcome: deployed",
            "    expected deployed, ended as abandoned at 0:01",
            "    why: the nearest was 0:01 Network: abandoned before police (row D-4): not the",
            "    reason for the rule: A held call is not lost.",
            "FAILED put-down.scenario.yaml::put-down[[]iopc_2019[]] - Failed: expected*",
        ]
    )
    assert "pytest_plugin.py" not in result.stdout.str()


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("level: 1", "level: 9", "put-down.scenario.yaml:6:8: error*"),
        ("sources: [P15]", "sources: [Q99]", "*error[[]unknown-source[]] in sources[[]0]*"),
    ],
)
def test_what_check_refuses_is_not_played(
    right: str, wrong: str, told: str, project: pytest.Pytester
) -> None:
    text = PUT_DOWN.replace(right, wrong)
    (project.path / "put-down.scenario.yaml").write_text(text, encoding="utf-8")
    result = project.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([told])
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize(
    ("select", "names"),
    [
        (["-k", "early-end and wmp_old"], ["put-down[wmp_old]"]),
        (["-m", "level_1 and tag_early_end", "-k", "[wmp]"], ["put-down[wmp]"]),
        (["-m", "not scenario"], []),
    ],
)
def test_words_and_markers_select(
    project: pytest.Pytester, select: list[str], names: list[str]
) -> None:
    every = collected(project, "--strict-markers", "--silent999-profile", "all", *select)
    found = [name.partition("::")[2] for name in every]
    assert [name for name in found if name in names or not names] == names
    assert not names or set(found) <= set(names) | {"put-down[wmp_old]"}


def test_folders_and_profiles_are_settings(project: pytest.Pytester) -> None:
    project.makeini(f"{OURS}silent999_scenarios = calls\nsilent999_profiles = wmp ours\n")
    calls = project.mkdir("calls")
    (calls / "rings.yaml").write_text(PUT_DOWN.replace("id: put-down", "id: rings"))
    (calls / "profiles").mkdir()
    ours = "format: 1\nid: ours\ntitle: Ours\nas_of: 2026-11\nabout: Ours.\nbased_on: wmp\n"
    (calls / "profiles" / "ours.yaml").write_text(ours)
    (project.path / "elsewhere.yaml").write_text("a: 1\n")
    assert collected(project, "calls") == [
        "calls/rings.yaml::rings[wmp]",
        "calls/rings.yaml::rings[ours]",
    ]
    project.runpytest().assert_outcomes(passed=4)


def test_the_profile_of_the_settings_holds_and_an_unknown_id_fails_in_one_message(
    project: pytest.Pytester,
) -> None:
    """And a broken rule shows the last lines of the transcript only."""
    (project.path / "pyproject.toml").write_text('[tool.silent999]\nprofile = "wmp"\n')
    assert collected(project) == ["put-down.scenario.yaml::put-down[wmp]"]
    project.makepyfile(
        "def test_id(silent_call):\n    silent_call('cough-when-asked')\n"
        "def test_rule(silent_call):\n"
        "    call = silent_call('coughs-when-asked').finish()\n"
        "    assert len(call.transcript().splitlines()) > 12\n"
        "    call.expect({'never': {'stage': 'with_operator'}})\n"
    )
    result = project.runpytest("--tb=short")
    result.assert_outcomes(passed=1, failed=2)
    obeyed = "*[[]tool.silent999] of *pyproject.toml is obeyed: profile"
    result.stdout.fnmatch_lines([f"silent999: note: {obeyed}"])
    result.stdout.fnmatch_lines(
        ['there is no scenario "cough-when-asked"', "hint: *coughs-when-asked*"]
    )
    assert "find_files" not in result.stdout.str()
    shown = result.stdout.str().partition("AssertionError: ")[2].partition("\n___")[0]
    assert len([line for line in shown.splitlines() if line.startswith("E ")]) == 13


def test_a_folder_that_is_not_there_is_a_mistake(project: pytest.Pytester) -> None:
    project.mkdir("scenarios")
    project.makeini("[pytest]\nsilent999_scenarios = scenaros\n")
    result = project.runpytest("-p", "no:asyncio")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: silent999_scenarios: there is no folder *scenaros"])


def test_the_examples_of_the_documentation_work(project: pytest.Pytester) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (settings,) = re.findall(r"```ini\n(.*?)```", README, re.DOTALL)
    project.makepyfile(example)
    project.mkdir("scenarios")
    project.makeini(settings + "asyncio_default_fixture_loop_scope = function\n")
    project.runpytest("-k", "not put-down").assert_outcomes(passed=2, deselected=2)


def test_each_case_of_a_table_is_an_item_and_can_be_played(project: pytest.Pytester) -> None:
    table = PUT_DOWN.replace("after: 1s", "after: {case: wait}") + (
        "cases:\n"
        "  - {id: soon, title: Soon, values: {wait: 100ms}}\n"
        "  - {id: later, title: Later, values: {wait: 1s}}\n"
    )
    folder = project.mkdir("deep")
    (folder / "put-down.scenario.yaml").write_text(table, encoding="utf-8")
    (folder / "test_case.py").write_text(
        "def test_case(silent_call):\n"
        "    call = silent_call('put-down.scenario.yaml#later').finish()\n"
        "    assert call.outcome == 'abandoned' and call.now == 1001\n",
        encoding="utf-8",
    )
    assert collected(project, "deep") == [
        "deep/put-down.scenario.yaml::put-down-soon[iopc_2019]",
        "deep/put-down.scenario.yaml::put-down-later[iopc_2019]",
        "deep/test_case.py::test_case",
    ]
    project.runpytest("deep").assert_outcomes(passed=3)
