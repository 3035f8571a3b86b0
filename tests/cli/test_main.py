"""The front door: help, version, unknown words, and how a command ends when it cannot go on."""

import io
import os
import platform
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from platformdirs import user_data_path

import simulator
from simulator import BANNER
from simulator.cli.doctor import PACKAGES
from simulator.cli.main import COMMANDS, _without_interrupts, main
from simulator.cli.output import Console
from tests.cli.command import PUT_DOWN, Terminal, silent999, write
from tests.daily import first_a_day, these_a_day
from tests.session.calls import LIBRARY

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "from simulator.cli.main import entry; entry()")
CLOSED = ("<&-", ">&-", "2>&-", "<&- >&- 2>&-", "0>/dev/null")


def test_the_version_is_one_line() -> None:
    for flag in ("--version", "-V"):
        assert silent999(flag) == (0, f"silent999 {simulator.__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"], []], ids=" ".join)
def test_help_names_every_command_and_says_that_this_cannot_call_999(words: list[str]) -> None:
    said = silent999(*words)
    assert (said.code, said.err) == (0, "")
    assert BANNER in said.out.splitlines()
    for command, (_, summary) in COMMANDS.items():
        assert f"{command} " in said.out
        assert summary in said.out
    assert max(map(len, said.out.splitlines())) <= 100


@pytest.mark.parametrize("command", these_a_day(COMMANDS, "play"))
def test_every_command_starts_as_a_program(command: str) -> None:
    """The smoke test: its module imports alone, and its help is that of `help COMMAND`."""
    ran = subprocess.run([*PROGRAM, command, "--help"], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert ran.stdout.startswith(f"{BANNER}\n\nusage: silent999 {command} ")
    assert silent999("help", command).out == ran.stdout


class Wrapped(ValueError):
    """What pydantic makes of an interrupt that comes in one of its callbacks."""

    __cause__ = KeyboardInterrupt()


@pytest.mark.parametrize(
    ("error", "when", "code", "told"),
    [
        (KeyboardInterrupt, "write", 130, "stopped.\n"),
        (Wrapped, "write", 130, "stopped.\n"),
        (BrokenPipeError, "write", 141, ""),
        (OSError, "flush", 2, "silent999: full\n"),
    ],
)
def test_a_command_that_cannot_go_on_ends_with_one_line_at_most(
    error: type[BaseException], when: str, code: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error("full")

    out, err = io.StringIO(), io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(out, when, fail)
        assert main(["list"], out, err) == code
    assert err.getvalue() == told


def test_an_interrupt_while_something_is_cleaned_up_is_no_traceback() -> None:
    _without_interrupts(Mock(exc_type=KeyboardInterrupt))
    with pytest.raises(TypeError):  # Python's own hook takes no stand-in, so this one reached it.
        _without_interrupts(Mock(exc_type=OSError))


def test_a_closed_pipe_ends_the_program_quietly() -> None:
    command = [*PROGRAM, "flow"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.skipif(os.name != "posix", reason="closed by a POSIX shell")
@pytest.mark.parametrize("closed", these_a_day(CLOSED, "<&- >&- 2>&-"))
@pytest.mark.parametrize(
    "words", first_a_day([["play", "--plain"], ["new"], ["records", "erase", "--code", "T1"]])
)
def test_a_closed_stream_is_no_traceback(words: list[str], closed: str, tmp_path: Path) -> None:
    command = ["sh", "-c", f'"$@" {closed}', "sh", *PROGRAM, *words]
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        command, cwd=tmp_path, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert ran.returncode in {0, 2}
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that Linux has")
def test_a_message_that_cannot_be_written_leaves_the_exit_code() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run([*PROGRAM, "no-such-command"], stderr=full, check=False)
    assert ran.returncode == 2


def test_what_an_output_cannot_show_is_escaped(tmp_path: Path) -> None:
    write(tmp_path, PUT_DOWN.replace("Put down at once", "Café’s"))
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    words = ["list", "--folder", str(tmp_path)]
    done = subprocess.run([*PROGRAM, *words], env=env, capture_output=True, check=True)
    assert rb"Caf\xe9\u2019s" in done.stdout
    assert done.stderr == b""


def test_what_could_move_the_cursor_is_shown_and_only_our_colours_stay() -> None:
    out = Terminal()
    console = Console(out, out)
    console.say(
        f"{console.paint('good', 'good')} \x1b[2J\u202e\x9b31m\ra\r\nb \u00a0é👩\u200d🚒\t|"
    )
    console.complain("\x1b]0;x\x07\x1b[32m")
    assert out.getvalue() == (
        "\x1b[32mgood\x1b[0m \\x1b[2J\\u202e\\x9b31m\\ra\r\nb \u00a0é👩\u200d🚒\t|\n"
        "\\x1b]0;x\\x07\\x1b[32m\n"
    )


def test_colour_is_for_terminals_only() -> None:
    assert "\x1b" not in silent999("list").out
    assert "\x1b" in silent999("list", out=Terminal()).out


def test_the_doctor_says_what_it_finds_and_writes_nothing() -> None:
    where = user_data_path("silent999", appauthor=False)
    existed = where.exists()
    said = silent999("doctor")
    assert (said.code, said.err) == (0, "")
    found = dict(line.split(maxsplit=1) for line in said.out.splitlines() if len(line.split()) > 1)
    assert found["Python"].startswith(platform.python_version())
    assert found["platform"].startswith(platform.system())
    assert all(package in found for package in PACKAGES)
    assert BANNER in said.out
    scenarios, profiles = len(LIBRARY.scenario_paths()), len(LIBRARY.paths_of("profile"))
    assert f"{scenarios} scenarios, {profiles} profiles" in said.out
    assert f"records folder  {where} (" in said.out
    assert where.exists() == existed
