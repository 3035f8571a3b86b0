"""What holds for every test: how hard Hypothesis looks, and that nothing leaves this machine."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

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
