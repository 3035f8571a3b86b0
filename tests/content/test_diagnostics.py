"""From pydantic's errors to problems with a place and a mend, and how a problem is shown."""

from __future__ import annotations

import enum
import json
import re
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulator.content.diagnostics.error_messages import problems_from
from simulator.content.diagnostics.validate import validated
from simulator.content.diagnostics.value_types import nearest
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core.terms import Intent, Outcome, Topic
from simulator.errors import ContentError, Problem, render, render_all
from tests.content.examples import HEADS

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


class Span(Strictly):
    first: int
    last: int

    @model_validator(mode="after")
    def in_order(self) -> Span:
        if self.last < self.first:
            context = {"fix": "swap them", "at": "last"}
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
    wait: str = Field(default="", examples=["2s", "0:20"])
    steps: list[Step] = []
    tags: Annotated[tuple[str, ...], Strict(False)] = ()
    few: list[int] = Field(default=[], min_length=1, max_length=2)
    word: str = Field(default="x", min_length=1, max_length=3, pattern="^[a-z]*$")
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


BAD = [
    # a text with one mistake, the place and code of its problem, and the fix
    ("titel: x", "1:1 unknown-key", 'did you mean "title"?'),
    ("span: {first: 1, last: 2, zzz: 3}", "1:27 unknown-key", ""),
    ("title: x\nspan:\n  last: 2", "3:3 missing-key", 'write "first: ..."'),
    ("steps: [{after: 2s}]", "1:9 missing-key", 'write "do: ..."'),
    ("steps: [{do: {press: x, say: y, hold: z}}]", "1:14 missing-key", ""),
    ("answer: yess", "1:9 unknown-word", 'did you mean "yes"?'),
    ("answer:", "1:8 wrong-type", "write one of those that are expected"),
    ("one: 3", "1:6 wrong-type", "write one of those that are expected"),
    ("steps:\n  - do: {press: 55}", "2:17 wrong-type", 'quote it: "55"'),
    ("steps:\n  - do:\n      press: # and then", "3:14 wrong-type", 'quote it: "#"'),
    ("title: 1.50", "1:8 wrong-type", 'quote it: "1.50"'),
    ("steps: [{do: {say: x}, after: 4}]", "1:31 not-a-duration", ""),
    ('level: "1"', "1:8 wrong-type", "write a whole number, without quotes"),
    ("level: 1.5", "1:8 wrong-type", "write a whole number, without quotes"),
    ("odd: x", "1:6 wrong-type", "write a number, without quotes"),
    (
        "steps:\n  do: {press: x}",
        "2:3 wrong-type",
        'put "- " before "do", and the other lines under it',
    ),
    ("tags: one", "1:7 wrong-type", "write [one]"),
    ("tags:", "1:6 wrong-type", "write a list in brackets; [] is an empty one"),
    ("span: [1, 2]", "1:7 wrong-type", "write {first: ..., last: ...}"),
    ("steps: [{do: tap}]", "1:14 wrong-type", ""),
    ("[1]", "1:1 wrong-type", "write {title: ..., level: ..., odd: ..., big: ..., answer: ...}"),
    ("level: 5", "1:8 out-of-range", ""),
    ('word: ""', "1:7 too-short", ""),
    ("word: A", "1:7 wrong-form", ""),
    ("mixed: al", "1:8 unknown-word", 'did you mean "all"?'),
    ("mixed: {press: 5}", "1:16 wrong-type", 'quote it: "5"'),
    ("title: HELP", "1:8 wrong-type", ""),
    ("span:\n  first: 3\n  last: 2", "3:9 out-of-order", "swap them"),
]


@pytest.mark.parametrize(("text", "where", "fix"), BAD, ids=lambda each: repr(each)[:40])
def test_a_mistake_becomes_one_problem_with_place_and_fix(text: str, where: str, fix: str) -> None:
    (problem,) = problems(text)
    assert f"{problem.line}:{problem.column} {problem.code}" == where
    assert problem.fix == fix
    assert problem.file == "call.yaml"
    assert problem.source == text.split("\n")[problem.line - 1]
    assert problem.found


WORDED = [
    ("steps: [{do: {press: 55}}]", "steps[0].do.press", "found the number 55", "as text"),
    ("facts: {sobb: yes}", "facts", 'the key "sobb" is unknown here', "one of cough or sob"),
    ("level: # 1 to 4", "level", "found nothing", "how hard, as a whole number"),
    ("span: [1, 2]", "span", "found a list, 2 long", "keys and values"),
    ("span: {first: 3, last: 2}", "span.last", "2 is before 3", ""),
]


