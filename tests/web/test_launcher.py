"""The files to double-click, one for each system; those that a shell here can run are run."""

from __future__ import annotations

import configparser
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.errors import SimulatorError
from simulator.web.launcher import Launcher, launcher, write

AWKWARD = ["two words", "50%", "it's", "a$b`c", "back\\slash", "é", "a&b", "semi;colon", ""]
NAMES = {
    "linux": "silent999.desktop",
    "freebsd14": "silent999.desktop",
    "darwin": "silent999.command",
    "win32": "silent999.bat",
}


def from_desktop(text: str) -> list[str]:
    """Return the words of a desktop entry's command, read as the specification says."""
    entry = configparser.RawConfigParser(delimiters="=")
    entry.read_string(text)
    line = entry["Desktop Entry"]["Exec"].replace("\\\\", "\\")
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    assert " ".join(f'"{word}"' for word in words) == line
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]


def run(made: Launcher, folder: Path) -> str:
    """Do what a double click on a launcher of Linux or macOS does; return its window's text."""
    path = write(made, folder)
    command = from_desktop(made.text) if path.suffix == ".desktop" else [str(path)]
    done = subprocess.run(command, input="\n", capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="it needs sh")
@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_the_command_arrives_word_for_word_and_an_error_keeps_the_window(
    platform: str, tmp_path: Path
) -> None:
    place = tmp_path / "words.json"
    for code in (0, 2):
        program = (
            f"import json, sys; json.dump(sys.argv[2:], open(sys.argv[1], 'w')); sys.exit({code})"
        )
        command = [sys.executable, "-c", program, str(place), *AWKWARD]
        shown = run(launcher(command, platform), tmp_path)
        assert json.loads(place.read_text()) == AWKWARD
        assert shown.endswith("to close this window. ") if code else shown == ""
    # The second one replaced the first.
    assert (tmp_path / NAMES[platform]).stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize("platform", NAMES)
def test_each_system_has_its_own_file_and_windows_its_quotes(platform: str) -> None:
    command = [r"C:\Program Files\py.exe", "--folder=C:\\50% & more", "-m", "simulator"]
    made = launcher(command, platform)
    assert made.name == NAMES[platform]
    assert "@" not in made.text.replace("@echo off", "")
    assert made.text.count("simulator") == 1
    if platform == "win32":
        assert r'"C:\Program Files\py.exe" "--folder=C:\50%% & more" "-m"' in made.text
        assert made.text.count("\r\n") == made.text.count("\n") > 3


@pytest.mark.parametrize(
    ("platform", "word"), [("linux", "a\nb"), ("darwin", "\x1b[2J"), ("win32", 'a"b')]
)
def test_what_such_a_file_cannot_hold_is_refused(platform: str, word: str) -> None:
    with pytest.raises(SimulatorError, match="cannot name"):
        launcher(["python", word], platform)
