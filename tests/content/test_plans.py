"""Plans of sessions: the shipped ones, own ones, and what is wrong with a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.awareness.plan import CALLS, Expect
from simulator.content.checks.lint import check
from simulator.content.library.library import Library
from simulator.errors import LibraryError

LIBRARY = Library()

PLAN = """\
format: 1
id: ours
title: Ours
about: For our own group.
minutes: 12
steps:
  - {do: welcome, minutes: 1, rules: [Phones on silent.]}
  - {do: expect, minutes: 1}
  - {do: decide, minutes: 5, scenario: quiet-throughout}
  - {do: myths, minutes: 3, which: [tracking]}
  - {do: help, minutes: 1}
  - {do: close, minutes: 1}
"""


def written(folder: Path, text: str = PLAN) -> Path:
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_three_are_shipped_of_20_40_and_60_minutes() -> None:
    assert sorted(each.file.minutes for each in LIBRARY.plans()) == [20, 40, 60]


def test_shipped_plans_have_no_problems_and_begin_and_end_gently() -> None:
    assert check(LIBRARY, LIBRARY.plan_paths()) == []
    for each in LIBRARY.plans():
        kinds = [step.do for step in each.file.steps]
        assert kinds[:2] == ["welcome", "expect"], each.file.id
        assert kinds[-2:] == ["help", "close"], each.file.id


def test_a_plan_of_ones_own_is_asked_for_by_its_path_or_its_id(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    path = written(tmp_path / "plans")
    assert Library().plan(path).file.title == "Ours"
    assert Library([tmp_path]).plan("ours").file.title == "Ours"
    assert check(LIBRARY, [path]) == []
    with pytest.raises(LibraryError, match='no plan "our"'):
        Library([tmp_path]).plan("our")


def test_its_folder_holds_no_scenarios(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    written(tmp_path / "plans")
    assert Library([tmp_path]).scenario_paths() == LIBRARY.scenario_paths()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("minutes: 12", "minutes: 11", "plan-minutes"),
        ("  - {do: close, minutes: 1}\n", "  - {do: break, minutes: 1}\n", "plan-end"),
        ("{do: help,", "{do: break,", "plan-help"),
        ("{do: expect,", "{do: break,", "plan-expect"),
        ("do: decide", "do: decides", "unknown-word"),
        ("quiet-throughout", "quiet-throughut", "unknown-scenario"),
        ("scenario: quiet-throughout", "scenario: quiet-throughout, speed: 9", "out-of-range"),
        ("scenario: quiet-throughout", "scenario: quiet-throughout, profile: x", "unknown-profile"),
        ("scenario: quiet-throughout", "scenario: hill-path", "no-decision"),
        ("do: decide", "do: take, profile: wmp", None),
        ("[tracking]", "[trackin]", "unknown-myth"),
        ("id: ours", "id: theirs", "id-and-file"),
        ("minutes: 5,", "minutes: 0,", "out-of-range"),
        ("Phones on silent.", "No time-waster here.", "wording"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, code: str | None, tmp_path: Path) -> None:
    assert old in PLAN
    problems = check(LIBRARY, [written(tmp_path, PLAN.replace(old, new))])
    assert [problem.code for problem in problems] == ([code] if code else [])
    assert all(problem.mend or problem.expected for problem in problems)


def test_before_any_call_is_played_the_room_was_told_what_to_expect() -> None:
    for each in LIBRARY.plans():
        told = [isinstance(step, Expect) for step in each.file.steps].index(True)
        first = [isinstance(step, CALLS) for step in each.file.steps].index(True)
        assert told < first