@pytest.mark.parametrize(("text", "path", "found", "expected"), WORDED)
def test_a_problem_says_what_was_found_and_what_was_expected(
    text: str, path: str, found: str, expected: str
) -> None:
    (problem,) = problems(text)
    assert (problem.path, problem.found) == (path, found)
    assert problem.expected.endswith(expected)


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


ANYTHING = st.recursive(
    st.sampled_from([None, True, 5, 1.5, "yes", "x", "", "press"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["press", "say", "do", "x"]), inner, max_size=3)
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


def test_long_values_are_clipped_in_messages() -> None:
    (problem,) = problems(f"level: {'x' * 200}\n")
    assert problem.found == f'found the text "{"x" * 57}..."'
    (many,) = problems("level: {" + ", ".join(f"k{number}: 1" for number in range(9)) + "}")
    assert many.found == "found the keys k0, k1, k2, k3, k4 and more"


SLIPS = [
    # what an author writes in a scenario, and the fix
    ("answers: {by: tap, after: 1s}", "write [tap]"),
    ("answers: [tap]", "write {by: ..., after: ...}"),
    ("sources: P1, P4", "write [P1, P4]"),
    ("objectives:\n  -listen", "put a space after the dash"),
    ("content_note: none", "write a list in brackets; [] is an empty one"),
    ("caller: [{when: {at: 1s}, do: {say: hello}}]", "write {intent: ..., words: ...}"),
    (
        "caller:\n  when: {at: 1s}\n  do: tap",
        'put "- " before "when", and the other lines under it',
    ),
    (
        "location: {aml: {place: the shops, radius: 2km, after: 1s}}",
        "write a whole number, without quotes",
    ),
    ('format: "1"', "write 1"),
    ("caller: [{when: {at:75s}, do: tap}]", 'put a space after the colon: "at: 75s"'),
    ("caller: [{when: {at: 1s}, do: {tap 2}}]", 'put a colon after it: "tap: 2"'),
    (
        "objectives:\n  - What told the operator:",
        'put quotes around the whole text, since it has ": " in it',
    ),
]
TYPED = re.compile(
    r"""(?:write|quote it:) """
    r"""(\[[^.]*\]|\{[^.]*\}|[\w-]+|"[^"]*")"""
)
"""The fixes that say what to type in the place of what is underlined."""


def scenario_problems(text: str) -> tuple[Problem, ...]:
    keys = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    head = [line for line in HEADS["scenario"].splitlines() if line.partition(":")[0] not in keys]
    try:
        validated(read_text("\n".join([*head, text]) + "\n", "mine.yaml"), Scenario)
    except ContentError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(("text", "fix"), SLIPS)
def test_what_is_offered_is_what_the_model_takes(text: str, fix: str) -> None:
    (problem,) = scenario_problems(text)
    assert problem.fix == fix, render_all([problem])
    wrong = problem.source[problem.column - 1 :][: problem.width]
    typed = TYPED.fullmatch(fix)
    if problem.fixed_line:
        assert not scenario_problems(text.replace(problem.source, problem.fixed_line, 1))
    elif typed:
        assert not scenario_problems(text.replace(wrong, typed[1], 1))


@pytest.mark.parametrize(
    ("key", "expected", "fix"),
    [
        ("format", "the format of this file: 1", 'write "format: 1"'),
        ("kind", "what the caller does: one of silent, sounds,", 'write "kind: ..."'),
        ("about", "roughly how long it takes", 'write "about: 2m"'),
        ("seats", "the seats that a trainee may take", 'write "seats: ..."'),
    ],
)
def test_a_missing_key_comes_with_what_may_be_there(key: str, expected: str, fix: str) -> None:
    with pytest.raises(ContentError) as raised:
        validated(read_text("tags: []\n", "probe.yaml"), Scenario)
    found = {each.found: each for each in raised.value.problems}
    missing = found[f'the key "{key}" is missing']
    assert expected in missing.expected
    assert missing.fix == fix


KNOWN = [each.value for kind in (Topic, Intent, Outcome) for each in kind]
NEAREST = [
    ("in_the_hosue", "in_the_house"),
    ("IN-THE HOUSE", "in_the_house"),
    ("athome", "at_home"),
    ("danger", "in_danger"),
    ("weapons", "weapon"),
    ("needs_ambulence", "needs_ambulance"),
    # A meaning is not guessed at, nor turned into its opposite.
    *((word, None) for word in ("at_the_shop", "can_talk", "cant_speak", "not_injured")),
    *((word, None) for word in ("no_weapon", "connected", "not_deployed", "never_deployed")),
    *((word, None) for word in ("zzz", "", "x" * 100_000)),
]


@pytest.mark.parametrize(("word", "meant"), NEAREST, ids=lambda each: str(each)[:20])
def test_a_word_is_guessed_by_its_spelling_only(word: str, meant: str | None) -> None:
    assert nearest(word, KNOWN) == meant
