"""What a run of everything leaves to the thorough run: no whole test, and each case at times."""

from typing import Any

import pytest

from tests import daily


class Case:
    """A case of a test, as pytest collects it."""

    def __init__(self, name: str, one_in: int, **params: object) -> None:
        self.nodeid = name
        self.callspec = type("Spec", (), {"params": params})
        self.marks = {"a_share_of_cases": daily.a_share_of_cases(one_in).mark} if one_in else {}

    def get_closest_marker(self, name: str) -> Any:
        return self.marks.get(name)

    def add_marker(self, mark: pytest.MarkDecorator) -> None:
        self.marks[mark.name] = mark.mark


def by_day(cases: list[Any]) -> set[str]:
    return {case.nodeid for case in cases if "thorough" not in case.marks}


def names(test: str, count: int) -> list[str]:
    return [f"{test}[{number}]" for number in range(count)]


def test_each_value_has_its_turn_and_the_thorough_run_has_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: set[int] = set()
    for turn in range(4):
        monkeypatch.setattr(daily, "TURN", turn)
        share = daily.a_share(range(10), 4)
        assert 2 <= len(share) <= 3
        tried |= {*share}
        assert len(daily.a_share(range(3), 4)) == 1, "a short list is never left out"
    assert tried == {*range(10)}
    assert daily.a_share(range(10), 1) == [*range(10)]
    assert daily.a_share([], 4) == []


def test_of_the_cases_of_a_test_a_share_is_left_that_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two tests of the same calls keep the same ones; a test that asks for nothing keeps all."""
    kept: set[str] = set()
    for turn in range(60):
        monkeypatch.setattr(daily, "TURN", turn)
        cases: list[Any] = [Case(name, 4) for test in ("a", "b") for name in names(test, 10)]
        cases += [Case(name, 0) for name in names("c", 3)]
        daily.leave_cases_to_the_thorough(cases)
        left = by_day(cases)
        assert len(left) == 3 + 3 + 3
        assert {each.removeprefix("a") for each in left if each.startswith("a")} == {
            each.removeprefix("b") for each in left if each.startswith("b")
        }
        kept |= left
    assert kept == {*names("a", 10), *names("b", 10), *names("c", 3)}


def test_one_case_of_a_test_is_never_left_out() -> None:
    cases: list[Any] = [Case("alone", 9)]
    daily.leave_cases_to_the_thorough(cases)
    assert by_day(cases) == {"alone"}


def test_of_the_seeds_of_a_test_each_call_keeps_one() -> None:
    cases: list[Any] = [
        Case(f"t[{call}-{seed}]", 0, call=call, seed=seed) for call in "xy" for seed in (5, 6)
    ]
    daily.leave_seeds_to_the_thorough(cases)
    assert sorted(each[2] for each in by_day(cases)) == ["x", "y"]
