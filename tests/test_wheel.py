"""The wheel contains the scenarios: build it, unpack it into an empty folder, and run `list`."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough
ROOT = Path(__file__).resolve().parent.parent


def run(command: Sequence[str], cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the contents of a newly built wheel, and nothing else."""
    built = tmp_path_factory.mktemp("built")
    run(["-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(ROOT)], cwd=built)
    [wheel] = built.glob("*.whl")
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def test_the_wheel_holds_every_scenario_file_as_it_is(unpacked: Path) -> None:
    shipped = files_below(ROOT / "scenarios")
    assert shipped
    assert files_below(unpacked / "simulator" / "_scenarios") == shipped


def test_the_wheel_holds_the_content_data_and_the_type_marker(unpacked: Path) -> None:
    data = files_below(ROOT / "simulator" / "content" / "data")
    assert data
    assert files_below(unpacked / "simulator" / "content" / "data") == data
    assert (unpacked / "simulator" / "py.typed").is_file()


def test_an_unpacked_wheel_lists_the_scenarios_that_it_ships(
    unpacked: Path, tmp_path: Path
) -> None:
    env = {**os.environ, "PYTHONPATH": str(unpacked)}
    where = run(["-c", "import simulator; print(simulator.__file__)"], cwd=tmp_path, env=env)
    assert Path(where.strip()).is_relative_to(unpacked), "another copy of the package was found"

    listed = run(["-m", "simulator", "list"], cwd=tmp_path, env=env)
    ids = [
        found[1]
        for path in (ROOT / "scenarios").rglob("*.yaml")
        if "personas" not in path.parts
        and (found := re.search(r"^id: *(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    ]
    assert ids
    assert [name for name in ids if name not in listed] == []


def test_an_unpacked_wheel_plays_what_was_built_into_it(unpacked: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(unpacked)}
    code = (
        "import sys; from simulator.cli.main import main; "
        "assert main(['run', 'quiet-throughout']) == 0; "
        "assert not {'pydantic', 'yaml', 'jinja2'} & set(sys.modules)"
    )
    assert "1 passed" in run(["-c", code], cwd=tmp_path, env=env)
