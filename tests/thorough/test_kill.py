"""A program that records is killed at any moment, 200 times; every record opens."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.session.test_kill import killed


@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_every_record_opens_whenever_the_program_is_killed(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    found = killed(tmp_path, 200)
    record_property("count", f"records after kill -9: {dict(found)}")
    assert found["killed"] == 200
    assert found["unfinished"] > 50, "the kills came in the middle of something"
