"""What holds for every test: how hard Hypothesis looks, and that nothing leaves this machine."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

# Every day a few examples, in CI always the same ones; `.ci/run` has many once more.
settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile("full", settings.get_profile("ci"), max_examples=200)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# Programs that tests start keep their byte code, as on a user's machine.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LOOPBACK = ("127.", "::1", "localhost")


def refuse_network(event: str, args: tuple[object, ...]) -> None:
    """Raise when a test looks up or connects to a host that is not this machine."""
    if event == "socket.connect":
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket's is no tuple
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host is not None and not str(host).startswith(LOOPBACK):
        raise RuntimeError(f"tests use no network, but one reached for {host!r}")


sys.addaudithook(refuse_network)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the thousands of tests, which stay to the end."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what tests recorded under the name ``count``, each once."""
    counts = dict.fromkeys(
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "count"
    )
    if counts:
        terminalreporter.section("counts")
        for count in counts:
            terminalreporter.write_line(count)
