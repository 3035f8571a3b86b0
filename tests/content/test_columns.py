"""Keys in the wrong column that YAML reads all the same: one finding, and the line meant."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from simulator.content.diagnostics.from_pydantic import problems_from
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.errors import Problem, render_all
from tests.content.examples import HEADS

MOVED = [
    # what an author writes, and the line as it was meant
    ("facts:\nat_home: yes", "  at_home: yes"),
    ("facts:\n    can_hear: yes\nat_home: yes", "    at_home: yes"),
    ("debrief:\nask: [What now?]", "  ask: [What now?]"),
    ("answers:\n  by: [tap]\nafter: 1s", "  after: 1s"),
    ("caller:\n  - when: {at: 1s}\n    do:\n    tap: 2", "      tap: 2"),
    ("caller:\n  - when:\n    at: 1s\n    do: tap", "      at: 1s"),
    (
        "caller:\n  - when: {at: 1s}\n    after:\n    between: [1s, 2s]\n    do: tap",
        "      between: [1s, 2s]",
    ),
    ("expect:\n  - never: {act: tap}\nwhy: Nobody taps.", "    why: Nobody taps."),
    ("outcomes:\nwmp: deployed", "  wmp: deployed"),
    ("expect_by_profile:\nwmp:\n  - never: {act: tap}", "  wmp:"),
    (
        "expect_by_profile:\n  wmp: [{never: {act: tap}}]\npecs_2008: [{never: {act: tap}}]",
        "  pecs_2008: [{never: {act: tap}}]",
    ),
    ("outcomes:\n  wmp: deployed\n  facts: {can_hear: yes}", "facts: {can_hear: yes}"),
    ("outcomes:\n  wmp: deployed\n  facts:\n    can_hear: yes", "facts:"),
]


def problems(text: str) -> list[Problem]:
    document = read_text(f"{HEADS['scenario']}{text}\n", "mine.yaml")
    try:
        Scenario.model_validate(document.value)
    except ValidationError as error:
        return problems_from(document, error, Scenario)
    return []


@pytest.mark.parametrize(("text", "meant"), MOVED)
def test_a_key_in_the_wrong_column_is_told_once_with_its_line(text: str, meant: str) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.mended) == ("indentation", meant), render_all([problem])
    assert problem.source == meant.lstrip() or problem.source.lstrip() == meant.lstrip()
    mended = text.replace(f"\n{problem.source}", f"\n{meant}")
    assert problems(mended) == [], render_all(problems(mended) or [problem])


def test_several_keys_are_moved_one_after_the_other() -> None:
    text = "facts:\ncan_hear: yes\nat_home: yes"
    (problem,) = problems(text)
    assert problem.mended == "  can_hear: yes"
    assert "the lines that belong to it" in problem.mend
    (next_one,) = problems("facts:\n  can_hear: yes\nat_home: yes")
    assert next_one.mended == "  at_home: yes"


@pytest.mark.parametrize(
    "text",
    [
        "facts: {can_hear: yes}\nnonsense: 1",
        "facts:\n  can_hear: yes\n  outcomes: 1",
        "outcomes: {facts: {can_hear: yes}}",
        "nonsense: {at_home: yes}",
    ],
)
def test_what_is_wrong_otherwise_is_told_otherwise(text: str) -> None:
    assert problems(text)
    assert {problem.code for problem in problems(text)}.isdisjoint({"indentation"})
