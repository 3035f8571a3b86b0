"""From pydantic's errors to problems with a place and a mend, and how a problem is shown."""

from __future__ import annotations

import copy
import enum
import json
import pickle
from typing import Annotated, Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Strict,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from simulator.content.diagnostics.error_codes import usual_mend
from simulator.content.diagnostics.from_pydantic import nearest, problems_from, render, render_all
from simulator.content.diagnostics.validate import validated
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.errors import (
    WIDTH,
    ContentError,
    LibraryError,
    NotPossible,
    Problem,
    RecordError,
    SimulatorError,
)

Word = Literal["yes", "no", "unknown"]


class Sound(enum.StrEnum):
    COUGH = "cough"
    SOB = "sob"


class Strictly(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Press(Strictly):
    press: str = Field(description="The keys to press. In quotes.")
    hold: float | None = None


class Say(Strictly):
    say: str


def the_key(value: Any) -> str | None:
    return next(iter(value), None) if isinstance(value, dict) and len(value) < 3 else None


Act = Annotated[Annotated[Press, Tag("press")] | Annotated[Say, Tag("say")], Discriminator(the_key)]


class Circle(Strictly):
    shape: Literal["circle"]
    radius: int


class Square(Strictly):
    shape: Literal["square"]
    side: int


class Span(Strictly):
    first: int
    last: int

    @model_validator(mode="after")
    def in_order(self) -> Span:
        if self.last < self.first:
            context = {"mend": "swap them", "at": "last"}
            raise PydanticCustomError(
                "out-of-order", "{last} is before {first}", {**context, **dict(self)}
            )
        return self


def duration(value: object) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("not-a-duration", "this is no length of time", {"expected": "2s"})
    return value


class Step(Strictly):
    do: Act
    after: Annotated[str, BeforeValidator(duration)] = "0s"


class Names(RootModel[list[str]]):
    pass


class File(Strictly):
    """A file with something of every kind."""

    title: str = ""
    level: int = Field(default=1, ge=1, le=4, description="`How` hard: 1 to 4")
    odd: float = 1.5
    big: bool = False
    answer: Word = "no"
    one: Literal[1, 2] = 1
    always: Literal[True] = True
    sound: Annotated[Sound, Strict(False)] = Sound.SOB
    strict_sound: Sound = Sound.SOB
    wait: str = Field(default="", examples=["2s", "0:20"])
    steps: list[Step] = []
    tags: Annotated[tuple[str, ...], Strict(False)] = ()
    names: Names | None = None
    few: list[int] = Field(default=[], min_length=1, max_length=2)
    word: str = Field(default="x", min_length=1, max_length=3, pattern="^[a-z]*$")
    shape: Annotated[Circle | Square, Field(discriminator="shape")] | None = None
    mixed: int | Literal["all", "none"] | list[int] | Press | None = None
    span: Span | None = None
    facts: dict[Annotated[Sound, Strict(False)], Word] = {}
    renamed: int = Field(default=0, alias="from")

    @field_validator("title")
    @classmethod
    def no_shouting(cls, title: str) -> str:
        if title.isupper():
            raise ValueError("the title is in capitals")
        return title


def problems(text: str, root: type[BaseModel] = File) -> list[Problem]:
    document = read_text(text, "call.yaml")
    with pytest.raises(ValidationError) as caught:
        root.model_validate(document.value)
    return problems_from(document, caught.value, root)


class Bad(NamedTuple):
    """A text with one mistake, and the problem that it makes."""

    text: str
    code: str
    line: int
    column: int
    path: str
    found: str
    expected: str = ""
    mend: str = ""


KEYS = "keys and values"
TITLE = "one of " + ", ".join(File.model_fields).replace("renamed", "from").replace(
    ", from", " or from"
)
WORDS = "one of yes, no or unknown"
MIXED = "a whole number or a list or keys and values"

BAD = [
    # Keys.
    Bad(
        "titel: x",
        "unknown-key",
        1,
        1,
        "",
        'the key "titel" is unknown here',
        TITLE,
        'did you mean "title"?',
    ),
    Bad(
        "span: {first: 1, last: 2, zzz: 3}",
        "unknown-key",
        1,
        27,
        "span",
        'the key "zzz" is unknown here',
        "one of first or last",
        "write a known key, or take it out",
    ),
    Bad(
        'steps:\n  - do: {press: "5", after: 2s}',
        "unknown-key",
        2,
        22,
        "steps[0].do",
        'the key "after" is unknown here',
        "one of press or hold",
        'put it beside "do", not inside',
    ),
    Bad(
        'steps:\n  - do: {press: "5"}\n  - do: {pres: "5"}',
        "unknown-key",
        3,
        10,
        "steps[1].do",
        'the key "pres" is unknown here',
        "one of press or say",
        'did you mean "press"?',
    ),
    Bad(
        "span: {frist: 1, last: 2}",
        "unknown-key",
        1,
        8,
        "span",
        'the key "frist" is unknown here',
        "one of first or last",
        'did you mean "first"?',
    ),
    Bad(
        "facts: {sobb: yes}",
        "unknown-key",
        1,
        9,
        "facts",
        'the key "sobb" is unknown here',
        "one of cough or sob",
        'did you mean "sob"?',
    ),
    Bad(
        "title: x\nspan:\n  last: 2",
        "missing-key",
        3,
        3,
        "span",
        'the key "first" is missing',
        "",
        'write "first: ..."',
    ),
    Bad(
        "steps: [{after: 2s}]",
        "missing-key",
        1,
        9,
        "steps[0]",
        'the key "do" is missing',
        "",
        'write "do: ..."',
    ),
    Bad(
        "steps: [{do: {}}]",
        "missing-key",
        1,
        14,
        "steps[0].do",
        "found no keys",
        "one of press or say",
    ),
    Bad(
        "steps: [{do: {press: x, say: y, hold: z}}]",
        "missing-key",
        1,
        14,
        "steps[0].do",
        "found the keys press, say and hold",
        "one of press or say",
    ),
    Bad(
        "shape: {side: 3}",
        "missing-key",
        1,
        8,
        "shape",
        'the key "shape" is missing',
        "one of circle or square",
    ),
    # Words.
    Bad(
        "answer: yess",
        "unknown-word",
        1,
        9,
        "answer",
        'found the text "yess"',
        WORDS,
        'did you mean "yes"?',
    ),
    Bad("answer: maybe so", "unknown-word", 1, 9, "answer", 'found the text "maybe so"', WORDS),
    Bad(
        "answer: true",
        "wrong-type",
        1,
        9,
        "answer",
        "found true",
        WORDS,
        "write yes, no or unknown",
    ),
    Bad("answer:", "wrong-type", 1, 8, "answer", "found nothing", WORDS, "write a value there"),
    Bad(
        "one: 3",
        "wrong-type",
        1,
        6,
        "one",
        "found the number 3",
        "one of 1 or 2",
        "write one of those that are expected",
    ),
    Bad("always: yes", "wrong-type", 1, 9, "always", 'found the text "yes"', "true", "write true"),
    Bad(
        "sound: Sobb",
        "unknown-word",
        1,
        8,
        "sound",
        'found the text "Sobb"',
        "one of cough or sob",
        'did you mean "sob"?',
    ),
    Bad(
        "strict_sound: couhg",
        "unknown-word",
        1,
        15,
        "strict_sound",
        'found the text "couhg"',
        "one of cough or sob",
        'did you mean "cough"?',
    ),
    Bad(
        "shape: {shape: sqare, side: 3}",
        "unknown-word",
        1,
        16,
        "shape.shape",
        'the word "sqare" is unknown here',
        "one of circle or square",
        'did you mean "square"?',
    ),
    # Kinds of value.
    Bad(
        "steps:\n  - do: {press: 55}",
        "wrong-type",
        2,
        17,
        "steps[0].do.press",
        "found the number 55",
        "the keys to press, as text",
        'quote it: "55"',
    ),
    Bad(
        "steps:\n  - do:\n      press: # and then",
        "wrong-type",
        3,
        14,
        "steps[0].do.press",
        "found nothing",
        "the keys to press, as text",
        'quote it: "#"',
    ),
    Bad("title:", "wrong-type", 1, 7, "title", "found nothing", "text", "write a value there"),
    Bad(
        "title: 1.50",
        "wrong-type",
        1,
        8,
        "title",
        "found the number 1.50",
        "text",
        'quote it: "1.50"',
    ),
    Bad("title: true", "wrong-type", 1, 8, "title", "found true", "text", 'quote it: "true"'),
    Bad(
        "title: [sigh]",
        "wrong-type",
        1,
        8,
        "title",
        "found a list, 1 long",
        "text",
        'quote it: "[sigh]"',
    ),
    Bad(
        "title: {a: 1}",
        "wrong-type",
        1,
        8,
        "title",
        "found the keys a",
        "text",
        'quote it: "{a: 1}"',
    ),
    Bad("title:\n  - a", "wrong-type", 2, 3, "title", "found a list, 1 long", "text"),
    Bad(
        "wait: 4",
        "wrong-type",
        1,
        7,
        "wait",
        "found the number 4",
        "text",
        "write the unit: 4s",
    ),
    Bad(
        "steps: [{do: {say: x}, after: 4}]",
        "not-a-duration",
        1,
        31,
        "steps[0].after",
        "this is no length of time",
        "2s",
        "write the unit: 4s",
    ),
    Bad(
        'level: "1"',
        "wrong-type",
        1,
        8,
        "level",
        'found the text "1"',
        "how hard, as a whole number",
        "write the number without quotes",
    ),
    Bad(
        "level: 1.5",
        "wrong-type",
        1,
        8,
        "level",
        "found the number 1.5",
        "how hard, as a whole number",
        "write a whole number",
    ),
    Bad(
        "level: # 1 to 4",
        "wrong-type",
        1,
        8,
        "level",
        "found nothing",
        "how hard, as a whole number",
        "write a value there",
    ),
    Bad(
        "odd: x",
        "wrong-type",
        1,
        6,
        "odd",
        'found the text "x"',
        "a number",
        "write the number in digits",
    ),
    Bad(
        "big: yes",
        "wrong-type",
        1,
        6,
        "big",
        'found the text "yes"',
        "true or false",
        "write true or false",
    ),
    Bad(
        "steps:\n  do: {press: x}",
        "wrong-type",
        2,
        3,
        "steps",
        "found the keys do",
        "a list",
        'put "- " before "do", and the other lines under it',
    ),
    Bad(
        "tags: one",
        "wrong-type",
        1,
        7,
        "tags",
        'found the text "one"',
        "a list",
        "write [one]",
    ),
    Bad(
        "names: [1]", "wrong-type", 1, 9, "names[0]", "found the number 1", "text", 'quote it: "1"'
    ),
    Bad(
        "tags:", "wrong-type", 1, 6, "tags", "found nothing", "a list", "write [] for an empty list"
    ),
    Bad(
        "span: [1, 2]",
        "wrong-type",
        1,
        7,
        "span",
        "found a list, 2 long",
        KEYS,
        "take the dash or the brackets away",
    ),
    Bad(
        "steps: [{do: tap}]",
        "wrong-type",
        1,
        14,
        "steps[0].do",
        'found the text "tap"',
        "keys and values: one of press or say",
    ),
    Bad(
        "[1]",
        "wrong-type",
        1,
        1,
        "",
        "found a list, 1 long",
        KEYS,
        "take the dash or the brackets away",
    ),
    # Limits.
    Bad("level: 5", "out-of-range", 1, 8, "level", "found the number 5", "how hard: at most 4"),
    Bad("level: 0", "out-of-range", 1, 8, "level", "found the number 0", "how hard: at least 1"),
    Bad("few: []", "too-short", 1, 6, "few", "found an empty list", "at least 1 in the list"),
    Bad("few: [1, 2, 3]", "too-long", 1, 6, "few", "found a list, 3 long", "at most 2 in the list"),
    Bad('word: ""', "too-short", 1, 7, "word", "found an empty text", "text, at least 1 long"),
    Bad("word: abcd", "too-long", 1, 7, "word", 'found the text "abcd"', "text, at most 3 long"),
    Bad("word: A", "wrong-form", 1, 7, "word", 'found the text "A"', "text of the form ^[a-z]*$"),
    # One of several kinds: the nearest reading speaks.
    Bad(
        "mixed: al",
        "unknown-word",
        1,
        8,
        "mixed",
        'found the text "al"',
        "one of all or none",
        'did you mean "all"?',
    ),
    Bad(
        "mixed: [1, x]",
        "wrong-type",
        1,
        12,
        "mixed[1]",
        'found the text "x"',
        "a whole number",
        "write the number in digits",
    ),
    Bad(
        "mixed: {press: 5}",
        "wrong-type",
        1,
        16,
        "mixed.press",
        "found the number 5",
        "the keys to press, as text",
        'quote it: "5"',
    ),
    Bad(
        "mixed: {}",
        "missing-key",
        1,
        8,
        "mixed",
        'the key "press" is missing',
        "the keys to press",
        'write "press: ..."',
    ),
    # Our own validators.
    Bad("title: HELP", "wrong-type", 1, 8, "title", "the title is in capitals"),
    Bad(
        "span:\n  first: 3\n  last: 2",
        "out-of-order",
        3,
        9,
        "span.last",
        "2 is before 3",
        "",
        "swap them",
    ),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad.text[:40]))
