"""`silent999 doctor`."""

import io
import platform

from platformdirs import user_data_path

from simulator import BANNER
from simulator.cli.doctor import PACKAGES
from simulator.content.library.library import Library
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
