"""Where a command's text goes: a file, a pager, the shell that completes it, the manual."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator import BANNER
from simulator.cli.main import COMMANDS, GROUPS
from tests.cli.command import PUT_DOWN, refused, silent999, write
from tests.tools import needs_tool

PROGRAM = (sys.executable, "-c", "from simulator.cli.main import entry; entry()")


def test_help_is_in_groups_for_what_one_wants_to_do() -> None:
    out = silent999("--help").out
    at = [out.index(f"\n{group}:\n") for group in GROUPS]
    assert at == sorted(at)
    assert list(GROUPS)[:5] == [
        "practise",
        "lead a session",
        "write scenarios",
        "look at the procedure",
        "records",
    ]


def test_a_result_is_written_to_a_file_that_is_not_overwritten_unasked(tmp_path: Path) -> None:
    """Also the report of a failed test, and in UTF-8; the exit code stays."""
    path = tmp_path / "out.txt"
    assert silent999("flow", "-o", path) == (0, "", "")
    assert path.read_text(encoding="utf-8") == silent999("flow").out
    assert "add --replace" in refused("flow", "--output", path)
    wrong = write(tmp_path, PUT_DOWN.replace("outcome: abandoned", "outcome: deployed"), "other")
    ran = silent999("test", wrong, "--format", "junit", "-o", path, "--replace")
    assert (ran.code, ran.out) == (1, "")
    assert "<failure" in path.read_text(encoding="utf-8")
    assert silent999("test", "none", "--format", "tap", "-o", path, "--replace").code == 2
    assert "not ok 1 - request" in path.read_text(encoding="utf-8")


def test_a_command_that_fails_writes_no_file(tmp_path: Path) -> None:
    refused("profiles", "show", "none", "-o", tmp_path / "out.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
@pytest.mark.parametrize(
    ("words", "pager", "paged"),
    [
        (["flow"], "tee {}", True),
        (["flow", "--no-pager"], "tee {}", False),
        (["explain", "unknown-key"], "tee {}", False),
        (["flow"], "", False),
    ],
    ids=["a long text", "not wanted", "a short text", "PAGER is empty"],
)
def test_a_long_text_in_a_terminal_goes_through_the_pager(
    words: list[str], pager: str, paged: bool, tmp_path: Path
) -> None:
    shown = tmp_path / "shown.txt"
    above, below = pty.openpty()
    env = {**os.environ, "PAGER": pager.format(shown), "TERM": "xterm", "LINES": "24"}
    with subprocess.Popen([*PROGRAM, *words], stdout=below, env=env) as process:
        os.close(below)
        out = b""
        while data := _read(above):
            out += data
    os.close(above)
    assert process.returncode == 0
    assert shown.exists() == paged
    expected = silent999(*words).out if "--no-pager" not in words else silent999("flow").out
    assert expected.splitlines()[-1] in out.decode().replace("\r\n", "\n")


def _read(end: int) -> bytes:
    """Return what a terminal shows next; nothing once the program has closed it."""
    try:
        return os.read(end, 65_536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("shell", "ask"),
    [
        ("bash", "source {}; COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
         "_shtab_silent999; printf '%s\\n' \"${{COMPREPLY[@]}}\""),
        pytest.param("fish", "source {}; complete -C 'silent999 {}'", marks=needs_tool("fish")),
    ],
)  # fmt: skip
def test_a_shell_completes_commands_options_and_words(shell: str, ask: str, tmp_path: Path) -> None:
    path = tmp_path / "completion"
    assert silent999("completion", shell, "--no-pager").code == 2
    path.write_text(silent999("completion", shell).out)
    for typed, offered in (
        ("cov", "coverage"),
        ("flow --fo", "--format"),
        ("flow --format m", "mermaid"),
    ):
        words = f"silent999 {typed}" if shell == "bash" else typed
        ran = subprocess.run(
            [shell, "-c", ask.format(path, words)], capture_output=True, text=True, check=True
        )
        assert offered in [line.split("\t")[0] for line in ran.stdout.splitlines()], ran.stderr


@needs_tool("groff")
def test_the_manual_has_every_command_and_is_right_for_man() -> None:
    page = silent999("man").out
    ran = subprocess.run(
        ["groff", "-man", "-ww", "-Tascii"], input=page, capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
    plain = page.replace("\\-", "-")
    assert BANNER in plain
    for command, (_, summary) in COMMANDS.items():
        assert re.search(rf"\.SS silent999 {command} [\[A-Z]", plain)
        assert f"\n{summary[:1].upper()}{summary[1:]}.\n" in plain


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["profiles"], "profiles"),
        (["forces", "show", "generic"], "values"),
        (["explain", "unknown-key"], "unknown-key"),
        (["doctor"], "checks"),
        (["records", "list"], "records"),
        (["progress"], "findings"),
    ],
)
def test_every_table_can_be_had_as_json(words: list[str], key: str, tmp_path: Path) -> None:
    where = ["--records", str(tmp_path)] if words[0] in ("records", "progress") else []
    assert key in json.loads(silent999(*words, *where, "--format", "json").out)
