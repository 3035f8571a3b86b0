"""Settings for all tests: Hypothesis profiles, skips for missing tools, no network."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from simulator.content.files import built_content
from simulator.errors import ContentError
from tests import tools
from tests.built import build_into
from tests.daily import EXAMPLES_A_DAY, leave_cases_to_the_thorough, leave_seeds_to_the_thorough

if TYPE_CHECKING:
    from pathlib import Path

    from _pytest.terminal import TerminalReporter

# Few examples by default, always the same in CI. `.ci/thorough` draws many, new each time.
settings.register_profile("dev", max_examples=EXAMPLES_A_DAY, deadline=None)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile(
    "full", settings.get_profile("dev"), max_examples=8 * EXAMPLES_A_DAY, print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# Tests and the programs that they start write byte code, or each worker compiles all tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# What is imported for the tests lives until the end: nothing of it is looked at as garbage.
gc.disable()
# The settings of whoever runs the tests are not read.
os.environ["XDG_CONFIG_HOME"] = os.devnull

LOOPBACK = ("127.", "::1", "localhost")


def refuse_network(event: str, args: tuple[object, ...]) -> None:
    """Raise if a test looks up or connects to another machine."""
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


def pytest_sessionstart(session: pytest.Session) -> None:
    """Build the shipped content again if the code has changed since this checkout was installed.

    Else each worker, and each program that a test starts, reads and checks all of it from the
    sources, and says so in its messages.
    """
    if hasattr(session.config, "workerinput"):  # A worker of pytest-xdist: it was done before.
        return
    built_content.read_built(built_content.HEADERS)
    if built_content.OUTDATED:
        built_content.OUTDATED.clear()
        with suppress(ContentError):  # A test about that file says what is wrong with it.
            build_into(built_content.BUILT)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tools are missing, unless they are required."""
    for mark in item.iter_markers("needs_tool"):
        if absent := tools.absent(mark.args):
            pytest.skip(f"not installed: {' and '.join(absent)}")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the folder of thorough tests alone if none is asked for: each worker collects all."""
    daily = config.option.markexpr == "not thorough"
    return True if daily and collection_path.name == "thorough" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave most seeds of a run of everything to the thorough run, before those are left out.

    So it is with most cases of the tests that say so.
    """
    if not all(".py" in each for each in config.args):
        leave_seeds_to_the_thorough(items)
        leave_cases_to_the_thorough(items)


def pytest_collection_finish() -> None:
    """Look for garbage from here on: seldom, and never among the collected tests."""
    gc.freeze()
    gc.set_threshold(100_000, 5, 5)
    gc.enable()


def skipped(reporter: TerminalReporter) -> Counter[str]:
    """Return the number of skipped tests for each reason."""
    reasons = (
        str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
        for report in reporter.stats.get("skipped", [])
    )
    return Counter(reason.removeprefix("Skipped: ") for reason in reasons)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a complete run if a test was skipped for any reason but a missing tool."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or tools.REQUIRED not in os.environ:
        return
    if any(not reason.startswith("not installed: ") for reason in skipped(reporter)):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the reasons for skips, and the properties that tests recorded as ``count``."""
    for reason, number in sorted(skipped(terminalreporter).items()):
        noun = "test" if number == 1 else "tests"
        terminalreporter.write_line(f"skipped {number} {noun}: {reason}")
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
