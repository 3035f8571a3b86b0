"""The strict reader: what each text becomes, or exactly how it is refused."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies

from simulator.content.yaml.build_values import FASTEST, PURE
from simulator.content.yaml.positions import MAX_DEPTH
from simulator.content.yaml.reader import MAX_BYTES, read_file, read_text
from simulator.errors import ContentError, Problem, render

both_loaders = pytest.mark.parametrize("loader", [FASTEST, PURE], ids=["fastest", "pure"])


def refusal(text: str, loader: type[Any] = FASTEST) -> Problem:
    """The one problem for which a text is refused."""
    with pytest.raises(ContentError) as caught:
        read_text(text, "call.yaml", loader=loader)
    (problem,) = caught.value.problems
    return problem


def value(text: str, loader: type[Any] = FASTEST) -> Any:
    return read_text(text, "call.yaml", loader=loader).value


BAD = [
    # a text, and how it is refused: code, line, column
    ("say: @home", "reserved-character", 1, 6),
    ("press: *55", "alias", 1, 8),
    ("a: &x\n  b: 1", "alias", 1, 4),
    ("say: !!python/none x", "tag", 1, 6),
    ("say: |x", "reserved-character", 1, 6),
    ("title: Police: what next  # a comment", "colon-in-text", 1, 8),
    ("a: 1\nafter:4s\nb: 2", "missing-colon", 2, 1),
    ("a" * 1100 + ": 1", "yaml-syntax", 1, 1101),
    ("a: 1\n  b: 2", "indentation", 2, 3),
    ("a:\n  - b\n # a comment\n - c", "indentation", 4, 2),
    ("- a\nb: 1", "mixed-list-and-keys", 2, 1),
    ("a: - b", "dash-in-line", 1, 4),
    ("a:\n\tb: 1", "tab", 2, 1),
    ("a:\tb", "tab", 1, 3),
    ('a: "b\nc: d', "unclosed-quote", 1, 4),
    ("a: 'don't'", "text-after-quote", 1, 9),
    ('a: "\\u202e"', "bad-escape", 1, 5),
    ('a: "\\UFFFFFFFF"', "bad-escape", 1, 5),
    ("a: [1, 2", "unclosed-bracket", 1, 4),
    ("a: [1}", "missing-comma", 1, 6),
    ("a: ]", "yaml-syntax", 1, 4),
    ("title: [sigh] help", "text-after-bracket", 1, 15),
    ('a: {b: "1" c: 2}', "missing-comma", 1, 12),
    ("do: {say: b: c}", "colon-in-text", 1, 12),
    ("do: {at: 3s sound: door}", "colon-in-text", 1, 18),
    ("a: [1,,2]", "yaml-syntax", 1, 7),
    ("a: {: 1}", "key-not-text", 1, 5),
    ("?\n: 1", "key-not-text", 1, 2),
    ("a: 1\nb: 2\na: 3", "duplicate-key", 3, 1),
    ("55: 1", "key-not-text", 1, 1),
    ("title: {{name}}", "key-not-text", 1, 9),
    ("", "empty-file", 1, 1),
    ("a: 1\n---\nb: 1", "several-documents", 2, 1),
    ("%YAML 1.1\n---\na: 1", "directive", 1, 1),
    ("a: b\x00c", "control-character", 1, 5),
    ("a: 1\nb: \x1b[2J", "control-character", 2, 4),
    ("title: The \u202eknock", "control-character", 1, 12),
    ("a:\n\xa0 b: 1", "odd-space", 2, 1),
]


@both_loaders
def test_a_bad_text_is_refused_at_its_place(loader: type[Any]) -> None:
    for text, code, line, column in BAD:
        for ending in ("", "\n"):
            problem = refusal(text + ending, loader)
            assert (problem.code, problem.line, problem.column) == (code, line, column), text
            assert problem.file == "call.yaml"
            assert problem.source == (text + ending).split("\n")[line - 1]
            assert problem.found
            assert problem.fix


GOOD = [
    # Numbers, and what only looks like one.
    ("55", 55),
    ("1.50", 1.5),
    ("07700", "07700"),
    ("1e3", "1e3"),
    ("1" * 31, "1" * 31),
    (".inf", ".inf"),
    ("1:30", "1:30"),
    ("2027-11-02", "2027-11-02"),
    ("\u0665", "\u0665"),  # a digit, but not one of ours
    # Words.
    ("true", True),
    ("null", None),
    *((word, word) for word in ("yes", "no", "on", "off", "True", "NULL", "y", "n", "unknown")),
    # Joiners, which languages need.
    ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    # Text.
    ('"55"', "55"),
    ('""', ""),
    ('"a\\tb\\u00e9"', "a\tbé"),
    ("5*5#", "5*5#"),
    ("|\n  one\n  two\n", "one\ntwo\n"),
    (">-\n  one\n  two", "one two"),
    ("http://example.org/#x", "http://example.org/#x"),
    # Lists and keys.
    ("[yes, 5, '5', [~]]", ["yes", 5, "5", [None]]),
    ("\n  - 1\n  -\n", [1, None]),
    ("{on: 1, yes: 2, 1:30: 3}", {"on": 1, "yes": 2, "1:30": 3}),
    ('{"55": 1, "<<": 2}', {"55": 1, "<<": 2}),
]


@both_loaders
def test_few_unquoted_words_are_anything_but_text(loader: type[Any]) -> None:
    for text, meaning in GOOD:
        read = value(f"key: {text}", loader)["key"]
        assert read == meaning
        assert type(read) is type(meaning)


@both_loaders
def test_marks_of_files_and_documents_are_not_content(loader: type[Any]) -> None:
    for text in ("\ufeffa: 1", "---\na: 1\n...\n", "# x\n---\na: 1", "a: 1\r\n", "a: 1\r"):
        assert value(text, loader) == {"a": 1}


NESTED = """\
# a comment
title: "Wörter: 漢字"
caller:
  - when: {heard: recording}
    do: [tap, {press: "55"}]
  - note: |
      two
      lines