def test_a_mistake_becomes_one_problem_with_place_and_mend(bad: Bad) -> None:
    (problem,) = problems(bad.text)
    assert (problem.code, problem.line, problem.column) == (bad.code, bad.line, bad.column)
    assert (problem.path, problem.found) == (bad.path, bad.found)
    mend = bad.mend or usual_mend(bad.code)
    assert (problem.expected, problem.mend) == (bad.expected, mend)
    assert problem.file == "call.yaml"
    assert problem.source == bad.text.split("\n")[bad.line - 1]


def test_the_caret_underlines_the_whole_value_or_key() -> None:
    assert [problem.width for problem in problems("titel: x\nlevel: 55\ntitle: [a, b]")] == [
        5,
        2,
        6,
    ]


def test_several_mistakes_come_in_the_order_of_the_file() -> None:
    found = problems("span: {first: x}\nzzz: 1\nlevel: 9\nanswer: 3\n")
    assert [(problem.line, problem.column, problem.code) for problem in found] == [
        (1, 7, "missing-key"),
        (1, 15, "wrong-type"),
        (2, 1, "unknown-key"),
        (3, 8, "out-of-range"),
        (4, 9, "wrong-type"),
    ]


def test_a_value_that_no_alternative_takes_is_told_what_all_of_them_are() -> None:
    class Model(Strictly):
        one: int | list[int] | Press

    (problem,) = problems("one: true", Model)
    assert (problem.code, problem.found) == ("wrong-type", "found true")
    assert problem.expected == "a whole number or a list or keys and values"


