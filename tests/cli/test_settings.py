"""`silent999.toml`: what it can say, and that each mistake in it is reported before anything."""

import json
import os
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli import settings as settings_module
from simulator.cli.project_file import ProjectFile
from simulator.cli.scenarios import test_command
from simulator.cli.settings import Settings, read_settings
from simulator.cli.toml_file import parsed
from simulator.content.files import find_files
from simulator.errors import LibraryError, SimulatorError
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
        ("\nseed = 1.5", ":2: seed takes a whole number", "write seed = 7"),
        (f"seed = {10**18}", ":1: seed takes a whole number", "write seed = 7"),
        ("seed = true", ":1: seed takes a whole number", "write seed = 7"),
        ('reports = "jnit"', ":1: unknown report jnit", "did you mean junit?"),
        ('folders = "calls"', ":1: folders takes a list of texts", "write folders = ["),
        ('folders = ["a\\u0000b"]', ":1: there is no folder", "beside this file"),
        (f'folders = ["{"a/" * 300}"]', ":1: there is no folder", "beside this file"),
        ('folders = ["/"]', ":1: / holds a whole disk or home", "name the folder of scenarios"),
        ('folders = ["../../../../../../../../.."]', "holds a whole disk", "name the folder"),
        (f"folders = {['x'] * 99}", ":1: folders takes a list of texts", "write folders = ["),
        ("[keys]\na.b.c.d.e = 1", ":1: keys: a.b.c takes a text", 'write "call.pause"'),
        ("[keys]\ncall.pause = [1]", ":1: keys: call.pause takes a text", 'write "call.pause"'),
        (f'theme = "{"x" * 9_000}"', ":1: theme takes a text", "write theme ="),
        (f"{'x' * 9_000} = 1", "there is no key " + "x" * 40 + "...", "write one of theme"),
        ('"a\\nhint: run x" = 1', "there is no key a hint: run x\n", "write one of theme"),
        ('profile = "a\\nhint: run x"', ":1: profile takes a text", 'profile = "..."'),
        ('profile = "a\\u2028hint: x"', ":1: profile takes a text", 'profile = "..."'),
        ('folders = ["a\\nhint: x"]', ":1: there is no folder a hint: x\n", "beside this file"),
    ],
)
def test_a_mistake_has_its_file_and_a_fix(settings: Path, text: str, found: str, fix: str) -> None:
    settings.write_text(text)
    with pytest.raises(SimulatorError) as refused:
        read_settings()
    for part in (str(settings), found, fix):
        assert part in str(refused.value)
    assert silent999("play", "--plain").code == 2


