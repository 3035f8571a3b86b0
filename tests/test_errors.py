"""Display of problems in files, and the attributes of every exception."""

import copy
import pickle
from typing import Any

import pytest

from simulator import errors
from simulator.errors import WIDTH, ContentError, Problem, RecordError, render, render_all

SHOWN = """\
scenarios/x.yaml:12:18: error[wrong-type] in caller[0].do.press: found the number 55
   12 |     do: {press: 55}
      |                 ^^
   expected: the keys to press, as text
   fix: quote it: "55\""""


def problem_at(source: str, column: int, width: int = 1, **rest: Any) -> Problem:
    return Problem("x.yaml", 1, column, "code", "found it", source=source, width=width, **rest)


def caret(source: str, column: int, width: int = 1) -> tuple[str, str]:
    """Return the quoted line and the caret line, without the gutter."""
    _, quoted, below = render(problem_at(source, column, width)).split("\n")
    assert (quoted[:8], below[:8]) == ("    1 | ", "      | ")
    assert max(len(quoted), len(below)) <= WIDTH
    return quoted[8:], below[8:]


def test_a_problem_is_shown_with_its_line_and_a_caret() -> None:
    problem = Problem(
        file="scenarios/x.yaml",
        line=12,
        column=17,
        code="wrong-type",
        found="found the number 55",
        expected="the keys to press, as text",
        fix='quote it: "55"',
        source="    do: {press: 55}",
        width=2,
        path="caller[0].do.press",
    )
    assert render(problem) == SHOWN.replace(":12:18:", ":12:17:")


@pytest.mark.parametrize(
    ("source", "column", "width", "shown", "below"),
    [
        ("a: b", 4, 1, "a: b", "   ^"),
        ("漢字: b", 5, 1, "漢字: b", "      ^"),
        ("a: 漢字", 4, 2, "a: 漢字", "   ^^^^"),
        ("\tb: c", 2, 1, "\\tb: c", "  ^"),
        ("a\x1b[2J: b", 8, 1, "a\\x1b[2J: b", "          ^"),
        ("a\u202e: b", 4, 1, "a\\u202e: b", "        ^"),
        ("a:", 3, 1, "a:", "  ^"),
        ("ab", 1, 99, "ab", "^^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(
    source: str, column: int, width: int, shown: str, below: str
) -> None:
    assert caret(source, column, width) == (shown, below)


@pytest.mark.parametrize("column", [1, 100, 250, 401])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    source = "x" * (column - 1) + "!" + "x" * (400 - column)
    shown, below = caret(source, column)
    assert len(shown) >= WIDTH - 14
    assert len(below) - 1 == len(shown.partition("!")[0])
    assert shown.startswith("...") is (column > 50)
    assert shown.endswith("...") is (column < 340)


def test_nothing_shown_can_steer_a_terminal() -> None:
    evil = "\x1b]0;owned\x07\n\u202e"
    problem = Problem(evil, 1, 1, "code", evil, evil, evil, evil, path=evil)
    assert all(character.isprintable() or character == "\n" for character in render(problem))
    assert render(problem).count("\n") == 4


@pytest.mark.parametrize(
    ("files", "last"),
    [
        (["a"], "1 problem in 1 file"),
        (["a", "a"], "2 problems in 1 file"),
        (["a", "b", "a"], "3 problems in 2 files"),
    ],
)
def test_problems_are_counted_in_the_last_line(files: list[str], last: str) -> None:
    shown = render_all([Problem(file, 0, 0, "code", "found it") for file in files])
    parts = [f"{file}: error[code]: found it" for file in files]
    assert shown == "\n\n".join([*parts, last])


def test_a_content_error_shows_its_problems() -> None:
    found = [problem_at("a: b", 1), problem_at("a: b", 4)]
    error = ContentError(found)
    assert str(error) == error.message == render_all(found)
    assert error.problems == tuple(found)
    with pytest.raises(ValueError, match="at least one"):
        ContentError([])


ERRORS = [
    (errors.SimulatorError("no", "ask"), 2, "no\nhint: ask"),
    (errors.LibraryError("no such scenario"), 2, "no such scenario"),
    (RecordError("bad line", file="r.jsonl", line=3), 2, "r.jsonl:3: bad line"),
    (RecordError("bad record", file="r.jsonl"), 2, "r.jsonl: bad record"),
    (RecordError("went another way", "look", diverged_at=7), 1, "went another way\nhint: look"),
    (
        errors.NotPossible("caller", "press", "down", "the line is gone"),
        2,
        "caller cannot press in stage down: the line is gone",
    ),
    (ContentError([problem_at("a", 1)]), 2, None),
]


@pytest.mark.parametrize(("error", "exit_code", "text"), ERRORS)
def test_every_error_has_a_sentence_and_an_exit_code_and_can_be_copied(
    error: errors.SimulatorError, exit_code: int, text: str | None
) -> None:
    assert error.exit_code == exit_code
    assert text is None or str(error) == text
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)