def test_a_step_may_be_written_without_the_list_around_it() -> None:
    # The validated value then has a level that the file has not.
    class Model(Strictly):
        do: Annotated[
            list[Act], BeforeValidator(lambda act: [act] if isinstance(act, dict) else act)
        ]

    (problem,) = problems("do: {press: 5}", Model)
    assert (problem.line, problem.column, problem.path) == (1, 13, "do.press")
    (unknown,) = problems("do: {press: x, zzz: 1}", Model)
    assert (unknown.column, unknown.path, unknown.expected) == (16, "do", "one of press or hold")


def test_a_list_with_wrong_entries_is_not_called_too_short() -> None:
    class Model(Strictly):
        few: Annotated[tuple[int, ...], Strict(False), Field(min_length=1)]

    (problem,) = problems("few: [x]", Model)
    assert (problem.code, problem.path) == ("wrong-type", "few[0]")


ANYTHING = st.recursive(
    st.sampled_from([None, True, 5, 1.5, "yes", "x", "", "circle", "press"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["press", "say", "shape", "do", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*File.model_fields, "from", "zzz"]), ANYTHING))
def test_whatever_is_wrong_is_told_with_a_place_in_the_file(written: dict[str, Any]) -> None:
    document = read_text(json.dumps(written, indent=1), "x")
    try:
        File.model_validate(document.value)
    except ValidationError as caught:
        refused = caught
    else:
        return
    found = problems_from(document, refused, File)
    assert found
    for problem in found:
        assert 1 <= problem.line <= len(document.lines)
        assert 1 <= problem.column <= len(problem.source) + 1
        assert problem.source == document.line(problem.line)
        assert problem.found
        assert "Input should" not in render(problem)