def used() -> float:
    """Return the seconds of the processor that this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


HOSTILE = {
    "section in a text": 'about = """\n[tool.silent999]\nprofile = "x"\n"""\n',
    "tool in a text": 'about = """\n[tool]\nsilent999 = 1\n"""\n',
    "tool is a text": 'tool = "silent999"\n',
    "tool is a list": "[[tool]]\n[[tool.silent999]]\n",
    "not a section": '[tool]\nsilent999 = "x"\n',
    "a list": "[[tool.silent999]]\nprofile = 'wmp'\n",
    "brackets": f"[tool.silent999]\n[tool.other]\nx = {'[' * 20_000}\n",
    "tables": f"[tool.silent999]\n[tool.other]\nx = {'{a=' * 20_000}\n",
    "dotted names": f"[tool.silent999]\n[tool.other]\n{'a.' * 5_000}a = 1\n",
    "dotted table": f"[tool.silent999]\n[{'a.' * 5_000}a]\n",
    "quoted names": "[tool.silent999]\n[tool.other]\n" + '"a" . ' * 5_000 + "b = 1\n",
    "digits": f"[tool.silent999]\n[tool.other]\nx = {'9' * 100_000}\n",
    "seed of digits": f"[tool.silent999]\nseed = {'9' * 100_000}\n",
    "many parts": f"[tool.silent999]\n{'.'.join('a' * 100_000)} = 1\n",
    "many long names": "[tool.silent999]\n"
    + "".join(f"[x{at}{'.a' * 29}]\n{'a.' * 29}a = 1\n" for at in range(1_900)),
    "quotes": "[tool.silent999]\nx = " + '"\\' * 100_000 + "." * 99,
    "spaces": "[tool.silent999]\nx" + " " * 200_000 + "." * 99,
    "keys deep down": f"[tool.silent999.keys.{'a.' * 25}b]\nc = 1\n",
    "a date": "[tool.silent999]\nseed = 2026-99-99\n",
    "not text": b"[tool.silent999]\n\xff\xfe = 1\n",
    "binary": bytes(range(256)) + b"\n[tool.silent999]\n",
    "half a character": '[tool.silent999]\nprofile = "\\ud800"\n',
    "the disk": '[tool.silent999]\nfolders = ["/"]\n',
    "up to the disk": '[tool.silent999]\nfolders = ["../../../../../../../../../.."]\n',
}
"""What another project may have in its file, by accident or not."""


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_file_of_a_project_gives_a_traceback_or_a_hang(
    text: str | bytes, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is obeyed, passed over, or refused with one message that has its path."""
    assert not settings.exists()
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.chdir(project)
    began = used()
    said = silent999("list")
    assert used() - began < 5
    assert said.code in (0, 2)
    assert len(said.err) < 2_000
    if said.code == 2:
        assert said.err.startswith(f"silent999: {project / 'pyproject.toml'}:"), said.err
        assert "\nhint: " in said.err


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_file_of_the_user_gives_a_traceback_or_a_hang(
    text: str | bytes, settings: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings.write_bytes((text if isinstance(text, bytes) else text.encode())[: 60 * 1024])
    said = silent999("list")
    assert said.code == 2
    assert f"{settings}:" in said.err


def test_the_line_of_each_of_very_many_keys_is_not_looked_for(settings: Path) -> None:
    settings.write_text("[keys]\n" + "".join(f'k{at} = "f5"\n' for at in range(5_000)))
    began = used()
    assert "keys takes a section of at most 500 keys" in refused("list")
    assert used() - began < 1


def test_a_note_is_one_line_whatever_a_folder_is_called(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not settings.exists()
    folder = tmp_path / "calls\nnote: all is well"
    (folder / "support").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[tool.silent999]\nfolders = ["."]\n')
    monkeypatch.chdir(folder)
    said = silent999("list").err
    assert said.count("\n") == 2
    assert "calls note: all is well/support is not used" in said


def test_a_project_has_folders_and_a_profile_and_goes_before_the_user(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are in the nearest `pyproject.toml` upwards with the section, from a folder below."""
    settings.write_text('theme = "light"\nprofile = "wmp"\n')
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
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
        ('folders = "calls"', "pyproject.toml:3: folders takes a list of texts"),
        ('folders = ["gone"]', "pyproject.toml:3: there is no folder gone"),
        ('profile = "wnp"', 'pyproject.toml:3: profile: there is no profile "wnp"'),
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
    assert f"{settings}:{text.count(chr(10)) + 1}: " in done.err
    assert says in done.err


PROFILE = '[tool.silent999]\nprofile = "wmp"\n'


@pytest.fixture
def project(settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository of this test's user, which is the current folder."""
    assert not settings.exists()
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def test_a_file_above_the_repository_or_outside_of_one_is_not_looked_for(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may write a file into `/tmp`, and much is below it."""
    (project.parent / "pyproject.toml").write_text(PROFILE)
    assert read_settings().profile == ""
    below = project / "a" / "b"
    below.mkdir(parents=True)
    (project / "pyproject.toml").write_text(PROFILE)
    monkeypatch.chdir(below)
    assert read_settings().profile == "wmp"
    (project / ".git").rmdir()
    assert read_settings() == Settings()
    monkeypatch.chdir(project)
    assert read_settings().profile == "wmp"


def test_the_file_of_another_user_is_passed_over(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pyproject.toml").write_text(PROFILE)
    monkeypatch.setattr(os, "geteuid", lambda: 4_321)
    assert "is not obeyed: it belongs to another user" in silent999("list").err
    assert read_settings().profile == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("link", [False, True])
def test_the_file_of_another_user_is_not_obeyed_and_this_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch, *, link: bool
) -> None:
    """Root obeys no one's file but its own, and that of the user who asked it by `sudo`."""
    path, real = project / "pyproject.toml", project / "real.toml"
    real.write_text(PROFILE)
    path.symlink_to(real) if link else real.rename(path)
    os.chown(path, 4_321, 4_321, follow_symlinks=False)
    for user, asked_by, obeyed in ((0, "", False), (0, "4321", not link), (4_321, "", not link)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        monkeypatch.setenv("SUDO_UID", asked_by)
        found = read_settings()
        assert (found.profile == "wmp") is (obeyed or (link and asked_by != ""))
        (note,) = found.notes
        assert ("is not obeyed: it belongs to another user" in note) is (found.profile == "")


def test_a_file_that_all_may_write_is_not_obeyed_nor_is_a_mistake_in_it_a_message(
    project: Path,
) -> None:
    path = project / "pyproject.toml"
    path.write_text(PROFILE)
    path.chmod(0o666)
    assert "is not obeyed: every user may write it" in silent999("list").err
    path.write_text("[tool.silent999]\nx = [")
    assert (read_settings(), silent999("list").err) == (Settings(), "")


def test_a_command_that_obeys_a_project_says_so_once_and_not_in_its_result(project: Path) -> None:
    path = project / "pyproject.toml"
    path.write_text(PROFILE + 'seed = 7\nreports = "json"\nfolders = ["calls"]\n')
    write(project / "calls")
    (project / "calls" / "support").mkdir()
    said = silent999("test", "put-down")
    where = f"note: [tool.silent999] of {path}"
    assert said.err.splitlines() == [
        f"{where} is obeyed: profile, seed, reports, folders",
        f"note: {project / 'calls' / 'support'} is not used: "
        "name its folder with --folder, or in your own silent999.toml",
    ]
    assert json.loads(said.out)["passed"]
    assert silent999("test", "put-down", "--format", "text").out.startswith("put-down[wmp]")
    assert silent999("play", "put-down", "--plain", "--seat", "none").err.count(where) == 1
    assert silent999("explain", "bad-escape").err == ""


def test_a_project_gives_the_seed_of_a_run_and_a_command_line_goes_before(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.silent999]\nseed = 7\n")
    seeds = {}
    for words in ((), ("--seed", "7"), ("--seed", "0")):
        said = silent999("run", "partner-in-the-room", "--format", "json", *words)
        seeds[words] = json.loads(said.out)["runs"][0]["log"]
    assert seeds[()] == seeds["--seed", "7"] != seeds["--seed", "0"]


@pytest.mark.parametrize(
    ("section", "says"),
    [
        (
            'code = "x"\n[tool.silent999.keys]\na = "f5"',
            ":2: a project may not set code, keys; it ",
        ),
        ('profile = "wmp"\ntheme = "dark"', ":3: a project may not set theme; it may set profile,"),
        ('folders = [".."]', ":2: .. is outside of the project"),
        ('folders = ["link"]', ":2: link is outside of the project"),
        ('folders = ["disk"]', ":2: disk holds a whole disk or home"),
        ('profile = "/etc/shadow"', ":2: profile: a project names it by its id"),
        ('profile = "../x.yaml"', ":2: profile: a project names it by its id"),
    ],
)
def test_a_project_may_set_only_what_cannot_harm(project: Path, section: str, says: str) -> None:
    (project / "link").symlink_to(project.parent, target_is_directory=True)
    (project / "disk").symlink_to("/", target_is_directory=True)
    (project / "pyproject.toml").write_text(f"[tool.silent999]\n{section}\n")
    said = refused("list")
    assert f"{project / 'pyproject.toml'}{says}" in said
    assert "your own" in said or "in it" in said or "profiles/" in said


def test_a_folder_with_very_much_in_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a disk under another name, or a folder with the packages of another program."""
    for number in range(20):
        (tmp_path / f"{number}.txt").touch()
    assert list(find_files.scenario_files(tmp_path)) == []
    monkeypatch.setattr(find_files, "MOST_LOOKED_AT", 15)
    with pytest.raises(LibraryError, match="holds more than 15 files and folders"):
        list(find_files.scenario_files(tmp_path))


def test_the_reports_of_a_project_are_those_of_the_command() -> None:
    assert ("text", *test_command._FORMS) == settings_module.REPORTS


@pytest.mark.parametrize(
    "words", [("list",), ("doctor",), ("run", "hill-path"), ("records", "list")]
)
def test_a_user_without_a_home_has_no_settings_and_no_traceback(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A bundle on a machine with no list of users, a container, a service."""
    homeless(monkeypatch)
    monkeypatch.chdir(tmp_path)
    said = silent999(*words)
    if words == ("records", "list"):
        assert (said.code, said.out) == (2, "")
        assert "no home folder in which records could be" in said.err
        assert "hint: name a folder with --records FOLDER" in said.err
        assert silent999(*words, "--records", tmp_path).code == 0
    else:
        assert (said.code, said.err) == (0, "")
    assert words != ("doctor",) or said.out.count("none: you have no home folder") == 2


def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the home from this process: no variable says it, and no list of users."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)

    def unknown(*_: object) -> None:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("pwd.getpwuid", unknown)
    monkeypatch.setattr("pwd.getpwnam", unknown)


PARTS = (
    *("profile", "seed", "reports", "folders", "keys", "theme", "code", "call.pause", '"a b"', "x"),
    *(
        " = ",
        "=",
        "\n",
        "\n[tool.silent999]\n",
        "\n[tool.silent999.keys]\n",
        "\n[[tool.silent999]]\n",
    ),
    *('"wmp"', "'light'", '"""', "'''", "7", "-1", "1e999", "nan", "true", "1979-05-27", "[", "]"),
    *(
        "{",
        "}",
        ",",
        ".",
        "#",
        "\\",
        '"\\ud800"',
        '"\\u0000"',
        "..",
        '"/"',
        '"."',
        "\x00",
        "\ud800",
    ),
)


@given(st.lists(st.sampled_from(PARTS), max_size=24))
def test_any_section_is_read_or_refused_in_one_message(parts: list[str]) -> None:
    text = "[tool.silent999]\n" + "".join(parts)
    said = mistake_in(Path(__file__).parent / "pyproject.toml", text)
    assert said == "" or said.startswith(f"{Path(__file__).parent / 'pyproject.toml'}:")
    assert "\nhint: " in said or not said
    assert len(said) < 1_000


def mistake_in(path: Path, text: str) -> str:
    """Return the message for a section as that of a project, and as that of a user; or nothing."""
    try:
        found = ProjectFile(parsed(path, text), path.parent)
        settings_module._of_project(found)
        settings_module._checked(found.file, found.file.values["tool"]["silent999"], "")
    except SimulatorError as error:
        return str(error)
    return ""
