"""A rubric file: what it builds, what it refuses and where, and who may name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.checks.lint import check
from simulator.content.diagnostics.validate import validated
from simulator.content.library.library import Library
from simulator.content.rules.rubric_file import RubricFile
from simulator.content.yaml.reader import read_text
from simulator.core.terms import Role
from simulator.errors import ContentError, Problem
from simulator.rules.rubric import Grounds, Weight
from tests.builders import rule
from tests.content.test_library import write, write_scenario

HEAD = """\
format: 1
id: ours
title: Ours
role: operator
about: For a test.
criteria:
"""
ONE = """\
  - id: waited
    basis: B06
    grounds: [research]
    says: Four seconds were left.
    rule: {never: {act: send_to_recording}}
    why: Somebody needs time.
    when_met: There was time.
    when_missed: Leave four seconds.
    weight: major
    live: yes
    source: [R1]
"""


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        validated(read_text(text, "ours.yaml"), RubricFile)
    return tuple(caught.value.problems)


# What it builds -----------------------------------------------------------------------------------


def test_a_file_becomes_a_rubric() -> None:
    built = validated(read_text(HEAD + ONE, "ours.yaml"), RubricFile).rubric()
    assert (built.id, built.title, built.role) == ("ours", "Ours", Role.OPERATOR)
    (criterion,) = built.criteria
    assert criterion.rule == rule("never: {act: send_to_recording}")
    assert (criterion.id, criterion.basis, criterion.live) == ("waited", "B06", True)
    assert (criterion.grounds, criterion.weight) == ((Grounds.RESEARCH,), Weight.MAJOR)
    assert (criterion.sources, criterion.assumption) == (("R1",), None)
    assert (criterion.when_met, criterion.when_missed) == ("There was time.", "Leave four seconds.")
    assert (criterion.says, criterion.why) == ("Four seconds were left.", "Somebody needs time.")


def test_a_criterion_may_be_for_a_person_and_rest_on_an_assumption() -> None:
    for_a_person = "for_a_person: yes\n    occasion: {act: press}"
    text = ONE.replace("rule: {never: {act: send_to_recording}}", for_a_person)
    text = text.replace("live: yes", "live: no").replace("source: [R1]", "assumption: our own")
    (criterion,) = validated(read_text(HEAD + text, "ours.yaml"), RubricFile).rubric().criteria
    assert criterion.rule is None
    assert criterion.rule is None
    assert criterion.occasion in rule("never: {act: press}").matches()
    assert (criterion.sources, criterion.assumption) == ((), "our own")


def test_a_file_written_back_reads_the_same() -> None:
    file = validated(read_text(HEAD + ONE, "ours.yaml"), RubricFile)
    plain = file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert RubricFile.model_validate(plain) == file


# What it refuses ----------------------------------------------------------------------------------

TWO = ONE + ONE
RULE = "rule: {never: {act: send_to_recording}}"
REFUSED = [
    # what is written, instead of what; the rule, where, what the message or the mend holds
    ("role: operator", "role: caller", "unknown-word", "role", "operator"),
    ("basis: B06", "basis: B6", "behaviour", "criteria[0].basis", "B04"),
    ("[research]", "[reserch]", "unknown-word", "criteria[0].grounds[0]", "research"),
    (f"    {RULE}\n", "", "no-rule", "criteria[0]", "for_a_person: yes"),
    (RULE, f"{RULE}\n    for_a_person: yes", "two-judges", "criteria[0].for_a_person", ""),
    (RULE, f"{RULE}\n    occasion: {{act: press}}", "two-judges", "criteria[0].occasion", ""),
    (RULE, "for_a_person: yes", "no-rule", "criteria[0].live", "only a rule"),
    ("    source: [R1]\n", "", "no-source", "criteria[0]", "assumption"),
    ("send_to_recording", "send_to_recoding", "unknown-word", "", "send_to_recording"),
    (
        "{act: send_to_recording}",
        "{outcome: abandoned}",
        "senseless-rule",
        "criteria[0]",
        "outcome",
    ),
    (
        "{act: send_to_recording}}",
        "{act: tap}, why: so}",
        "twice",
        "criteria[0].rule.why",
        "reason",
    ),
]


@pytest.mark.parametrize(("there", "instead", "code", "path", "told"), REFUSED)
def test_a_mistake_is_shown_where_it_is(
    there: str, instead: str, code: str, path: str, told: str
) -> None:
    text = HEAD + ONE
    assert there in text
    problems = refused(text.replace(there, instead, 1))
    assert [problem.code for problem in problems] == [code]
    (problem,) = problems
    assert told in f"{problem.found} {problem.expected} {problem.fix}"
    assert path in problem.path
    assert problem.line >= 1


def test_two_criteria_with_one_name_are_refused_at_the_second() -> None:
    (problem,) = refused(HEAD + TWO)
    assert (problem.code, problem.path) == ("duplicate-id", "criteria[1].id")


# Who finds and names it ---------------------------------------------------------------------------


def test_the_shipped_rubrics_are_found_once() -> None:
    library = Library()
    loaded = library.rubrics()
    assert [each.rubric.id for each in loaded] == ["call_handler", "operator"]
    assert library.rubric("operator") is library.rubric("operator")
    assert len({each.digest for each in loaded}) == 2


def test_a_folder_may_have_its_own(tmp_path: Path) -> None:
    write(tmp_path / "rubrics" / "ours.yaml", HEAD + ONE)
    scenario = write_scenario(tmp_path, "mine", "rubric: [operator, ours]\n")
    library = Library([tmp_path])
    assert library.rubric("ours").rubric.title == "Ours"
    assert [entry.id for entry in library.scenarios()][-1] == "mine"
    assert check(library, [scenario, *library.rubric_paths()]) == []


def test_a_scenario_that_names_no_rubric_is_shown_the_nearest(tmp_path: Path) -> None:
    scenario = write_scenario(tmp_path, "mine", "rubric: [operator, call_handlr]\n")
    (problem,) = check(Library(), [scenario])
    assert (problem.code, problem.line, problem.column) == ("unknown-rubric", 13, 20)
    assert '"call_handlr"' in problem.found
    assert problem.fix == "did you mean call_handler?"