def test_a_named_type_is_what_it_names() -> None:
    Named = TypeAliasType("Named", Press | None)  # noqa: N806 - a type

    class Model(Strictly):
        one: Named = None

    (problem,) = problems("one: {presss: x}", Model)
    assert (problem.found, problem.mend) == (
        'the key "presss" is unknown here',
        'did you mean "press"?',
    )


def test_an_error_that_we_have_no_sentence_for_keeps_its_meaning() -> None:
    class Model(Strictly):
        given: bytes = b""

    (problem,) = problems("given: 5", Model)
    assert (problem.code, problem.found) == ("wrong-type", "found the number 5")
    assert problem.expected == "bytes"


def test_long_values_are_clipped_in_messages() -> None:
    (problem,) = problems(f"level: {'x' * 200}\n")
    assert problem.found == f'found the text "{"x" * 57}..."'
    (many,) = problems("level: {" + ", ".join(f"k{number}: 1" for number in range(9)) + "}")
    assert many.found == "found the keys k0, k1, k2, k3, k4 and more"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("afer", "after"),
        ("AFTER", "after"),
        ("hang-up", "hang_up"),
        ("hang up", "hang_up"),
        ("zzz", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_the_nearest_word_is_one_that_could_be_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ["after", "before", "hang_up"]) == meant


# --- showing ---

SHOWN = """\
scenarios/x.yaml:12:18: error[wrong-type] in caller[0].do.press: found the number 55
   12 |     do: {press: 55}
      |                 ^^
   expected: the keys to press, as text
   mend: quote it: "55\""""


