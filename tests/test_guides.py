"""Every command, file, link and picture in the guides works."""

import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from simulator.cli.main import COMMANDS
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.rules.rule_forms import RuleText
from simulator.content.yaml.reader import read_text
from simulator.core.log import Entry
from simulator.rules import monitor
from simulator.rules.patterns import VerdictKind
from simulator.session.run import headless_run
from tests.cli.command import silent999
from tests.daily import these_a_day

ROOT = Path(__file__).resolve().parent.parent
GUIDES = [
    ROOT / "README.md",
    ROOT / "scenarios" / "README.md",
    *sorted((ROOT / "simulator").rglob("README.md")),
    *sorted((ROOT / ".github").glob("*.md")),
]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(guide: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)


def commands() -> list[str]:
    """Return every command of a shell block that ends without Ctrl-C."""
    found: list[str] = []
    for guide in GUIDES:
        for block in blocks(guide, "sh"):
            lines = (line.partition("  #")[0].strip() for line in block.splitlines())
            found += [line for line in lines if line.startswith("silent999 ")]
    return sorted(set(found))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("guides")
    call = silent999("show", "quiet-throughout").out.replace("id: quiet-throughout", "id: my-call")
    (home / "my-scenarios" / "profiles").mkdir(parents=True)
    (home / "my-call.yaml").write_text(call, encoding="utf-8")
    kitchen = call.replace("id: my-call", "id: kitchen").replace("tags: [", "tags: [taps, ")
    (home / "my-scenarios" / "kitchen.yaml").write_text(kitchen, encoding="utf-8")
    (profile,) = [b for b in blocks(ROOT / "simulator/cli/README.md", "yaml") if "id: ours" in b]
    (home / "my-scenarios" / "profiles" / "ours.yaml").write_text(profile, encoding="utf-8")
    return home


def test_there_are_commands_to_try() -> None:
    assert len(commands()) > 12


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_a_command_that_a_guide_names_exists(guide: Path) -> None:
    named = set(re.findall(r"silent999 ([a-z][a-z-]+)", guide.read_text(encoding="utf-8")))
    sentences = {"simulates", "is", "keeps"}
    assert named - sentences <= set(COMMANDS)


COMPILED = [line for line in commands() if line.startswith("silent999 population")]
"""Commands that play days: the thorough tests compile them."""


@pytest.mark.parametrize("line", these_a_day(commands(), *sorted({*commands()} - {*COMPILED})))
def test_a_command_of_a_guide_works(
    line: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command line is valid, and everything it names exists, outside CI."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CI", raising=False)  # Golden logs are not written there.
    words = shlex.split(line.partition(">")[0].partition("|")[0])[1:]
    if words[0] == "new":
        (folder / words[1]).unlink(missing_ok=True)
        words += ["--kind", "silent", "--title", "My call"]
    said = silent999(*words)
    assert said.code in (0, 1), said.out + said.err
    assert "usage:" not in said.err


def test_the_files_of_the_guides_are_read(tmp_path: Path) -> None:
    """The plan and the help lines in the facilitator's guide are valid."""
    guide = ROOT / "simulator" / "awareness" / "README.md"
    plan, support = blocks(guide, "yaml")
    for name, text in (("plans/tuesday-group", plan), ("support/ours", support)):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        assert read_text(text, path.name).value["format"] == 1
    library = Library([tmp_path])
    assert library.plan("tuesday-group").file.minutes == 15
    assert "our-service" in {line.id for line in library.support()}


LIBRARY = Library()
GOOD = [
    each
    for each in LIBRARY.scenarios()
    if (each.outcome, each.kind) == ("deployed", "silent") and "text" not in each.tags
][1::2]
"""Silent calls that end well, with a caller who hears: officers are sent."""


@cache
def good_logs() -> list[Sequence[Entry]]:
    profile = LIBRARY.profile().profile
    logs = []
    for each in GOOD:
        scenario = LIBRARY.scenario(each.path).scenario
        force = LIBRARY.force(scenario.force or DEFAULT_FORCE).force
        logs.append(headless_run.run(scenario, profile, force).log)
    return logs


def rule_examples() -> list[str]:
    """Return the example of each row of the guide's two tables of expectations."""
    whole = (ROOT / "scenarios" / "README.md").read_text(encoding="utf-8")
    chapter = whole.partition("\n## Expectations\n")[2].partition("\n## ")[0]
    rows = (line for line in chapter.splitlines() if line.startswith("| `"))
    return [re.findall("`([^`]*)`", row)[-1] for row in rows]


@pytest.mark.parametrize("example", rule_examples())
def test_an_example_of_an_expectation_holds_in_good_calls(example: str) -> None:
    """An author who takes it over gets no failure in most good calls, and it applies to some."""
    keys = read_text(example, "example").value
    option = keys.keys() & {"after", "between", "for_each", "while", "applies_when"}
    text = {"eventually": {"act": "any"}, **keys} if option else keys
    rule = RuleText.model_validate(text).build()
    verdicts = [monitor.evaluate(rule, log).kind for log in good_logs()]
    assert verdicts.count(VerdictKind.BROKEN) < len(verdicts) / 2
    assert VerdictKind.MET in verdicts


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_links_and_pictures_of_a_guide_exist(guide: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", guide.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (guide.parent / target).exists()] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_the_workflows_are_valid(tmp_path: Path) -> None:
    """Checked by the schema of GitHub workflows that check-jsonschema includes."""
    (documented,) = blocks(ROOT / "scenarios" / "README.md", "yml")
    (tmp_path / "scenarios.yml").write_text(documented, encoding="utf-8")
    ours = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    files = [tmp_path / "scenarios.yml", *ours]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    ran = subprocess.run(
        [*command, "vendor.github-workflows", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
