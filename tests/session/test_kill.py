"""A program that records is killed in the middle of it; the thorough tests do it 200 times."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.session.killing import killed


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_every_record_opens_when_the_program_was_killed(tmp_path: Path) -> None:
    """Every file holds a beginning of the whole log, and all but the last hold all of it."""
    found = killed(tmp_path, 10, seed=1)
    assert found["killed"] == 10
    assert found["unfinished"] > 0
