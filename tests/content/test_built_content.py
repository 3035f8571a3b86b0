"""What is built into the package: the same as the shipped files say, and never out of date."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from simulator.cli import doctor
from simulator.content.fields.content_model import Content
from simulator.content.files import built_content
from simulator.content.files.value_codec import decoded, encoded
from simulator.content.library import build, library
from simulator.content.library.library import Library, LoadedScenario
from tests.built import build_into
from tests.cli.command import silent999
from tests.daily import a_share_of_cases

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
    for kind in (
        "profile",
        "force",
        "rubric",
        "properties",
        "phrases",
        "reading",
        "lines",
        "plan",
        "support",
    ):
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
    """Nor is the reader of words loaded: what shipped sentences mean was read when built."""
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
        "assert 'simulator.language.reader' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("changed", ["code", "from"])
def test_what_has_changed_since_is_read_as_a_users_file_is(unread: Path, changed: str) -> None:
    path = library.shipped_scenarios() / "silent" / "quiet-throughout.yaml"
    place = unread / "scenarios" / "silent" / "quiet-throughout.yaml.json"
    was = place.read_text(encoding="utf-8")
    try:
        head, _, value = was.partition("\n")
        written = json.loads(head)
        written[changed] = "other" if changed == "code" else dict.fromkeys(written["from"], "other")
        place.write_text(f"{json.dumps(written)}\n{value}", encoding="utf-8")
        assert built_content.read_built(path) is None
        assert built_content.DAMAGED == {}
        assert bool(built_content.OUTDATED) is (changed == "code")
        assert Library().scenario("quiet-throughout").scenario.id == "quiet-throughout"
    finally:
        built_content.OUTDATED.clear()
        place.write_text(was, encoding="utf-8")
    assert built_content.read_built(path)["scenario"].id == "quiet-throughout"


@pytest.mark.usefixtures("unread")
def test_a_checkout_that_was_edited_says_once_that_it_reads_the_slow_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On stderr, with the fix; what the command prints is the same."""
    usual = silent999("list")
    monkeypatch.setattr(built_content, "code_mark", lambda: 1)
    monkeypatch.setattr(library, "_SHIPPED", {})
    edited = silent999("list")
    assert (edited.code, edited.out) == (usual.code, usual.out)
    assert usual.err == ""
    assert edited.err.splitlines() == [
        "note: the code of this checkout has changed since it was installed, so each shipped file "
        "is read and checked again, which takes longer",
        "fix: pip install -e . builds them again",
    ]


def with_digest(was: bytes, value: bytes) -> bytes:
    head = json.loads(was.partition(b"\n")[0])
    return json.dumps({**head, "digest": crc32(value)}).encode() + b"\n" + value


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "a number": lambda was: was.replace(b"0808 2000 247", b"0909 2000 247"),
    "half of it": lambda was: was[: len(was) // 2],
    "nothing": lambda _: b"",
    "a list": lambda _: b"[]",
    "5": lambda _: b"5",
    "null": lambda _: b"null",
    "deep": lambda _: b"[" * 100_000,
    "binary": lambda _: bytes(range(256)),
    "a list after its head": lambda was: was.partition(b"\n")[0] + b"\n[]",
    "no head": lambda was: was.partition(b"\n")[2],
    "only a head": lambda was: was.partition(b"\n")[0],
    "a digest of text": lambda was: was.replace(b'"digest": ', b'"digest": "x", "y": ', 1),
    "a source outside": lambda was: was.replace(b"data/support", b"x/../../etc/passwd", 1),
    "sources of another kind": lambda was: was.replace(b'"from": {', b'"from": 5, "x": {', 1),
    **{
        f"whole, but {value[:20]!r}": partial(with_digest, value=value)
        for value in (
            b"[]",
            b"5",
            b"null",
            b"{}",
            b'{"a": 1, "b": 2}',
            b'{"m": []}',
            b'{"e": 5}',
            b'{"c": ["x"]}',
        )
    },
    "whole, but deep": lambda was: with_digest(was, b"[" * 900 + b"]" * 900),
}
"""What may be done to a built file, by a bad disk or a hand."""


