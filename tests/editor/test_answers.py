"""What an editor is offered in the shipped scenarios, and in a table and a part of a scenario."""

from pathlib import Path

import pytest

from simulator.content.checks.literal_fixes import applied
from simulator.content.library.library import Library
from simulator.content.yaml.reader import read_text
from simulator.editor.answers import EditedFile
from simulator.errors import Edit
from tests.cli.command import Terminal, refused
from tests.content.mistakes import SCENARIO

LIBRARY = Library()
CLOSED = {"kind", "line", "outcome", "seats", "heard", "asked", "did", "sound", "intent", "stage"}
"""Keys whose values are words of closed lists."""


def test_the_word_that_an_author_wrote_is_among_those_that_are_offered() -> None:
    tried = 0
    for path in LIBRARY.scenario_sources()[::9]:
        text = path.read_text("utf-8")
        document, file = read_text(text, str(path)), EditedFile(path, text)
        for key_path, place in document.places().items():
            keys = [each for each in key_path if isinstance(each, str)]
            if keys and keys[-1] in CLOSED and (word := document.source(place)).isidentifier():
                _, offers = file.completions(place.line - 1, place.column - 1)
                assert word in {each.label for each in offers}, (path.name, key_path)
                tried += 1
    assert tried > 40


def test_a_key_that_is_there_is_not_offered_again(tmp_path: Path) -> None:
    text = "format: 1\nid: taps\ncaller:\n  - when: {heard: make_a_sound, }\n    do: tap\n    \n"
    file = EditedFile(tmp_path / "personas" / "taps.yaml", text)
    assert file.kind == "persona"
    _, cue = file.completions(3, text.split("\n")[3].index("}"))
    assert {each.label for each in cue} == {"nth", "from"}
    _, step = file.completions(5, 4)
    assert {each.label for each in step} == {"after", "chance"}


@pytest.mark.parametrize("act", ["say", "whisper", "text"])
def test_what_words_mean_is_offered_and_explained(act: str, tmp_path: Path) -> None:
    """The statements that there are, with what each is about; those that are there not again."""
    said = "{text: A blade., means: {gun: no, }}"
    if act != "text":
        said = f"{{{act}: {{intent: speaks, words: A blade., means: {{gun: no, }}}}}}"
    line = f"    do: {said}"
    text = f"format: 1\nid: one\nkind: sounds\ncaller:\n  - when: {{at: 1s}}\n{line}\n"
    file = EditedFile(tmp_path / "one.yaml", text)
    _, offers = file.completions(5, line.index("no, ") + len("no, "))
    about = {each.label: each.about for each in offers}
    assert about["knife"] == "a knife or another blade"
    assert "gun" not in about
    assert "a gun" in file.hover(5, line.index("gun") + 1).casefold()
    assert "What the words state" in file.hover(5, line.index("means") + 1)


def test_over_words_it_says_what_they_are_understood_as(tmp_path: Path) -> None:
    """By the file's own word, or as they are read."""
    head = "format: 1\nid: one\nkind: sounds\ncaller:\n  - when: {at: 1s}\n    do:\n"
    read = '      - {say: {intent: speaks, words: "He has a knife."}}'
    own = '      - {say: {intent: speaks, words: "He has a knife.", means: {has_gone: no}}}'
    file = EditedFile(tmp_path / "one.yaml", f"{head}{read}\n{own}\n")
    over = read.index("knife")
    assert file.hover(6, over) == (
        '**understood as**\n\n- a knife or another blade ("has a knife")'
    )
    assert file.hover(7, over) == (
        "**understood as**\n\n- means, by the file: denied: the other person has gone"
    )
    assert "The purpose" in file.hover(6, read.index("intent"))


def test_a_file_belongs_to_the_folder_with_its_profiles(tmp_path: Path) -> None:
    (tmp_path / "ours" / "profiles").mkdir(parents=True)
    (tmp_path / "ours" / "profiles" / "mine.yaml").write_text("format: 1\n", "utf-8")
    text = "format: 1\nkind: sounds\noutcomes: {}\n"
    for known in ([], [tmp_path], [tmp_path / "ours"]):
        file = EditedFile(tmp_path / "ours" / "sounds" / "one.yaml", text, known)
        _, offers = file.completions(2, len("outcomes: {"))
        assert ("mine" in {each.label for each in offers}) == (known != [tmp_path])


def test_a_person_in_a_terminal_learns_who_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    assert "an editor starts this command" in refused("lsp")


def taken(path: Path, text: str) -> list[str]:
    """The texts that an author comes to by each single fix that is offered."""
    found = EditedFile(path, text).actions(0, len(text))
    edits = [
        [Edit(e.new_text, e.range.start.line + 1, e.range.start.character + 1,
              e.range.end.character - e.range.start.character) for e in each]
        for _, each in found
    ]  # fmt: skip
    return [applied(text, each) for each in edits]


@pytest.mark.parametrize(
    ("old", "new", "offered"),
    [
        ("about: 90s", "about: 90", True),
        ("    after: 2s", "\tafter: 2s", True),
        ("kind: sounds", "kind:sounds", True),
        ("    do: tap\n", "    do: {text: help, me\n", False),
        ("seats: [caller, operator, call_handler]", "seats: [caller] and operator", False),
    ],
)
def test_a_single_fix_is_offered_only_if_it_holds(old: str, new: str, offered: bool) -> None:
    """It is tried first, as `check --fix` does: a fix may lead to another problem."""
    path = Path("one-tap.yaml").absolute()
    assert old in SCENARIO
    wrong = SCENARIO.replace(old, new, 1)
    assert EditedFile(path, wrong).problems()
    assert taken(path, wrong) == [SCENARIO] * offered
