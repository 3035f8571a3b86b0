"""`silent999 doctor`, and `silent999` alone in a terminal."""

import io
import os
import platform
import sys

import pytest
from platformdirs import user_data_path

from simulator.cli.console import BANNER
from simulator.cli.doctor import PACKAGES
from simulator.cli.welcome import MILD
from simulator.content.library import Library
from simulator.core.terms import Topic
from tests.cli.command import Terminal, on, silent999


def test_the_doctor_says_what_it_finds() -> None:
    said = silent999("doctor")
    assert (said.code, said.err) == (0, "")
    found = dict(line.split(maxsplit=1) for line in said.out.splitlines() if len(line.split()) > 1)
    assert found["Python"].startswith(platform.python_version())
    assert found["platform"].startswith(platform.system())
    assert all(package in found for package in PACKAGES)
    assert found["terminal"] == "none: the output goes to a file or a pipe"
    assert BANNER in said.out


def test_the_doctor_counts_what_there_is_to_play() -> None:
    library = Library()
    counts = f"{len(library.scenario_paths())} scenarios, {len(library.profile_paths())} profiles"
    assert counts in silent999("doctor").out


def test_the_doctor_says_where_it_would_write_and_writes_nothing() -> None:
    where = user_data_path("silent999", appauthor=False)
    existed = where.exists()
    assert f"would write to  {where} (" in silent999("doctor").out
    assert where.exists() == existed


def test_the_doctor_sees_the_terminal_that_it_writes_to() -> None:
    said = on(Terminal(), io.StringIO(), "doctor")
    assert " columns, " in said.out


def test_alone_in_a_terminal_it_says_what_there_is_and_plays_one_mild_call() -> None:
    said = on(Terminal(), io.StringIO())
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("usage: silent999")
    assert BANNER in said.out
    scenario = Library().scenario(MILD).scenario
    note = said.out.index("content note:")
    dialled = said.out.index("[dials 999]")
    assert said.out.index(scenario.title) < note < dialled
    assert "the call is over" in said.out


def test_the_call_that_is_played_is_mild() -> None:
    scenario = Library().scenario(MILD).scenario
    assert scenario.level == 1
    assert scenario.facts[Topic.IN_DANGER] == "no"
    assert not scenario.number.markers


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")
@pytest.mark.parametrize(
    ("typed", "played"), [(b"\n", True), (b"s\n", False), (b"\x04", False), (b"\x03", False)]
)
def test_somebody_at_a_terminal_is_asked_first(typed: bytes, played: bool) -> None:
    import pty

    code = "from simulator.cli.main import entry; entry()"
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", code])
    shown = b""
    while b"leave it:" not in shown:
        shown += os.read(terminal, 4096)
    assert b"content note:" in shown
    assert b"[dials 999]" not in shown
    os.write(terminal, typed)
    try:
        while more := os.read(terminal, 4096):
            shown += more
    except OSError:  # how Linux tells that the other end is closed
        pass
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert (b"[dials 999]" in shown) == played
    assert b"Traceback" not in shown
    assert os.waitstatus_to_exitcode(status) == (130 if typed == b"\x03" else 0)
