"""Whichever way a call is played, Python looks for garbage seldom."""

import subprocess
import sys

import pytest

PLAYED = """
from simulator.content.library.library import Library
from simulator.session.run.headless_run import run
library = Library()
scenario = library.scenario("quiet-throughout").scenario
run(scenario, library.profile("iopc_2019").profile, library.force("generic").force)
"""
OPENED = """
from simulator.content.library.library import Library
from simulator.session.clock import WallClock
from simulator.web.in_page import InPage
InPage(Library(), WallClock())
"""


def thresholds(program: str, *before: str) -> str:
    """Run a program that uses the package, and return when Python looks for garbage after it."""
    lines = ["import gc", *before, program, "print(gc.isenabled(), *gc.get_threshold())"]
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    return ran.stdout.splitlines()[-1]


@pytest.mark.parametrize("program", [PLAYED, OPENED], ids=["a run", "the page"])
def test_who_uses_the_package_from_python_pays_no_more_than_on_the_command_line(
    program: str,
) -> None:
    """A run, and the page without a server, set what the program `silent999` sets."""
    assert thresholds(program) == "True 200000 20 20"


def test_what_a_program_has_set_is_never_made_more_frequent() -> None:
    """A higher threshold stays; a collector that is switched off stays off."""
    assert thresholds(PLAYED, "gc.set_threshold(999_999, 7, 7)") == "True 999999 7 7"
    assert thresholds(PLAYED, "gc.set_threshold(0)").startswith("True 0 ")
    assert thresholds(PLAYED, "gc.disable()").startswith("False ")


def test_a_program_that_lowers_it_after_its_first_call_keeps_its_own() -> None:
    again = PLAYED.splitlines()[-1]
    assert thresholds(PLAYED + "gc.set_threshold(900, 9, 9)\n" + again) == "True 900 9 9"


def test_a_command_ends_without_a_last_look_for_garbage() -> None:
    """Nothing that it made is looked at then: the system takes its memory back as a whole."""
    program = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print(gc.get_freeze_count(), len(gc.get_objects())))\n"
        "sys.argv = ['silent999', 'list']\n"
        "from simulator.cli.main import entry\n"
        "entry()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    left_alone, looked_at = map(int, ran.stdout.splitlines()[-1].split())
    assert left_alone > 10_000
    assert looked_at < 500
