"""What is built into the package: the same as the shipped files say, and never out of date."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.content.fields.content_model import Content
from simulator.content.files import built_content
from simulator.content.files.value_codec import decoded, encoded
from simulator.content.library import library
from simulator.content.library.library import Library, LoadedScenario
from tests.built import build_into

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that is shipped, built from the files as they are."""
    return build_into(tmp_path_factory.mktemp("built"))


@pytest.fixture
def unread(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as all that the program finds; nothing that is shipped has been read."""
    monkeypatch.setattr(built_content, "BUILT", built)
    monkeypatch.setattr(library, "_SHIPPED", {})
    return built


def everything() -> Iterator[tuple[str, Any]]:
    here = Library()
    yield from ((str(path), here.scenario(path)) for path in here.scenario_paths())
    for kind in ("profile", "force", "rubric", "properties", "phrases", "lines", "plan", "support"):
        yield from ((str(path), here.load(kind, path)) for path in here.paths_of(kind))
    for kind in ("questions", "sources", "wording", "myths", "handout", "drama_numbers"):
        yield kind, here.load(kind, here.paths_of("profile")[0].parents[1] / f"{kind}.yaml")
    yield "headers", here.scenarios()


def held(loaded: Any) -> Any:
    if isinstance(loaded, LoadedScenario):
        return loaded.scenario, loaded.scenario.model_fields_set
    if dataclasses.is_dataclass(loaded):
        made = getattr(loaded, "profile", None) or getattr(loaded, "force", None)
        return {part.name: getattr(loaded, part.name) for part in dataclasses.fields(loaded)}, made
    return getattr(loaded, "file", loaded)


def test_it_holds_what_the_files_say(unread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = {name: held(loaded) for name, loaded in everything()}
    monkeypatch.setattr(built_content, "BUILT", unread / "nothing")
    library._SHIPPED.clear()
    for name, loaded in everything():
        assert held(loaded) == read[name], name


def test_it_is_read_without_pydantic_and_yaml(unread: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from simulator.cli.main import main\n"
        "from simulator.content.files import built_content\n"
        f"built_content.BUILT = Path({str(unread)!r})\n"
        "assert main(['list']) == main(['run', 'quiet-throughout', '--transcript']) == 0\n"
        "slow = {'pydantic', 'jinja2', 'numpy', 'textual', 'yaml', 'rich', 'rapidfuzz'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
        "assert main(['check', 'scenarios/silent/quiet-throughout.yaml']) == 0\n"
        "assert 'pydantic' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("changed", ["code", "from"])
def test_what_has_changed_since_is_read_as_a_users_file_is(unread: Path, changed: str) -> None:
    path = library.shipped_scenarios() / "silent" / "quiet-throughout.yaml"
    place = unread / "scenarios" / "silent" / "quiet-throughout.yaml.json"
    was = place.read_text(encoding="utf-8")
    try:
        written = json.loads(was)
        written[changed] = "other" if changed == "code" else dict.fromkeys(written["from"], "other")
        place.write_text(json.dumps(written), encoding="utf-8")
        assert built_content.read_built(path) is None
        place.write_text(was[: len(was) // 2], encoding="utf-8")
        assert built_content.read_built(path) is None
        assert Library().scenario("quiet-throughout").scenario.id == "quiet-throughout"
    finally:
        place.write_text(was, encoding="utf-8")
    assert built_content.read_built(path)["scenario"].id == "quiet-throughout"


@pytest.mark.usefixtures("unread")
def test_a_file_of_a_users_own_is_never_looked_for(tmp_path: Path) -> None:
    own = tmp_path / "quiet-throughout.yaml"
    own.write_text("format: 1\n", encoding="utf-8")
    assert built_content.read_built(own) is None


class Elsewhere(Content):
    """A class that is not of the program."""


@pytest.mark.parametrize("written", [["os:system", {}], ["core.instant:clock", {}, []]])
def test_only_values_of_the_program_are_made(written: list[Any]) -> None:
    with pytest.raises((TypeError, ModuleNotFoundError)):
        decoded({"c": written})
    with pytest.raises((TypeError, ModuleNotFoundError)):
        encoded(Elsewhere())
