"""The front door: help, version, unknown words, and how a command ends when it cannot go on."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import simulator
from simulator import BANNER
from simulator.cli.main import COMMANDS, main
from tests.cli.command import PUT_DOWN, Terminal, on, silent999, write


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_one_line(flag: str) -> None:
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


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    said = silent999(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{BANNER}\n\nusage: silent999 {command} ")
    assert silent999("help", command) == said


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("lsit", "silent999: there is no command lsit; did you mean list?"),
        ("profile", "silent999: there is no command profile; did you mean profiles?"),
        ("--hlep", "silent999: there is no option --hlep; did you mean --help?"),
        ("", "silent999: there is no command "),
    ],
)
def test_an_unknown_first_word_is_refused_with_the_nearest_one(word: str, message: str) -> None:
    said = silent999(word)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"{message}\nsilent999 --help names the commands\n"


@pytest.mark.parametrize("words", [["suggest"], ["suggest", "--into", "x"], ["help", "suggest"]])
def test_a_removed_command_is_refused_with_what_to_use_instead(words: list[str]) -> None:
    said = silent999(*words)
    assert (said.code, said.out) == (2, "")
    removed, instead = said.err.splitlines()
    assert removed == "silent999: suggest was removed"
    assert "silent999 coverage" in instead
    assert "silent999 new" in instead


def test_a_removed_option_is_refused_with_what_to_use_instead() -> None:
    said = silent999("verify", "--format", "json", "--mutants")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("silent999: verify --mutants was removed\n")
    assert "tests/proof/test_mutants.py" in said.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("run --profle wmp", "there is no option --profle; did you mean --profile?"),
        ("run --seed x", "argument --seed: a whole number is needed, not x"),
        ("run --seed", "argument --seed: expected one argument"),
        ("show", "the following arguments are required: ID"),
        ("list everything", "nothing can be made of everything"),
        (
            "flow --format mermiad",
            "argument --format: no format mermiad; did you mean mermaid? "
            "(known: text, markdown, mermaid, dot, scxml, promela)",
        ),
        ("list --folder nowhere", "argument --folder: there is no folder nowhere"),
    ],
)
def test_words_that_make_no_sense_are_refused_with_the_usage(words: str, message: str) -> None:
    said = silent999(*words.split())
    assert (said.code, said.out) == (2, "")
    first, usage, *_ = said.err.splitlines()
    assert first == f"silent999: {message}"
    assert usage.startswith(f"usage: silent999 {words.split()[0]} ")


@pytest.mark.parametrize(
    "words",
    [
        ["check", ""],
        ["run", "--profile="],
        ["show", " "],
        ["test", "--golden", "", "--update-golden"],
        ["test", "--junit="],
        ["list", "--folder", ""],
        ["verify", "--write="],
        ["handout", "-o", ""],
    ],
)
def test_an_empty_name_such_as_an_unset_variable_is_refused(words: list[str]) -> None:
    said = silent999(*words)
    assert (said.code, said.out) == (2, "")
    assert "an empty name" in said.err


def test_what_was_typed_cannot_move_the_cursor_of_a_terminal() -> None:
    said = silent999("show", "\x1b[2J")
    assert "\x1b" not in said.err
    assert r"\x1b[2J" in said.err


class Interrupted(io.StringIO):
    def write(self, _text: str, /) -> int:
        raise KeyboardInterrupt


class Unread(io.StringIO):
    def write(self, _text: str, /) -> int:
        raise BrokenPipeError


class Full(io.StringIO):
    def flush(self) -> None:
        raise OSError(28, "No space left on device")


def test_an_interrupt_is_one_line() -> None:
    err = io.StringIO()
    assert main(["list"], Interrupted(), err) == 130
    assert err.getvalue() == "stopped.\n"


def test_an_output_that_nobody_reads_is_no_mistake_worth_a_word() -> None:
    err = io.StringIO()
    assert main(["list"], Unread(), err) == 141
    assert err.getvalue() == ""


def test_a_full_disk_is_one_line() -> None:
    err = io.StringIO()
    assert main(["--version"], Full(), err) == 2
    assert err.getvalue() == "silent999: [Errno 28] No space left on device\n"


PROGRAM = (sys.executable, "-c", "from simulator.cli.main import entry; entry()")


def test_a_closed_pipe_ends_the_program_quietly() -> None:
    command = [*PROGRAM, "flow"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that Linux has")
def test_a_message_that_cannot_be_written_leaves_the_exit_code(tmp_path: Path) -> None:
    path = write(tmp_path, PUT_DOWN.replace("level: 1", "level: 9"))
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run([*PROGRAM, "check", str(path)], stderr=full, check=False)
    assert ran.returncode == 2


def test_what_an_output_cannot_show_is_escaped(tmp_path: Path) -> None:
    speaks = '[{say: {intent: speaks, words: "Café’s"}}, {pause: 500ms}, hang_up]'
    path = write(tmp_path, PUT_DOWN.replace("hang_up", speaks, 1))
    done = subprocess.run(
        [*PROGRAM, "run", "--transcript", str(path)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert rb"Caf\xe9\u2019s" in done.stdout
    assert done.stderr == b""


def test_colour_is_for_terminals_only() -> None:
    assert "\x1b" not in silent999("list").out
    assert "\x1b" in on(Terminal(), io.StringIO(), "list").out