@pytest.mark.parametrize("how", DAMAGE)
@a_share_of_cases(3)
def test_damage_gives_one_message_and_no_other_number(
    unread: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The source is read instead: a person in need relies on the number."""
    monkeypatch.setattr(doctor, "BUILT", unread)
    place = unread / "data" / "support.yaml.json"
    was = place.read_bytes()
    place.write_bytes(DAMAGE[how](was))
    try:
        said = silent999("handout")
        assert said.code == 0
        assert "0808&nbsp;2000&nbsp;247" in said.out
        assert "0909" not in said.out
        assert said.err.count(f"{place} is damaged, so its source was read instead") == 1
        assert said.err.count("\n") == 2
        if not how.startswith(("whole", "a source", "sources")):
            found = silent999("doctor").out
            assert "damaged: data/support.yaml.json" in found
            assert "- whole files in" in found
    finally:
        place.write_bytes(was)
    assert silent999("handout").err == ""


@pytest.mark.parametrize(
    "how", [Path.mkdir, os.mkfifo, lambda place: place.symlink_to("/dev/zero")]
)
def test_what_is_no_file_is_not_waited_for(
    unread: Path, how: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe in the place of a built file held every command up without end."""
    monkeypatch.setattr(doctor, "BUILT", unread)
    place = unread / "data" / "support.yaml.json"
    kept = place.rename(unread / "kept")
    how(place)
    try:
        said = silent999("handout")
        assert "0808&nbsp;2000&nbsp;247" in said.out
        assert said.err.count("is damaged, so its source was read instead") == 1
        assert "damaged: data/support.yaml.json" in silent999("doctor").out
    finally:
        if place.is_dir():
            place.rmdir()
        else:
            place.unlink()
        kept.rename(place)


@pytest.mark.parametrize("real", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_doctor_compares_what_is_built_with_the_sources(
    unread: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, real: bool
) -> None:
    """A change with a digest of its own is found as well, and so is a file that is not there."""
    if not real:  # To read all that is shipped takes 4 seconds.
        shutil.copytree(unread, tmp_path / "again")
        monkeypatch.setattr(
            build,
            "build_all",
            lambda to: shutil.copytree(tmp_path / "again", to, dirs_exist_ok=True),
        )
    monkeypatch.setattr(doctor, "BUILT", unread)
    monkeypatch.setattr(build, "BUILT", unread)
    assert "as the sources say" in silent999("doctor", "--verify").out
    place, gone = unread / "data" / "support.yaml.json", unread / "data" / "myths.yaml.json"
    was, other = place.read_bytes(), gone.read_bytes()
    value = was.partition(b"\n")[2].replace(b"0808 2000 247", b"0909 2000 247")
    place.write_bytes(with_digest(was, value))
    gone.unlink()
    try:
        assert "whole" in silent999("doctor").out
        found = silent999("doctor", "--verify").out
        assert "2 of " in found
        assert "damaged: data/myths.yaml.json, data/support.yaml.json" in found
    finally:
        place.write_bytes(was)
        gone.write_bytes(other)


@pytest.mark.usefixtures("unread")
def test_a_file_of_a_users_own_is_never_looked_for(tmp_path: Path) -> None:
    own = tmp_path / "quiet-throughout.yaml"
    own.write_text("format: 1\n", encoding="utf-8")
    assert built_content.read_built(own) is None


class Elsewhere(Content):
    """A class that is not of the program."""


@pytest.mark.parametrize(
    "written",
    [{"d": ["os:system", {}]}, {"d": ["core.instant:clock", {}]}, {"c": ["os:system", {}, []]}],
)
def test_only_values_of_the_program_are_made(written: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ModuleNotFoundError)):
        decoded(written)
    with pytest.raises((TypeError, ModuleNotFoundError)):
        encoded(Elsewhere())
