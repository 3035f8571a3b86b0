"""The schemas in the YAML language server, which editors ask: keys offered, told of, underlined."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.content.files.file_kinds import modeline
from tests.content.test_models import HEAD
from tests.schemas.editor import Editor
from tests.tools import needs_tool, path_of

SERVER = path_of("yaml-language-server")
pytestmark = needs_tool("yaml-language-server")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mine")


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    assert SERVER
    with Editor(SERVER, folder) as opened:
        yield opened


def write(folder: Path, name: str, text: str, kind: str = "scenario") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(f"{modeline(kind)}\n{text}", encoding="utf-8")
    return path


def place(path: Path, word: str) -> tuple[int, int]:
    """Where a word first stands, from 0."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if word in line:
            return number, line.index(word)
    raise AssertionError(word)


def test_a_wrong_key_and_a_wrong_word_are_underlined(editor: Editor, folder: Path) -> None:
    path = write(folder, "wrong", f"{HEAD}colour: red\nline: moblie\n")
    problems = editor.open(path)
    starts = [problem["range"]["start"] for problem in problems]
    found = {(start["line"], start["character"]) for start in starts}
    assert found == {place(path, "colour"), place(path, "moblie")}
    assert any("colour" in problem["message"] for problem in problems)


def test_the_keys_are_offered_with_what_they_mean(editor: Editor, folder: Path) -> None:
    path = write(folder, "offered", f"{HEAD}\n")
    editor.open(path)
    offered = editor.offered(path, HEAD.count("\n") + 1, 0)
    assert {"caller", "facts", "near", "answers", "debrief"} <= offered.keys()
    assert offered["facts"] == "The facts, yes, no or unknown; the caller answers from them."


def test_the_manual_is_under_the_pointer(editor: Editor, folder: Path) -> None:
    path = write(folder, "hover", f"{HEAD}answers: {{by: [tap], after: 1.5s}}\n")
    editor.open(path)
    told = editor.told(path, *place(path, "level"))
    assert "How demanding it is, 1 to 4" in told
    told = editor.told(path, *place(path, "by: ["))
    assert "The signs that the caller can give." in told
