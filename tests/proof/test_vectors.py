"""The vectors: another program runs them against an implementation, by their README alone."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.command import refused, silent999

HERE = Path(__file__).parent
RUNNER, OURS = HERE / "run_vectors.py", HERE / "answer_vectors.py"


def run_vectors(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the vectors of a folder against our program."""
    words = [sys.executable, str(RUNNER), str(folder), sys.executable, str(OURS)]
    return subprocess.run(words, check=False, capture_output=True, text=True, timeout=300)


def written(folder: Path) -> Path:
    said = silent999("flow", "--format", "vectors", "--profile", "iopc_2019", "--output", folder)
    assert (said.code, said.err) == (0, "")
    assert "calls under 1 profile; see README.md there" in said.out
    return folder / "iopc_2019.json"


def test_the_vectors_are_answered_as_they_say_and_a_spoilt_one_is_not(tmp_path: Path) -> None:
    file = written(tmp_path / "vectors")
    assert "silent999" not in RUNNER.read_text(encoding="utf-8").split('"""')[2]
    good = run_vectors(file.parent)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.endswith(" answers, 0 calls differ\n")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"stage": "accepted"', '"stage": "recording"', 1))
    spoilt = run_vectors(file.parent)
    assert spoilt.returncode == 1
    assert '"stage": "recording"' in spoilt.stdout
    assert spoilt.stdout.endswith(", 1 calls differ\n")


def test_they_have_every_kind_of_entry_and_are_always_the_same(tmp_path: Path) -> None:
    one, other = (written(tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    readme = (one.parent / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Conformance")
    vectors: dict[str, Any] = json.loads(one.read_bytes())
    assert f"* `iopc_2019.json`: {len(vectors['calls'])}\n" in readme
    answers = [step["answer"] for call in vectors["calls"] for step in call["steps"]]
    kinds = {entry["kind"] for answer in answers for entry in answer["entries"]}
    assert kinds == {"timer_fired", "recognised", "no_effect", "callback_failed", "stage",
        "incident", "played", "timer_started", "call_ended"}  # fmt: skip
    assert any(answer["refused"] for answer in answers)


def test_vectors_need_a_folder_and_overwrite_nothing(tmp_path: Path) -> None:
    assert "needs --output FOLDER" in refused("flow", "--format", "vectors")
    file = written(tmp_path / "vectors")
    words = ("flow", "--format", "vectors", "--profile", "iopc_2019", "--output", file.parent)
    assert "exists already" in refused(*words)
    assert silent999(*words, "--replace").code == 0
