"""Counts that tests of the core report are printed at the end of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what tests recorded under the name ``count``, each once."""
    counts = dict.fromkeys(
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "count"
    )
    if counts:
        terminalreporter.section("counts of the core")
        for count in counts:
            terminalreporter.write_line(count)
