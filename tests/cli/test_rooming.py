"""`silent999 room` and `silent999 myths`: what they tell without a screen, and bad requests."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from simulator.cli.play.room import started_as
from simulator.content.library.library import Library
from tests.cli.command import silent999


def test_the_plans_are_told_with_their_steps() -> None:
    ran = silent999("room", "--list")
    assert ran.code == 0
    assert ran.out.index("twenty-minutes") < ran.out.index("forty-minutes")
    assert "decide: quiet-throughout" in ran.out


def test_a_plan_of_ones_own_is_told_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "format: 1\nid: ours\ntitle: Ours\nabout: For us.\nminutes: 2\n"
        "steps: [{do: help, minutes: 1}, {do: close, minutes: 1}]\n",
        encoding="utf-8",
    )
    ran = silent999("room", str(path), "--list")
    assert ran.code == 0
    assert ran.out.startswith("ours: Ours, 2 minutes")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no-such-plan"], 'no plan "no-such-plan"'),
        (["no-such-plan"], "the plans are forty-minutes, sixty-minutes, twenty-minutes"),
        (["twenty-minute"], "did you mean twenty-minutes"),
        (["no-such-file.yaml"], "no-such-file.yaml"),
        (["--language", "xx", "--list"], 'no translation "xx"'),
        (["twenty-minutes"], "need a terminal"),
        (["--theme", "pink", "--list"], "pink"),
    ],
)
def test_a_wrong_request_is_refused_with_one_message(words: list[str], said: str) -> None:
    ran = silent999("room", *words)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_what_follows_along_is_started_as_this_was(tmp_path: Path) -> None:
    """Not only where the program's own folder is among those that are searched for commands."""
    own = tmp_path / "bin" / "silent999"
    own.parent.mkdir()
    own.touch()
    assert started_as(str(own)) == [str(own)]
    assert started_as(str(shutil.which("sh"))) == ["sh"]
    assert started_as("/somewhere/simulator/__main__.py") == [sys.executable, "-m", "simulator"]


def test_everything_that_is_wrong_with_a_plan_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "format: 1\nid: ours\ntitle: Ours\nabout: For us.\nminutes: 9\nsteps:\n"
        "  - {do: watch, minutes: 1, scenario: nobody}\n  - {do: break, minutes: 1}\n",
        encoding="utf-8",
    )
    ran = silent999("room", str(path))
    assert ran.code == 2
    told = re.findall(rf"{re.escape(str(path))}:(\d+:\d+): error\[([a-z-]+)\]", ran.err)
    assert told == [
        ("5:10", "plan-minutes"),
        ("7:3", "plan-help"),
        ("7:5", "plan-expect"),
        ("7:39", "unknown-scenario"),
        ("8:5", "plan-end"),
    ]
    assert ran.err.count("mend:") == len(told)


def test_a_wrong_plan_is_refused_before_a_room_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "format: 1\nid: ours\ntitle: Ours\nabout: For us.\nminutes: 4\nsteps:\n"
        "  - {do: expect, minutes: 1}\n  - {do: watch, minutes: 1, scenario: nobody}\n"
        "  - {do: help, minutes: 1}\n  - {do: close, minutes: 1}\n",
        encoding="utf-8",
    )
    ran = silent999("room", str(path))
    assert ran.code == 2
    assert f"{path}:8:" in ran.err
    assert "unknown-scenario" in ran.err


def test_everything_to_translate_is_printed_as_one_file() -> None:
    ran = silent999("room", "--template")
    assert ran.code == 0
    assert "banner = " in ran.out
    for myth in Library().myths():
        assert f"myth-{myth.id} =" in ran.out


@pytest.mark.parametrize("words", [[], ["--plain"]])
def test_the_myths_are_told_in_lines_where_there_is_no_terminal(words: list[str]) -> None:
    ran = silent999("myths", *words)
    assert ran.code == 0
    for number, myth in enumerate(Library().myths(), 1):
        assert f"{number}. “" in ran.out
        if myth.watch:
            assert f"silent999 play {myth.watch.scenario} --seat none" in ran.out
    assert "Some newspapers and campaign reports" in " ".join(ran.out.split())
    assert max(map(len, ran.out.splitlines())) <= 80
