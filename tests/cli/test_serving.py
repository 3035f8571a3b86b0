"""`silent999 serve`: what it takes, what it says, and how it ends."""

import io
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

import pytest

from simulator import BANNER
from simulator.cli.arguments import Parser
from simulator.cli.output import Console
from simulator.cli.play import serve as serving
from simulator.web.admission import Guard
from tests.cli.command import refused
from tests.signalled import ROOT

BROWSER = """
import sys, urllib.request
with urllib.request.urlopen(sys.argv[1]) as answer, open(sys.argv[2], "w") as told:
    told.write(answer.url)
"""
"""A browser that opens an address, says where it came to be, and is closed."""

needs_the_extra = pytest.mark.skipif(
    find_spec("textual_serve") is None, reason="the extra serve is not installed"
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


@pytest.mark.parametrize("words", [[], ["--no-open", "--port", "8000"]])
def test_without_the_extra_it_says_how_to_get_it(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.chdir(tmp_path)
    assert refused("serve", *words) == (
        "silent999: serve needs textual-serve, which is not installed\n"
        "hint: in the folder of silent999: pip install -e '.[serve]'\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["--room"], ["room"]),
        (["--room", "twenty-minutes"], ["room", "twenty-minutes"]),
        (["--room", "--font-size", "40"], ["room"]),
        ([], ["play"]),
        (
            ["--folder", "/", "--play", "hill-path --seat caller"],
            ["play", "hill-path", "--seat", "caller", "--folder=/"],
        ),
    ],
)
def test_pages_get_the_command_that_was_asked_for(words: list[str], asked: list[str]) -> None:
    parser = Parser("silent999 serve", "")
    serving.arguments(parser)
    assert serving.play_command(parser.read(words))[3:] == asked


@needs_the_extra
@posix
@pytest.mark.parametrize(("name", "browser"), [("SIGTERM", ""), ("SIGHUP", "false %s")])
def test_it_prints_the_address_and_ends_when_told_to(name: str, browser: str) -> None:
    """A browser that would run in this terminal is not opened, and that is said."""
    with started(*([] if browser else ["--no-open"]), browser=browser) as process:
        url = address(process)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/", url)
        assert status(url) == 200
        assert status(url.rpartition("/")[0][:-1]) == 403
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=30)
    not_opened = "no browser was found: open the address in one.\n"
    assert (process.returncode, err) == (0, not_opened if browser else "")
    assert out.endswith("ended.\n")


@pytest.mark.parametrize(
    ("where", "warned"),
    [("127.0.0.1", False), ("::1", False), ("192.168.1.20", True), ("2001:db8::1", True)],
)
def test_it_says_what_this_is_and_warns_of_a_network(where: str, warned: bool) -> None:
    out, err = io.StringIO(), io.StringIO()
    guard = Guard(ip_address(where), 8123)
    serving.announce(guard, Console(out, err))
    assert out.getvalue().startswith(f"{BANNER}\n")
    assert guard.url in out.getvalue()
    for warning in ("other people on this network", "the connection is not encrypted"):
        assert (warning in err.getvalue()) == warned


@needs_the_extra
@posix
def test_a_browser_is_opened_at_an_address_that_is_not_the_key(tmp_path: Path) -> None:
    script, told = tmp_path / "browser.py", tmp_path / "told"
    script.write_text(BROWSER)
    os.mkfifo(told)
    browser = f"{shlex.join([sys.executable, str(script)])} %s {shlex.quote(str(told))} &"
    with started(browser=browser) as process:
        url = address(process)
        assert told.read_text() == url, "the ticket led to the page"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")


@needs_the_extra
def test_an_address_and_a_port_that_cannot_be_had_are_told() -> None:
    err = refused("serve", "--no-open", "--address", "192.0.2.1")
    assert "use an address of this machine" in err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        err = refused("serve", "--no-open", "--port", str(port))
    assert f"127.0.0.1 port {port}: " in err
    assert "leave out --port to use a free one" in err
