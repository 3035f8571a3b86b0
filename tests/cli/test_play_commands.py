"""`silent999 audio`, `handout`, `room` and `myths`: what they write and print without screens."""

import re
import wave
from pathlib import Path

import pytest

from simulator.content.library.library import Library
from tests.cli.command import Terminal, silent999


def test_it_writes_a_sound_and_its_captions(tmp_path: Path) -> None:
    sound = tmp_path / "call.wav"
    done = silent999("audio", "twelve-seconds", "-o", sound)
    assert done.code == 0
    assert "as the caller hears it" in done.out
    assert "the call begins at 0:04" in done.out
    with wave.open(str(sound)) as written:
        assert written.getnframes() > 8_000
    assert sound.with_suffix(".vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert {path.name for path in tmp_path.iterdir()} == {"call.wav", "call.vtt"}


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    captions = tmp_path / "call.vtt"
    captions.write_text("mine", encoding="utf-8")
    words = ("twelve-seconds", "-o", tmp_path / "call.wav")
    done = silent999("audio", *words)
    assert done.code == 2
    assert "exists already" in done.err
    assert captions.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "call.wav").exists()
    assert silent999("audio", *words, "--replace").code == 0
    assert captions.read_text(encoding="utf-8") != "mine"


def test_a_file_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    first = silent999("handout", "-o", path)
    assert first.code == 0
    assert "a DRAFT" in first.out
    path.write_text("mine", encoding="utf-8")
    again = silent999("handout", "-o", path)
    assert again.code == 2
    assert "exists already" in again.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert silent999("handout", "-o", path, "--replace").code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_ones_own_text_is_no_draft_once_it_is_checked(tmp_path: Path) -> None:
    own = tmp_path / "ours.yaml"
    template = silent999("handout", "--template").out
    assert template.startswith("# yaml-language-server: $schema=file:")
    filled_in = template.replace("checked_by: null", "checked_by: our team").replace(
        "checked_on: null", 'checked_on: "2026-11-20"'
    )
    own.write_text(filled_in, encoding="utf-8")
    done = silent999("handout", own)
    assert done.code == 0
    assert "Checked by our team on 20 November 2026." in done.out
    assert "DRAFT" not in done.out


def test_in_another_language_what_is_translated_is_and_the_rest_is_english(tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    folder.mkdir()
    (folder / "cy.ftl").write_text("handout-help = Ble i gael cymorth\n", encoding="utf-8")
    done = silent999("handout", "--folder", tmp_path, "--language", "cy")
    assert done.code == 0
    assert '<html lang="cy">' in done.out
    assert "<h2>Ble i gael cymorth</h2>" in done.out
    assert "On an old landline" in done.out


def test_the_plans_are_told_with_their_steps() -> None:
    ran = silent999("room", "--list")
    assert ran.code == 0
    assert ran.out.index("twenty-minutes") < ran.out.index("forty-minutes")
    assert "decide: quiet-throughout" in ran.out


def test_the_notes_are_printed_step_by_step() -> None:
    done = silent999("room", "twenty-minutes", "--print-notes")
    assert (done.code, done.err) == (0, "")
    assert "\n1. Welcome, " in done.out
    assert "Say who you are" in done.out


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
    assert ran.err.count("fix:") == len(told)


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


def test_the_screens_need_a_terminal_with_a_keyboard_and_the_message_names_the_other_way() -> None:
    said = silent999(out=Terminal())
    assert said.code == 2
    assert "--plain" in said.err
    assert "\x1b" not in said.err
