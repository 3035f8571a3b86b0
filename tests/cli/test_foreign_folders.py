"""A folder of another person's: it adds help lines if it is named, and never changes ours."""

import json
from pathlib import Path

import pytest

from simulator.awareness.page_builder import PageBuilder
from simulator.content.library.dialled_numbers import changed_number
from simulator.content.library.library import Library, shipped_scenarios
from simulator.content.library.translations import load
from tests.cli.command import PUT_DOWN, refused, silent999, write
from tests.daily import a_share_of_cases

OURS = "0808 2000 247"
THEIRS = "0909 879 0999"
TRANSLATION = f"help-national-helpline =\n    .reach = {THEIRS}\n"
SUPPORT = """\
format: 1
help:
  - id: ID
    kind: helpline
    name: National Domestic Abuse Helpline
    what: For anyone.
    reach: 0909 879 0999
    told_by: a card
    checked: "2026-11-24"
    how: rang_it
"""


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of another person's in which this test's user works."""
    folder = tmp_path / "foreign"
    for name in ("support", "translations", ".git"):
        (folder / name).mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[tool.silent999]\nfolders = ["."]\n')
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    return folder


def translate(folder: Path) -> None:
    (folder / "translations" / "en.ftl").write_text(TRANSLATION)


def add_line(folder: Path, name: str) -> Path:
    path = folder / "support" / "local.yaml"
    path.write_text(SUPPORT.replace("ID", name))
    return path


def test_two_files_of_one_folder_have_no_id_twice(foreign: Path) -> None:
    add_line(foreign, "our-line")
    (foreign / "support" / "other.yaml").write_text(SUPPORT.replace("ID", "our-line"))
    said = refused("check", ".")
    assert "support/other.yaml:3:9: error[duplicate-id]" in said
    assert "give it an id of its own; an entry is added, never replaced" in said


@pytest.mark.parametrize("form", ["a4", "card", "easy-read"])
def test_a_project_changes_no_number_and_adds_none(foreign: Path, form: str) -> None:
    translate(foreign)
    add_line(foreign, "national-helpline")
    said = silent999("handout", "--form", form)
    assert said.code == 0
    assert OURS.replace(" ", "&nbsp;") in said.out
    assert "0909" not in said.out
    assert f"{foreign / 'support'}, {foreign / 'translations'} are not used" in said.err


@pytest.mark.parametrize("place", ["leak.yaml", "profiles/leak.yaml", "personas/leak.yaml"])
@a_share_of_cases(3)
def test_no_link_in_a_project_shows_the_lines_of_another_file(foreign: Path, place: str) -> None:
    """Messages quote the lines of a file: a link could be to any file of the user."""
    secret = foreign.parent / "secret"
    secret.write_text("key: never shown\n")
    link = foreign / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(secret)
    said = refused("check")
    assert f"{link}, of {link}, is outside of the project" in said
    assert "never shown" not in said


@pytest.mark.parametrize("named", ["../secret", "PATH", "../foreign/../secret", "inside"])
def test_no_path_in_a_project_shows_the_lines_of_another_file(foreign: Path, named: str) -> None:
    secret = foreign.parent / "secret"
    secret.write_text("key: never shown\n")
    (foreign / "personas").mkdir()
    (foreign / "personas" / "inside.yaml").symlink_to(secret)
    extends = named.replace("PATH", str(secret))
    write(foreign, PUT_DOWN.replace("id: put-down", f"id: put-down\nextends: {extends}"))
    said = refused("run", "put-down")
    assert f"of {foreign / 'put-down.yaml'}, is outside of the project" in said
    assert "never shown" not in said


def test_a_projects_files_name_others_of_the_project(foreign: Path) -> None:
    (foreign / "pyproject.toml").write_text('[tool.silent999]\nfolders = ["calls"]\n')
    text = (shipped_scenarios() / "personas" / "keeps-a-role.yaml").read_text(encoding="utf-8")
    write(foreign / "shared", text.replace("id: keeps-a-role", "id: ours"), "ours")
    write(
        foreign / "calls",
        PUT_DOWN.replace("id: put-down", "id: put-down\nextends: ../shared/ours.yaml"),
    )
    assert "is outside" not in silent999("run", "put-down").err
    assert silent999("list", "--format", "json").out.count('"id": "put-down"') == 1


def test_a_named_folder_cannot_translate_a_number(foreign: Path) -> None:
    translate(foreign)
    for words in (("handout",), ("room", "--list"), ("check", foreign), ("check",)):
        said = refused(*words, "--folder", foreign)
        assert "en.ftl:1:1: error[changed-number]" in said
        assert f"has the number {THEIRS}, which the English has not" in said


@pytest.mark.parametrize(
    "disguised",
    [
        "O9O9 8O7O 1O2O", "О9О9 8О7О",  # noqa: RUF001
        "0 - - 9 - - 0 - - 9 - - 8 - - 7", "0—————9—————0—————9—————8—————7",
        "0 then 9 then 0 then 9 then 8 then 7", "09.09 13.37", "09.09\u200313.37",
        "〇九〇九八七九", "〇〩〇〩〨〧", "0\ufe0f\u20e39\ufe0f\u20e30\ufe0f\u20e39\ufe0f\u20e3",
    ],
)  # fmt: skip
def test_a_named_folder_cannot_add_a_number_in_disguise(foreign: Path, disguised: str) -> None:
    text = f"help-national-helpline =\n    .reach = {OURS}, now {disguised}\n"
    (foreign / "translations" / "en.ftl").write_text(text, encoding="utf-8")
    assert "error[changed-number]" in refused("handout", "--folder", foreign)


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("Weekdays 9.30 to 4.30.", "Yn ystod yr wythnos 9.30 tan 4.30."),
        ("Friday 10.00 to 4.30.", "10:00 - 16:30"),
        ("Press 55 when you hear it. Call 999.", "Pwyswch 55. Ffoniwch 999. 1º, 2o."),
        ("One, two or three of 9.", "一、二、三; 9 l'8"),
    ],
)
def test_hours_and_small_numbers_are_written_as_a_language_has_them(
    english: str, translated: str
) -> None:
    assert changed_number(english, translated, keep=True) == ""


def test_a_named_folder_cannot_take_over_a_line_of_ours(foreign: Path) -> None:
    path = add_line(foreign, "national-helpline")
    for words in (("handout",), ("check",), ("check", path), ("serve", "--no-open")):
        said = refused(*words, "--folder", foreign)
        assert f'{path}:3:9: error[duplicate-id] in help[0].id: the id "national-helpline"' in said


@pytest.mark.parametrize(
    "hidden", [".", "From silent999: { $file }", '{ "" }From { $file }, not from silent999.']
)
@a_share_of_cases(3)
def test_a_named_folder_cannot_hide_where_its_line_is_from(foreign: Path, hidden: str) -> None:
    add_line(foreign, "our-line")
    place = foreign / "translations" / "en.ftl"
    place.write_text(f"help-origin = {hidden}\n")
    for words in (("handout",), ("check",)):
        said = refused(*words, "--folder", foreign)
        assert 'help-origin leaves out "From { $file }, not from silent999."' in said
    place.write_text("help-origin = From {$file}, not from silent999. (O {$file}.)\n")
    assert "not from silent999. (O " in silent999("handout", "--folder", foreign).out


@pytest.mark.parametrize("named", ["--folder", "own settings"])
@pytest.mark.parametrize("form", ["a4", "card", "easy-read"])
def test_a_named_folder_adds_a_line_that_says_where_it_is_from(
    foreign: Path, named: str, form: str
) -> None:
    add_line(foreign, "our-line")
    words: list[str | Path] = ["handout", "--form", form]
    if named == "--folder":
        words += ["--folder", foreign]
    else:
        own = foreign.parent / "own" / "silent999" / "silent999.toml"
        own.parent.mkdir(parents=True)
        own.write_text(f"folders = [{json.dumps(str(foreign))}]\n")
    said = silent999(*words)
    assert OURS.replace(" ", "&nbsp;") in said.out
    line = next(each for each in said.out.splitlines() if "0909" in each)
    assert "From foreign/support/local.yaml, not from silent999." in line
    assert said.out.count("not from silent999") == said.out.count("0909")
    assert "not used" not in said.err


def test_every_help_page_says_where_an_added_line_is_from(foreign: Path) -> None:
    """In a session, after a call and at `/help`, which have their pages from one place."""
    add_line(foreign, "our-line")
    library = Library([foreign])
    pages = PageBuilder(library, library.plan("twenty-minutes").file, load(library))
    for points in (
        [point for page in pages.help() for point in page.points],
        list(pages.help_lines()),
    ):
        added = [each for each in points if "0909" in each.text]
        assert [
            each.more.endswith("From foreign/support/local.yaml, not from silent999.")
            for each in added
        ] == [True]
        assert sum("not from silent999" in each.more for each in points) == 1


def test_a_named_folder_inside_that_of_a_project_keeps_its_help_lines(foreign: Path) -> None:
    ours = foreign / "mine"
    (ours / "support").mkdir(parents=True)
    add_line(ours, "our-line")
    add_line(foreign, "their-line")
    library = Library([ours], [foreign])
    assert list(library.support_origins()) == ["our-line"]
    assert ours / "translations" in library.translation_folders()
    assert foreign / "translations" not in library.translation_folders()
    (foreign / "lines").mkdir()
    (foreign / "lines" / "x.yaml").write_text("format: 1\n")
    assert not [each for each in library.paths_of("lines") if each.is_relative_to(foreign)]
    assert [each for each in Library([foreign]).paths_of("lines") if each.is_relative_to(foreign)]
