"""`silent999 serve`: what it takes, what it says, and how it ends."""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from simulator import BANNER
from simulator.cli.output import Console
from simulator.cli.play import serve as serving
from simulator.core.terms import Role
from simulator.web.admission import Guard
from tests.cli.command import refused, silent999
from tests.daily import first_a_day
from tests.signalled import ROOT
from tests.web.served import serving as serving_here

needs_the_extra = pytest.mark.skipif(
    find_spec("starlette") is None, reason="the extra web is not installed"
)
posix = pytest.mark.skipif(os.name != "posix", reason="it sends signals")


@contextmanager
def started(*words: str | Path, browser: str = "") -> Iterator[subprocess.Popen[str]]:
    """Run the command as a process until the block is left."""
    # With the signals of a terminal, also where the tests are run by a program that ignores some.
    begin = (
        "from tests.signalled import answer_signals; answer_signals(); "
        "from simulator.cli.main import entry; entry()"
    )
    command = [sys.executable, "-c", begin, "serve", *map(str, words)]
    env = os.environ | {"PYTHONPATH": str(ROOT)} | ({"BROWSER": browser} if browser else {})
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    assert process.stderr is not None
    raise AssertionError(process.stderr.read())


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_without_the_extra_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "starlette", None)
    monkeypatch.chdir(tmp_path)
    assert refused("serve", "--no-open") == (
        "silent999: serve needs starlette, which is not installed\n"
        "hint: in the folder of silent999: pip install -e '.[web]'\n"
    )
    assert list(tmp_path.iterdir()) == []


@needs_the_extra
@posix
@pytest.mark.parametrize(
    ("name", "browser"), first_a_day([("SIGTERM", ""), ("SIGHUP", "false %s")], rows=True)
)
def test_it_prints_the_address_and_ends_when_it_is_asked_to(name: str, browser: str) -> None:
    """A browser that would run in this terminal is not opened, and that is said."""
    with started(*([] if browser else ["--no-open"]), browser=browser) as process:
        url = address(process)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
        assert status(url) == 200
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=30)
    not_opened = "no browser was found: open the address in one.\n"
    assert (process.returncode, err) == (0, not_opened if browser else "")
    assert out.endswith("ended.\n")


@pytest.mark.parametrize("lan", [False, True])
def test_it_says_what_this_is_and_who_can_reach_it(lan: bool) -> None:
    out, err = io.StringIO(), io.StringIO()
    guard = Guard(("127.0.0.1",), 8123, ("192.168.1.20", "[fd00::2]") if lan else None)
    serving.announce(guard, Console(out, err))
    assert out.getvalue().startswith(f"{BANNER}\nopen in a browser: http://127.0.0.1:8123/\n")
    assert (
        "others on this network join at: http://192.168.1.20:8123/join" in out.getvalue()
    ) is lan
    assert ("others on another network join at: http://[fd00::2]:8123" in out.getvalue()) is lan
    assert ("Only this machine can reach it." in out.getvalue()) is not lan
    assert ("this network can read along" in err.getvalue()) is lan


def test_it_says_that_nobody_can_join_while_it_is_on_no_network() -> None:
    """It starts all the same: a session for a room without phones needs no network."""
    out, err = io.StringIO(), io.StringIO()
    serving.announce(Guard(("127.0.0.1",), 8123, ()), Console(out, err))
    assert "on no network, so nobody can join" in err.getvalue()
    assert "/join" not in out.getvalue()


@needs_the_extra
def test_an_address_and_a_port_that_cannot_be_had_are_refused() -> None:
    err = refused("serve", "--no-open", "--lan", "192.0.2.1")
    assert "use an address of this machine" in err
    for address in ("0.0.0.0", "::", "::1", "127.0.0.1"):
        assert "expected the address that others use" in refused("serve", "--lan", address)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        err = refused("serve", "--no-open", "--port", str(port))
    assert f"127.0.0.1 port {port}: " in err
    assert "leave out --port to use a free one" in err


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("ftp://127.0.0.1", "is not the address of a house of calls"),
        ("http://127.0.0.1:port", "is not the address of a house of calls"),
        ("127.0.0.1:1", "127.0.0.1 port 1: Connection refused"),
        ("my house", "my house port 80: no answer that can be read"),
    ],
)
def test_a_wrong_address_to_join_gets_one_message(where: str, says: str) -> None:
    assert says in refused("join", where, "BCDFGH")


@needs_the_extra
def test_a_terminal_joins_a_call_by_its_code() -> None:
    """It answers the phone, asks a question, is told what it meant, and leaves."""
    with serving_here() as served:
        call = served.house.open_call("evening-in-the-office", lesson=True)
        served.house.library.phrase_book(Role.CALL_HANDLER)
        served.house.library.reader()  # Or a slow machine is left before its first answer.
        lines = "\nb\n/answer\ni\n?alone\n\n?alone\n?\nc\n?xyzzy\nx\nq\n"
        done = silent999(
            "join", served.url, call.code, "--seat", "call_handler", lines=io.StringIO(lines)
        )
        note, seat, *_ = done.out.splitlines()[1:]
        assert note.startswith("In this call: strangers are in an office building at night")
        assert seat == "Enter takes the seat: Call handler. q leaves."
        assert "You are: Call handler. Letters: b begin, g what good practice does" in done.out
        assert "Understood as: says to caller: " in done.out
        assert "Enter. ? lists other ways, c takes it back." in done.out
        assert "Understood as? Enter a number." in done.out, "only where ? asks for the list"
        assert '"x" means nothing here.' in done.out
        assert "No question has that word" in done.out
        assert "no call here has that code" in refused("join", served.url, "BBBBBB")
        assert "no seat of that call is free" in refused("join", served.url, call.code)