def problem_at(source: str, column: int, width: int = 1, **rest: Any) -> Problem:
    return Problem("x.yaml", 1, column, "code", "found it", source=source, width=width, **rest)


def caret(source: str, column: int, width: int = 1) -> tuple[str, str]:
    """The quoted line and the caret line, without the gutter."""
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
        mend='quote it: "55"',
        source="    do: {press: 55}",
        width=2,
        path="caller[0].do.press",
    )
    assert render(problem) == SHOWN.replace(":12:18:", ":12:17:")


def test_a_problem_with_a_whole_file_has_no_line() -> None:
    problem = Problem("x.yaml", 0, 0, "no-such-file", "there is no such file", mend="look")
    assert render(problem) == "x.yaml: error[no-such-file]: there is no such file\n   mend: look"


@pytest.mark.parametrize(
    ("source", "column", "width", "shown", "below"),
    [
        ("a: b", 4, 1, "a: b", "   ^"),
        ("漢字: b", 5, 1, "漢字: b", "      ^"),
        ("a: 漢字", 4, 2, "a: 漢字", "   ^^^^"),
        ("e\u0301: b", 5, 1, "e\u0301: b", "   ^"),
        ("\tb: c", 2, 1, "\\tb: c", "  ^"),
        ("\tb: c", 1, 1, "\\tb: c", "^^"),
        ("a\x1b[2J: b", 8, 1, "a\\x1b[2J: b", "          ^"),
        ("a\u202e: b", 4, 1, "a\\u202e: b", "        ^"),
        ("a:", 3, 1, "a:", "  ^"),
        ("a:", 9, 5, "a:", "  ^"),
        ("ab", 1, 99, "ab", "^^"),
        ("ab", 1, 0, "ab", "^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(
    source: str, column: int, width: int, shown: str, below: str
) -> None:
    assert caret(source, column, width) == (shown, below)


@pytest.mark.parametrize("letter", ["x", "漢", "\x07"])
@pytest.mark.parametrize("column", [1, 2, 9, 100, 250, 399, 400, 401])
def test_a_long_line_is_cut_around_the_caret(letter: str, column: int) -> None:
    source = letter * (column - 1) + "!" + letter * (400 - column)
    shown, below = caret(source, column)
    cells = {"x": 1, "漢": 2, "\x07": 4}[letter]
    width = sum(2 if character == "漢" else 1 for character in shown)
    assert WIDTH - 8 - 4 - 2 * cells < width <= WIDTH - 8
    before, _, _ = shown.partition("!")
    assert len(below) - 1 == sum(2 if character == "漢" else 1 for character in before)
    assert shown.startswith("...") is (column > 50)
    assert shown.endswith("...") is (column < 340)


def test_a_wide_caret_ends_with_the_line_that_is_shown() -> None:
    shown, below = caret("x" * 400, 200, 200)
    assert shown.endswith("...")
    assert len(below) == len(shown) - 3


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


# --- exceptions ---


def test_a_content_error_shows_its_problems() -> None:
    found = [problem_at("a: b", 1), problem_at("a: b", 4)]
    error = ContentError(found)
    assert str(error) == error.message == render_all(found)
    assert error.problems == tuple(found)
    with pytest.raises(ValueError, match="at least one"):
        ContentError([])


ERRORS = [
    (SimulatorError("no", "ask"), 2, "no\nhint: ask"),
    (LibraryError("no such scenario"), 2, "no such scenario"),
    (RecordError("bad line", file="r.jsonl", line=3), 2, "r.jsonl:3: bad line"),
    (RecordError("bad record", file="r.jsonl"), 2, "r.jsonl: bad record"),
    (RecordError("went another way", "look", diverged_at=7), 1, "went another way\nhint: look"),
    (
        NotPossible("caller", "press", "down", "the line is gone"),
        2,
        "caller cannot press in stage down: the line is gone",
    ),
    (ContentError([problem_at("a", 1)]), 2, None),
]


@pytest.mark.parametrize(("error", "exit_code", "text"), ERRORS)
def test_every_error_has_a_sentence_and_an_exit_code_and_can_be_copied(
    error: SimulatorError, exit_code: int, text: str | None
) -> None:
    assert error.exit_code == exit_code
    assert text is None or str(error) == text
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


def test_a_key_of_the_wrong_shape_is_shown_at_the_key() -> None:
    text = "format: 1\noutcomes: {Not A Profile: deployed}\n"
    document = read_text(text, "call.yaml")
    with pytest.raises(ContentError) as refused:
        validated(document, Scenario)
    (problem,) = [each for each in refused.value.problems if each.code == "name"]
    assert (problem.line, problem.column, problem.width, problem.path) == (2, 12, 13, "outcomes")
