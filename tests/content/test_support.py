"""Where to find help: what is shown, what is held back, and that real numbers stay in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.awareness.help_lines import NATIONS, Help, shown, without_a_line
from simulator.content.checks.lint import check
from simulator.content.library.library import Library

LIBRARY = Library()

OWN = """\
format: 1
help:
  - id: ours
    kind: helpline
    name: The service in our town
    what: For anybody in the county.
    reach: 020 7123 4567
    where: [wales]
    told_by: the card on the counter
    checked: "2026-11-20"
    how: rang_it
"""


def entry(**changed: object) -> Help:
    plain = {
        "id": "one",
        "kind": "helpline",
        "name": "A line",
        "what": "For anybody.",
        "source": ["E13"],
        "checked": "2026-11-24",
        "how": "live_page",
    }
    return Help.model_validate({**plain, **changed})


def own(folder: Path, text: str = OWN) -> Path:
    path = folder / "support" / "local.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_shown_with_who_says_so_and_the_day_on_which_somebody_looked() -> None:
    assert entry().shown
    assert entry(source=[], told_by="its own card").shown
    assert not entry(source=[]).shown
    assert not entry(checked=None, how=None).shown


def test_every_shipped_entry_that_is_shown_says_both_and_some_are_held_back() -> None:
    seen = {each.id for each in shown(LIBRARY.support())}
    for each in LIBRARY.support():
        assert (each.id in seen) == bool(each.source and each.checked), each.id
        assert set(each.source) <= LIBRARY.sources().keys()
    assert "national-helpline" in seen
    assert "ask-for-ani" not in seen, "nobody has looked whether it is still there"


@pytest.mark.parametrize("nation", NATIONS)
def test_each_nation_has_its_own_line_and_sees_no_other_ones(nation: str) -> None:
    lines = [
        each.id
        for each in shown(LIBRARY.support(), [nation])  # type: ignore[list-item]
        if each.kind == "helpline" and not each.only_for
    ]
    assert len(lines) == 1


def test_a_nation_without_a_line_that_may_be_shown_is_named() -> None:
    assert without_a_line(LIBRARY.support()) == ()
    assert without_a_line([entry(where=["wales"])]) == ("england", "northern_ireland", "scotland")
    assert without_a_line([entry(where=["wales"])], ["wales"]) == ()
    assert without_a_line([entry(checked=None, how=None)], ["wales"]) == ("wales",)
    assert without_a_line([entry(only_for="men")], ["wales"]) == ("wales",)
    assert without_a_line([entry(kind="other_way")], ["wales"]) == ("wales",)


def test_a_persons_own_lines_come_after_the_shipped_ones(tmp_path: Path) -> None:
    own(tmp_path)
    entries = Library([tmp_path]).support()
    assert entries[-1].name == "The service in our town"
    assert entries[-1].shown
    assert entries[:-1] == LIBRARY.support()
    assert Library([tmp_path]).scenario_paths() == LIBRARY.scenario_paths(), "it is no scenario"


def test_real_numbers_are_in_order_there_and_nowhere_else(tmp_path: Path) -> None:
    path = own(tmp_path)
    assert check(LIBRARY, [path, *LIBRARY.support_paths()]) == []
    plan = tmp_path / "ring-us.yaml"
    plan.write_text(
        "format: 1\nid: ring-us\ntitle: Ring us\nabout: On 0808 2000 247.\nminutes: 2\n"
        "steps: [{do: help, minutes: 1}, {do: close, minutes: 1}]\n",
        encoding="utf-8",
    )
    assert [problem.code for problem in check(LIBRARY, [plan])] == ["real-number"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("how: rang_it", "how: guessed", "unknown-word"),
        ('    checked: "2026-11-20"\n', "", "checked-how"),
        ("    how: rang_it\n", "", "checked-how"),
        ('"2026-11-20"', '"2026-02-30"', "day"),
        ('"2026-11-20"', '"last week"', "day"),
        ("[wales]", "[cornwall]", "unknown-word"),
        ("told_by: the card on the counter", "source: [Z9]", "unknown-source"),
        ("what: For anybody in the county.", "what: About domestic violence.", "wording"),
        ("format: 1\n", "", "missing-key"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(old: str, new: str, code: str, tmp_path: Path) -> None:
    path = own(tmp_path, OWN.replace(old, new))
    problems = check(LIBRARY, [path])
    assert [problem.code for problem in problems] == [code]
    assert problems[0].line > 0


def test_one_id_twice_is_said(tmp_path: Path) -> None:
    twice = OWN + OWN.partition("help:\n")[2]
    assert [p.code for p in check(LIBRARY, [own(tmp_path, twice)])] == ["duplicate-id"]