empty:
swallowed:   # x
"""

PLACES: list[tuple[tuple[str | int, ...], tuple[int, int, int], tuple[int, int, int]]] = [
    ((), (2, 1, 1), (2, 1, 1)),
    (("title",), (2, 8, 12), (2, 1, 5)),
    (("caller",), (4, 3, 1), (3, 1, 6)),
    (("caller", 0, "when", "heard"), (4, 19, 9), (4, 12, 5)),
    (("caller", 0, "do", 1), (5, 15, 13), (5, 15, 13)),
    (("caller", 0, "do", 1, "press"), (5, 23, 4), (5, 16, 5)),
    (("caller", 1, "note"), (6, 11, 1), (6, 5, 4)),
    (("swallowed",), (10, 14, 3), (10, 1, 9)),
]


@both_loaders
def test_every_value_and_key_knows_its_place(loader: type[Any]) -> None:
    document = read_text(NESTED, "x", loader=loader)
    for path, at_value, at_key in PLACES:
        assert document.has(path)
        assert document.place(path) == at_value
        assert document.place(path, key=True) == at_key
    assert document.place(("caller", 7, "when")) == document.place(("caller",)), "the nearest"


@both_loaders
def test_the_deepest_allowed_nesting_is_read_and_one_more_refused(loader: type[Any]) -> None:
    deepest = read_text("[" * MAX_DEPTH + "]" * MAX_DEPTH, "x", loader=loader)
    assert deepest.has((0,) * (MAX_DEPTH - 1))
    problem = refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), loader)
    assert (problem.code, problem.line, problem.column) == ("too-deep", 1, MAX_DEPTH + 1)
    assert problem.found == f"lists and keys are nested at most {MAX_DEPTH} deep"
    assert problem.fix == "look for extra brackets"


@both_loaders
@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_no_nesting_is_too_deep_to_refuse(unit: str, loader: type[Any]) -> None:
    assert refusal(unit * 20_000, loader).code in ("too-deep", "key-not-text")


def test_a_file_is_read_under_the_name_that_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: caf\xc3\xa9\r\nlevel: 1\r\n")
    document = read_file(path)
    assert document.value == {"title": "café", "level": 1}
    assert document.name == str(path)
    assert document.lines == ("title: café", "level: 1")
    assert document.place(("title",)) == (1, 8, 4)


def file_refusal(path: Path) -> Problem:
    with pytest.raises(ContentError) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return problem


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    missing = file_refusal(tmp_path / "gone.yaml")
    assert (missing.code, missing.line, missing.fix) == (
        "no-such-file",
        0,
        "check how its name is spelt",
    )
    folder = file_refusal(tmp_path)
    assert (folder.code, folder.line) == ("is-a-folder", 0)
    assert folder.found == "this is a folder, not a file"


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n#" + "x" * (MAX_BYTES - 6))
    assert read_file(path).value == {"a": 1}
    path.write_text("a: 1\n#" + "x" * (MAX_BYTES - 5))
    assert file_refusal(path).code == "file-too-large"
    with pytest.raises(ContentError, match="file-too-large"):
        read_text("#" * (MAX_BYTES + 1), "x")


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        (b"a: 1\nb: caf\xe9\n", "not-utf8", "byte 0xe9 in line 2 is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary-file", "byte 9 of the file is NUL"),
        ("a: 1\n".encode("utf-16"), "not-utf8", "the file is UTF-16 text"),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_the_first_bad_one(
    tmp_path: Path, data: bytes, code: str, found: str
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    problem = file_refusal(path)
    assert (problem.code, problem.found) == (code, found)
    assert problem.fix == "save the file as UTF-8 text"


FIXED = [
    # a text with a slip, the code, and a part of the fix
    ("do:\n    - cough\n      - tap", "indentation", "in column 5"),
    ("a:\n  -when: {at: 1s}\n   do: tap", "mixed-list-and-keys", "a space after"),
    ("a:\n  - b: 1\n    - c: 2", "mixed-list-and-keys", "entry with a dash"),
    ("a: {by: [tap], b: {c: [1s, 2s]}\nd: 1", "unclosed-bracket", "add the closing bracket"),
    ("do: {press: #}", "unclosed-bracket", "put quotes around a number sign"),
    ("a: {by: [1s, 2s}}", "missing-comma", "or close them"),
    ('do: {words: "It is "x" nothing"}', "text-after-quote", "around the whole text"),
    # Characters that word processors put in the place of those of YAML.
    ("facts:\n  at_home\uff1ayes\n  b: 1", "missing-colon", "U+FF1A (fullwidth colon)"),
    ("facts:\n  a: 1\n\u00a0 b: yes", "odd-space", "U+00A0 (no-break space)"),
    ("a:\n  - b: 1\n  \u2013 c: 2", "mixed-list-and-keys", "U+2013 (en dash)"),
]


def test_a_refusal_says_what_to_do() -> None:
    for text, code, fix in FIXED:
        problem = refusal(text)
        assert problem.code == code, render(problem)
        assert fix in problem.fix, render(problem)


ODD_TEXTS = {
    "[What is heard?]": ["What is heard?"],
    "[Why? How?, who ?b, c]": ["Why? How?", "who ?b", "c"],
    "{ask: Which one?, say?: no}": {"ask": "Which one?", "say?": "no"},
    "|# why\n  one\n": "one\n",
}


@both_loaders
@pytest.mark.parametrize("text", ODD_TEXTS)
def test_unquoted_text_may_hold_a_question_mark_between_brackets(
    text: str, loader: type[Any]
) -> None:
    """The guide's own card has it, and it is no mistake on any machine."""
    assert value(f"key: {text}", loader)["key"] == ODD_TEXTS[text]


