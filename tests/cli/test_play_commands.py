"""`silent999 handout`, `room` and `myths`: what they write and print without screens."""

import json
import re
from pathlib import Path

from tests.cli.command import Terminal, refused, silent999
from tests.session.calls import LIBRARY


def printed(*words: str | Path) -> str:
    done = silent999(*words)
    assert done.code == 0, done.err
    return done.out


def test_a_handout_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert "a DRAFT" in printed("handout", "-o", path)
    path.write_text("mine", encoding="utf-8")
    assert "exists already" in refused("handout", "-o", path)
    assert path.read_text(encoding="utf-8") == "mine"
    printed("handout", "-o", path, "--replace")
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_plans_notes_and_texts_to_translate_are_printed() -> None:
    plans = printed("room", "--list")
    told = json.loads(printed("room", "--list", "--format", "json"))["plans"]
    assert all(f"{plan['id']}: {plan['title']}" in plans for plan in told)
    assert "--format and -o are for --list" in refused("room", "--format", "json")
    assert plans.index("twenty-minutes") < plans.index("forty-minutes")
    assert "decide: quiet-throughout" in plans
    notes = printed("room", "twenty-minutes", "--print-notes")
    assert "\n1. Welcome, " in notes
    assert "Say who you are" in notes
    texts = printed("room", "--template")
    assert "banner = " in texts
    assert all(f"myth-{myth.id} =" in texts for myth in LIBRARY.myths())


def test_everything_that_is_wrong_with_a_plan_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "format: 1\nid: ours\ntitle: Ours\nabout: For us.\nminutes: 9\nsteps:\n"
        "  - {do: watch, minutes: 1, scenario: nobody}\n  - {do: break, minutes: 1}\n",
        encoding="utf-8",
    )
    err = refused("room", path)
    told = re.findall(rf"{re.escape(str(path))}:(\d+:\d+): error\[([a-z-]+)\]", err)
    assert told == [
        ("5:10", "plan-minutes"),
        ("7:3", "plan-help"),
        ("7:5", "plan-expect"),
        ("7:39", "unknown-scenario"),
        ("8:5", "plan-end"),
    ]
    assert err.count("fix:") == len(told)


def test_the_myths_are_told_with_their_sources() -> None:
    out = printed("myths")
    for number, myth in enumerate(LIBRARY.myths(), 1):
        assert f"{number}. “" in out
        if myth.watch:
            assert f"silent999 play {myth.watch.scenario} --seat none" in out
    assert "Some newspapers and campaign reports" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


def test_the_screens_need_a_terminal_with_a_keyboard_and_the_message_names_the_other_way() -> None:
    said = silent999(out=Terminal())
    assert said.code == 2
    assert "--plain" in said.err
    assert "\x1b" not in said.err
