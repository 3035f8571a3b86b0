"""`silent999.toml`: what it can say, and that each mistake in it is reported before anything."""

from pathlib import Path

import pytest

from simulator.cli import settings as settings_module
from simulator.cli.settings import read_settings
from simulator.errors import SimulatorError
from simulator.tui.keymap import keymap
from tests.cli.command import refused, silent999, write


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return where the settings of this test's user are; there is no file yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "silent999" / "silent999.toml"
    path.parent.mkdir()
    return path


def test_all_of_it_is_read_and_a_name_needs_no_quotes(settings: Path) -> None:
    settings.write_text(
        'theme = "light"\ncode = "wren"\nprofile = "wmp"\n'
        '[keys]\ncall.pause = "f12"\n"quick_exit" = "ctrl+x"\n'
    )
    found = read_settings()
    assert (found.theme, found.code, found.profile) == ("light", "wren", "wmp")
    assert found.keys == {"call.pause": "f12", "quick_exit": "ctrl+x"}


def test_the_example_of_the_guide_is_right(settings: Path) -> None:
    guide = (Path(settings_module.__file__).with_name("README.md")).read_text(encoding="utf-8")
    settings.write_text(guide.partition("```toml\n")[2].partition("```")[0])
    assert keymap(read_settings().keys)["call.pause"] == "f5,insert"


def test_without_a_file_everything_is_as_usual(settings: Path) -> None:
    assert (read_settings().theme, read_settings().keys) == ("", {})
    assert f"settings        {settings} (none yet" in silent999("doctor").out


@pytest.mark.parametrize(
    ("text", "found", "fix"),
    [
        ("theme = light", "this isn't TOML: Invalid value (at line 1,", 'such as theme = "light"'),
        ('thema = "light"', "there is no key thema", "did you mean theme?"),
        ('\ntheme = "drak"', "unknown theme drak", "did you mean dark?"),
        ("code = 4", "code takes a text", 'write code = "..."'),
        ('keys = "f5"', "keys takes a section", "write [keys]"),
        ("a = 1\n" * 20_000, "the file has 120,000 bytes", "split it"),
    ],
)
def test_a_mistake_has_its_file_and_a_fix(settings: Path, text: str, found: str, fix: str) -> None:
    settings.write_text(text)
    with pytest.raises(SimulatorError) as refused:
        read_settings()
    for part in (str(settings), found, fix):
        assert part in str(refused.value)
    assert silent999("play", "--plain").code == 2


def test_a_project_has_folders_and_a_profile_and_goes_before_the_user(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are in the nearest `pyproject.toml` upwards with the section, from a folder below."""
    settings.write_text('theme = "light"\nprofile = "wmp"\n')
    project = tmp_path / "project"
    write(project / "calls" / "early")
    (project / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.silent999]\nfolders = ["calls"]\nprofile = "pecs_2008"\n'
    )
    (project / "calls" / "pyproject.toml").write_text("this belongs to [another program\n")
    monkeypatch.chdir(project / "calls" / "early")
    assert (read_settings().theme, read_settings().profile) == ("light", "pecs_2008")
    said = silent999("run", "put-down")
    assert (said.code, said.out[:19]) == (0, "put-down  pecs_2008")
    assert silent999("run", "put-down", "--profile", "wmp").out[:13] == "put-down  wmp"
    for words in ("list",), ("list", "--folder", "."), ("list", "--folder", ".."):
        assert silent999(*words, "--format", "json").out.count('"id": "put-down"') == 1


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ('folders = "calls"', "pyproject.toml: folders takes a list of texts"),
        ('folders = ["gone"]', "pyproject.toml: there is no folder gone"),
        ('profile = "wnp"', 'pyproject.toml: profile: there is no profile "wnp"'),
        ("profile = wmp", "pyproject.toml: this isn't TOML: Invalid value (at line 3, column 11)"),
    ],
)
def test_a_mistake_of_a_project_has_its_file(
    section: str, says: str, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text('theme = "light"\n')
    (tmp_path / "pyproject.toml").write_text(f"[tool.other]\n[tool.silent999]\n{section}\n")
    monkeypatch.chdir(tmp_path)
    assert says in refused("test", "hill-path")


@pytest.mark.parametrize(
    ("text", "says"), [('profile = "wnp"', "wmp"), ('\ncode = "Jo Smith!"', "never a name")]
)
def test_what_only_the_library_can_check_is_a_mistake_in_the_file(
    settings: Path, text: str, says: str
) -> None:
    settings.write_text(text)
    done = silent999("play", "hill-path", "--seat", "caller", "--record", "--plain")
    assert done.code == 2
    assert f"{settings}: " in done.err
    assert says in done.err
