"""However the screens are left, the terminal is as it was and nothing of the call is in it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are a thing of POSIX")

from simulator.session.clock import WallClock
from simulator.tui.base.quick_exit import LIMIT_S
from tests.daily import first_a_day
from tests.tools import needs_tool
from tests.tui.terminal import (
    ALTERNATE,
    ESCAPES,
    KEYS,
    MAIN,
    MODES,
    PATIENCE,
    ROOT,
    Terminal,
    still_on,
)

IN_A_CALL = (sys.executable, "-m", "tests.tui.program", "caller", "quiet-throughout")
CLEAR = b"\x1b[H\x1b[2J\x1b[3J"
TITLE = b"\x1b]0;Terminal\x07"

Leave = Callable[[Terminal], None]


def by_key(name: str) -> Leave:
    return lambda terminal: terminal.type(KEYS[name])


def by_signal(which: signal.Signals) -> Leave:
    return lambda terminal: terminal.signal(which)


QUICKLY: dict[str, Leave] = {
    **{name: by_key(name) for name in ("F2", "Ctrl+L", "Ctrl+Q", "Ctrl+\\", "Ctrl+C")},
    **{
        which.name: by_signal(which)
        for which in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
    },
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder that is the home, the place for files, and where the program starts."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """What the program is told of its surroundings."""
    kinds = ("CACHE", "CONFIG", "DATA", "STATE")
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds},
    }


@pytest.fixture
def terminal(home: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    """A call that goes on in a terminal of 80 by 24."""
    with Terminal(IN_A_CALL, environment, folder=home) as opened:
        opened.until_words("Nothing has been dialled")
        yield opened


def assert_restored(terminal: Terminal) -> None:
    written = bytes(terminal.written)
    assert {name for name, (on, _) in MODES.items() if on not in written} == set()
    assert still_on(written) == []
    assert terminal.attributes() == terminal.before
    assert terminal.group_is_gone()


def assert_left_quickly(terminal: Terminal) -> None:
    assert terminal.end() == 0
    assert_restored(terminal)
    after = bytes(terminal.written).rpartition(MAIN)[2]
    # The main screen is there again before it is cleared, and nothing is written to it.
    assert after.endswith(CLEAR + TITLE)
    assert ESCAPES.sub(b"", after) == b""


@pytest.mark.parametrize("how", first_a_day(QUICKLY))
def test_a_call_can_be_left_at_once(terminal: Terminal, home: Path, how: str) -> None:
    QUICKLY[how](terminal)
    assert_left_quickly(terminal)
    assert list(home.iterdir()) == []


def test_a_signal_is_minded_from_the_moment_that_the_terminal_is_changed(
    home: Path, environment: dict[str, str]
) -> None:
    with Terminal(IN_A_CALL, environment, folder=home) as terminal:
        terminal.until(lambda written: ALTERNATE in written)
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 0
        assert still_on(bytes(terminal.written)) == []
        assert terminal.attributes() == terminal.before


@pytest.mark.parametrize("before", first_a_day(["", "F10", "F12"]))
def test_the_program_ends_with_its_window(terminal: Terminal, home: Path, before: str) -> None:
    """Also while it fails, or hangs."""
    terminal.type(KEYS.get(before, b""))
    terminal.hang_up()
    assert terminal.end() in ((0, 1) if before == "F10" else (0,))
    assert terminal.group_is_gone()
    assert list(home.iterdir()) == []


@pytest.mark.thorough
def test_a_signal_to_go_on_starts_no_second_driver(terminal: Terminal) -> None:
    """The kernel sends one with SIGHUP when a window is closed, and under nohup it comes alone."""
    terminal.signal(signal.SIGCONT)
    terminal.type(KEYS["Ctrl+Z"])
    terminal.until_words("does not stop this program")
    assert bytes(terminal.written).count(ALTERNATE) == 1
    terminal.type(KEYS["F2"])
    assert_left_quickly(terminal)


@pytest.mark.thorough
def test_a_program_that_has_no_file_free_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    terminal.type(KEYS["F11"])
    terminal.until_words("no file is free")
    terminal.type(KEYS["F2"])
    assert_left_quickly(terminal)


def test_a_key_after_24_000_pasted_characters_leaves_within_0_3_s(terminal: Terminal) -> None:
    """Textual alone takes 90 s to come to it."""
    terminal.type_all(b"word " * 4_800)
    begun = WallClock().read()
    terminal.type_all(KEYS["Ctrl+L"])
    assert_left_quickly(terminal)
    assert WallClock().read() - begun <= 300


@pytest.mark.parametrize("how", first_a_day(["SIGTERM", "Ctrl+L"]))
def test_a_program_that_hangs_is_left_at_once(terminal: Terminal, how: str) -> None:
    terminal.type(KEYS["F12"])
    QUICKLY[how](terminal)
    assert_left_quickly(terminal)


@pytest.mark.thorough
def test_a_terminal_that_takes_nothing_holds_nothing_up(terminal: Terminal) -> None:
    """The watchdog ends the program: its last words cannot be written."""
    clock = WallClock()
    # On a busy machine several sizes are painted as one, and too few would leave room to write.
    for columns in range(200, 236):
        terminal.resize(columns, 60)
        clock.wait(150)
    terminal.type(KEYS["F2"])
    assert terminal.process.wait(3 * LIMIT_S) == 1


@needs_tool("tmux")
@pytest.mark.parametrize("key", first_a_day(["C-l", "F2"]))
def test_the_exit_keys_reach_the_program_in_tmux(
    key: str, home: Path, environment: dict[str, str]
) -> None:
    def tmux(*words: str) -> str:
        command = ("tmux", "-L", home.name, "-f", os.devnull, *words)
        done = subprocess.run(
            command, env={**environment, "TMUX_TMPDIR": str(home.parent)}, cwd=home,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout

    def until(seen: Callable[[], bool]) -> None:
        end = WallClock().read() + PATIENCE
        while not seen():
            assert WallClock().read() < end

    tmux("new-session", "-d", "-x", "80", "-y", "24", *IN_A_CALL)
    try:
        until(lambda: "Nothing has been dialled" in tmux("capture-pane", "-p"))
        tmux("send-keys", key)
        until(lambda: not tmux("list-sessions"))
    finally:
        tmux("kill-server")


@pytest.mark.thorough
def test_a_window_that_was_resized_again_and_again_is_left_at_once(terminal: Terminal) -> None:
    for columns, rows in ((20, 5), (200, 60), (60, 20), (1, 1), (132, 43), (20, 5)):
        terminal.resize(columns, rows)
    terminal.until_words("This window has")
    small = len(terminal.written)
    terminal.resize(80, 24)
    terminal.until_words("Nothing has been dialled", since=small)
    terminal.resize(20, 5)
    terminal.type(KEYS["F2"])
    assert_left_quickly(terminal)


@pytest.mark.thorough
def test_a_mistake_in_the_program_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    terminal.type(KEYS["F10"])
    assert terminal.end() == 1
    assert_restored(terminal)
    told = ESCAPES.sub(b"", bytes(terminal.written).rpartition(MAIN)[2])
    assert b"a mistake in the program" in told
    # Textual would print the values of variables, which hold what was said and written down.
    assert b"locals" not in told


def test_the_command_itself_leaves_the_terminal_as_it_was(
    home: Path, environment: dict[str, str]
) -> None:
    command = (sys.executable, "-m", "simulator", "play", "quiet-throughout", "--seat", "caller")
    with Terminal(command, environment, folder=home) as terminal:
        terminal.until_words("This cannot call 999")
        terminal.type(KEYS["F2"])
        assert_left_quickly(terminal)
    assert list(home.iterdir()) == []
