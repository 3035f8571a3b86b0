"""`silent999 handout`: a page, or the text that one's own starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli.play import handout as handing_out
from tests.cli.command import said


def test_without_a_file_the_page_is_the_result() -> None:
    done = said(handing_out)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("<!DOCTYPE html>")


def test_a_file_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    first = said(handing_out, "-o", path)
    assert first.code == 0
    assert "a DRAFT" in first.out
    path.write_text("mine", encoding="utf-8")
    again = said(handing_out, "-o", path)
    assert again.code == 2
    assert "is there already" in again.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert said(handing_out, "-o", path, "--replace").code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_ones_own_text_is_no_draft_once_it_is_checked(tmp_path: Path) -> None:
    own = tmp_path / "ours.yaml"
    template = said(handing_out, "--template").out
    assert template.startswith("# yaml-language-server: $schema=file:")
    filled_in = template.replace("checked_by: null", "checked_by: our team").replace(
        "checked_on: null", 'checked_on: "2026-11-20"'
    )
    own.write_text(filled_in, encoding="utf-8")
    done = said(handing_out, own)
    assert done.code == 0
    assert "Checked by our team on 20 November 2026." in done.out
    assert "DRAFT" not in done.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("nowhere.yaml",), "nowhere.yaml"),
        (("--nation", "walse"), "did you mean wales?"),
        (("--language", "cy"), 'there is no translation "cy"'),
        (("-o", "."), ". is a folder"),
        (("-o", "nowhere/page.html"), "there is no folder nowhere"),
    ],
)
def test_a_request_that_makes_no_sense_is_told(words: tuple[str, ...], complaint: str) -> None:
    done = said(handing_out, *words)
    assert done.code == 2
    assert complaint in done.err


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    done = said(handing_out, tmp_path)
    assert done.code == 2
    assert "folder" in done.err


def test_in_another_language_what_is_translated_is_and_the_rest_is_english(tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    folder.mkdir()
    (folder / "cy.ftl").write_text("handout-help = Ble i gael cymorth\n", encoding="utf-8")
    done = said(handing_out, "--folder", tmp_path, "--language", "cy")
    assert done.code == 0
    assert '<html lang="cy">' in done.out
    assert "<h2>Ble i gael cymorth</h2>" in done.out
    assert "On a landline" in done.out