@both_loaders
@pytest.mark.parametrize("text", ["[a:]", "[a:, b]", "{a: b:}", "[a:?b]"])
def test_a_colon_directly_before_a_bracket_is_refused(text: str, loader: type[Any]) -> None:
    assert refusal(f"key: {text}", loader).line == 1


ODD_SIGNS = ["a", "b ", "?", ":", " ", "'", '"', ",", "-", "#", "%", "@", "é", "[", "]", "{", "}"]
ODD_SIGNS += ["\n  ", "|", ">", "~", "`", "1", "\\", "!", "&", "*"]
LAYOUTS = ["k: [%s]", "{k: %s}", "k: [x, %s, y]", "k: %s", "- %s", "{%s: b}", "a: {b: [%s], c: d}"]


def outcome(text: str, loader: type[Any]) -> object:
    """The value of a text, or that it is refused."""
    try:
        return value(text, loader)
    except ContentError:
        return ContentError


@given(strategies.sampled_from(LAYOUTS), strategies.lists(strategies.sampled_from(ODD_SIGNS)))
def test_a_text_is_the_same_with_either_parser(layout: str, signs: list[str]) -> None:
    """Or a file that was checked on one machine would be refused on another."""
    text = layout.replace("%s", "".join(signs))
    assert outcome(text, FASTEST) == outcome(text, PURE)
