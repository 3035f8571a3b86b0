"""The page on how tests tell their stories shows what works."""

import re
from pathlib import Path

from simulator.core import acts as do
from simulator.core.terms import Outcome, Role
from tests.debrief.short_logs import ROLES, log
from tests.session.calls import play

PAGE = Path(__file__).with_name("README.md").read_text(encoding="utf-8")


def test_the_call_of_the_page_is_played() -> None:
    """As it is written there, with what is asked of it."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code, {"play": play, "do": do, "Outcome": Outcome})


def test_the_short_log_of_the_page_is_read_and_its_roles_are_all() -> None:
    """Two letters name each role; no role of the language is left out."""
    (shown,) = re.findall(r"`(12 ch [^`]*)`", PAGE)
    last = log(shown, Role.CALL_HANDLER)[-2:]
    assert [entry.actor for entry in last] == [Role.CALL_HANDLER, Role.CALLER]
    who = PAGE.partition("* **who**")[2].partition("* **what**")[0]
    assert set(re.findall(r"`(\w\w)`", who)) == set(ROLES)


def test_every_file_that_the_page_names_is_there() -> None:
    """Below `tests`, or from the root."""
    named = re.findall(r"`((?:tests/)?[a-z_/]+\.py)`", PAGE)
    assert named
    tests = Path(__file__).parent
    assert [each for each in named if not (tests / each.removeprefix("tests/")).is_file()] == []
